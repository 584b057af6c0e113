package examples

import (
	"slices"
	"strings"

	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/terms"
)

// story is one example: its events are put to the engine one after another, and every amount is kept with its reason.
type story struct {
	e     *terms.Engine
	terms *terms.Terms
	facts facts
	sheet terms.Sheet
	total int64
	paid  []paid
	over  int    // how many lines a cap left nothing of
	why   string // the first reason for nothing
}

// paid is equal amounts of one rule, one after another.
type paid struct {
	rule   int
	event  string
	times  int
	each   int64
	reason terms.Reason
}

// start is when the agreement of the examples begins: a first of January, so that its periods and windows are whole.
const start calendar.Day = 739_617 // 1 January 2026

// fromStart is the terms with periods that run from the agreement's first day.
func fromStart(t terms.Terms) terms.Terms {
	t.Rules = slices.Clone(t.Rules)
	for i := range t.Rules {
		t.Rules[i].Start = 0
	}
	return t
}

// tell puts the events of an example to the engine.
func (s *story) tell(by By, amount int64) {
	switch by {
	case ByFees:
		s.referral()
		s.fee(amount)
		s.happens(&terms.Event{Kind: terms.Delivered, Quantity: 1})
		s.periods(0)
	case ByReferrals:
		for range amount {
			s.referral()
		}
	case ByServices:
		if amount > 0 {
			s.happens(&terms.Event{Kind: terms.Delivered, Quantity: amount})
		}
	case ByMonths:
		s.periods(int(amount))
	}
	s.floors()
}

// referral is accepted, met and won on one day.
func (s *story) referral() {
	for _, kind := range []terms.EventKind{terms.Accepted, terms.Meeting, terms.Won} {
		s.happens(&terms.Event{Kind: kind})
	}
}

// fee is invoiced, and received on the same day.
func (s *story) fee(base int64) {
	cost := money.MulDiv(base, supposedCost, 100, s.terms.Rounding)
	for _, kind := range []terms.FeeKind{terms.Invoiced, terms.Received} {
		s.happens(&terms.Event{Kind: terms.Fee, FeeKind: kind, Base: base, First: true, Cost: cost})
	}
}

// supposedCost is the cost of a fee in per cent, where the terms pay on the margin after the cost that is recorded with it.
const supposedCost = 60

// happens fills in the client that the terms are for, and pays all parts of an event.
func (s *story) happens(ev *terms.Event) {
	ev.Day, ev.Introduced, ev.WonOn = start, start, start
	who := &s.facts
	ev.Service, ev.ClientPerson, ev.Returning = who.service, who.when.Client == terms.Persons, who.when.Age == terms.ReturningClients
	ev.Person = who.when.Person
	if len(who.when.Tiers) > 0 {
		ev.PartnerTier = who.when.Tiers[0]
	}
	for part := range s.e.Parts() {
		var out terms.Result
		s.e.Pay(part, ev, &s.sheet, &out)
		s.keep(&out)
		if out.TrueUp != 0 && out.Up != nil {
			s.keep(&terms.Result{Rule: out.Rule, Amount: out.TrueUp, Reason: *out.Up})
		}
	}
}

// longest is how long the agreement runs to find the first period of every rule.
const longest = 24

// periods pays what falls due in the first months; without a number of months, the first period of every rule.
func (s *story) periods(months int) {
	until := start.AddMonths(longest) - 1
	if months > 0 {
		until = start.AddMonths(months) - 1
	}
	seen := map[int]bool{}
	_ = s.e.Dues(until, 0, func(d terms.Due) error {
		if months > 0 || !seen[d.Rule] {
			var out terms.Result
			s.e.PayDue(&d, &s.sheet, &out)
			s.keep(&out)
		}
		seen[d.Rule] = true
		return nil
	})
	if len(seen) == 0 && months > 0 {
		s.why = "no period is over yet"
	}
}

// floors tops up to the guaranteed minimum of the first window.
func (s *story) floors() {
	for _, rule := range s.e.Floors() {
		number := terms.AllRules
		if rule != terms.AllRules {
			number = terms.LimitOf(rule)
		}
		window, ok := s.e.FloorWindow(rule, start)
		if !ok {
			continue
		}
		amount, reason := s.e.FloorTopUp(rule, *s.sheet.Tally(number, window), window)
		if rule != terms.AllRules && s.terms.Floor != nil {
			all, _ := s.e.FloorWindow(terms.AllRules, start)
			s.sheet.Tally(terms.AllRules, all).Earned += amount
		}
		s.keep(&terms.Result{Rule: rule, Amount: amount, Reason: reason})
	}
}

// keep adds a result to what was paid.
func (s *story) keep(out *terms.Result) {
	if out.Amount == 0 {
		if s.why == "" && out.Reason.Event != "" && out.Posts() {
			s.why = nothing(&out.Reason)
		}
		if out.Nothing == terms.WhyCap {
			s.over++
		}
		return
	}
	s.total += out.Amount
	for i := range s.paid {
		p := &s.paid[i]
		if p.rule == out.Rule && p.event == out.Reason.Event && p.each == out.Amount && len(p.reason.Bands) == 0 {
			p.times++
			return
		}
	}
	s.paid = append(s.paid, paid{rule: out.Rule, event: out.Reason.Event, times: 1, each: out.Amount, reason: out.Reason})
}

// nothing is why a line pays nothing, as the explanation of the line says it.
func nothing(r *terms.Reason) string {
	for _, step := range r.Tree(nil) {
		if rest, ok := strings.CutPrefix(step.Text, "Nothing, because "); ok {
			return rest
		}
	}
	return ""
}

// whyNever is why terms that look at nothing never pay.
func whyNever(e *terms.Engine) string {
	var out terms.Result
	e.Pay(0, &terms.Event{Kind: terms.Won, Day: start, WonOn: start}, &terms.Sheet{}, &out)
	return "No money is ever paid: " + nothing(&out.Reason) + "."
}
