package terms

import "rapport/app/money"

// A bonus, and tiers at a cliff with true-up, pay by what a window has measured in all. What is due on a total is worked out
// from nothing, and an event pays the difference that it makes. So the order of the events changes no sum, and what is taken
// back lowers the same window's total: all of it taken back leaves nothing.

// bySum tells whether a rule pays by the total of a window.
func (r *Rule) bySum() bool { return r.Kind == Bonus || r.Kind == Tiered && r.Mode == Retro }

// Measures says in words what a rule keeps count of in a window, nothing when it keeps none: rules of two versions of an agreement that have the
// same number count on where these are the same.
func (r *Rule) Measures() string {
	switch {
	case r.Every != "":
		return "periods"
	case r.bySum():
		return "totals of a window"
	case r.Kind == Tiered:
		return "tiers"
	case r.Kind == Milestone && r.On == AtNth:
		return "referrals"
	}
	return ""
}

// PaysBySum reports whether a rule pays by the total of its window: its lines are never re-rated, and are taken back by Lower.
func (e *Engine) PaysBySum(rule int) bool {
	return rule > 0 && rule <= mostRules && e.rules[rule-1].bySum()
}

// TruesUp reports whether a rule pays all that its window has measured at the step that the total reaches: what one event comes to then
// changes the others.
func (e *Engine) TruesUp(rule int) bool { return e.PaysBySum(rule) && e.rules[rule-1].Kind == Tiered }

// bonus pays for the steps that an event reaches.
func (e *Engine) bonus(t *try, ev *Event, book Book) {
	r := t.rule
	t.tally = book.Tally(r.no, r.window.of(ev.Day))
	t.before, t.adds = t.tally.Measured, t.base
	if ev.Kind != Fee {
		t.adds = 1
	}
	m := e.terms.Rounding
	t.amount = r.bonusDue(plus(t.before, t.adds), m) - r.bonusDue(t.before, m)
	if t.amount == 0 {
		t.none = WhyStep
	}
}

// bonusDue is the bonus on the total of a window.
func (r *rule) bonusDue(total int64, m money.Mode) (due int64) {
	for i := len(r.Tiers) - 1; i >= 0; i-- {
		t := &r.Tiers[i]
		if total < t.From {
			continue
		}
		if t.Flat != 0 {
			due = plus(due, t.Flat)
		} else {
			due = plus(due, t.Rate.Of(total, m))
		}
		if r.Mode == Cliff {
			return due
		}
	}
	return due
}

// reached is the highest step of a bonus at or below a total, and the one after it; 0 where there is none.
func (r *rule) reached(total int64) (step, next int64) {
	for _, t := range r.Tiers {
		if total < t.From {
			return step, t.From
		}
		step = t.From
	}
	return step, 0
}

// climbBack pays an event at the step that the window reaches with it, and trues up all that the window measured before.
// Counts are of whole credits in basis points, so that a divided referral is trued up by its share.
func (e *Engine) climbBack(t *try, ev *Event) {
	t.adds = t.base
	if ev.Kind != Fee {
		t.adds = ev.credit()
	}
	after := plus(t.before, t.adds)
	m := e.terms.Rounding
	now, was := t.rule.step(after), t.rule.step(t.before)
	t.amount = t.rule.at(now, after, m) - t.rule.at(now, t.before, m)
	t.more = t.rule.at(now, t.before, m) - t.rule.at(was, t.before, m)
	t.rate, t.step, t.was = t.rule.steps[now].Rate, now, was
}

// step is the tier that pays for a total.
func (r *rule) step(total int64) int {
	if r.on == Fee {
		return r.steps.at(total)
	}
	return r.steps.at(max(0, (total-1)/allOfIt))
}

// at is what a total pays wholly in one tier.
func (r *rule) at(step int, total int64, m money.Mode) int64 {
	if r.on == Fee {
		return r.steps[step].Rate.Of(total, m)
	}
	return money.MulDiv(r.steps[step].Flat, total, allOfIt, m)
}

// credit is the part of a referral that an event's partner is credited with, in basis points.
func (ev *Event) credit() int64 {
	if ev.Share == 0 {
		return allOfIt
	}
	return ev.Share
}

// due is what a rule that pays by sums pays on the total of a window.
func (r *rule) due(total int64, m money.Mode) int64 {
	if r.Kind == Bonus {
		return r.bonusDue(total, m)
	}
	return r.at(r.step(total), total, m)
}

// Lowered is the reason of what Lower takes back, beside what the caller knows of the line it takes back of.
func (e *Engine) Lowered(rule int, tally Tally, base int64, r *Reason) {
	of, m := &e.rules[rule-1], e.terms.Rounding
	r.Before, r.After, r.Counts = tally.Measured, tally.Measured-base, of.on != Fee
	r.Due0, r.Due1 = of.due(r.Before, m), of.due(r.After, m)
	r.Result = e.Lower(rule, tally, base)
}

// Lower is what taking base (a positive amount) off the window of a rule that pays by sums takes back, never more than the window
// has paid; where rates fall, it may pay instead. Under a cap, it takes what is paid above what is due on the rest.
// The caller takes base off Measured and adds the amount to Earned.
func (e *Engine) Lower(rule int, tally Tally, base int64) int64 {
	r, m := &e.rules[rule-1], e.terms.Rounding
	rest := r.due(tally.Measured-base, m)
	if r.Cap != nil || e.terms.Cap != nil {
		return min(0, max(0, rest)-tally.Earned)
	}
	by := rest - r.due(tally.Measured, m)
	return max(by, min(0, -tally.Earned))
}
