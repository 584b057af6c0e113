package sample_test

import (
	"testing"

	"rapport/app"
)

// The example firm has one W-9, of a partner in the US, and one self-billing agreement in force, under which a document can be issued.
func TestExampleFirmHasTaxDetails(t *testing.T) {
	f := fill(t, "2026-11-22")
	forms, billed := 0, 0
	for _, p := range f.partners(t) {
		tax, err := f.Taxes.Profile(t.Context(), p.ID)
		if err != nil {
			t.Fatal(err)
		}
		if tax.W9On != 0 && p.Country == "US" {
			forms++
		}
		if tax.SelfFrom == 0 {
			continue
		}
		for _, s := range f.statements(t) {
			if s.Partner != p.ID {
				continue
			}
			if _, made, err := f.SelfBills.Issue(t.Context(), app.Ask{Preview: true}, s.ID); err == nil && made.VAT != 0 {
				billed++
			}
		}
	}
	bills := list(t, f.SelfBills.IDs, f.SelfBills.Rows, app.Query{})
	if len(bills) != 1 || bills[0].VAT <= 0 {
		t.Errorf("documents %+v", bills)
	}
	if forms != 1 || billed == 0 {
		t.Errorf("%d forms, %d statements that may be billed", forms, billed)
	}
}

// The example firm has partners in its tiers, moved by rule and by hand, and a plan that it wrote itself.
func TestExampleFirmHasTiersAndAPlanOfItsOwn(t *testing.T) {
	f := fill(t, "2026-11-22")
	in := map[string]int{}
	for _, p := range f.partners(t) {
		tier, err := f.Partners.Tier(t.Context(), p.ID, 0)
		if err != nil {
			t.Fatal(err)
		}
		in[tier]++
	}
	if in["silver"] == 0 || in["gold"] == 0 || in["friend of the firm"] != 1 || in[""] < 20 {
		t.Errorf("tiers %v", in)
	}
	plans := list(t, f.Plans.IDs, f.Plans.Rows, app.Query{})
	if len(plans) != 4 || plans[len(plans)-1].Terms.Words() == "" {
		t.Errorf("%d plans", len(plans))
	}
}
