package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"rapport/app/calendar"
	"rapport/app/money"
)

// Disputes are the use-cases of partners' objections to commission lines.
type Disputes struct{ f *Firm }

// IDs gives the ids of a list in order, in chunks.
func (u Disputes) IDs(ctx context.Context, q Query, each func([]int32) error) error {
	return u.f.deps.Store.Read(ctx, u.f.ids(Books.DisputeIDs, q, each))
}

// Rows gives list rows by id.
func (u Disputes) Rows(ctx context.Context, ids []int32) ([]DisputeRow, error) {
	return read(ctx, u.f, func(b Books) ([]DisputeRow, error) { return b.DisputeRows(ids) })
}

// Find gives the dispute with a number.
func (u Disputes) Find(ctx context.Context, number string) (Dispute, error) {
	return read(ctx, u.f, func(b Books) (Dispute, error) {
		return b.DisputeByNumber(strings.ToUpper(strings.TrimSpace(number)))
	})
}

// WholeDispute is a dispute with all that belongs to it.
type WholeDispute struct {
	Row   DisputeRow
	Steps []Step // transitions and notes, oldest first
	Files []Attachment
	Today calendar.Day
}

// Get gives one dispute with its history and attachments.
func (u Disputes) Get(ctx context.Context, id ID[Dispute]) (WholeDispute, error) {
	return read(ctx, u.f, func(b Books) (WholeDispute, error) {
		s, err := b.Settings()
		if err != nil {
			return WholeDispute{}, err
		}
		rows, err := b.DisputeRows([]int32{int32(id)})
		if err != nil || len(rows) == 0 {
			return WholeDispute{}, orError(err, Missing("This dispute"))
		}
		w := WholeDispute{Row: rows[0], Today: u.f.today(s)}
		if w.Steps, err = b.Steps(KindDispute, int64(id)); err != nil {
			return w, err
		}
		w.Files, err = b.Attachments(KindDispute, int64(id))
		return w, err
	})
}

// OfLine gives the disputes of a line, oldest first.
func (u Disputes) OfLine(ctx context.Context, seq int64) ([]Dispute, error) {
	return read(ctx, u.f, func(b Books) ([]Dispute, error) { return b.DisputesOfLine(seq) })
}

// File gives the bytes of an attachment.
func (u Disputes) File(ctx context.Context, id int64) ([]byte, error) {
	return read(ctx, u.f, func(b Books) ([]byte, error) { return b.AttachmentBytes(id) })
}

// NewDispute is an objection as people enter it.
type NewDispute struct {
	Line     int64
	RaisedBy string
	RaisedOn calendar.Day // 0 today
	Deadline calendar.Day // 0: as many days as the firm gives partners to query
	Figure   money.Money  // what the line should come to
	Claim    string
	Files    []File
}

// Open enters a partner's objection to a line. The line is held, or kept from being paid out when it is on a statement.
func (u Disputes) Open(ctx context.Context, ask Ask, n NewDispute) (Receipt, error) {
	return u.f.write(ctx, ask, "dispute.open", func(t *tx) error {
		l, s, err := t.Line(n.Line)
		if err != nil {
			return err
		}
		d := Dispute{Line: n.Line, State: DisputeOpen, RaisedBy: strings.TrimSpace(n.RaisedBy), RaisedOn: orDay(n.RaisedOn, t.today),
			Deadline: n.Deadline, Figure: n.Figure, Claim: strings.TrimSpace(n.Claim), EnteredAt: t.now, Version: 1}
		if d.Deadline == 0 {
			d.Deadline = d.RaisedOn.AddDays(max(1, t.settings.QueryDays))
		}
		if err := t.mayDispute(l, s, d); err != nil {
			return err
		}
		id, err := t.nextID(KindDispute)
		if err != nil {
			return err
		}
		d.ID = ID[Dispute](id)
		if d.Number, err = t.nextNumber(fmt.Sprintf("D-%d", t.today.Year()), 4); err != nil {
			return err
		}
		if err := t.AddDispute(d); err != nil {
			return err
		}
		if err := t.step(KindDispute, id, "", string(DisputeOpen), Move{Day: d.RaisedOn, Note: d.Claim}); err != nil {
			return err
		}
		if err := t.attach(l.Partner, KindDispute, id, n.Files); err != nil {
			return err
		}
		t.did(KindDispute, id, "Opened dispute %s on line %d of %s", d.Number, l.Seq, l.Amount)
		if err := t.image(KindDispute, id, nil, d); err != nil {
			return err
		}
		return t.holdDisputed(s, d)
	})
}

// holdDisputed holds the line of a dispute.
func (t *tx) holdDisputed(s Standing, d Dispute) error {
	before := s
	s.Holds = slices.Clone(s.Holds)
	s.hold(HoldReason{Kind: HoldDispute, Note: d.Number, By: t.actor, On: t.today})
	if err := t.PutStanding([]Standing{s}); err != nil {
		return err
	}
	return t.image(KindLine, s.Line, before, s)
}

// mayDispute holds an objection against its line.
func (t *tx) mayDispute(l Line, s Standing, d Dispute) error {
	switch {
	case l.Kind == VATLine:
		return isVAT(l)
	case l.Kind == PaymentLine:
		return No(fmt.Sprintf("Entry %d is a payment, not a commission line.", l.Seq), "Dispute the line it pays.")
	case s.State == VoidLine && l.Amount.Minor != 0 || s.State == Forfeited:
		return No(fmt.Sprintf("Line %d is %s.", l.Seq, s.State), "Nothing is owed for it that could be disputed.")
	case s.Disputed():
		return No(fmt.Sprintf("Line %d is in dispute already.", l.Seq), "Add a note to that dispute.")
	case d.RaisedBy == "":
		return Bad("raised by", "A dispute needs the name of who raised it.", "Enter who at the partner objected.")
	case d.Claim == "":
		return Bad("claim", "A dispute needs what the partner says.", "Write it in a sentence.")
	case d.Figure.Currency != l.Amount.Currency:
		return Bad("figure", fmt.Sprintf("Line %d is in %s.", l.Seq, l.Amount.Currency), "Enter the partner's figure in that currency.")
	case d.Figure.Minor > money.Max || d.Figure.Minor < -money.Max:
		return Bad("figure", "The figure is larger than this program can keep.", "Check the number of zeros.")
	case d.RaisedOn > t.today:
		return Bad("raised on", fmt.Sprintf("%s lies in the future.", d.RaisedOn), "Enter the day it was raised.")
	case d.Deadline < d.RaisedOn:
		return Bad("deadline", fmt.Sprintf("The deadline %s is before the dispute was raised on %s.", d.Deadline, d.RaisedOn), "Enter a later day.")
	}
	now, _, err := t.leftOf(l)
	if err == nil && now == d.Figure.Minor {
		err = Bad("figure", fmt.Sprintf("Line %d comes to %s already.", l.Seq, d.Figure), "Enter what the partner says it should be.")
	}
	if err == nil {
		err = within("claim", d.Claim, 2000)
	}
	return orError(within("raised by", d.RaisedBy, 200), err)
}

// DisputeMove is a step of a dispute as people enter it.
type DisputeMove struct {
	Day      calendar.Day // 0 today
	Note     string
	Deadline calendar.Day // a new one; 0 as it is
	Files    []File
}

// Move takes a dispute on: into review, waiting for the partner and back, and closed after its outcome. Moving it to the state
// it is in adds a note, files or another deadline only.
func (u Disputes) Move(ctx context.Context, ask Ask, id ID[Dispute], to DisputeState, m DisputeMove) (Receipt, error) {
	return u.f.write(ctx, ask, "dispute.move", func(t *tx) error {
		old, err := t.Dispute(id)
		if err != nil {
			return err
		}
		d := old
		if to == old.State {
			if strings.TrimSpace(m.Note) == "" && len(m.Files) == 0 && m.Deadline == 0 {
				return No(fmt.Sprintf("Dispute %s is %s already.", d.Number, to), "Add a note or a file, or move it on.")
			}
			t.did(KindDispute, int64(id), "Added to dispute %s", d.Number)
		} else {
			if err := disputeMoves().check("Dispute "+d.Number, old.State, to); err != nil {
				return err
			}
			if to.Decided() && to != DisputeClosed {
				return No("The outcome of a dispute has its own act.", "Decide it with what the line comes to.")
			}
			d.State = to
			t.did(KindDispute, int64(id), "Dispute %s is now %s", d.Number, to)
		}
		if m.Deadline != 0 {
			if m.Deadline < d.RaisedOn || d.State.Decided() {
				return Bad("deadline", fmt.Sprintf("Dispute %s can't have the deadline %s.", d.Number, m.Deadline), "Enter a day after it was raised, while it is undecided.")
			}
			d.Deadline = m.Deadline
		}
		return t.putDispute(old, d, m)
	})
}

// putDispute keeps a changed dispute with its step and files.
func (t *tx) putDispute(old, d Dispute, m DisputeMove) error {
	if m.Day > t.today {
		return Bad("day", fmt.Sprintf("%s lies in the future.", m.Day), "Enter the day it happened.")
	}
	if err := within("note", m.Note, 2000); err != nil {
		return err
	}
	d.Version++
	if err := t.PutDispute(d); err != nil {
		return err
	}
	if err := t.step(KindDispute, int64(d.ID), string(old.State), string(d.State), Move{Day: m.Day, Note: strings.TrimSpace(m.Note)}); err != nil {
		return err
	}
	if len(m.Files) > 0 {
		l, _, err := t.Line(d.Line)
		if err != nil {
			return err
		}
		if err := t.attach(l.Partner, KindDispute, int64(d.ID), m.Files); err != nil {
			return err
		}
	}
	t.touch(KindLine, d.Line)
	return t.image(KindDispute, int64(d.ID), old, d)
}

// restoreDispute puts a dispute back and keeps its history; one that was opened goes with its files.
func (t *tx) restoreDispute(img Image) (json.RawMessage, error) {
	var before, after Dispute
	if len(img.Before) > 0 && len(img.After) > 0 {
		if err := errors.Join(json.Unmarshal(img.Before, &before), json.Unmarshal(img.After, &after)); err != nil {
			return nil, err
		}
		if before.State != after.State {
			if err := t.step(KindDispute, img.ID, string(after.State), string(before.State), Move{Note: "undone"}); err != nil {
				return nil, err
			}
		}
	}
	again := func(Dispute) error {
		return No("A dispute that was taken back is opened anew.", "Open it again; its files have to be attached again.")
	}
	remove := func(id ID[Dispute]) error {
		if err := t.DeleteAttachments(KindDispute, int64(id)); err != nil {
			return err
		}
		return t.DeleteDispute(id)
	}
	return restore(img, "dispute", t.Dispute, func(d *Dispute) *int64 { return &d.Version }, t.PutDispute, again, remove)
}
