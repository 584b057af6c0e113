package terms

import (
	"slices"

	"rapport/app/calendar"
	"rapport/app/money"
)

// Measuring calls each with the tiered rules of a part that count an event, and the window they count it in. Rules that pay by the total of
// a window are not among them: late or early, an event makes the same difference to it.
func (e *Engine) Measuring(part int, ev *Event, each func(rule int, window calendar.Period)) {
	for i := range e.rules {
		r := &e.rules[i]
		if part > 0 && e.adding[part-1] != i || part == 0 && r.beside() {
			continue
		}
		if r.Kind == Tiered && r.Mode != Retro && r.on == ev.Kind && (r.on != Fee || r.earns == ev.FeeKind) && r.applies(ev) {
			each(i+1, r.window.of(ev.Day))
		}
	}
}

// WindowOf is the window of a rule (of cap and floor for AllRules) that holds a day; none when it has none.
func (e *Engine) WindowOf(rule int, day calendar.Day) calendar.Period {
	r := e.rule(rule)
	switch {
	case r == nil && e.limit.kind == "":
	case r == nil:
		return e.limit.of(day)
	case rule > mostRules && r.limit.kind != "":
		return r.limit.of(day)
	case rule <= mostRules && r.windowed():
		return r.window.of(day)
	}
	return calendar.Period{}
}

// rule is the rule of a number, of LimitOf a rule that rule; nil for AllRules.
func (e *Engine) rule(number int) *rule {
	switch {
	case number == AllRules:
		return nil
	case number > mostRules:
		number -= mostRules + 1
	}
	return &e.rules[number-1]
}

// Counts reports whether a rule counts wins or acceptances, and not money.
func (e *Engine) Counts(rule int) bool {
	r := e.rule(rule)
	return r != nil && rule <= mostRules && r.on != Fee && r.windowed()
}

// ByPeriod reports whether a rule is paid by period, and follows no event.
func (e *Engine) ByPeriod(rule int) bool { return rule != AllRules && e.rule(rule).Every != "" }

// Rerate is what a tiered rule pays for a line with the reason was when before was measured in the window, without the caps.
// Back-dated events use it to work later lines out again.
func (e *Engine) Rerate(rule int, before, base int64, was *Reason) (int64, money.Rate) {
	t := e.again(rule, before, base, was)
	return t.amount, t.rate
}

func (e *Engine) again(rule int, before, base int64, was *Reason) try {
	t := try{rule: &e.rules[rule-1], before: before, base: base, prior: was.Before0}
	e.climb(&t, &Event{Kind: t.rule.on, Share: was.Share, ShareBefore: was.Share0})
	return t
}

// RuleCapped is what a rule's own cap leaves of a further amount; own is the tally of LimitOf the rule.
func (e *Engine) RuleCapped(rule int, own *Tally, amount int64) int64 {
	r := e.rule(rule)
	if r == nil || r.Cap == nil || amount <= 0 {
		return amount
	}
	return min(amount, max(0, r.Cap.Amount-own.Earned))
}

// Capped is what the cap leaves of a further amount.
func (e *Engine) Capped(all *Tally, amount int64) int64 {
	if e.terms.Cap == nil || amount <= 0 {
		return amount
	}
	return min(amount, max(0, e.terms.Cap.Amount-all.Earned))
}

// Rerated is the reason of a true-up: line number of, with the reason was, as its tiered rule pays it when before was
// measured in the window. now is the result that the line and earlier true-ups say. It gives the rate too.
func (e *Engine) Rerated(rule int, of int64, was *Reason, before, now int64) (Reason, money.Rate) {
	t := e.again(rule, before, was.Base, was)
	again := Reason{Label: was.Label, Currency: was.Currency, Event: OnRerated, Window: was.Window, Before: before, After: before + t.adds,
		Of: of, OfBase: was.Base, OfAmount: now, Result: t.amount, Share: was.Share, Share0: was.Share0}
	if t.rule.on != Fee {
		return again, money.Rate{}
	}
	again.Base, again.Before0 = was.Base, was.Before0
	if was.Base != 0 {
		again.Bands = t.bands(was.Base, e.terms.Currency.Digits())
		e.explainRounding(&t, &again)
	}
	return again, t.rate
}

// Competes reports whether two rules can look at the same event, so that a line's Losers may have measured it as well.
func (e *Engine) Competes() bool {
	for i := range e.rules {
		for _, o := range e.rules[:i] {
			if r := &e.rules[i]; !r.beside() && !o.beside() && r.on == o.on && (r.on != Fee || r.earns == o.earns) {
				return true
			}
		}
	}
	return false
}

// Rounding is how the terms round.
func (e *Engine) Rounding() money.Mode { return e.terms.Rounding }

// HasCap reports whether the terms, or one of their rules, pay at most so much in a window.
func (e *Engine) HasCap() bool {
	return e.terms.Cap != nil || slices.ContainsFunc(e.terms.Rules, func(r Rule) bool { return r.Cap != nil })
}

// HoldDays is how long a line of a rule is held.
func (e *Engine) HoldDays(rule int) int {
	if r := e.rule(rule); r != nil && r.HoldDays != nil {
		return *r.HoldDays
	}
	return e.terms.HoldDays
}

// LimitNumber is LimitOf a rule, also of the number of its own floor.
func (e *Engine) LimitNumber(rule int) int { return LimitOf(e.rule(rule).no) }

// Kind is what a rule pays for; nothing for AllRules.
func (e *Engine) Kind(rule int) Kind {
	if rule == AllRules || rule > mostRules {
		return ""
	}
	return e.rules[rule-1].Kind
}

// RuleLabel is a rule in words, as its lines keep it; nothing for AllRules.
func (e *Engine) RuleLabel(rule int) string {
	if r := e.rule(rule); r != nil {
		return r.label
	}
	return ""
}
