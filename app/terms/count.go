package terms

import (
	"math"

	"rapport/app/calendar"
)

// limitRule cuts what a rule would pay to what its own cap leaves, its true-up after its amount.
func (e *Engine) limitRule(t *try, day calendar.Day, book Book) {
	r := t.rule
	if r.limit.kind == "" || t.why != "" {
		return
	}
	t.own = book.Tally(LimitOf(r.no), r.limit.of(day))
	if r.Cap == nil {
		return
	}
	left := max(0, r.Cap.Amount-t.own.Earned)
	t.cut = max(0, t.amount-left)
	t.amount -= t.cut
	t.more = min(t.more, max(0, left-t.amount))
}

// count adds the event to the tallies and applies the cap: order of the two is cap, then floor.
func (e *Engine) count(ev *Event, book Book, d *deal, out *Result) {
	best := d.best
	if e.limit.kind != "" {
		out.Window = e.limit.of(ev.Day)
		all := book.Tally(AllRules, out.Window)
		d.left = math.MaxInt64
		if e.terms.Cap != nil && best.why == "" {
			d.left = max(0, e.terms.Cap.Amount-all.Earned)
			d.cut = max(0, out.Amount-d.left)
			out.Amount -= d.cut
			out.TrueUp = min(out.TrueUp, max(0, d.left-out.Amount))
		}
		all.Earned, all.Last = plus(plus(all.Earned, out.Amount), out.TrueUp), max(all.Last, ev.Day)
	}
	for i := range e.tries {
		if t := &e.tries[i]; t.tally != nil && t != best {
			t.tally.Measured, t.tally.Last = plus(t.tally.Measured, t.adds), max(t.tally.Last, ev.Day)
		}
	}
	if t := best.tally; t != nil {
		t.Measured, t.Last = plus(t.Measured, best.adds), max(t.Last, ev.Day)
		t.Earned = plus(plus(t.Earned, out.Amount), out.TrueUp)
		out.Window = best.rule.window.span
	}
	if t := best.own; t != nil {
		t.Earned, t.Last = plus(plus(t.Earned, out.Amount), out.TrueUp), max(t.Last, ev.Day)
	}
	if out.Amount == 0 && out.Nothing == "" {
		out.Nothing = best.zero(ev, d.cut+best.cut)
	}
}

// Counted calls each with everything that a line of a rule counts in, beside what it measures: the window of the agreement's cap and floor, that
// of the rule's tiers, and that of its own cap and floor, which hold day. of is the window that the line names; a rule that pays by
// the total of a window stays in it.
func (e *Engine) Counted(rule int, day, of calendar.Day, each func(number int, window calendar.Period)) {
	if day < e.start {
		return
	}
	if e.limit.kind != "" {
		each(AllRules, e.limit.of(day))
	}
	r := e.rule(rule)
	switch {
	case r == nil:
		return
	case rule > mostRules: // the guaranteed minimum of the rule
	case r.Every != "" && of != 0: // the period it is of
		each(rule, calendar.Period{From: of, To: of + 1})
	case r.windowed():
		in := day
		if r.bySum() && of != 0 {
			in = max(of, e.start) // a window may begin before the agreement
		}
		each(rule, r.window.of(in))
	}
	if r.limit.kind != "" {
		each(LimitOf(r.no), r.limit.of(day))
	}
}

// windowed tells whether a rule measures in a window.
func (r *rule) windowed() bool {
	return r.Kind == Tiered || r.Kind == Bonus || r.Kind == Milestone && r.On == AtNth
}
