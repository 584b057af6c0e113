package app_test

import (
	"fmt"
	"testing"

	"rapport/app"
	"rapport/app/calendar"
)

// liable is the liability as an accountant reads it: one line a partner.
func (d *desk) liable(asOf calendar.Day) []string {
	d.t.Helper()
	list, err := d.Overview.Liability(ctx(), asOf)
	if err != nil {
		d.t.Fatalf("liability: %v", err)
	}
	out := make([]string, len(list))
	for i, l := range list {
		out[i] = fmt.Sprintf("%s: estimated %d accrued %d held %d approved %d unpaid %d", l.Name, l.Estimated, l.Accrued, l.Held, l.Approved, l.Unpaid)
	}
	return out
}

// A quarter of one partner. At the end of each day the liability of today, from the kept totals, is noted; asked again at the end of the
// quarter for each of those days, from the ledger and the dated acts, it is the same.
func TestLiabilityOfAPastDayIsWhatWasSaidThen(t *testing.T) {
	d := open(t)
	var a, b app.ID[app.Partner]
	var open app.ID[app.Referral]
	line := func(n int) int64 { return int64(n) }
	script := []struct {
		day  string
		acts func()
		want string // of partner Ash, for people
	}{
		{"2026-01-05", func() {
			a, b = d.partner("Ash"), d.partner("Birch")
			d.sign(a, "2026-01-01", percentOfAll("0.10"))
			d.sign(b, "2026-01-01", percentOfAll("0.20"))
			open = d.logged(a, "Open", "2026-01-05")
			r, err := d.Referrals.Get(ctx(), open)
			r.Estimate = eur(50_000)
			if err == nil {
				_, err = d.Referrals.Edit(ctx(), app.Ask{}, r)
			}
			if err != nil {
				t.Fatal(err)
			}
			d.move(open, app.Accepted, "2026-01-05")
		}, "Ash: estimated 5000 accrued 0 held 0 approved 0 unpaid 0"},
		{"2026-01-20", func() {
			d.received(d.won(a, "One", "2026-01-20"), "2026-01-20", 100_000)
			d.received(d.won(b, "Two", "2026-01-20"), "2026-01-20", 10_000)
			d.run()
		}, "Ash: estimated 5000 accrued 10000 held 0 approved 0 unpaid 0"},
		{"2026-01-31", func() { d.approve() }, "Ash: estimated 5000 accrued 0 held 0 approved 10000 unpaid 0"},
		{"2026-02-01", func() { d.statements("2026-01") }, "Ash: estimated 5000 accrued 0 held 0 approved 0 unpaid 10000"},
		{"2026-02-10", func() { d.pay(d.statementOf(a), 4_000) }, "Ash: estimated 5000 accrued 0 held 0 approved 0 unpaid 6000"},
		{"2026-02-11", func() { d.move(open, app.Lost, "2026-02-11") }, "Ash: estimated 0 accrued 0 held 0 approved 0 unpaid 6000"},
		{"2026-02-12", func() {
			d.received(d.won(a, "Three", "2026-02-12"), "2026-02-12", 7_000)
			d.run()
		}, "Ash: estimated 0 accrued 700 held 0 approved 0 unpaid 6000"},
		{"2026-02-28", func() { d.ok(d.Commissions.Void(ctx(), app.Ask{}, line(4), "entered twice")) }, "Ash: estimated 0 accrued 0 held 0 approved 0 unpaid 6000"},
		{"2026-03-01", func() { d.pay(d.statementOf(a), 6_000) }, ""},
	}
	said := map[string][]string{}
	for _, s := range script {
		d.on(s.day)
		s.acts()
		said[s.day] = d.liable(0)
		if got := append(said[s.day], "")[0]; s.want != "" && got != s.want {
			t.Errorf("on %s\n  %s\nwanted\n  %s", s.day, got, s.want)
		}
	}
	d.on("2026-04-01")
	for _, s := range script {
		if then := d.liable(day(s.day)); fmt.Sprint(then) != fmt.Sprint(said[s.day]) {
			t.Errorf("asked later for %s it is\n  %v\nand was\n  %v", s.day, then, said[s.day])
		}
	}
	for _, l := range d.liable(0) { // control: the days differ, so the comparison can fail
		if l == said["2026-02-01"][0] {
			t.Error("nothing moved")
		}
	}
}

// The kept figure for today is what the ledger and the dated acts sum to.
func TestLiabilityOfTodayIsTheLedger(t *testing.T) {
	d, _, _, mar := stated(t)
	d.pay(mar, 2_500)
	d.received(1, "2026-04-10", 30_000)
	d.run()
	d.approve()
	d.received(1, "2026-04-11", 7_000)
	d.run()
	kept := d.liable(0)
	d.now = d.now.AddDate(0, 0, 1)
	if later := d.liable(d.today() - 1); fmt.Sprint(later) != fmt.Sprint(kept) || len(kept) == 0 {
		t.Errorf("kept %v, from the ledger %v", kept, later)
	}
}
