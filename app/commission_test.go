package app_test

import (
	"strings"
	"testing"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/terms"
)

// Each kind of agreement, with what an accountant expects of it.
func TestEachKindOfAgreement(t *testing.T) {
	months := func(n int) terms.Terms { tm := percentOfAll("0.10"); tm.Rules[0].Months = n; return tm }
	once := terms.Terms{Currency: "EUR", Rules: []terms.Rule{{Kind: terms.PercentOnce, Rate: rate("0.15")}}}
	invoiced := percentOfAll("0.10")
	invoiced.Rules[0].Basis = terms.OnInvoice
	counted := func(m terms.Measure) terms.Terms {
		return terms.Terms{Currency: "EUR", Rules: []terms.Rule{{Kind: terms.Tiered, Measure: m, Window: terms.Quarter,
			Tiers: []terms.Tier{{From: 0, Flat: 10_000}, {From: 1, Flat: 25_000}}}}}
	}
	nothing := func(k terms.Kind) terms.Terms { return terms.Terms{Currency: "EUR", Rules: []terms.Rule{{Kind: k}}} }
	// Every case: two clients won on 2 February 2026, the first pays 1,000.00 in February and 500.00 on 2 February 2027,
	// the second 20,000.00 in March, of which 5,000.00 is invoiced in February.
	for _, c := range []struct {
		what string
		tm   terms.Terms
		want []string
	}{
		{"percent once: only the first invoice", once, []string{"earning 150.00 accrued", "earning 750.00 accrued", "earning 0.00 void", "earning 0.00 void"}},
		{"revenue share for 12 months: the last day is 1 February", months(12), []string{"earning 100.00 accrued", "earning 500.00 accrued", "earning 1500.00 accrued", "earning 0.00 void"}},
		{"revenue share for 13 months", months(13), []string{"earning 100.00 accrued", "earning 500.00 accrued", "earning 1500.00 accrued", "earning 50.00 accrued"}},
		{"revenue share for life", months(0), []string{"earning 100.00 accrued", "earning 500.00 accrued", "earning 1500.00 accrued", "earning 50.00 accrued"}},
		{"revenue share on invoices", invoiced, []string{"earning 500.00 accrued"}},
		{"flat on win", flatOnWin(30_000), []string{"earning 300.00 accrued", "earning 300.00 accrued"}},
		{"flat per accepted referral", flatAccepted(5_000), []string{"earning 50.00 accrued", "earning 50.00 accrued"}},
		{"tiered marginal, 10 % to 10,000.00, then 5 %", tiered(terms.Marginal), []string{"earning 100.00 accrued", "earning 500.00 accrued", "earning 950.00 accrued", "earning 50.00 accrued"}},
		{"tiered cliff", tiered(terms.Cliff), []string{"earning 100.00 accrued", "earning 500.00 accrued", "earning 750.00 accrued", "earning 50.00 accrued"}},
		{"by wins", counted(terms.ByWonCount), []string{"earning 100.00 accrued", "earning 250.00 accrued"}},
		{"by accepted referrals", counted(terms.ByAcceptedCount), []string{"earning 100.00 accrued", "earning 250.00 accrued"}},
		{"reciprocal only", nothing(terms.ReciprocalOnly), nil},
		{"no payment permitted", nothing(terms.NoPayment), nil},
	} {
		t.Run(c.what, func(t *testing.T) {
			t.Parallel()
			d := open(t).on("2027-03-01")
			p := d.partner("Harcourt & Lowe")
			d.sign(p, "2026-01-01", c.tm)
			first := d.won(p, "Amber Ltd", "2026-02-02")
			second := d.won(p, "Birch Ltd", "2026-02-02")
			d.received(first, "2026-02-10", 100_000)
			d.received(first, "2027-02-02", 50_000)
			inv := d.fee(second, app.Invoiced, "2026-02-20", 500_000, invoice("17"))
			d.fee(second, app.Received, "2026-02-25", 500_000, of(inv))
			d.received(second, "2026-03-10", 1_500_000)
			d.run()
			if c.want == nil { // nothing is paid, and every fact that asks for money says why
				if d.owed(p) != 0 {
					t.Errorf("owes %s", said(d.lines(p)))
				}
				for _, l := range d.lines(p) {
					if why, err := l.Why(); err != nil || why.Nothing == "" {
						t.Errorf("line %d does not say why it is nothing: %+v, %v", l.Seq, why, err)
					}
				}
				return
			}
			d.expect(p, c.want...)
			d.explained(p)
			d.clean()
		})
	}
}

// explained asks every line of a partner for its reason in words.
func (d *desk) explained(p app.ID[app.Partner]) {
	d.t.Helper()
	for _, l := range d.lines(p) {
		e, err := d.Commissions.Explain(ctx(), l.Seq)
		if err != nil || len(e.Tree) == 0 || strings.TrimSpace(e.Tree[0].Text) == "" {
			d.t.Errorf("line %d has no explanation: %+v, %v", l.Seq, e, err)
		}
	}
}

func TestForeignCurrencyTakesTheRateOfTheFee(t *testing.T) {
	d := open(t)
	p := d.partner("Harcourt & Lowe")
	d.sign(p, "2026-01-01", percentOfAll("0.10"))
	r := d.won(p, "Amber Ltd", "2026-02-01")
	d.fee(r, app.Received, "2026-02-10", 0, func(f *app.Fee) { f.Amount = money.New(100_000, "USD") })
	if res := d.run(); len(res.Waiting) != 1 || !strings.Contains(res.Waiting[0].Say, "exchange rate") || len(d.lines()) != 0 {
		t.Fatalf("without a rate: %+v, %s", res, said(d.lines()))
	}
	// Taken back and recorded with its rate: 1,000.00 USD are 922.90 EUR, of which 10 % is 92.29.
	fees, _ := d.Fees.Of(ctx(), r)
	d.ok(d.Fees.Void(ctx(), app.Ask{}, fees[0].ID, "without a rate"))
	d.fee(r, app.Received, "2026-02-10", 0, func(f *app.Fee) {
		f.Amount, f.Rate, f.RateTo, f.RateFrom = money.New(100_000, "USD"), "0.9229", "EUR", "ECB"
	})
	d.run()
	if got := d.owed(p); got != 9_229 {
		t.Errorf("owes %d: %s", got, said(d.lines(p)))
	}
	why, _ := d.lines(p)[0].Why()
	if why.Rate != "0.9229" || why.RateDay != day("2026-02-10") || why.RateFrom != "ECB" || why.Gross != 100_000 || why.GrossIn != "USD" || why.Base != 92_290 {
		t.Errorf("kept: %+v", why)
	}
	if res := d.run(); len(res.Waiting) != 0 {
		t.Errorf("it still waits: %+v", res.Waiting)
	}
	d.clean()
}

func TestAgreementSignedLater(t *testing.T) {
	d := open(t)
	p := d.partner("Harcourt & Lowe")
	r := d.won(p, "Amber Ltd", "2026-02-01")
	d.received(r, "2026-02-10", 100_000)
	d.run()
	d.expect(p, "earning 0.00 void")
	d.run()
	d.expect(p, "earning 0.00 void")
	d.sign(p, "2026-01-01", percentOfAll("0.10"))
	d.run()
	d.expect(p, "earning 0.00 void", "earning 100.00 accrued")
	d.run()
	d.expect(p, "earning 0.00 void", "earning 100.00 accrued")
	d.clean()
}

// What was refunded or taken back before the agreement was signed is not paid after all.
func TestAgreementSignedAfterARefund(t *testing.T) {
	for what, back := range map[string]func(*desk, app.ID[app.Referral], app.ID[app.Fee]){
		"refunded": func(d *desk, r app.ID[app.Referral], f app.ID[app.Fee]) {
			d.fee(r, app.Credited, "2026-02-20", 100_000, of(f))
		},
		"taken back": func(d *desk, _ app.ID[app.Referral], f app.ID[app.Fee]) {
			d.ok(d.Fees.Void(ctx(), app.Ask{}, f, "typed twice"))
		},
	} {
		t.Run(what, func(t *testing.T) {
			d := open(t)
			p := d.partner("Harcourt & Lowe")
			r := d.won(p, "Amber Ltd", "2026-02-01")
			f := d.received(r, "2026-02-10", 100_000)
			d.run()
			back(d, r, f)
			d.run()
			d.sign(p, "2026-01-01", percentOfAll("0.10"))
			d.run()
			if d.owed(p) != 0 {
				t.Errorf("owes %s", said(d.lines(p)))
			}
			d.clean()
		})
	}
}

func TestHoldDaysEndByTheirDate(t *testing.T) {
	d := open(t).on("2026-02-11")
	p := d.partner("Harcourt & Lowe")
	tm := percentOfAll("0.10")
	tm.HoldDays = 30
	d.sign(p, "2026-01-01", tm)
	r := d.won(p, "Amber Ltd", "2026-02-01")
	d.received(r, "2026-02-10", 100_000)
	d.run()
	d.expect(p, "earning 100.00 held")
	d.refused("approved while held", refusal{kind: app.Refused, say: "hold period"}, func() error {
		_, _, err := d.Commissions.Approve(ctx(), app.Ask{}, app.Query{}, []int64{1})
		return err
	})
	if res := d.approve(); res.Count != 0 {
		t.Errorf("approving all takes %d held lines", res.Count)
	}
	d.on("2026-03-11").run()
	d.expect(p, "earning 100.00 held")
	d.on("2026-03-12").run() // 30 days after 10 February
	d.expect(p, "earning 100.00 accrued")
	if why := d.lines(p)[0].Standing.Holds; len(why) != 0 {
		t.Errorf("still held for %+v", why)
	}
}

func TestAHoldByHandWithADateAndWithout(t *testing.T) {
	d := open(t)
	p := d.partner("Harcourt & Lowe")
	d.sign(p, "2026-01-01", flatOnWin(10_000))
	d.won(p, "Amber Ltd", "2026-02-01")
	d.won(p, "Birch Ltd", "2026-02-02")
	d.run()
	d.ok(d.Commissions.Hold(ctx(), app.Ask{}, 1, "waiting for the tax form", day("2026-06-20")))
	d.ok(d.Commissions.Hold(ctx(), app.Ask{}, 2, "waiting for the tax form", 0))
	d.on("2027-06-20").run()
	d.expect(p, "earning 100.00 accrued", "earning 100.00 held")
	d.ok(d.Commissions.Release(ctx(), app.Ask{}, 2, "the form is here"))
	d.expect(p, "earning 100.00 accrued", "earning 100.00 accrued")
}

func TestABlockedPartnerIsHeldAndReleasedLineByLine(t *testing.T) {
	d := open(t)
	p := d.partner("Harcourt & Lowe")
	d.sign(p, "2026-01-01", flatOnWin(10_000))
	d.won(p, "Amber Ltd", "2026-02-01")
	d.won(p, "Birch Ltd", "2026-02-02")
	d.run()
	d.ok2(d.Commissions.Approve(ctx(), app.Ask{}, app.Query{}, []int64{1}))
	late := d.logged(p, "Cedar Ltd", "2026-02-03")
	d.ok(d.Partners.SetState(ctx(), app.Ask{}, p, app.Blocked, app.Move{}))
	d.move(late, app.Won, "2026-02-04")
	d.run()
	d.expect(p, "earning 100.00 held", "earning 100.00 held", "earning 100.00 held")
	d.refused("released while blocked", refusal{kind: app.Refused, say: "blocked"}, func() error {
		_, err := d.Commissions.Release(ctx(), app.Ask{}, 1, "please")
		return err
	})
	d.ok(d.Partners.SetState(ctx(), app.Ask{}, p, app.PartnerCheck, app.Move{Note: "cleared by A."}))
	d.run()
	d.expect(p, "earning 100.00 held", "earning 100.00 held", "earning 100.00 held")
	d.ok(d.Commissions.Release(ctx(), app.Ask{}, 2, "checked"))
	d.expect(p, "earning 100.00 held", "earning 100.00 accrued", "earning 100.00 held")
	d.clean()
}

// Money that a person adds for a blocked partner is unpaid money too.
func TestAnAdjustmentOfABlockedPartnerIsHeld(t *testing.T) {
	d := open(t)
	p := d.partner("Harcourt & Lowe")
	d.ok(d.Partners.SetState(ctx(), app.Ask{}, p, app.Blocked, app.Move{}))
	_, err := d.Commissions.Adjust(ctx(), app.Ask{}, app.Adjustment{Partner: p, Amount: eur(10_000), Reason: "bonus"})
	if got := said(d.lines(p)); err == nil && got != "adjustment 100.00 held" {
		t.Errorf("it stands as %s", got)
	}
}

func TestFloorsTopUpWhenTheYearIsOver(t *testing.T) {
	d := open(t).on("2026-12-31")
	p := d.partner("Harcourt & Lowe")
	tm := percentOfAll("0.10")
	tm.Floor = &terms.Limit{Amount: 100_000, Window: terms.CalendarYear}
	d.sign(p, "2026-01-01", tm)
	r := d.won(p, "Amber Ltd", "2026-02-01")
	d.received(r, "2026-02-10", 400_000)
	d.run()
	d.expect(p, "earning 400.00 accrued")
	d.on("2027-01-01").run()
	d.expect(p, "earning 400.00 accrued", "floor top-up 600.00 accrued")
	if top := d.lines(p)[1]; top.Day != day("2026-12-31") {
		t.Errorf("the top-up is of %s", top.Day)
	}
	d.run()
	d.expect(p, "earning 400.00 accrued", "floor top-up 600.00 accrued")
	d.explained(p)
	d.clean()
}

// A fee of the year that is entered after the top-up does not come on top of the guaranteed amount.
func TestALateFeeLowersTheTopUp(t *testing.T) {
	d := open(t).on("2027-01-05")
	p := d.partner("Harcourt & Lowe")
	tm := percentOfAll("0.10")
	tm.Floor = &terms.Limit{Amount: 100_000, Window: terms.CalendarYear}
	d.sign(p, "2026-01-01", tm)
	r := d.won(p, "Amber Ltd", "2026-02-01")
	d.received(r, "2026-02-10", 400_000)
	d.run()
	d.received(r, "2026-03-10", 300_000)
	d.run()
	if d.owed(p) != 100_000 {
		t.Errorf("entered in time 700.00 are earned and 300.00 topped up; entered late the year owes %d: %s", d.owed(p), said(d.lines(p)))
	}
}

// A fee dated ahead is planned, not owed, until its day (CL-12).
func TestCL12_AFeeDatedAheadCountsFromItsDay(t *testing.T) {
	d := open(t)
	p := d.partner("Harcourt & Lowe")
	d.sign(p, "2026-01-01", percentOfAll("0.10"))
	r := d.won(p, "Amber Ltd", "2026-02-01")
	rec := d.ok(d.Fees.Record(ctx(), app.Ask{}, app.Fee{Referral: r, Kind: app.Received, Day: day("2026-06-16"), Amount: eur(100_000)}))
	if len(rec.Warnings) == 0 {
		t.Error("not warned")
	}
	d.run()
	d.expect(p)
	d.on("2026-06-16").run()
	d.expect(p, "earning 100.00 accrued")
}

// Asked for a day ahead, the run does not make tomorrow's money owed today (CL-12).
func TestCL12_ARunAheadOfTodayOwesNothingAhead(t *testing.T) {
	d := open(t)
	p := d.partner("Harcourt & Lowe")
	d.sign(p, "2026-01-01", percentOfAll("0.10"))
	r := d.won(p, "Amber Ltd", "2026-02-01")
	d.fee(r, app.Received, "2026-07-20", 100_000)
	_, _, _ = d.Commissions.Run(ctx(), app.Ask{}, day("2026-12-31"), nil)
	d.expect(p)
}

func TestCL11_TheLastDayOfAWindowIsInside(t *testing.T) {
	d := open(t).on("2027-03-01")
	p := d.partner("Harcourt & Lowe")
	d.sign(p, "2026-01-01", tiered(terms.Marginal))
	r := d.won(p, "Amber Ltd", "2026-02-01")
	d.received(r, "2026-12-31", 1_000_000)
	d.received(r, "2027-01-01", 1_000_000)
	d.run()
	d.expect(p, "earning 1000.00 accrued", "earning 1000.00 accrued")
	if w := d.lines(p)[0].Window; w != day("2026-01-01") {
		t.Errorf("window from %s", w)
	}
}

// ok2 is ok for acts that also give a result.
func (d *desk) ok2(r app.Receipt, _ app.ApprovalResult, err error) { d.t.Helper(); d.ok(r, err) }

func TestBadInputOfLines(t *testing.T) {
	d := open(t)
	p := d.partner("Harcourt & Lowe")
	d.sign(p, "2026-01-01", flatOnWin(10_000))
	for _, name := range []string{"Amber Ltd", "Birch Ltd"} {
		d.won(p, name, "2026-02-01")
	}
	d.run()
	d.ok2(d.Commissions.Approve(ctx(), app.Ask{}, app.Query{}, []int64{1}))
	c := d.Commissions
	adjust := func(a app.Adjustment) func() error {
		return func() error { _, err := c.Adjust(ctx(), app.Ask{}, a); return err }
	}
	receipt := func(_ app.Receipt, err error) error { return err }
	for _, one := range []struct {
		what string
		want refusal
		act  func() error
	}{
		{"approving twice", refusal{app.Refused, "", "approved", true}, func() error { _, _, err := c.Approve(ctx(), app.Ask{}, app.Query{}, []int64{1}); return err }},
		{"approving with one that is not there", refusal{kind: app.NotFound}, func() error { _, _, err := c.Approve(ctx(), app.Ask{}, app.Query{}, []int64{2, 99}); return err }},
		{"holding without a reason", refusal{app.Invalid, "reason", "", false}, func() error { return receipt(c.Hold(ctx(), app.Ask{}, 2, " ", 0)) }},
		{"holding until yesterday", refusal{app.Invalid, "until", "past", false}, func() error { return receipt(c.Hold(ctx(), app.Ask{}, 2, "x", day("2026-06-14"))) }},
		{"releasing what is not held", refusal{app.Refused, "", "not held", true}, func() error { return receipt(c.Release(ctx(), app.Ask{}, 2, "x")) }},
		{"voiding without a reason", refusal{app.Invalid, "reason", "", false}, func() error { return receipt(c.Void(ctx(), app.Ask{}, 2, "")) }},
		{"voiding what is approved", refusal{app.Refused, "", "can't be voided", false}, func() error { return receipt(c.Void(ctx(), app.Ask{}, 1, "x")) }},
		{"reversing what is not approved", refusal{app.Refused, "", "accrued", false}, func() error { return receipt(c.Reverse(ctx(), app.Ask{}, 2, "x")) }},
		{"reversing without a reason", refusal{app.Invalid, "reason", "", false}, func() error { return receipt(c.Reverse(ctx(), app.Ask{}, 1, "")) }},
		{"reversing nothing", refusal{kind: app.NotFound}, func() error { return receipt(c.Reverse(ctx(), app.Ask{}, 99, "x")) }},
		{"MN-11: adjusting by nothing", refusal{app.Invalid, "amount", "", false}, adjust(app.Adjustment{Partner: p, Amount: eur(0), Reason: "x"})},
		{"adjusting without a reason", refusal{app.Invalid, "reason", "", false}, adjust(app.Adjustment{Partner: p, Amount: eur(5)})},
		{"adjusting in an unknown currency", refusal{app.Invalid, "currency", "XQQ", false}, adjust(app.Adjustment{Partner: p, Amount: money.New(5, "XQQ"), Reason: "x"})},
		{"adjusting tomorrow", refusal{app.Invalid, "day", "future", false}, adjust(app.Adjustment{Partner: p, Amount: eur(5), Day: calendar.D("2026-06-16"), Reason: "x"})},
		{"MN-09: adjusting by too much", refusal{app.Invalid, "amount", "", false}, adjust(app.Adjustment{Partner: p, Amount: eur(money.Max + 1), Reason: "x"})},
		{"MN-09: or by too little", refusal{app.Invalid, "amount", "", false}, adjust(app.Adjustment{Partner: p, Amount: eur(-money.Max - 1), Reason: "x"})},
		{"MN-07: correcting euros by dollars", refusal{kind: app.Invalid, field: "amount"}, adjust(app.Adjustment{Line: 1, Amount: money.New(5, "USD"), Reason: "x"})},
	} {
		d.refused(one.what, one.want, one.act)
	}
	d.clean()
}
