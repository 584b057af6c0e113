package sample

import (
	"rapport/app/money"
	"rapport/app/terms"
)

// The terms of the firm's agreements, one function for each kind. Amounts are whole pounds or euros, rates percentages.

func rules(list ...terms.Rule) terms.Terms { return terms.Terms{Rules: list} }

func rate(percent string) money.Rate {
	r, err := money.ParsePercent(percent)
	if err != nil {
		panic(err)
	}
	return r
}

func percentOnce(percent string) terms.Rule {
	return terms.Rule{Kind: terms.PercentOnce, Rate: rate(percent)}
}

// revenueShare is of all fees for so many months from the win, 0 for life.
func revenueShare(percent string, months int) terms.Rule {
	return terms.Rule{Kind: terms.RevenueShare, Rate: rate(percent), Months: months}
}

func flatOnWin(whole int64) terms.Rule {
	return terms.Rule{Kind: terms.FlatOnWin, Flat: whole * 100}
}

func flatAccepted(whole int64) terms.Rule {
	return terms.Rule{Kind: terms.FlatPerReferral, Flat: whole * 100}
}

func only(r terms.Rule, services ...string) terms.Rule {
	r.Services = services
	return r
}

func onInvoice(r terms.Rule) terms.Rule {
	r.Basis = terms.OnInvoice
	return r
}

// band is a tier of money: from so many whole units on, a percentage.
func band(from int64, percent string) terms.Tier {
	return terms.Tier{From: from * 100, Rate: rate(percent)}
}

// grade is a tier of counts: from the so-manieth on, an amount.
func grade(from, whole int64) terms.Tier { return terms.Tier{From: from, Flat: whole * 100} }

func byRevenue(mode terms.Mode, w terms.Window, bands ...terms.Tier) terms.Rule {
	return terms.Rule{Kind: terms.Tiered, Measure: terms.ByRevenue, Mode: mode, Window: w, Tiers: bands}
}

func byCount(m terms.Measure, w terms.Window, grades ...terms.Tier) terms.Rule {
	return terms.Rule{Kind: terms.Tiered, Measure: m, Window: w, Tiers: grades}
}

func capped(t terms.Terms, whole int64, w terms.Window) terms.Terms {
	t.Cap = &terms.Limit{Amount: whole * 100, Window: w}
	return t
}

func floored(t terms.Terms, whole int64, w terms.Window) terms.Terms {
	t.Floor = &terms.Limit{Amount: whole * 100, Window: w}
	return t
}

func held(t terms.Terms, days int) terms.Terms {
	t.HoldDays = days
	return t
}

func tail(t terms.Terms, kind terms.TailKind, months int) terms.Terms {
	t.Tail = terms.Tail{Kind: kind, Months: months}
	return t
}

func halfEven(t terms.Terms) terms.Terms {
	t.Rounding = money.HalfEven
	return t
}
