package app_test

import (
	"strings"
	"testing"

	"rapport/app"
	"rapport/app/terms"
)

// What terms may do that their author hardly means is told when they are drafted, changed, signed and amended; terms that are meant tell nothing.
func TestTermsThatMayBeAMistakeAreToldWithTheReceipt(t *testing.T) {
	year := share("0.10")
	year.Months = 12
	milestone := terms.Rule{Kind: terms.Milestone, On: terms.AtFees, Over: 10_000, Flat: 20_000}
	for _, c := range []struct {
		name string
		tm   terms.Terms
		last string
		want string // "" for nothing
	}{
		{"a share for a year", rules(year), "", ""},
		{"a share for life", rules(share("0.10")), "", "Rule 1 pays without end: of a client who brings 10,000.00 EUR a year, in ten years 10,000.00 EUR"},
		{"a share for life until a last day", rules(share("0.10")), "2030-12-31", ""},
		{"a second rule that pays less", rules(year, lower(year)), "", "Rule 2 can never pay: rule 1 pays as much or more on the same events"},
		{"more than the fees", rules(milestone), "", "Rule 1 pays 200.00 EUR when fees reach 100.00 EUR: more than the fees."},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := open(t)
			a := app.Agreement{Partner: d.partner("Harcourt & Lowe"), From: day("2026-01-01")}
			if c.last != "" {
				a.To = day(c.last)
			}
			told := func(act string, r app.Receipt) {
				t.Helper()
				got := strings.Join(r.Warnings, " ")
				if c.want == "" && got != "" || !strings.Contains(got, c.want) || len(r.Warnings) > 1 {
					t.Errorf("%s says %q, want %q once", act, r.Warnings, c.want)
				}
			}
			r := d.ok(d.Agreements.Add(ctx(), app.Ask{}, a, c.tm))
			told("the draft", r)
			s, err := d.Agreements.Get(ctx(), app.ID[app.Agreement](r.ID))
			if err != nil {
				t.Fatal(err)
			}
			told("the change", d.ok(d.Agreements.Edit(ctx(), app.Ask{}, s.Agreement, c.tm)))
			told("the signature", d.ok(d.Agreements.Sign(ctx(), app.Ask{}, s.ID, app.Signature{By: "A. Partner"})))
			told("the amendment", d.ok(d.Agreements.Amend(ctx(), app.Ask{}, s.ID, day("2026-02-20"), c.tm, app.Signature{By: "A. Partner"})))
			a.Partner = d.partner("Finch")
			told("drafted and signed at once", d.ok(d.Agreements.AddSigned(ctx(), app.Ask{}, a, c.tm, app.Signature{By: "A. Partner"})))
		})
	}
}

func lower(r terms.Rule) terms.Rule {
	r.Rate = rate("0.05")
	return r
}

// tiersWorld is a firm with two tiers by rule, one given by hand, and two partners: one has won twice, one nothing.
func tiersWorld(t *testing.T, byRule bool) (d *desk, busy, idle app.ID[app.Partner]) {
	d = open(t).on("2026-06-01")
	s, err := d.Setup.Settings(ctx())
	if err != nil {
		t.Fatal(err)
	}
	s.PartnerTiers = []app.PartnerTier{{Name: "Silver", Measure: terms.ByWonCount, Window: terms.CalendarYear, AtLeast: 2},
		{Name: "Gold", Measure: terms.ByRevenue, Window: terms.CalendarYear, AtLeast: 500_000}, {Name: "Friend"}}
	s.TiersByRule = byRule
	d.ok(d.Setup.Edit(ctx(), app.Ask{}, s))
	busy, idle = d.active("Harcourt & Lowe"), d.active("Finch")
	d.won(busy, "Amber Ltd", "2026-01-05")
	d.won(busy, "Birch Ltd", "2026-02-05")
	return d, busy, idle
}

// active is a partner that the firm works with.
func (d *desk) active(name string) app.ID[app.Partner] {
	d.t.Helper()
	p := d.partner(name)
	d.sign(p, "2025-01-01", rules(share("0.10")))
	for _, to := range []app.PartnerState{app.PartnerCheck, app.Onboarding, app.Active} {
		d.ok(d.Partners.SetState(ctx(), app.Ask{}, p, to, app.Move{Reason: "known for years"}))
	}
	return p
}

func (d *desk) tier(p app.ID[app.Partner], want, what string) {
	d.t.Helper()
	if got, err := d.Partners.Tier(ctx(), p, 0); err != nil || got != want {
		d.t.Errorf("%s: the tier is %q, want %q (%v)", what, got, want, err)
	}
}

func TestAReviewMovesPartnersToTheHighestTierTheyReach(t *testing.T) {
	d, busy, idle := tiersWorld(t, false)
	r := d.ok(d.Partners.ReviewTiers(ctx(), app.Ask{Preview: true}, 0))
	if want := "Harcourt & Lowe: Silver instead of none, 2 of 2 won in the calendar year."; len(r.Warnings) != 1 || r.Warnings[0] != want {
		t.Fatalf("the preview says %q, want %q", r.Warnings, want)
	}
	d.tier(busy, "", "after the preview")
	d.ok(d.Partners.ReviewTiers(ctx(), app.Ask{}, day("2026-02-04")))
	d.tier(busy, "", "the day before the second win")
	d.ok(d.Partners.ReviewTiers(ctx(), app.Ask{}, 0))
	d.tier(busy, "Silver", "two won")
	d.tier(idle, "", "nothing won")
	if r := d.ok(d.Partners.ReviewTiers(ctx(), app.Ask{}, 0)); len(r.Warnings) != 0 {
		t.Errorf("a second review moves %q", r.Warnings)
	}
	ref := d.won(busy, "Cedar Ltd", "2026-03-05")
	first := d.received(ref, "2026-03-10", 499_999)
	d.ok(d.Partners.ReviewTiers(ctx(), app.Ask{}, 0))
	d.tier(busy, "Silver", "a cent short of gold")
	d.received(ref, "2026-03-11", 1)
	d.ok(d.Partners.ReviewTiers(ctx(), app.Ask{}, 0))
	d.tier(busy, "Gold", "exactly at gold")
	d.fee(ref, app.Credited, "2026-03-12", 100, of(first))
	d.ok(d.Partners.ReviewTiers(ctx(), app.Ask{}, 0))
	d.tier(busy, "Silver", "a refund")
	d.on("2027-01-01")
	d.ok(d.Partners.ReviewTiers(ctx(), app.Ask{}, 0))
	d.tier(busy, "", "a new year")
	steps, err := d.Partners.Tiers(ctx(), busy)
	if err != nil || len(steps) != 4 || steps[3].Reason != "no tier is reached" || steps[1].From != "Silver" || steps[1].Who == "" {
		t.Errorf("the history is %+v (%v)", steps, err)
	}
}

func TestATierGivenByHandStaysUntilARuleReachesOne(t *testing.T) {
	d, busy, idle := tiersWorld(t, false)
	for _, p := range []app.ID[app.Partner]{busy, idle} {
		d.ok(d.Partners.SetTier(ctx(), app.Ask{}, p, "Friend", app.Move{Reason: "an old friend"}))
	}
	d.ok(d.Partners.ReviewTiers(ctx(), app.Ask{}, 0))
	d.tier(busy, "Silver", "a rule reaches silver")
	d.tier(idle, "Friend", "no rule reaches one")
}

// A tier that rules ask something for can be given by hand as well: a review does not take it away, and it stands again when a rule has moved
// the partner above it for a time. Moved by hand, the partner is where it was put; moved out of all tiers, rules decide again.
func TestATierGivenByHandIsNotTakenAwayByAReview(t *testing.T) {
	d, busy, idle := tiersWorld(t, false)
	d.ok(d.Partners.SetTier(ctx(), app.Ask{}, idle, "Silver", app.Move{Reason: "promised when they joined"}))
	d.ok(d.Partners.SetTier(ctx(), app.Ask{}, busy, "Gold", app.Move{Reason: "promised when they joined"}))
	d.ok(d.Partners.ReviewTiers(ctx(), app.Ask{}, 0))
	d.tier(idle, "Silver", "nothing is reached")
	d.tier(busy, "Gold", "silver is reached")
	d.received(d.won(idle, "Dale Ltd", "2026-03-05"), "2026-03-10", 500_000)
	d.ok(d.Partners.ReviewTiers(ctx(), app.Ask{}, 0))
	d.tier(idle, "Gold", "gold is reached")
	d.on("2027-01-01")
	d.ok(d.Partners.ReviewTiers(ctx(), app.Ask{}, 0))
	d.tier(idle, "Silver", "a new year: what was given by hand")
	d.ok(d.Partners.SetTier(ctx(), app.Ask{}, idle, "", app.Move{Reason: "it was for a year"}))
	d.ok(d.Partners.ReviewTiers(ctx(), app.Ask{}, 0))
	d.tier(idle, "", "taken out by hand")
}

func TestACommissionRunReviewsTiersFirstWhereTheFirmSaysSo(t *testing.T) {
	d, busy, _ := tiersWorld(t, false)
	d.run()
	d.tier(busy, "", "not asked for")
	d, busy, _ = tiersWorld(t, true)
	d.run()
	d.tier(busy, "Silver", "asked for")
}

// A tier may be given up to a last day: afterwards the partner has what it had before, or has reached meanwhile, and fees keep the tier of their day.
func TestATierGivenUntilALastDay(t *testing.T) {
	give := func(d *desk, p app.ID[app.Partner], tier, from, until string) app.Receipt {
		t.Helper()
		m := app.Move{Day: day(from), Reason: "a promise"}
		if until != "" {
			m.Until = day(until)
		}
		return d.ok(d.Partners.SetTier(ctx(), app.Ask{}, p, tier, m))
	}
	d, busy, idle := tiersWorld(t, true)
	d.run()
	d.tier(busy, "Silver", "by rule")
	r := give(d, busy, "Gold", "2026-06-01", "2026-06-30")
	if want := "from 2026-06-01 until 2026-06-30"; !strings.Contains(r.Label, want) {
		t.Errorf("%q does not say %q", r.Label, want)
	}
	give(d, idle, "Friend", "2026-05-01", "")
	give(d, idle, "Gold", "2026-06-01", "2026-06-30")
	for _, c := range []struct{ on, busy, idle string }{{"2026-06-01", "Gold", "Gold"}, {"2026-06-30", "Gold", "Gold"}, {"2026-07-01", "Silver", "Friend"}} {
		d.on(c.on)
		d.tier(busy, c.busy, c.on+", of one with a tier by rule")
		d.tier(idle, c.idle, c.on+", of one with a tier by hand")
	}
	d.run()
	d.tier(busy, "Silver", "after the review of 1 July")
	d.tier(idle, "Friend", "after the review of 1 July")
	give(d, busy, "Gold", "2026-07-01", "2026-09-30")
	d.ok(d.Partners.SetTier(ctx(), app.Ask{}, busy, "Friend", app.Move{Day: day("2026-07-01"), Reason: "they asked for it"}))
	d.on("2026-10-01").tier(busy, "Friend", "given another one meanwhile")
	d.refused("ends before it begins", refusal{kind: app.Invalid, field: "until", say: "lies before"}, func() error {
		_, err := d.Partners.SetTier(ctx(), app.Ask{}, idle, "Gold", app.Move{Day: day("2026-09-02"), Until: day("2026-09-01"), Reason: "x"})
		return err
	})
	d, busy, _ = tiersWorld(t, false)
	given := give(d, busy, "Gold", "2026-06-01", "2026-06-30")
	d.ok(d.History.Undo(ctx(), app.Ask{}, given.Audit))
	d.tier(busy, "", "undone")
}
