package app_test

import (
	"fmt"
	"strings"
	"testing"

	"rapport/app"
)

// holding is what one partner has beside referrals and agreements, as text.
func (d *desk) holding(p app.ID[app.Partner]) string {
	d.t.Helper()
	var out []string
	banks, err := d.Banks.Of(ctx(), p)
	d.check(err)
	for _, b := range banks {
		out = append(out, fmt.Sprintf("paid in %s to %s, confirmed %v", b.Currency, b.Account.Short(), b.Confirmed()))
	}
	gifts, err := d.Gifts.Of(ctx(), p)
	d.check(err)
	for _, g := range gifts {
		out = append(out, "gift "+g.What)
	}
	done, err := d.Deliveries.Of(ctx(), p)
	d.check(err)
	for _, s := range done {
		out = append(out, fmt.Sprintf("%d %s", s.Quantity, s.Service))
	}
	tier, err := d.Partners.Tier(ctx(), p, 0)
	d.check(err)
	before, err := d.Partners.Tier(ctx(), p, day("2026-02-15"))
	d.check(err)
	tax, err := d.Taxes.Profile(ctx(), p)
	d.check(err)
	who, err := d.Partners.Get(ctx(), p)
	d.check(err)
	return strings.Join(append(out, fmt.Sprintf("tier %q, in February %q", tier, before), fmt.Sprintf("VAT %s, TIN %s", tax.VATNumber, who.TaxNumber)), "; ")
}

func (d *desk) check(err error) {
	d.t.Helper()
	if err != nil {
		d.t.Fatalf("%v", err)
	}
}

// equipped is a partner with everything a merge may hand on.
func (d *desk) equipped(name string) app.ID[app.Partner] {
	d.t.Helper()
	p := d.partner(name)
	person := d.ok(d.Partners.AddPerson(ctx(), app.Ask{}, app.Person{Partner: p, Name: "Ms " + name}))
	d.paidTo(berlin(p))
	d.ok(d.Gifts.Propose(ctx(), app.Ask{}, app.Gift{Partner: p, Person: app.ID[app.Person](person.ID), Kind: "object", What: "Pen", Value: eur(100)}))
	d.ok(d.Deliveries.Record(ctx(), app.Ask{}, app.Delivery{Partner: p, Day: day("2026-03-01"), Service: "post", Quantity: 3}))
	d.ok(d.Partners.SetTier(ctx(), app.Ask{}, p, "silver", app.Move{Day: day("2026-02-01"), Reason: "first client"}))
	d.ok(d.Partners.SetTier(ctx(), app.Ask{}, p, "gold", app.Move{Day: day("2026-03-01"), Reason: "many clients"}))
	who, err := d.Partners.Get(ctx(), p)
	d.check(err)
	who.TaxNumber = "12-3456789"
	d.ok(d.Partners.Edit(ctx(), app.Ask{}, who))
	d.ok(d.Taxes.SetProfile(ctx(), app.Ask{}, app.TaxProfile{Partner: p, VATNumber: "DE123456789", W9On: day("2026-01-05")}))
	return p
}

const (
	all    = `paid in EUR to DE…3000, confirmed %v; gift Pen; 3 post; tier "gold", in February "silver"; VAT DE123456789, TIN 12-3456789`
	little = `tier "", in February ""; VAT , TIN `
)

func withTiers(t *testing.T) *desk {
	d := open(t)
	d.settings(func(s *app.Settings) { s.PartnerTiers = []app.PartnerTier{{Name: "silver"}, {Name: "gold"}} })
	return d
}

// A survivor with nothing of its own takes all of it, bank details to be confirmed again; taking the merge back gives everything back.
func TestMergingHandsOnWhatTheSurvivorHasNot(t *testing.T) {
	d := withTiers(t)
	from, into := d.equipped("Harcourt & Lowe"), d.partner("Harcourt LLP")
	same := func(when string, p app.ID[app.Partner], want string) {
		t.Helper()
		if got := d.holding(p); got != want {
			t.Errorf("%s: %s\nwanted %s", when, got, want)
		}
	}
	same("before", from, fmt.Sprintf(all, true))
	same("before", into, little)
	for range 2 { // undone, it can be merged again
		merged := d.ok(d.Partners.Merge(ctx(), app.Ask{}, from, into))
		same("merged", into, fmt.Sprintf(all, false))
		if len(merged.Warnings) != 1 || !strings.Contains(merged.Warnings[0], "held until confirmed") {
			t.Errorf("said %q", merged.Warnings)
		}
		d.ok(d.History.Undo(ctx(), app.Ask{}, merged.Audit))
		same("undone", from, fmt.Sprintf(all, true))
		same("undone", into, little)
	}
	d.clean()
}

// The other way round the survivor keeps its own, and only gifts and services come to it.
func TestMergingLeavesTheSurvivorItsOwn(t *testing.T) {
	d := withTiers(t)
	from, into := d.partner("Harcourt LLP"), d.equipped("Harcourt & Lowe")
	b := berlin(from)
	b.Account.IBAN = "NL91ABNA0417164300"
	d.paidTo(b)
	d.ok(d.Partners.SetTier(ctx(), app.Ask{}, from, "silver", app.Move{Day: day("2026-01-01"), Reason: "a friend"}))
	d.ok(d.Taxes.SetProfile(ctx(), app.Ask{}, app.TaxProfile{Partner: from, VATNumber: "NL123456789B01"}))
	d.ok(d.Deliveries.Record(ctx(), app.Ask{}, app.Delivery{Partner: from, Day: day("2026-03-02"), Service: "talk", Quantity: 1}))
	merged := d.ok(d.Partners.Merge(ctx(), app.Ask{}, from, into))
	want := strings.Replace(fmt.Sprintf(all, true), "3 post;", "3 post; 1 talk;", 1)
	if got := d.holding(into); got != want {
		t.Errorf("merged: %s", got)
	}
	d.ok(d.History.Undo(ctx(), app.Ask{}, merged.Audit))
	if got := d.holding(into); got != fmt.Sprintf(all, true) {
		t.Errorf("undone: %s", got)
	}
	if got := d.holding(from); got != `paid in EUR to NL…4300, confirmed true; 1 talk; tier "silver", in February "silver"; VAT NL123456789B01, TIN ` {
		t.Errorf("undone: %s", got)
	}
	d.clean()
}

// Once something of it was used since, a merge stays.
func TestAMergeThatWasBuiltOnStays(t *testing.T) {
	for name, act := range map[string]func(*desk, app.ID[app.Partner]) error{
		"details confirmed": func(d *desk, p app.ID[app.Partner]) error {
			all, _ := d.Banks.Of(ctx(), p)
			_, err := d.Banks.Confirm(ctx(), app.Ask{}, all[0].ID, app.Confirmation{How: "called back"})
			return err
		},
		"tier moved": func(d *desk, p app.ID[app.Partner]) error {
			_, err := d.Partners.SetTier(ctx(), app.Ask{}, p, "silver", app.Move{Reason: "fewer clients"})
			return err
		},
		"tax details changed": func(d *desk, p app.ID[app.Partner]) error {
			tax, _ := d.Taxes.Profile(ctx(), p)
			tax.VATNumber = "DE999999999"
			_, err := d.Taxes.SetProfile(ctx(), app.Ask{}, tax)
			return err
		},
	} {
		d := withTiers(t)
		from, into := d.equipped("Harcourt & Lowe"), d.partner("Harcourt LLP")
		merged := d.ok(d.Partners.Merge(ctx(), app.Ask{}, from, into))
		d.check(act(d, into))
		before := d.holding(into)
		if _, err := d.History.Undo(ctx(), app.Ask{}, merged.Audit); err == nil {
			t.Errorf("%s: undone", name)
		}
		if got := d.holding(into); got != before {
			t.Errorf("%s: refused, and yet %s", name, got)
		}
		d.clean()
	}
}

// Tiers, services delivered and gifts are taken back and done again from the history.
func TestTiersDeliveriesAndGiftsAreUndone(t *testing.T) {
	d := withTiers(t)
	p := d.partner("Harcourt & Lowe")
	tier := func(on, want string) {
		t.Helper()
		if got, err := d.Partners.Tier(ctx(), p, day(on)); err != nil || got != want {
			t.Errorf("on %s: %q, %v, wanted %q", on, got, err, want)
		}
	}
	late := d.ok(d.Partners.SetTier(ctx(), app.Ask{}, p, "gold", app.Move{Day: day("2026-03-10"), Reason: "many"}))
	early := d.ok(d.Partners.SetTier(ctx(), app.Ask{}, p, "silver", app.Move{Day: day("2026-02-01"), Reason: "one"}))
	tier("2026-02-10", "silver")
	tier("2026-03-10", "gold")
	d.refused("under a later move", refusal{kind: app.Conflict}, func() error { _, err := d.History.Undo(ctx(), app.Ask{}, late.Audit); return err })
	if !early.Undoable {
		t.Error("moving a tier does not say that it can be undone")
	}
	undo := d.ok(d.History.Undo(ctx(), app.Ask{}, early.Audit))
	tier("2026-02-10", "")
	tier("2026-03-10", "gold")
	d.ok(d.History.Undo(ctx(), app.Ask{}, undo.Audit)) // done again
	tier("2026-02-10", "silver")
	tier("2026-03-10", "gold")

	made := d.ok(d.Deliveries.Record(ctx(), app.Ask{}, app.Delivery{Partner: p, Day: day("2026-03-01"), Service: "post", Quantity: 3}))
	d.ok(d.History.Undo(ctx(), app.Ask{}, made.Audit))
	all, err := d.Deliveries.Of(ctx(), p)
	d.check(err)
	if len(all) != 2 || all[1].Reverses != all[0].ID || all[0].Quantity+all[1].Quantity != 0 || !made.Undoable {
		t.Errorf("delivered %+v", all)
	}
	d.clean()
}

// A gift that a statement shows is not taken back.
func TestAGiftOnAStatementStays(t *testing.T) {
	d, p, g := given(t)
	d.ok(d.Gifts.Mark(ctx(), app.Ask{}, g, app.GiftApproved, app.Move{}))
	sent := d.ok(d.Gifts.Mark(ctx(), app.Ask{}, g, app.GiftSent, app.Move{}))
	d.ok(d.Commissions.Adjust(ctx(), app.Ask{}, app.Adjustment{Partner: p, Amount: eur(1_000), Reason: "a bonus"}))
	d.approve()
	s := d.statements("2026-06")[0]
	d.refused("shown on "+s.Number, refusal{kind: app.Refused, say: "A statement shows this gift."}, func() error {
		_, err := d.History.Undo(ctx(), app.Ask{}, sent.Audit)
		return err
	})
	d.clean()
}
