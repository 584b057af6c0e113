package app_test

import (
	"context"
	"testing"
	"time"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/terms"
)

// watched counts how often a write reads the history of a partner to work an agreement out again.
type watched struct {
	app.Store
	settled *int
}

func (w watched) Write(ctx context.Context, fn func(app.Books) error) error {
	return w.Store.Write(ctx, func(b app.Books) error { return fn(watchedBooks{b, w.settled}) })
}

type watchedBooks struct {
	app.Books
	settled *int
}

func (w watchedBooks) Facts(of app.ID[app.Partner], until calendar.Day, each func(*app.PendingFact) error) error {
	*w.settled++
	return w.Books.Facts(of, until, each)
}

// A day with several runs: what was entered after the last of them comes behind it, and nothing is worked out again for it. What comes at the
// end of a day, and what was entered for a day before, is.
func TestRule10_SeveralRunsOnOneDay(t *testing.T) {
	const on = "2026-12-31"
	tm := rules(terms.Rule{Kind: terms.Tiered, Mode: terms.Cliff, Measure: terms.ByRevenue, Window: terms.CalendarYear,
		Tiers: []terms.Tier{{Rate: rate("0.05")}, {From: 2_000_00, Rate: rate("0.10")}}})
	settled := 0
	none := func(d *desk) {
		if settled > 0 {
			t.Errorf("the agreement was worked out again %d times", settled)
		}
	}
	again := func(d *desk) {
		if settled == 0 {
			t.Error("the agreement was not worked out again")
		}
		settled = 0
	}
	d := inOrder(t, capped(tm, 500_00),
		entered{"5 % of 1,000.00", func(d *desk) {
			d.Firm = app.New(app.Deps{Store: watched{d.store, &settled}, Keep: d.store, Now: func() time.Time { return d.now }, Actor: "Ms Tester"})
			receive(on, 1000)(d)
		}, 50_00},
		entered{"and 10 % of the next", receive(on, 1000), 50_00 + 100_00},
		entered{"less half of the last", func(d *desk) { d.fee(1, app.Credited, on, 500_00, of(2)) }, 50_00 + 50_00},
		entered{"and 5 % below 2,000.00", func(d *desk) { none(d); receive(on, 100)(d); none(d) }, 50_00 + 50_00 + 5_00},
		entered{"of a day before, which makes the second and third pay 10 %", func(d *desk) { none(d); receive("2026-12-30", 2000)(d) }, 200_00 + 100_00 + 50_00 + 10_00})
	again(d)
	d.approve()
	if err := d.reverse(1); err != nil {
		t.Fatal(err)
	}
	d.run()
	none(d)
	d.owes(1, 260_00, "a line is reversed at the end of the day")
	receive(on, 3000)(d)
	d.run()
	again(d)
	d.owes(1, 400_00, "what is entered for it then comes before that")
}

// A receipt that is entered late for a day between another client's receipt and its refund: on its day the year had that receipt, so it pays the
// rate that both reach.
func TestRule10_AReceiptBetweenAnotherAndItsRefund(t *testing.T) {
	tm := tiered(terms.Cliff, terms.Tier{Rate: rate("0.10")}, terms.Tier{From: 5_000_00, Rate: rate("0.05")})
	d := open(t).on("2026-12-31")
	p := d.partner("Harcourt & Lowe")
	d.sign(p, "2026-01-01", tm)
	amber, birch := d.won(p, "Amber Ltd", "2026-01-02"), d.won(p, "Birch Ltd", "2026-01-02")
	f := d.received(amber, "2026-10-02", 10_000_00)
	d.fee(amber, app.Credited, "2026-10-31", 10_000_00, of(f))
	d.run()
	d.owes(p, 0, "given back")
	d.received(birch, "2026-10-26", 4_000_00)
	d.run()
	d.owes(p, 200_00, "5 % of what is left")
	d.replays("entered late")
	d.clean()
}

// Two rules by tiers measure a fee, whichever of them won it. One that was a mistake is measured by neither: the next begins at the lowest step.
func TestRule06_AMistakeIsMeasuredByNoRule(t *testing.T) {
	tiers := func(from int64, low, high string) []terms.Tier {
		return []terms.Tier{{Rate: rate(low)}, {From: from, Rate: rate(high)}}
	}
	tm := rules(terms.Rule{Kind: terms.Tiered, Mode: terms.Marginal, Measure: terms.ByRevenue, Window: terms.Quarter, Tiers: tiers(5_000_00, "0.04", "0.10")},
		terms.Rule{Kind: terms.Tiered, Mode: terms.Marginal, Measure: terms.ByRevenue, Window: terms.CalendarYear, Tiers: tiers(5_000_00, "0.01", "0.20")})
	inOrder(t, tm,
		entered{"4 % of 5,000.00", receive("2026-02-10", 5000), 200_00},
		entered{"a mistake", mistake(1), 0},
		entered{"4 % of 1,000.00 of the next quarter, and not 20 %", receive("2026-05-10", 1000), 40_00}).clean()
}
