package terms

import (
	"strconv"

	"rapport/app/money"
)

// exampleFee is the fee that examples are worked out for: 10,000 of the currency.
func (t *Terms) exampleFee() int64 {
	fee := int64(10_000)
	for range t.Currency.Digits() {
		fee *= 10
	}
	return fee
}

// checkWhole refuses plans that as a whole pay more than the fees they are paid of.
func (t *Terms) checkWhole() error {
	fee := t.exampleFee()
	if pays := t.mostOf(fee); pays > fee {
		return wrong("rules", "Together the rules pay up to "+t.show(pays)+" of a fee of "+t.show(fee)+".",
			"Lower a percentage, or let the rules compete instead of adding up.")
	}
	return nil
}

// mostOf is the most that the percentages of all rules together pay of a fee: the highest of those that compete, and all that add.
func (t *Terms) mostOf(fee int64) (pays int64) {
	var best int64
	for i := range t.Rules {
		r := &t.Rules[i]
		if r.trigger() != Fee || r.Kind == Milestone {
			continue
		}
		of := r.mostRate(fee)
		if r.beside() {
			pays += of
		} else {
			best = max(best, of)
		}
	}
	return pays + best
}

func (r *Rule) mostRate(fee int64) int64 {
	most := r.Rate.Of(fee, money.HalfUp)
	var steps int64
	for _, t := range r.Tiers {
		of := t.Rate.Of(fee, money.HalfUp)
		most, steps = max(most, of), steps+of
	}
	if r.Kind == Bonus && r.Mode == Marginal {
		return steps
	}
	return most
}

// Warning is something in terms that is allowed, and that people should know before they sign. Field is a path as of a FieldError.
type Warning struct{ Field, Say string }

// Warnings says what a plan may do that its author hardly means, with an example: rules that can never pay, that pay without end, or that pay
// more than the fee. They are for terms that Check passes. open says that the agreement has no last day.
func (t *Terms) Warnings(open bool) (all []Warning) {
	for i := range t.Rules {
		r := &t.Rules[i]
		add := func(field, say string) {
			if say != "" {
				all = append(all, Warning{"rules." + strconv.Itoa(i+1) + "." + field, "Rule " + strconv.Itoa(i+1) + " " + say})
			}
		}
		add("kind", t.never(i))
		add(t.endless(r, open))
		add(t.tooMuch(r))
	}
	return all
}

// never says why a rule can never pay: another that competes pays more on the same events, whatever they are, or it is over before it begins.
func (t *Terms) never(i int) string {
	r := &t.Rules[i]
	for j := range t.Rules {
		o := &t.Rules[j]
		if i == j || r.beside() || o.beside() || !r.within(o) {
			continue
		}
		if c := o.cmp(r); c > 0 || c == 0 && j < i {
			fee := t.exampleFee()
			return "can never pay: rule " + strconv.Itoa(j+1) + " pays as much or more on the same events, of " + t.show(fee) + " " +
				t.show(o.example(fee)) + " and not " + t.show(r.example(fee)) + "."
		}
	}
	if r.Cap != nil && t.Cap != nil && t.Cap.Window == r.Cap.Window && r.Floor != nil && r.Floor.Amount > t.Cap.Amount {
		return "guarantees " + t.show(r.Floor.Amount) + ", more than the " + t.show(t.Cap.Amount) + " that the agreement pays at most."
	}
	return ""
}

// within tells whether every event of r is one of o too, and o pays of all of it at one rate or amount.
func (r *Rule) within(o *Rule) bool {
	plain := func(r *Rule) bool {
		return r.Kind == RevenueShare || r.Kind == FeeDivision || r.Kind == PercentOnce || r.Kind == FlatOnWin || r.Kind == FlatPerReferral
	}
	if !plain(r) || !plain(o) || r.trigger() != o.trigger() || r.fee() != o.fee() || r.Basis == OnMargin != (o.Basis == OnMargin) || o.Cap != nil {
		return false
	}
	if o.Kind == PercentOnce && r.Kind != PercentOnce || o.Months != 0 && (r.Months == 0 || r.Months > o.Months) && r.Kind != PercentOnce ||
		o.Kind != PercentOnce && r.Kind == PercentOnce || o.Lasts != 0 || !o.When.IsZero() || o.Tail != nil || r.Tail != nil {
		return false
	}
	for _, s := range r.Services {
		if !o.serves(s) {
			return false
		}
	}
	return len(o.Services) == 0 || len(r.Services) > 0
}

func (r *Rule) cmp(o *Rule) int {
	if r.trigger() == Fee {
		return r.Rate.Cmp(o.Rate)
	}
	switch {
	case r.Flat < o.Flat:
		return -1
	case r.Flat > o.Flat:
		return 1
	}
	return 0
}

func (r *Rule) example(fee int64) int64 {
	if r.trigger() == Fee {
		return r.Rate.Of(fee, money.HalfUp)
	}
	return r.Flat
}

// endless says what a rule comes to that pays without end.
func (t *Terms) endless(r *Rule, open bool) (field, say string) {
	capped := t.Cap != nil && t.Cap.Window == Lifetime || r.Cap != nil && r.Cap.Window == Lifetime
	if capped || r.Lasts > 0 || r.Months > 0 {
		return "", ""
	}
	tail := t.Tail
	if r.Tail != nil {
		tail = *r.Tail
	}
	switch {
	case r.Every != "" && open:
		return "months", "is paid without end: in ten years " + t.show(r.Flat*int64(120/r.Every.months())) + ". Give it a number of months, or the agreement a last day."
	case (r.Kind == RevenueShare || r.Kind == CharityDonation && !r.Rate.IsZero()) && (open || tail.Kind == TailLife):
		fee := t.exampleFee()
		return "months", "pays without end: of a client who brings " + t.show(fee) + " a year, in ten years " + t.show(10*r.Rate.Of(fee, money.HalfUp)) + ", and on."
	}
	return "", ""
}

// tooMuch says where an amount is more than the fees that it is reached by.
func (t *Terms) tooMuch(r *Rule) (field, say string) {
	switch {
	case r.Kind == Milestone && r.On == AtFees && r.Flat > r.Over:
		return "flat", "pays " + t.show(r.Flat) + " when fees reach " + t.show(r.Over) + ": more than the fees."
	case r.Kind != Bonus || r.Measure != ByRevenue:
		return "", ""
	}
	var sum int64
	for _, step := range r.Tiers {
		if r.Mode == Cliff {
			sum = 0
		}
		if sum += step.Flat; sum > step.From {
			return "tiers", "pays " + t.show(sum) + " when revenue reaches " + t.show(step.From) + ": more than the revenue."
		}
	}
	return "", ""
}
