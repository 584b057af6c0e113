package app_test

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/terms"
)

// receipt is one fee of a random year: on which day, of which referral, how much, and what of it was refunded later.
type receipt struct {
	day, back calendar.Day // back 0: not refunded
	referral  int
	minor     int64
	refund    int64
}

// drawYear draws the receipts of 2026 in the order in which they are entered, which is not that of their days. No receipt has the day of another's
// refund: which of the two comes first then is the order of entry.
func drawYear(t *rapid.T, refunds bool) []receipt {
	first := day("2026-01-05")
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) receipt {
		e := receipt{day: first.AddDays(2 * rapid.IntRange(0, 150).Draw(t, "day")), referral: rapid.IntRange(0, 1).Draw(t, "referral"),
			minor: rapid.SampledFrom([]int64{1, 5, 99, 100_000, 333_333, 499_999, 500_000, 1_000_000}).Draw(t, "minor")}
		if refunds && rapid.Bool().Draw(t, "refunded") {
			e.back = e.day.AddDays(max(0, 2*rapid.IntRange(0, 30).Draw(t, "after")-1))
			e.refund = max(1, e.minor*rapid.Int64Range(1, 4).Draw(t, "quarters")/4)
		}
		return e
	}), 1, 9).Draw(t, "year")
}

// drawTerms draws marginal or cliff tiers, rising or falling, with or without a cap.
func drawTerms(t *rapid.T, caps bool) terms.Terms {
	mode := rapid.SampledFrom([]terms.Mode{terms.Marginal, terms.Cliff}).Draw(t, "mode")
	rates := rapid.SampledFrom([][3]string{{"0.10", "0.05", "0.02"}, {"0.05", "0.10", "0.20"}, {"0", "0.125", "0.10"}}).Draw(t, "rates")
	tm := tiered(mode, terms.Tier{Rate: rate(rates[0])}, terms.Tier{From: 500_000, Rate: rate(rates[1])}, terms.Tier{From: 1_500_000, Rate: rate(rates[2])})
	if caps && rapid.Bool().Draw(t, "capped") {
		tm = capped(tm, rapid.SampledFrom([]int64{1, 40_000, 120_000}).Draw(t, "cap"))
	}
	return tm
}

// book enters a year into a new firm, in the order given, and runs where told to and at the end.
func book(t *rapid.T, outer testing.TB, tm terms.Terms, year []receipt, runAfter func(i int) bool) *desk {
	t.Helper()
	d := openIn(t, outer, "EUR").on("2027-06-15")
	defer func() { d.t = outer }()
	p := d.partner("Harcourt & Lowe")
	d.sign(p, "2026-01-01", tm)
	refs := []app.ID[app.Referral]{d.won(p, "Amber Ltd", "2026-01-02"), d.won(p, "Birch Ltd", "2026-01-02")}
	for i, e := range year {
		f := d.received(refs[e.referral], e.day.String(), e.minor)
		if e.back != 0 {
			d.fee(refs[e.referral], app.Credited, e.back.String(), e.refund, of(f))
		}
		if runAfter(i) {
			d.run()
		}
	}
	d.run()
	if !slices.ContainsFunc(tm.Rules, func(r terms.Rule) bool { return r.Mode == terms.Retro }) { // those are taken back by their window
		d.noLineBelowZero(t, "entered")
	}
	return d
}

func never(int) bool  { return false }
func always(int) bool { return true }

// shut closes a firm of a property's case and says what it owed.
func (d *desk) shut(t *rapid.T, what string) int64 {
	t.Helper()
	d.t = t
	sum := d.owed(1)
	if c, err := d.Overview.Check(ctx(), nil); err != nil || !c.OK {
		t.Fatalf("%s: the check found %v %+v in %s", what, err, c.Problems, said(d.lines()))
	}
	_ = d.store.Close()
	return sum
}

// noLineBelowZero: of no fee is more taken back than it paid, whatever was re-rated.
func (d *desk) noLineBelowZero(t *rapid.T, what string) {
	t.Helper()
	lines := d.lines()
	paid, root := map[int64]int64{}, map[int64]int64{}
	for _, l := range lines {
		root[l.Seq] = l.Seq
		if of, ok := root[l.Reverses]; ok {
			root[l.Seq] = of
		}
		if l.Standing.State != app.VoidLine {
			paid[root[l.Seq]] += l.Amount.Minor
		}
	}
	for _, l := range lines {
		if l.Kind == app.Earning && paid[l.Seq] < 0 {
			t.Fatalf("%s: line %d and what points at it sum to %d: %s", what, l.Seq, paid[l.Seq], said(lines))
		}
	}
}

// Entered late in many batches, late in one, or in time: the year owes the same.
func TestRule10_LateIsInTimePlusTrueUps(t *testing.T) {
	times(t, 8, func(r *rapid.T) {
		tm, year := drawTerms(r, false), drawYear(r, false)
		sameHoweverEntered(r, t, tm, year)
	})
}

func TestRule10_LateIsInTimePlusTrueUpsUnderACap(t *testing.T) {
	times(t, 8, func(r *rapid.T) {
		tm, year := capped(drawTerms(r, false), rapid.SampledFrom([]int64{1, 40_000, 120_000}).Draw(r, "cap")), drawYear(r, false)
		sameHoweverEntered(r, t, tm, year)
	})
}

func TestRule10_LateIsInTimePlusTrueUpsWithRefunds(t *testing.T) {
	times(t, 8, func(r *rapid.T) {
		tm, year := drawTerms(r, false), drawYear(r, true)
		sameHoweverEntered(r, t, tm, year)
	})
}

func sameHoweverEntered(r *rapid.T, t *testing.T, tm terms.Terms, year []receipt) {
	batches := rapid.SliceOfN(rapid.Bool(), len(year), len(year)).Draw(r, "runs after")
	inTime := slices.Clone(year)
	slices.SortStableFunc(inTime, func(a, b receipt) int { return int(a.day - b.day) })
	want := book(r, t, tm, inTime, never).shut(r, "in time")
	for what, got := range map[string]int64{
		"in one batch":    book(r, t, tm, year, never).shut(r, "in one batch"),
		"in some batches": book(r, t, tm, year, func(i int) bool { return batches[i] }).shut(r, "in some batches"),
		"run after each":  book(r, t, tm, year, always).shut(r, "run after each"),
	} {
		if got != want {
			r.Fatalf("%s the year owes %d, in time %d\nterms: %s\nyear: %+v", what, got, want, tm.Words(), year)
		}
	}
}

// The control: taken as each was entered, without true-ups, a late fee does change the year.
func TestRule10_ControlWithoutTrueUpsItDiffers(t *testing.T) {
	tm := tiered(terms.Cliff)
	e, err := terms.Compile(tm, day("2026-01-01"))
	if err != nil {
		t.Fatal(err)
	}
	sum := func(minor ...int64) (total int64) {
		var book terms.Sheet
		var out terms.Result
		for _, m := range minor {
			e.PayAmount(0, &terms.Event{Kind: terms.Fee, FeeKind: terms.Received, Day: day("2026-03-01"), Base: m}, &book, &out)
			total += out.Amount
		}
		return total
	}
	if sum(900_000, 300_000) == sum(300_000, 900_000) {
		t.Error("order makes no difference, so the property above shows nothing")
	}
}

// Two files with the same acts have the same ledger, byte for byte, whatever else differs.
func TestTheSameActsGiveTheSameLedger(t *testing.T) {
	year := func() string {
		d := open(t)
		for i := range 6 { // floors of six agreements fall due in one run
			p := d.partner(fmt.Sprintf("Partner %d", i))
			tm := percentOfAll("0.10")
			tm.Floor = &terms.Limit{Amount: int64(10_000 + i), Window: terms.Quarter}
			d.sign(p, "2026-01-01", tm)
			d.received(d.won(p, fmt.Sprintf("Client %d", i), "2026-02-01"), "2026-02-10", 5_000)
		}
		d.run()
		var head app.Watermark
		if err := d.store.Read(ctx(), func(b app.Books) (err error) { head, err = b.Head(); return err }); err != nil {
			t.Fatal(err)
		}
		return head.Fingerprint()
	}
	first := year()
	for range 4 {
		if again := year(); again != first {
			t.Fatalf("%s and %s", first, again)
		}
	}
}

func TestReversingEverythingNetsToZero(t *testing.T) {
	undo := map[string]func(*desk){
		"refunds of all that is left": func(d *desk) {
			for _, ref := range []app.ID[app.Referral]{1, 2} {
				fees, _ := d.Fees.Of(ctx(), ref)
				for _, f := range fees {
					left := f.Amount.Minor
					for _, c := range fees {
						if c.Of == f.ID {
							left -= c.Amount.Minor
						}
					}
					if f.Kind == app.Received && left > 0 {
						d.fee(ref, app.Credited, "2027-01-31", left, of(f.ID))
					}
				}
			}
			d.run()
		},
		"fees taken back": func(d *desk) {
			for _, ref := range []app.ID[app.Referral]{1, 2} {
				fees, _ := d.Fees.Of(ctx(), ref)
				slices.Reverse(fees)
				for _, f := range fees {
					d.ok(d.Fees.Void(ctx(), app.Ask{}, f.ID, "all wrong"))
				}
			}
			d.run()
		},
		"every line reversed by hand": func(d *desk) {
			d.approve()
			for _, l := range d.lines() { // a line takes its true-ups with it; what is left of a true-up is that of a zero line
				if l.Standing.State == app.Approved && l.Kind != app.Reversal {
					if p := app.AsProblem(d.reverse(l.Seq)); p != nil && p.Kind != app.Refused {
						d.t.Fatalf("%v", p)
					}
				}
			}
		},
	}
	for what, reverse := range undo {
		t.Run(what, func(t *testing.T) {
			times(t, 8, func(r *rapid.T) {
				d := book(r, t, drawTerms(r, true), drawYear(r, true), always)
				d.t = r
				reverse(d)
				if got := d.shut(r, what); got != 0 {
					r.Fatalf("%d is left", got)
				}
			})
		})
	}
}

// However the credit of a referral is divided, the parts of every fee sum to the fee.
func TestRule02_SharesOfEveryFeeSumToTheWhole(t *testing.T) {
	times(t, 8, func(r *rapid.T) {
		d := openIn(r, t, "EUR")
		shares := drawShares(r)
		var credited []app.Attribution
		for i, share := range shares {
			p := d.partner(fmt.Sprintf("Partner %d", i))
			d.sign(p, "2026-01-01", percentOfAll("1"))
			credited = append(credited, app.Attribution{Partner: p, Role: app.Sourced, Share: share})
		}
		ref := d.logged(1, "Amber Ltd", "2026-02-01")
		d.ok(d.Referrals.Split(ctx(), app.Ask{}, ref, credited))
		d.move(ref, app.Won, "2026-02-01")
		var whole int64
		for _, minor := range rapid.SliceOfN(rapid.Int64Range(1, 1_000_000_000), 1, 6).Draw(r, "fees") {
			f := d.received(ref, "2026-02-10", minor)
			whole += minor
			if rapid.Bool().Draw(r, "refunded") {
				back := rapid.Int64Range(1, minor).Draw(r, "refund")
				d.fee(ref, app.Credited, "2026-03-10", back, of(f))
				if back == minor {
					whole -= minor
				} else { // a part is shared by each line's own ratio, rounded for each
					d.fee(ref, app.Credited, "2026-03-11", minor-back, of(f))
					whole -= minor
				}
			}
		}
		d.run()
		var sum int64
		for i := range shares {
			sum += d.owed(app.ID[app.Partner](i + 1))
		}
		if sum != whole {
			r.Fatalf("shares %v of %d sum to %d", shares, whole, sum)
		}
		d.shut(r, "split")
	})
}

// drawShares draws two to five shares that sum to 100 %.
func drawShares(t *rapid.T) []int64 {
	n := rapid.IntRange(2, 5).Draw(t, "partners")
	shares, left := make([]int64, n), int64(10_000)
	for i := range shares[:n-1] {
		shares[i] = rapid.Int64Range(1, left-int64(n-1-i)).Draw(t, "share")
		left -= shares[i]
	}
	shares[n-1] = left
	return shares
}
