package storetest

import (
	"testing"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/money"
)

func exchange(from, to money.Currency, on, value string) app.Rate {
	r := app.Rate{From: from, To: to, Day: day(on), Source: "ECB"}
	if err := r.FX.UnmarshalText([]byte(value)); err != nil {
		panic(err)
	}
	return r
}

func rates(t *testing.T, d *desk) {
	one, two, other := exchange("EUR", "USD", "2026-04-01", "1.08"), exchange("EUR", "USD", "2026-04-03", "1.1"), exchange("USD", "EUR", "2026-04-02", "0.9")
	put := func(want, changed int64, list ...app.Rate) {
		d.write(func(b app.Books) error {
			n, c, err := b.PutRates(list)
			if n != want || c != changed {
				t.Errorf("%d new and %d changed, want %d and %d", n, c, want, changed)
			}
			return err
		})
	}
	put(3, 0, one, two, other)
	put(0, 0, one)
	on := func(last string) (app.Rate, bool) {
		var ok bool
		r := got(d, func(b app.Books) (r app.Rate, err error) {
			r, ok, err = b.RateOn("EUR", "USD", day("2026-03-30"), day(last))
			return r, err
		})
		return r, ok
	}
	if r, ok := on("2026-04-02"); !ok || r != one {
		t.Errorf("the last before: %v", r)
	}
	if r, ok := on("2026-03-31"); ok {
		t.Errorf("none before: %v", r)
	}
	two.FX = exchange("EUR", "USD", "2026-04-03", "1.2").FX
	put(0, 1, two)
	list := got(d, func(b app.Books) ([]app.Rate, error) {
		return b.Rates("EUR", "USD", calendar.Day(0), day("2026-12-31"), 10)
	})
	if len(list) != 2 || list[0] != two || list[1] != one {
		t.Errorf("newest first: %v", list)
	}
	pairs := got(d, func(b app.Books) ([]app.RatePair, error) { return b.RatePairs() })
	if len(pairs) != 2 || pairs[0] != (app.RatePair{Rate: two, First: one.Day, Count: 2}) || pairs[1].Rate != other {
		t.Errorf("pairs: %v", pairs)
	}
}
