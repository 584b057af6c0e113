package desk

import (
	"testing"

	"rapport/app"
	"rapport/app/calendar"
)

// recruitWorld has prospects with scores, an overdue item, a credential that lapsed and a goal.
func recruitWorld(t testing.TB) *world {
	w := prospectWorld(t)
	w.must(w.firm.Partners.Add(w.ctx, app.Ask{}, app.Partner{Name: "Birch Law", Type: "attorney", Source: "trade fair"}))
	b, err := w.firm.Partners.Find(w.ctx, "Birch Law")
	w.check(err)
	w.must(w.firm.Recruiting.Rate(w.ctx, app.Ask{}, b.ID, []app.Rating{{Criterion: 1, Points: 3}, {Criterion: 2, Points: 2, Note: "many start-ups"}, {Criterion: 6}}))
	w.must(w.firm.Credentials.Add(w.ctx, app.Ask{}, app.Credential{Partner: b.ID, Kind: app.Licence, What: "Solicitors", Issuer: "SRA", Number: "612345", Expires: w.day(3)}))
	w.must(w.firm.Goals.Add(w.ctx, app.Ask{}, app.Goal{KPI: app.QualifiedReferrals, Target: 20, Period: calendar.YearOf(w.day(0))}))
	return w
}

func recruitStories() []story {
	return []story{
		{name: "recruiting", world: recruitWorld, act: func(_ *testing.T, b *bench) { b.keys("G", "X", "Home"); b.settle() }},
		{name: "recruiting-board", world: exampleWorld, act: func(_ *testing.T, b *bench) { b.keys("G", "X"); b.settle(); b.keys("B"); b.settle(); b.keys("Right") }},
		{name: "recruiting-board-small", world: exampleWorld, width: 1024, height: 700, act: func(_ *testing.T, b *bench) {
			b.keys("G", "X")
			b.settle()
			b.keys("B")
			b.settle()
			b.keys("Right", "Right", "Right", "Right", "Right")
			b.settle()
		}},
		{name: "recruiting-board-empty", world: newWorld, act: func(_ *testing.T, b *bench) { b.keys("G", "X", "B") }},
		{name: "recruiting-empty", world: newWorld, act: func(_ *testing.T, b *bench) { b.keys("G", "X") }},
		{name: "partner-rate", world: recruitWorld, act: func(_ *testing.T, b *bench) { b.keys("G", "X", "Home"); b.settle(); b.keys("V") }},
		{name: "today-goals", world: recruitWorld, act: func(_ *testing.T, b *bench) { b.keys("G", "T") }},
	}
}

// TestRatingByTheKeyboard: the nearest to the ideal is first, and one key asks for its rating.
func TestRatingByTheKeyboard(t *testing.T) {
	w := recruitWorld(t)
	b := open(t, w, 1280, 800)
	b.keys("G", "X", "Home")
	b.settle()
	f, ok := b.d.partner()
	if !ok || f.row.Name != "Birch Law" || !b.Sees("33, up to 78") {
		t.Fatalf("not the best first:\n%s", b.Dump())
	}
	if b.keys("V"); !b.Sees("Rate Birch Law") || !b.Sees("Business they are in") {
		t.Errorf("V does not ask for the rating:\n%s", b.Dump())
	}
}

// TestTheBoardByTheKeyboard: arrows walk the cards, with Shift they send one on; what the state table does not have is refused in words.
func TestTheBoardByTheKeyboard(t *testing.T) {
	w := recruitWorld(t)
	b := open(t, w, 1280, 800)
	b.keys("G", "X")
	b.settle()
	b.keys("B")
	b.settle()
	on := func(name string, state app.PartnerState) {
		t.Helper()
		b.settle()
		if f, ok := b.d.partner(); !ok || f.row.Name != name || f.row.State != state {
			t.Fatalf("on %s, %s, not on %s, %s:\n%s", f.row.Name, f.row.State, name, state, b.Dump())
		}
	}
	on("Birch Law", app.Prospect)
	b.keys("Down")
	on("Abbott Mortgage Brokers", app.Prospect)
	b.keys("Up", "Shift+Right")
	on("Birch Law", app.InTalks)
	b.keys("Shift+Left")
	b.sees(t, "Birch Law is in talks and can't become prospect.")
	b.keys("Esc")
	on("Birch Law", app.InTalks)
	b.keys("Shift+Right", "Shift+Right", "Shift+Right")
	on("Birch Law", app.Onboarding)
	if b.keys("Shift+Right"); !b.Sees("Make Birch Law active") {
		t.Errorf("what is missing is not asked for:\n%s", b.Dump())
	}
	b.keys("Esc", "Enter")
	b.settle()
	b.sees(t, "accepted Today by Mei Tanaka")
}
