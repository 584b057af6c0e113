package terms_test

import (
	"errors"
	"math"
	"strings"
	"testing"

	"rapport/app/money"
	"rapport/app/terms"
)

// good are terms with everything that a check looks at.
func good(t *testing.T) terms.Terms {
	return terms.Terms{Currency: "EUR", HoldDays: 30,
		Rules: []terms.Rule{
			{Kind: terms.RevenueShare, Rate: rate(t, "10"), Months: 24, Services: []string{"Audit", "Tax"}},
			{Kind: terms.Tiered, Measure: terms.ByRevenue, Mode: terms.Marginal, Window: terms.CalendarYear,
				Tiers: []terms.Tier{{Rate: rate(t, "5")}, {From: 5_000_000, Rate: rate(t, "8")}, {From: 9_000_000, Rate: rate(t, "10")}}},
			{Kind: terms.FlatOnWin, Flat: 10_000},
			{Kind: terms.Tiered, Measure: terms.ByWonCount, Window: terms.Quarter, Tiers: []terms.Tier{{Flat: 100}, {From: 5, Flat: 200}}},
		},
		Cap:   &terms.Limit{Amount: 500_000, Window: terms.CalendarYear},
		Floor: &terms.Limit{Amount: 100_000, Window: terms.CalendarYear},
		Tail:  terms.Tail{Kind: terms.TailWon, Months: 6},
	}
}

// TestCheckRefuses makes one thing wrong at a time: exactly that field is named, with a sentence and a way out.
func TestCheckRefuses(t *testing.T) {
	if err := good(t).Check(); err != nil {
		t.Fatalf("the terms all cases begin with are refused: %v", err)
	}
	for _, c := range []struct {
		field, says string
		spoil       func(*terms.Terms)
	}{
		{"currency", "no currency that is known", func(p *terms.Terms) { p.Currency = "EUX" }},
		{"rounding", "not known", func(p *terms.Terms) { p.Rounding = 9 }},
		{"rules", "have no rule", func(p *terms.Terms) { p.Rules = nil }},
		{"rules.1.kind", "does not say what it pays for", func(p *terms.Terms) { p.Rules[0].Kind = "" }},
		{"rules.1.kind", "“per click”", func(p *terms.Terms) { p.Rules[0].Kind = "per click" }},
		{"rules.1.basis", "“accrued”", func(p *terms.Terms) { p.Rules[0].Basis = "accrued" }},
		{"rules.1.rate", "Rule 1 has no rate", func(p *terms.Terms) { p.Rules[0].Rate = money.Rate{} }},
		{"rules.1.rate", "below 0", func(p *terms.Terms) { p.Rules[0].Rate = rate(t, "-10") }},
		{"rules.1.rate", "a rate of 100.1 %, more than the whole fee", func(p *terms.Terms) { p.Rules[0].Rate = rate(t, "100.1") }},
		{"rules.1.flat", "has an amount too", func(p *terms.Terms) { p.Rules[0].Flat = 1 }},
		{"rules.1.months", "not possible", func(p *terms.Terms) { p.Rules[0].Months = -1 }},
		{"rules.1.months", "not possible", func(p *terms.Terms) { p.Rules[0].Months = 1201 }},
		{"rules.1.tiers", "not by tiers", func(p *terms.Terms) { p.Rules[0].Tiers = p.Rules[1].Tiers }},
		{"rules.1.measure", "not by tiers", func(p *terms.Terms) { p.Rules[0].Measure = terms.ByRevenue }},
		{"rules.1.services.2", "without a name", func(p *terms.Terms) { p.Rules[0].Services[1] = " " }},
		{"rules.1.services.2", "the service AUDIT twice", func(p *terms.Terms) { p.Rules[0].Services[1] = "AUDIT" }},
		{"rules.2.rate", "beside them", func(p *terms.Terms) { p.Rules[1].Rate = rate(t, "1") }},
		{"rules.2.months", "only a share of all fees does", func(p *terms.Terms) { p.Rules[1].Months = 1 }},
		{"rules.2.measure", "does not say what its tiers measure", func(p *terms.Terms) { p.Rules[1].Measure = "" }},
		{"rules.2.measure", "“clicks”", func(p *terms.Terms) { p.Rules[1].Measure = "clicks" }},
		{"rules.2.window", "over which time", func(p *terms.Terms) { p.Rules[1].Window = "" }},
		{"rules.2.mode", "how its tiers are read", func(p *terms.Terms) { p.Rules[1].Mode = "" }},
		{"rules.2.tiers", "by tiers and has none", func(p *terms.Terms) { p.Rules[1].Tiers = nil }},
		{"rules.2.tiers.1.from", "a gap: tier 1 begins at 1.00 EUR", func(p *terms.Terms) { p.Rules[1].Tiers[0].From = 100 }},
		{"rules.2.tiers.3.from", "two tiers that begin at 50,000.00 EUR", func(p *terms.Terms) { p.Rules[1].Tiers[2].From = 5_000_000 }},
		{"rules.2.tiers.3.from", "tier 3 begins at 49,999.99 EUR, but the one before it at 50,000.00 EUR", func(p *terms.Terms) { p.Rules[1].Tiers[2].From = 4_999_999 }},
		{"rules.2.tiers.3.from", "too high", func(p *terms.Terms) { p.Rules[1].Tiers[2].From = money.Max + 1 }},
		{"rules.2.tiers.2.rate", "in tier 2 has no rate", func(p *terms.Terms) { p.Rules[1].Tiers[1].Rate = money.Rate{} }},
		{"rules.2.tiers.2.rate", "more than the whole", func(p *terms.Terms) { p.Rules[1].Tiers[1].Rate = rate(t, "101") }},
		{"rules.2.tiers.2.flat", "measures revenue", func(p *terms.Terms) { p.Rules[1].Tiers[1].Flat = 5 }},
		{"rules.3.flat", "has no amount", func(p *terms.Terms) { p.Rules[2].Flat = 0 }},
		{"rules.3.flat", "has no amount", func(p *terms.Terms) { p.Rules[2].Flat = -1 }},
		{"rules.3.flat", "too large", func(p *terms.Terms) { p.Rules[2].Flat = money.Max + 1 }},
		{"rules.3.rate", "has a percentage too", func(p *terms.Terms) { p.Rules[2].Rate = rate(t, "1") }},
		{"rules.4.mode", "counts referrals", func(p *terms.Terms) { p.Rules[3].Mode = terms.Cliff }},
		{"rules.4.tiers.2.flat", "no amount in tier 2", func(p *terms.Terms) { p.Rules[3].Tiers[1].Flat = 0 }},
		{"rules.4.tiers.2.rate", "counts referrals", func(p *terms.Terms) { p.Rules[3].Tiers[1].Rate = rate(t, "1") }},
		{"rules.4.tiers.2.from", "tier 2 begins at -1, but the one before it at 0", func(p *terms.Terms) { p.Rules[3].Tiers[1].From = -1 }},
		{"rules.4.kind", "yet there are other rules", func(p *terms.Terms) { p.Rules[3] = terms.Rule{Kind: terms.NoPayment} }},
		{"rules.1.kind", "pays no money and yet has a rate", func(p *terms.Terms) {
			p.Rules = []terms.Rule{{Kind: terms.NoPayment, Rate: rate(t, "1")}}
		}},
		{"cap.amount", "must be more than 0", func(p *terms.Terms) { p.Cap.Amount = 0 }},
		{"cap.amount", "too large", func(p *terms.Terms) { p.Cap.Amount = money.Max + 1 }},
		{"cap.window", "no span of time", func(p *terms.Terms) { p.Cap.Window = "" }},
		{"cap", "pay no money", func(p *terms.Terms) { p.Rules = []terms.Rule{{Kind: terms.ReciprocalOnly}} }},
		{"floor.amount", "must be more than 0", func(p *terms.Terms) { p.Floor.Amount = -5 }},
		{"floor.window", "no span of time", func(p *terms.Terms) { p.Floor.Window = "week" }},
		{"floor.window", "would never fall due", func(p *terms.Terms) { p.Floor.Window, p.Cap.Window = terms.Lifetime, terms.Lifetime }},
		{"floor.window", "The cap counts by calendar year, the guaranteed minimum by quarter", func(p *terms.Terms) { p.Floor.Window = terms.Quarter }},
		{"cap.amount", "he cap of 999.99 EUR is less than the guaranteed minimum of 1,000.00 EUR", func(p *terms.Terms) { p.Cap.Amount = 99_999 }},
		{"hold_days", "from 0 to 366", func(p *terms.Terms) { p.HoldDays = -1 }},
		{"hold_days", "from 0 to 366", func(p *terms.Terms) { p.HoldDays = 367 }},
		{"tail.months", "not said how long", func(p *terms.Terms) { p.Tail.Months = 0 }},
		{"tail.months", "a tail that has none", func(p *terms.Terms) { p.Tail.Kind = terms.TailOpen }},
		{"tail.kind", "“forever”", func(p *terms.Terms) { p.Tail.Kind = "forever" }},
	} {
		plan := good(t)
		c.spoil(&plan)
		var wrong *terms.FieldError
		if err := plan.Check(); !errors.As(err, &wrong) {
			t.Errorf("%s “%s”: got %v", c.field, c.says, err)
		} else if wrong.Field != c.field || !strings.Contains(wrong.Say, c.says) || wrong.Try == "" {
			t.Errorf("want %s “%s”\n got %s “%s” “%s”", c.field, c.says, wrong.Field, wrong.Say, wrong.Try)
		}
		if _, err := terms.Compile(plan, start); err == nil {
			t.Errorf("%s “%s”: refused by Check and compiled", c.field, c.says)
		}
	}
}

func TestCompileNeedsTheFirstDay(t *testing.T) {
	var wrong *terms.FieldError
	if _, err := terms.Compile(good(t), 0); !errors.As(err, &wrong) || wrong.Field != "from" {
		t.Errorf("got %v", err)
	}
}

// TestLimitsOfWhatIsAllowed: the edges that are still allowed.
func TestLimitsOfWhatIsAllowed(t *testing.T) {
	for name, change := range map[string]func(*terms.Terms){
		"100 %":                     func(p *terms.Terms) { p.Rules[0].Rate = rate(t, "100") },
		"1200 months":               func(p *terms.Terms) { p.Rules[0].Months = 1200 },
		"for life":                  func(p *terms.Terms) { p.Rules[0].Months = 0 },
		"a first tier of 0 %":       func(p *terms.Terms) { p.Rules[1].Tiers[0].Rate = money.Rate{} },
		"the first wins are free":   func(p *terms.Terms) { p.Rules[3].Tiers[0].Flat = 0 },
		"MN-05 cap equal to floor":  func(p *terms.Terms) { p.Cap.Amount = p.Floor.Amount },
		"no hold":                   func(p *terms.Terms) { p.HoldDays = 0 },
		"366 days of hold":          func(p *terms.Terms) { p.HoldDays = 366 },
		"MN-09 the largest amounts": func(p *terms.Terms) { p.Cap.Amount, p.Rules[2].Flat = money.Max, money.Max },
	} {
		plan := good(t)
		change(&plan)
		if err := plan.Check(); err != nil {
			t.Errorf("%s is refused: %v", name, err)
		}
	}
}

// TestMN10SumsBeyond64BitsStop: the engine stops rather than count on with a wrong total.
func TestMN10SumsBeyond64BitsStop(t *testing.T) {
	e := marginal(t)
	var sheet terms.Sheet
	var out terms.Result
	ev := terms.Event{Kind: terms.Fee, FeeKind: terms.Received, Day: start, Base: money.Max}
	e.PayAmount(0, &ev, &sheet, &out)
	if out.Amount <= 0 {
		t.Errorf("the largest amount pays %d", out.Amount)
	}
	sheet.Tally(1, out.Window).Measured = math.MaxInt64 - 5
	defer func() {
		if recover() == nil {
			t.Error("a total beyond 64 bits was counted")
		}
	}()
	e.PayAmount(0, &ev, &sheet, &out)
}

// Terms that are not finished say what is missing, not that they pay nothing.
func TestWordsOfUnfinishedTermsSayWhatIsMissing(t *testing.T) {
	for want, r := range map[string]terms.Rule{
		"(rate missing) of the first invoice of each won referral, when received": {Kind: terms.PercentOnce},
		"(rate missing) of every fee received, for life":                          {Kind: terms.RevenueShare},
		"(amount missing) for each referral won":                                  {Kind: terms.FlatOnWin},
		"(amount missing) a calendar month":                                       {Kind: terms.Retainer, Every: terms.CalendarMonthly},
	} {
		tm := terms.Terms{Currency: "EUR", Rules: []terms.Rule{r}}
		if got := tm.Words(); got != want {
			t.Errorf("%s says %q, want %q", r.Kind, got, want)
		}
		if tm.Check() == nil {
			t.Errorf("%s can be signed", r.Kind)
		}
	}
}
