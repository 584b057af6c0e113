package term

import (
	"strings"
	"testing"
)

// TestTermsFilesTakeEveryField reads a file with what a rule may say beside its figures.
func TestTermsFilesTakeEveryField(t *testing.T) {
	plan, err := parseTerms([]byte(`
currency: EUR
rules:
  - {kind: retainer, flat: 1000.00, every: calendar month, advance: yes, pro_rata: true, months: 12, start: 2026-05-01}
  - {kind: milestone, flat: 300.00, on: fee threshold, over: 10000.00, hold_days: 10}
  - kind: tiered
    measure: revenue
    mode: cliff with true-up
    window: calendar year
    basis: margin
    cost_rate: 40 %
    when: {age: new, client: organisation, partner_tiers: [Gold]}
    tiers: [{from: 0, rate: 5 %}, {from: 50000.00, rate: 8 %}]
    cap: {amount: 2000.00, window: quarter}
    tail: {kind: clients already won, months: 3}
    payee: {to: introducer}
    lasts: 24
  - {kind: charity donation, flat: 50.00, payee: {to: charity, name: Red Cross}}
`))
	if err != nil {
		t.Fatal(err)
	}
	if err := plan.Check(); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"1,000.00 EUR a calendar month in advance for 12 months from 1 May 2026, part periods by their days",
		"300.00 EUR once the fees of a referral reach 10,000.00 EUR, held for 10 days",
		"only for new organisations and while the partner is Gold", "in the first 24 months", "at most 2,000.00 EUR a quarter by this rule",
		"after the end for another 3 months", "paid to the person who made the introduction", "after costs of 40 %", "donated to Red Cross"} {
		if !strings.Contains(plan.Words(), want) {
			t.Errorf("“%s” is not in\n%s", want, plan.Words())
		}
	}
	if _, err := parseTerms([]byte("currency: EUR\nrules: [{kind: retainer, advance: perhaps}]")); err == nil {
		t.Error("a flag that is neither yes nor no is read")
	}
}
