package app_test

import (
	"fmt"
	"strings"
	"testing"

	"rapport/app"
	"rapport/app/money"
	"rapport/app/terms"
)

// MN-11: nothing, minus nothing and less than a cent. What is typed is read or refused with a way out; a fee of nothing is refused at its
// field; what comes to less than half a cent is a line of 0.00 that says so, counts nowhere and is printed nowhere; half a cent is a cent.
func TestMN11_NothingMinusNothingAndLessThanACent(t *testing.T) {
	for typed, want := range map[string]string{"0": "0.00 EUR", "0.00": "0.00 EUR", "-0.00": "0.00 EUR", "−0.00": "0.00 EUR", "0.004": "", "0.005": "", "-0.001": ""} {
		m, err := money.ParseAmount(typed, "EUR", money.Point)
		switch {
		case want != "" && (err != nil || m.String() != want || strings.HasPrefix(m.Amount(), "-")):
			t.Errorf("%q is %v, %v; want %s", typed, m, err, want)
		case want == "" && (err == nil || !strings.Contains(err.Error(), "2")):
			t.Errorf("%q is taken as %v, %v: a cent has no parts", typed, m, err)
		}
	}
	d, p, r := engaged(t)
	d.refused("a fee of nothing", refusal{app.Invalid, "amount", "above zero", false}, func() error {
		_, err := d.Fees.Record(ctx(), app.Ask{}, app.Fee{Referral: r, Kind: app.Received, Day: day("2026-02-10"), Amount: eur(0)})
		return err
	})
	for i, c := range []struct {
		fee, line int64
		why       terms.Why
	}{{4, 0, terms.WhyTooSmall}, {5, 1, ""}, {14, 1, ""}, {15, 2, ""}} {
		d.received(r, fmt.Sprintf("2026-03-%02d", 10+i), c.fee)
		d.run()
		l := d.lines(p)[i]
		why, err := l.Why()
		if err != nil || l.Amount.Minor != c.line || (c.line == 0) != (l.Standing.State == app.VoidLine) || why.Nothing != c.why {
			t.Errorf("10 %% of 0.%02d is %s, %s, because %q (%v); want %d", c.fee, l.Amount, l.Standing.State, why.Nothing, err, c.line)
		}
		e, err := d.Commissions.Explain(ctx(), l.Seq)
		if said := fmt.Sprint(e.Tree); err != nil || !strings.Contains(said, l.Amount.Amount()) {
			t.Errorf("explained as %s, %v", said, err)
		}
	}
	s := d.monthEnd("2026-03")[0]
	if text := flat(d.printed[len(d.printed)-1]); s.Earned != 4 || s.Lines != 3 || strings.Contains(text, "13 Mar 2026 R-2026-0001 Amber Ltd Fee received 0.04") {
		t.Errorf("the statement has %d lines and earns %d:\n%s", s.Lines, s.Earned, text)
	}
	d.clean()
}

// MN-18: a rate is changed for the past. New terms cannot reach back over a line that was worked out; what they would have paid is shown and
// writes nothing; the difference is posted by an adjustment that somebody confirms, and the old line stays to the byte. The same of a rate
// of exchange that is entered anew.
func TestMN18_ARateChangedForThePast(t *testing.T) {
	d, p, r := engaged(t)
	d.received(r, "2026-02-10", 100_000)
	d.run()
	d.monthEnd("2026-02")
	old := d.lines(p)[0]
	list, err := d.Agreements.Of(ctx(), p)
	if err != nil {
		t.Fatal(err)
	}
	d.refused("terms that reach back", refusal{kind: app.Invalid, field: "effective", say: "2026-02-01"}, func() error { return d.amend(list[0].ID, "2026-02-01") })

	var difference int64
	d.unchanged("the difference that is shown", func() {
		back, err := d.Agreements.AmendReplay(ctx(), list[0].ID, percentOfAll("0.15"))
		if err != nil {
			t.Fatal(err)
		}
		difference = back.Total.Paid[1] - back.Total.Paid[0]
	})
	if difference != 5_000 {
		t.Fatalf("the difference of 10 to 15 %% of 1,000.00 is %d", difference)
	}
	d.ok(d.Commissions.Adjust(ctx(), app.Ask{}, app.Adjustment{Partner: p, Line: old.Seq, Amount: eur(difference), Reason: "15 % from February, agreed on 1 June"}))
	made := d.lines(p)
	if len(made) != 2 || made[1].Standing.State != app.Accrued || made[1].Amount != eur(5_000) || made[1].Kind != app.AdjustmentLine {
		t.Fatalf("posted %s", said(made))
	}
	june := func() []app.Drafted { return d.statements("2026-06") }
	if got := june(); len(got) != 0 && got[0].Earned != 0 {
		t.Errorf("it is on a statement before anybody confirmed it: %+v", got)
	}
	d.approve()
	now := d.lines(p)
	if now[0].Hash != old.Hash || now[0].Amount != old.Amount || now[0].Rate.Cmp(old.Rate) != 0 || now[0].Reason != old.Reason {
		t.Errorf("the old line moved: %+v", now[0])
	}
	if now[1].Standing.State != app.Approved {
		t.Errorf("confirmed, it is %s", now[1].Standing.State)
	}
	d.clean()
}

// MN-18, of exchange: a rate that is entered anew changes no line, and holds for the next one.
func TestMN18_AnExchangeRateEnteredAnew(t *testing.T) {
	d, p, r := engaged(t)
	enter := func(rate string) {
		fx, err := money.ParseFX(rate)
		if err != nil {
			t.Fatal(err)
		}
		d.ok(d.Rates.Add(ctx(), app.Ask{}, app.Rate{Day: day("2026-02-09"), From: "USD", To: "EUR", FX: fx, Source: "bank"}))
	}
	dollars := func(on string) {
		d.fee(r, app.Received, on, 0, func(f *app.Fee) { f.Amount = money.New(100_000, "USD") })
		d.run()
	}
	enter("0.9")
	dollars("2026-02-10")
	before := d.lines(p)[0]
	enter("0.8")
	d.run()
	if now := d.lines(p); len(now) != 1 || now[0].Hash != before.Hash || now[0].Amount != eur(9_000) {
		t.Errorf("the line moved: %s", said(now))
	}
	dollars("2026-02-11")
	if now := d.lines(p); len(now) != 2 || now[1].Amount != eur(8_000) {
		t.Errorf("the next one is not at the new rate: %s", said(now))
	}
}

// MN-20: what a bank or a partner says is held against ours in every currency, to the cent and with its sign; nothing is written, and ours
// is the sum of the ledger.
func TestMN20_FiguresInEveryCurrency(t *testing.T) {
	d, p, _, mar := stated(t) // 150.00 EUR on statements
	d.pay(mar, 2_501)
	d.ok(d.Commissions.Adjust(ctx(), app.Ask{}, app.Adjustment{Partner: p, Amount: money.New(900_719_925_471, "JPY"), Reason: "large"}))
	d.ok(d.Commissions.Adjust(ctx(), app.Ask{}, app.Adjustment{Partner: p, Amount: money.New(-1_234, "GBP"), Reason: "taken back"}))
	d.approve()
	june := d.statements("2026-06")
	if len(june) != 3 {
		t.Fatalf("%d statements in June: %+v", len(june), june)
	}
	for _, c := range []struct{ says, ours, difference money.Money }{
		{eur(12_499), eur(12_499), eur(0)},
		{eur(12_500), eur(12_499), eur(1)},
		{eur(12_498), eur(12_499), eur(-1)},
		{eur(-12_499), eur(12_499), eur(-24_998)},
		{money.New(900_719_925_472, "JPY"), money.New(900_719_925_471, "JPY"), money.New(1, "JPY")},
		{money.New(0, "GBP"), money.New(-1_234, "GBP"), money.New(1_234, "GBP")},
		{money.New(700, "CHF"), money.New(0, "CHF"), money.New(700, "CHF")},
	} {
		d.unchanged(c.says.String(), func() {
			ours, difference, err := d.Payments.Compare(ctx(), p, c.says)
			if err != nil || ours != c.ours || difference != c.difference {
				t.Errorf("they say %s: ours %s, difference %s, %v; want %s and %s", c.says, ours, difference, err, c.ours, c.difference)
			}
		})
	}
	var sum int64
	for _, l := range d.lines(p) {
		if l.Amount.Currency == "EUR" {
			sum += l.Amount.Minor
		}
	}
	if sum != 12_499 {
		t.Errorf("the ledger sums to %d", sum)
	}
	d.clean()
}
