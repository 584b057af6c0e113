package app_test

import (
	"slices"
	"strings"
	"testing"

	"rapport/app"
	"rapport/app/money"
)

func fx(text string) money.FX {
	r, err := money.ParseFX(text)
	if err != nil {
		panic(err)
	}
	return r
}

func (d *desk) rate(from, to money.Currency, on, value string) {
	d.t.Helper()
	d.ok(d.Rates.Add(ctx(), app.Ask{}, app.Rate{From: from, To: to, Day: day(on), FX: fx(value), Source: "bank"}))
}

// A fee in USD under an agreement in EUR waits until the table has a rate, and is worked out by the next run.
func TestAFeeTakesItsRateFromTheTable(t *testing.T) {
	d := open(t)
	p := d.partner("Harcourt & Lowe")
	d.sign(p, "2026-01-01", percentOfAll("0.10"))
	r := d.won(p, "Amber Ltd", "2026-02-01")
	d.fee(r, app.Received, "2026-02-15", 0, func(f *app.Fee) { f.Amount = money.New(100_000, "USD") }) // a Sunday
	d.rate("EUR", "USD", "2026-02-07", "1.2")                                                          // eight days before
	d.rate("EUR", "USD", "2026-02-16", "1.5")                                                          // the day after
	if res := d.run(); len(res.Waiting) != 1 || !strings.Contains(res.Waiting[0].Say, "2026-02-15 or the 7 days before") {
		t.Fatalf("%+v", res)
	}
	d.rate("EUR", "USD", "2026-02-13", "1.25") // Friday: 1,000.00 USD are 800.00 EUR
	d.run()
	d.expect(p, "earning 80.00 accrued")
	why, _ := d.lines(p)[0].Why()
	if why.Rate != "0.8" || why.RateDay != day("2026-02-13") || why.RateFrom != "bank" {
		t.Errorf("kept: %+v", why)
	}
	d.rate("EUR", "USD", "2026-02-13", "2") // corrected later: the line keeps what it was worked out with
	d.run()
	d.expect(p, "earning 80.00 accrued")
	d.fee(r, app.Received, "2026-02-15", 0, func(f *app.Fee) {
		f.Amount, f.Rate, f.RateTo = money.New(100_000, "USD"), "0.9", "EUR" // one entered with the fee goes first
	})
	d.run()
	d.expect(p, "earning 80.00 accrued", "earning 90.00 accrued")
	d.explained(p)
	d.clean()
}

// How a rate is found: as entered, turned round, by way of the euro; the latest of these, none that is too old.
func TestHowARateIsFound(t *testing.T) {
	d := open(t)
	d.rate("EUR", "USD", "2026-03-02", "1.25")
	d.rate("EUR", "GBP", "2026-03-02", "0.80")
	d.rate("EUR", "USD", "2026-03-04", "1.60")
	d.rate("USD", "JPY", "2026-03-03", "150")
	for _, c := range []struct {
		from, to money.Currency
		on, want string
	}{
		{"EUR", "EUR", "2026-03-02", "1 EUR = 1 EUR (same currency, 2026-03-02)"},
		{"EUR", "USD", "2026-03-02", "1 EUR = 1.25 USD (bank, 2026-03-02)"},
		{"USD", "EUR", "2026-03-03", "1 USD = 0.8 EUR (bank, 2026-03-02)"},
		{"USD", "GBP", "2026-03-04", "1 USD = 0.64 GBP (bank by way of EUR, 2026-03-02)"}, // on the 4th the pound has none
		{"GBP", "USD", "2026-03-09", "1 GBP = 1.5625 USD (bank by way of EUR, 2026-03-02)"},
		{"GBP", "USD", "2026-03-10", ""},
		{"JPY", "USD", "2026-03-05", "1 JPY = 0.0066666667 USD (bank, 2026-03-03)"},
		{"JPY", "EUR", "2026-03-05", ""},
		{"EUR", "USD", "2026-03-01", ""},
	} {
		r, err := d.Rates.On(ctx(), c.from, c.to, day(c.on))
		if got := r.Words(); c.want != "" && (err != nil || got != c.want) || c.want == "" && !app.IsNotFound(err) {
			t.Errorf("%s to %s on %s: %s, %v", c.from, c.to, c.on, got, err)
		}
	}
	d.settings(func(s *app.Settings) { s.RateDays = 1 })
	if _, err := d.Rates.On(ctx(), "EUR", "USD", day("2026-03-06")); !app.IsNotFound(err) {
		t.Errorf("two days old: %v", err)
	}
}

func TestWhatARateRefuses(t *testing.T) {
	d := open(t)
	for what, c := range map[string]struct {
		r     app.Rate
		field string
	}{
		"no currency":   {app.Rate{From: "EUR", To: "XQQ", FX: fx("1"), Source: "x"}, "to"},
		"into itself":   {app.Rate{From: "EUR", To: "EUR", FX: fx("1"), Source: "x"}, "to"},
		"no rate":       {app.Rate{From: "EUR", To: "USD", Source: "x"}, "rate"},
		"no source":     {app.Rate{From: "EUR", To: "USD", FX: fx("1"), Source: " "}, "source"},
		"a day to come": {app.Rate{From: "EUR", To: "USD", FX: fx("1"), Source: "x", Day: d.today() + 1}, "day"},
	} {
		d.refused(what, refusal{kind: app.Invalid, field: c.field}, func() error { _, err := d.Rates.Add(ctx(), app.Ask{}, c.r); return err })
	}
}

// The file as the ECB publishes it: newest first, a comma at the end of every line, N/A where there is none. 2026-04-03 is Good
// Friday and 2026-04-06 Easter Monday: no gap. 2026-04-08 lacks everything, the yen lacks 2026-04-02 and ends before.
const ecbCSV = `Date,USD,JPY,GBP,CYP,
2026-04-09,1.0837,163.45,0.8412,N/A,
2026-04-07,1.0850,163.10,0.8420,N/A,
2026-04-02,1.0801,N/A,0.8399,N/A,
2026-04-01,1.0790,162.90,0.8391,N/A,`

func ecb(t testing.TB, text string) file { return csvFile(t, "eurofxref-hist.csv", []byte(text)) }

func TestReferenceRatesAreImportedAndGapsNamed(t *testing.T) {
	d := open(t)
	preview, found, err := d.Rates.ImportReference(ctx(), app.Ask{Preview: true}, ecb(t, ecbCSV), nil, 0)
	if d.ok(preview, err); found.Added != 11 {
		t.Errorf("would add %d", found.Added)
	}
	if pairs, _ := d.Rates.Pairs(ctx()); len(pairs) != 0 {
		t.Errorf("a preview keeps %v", pairs)
	}
	r, found, err := d.Rates.ImportReference(ctx(), app.Ask{}, ecb(t, ecbCSV), nil, 0)
	d.ok(r, err)
	want := []string{"JPY has no rate for 2026-04-02.", "The file has no rates for 2026-04-08."}
	if !slices.Equal(found.Missing, want) || !slices.Equal(r.Warnings, want) {
		t.Errorf("missing %q, warned %q", found.Missing, r.Warnings)
	}
	if found.First != day("2026-04-01") || found.Last != day("2026-04-09") || len(found.Currencies) != 3 {
		t.Errorf("%+v", found)
	}
	_, found, err = d.Rates.ImportReference(ctx(), app.Ask{}, ecb(t, strings.Replace(ecbCSV, "1.0837", "1.0838", 1)), []money.Currency{"USD"}, day("2026-04-07"))
	if err != nil || found.Added != 0 || found.Changed != 1 {
		t.Errorf("again: %+v, %v", found, err)
	}
	rate, err := d.Rates.On(ctx(), "JPY", "GBP", day("2026-04-05"))
	if err != nil || rate.Words() != "1 JPY = 0.0051510129 GBP (ECB by way of EUR, 2026-04-01)" {
		t.Errorf("%s, %v", rate.Words(), err)
	}
	for what, c := range map[string]string{
		"another first column": strings.Replace(ecbCSV, "Date", "Day", 1),
		"no date":              strings.Replace(ecbCSV, "2026-04-02", "2 April", 1),
		"no number":            strings.Replace(ecbCSV, "0.8399", "0,8399x", 1),
		"a day to come":        strings.Replace(ecbCSV, "2026-04-09", "2031-04-09", 1),
		"no rates":             "Date,USD,\n2026-04-01,N/A,",
	} {
		d.refused(what, refusal{kind: app.Invalid, field: "file"}, func() error {
			_, _, err := d.Rates.ImportReference(ctx(), app.Ask{}, ecb(t, c), nil, 0)
			return err
		})
	}
}

// Totals in the base currency say at which rates, and what has none.
func TestTotalsInTheBaseCurrency(t *testing.T) {
	d := open(t)
	d.rate("EUR", "USD", "2026-06-12", "1.25")
	got, err := d.Overview.InBase(ctx(), 0, eur(10_000), money.New(5_000, "USD"), money.New(-1_000, "USD"), money.New(7, "JPY"))
	if err != nil || got.Words() != "132.00 EUR at 1 USD = 0.8 EUR (bank, 2026-06-12); without JPY, for which there is no rate" {
		t.Errorf("%s, %v", got.Words(), err)
	}
}
