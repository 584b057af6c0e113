package app

import (
	"fmt"

	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/terms"
)

// floors posts what follows from no fact: the periods that are due, and the top-up of every guaranteed amount whose window is over
// and was not reached.
func (r *runner) floors(partners []ID[Partner]) error {
	for _, partner := range partners {
		a, err := r.account(partner)
		if err != nil {
			return err
		}
		for _, p := range a.plans {
			if p.goesBack() {
				if !r.settled[p.ID] {
					err = r.unsettleAll(partner, p)
				}
				if err != nil {
					return err
				}
				continue
			}
			if err := r.periods(partner, p); err != nil {
				return err
			}
			if err := p.spoke(func(v *pick, in inTime) error { return r.floor(partner, v, in) }); err != nil {
				return err
			}
		}
	}
	return nil
}

// floor tops up the windows that end in the time of a version.
func (r *runner) floor(partner ID[Partner], v *pick, in inTime) error {
	over := min(r.until, r.t.today-1) // the last day of a window has to be over
	for _, rule := range v.engine.Floors() {
		var windows []calendar.Period
		v.engine.FloorsDue(rule, over, v.plan.To, func(w calendar.Period) {
			if in.holds(w.Last()) {
				windows = append(windows, w)
			}
		})
		for _, w := range windows {
			if err := r.topUp(partner, v, rule, w); err != nil {
				return err
			}
		}
	}
	return nil
}

// topUp posts what a finished window lacks to its guaranteed amount; what came in late since is trued up.
func (r *runner) topUp(partner ID[Partner], c *pick, rule int, w calendar.Period) error {
	p, v, e, number := c.plan, c.version, c.engine, floorNumber(rule)
	var failed error
	k := r.tally(p.ID, number, w.From, &failed)
	if failed != nil {
		return failed
	}
	lines, err := r.t.LinesOfWindow(p.ID, number, w.From)
	if err != nil {
		return err
	}
	var first, paid int64
	others := k.Tally
	for _, l := range lines {
		others.Earned -= l.Amount.Minor
		if l.Kind == FloorTopUp && first == 0 {
			first = l.Seq
		}
		if l.Kind != Reversal {
			paid += l.Amount.Minor
		}
	}
	wanted, reason := e.FloorTopUp(rule, others, w)
	if wanted == paid {
		return nil
	}
	undone, err := r.undoneTopUps(p.ID, number, w)
	if err != nil || wanted == paid+undone {
		return err
	}
	paid += undone
	if put, err := r.putOff(partner, p, e, number, w.Last()); err != nil || put {
		return err
	}
	l := Line{Key: lineKey(keyFloor, int64(number)<<32|int64(p.ID), w.From, r.run), Partner: partner, Kind: FloorTopUp, Day: w.To - 1,
		Amount: money.New(wanted-paid, v.Terms.Currency), Agreement: p.ID, Version: v.ID,
		Rule: number, Window: w.From}
	if first != 0 {
		l.Kind, l.Reverses = TrueUp, first
		reason = terms.Reason{Label: e.FloorLabel(rule), Currency: v.Terms.Currency, Event: terms.OnRerated, Of: first, OfAmount: paid, Result: wanted}
	}
	r.again = false
	if err := r.count(e, &l); err != nil {
		return err
	}
	return r.add(&l, &reason, e.HoldDays(number))
}

// undoneTopUps is what a person voided of a window's top-ups: it is not posted again.
func (r *runner) undoneTopUps(a ID[Agreement], number int, w calendar.Period) (sum int64, err error) {
	if err := r.post.flush(); err != nil {
		return 0, err
	}
	q := Query{}.With(Is("agreement", fmt.Sprint(int64(a))), Is("state", string(VoidLine)), Is("kind", string(FloorTopUp), string(TrueUp)))
	return sum, r.t.Standings(q, func(l *LineRow) error {
		if l.Rule == number && l.Window == w.From && l.Day == w.Last() {
			sum += l.Amount.Minor
		}
		return nil
	})
}
