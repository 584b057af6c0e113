package term

import (
	"errors"
	"strings"
	"testing"

	"rapport/app"
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

// TestTermsFilesThatAreRefused: every refusal names the field, says what is wrong there in words of the field, and what to do.
func TestTermsFilesThatAreRefused(t *testing.T) {
	const share = "currency: EUR\nrules: [{kind: revenue share, rate: 10 %}]\n"
	for what, c := range map[string]struct{ file, field, say string }{
		"a key twice":                 {"currency: EUR\ncurrency: USD\nrules: []", "currency", "in line 2 of the terms file is given a second time, after line 1"},
		"a key of a rule twice":       {"currency: EUR\nrules:\n- kind: revenue share\n  rate: 10 %\n  rate: 20 %", "rules.1.rate", "a second time"},
		"a key twice in JSON":         {`{"currency":"EUR","rules":[{"kind":"flat on win","flat":5,"flat":500}]}`, "rules.1.flat", "a second time"},
		"a second document":           {share + "---\n" + share, "terms", "a second document from line 3 on"},
		"an empty one":                {"# nothing yet\n", "terms", "is empty"},
		"neither JSON nor YAML":       {"{currency: EUR", "terms", "neither JSON nor YAML"},
		"a second half that is wrong": {share + "---\n{", "terms", "neither JSON nor YAML"},
		"a list":                      {"- currency: EUR", "terms", "one value where several named ones belong"},
		"a word it does not know":     {"currency: EUR\nrules: [{kind: flat on win, amount: 5}]", "rules.1.amount", "is nothing that terms have"},
		"rules that are no list":      {"currency: EUR\nrules: {kind: flat on win}", "rules", "is not a list"},
		"a list for a rate":           {"currency: EUR\nrules: [{kind: revenue share, rate: [1, 2]}]", "rules.1.rate", "more than one value"},
		"half a month":                {"currency: EUR\nrules: [{kind: revenue share, rate: 10 %, months: 1.5}]", "rules.1.months", "is not a whole number"},
		"too many months":             {"currency: EUR\nrules: [{kind: revenue share, rate: 10 %, months: 99999999999999999999}]", "rules.1.months", "is not a whole number"},
		"months of base sixteen":      {"currency: EUR\nrules: [{kind: revenue share, rate: 10 %, months: 0x10}]", "rules.1.months", "is not a whole number"},
		"days in words":               {"currency: EUR\nhold_days: ten\nrules: []", "hold_days", "is not a whole number"},
		"a day that is none":          {"currency: EUR\nrules: [{kind: retainer, start: 2026-02-30}]", "rules.1.start", "is not a day"},
		"perhaps":                     {"currency: EUR\nrules: [{kind: retainer, advance: perhaps}]", "rules.1.advance", "neither yes nor no"},
		"a rate in words":             {"currency: EUR\nrules: [{kind: revenue share, rate: ten}]", "rules.1.rate", `"ten", can't be read`},
		"an amount in words":          {"currency: EUR\nrules: [{kind: flat on win, flat: much}]", "rules.1.flat", `"much", can't be read`},
		"a cap in words":              {"currency: EUR\nrules: []\ncap: {amount: much, window: quarter}", "cap.amount", `"much", can't be read`},
		"half a referral":             {"currency: EUR\nrules: [{kind: tiered, measure: won count, tiers: [{from: 0, flat: 1}, {from: 1.5, flat: 2}]}]", "rules.1.tiers.2.from", "not a whole number of referrals"},
		"what refers to elsewhere":    {"currency: &c EUR\nrounding: *c\nrules: []", "rounding", "refers to another place"},
	} {
		_, err := parseTerms([]byte(c.file))
		var p *app.Problem
		switch {
		case !errors.As(err, &p):
			t.Errorf("%s: %v", what, err)
		case p.Field != c.field || !strings.Contains(p.Say, c.say) || p.Try == "":
			t.Errorf("%s: names %q and says %q, try %q", what, p.Field, p.Say, p.Try)
		case strings.Contains(p.Say, "json") || strings.Contains(p.Say, "JPY") || strings.Contains(p.Say, "strconv"):
			t.Errorf("%s: shows what is no word of the field: %q", what, p.Say)
		}
	}
}
