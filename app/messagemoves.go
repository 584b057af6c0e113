package app

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"rapport/app/calendar"
)

// Queue sends drafts, and those that failed or came to nothing, with the next run. One that may have been sent is left as it is: that needs Again.
func (u Messages) Queue(ctx context.Context, ask Ask, ids ...ID[Message]) (Receipt, error) {
	return u.move(ctx, ask, ids, "message.queue", "Queued", func(t *tx, m *Message) error {
		if m.State == MessageUncertain || m.State == MessageHanded {
			return No(fmt.Sprintf("%s may have been sent already.", m.Number), "Look in the Sent folder of your mail; then send it again, or mark it sent.")
		}
		m.Said = ""
		return t.moveMessage(m, MessageQueued)
	})
}

// Again queues a message that may have been sent, or was handed to the mail program, because somebody looked and it was not.
func (u Messages) Again(ctx context.Context, ask Ask, ids ...ID[Message]) (Receipt, error) {
	return u.move(ctx, ask, ids, "message.again", "Queued again", func(t *tx, m *Message) error {
		if m.State != MessageUncertain && m.State != MessageHanded {
			return No(fmt.Sprintf("%s is %s.", m.Number, m.State), "Only one that may have been sent is sent again.")
		}
		m.Said = ""
		return t.moveMessage(m, MessageQueued)
	})
}

// Hold takes messages out of the queue, to be looked at.
func (u Messages) Hold(ctx context.Context, ask Ask, ids ...ID[Message]) (Receipt, error) {
	return u.move(ctx, ask, ids, "message.hold", "Held", func(t *tx, m *Message) error { return t.moveMessage(m, MessageDraft) })
}

// Cancel gives messages up that were not sent. What was written stays in the history.
func (u Messages) Cancel(ctx context.Context, ask Ask, reason string, ids ...ID[Message]) (Receipt, error) {
	return u.move(ctx, ask, ids, "message.cancel", "Cancelled", func(t *tx, m *Message) error {
		m.Said = strings.TrimSpace(reason)
		return orError(within("reason", m.Said, 500), t.moveMessage(m, MessageCancelled))
	})
}

// Went notes that messages which may have been sent, or were handed to the mail program, did go; a day of 0 is today.
func (u Messages) Went(ctx context.Context, ask Ask, day calendar.Day, ids ...ID[Message]) (Receipt, error) {
	return u.move(ctx, ask, ids, "message.went", "Marked as sent", func(t *tx, m *Message) error {
		if day = orDay(day, t.today); day > t.today || day < m.Day {
			return Bad("day", fmt.Sprintf("%s can't have been sent on %s.", m.Number, day.Label()), "Enter the day it went.")
		}
		m.Said = "noted by hand"
		if err := t.moveMessage(m, MessageSent); err != nil {
			return err
		}
		m.Day = day
		return t.sentWith(*m)
	})
}

// Bounced notes that messages came back, and what the note said.
func (u Messages) Bounced(ctx context.Context, ask Ask, why string, ids ...ID[Message]) (Receipt, error) {
	return u.move(ctx, ask, ids, "message.bounced", "Noted as come back", func(t *tx, m *Message) error {
		m.Said = strings.TrimSpace(why)
		if err := orError(within("reason", m.Said, 500), t.moveMessage(m, MessageBounced)); err != nil {
			return err
		}
		return t.materialBounced(*m)
	})
}

// move does one thing to several messages in one act, all or none.
func (u Messages) move(ctx context.Context, ask Ask, ids []ID[Message], act, did string, do func(*tx, *Message) error) (Receipt, error) {
	return u.f.write(ctx, ask, act, func(t *tx) error {
		if len(ids) == 0 {
			return Bad("message", "No message is chosen.", "Choose one.")
		}
		var last Message
		for _, id := range ids {
			old, err := t.Message(id)
			if err != nil {
				return err
			}
			m := old
			if err := do(t, &m); err != nil {
				return err
			}
			if err := t.putMessage(old, m); err != nil {
				return err
			}
			last = m
		}
		if len(ids) > 1 {
			t.did(KindMessage, int64(last.ID), "%s: %s", did, counted(len(ids), "message"))
			return nil
		}
		t.did(KindMessage, int64(last.ID), "%s: %s to %s", did, last.Number, orElse(last.ToName, last.To))
		return nil
	})
}

// moveMessage takes a message through its state table.
func (t *tx) moveMessage(m *Message, to MessageState) error {
	if err := messageMoves().check(m.Number, m.State, to); err != nil {
		return err
	}
	m.State = to
	if to == MessageQueued {
		p, err := t.Partner(m.Partner)
		return orError(err, t.mayContact(m.Kind, p, m.Person))
	}
	return nil
}

// putMessage writes a message over old, with its next version and both images.
func (t *tx) putMessage(old, m Message) error {
	m.Version = old.Version + 1
	if err := t.PutMessage(m); err != nil {
		return err
	}
	t.touch(KindPartner, int64(m.Partner))
	if old.Body == m.Body && old.HTML == m.HTML && old.Subject == m.Subject && old.To == m.To && old.ToName == m.ToName {
		return t.image(KindMessage, int64(m.ID), old.untold(), m.untold())
	}
	return orError(t.PutMessageText(m), t.image(KindMessage, int64(m.ID), old, m))
}

// sentWith notes with what a message brought that it was sent: a statement, a material, a recall.
func (t *tx) sentWith(m Message) error {
	if m.Statement == 0 {
		return t.materialSent(m)
	}
	s, err := t.Statement(m.Statement)
	if err != nil || s.State != StatementIssued {
		return err
	}
	t.noUndo = true
	s.State, s.Sent, s.SentTo = StatementSent, m.Day, m.To
	t.touch(KindStatement, int64(s.ID))
	return t.saveStatement(s, StatementIssued, Move{Day: m.Day, Note: m.Number})
}

// MessageEdit is what may be changed in a draft.
type MessageEdit struct {
	To, ToName    string
	Subject, Body string
	Version       int64 // of the draft that was changed
}

// Edit changes a draft. What was made as a page keeps it only while its text stays.
func (u Messages) Edit(ctx context.Context, ask Ask, id ID[Message], e MessageEdit) (Receipt, error) {
	return u.f.write(ctx, ask, "message.edit", func(t *tx) error {
		old, err := t.Message(id)
		if err != nil {
			return err
		}
		if old.Version != e.Version {
			return Stale(old.Number)
		}
		if old.State != MessageDraft {
			return No(fmt.Sprintf("%s is %s.", old.Number, old.State), "Only a draft is changed; take it out of the queue first.")
		}
		m := old
		m.To, m.ToName, m.Subject, m.Body = e.To, e.ToName, e.Subject, e.Body
		if err := checkMessage(&m, nil); err != nil {
			return err
		}
		if m.Body != old.Body {
			m.HTML = ""
		}
		if m.Kind == MessageNewsletter {
			m.offerUnsubscribe()
		}
		t.did(KindMessage, int64(id), "Changed %s to %s", m.Number, orElse(m.ToName, m.To))
		return t.putMessage(old, m)
	})
}

// restoreMessage takes back what was done to a message. One that was written is withdrawn while it waits, and stays when it went.
func (t *tx) restoreMessage(img Image) (json.RawMessage, error) {
	if len(img.Before) > 0 {
		put := func(m Message) error {
			if m.Body == "" {
				return t.PutMessage(m)
			}
			return orError(t.PutMessage(m), t.PutMessageText(m))
		}
		return restore(img, "message", t.untoldMessage(img), func(m *Message) *int64 { return &m.Version }, put, t.messageAgain, t.DeleteMessage)
	}
	now, err := t.Message(ID[Message](img.ID))
	if err != nil {
		return nil, err
	}
	switch now.State {
	case MessageDraft, MessageQueued, MessageCancelled:
		return nil, t.DeleteMessage(now.ID)
	}
	t.warn("%s to %s is %s; it stays.", now.Number, orElse(now.ToName, now.To), now.State)
	return img.After, nil
}

// untoldMessage reads a message with as much of its text as an image has.
func (t *tx) untoldMessage(img Image) func(ID[Message]) (Message, error) {
	return func(id ID[Message]) (Message, error) {
		m, err := t.Message(id)
		var after Message
		if json.Unmarshal(img.After, &after) == nil && after.Body == "" {
			m = m.untold()
		}
		return m, err
	}
}

// messageAgain writes a message that was withdrawn with its stage; others were kept without their text.
func (t *tx) messageAgain(m Message) error {
	if m.Body != "" {
		return t.AddMessage(m)
	}
	return No("A message that was taken back is written anew.", "Write it again.")
}
