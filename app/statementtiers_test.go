package app_test

import (
	"fmt"
	"strings"
	"testing"

	"rapport/app"
	"rapport/app/terms"
)

// The way through tiers, at the edges: below a step, exactly on it, above it, at the top; a lifetime; counts; a bonus.
func TestTheWayThroughTiers(t *testing.T) {
	steps := []terms.Tier{{Rate: rate("0.05")}, {From: 1_000_000, Rate: rate("0.08")}, {From: 5_000_000, Rate: rate("0.10")}}
	for _, c := range []struct {
		what  string
		terms terms.Terms
		fees  []int64
		want  string
	}{
		{"nothing yet", tiered(terms.Marginal, steps...), nil, "A-0001, 2026: 0.00, 5 %, 8 % from 10,000.00, 10,000.00"},
		{"a cent below", tiered(terms.Marginal, steps...), []int64{999_999}, "A-0001, 2026: 9,999.99, 5 %, 8 % from 10,000.00, 0.01"},
		{"exactly on it", tiered(terms.Marginal, steps...), []int64{400_000, 600_000}, "A-0001, 2026: 10,000.00, 8 %, 10 % from 50,000.00, 40,000.00"},
		{"cliff", tiered(terms.Cliff, steps...), []int64{1_200_000}, "A-0001, 2026: 12,000.00, 8 %, 10 % from 50,000.00, 38,000.00"},
		{"at the top", tiered(terms.Marginal, steps...), []int64{9_000_000}, "A-0001, 2026: 90,000.00, 10 %, , 0.00"},
		{"by count", terms.Terms{Currency: "EUR", Rules: []terms.Rule{{Kind: terms.Tiered, Mode: terms.Retro, Measure: terms.ByWonCount, Window: terms.Lifetime,
			Tiers: []terms.Tier{{Flat: 10_000}, {From: 3, Flat: 20_000}}}}}, nil, "A-0001, since 1 Jan 2026: 1 referral, 100.00 EUR, 200.00 EUR from 3 referrals, 2 referrals"},
		{"a bonus", terms.Terms{Currency: "EUR", Rules: []terms.Rule{{Kind: terms.Bonus, Mode: terms.Cliff, Measure: terms.ByRevenue, Window: terms.CalendarYear,
			Tiers: []terms.Tier{{From: 500_000, Flat: 7_500}}}}}, []int64{100_000}, "A-0001, 2026: 1,000.00, , 75.00 EUR from 5,000.00, 4,000.00"},
	} {
		d := open(t)
		p := d.partner("Harcourt & Lowe")
		d.sign(p, "2026-01-01", c.terms)
		r := d.won(p, "Amber Ltd", "2026-02-01")
		for i, minor := range c.fees {
			d.received(r, fmt.Sprintf("2026-02-%02d", 10+i), minor)
		}
		d.run()
		ways, err := d.Statements.Tiers(ctx(), p, "EUR", day("2026-03-31"))
		if err != nil || len(ways) != 1 {
			t.Errorf("%s: %+v, %v", c.what, ways, err)
			continue
		}
		w := ways[0]
		if got := strings.Join([]string{w.Of + ": " + w.Amount(w.SoFar), w.Reached, w.Next, w.Amount(w.ToGo)}, ", "); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.what, got, c.want)
		}
		if other, err := d.Statements.Tiers(ctx(), p, "USD", 0); err != nil || len(other) != 0 {
			t.Errorf("%s: in dollars %+v, %v", c.what, other, err)
		}
		if before, err := d.Statements.Tiers(ctx(), p, "EUR", day("2025-12-31")); err != nil || len(before) != 0 {
			t.Errorf("%s: before the agreement %+v, %v", c.what, before, err)
		}
	}
}

// A statement prints the tiers that are reached and the way to the next; the firm's own tiers too; one without tiers says nothing of them.
func TestAStatementShowsTheWayThroughTiers(t *testing.T) {
	d := open(t)
	d.settings(func(s *app.Settings) {
		s.PartnerTiers = []app.PartnerTier{{Name: "Silver", Measure: terms.ByWonCount, Window: terms.CalendarYear, AtLeast: 1}, {Name: "Gold", Measure: terms.ByRevenue, Window: terms.CalendarYear, AtLeast: 2_000_000}}
	})
	p := d.partner("Harcourt & Lowe")
	d.sign(p, "2026-01-01", tiered(terms.Marginal))
	d.received(d.won(p, "Amber Ltd", "2026-02-01"), "2026-02-10", 1_200_000)
	d.ok(d.Partners.SetTier(ctx(), app.Ask{}, p, "Silver", app.Move{Day: day("2026-02-01"), Reason: "one won"}))
	d.monthEnd("2026-02")
	text := flat(d.printed[len(d.printed)-1])
	for _, want := range []string{"Tiers Counted", "A-0001, 2026", "12,000.00", "5 %", "the highest is reached", "Partner tier, calendar year", "Silver", "Gold from 20,000.00", "8,000.00"} {
		if !strings.Contains(text, want) {
			t.Errorf("it lacks %q:\n%s", want, text)
		}
	}

	plain := open(t)
	q := plain.partner("Quill & Partners")
	plain.sign(q, "2026-01-01", percentOfAll("0.10"))
	plain.received(plain.won(q, "Amber Ltd", "2026-02-01"), "2026-02-10", 100_000)
	plain.monthEnd("2026-02")
	if text := flat(plain.printed[len(plain.printed)-1]); strings.Contains(text, "Tiers Counted") {
		t.Errorf("a statement without tiers shows them:\n%s", text)
	}
}
