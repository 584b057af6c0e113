package app_test

import (
	"testing"

	"pgregory.net/rapid"

	"rapport/app"
	"rapport/app/terms"
)

// rules gives terms in euro of some rules.
func rules(list ...terms.Rule) terms.Terms { return terms.Terms{Currency: "EUR", Rules: list} }

func share(text string) terms.Rule { return terms.Rule{Kind: terms.RevenueShare, Rate: rate(text)} }

func adding(r terms.Rule) terms.Rule {
	r.Adds = true
	return r
}

// owes holds what a partner is owed, and the file against its check.
func (d *desk) owes(p app.ID[app.Partner], minor int64, what string) {
	d.t.Helper()
	if got := d.owed(p); got != minor {
		d.t.Errorf("%s: %s is owed, want %s\n%s", what, eur(got), eur(minor), said(d.lines(p)))
	}
	d.clean()
}

func TestARetainerIsPostedOnceForEachPeriod(t *testing.T) {
	d := open(t).on("2026-03-10")
	p := d.partner("Harcourt & Lowe")
	a := d.sign(p, "2026-01-16", rules(terms.Rule{Kind: terms.Retainer, Flat: 100_000, Every: terms.CalendarMonthly, ProRata: true}))
	d.run()
	d.owes(p, 51_613+100_000, "16 of 31 days of January, and February")
	d.run()
	d.owes(p, 151_613, "run again")
	d.on("2026-03-31").run()
	d.owes(p, 151_613, "March is not over")
	d.on("2026-04-01").run()
	d.owes(p, 251_613, "March")
	d.ok(d.Agreements.End(ctx(), app.Ask{}, a, day("2026-03-15"), "ended late"))
	d.run()
	d.owes(p, 151_613+48_387, "the agreement had ended on 15 March")
	d.on("2026-12-31").run()
	d.owes(p, 200_000, "nothing more after the end")
}

func TestARetainerInAdvanceIsPaidOnItsFirstDay(t *testing.T) {
	d := open(t).on("2026-01-31")
	p := d.partner("Harcourt & Lowe")
	d.sign(p, "2026-01-31", rules(terms.Rule{Kind: terms.Retainer, Flat: 1_000, Every: terms.Monthly, Advance: true}))
	d.run()
	d.owes(p, 1_000, "31 January")
	d.on("2026-02-27").run()
	d.owes(p, 1_000, "27 February")
	d.on("2026-02-28").run()
	d.owes(p, 2_000, "28 February")
}

func TestABonusIsTakenBackWithItsRevenue(t *testing.T) {
	d := open(t).on("2026-06-30")
	p := d.partner("Harcourt & Lowe")
	d.sign(p, "2026-01-01", rules(share("0.10"), terms.Rule{Kind: terms.Bonus, Measure: terms.ByRevenue, Mode: terms.Marginal, Window: terms.Quarter,
		Tiers: []terms.Tier{{From: 1_000_000, Flat: 50_000}}}))
	r := d.won(p, "Amber Ltd", "2026-01-05")
	first := d.received(r, "2026-01-10", 600_000)
	second := d.received(r, "2026-03-31", 500_000)
	d.run()
	d.owes(p, 110_000+50_000, "both fees and the bonus")
	d.fee(r, app.Credited, "2026-05-01", 50_000, of(first))
	d.run()
	d.owes(p, 105_000+50_000, "the quarter still reaches 10,000")
	d.fee(r, app.Credited, "2026-05-02", 100_000, of(second))
	d.run()
	d.owes(p, 95_000, "it does not any more, though the refund is of the next quarter")
	d.received(r, "2026-02-02", 50_000)
	d.run()
	d.owes(p, 100_000+50_000, "a fee entered late reaches it again")
}

func TestReachingATierTruesUpTheWindow(t *testing.T) {
	d := open(t).on("2026-06-30")
	p := d.partner("Harcourt & Lowe")
	d.sign(p, "2026-01-01", tiered(terms.Retro, terms.Tier{Rate: rate("0.05")}, terms.Tier{From: 1_000_000, Rate: rate("0.10")}))
	r := d.won(p, "Amber Ltd", "2026-01-05")
	first := d.received(r, "2026-01-10", 600_000)
	d.run()
	second := d.received(r, "2026-03-31", 500_000)
	d.run()
	d.owes(p, 110_000, "10 % of 11,000")
	up := d.lines(p)[2]
	if up.Kind != app.TrueUp || up.Amount.Minor != 30_000 {
		t.Errorf("the third line is %s of %s", up.Kind, up.Amount)
	}
	d.fee(r, app.Credited, "2026-04-15", 500_000, of(second))
	d.run()
	d.owes(p, 30_000, "5 % of what is left")
	d.ok(d.Fees.Void(ctx(), app.Ask{}, first, "entered twice"))
	d.run()
	d.owes(p, 0, "all of it taken back")
}

func TestARefundTakesBackEveryLineOfItsFee(t *testing.T) {
	d := open(t)
	p := d.partner("Harcourt & Lowe")
	d.sign(p, "2026-01-01", rules(share("0.10"), adding(share("0.02"))))
	r := d.won(p, "Amber Ltd", "2026-02-01")
	f := d.received(r, "2026-02-10", 100_000)
	d.run()
	d.owes(p, 12_000, "10 % and 2 %")
	d.fee(r, app.Credited, "2026-02-20", 50_000, of(f))
	d.run()
	d.owes(p, 6_000, "half of both")
	d.run()
	d.owes(p, 6_000, "run again")
	d.fee(r, app.Credited, "2026-02-21", 50_000, of(f))
	d.run()
	d.owes(p, 0, "all of both")
}

func TestAMeetingEarnsOnce(t *testing.T) {
	d := open(t)
	p := d.partner("Harcourt & Lowe")
	d.sign(p, "2026-01-01", rules(terms.Rule{Kind: terms.Milestone, On: terms.AtMeeting, Flat: 7_500}))
	r := d.logged(p, "Amber Ltd", "2026-02-01")
	d.move(r, app.Meeting, "2026-02-03")
	d.move(r, app.Proposal, "2026-02-04")
	d.move(r, app.Meeting, "2026-02-05")
	d.run()
	d.owes(p, 7_500, "two meetings")
	d.won(p, "Birch Ltd", "2026-02-05") // the meeting was only skipped on the way
	d.run()
	d.owes(p, 7_500, "a win without a meeting")
}

// A referral that stands at a meeting in the file earns what the agreement pays for one, as if it had been moved there here; once.
func TestAnImportedMeetingEarnsItsMilestone(t *testing.T) {
	f := firm(t)
	d := &desk{Firm: f, t: t}
	a := d.partner("Anna")
	d.sign(a, "2026-01-01", rules(terms.Rule{Kind: terms.Milestone, On: terms.AtMeeting, Flat: 7_500}))
	head := "id,partner,account,stage,created,close date,amount"
	run(t, f, app.ImportDeals, text(t, head, "A1,Anna,Acme,meeting,2026-01-05,,", "A2,Anna,Birch,contacted,2026-01-06,,", "A3,Anna,Cedar,proposal,2026-01-06,,"))
	earned := func(what string, want int64) {
		t.Helper()
		d.run()
		sums, err := f.Commissions.Sums(ctx(), app.Query{}.With(app.Is("kind", string(app.Milestone))))
		if err != nil {
			t.Fatal(err)
		}
		var got int64
		for _, s := range sums {
			got += s.Minor
		}
		if got != want {
			t.Errorf("%s: %s earned, want %s", what, eur(got), eur(want))
		}
	}
	earned("one at a meeting, one before it, one beyond", 7_500)
	run(t, f, app.ImportDeals, text(t, head, "A1,Anna,Acme,meeting,2026-01-05,,", "A2,Anna,Birch,meeting,2026-01-06,,"))
	earned("the second file moves one there", 15_000)
	run(t, f, app.ImportDeals, text(t, head, "A1,Anna,Acme,proposal,2026-01-05,,"))
	earned("moved on", 15_000)
}

func TestADivisionOfTheFeeWaitsForTheClientsConsent(t *testing.T) {
	d := open(t)
	p := d.partner("Harcourt & Lowe")
	d.sign(p, "2026-01-01", rules(terms.Rule{Kind: terms.FeeDivision, Rate: rate("0.25")}))
	r := d.won(p, "Amber Ltd", "2026-02-01")
	d.received(r, "2026-02-10", 100_000)
	d.run()
	l := d.lines(p)[0]
	if l.Standing.State != app.Held || len(l.Standing.Holds) != 1 || l.Standing.Holds[0].Kind != app.HoldConsent {
		t.Fatalf("without consent the line is %s: %+v", l.Standing.State, l.Standing.Holds)
	}
	other := d.won(p, "Birch Ltd", "2026-02-01")
	if early := d.ok(d.Referrals.Consent(ctx(), app.Ask{}, other, 0, "e-mail")); !early.Undoable {
		t.Error("consent that let nothing go can't be undone")
	} else {
		d.ok(d.History.Undo(ctx(), app.Ask{}, early.Audit))
	}
	if back, err := d.Referrals.Get(ctx(), other); err != nil || back.Consented != 0 {
		t.Errorf("undone, it stands from %s (%v)", back.Consented, err)
	}
	given := d.ok(d.Referrals.Consent(ctx(), app.Ask{}, r, day("2026-02-12"), "engagement letter"))
	if _, err := d.History.Undo(ctx(), app.Ask{}, given.Audit); err == nil || given.Undoable {
		t.Error("consent that let a line go was undone")
	}
	d.received(r, "2026-02-13", 100_000)
	d.run()
	for _, l := range d.lines(p) {
		if l.Standing.State != app.Accrued {
			t.Errorf("with consent line %d is %s: %+v", l.Seq, l.Standing.State, l.Standing.Holds)
		}
	}
	d.owes(p, 50_000, "25 % of both")
}

func TestServicesDeliveredArePaidAndTakenBack(t *testing.T) {
	d := open(t)
	p := d.partner("Ines Vlogs")
	d.sign(p, "2026-01-01", rules(terms.Rule{Kind: terms.FixedFee, Flat: 8_000, Services: []string{"Post"}}))
	id := d.ok(d.Deliveries.Record(ctx(), app.Ask{}, app.Delivery{Partner: p, Day: day("2026-02-01"), Service: "post", Quantity: 3})).ID
	d.run()
	d.owes(p, 24_000, "three posts")
	d.run()
	d.owes(p, 24_000, "run again")
	d.ok(d.Deliveries.Void(ctx(), app.Ask{}, app.ID[app.Delivery](id), "entered twice"))
	d.run()
	d.owes(p, 0, "taken back")
}

func TestTheTierOfTheDayDecides(t *testing.T) {
	d := open(t).on("2026-06-01")
	s, err := d.Setup.Settings(ctx())
	if err != nil {
		t.Fatal(err)
	}
	s.PartnerTiers = []app.PartnerTier{{Name: "Silver", Measure: terms.ByWonCount, Window: terms.CalendarYear, AtLeast: 1},
		{Name: "Gold", Measure: terms.ByRevenue, Window: terms.CalendarYear, AtLeast: 500_000}, {Name: "Friend"}}
	d.ok(d.Setup.Edit(ctx(), app.Ask{}, s))
	p := d.partner("Harcourt & Lowe")
	gold := share("0.20")
	gold.When.Tiers = []string{"Gold"}
	d.sign(p, "2026-01-01", rules(share("0.10"), gold))
	r := d.won(p, "Amber Ltd", "2026-01-05")
	d.ok(d.Partners.SetTier(ctx(), app.Ask{}, p, "Gold", app.Move{Day: day("2026-03-01"), Reason: "agreed by hand"}))
	d.received(r, "2026-02-28", 100_000)
	d.received(r, "2026-03-01", 100_000)
	d.run()
	d.owes(p, 10_000+20_000, "the day before, and the day")
	if _, err := d.Partners.SetTier(ctx(), app.Ask{}, p, "Tin", app.Move{Reason: "x"}); err == nil {
		t.Error("a tier that the firm does not have was given")
	}
}

func TestConditionsLookAtTheClient(t *testing.T) {
	d := open(t)
	p := d.partner("Harcourt & Lowe")
	newOnly, back := share("0.20"), share("0.05")
	newOnly.When.Age, back.When.Age = terms.NewClients, terms.ReturningClients
	d.sign(p, "2026-01-01", rules(newOnly, back))
	d.received(d.won(p, "Amber Ltd", "2026-01-05"), "2026-01-10", 100_000)
	d.received(d.won(p, "Amber Ltd", "2026-02-05"), "2026-02-10", 100_000)
	d.run()
	d.owes(p, 20_000+5_000, "new, then returning")
}

func TestAMarginLeavesOutTheCostOfTheFee(t *testing.T) {
	d := open(t)
	p := d.partner("Harcourt & Lowe")
	margin := share("0.10")
	margin.Basis = terms.OnMargin
	d.sign(p, "2026-01-01", rules(margin, terms.Rule{Kind: terms.Milestone, On: terms.AtFees, Over: 150_000, Flat: 1_000}))
	r := d.won(p, "Amber Ltd", "2026-01-05")
	cost := func(minor int64) func(*app.Fee) { return func(f *app.Fee) { f.Cost = minor } }
	f := d.fee(r, app.Received, "2026-01-10", 100_000, cost(40_000))
	d.run()
	d.owes(p, 6_000, "10 % of 600")
	d.fee(r, app.Received, "2026-01-11", 50_000, cost(60_000))
	d.run()
	d.owes(p, 7_000, "nothing left, and the threshold of 1,500")
	d.fee(r, app.Credited, "2026-01-20", 50_000, of(f))
	d.run()
	d.owes(p, 4_000, "half of the first is refunded")
}

// drawKinds draws terms of the kinds that pay beside others or by the total of a window.
func drawKinds(t *rapid.T) terms.Terms {
	bonus := terms.Rule{Kind: terms.Bonus, Measure: terms.ByRevenue, Window: terms.Quarter, Mode: rapid.SampledFrom([]terms.Mode{terms.Marginal,
		terms.Cliff}).Draw(t, "steps"), Tiers: []terms.Tier{{From: 400_000, Flat: 10_000}, {From: 1_000_000, Flat: 25_000}}}
	all := []terms.Rule{share("0.10"), adding(tiered(terms.Marginal).Rules[0]), bonus, adding(share("0.015"))}
	if rapid.Bool().Draw(t, "retro") {
		all[0] = tiered(terms.Retro, terms.Tier{Rate: rate("0.05")}, terms.Tier{From: 500_000, Rate: rate("0.08")}).Rules[0]
	}
	if rapid.Bool().Draw(t, "milestone") {
		all[3] = terms.Rule{Kind: terms.Milestone, On: terms.AtWon, Flat: 5_000}
	}
	return rules(all[:rapid.IntRange(1, 4).Draw(t, "rules")]...)
}

func TestRule10_LateIsInTimeForEveryKind(t *testing.T) {
	times(t, 6, func(r *rapid.T) {
		sameHoweverEntered(r, t, drawKinds(r), drawYear(r, rapid.Bool().Draw(r, "refunds")))
	})
}

func TestTakingAllFeesBackLeavesOnlyWhatIsNotPaidOnFees(t *testing.T) {
	times(t, 6, func(r *rapid.T) {
		tm := drawKinds(r)
		d := book(r, t, tm, drawYear(r, true), always)
		d.t = r
		for _, ref := range []app.ID[app.Referral]{1, 2} {
			fees, _ := d.Fees.Of(ctx(), ref)
			for i := len(fees) - 1; i >= 0; i-- {
				d.ok(d.Fees.Void(ctx(), app.Ask{}, fees[i].ID, "all wrong"))
			}
		}
		d.run()
		var want int64
		if len(tm.Rules) == 4 && tm.Rules[3].Kind == terms.Milestone {
			want = 2 * tm.Rules[3].Flat
		}
		if got := d.shut(r, "all taken back"); got != want {
			r.Fatalf("%d is left, want %d", got, want)
		}
	})
}

// The window of a quarter's bonus begins before an agreement that starts inside the quarter.
func TestABonusOfAQuarterTheAgreementBeganIn(t *testing.T) {
	d := open(t).on("2026-03-20")
	p := d.partner("Harcourt & Lowe")
	d.sign(p, "2026-01-11", rules(terms.Rule{Kind: terms.Bonus, Measure: terms.ByRevenue, Window: terms.Quarter, Mode: terms.Marginal,
		Tiers: []terms.Tier{{From: 1_000_000, Flat: 25_000}, {From: 2_500_000, Flat: 50_000}}}))
	r := d.won(p, "Marlow Ltd", "2026-02-01")
	fee := d.received(r, "2026-03-15", 1_200_000)
	d.run()
	d.owes(p, 25_000, "the first step")
	d.ok(d.Fees.Void(ctx(), app.Ask{}, fee, "entered by mistake"))
	d.run()
	d.owes(p, 0, "taken back")
}

func TestTermsThatAreWrongAreRefusedBeforeTheyAreWarnedOf(t *testing.T) {
	d := open(t)
	p := d.partner("Harcourt & Lowe")
	d.refused("a cadence there is not", refusal{kind: app.Invalid, field: "rules.1.every"}, func() error {
		_, err := d.Agreements.Add(ctx(), app.Ask{}, app.Agreement{Partner: p, From: d.today()},
			rules(terms.Rule{Kind: terms.Retainer, Flat: 500, Every: "fortnight"}))
		return err
	})
}
