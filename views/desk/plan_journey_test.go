package desk

import (
	"strings"
	"testing"

	"rapport/app"
	"rapport/app/catalogue"
)

// plansWorld keeps three plans, one of them archived, beside the firm's partners.
func plansWorld(t testing.TB) *world {
	w := moneyWorld(t)
	for _, key := range []string{"accounting-first-year", "wealth-tiers", "law-gift"} {
		ready, ok := catalogue.Find(key, "GBP")
		if !ok {
			t.Fatal(key)
		}
		w.must(w.firm.Plans.Add(w.ctx, app.Ask{}, app.Plan{Name: ready.Name, Note: ready.About, Terms: ready.Terms}))
	}
	gifts, err := w.firm.Plans.Find(w.ctx, "PL-0003")
	w.check(err)
	w.must(w.firm.Plans.Archive(w.ctx, app.Ask{}, gifts.ID, true))
	return w
}

// planStories are the states of the section of plans.
func planStories() []story {
	return []story{
		{name: "plans-empty", world: moneyWorld, act: func(t *testing.T, b *bench) { b.keys("G", "L") }},
		{name: "plans", world: plansWorld, act: func(t *testing.T, b *bench) { b.keys("G", "L", "Down") }},
		{name: "plan-ready", world: moneyWorld, act: func(t *testing.T, b *bench) {
			b.keys("G", "L", "Y")
			b.Type("gold")
			b.settle()
			b.keys("Enter", "Enter")
		}},
		{name: "plan-catalogue", world: moneyWorld, act: func(t *testing.T, b *bench) { b.keys("G", "L", "Y", "Down", "Down", "Down") }},
		{name: "plan-catalogue-narrow", world: moneyWorld, width: 1024, height: 700, act: func(t *testing.T, b *bench) { b.keys("G", "L", "Y"); b.Type("tier"); b.settle() }},
		{name: "plan-catalogue-none", world: moneyWorld, act: func(t *testing.T, b *bench) { b.keys("G", "L", "Y"); b.Type("zebra"); b.settle() }},
		{name: "agreement-person", world: peopledWorld, height: 1700, act: func(t *testing.T, b *bench) {
			b.onPartner(t, "Harcourt & Lowe LLP")
			b.keys("A")
			b.Tap(t, "More for this rule: clients, tiers, limits, who is paid")
		}},
		{name: "plan-edit", world: plansWorld, act: func(t *testing.T, b *bench) { b.keys("G", "L", "Down", "E") }},
	}
}

// A ready plan is added, changed, archived, removed and brought back, all by keyboard.
func TestAPlanByKeyboard(t *testing.T) {
	w := moneyWorld(t)
	b := open(t, w, 1280, 800)
	b.keys("G", "L", "Y")
	b.sees(t, "WHAT IT PAYS") // the catalogue is there to be read before anything is typed
	b.Type("tenth first year")
	b.settle()
	b.keys("Enter", "Enter", "Ctrl+S")
	p, err := w.firm.Plans.Find(w.ctx, "A tenth of the first year's fees")
	if err != nil || p.Terms.Currency != "GBP" {
		t.Fatalf("%+v, %v:\n%s", p, err, b.Dump())
	}
	if !b.Sees("5,000.00") || !b.Sees("500.00 GBP") {
		t.Errorf("no examples:\n%s", b.Dump())
	}
	b.keys("E")
	b.Type("Accountants, ")
	b.keys("Ctrl+S")
	if p, err = w.firm.Plans.Get(w.ctx, p.ID); err != nil || !strings.Contains(p.Name, "Accountants") {
		t.Fatalf("%q, %v:\n%s", p.Name, err, b.Dump())
	}
	b.d.root.Commands.Run("plan.archive")
	b.settle()
	if p, _ = w.firm.Plans.Get(w.ctx, p.ID); !p.Archived {
		t.Errorf("not archived:\n%s", b.Dump())
	}
	b.keys("Del")
	if _, err = w.firm.Plans.Get(w.ctx, p.ID); !app.IsNotFound(err) {
		t.Errorf("not removed: %v\n%s", err, b.Dump())
	}
	b.keys("Ctrl+Z")
	if _, err = w.firm.Plans.Get(w.ctx, p.ID); err != nil {
		t.Errorf("not brought back: %v\n%s", err, b.Dump())
	}
}

// What the form shows of a plan is what it gives back, and what it has no room for is told.
func TestTheFormKeepsAPlanWhole(t *testing.T) {
	b := open(t, newWorld(t), 1280, 800)
	whole := 0
	for _, ready := range catalogue.For("GBP") {
		f := newPlanForm(b.d, "GBP")
		if f.plan.take(ready.Terms) {
			whole++
		}
	}
	if whole < 12 {
		t.Errorf("the form has room for %d ready plans only", whole)
	}
	odd, _ := catalogue.Find("consulting-falling", "GBP")
	for range mostTiers {
		odd.Terms.Rules[0].Tiers = append(odd.Terms.Rules[0].Tiers, odd.Terms.Rules[0].Tiers[3])
	}
	if newPlanForm(b.d, "GBP").plan.take(odd.Terms) {
		t.Error("more tiers than there is room for were taken")
	}
}
