package app

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"rapport/app/money"
)

// ApprovalResult is what an approval would do, or did: how many lines and how much by currency, and what of them differs
// from what was captured.
type ApprovalResult struct {
	Count int64
	Sums  []Sums
	Look  []Discrepancy // by line; many of one sort as one, at the first of them
}

// Approve approves accrued lines: exactly those given, which the person saw, or with none given those of the query. Of the
// given ones a held line is refused with its reasons, and one that the actor may not approve with who may; of a query's
// those are left out, and counted in a warning.
func (u Commissions) Approve(ctx context.Context, ask Ask, q Query, seqs []int64) (Receipt, ApprovalResult, error) {
	var res ApprovalResult
	receipt, err := u.f.write(ctx, ask, "commission.approve", func(t *tx) error {
		if _, _, err := t.heedLapses(); err != nil {
			return err
		}
		named := len(seqs) > 0
		if named {
			q = Query{}.With(Is("id", numbers(seqs)...))
		} else {
			var err error
			if q, err = t.f.among(t, q.With(Is("state", string(Accrued))), true); err != nil {
				return err
			}
		}
		lines, err := t.approvable(q, named)
		if err != nil {
			return err
		}
		if named && len(lines) != len(seqs) {
			return missingLine(seqs, lines)
		}
		if len(lines) == 0 {
			return nil
		}
		return t.approve(lines, &res)
	})
	if receipt.Label == "" {
		receipt.Label = "Nothing is waiting for approval."
	}
	return receipt, res, err
}

// approvable gives the lines of a query that can be approved, and by the one who asks.
func (t *tx) approvable(q Query, named bool) ([]LineRow, error) {
	var lines []LineRow
	err := t.Standings(q, func(l *LineRow) error {
		if l.Standing.State != Accrued {
			return notApprovable(*l)
		}
		lines = append(lines, *l)
		return nil
	})
	if err != nil || !t.settings.FourEyes && len(t.settings.Approvers) == 0 {
		return lines, err
	}
	makers, err := t.lineMakers(lines)
	if err != nil {
		return nil, err
	}
	var left int
	var refusal error
	lines = slices.DeleteFunc(lines, func(l LineRow) bool {
		err := t.mayApprove(fmt.Sprintf("Line %d", l.Seq), l.Amount, makers[l.Seq]...)
		if err != nil {
			left, refusal = left+1, orError(refusal, err)
		}
		return err != nil
	})
	if named || len(lines) == 0 {
		return lines, refusal
	}
	if left > 0 {
		t.warn("%s left for another approver, such as: %v", counted(left, "line"), refusal)
	}
	return lines, nil
}

// approve moves lines to approved, as one act.
func (t *tx) approve(lines []LineRow, res *ApprovalResult) error {
	before, after := make([]Standing, len(lines)), make([]Standing, len(lines))
	for i, l := range lines {
		s := l.Standing
		s.State, s.ApprovedBy, s.ApprovedOn = Approved, t.actor, t.today
		before[i], after[i] = l.Standing, s
		res.count(l.Amount)
	}
	var err error
	if res.Look, err = t.discrepancies(lines); err != nil {
		return err
	}
	if err := t.PutStanding(after); err != nil {
		return err
	}
	t.did(KindLine, after[0].Line, "Approved %s: %s", counted(res.Count, "line"), res.Words())
	t.touch(KindLine, 0)
	return t.standingImages(before, after)
}

// missingLine names the first line asked for that is not there.
func missingLine(seqs []int64, found []LineRow) error {
	for _, seq := range seqs {
		if !slices.ContainsFunc(found, func(l LineRow) bool { return l.Seq == seq }) {
			return Missing(fmt.Sprintf("Commission line %d", seq))
		}
	}
	return No("A line is named twice.", "Name each line once.")
}

func notApprovable(l LineRow) error {
	if l.Standing.State == Held {
		return No(fmt.Sprintf("Line %d is held (%s) and can't be approved.", l.Seq, holdKinds(l.Standing.Holds)), "Release it first.")
	}
	return No(fmt.Sprintf("Line %d is %s; only accrued lines are approved.", l.Seq, orElse(string(l.Standing.State), "a "+string(l.Kind))), "")
}

func (a *ApprovalResult) count(m money.Money) {
	a.Count++
	for i := range a.Sums {
		if a.Sums[i].Currency == m.Currency {
			a.Sums[i].Minor += m.Minor
			a.Sums[i].Count++
			return
		}
	}
	a.Sums = append(a.Sums, Sums{Currency: m.Currency, State: Approved, Count: 1, Minor: m.Minor})
}

// Words gives the sums as "1,234.00 EUR and 56.00 USD".
func (a ApprovalResult) Words() string { return sumWords(a.Sums) }

func sumWords(sums []Sums) string {
	parts := make([]string, len(sums))
	for i, s := range sums {
		parts[i] = money.New(s.Minor, s.Currency).String()
	}
	slices.Sort(parts)
	return strings.Join(parts, " and ")
}
