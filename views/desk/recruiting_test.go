package desk

import (
	"slices"
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
		{name: "partner-application", world: exampleWorld, act: func(t *testing.T, b *bench) { b.onProspect(t, "Founders’ Desk"); b.Type("A"); b.settle() }},
		{name: "credential-edit", world: recruitWorld, act: func(t *testing.T, b *bench) {
			b.onProspect(t, "Birch Law")
			b.Tap(t, "Solicitors")
		}},
		{name: "settings-profile", world: someWorld, act: func(_ *testing.T, b *bench) { b.keys("G", "E"); b.d.root.Commands.Run("settings.profile") }},
		{name: "settings-checklist", world: someWorld, act: func(_ *testing.T, b *bench) { b.keys("G", "E"); b.d.editChecklist("attorney") }},
		{name: "settings-credentials", world: someWorld, act: func(_ *testing.T, b *bench) { b.keys("G", "E"); b.d.root.Commands.Run("settings.credentials") }},
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

// onProspect goes to a partner in the list of recruiting.
func (b *bench) onProspect(t *testing.T, name string) {
	t.Helper()
	b.at(t, "X", func() bool { f, ok := b.d.partner(); return ok && f.row.Name == name })
}

// TestApplicationsByTheKeyboard: noted, set for review and declined with the day of the next, without the mouse.
func TestApplicationsByTheKeyboard(t *testing.T) {
	w := recruitWorld(t)
	b := open(t, w, 1280, 800)
	application := func() app.Application {
		t.Helper()
		p, err := w.firm.Partners.Find(w.ctx, "Birch Law")
		w.check(err)
		all, err := w.firm.Recruiting.Applications(w.ctx, p.ID)
		w.check(err)
		return all[0]
	}
	b.onProspect(t, "Birch Law")
	b.Type("A")
	b.settle()
	b.sees(t, "Birch Law applied")
	b.keys("Tab")
	b.Type("+2w")
	b.keys("Ctrl+S")
	if a := application(); a.Applied != w.day(0) || a.ReviewBy != w.day(14) {
		t.Fatalf("%+v\n%s", a, b.Dump())
	}
	b.onProspect(t, "Birch Law")
	b.Type("A")
	b.settle()
	b.keys("Tab", "Ctrl+A")
	b.Type("+3w")
	b.keys("Ctrl+S")
	if a := application(); a.ReviewBy != w.day(21) {
		t.Fatalf("%+v\n%s", a, b.Dump())
	}
	b.Type("A")
	b.settle()
	b.keys("Right", "Right", "Tab", "Tab")
	b.Type("+1y")
	b.keys("Ctrl+S")
	if a := application(); a.Decision != app.ApplicationDeclined || a.MayReapply != w.day(0).AddMonths(12) || a.Reason != app.DeclineReasons()[0] {
		t.Fatalf("%+v\n%s", a, b.Dump())
	}
}

// TestTheProfileInSettings: a weight is changed and a criterion taken off.
func TestTheProfileInSettings(t *testing.T) {
	w := someWorld(t)
	b := open(t, w, 1280, 800)
	b.keys("G", "E")
	b.d.root.Commands.Run("settings.profile")
	b.settle()
	b.keys("Tab", "Ctrl+A")
	b.Type("40")
	b.keys("Tab", "Tab", "Ctrl+A", "Del", "Ctrl+S")
	s, err := w.firm.Setup.Settings(w.ctx)
	w.check(err)
	if want := append([]app.Criterion{{ID: 1, Name: "Business they are in", Weight: 40}}, app.DefaultProfile()[2:]...); !slices.Equal(s.Profile, want) {
		t.Fatalf("%+v\n%s", s.Profile, b.Dump())
	}
	b.d.root.Commands.Run("settings.checklist")
	b.settle()
	b.keys("Ctrl+A")
	b.Type("Engagement letter")
	b.keys("Ctrl+S")
	s, err = w.firm.Setup.Settings(w.ctx)
	w.check(err)
	if len(s.Checklists) != 1 || s.Checklists[0].Items[0].What != "Engagement letter" || s.Checklists[0].Items[0].Kind != app.OnboardAgreement || len(s.Checklists[0].Items) != 6 {
		t.Fatalf("%+v\n%s", s.Checklists, b.Dump())
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
