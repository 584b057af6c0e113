package desk

import (
	"testing"

	"rapport/app"
	"rapport/app/terms"
	"rapport/views/kit"
	"rapport/views/kit/kittest"

	"fyne.io/fyne/v2"
)

// tieredTerms is a plan on tiers with everything a plan can have.
func tieredTerms(t testing.TB) terms.Terms {
	return terms.Terms{Currency: "GBP", HoldDays: 30,
		Rules: []terms.Rule{{Kind: terms.Tiered, Basis: terms.Collected, Measure: terms.ByRevenue, Mode: terms.Marginal, Window: terms.CalendarYear,
			Tiers: []terms.Tier{{Rate: percent(t, "5")}, {From: 5_000_000, Rate: percent(t, "8")}, {From: 15_000_000, Rate: percent(t, "10")}}}},
		Cap:  &terms.Limit{Amount: 2_500_000, Window: terms.CalendarYear},
		Tail: terms.Tail{Kind: terms.TailWon, Months: 12}}
}

// plans is one plan of every kind, so that a field the form forgets is noticed.
func plans(t testing.TB) map[string]terms.Terms {
	one := func(r terms.Rule) terms.Terms { return terms.Terms{Currency: "EUR", Rules: []terms.Rule{r}} }
	tiers := tieredTerms(t)
	tiers.Floor = &terms.Limit{Amount: 100_000, Window: terms.CalendarYear}
	cliff := tieredTerms(t)
	cliff.Rules[0].Mode, cliff.Rules[0].Window = terms.Cliff, terms.AgreementYear
	two := one(terms.Rule{Kind: terms.FlatOnWin, Flat: 25_000})
	two.Rules = append(two.Rules, terms.Rule{Kind: terms.RevenueShare, Basis: terms.OnInvoice, Rate: percent(t, "12.5"), Months: 24, Services: []string{"Audit"}})
	two.Rounding = 1
	days := 10
	limited := one(terms.Rule{Kind: terms.RevenueShare, Basis: terms.OnMargin, CostRate: percent(t, "40"), Rate: percent(t, "10"), Adds: true, Lasts: 24, HoldDays: &days,
		When: terms.Condition{Client: terms.Persons, Age: terms.NewClients, Tiers: []string{"Gold"}, Person: 7}, Cap: &terms.Limit{Amount: 5_000, Window: terms.Month},
		Floor: &terms.Limit{Amount: 1_000, Window: terms.Month}, Tail: &terms.Tail{Kind: terms.TailWon, Months: 3}, Payee: terms.Payee{To: terms.ToIntroducer}})
	retro := tieredTerms(t)
	retro.Rules[0].Mode = terms.Retro
	return map[string]terms.Terms{
		"limits of a rule":    limited,
		"cliff with true-up":  retro,
		"count with true-up":  one(terms.Rule{Kind: terms.Tiered, Mode: terms.Retro, Measure: terms.ByWonCount, Window: terms.Quarter, Tiers: []terms.Tier{{Flat: 10_000}, {From: 5, Flat: 15_000}}}),
		"milestone":           one(terms.Rule{Kind: terms.Milestone, On: terms.AtMeeting, Flat: 7_500}),
		"n-th referral":       one(terms.Rule{Kind: terms.Milestone, On: terms.AtNth, Count: 10, Window: terms.CalendarYear, Flat: 7_500}),
		"fee threshold":       one(terms.Rule{Kind: terms.Milestone, On: terms.AtFees, Over: 1_000_000, Flat: 7_500}),
		"bonus":               one(terms.Rule{Kind: terms.Bonus, Mode: terms.Marginal, Measure: terms.ByWonCount, Window: terms.Quarter, Tiers: []terms.Tier{{From: 10, Flat: 5_000}, {From: 20, Flat: 9_000}}}),
		"bonus of revenue":    one(terms.Rule{Kind: terms.Bonus, Basis: terms.Collected, Mode: terms.Cliff, Measure: terms.ByRevenue, Window: terms.Quarter, Tiers: []terms.Tier{{From: 1_000_000, Rate: percent(t, "1")}, {From: 2_000_000, Flat: 9_000}}}),
		"retainer":            one(terms.Rule{Kind: terms.Retainer, Flat: 100_000, Every: terms.CalendarMonthly, Months: 12, Advance: true, ProRata: true}),
		"fixed fee":           one(terms.Rule{Kind: terms.FixedFee, Flat: 20_000}),
		"fee division":        one(terms.Rule{Kind: terms.FeeDivision, Basis: terms.Collected, Rate: percent(t, "25")}),
		"donation":            one(terms.Rule{Kind: terms.CharityDonation, Flat: 5_000, Payee: terms.Payee{To: terms.ToCharity, Name: "Red Cross"}}),
		"donation of a share": one(terms.Rule{Kind: terms.CharityDonation, Rate: percent(t, "1"), Payee: terms.Payee{To: terms.ToCharity, Name: "Red Cross"}}),
		"gifts":               one(terms.Rule{Kind: terms.GiftOnly}),
		"percent once":        one(terms.Rule{Kind: terms.PercentOnce, Basis: terms.Collected, Rate: percent(t, "10")}),
		"share for life":      one(terms.Rule{Kind: terms.RevenueShare, Basis: terms.Collected, Rate: percent(t, "7.5")}),
		"flat on acceptance":  one(terms.Rule{Kind: terms.FlatPerReferral, Flat: 5_000, Services: []string{"Audit", "Tax return"}}),
		"two rules":           two,
		"marginal tiers":      tiers,
		"cliff":               cliff,
		"count":               one(terms.Rule{Kind: terms.Tiered, Measure: terms.ByWonCount, Window: terms.Quarter, Tiers: []terms.Tier{{Flat: 10_000}, {From: 5, Flat: 15_000}}}),
		"reciprocal only":     one(terms.Rule{Kind: terms.ReciprocalOnly}),
		"no money permitted":  one(terms.Rule{Kind: terms.NoPayment}),
		"open referrals earn": {Currency: "EUR", Rules: []terms.Rule{{Kind: terms.FlatOnWin, Flat: 1}}, Tail: terms.Tail{Kind: terms.TailOpen}},
	}
}

// TestTermsFormGivesBackWhatItShows: every kind of plan goes into the form and comes out the same.
func TestTermsFormGivesBackWhatItShows(t *testing.T) {
	for name, plan := range plans(t) {
		t.Run(name, func(t *testing.T) {
			if err := plan.Check(); err != nil {
				t.Fatalf("the plan itself is wrong: %v", err)
			}
			var got terms.Terms
			kittest.Open(t, fyne.NewSize(600, 800), func(r *kit.Root) fyne.CanvasObject {
				d := &Desk{stage: r.Stage, root: r, settings: app.Settings{Services: []string{"Audit", "Tax return"}}}
				form := kit.NewForm()
				f := newTermsForm(d, form, plan.Currency)
				if !f.set(plan) {
					t.Error("there is no room for the plan")
				}
				f.follow()
				f.tell()
				got = f.terms()
				return form.Content()
			})
			if got.Words() != plan.Words() {
				t.Errorf("shown %q\n  got %q", plan.Words(), got.Words())
			}
			if err := got.Check(); err != nil {
				t.Errorf("what comes out is refused: %v", err)
			}
		})
	}
}

// TestProblemsWithTermsFindTheirField: every place a plan can be wrong at is a field of the form.
func TestProblemsWithTermsFindTheirField(t *testing.T) {
	for problem, field := range map[string]string{
		"rules.1.rate": "rules.1.rate", "rules.2.flat": "rules.2.flat", "rules.1.tiers.2.rate": "rules.1.tiers.2.pays", "rules.1.tiers.3.flat": "rules.1.tiers.3.pays",
		"rules.1.tiers.2.from": "rules.1.tiers.2.from", "rules.1.tiers": "rules.1.tiers.1.pays", "rules.1.services.2": "rules.1.services",
		"cap": "cap.amount", "cap.amount": "cap.amount", "floor.window": "floor.window", "hold_days": "hold_days", "tail.months": "tail.months", "rules": "rules.1.kind",
	} {
		if got := termsField(problem); got != field {
			t.Errorf("a problem at %s is shown at %s, want %s", problem, got, field)
		}
	}
}
