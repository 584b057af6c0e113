package terms_test

import (
	"strings"
	"testing"

	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/terms"
)

// TestExplanations are whole explanations as a person reads them.
func TestExplanations(t *testing.T) {
	left := int64(20_000)
	for _, c := range []struct {
		name   string
		reason terms.Reason
		want   string
	}{
		{"a foreign fee of which half is credited", terms.Reason{Label: "10 % of every fee received, for life", Currency: "EUR",
			Event: terms.OnReceived, Gross: 1_200_000, GrossIn: "USD", Excluded: 200_000, Rate: "0.92", RateDay: calendar.D("2026-03-03"),
			RateFrom: "ECB", Share: 5_000, Base: 460_000, Result: 46_000, Cap: 500_000, CapIn: "Q1 2026", CapLeft: &left, Cut: 26_000,
			Bands: []terms.Band{{Slice: 460_000, Rate: rate(t, "10"), Exact: "460.00"}}}, `
10 % of every fee received, for life
Fee received 12,000.00 USD
less disbursements, taxes and costs passed on 2,000.00 USD
leaves 10,000.00 USD
at the exchange rate 0.92 of 3 Mar 2026 (ECB), of which 50.00 % are credited to this partner: 4,600.00 EUR
  4,600.00 at 10 % = 460.00
Commission 460.00 EUR
The most that is paid in Q1 2026 is 5,000.00 EUR; 200.00 EUR of it was left
460.00 less 260.00 over the limit = 200.00 EUR
`},
		{"all of it credited is not said", terms.Reason{Label: "10 % of every fee received, for life", Currency: "EUR",
			Event: terms.OnReceived, Gross: 10_000, GrossIn: "EUR", Share: 10_000, Base: 10_000, Result: 1_000,
			Bands: []terms.Band{{Slice: 10_000, Rate: rate(t, "10"), Exact: "10.00"}}}, `
10 % of every fee received, for life
Fee received 100.00 EUR
  100.00 at 10 % = 10.00
Commission 10.00 EUR
`},
		{"worked out again", terms.Reason{Label: "5 % to 10 % of fees received, by tiers of the calendar year", Currency: "EUR",
			Event: terms.OnRerated, Window: "calendar year 2026", Before: 90_000, After: 110_000, Base: 20_000, Of: 12, OfBase: 20_000,
			OfAmount: 1_000, Result: 1_500, Bands: []terms.Band{{To: 100_000, Slice: 10_000, Rate: rate(t, "5"), Exact: "5.00"},
				{From: 100_000, Slice: 10_000, Rate: rate(t, "10"), Exact: "10.00"}}}, `
5 % and 10 % of fees, by tiers of calendar year 2026
Line 12 is worked out again, because something of an earlier day was entered later
Measured in calendar year 2026 before this: 900.00; after: 1,100.00
  100.00 at 5 % (0.00 to 1,000.00) = 5.00
  100.00 at 10 % (from 1,000.00) = 10.00
Together 15.00 EUR
15.00 less 10.00 already on the ledger = 5.00 EUR
`},
		{"worked out again, above the cap", terms.Reason{Label: "50.00 to 80.00 EUR for each referral won, by tiers of the calendar year",
			Currency: "EUR", Event: terms.OnRerated, Window: "calendar year 2026", Before: 5, After: 6, Of: 12, OfAmount: 5_000, Result: 8_000, Cut: 1_000}, `
50.00 to 80.00 EUR for each referral won, by tiers of the calendar year
Line 12 is worked out again, because something of an earlier day was entered later
The 6th in calendar year 2026
Commission 80.00 EUR
80.00 less 50.00 already on the ledger = 30.00 EUR
less 10.00 over the most that is paid = 20.00 EUR
`},
		{"a credit of a foreign invoice", terms.Reason{Label: "10 % of every fee received, for life", Currency: "EUR",
			Event: terms.OnCredited, Gross: 50_000, GrossIn: "USD", Base: -46_000, Of: 7, OfBase: 92_000, OfAmount: 9_200, Taken: 1_000, Result: -4_600}, `
Fee credited or refunded 500.00 USD
Line 7 is taken back in proportion
  It was 10 % of every fee received, for life
  It paid 92.00 EUR on 920.00 EUR
  Taken back now: 460.00 of 920.00
  Commission taken back before: 10.00 EUR
Commission -46.00 EUR
`},
		{"a flat amount taken back whole", terms.Reason{Currency: "EUR", Event: terms.OnTakenBack, Of: 7, OfAmount: 9_200, Result: -9_200}, `
Fee taken back
Line 7 is taken back
  It paid 92.00 EUR
Commission -92.00 EUR
`},
		{"a credit that touches nothing", terms.Reason{Currency: "EUR", Event: terms.OnWriteOff, Gross: 50_000, GrossIn: "EUR",
			Nothing: terms.WhyNothingTaken}, `
Invoice written off 500.00 EUR
Nothing, because nothing was earned on what is taken back
`},
		{"without an agreement", terms.Reason{Currency: "USD", Event: terms.OnReceived, Gross: 50_000, GrossIn: "USD",
			Nothing: terms.WhyNoAgreement}, `
Fee received 500.00 USD
Nothing, because no agreement was in force on that day
`},
		{"by hand", terms.Reason{Label: "correction", Currency: "EUR", Event: terms.OnAdjusted, Of: 3, OfAmount: 10_000, Result: -2_500}, `
Correction
Correction of line 3, which says 100.00 EUR
Entered by hand: -25.00 EUR
`},
	} {
		if got := written(c.reason); got != strings.TrimPrefix(c.want, "\n") {
			t.Errorf("%s:\n%s\nwant:%s", c.name, got, c.want)
		}
	}
}

// TestMoneyIsWrittenAsAsked: amounts go through the caller's own way of writing them.
func TestMoneyIsWrittenAsAsked(t *testing.T) {
	r := terms.Reason{Label: "x", Currency: "EUR", Event: terms.OnWon, Result: 123_456}
	steps := r.Tree(func(m money.Money) string { return "€" + m.Plain() })
	if got := steps[len(steps)-1].Text; got != "Commission €1234.56" {
		t.Errorf("got %s", got)
	}
}

// TestEveryZeroHasItsSentence: no code is shown to people as it is kept.
func TestEveryZeroHasItsSentence(t *testing.T) {
	seen := map[string]bool{}
	for _, why := range []terms.Why{terms.WhyNotBasis, terms.WhyNoRule, terms.WhyNoAgreement, terms.WhyService, terms.WhyNotYet,
		terms.WhyEnded, terms.WhyTail, terms.WhyOnce, terms.WhyBeforeWin, terms.WhyExpired, terms.WhyReciprocal, terms.WhyNoPayment,
		terms.WhyNoBase, terms.WhyFree, terms.WhyTooSmall, terms.WhyCap, terms.WhyNothingTaken} {
		r := terms.Reason{Currency: "EUR", Event: terms.OnReceived, Nothing: why}
		steps := r.Tree(nil)
		text := strings.TrimPrefix(steps[len(steps)-1].Text, "Nothing, because ")
		if len(text) < 20 || text == string(why) || seen[text] {
			t.Errorf("%s: %q", why, text)
		}
		seen[text] = true
	}
}

// TestUnfinishedTermsHaveWords: a form shows its sentence while it is filled in.
func TestUnfinishedTermsHaveWords(t *testing.T) {
	for _, plan := range []terms.Terms{{}, {Rules: []terms.Rule{{}}}, {Rules: []terms.Rule{{Kind: terms.Tiered}}},
		{Currency: "EUR", Rules: []terms.Rule{{Kind: terms.Tiered, Measure: terms.ByWonCount}}, Cap: &terms.Limit{}, Floor: &terms.Limit{}}} {
		_ = plan.Words()
		for _, r := range plan.Rules {
			_, _ = r.Words(plan.Currency), r.Label(plan.Currency)
		}
	}
	plan := good(t)
	const want = "10 % of every fee received for 24 months from the win, only for Audit and Tax; " +
		"5 % up to 50,000.00 EUR, 8 % from 50,000.00 EUR to 90,000.00 EUR, 10 % above, on fees received in a calendar year, each slice at its own rate; " +
		"100.00 EUR for each referral won; " +
		"1.00 EUR each for the first 5 referrals won, 2.00 EUR from the 6th on, counted in a quarter; " +
		"where several apply, the one that pays most; together at most 5,000.00 EUR a calendar year; " +
		"together at least 1,000.00 EUR a calendar year; held for 30 days; after the end for another 6 months for clients already won"
	if got := plan.Words(); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
