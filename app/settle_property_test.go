package app_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"rapport/app"
	"rapport/app/terms"
)

// act is one thing that is entered in a random year; those that the books refuse change nothing.
type act struct {
	what     string
	on       string
	referral app.ID[app.Referral]
	minor    int64
	fee      app.ID[app.Fee] // that is refunded, written off or a mistake
	run      bool            // afterwards
}

func (a act) String() string {
	ran := ""
	if a.run {
		ran = ", run"
	}
	return fmt.Sprintf("%s %s R%d %d fee %d%s", a.on, a.what, a.referral, a.minor, a.fee, ran)
}

// drawActs draws what is entered in a year, in an order that is not that of the days.
func drawActs(t *rapid.T) []act {
	first, apart := day("2026-01-05"), rapid.SampledFrom([]int{1, 1, 85}).Draw(t, "days apart") // 85: several acts on the same four days
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) act {
		return act{
			what: rapid.SampledFrom([]string{"receipt", "receipt", "receipt", "receipt", "refund", "refund of", "mistake", "invoice", "receipt of", "written off", "win"}).Draw(t, "what"),
			on:   first.AddDays(rapid.IntRange(0, 320/apart).Draw(t, "day") * apart).String(), referral: app.ID[app.Referral](rapid.IntRange(1, 3).Draw(t, "referral")),
			minor: rapid.SampledFrom([]int64{3, 99, 100_000, 250_000, 333_333, 500_000, 1_000_000}).Draw(t, "minor"),
			fee:   app.ID[app.Fee](rapid.IntRange(1, 9).Draw(t, "fee")), run: rapid.IntRange(0, 2).Draw(t, "run") == 0,
		}
	}), 2, 14).Draw(t, "acts")
}

// enter does what an act says; what is refused is left.
func (d *desk) enter(a act) {
	d.t.Helper()
	f := app.Fee{Referral: a.referral, Day: day(a.on), Amount: eur(a.minor)}
	var err error
	switch a.what {
	case "win":
		d.won(1, "Won "+a.on, a.on)
	case "mistake":
		_, err = d.Fees.Void(ctx(), app.Ask{}, a.fee, "entered by mistake")
	default:
		f.Kind = map[string]app.FeeKind{"receipt": app.Received, "receipt of": app.Received, "refund": app.Credited, "refund of": app.Credited,
			"invoice": app.Invoiced, "written off": app.WrittenOff}[a.what]
		if strings.HasSuffix(a.what, " of") || a.what == "written off" {
			f.Of = a.fee
		}
		_, err = d.Fees.Record(ctx(), app.Ask{}, f)
	}
	if err != nil && app.AsProblem(err) == nil {
		d.t.Fatalf("%s: %v", a, err)
	}
	if a.run {
		d.runAsPreviewed()
	}
}

// runAsPreviewed runs and wants what a preview said.
func (d *desk) runAsPreviewed() {
	d.t.Helper()
	_, said, err := d.Commissions.Run(ctx(), app.Ask{Preview: true}, 0, nil)
	if did := d.run(); err != nil || !reflect.DeepEqual(said, did) {
		d.t.Fatalf("the preview said %+v %v, the run did %+v", said, err, did)
	}
}

// drawRules draws terms of several rules that compete and add, with caps and guaranteed amounts.
func drawRules(t *rapid.T) terms.Terms {
	window := rapid.SampledFrom([]terms.Window{terms.Quarter, terms.CalendarYear})
	steps := func(t *rapid.T) []terms.Tier {
		r := rapid.SampledFrom([][2]string{{"0.10", "0.05"}, {"0.03", "0.08"}, {"0", "0.12"}}).Draw(t, "rates")
		return []terms.Tier{{Rate: rate(r[0])}, {From: rapid.SampledFrom([]int64{400_000, 1_200_000}).Draw(t, "from"), Rate: rate(r[1])}}
	}
	one := rapid.Custom(func(t *rapid.T) terms.Rule {
		var r terms.Rule
		switch rapid.SampledFrom([]string{"tiers", "tiers", "tiers", "share", "back", "bonus", "win", "nth", "retainer"}).Draw(t, "rule") {
		case "tiers":
			r = terms.Rule{Kind: terms.Tiered, Mode: rapid.SampledFrom([]terms.Mode{terms.Marginal, terms.Cliff}).Draw(t, "mode"), Measure: terms.ByRevenue,
				Window: window.Draw(t, "window"), Tiers: steps(t), Adds: rapid.IntRange(0, 3).Draw(t, "adds") == 0}
		case "back":
			r = terms.Rule{Kind: terms.Tiered, Mode: terms.Retro, Measure: terms.ByRevenue, Window: window.Draw(t, "window"), Tiers: steps(t)}
		case "share":
			r = share("0.06")
		case "bonus":
			r = terms.Rule{Kind: terms.Bonus, Mode: terms.Marginal, Measure: terms.ByRevenue, Window: terms.Quarter, Tiers: []terms.Tier{{From: 700_000, Flat: 20_000}}}
		case "win":
			r = terms.Rule{Kind: terms.FlatOnWin, Flat: 30_000}
		case "nth":
			r = terms.Rule{Kind: terms.Milestone, On: terms.AtNth, Count: 2, Flat: 15_000, Window: terms.CalendarYear}
		case "retainer":
			r = terms.Rule{Kind: terms.Retainer, Flat: 2_000, Every: terms.CalendarMonthly}
		}
		if rapid.IntRange(0, 5).Draw(t, "own cap") == 0 {
			r.Cap = &terms.Limit{Amount: rapid.SampledFrom([]int64{1, 20_000, 60_000}).Draw(t, "rule cap"), Window: window.Draw(t, "cap window")}
		}
		if rapid.IntRange(0, 7).Draw(t, "own floor") == 0 {
			r.Floor = &terms.Limit{Amount: 1_000, Window: window.Draw(t, "floor window")}
			if r.Cap != nil {
				r.Floor.Window = r.Cap.Window
				r.Floor.Amount = min(r.Floor.Amount, r.Cap.Amount)
			}
		}
		return r
	})
	tm := rules(rapid.SliceOfN(one, 1, 3).Draw(t, "rules")...)
	w := window.Draw(t, "limits")
	if rapid.IntRange(0, 1).Draw(t, "capped") == 0 {
		tm.Cap = &terms.Limit{Amount: rapid.SampledFrom([]int64{1, 40_000, 120_000}).Draw(t, "cap"), Window: w}
	}
	if rapid.IntRange(0, 2).Draw(t, "floored") == 0 {
		tm.Floor = &terms.Limit{Amount: 25_000, Window: w}
		if tm.Cap != nil {
			tm.Floor.Amount = min(tm.Floor.Amount, tm.Cap.Amount)
		}
	}
	return tm
}

// However a year is entered, in which order and with runs wherever, the ledger holds what the agreement pays when worked out from nothing.
func TestRule10_TheLedgerIsTheReplayHoweverAYearIsEntered(t *testing.T) {
	times(t, 10, func(r *rapid.T) {
		d, tm, acts := enteredYear(r, t)
		lines := len(d.lines())
		d.run()
		if again := len(d.lines()); again != lines {
			r.Fatalf("run again there are %d lines instead of %d\nterms: %s\n%v\n%s", again, lines, tm.Words(), acts, said(d.lines()))
		}
		got := d.replay("2025-01-01..2027-12-31", app.ReplayAsk{Drafts: []app.Draft{{Name: "In force"}}})
		adds(r, got)
		for _, row := range got.ByPartner {
			if row.Booked != row.Paid[0] {
				r.Fatalf("%s: booked %d, replayed %d\nterms: %s\n%v\n%s", row.Name, row.Booked, row.Paid[0], tm.Words(), acts, said(d.lines(row.Partner)))
			}
		}
		d.shut(r, fmt.Sprintf("%s\n%v", tm.Words(), acts))
	})
}

// enteredYear draws terms and what is entered under them, and enters it.
func enteredYear(r *rapid.T, t *testing.T) (*desk, terms.Terms, []act) {
	tm, acts := drawRules(r), drawActs(r)
	if err := tm.Check(); err != nil {
		r.Skip(err.Error())
	}
	d := yearOf(r, t, tm)
	for _, a := range acts {
		d.enter(a)
	}
	d.runAsPreviewed()
	return d, tm, acts
}

// yearOf is a firm in 2027 with an agreement, two referrals of one partner and one divided between two.
func yearOf(r *rapid.T, t *testing.T, tm terms.Terms) *desk {
	d := openIn(r, t, "EUR").on("2027-02-15")
	p, other := d.partner("Harcourt & Lowe"), d.partner("Brightwater")
	d.sign(p, "2026-01-01", tm)
	d.sign(other, "2026-01-01", tm)
	d.won(p, "Amber Ltd", "2026-01-02")
	d.won(p, "Birch Ltd", "2026-01-03")
	divided := d.logged(p, "Cedar Ltd", "2026-01-04")
	d.ok(d.Referrals.Split(ctx(), app.Ask{}, divided, []app.Attribution{{Partner: p, Role: app.Sourced, Share: 6_000}, {Partner: other, Role: app.Assisted, Share: 4_000}}))
	d.move(divided, app.Won, "2026-01-04")
	return d
}

// What people decide stands: when an agreement that has lines reversed or corrected by hand is worked out again for nothing, because
// a fee was entered and taken back, nothing is owed that was not.
func TestRule06_WorkingOutAgainLeavesWhatPeopleDecided(t *testing.T) {
	times(t, 6, func(r *rapid.T) {
		d, tm, acts := enteredYear(r, t)
		if rapid.Bool().Draw(r, "approved") {
			d.approve()
		}
		var did []string
		for range rapid.IntRange(1, 4).Draw(r, "by hand") {
			lines := d.lines()
			if len(lines) == 0 {
				r.Skip("nothing to correct")
			}
			seq, what := lines[rapid.IntRange(0, len(lines)-1).Draw(r, "line")].Seq, rapid.SampledFrom([]string{"reverse", "reverse", "void", "adjust"}).Draw(r, "what")
			var err error
			switch what {
			case "reverse":
				err = d.reverse(seq)
			case "void":
				_, err = d.Commissions.Void(ctx(), app.Ask{}, seq, "it was none")
			default:
				_, err = d.Commissions.Adjust(ctx(), app.Ask{}, app.Adjustment{Line: seq, Amount: eur(777), Reason: "agreed"})
			}
			if err != nil && app.AsProblem(err) == nil {
				r.Fatalf("%v", err)
			}
			did = append(did, fmt.Sprint(what, " ", seq, " ", err == nil))
		}
		d.run()
		owed := d.owed(1) + d.owed(2)
		before := said(d.lines())
		for _, on := range []string{"2026-01-05", "2026-07-01"} {
			for ref := range app.ID[app.Referral](3) {
				wrong := d.received(ref+1, on, 750_000)
				d.ok(d.Fees.Void(ctx(), app.Ask{}, wrong, "entered by mistake"))
			}
		}
		d.run()
		if now := d.owed(1) + d.owed(2); now != owed {
			r.Fatalf("owed were %d and are %d\nterms: %s\n%v\nby hand: %v\nwas: %s\nis:  %s", owed, now, tm.Words(), acts, did, before, said(d.lines()))
		}
		d.shut(r, fmt.Sprintf("%s\n%v\n%v", tm.Words(), acts, did))
	})
}
