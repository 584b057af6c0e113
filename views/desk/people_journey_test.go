package desk

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/views/kit/kittest"
)

// tabOn goes on by Tab until what has the keyboard says something.
func (b *bench) tabOn(t testing.TB, text string) {
	t.Helper()
	for range 150 {
		if o, ok := b.Focused().(fyne.CanvasObject); ok {
			for _, word := range kittest.Words(o) {
				if strings.Contains(word.Text, text) {
					return
				}
			}
		}
		b.keys("Tab")
	}
	t.Fatalf("Tab never comes to %q:\n%s", text, b.Dump())
}

// palette runs what the first words of a command find.
func (b *bench) palette(words string) {
	b.keys("Ctrl+K")
	b.Type(words)
	b.keys("Enter")
}

// A checklist is gone through by keyboard alone: an item added, refused without words, done, another waived with its reason, one taken off.
func TestOnboardingByTheKeyboard(t *testing.T) {
	w := newWorld(t)
	id := app.ID[app.Partner](w.must(w.firm.Partners.Add(w.ctx, app.Ask{}, app.Partner{Name: "Cedar Law", Type: "attorney"})).ID)
	for _, to := range []app.PartnerState{app.PartnerCheck, app.Onboarding} {
		w.must(w.firm.Partners.SetState(w.ctx, app.Ask{}, id, to, app.Move{}))
	}
	b := open(t, w, 1280, 1000)
	b.onPartner(t, "Cedar Law")
	b.palette("onboarding checklist")
	b.keys("Ctrl+S")
	b.sees(t, "What there is to do is needed")
	b.fill(t, "what", "Visit the office")
	b.fill(t, "due", "+14d")
	b.keys("Ctrl+S")
	item := func(what string) app.OnboardingRow {
		t.Helper()
		rows, err := w.firm.Onboarding.Of(w.ctx, id)
		w.check(err)
		for _, r := range rows {
			if r.What == what {
				return r
			}
		}
		return app.OnboardingRow{}
	}
	if r := item("Visit the office"); r.Due != w.day(14) || !r.Waits() {
		t.Fatalf("%+v\n%s", r, b.Dump())
	}
	outcome := func(what string, steps int) { // opens the item and chooses what became of it
		t.Helper()
		b.tabOn(t, what)
		b.keys("Enter")
		b.ToField(t, "outcome")
		for range steps {
			b.keys("Right")
		}
	}
	outcome("Visit the office", 1)
	b.fill(t, "day", "21 Nov 2026")
	b.keys("Ctrl+S")
	if r := item("Visit the office"); r.State != app.OnboardingDone || r.On != w.day(-1) {
		t.Fatalf("%+v\n%s", r, b.Dump())
	}
	outcome("Kickoff meeting", 1) // a check-in tells when it was held, so it can only be waived
	b.keys("Ctrl+S")
	b.sees(t, "Why it is not needed is needed")
	b.fill(t, "reason", "we know each other")
	b.keys("Ctrl+S")
	if r := item("Kickoff meeting"); r.Waived != "we know each other" {
		t.Fatalf("%+v\n%s", r, b.Dump())
	}
	outcome("Visit the office", 2)
	b.keys("Ctrl+S")
	if r := item("Visit the office"); r.What != "" {
		t.Fatalf("still there: %+v\n%s", r, b.Dump())
	}
	b.keys("Ctrl+Z")
	if r := item("Visit the office"); r.State != app.OnboardingDone {
		t.Errorf("not taken back: %+v", r)
	}
}

// A goal is opened from Today, changed, and removed, by keyboard; undo brings it back.
func TestAGoalIsChangedAndRemovedByKeyboard(t *testing.T) {
	w := newWorld(t)
	w.must(w.firm.Goals.Add(w.ctx, app.Ask{}, app.Goal{KPI: app.CheckinsHeld, Target: 40, Period: calendar.YearOf(w.day(0))}))
	b := open(t, w, 1280, 800)
	goals := func() []app.GoalRow {
		t.Helper()
		all, err := w.firm.Goals.List(w.ctx)
		w.check(err)
		return all
	}
	edit := func() {
		t.Helper()
		b.keys("G", "T")
		b.tabOn(t, "Check-ins held")
		b.keys("Tab", "Enter")
	}
	edit()
	b.fill(t, "target", "-3")
	b.keys("Ctrl+S")
	if !b.Root.Covered() || goals()[0].Target != 40 {
		t.Fatalf("a goal below nothing was taken:\n%s", b.Dump())
	}
	b.fill(t, "target", "60")
	b.keys("Ctrl+S")
	if all := goals(); len(all) != 1 || all[0].Target != 60 {
		t.Fatalf("%+v\n%s", all, b.Dump())
	}
	edit()
	b.ToField(t, "remove")
	b.keys("Space", "Ctrl+S")
	if all := goals(); len(all) != 0 {
		t.Fatalf("%+v\n%s", all, b.Dump())
	}
	b.keys("Ctrl+Z")
	if all := goals(); len(all) != 1 || all[0].Target != 60 {
		t.Errorf("not taken back: %+v", all)
	}
}

// From everything about a partner to a dispute on one of its lines, and to the promise that was kept, without the mouse.
func TestADisputeFromThePartnersPage(t *testing.T) {
	w := finchWorld(t)
	b := open(t, w, 1280, 800)
	b.page(t, "Finch Family Office")
	b.entry(t, app.MomentCommission)
	b.keys("Enter")
	b.tabOn(t, "Open a dispute")
	b.keys("Enter")
	b.fill(t, "figure", "3,104.40")
	b.fill(t, "raised by", "Rosa Finch")
	b.fill(t, "claim", "We agreed on 12 percent")
	b.keys("Ctrl+S")
	all, err := w.firm.Disputes.Rows(w.ctx, []int32{1})
	if err != nil || len(all) != 1 || all[0].RaisedBy != "Rosa Finch" || !b.d.is("profile") {
		t.Fatalf("%+v %v\n%s", all, err, b.Dump())
	}
	b.entry(t, app.MomentCommission)
	b.keys("Enter")
	b.tabOn(t, "Open a dispute")
	b.keys("Enter")
	b.sees(t, "or in")
	b.keys("Escape", "Escape")
	b.d.openProfile(w.partners[3])
	b.settle()
	b.entry(t, app.MomentDispute)
	b.keys("Enter")
	b.sees(t, "We agreed on 12 percent")
	b.keys("Escape")
	b.entry(t, app.MomentPromise)
	b.keys("Enter")
	b.tabOn(t, "Kept")
	b.keys("Enter")
	if kept, err := w.firm.Checkins.Promises(w.ctx, app.Query{}.With(app.Is("state", string(app.PromiseKept))), 5); err != nil || len(kept) != 1 {
		t.Errorf("%+v %v\n%s", kept, err, b.Dump())
	}
}

// People come and go by keyboard: added, how they would be reached, what they asked for, and removed.
func TestPeopleByTheKeyboard(t *testing.T) {
	w := newWorld(t)
	id := w.partner("Cedar Law", "attorney")
	b := open(t, w, 1280, 1000)
	b.onPartner(t, "Cedar Law")
	b.palette("add a person at")
	b.fill(t, "name", "Ada Cedar")
	b.fill(t, "email", "ada at cedar")
	b.keys("Ctrl+S")
	b.sees(t, "is not an e-mail address")
	b.fill(t, "email", "ada@cedar.example")
	b.ToField(t, "channel")
	b.keys("Right")
	b.ToField(t, "contact")
	b.keys("Right")
	b.keys("Ctrl+S")
	people := func() []app.Person {
		t.Helper()
		all, err := w.firm.Partners.People(w.ctx, id)
		w.check(err)
		return all
	}
	all := people()
	if len(all) != 1 || all[0].Email != "ada@cedar.example" || all[0].Channel != app.Channels()[0] || all[0].Contact != app.OptedOut {
		t.Fatalf("%+v\n%s", all, b.Dump())
	}
	b.tabOn(t, "Add a person")
	b.keys("Shift+Tab", "Enter") // the bin beside the last one, which asks nothing: it can be undone
	if all = people(); len(all) != 0 {
		t.Fatalf("%+v\n%s", all, b.Dump())
	}
	b.keys("Ctrl+Z")
	if all = people(); len(all) != 1 {
		t.Errorf("not taken back: %+v", all)
	}
}

// How often there is contact is set, changed and removed by keyboard, and what is due then put off.
func TestCadenceAndSnoozeByTheKeyboard(t *testing.T) {
	w := newWorld(t)
	id := w.partner("Cedar Law", "attorney")
	b := open(t, w, 1280, 800)
	b.onPartner(t, "Cedar Law")
	b.palette("how often")
	b.fill(t, "ideal", "now and then")
	b.keys("Ctrl+S")
	b.fill(t, "ideal", "week")
	b.keys("Ctrl+S")
	of := func() []app.Cadence {
		t.Helper()
		all, err := w.firm.Cadences.List(w.ctx)
		w.check(err)
		return all
	}
	if all := of(); len(all) != 1 || all[0].Partner != id || all[0].Ideal.Key() != "1w" {
		t.Fatalf("%+v\n%s", all, b.Dump())
	}
	w.must(w.firm.Checkins.Plan(w.ctx, app.Ask{}, app.Checkin{Partner: id, Kind: "call", Day: w.day(0)}))
	_, err := w.firm.Reminders.Show(w.ctx)
	w.check(err)
	b.keys("G", "M", "Enter", "Tab", "Enter") // the menu of the first of today
	b.sees(t, "Remind me tomorrow morning")
	for range 6 {
		b.keys("Down")
	}
	b.keys("Enter")
	b.sees(t, "Snoozed until")
	b.onPartner(t, "Cedar Law")
	b.palette("how often")
	b.ToField(t, "way")
	b.keys("Right", "Ctrl+S")
	if all := of(); len(all) != 0 {
		t.Errorf("%+v\n%s", all, b.Dump())
	}
}

// Whatever has a name or was written is found by beginnings of words and opened by Enter.
func TestSearchByTheKeyboard(t *testing.T) {
	w := finchWorld(t)
	b := open(t, w, 1280, 800)
	for _, c := range []struct{ words, lands string }{
		{"rosa fin", "Finch Family Office"}, {"orchard tr", "Orchard Trust"}, {"engagement let", "Finch Family Office"}, {"two famil mov", "Plans for spring"}, {"send the fee sh", "Finch Family Office"},
		{"small estates", "Fees are too high for small estates"}, {"hamper", "Hamper"},
	} {
		b.keys("G", "T")
		b.palette(c.words)
		if b.d.is("today") && !b.Root.Covered() {
			t.Errorf("%q leads nowhere:\n%s", c.words, b.Dump())
		}
		b.sees(t, c.lands)
		b.keys("Escape", "Escape")
	}
}
