package terms

import (
	"slices"

	"rapport/app/calendar"
	"rapport/app/money"
)

// Place is where something is counted: the number of a rule, of LimitOf one or AllRules, and a window.
type Place struct {
	Number int
	Window calendar.Period
}

// Measuring appends all that decides, by what it has measured and paid before, what a part of an event pays: tiers, counts and caps, and the
// window of each that the event is in. What comes after the event in one of these may pay otherwise because of it.
func (e *Engine) Measuring(part int, ev *Event, dst []Place) []Place {
	for i := range e.rules {
		r := &e.rules[i]
		if part > 0 && e.adding[part-1] != i || part == 0 && r.beside() {
			continue
		}
		if r.on == ev.Kind && (r.on != Fee || r.earns == ev.FeeKind) && r.applies(ev) {
			dst = e.ordered(r, ev.Day, dst)
		}
	}
	return dst
}

// Ordered is Measuring for what is paid or taken back on a day by a rule of its own accord: a refund, a period, a guaranteed amount.
func (e *Engine) Ordered(rule int, day calendar.Day, dst []Place) []Place {
	if r := e.rule(rule); r != nil {
		return e.ordered(r, day, dst)
	}
	if e.terms.Cap != nil {
		dst = append(dst, Place{AllRules, e.limit.of(day)})
	}
	return dst
}

func (e *Engine) ordered(r *rule, day calendar.Day, dst []Place) []Place {
	if r.windowed() && !r.anyOrder {
		dst = append(dst, Place{r.no, r.window.of(day)})
	}
	if r.Cap != nil {
		dst = append(dst, Place{LimitOf(r.no), r.limit.of(day)})
	}
	if e.terms.Cap != nil {
		dst = append(dst, Place{AllRules, e.limit.of(day)})
	}
	return dst
}

// InAnyOrder reports whether a rule pays the same in all in whatever order its events come: by the total of a window, where it competes with no
// other rule, and no cap or guaranteed amount looks at parts of that total.
func (e *Engine) InAnyOrder(rule int) bool {
	return e.PaysBySum(rule) && e.rule(rule).anyOrder
}

// contested tells whether another rule can look at the same event and win it.
func (e *Engine) contested(r *rule) bool {
	return !r.beside() && slices.ContainsFunc(e.rules, func(o rule) bool {
		return o.no != r.no && !o.beside() && r.on == o.on && (r.on != Fee || r.earns == o.earns)
	})
}

// Competes reports whether two rules can look at the same event, so that a line's Losers may have measured it as well.
func (e *Engine) Competes() bool {
	return slices.ContainsFunc(e.rules, func(r rule) bool { return e.contested(&r) })
}

// Coupled reports whether what one referral pays may depend on the others of the agreement: by tiers, counts or a cap.
func (e *Engine) Coupled() bool {
	return e.HasCap() || slices.ContainsFunc(e.rules, func(r rule) bool { return r.windowed() })
}

// HasCap reports whether the terms, or one of their rules, pay at most so much in a window.
func (e *Engine) HasCap() bool { return e.capped }

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

// Has reports whether the terms have the rule of a number, or that whose limit it is of.
func (e *Engine) Has(rule int) bool {
	if rule > mostRules {
		rule -= mostRules + 1
	}
	return rule <= len(e.rules)
}

// PartRule is the rule that a part of an event is for; 0 for the part in which rules compete.
func (e *Engine) PartRule(part int) int {
	if part == 0 {
		return 0
	}
	return e.adding[part-1] + 1
}

// Counts reports whether a rule counts wins or acceptances, and not money.
func (e *Engine) Counts(rule int) bool {
	r := e.rule(rule)
	return r != nil && rule <= mostRules && r.on != Fee && r.windowed()
}

// Plain reports whether all that later events of the agreement ask of a line is its amount and base, which PayAmount gives as well: no rule counts
// wins or acceptances, and none posts a true-up beside its line.
func (e *Engine) Plain() bool { return e.plain }

// ByPeriod reports whether a rule is paid by period, and follows no event.
func (e *Engine) ByPeriod(rule int) bool {
	return rule != AllRules && rule <= mostRules && e.rule(rule).Every != ""
}

// Rounding is how the terms round.
func (e *Engine) Rounding() money.Mode { return e.terms.Rounding }

// HoldDays is how long a line of a rule is held.
func (e *Engine) HoldDays(rule int) int {
	if r := e.rule(rule); r != nil && r.HoldDays != nil {
		return *r.HoldDays
	}
	return e.terms.HoldDays
}

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
