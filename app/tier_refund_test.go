package app_test

import (
	"testing"

	"rapport/app"
	"rapport/app/terms"
)

// threshold pays nothing up to 5,000.00 a year and 10 % of the whole fee from there on.
func threshold() terms.Terms {
	return tiered(terms.Cliff, terms.Tier{Rate: rate("0")}, terms.Tier{From: 500_000, Rate: rate("0.10")})
}

// A refunded fee no longer counts towards a tier, also when it paid nothing itself.
func TestARefundOfAFeeThatPaidNothingLowersTheTier(t *testing.T) {
	d := open(t)
	p := d.partner("Harcourt & Lowe")
	d.sign(p, "2026-01-01", threshold())
	r := d.won(p, "Amber Ltd", "2026-02-01")
	f := d.received(r, "2026-02-10", 400_000)
	d.run()
	d.fee(r, app.Credited, "2026-03-10", 400_000, of(f))
	d.run()
	d.received(r, "2026-04-10", 400_000) // the only money there is
	d.run()
	if d.owed(p) != 0 {
		t.Errorf("4,000.00 are below the threshold; owed is %d: %s", d.owed(p), said(d.lines(p)))
	}
	d.clean()
}

// So it is for a fee that was taken back.
func TestAFeeTakenBackThatPaidNothingLowersTheTier(t *testing.T) {
	d := open(t)
	p := d.partner("Harcourt & Lowe")
	d.sign(p, "2026-01-01", threshold())
	r := d.won(p, "Amber Ltd", "2026-02-01")
	f := d.received(r, "2026-02-10", 400_000)
	d.run()
	d.ok(d.Fees.Void(ctx(), app.Ask{}, f, "typed twice"))
	d.received(r, "2026-04-10", 400_000)
	d.run()
	if d.owed(p) != 0 {
		t.Errorf("4,000.00 are below the threshold; owed is %d: %s", d.owed(p), said(d.lines(p)))
	}
	d.clean()
}

// A fee that paid nothing, was re-rated to pay, and is then refunded, leaves nothing.
func TestARefundOfAReRatedFeeThatHadPaidNothing(t *testing.T) {
	for _, refundFirst := range []bool{false, true} {
		d := open(t)
		p := d.partner("Harcourt & Lowe")
		d.sign(p, "2026-01-01", threshold())
		r := d.won(p, "Amber Ltd", "2026-02-01")
		f := d.received(r, "2026-04-10", 400_000)
		d.run()
		if refundFirst {
			d.fee(r, app.Credited, "2026-05-10", 400_000, of(f))
			d.run()
		}
		d.received(r, "2026-03-10", 100_000) // entered late: the fee of April now reaches 5,000.00 and pays 400.00
		d.run()
		if !refundFirst {
			d.expect(p, "earning 0.00 void", "earning 0.00 void", "true-up 400.00 accrued")
			d.fee(r, app.Credited, "2026-05-10", 400_000, of(f))
			d.run()
		}
		if d.owed(p) != 0 {
			t.Errorf("refunded before the late fee %v: owed is %d: %s", refundFirst, d.owed(p), said(d.lines(p)))
		}
		d.clean()
	}
}

// A reversal takes a line with what made it what it is; a true-up on its own is not taken a second time.
func TestATrueUpIsReversedWithItsLine(t *testing.T) {
	d := open(t)
	p := d.partner("Harcourt & Lowe")
	d.sign(p, "2026-01-01", tiered(terms.Marginal))
	r := d.won(p, "Amber Ltd", "2026-02-01")
	d.received(r, "2026-04-10", 800_000)
	d.run()
	d.received(r, "2026-03-10", 600_000)
	d.run()
	d.approve()
	d.expect(p, "earning 800.00 approved", "earning 600.00 approved", "true-up -200.00 approved")
	if err := d.reverse(1); err != nil {
		t.Fatal(err)
	}
	_ = d.reverse(3) // refused or nothing: its 200.00 went with line 1
	if d.owed(p) != 60_000 {
		t.Errorf("600.00 of March stand; owed is %d: %s", d.owed(p), said(d.lines(p)))
	}
	d.clean()
}

// A refund keeps its line's ratio also when the line is re-rated after it.
func TestRule07_ARefundFollowsItsLineWhenThatIsReRated(t *testing.T) {
	for _, c := range []struct {
		what                       string
		april, refund, march, want int64
	}{
		// In time: 600.00 in March; April pays 600.00 for 8,000.00 instead of 800.00, and half of that goes back.
		{"by tiers", 800_000, 400_000, 600_000, 60_000 + 60_000 - 30_000},
		// In time: 0.01 for 0.05 in March; April pays 333.33 for 3,333.33 and the refund of 1,666.66 takes back 166.66 of it.
		{"by rounding alone", 333_333, 166_666, 5, 1 + 33_333 - 16_666},
	} {
		t.Run(c.what, func(t *testing.T) {
			d := open(t)
			p := d.partner("Harcourt & Lowe")
			d.sign(p, "2026-01-01", tiered(terms.Marginal))
			r := d.won(p, "Amber Ltd", "2026-02-01")
			f := d.received(r, "2026-04-10", c.april)
			d.fee(r, app.Credited, "2026-05-10", c.refund, of(f))
			d.run()
			d.received(r, "2026-03-10", c.march)
			d.run()
			if d.owed(p) != c.want {
				t.Errorf("entered in time the year owes %d; entered late %d: %s", c.want, d.owed(p), said(d.lines(p)))
			}
			d.clean()
		})
	}
}

// Under a cap a re-rated line moves by what it was paid, not by what it would have been paid without the cap.
func TestRule13_ATrueUpUnderACapIsOfWhatWasPaid(t *testing.T) {
	d := open(t)
	p := d.partner("Harcourt & Lowe")
	d.sign(p, "2026-01-01", capped(tiered(terms.Marginal, terms.Tier{Rate: rate("0.10")}, terms.Tier{From: 500_000, Rate: rate("0.05")}), 1_000))
	r := d.won(p, "Amber Ltd", "2026-02-01")
	f := d.received(r, "2026-03-12", 500_000) // 500.00, of which the cap leaves 10.00
	d.fee(r, app.Credited, "2026-03-14", 500_000, of(f))
	d.run()
	d.expect(p, "earning 10.00 accrued", "reversal -10.00 accrued")
	d.received(r, "2026-03-10", 1_000_000) // entered late: 750.00, of which the cap leaves 10.00
	d.run()
	if d.owed(p) != 1_000 {
		t.Errorf("owed is %d", d.owed(p))
	}
	for _, l := range d.lines(p) {
		if l.Amount.Minor > 1_000 || l.Amount.Minor < -1_000 {
			t.Errorf("line %d moves %s under a cap of 10.00: %s", l.Seq, l.Amount, said(d.lines(p)))
		}
	}
	d.clean()
}

// What a refund took of a re-rated line is not there to be reversed by hand, neither from the line's true-up nor from the
// refund's.
func TestAReRatedLineThatWasRefundedHasNothingLeft(t *testing.T) {
	for _, c := range []struct {
		what        string
		refundFirst bool
		lines       []string
	}{
		{"re-rated, then refunded", false,
			[]string{"earning 0.00 void", "earning 0.00 void", "true-up 400.00 approved", "reversal -400.00 approved"}},
		{"refunded, then re-rated", true,
			[]string{"earning 0.00 void", "reversal 0.00 void", "earning 0.00 void", "true-up 400.00 approved", "true-up -400.00 approved"}},
	} {
		t.Run(c.what, func(t *testing.T) {
			d := open(t)
			p := d.partner("Harcourt & Lowe")
			d.sign(p, "2026-01-01", threshold())
			r := d.won(p, "Amber Ltd", "2026-02-01")
			f := d.received(r, "2026-04-10", 400_000)
			late := func() { d.received(r, "2026-03-10", 100_000) }
			refund := func() { d.fee(r, app.Credited, "2026-05-10", 400_000, of(f)) }
			d.run()
			if c.refundFirst {
				refund()
				d.run()
				late()
			} else {
				late()
				d.run()
				refund()
			}
			d.run()
			d.approve()
			d.expect(p, c.lines...)
			for _, l := range d.lines(p) {
				if l.Kind == app.TrueUp {
					d.refused("reversed", refusal{app.Refused, "", "", true}, func() error { return d.reverse(l.Seq) })
				}
			}
		})
	}
}
