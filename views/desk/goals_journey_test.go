package desk

import (
	"testing"

	"rapport/app"
	"rapport/app/calendar"
)

// A goal is set by keyboard alone, and refused while it is none.
func TestGoalsByTheKeyboard(t *testing.T) {
	w := newWorld(t)
	b := open(t, w, 1280, 800)
	b.d.root.Commands.Run("goal.new")
	b.settle()
	b.fill(t, "target", "many")
	b.fill(t, "period", "2026-Q4")
	b.keys("Ctrl+S")
	goals := func() []app.GoalRow {
		t.Helper()
		all, err := w.firm.Goals.List(w.ctx)
		w.check(err)
		return all
	}
	if len(goals()) != 0 {
		t.Fatalf("a word was taken for a goal: %+v", goals())
	}
	b.fill(t, "target", "12")
	b.keys("Ctrl+S")
	want, err := calendar.ParsePeriod("2026-Q4")
	w.check(err)
	if all := goals(); len(all) != 1 || all[0].Target != 12 || all[0].Period != want {
		t.Fatalf("%+v\n%s", all, b.Dump())
	}
}

// A licence is added to a prospect by keyboard alone; without a name it is refused at its field.
func TestCredentialsByTheKeyboard(t *testing.T) {
	w := newWorld(t)
	w.must(w.firm.Partners.Add(w.ctx, app.Ask{}, app.Partner{Name: "Cedar Law", Type: "attorney"}))
	b := open(t, w, 1280, 800)
	b.onProspect(t, "Cedar Law")
	b.d.root.Commands.Run("credential.new")
	b.settle()
	b.fill(t, "issuer", "SRA")
	b.fill(t, "expires", "30/06/2027")
	b.keys("Ctrl+S")
	p, err := w.firm.Partners.Find(w.ctx, "Cedar Law")
	w.check(err)
	held := func() []app.CredentialRow {
		t.Helper()
		all, err := w.firm.Credentials.Of(w.ctx, p.ID)
		w.check(err)
		return all
	}
	if len(held()) != 0 {
		t.Fatalf("a licence of nothing was kept: %+v", held())
	}
	b.fill(t, "what", "Solicitor")
	b.keys("Ctrl+S")
	if all := held(); len(all) != 1 || all[0].What != "Solicitor" || all[0].Issuer != "SRA" || all[0].Expires != calendar.D("2027-06-30") {
		t.Fatalf("%+v\n%s", all, b.Dump())
	}
}
