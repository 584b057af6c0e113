package terms

import (
	"rapport/app/calendar"
	"rapport/app/money"
)

// AsksFirst reports whether a rule looks at Event.First, so that callers need not find it out for nothing.
func (e *Engine) AsksFirst() bool {
	for i := range e.rules {
		if e.rules[i].Kind == PercentOnce {
			return true
		}
	}
	return false
}

// Measuring calls each with the tiered rules that count an event, and the window they count it in.
func (e *Engine) Measuring(ev *Event, each func(rule int, window calendar.Period)) {
	for i := range e.rules {
		r := &e.rules[i]
		if r.Kind == Tiered && r.on == ev.Kind && (r.on != Fee || r.earns == ev.FeeKind) && r.serves(ev.Service) {
			each(i+1, r.window.of(ev.Day))
		}
	}
}

// WindowOf is the window of a rule (of cap and floor for AllRules) that holds a day; none when it has none.
func (e *Engine) WindowOf(rule int, day calendar.Day) calendar.Period {
	if rule == AllRules {
		if e.limit.kind == "" {
			return calendar.Period{}
		}
		return e.limit.of(day)
	}
	if w := &e.rules[rule-1].window; e.rules[rule-1].Kind == Tiered {
		return w.of(day)
	}
	return calendar.Period{}
}

// Counts reports whether a tiered rule counts wins or acceptances, and not money.
func (e *Engine) Counts(rule int) bool { return e.rules[rule-1].on != Fee }

// Rerate is what a tiered rule pays when before was measured in the window, without the cap. base and invoiceBefore are
// of money; counts ignore them. Back-dated events use it to work later lines out again.
func (e *Engine) Rerate(rule int, before, base, invoiceBefore int64) (int64, money.Rate) {
	r := &e.rules[rule-1]
	if r.on != Fee {
		return r.steps[r.steps.at(before)].Flat, money.Rate{}
	}
	t := try{rule: r, before: before}
	e.climb(&t, &Event{Kind: Fee, Base: base, InvoiceBefore: invoiceBefore})
	return t.amount, t.rate
}
