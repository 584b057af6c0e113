package app

import (
	"cmp"
	"slices"

	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/terms"
)

// periods posts what is due of retainers and fixed fees by period. A version pays the periods that begin while it is in effect; of those in
// which the agreement was suspended a line says so.
func (r *runner) periods(partner ID[Partner], p *plan) error {
	return p.spoke(func(v *pick, in inTime) error {
		if !v.engine.Asks().Periods {
			return nil
		}
		idle, err := r.suspensions(p)
		if err != nil {
			return err
		}
		return v.engine.Dues(r.until, p.To, func(d terms.Due) error {
			if !in.holds(d.Served.From) || !d.Over(r.t.today) {
				return nil
			}
			v.engine.Rest(&d, idle)
			return r.period(partner, v, &d)
		})
	})
}

// period posts what is still to be paid of one period: all of it at first, later what the agreement's end has changed.
func (r *runner) period(partner ID[Partner], c *pick, d *terms.Due) error {
	p, v, e := c.plan, c.version, c.engine
	book := tallyBook{r: r, agreement: p.ID}
	if paid := book.Tally(d.Rule, d.Whole); book.err != nil || paid.Measured == d.Amount && (d.Amount != 0 || paid.Last != 0) {
		return book.err
	}
	if put, err := r.putOff(partner, p, e, d.Rule, d.Day); err != nil || put {
		return err
	}
	r.out = terms.Result{}
	e.PayDue(d, &book, &r.out)
	if book.err != nil || r.out.Base == 0 && r.out.Nothing == "" {
		return book.err
	}
	l := Line{Key: lineKey(keyPeriod, int64(d.Rule)<<32|int64(p.ID), d.Whole.From, r.run), Partner: partner, Kind: Retainer, Day: d.Day,
		Amount: money.New(r.out.Amount, v.Terms.Currency), Base: r.out.Base, Agreement: p.ID, Version: v.ID, Rule: d.Rule, Window: d.Whole.From}
	if r.out.Reason.OfBase != 0 { // corrects what was posted for the period before
		lines, err := r.t.LinesOfWindow(p.ID, d.Rule, d.Whole.From)
		if err != nil {
			return err
		}
		if len(lines) > 0 {
			l.Kind, l.Reverses = TrueUp, lines[0].Seq
		}
	}
	r.again = false
	return r.add(&l, &r.out.Reason, e.HoldDays(d.Rule))
}

// suspensions are the days on which an agreement was suspended, a span for each time.
func (r *runner) suspensions(p *plan) ([]calendar.Period, error) {
	steps, err := r.t.Steps(KindAgreement, int64(p.ID))
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(steps, func(a, b Step) int { return cmp.Compare(a.Day, b.Day) })
	var out []calendar.Period
	var since calendar.Day
	for _, s := range steps {
		switch {
		case s.To == string(AgreementSuspended):
			since = s.Day
		case since != 0:
			if s.Day > since {
				out = append(out, calendar.Period{From: since, To: s.Day})
			}
			since = 0
		}
	}
	if since != 0 {
		out = append(out, calendar.Period{From: since, To: calendar.MustDate(9999, 12, 31) + 1})
	}
	return out, nil
}
