package app

import (
	"context"
	"fmt"
	"slices"
	"time"
)

// MailFate is what became of a message at the server.
type MailFate string

// The fates. Unsure: its last byte had left when the line broke, so it may have been taken. Lost: the line broke before that, so it was not.
const (
	MailTaken    MailFate = "taken"
	MailRefused  MailFate = "refused"
	MailDeferred MailFate = "deferred"
	MailUnsure   MailFate = "unsure"
	MailLost     MailFate = "lost"
)

// Delivered is what became of a message, and the server's words.
type Delivered struct {
	Fate MailFate
	Said string
}

// MailRun is how far a run of sending is, or how it ended.
type MailRun struct {
	Total, Done                             int
	Sent, Failed, Uncertain, Later, Skipped int
	Last                                    string // what became of the last one, as a sentence
	Stopped                                 *Problem
}

// retryAfter is how long a message waits that the server asked to try later, for each time it was tried.
const retryAfter = 15 * time.Minute

// mostLost is after how many broken lines on end a run stops.
const mostLost = 3

// Send sends what is queued, or of it only ids, one message after the other: each is noted as being sent before its first byte leaves,
// and as what became of it right after. Cancelling ctx lets the current one end; the rest stays queued. told may be nil.
func (u Messages) Send(ctx context.Context, ids []ID[Message], told func(MailRun)) (MailRun, error) {
	if !u.f.post.begin() {
		return MailRun{}, No("Messages are being sent already.", "Wait for the run to end, or pause it.")
	}
	defer u.f.post.end()
	s, err := u.f.Setup.Settings(ctx)
	if err != nil {
		return MailRun{}, err
	}
	account, err := u.account(s)
	if err != nil {
		return MailRun{}, err
	}
	if _, err := u.recover(ctx); err != nil {
		return MailRun{}, err
	}
	queue, err := u.queue(ctx, ids)
	if err != nil {
		return MailRun{}, err
	}
	d := &dispatch{u: u, s: s, account: account, told: told, run: MailRun{Total: len(queue)}}
	err = d.all(ctx, queue)
	return d.run, err
}

func (p *postbox) begin() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.busy {
		return false
	}
	p.busy = true
	return true
}

func (p *postbox) end() {
	p.mu.Lock()
	p.busy = false
	p.mu.Unlock()
}

// queue is what is to be sent, the oldest first.
func (u Messages) queue(ctx context.Context, ids []ID[Message]) ([]ID[Message], error) {
	return read(ctx, u.f, func(b Books) ([]ID[Message], error) {
		rows, err := messagesWhere(b, Query{}.With(Is("state", string(MessageQueued))).By("number", false))
		var queue []ID[Message]
		for _, m := range rows {
			if (len(ids) == 0 || slices.Contains(ids, m.ID)) && !m.Retry.After(u.f.deps.Now()) {
				queue = append(queue, m.ID)
			}
		}
		return queue, err
	})
}

// Recover marks what was being sent when the program ended: it may have been sent. Not while a run is under way.
func (u Messages) Recover(ctx context.Context) (Receipt, error) {
	if !u.f.post.begin() {
		return Receipt{}, nil
	}
	defer u.f.post.end()
	return u.recover(ctx)
}

func (u Messages) recover(ctx context.Context) (Receipt, error) {
	var left []MessageRow
	err := u.f.deps.Store.Read(ctx, func(b Books) (err error) {
		left, err = messagesWhere(b, Query{}.With(Is("state", string(MessageSending))))
		return err
	})
	if err != nil || len(left) == 0 {
		return Receipt{}, err
	}
	return u.f.write(ctx, Ask{}, "message.recover", func(t *tx) error {
		for _, row := range left {
			m, err := t.Message(row.ID)
			if err != nil {
				return err
			}
			old := m
			m.Said = "Rapport ended while it was being sent."
			if err := orError(t.moveMessage(&m, MessageUncertain), t.putMessage(old, m)); err != nil {
				return err
			}
		}
		t.did(KindMessage, int64(left[0].ID), "%s may have been sent when Rapport ended", counted(len(left), "message"))
		return nil
	})
}

// dispatch is one run of sending.
type dispatch struct {
	u       Messages
	s       Settings
	account MailAccount
	told    func(MailRun)
	run     MailRun

	line MailLine
	lost int       // broken lines on end
	open []outcome // of the last messages, not noted yet
}

// outcome is what became of a message.
type outcome struct {
	id ID[Message]
	Delivered
}

// atOnce is how many messages are noted as being sent, and as what became of them, in one transaction: after a crash no more than these are
// uncertain. Where a rate makes each wait, it is one.
const atOnce = 4

// all sends a queue. What became of messages is noted together with the start of the next ones, or at once where the rate makes them wait.
func (d *dispatch) all(ctx context.Context, queue []ID[Message]) error {
	keep := context.WithoutCancel(ctx) // what was begun is ended and noted
	defer func() {
		if d.line != nil {
			_ = d.line.Close() // everything was answered
		}
	}()
	size := atOnce
	if d.s.Mail.PerMinute > 0 {
		size = 1
	}
	for some := range slices.Chunk(queue, size) {
		if d.run.Done > 0 && d.s.Mail.PerMinute > 0 {
			if err := d.pace(ctx, keep); err != nil {
				return err
			}
		}
		if ctx.Err() != nil || !d.dial(ctx) {
			break
		}
		posts, err := d.begin(keep, some)
		if err != nil {
			return err
		}
		d.some(ctx, keep, posts)
	}
	if err := d.note(keep); err != nil {
		return err
	}
	if ctx.Err() != nil && d.run.Done < d.run.Total {
		d.run.Stopped = &Problem{Kind: Cancel, Code: "E-CANCEL", Say: fmt.Sprintf("Paused: %d were sent, %d wait in the queue.", d.run.Sent, d.run.Total-d.run.Done), Try: "Send again to go on."}
	}
	return nil
}

// some sends messages that were noted as being sent. Those that a pause or a broken line leaves over go back into the queue.
func (d *dispatch) some(ctx, keep context.Context, posts []leaving) {
	for i, p := range posts {
		if i > 0 && (ctx.Err() != nil || !d.dial(ctx)) {
			for _, left := range posts[i:] {
				d.open = append(d.open, outcome{id: left.id, Delivered: Delivered{Fate: MailLost}})
			}
			return
		}
		became := outcome{id: p.id, Delivered: d.carry(keep, p.Post)}
		d.open = append(d.open, became)
		d.run.Done++
		d.count(became.Delivered)
	}
}

// pace notes the last message and waits as long as the rate asks for.
func (d *dispatch) pace(ctx, keep context.Context) error {
	if err := d.note(keep); err != nil {
		return err
	}
	if d.u.f.deps.Wait != nil {
		_ = d.u.f.deps.Wait(ctx, time.Minute/time.Duration(d.s.Mail.PerMinute)) // only ctx ends it early, which is looked at next
	}
	return nil
}

// dial has a line to the server, or says why there is none.
func (d *dispatch) dial(ctx context.Context) bool {
	if d.line != nil {
		return true
	}
	if d.lost >= mostLost {
		d.run.Stopped = &Problem{Kind: Refused, Code: CodeMailOffline, Say: "The connection to the mail server broke again and again: " + d.run.Last, Try: "The rest waits in the queue; try later."}
		return false
	}
	if d.u.f.deps.Mailer == nil {
		d.run.Stopped = No("This program can't send mail itself.", "Write the messages as drafts.")
		return false
	}
	line, err := d.u.f.deps.Mailer.Dial(ctx, d.account)
	if err != nil {
		d.run.Stopped = AsProblem(err)
		if d.run.Stopped.Code == CodeMailLogin {
			d.u.f.post.mu.Lock()
			d.u.f.post.password = ""
			d.u.f.post.mu.Unlock()
		}
		return false
	}
	d.line = line
	return true
}

// carry hands one message to the server.
func (d *dispatch) carry(ctx context.Context, p Post) Delivered {
	p.Date = d.u.f.deps.Now()
	bytes, err := d.u.f.deps.Mail(p)
	if err != nil {
		return Delivered{MailRefused, AsProblem(err).Error()}
	}
	out := d.line.Send(ctx, p.From, p.To, bytes)
	d.lost++
	if out.Fate == MailLost || out.Fate == MailUnsure {
		_ = d.line.Close() // it is broken already
		d.line = nil
	} else {
		d.lost = 0
	}
	return out
}

func (d *dispatch) count(of Delivered) {
	switch of.Fate {
	case MailTaken:
		d.run.Sent++
	case MailRefused:
		d.run.Failed++
	case MailUnsure:
		d.run.Uncertain++
	default:
		d.run.Later++
	}
	d.run.Last = of.Said
	if d.told != nil {
		d.told(d.run)
	}
}
