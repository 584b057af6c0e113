package desk

import (
	"context"
	"strings"
	"testing"

	"rapport/app"
	"rapport/app/letter"
	"rapport/views/files"
)

// postman stands for the mail server: it takes everything but what an address says it does not.
type postman struct {
	password string
	sent     *[]string
	fates    map[string]app.Delivered
}

func (p postman) Dial(_ context.Context, a app.MailAccount) (app.MailLine, error) {
	if a.Password != p.password {
		return nil, &app.Problem{Kind: app.Refused, Code: app.CodeMailLogin, Say: "The mail server refused the password.", Try: "Enter it again."}
	}
	return p, nil
}

func (p postman) Send(_ context.Context, _, to string, _ []byte) app.Delivered {
	*p.sent = append(*p.sent, to)
	if d, ok := p.fates[to]; ok {
		return d
	}
	return app.Delivered{Fate: app.MailTaken, Said: "250 queued as 4711"}
}

func (p postman) Close() error { return nil }

// mailWorld is a firm whose mail goes through a server, with messages in every state.
func mailWorld(t testing.TB) *world { return copyOf(t, "mail", func(w *world) { w.mails() }) }

// posted is that firm with a postman of its own; sent is what he carried.
func posted(t testing.TB, w *world) (sent *[]string) {
	sent = new([]string)
	w.firm = w.mailing(postman{"secret", sent, map[string]app.Delivered{
		"no@kestrel.example": {Fate: app.MailRefused, Said: "550 5.1.1 no such user here"}, "perhaps@kestrel.example": {Fate: app.MailUnsure, Said: "The connection broke after the message was handed over; it may have been sent (EOF)."}}})
	return sent
}

// mailing is the firm with a way to send.
func (w *world) mailing(m app.Mailer) *app.Firm {
	return app.New(app.Deps{Store: w.store, Keep: w.store, Now: noon, Today: w.day(0), Actor: "Mei Tanaka", BankFile: files.BankFile,
		Mail: func(p app.Post) ([]byte, error) { return []byte(p.Subject), nil }, Mailer: m})
}

// mails writes messages and lets them come to their states.
func (w *world) mails() {
	w.some()
	sent := new([]string)
	w.firm = w.mailing(postman{"secret", sent, map[string]app.Delivered{
		"no@kestrel.example": {Fate: app.MailRefused, Said: "550 5.1.1 no such user here"}, "perhaps@kestrel.example": {Fate: app.MailUnsure, Said: "The connection broke after the message was handed over; it may have been sent (EOF)."}}})
	s, err := w.firm.Setup.Settings(w.ctx)
	w.check(err)
	s.Email, s.Mail = "office@marlow.example", app.MailSettings{Way: "server", Host: "smtp.marlow.example", Secure: "STARTTLS", User: "office", PerMinute: 30}
	w.must(w.firm.Setup.Edit(w.ctx, app.Ask{}, s))
	_, err = w.firm.Messages.KeepPassword(w.ctx, "secret")
	w.check(err)
	var of app.ID[app.Partner]
	w.check(w.firm.Partners.IDs(w.ctx, app.Query{Search: "kestrel"}, func(ids []int32) error { of = app.ID[app.Partner](ids[0]); return nil }))
	write := func(to, subject string, kind app.MessageKind, state app.MessageState, files ...app.File) app.ID[app.Message] {
		p, err := w.firm.Partners.Get(w.ctx, of)
		w.check(err)
		p.Email = to
		w.must(w.firm.Partners.Edit(w.ctx, app.Ask{}, p))
		item := app.MailItem{Message: app.Message{Partner: of, Kind: kind, State: state, Subject: subject, Body: "Dear colleagues,\n\nmany *thanks* for introducing **Northgate Dental**.\n\n- We met them on Monday.\n- A proposal follows."},
			Files: files, AsPartner: true}
		_, run, err := w.firm.Messages.Write(w.ctx, app.Ask{}, "", []app.MailItem{item}, nil)
		w.check(err)
		return run.Made[0].ID
	}
	bounced := write("office@kestrel.example", "Status of your introduction", app.MessageStage, app.MessageQueued)
	write("no@kestrel.example", "Thank you", app.MessageLetter, app.MessageQueued)
	write("perhaps@kestrel.example", "Our autumn letter", app.MessageNewsletter, app.MessageQueued)
	write("office@kestrel.example", "How we work, new edition", app.MessageMaterial, app.MessageQueued, app.File{Name: "How we work.pdf", Bytes: []byte("%PDF-1.7\n")})
	_, err = w.firm.Messages.Send(w.ctx, nil, nil)
	w.check(err)
	w.must(w.firm.Messages.Bounced(w.ctx, app.Ask{}, "mailbox full", bounced))
	handed := write("office@kestrel.example", "An invitation to lunch in December, and a few words on how this year went for both of us", app.MessageLetter, "")
	w.must(w.firm.Messages.HandOver(w.ctx, app.Ask{}, handed))
	gone := write("office@kestrel.example", "Greetings", app.MessageLetter, "")
	w.must(w.firm.Messages.Cancel(w.ctx, app.Ask{}, "not needed", gone))
	write("office@kestrel.example", "Your introduction was accepted", app.MessageStage, app.MessageQueued)
	write("office@kestrel.example", "Won: thank you", app.MessageStage, "")
}

func mailStories() []story {
	on := func(keys ...string) func(*testing.T, *bench) {
		return func(_ *testing.T, b *bench) {
			b.keys("G", "U")
			b.settle()
			b.keys(keys...)
			b.settle()
		}
	}
	command := func(words string) func(*testing.T, *bench) {
		return func(_ *testing.T, b *bench) {
			b.keys("Ctrl+K")
			b.Type(words)
			b.settle()
			b.keys("Enter")
			b.settle()
		}
	}
	return []story{
		{name: "mail", world: mailWorld, act: on("Home")},
		{name: "mail-uncertain", world: mailWorld, act: func(t *testing.T, b *bench) { on("End", "Up", "Up")(t, b) }},
		{name: "mail-narrow", world: mailWorld, act: on("Home"), width: 900, height: 620},
		{name: "mail-empty", world: newWorld, act: on()},
		{name: "mail-edit", world: mailWorld, act: on("Home", "E")},
		{name: "mail-send", world: mailWorld, act: on("S")},
		{name: "mail-settings", world: mailWorld, act: command("How mail leaves")},
		{name: "mail-password", world: mailWorld, act: command("Enter the mail password")},
		{name: "mail-rule", world: mailWorld, act: command("Tell partners of a stage")},
		{name: "mail-statements", world: mailWorld, act: command("E-mail statements")},
	}
}

// A draft is looked at, queued and sent with the keyboard alone; the password is asked for where it is not known, and no draft of it is kept.
func TestMailByTheKeyboard(t *testing.T) {
	w := mailWorld(t)
	sent := posted(t, w)
	b := open(t, w, 1280, 800)
	b.keys("G", "U")
	b.settle()
	b.keys("Home", "Q")
	b.settle()
	b.sees(t, "Queued")
	b.keys("S")
	b.settle()
	b.sees(t, "Send 2 messages")
	b.keys("Enter")
	b.settle()
	b.sees(t, "The password of the mail server is not known.")
	b.typing("secret")
	for _, form := range w.unsaved(t) {
		for field, text := range form.Fields {
			if strings.Contains(text, "secret") {
				t.Errorf("a draft of the password is kept in %s", field)
			}
		}
	}
	b.keys("Ctrl+S")
	b.settle()
	b.sees(t, "2 messages sent.")
	if len(*sent) != 2 {
		t.Errorf("sent: %v", *sent)
	}
	b.keys("Home", "B")
	b.settle()
	b.Type("no such address")
	b.keys("Ctrl+S")
	b.settle()
	b.sees(t, "Bounced")
}

// A referral that comes to a stage with a rule leaves a message that waits; undo withdraws it.
func TestAStageLeavesAMessageInTheWindow(t *testing.T) {
	w := someWorld(t)
	m := w.must(w.firm.Templates.Add(w.ctx, app.Ask{}, app.Template{Title: "Accepted", Kind: app.EmailPiece, Language: letter.English, Subject: "Your introduction", Body: "{{ greeting }}"}))
	b := open(t, w, 1280, 800)
	b.keys("Ctrl+K")
	b.Type("Tell partners of a stage")
	b.settle()
	b.keys("Enter")
	b.settle()
	b.keys("Tab")
	b.Type("Accept")
	b.settle()
	b.keys("Enter")
	b.keys("Ctrl+S")
	b.settle()
	s, err := w.firm.Setup.Settings(w.ctx)
	w.check(err)
	if len(s.Mail.Rules) != 1 || s.Mail.Rules[0].Template != app.ID[app.Template](m.ID) || s.Mail.Rules[0].Stage != app.Accepted || s.Mail.Rules[0].Auto {
		t.Fatalf("%+v\n%s", s.Mail.Rules, b.Dump())
	}
}

// Where the firm prefers drafts, a message goes to the mail program as a link by one key, and is noted as handed over; one with a file is not.
func TestAMessageGoesAsALinkByTheKeyboard(t *testing.T) {
	w := mailWorld(t)
	s, err := w.firm.Setup.Settings(w.ctx)
	w.check(err)
	s.Mail.Way = "drafts"
	w.must(w.firm.Setup.Edit(w.ctx, app.Ask{}, s))
	b := open(t, w, 1280, 800)
	out := &machine{}
	b.d.opts.Outside = out
	b.keys("G", "U")
	b.settle()
	b.keys("Home")
	b.settle()
	b.sees(t, "As a link")
	b.keys("L")
	b.settle()
	if len(out.shown) != 1 || !strings.HasPrefix(out.shown[0], "mailto:office@kestrel.example?subject=Won%3A%20thank%20you&body=Dear%20colleagues") {
		t.Fatalf("%v\n%s", out.shown, b.Dump())
	}
	b.sees(t, "Handed over")
	row, err := w.firm.Messages.Find(w.ctx, "E-00008")
	w.check(err)
	if row.State != app.MessageHanded {
		t.Errorf("%s is %s", row.Number, row.State)
	}
}
