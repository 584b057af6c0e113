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

// Capped is what the cap leaves of a further amount.
func (e *Engine) Capped(all *Tally, amount int64) int64 {
	if e.terms.Cap == nil || amount <= 0 {
		return amount
	}
	return min(amount, max(0, e.terms.Cap.Amount-all.Earned))
}

// MeasuredBy is what a line added to the measure of its tiered rule.
func (e *Engine) MeasuredBy(rule int, base int64, earning bool) int64 {
	if e.Counts(rule) && earning {
		return 1
	}
	return base
}

// Rerated is the reason of a true-up: line number of, with the reason was, as its tiered rule pays it when before was
// measured in the window. now is the result that the line and earlier true-ups say. It gives the rate too.
func (e *Engine) Rerated(rule int, of int64, was *Reason, before, now int64) (Reason, money.Rate) {
	r := &e.rules[rule-1]
	again := Reason{Label: was.Label, Currency: was.Currency, Event: OnRerated, Window: was.Window, Before: before, After: before + 1,
		Of: of, OfBase: was.Base, OfAmount: now}
	if r.on != Fee {
		again.Result, _ = e.Rerate(rule, before, 0, 0)
		return again, money.Rate{}
	}
	ev := Event{Kind: Fee, Base: was.Base, InvoiceBefore: was.Before0}
	t := try{rule: r, before: before}
	e.climb(&t, &ev)
	again.Base, again.Before0, again.After, again.Result = was.Base, was.Before0, before+was.Base, t.amount
	if was.Base != 0 {
		again.Bands = t.bands(was.Base, e.terms.Currency.Digits())
		e.explainRounding(&t, &ev, &again)
	}
	return again, t.rate
}

// Competes reports whether two rules can look at the same event, so that a line's Losers may have measured it as well.
func (e *Engine) Competes() bool {
	for i := range e.rules {
		for _, o := range e.rules[:i] {
			if r := &e.rules[i]; r.on == o.on && (r.on != Fee || r.earns == o.earns) {
				return true
			}
		}
	}
	return false
}

// Rounding is how the terms round.
func (e *Engine) Rounding() money.Mode { return e.terms.Rounding }

// FloorLabel is the guaranteed amount in words.
func (e *Engine) FloorLabel() string {
	return "at least " + e.show(e.terms.Floor.Amount) + each(e.terms.Floor.Window)
}

// HasCap reports whether the terms pay at most so much in a window.
func (e *Engine) HasCap() bool { return e.terms.Cap != nil }

// RuleLabel is a rule in words, as its lines keep it; nothing for AllRules.
func (e *Engine) RuleLabel(rule int) string {
	if rule == AllRules {
		return ""
	}
	return e.rules[rule-1].label
}
