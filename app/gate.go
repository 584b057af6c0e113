package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"rapport/app/calendar"
)

// Ask is what a face says beside the act itself.
type Ask struct {
	Key     Key  // made with the form; the same key again does nothing again. Zero: the act is guarded by its own rule
	Preview bool // work everything out, say what would happen, change nothing
}

// Receipt is what a write did, or would do in a preview.
type Receipt struct {
	Audit    int64    // its audit line, for History.Undo; 0 when nothing was written
	Label    string   // a sentence: "Logged referral R-2026-0147 from Harcourt & Lowe"
	ID       int64    // the main thing
	Number   string   // its people-facing number, when it has one
	Warnings []string // what the person should know; the act was done all the same
	Undoable bool
	Repeated bool // the same request had been done before; nothing was done again
	Preview  bool
}

// errPreview rolls a worked-out write back.
var errPreview = errors.New("preview")

// tx is one write on its way through the gate.
type tx struct {
	Books
	f        *Firm
	now      time.Time
	today    calendar.Day
	settings Settings
	actor    string

	audit    Audit
	changes  []Change
	warnings []string
	odd      int // names so far that can't be printed
	noUndo   bool
	preview  bool
}

// write is the only way in: transaction, repeated-request key, rule and rows (fn), audit line, commit, news.
func (f *Firm) write(ctx context.Context, ask Ask, act string, fn func(*tx) error) (Receipt, error) {
	var r Receipt
	var changes []Change
	err := f.deps.Store.Write(ctx, func(b Books) error {
		if again, ok, err := repeated(b, ask.Key); err != nil || ok {
			r = again
			return err
		}
		t := &tx{Books: b, f: f, now: f.deps.Now().UTC().Truncate(time.Second), actor: f.deps.Actor, preview: ask.Preview}
		var err error
		if t.settings, err = b.Settings(); err != nil {
			return err
		}
		t.today = f.today(t.settings)
		if err := fn(t); err != nil {
			return err
		}
		note, err := t.heedClock()
		if err != nil {
			return err
		}
		r = Receipt{Label: t.audit.Label, ID: t.audit.Subject, Warnings: t.warnings, Preview: ask.Preview}
		if r.Number, err = numberOf(b, t.audit.Kind, t.audit.Subject); err != nil {
			return err
		}
		if ask.Preview {
			return errPreview
		}
		if t.audit.Label == "" {
			return errPreview // nothing to do was found; nothing is written of it
		}
		t.audit.At, t.audit.Actor, t.audit.Act, t.audit.Key = t.now, t.actor, act, ask.Key
		t.audit.Result = t.audit.Subject
		t.audit.Label += note
		if r.Audit, err = b.AddAudit(t.audit); err != nil {
			return err
		}
		if t.audit.Undoes != 0 {
			if err := b.MarkUndone(t.audit.Undoes, r.Audit); err != nil {
				return err
			}
		}
		r.Undoable = !t.noUndo && undoable(t.audit)
		changes = t.changes
		return ctx.Err()
	})
	if errors.Is(err, errPreview) {
		return r, nil
	}
	if err != nil {
		if ctx.Err() != nil {
			return Receipt{}, &Problem{Kind: Cancel, Code: "E-CANCEL", Say: "Cancelled – nothing was saved.", Cause: err}
		}
		return Receipt{}, err
	}
	f.tell(changes)
	return r, nil
}

func repeated(b Books, k Key) (Receipt, bool, error) {
	if k.IsZero() {
		return Receipt{}, false, nil
	}
	a, ok, err := b.AuditByKey(k)
	if err != nil || !ok {
		return Receipt{}, false, err
	}
	r := Receipt{Audit: a.Seq, Label: a.Label, ID: a.Result, Repeated: true}
	r.Number, err = numberOf(b, a.Kind, a.Result)
	return r, true, err
}

// numberOf is the people-facing number of a thing, where its kind has one.
func numberOf(b Books, kind Kind, id int64) (string, error) {
	switch kind {
	case KindPartner:
		p, err := b.Partner(ID[Partner](id))
		return p.Number, orMissing(err)
	case KindClient:
		c, err := b.Client(ID[Client](id))
		return c.Number, orMissing(err)
	case KindReferral:
		r, err := b.Referral(ID[Referral](id))
		return r.Number, orMissing(err)
	case KindPayout:
		p, err := b.Payout(ID[Payout](id))
		return p.Number, orMissing(err)
	case KindPayoutFile:
		f, err := b.PayoutFile(ID[PayoutFile](id))
		return f.Number, orMissing(err)
	case KindPlan:
		p, err := b.Plan(ID[Plan](id))
		return p.Number, orMissing(err)
	case KindDispute:
		d, err := b.Dispute(ID[Dispute](id))
		return d.Number, orMissing(err)
	case KindOutbound:
		o, err := b.Outbound(ID[Outbound](id))
		return o.Number, orMissing(err)
	case KindSelfBill:
		s, err := selfBillRow(b, ID[SelfBill](id))
		return s.Number, orMissing(err)
	case KindMaterial:
		m, err := b.Material(ID[Material](id))
		return m.Number, orMissing(err)
	case KindNewsletter:
		n, err := b.Newsletter(ID[Newsletter](id))
		return n.Number, orMissing(err)
	case KindTemplate:
		m, err := b.Template(ID[Template](id))
		return m.Number, orMissing(err)
	case KindLetter:
		l, err := b.Letter(ID[Letter](id))
		return l.Number, orMissing(err)
	case KindMessage:
		m, err := b.Message(ID[Message](id))
		return m.Number, orMissing(err)
	case KindAgreement:
		a, err := b.Agreement(ID[Agreement](id))
		return a.Number, orMissing(err)
	}
	return "", nil
}

// orMissing forgives that a thing is gone.
func orMissing(err error) error {
	if IsNotFound(err) {
		return nil
	}
	return err
}

// did says what the write is, for the audit line and the toast.
func (t *tx) did(kind Kind, id int64, format string, args ...any) {
	t.audit.Kind, t.audit.Subject, t.audit.Label = kind, id, fmt.Sprintf(format, args...)
	t.touch(kind, id)
}

func (t *tx) touch(kind Kind, id int64) { t.changes = append(t.changes, Change{kind, id}) }

func (t *tx) warn(format string, args ...any) {
	t.warnings = append(t.warnings, fmt.Sprintf(format, args...))
}

// image keeps a row as it was and became; nil for none. It is what undo and history read.
func (t *tx) image(kind Kind, id int64, before, after any) error {
	img := Image{Kind: kind, ID: id}
	var err error
	if before != nil {
		if img.Before, err = json.Marshal(before); err != nil {
			return err
		}
	}
	if after != nil {
		if img.After, err = json.Marshal(after); err != nil {
			return err
		}
	}
	t.audit.Images = append(t.audit.Images, img)
	t.touch(kind, id)
	return nil
}

// nextID takes one free id of a kind.
func (t *tx) nextID(kind Kind) (int64, error) { return t.NextID(kind, 1) }

// nextNumber takes the next people-facing number of a series, such as P-0001 or R-2026-0147.
func (t *tx) nextNumber(series string, digits int) (string, error) {
	n, err := t.NextNo(series, 1)
	return Number(series, n, digits), err
}

// Number is how a series and its running number are written.
func Number(series string, n int64, digits int) string {
	return fmt.Sprintf("%s-%0*d", series, digits, n)
}
