package desk

import (
	"context"
	"strings"

	"rapport/app"
	"rapport/views/kit"
)

// mailScreen is the messages to partners, with what each says and what became of it.
type mailScreen struct {
	*list[app.MessageRow]
	pane *mailPane
}

func newMail(d *Desk) screen {
	m := &mailScreen{pane: newMailPane(d)}
	m.list = newList(d, listSpec[app.MessageRow]{
		section: "mail", title: "Mail", one: "message", many: "messages", search: "Search subjects and recipients",
		columns: []kit.Column{
			{Key: "number", Title: "Number", Width: 100, Sortable: true},
			{Key: "day", Title: "Day", Kind: kit.KindDay, Width: 96, Sortable: true},
			{Key: "to", Title: "To", Width: 150, Weight: 1, Sortable: true},
			{Key: "partner", Title: "Partner", Kind: kit.KindMuted, Width: 150, Sortable: true, HideBelow: 900},
			{Key: "subject", Title: "Subject", Width: 180, Weight: 2},
			{Key: "kind", Title: "Kind", Kind: kit.KindMuted, Width: 92, Sortable: true, HideBelow: 980},
			{Key: "state", Title: "State", Kind: kit.KindChip, Width: 122, Sortable: true},
		},
		order: []app.Sort{{Key: "number", Desc: true}},
		key:   func(r app.MessageRow) int64 { return int64(r.ID) },
		cells: func(r app.MessageRow, into []kit.Cell) { messageCells(d, r, into) },
		ids:   d.firm.Messages.IDs, rows: d.firm.Messages.Rows,
		filters: []filterSpec{
			{field: "state", title: "State", any: "State: any", choices: func() []filter {
				open := oneOf("state", "State", "not done", string(app.MessageDraft), string(app.MessageQueued), string(app.MessageSending), string(app.MessageFailed), string(app.MessageUncertain),
					string(app.MessageHanded))
				return append([]filter{open}, wordFilters("state", "State", app.MessageStates()...)...)
			}},
			{field: "kind", title: "Kind", choices: func() []filter { return filtersOf("kind", "Kind", app.MessageKinds()) }},
			{field: "partner", title: "Partner", find: d.findPartners},
		},
		concerns: []app.Kind{app.KindMessage},
		moves:    app.KindMessage,
		first: kit.Empty{Icon: "mail", Title: "No messages yet",
			Text:   "Statements, letters and news of referrals are written here as e-mails, looked at, and sent through the firm's own mail server or as drafts of your mail program.",
			Action: "E-mail statements…", Run: d.mailStatements},
		add:    "mail.statements",
		hints:  [][2]string{{"Q", "queue"}, {"S", "send the queue"}, {"E", "edit"}},
		detail: m.pane,
	})
	d.stage.Go(func(ctx context.Context) {
		if r, err := d.firm.Messages.Recover(ctx); err == nil && r.Label != "" { // what went wrong is said when mail is sent
			d.stage.Do(func() { d.did(r) })
		}
	})
	return m
}

func messageCells(d *Desk, r app.MessageRow, into []kit.Cell) {
	into[0] = kit.Cell{Text: r.Number}
	into[1] = kit.Cell{Text: dayWords(r.Day, d.today)}
	into[2] = kit.Cell{Text: orText(r.ToName, r.To)}
	into[3] = kit.Cell{Text: r.PartnerName}
	into[4] = kit.Cell{Text: r.Subject}
	into[5] = kit.Cell{Text: capital(string(r.Kind))}
	into[6] = kit.Cell{Text: capital(string(r.State)), Hue: messageHue(r.State)}
}

// messageHue is the chip colour of how far a message is.
func messageHue(s app.MessageState) kit.Hue {
	switch s {
	case app.MessageSent:
		return kit.Green
	case app.MessageQueued, app.MessageSending:
		return kit.Blue
	case app.MessageDraft, app.MessageHanded, app.MessageUncertain:
		return kit.Amber
	case app.MessageFailed, app.MessageBounced:
		return kit.Red
	}
	return kit.Grey
}

// message is the one whose details are shown in the section of mail.
func (d *Desk) message() (app.Message, bool) {
	m, ok := d.screens["mail"]
	if !ok || !d.is("mail") {
		return app.Message{}, false
	}
	p := m.screen.(*mailScreen).pane
	return p.shown.Message, p.ready
}

// messages are those that are marked, else the one under the cursor.
func (d *Desk) messages() []app.ID[app.Message] {
	m, ok := d.screens["mail"]
	if !ok || !d.is("mail") {
		return nil
	}
	var ids []app.ID[app.Message]
	for _, id := range m.screen.(*mailScreen).picked() {
		ids = append(ids, app.ID[app.Message](id))
	}
	return ids
}

func mailCommands(d *Desk) []kit.Command {
	const group = "Mail"
	is := func(states ...app.MessageState) func() bool {
		return func() bool {
			m, ok := d.message()
			if !ok {
				return false
			}
			for _, s := range states {
				if m.State == s {
					return true
				}
			}
			return len(states) == 0
		}
	}
	return []kit.Command{
		{ID: "mail.send", Title: "Send the queue", Icon: "mail", Group: group, Keys: "S", When: func() bool { return d.is("mail") }, Run: d.sendMail},
		{ID: "mail.statements", Title: "E-mail statements", Icon: "statements", Group: group, Run: d.mailStatements},
		{ID: "mail.queue", Title: "Queue messages", Icon: "check", Group: group, Keys: "Q", When: is(app.MessageDraft, app.MessageFailed), Run: d.queueMail},
		{ID: "mail.hold", Title: "Take messages out of the queue", Icon: "undo", Group: group, When: is(app.MessageQueued), Run: d.holdMail},
		{ID: "mail.edit", Title: "Edit message", Icon: "edit", Group: group, Keys: "E, F2", When: is(app.MessageDraft), Run: d.editMail},
		{ID: "mail.draft", Title: "Open messages as drafts in the mail program", Icon: "open", Group: group, Keys: "O", When: is(app.MessageDraft, app.MessageQueued, app.MessageFailed), Run: d.draftMail},
		{ID: "mail.link", Title: "Write the message in the mail program, as text alone", Icon: "link", Group: group, Keys: "L", When: is(app.MessageDraft, app.MessageQueued, app.MessageFailed), Run: d.linkMail},
		{ID: "mail.went", Title: "Mark messages as sent", Icon: "check", Group: group, Keys: "T", When: is(app.MessageUncertain, app.MessageHanded), Run: d.wentMail},
		{ID: "mail.again", Title: "Send messages again", Icon: "refresh", Group: group, When: is(app.MessageUncertain, app.MessageHanded), Run: d.againMail},
		{ID: "mail.bounced", Title: "Message came back", Icon: "back", Group: group, Keys: "B", When: is(app.MessageSent), Run: d.bouncedMail},
		{ID: "mail.cancel", Title: "Cancel messages", Icon: "x", Group: group, Keys: "Del", When: is(app.MessageDraft, app.MessageQueued, app.MessageFailed, app.MessageUncertain, app.MessageHanded), Run: d.cancelMail},
		{ID: "mail.settings", Title: "How mail leaves", Icon: "settings", Group: group, Run: d.editMailSettings},
		{ID: "mail.password", Title: "Enter the mail password", Icon: "lock", Group: group, Run: func() { d.askMailPassword("", nil) }},
		{ID: "mail.test", Title: "Send me a test message", Icon: "mail", Group: group, Run: d.testMail},
		{ID: "mail.rule", Title: "Tell partners of a stage", Icon: "plus", Group: group, Run: d.addMailRule},
	}
}

// filesWords names the files that go with a message.
func filesWords(names []string) string { return strings.Join(names, ", ") }
