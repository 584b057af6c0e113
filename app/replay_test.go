package app_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/terms"
)

// replay replays drafts over some months, such as 2026 or 2026-03.
func (d *desk) replay(months string, ask app.ReplayAsk, drafts ...terms.Terms) app.Replay {
	d.t.Helper()
	p, err := calendar.ParsePeriod(months)
	if err != nil {
		d.t.Fatalf("%v", err)
	}
	ask.Months = p
	for i := range drafts {
		ask.Drafts = append(ask.Drafts, app.Draft{Name: fmt.Sprint("Draft ", i+1), Terms: &drafts[i]})
	}
	r, err := d.Commissions.Replay(ctx(), ask, nil)
	if err != nil {
		d.t.Fatalf("replay: %v", err)
	}
	return r
}

// adds wants the months, the partners and the total of a replay to say the same.
func adds(t fataler, r app.Replay) {
	t.Helper()
	var months, partners app.ReplaySum
	months.Paid, partners.Paid = make([]int64, len(r.Drafts)), make([]int64, len(r.Drafts))
	sum := func(to *app.ReplaySum, of app.ReplaySum) {
		to.Fees, to.Booked = to.Fees+of.Fees, to.Booked+of.Booked
		for i := range of.Paid {
			to.Paid[i] += of.Paid[i]
		}
	}
	for _, m := range r.ByMonth {
		sum(&months, m.ReplaySum)
	}
	for _, p := range r.ByPartner {
		sum(&partners, p.ReplaySum)
	}
	if got := []string{fmt.Sprint(months), fmt.Sprint(partners)}; got[0] != got[1] || got[0] != fmt.Sprint(r.Total) {
		t.Fatalf("by month %s, by partner %s, in all %v", got[0], got[1], r.Total)
	}
}

// Replaying the terms in force over the whole history gives the money of the ledger, however it was entered; and so do the same terms as a
// draft. Nothing is written.
func TestReplayOfTheTermsInForceIsTheLedger(t *testing.T) {
	for what, draw := range map[string]func(*rapid.T) terms.Terms{
		"tiers":             func(r *rapid.T) terms.Terms { return drawTerms(r, false) },
		"every kind":        drawKinds,
		"capped, in order":  func(r *rapid.T) terms.Terms { return drawTerms(r, true) },
		"a guaranteed part": func(r *rapid.T) terms.Terms { return floored(drawTerms(r, false)) },
	} {
		t.Run(what, func(t *testing.T) {
			times(t, 6, func(r *rapid.T) {
				capped := strings.HasPrefix(what, "capped")
				tm, year := draw(r), drawYear(r, !capped)
				when := always
				if capped {
					when = never
				}
				d := book(r, t, tm, year, when)
				d.t = r
				if rapid.Bool().Draw(r, "one taken back") && !capped {
					if fees, err := d.Fees.Of(ctx(), 1); err == nil && len(fees) > 0 {
						_, _ = d.Fees.Void(ctx(), app.Ask{}, fees[len(fees)-1].ID, "entered twice")
						d.run()
					}
				}
				d.sameAsLedger(tm)
				d.shut(r, "replayed")
			})
		})
	}
}

// sameAsLedger holds a replay of the terms in force, and of the same terms as a draft, against what is owed.
func (d *desk) sameAsLedger(tm terms.Terms) {
	d.t.Helper()
	before := fmt.Sprint(d.content())
	r := d.replay("2026-01-01..2027-06-30", app.ReplayAsk{Drafts: []app.Draft{{Name: "In force"}}}, tm)
	adds(d.t, r)
	if owed := d.owed(1); r.Total.Booked != owed || r.Total.Paid[0] != owed || r.Total.Paid[1] != owed {
		d.t.Fatalf("the ledger owes %d; booked %d, in force %d, as a draft %d\nterms: %s\n%s", owed, r.Total.Booked, r.Total.Paid[0], r.Total.Paid[1], tm.Words(), said(d.lines()))
	}
	if fmt.Sprint(d.content()) != before {
		d.t.Fatalf("the replay changed the file")
	}
}

func floored(tm terms.Terms) terms.Terms {
	tm.Floor = &terms.Limit{Amount: 25_000, Window: terms.Quarter}
	return tm
}

// An accountant's case: 10 % of 1,000 in February and of 3,000 in March, of which half was refunded in May.
func replayed(t *testing.T) (*desk, app.ID[app.Agreement]) {
	d := open(t)
	p := d.partner("Harcourt & Lowe")
	a := d.sign(p, "2026-01-01", percentOfAll("0.10"))
	r := d.won(p, "Amber Ltd", "2026-01-15")
	d.received(r, "2026-02-10", 100_000)
	big := d.received(r, "2026-03-10", 300_000)
	d.fee(r, app.Credited, "2026-05-05", 150_000, of(big))
	d.run()
	return d, a
}

func TestReplayOfDraftsSideBySide(t *testing.T) {
	d, a := replayed(t)
	steps := tiered(terms.Marginal, terms.Tier{Rate: rate("0.05")}, terms.Tier{From: 200_000, Rate: rate("0.20")})
	got := d.replay("2026-02-01..2026-05-31", app.ReplayAsk{Agreement: a, Drafts: []app.Draft{{Name: "In force"}}}, steps, rules(terms.Rule{Kind: terms.FlatOnWin, Flat: 5_000}))
	adds(t, got)
	var table []string
	for _, m := range got.ByMonth {
		table = append(table, fmt.Sprint(m.Month, m.Fees, m.Booked, m.Paid))
	}
	// Tiers: 5 % of 1,000 is 50; of 3,000 the first 1,000 at 5 % and 2,000 at 20 % are 450, and half of that is taken back. The win was in January.
	want := []string{"2026-02 100000 10000 [10000 5000 0]", "2026-03 300000 30000 [30000 45000 0]", "2026-04 0 0 [0 0 0]", "2026-05 0 -15000 [-15000 -22500 0]"}
	if fmt.Sprint(table) != fmt.Sprint(want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(table, "\n"), strings.Join(want, "\n"))
	}
	cross := app.Crossing{Draft: 1, Partner: 1, Name: "Harcourt & Lowe", Day: day("2026-03-10"), Rule: 1, From: 200_000}
	if len(got.Crossings) != 1 || got.Crossings[0] != cross {
		t.Errorf("crossings: %+v", got.Crossings)
	}
}

// What was measured before the months shown counts: tiers of a year do not begin again in March.
func TestReplayMeasuresFromTheBeginning(t *testing.T) {
	d, _ := replayed(t)
	steps := tiered(terms.Marginal, terms.Tier{Rate: rate("0.05")}, terms.Tier{From: 100_000, Rate: rate("0.20")})
	if got := d.replay("2026-03", app.ReplayAsk{}, steps).Total.Paid[0]; got != 60_000 {
		t.Errorf("March pays %d, want 20 %% of 3,000", got)
	}
}

func TestReplayOfWhoHasNoAgreement(t *testing.T) {
	d := open(t)
	p := d.partner("Harcourt & Lowe")
	r := d.won(p, "Amber Ltd", "2026-01-15")
	d.received(r, "2026-02-10", 100_000)
	d.run()
	if got := d.replay("2026", app.ReplayAsk{Partners: []app.ID[app.Partner]{p}}, percentOfAll("0.10")); got.Total.Paid[0] != 10_000 || got.Total.Booked != 0 {
		t.Errorf("by name: %+v", got.Total)
	}
	if got := d.replay("2026", app.ReplayAsk{}, percentOfAll("0.10")); got.Total.Paid[0] != 0 {
		t.Errorf("of all agreements: %+v", got.Total)
	}
	a := app.ID[app.Agreement](d.ok(d.Agreements.Add(ctx(), app.Ask{}, app.Agreement{Partner: p, From: day("2026-06-15")}, percentOfAll("0.30"))).ID)
	if got := d.replay("2026", app.ReplayAsk{Agreement: a}); got.Total.Paid[0] != 30_000 {
		t.Errorf("of a draft: %+v", got.Total)
	}
}

func TestReplayPaysRetainersAndGuarantees(t *testing.T) {
	d, _ := replayed(t)
	quiet := d.partner("Quiet & Sons") // no fact of them ever came
	d.sign(quiet, "2026-01-01", percentOfAll("0.10"))
	tm := rules(terms.Rule{Kind: terms.Retainer, Flat: 1_000, Every: terms.CalendarMonthly})
	tm.Floor = &terms.Limit{Amount: 5_000, Window: terms.Quarter}
	got := d.replay("2026-01-01..2026-06-30", app.ReplayAsk{}, tm)
	adds(t, got)
	if got.Total.Paid[0] != 2*(5*1_000+2_000) { // five months are over, and the first quarter lacks 2,000
		t.Errorf("%+v", got.Total)
	}
}

func TestReplayDividesTheCredit(t *testing.T) {
	d := open(t)
	first, second := d.partner("Harcourt & Lowe"), d.partner("Birch Law")
	for _, p := range []app.ID[app.Partner]{first, second} {
		d.sign(p, "2026-01-01", percentOfAll("0.10"))
	}
	ref := d.logged(first, "Amber Ltd", "2026-02-01")
	d.ok(d.Referrals.Split(ctx(), app.Ask{}, ref, []app.Attribution{{Partner: first, Role: app.Sourced, Share: 7_000}, {Partner: second, Role: app.Assisted, Share: 3_000}}))
	d.move(ref, app.Won, "2026-02-01")
	d.received(ref, "2026-02-10", 100_000)
	for range 2 { // while the facts wait, and once they were run
		got := d.replay("2026", app.ReplayAsk{}, percentOfAll("0.20"))
		if adds(t, got); got.Total.Paid[0] != 20_000 || got.ByPartner[0].Paid[0] != 6_000 {
			t.Errorf("%+v", got.ByPartner)
		}
		if got := d.replay("2026", app.ReplayAsk{Partners: []app.ID[app.Partner]{second}}, percentOfAll("0.20")); got.Total.Paid[0] != 6_000 || got.Total.Fees != 30_000 {
			t.Errorf("of one: %+v", got.Total)
		}
		d.run()
	}
}

func TestReplayRefuses(t *testing.T) {
	d, _ := replayed(t)
	euro, dollar := percentOfAll("0.10"), percentOfAll("0.10")
	dollar.Currency = "USD"
	draft := func(list ...terms.Terms) (out []app.Draft) {
		for i := range list {
			out = append(out, app.Draft{Name: "x", Terms: &list[i]})
		}
		return out
	}
	for what, ask := range map[string]app.ReplayAsk{
		"two currencies":  {Drafts: draft(euro, dollar)},
		"four drafts":     {Drafts: draft(euro, euro, euro, euro)},
		"terms that fail": {Drafts: draft(terms.Terms{Currency: "EUR"})},
		"what is ahead":   {Months: month("2027")},
		"no agreement":    {Agreement: 99},
	} {
		if _, err := d.Commissions.Replay(ctx(), ask, nil); app.AsProblem(err) == nil {
			t.Errorf("%s: %v", what, err)
		}
	}
	if got := d.replay("2026", app.ReplayAsk{}, dollar); got.LeftOut != 1 || got.Total.Paid[0] != 0 {
		t.Errorf("an agreement in another currency: %+v", got)
	}
}

func TestReplayCanBeCancelled(t *testing.T) {
	d := open(t)
	p := d.partner("Harcourt & Lowe")
	d.sign(p, "2026-01-01", percentOfAll("0.10"))
	r := d.won(p, "Amber Ltd", "2026-01-15")
	err := d.store.Write(ctx(), func(b app.Books) error {
		facts := make([]app.Fact, 3_000)
		for i := range facts {
			facts[i] = app.Fact{Kind: app.FactAccepted, Day: day("2026-02-01"), Referral: r}
		}
		return b.AddFacts(facts)
	})
	if err != nil {
		t.Fatal(err)
	}
	cancelled, cancel := context.WithCancel(ctx())
	var told int64
	_, err = d.Commissions.Replay(cancelled, app.ReplayAsk{}, func(done, total int64) {
		told = total
		cancel()
	})
	if p := app.AsProblem(err); !errors.Is(err, context.Canceled) && (p == nil || p.Kind != app.Cancel) || told < 3_000 {
		t.Errorf("%v after being told of %d", err, told)
	}
}

// The tables that are printed and exported: what each draft would have paid, the sum, the difference and the share of the fees.
func TestReplayAsTables(t *testing.T) {
	d, a := replayed(t)
	steps := tiered(terms.Marginal, terms.Tier{Rate: rate("0.05")}, terms.Tier{From: 200_000, Rate: rate("0.20")})
	r := d.replay("2026-03-01..2026-05-31", app.ReplayAsk{Agreement: a}, steps)
	got := ""
	for _, s := range r.Sections() {
		got += s.Heading + "\n"
		for _, row := range s.Table.Rows {
			for _, c := range row.Cells {
				got += c.Shown() + " | "
			}
			got += "\n"
		}
	}
	want := `By month
March 2026 | 3,000.00 | 300.00 | 450.00 | 
April 2026 | 0.00 | 0.00 | 0.00 | 
May 2026 | 0.00 | -150.00 | -225.00 | 
In all | 3,000.00 | 150.00 | 225.00 | 
More than booked |  |  | 75.00 | 
Share of fees |  | 5.0 % | 7.5 % | 
By partner
Harcourt & Lowe | 3,000.00 | 150.00 | 225.00 | 
Steps reached
Harcourt & Lowe | 2026-03-10 | Draft 1 | 2,000.00 EUR | 
`
	if got != want {
		t.Errorf("got\n%s", got)
	}
	if rows := r.Table().Rows; len(rows) != 3+1+1 || len(rows[0].Cells) != len(r.Table().Columns) {
		t.Errorf("%d rows for a spreadsheet", len(rows))
	}
	if _, err := d.Commissions.ReplayPDF(ctx(), r); err != nil || !strings.Contains(fmt.Sprint(d.printed), "Draft 1: ") {
		t.Errorf("printed: %v", err)
	}
}

// An amendment is held against the terms until now, over the last twelve months; past lines stay.
func TestAnAmendmentIsReplayedFirst(t *testing.T) {
	d, a := replayed(t)
	before := said(d.lines())
	r, err := d.Agreements.AmendReplay(ctx(), a, percentOfAll("0.12"))
	if err != nil || fmt.Sprint(r.Total.Paid) != "[25000 30000]" || len(r.ByMonth) != 12 {
		t.Errorf("%v: %+v", err, r.Total)
	}
	d.ok(d.Agreements.Amend(ctx(), app.Ask{}, a, day("2026-06-01"), percentOfAll("0.12"), app.Signature{By: "A. Partner"}))
	d.run()
	if now := said(d.lines()); now != before {
		t.Errorf("past lines were\n%s and are\n%s", before, now)
	}
}
