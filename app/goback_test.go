package app_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"rapport/app"
	"rapport/app/terms"
)

// goesBack amends agreement 1 also for what was already worked out.
func (d *desk) goesBack(from string, tm terms.Terms) app.Receipt {
	d.t.Helper()
	r, err := d.Agreements.Amend(ctx(), app.Ask{}, 1, day(from), tm, app.Signature{By: "A. Partner", Retroactive: true})
	if err != nil {
		d.t.Fatalf("%v", err)
	}
	return r
}

// amending is goesBack as a step.
func amending(from string, tm terms.Terms) func(*desk) {
	return func(d *desk) { d.goesBack(from, tm) }
}

// 10 % was paid of 1,000.00 in February and of 2,000.00 in March. From March on it is 12 %: 40.00 more, at the line of March; that of February and
// what comes of the same win later is by its day.
func TestRule06_AnAmendmentGoesBackOnlyWhenChosen(t *testing.T) {
	d := inOrder(t, percentOfAll("0.10"), entered{"10 %", receive("2026-02-10", 1000, "2026-03-10", 2000), 300_00})
	d.refused("without the choice", refusal{kind: app.Invalid, field: "effective", say: "past lines never move"}, func() error { return d.amend(1, "2026-03-01") })
	d.refused("ahead", refusal{kind: app.Invalid, field: "effective", say: "lies ahead"}, func() error {
		_, err := d.Agreements.Amend(ctx(), app.Ask{}, 1, day("2027-03-01"), percentOfAll("0.12"), app.Signature{By: "A", Retroactive: true})
		return err
	})
	would := d.ok(d.Agreements.Amend(ctx(), app.Ask{Preview: true}, 1, day("2026-03-01"), percentOfAll("0.12"), app.Signature{By: "A", Retroactive: true}))
	if got := strings.Join(would.Warnings, "\n"); !strings.Contains(got, "books 1 true-up for what was already worked out: 40.00 EUR more") && !strings.Contains(got, "EUR 40.00 more") {
		t.Errorf("the preview says %q", got)
	}
	d.owes(1, 300_00, "after the preview")
	before := d.lines(1)
	d.goesBack("2026-03-01", percentOfAll("0.12"))
	d.run()
	after := d.lines(1)
	for i, l := range before {
		if after[i].Hash != l.Hash {
			t.Errorf("line %d moved", l.Seq)
		}
	}
	d.expect(1, "earning 100.00 accrued", "earning 200.00 accrued", "true-up 40.00 accrued")
	last := after[len(after)-1]
	if why, err := last.Why(); err != nil || last.Reverses != before[1].Seq || why.Amended != 2 {
		t.Errorf("the true-up points at %d, because of version %d: %v", last.Reverses, why.Amended, err)
	}
	d.explained(1)
	d.run()
	if again := d.lines(1); len(again) != len(after) {
		t.Errorf("run again there are %d lines", len(again))
	}
	d.received(1, "2026-04-10", 1000_00)
	d.run()
	d.owes(1, 340_00+120_00, "12 % of what the same win pays later")
	for _, id := range []app.ID[app.Fee]{1, 2, 3} {
		mistake(id)(d)
	}
	d.run()
	d.owes(1, 0, "when all was a mistake")
	d.replays("when all was a mistake")
	d.clean()
}

func TestRule06_AnAmendmentThatGoesBack(t *testing.T) {
	quarterly := rules(terms.Rule{Kind: terms.Tiered, Mode: terms.Marginal, Measure: terms.ByRevenue, Window: terms.Quarter,
		Tiers: []terms.Tier{{Rate: rate("0.10")}, {From: 10_000_00, Rate: rate("0.05")}}})
	fees := receive("2026-02-10", 1000, "2026-04-10", 2000, "2026-05-10", 3000)
	for _, c := range []struct {
		what   string
		was    terms.Terms
		before int64
		now    terms.Terms
		after  int64
		also   []entered
	}{
		{"a lower rate: 6 % of 5,000.00", percentOfAll("0.10"), 600_00, percentOfAll("0.06"), 100_00 + 300_00, []entered{
			{"half of May is refunded", refund("2026-06-01", 1500), 400_00 - 90_00}}},
		{"no second rule any more", rules(share("0.10"), adding(share("0.02"))), 720_00, percentOfAll("0.10"), 120_00 + 500_00, []entered{
			{"a fee of February comes in late", receive("2026-02-20", 1000), 740_00},
			{"that of April was a mistake", mistake(2), 740_00 - 200_00}}},
		{"a second rule", percentOfAll("0.10"), 600_00, rules(share("0.10"), adding(share("0.02"))), 600_00 + 100_00, []entered{
			{"a refund", refund("2026-06-01", 3000), 700_00 - 360_00}}},
		{"a cap by quarter", percentOfAll("0.10"), 600_00, capped(percentOfAll("0.10"), 400_00), 100_00 + 400_00, []entered{
			{"of a full quarter nothing more", receive("2026-06-10", 1000), 500_00}}},
		{"tiers by quarter instead of one rate", percentOfAll("0.20"), 1200_00, quarterly, 200_00 + 500_00, []entered{
			{"up to the second tier and beyond", receive("2026-06-10", 10_000), 700_00 + 500_00 + 250_00},
			{"July begins anew", receive("2026-07-10", 1000), 1450_00 + 100_00}}},
		{"the same again", percentOfAll("0.10"), 600_00, percentOfAll("0.10"), 600_00, nil},
		{"a retainer of 50.00 beside it, eight months that are over", percentOfAll("0.10"), 600_00,
			rules(share("0.10"), terms.Rule{Kind: terms.Retainer, Flat: 50_00, Every: terms.CalendarMonthly}), 600_00 + 8*50_00, nil},
	} {
		t.Run(c.what, func(t *testing.T) {
			steps := []entered{{"until then", fees, c.before}, {"amended", amending("2026-04-01", c.now), c.after}}
			inOrder(t, c.was, append(steps, c.also...)...).clean()
		})
	}
}

// However a year is entered and amended backwards, the ledger holds what the terms of each day pay, and its check finds nothing.
func TestRule06_GoingBackIsTheReplayOfTheNewTerms(t *testing.T) {
	times(t, 10, func(r *rapid.T) {
		was, now, acts := drawRules(r), drawRules(r), drawActs(r)
		for _, tm := range []terms.Terms{was, now} {
			if err := tm.Check(); err != nil {
				r.Skip(err.Error())
			}
		}
		d := yearOf(r, t, was)
		at := rapid.IntRange(0, len(acts)).Draw(r, "amended before")
		from := rapid.SampledFrom([]string{"2026-04-01", "2026-07-01", "2026-10-01"}).Draw(r, "from")
		for i, a := range acts {
			if i == at {
				d.run()
				if _, err := d.Agreements.Amend(ctx(), app.Ask{}, 1, day(from), now, app.Signature{By: "A", Retroactive: true}); err != nil && app.AsProblem(err) == nil {
					r.Fatal(err)
				}
			}
			d.enter(a)
		}
		d.run()
		lines := len(d.lines())
		d.run()
		say := fmt.Sprintf("%s\nfrom %s: %s\n%d %v\n%s", was.Words(), from, now.Words(), at, acts, said(d.lines()))
		if again := len(d.lines()); again != lines {
			r.Fatalf("run again there are %d lines instead of %d\n%s", again, lines, say)
		}
		got := d.replay("2025-01-01..2027-12-31", app.ReplayAsk{Drafts: []app.Draft{{Name: "In force"}}})
		for _, row := range got.ByPartner {
			if row.Booked != row.Paid[0] {
				r.Fatalf("%s: booked %d, replayed %d\n%s", row.Name, row.Booked, row.Paid[0], say)
			}
		}
		d.shut(r, say)
	})
}
