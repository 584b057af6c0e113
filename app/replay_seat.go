package app

import (
	"rapport/app/calendar"
	"rapport/app/terms"
)

// seat is an agreement under a draft: what its rules have measured and paid so far.
type seat struct {
	draft int
	pick  // of the draft; empty for the terms in force
	sheet terms.Sheet

	watched *terms.Engine // whose steps these are
	steps   []steps
}

// steps are those of one rule, and how many of them the window at hand has reached.
type steps struct {
	rule    int
	window  calendar.Day
	reached int
	from    []int64 // as the rule measures
	tiers   []terms.Tier
}

// seatsOf gives the seats of an agreement, one for each draft; none of one in another currency.
func (p *replayer) seatsOf(a *plan) ([]*seat, error) {
	if list, known := p.seats[a]; known {
		return list, nil
	}
	if n := len(a.Versions); n > 0 && a.Versions[n-1].Terms.Currency != p.result.Currency {
		p.left[a.ID] = true
		p.seats[a] = nil
		return nil, nil
	}
	var list []*seat
	for d := range p.drafts {
		s := &seat{draft: d}
		if v := &p.drafts[d]; v.Terms.Currency != "" {
			e, err := terms.Compile(v.Terms, a.From)
			if err != nil {
				return nil, err
			}
			s.pick = pick{plan: a, version: v, engine: e}
		}
		list = append(list, s)
	}
	p.seats[a] = list
	return list, nil
}

// under is what pays in this seat: the draft, or what spoke for the fact.
func (s *seat) under(c *pick) *pick {
	if s.engine != nil {
		return &s.pick
	}
	return c
}

// watch notes the steps that a payment reaches.
func (s *seat) watch(p *replayer, use *pick, day calendar.Day) {
	if s.watched != use.engine {
		s.watched, s.steps = use.engine, stepsOf(&use.version.Terms, use.engine)
	}
	for i := range s.steps {
		w := &s.steps[i]
		if w.rule != p.out.Rule {
			continue
		}
		measured := s.sheet.Tally(w.rule, use.engine.WindowOf(w.rule, day)).Measured
		if w.window != p.out.Window.From {
			w.window, w.reached = p.out.Window.From, 0
		}
		for ; w.reached < len(w.from) && measured >= w.from[w.reached]; w.reached++ {
			if p.result.Months.Contains(day) {
				p.result.Crossings = append(p.result.Crossings, Crossing{Draft: s.draft, Partner: p.partner, Day: day, Rule: w.rule,
					From: w.tiers[w.reached].From, Counts: use.engine.Counts(w.rule)})
			}
		}
	}
}

// stepsOf are the steps above the first of tiered rules and bonuses.
func stepsOf(t *terms.Terms, e *terms.Engine) (all []steps) {
	for i := range t.Rules {
		r := &t.Rules[i]
		if r.Kind != terms.Tiered && r.Kind != terms.Bonus {
			continue
		}
		w := steps{rule: i + 1}
		for _, tier := range r.Tiers {
			if tier.From == 0 {
				continue
			}
			from := tier.From
			if r.Mode == terms.Retro && e.Counts(i+1) {
				from *= allOfIt // counted in parts of a credit
			}
			w.from, w.tiers = append(w.from, from), append(w.tiers, tier)
		}
		all = append(all, w)
	}
	return all
}

// ends works out what follows from no fact: services delivered, periods, and guaranteed amounts.
func (p *replayer) ends() error {
	a, err := p.account(p.partner)
	if err != nil {
		return err
	}
	plans := a.plans
	if p.alone != nil {
		plans = append(plans[:len(plans):len(plans)], p.alone.plan)
	}
	if err := p.deliveries(a, plans); err != nil {
		return err
	}
	for _, a := range plans {
		if p.ask.Agreement != 0 && a.ID != p.ask.Agreement {
			continue
		}
		seats, err := p.seatsOf(a)
		if err != nil {
			return err
		}
		for _, s := range seats {
			if err := p.endsOf(s, a); err != nil {
				return err
			}
		}
	}
	return nil
}

// endsOf pays periods and guaranteed amounts of a seat: a draft all of them, the terms in force each version those that begin in its time.
func (p *replayer) endsOf(s *seat, a *plan) error {
	if s.engine != nil {
		if err := p.dues(s, a, s.engine, 0, 0); err != nil {
			return err
		}
		p.guarantee(s, a, s.engine)
		return nil
	}
	for i := range a.Versions {
		v := &a.Versions[i]
		if v.State == VersionDraft {
			continue
		}
		e, err := a.engine(v)
		if err != nil {
			return err
		}
		from, to := a.inEffect(i)
		if err := p.dues(s, a, e, from, to); err != nil {
			return err
		}
	}
	v, ok := a.At(p.until)
	if !ok {
		return nil
	}
	e, err := a.engine(&v)
	if err == nil {
		p.guarantee(s, a, e)
	}
	return err
}

// dues pays the periods that are due and begin from one day to before another, 0 open.
func (p *replayer) dues(s *seat, a *plan, e *terms.Engine, from, to calendar.Day) error {
	if a.State == AgreementSuspended {
		return nil
	}
	return e.Dues(p.until, a.To, func(d terms.Due) error {
		if d.Served.From < from || to != 0 && d.Served.From >= to || !d.Over(p.t.today) {
			return nil
		}
		e.PayDue(&d, &s.sheet, &p.out)
		p.sums(d.Day, func(sum *ReplaySum) { sum.Paid[s.draft] += p.out.Amount })
		return nil
	})
}

// guarantee tops the windows that are over up to the guaranteed amount.
func (p *replayer) guarantee(s *seat, a *plan, e *terms.Engine) {
	for _, rule := range e.Floors() {
		number := rule
		if rule != terms.AllRules {
			number = terms.LimitOf(rule)
		}
		e.FloorsDue(rule, min(p.until, p.t.today-1), a.To, func(w calendar.Period) {
			amount, _ := e.FloorTopUp(rule, *s.sheet.Tally(number, w), w)
			e.Counted(number, w.Last(), 0, func(number int, w calendar.Period) { s.sheet.Tally(number, w).Earned += amount })
			p.sums(w.Last(), func(sum *ReplaySum) { sum.Paid[s.draft] += amount })
		})
	}
}

// deliveries pays the services that the partner delivered, where terms ask for them.
func (p *replayer) deliveries(a *account, plans []*plan) error {
	asks := p.alone == nil && len(plans) == 0
	for i := range p.drafts {
		t := &p.drafts[i].Terms
		asks = asks || t.Asks().Delivered
	}
	for _, o := range a.plans {
		for i := range o.Versions {
			asks = asks || o.Versions[i].Terms.Asks().Delivered
		}
	}
	if !asks {
		return nil
	}
	list, err := p.t.Deliveries(p.partner)
	for i := range list {
		if err == nil && list[i].Day <= p.until {
			err = p.delivery(a, &list[i])
		}
	}
	return err
}

func (p *replayer) delivery(a *account, d *Delivery) error {
	c := a.find(choice{day: d.Day, service: d.Service})
	if c == nil {
		c = p.alone
	}
	if c == nil || p.ask.Agreement != 0 && c.plan.ID != p.ask.Agreement {
		return nil
	}
	seats, err := p.seatsOf(c.plan)
	if err == nil && c.version != nil {
		c.engine, err = c.plan.engine(c.version)
	}
	if err != nil {
		return err
	}
	f := &PendingFact{Fact: Fact{Day: d.Day}}
	for _, s := range seats {
		use := s.under(c)
		if use.engine == nil {
			continue
		}
		ev := terms.Event{Kind: terms.Delivered, Day: d.Day, End: c.plan.To, Service: d.Service, Quantity: d.Quantity}
		if use.engine.Asks().PartnerTier {
			if ev.PartnerTier, err = p.tierOn(p.partner, d.Day); err != nil {
				return err
			}
		}
		for part := range use.engine.Parts() {
			use.engine.PayAmount(part, &ev, &s.sheet, &p.out)
			p.earn(s, use, f)
		}
	}
	return nil
}
