package desk

import (
	"testing"

	"rapport/app"
	"rapport/app/terms"
)

// peopledWorld has a partner with two people.
func peopledWorld(t testing.TB) *world {
	w := kindsWorld(t)
	for _, p := range []app.Person{{Name: "Ines Abbott", Role: "Partner"}, {Name: "Tom Hale", Role: "Associate"}} {
		p.Partner = 1
		w.must(w.firm.Partners.AddPerson(w.ctx, app.Ask{}, p))
	}
	return w
}

// A rule for one person's introductions, paid to another person, is written by keyboard in the form of an agreement and kept.
func TestARuleForOnePersonByKeyboard(t *testing.T) {
	w := peopledWorld(t)
	b := open(t, w, 1280, 800)
	b.onPartner(t, "Harcourt & Lowe LLP")
	f, _ := b.d.partner()
	form := newAgreementForm(b.d, "GBP")
	form.plan.people = f.people
	rule := form.plan.rules[0]
	rule.set(terms.Rule{Kind: terms.RevenueShare, Rate: percent(t, "10"), When: terms.Condition{Person: 1}, Payee: terms.Payee{To: terms.ToPerson, Person: 2}})
	form.ready()
	if !rule.more.people.only.Visible() || !rule.more.people.paid.Visible() {
		t.Fatal("the fields of people are not shown")
	}
	if only, _ := rule.more.people.only.Value(); only.Text != "Ines Abbott" {
		t.Errorf("introductions by %q", only.Text)
	}
	got := form.plan.terms().Rules[0]
	if got.When.Person != 1 || got.Payee.To != terms.ToPerson || got.Payee.Person != 2 {
		t.Errorf("kept %+v, %+v", got.When, got.Payee)
	}
	if words := form.plan.words.Text(); words != namedPeople(termsSentence(form.plan.terms()), f.people) || words == termsSentence(form.plan.terms()) {
		t.Errorf("says %q", words)
	}

	b.keys("A") // the same by typing
	b.sees(t, "New agreement")
	b.Tap(t, "More for this rule: clients, tiers, limits, who is paid")
	b.sees(t, "Only introductions by")
}

// A plan belongs to no partner: it asks for no person, and keeps one that it names.
func TestAPlanAsksForNoPerson(t *testing.T) {
	b := open(t, newWorld(t), 1280, 800)
	f := newPlanForm(b.d, "GBP")
	f.plan.follow()
	rule := f.plan.rules[0]
	rule.more.open = true
	f.plan.follow()
	if rule.more.people.only.Visible() {
		t.Error("a plan asks whose introductions a rule is for")
	}
	tm := terms.Terms{Currency: "GBP", Rules: []terms.Rule{{Kind: terms.RevenueShare, Rate: percent(t, "10"), When: terms.Condition{Person: 12}}}}
	if !f.plan.take(tm) || f.plan.terms().Rules[0].When.Person != 12 || !rule.more.people.only.Visible() {
		t.Errorf("kept %+v", f.plan.terms().Rules[0].When)
	}
	if got := namedPeople("for introductions by person 12", []app.Person{{ID: 1, Name: "Ines"}}); got != "for introductions by person 12" {
		t.Errorf("person 12 became %q", got)
	}
}
