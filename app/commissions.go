package app

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/terms"
)

// Commissions are the use-cases of commission lines.
type Commissions struct{ f *Firm }

// IDs gives the ids of a list in order, in chunks.
func (u Commissions) IDs(ctx context.Context, q Query, each func([]int32) error) error {
	return u.f.deps.Store.Read(ctx, u.f.ids(Books.LineIDs, q, each))
}

// Rows gives list rows by id.
func (u Commissions) Rows(ctx context.Context, ids []int32) ([]LineRow, error) {
	return read(ctx, u.f, func(b Books) ([]LineRow, error) { return b.LineRows(ids) })
}

// Sums gives the totals of a query's rows by currency and state.
func (u Commissions) Sums(ctx context.Context, q Query) ([]Sums, error) {
	return readAmong(ctx, u.f, q, Books.LineSums)
}

// OfReferral gives the lines of a referral, oldest first.
func (u Commissions) OfReferral(ctx context.Context, id ID[Referral]) ([]LineRow, error) {
	return read(ctx, u.f, func(b Books) ([]LineRow, error) { return b.LinesOfReferral(id) })
}

// Explained is a line with its reason as a short tree of sentences.
type Explained struct {
	Row  LineRow
	Tree []terms.Step
}

// Explain gives the whole reason of a line, in words. It reads only what was kept when the line was posted.
func (u Commissions) Explain(ctx context.Context, seq int64) (Explained, error) {
	return read(ctx, u.f, func(b Books) (Explained, error) {
		if _, _, err := b.Line(seq); err != nil {
			return Explained{}, err
		}
		rows, err := b.LineRows([]int32{int32(seq)})
		if err != nil || len(rows) == 0 {
			return Explained{}, orError(err, Missing(fmt.Sprintf("Commission line %d", seq)))
		}
		tree, err := explain(rows[0])
		return Explained{rows[0], tree}, err
	})
}

// explain writes a line's reason, with what became of it since.
func explain(row LineRow) ([]terms.Step, error) {
	why, err := row.Why()
	if err != nil {
		return nil, err
	}
	tree := why.Tree(money.Money.String)
	s := row.Standing
	for _, h := range s.Holds {
		tree = append(tree, terms.Step{Text: h.words()})
	}
	if s.Note != "" {
		tree = append(tree, terms.Step{Text: "Note: " + s.Note})
	}
	return tree, nil
}

func numbers(ids []int64) []string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = fmt.Sprint(id)
	}
	return out
}

// standingImages keeps where lines stood and stand, so that the act can be undone as one.
func (t *tx) standingImages(before, after []Standing) error {
	for i := range after {
		if err := t.image(KindLine, after[i].Line, before[i], after[i]); err != nil {
			return err
		}
	}
	t.changes = append(t.changes[:0:0], Change{KindLine, 0}) // one piece of news for many lines
	return nil
}

// standingTo moves one line to a new standing after a check, with an audit line.
func (u Commissions) standingTo(ctx context.Context, ask Ask, act string, seq int64, change func(t *tx, l Line, s *Standing) (string, error)) (Receipt, error) {
	return u.f.write(ctx, ask, act, func(t *tx) error {
		l, s, err := t.Line(seq)
		if err != nil {
			return err
		}
		if l.Kind == PaymentLine {
			return No(fmt.Sprintf("Entry %d is a payment, not a commission line.", seq), "")
		}
		before := s
		s.Holds = slices.Clone(s.Holds)
		label, err := change(t, l, &s)
		if err != nil {
			return err
		}
		if err := t.PutStanding([]Standing{s}); err != nil {
			return err
		}
		t.did(KindLine, seq, "%s", label)
		return t.image(KindLine, seq, before, s)
	})
}

// Void cancels a line that is not approved yet. The ledger keeps it; caps and tiers no longer count it.
func (u Commissions) Void(ctx context.Context, ask Ask, seq int64, reason string) (Receipt, error) {
	return u.standingTo(ctx, ask, "commission.void", seq, func(t *tx, l Line, s *Standing) (string, error) {
		if s.State != Accrued && s.State != Held {
			return "", No(fmt.Sprintf("Line %d is %s and can't be voided.", seq, s.State), "Correct it with a reversal or an adjustment.")
		}
		if strings.TrimSpace(reason) == "" {
			return "", Bad("reason", "Voiding a line needs a reason.", "Write why nothing is owed for it.")
		}
		if s.Disputed() {
			return "", inDispute(seq)
		}
		if err := isVAT(l); err != nil {
			return "", err
		}
		if err := t.nothingPointsAt(l); err != nil {
			return "", err
		}
		t.noUndo = true
		s.State, s.Holds, s.Note = VoidLine, nil, strings.TrimSpace(reason)
		return fmt.Sprintf("Voided line %d of %s", seq, l.Amount), t.dropFromTally(l)
	})
}

// nothingPointsAt refuses to void a line that a refund, a true-up or a correction refers to.
func (t *tx) nothingPointsAt(l Line) error {
	if l.Referral == 0 {
		return nil
	}
	rows, err := t.LinesOfReferral(l.Referral)
	if err != nil {
		return err
	}
	for _, r := range rows {
		if r.Reverses == l.Seq && r.Amount.Minor != 0 && r.Standing.State != VoidLine {
			return No(fmt.Sprintf("Line %d (%s of %s) refers to it.", r.Seq, r.Kind, r.Amount), "Void that line first.")
		}
	}
	return nil
}

// dropFromTally lowers what the line's rule has measured and paid, so that the cap and the tiers no longer count it. The next run works out again
// what the others come to.
func (t *tx) dropFromTally(l Line) error {
	if l.Agreement == 0 || l.Kind == AdjustmentLine { // corrections by hand are not counted
		return nil
	}
	e, err := t.engineOf(l)
	if err != nil {
		return err
	}
	if e.Coupled() { // the others may come to something else without it
		if err := t.Unsettle(l.Agreement); err != nil {
			return err
		}
	}
	var changed []Tally
	var failed error
	err = counts(e, &l, func(number int, window calendar.Day, measured int64) {
		k, ok, err := t.Tally(l.Agreement, number, window)
		if err != nil {
			failed = err
		}
		if ok {
			if k.Earned -= l.Amount.Minor; !e.ByPeriod(l.Rule) { // a period that was voided is not due again
				k.Measured -= measured
			}
			changed = append(changed, k)
		}
	})
	if err := orError(failed, err); err != nil {
		return err
	}
	return t.PutTallies(changed)
}
