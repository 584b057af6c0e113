package app_test

import (
	"fmt"
	"strings"
	"testing"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/terms"
)

func TestRule09_TheLastDayOfAPeriodIsInside(t *testing.T) {
	d, _, r := engaged(t)
	d.received(r, "2026-03-31", 100_000)
	d.received(r, "2026-04-01", 50_000)
	d.run()
	d.approve()
	march, april := d.statements("2026-03"), d.statements("2026-04")
	if len(march) != 1 || march[0].Earned != 10_000 || len(april) != 1 || april[0].Earned != 5_000 {
		t.Errorf("March %+v, April %+v", march, april)
	}
}

func TestRule09_DaysAreThoseOfTheFirmsZone(t *testing.T) { // CL-07: 31 December 23:30 in New York
	d := open(t)
	s, _ := d.Setup.Settings(ctx())
	s.Zone = "America/New_York"
	d.ok(d.Setup.Edit(ctx(), app.Ask{}, s))
	d.now = day("2027-01-01").Time().Add(4*60*60*1e9 + 30*60*1e9) // 04:30 UTC
	p := d.partner("Harcourt & Lowe")
	d.sign(p, "2026-01-01", percentOfAll("0.10"))
	r := d.ok(d.Referrals.Log(ctx(), app.Ask{}, app.NewReferral{Partner: p, ClientName: "Amber Ltd"}))
	if r.Number != "R-2026-0001" {
		t.Errorf("numbered %s", r.Number)
	}
	d.move(app.ID[app.Referral](r.ID), app.Won, "2026-12-31")
	d.received(app.ID[app.Referral](r.ID), "2026-12-31", 1_000)
	d.run()
	d.approve()
	if made := d.statements("2026-12"); len(made) != 1 || made[0].Number != "S-2026-0001" || made[0].Issued != day("2026-12-31") {
		t.Errorf("issued %+v", made)
	}
}

func TestRule10_ABackDatedFeeReratesLaterOnes(t *testing.T) {
	d := open(t)
	p := d.partner("Harcourt & Lowe")
	d.sign(p, "2026-01-01", tiered(terms.Marginal))
	r := d.won(p, "Amber Ltd", "2026-02-01")
	d.received(r, "2026-04-10", 800_000)
	d.run()
	d.received(r, "2026-03-10", 600_000) // entered late: 10,000.00 is now reached within the fee of April
	d.run()
	// In time: 600.00 in March; in April 4,000.00 at 10 % and 4,000.00 at 5 %, 600.00 and not 800.00.
	d.expect(p, "earning 800.00 accrued", "earning 600.00 accrued", "true-up -200.00 accrued")
	if l := d.lines(p); l[2].Reverses != l[0].Seq {
		t.Errorf("the true-up points at %d", l[2].Reverses)
	}
	d.run()
	if len(d.lines(p)) != 3 {
		t.Errorf("running again: %s", said(d.lines(p)))
	}
	d.explained(p)
	d.clean()
}

// A refund that is entered late counts from its own day, too.
func TestRule10_ABackDatedRefundReratesLaterOnes(t *testing.T) {
	d := open(t)
	p := d.partner("Harcourt & Lowe")
	d.sign(p, "2026-01-01", tiered(terms.Marginal))
	r := d.won(p, "Amber Ltd", "2026-02-01")
	f := d.received(r, "2026-03-10", 1_000_000)
	d.received(r, "2026-05-10", 1_000_000)
	d.run()
	d.expect(p, "earning 1000.00 accrued", "earning 500.00 accrued")
	d.fee(r, app.Credited, "2026-04-10", 1_000_000, of(f)) // before the fee of May, which then is the first 10,000.00 of the year
	d.run()
	if d.owed(p) != 100_000 {
		t.Errorf("entered in time the year owes 1,000.00; entered late %d: %s", d.owed(p), said(d.lines(p)))
	}
	d.clean()
}

func TestRule11_AForeignAmountKeepsRateDayAndSource(t *testing.T) {
	d, p, r := engaged(t)
	d.fee(r, app.Received, "2026-02-10", 0, func(f *app.Fee) {
		f.Amount, f.Rate, f.RateTo, f.RateDay, f.RateFrom = money.New(100_000, "JPY"), "0.0061", "EUR", day("2026-02-09"), "ECB"
	})
	d.run()
	d.expect(p, "earning 61.00 accrued")
	if why, err := d.lines(p)[0].Why(); err != nil || why.Rate != "0.0061" || why.RateDay != day("2026-02-09") || why.RateFrom != "ECB" || why.GrossIn != "JPY" {
		t.Errorf("kept %+v, %v", why, err)
	}
}

func TestRule12_MN11_NothingIsALineWithItsReason(t *testing.T) {
	d := open(t)
	p := d.partner("Harcourt & Lowe")
	tm := percentOfAll("0.10")
	tm.Rules[0].Services = []string{"Tax"}
	id := d.sign(p, "2026-01-01", tm)
	r := d.won(p, "Amber Ltd", "2026-02-01")
	d.received(r, "2026-02-10", 100_000) // another service
	tax := d.ok(d.Referrals.Log(ctx(), app.Ask{}, app.NewReferral{Partner: p, ClientName: "Birch Ltd", Service: "tax", Introduced: day("2026-02-01")}))
	d.move(app.ID[app.Referral](tax.ID), app.Won, "2026-02-01")
	d.received(app.ID[app.Referral](tax.ID), "2026-02-10", 4) // 0.004
	d.ok(d.Agreements.End(ctx(), app.Ask{}, id, day("2026-02-28"), ""))
	d.received(app.ID[app.Referral](tax.ID), "2026-03-10", 100_000) // after the end
	d.run()
	var said []string
	for _, l := range d.lines(p) {
		why, err := l.Why()
		e, err2 := d.Commissions.Explain(ctx(), l.Seq)
		if err != nil || err2 != nil || l.Amount.Minor != 0 || l.Standing.State != app.VoidLine || len(e.Tree) == 0 {
			t.Errorf("line %d: %+v, %v, %v", l.Seq, l, err, err2)
		}
		said = append(said, string(why.Nothing))
	}
	want := fmt.Sprint([]terms.Why{terms.WhyService, terms.WhyTooSmall, terms.WhyEnded})
	if fmt.Sprint(said) != want {
		t.Errorf("nothing, because %v; wanted %s", said, want)
	}
}

func TestRule13_MN05_TheCapSaysWhatItCutAndTheFloorTopsUp(t *testing.T) { // and MN-05: the cap first, then the floor
	d := open(t)
	p := d.partner("Harcourt & Lowe")
	d.sign(p, "2026-01-01", capped(percentOfAll("0.10"), 25_000))
	r := d.won(p, "Amber Ltd", "2026-02-01")
	for _, on := range []string{"2026-02-10", "2026-03-10", "2026-04-10"} {
		d.received(r, on, 150_000)
	}
	d.run()
	d.expect(p, "earning 150.00 accrued", "earning 100.00 accrued", "earning 0.00 void")
	if why, err := d.lines(p)[1].Why(); err != nil || why.Cap != 25_000 || why.Cut != 5_000 || why.Result != 15_000 || *why.CapLeft != 10_000 {
		t.Errorf("the cut is kept as %+v, %v", why, err)
	}
	// What is voided gives room again; what is held counts.
	d.ok(d.Commissions.Hold(ctx(), app.Ask{}, 2, "unclear", 0))
	d.received(r, "2026-05-10", 10_000)
	d.run()
	if got := said(d.lines(p)[3:]); got != "earning 0.00 void" {
		t.Errorf("with a held line the cap leaves %s", got)
	}
	d.ok(d.Commissions.Void(ctx(), app.Ask{}, 2, "ineligible"))
	d.received(r, "2026-05-11", 10_000)
	d.run()
	if got := said(d.lines(p)[4:]); got != "true-up 100.00 accrued; earning 0.00 void" { // the third fee comes before the last
		t.Errorf("with a voided line the cap leaves %s", got)
	}
	d.clean()
}

func TestRule14_VoidKeepsTheLineAndTheReason(t *testing.T) {
	d, p, r := engaged(t)
	d.received(r, "2026-02-10", 100_000)
	d.run()
	before := d.lines(p)[0]
	d.ok(d.Commissions.Void(ctx(), app.Ask{}, 1, "self-referral"))
	after := d.lines(p)[0]
	if after.Standing.State != app.VoidLine || after.Standing.Note != "self-referral" || after.Hash != before.Hash || after.Amount != before.Amount {
		t.Errorf("%+v", after)
	}
	d.run()
	d.expect(p, "earning 100.00 void")
	d.clean()
}

func TestRule15_ABulkActRunsOnWhatWasSeen(t *testing.T) {
	d, p, r := engaged(t)
	d.received(r, "2026-02-10", 100_000)
	d.received(r, "2026-02-11", 20_000)
	d.run()
	receipt, seen, err := d.Commissions.Approve(ctx(), app.Ask{Preview: true}, app.Query{}, []int64{1, 2})
	if d.ok(receipt, err); seen.Count != 2 || seen.Words() != "120.00 EUR" || !strings.Contains(receipt.Label, "2 lines") {
		t.Errorf("it says %+v, %q", seen, receipt.Label)
	}
	d.received(r, "2026-02-12", 30_000) // comes in between
	d.run()
	d.ok2(d.Commissions.Approve(ctx(), app.Ask{}, app.Query{}, []int64{1, 2}))
	d.expect(p, "earning 100.00 approved", "earning 20.00 approved", "earning 30.00 accrued")
	d.refused("when one of the rows moved, none is approved", refusal{kind: app.Refused, say: "is approved", final: true}, func() error {
		_, _, err := d.Commissions.Approve(ctx(), app.Ask{}, app.Query{}, []int64{3, 2})
		return err
	})
}

func TestRule16_RunningTwiceChangesNothing(t *testing.T) {
	d := open(t)
	for i, tm := range []terms.Terms{percentOfAll("0.10"), tiered(terms.Marginal), tiered(terms.Cliff), capped(tiered(terms.Cliff), 30_000), flatOnWin(100), flatAccepted(100)} {
		p := d.partner(fmt.Sprintf("Partner %d", i))
		d.sign(p, "2026-01-01", tm)
		r := d.won(p, fmt.Sprintf("Client %d", i), "2026-02-01")
		f := d.received(r, "2026-03-10", 900_000)
		d.run()
		d.received(r, "2026-02-10", 300_000)
		d.fee(r, app.Credited, "2026-03-20", 100_000, of(f))
		d.run()
	}
	lines := len(d.lines())
	d.unchanged("running again", func() {
		if res := d.run(); res.Facts != 0 || res.Lines != 0 {
			t.Errorf("it did %+v", res)
		}
		_, res, err := d.Commissions.Run(ctx(), app.Ask{}, calendar.D("2026-03-31"), nil)
		if err != nil || res.Lines != 0 {
			t.Errorf("for an earlier day: %+v, %v", res, err)
		}
	})
	if lines == 0 || len(d.lines()) != lines {
		t.Errorf("%d lines were %d", len(d.lines()), lines)
	}
	d.clean()
}

// The day before is earlier; of one day, what was entered first comes first.
func TestRule10_OneDayIsEnough(t *testing.T) {
	for _, c := range []struct{ late, want string }{
		{"2026-04-09", "earning 800.00 accrued; earning 600.00 accrued; true-up -200.00 accrued"},
		{"2026-04-10", "earning 800.00 accrued; earning 400.00 accrued"},
	} {
		d := open(t)
		p := d.partner("Harcourt & Lowe")
		d.sign(p, "2026-01-01", tiered(terms.Marginal))
		r := d.won(p, "Amber Ltd", "2026-02-01")
		d.received(r, "2026-04-10", 800_000)
		d.run()
		d.received(r, c.late, 600_000)
		d.run()
		d.expect(p, c.want)
	}
}
