package terms_test

import (
	"testing"

	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/terms"
)

func BenchmarkMarginal(b *testing.B) {
	e := marginal(b)
	events := make([]terms.Event, 1000)
	day := calendar.D("2024-01-01")
	for i := range events {
		events[i] = terms.Event{Kind: terms.Fee, FeeKind: terms.Received, Day: day + calendar.Day(i), Base: int64(90_000 + 37*i), WonOn: day}
	}
	for name, pay := range map[string]func(int, *terms.Event, terms.Book, *terms.Result){"amount": e.PayAmount, "reason": e.Pay} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			var out terms.Result
			sheet := &terms.Sheet{}
			for n := 0; b.Loop(); n++ {
				if n%1000 == 0 {
					sheet = &terms.Sheet{}
				}
				pay(0, &events[n%1000], sheet, &out)
			}
		})
	}
}

func marginal(t testing.TB) *terms.Engine {
	t.Helper()
	e, err := terms.Compile(terms.Terms{Currency: "EUR", Rules: []terms.Rule{{Kind: terms.Tiered, Measure: terms.ByRevenue,
		Mode: terms.Marginal, Window: terms.CalendarYear, Tiers: []terms.Tier{{Rate: rate(t, "5")}, {From: 5_000_000, Rate: rate(t, "8")},
			{From: 15_000_000, Rate: rate(t, "10")}, {From: 50_000_000, Rate: rate(t, "12")}}}}}, calendar.D("2021-01-01"))
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func rate(t testing.TB, percent string) money.Rate {
	t.Helper()
	r, err := money.ParsePercent(percent)
	if err != nil {
		t.Fatal(err)
	}
	return r
}
