package app

import (
	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/terms"
)

// periods posts what is due of retainers and fixed fees by period. A version pays the periods that begin while it is in effect; while an
// agreement is suspended its periods wait.
func (r *runner) periods(partner ID[Partner], p *plan) error {
	if p.State == AgreementSuspended {
		return nil
	}
	for i := range p.Versions {
		v := &p.Versions[i]
		if v.State == VersionDraft {
			continue
		}
		e, err := p.engine(v)
		if err != nil {
			return err
		}
		if !e.Asks().Periods {
			continue
		}
		from, to := p.inEffect(i)
		err = e.Dues(r.until, p.To, func(d terms.Due) error {
			if d.Served.From < from || to != 0 && d.Served.From >= to || !d.Over(r.t.today) {
				return nil
			}
			return r.period(partner, p, v, e, &d)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// inEffect is from which day on a version speaks, and the day on which the next one begins to, 0 none.
func (p *plan) inEffect(i int) (from, to calendar.Day) {
	if from = p.Versions[i].Effective; i == 0 {
		from = p.From
	}
	if i+1 < len(p.Versions) && p.Versions[i+1].State != VersionDraft {
		to = p.Versions[i+1].Effective
	}
	return from, to
}

// period posts what is still to be paid of one period: all of it at first, later what the agreement's end has changed.
func (r *runner) period(partner ID[Partner], p *plan, v *AgreementVersion, e *terms.Engine, d *terms.Due) error {
	book := tallyBook{r: r, agreement: p.ID}
	r.out = terms.Result{}
	e.PayDue(d, &book, &r.out)
	if book.err != nil || r.out.Base == 0 {
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
