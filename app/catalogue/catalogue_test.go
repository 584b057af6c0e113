package catalogue

import (
	"strings"
	"testing"

	"rapport/app/examples"
	"rapport/app/money"
	"rapport/app/names"
	"rapport/app/terms"
)

// currencies has one without decimals, some with two, one with three and one with four.
func currencies() []money.Currency { return []money.Currency{"JPY", "EUR", "USD", "KWD", "CLF"} }

// Every ready plan is valid in every currency, says in words what it pays, and its example pays something or says why nothing is ever paid.
func TestEveryPlanIsValidSaysSomethingAndPays(t *testing.T) {
	for _, c := range currencies() {
		for _, p := range For(c) {
			if err := p.Terms.Check(); err != nil {
				t.Fatalf("%s in %s: %v", p.Key, c, err)
			}
			if len(p.Terms.Words()) < 20 || len(p.About) < 40 || p.Firm == "" {
				t.Errorf("%s in %s says too little: %q, %q", p.Key, c, p.Terms.Words(), p.About)
			}
			table, err := examples.Of(p.Terms, "")
			if err != nil {
				t.Fatalf("%s in %s: %v", p.Key, c, err)
			}
			pays(t, p, table)
		}
	}
}

func pays(t *testing.T, p Plan, table examples.Table) {
	t.Helper()
	unpaid := p.Terms.Rules[0].Kind == terms.ReciprocalOnly || p.Terms.Rules[0].Kind == terms.NoPayment || p.Terms.Rules[0].Kind == terms.GiftOnly
	if unpaid != (table.Nothing != "") || unpaid != (len(table.Rows) == 0) {
		t.Fatalf("%s: %+v", p.Key, table)
	}
	most := int64(0)
	for _, row := range table.Rows {
		most = max(most, row.Pays.Minor)
		if row.Because == "" {
			t.Errorf("%s: no reason for %s of %s", p.Key, row.Pays, row.Of)
		}
	}
	if !unpaid && most <= 0 {
		t.Errorf("%s in %s pays nothing in any example", p.Key, p.Terms.Currency)
	}
}

// Keys and names are one of their kind, and both find their plan.
func TestPlansAreFound(t *testing.T) {
	all, seen := For("EUR"), map[string]bool{}
	if len(all) < 25 {
		t.Fatalf("%d plans", len(all))
	}
	for _, p := range all {
		if seen[p.Key] || seen[names.Fold(p.Name)] {
			t.Errorf("%s is there twice", p.Key)
		}
		seen[p.Key], seen[names.Fold(p.Name)] = true, true
		for _, text := range []string{p.Key, " " + strings.ToUpper(p.Name)} {
			if got, ok := Find(text, "EUR"); !ok || got.Key != p.Key {
				t.Errorf("%q finds %q", text, got.Key)
			}
		}
	}
	if _, ok := Find("law", "EUR"); ok {
		t.Error("half a key finds a plan")
	}
}

// Nothing in the catalogue can never pay, and only plans that say so pay without end.
func TestPlansHaveNoFaults(t *testing.T) {
	endless := map[string]bool{"wealth-trail": true, "law-division": true}
	for _, p := range For("EUR") {
		for _, w := range p.Terms.Warnings(true) {
			if !endless[p.Key] || !strings.Contains(w.Say, "without end") {
				t.Errorf("%s: %s", p.Key, w.Say)
			}
		}
	}
}

// Amounts keep about their worth: 250.00 EUR is 25,000 JPY and 100.000 KWD.
func TestAmountsAreScaled(t *testing.T) {
	for c, want := range map[money.Currency]string{"EUR": "100.00 EUR", "JPY": "10,000 JPY", "KWD": "40.000 KWD"} {
		p, ok := Find("any-accepted", c)
		if !ok {
			t.Fatal(c)
		}
		if got := money.New(p.Terms.Rules[0].Flat, c).String(); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}
