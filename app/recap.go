package app

import (
	"fmt"
	"slices"

	"rapport/app/calendar"
	"rapport/app/terms"
)

// recap goes over a capped window again after back-dated events: what the cap allows goes to the lines in the order of
// their days, so that it is the same as if all had come in time. An agreement with refunds is left as it stands.
func (r *runner) recap(k tallyKey) error {
	var rows family
	err := r.t.Standings(Query{}.With(Is("agreement", fmt.Sprint(int64(k.agreement)))), func(l *LineRow) error {
		rows = append(rows, *l)
		return nil
	})
	if err != nil || len(rows) == 0 {
		return err
	}
	e, err := r.engineOf(rows[0].Partner, rows[len(rows)-1].Version)
	if err != nil || e == nil || !e.HasCap() {
		return err
	}
	if slices.ContainsFunc(rows, func(l LineRow) bool { return l.Kind == Reversal }) {
		return nil // what a refund took stays taken at the ratio its line had; the cap keeps the room it gave
	}
	slices.SortStableFunc(rows, func(a, b LineRow) int { return int(a.Day - b.Day) })
	running := capped{}
	for _, l := range rows {
		switch {
		case l.Kind == TrueUp && l.Reverses != 0, l.Kind == AdjustmentLine:
		case !l.Kind.earns() || e.PaysBySum(l.Rule):
			running.add(e, &l.Line, l.Amount.Minor)
		default:
			if err := r.recapLine(e, rows, l, running); err != nil {
				return err
			}
		}
	}
	return nil
}

// capped is what has been paid so far in the windows of caps: of all rules, and of each.
type capped map[tallyKey]int64

func (c capped) of(e *terms.Engine, number int, day calendar.Day) tallyKey {
	return tallyKey{rule: number, window: e.WindowOf(number, day).From}
}

func (c capped) add(e *terms.Engine, l *Line, amount int64) {
	c[c.of(e, terms.AllRules, l.Day)] += amount
	if l.Rule != terms.AllRules {
		c[c.of(e, e.LimitNumber(l.Rule), l.Day)] += amount
	}
}

func (r *runner) recapLine(e *terms.Engine, rows family, l LineRow, running capped) error {
	why, err := l.Why()
	if err != nil || l.voided() {
		return err
	}
	result, paid := why.Result, l.Amount.Minor
	for _, t := range rows {
		if t.Reverses == l.Seq && t.Kind == TrueUp {
			now, err := t.Why()
			if err != nil {
				return err
			}
			result, paid = now.Result, paid+t.Amount.Minor
		}
	}
	leaves := result
	if l.Rule != terms.AllRules {
		leaves = e.RuleCapped(l.Rule, &terms.Tally{Earned: running[running.of(e, e.LimitNumber(l.Rule), l.Day)]}, result)
	}
	allowed := e.Capped(&terms.Tally{Earned: running[running.of(e, terms.AllRules, l.Day)]}, leaves)
	running.add(e, &l.Line, allowed)
	if allowed == paid {
		return nil
	}
	reason := terms.Reason{Label: why.Label, Currency: l.Amount.Currency, Event: terms.OnRerated, Base: l.Base, Of: l.Seq, OfBase: l.Base,
		OfAmount: paid, Result: result, RuleCut: result - leaves, Cut: leaves - allowed}
	return r.correct(e, &l.Line, allowed-paid, l.Rate, reason)
}
