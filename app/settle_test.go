package app_test

import (
	"strings"
	"testing"

	"rapport/app"
	"rapport/app/terms"
)

// settled is one thing after the other: what is entered, then a run.
type entered struct {
	what string
	do   func(d *desk)
	owes int64 // after the run
}

// inOrder enters and runs, and holds what is owed, the check of the file and the replay against each other after each.
func inOrder(t *testing.T, tm terms.Terms, steps ...entered) *desk {
	t.Helper()
	d, _ := step(t, tm, func(d *desk, what string) { d.replays(what) }, steps)
	return d
}

// step enters and runs one thing after the other on one agreement, and holds what is owed, also when run again, and what more there is to hold.
func step(t *testing.T, tm terms.Terms, more func(*desk, string), steps []entered) (*desk, app.ID[app.Partner]) {
	t.Helper()
	d := open(t).on("2026-12-31")
	p := d.partner("Harcourt & Lowe")
	d.sign(p, "2026-01-01", tm)
	d.won(p, "Amber Ltd", "2026-01-02")
	for _, s := range steps {
		s.do(d)
		d.run()
		d.owes(p, s.owes, s.what)
		more(d, s.what)
		lines := len(d.lines(p))
		d.run()
		if again := len(d.lines(p)); again != lines {
			t.Errorf("%s: run again there are %d lines instead of %d", s.what, again, lines)
		}
		d.explained(p)
	}
	return d, p
}

// replays wants the replay of the terms in force over the whole history to pay what is booked.
func (d *desk) replays(what string) {
	d.t.Helper()
	r := d.replay("2025-01-01..2027-12-31", app.ReplayAsk{Drafts: []app.Draft{{Name: "In force"}}})
	if r.Total.Booked != r.Total.Paid[0] {
		d.t.Errorf("%s: booked are %s, replayed %s\n%s", what, eur(r.Total.Booked), eur(r.Total.Paid[0]), said(d.lines()))
	}
}

// receive enters fees by day: pairs of a day and an amount in whole euro.
func receive(fees ...any) func(*desk) {
	return func(d *desk) {
		for i := 0; i < len(fees); i += 2 {
			d.received(1, fees[i].(string), int64(fees[i+1].(int))*100)
		}
	}
}

// refund gives whole euro back, of no fee in particular.
func refund(on string, euro int64) func(*desk) {
	return func(d *desk) { d.fee(1, app.Credited, on, euro*100) }
}

// mistake takes a fee event back by its place of entry.
func mistake(id app.ID[app.Fee]) func(*desk) {
	return func(d *desk) { d.ok(d.Fees.Void(ctx(), app.Ask{}, id, "entered by mistake")) }
}

// Two rules by tiers compete, one by quarter and one by year, and both measure every fee, whichever of them won it. 500.00 pays 3 % and the
// 1,000.00 that reaches 1,500.00 in the year 8 %; with 100.00 of January the same, and 3 % of that.
func TestRule10_ALateFeeIsMeasuredByRulesThatDidNotWin(t *testing.T) {
	tiers := func(from int64) []terms.Tier {
		return []terms.Tier{{Rate: rate("0.03")}, {From: from, Rate: rate("0.08")}}
	}
	tm := rules(terms.Rule{Kind: terms.Tiered, Mode: terms.Marginal, Measure: terms.ByRevenue, Window: terms.Quarter, Tiers: tiers(10_000_00)},
		terms.Rule{Kind: terms.Tiered, Mode: terms.Cliff, Measure: terms.ByRevenue, Window: terms.CalendarYear, Tiers: tiers(1_500_00)})
	inOrder(t, tm,
		entered{"15.00 and 80.00", receive("2026-02-10", 500, "2026-02-20", 1000), 95_00},
		entered{"3.00 more", receive("2026-01-10", 100), 98_00},
		entered{"500.00 more in January: it and the 500.00 of February pay 3 %, the 1,000.00 8 %", receive("2026-01-20", 500), 98_00 + 15_00},
		entered{"500.00 in January: now the 500.00 of February reach 1,500.00, too", receive("2026-01-25", 500), 98_00 + 15_00 + 15_00 + 25_00})
}

// A true-up may be of another rule: 10 % from 1,000.00 a quarter on, or 6 % from 2,000.00 a year.
func TestRule10_ALateFeeMayMakeAnotherRuleWin(t *testing.T) {
	tm := rules(terms.Rule{Kind: terms.Tiered, Mode: terms.Cliff, Measure: terms.ByRevenue, Window: terms.Quarter,
		Tiers: []terms.Tier{{Rate: rate("0.01")}, {From: 3_000_00, Rate: rate("0.10")}}}, share("0.05"))
	d := inOrder(t, tm,
		entered{"5 % of 2,000.00", receive("2026-03-10", 2000), 100_00},
		entered{"5 % of 1,000.00, and 10 % of the 2,000.00 that reach 3,000.00", receive("2026-02-10", 1000), 50_00 + 200_00})
	d.expect(1, "earning 100.00 accrued", "earning 50.00 accrued", "true-up -100.00 accrued", "true-up 200.00 accrued")
}

// The cap comes first, then the floor. A fee entered late takes the room that the top-up had, not what is left beside it.
func TestRule13_ALateFeeUnderACapAndAFloor(t *testing.T) {
	tm := rules(terms.Rule{Kind: terms.FlatOnWin, Flat: 500_00}, adding(share("0.05")))
	tm.Cap, tm.Floor = &terms.Limit{Amount: 1_700_00, Window: terms.Quarter}, &terms.Limit{Amount: 1_600_00, Window: terms.Quarter}
	inOrder(t, tm,
		entered{"500.00 of the first win, topped up, and two quarters more", func(*desk) {}, 3 * 1_600_00},
		entered{"three wins, topped up", func(d *desk) { d.won(1, "Birch Ltd", "2026-01-20"); d.won(1, "Cedar Ltd", "2026-02-20") }, 3 * 1_600_00},
		entered{"1,500.00 of the wins and 200.00 of the 600.00 that the cap leaves", receive("2026-03-20", 12_000), 1_700_00 + 2*1_600_00})
}

// A refund is of what came in before it: of 10,000.00 given back on 26 March, 5,000.00 were paid 10 % and 5,000.00 5 %.
func TestRule07_ALateRefundIsOfWhatCameBeforeIt(t *testing.T) {
	tm := rules(terms.Rule{Kind: terms.Tiered, Mode: terms.Marginal, Measure: terms.ByRevenue, Window: terms.Quarter,
		Tiers: []terms.Tier{{Rate: rate("0.10")}, {From: 10_000_00, Rate: rate("0.05")}}})
	inOrder(t, tm,
		entered{"1,500.00 of March, 1,000.00 of April", receive("2026-03-15", 20_000, "2026-04-25", 10_000), 2_500_00},
		entered{"half of March is taken back", refund("2026-03-26", 10_000), 2_500_00 - 750_00},
		entered{"of 5,000.00 between the two, 5,000.00 are given back first", receive("2026-03-20", 5_000), 1_000_00 + 1_125_00})
}

// A fee that was a mistake used the cap for nothing: the fees after it get its room.
func TestRule13_AMistakenFeeGivesItsRoomUnderTheCapBack(t *testing.T) {
	inOrder(t, capped(percentOfAll("0.10"), 100_00),
		entered{"80.00 and 20.00", receive("2026-02-10", 800, "2026-03-10", 800), 100_00},
		entered{"80.00 of the second", mistake(1), 80_00})
}

// Refunds give room under a cap; a fee that comes in late finds it as it was on its day.
func TestRule13_ALateFeeUnderACapWithRefunds(t *testing.T) {
	inOrder(t, capped(percentOfAll("0.10"), 100_00),
		entered{"80.00, of which 40.00 are given back, and 60.00 of 70.00", func(d *desk) {
			receive("2026-02-10", 800)(d)
			refund("2026-03-01", 400)(d)
			receive("2026-04-10", 700)(d)
		}, 40_00 + 60_00},
		entered{"in time: 50.00, 50.00 of 80.00, half of it back, 25.00 of 70.00", receive("2026-01-20", 500), 50_00 + 25_00 + 25_00})
}

// Months in which an agreement is suspended earn no retainer: a line says so, also once it is in force again. Of a month that it is suspended in
// part, a retainer by days pays the rest.
func TestARetainerRestsWhileTheAgreementIsSuspended(t *testing.T) {
	for _, c := range []struct {
		what    string
		proRata bool
		march   string
	}{
		{"whole months", false, "retainer 310.00 accrued"},
		{"by days: 16 of 31 of March", true, "retainer 160.00 accrued"},
	} {
		d := open(t).on("2026-03-02")
		p := d.partner("Harcourt & Lowe")
		a := d.sign(p, "2026-01-01", rules(terms.Rule{Kind: terms.Retainer, Flat: 310_00, Every: terms.CalendarMonthly, ProRata: c.proRata}))
		d.run()
		d.ok(d.Agreements.SetState(ctx(), app.Ask{}, a, app.AgreementSuspended, app.Move{Day: day("2026-03-17")}))
		lines := []string{"retainer 310.00 accrued", "retainer 310.00 accrued", c.march}
		d.on("2026-05-10").run()
		d.expect(p, append(lines, "retainer 0.00 void")...)
		d.ok(d.Agreements.SetState(ctx(), app.Ask{}, a, app.AgreementActive, app.Move{Day: day("2026-06-01")}))
		d.on("2026-07-02").run()
		d.run()
		d.expect(p, append(lines, "retainer 0.00 void", "retainer 0.00 void", "retainer 310.00 accrued")...)
		if why, err := d.lines(p)[3].Why(); err != nil || why.Nothing != terms.WhySuspended {
			t.Errorf("%s: April earns nothing, because %q (%v)", c.what, why.Nothing, err)
		}
		d.explained(p)
		d.replays(c.what)
		d.clean()
	}
}

// What a person voided or reversed is not posted again by the next run, though the period was not paid and the guaranteed amount not reached.
func TestRule16_WhatWasVoidedOrReversedByHandIsNotPostedAgain(t *testing.T) {
	tm := rules(terms.Rule{Kind: terms.Retainer, Flat: 100_00, Every: terms.CalendarMonthly})
	tm.Floor = &terms.Limit{Amount: 400_00, Window: terms.Quarter}
	d := open(t).on("2026-04-02")
	p := d.partner("Harcourt & Lowe")
	d.sign(p, "2026-01-01", tm)
	d.run()
	lines := []string{"retainer 100.00 accrued", "retainer 100.00 accrued", "retainer 100.00 accrued", "floor top-up 100.00 accrued"}
	d.expect(p, lines...)
	d.ok(d.Commissions.Void(ctx(), app.Ask{}, 4, "waived"))
	lines[3] = "floor top-up 100.00 void"
	d.run()
	d.expect(p, lines...)
	d.approve()
	if err := d.reverse(1); err != nil {
		t.Fatal(err)
	}
	d.on("2026-04-03").run()
	d.owes(p, 200_00, "two months are left")
	d.on("2026-05-02").run()
	d.ok(d.Commissions.Void(ctx(), app.Ask{}, d.lines(p)[len(d.lines(p))-1].Seq, "not this month"))
	d.run()
	d.owes(p, 200_00, "April is voided")
}

// A refund that took of several lines and turns out to be a mistake is taken back of each, once: the lines stand again as if it had never come.
func TestRule07_AMistakenRefundOfSeveralLines(t *testing.T) {
	for _, c := range []struct {
		what   string
		tm     terms.Terms
		fees   func(*desk)
		owed   int64
		refund int64
		left   int64
		lines  []string // that follow, all accrued
	}{
		{"of 1,500.00 the newer receipt in full, of the older half", percentOfAll("0.10"), receive("2026-02-10", 1000, "2026-03-10", 1000), 200_00,
			1500, 50_00, []string{"reversal -100.00", "reversal -50.00", "reversal 100.00", "reversal 50.00"}},
		{"both lines of one receipt", rules(share("0.10"), adding(share("0.02"))), receive("2026-02-10", 1000), 120_00,
			500, 60_00, []string{"reversal -10.00", "reversal -50.00", "reversal 10.00", "reversal 50.00"}},
		{"three receipts under tiers: 10 % up to 10,000.00, 5 % above", tiered(terms.Marginal), receive("2026-02-10", 6000, "2026-03-10", 6000, "2026-04-10", 2000), 1_200_00,
			9000, 500_00, []string{"reversal -100.00", "reversal -500.00", "reversal -100.00", "reversal 100.00", "reversal 500.00", "reversal 100.00"}},
	} {
		t.Run(c.what, func(t *testing.T) {
			d := inOrder(t, c.tm, entered{"until then", c.fees, c.owed},
				entered{"refunded", refund("2026-05-10", c.refund), c.left})
			before := len(d.lines(1)) - len(c.lines)/2
			fees, err := d.Fees.Of(ctx(), 1)
			if err != nil {
				t.Fatal(err)
			}
			mistake(fees[len(fees)-1].ID)(d)
			for range 2 { // the second run, and one that works everything out again, post nothing more
				d.run()
				d.owes(1, c.owed, "the refund was a mistake")
				d.replays("the refund was a mistake")
				d.again(1)
			}
			rows := d.lines(1)[before:]
			if got := said(rows); got != strings.Join(c.lines, " accrued; ")+" accrued" {
				t.Errorf("the refund and its mistake are\n  %s, wanted\n  %s", got, strings.Join(c.lines, "; "))
			}
			for i, l := range rows[len(rows)/2:] {
				if l.Reverses != rows[i].Seq {
					t.Errorf("line %d takes line %d back, not %d", l.Seq, l.Reverses, rows[i].Seq)
				}
			}
		})
	}
}

// again marks an agreement to be worked out again by the next run.
func (d *desk) again(a app.ID[app.Agreement]) {
	d.t.Helper()
	if err := d.store.Write(ctx(), func(b app.Books) error { return b.Unsettle(a) }); err != nil {
		d.t.Fatalf("%v", err)
	}
}

// A person voids what a refund took back: it counts no more, also when all is worked out again.
func TestRule16_AVoidedReversalCountsNoMore(t *testing.T) {
	d := inOrder(t, tiered(terms.Marginal), entered{"1,100.00 of 12,000.00", receive("2026-02-10", 12_000), 1_100_00},
		entered{"half of it refunded", refund("2026-03-10", 6_000), 550_00})
	d.ok(d.Commissions.Void(ctx(), app.Ask{}, 2, "the refund was agreed to be ours"))
	d.run()
	d.owes(1, 1_100_00, "voided")
	d.again(1)
	d.run()
	d.owes(1, 1_100_00, "worked out again")
	receive("2026-04-10", 1_000)(d)
	d.run()
	d.owes(1, 1_150_00, "the next 1,000.00 are above 10,000.00")
}
