package desk

import (
	"context"

	"fyne.io/fyne/v2"

	"rapport/app"
	"rapport/app/report"
	"rapport/views/kit"
)

// wholeMessage is a message with the names of its files and of its partner.
type wholeMessage struct {
	app.Message
	partner string
	files   []string
}

// mailPane is the details of a message: what became of it and what it says.
type mailPane struct {
	reading[wholeMessage]
	number, subject, said *kit.Text
	chips                 *fyne.Container
	lines                 *kit.Facts
	says                  *kit.RunningText
}

func newMailPane(d *Desk) *mailPane {
	p := &mailPane{number: kit.NewText("", kit.Caption()), subject: kit.NewText("", kit.Look{Size: 17, Bold: true, Wrap: true}), chips: kit.Wrapped(6), lines: kit.NewFacts(), says: kit.NewRunningText(),
		said: kit.NewText("", kit.Look{Size: 12, Wrap: true})}
	p.d, p.acts = d, kit.Across(8)
	p.read = p.readMessage
	p.draw = p.drawAll
	var more *kit.Button
	more = kit.NewIconButton("more", "More", "", func() {
		d.root.MenuUnder(more, d.root.CommandItems("mail.queue", "mail.hold", "mail.edit", "mail.draft", "mail.link", "mail.went", "mail.again", "mail.bounced", "mail.cancel"))
	})
	head := kit.Down(4, kit.Across(4, kit.Grow(p.number), more), p.subject, kit.Pad(2, 0, 4, 0, p.chips), p.acts)
	p.box = newPaneBox("Choose a message to see what it says.", head, p.lines, titled("What became of it", p.said), titled("What it says", p.says))
	return p
}

func (p *mailPane) readMessage(ctx context.Context, id int64) (w wholeMessage, err error) {
	if w.Message, w.files, err = p.d.firm.Messages.Get(ctx, app.ID[app.Message](id)); err != nil {
		return w, err
	}
	row, err := p.d.firm.Partners.Get(ctx, w.Partner)
	w.partner = row.Name
	return w, err
}

func (p *mailPane) drawAll(w wholeMessage) {
	d := p.d
	p.number.Set(join(w.Number, dayWords(w.Day, d.today), w.Run))
	p.subject.Set(w.Subject)
	replace(p.chips, kit.NewChip(capital(string(w.State)), messageHue(w.State)), kit.NewChip(capital(string(w.Kind)), kit.Grey))
	replace(p.acts, p.actsFor(w.State)...)
	setFact(p.lines, "To", w.ToName)
	setFact(p.lines, "Address", w.To)
	setFact(p.lines, "Partner", w.partner)
	setFact(p.lines, "With it", filesWords(w.files))
	setFact(p.lines, "By", w.Who)
	p.said.Set(becameWords(w.Message))
	p.box.section("What became of it", becameWords(w.Message) != "")
	p.says.Set(report.Prose(w.Body))
}

// actsFor are what is usually done next with a message.
func (p *mailPane) actsFor(s app.MessageState) []fyne.CanvasObject {
	d := p.d
	run := func(id string) func() { return func() { d.root.Commands.Run(id) } }
	switch s {
	case app.MessageDraft:
		edit := kit.NewButton("Edit", "", kit.Normal, run("mail.edit")).Tip("", "E")
		if !d.settings.Mail.Served() { // the firm prefers drafts
			return []fyne.CanvasObject{kit.NewButton("Open draft", "open", kit.Primary, run("mail.draft")).Tip("", "O"), edit, kit.NewButton("As a link", "link", kit.Normal, run("mail.link")).Tip("", "L")}
		}
		return []fyne.CanvasObject{kit.NewButton("Queue", "check", kit.Primary, run("mail.queue")).Tip("", "Q"), edit}
	case app.MessageQueued:
		return []fyne.CanvasObject{kit.NewButton("Send the queue", "mail", kit.Primary, run("mail.send")).Tip("", "S"), kit.NewButton("Hold", "", kit.Normal, run("mail.hold"))}
	case app.MessageFailed:
		return []fyne.CanvasObject{kit.NewButton("Queue", "check", kit.Primary, run("mail.queue")).Tip("", "Q"), kit.NewButton("Cancel", "", kit.Normal, run("mail.cancel"))}
	case app.MessageUncertain, app.MessageHanded:
		return []fyne.CanvasObject{kit.NewButton("It went", "check", kit.Primary, run("mail.went")).Tip("", "T"), kit.NewButton("Send again", "", kit.Normal, run("mail.again"))}
	case app.MessageSent:
		return []fyne.CanvasObject{kit.NewButton("It came back", "back", kit.Normal, run("mail.bounced")).Tip("", "B")}
	}
	return []fyne.CanvasObject{kit.Space()}
}

// becameWords say what the server answered, or why a message is where it is.
func becameWords(m app.Message) string {
	text := m.Said
	if m.State == app.MessageQueued && !m.Retry.IsZero() {
		text = "The server asked to try later: " + m.Said
	}
	if m.State == app.MessageUncertain {
		text += " Look in the Sent folder of your mail: it is never sent again by itself."
	}
	return text
}
