package app

import (
	"rapport/app/calendar"
	"rapport/app/terms"
)

// seat is an agreement under a draft.
type seat struct {
	course
	draft int
	pick  // of the draft; empty for the terms in force

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
		s.tell = func(day calendar.Day, amount int64) { p.sums(day, func(sum *ReplaySum) { sum.Paid[d] += amount }) }
		if err := p.endings(&s.course, p.partner, a, &s.pick, p.until); err != nil {
			return nil, err
		}
		s.begin()
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
		if w.rule != s.out.Rule {
			continue
		}
		measured := s.sheet.Tally(w.rule, use.engine.WindowOf(w.rule, day)).Measured
		if w.window != s.out.Window.From {
			w.window, w.reached = s.out.Window.From, 0
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

// ends works out what is left of what follows from no fact: services delivered, periods, and guaranteed amounts.
func (p *replayer) ends() error {
	a, err := p.account(p.partner)
	if err != nil {
		return err
	}
	plans := a.plans
	if p.alone != nil {
		plans = append(plans[:len(plans):len(plans)], p.alone.plan)
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
			if err := s.before(calendar.MustDate(9999, 12, 31) + 1); err != nil {
				return err
			}
		}
	}
	return nil
}
