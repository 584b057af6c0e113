package app_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"rapport/app"
	"rapport/app/money"
	"rapport/app/terms"
)

func (d *desk) reverse(seq int64) error {
	_, err := d.Commissions.Reverse(ctx(), app.Ask{}, seq, "wrong client")
	return err
}

// MN-17: a line is reversed once; a reversal can be reversed once, as a new entry.
func TestMN17_ReversedOnceAndTheReversalOnce(t *testing.T) {
	d := open(t)
	p := d.partner("Harcourt & Lowe")
	d.sign(p, "2026-01-01", capped(tiered(terms.Marginal), 1_000_000))
	d.received(d.won(p, "Amber Ltd", "2026-02-01"), "2026-02-10", 100_000)
	d.run()
	d.approve()
	if err := d.reverse(1); err != nil {
		t.Fatal(err)
	}
	d.clean() // what the tiers and the cap have counted follows
	d.refused("twice", refusal{app.Refused, "", "taken back before", true}, func() error { return d.reverse(1) })
	d.approve()
	if err := d.reverse(2); err != nil {
		t.Fatal(err)
	}
	d.refused("the reversal twice", refusal{app.Refused, "", "taken back before", true}, func() error { return d.reverse(2) })
	d.expect(p, "earning 100.00 approved", "reversal -100.00 approved", "reversal 100.00 accrued")
	d.clean()
}

// What is left of a line after a refund is what a reversal takes.
func TestAReversalTakesWhatIsLeft(t *testing.T) {
	d, p, r := engaged(t)
	f := d.received(r, "2026-02-10", 100_000)
	d.fee(r, app.Credited, "2026-03-10", 40_000, of(f))
	d.run()
	d.approve()
	if err := d.reverse(1); err != nil {
		t.Fatal(err)
	}
	d.expect(p, "earning 100.00 approved", "reversal -40.00 approved", "reversal -60.00 accrued")
	d.fee(r, app.Credited, "2026-03-11", 60_000, of(f)) // nothing is left to take
	d.run()
	if d.owed(p) != 0 {
		t.Errorf("owes %s", said(d.lines(p)))
	}
	d.clean()
}

// A refund after a reversal by hand takes nothing a second time; the tiers have forgotten the fee once.
func TestARefundAfterAReversalTakesNothingMore(t *testing.T) {
	d := open(t)
	p := d.partner("Harcourt & Lowe")
	d.sign(p, "2026-01-01", tiered(terms.Cliff))
	r := d.won(p, "Amber Ltd", "2026-02-01")
	f := d.received(r, "2026-02-10", 100_000)
	d.run()
	d.approve()
	if err := d.reverse(1); err != nil {
		t.Fatal(err)
	}
	d.fee(r, app.Credited, "2026-03-10", 100_000, of(f))
	d.run()
	if d.owed(p) != 0 {
		t.Errorf("owes %s", said(d.lines(p)))
	}
	d.on("2026-07-10").received(r, "2026-07-10", 999_999) // a cent below the upper band, if nothing else is counted
	d.run()
	if d.owed(p) != 100_000 {
		t.Errorf("10 %% of 9,999.99 is 1,000.00; owed is %d: %s", d.owed(p), said(d.lines(p)))
	}
	d.clean()
}

// Voiding a line takes with it what points at it: a refund of nothing is not owed to the firm.
func TestVoidingALineThatWasRefunded(t *testing.T) {
	d, p, r := engaged(t)
	f := d.received(r, "2026-02-10", 100_000)
	d.run()
	d.fee(r, app.Credited, "2026-03-10", 40_000, of(f))
	d.run()
	_, err := d.Commissions.Void(ctx(), app.Ask{}, 1, "self-referral")
	if owed := d.owed(p); err == nil && owed != 0 || err != nil && owed != 6_000 {
		t.Errorf("%v; owed is %d: %s", err, owed, said(d.lines(p)))
	}
	d.clean()
}

// So it is for a line that was re-rated.
func TestVoidingALineThatWasReRated(t *testing.T) {
	d := open(t)
	p := d.partner("Harcourt & Lowe")
	d.sign(p, "2026-01-01", tiered(terms.Marginal))
	r := d.won(p, "Amber Ltd", "2026-02-01")
	d.received(r, "2026-04-10", 800_000)
	d.run()
	d.received(r, "2026-03-10", 600_000)
	d.run()
	d.expect(p, "earning 800.00 accrued", "earning 600.00 accrued", "true-up -200.00 accrued")
	_, err := d.Commissions.Void(ctx(), app.Ask{}, 1, "ineligible")
	if owed := d.owed(p); err == nil && owed != 60_000 || err != nil && owed != 120_000 {
		t.Errorf("%v; owed is %d: %s", err, owed, said(d.lines(p)))
	}
	d.clean()
}

// Two corrections that are alike are two corrections, also within a second; the same request twice is one.
func TestAnAdjustmentOfALineIsForItsOwnPartner(t *testing.T) {
	d := open(t).on("2026-03-10")
	p, other := d.partner("Harcourt & Lowe"), d.partner("Brightwater")
	d.sign(p, "2026-01-01", rules(share("0.1")))
	d.received(d.won(p, "Marlow Ltd", "2026-02-01"), "2026-02-02", 100_000)
	d.run()
	d.refused("another partner's line", refusal{kind: app.Invalid, field: "line"}, func() error {
		_, err := d.Commissions.Adjust(ctx(), app.Ask{}, app.Adjustment{Partner: other, Line: 1, Amount: money.New(50, "EUR"), Reason: "x"})
		return err
	})
}

func TestAlikeAdjustmentsAreKeptApart(t *testing.T) {
	d := open(t)
	p := d.partner("Harcourt & Lowe")
	adjust := func(key app.Key) error {
		_, err := d.Commissions.Adjust(ctx(), app.Ask{Key: key}, app.Adjustment{Partner: p, Amount: eur(500), Reason: "travel"})
		return err
	}
	for _, key := range []app.Key{{1}, {2}, {2}} {
		if err := adjust(key); err != nil {
			t.Errorf("key %v: %v", key[0], err)
		}
	}
	d.expect(p, "adjustment 5.00 accrued", "adjustment 5.00 accrued")
}

// A correction names the line it corrects, and a refund counts it.
func TestAnAdjustedLineIsRefundedAsAdjusted(t *testing.T) {
	d, p, r := engaged(t)
	f := d.received(r, "2026-02-10", 100_000)
	d.run()
	d.approve()
	d.ok(d.Commissions.Adjust(ctx(), app.Ask{}, app.Adjustment{Line: 1, Amount: eur(-2_000), Reason: "agreed 8 % for this one"}))
	d.fee(r, app.Credited, "2026-03-10", 100_000, of(f))
	d.run()
	d.expect(p, "earning 100.00 approved", "adjustment -20.00 accrued", "reversal -80.00 accrued")
	d.explained(p)
	d.clean()
}

// MN-06: amounts of every kind of currency, from the fee to the statement.
func TestMN06_DecimalsFromFeeToStatement(t *testing.T) {
	for currency, c := range map[money.Currency]struct {
		minor int64
		want  string
	}{
		"JPY": {100_005, "10001"}, "KWD": {100_005, "10.001"}, "TND": {100_004, "10.000"}, "CLF": {100_005, "1.0001"}, "USD": {100_005, "100.01"},
	} {
		t.Run(string(currency), func(t *testing.T) {
			t.Parallel()
			d := openIn(t, t, currency)
			p := d.partner("Harcourt & Lowe")
			tm := percentOfAll("0.10")
			tm.Currency = currency
			d.sign(p, "2026-01-01", tm)
			r := d.won(p, "Amber Ltd", "2026-02-01")
			d.fee(r, app.Received, "2026-02-10", 0, func(f *app.Fee) { f.Amount = money.New(c.minor, currency) })
			made := d.monthEnd("2026-02")
			got := money.New(made[0].Closing, currency)
			if got.Plain() != c.want || !strings.Contains(flat(d.printed[0]), "Closing balance "+got.Amount()) {
				t.Errorf("%s:\n%s", got, flat(d.printed[0]))
			}
		})
	}
}

// MN-07: two currencies never meet in one total.
func TestMN07_TotalsAreKeptByCurrency(t *testing.T) {
	d := open(t)
	p := d.partner("Harcourt & Lowe")
	for _, c := range []money.Currency{"EUR", "USD", "JPY"} {
		d.ok(d.Commissions.Adjust(ctx(), app.Ask{}, app.Adjustment{Partner: p, Day: day("2026-05-10"), Amount: money.New(12_345, c), Reason: "x"}))
	}
	if words := d.approve().Words(); words != "12,345 JPY and 123.45 EUR and 123.45 USD" {
		t.Errorf("approved %s", words)
	}
	made := d.statements("2026-05")
	if len(made) != 3 {
		t.Fatalf("%d statements", len(made))
	}
	for _, s := range made {
		if s.Earned != 12_345 || s.Lines != 1 {
			t.Errorf("%+v", s.Statement)
		}
	}
	if _, _, err := d.Payments.Compare(ctx(), p, money.New(1, "GBP")); err != nil {
		t.Errorf("a currency without a statement: %v", err)
	}
}

// MN-10: a total that has no room is an error, never a wrong figure.
func TestMN10_ATotalThatIsTooLargeIsNotIssued(t *testing.T) {
	d := open(t)
	p := d.partner("Harcourt & Lowe")
	for i := range 3 {
		d.ok(d.Commissions.Adjust(ctx(), app.Ask{}, app.Adjustment{Partner: p, Day: day("2026-05-10"), Amount: eur(money.Max), Reason: fmt.Sprint("no. ", i)}))
	}
	d.approve()
	if made := d.statements("2026-05"); len(made) != 1 || made[0].Closing != 3*money.Max {
		t.Errorf("%+v", made)
	}
	if !strings.Contains(flat(d.printed[0]), "Closing balance 27,000,000,000,000.00") {
		t.Errorf("printed\n%s", flat(d.printed[0]))
	}
	d.clean()
}

// MN-19: lines that come in while statements are issued are on exactly one statement, or wait for the next.
func TestMN19_ALineIsOnOneStatementAtMost(t *testing.T) {
	d := open(t)
	p := d.partner("Harcourt & Lowe")
	const n = 40
	var wait sync.WaitGroup
	wait.Add(1)
	go func() {
		defer wait.Done()
		for i := range n {
			r, err := d.Commissions.Adjust(ctx(), app.Ask{}, app.Adjustment{Partner: p, Day: day("2026-01-10"), Amount: eur(int64(i + 1)), Reason: fmt.Sprint("no. ", i)})
			if err == nil {
				_, _, err = d.Commissions.Approve(ctx(), app.Ask{}, app.Query{}, []int64{r.ID})
			}
			if err != nil {
				t.Error(err)
			}
		}
	}()
	var stated int64
	for m := 1; m <= 6; m++ {
		for _, s := range d.statements(fmt.Sprintf("2026-%02d", m)) {
			stated += s.Earned
		}
	}
	wait.Wait()
	for _, s := range d.statements("2026-07") {
		stated += s.Earned
	}
	if want := int64(n * (n + 1) / 2); stated != want || d.owed(p) != want {
		t.Errorf("on statements are %d, in the ledger %d, wanted %d", stated, d.owed(p), want)
	}
	d.clean()
}

// A top-up that nothing is owed for any more was corrected, and the correction reversed: worked out again, nothing comes back.
func TestRule06_AReversedCorrectionOfATopUpIsNotOwedAgain(t *testing.T) {
	d := open(t).on("2026-04-15")
	p := d.partner("Harcourt & Lowe")
	tm := rules(share("0.06"))
	tm.Rules[0].Floor = &terms.Limit{Amount: 25_000, Window: terms.Quarter}
	d.sign(p, "2026-01-01", tm)
	r := d.won(p, "Amber Ltd", "2026-02-01")
	d.run()
	d.received(r, "2026-02-10", 1_000_000)
	d.run()
	d.approve()
	d.ok(d.Commissions.Adjust(ctx(), app.Ask{}, app.Adjustment{Line: 1, Amount: eur(777), Reason: "agreed"}))
	if err := d.reverse(1); err != nil {
		t.Fatal(err)
	}
	d.ok(d.Fees.Void(ctx(), app.Ask{}, d.received(r, "2026-02-09", 500), "entered by mistake"))
	d.run()
	d.owes(p, 60_000, "worked out again")
	d.clean()
}

// A person puts back what a mistaken fee took: that stands, and counts, whenever the agreement is worked out again.
func TestRule06_WhatAPersonPutBackOfAMistakeStands(t *testing.T) {
	d := open(t)
	p := d.partner("Harcourt & Lowe")
	d.sign(p, "2026-01-01", tiered(terms.Retro))
	r := d.won(p, "Amber Ltd", "2026-02-01")
	f := d.received(r, "2026-02-10", 100_000)
	d.run()
	d.approve()
	d.ok(d.Fees.Void(ctx(), app.Ask{}, f, "entered by mistake"))
	d.run()
	d.approve()
	if err := d.reverse(2); err != nil {
		t.Fatal(err)
	}
	d.ok(d.Fees.Void(ctx(), app.Ask{}, d.received(r, "2026-02-09", 500), "entered by mistake"))
	d.run()
	d.owes(p, 10_000, "worked out again")
	d.clean()
}
