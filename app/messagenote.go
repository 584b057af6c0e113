package app

import (
	"context"
	"fmt"
	"time"
)

// leaving is a message that is noted as being sent.
type leaving struct {
	id ID[Message]
	Post
}

// begin notes what became of the last messages and that the next ones are being sent, in one transaction. It gives those to be sent: what
// was taken back is left out, and so is what may not be sent any more.
func (d *dispatch) begin(ctx context.Context, ids []ID[Message]) ([]leaving, error) {
	var posts []leaving
	gone, failed, why := 0, 0, ""
	_, err := d.u.f.write(ctx, Ask{}, "message.send", func(t *tx) error {
		t.noUndo = true
		if err := t.settleMail(d.open); err != nil {
			return err
		}
		for _, id := range ids {
			m, err := t.Message(id)
			if IsNotFound(err) || err == nil && m.State != MessageQueued {
				gone++
				continue
			}
			if err != nil {
				return err
			}
			p, err := t.mayLeave(m)
			if refusal := AsProblem(err); refusal != nil && (refusal.Kind == Refused || refusal.Code == "E-DAMAGED") {
				failed, why = failed+1, refusal.Error()
				if err := orError(t.becomes(&m, MessageSending, Delivered{}), t.becomes(&m, MessageFailed, Delivered{MailRefused, why})); err != nil {
					return err
				}
				continue
			}
			if err != nil {
				return err
			}
			m.Tries++
			if err := t.becomes(&m, MessageSending, Delivered{}); err != nil {
				return err
			}
			posts = append(posts, leaving{id, p})
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	d.open = nil
	d.run.Skipped, d.run.Failed, d.run.Done, d.run.Last = d.run.Skipped+gone, d.run.Failed+failed, d.run.Done+gone+failed, orElse(why, d.run.Last)
	return posts, nil
}

// note writes what became of the last messages.
func (d *dispatch) note(ctx context.Context) error {
	if len(d.open) == 0 {
		return nil
	}
	_, err := d.u.f.write(ctx, Ask{}, "message.sent", func(t *tx) error {
		t.noUndo = true
		return t.settleMail(d.open)
	})
	if err == nil {
		d.open = nil
	}
	return err
}

// mayLeave puts a message together unless it may not be sent: who asked for no more mail since, or what goes with it is not what was meant.
func (t *tx) mayLeave(m Message) (Post, error) {
	p, err := t.Partner(m.Partner)
	if err := orError(err, t.mayContact(m.Kind, p, m.Person)); err != nil {
		return Post{}, err
	}
	if err := t.materialStill(m); err != nil {
		return Post{}, err
	}
	return t.settings.post(t, m)
}

// settleMail notes what became of messages.
func (t *tx) settleMail(all []outcome) error {
	for _, o := range all {
		m, err := t.Message(o.id)
		if err != nil {
			return err
		}
		to := map[MailFate]MessageState{MailTaken: MessageSent, MailRefused: MessageFailed, MailUnsure: MessageUncertain, MailDeferred: MessageQueued, MailLost: MessageQueued}[o.Fate]
		if err := t.becomes(&m, to, o.Delivered); err != nil {
			return err
		}
	}
	if len(all) > 1 {
		t.audit.Label += fmt.Sprintf(" and %d more", len(all)-1)
	}
	return nil
}

// becomes moves a message that is being sent. The audit line is of the first one.
func (t *tx) becomes(m *Message, to MessageState, why Delivered) error {
	if err := messageMoves().check(m.Number, m.State, to); err != nil {
		return err
	}
	m.State, m.Said, m.Retry = to, why.Said, time.Time{}
	m.Version++
	switch {
	case to == MessageSent:
		m.SentAt, m.Day = t.now, t.today
	case why.Fate == MailDeferred:
		m.Retry = t.now.Add(retryAfter * time.Duration(m.Tries))
	}
	if err := t.PutMessage(*m); err != nil {
		return err
	}
	if t.audit.Label == "" {
		words := map[MessageState]string{MessageSending: "Sending %s to %s", MessageSent: "Sent %s to %s", MessageFailed: "Not sent: %s to %s",
			MessageUncertain: "May have been sent: %s to %s", MessageQueued: "To be tried again: %s to %s"}[to]
		t.did(KindMessage, int64(m.ID), words, m.Number, orElse(m.ToName, m.To))
	} else {
		t.touch(KindMessage, int64(m.ID))
	}
	t.touch(KindPartner, int64(m.Partner))
	if to == MessageSent {
		return t.sentWith(*m)
	}
	return nil
}

// Test sends a message to try the settings with. It is not kept.
func (u Messages) Test(ctx context.Context, to string) (said string, err error) {
	s, err := u.f.Setup.Settings(ctx)
	if err != nil {
		return "", err
	}
	a, err := u.account(s)
	if err != nil {
		return "", err
	}
	m := Message{Kind: MessageLetter, To: orElse(to, s.mailFrom()), ToName: "", Subject: "A test from " + s.FirmName, Number: "test", MadeAt: u.f.deps.Now(),
		Body: "This message was sent to try the mail settings of " + s.FirmName + ". They work."}
	if err := checkMessage(&m, nil); err != nil {
		return "", err
	}
	p, err := read(ctx, u.f, func(b Books) (Post, error) { return s.post(b, m) })
	if err != nil {
		return "", err
	}
	p.Date = u.f.deps.Now()
	bytes, err := u.f.deps.Mail(p)
	if err != nil {
		return "", err
	}
	line, err := u.f.deps.Mailer.Dial(ctx, a)
	if err != nil {
		return "", err
	}
	out := line.Send(ctx, p.From, p.To, bytes)
	_ = line.Close() // the answer is had
	if out.Fate != MailTaken {
		return "", No("The server did not take the message: "+out.Said, "Correct the settings and try again.")
	}
	return "The server took the message to " + p.To + ": " + out.Said, nil
}
