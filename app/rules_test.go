package app_test

import (
	"fmt"
	"strings"
	"testing"

	"rapport/app"
	"rapport/app/money"
	"rapport/app/terms"
)

// The sixteen rules of the commission engine (domain.md 3), each with numbers an accountant can follow. Rules of amounts,
// rates and tiers alone are tested in app/money and app/terms; here they are seen in the ledger.

func TestRule01_WholeMinorUnitsOneRoundingNamed(t *testing.T) {
	for _, c := range []struct {
		mode money.Mode
		fee  int64
		want string
	}{
		{money.HalfUp, 10_05, "earning 1.01 accrued"}, // 10 % of 10.05 is 1.005
		{money.HalfEven, 10_05, "earning 1.00 accrued"},
		{money.HalfUp, 10_15, "earning 1.02 accrued"},
		{money.HalfEven, 10_15, "earning 1.02 accrued"},
		{money.HalfUp, 99_99, "earning 10.00 accrued"},
	} {
		d := open(t)
		p := d.partner("Harcourt & Lowe")
		tm := percentOfAll("0.10")
		tm.Rounding = c.mode
		d.sign(p, "2026-01-01", tm)
		d.received(d.won(p, "Amber Ltd", "2026-02-01"), "2026-02-10", c.fee)
		d.run()
		d.expect(p, c.want)
		if why, err := d.lines(p)[0].Why(); err != nil || why.Rounding != map[money.Mode]string{money.HalfUp: "half up", money.HalfEven: "half even"}[c.mode] {
			t.Errorf("rounding is named %q, %v", why.Rounding, err)
		}
	}
}

func TestRule02_SplitsSumToTheWhole(t *testing.T) {
	d := open(t)
	var ids []app.ID[app.Partner]
	var shares []app.Attribution
	for i, share := range []int64{3334, 3333, 3333} {
		p := d.partner(fmt.Sprintf("Partner %d", i))
		d.sign(p, "2026-01-01", percentOfAll("1"))
		ids = append(ids, p)
		shares = append(shares, app.Attribution{Partner: p, Role: app.Sourced, Share: share})
	}
	r := d.logged(ids[0], "Amber Ltd", "2026-02-01")
	d.ok(d.Referrals.Split(ctx(), app.Ask{}, r, shares))
	d.move(r, app.Won, "2026-02-01")
	for _, minor := range []int64{10_000, 1, 2, 100} { // 100.00, 0.01, 0.02 and 1.00 in three parts
		d.received(r, "2026-02-10", minor)
	}
	d.run()
	var sum int64
	for _, p := range ids {
		sum += d.owed(p)
	}
	if sum != 10_103 {
		t.Errorf("three parts of 101.03 sum to %d", sum)
	}
	if l := d.lines(ids[1])[0]; l.Base != 3_333 {
		t.Errorf("33.33 %% of 100.00 is %d", l.Base)
	}
	d.clean()
}

func TestRule03_MN04_TierBandsAreHalfOpen(t *testing.T) { // and MN-04: exactly at the boundary, and a cent on either side
	for _, c := range []struct {
		mode terms.Mode
		fee  int64
		want string
	}{
		{terms.Marginal, 999_999, "earning 1000.00 accrued"}, // 999.999
		{terms.Marginal, 1_000_000, "earning 1000.00 accrued"},
		{terms.Marginal, 1_000_010, "earning 1000.01 accrued"}, // 0.10 at 5 % is 0.005
		{terms.Cliff, 999_999, "earning 1000.00 accrued"},
		{terms.Cliff, 1_000_000, "earning 500.00 accrued"}, // 10,000.00 is in the upper band
		{terms.Cliff, 1_000_001, "earning 500.00 accrued"},
	} {
		d := open(t)
		p := d.partner("Harcourt & Lowe")
		d.sign(p, "2026-01-01", tiered(c.mode))
		d.received(d.won(p, "Amber Ltd", "2026-02-01"), "2026-02-10", c.fee)
		d.run()
		d.expect(p, c.want)
	}
}

func TestRule03_AnAgreementYearIsNotTheCalendarYear(t *testing.T) {
	d := open(t)
	p := d.partner("Harcourt & Lowe")
	tm := tiered(terms.Marginal)
	tm.Rules[0].Window = terms.AgreementYear
	d.sign(p, "2025-03-15", tm)
	r := d.won(p, "Amber Ltd", "2025-04-01")
	for _, on := range []string{"2025-12-31", "2026-03-14", "2026-03-15"} {
		d.received(r, on, 1_000_000)
	}
	d.run()
	d.expect(p, "earning 1000.00 accrued", "earning 500.00 accrued", "earning 1000.00 accrued")
	d.clean()
}

func TestRule04_OfSeveralRulesTheOneThatPaysMost(t *testing.T) {
	d := open(t)
	p := d.partner("Harcourt & Lowe")
	tm := percentOfAll("0.05")
	tm.Rules = append(tm.Rules, terms.Rule{Kind: terms.PercentOnce, Rate: rate("0.20")})
	d.sign(p, "2026-01-01", tm)
	r := d.won(p, "Amber Ltd", "2026-02-01")
	d.received(r, "2026-02-10", 100_000)
	d.received(r, "2026-03-10", 100_000)
	d.run()
	d.expect(p, "earning 200.00 accrued", "earning 50.00 accrued")
	why, err := d.lines(p)[0].Why()
	if err != nil || len(why.Losers) != 1 || why.Losers[0].Amount != 5_000 {
		t.Errorf("the loser is %+v, %v", why.Losers, err)
	}
	e, _ := d.Commissions.Explain(ctx(), 1)
	if !strings.Contains(fmt.Sprint(e.Tree), "50.00") {
		t.Errorf("the explanation leaves the other rule out: %+v", e.Tree)
	}
}

func TestRule05_TheReasonStandsWhateverChanges(t *testing.T) {
	d, p, r := engaged(t)
	inv := d.fee(r, app.Invoiced, "2026-02-10", 119_000, invoice("17"), excluding(19_000))
	d.fee(r, app.Received, "2026-02-20", 119_000, of(inv))
	d.run()
	before, err := d.Commissions.Explain(ctx(), 1)
	if err != nil {
		t.Fatal(err)
	}
	why, err := before.Row.Why()
	if err != nil || why.Gross != 119_000 || why.Excluded != 19_000 || why.Base != 100_000 || why.Result != 10_000 || why.Label == "" ||
		before.Row.Version == 0 || before.Row.Rule != 1 || before.Row.Rate != rate("0.10") {
		t.Errorf("kept: %+v, %+v, %v", before.Row, why, err)
	}
	// New terms, a new name of the client, an ended agreement: the reason reads the same.
	list, _ := d.Agreements.Of(ctx(), p)
	if err := d.amend(list[0].ID, "2026-03-01"); err != nil {
		t.Fatal(err)
	}
	d.ok(d.Agreements.End(ctx(), app.Ask{}, list[0].ID, day("2026-05-31"), ""))
	d.run()
	if after, err := d.Commissions.Explain(ctx(), 1); err != nil || fmt.Sprint(after.Tree) != fmt.Sprint(before.Tree) || after.Row.Hash != before.Row.Hash {
		t.Errorf("was %v, is %v (%v)", before.Tree, after.Tree, err)
	}
}

func TestRule06_MN18_TermsMakeVersionsAndLinesNeverMove(t *testing.T) {
	d, p, r := engaged(t)
	d.received(r, "2026-02-10", 100_000)
	d.run()
	head := d.lines(p)[0].Hash
	list, _ := d.Agreements.Of(ctx(), p)
	if err := d.amend(list[0].ID, "2026-03-01"); err != nil { // 5 %
		t.Fatal(err)
	}
	next := d.won(p, "Birch Ltd", "2026-03-01")
	d.received(next, "2026-03-10", 100_000)
	d.run()
	d.expect(p, "earning 100.00 accrued", "earning 50.00 accrued")
	if d.lines(p)[0].Hash != head || d.lines(p)[0].Version == d.lines(p)[1].Version {
		t.Error("the line of the first version moved")
	}
}

func TestRule07_AReversalPointsAndTakesItsLinesRatio(t *testing.T) {
	d := open(t)
	p := d.partner("Harcourt & Lowe")
	d.sign(p, "2026-01-01", tiered(terms.Marginal))
	r := d.won(p, "Amber Ltd", "2026-02-01")
	first := d.received(r, "2026-02-10", 1_000_000)  // 1,000.00 at 10 %
	second := d.received(r, "2026-03-10", 1_000_000) // 500.00 at 5 %
	d.run()
	d.fee(r, app.Credited, "2026-04-10", 500_000, of(first))  // half of 1,000.00
	d.fee(r, app.Credited, "2026-04-11", 500_000, of(second)) // half of 500.00
	d.run()
	d.expect(p, "earning 1000.00 accrued", "earning 500.00 accrued", "reversal -500.00 accrued", "reversal -250.00 accrued")
	lines := d.lines(p)
	if lines[2].Reverses != lines[0].Seq || lines[3].Reverses != lines[1].Seq {
		t.Errorf("they point at %d and %d", lines[2].Reverses, lines[3].Reverses)
	}
	d.clean()
}

func TestRule08_TheLastReceiptTakesTheRemainder(t *testing.T) {
	d, p, r := engaged(t)
	inv := d.fee(r, app.Invoiced, "2026-02-10", 1_00, invoice("17")) // 10 % of 1.00 is 0.10, in ten parts of 0.01
	for i := range 20 {
		d.fee(r, app.Received, fmt.Sprintf("2026-03-%02d", i+1), 5, of(inv))
	}
	d.run()
	if d.owed(p) != 10 {
		t.Errorf("parts of 0.10 sum to %d: %s", d.owed(p), said(d.lines(p)))
	}
	d.clean()
}
