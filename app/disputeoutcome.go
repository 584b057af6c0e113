package app

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"rapport/app/money"
)

// Decide gives a dispute its outcome and releases its line. Upheld, the line comes to the partner's figure; partly upheld, to
// agreed, which lies between; rejected, it stays as it is. What that changes is posted as an adjustment that points at the
// line. A released line that was not on a statement yet waits for approval again.
func (u Disputes) Decide(ctx context.Context, ask Ask, id ID[Dispute], outcome DisputeState, agreed money.Money, m DisputeMove) (Receipt, error) {
	return u.f.write(ctx, ask, "dispute.decide", func(t *tx) error {
		old, err := t.Dispute(id)
		if err != nil {
			return err
		}
		if err := disputeMoves().check("Dispute "+old.Number, old.State, outcome); err != nil {
			return err
		}
		if !outcome.Decided() || outcome == DisputeClosed {
			return No(fmt.Sprintf("%q is not an outcome.", outcome), "Choose upheld, partly upheld or rejected.")
		}
		if strings.TrimSpace(m.Note) == "" {
			return Bad("note", "The outcome of a dispute needs its reason; the partner will ask for it.", "Write why.")
		}
		l, s, err := t.Line(old.Line)
		if err != nil {
			return err
		}
		now, _, err := t.leftOf(l)
		if err != nil {
			return err
		}
		d := old
		d.State = outcome
		if d.Agreed, err = d.outcome(outcome, now, agreed); err != nil {
			return err
		}
		if by := d.Agreed.Minor - now; by != 0 {
			a := Adjustment{Line: l.Seq, Amount: money.New(by, l.Amount.Currency), Day: t.today, Reason: "Dispute " + d.Number + ": " + shortened(strings.TrimSpace(m.Note))}
			if d.Adjustment, err = t.adjust(a); err != nil {
				return err
			}
		}
		if err := t.releaseDisputed(s); err != nil {
			return err
		}
		t.noUndo = true
		t.did(KindDispute, int64(id), "Dispute %s is %s: line %d comes to %s", d.Number, outcome, l.Seq, d.Agreed)
		return t.putDispute(old, d, m)
	})
}

// outcome is what the line comes to.
func (d Dispute) outcome(outcome DisputeState, now int64, agreed money.Money) (money.Money, error) {
	switch outcome {
	case DisputeUpheld:
		return d.Figure, nil
	case DisputeRejected:
		return money.New(now, d.Figure.Currency), nil
	}
	low, high := min(now, d.Figure.Minor), max(now, d.Figure.Minor)
	if agreed.Currency != d.Figure.Currency || agreed.Minor <= low || agreed.Minor >= high {
		return agreed, Bad("agreed", fmt.Sprintf("A dispute that is partly upheld ends between %s and %s.", money.New(low, d.Figure.Currency), money.New(high, d.Figure.Currency)),
			"Enter what the line comes to.")
	}
	return agreed, nil
}

// releaseDisputed takes the dispute off the reasons its line is held for.
func (t *tx) releaseDisputed(s Standing) error {
	at := slices.IndexFunc(s.Holds, func(h HoldReason) bool { return h.Kind == HoldDispute })
	if at < 0 {
		return nil
	}
	before := s
	s.Holds = slices.Clone(s.Holds)
	s.clear(at)
	if err := t.PutStanding([]Standing{s}); err != nil {
		return err
	}
	return t.image(KindLine, s.Line, before, s)
}
