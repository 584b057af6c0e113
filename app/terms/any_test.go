package terms_test

import (
	"slices"

	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/terms"

	"pgregory.net/rapid"
)

// start is the first day of the agreements of properties.
const start calendar.Day = 739_000 // in 2024

func compiled(t *rapid.T, plan terms.Terms) *terms.Engine {
	e, err := terms.Compile(plan, start)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func mode(t *rapid.T) money.Mode {
	return rapid.SampledFrom([]money.Mode{money.HalfUp, money.HalfEven}).Draw(t, "rounding")
}

// anyRate draws up to 100 %, of least units of 10⁻¹² and more; round figures are likelier.
func anyRate(t *rapid.T, least int64) money.Rate {
	units := rapid.OneOf(rapid.Int64Range(least, 1_000_000_000_000),
		rapid.Custom(func(t *rapid.T) int64 { return 5_000_000_000 * rapid.Int64Range(1, 200).Draw(t, "half percents") })).Draw(t, "rate")
	r, err := money.ParseRate(fixed12(units))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// fixed12 writes units of 10⁻¹² as a fraction.
func fixed12(units int64) string {
	text := []byte("0.000000000000")
	for i := len(text) - 1; i > 1; i-- {
		text[i] += byte(units % 10)
		units /= 10
	}
	text[0] += byte(units)
	return string(text)
}

func base(negative bool) *rapid.Generator[int64] {
	small, large := rapid.Int64Range(0, 500_000), rapid.Int64Range(0, 20_000_000_000_000)
	if negative {
		return rapid.OneOf(small, large, rapid.Int64Range(-500_000, 0))
	}
	return rapid.OneOf(small, large)
}

func froms(t *rapid.T, most int64) []int64 {
	from := rapid.SliceOfNDistinct(rapid.Int64Range(1, most), 0, 4, rapid.ID[int64]).Draw(t, "edges")
	slices.Sort(from)
	return append([]int64{0}, from...)
}

func window(t *rapid.T) terms.Window {
	return rapid.SampledFrom([]terms.Window{terms.CalendarYear, terms.AgreementYear, terms.Quarter, terms.Lifetime}).Draw(t, "window")
}

func basis(t *rapid.T) terms.Basis {
	return rapid.SampledFrom([]terms.Basis{"", terms.Collected, terms.OnInvoice}).Draw(t, "basis")
}

func moneyTiers(t *rapid.T, m terms.Mode) terms.Rule {
	r := terms.Rule{Kind: terms.Tiered, Measure: terms.ByRevenue, Mode: m, Window: window(t), Basis: basis(t)}
	for _, from := range froms(t, 2_000_000) {
		r.Tiers = append(r.Tiers, terms.Tier{From: from, Rate: anyRate(t, 1)})
	}
	return r
}

func countTiers(t *rapid.T, m terms.Measure) terms.Rule {
	r := terms.Rule{Kind: terms.Tiered, Measure: m, Window: window(t)}
	for _, from := range froms(t, 10) {
		r.Tiers = append(r.Tiers, terms.Tier{From: from, Flat: rapid.Int64Range(1, 100_000).Draw(t, "flat")})
	}
	return r
}

func anyRule(t *rapid.T) (r terms.Rule) {
	switch rapid.IntRange(0, 14).Draw(t, "kind") {
	case 0:
		r = terms.Rule{Kind: terms.PercentOnce, Rate: anyRate(t, 1), Basis: basis(t)}
	case 1:
		r = terms.Rule{Kind: terms.RevenueShare, Rate: anyRate(t, 1), Basis: basis(t), Months: rapid.IntRange(0, 36).Draw(t, "months")}
	case 2:
		r = terms.Rule{Kind: terms.FlatOnWin, Flat: rapid.Int64Range(1, 100_000).Draw(t, "flat")}
	case 3:
		r = terms.Rule{Kind: terms.FlatPerReferral, Flat: rapid.Int64Range(1, 100_000).Draw(t, "flat")}
	case 4:
		r = countTiers(t, terms.ByWonCount)
	case 5:
		r = countTiers(t, terms.ByAcceptedCount)
	case 6:
		r = moneyTiers(t, terms.Cliff)
	case 7:
		r = moneyTiers(t, terms.Marginal)
	case 8:
		r = moneyTiers(t, terms.Retro)
	case 9:
		r = countTiers(t, terms.ByWonCount)
		r.Mode = terms.Retro
	default:
		r = anyMore(t)
	}
	if rapid.IntRange(0, 3).Draw(t, "services") == 0 && r.Every == "" {
		r.Services = []string{"Audit"}
	}
	anyOwn(t, &r)
	return r
}

// anyMore draws a rule of a kind that always pays beside the others, or a division of fees.
func anyMore(t *rapid.T) terms.Rule {
	flat := rapid.Int64Range(1, 100_000).Draw(t, "flat")
	switch rapid.IntRange(0, 5).Draw(t, "more") {
	case 0:
		return anyBonus(t)
	case 1:
		r := terms.Rule{Kind: terms.Milestone, Flat: flat, On: rapid.SampledFrom([]terms.Moment{terms.AtAccepted, terms.AtMeeting,
			terms.AtWon, terms.AtNth, terms.AtFees}).Draw(t, "on")}
		switch r.On {
		case terms.AtNth:
			r.Count = rapid.IntRange(1, 5).Draw(t, "count")
		case terms.AtFees:
			r.Over = rapid.Int64Range(1, 1_000_000).Draw(t, "over")
		}
		return r
	case 2:
		return terms.Rule{Kind: terms.Retainer, Flat: flat, Every: rapid.SampledFrom(terms.Cadences()).Draw(t, "every"),
			Months: rapid.IntRange(0, 30).Draw(t, "months"), Advance: rapid.Bool().Draw(t, "advance"), ProRata: rapid.Bool().Draw(t, "pro rata")}
	case 3:
		return terms.Rule{Kind: terms.FixedFee, Flat: flat}
	case 4:
		return terms.Rule{Kind: terms.CharityDonation, Flat: flat, Payee: terms.Payee{To: terms.ToCharity, Name: "Red Cross"}}
	}
	return terms.Rule{Kind: terms.FeeDivision, Rate: anyRate(t, 1), Basis: basis(t)}
}

func anyBonus(t *rapid.T) terms.Rule {
	r := terms.Rule{Kind: terms.Bonus, Measure: rapid.SampledFrom([]terms.Measure{terms.ByRevenue, terms.ByWonCount}).Draw(t, "measure"),
		Mode: rapid.SampledFrom([]terms.Mode{terms.Marginal, terms.Cliff}).Draw(t, "steps"), Window: window(t)}
	var from, flat int64
	for range rapid.IntRange(1, 3).Draw(t, "steps") {
		from += rapid.Int64Range(1, 400_000).Draw(t, "from")
		flat += rapid.Int64Range(1, 50_000).Draw(t, "flat")
		step := terms.Tier{From: from, Flat: flat}
		if r.Measure == terms.ByWonCount {
			step.From = int64(len(r.Tiers))*2 + 1
		}
		r.Tiers = append(r.Tiers, step)
	}
	return r
}

// anyOwn draws what a rule says for itself: whether it adds, its condition, cap and duration.
func anyOwn(t *rapid.T, r *terms.Rule) {
	r.Adds = rapid.IntRange(0, 3).Draw(t, "adds") == 0
	if r.Every == "" && rapid.IntRange(0, 3).Draw(t, "when") == 0 {
		r.When = terms.Condition{Tiers: []string{"Gold"}}
		if r.Kind != terms.FixedFee {
			r.When.Client = rapid.SampledFrom([]terms.ClientType{"", terms.Persons, terms.Organisations}).Draw(t, "client")
		}
	}
	if rapid.IntRange(0, 3).Draw(t, "own cap") == 0 {
		r.Cap = &terms.Limit{Amount: rapid.Int64Range(1, 500_000).Draw(t, "cap"), Window: window(t)}
	}
	if rapid.IntRange(0, 3).Draw(t, "lasting") == 0 {
		r.Lasts = rapid.IntRange(1, 24).Draw(t, "lasts")
	}
	if r.Kind == terms.RevenueShare && rapid.Bool().Draw(t, "margin") {
		if r.Basis = terms.OnMargin; rapid.Bool().Draw(t, "cost rate") {
			r.CostRate = anyRate(t, 1)
		}
	}
}

// anyTerms draws terms that Check passes: rates that add up to more than the whole fee are drawn again.
func anyTerms(t *rapid.T) terms.Terms {
	return rapid.Custom(drawTerms).Filter(func(plan terms.Terms) bool { return plan.Check() == nil }).Draw(t, "terms")
}

func drawTerms(t *rapid.T) terms.Terms {
	plan := terms.Terms{Currency: rapid.SampledFrom([]money.Currency{"EUR", "JPY", "KWD"}).Draw(t, "currency"), Rounding: mode(t)}
	for range rapid.IntRange(1, 4).Draw(t, "rules") {
		plan.Rules = append(plan.Rules, anyRule(t))
	}
	if rapid.Bool().Draw(t, "capped") {
		plan.Cap = &terms.Limit{Amount: rapid.Int64Range(1, 1_000_000).Draw(t, "cap"), Window: window(t)}
	}
	plan.Tail.Kind = rapid.SampledFrom([]terms.TailKind{"", terms.TailNone, terms.TailOpen, terms.TailWon, terms.TailLife}).Draw(t, "tail")
	if plan.Tail.Kind == terms.TailWon {
		plan.Tail.Months = rapid.IntRange(1, 12).Draw(t, "tail months")
	}
	return plan
}

// anyEvents are in the order of their days, some before the agreement and some after its end.
func anyEvents(t *rapid.T) []terms.Event {
	day := start - 20
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) terms.Event {
		day += calendar.Day(rapid.IntRange(0, 90).Draw(t, "days"))
		ev := terms.Event{Kind: rapid.SampledFrom([]terms.EventKind{terms.Fee, terms.Fee, terms.Fee, terms.Won, terms.Accepted, terms.Meeting, terms.Delivered}).Draw(t, "what"),
			Day: day, Introduced: start + calendar.Day(rapid.IntRange(-10, 400).Draw(t, "introduced")), WonOn: start + calendar.Day(rapid.IntRange(0, 400).Draw(t, "won")),
			Service: rapid.SampledFrom([]string{"audit", "Tax"}).Draw(t, "service"), First: rapid.Bool().Draw(t, "first"), Quantity: 2, ClientPerson: rapid.Bool().Draw(t, "person"),
			PartnerTier: rapid.SampledFrom([]string{"", "Gold"}).Draw(t, "tier"), Share: rapid.SampledFrom([]int64{0, 0, 2500}).Draw(t, "share")}
		if rapid.Bool().Draw(t, "ends") {
			ev.End = start + 700
		}
		if ev.Kind == terms.Fee {
			ev.FeeKind = rapid.SampledFrom([]terms.FeeKind{terms.Received, terms.Invoiced}).Draw(t, "fee")
			ev.Base = base(false).Draw(t, "base")
			ev.Cost, ev.FeesBefore = rapid.Int64Range(0, 1000).Draw(t, "cost"), rapid.Int64Range(0, 100_000).Draw(t, "fees before")
			if rapid.Bool().Draw(t, "part") {
				ev.InvoiceBefore = rapid.Int64Range(0, 1_000_000).Draw(t, "before")
			}
		}
		return ev
	}), 1, 40).Draw(t, "events")
}
