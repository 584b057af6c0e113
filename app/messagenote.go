package app

import (
	"context"
	"time"
)

// begin notes what became of the last message and that the next one is being sent, in one transaction. nil without an error: it is not to
// be sent, because it was taken back or may not be sent any more.
func (d *dispatch) begin(ctx context.Context, id ID[Message]) (*Post, error) {
	var post *Post
	_, err := d.u.f.write(ctx, Ask{}, "message.send", func(t *tx) error {
		t.noUndo = true
		settled, err := t.settleMail(d.open)
		if err != nil {
			return err
		}
		m, err := t.Message(id)
		if err != nil {
			return orMissing(err)
		}
		if m.State != MessageQueued {
			d.run.Skipped++
			return nil
		}
		p, err := t.mayLeave(m)
		if refusal := AsProblem(err); refusal != nil && (refusal.Kind == Refused || refusal.Code == "E-DAMAGED") {
			d.run.Failed, d.run.Last = d.run.Failed+1, refusal.Error()
			return t.becomes(m, MessageSending, Delivered{}, settled, func(t *tx, m Message) error {
				return t.becomes(m, MessageFailed, Delivered{MailRefused, refusal.Error()}, settled, nil)
			})
		}
		if err != nil {
			return err
		}
		post = &p
		m.Tries++
		return t.becomes(m, MessageSending, Delivered{}, settled, nil)
	})
	if err != nil {
		return nil, err
	}
	d.open = nil
	return post, nil
}

// note writes what became of the last message.
func (d *dispatch) note(ctx context.Context) error {
	if d.open == nil {
		return nil
	}
	_, err := d.u.f.write(ctx, Ask{}, "message.sent", func(t *tx) error {
		t.noUndo = true
		_, err := t.settleMail(d.open)
		return err
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
	return t.settings.post(t, m)
}

// settleMail notes what became of a message, and tells whether there was one.
func (t *tx) settleMail(o *outcome) (bool, error) {
	if o == nil {
		return false, nil
	}
	m, err := t.Message(o.id)
	if err != nil {
		return false, err
	}
	to := map[MailFate]MessageState{MailTaken: MessageSent, MailRefused: MessageFailed, MailUnsure: MessageUncertain, MailDeferred: MessageQueued, MailLost: MessageQueued}[o.Fate]
	return true, t.becomes(m, to, o.Delivered, false, nil)
}

// becomes moves a message that is being sent, and says so in the audit line unless that has its words already. then may move it on.
func (t *tx) becomes(m Message, to MessageState, why Delivered, told bool, then func(*tx, Message) error) error {
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
	if err := t.PutMessage(m); err != nil {
		return err
	}
	whom := orElse(m.ToName, m.To)
	if !told {
		words := map[MessageState]string{MessageSending: "Sending %s to %s", MessageSent: "Sent %s to %s", MessageFailed: "Not sent: %s to %s",
			MessageUncertain: "May have been sent: %s to %s", MessageQueued: "To be tried again: %s to %s"}[to]
		t.did(KindMessage, int64(m.ID), words, m.Number, whom)
	} else {
		t.touch(KindMessage, int64(m.ID))
	}
	t.touch(KindPartner, int64(m.Partner))
	if to == MessageSent {
		return t.sentWith(m)
	}
	if then != nil {
		return then(t, m)
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
