// Package catalogue holds ready plans: the usual ways in which professional-services firms pay, or may not pay, those who introduce clients.
// They are starting points. A firm takes one as a plan of its own and changes it; nothing here is a rule of law.
package catalogue

import (
	"strings"

	"rapport/app/examples"
	"rapport/app/money"
	"rapport/app/names"
	"rapport/app/terms"
)

// Plan is one ready plan in a firm's currency.
type Plan struct {
	Key   string // short and without spaces, for the command line: "law-division"
	Firm  string // the kind of firm it is usual with: "Law"
	Name  string
	About string // when it is used, and what to look at; one or two sentences
	Terms terms.Terms
}

// For gives all ready plans by kind of firm, their amounts in a currency: the same figures in EUR, USD and their like, and of about the same
// worth where a currency has no decimals or three.
func For(c money.Currency) []Plan {
	m := maker{c}
	var all []Plan
	for _, firm := range []struct {
		name  string
		plans []Plan
	}{
		{"Law", m.law()}, {"Accounting", m.accounting()}, {"Wealth", m.wealth()}, {"Insurance", m.insurance()},
		{"Consulting", m.consulting()}, {"IT services", m.it()}, {"Affiliates", m.affiliates()}, {"Any firm", m.anyFirm()},
	} {
		for _, p := range firm.plans {
			p.Firm, p.Terms.Currency = firm.name, c
			all = append(all, p)
		}
	}
	return all
}

// Find gives the ready plan people mean by its key or its whole name.
func Find(text string, c money.Currency) (Plan, bool) {
	want := names.Fold(text)
	for _, p := range For(c) {
		if names.Fold(p.Name) == want || strings.EqualFold(p.Key, strings.TrimSpace(text)) {
			return p, true
		}
	}
	return Plan{}, false
}

// maker writes amounts in a currency.
type maker struct{ currency money.Currency }

// of is an amount of whole units of a currency with two decimals.
func (m maker) of(units int64) int64 { return examples.Scale(units*100, m.currency) }

// limit is a cap or a floor.
func (m maker) limit(units int64, w terms.Window) *terms.Limit {
	return &terms.Limit{Amount: m.of(units), Window: w}
}

// step is a step of a bonus of revenue that pays an amount.
func (m maker) step(revenue, pays int64) terms.Tier {
	return terms.Tier{From: m.of(revenue), Flat: m.of(pays)}
}

// band is a tier of revenue.
func (m maker) band(from int64, rate string) terms.Tier {
	return terms.Tier{From: m.of(from), Rate: percent(rate)}
}

// percent reads a percentage of this package, which has no wrong ones: a test compiles every plan.
func percent(text string) money.Rate {
	r, err := money.ParsePercent(text)
	if err != nil {
		panic(err)
	}
	return r
}

// share is a share of every fee for months from the win, 0 for life.
func share(rate string, months int) terms.Rule {
	return terms.Rule{Kind: terms.RevenueShare, Basis: terms.Collected, Rate: percent(rate), Months: months}
}

// first is a share of the first invoice.
func first(rate string) terms.Rule {
	return terms.Rule{Kind: terms.PercentOnce, Basis: terms.Collected, Rate: percent(rate)}
}

// by gives terms of rules.
func by(rules ...terms.Rule) terms.Terms { return terms.Terms{Rules: rules} }
