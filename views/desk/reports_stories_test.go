package desk

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/terms"
	"rapport/data"
)

// manyWorld is a firm with many partners of long names to whom something is owed.
func manyWorld(t testing.TB) *world {
	return copyOf(t, "many", func(w *world) {
		for i := range 60 {
			w.partner(fmt.Sprintf("%s %d", strings.Repeat("Przedsiębiorstwo Doradcze ", 1+i%3), i+1), "consultant")
			r := w.referral(app.NewReferral{Partner: w.partners[i], ClientName: fmt.Sprintf("Client %d", i+1), Introduced: w.day(-40), Estimate: money.New(120_000, "GBP")}, app.Won)
			w.fee(r, w.day(-30+i%20), int64(i+3)*98_765_43)
		}
		_, _, err := w.firm.Commissions.Run(w.ctx, app.Ask{}, w.day(0), nil)
		w.check(err)
	})
}

// partPaidWorld has statements of last month, one of them paid in parts.
func partPaidWorld(t testing.TB) *world {
	w := issuedWorld(t)
	var rows []app.StatementRow
	w.check(w.firm.Statements.IDs(w.ctx, app.Query{}, func(ids []int32) (err error) { rows, err = w.firm.Statements.Rows(w.ctx, ids); return err }))
	for _, r := range rows {
		if r.Closing > 0 {
			w.must(w.firm.Payments.Record(w.ctx, app.Ask{}, app.Payment{Partner: r.Partner, Statement: r.ID, Day: w.day(0), Amount: money.New(r.Closing/2, r.Currency), Method: "card"}))
		}
	}
	return w
}

// billedWorld has self-billed documents of last month, one of them taken back.
func billedWorld(t testing.TB) *world {
	w := selfBilledWorld(t)
	_, res, err := w.firm.SelfBills.Run(w.ctx, app.Ask{}, calendar.MonthOf(calendar.D("2026-10-01")).Period(), nil)
	w.check(err)
	_, _, err = w.firm.SelfBills.Credit(w.ctx, app.Ask{}, res.Made[0].ID, "wrong rate")
	w.check(err)
	return w
}

// dollarWorld is a firm in the US that paid its partners this year: with papers and without, under the threshold and over it.
func dollarWorld(t testing.TB) *world {
	path := filepath.Join(t.TempDir(), "dollars.rapport")
	store, err := data.Create(context.Background(), path, data.Options{Now: noon})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	w := onStore(t, store)
	w.must(w.firm.Setup.Begin(w.ctx, app.Settings{FirmName: "Aldgate Partners Inc.", Currency: "USD", Zone: "America/New_York"}))
	for i, p := range []struct {
		name, tin, method string
		minor             int64
		w9                calendar.Day
	}{
		{"Alder Tax Advisors", "12-3456789", "cheque", 4_200_00, w.day(-200)},
		{"Brightwater Advisory", "", "bank transfer", 2_000_00, 0},
		{"Kestrel CPA Group", "98-7654321", "bank transfer", 1_700_00, 0},
		{"Nakamura Tax Partners", "", "card", 9_500_00, 0},
		{"Ostrander Wealth", "", "cheque", 350_00, 0},
	} {
		id := app.ID[app.Partner](w.must(w.firm.Partners.Add(w.ctx, app.Ask{}, app.Partner{Name: p.name, Country: "US", TaxNumber: p.tin})).ID)
		a := w.must(w.firm.Agreements.Add(w.ctx, app.Ask{}, app.Agreement{Partner: id, From: calendar.D("2024-01-01")}, terms.Terms{Currency: "USD",
			Rules: []terms.Rule{{Kind: terms.FlatOnWin, Flat: 10_000_00}}}))
		w.must(w.firm.Agreements.Sign(w.ctx, app.Ask{}, app.ID[app.Agreement](a.ID), app.Signature{Day: calendar.D("2024-01-01"), By: "both"}))
		for _, to := range []app.PartnerState{app.PartnerCheck, app.Onboarding, app.Active} {
			w.must(w.firm.Partners.SetState(w.ctx, app.Ask{}, id, to, app.Move{Reason: "done"}))
		}
		w.referral(app.NewReferral{Partner: id, ClientName: fmt.Sprintf("Client %d", i+1), Introduced: w.day(-60)}, app.Won)
		if p.w9 != 0 {
			w.must(w.firm.Taxes.SetProfile(w.ctx, app.Ask{}, app.TaxProfile{Partner: id, W9On: p.w9}))
		}
		_, _, err := w.firm.Commissions.Run(w.ctx, app.Ask{}, w.day(0), nil)
		w.check(err)
		_, _, err = w.firm.Commissions.Approve(w.ctx, app.Ask{}, app.Query{}, nil)
		w.check(err)
		_, res, err := w.firm.Statements.Run(w.ctx, app.Ask{}, calendar.MonthOf(calendar.D("2026-10-01")).Period(), []app.ID[app.Partner]{id}, nil)
		w.check(err)
		w.must(w.firm.Payments.Record(w.ctx, app.Ask{}, app.Payment{Partner: id, Statement: res.Made[0].ID, Day: w.day(0), Amount: money.New(p.minor, "USD"), Method: p.method}))
	}
	return w
}

// planWorld has two plans beside its agreements.
func planWorld(t testing.TB) *world {
	w := moneyWorld(t)
	for _, p := range []struct{ name, rate string }{{"A tenth", "10"}, {"An eighth, and less for the small ones", "12.5"}} {
		w.must(w.firm.Plans.Add(w.ctx, app.Ask{}, app.Plan{Name: p.name, Terms: terms.Terms{Currency: "GBP", Rules: []terms.Rule{{Kind: terms.Tiered, Basis: terms.Collected, Measure: terms.ByRevenue, Mode: terms.Marginal, Window: terms.CalendarYear,
			Tiers: []terms.Tier{{Rate: percent(t, "8")}, {From: 2_000_000, Rate: percent(t, p.rate)}}}}}}))
	}
	return w
}

// replayed replays all agreements beside two plans and shows what came out.
func (b *bench) replayed() {
	b.d.replayPlans("All agreements", app.ReplayAsk{})
	b.settle()
	b.keys("Tab", "Tab", "Down", "Down", "Ctrl+S")
	b.settle()
}

// owed goes to the report of what is owed, and presses keys there.
func (b *bench) owed(keys ...string) {
	b.keys("G", "B")
	b.d.root.Commands.Run("report.liability")
	b.settle()
	b.keys(keys...)
}

// savedWorld has saved reports.
func savedWorld(t testing.TB) *world {
	w := moneyWorld(t)
	for _, r := range []app.SavedReport{{Name: "For the board", Report: "review", Period: "last quarter"}, {Name: "Incentives of the month", Report: "works", By: "incentive", Period: "this month"}} {
		w.must(w.firm.Insights.Save(w.ctx, app.Ask{}, r))
	}
	return w
}

// reportStories are the states of the reports and of self-billing.
func reportStories() []story {
	tax := func(_ *testing.T, b *bench) { b.d.root.Commands.Run("report.tax"); b.settle() }
	var studies []story
	for _, k := range app.Studies() {
		act := func(_ *testing.T, b *bench) {
			b.keys("G", "B")
			b.d.root.Commands.Run("report." + string(k))
			b.settle()
		}
		name := "study-" + strings.ReplaceAll(string(k), " ", "-")
		studies = append(studies, story{name: name, world: moneyWorld, act: act}, story{name: name + "-empty", world: func(t testing.TB) *world { return newWorld(t) }, act: act},
			story{name: name + "-example", world: exampleWorld, only: true, act: act}, story{name: name + "-narrow", world: exampleWorld, only: true, act: act, width: 980, height: 680})
	}
	return append(studies, []story{
		{name: "reports-choice", world: moneyWorld, act: func(t *testing.T, b *bench) { b.keys("G", "B", "L") }},
		{name: "reports-saved", world: savedWorld, act: func(t *testing.T, b *bench) { b.keys("G", "B", "F") }},
		{name: "reports-save", world: moneyWorld, act: func(t *testing.T, b *bench) { b.keys("G", "B", "S") }},
		{name: "figures-table", world: exampleWorld, only: true, act: func(t *testing.T, b *bench) { b.keys("G", "B", "Down", "Down", "Down", "Down"); b.Tap(t, "As a table") }},
		{name: "figures-empty", world: func(t testing.TB) *world { return newWorld(t) }, act: func(t *testing.T, b *bench) { b.keys("G", "B") }},
		{name: "figures", world: moneyWorld, act: func(t *testing.T, b *bench) {
			w := b.w
			w.must(w.firm.Goals.Add(w.ctx, app.Ask{}, app.Goal{KPI: app.QualifiedReferrals, Target: 40, Period: calendar.YearOf(w.day(0))}))
			b.keys("G", "B", "Down", "Down")
			b.settle()
		}},
		{name: "figures-narrow", world: manyWorld, width: 980, height: 700, act: func(t *testing.T, b *bench) { b.keys("G", "B") }},
		{name: "works-empty", world: func(t testing.TB) *world { return newWorld(t) }, act: func(t *testing.T, b *bench) { b.keys("G", "B"); b.d.root.Commands.Run("report.works"); b.settle() }},
		{name: "works", world: moneyWorld, act: func(t *testing.T, b *bench) { b.keys("G", "B"); b.d.root.Commands.Run("report.works"); b.settle() }},
		{name: "works-narrow", world: manyWorld, width: 980, height: 700, act: func(t *testing.T, b *bench) { b.keys("G", "B"); b.d.root.Commands.Run("report.works"); b.settle() }},
		{name: "works-example", world: exampleWorld, only: true, act: func(t *testing.T, b *bench) { b.keys("G", "B"); b.d.root.Commands.Run("report.works"); b.settle() }},
		{name: "figures-costs", world: moneyWorld, act: func(t *testing.T, b *bench) { b.keys("G", "B"); b.d.setCosts() }},
		{name: "figures-example", world: exampleWorld, only: true, act: func(t *testing.T, b *bench) { b.keys("G", "B", "Down", "Down", "Down", "Down") }},
		{name: "reports-empty", world: func(t testing.TB) *world { return newWorld(t) }, act: func(t *testing.T, b *bench) { b.owed() }},
		{name: "reports", world: partPaidWorld, act: func(t *testing.T, b *bench) { b.owed() }},
		{name: "reports-many", world: manyWorld, width: 1024, height: 700, act: func(t *testing.T, b *bench) { b.owed("Down", "Down") }},
		{name: "reports-past", world: partPaidWorld, act: func(t *testing.T, b *bench) {
			b.owed()
			b.d.screens["reports"].screen.(*reports).tab().(*liability).asOf(calendar.D("2026-10-31"))
		}},
		{name: "reports-day", world: partPaidWorld, act: func(t *testing.T, b *bench) { b.owed("Y") }},
		{name: "tax-empty", world: func(t testing.TB) *world { return newWorld(t) }, act: tax},
		{name: "tax", world: dollarWorld, act: func(t *testing.T, b *bench) { tax(t, b); b.keys("Down") }},
		{name: "tax-narrow", world: dollarWorld, width: 1024, height: 700, act: tax},
		{name: "tax-pounds", world: partPaidWorld, act: tax},
		{name: "tax-example", world: exampleWorld, only: true, act: tax},
		{name: "reports-example", world: exampleWorld, only: true, act: func(t *testing.T, b *bench) { b.owed("Down") }},
		{name: "tax-details", world: selfBilledWorld, act: func(t *testing.T, b *bench) { b.keys("G", "P", "Down", "X") }},
		{name: "tax-details-wrong", world: selfBilledWorld, act: func(t *testing.T, b *bench) {
			b.keys("G", "P", "Down", "X", "Tab", "Ctrl+A")
			b.Type("12")
			b.keys("Ctrl+S")
		}},
		{name: "tax-threshold", world: partPaidWorld, act: func(t *testing.T, b *bench) { tax(t, b); b.d.root.Commands.Run("tax.threshold") }},
		{name: "replay-empty", world: moneyWorld, act: func(t *testing.T, b *bench) { b.d.root.Commands.Run("report.replay") }},
		{name: "replay", world: planWorld, act: func(t *testing.T, b *bench) { b.replayed() }},
		{name: "replay-partners", world: planWorld, width: 1024, height: 700, act: func(t *testing.T, b *bench) { b.replayed(); b.Tap(t, "By partner") }},
		{name: "replay-steps", world: planWorld, act: func(t *testing.T, b *bench) { b.replayed(); b.Tap(t, "Steps reached") }},
		{name: "replay-example", world: exampleWorld, only: true, act: func(t *testing.T, b *bench) { b.replayed() }},
		{name: "selfbills-empty", world: moneyWorld, act: func(t *testing.T, b *bench) { b.keys("G", "F") }},
		{name: "selfbills", world: billedWorld, act: func(t *testing.T, b *bench) { b.keys("G", "F") }},
		{name: "selfbills-narrow", world: billedWorld, width: 1024, height: 700, act: func(t *testing.T, b *bench) { b.keys("G", "F") }},
		{name: "selfbills-preview", world: selfBilledWorld, act: func(t *testing.T, b *bench) { b.keys("G", "F", "N", "Ctrl+S") }},
	}...)
}

// smallStories are the screens of money in a small window: pictures to look at for what is cut.
func smallStories() []story {
	at := func(name string, world func(testing.TB) *world, act func(*testing.T, *bench)) story {
		return story{name: name + "-small", world: world, act: act, width: 1024, height: 700, only: true}
	}
	keys := func(k ...string) func(*testing.T, *bench) {
		return func(_ *testing.T, b *bench) { b.keys(k...) }
	}
	return []story{
		at("commissions", exampleWorld, keys("G", "C")), at("approvals", exampleWorld, keys("G", "A")), at("disputes", exampleWorld, keys("G", "D")),
		at("payouts", exampleWorld, keys("G", "O")), at("plans", exampleWorld, keys("G", "L", "Down")), at("statements", exampleWorld, keys("G", "S")),
		at("plan-edit", plansWorld, keys("G", "L", "Down", "E")), at("payouts-preview", draftedWorld, keys("G", "O", "D")),
	}
}
