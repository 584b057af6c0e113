package app

import (
	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/terms"
)

// floors posts the top-up of every guaranteed amount whose window is over and was not reached.
func (r *runner) floors(partners []ID[Partner]) error {
	for _, partner := range partners {
		a, err := r.account(partner)
		if err != nil {
			return err
		}
		for _, p := range a.plans {
			v, ok := p.At(r.until)
			if !ok || v.Terms.Floor == nil {
				continue
			}
			if err := r.floor(partner, p, &v); err != nil {
				return err
			}
		}
	}
	return nil
}

func (r *runner) floor(partner ID[Partner], p *plan, v *AgreementVersion) error {
	e, err := p.engine(v)
	if err != nil {
		return err
	}
	over := min(r.until, r.t.today-1) // the last day of a window has to be over
	for day := p.From; day <= over && (p.To == 0 || day <= p.To); {
		w := e.WindowOf(terms.AllRules, day)
		if w.To > over+1 || w.To <= day {
			return nil
		}
		if err := r.topUp(partner, p, v, e, w); err != nil {
			return err
		}
		day = w.To
	}
	return nil
}

// topUp posts what a finished window lacks to its guaranteed amount; what came in late since is trued up.
func (r *runner) topUp(partner ID[Partner], p *plan, v *AgreementVersion, e *terms.Engine, w calendar.Period) error {
	var failed error
	k := r.tally(p.ID, terms.AllRules, w.From, &failed)
	if failed != nil {
		return failed
	}
	lines, err := r.t.LinesOfWindow(p.ID, terms.AllRules, w.From)
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
	wanted, reason := e.FloorTopUp(others, w)
	if wanted == paid {
		return nil
	}
	l := Line{Key: lineKey(keyFloor, p.ID, w.From, r.run), Partner: partner, Kind: FloorTopUp, Day: w.To - 1,
		Amount: money.New(wanted-paid, v.Terms.Currency), Agreement: p.ID, Version: v.ID, Window: w.From}
	if first != 0 {
		l.Kind, l.Reverses = TrueUp, first
		reason = terms.Reason{Label: e.FloorLabel(), Currency: v.Terms.Currency, Event: terms.OnRerated, Of: first, OfAmount: paid, Result: wanted}
	}
	k.Earned, k.dirty, r.again = k.Earned+wanted-paid, true, false
	return r.add(&l, &reason, v.Terms.HoldDays)
}
