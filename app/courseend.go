package app

import (
	"slices"

	"rapport/app/calendar"
	"rapport/app/terms"
)

// endings finds what follows from no fact of an agreement up to a day: under the terms in force each version what falls in its time, else all
// of it under the draft.
func (r *runner) endings(c *course, partner ID[Partner], a *plan, draft *pick, until calendar.Day) error {
	if draft.engine != nil {
		if err := r.endingsOf(c, a, draft, inTime{}, until); err != nil {
			return err
		}
		return r.delivered(c, partner, a, draft, until)
	}
	err := a.spoke(func(v *pick, in inTime) error { return r.endingsOf(c, a, v, in, until) })
	if err != nil {
		return err
	}
	return r.delivered(c, partner, a, nil, until)
}

// inTime is the days from one to before another, 0 open.
type inTime struct{ from, to calendar.Day }

func (in inTime) holds(day calendar.Day) bool { return day >= in.from && (in.to == 0 || day < in.to) }

// spoke calls each with every version that was in force, and its time.
func (p *plan) spoke(each func(v *pick, in inTime) error) error {
	for i := range p.Versions {
		v := &p.Versions[i]
		if v.State == VersionDraft {
			continue
		}
		e, err := p.engine(v)
		if err != nil {
			return err
		}
		in := inTime{from: v.Effective}
		if i == 0 {
			in.from = p.From
		}
		if i+1 < len(p.Versions) && p.Versions[i+1].State != VersionDraft {
			in.to = p.Versions[i+1].Effective
		}
		if err := each(&pick{plan: p, version: v, engine: e}, in); err != nil {
			return err
		}
	}
	return nil
}

func (r *runner) endingsOf(c *course, a *plan, v *pick, in inTime, until calendar.Day) error {
	e := v.engine
	if e.Asks().Periods {
		idle, err := r.suspensions(a)
		if err != nil {
			return err
		}
		err = e.Dues(until, a.To, func(d terms.Due) error {
			if !in.holds(d.Served.From) || !d.Over(r.t.today) {
				return nil
			}
			e.Rest(&d, idle)
			c.ends = append(c.ends, ending{d.Day, func() error { c.period(v, &d); return nil }})
			return nil
		})
		if err != nil {
			return err
		}
	}
	for _, rule := range e.Floors() {
		e.FloorsDue(rule, min(until, r.t.today-1), a.To, func(w calendar.Period) {
			if in.holds(w.Last()) {
				c.ends = append(c.ends, ending{w.Last(), func() error { c.topUp(v, rule, w); return nil }})
				// What is taken back later may count in a window that is over.
				c.ends = append(c.ends, ending{calendar.MustDate(9999, 12, 31), func() error { c.topUp(v, rule, w); return nil }})
			}
		})
	}
	return nil
}

// period pays a period.
func (c *course) period(v *pick, d *terms.Due) {
	key := slot{what: keyPeriod, of: int64(d.Whole.From), rule: d.Rule}
	if c.skip != nil && c.skip(key) {
		return
	}
	v.engine.PayDue(d, &c.sheet, &c.out)
	if c.out.Base == 0 && c.out.Nothing == "" {
		return
	}
	if c.tell != nil {
		c.tell(d.Day, c.out.Amount)
	}
	if c.reasons {
		reason := c.out.Reason
		c.keep(worked{slot: key, engine: v.engine, version: v.version.ID, day: d.Day,
			kind: Retainer, rule: d.Rule, window: d.Whole.From, Earned: terms.Earned{Amount: c.out.Amount, Base: c.out.Base}, reason: &reason})
	}
}

// floorNumber is under which number the lines of a floor count: those of a rule's own apart from what the rule earns.
func floorNumber(rule int) int {
	if rule == terms.AllRules {
		return rule
	}
	return terms.LimitOf(rule)
}

// topUp tops a window that is over up to the guaranteed amount. Asked again, it gives what has changed since.
func (c *course) topUp(v *pick, rule int, w calendar.Period) {
	number := floorNumber(rule)
	key := slot{what: keyFloor, of: int64(w.From), rule: number}
	if c.skip != nil && c.skip(key) {
		return
	}
	others := *c.sheet.Tally(number, w)
	others.Earned -= c.given[key]
	wanted, reason := v.engine.FloorTopUp(rule, others, w)
	more := wanted - c.given[key]
	if more == 0 {
		return
	}
	if c.given == nil {
		c.given = map[slot]int64{}
	}
	c.given[key] = wanted
	v.engine.Counted(number, w.Last(), 0, func(number int, in calendar.Period) {
		t := c.sheet.Tally(number, in)
		t.Earned, t.Last = t.Earned+more, max(t.Last, w.Last())
	})
	if c.tell != nil {
		c.tell(w.Last(), more)
	}
	if !c.reasons {
		return
	}
	top := worked{slot: key, engine: v.engine, version: v.version.ID, day: w.Last(), kind: FloorTopUp, rule: number, window: w.From,
		Earned: terms.Earned{Amount: wanted}, reason: &reason}
	if i := slices.IndexFunc(c.works, func(o worked) bool { return o.slot == key }); i >= 0 {
		c.works[i] = top
		return
	}
	c.keep(top)
}

// delivered finds the services that the partner delivered under an agreement.
func (r *runner) delivered(c *course, partner ID[Partner], a *plan, draft *pick, until calendar.Day) error {
	asks := draft != nil && draft.engine.Asks().Delivered
	for i := range a.Versions {
		asks = asks || a.Versions[i].Terms.Asks().Delivered
	}
	if !asks {
		return nil
	}
	list, err := r.t.Deliveries(partner)
	if err != nil {
		return err
	}
	account, err := r.account(partner)
	if err != nil {
		return err
	}
	gone := map[ID[Delivery]]bool{}
	for _, d := range list {
		gone[d.Reverses] = true
	}
	for _, d := range list {
		use := account.find(choice{day: d.Day, service: d.Service})
		switch {
		case d.Reverses != 0, gone[d.ID], d.Day > until, use != nil && use.plan.ID != a.ID, use == nil && slices.Contains(account.plans, a):
			continue
		case draft != nil:
			use = draft
		default:
			if use.engine, err = use.plan.engine(use.version); err != nil {
				return err
			}
		}
		j, err := r.jobOf(&d, use)
		if err != nil {
			return err
		}
		c.ends = append(c.ends, ending{d.Day, func() error { c.fact(use, j, nil); return nil }})
	}
	return nil
}

// jobOf makes services delivered ready for the engine.
func (r *runner) jobOf(d *Delivery, use *pick) (*job, error) {
	j := &job{pick: *use, delivery: true, fact: &PendingFact{Fact: Fact{ID: int64(d.ID), Day: d.Day}, Credited: d.Partner},
		event: terms.Event{Kind: terms.Delivered, Day: d.Day, End: use.plan.To, Service: d.Service, Quantity: d.Quantity}}
	j.given.Share = allOfIt
	var err error
	if use.engine.Asks().PartnerTier {
		j.event.PartnerTier, err = r.tierOn(d.Partner, d.Day)
	}
	return j, err
}
