package app_test

import (
	"fmt"
	"strings"
	"testing"

	"rapport/app"
)

// looks gives what an approver of all that is due is told to look at: "line: what".
func (d *desk) looks(seqs ...int64) string {
	d.t.Helper()
	_, res, err := d.Commissions.Approve(ctx(), app.Ask{Preview: true}, app.Query{}, seqs)
	if err != nil {
		d.t.Fatalf("approving: %v", err)
	}
	var out []string
	for _, l := range res.Look {
		out = append(out, fmt.Sprintf("%d %s", l.Line, l.What))
		if !strings.HasPrefix(l.Say, fmt.Sprintf("Line %d", l.Line)) || !strings.HasSuffix(l.Say, ".") {
			d.t.Errorf("not a sentence about its line: %+v", l)
		}
	}
	return strings.Join(out, "; ")
}

// disclosed is a referral won on a day whose client was told of the arrangement.
func (d *desk) disclosed(p app.ID[app.Partner], client, on string) app.ID[app.Referral] {
	d.t.Helper()
	id := d.won(p, client, on)
	r, err := d.Referrals.Get(ctx(), id)
	if err != nil {
		d.t.Fatalf("%v", err)
	}
	r.Disclosed = day(on)
	d.ok(d.Referrals.Edit(ctx(), app.Ask{}, r))
	return id
}

// Each discrepancy is found where it is, and only there.
func TestWhatAnApproverLooksAt(t *testing.T) {
	for _, c := range []struct {
		what string
		more func(d *desk, p app.ID[app.Partner], r app.ID[app.Referral], f app.ID[app.Fee])
		want string
	}{
		{"nothing is wrong", func(*desk, app.ID[app.Partner], app.ID[app.Referral], app.ID[app.Fee]) {}, ""},
		{"the client was not told", func(d *desk, p app.ID[app.Partner], _ app.ID[app.Referral], _ app.ID[app.Fee]) {
			d.received(d.won(p, "Birch Ltd", "2026-02-03"), "2026-02-11", 70_000)
			d.run()
		}, "2 no disclosure"},
		{"refunded since", func(d *desk, _ app.ID[app.Partner], r app.ID[app.Referral], f app.ID[app.Fee]) {
			d.fee(r, app.Credited, "2026-03-01", 30_000, of(f))
		}, "1 fee changed"},
		{"another receipt of it refunded since", func(d *desk, _ app.ID[app.Partner], r app.ID[app.Referral], _ app.ID[app.Fee]) {
			other := d.received(r, "2026-02-20", 40_000)
			d.run()
			d.fee(r, app.Credited, "2026-03-01", 30_000, of(other))
		}, "2 fee changed"},
		{"taken back since", func(d *desk, _ app.ID[app.Partner], _ app.ID[app.Referral], f app.ID[app.Fee]) {
			d.ok(d.Fees.Void(ctx(), app.Ask{}, f, "typed twice"))
		}, "1 fee changed"},
		{"the refund is worked out", func(d *desk, _ app.ID[app.Partner], r app.ID[app.Referral], f app.ID[app.Fee]) {
			d.fee(r, app.Credited, "2026-03-01", 30_000, of(f))
			d.run()
		}, ""},
		{"entered twice", func(d *desk, _ app.ID[app.Partner], r app.ID[app.Referral], _ app.ID[app.Fee]) {
			d.received(r, "2026-02-17", 100_000)
			d.run()
		}, "1 possible duplicate; 2 possible duplicate"},
		{"equal a month later", func(d *desk, _ app.ID[app.Partner], r app.ID[app.Referral], _ app.ID[app.Fee]) {
			d.received(r, "2026-02-18", 100_000)
			d.run()
		}, ""},
		{"paused", func(d *desk, p app.ID[app.Partner], _ app.ID[app.Referral], _ app.ID[app.Fee]) {
			for _, to := range []app.PartnerState{app.PartnerCheck, app.Onboarding, app.Active, app.Paused} {
				d.ok(d.Partners.SetState(ctx(), app.Ask{}, p, to, app.Move{Reason: "known for years"}))
			}
		}, "1 partner not active"},
	} {
		t.Run(c.what, func(t *testing.T) {
			d := open(t)
			p := d.partner("Harcourt & Lowe")
			d.sign(p, "2026-01-01", percentOfAll("0.10"))
			r := d.disclosed(p, "Amber Ltd", "2026-02-02")
			f := d.received(r, "2026-02-10", 100_000)
			d.run()
			c.more(d, p, r, f)
			if got := d.looks(); got != c.want {
				t.Errorf("found %q, wanted %q", got, c.want)
			}
		})
	}
}

// A firm that keeps no disclosures reads of them once, with how many; three are still named one by one, and what else is wrong as ever.
func TestManyDiscrepanciesOfOneSortAreSaidOnce(t *testing.T) {
	for n, want := range map[int]string{3: "1 no disclosure; 2 no disclosure; 3 no disclosure", 5: "1 no disclosure; 6 possible duplicate; 7 possible duplicate"} {
		d := open(t)
		p := d.partner("Harcourt & Lowe")
		d.sign(p, "2026-01-01", percentOfAll("0.10"))
		for i := range n {
			d.received(d.won(p, fmt.Sprintf("Client %d", i), "2026-02-02"), "2026-02-10", int64(10_000+i))
		}
		if n > 3 {
			told := d.disclosed(p, "Told Ltd", "2026-02-02")
			d.received(told, "2026-02-12", 11_000)
			d.received(told, "2026-02-13", 11_000)
		}
		d.run()
		_, res, err := d.Commissions.Approve(ctx(), app.Ask{Preview: true}, app.Query{}, nil)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, l := range res.Look {
			got = append(got, fmt.Sprintf("%d %s", l.Line, l.What))
		}
		if strings.Join(got, "; ") != want {
			t.Errorf("%d: %+v", n, res.Look)
		}
		if n > 3 && res.Look[0].Say != "5 lines: no disclosure to the client is recorded (lines 1, 2, 3 and 2 more)." {
			t.Errorf("says %q", res.Look[0].Say)
		}
	}
}

// Six lines of 10.00 to 15.00, and one of 52.04: more than four times the median of 13.00. One of 52.00 is not.
func TestAnAmountFarAboveTheUsual(t *testing.T) {
	for minor, want := range map[int64]string{52_040: "7 far above the usual", 52_000: ""} {
		d := open(t)
		p := d.partner("Harcourt & Lowe")
		d.sign(p, "2026-01-01", percentOfAll("0.10"))
		r := d.disclosed(p, "Amber Ltd", "2026-02-02")
		for i := range int64(6) {
			d.received(r, "2026-02-10", 10_000+i*1_000)
		}
		d.run()
		d.approve()
		d.received(r, "2026-04-10", minor)
		d.run()
		if got := d.looks(); got != want {
			t.Errorf("%d: found %q, wanted %q", minor, got, want)
		}
	}
}

func TestAnAgreementAmendedForTheDayOfALine(t *testing.T) {
	d := open(t)
	p := d.partner("Harcourt & Lowe")
	a := d.sign(p, "2026-01-01", percentOfAll("0.10"))
	r := d.disclosed(p, "Amber Ltd", "2026-02-02")
	d.received(r, "2026-02-10", 100_000)
	d.run()
	d.received(r, "2026-05-10", 50_000) // its win froze the first version
	d.ok(d.Agreements.Amend(ctx(), app.Ask{}, a, day("2026-04-01"), percentOfAll("0.08"), app.Signature{By: "B"}))
	d.run()
	if got := d.looks(); got != "2 agreement amended" {
		t.Errorf("found %q", got)
	}
}

// Each reason is cleared on its own; the line is free when the last one is.
func TestReasonsAreClearedOneAtATime(t *testing.T) {
	d := open(t).on("2026-02-11")
	p := d.partner("Harcourt & Lowe")
	tm := percentOfAll("0.10")
	tm.HoldDays = 30
	d.sign(p, "2026-01-01", tm)
	d.received(d.won(p, "Amber Ltd", "2026-02-01"), "2026-02-10", 100_000)
	d.run()
	d.ok(d.Commissions.Hold(ctx(), app.Ask{}, 1, "tax form", 0))
	d.ok(d.Commissions.Hold(ctx(), app.Ask{}, 1, "client asks", day("2026-03-01")))
	release := func(reason string) func() error {
		return func() error { _, err := d.Commissions.Release(ctx(), app.Ask{}, 1, "checked", reason); return err }
	}
	d.refused("which one is not said", refusal{kind: app.Invalid, field: "for", say: "hold period, held by hand, held by hand"}, release(""))
	d.refused("not a reason of it", refusal{kind: app.Invalid, field: "for", say: `"dispute"`}, release("dispute"))
	queue, err := d.Commissions.Queue(ctx())
	if got := queueText(queue); err != nil || got != "held: hold period 1 100.00 next 2026-03-12; held by hand 1 100.00 next 2026-03-01" {
		t.Errorf("%v: %s", err, got)
	}
	d.ok(d.Commissions.Release(ctx(), app.Ask{}, 1, "the form is here", app.HoldManual))
	d.expect(p, "earning 100.00 held")
	d.on("2026-03-02").run() // the second hold by hand ends by its own date, the hold period has not
	d.expect(p, "earning 100.00 held")
	r := d.ok(d.Commissions.Release(ctx(), app.Ask{}, 1, "the client paid for good"))
	d.expect(p, "earning 100.00 accrued")
	d.ok(d.History.Undo(ctx(), app.Ask{}, r.Audit))
	d.expect(p, "earning 100.00 held")
	d.on("2026-03-12").run()
	d.expect(p, "earning 100.00 accrued")
	d.clean()
}

func queueText(items []app.QueueItem) string {
	var out []string
	for _, q := range items {
		say := fmt.Sprintf("%s %d", q.What, q.Count)
		for _, s := range q.Sums {
			say += " " + eur(s.Minor).Plain()
		}
		if strings.HasPrefix(q.What, "held") {
			say += " next " + q.Next.String()
		}
		if q.For == "" {
			say += " for nobody"
		}
		out = append(out, say)
	}
	return strings.Join(out, "; ")
}

func TestTheQueueSaysWhatWaitsForWhom(t *testing.T) {
	d := open(t)
	p := d.partner("Harcourt & Lowe")
	d.sign(p, "2026-01-01", flatOnWin(10_000))
	for i, client := range []string{"Amber Ltd", "Birch Ltd", "Cedar Ltd"} {
		d.won(p, client, fmt.Sprintf("2026-02-0%d", i+1))
	}
	d.run()
	d.ok2(d.Commissions.Approve(ctx(), app.Ask{}, app.Query{}, []int64{1}))
	d.ok(d.Commissions.Hold(ctx(), app.Ask{}, 2, "tax form", 0))
	d.settings(func(s *app.Settings) {
		s.FourEyes, s.Approvers = true, []app.Approver{{Name: "Ann", UpTo: 50_00}, {Name: "Ben"}}
	})
	queue, err := d.Commissions.Queue(ctx())
	if err != nil {
		t.Fatal(err)
	}
	if got := queueText(queue); got != "to approve 1 100.00; held by hand 1 100.00 next ; approved 1 100.00" {
		t.Errorf("%s", got)
	}
	if queue[0].For != "Ann (up to 50.00 EUR) or Ben. Not who entered the fee or ran the commission." || queue[0].Since != day("2026-02-03") {
		t.Errorf("%+v", queue[0])
	}
	for _, q := range queue {
		var n int64
		err := d.Commissions.IDs(ctx(), q.Query, func(ids []int32) error { n += int64(len(ids)); return nil })
		if err != nil || n != q.Count {
			t.Errorf("%s: its query gives %d of %d, %v", q.What, n, q.Count, err)
		}
	}
}
