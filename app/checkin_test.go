package app_test

import (
	"slices"
	"strings"
	"testing"

	"rapport/app"
	"rapport/app/calendar"
)

// contacting is a firm with one active partner and Ann Blake there.
func contacting(t *testing.T) (*desk, app.ID[app.Partner], app.ID[app.Person]) {
	t.Helper()
	d := open(t)
	p := app.ID[app.Partner](d.ok(d.Partners.Add(ctx(), app.Ask{}, app.Partner{Name: "Lowe & Co", State: app.InTalks})).ID)
	r := d.ok(d.Partners.AddPerson(ctx(), app.Ask{}, app.Person{Partner: p, Name: "Ann Blake"}))
	return d, p, app.ID[app.Person](r.ID)
}

func (d *desk) held(p app.ID[app.Partner], on string) app.ID[app.Checkin] {
	d.t.Helper()
	r := d.ok(d.Checkins.Log(ctx(), app.Ask{}, app.Contact{Checkin: app.Checkin{Partner: p, Kind: "call", Day: day(on)}}))
	return app.ID[app.Checkin](r.ID)
}

func (d *desk) planned(p app.ID[app.Partner], on string) app.ID[app.Checkin] {
	d.t.Helper()
	return app.ID[app.Checkin](d.ok(d.Checkins.Plan(ctx(), app.Ask{}, app.Checkin{Partner: p, Kind: "call", Day: day(on)})).ID)
}

func (d *desk) checkin(id app.ID[app.Checkin]) app.WholeCheckin {
	d.t.Helper()
	w, err := d.Checkins.Get(ctx(), id)
	if err != nil {
		d.t.Fatalf("%v", err)
	}
	return w
}

func TestAContactIsLoggedWithAllThatCameOfIt(t *testing.T) {
	d, p, ann := contacting(t)
	ref := d.logged(p, "Baker", "2026-06-01")
	row, err := d.Referrals.Get(ctx(), ref)
	if err != nil {
		t.Fatal(err)
	}
	number := row.Number
	note := "Met @Ann. She asked about **" + number + "**, not R-1999-0001."
	r := d.ok(d.Checkins.Log(ctx(), app.Ask{}, app.Contact{
		Checkin:  app.Checkin{Partner: p, Person: ann, Kind: "lunch", Note: note, Learned: "They lost two clients to a bank", Mood: "good"},
		Promises: []app.Promise{{Ours: true, What: "send the fee sheet", Due: day("2026-06-20")}, {What: "introduce Mr Finch"}},
		Next:     day("2026-07-15"), Files: []app.File{{Name: "card.png", Bytes: []byte("x")}},
	}))
	w := d.checkin(app.ID[app.Checkin](r.ID))
	if w.Row.State != app.CheckinHeld || w.Row.Day != day("2026-06-15") || w.Row.PersonName != "Ann Blake" || w.Row.Promises != 2 || len(w.Files) != 1 {
		t.Errorf("%+v", w)
	}
	if len(w.Mentions) != 2 || w.Mentions[0].Name != "Ann Blake" || w.Mentions[1].Name != number {
		t.Errorf("mentions %+v", w.Mentions)
	}
	if named, err := d.Checkins.Naming(ctx(), app.KindReferral, int64(ref)); err != nil || len(named) != 1 || named[0].ID != w.Row.ID {
		t.Errorf("named in %+v %v", named, err)
	}
	d.ok(d.Checkins.Attach(ctx(), app.Ask{}, w.Row.ID, []app.File{{Name: "menu.pdf", Bytes: []byte("y")}}))
	if raw, err := d.Checkins.File(ctx(), d.checkin(w.Row.ID).Files[1].ID); err != nil || string(raw) != "y" {
		t.Errorf("the second file is %q (%v)", raw, err)
	}
	rows, _ := d.Checkins.Of(ctx(), p, 10)
	if len(rows) != 2 || rows[0].Day != day("2026-07-15") || rows[0].State != app.CheckinPlanned || rows[0].Kind != "lunch" || rows[0].Person != ann {
		t.Errorf("the next one: %+v", rows)
	}
	back := d.ok(d.History.Undo(ctx(), app.Ask{}, r.Audit))
	if rows, _ = d.Checkins.Of(ctx(), p, 10); len(rows) != 0 {
		t.Errorf("undone, but %+v", rows)
	}
	d.ok(d.History.Undo(ctx(), app.Ask{}, back.Audit))
	if w = d.checkin(app.ID[app.Checkin](r.ID)); len(w.Promises) != 2 || len(w.Mentions) != 2 || len(w.Files) != 2 || w.Row.Note != note {
		t.Errorf("done again: %+v", w)
	}
}

func TestAPlannedCheckinBecomesWhatHappened(t *testing.T) {
	d, p, _ := contacting(t)
	id := d.planned(p, "2026-06-10")
	if c := d.checkin(id).Row; !c.Overdue(d.today()) || c.Due(d.today()) || c.Owner != "Ms Tester" {
		t.Errorf("%+v", c)
	}
	r := d.ok(d.Checkins.Mark(ctx(), app.Ask{}, id, app.CheckinMoved, app.CheckinMove{To: day("2026-06-18"), Reason: "she is away"}))
	w := d.checkin(id)
	next := d.checkin(w.Row.MovedTo)
	if w.Row.State != app.CheckinMoved || next.Row.State != app.CheckinPlanned || next.Row.Day != day("2026-06-18") || w.Row.Reason != "she is away" {
		t.Errorf("%+v %+v", w, next)
	}
	d.refused("moved twice", refusal{kind: app.Refused, say: "that is final", final: true}, func() error {
		_, err := d.Checkins.Mark(ctx(), app.Ask{}, id, app.CheckinSkipped, app.CheckinMove{})
		return err
	})
	d.ok(d.History.Undo(ctx(), app.Ask{}, r.Audit))
	if rows, _ := d.Checkins.Of(ctx(), p, 9); len(rows) != 1 || rows[0].State != app.CheckinPlanned {
		t.Errorf("undone: %+v", rows)
	}
	// Logging beside it points at it; logging it by its id ends it.
	if r := d.ok(d.Checkins.Log(ctx(), app.Ask{}, app.Contact{Checkin: app.Checkin{Partner: p, Kind: "e-mail"}})); len(r.Warnings) != 1 {
		t.Errorf("%v", r.Warnings)
	}
	d.ok(d.Checkins.Log(ctx(), app.Ask{}, app.Contact{Checkin: app.Checkin{ID: id, Note: "good call"}}))
	if c := d.checkin(id).Row; c.State != app.CheckinHeld || c.Day != day("2026-06-10") || c.Kind != "call" || c.Note != "good call" {
		t.Errorf("%+v", c)
	}
}

func TestCheckinsThatAreRefused(t *testing.T) {
	d, p, _ := contacting(t)
	other := d.partner("Other")
	stranger := d.ok(d.Partners.AddPerson(ctx(), app.Ask{}, app.Person{Partner: other, Name: "Zed"})).ID
	for field, c := range map[string]app.Checkin{
		"kind": {Partner: p, Kind: "seance"}, "mood": {Partner: p, Kind: "call", Mood: "furious"}, "partner": {Kind: "call"},
		"day": {Partner: p, Kind: "call", Day: day("2026-06-16")}, "person": {Partner: p, Kind: "call", Person: app.ID[app.Person](stranger)},
		"zone": {Partner: p, Kind: "call", At: calendar.At(9, 0), Zone: "Mars/Base"}, "note": {Partner: p, Kind: "call", Note: strings.Repeat("x", 20001)},
		"minutes": {Partner: p, Kind: "call", Minutes: -1},
	} {
		d.refused("a wrong "+field, refusal{kind: app.Invalid, field: field}, func() error {
			_, err := d.Checkins.Log(ctx(), app.Ask{}, app.Contact{Checkin: c})
			return err
		})
	}
	d.refused("the next one before this", refusal{kind: app.Invalid, field: "next"}, func() error {
		_, err := d.Checkins.Log(ctx(), app.Ask{}, app.Contact{Checkin: app.Checkin{Partner: p, Kind: "call"}, Next: day("2026-06-15")})
		return err
	})
	id := d.planned(p, "2026-06-20")
	d.refused("moved into the past", refusal{kind: app.Invalid, field: "to"}, func() error {
		_, err := d.Checkins.Mark(ctx(), app.Ask{}, id, app.CheckinMoved, app.CheckinMove{To: day("2026-06-14")})
		return err
	})
	d.refused("held without a log", refusal{kind: app.Refused, say: "is logged"}, func() error {
		_, err := d.Checkins.Mark(ctx(), app.Ask{}, id, app.CheckinHeld, app.CheckinMove{})
		return err
	})
}

func TestPromisesAreKeptOrNot(t *testing.T) {
	d, p, _ := contacting(t)
	r := d.ok(d.Checkins.Promise(ctx(), app.Ask{}, app.Promise{Partner: p, Ours: true, What: "send the deck", Due: day("2026-06-10"), Made: day("2026-06-01")}))
	id := app.ID[app.Promise](r.ID)
	open := app.Query{}.With(app.Is("state", "open"))
	if rows, _ := d.Checkins.Promises(ctx(), open, 9); len(rows) != 1 || !rows[0].Overdue(d.today()) || rows[0].PartnerName != "Lowe & Co" {
		t.Errorf("%+v", rows)
	}
	d.ok(d.Checkins.KeepPromise(ctx(), app.Ask{}, id, app.PromiseBroken, app.Move{Note: "forgotten"}))
	kept := d.ok(d.Checkins.KeepPromise(ctx(), app.Ask{}, id, app.PromiseKept, app.Move{}))
	d.refused("kept twice", refusal{kind: app.Refused, say: "kept already", final: true}, func() error {
		_, err := d.Checkins.KeepPromise(ctx(), app.Ask{}, id, app.PromiseKept, app.Move{})
		return err
	})
	d.ok(d.History.Undo(ctx(), app.Ask{}, kept.Audit))
	d.refused("another day when it is not open", refusal{kind: app.Refused, say: "broken", final: true}, func() error {
		_, err := d.Checkins.MovePromise(ctx(), app.Ask{}, id, day("2026-07-01"))
		return err
	})
}

func every(text string) calendar.Every {
	e, err := calendar.ParseEvery(text)
	if err != nil {
		panic(err)
	}
	return e
}

func (d *desk) cadence(c app.Cadence) app.ID[app.Cadence] {
	d.t.Helper()
	return app.ID[app.Cadence](d.ok(d.Cadences.Set(ctx(), app.Ask{}, c)).ID)
}

func (d *desk) touch(p app.ID[app.Partner]) app.Touch {
	d.t.Helper()
	all, err := d.Cadences.Due(ctx(), 0, p)
	if err != nil || len(all) > 1 {
		d.t.Fatalf("%v %+v", err, all)
	}
	if len(all) == 0 {
		return app.Touch{}
	}
	return all[0]
}

func TestCL08_ContactEveryMonthComesBackToThe31st(t *testing.T) {
	d, p, _ := contacting(t)
	d.on("2026-01-31").cadence(app.Cadence{Partner: p, Ideal: every("monthly")})
	d.held(p, "2026-01-31")
	for _, c := range []struct{ due, said string }{
		{"2026-03-02", "28 February is a Saturday"}, {"2026-03-31", "the original day"}, {"2026-04-30", "the last of a shorter month"},
		{"2026-06-01", "31 May is a Sunday"}, {"2026-06-30", "the last of June"}, {"2026-07-31", "back"},
	} {
		if got := d.touch(p).Due; got != day(c.due) {
			t.Fatalf("due %s, want %s: %s", got, c.due, c.said)
		}
		d.on(c.due).held(p, c.due)
	}
	d.on("2026-08-12").held(p, "2026-08-12") // a contact between counts from its own day
	if got := d.touch(p).Due; got != day("2026-09-14") {
		t.Errorf("due %s", got)
	}
}

func TestTheNearestCadenceCounts(t *testing.T) {
	d, p, _ := contacting(t)
	d.held(p, "2026-06-01")
	if got := d.touch(p); got.Partner != 0 {
		t.Fatalf("nothing was asked for: %+v", got)
	}
	row, _ := d.Partners.Get(ctx(), p)
	d.cadence(app.Cadence{Type: row.Type, Ideal: every("2 weeks"), Most: every("3 weeks")})
	if got := d.touch(p); got.Due != day("2026-06-15") || got.Lateness != app.DueToday || got.Latest != day("2026-06-22") {
		t.Errorf("by type: %+v", got)
	}
	row.Tags = []string{"gold", "north"}
	d.ok(d.Partners.Edit(ctx(), app.Ask{}, row))
	d.cadence(app.Cadence{Tag: "north", Ideal: every("6 weeks")})
	d.cadence(app.Cadence{Tag: "gold", Ideal: every("4 weeks")})
	if got := d.touch(p); got.Due != day("2026-06-29") || got.Cadence.Tag != "gold" {
		t.Errorf("by the shorter of two tags: %+v", got)
	}
	own := d.cadence(app.Cadence{Partner: p, Ideal: every("3m"), Kind: "lunch"})
	if got := d.touch(p); got.Due != day("2026-09-01") || got.Kind != "lunch" {
		t.Errorf("its own: %+v", got)
	}
	d.ok(d.Cadences.SetState(ctx(), app.Ask{}, own, app.CadencePaused, day("2026-10-03")))
	if got := d.touch(p); got.Due != day("2026-10-05") {
		t.Errorf("paused until a Saturday: %+v", got)
	}
	ended := d.ok(d.Cadences.SetState(ctx(), app.Ask{}, own, app.CadenceEnded, 0))
	if got := d.touch(p); got.Partner != 0 {
		t.Errorf("ended for this partner, whatever its type: %+v", got)
	}
	d.ok(d.History.Undo(ctx(), app.Ask{}, ended.Audit))
	d.ok(d.Cadences.SetState(ctx(), app.Ask{}, own, app.CadenceRunning, 0))
	d.planned(p, "2026-06-17")
	if got := d.touch(p); got.Due != day("2026-06-17") || got.Planned == 0 {
		t.Errorf("what is planned stands for it: %+v", got)
	}
	d.on("2026-09-20")
	if got := d.touch(p); got.Lateness != app.Late {
		t.Errorf("the planned day has passed: %+v", got)
	}
}

func TestOnlyContactsThatCountMoveTheCadence(t *testing.T) {
	d, p, _ := contacting(t)
	d.on("2026-06-01").cadence(app.Cadence{Partner: p, Ideal: every("4 weeks"), Most: every("6 weeks")})
	if got := d.touch(p); got.Last != 0 || got.Due != day("2026-06-29") {
		t.Errorf("never in touch: %+v", got)
	}
	d.settings(func(s *app.Settings) { s.Counting = []string{"meeting", app.ReferralReceived} })
	d.on("2026-07-15").held(p, "2026-06-20")
	if got := d.touch(p); got.Last != 0 || got.Lateness != app.LongOverdue {
		t.Errorf("a call does not count here: %+v", got)
	}
	d.logged(p, "Baker", "2026-07-01")
	if got := d.touch(p); got.Last != day("2026-07-01") {
		t.Errorf("a referral does: %+v", got)
	}
	d.settings(func(s *app.Settings) { s.Closed = []calendar.Period{{From: day("2026-07-20"), To: day("2026-08-17")}} })
	if got := d.touch(p); got.Due != day("2026-08-17") {
		t.Errorf("nobody is in before: %+v", got)
	}
}

func TestAPartnerThatLeftOrWasMergedIsNotContacted(t *testing.T) {
	d, p, _ := contacting(t)
	into := d.partner("Survivor")
	d.cadence(app.Cadence{Partner: p, Ideal: every("1 week")})
	d.held(p, "2026-06-01")
	d.planned(p, "2026-06-20")
	d.ok(d.Checkins.Promise(ctx(), app.Ask{}, app.Promise{Partner: p, What: "call back", Made: day("2026-06-01")}))
	merged := d.ok(d.Partners.Merge(ctx(), app.Ask{}, p, into))
	if d.touch(p).Partner != 0 {
		t.Error("a tombstone is not contacted")
	}
	if got := d.touch(into); got.Last != day("2026-06-01") || got.Planned == 0 {
		t.Errorf("the survivor keeps everything: %+v", got)
	}
	d.ok(d.History.Undo(ctx(), app.Ask{}, merged.Audit))
	if d.touch(into).Partner != 0 || d.touch(p).Last != day("2026-06-01") {
		t.Error("a merge that is undone gives everything back")
	}
	d.ok(d.Partners.SetState(ctx(), app.Ask{}, p, app.Declined, app.Move{Reason: "conflict", MayReapply: day("2027-01-01")}))
	if d.touch(p).Partner != 0 {
		t.Error("one stays in touch with a partner that was declined")
	}
}

func TestCadencesThatAreRefused(t *testing.T) {
	d, p, _ := contacting(t)
	for field, c := range map[string]app.Cadence{
		"partner": {Partner: p, Tag: "gold", Ideal: every("1w")}, "ideal": {Partner: p}, "most": {Partner: p, Ideal: every("2w"), Most: every("1w")},
		"kind": {Partner: p, Ideal: every("1w"), Kind: "x"}, "until": {Partner: p, Ideal: every("1w"), State: app.CadencePaused}, "type": {Type: "wizard", Ideal: every("1w")},
		"state": {Partner: p, Ideal: every("1w"), State: "odd"},
	} {
		d.refused("a wrong "+field, refusal{kind: app.Invalid, field: field}, func() error {
			_, err := d.Cadences.Set(ctx(), app.Ask{}, c)
			return err
		})
	}
}

func TestAPartnerIsQuietByItsOwnMeasure(t *testing.T) {
	d, p, _ := contacting(t)
	rhythm := func() app.Rhythm {
		r, err := d.Cadences.Rhythm(ctx(), p)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	for _, on := range []string{"2026-03-01", "2026-03-11", "2026-03-31"} {
		d.held(p, on)
	}
	if r := rhythm(); r.Usual != 0 || r.Quiet {
		t.Errorf("three days are too few: %+v", r)
	}
	d.logged(p, "Baker", "2026-04-10") // gaps 10, 20, 10
	if r := rhythm(); r.Usual != 10 || !r.Quiet || r.Days != 66 || r.Last != day("2026-04-10") {
		t.Errorf("%+v", r)
	}
	quiet, err := d.Cadences.Quiet(ctx())
	if err != nil || len(quiet) != 1 || quiet[0].ID != p {
		t.Errorf("%+v %v", quiet, err)
	}
	d.on("2026-04-30")
	if r := rhythm(); r.Quiet {
		t.Errorf("twice the usual is not more than twice: %+v", r)
	}
}

func TestStatesOfCheckinsAreTheTable(t *testing.T) {
	want := []app.CheckinState{"planned", "held", "not held", "moved", "skipped", "cancelled"}
	if got := app.CheckinStates(); !slices.Equal(got, want) {
		t.Errorf("%v", got)
	}
}

// A partner that asked not to be contacted is in no reminder, and planning a contact says so; what somebody asked for survives a merge.
func TestWhoAskedNotToBeContactedIsNotReminded(t *testing.T) {
	d := open(t)
	quiet, other := d.partner("Harcourt & Lowe"), d.partner("Harcourt LLP")
	for _, p := range []app.ID[app.Partner]{quiet, other} {
		d.cadence(app.Cadence{Partner: p, Ideal: every("1 week"), From: day("2026-01-01")})
	}
	person := d.ok(d.Partners.AddPerson(ctx(), app.Ask{}, app.Person{Partner: other, Name: "Ann Lowe", Channel: "phone", Contact: app.NoContact}))
	due := func() int {
		all, err := d.Cadences.Due(ctx(), day("2027-01-01"))
		d.check(err)
		return len(all)
	}
	if due() != 2 {
		t.Fatalf("%d are due at first", due())
	}
	p, _ := d.Partners.Get(ctx(), quiet)
	p.Contact = app.NoContact
	d.ok(d.Partners.Edit(ctx(), app.Ask{}, p))
	if due() != 1 {
		t.Errorf("%d are due", due())
	}
	plan := func(c app.Checkin) string {
		c.Kind, c.Day = "call", day("2026-07-01")
		return strings.Join(d.ok(d.Checkins.Plan(ctx(), app.Ask{}, c)).Warnings, " ")
	}
	d.sees("planned", plan(app.Checkin{Partner: quiet}), "Harcourt & Lowe asked not to be contacted.")
	d.sees("with somebody", plan(app.Checkin{Partner: other, Person: app.ID[app.Person](person.ID)}), "Ann Lowe at Harcourt LLP asked not to be contacted.")
	merged := d.ok(d.Partners.Merge(ctx(), app.Ask{}, quiet, other))
	if p, _ := d.Partners.Get(ctx(), other); p.Contact != app.NoContact || due() != 0 {
		t.Errorf("the survivor may be contacted: %+v", p)
	}
	d.ok(d.History.Undo(ctx(), app.Ask{}, merged.Audit))
	if p, _ := d.Partners.Get(ctx(), other); p.Contact != app.ContactFree || due() != 1 {
		t.Errorf("taken back: %+v, %d due", p, due())
	}
	for field, bad := range map[string]app.Person{"contact": {Contact: "never"}, "channel": {Channel: "pigeon"}} {
		bad.Partner, bad.Name = other, "Bo"
		d.refused(field, refusal{kind: app.Invalid, field: field}, func() error { _, err := d.Partners.AddPerson(ctx(), app.Ask{}, bad); return err })
	}
}

// A cadence that is removed reminds nobody; taken back, it does again.
func TestACadenceIsRemoved(t *testing.T) {
	d := open(t)
	p := d.partner("Harcourt & Lowe")
	id := d.cadence(app.Cadence{Partner: p, Ideal: every("1 week"), From: day("2026-01-01")})
	removed := d.ok(d.Cadences.Remove(ctx(), app.Ask{}, id))
	d.sees("said", removed.Label, "Removed how often there is contact with Harcourt & Lowe")
	due, err := d.Cadences.Due(ctx(), day("2027-01-01"))
	d.check(err)
	if len(due) != 0 {
		t.Errorf("still due: %+v", due)
	}
	d.refused("twice", refusal{kind: app.NotFound}, func() error { _, err := d.Cadences.Remove(ctx(), app.Ask{}, id); return err })
	d.ok(d.History.Undo(ctx(), app.Ask{}, removed.Audit))
	if due, err = d.Cadences.Due(ctx(), day("2027-01-01")); err != nil || len(due) != 1 {
		t.Errorf("taken back: %v %+v", err, due)
	}
}
