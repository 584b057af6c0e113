package app_test

import (
	"fmt"
	"strings"
	"testing"

	"rapport/app"
	"rapport/app/terms"
)

// byHand is a step that reverses a line, and lets what must be refused fail the test.
func byHand(seq int64) func(*desk) {
	return func(d *desk) {
		d.approve()
		if err := d.reverse(seq); err != nil {
			d.t.Fatalf("line %d: %v", seq, err)
		}
	}
}

// decided enters and runs one thing after the other, and holds what is owed and the check of the file after each. A second run, and a mistake
// that is entered in January and taken back, change nothing.
func decided(t *testing.T, tm terms.Terms, steps ...entered) *desk {
	t.Helper()
	d, p := step(t, tm, func(*desk, string) {}, steps)
	owed := d.owed(p)
	wrong := d.received(1, "2026-01-02", 777_00)
	d.ok(d.Fees.Void(ctx(), app.Ask{}, wrong, "entered by mistake"))
	d.run()
	d.owes(p, owed, "worked out again")
	return d
}

// All of a year's fees are paid 3 %, or 8 % once they reach 12,000.00. A line reversed by hand is owed no more, and the others are paid at the
// rate that they reach without it: the true-up says so at the reversal.
func TestRule06_ALineReversedByHandUnderTiersWithTrueUp(t *testing.T) {
	steps := []terms.Tier{{Rate: rate("0.03")}, {From: 12_000_00, Rate: rate("0.08")}}
	tm := rules(terms.Rule{Kind: terms.Tiered, Mode: terms.Retro, Measure: terms.ByRevenue, Window: terms.CalendarYear, Tiers: steps})
	fees := entered{"8 % of 13,000.00", receive("2026-02-10", 5000, "2026-03-10", 8000), 1_040_00}

	d := decided(t, tm, fees, entered{"3 % of the 8,000.00 that are left", byHand(1), 240_00})
	lines := []string{"earning 150.00 approved", "earning 640.00 approved", "true-up 250.00 approved", "reversal -150.00 accrued", "true-up -650.00 accrued"}
	if got := said(d.lines(1)[:5]); got != strings.Join(lines, "; ") {
		t.Errorf("the ledger says %s", got)
	}
	d.refused("once more", refusal{say: "Nothing is left of line 1"}, func() error { return d.reverse(1) })

	decided(t, tm, fees,
		entered{"3 % of the 5,000.00 that are left", byHand(2), 150_00},
		entered{"nothing is left", byHand(1), 0})
	decided(t, tm, fees,
		entered{"without the 5,000.00", byHand(1), 240_00},
		entered{"put back", byHand(4), 1_040_00})
	decided(t, tm, fees,
		entered{"without the 5,000.00", byHand(1), 240_00},
		entered{"with 4,000.00 more the others reach 12,000.00", receive("2026-06-10", 4000), 960_00},
		entered{"and what comes in late counts from its own day", receive("2026-01-10", 1000), 1_040_00},
		entered{"a refund is of the others", refund("2026-07-10", 2000), 330_00})
	decided(t, tm, entered{"8 % of 16,000.00", receive("2026-02-10", 8000, "2026-03-10", 8000), 1_280_00},
		entered{"a quarter of the second is given back", refund("2026-04-10", 2000), 1_120_00},
		entered{"and what is left of it by hand", byHand(2), 240_00})
	decided(t, capped(tm, 500_00), entered{"8 % of 13,000.00, up to 500.00", receive("2026-02-10", 5000, "2026-03-10", 8000), 500_00},
		entered{"3 % of 8,000.00", byHand(1), 240_00})
	d = open(t).on("2026-12-31")
	d.sign(d.partner("Harcourt & Lowe"), "2026-01-01", tm)
	d.won(1, "Amber Ltd", "2026-01-02")
	fees.do(d)
	d.run()
	d.approve()
	d.refused("what all lines before it come to", refusal{say: "is of all that was measured before it"}, func() error { return d.reverse(3) })
}

// What people reverse of a mistake is theirs: the line, and what took it back, are owed as they leave them, and the cap counts that. All pay 10 % of
// what comes in, up to 100.00 a year: of 80.00 for the 800.00 of September it leaves what the 80.00 of March do not use.
func TestRule06_AMistakePutBackAndReversedByHand(t *testing.T) {
	fee, wrong := entered{"10 % of 800.00", receive("2026-03-10", 800), 80_00}, entered{"line 2 takes it back: the fee was a mistake", mistake(1), 0}
	back, off := entered{"line 3 puts it back", byHand(2), 80_00}, entered{"line 4 takes line 1 off", byHand(1), 0}
	void := func(seq, owes int64) entered {
		return entered{fmt.Sprintf("line %d is voided", seq), func(d *desk) { d.ok(d.Commissions.Void(ctx(), app.Ask{}, seq, "it was none")) }, owes}
	}
	for _, c := range []struct {
		what      string
		steps     []entered
		september int64 // what is owed with 80.00 more
	}{
		{"a mistake", []entered{fee, wrong}, 80_00},
		{"put back", []entered{fee, wrong, back}, 100_00},
		{"and line 1 off", []entered{fee, wrong, back, off}, 80_00},
		{"and line 1 on again", []entered{fee, wrong, back, off, {"line 5 takes line 4 back", byHand(4), 80_00}}, 100_00},
		{"and line 1 off once more", []entered{fee, wrong, back, off, {"line 5 takes line 4 back", byHand(4), 80_00},
			{"line 6 takes line 5 back", byHand(5), 0}}, 80_00},
		{"what took it back is voided, and line 1 off", []entered{fee, wrong, void(2, 80_00), {"line 3 takes line 1 off", byHand(1), 0}}, 80_00},
		{"what took it back is voided", []entered{fee, wrong, void(2, 80_00)}, 100_00},
		{"put back and that is voided", []entered{fee, wrong, back, void(3, 0)}, 80_00},
		{"taken off by hand, put back", []entered{fee, {"line 2 takes line 1 off", byHand(1), 0}, {"line 3 takes line 2 back", byHand(2), 80_00}}, 100_00},
		{"taken off by hand, put back, taken off", []entered{fee, {"line 2 takes line 1 off", byHand(1), 0}, {"line 3 takes line 2 back", byHand(2), 80_00},
			{"line 4 takes line 1 off", byHand(1), 0}}, 80_00},
		{"taken off by hand, put back, that taken back", []entered{fee, {"line 2 takes line 1 off", byHand(1), 0}, {"line 3 takes line 2 back", byHand(2), 80_00},
			{"line 4 takes line 3 back", byHand(3), 0}}, 80_00},
		{"taken off by hand, put back twice over", []entered{fee, {"line 2 takes line 1 off", byHand(1), 0}, {"line 3 takes line 2 back", byHand(2), 80_00},
			{"line 4 takes line 3 back", byHand(3), 0}, {"line 5 takes line 4 back", byHand(4), 80_00}}, 100_00},
		{"taken off by hand, that voided", []entered{fee, {"line 2 takes line 1 off", byHand(1), 0}, void(2, 80_00)}, 100_00},
		{"taken off by hand, and a mistake", []entered{fee, {"line 2 takes line 1 off", byHand(1), 0}, {"the fee was a mistake", mistake(1), 0}}, 80_00},
		{"taken off by hand, a mistake, and put back", []entered{fee, {"line 2 takes line 1 off", byHand(1), 0}, {"the fee was a mistake", mistake(1), 0},
			{"line 2 taken back", byHand(2), 80_00}}, 100_00},
		{"put back and not", []entered{fee, wrong, back, {"line 4 takes line 3 back", byHand(3), 0}}, 80_00},
	} {
		t.Run(c.what, func(t *testing.T) {
			d := open(t).on("2026-06-30")
			p := d.partner("Harcourt & Lowe")
			d.sign(p, "2026-01-01", capped(percentOfAll("0.10"), 100_00))
			d.won(p, "Amber Ltd", "2026-01-02")
			september := entered{"800.00 of September", func(d *desk) { receive("2026-09-10", 800)(d.on("2026-12-31")) }, c.september}
			for _, s := range append(c.steps, september) {
				s.do(d)
				d.run()
				d.owes(p, s.owes, s.what)
				lines := len(d.lines(p))
				d.again(1)
				d.run()
				d.owes(p, s.owes, s.what+", worked out again")
				if again := len(d.lines(p)); again != lines {
					t.Errorf("%s: worked out again there are %d lines instead of %d", s.what, again, lines)
				}
			}
			d.explained(p)
		})
	}
}

// 300.00 a win, and 500.00 for all of them from the fourth on. A win whose line is reversed by hand counts no more.
func TestRule06_AWinReversedByHandUnderTiersWithTrueUp(t *testing.T) {
	tm := rules(terms.Rule{Kind: terms.Tiered, Mode: terms.Retro, Measure: terms.ByWonCount, Window: terms.CalendarYear,
		Tiers: []terms.Tier{{Flat: 300_00}, {From: 3, Flat: 500_00}}})
	win := func(client, on string) func(*desk) { return func(d *desk) { d.won(1, client, on) } }
	decided(t, tm, entered{"the first", func(*desk) {}, 300_00},
		entered{"two", win("Birch Ltd", "2026-02-02"), 600_00},
		entered{"three", win("Cedar Ltd", "2026-03-02"), 900_00},
		entered{"500.00 each", win("Dogwood Ltd", "2026-04-02"), 2_000_00},
		entered{"without the second three at 300.00", byHand(2), 900_00},
		entered{"a fourth again", win("Elder Ltd", "2026-05-02"), 2_000_00},
		entered{"one of January counts, too", win("Fir Ltd", "2026-01-20"), 2_500_00})
}

// An end that is entered late is worked out as one entered in time: what was earned after it and is not owed by the tail rule is taken back.
func TestRule10_AnEndEnteredLate(t *testing.T) {
	fees := receive("2026-02-10", 1000, "2026-05-10", 2000, "2026-09-10", 3000)
	for _, c := range []struct {
		what   string
		tm     terms.Terms
		before int64
		after  int64
	}{
		{"nothing after the end", percentOfAll("0.10"), 600_00, 100_00},
		{"three months more for clients won", tailed(percentOfAll("0.10"), terms.Tail{Kind: terms.TailWon, Months: 3}), 600_00, 300_00},
		{"for life", tailed(percentOfAll("0.10"), terms.Tail{Kind: terms.TailLife}), 600_00, 600_00},
		{"under a cap", capped(percentOfAll("0.10"), 250_00), 250_00, 100_00},
		{"a retainer of ten months, of which three are left", rules(share("0.10"), terms.Rule{Kind: terms.Retainer, Flat: 50_00, Every: terms.CalendarMonthly}),
			600_00 + 10*50_00, 100_00 + 3*50_00},
		{"guaranteed 350.00 a quarter, of which one is left", guaranteed(percentOfAll("0.10"), 350_00), 3 * 350_00, 350_00},
		{"tiers with true-up: 10 % of all from 5,000.00 on, else 5 %", rules(terms.Rule{Kind: terms.Tiered, Mode: terms.Retro, Measure: terms.ByRevenue,
			Window: terms.CalendarYear, Tiers: []terms.Tier{{Rate: rate("0.05")}, {From: 5_000_00, Rate: rate("0.10")}}}), 600_00, 50_00},
	} {
		t.Run(c.what, func(t *testing.T) {
			d := open(t).on("2026-11-15")
			p := d.partner("Harcourt & Lowe")
			a := d.sign(p, "2026-01-01", c.tm)
			d.won(p, "Amber Ltd", "2026-01-02")
			fees(d)
			d.run()
			d.owes(p, c.before, "until then")
			before := d.lines(p)
			r := d.ok(d.Agreements.End(ctx(), app.Ask{}, a, day("2026-03-31"), "no renewal"))
			if len(r.Warnings) == 0 {
				t.Errorf("nothing says that it is worked out again")
			}
			d.run()
			d.owes(p, c.after, "after the end")
			for i, l := range d.lines(p)[:len(before)] {
				if l.Hash != before[i].Hash {
					t.Errorf("line %d moved", l.Seq)
				}
			}
			d.replays(c.what)
			d.explained(p)
			lines := len(d.lines(p))
			d.run()
			if again := len(d.lines(p)); again != lines {
				t.Errorf("run again there are %d lines instead of %d", again, lines)
			}
			d.clean()
		})
	}
}

func tailed(tm terms.Terms, tail terms.Tail) terms.Terms { tm.Tail = tail; return tm }

func guaranteed(tm terms.Terms, minor int64) terms.Terms {
	tm.Floor = &terms.Limit{Amount: minor, Window: terms.Quarter}
	return tm
}

// A suspension that is entered late takes the retainer of its months back; being resumed late gives it again.
func TestRule10_ASuspensionEnteredLate(t *testing.T) {
	d := open(t).on("2026-07-10")
	p := d.partner("Harcourt & Lowe")
	a := d.sign(p, "2026-01-01", rules(terms.Rule{Kind: terms.Retainer, Flat: 100_00, Every: terms.CalendarMonthly}))
	d.run()
	d.owes(p, 600_00, "six months")
	d.ok(d.Agreements.SetState(ctx(), app.Ask{}, a, app.AgreementSuspended, app.Move{Day: day("2026-03-01")}))
	d.run()
	d.owes(p, 200_00, "January and February")
	d.replays("suspended")
	d.ok(d.Agreements.SetState(ctx(), app.Ask{}, a, app.AgreementActive, app.Move{Day: day("2026-06-01")}))
	d.run()
	d.owes(p, 300_00, "and June")
	d.replays("resumed")
	d.explained(p)
	d.clean()
}

// A partner that is ended ends its agreements: those, too, are worked out again.
func TestRule10_APartnerEndedLate(t *testing.T) {
	d := open(t).on("2026-11-15")
	p := d.active("Harcourt & Lowe") // with an agreement over 10 % from 2025 on
	d.won(p, "Amber Ltd", "2026-01-02")
	receive("2026-02-10", 1000, "2026-05-10", 2000)(d)
	d.run()
	d.ok(d.Partners.SetState(ctx(), app.Ask{}, p, app.Ended, app.Move{Day: day("2026-03-31"), Reason: "retired"}))
	d.run()
	d.owes(p, 100_00, "until the end")
	d.replays("ended")
}

// Terms that change nothing for the past take effect all the same, and so do those whose day has come with nothing to work out.
func TestRule06_AnAmendmentThatChangesNothingTakesEffect(t *testing.T) {
	for _, back := range []bool{true, false} {
		d := open(t).on("2026-06-15")
		p := d.partner("Harcourt & Lowe")
		a := d.sign(p, "2026-01-01", percentOfAll("0.10"))
		d.won(p, "Amber Ltd", "2026-01-02")
		d.run()
		from := "2026-03-01"
		if !back {
			from = "2026-07-01"
		}
		d.ok(d.Agreements.Amend(ctx(), app.Ask{}, a, day(from), percentOfAll("0.10"), app.Signature{By: "A", Retroactive: back}))
		d.on("2026-07-02").run()
		s, err := d.Agreements.Get(ctx(), a)
		if err != nil || s.Versions[0].State != app.VersionSuperseded || s.Versions[1].State != app.VersionFrozen {
			t.Errorf("back %v: version 1 is %s, version 2 %s (%v)", back, s.Versions[0].State, s.Versions[1].State, err)
		}
	}
}

// A line that is voided counts no more: the others come to what they are without it, at the next run.
func TestRule06_WhatTheOthersComeToWithoutAVoidedLine(t *testing.T) {
	void := func(seq int64) func(*desk) {
		return func(d *desk) { d.ok(d.Commissions.Void(ctx(), app.Ask{}, seq, "not owed")) }
	}
	for _, c := range []struct {
		what   string
		tm     terms.Terms
		before int64
		after  int64
	}{
		{"10 % up to 10,000.00, 5 % above: the second is now all in the first tier", tiered(terms.Marginal), 600_00 + 400_00 + 200_00, 800_00},
		{"a cap of 1,000.00: the second has its room", capped(percentOfAll("0.10"), 1_000_00), 1_000_00, 800_00},
		{"one rate: nothing else changes", percentOfAll("0.10"), 1_400_00, 800_00},
	} {
		t.Run(c.what, func(t *testing.T) {
			decided(t, c.tm, entered{"6,000.00 and 8,000.00", receive("2026-02-10", 6000, "2026-03-10", 8000), c.before},
				entered{"without the first", void(1), c.after}).clean()
		})
	}
}
