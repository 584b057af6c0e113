package app

import (
	"context"
	"fmt"
	"net/mail"
	"slices"
	"strings"
	"unicode"

	"rapport/app/letter"
	"rapport/app/names"
)

// Messages are the use-cases of e-mail: writing, looking, sending.
type Messages struct{ f *Firm }

// MailItem is a message to be written: whom to, what about, what it says, and the files that go with it. Number, address, day and
// author are filled in; a State of queued sends it with the next run, anything else waits for a look.
type MailItem struct {
	Message
	Files     []File
	AsPartner bool // to the partner's own address, not to one of its people
}

// MessageRun is what writing several messages did.
type MessageRun struct {
	Made []Message
	Left []NotWritten
}

// NotWritten is somebody who gets no message, and why.
type NotWritten struct {
	Partner ID[Partner]
	Name    string
	Why     string
}

// mostWritten is how many messages one act writes; mostMailed how many bytes of files go with one.
const mostWritten, mostMailed = 5000, 20 << 20

// Write keeps messages as drafts, or queues them. run is what they belong to, in words; empty for a single one. Who may not be written
// to, or has no address, is left out and told; when nobody is left that is an error. progress may be nil.
func (u Messages) Write(ctx context.Context, ask Ask, run string, list []MailItem, progress func(done, total int)) (Receipt, MessageRun, error) {
	var res MessageRun
	r, err := u.f.write(ctx, ask, "message.write", func(t *tx) error {
		if len(list) == 0 || len(list) > mostWritten {
			return Bad("to", fmt.Sprintf("%s at once can't be written.", counted(len(list), "message")), fmt.Sprintf("Choose from 1 to %d recipients.", mostWritten))
		}
		var refused error
		for i, item := range list {
			if err := ctx.Err(); err != nil {
				return err
			}
			if progress != nil {
				progress(i, len(list))
			}
			item.Run = names.Clean(run)
			m, err := t.writeMessage(item)
			if p := AsProblem(err); p != nil && (p.Kind == Refused || p.Kind == Invalid) {
				left := NotWritten{Partner: item.Partner, Why: p.Error()}
				if who, err := t.Partner(item.Partner); err == nil {
					left.Name = who.Name
				}
				res.Left, refused = append(res.Left, left), err
				continue
			}
			if err != nil {
				return err
			}
			res.Made = append(res.Made, m)
		}
		if len(res.Made) == 0 {
			return refused
		}
		return t.wrote(res, run)
	})
	return r, res, err
}

// wrote says what was written.
func (t *tx) wrote(res MessageRun, run string) error {
	for i, left := range res.Left {
		if i == 5 {
			t.warn("%d more were left out.", len(res.Left)-i)
			break
		}
		t.warn("%s was left out: %s", orElse(left.Name, "One"), left.Why)
	}
	m := res.Made[0]
	if len(res.Made) == 1 {
		t.did(KindMessage, int64(m.ID), "Wrote %s to %s: %s", m.Number, orElse(m.ToName, m.To), m.Subject)
		return nil
	}
	t.did(KindMessage, int64(m.ID), "Wrote %s: %s", counted(len(res.Made), "message"), orElse(names.Clean(run), m.Subject))
	return nil
}

// writeMessage checks one message, gives it its address and keeps it.
func (t *tx) writeMessage(item MailItem) (Message, error) {
	m := item.Message
	p, err := t.Partner(m.Partner)
	if err != nil {
		return m, err
	}
	if p.State == Merged {
		return m, No(p.Name+" was merged into another partner.", "Write to that one.")
	}
	if err := t.addressTo(&m, p, item.AsPartner); err != nil {
		return m, err
	}
	if err := t.aboutMessage(&m, p); err != nil {
		return m, err
	}
	if err := checkMessage(&m, item.Files); err != nil {
		return m, err
	}
	id, err := t.nextID(KindMessage)
	if err != nil {
		return m, err
	}
	if m.Number, err = t.nextNumber("E", 5); err != nil {
		return m, err
	}
	if m.State != MessageQueued {
		m.State = MessageDraft
	}
	m.ID, m.Day, m.MadeAt, m.Who, m.Version = ID[Message](id), t.today, t.now, t.actor, 1
	if err := orError(t.AddMessage(m), t.attach(0, KindMessage, id, item.Files)); err != nil {
		return m, err
	}
	t.touch(KindPartner, int64(p.ID))
	if m.Kind == MessageStage { // written again when the stage is done again
		return m, t.image(KindMessage, id, nil, m)
	}
	return m, t.image(KindMessage, id, nil, m.untold())
}

// untold is a message without what it says, as history keeps it.
func (m Message) untold() Message {
	m.Body, m.HTML = "", ""
	return m
}

// aboutMessage checks what a message is about, and takes over what follows from it.
func (t *tx) aboutMessage(m *Message, p Partner) error {
	if (m.Kind == MessageStatement) != (m.Statement != 0) {
		return Bad("statement", "A statement is sent with a message of its own.", "Send it among the statements.")
	}
	if m.Kind == MessageNewsletter {
		if m.Unsubscribe = t.settings.Unsubscribe(p); m.Unsubscribe == "" {
			return No("A newsletter needs an address to unsubscribe at, and the firm has none.", "Enter the firm's e-mail address in Settings.")
		}
		m.offerUnsubscribe()
	}
	if m.Statement == 0 {
		return nil
	}
	s, err := t.Statement(m.Statement)
	if err != nil {
		return err
	}
	if s.Partner != p.ID {
		return No(fmt.Sprintf("Statement %s is not of %s.", s.Number, p.Name), "It goes to its own partner only.")
	}
	if s.State == StatementVoid || s.State == StatementOver {
		return No(fmt.Sprintf("Statement %s is %s.", s.Number, s.State), "Send the one that stands in its place.")
	}
	m.Sum = s.SHA256
	return t.notOnItsWay(s)
}

// notOnItsWay refuses a second message with a statement while the first may still arrive.
func (t *tx) notOnItsWay(s Statement) error {
	rows, err := messagesWhere(t, Query{}.With(Is("statement", fmt.Sprint(int64(s.ID)))))
	if err != nil {
		return err
	}
	for _, m := range rows {
		switch m.State {
		case MessageDraft, MessageQueued, MessageSending, MessageUncertain, MessageHanded:
			return No(fmt.Sprintf("Statement %s is on its way already: %s is %s.", s.Number, m.Number, m.State), "Send that one, or cancel it first.")
		case MessageSent:
			t.warn("Statement %s was sent before, on %s, with %s.", s.Number, m.Day.Label(), m.Number)
		}
	}
	return nil
}

func messagesWhere(b Books, q Query) ([]MessageRow, error) {
	var all []MessageRow
	err := b.MessageIDs(q, func(ids []int32) error {
		rows, err := b.MessageRows(ids)
		all = append(all, rows...)
		return err
	})
	return all, err
}

// checkMessage refuses what can't be sent. Line breaks and their like never get near a header.
func checkMessage(m *Message, files []File) error {
	m.Subject, m.Body, m.To, m.ToName = strings.TrimSpace(m.Subject), strings.TrimSpace(m.Body), strings.TrimSpace(m.To), strings.TrimSpace(m.ToName)
	if m.Language == "" {
		m.Language = letter.English
	}
	for field, text := range map[string]string{"subject": m.Subject, "to": m.To, "name": m.ToName, "unsubscribe": m.Unsubscribe} {
		if strings.IndexFunc(text, unicode.IsControl) >= 0 {
			return Bad(field, fmt.Sprintf("The %s of a message is one line.", field), "Remove the line break.")
		}
	}
	if a, err := mail.ParseAddress(m.To); err != nil || a.Address != m.To {
		return Bad("to", fmt.Sprintf("%q is not an e-mail address.", m.To), "Write it like name@firm.example.")
	}
	switch {
	case !slices.Contains(MessageKinds(), m.Kind):
		return Bad("kind", fmt.Sprintf("%q is not a kind of message.", m.Kind), "Choose one of the kinds.")
	case m.Subject == "":
		return Bad("subject", "A message needs a subject.", "Write it.")
	case m.Body == "":
		return Bad("text", "There is nothing in this message.", "Write it.")
	case !m.Language.Known():
		return Bad("language", fmt.Sprintf("%q is not a language of letters.", m.Language), "Choose en, de, fr or es.")
	}
	size := 0
	for _, f := range files {
		size += len(f.Bytes)
	}
	if size > mostMailed {
		return Bad("files", fmt.Sprintf("The files of a message may be %d MB together.", mostMailed>>20), "Send fewer, or a link.")
	}
	return orError(within("subject", m.Subject, 500), orError(within("text", m.Body, mostBody), within("name", m.ToName, 200)))
}

// IDs gives the ids of a list in order, in chunks.
func (u Messages) IDs(ctx context.Context, q Query, each func([]int32) error) error {
	return u.f.deps.Store.Read(ctx, u.f.ids(Books.MessageIDs, q, each))
}

// Rows gives list rows by id.
func (u Messages) Rows(ctx context.Context, ids []int32) ([]MessageRow, error) {
	return read(ctx, u.f, func(b Books) ([]MessageRow, error) { return b.MessageRows(ids) })
}

// Counts says how many messages are in each state.
func (u Messages) Counts(ctx context.Context) (map[MessageState]int, error) {
	return read(ctx, u.f, func(b Books) (map[MessageState]int, error) { return b.MessageCounts() })
}

// Find gives a message by its number.
func (u Messages) Find(ctx context.Context, number string) (Message, error) {
	return read(ctx, u.f, func(b Books) (Message, error) { return b.MessageByNumber(strings.ToUpper(strings.TrimSpace(number))) })
}
