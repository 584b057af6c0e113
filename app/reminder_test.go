package app_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"rapport/app"
	"rapport/app/calendar"
)

func (d *desk) task(k app.Task) app.ID[app.Task] {
	d.t.Helper()
	return app.ID[app.Task](d.ok(d.Tasks.Add(ctx(), app.Ask{}, k)).ID)
}

func (d *desk) shown() app.Shown {
	d.t.Helper()
	s, err := d.Reminders.Show(ctx())
	if err != nil {
		d.t.Fatalf("%v", err)
	}
	return s
}

func berlinTime(t testing.TB) *time.Location {
	t.Helper()
	z, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	return z
}

func TestARepeatingTaskComesBackToItsDay(t *testing.T) {
	for _, c := range []struct {
		start, every string
		done, due    []string
	}{
		{"2026-01-31", "monthly", []string{"2026-01-31", "2026-02-28", "2026-03-31"}, []string{"2026-02-28", "2026-03-31", "2026-04-30"}},
		{"2024-02-29", "yearly", []string{"2026-06-15", "2027-02-28"}, []string{"2027-02-28", "2028-02-29"}}, // what was missed comes once
		{"2026-06-01", "daily", []string{"2026-06-01", "2026-06-10"}, []string{"2026-06-02", "2026-06-11"}},
		{"2026-06-01", "2 weeks", []string{"2026-05-30"}, []string{"2026-06-15"}}, // done early
	} {
		d := open(t)
		d.on(c.done[0])
		id := d.task(app.Task{What: "t", Due: day(c.start), Every: every(c.every)})
		for i, on := range c.done {
			r := d.on(on).ok(d.Tasks.Mark(ctx(), app.Ask{}, id, app.TaskDone, 0))
			k, err := d.Tasks.Get(ctx(), id)
			if err != nil || k.Due != day(c.due[i]) || k.State != app.TaskOpen {
				t.Errorf("%s from %s, done %s: due %s, want %s (%v)", c.every, c.start, on, k.Due, c.due[i], err)
			}
			if i == len(c.done)-1 {
				d.ok(d.History.Undo(ctx(), app.Ask{}, r.Audit))
			}
		}
	}
}

func TestTasksEndAndAreRefused(t *testing.T) {
	d := open(t)
	id := d.task(app.Task{What: "t", Due: day("2026-06-15"), Every: every("weekly"), Until: day("2026-06-22")})
	d.ok(d.Tasks.Mark(ctx(), app.Ask{}, id, app.TaskDone, 0))
	d.on("2026-06-22").ok(d.Tasks.Mark(ctx(), app.Ask{}, id, app.TaskDone, 0))
	if k, _ := d.Tasks.Get(ctx(), id); k.State != app.TaskDone || k.Ended != day("2026-06-22") {
		t.Errorf("%+v", k)
	}
	d.refused("done twice", refusal{kind: app.Refused, say: "done already", final: true}, func() error {
		_, err := d.Tasks.Mark(ctx(), app.Ask{}, id, app.TaskDone, 0)
		return err
	})
	for field, k := range map[string]app.Task{"what": {}, "until": {What: "t", Until: day("2026-07-01")}, "about": {What: "t", About: "moon"}, "zone": {What: "t", At: 1, Zone: "Mars"}} {
		d.refused("a wrong "+field, refusal{kind: app.Invalid, field: field}, func() error { _, err := d.Tasks.Add(ctx(), app.Ask{}, k); return err })
	}
	d.refused("about what is not there", refusal{kind: app.NotFound}, func() error {
		_, err := d.Tasks.Add(ctx(), app.Ask{}, app.Task{What: "t", About: app.KindReferral, AboutID: 99})
		return err
	})
}

func TestATaskOutlivesWhatItIsAbout(t *testing.T) {
	d, p, _ := contacting(t)
	into := d.partner("Survivor")
	logged := d.ok(d.Referrals.Log(ctx(), app.Ask{}, app.NewReferral{Partner: p, Introduced: day("2026-06-01"), ClientName: "Baker"}))
	id := d.task(app.Task{Partner: p, What: "chase", About: app.KindReferral, AboutID: logged.ID})
	d.ok(d.Partners.Merge(ctx(), app.Ask{}, p, into))
	if k, err := d.Tasks.Get(ctx(), id); err != nil || k.Partner != into || k.AboutName != logged.Number {
		t.Errorf("after the merge: %+v %v", k, err)
	}
	s := d.shown()
	if len(s.Items) != 1 || s.Items[0].Name != "Survivor" {
		t.Errorf("%+v", s.Items)
	}
	later := d.task(app.Task{Partner: p, What: "to the tombstone"})
	if k, _ := d.Tasks.Get(ctx(), later); k.Partner != into {
		t.Errorf("a task for the tombstone goes to the survivor: %+v", k)
	}
	other := d.ok(d.Referrals.Log(ctx(), app.Ask{}, app.NewReferral{Partner: into, Introduced: day("2026-06-02"), ClientName: "Finch"}))
	gone := d.task(app.Task{What: "gone", About: app.KindReferral, AboutID: other.ID})
	d.ok(d.History.Undo(ctx(), app.Ask{}, other.Audit))
	k, err := d.Tasks.Get(ctx(), gone)
	if err != nil || k.AboutWords() != "the referral it was about is not kept any more" {
		t.Errorf("%q %v", k.AboutWords(), err)
	}
	if s := d.shown(); len(s.Items) != 2 {
		t.Errorf("a reminder about a deleted thing is still shown: %+v", s.Items)
	}
}

func TestCL03_CL04_ARemindersHourIsSkippedOrComesTwice(t *testing.T) {
	d := open(t)
	d.settings(func(s *app.Settings) { s.Zone = "Europe/Berlin" })
	spring := d.task(app.Task{What: "spring", Due: day("2026-03-29"), At: calendar.At(2, 30)})
	at := func(text string) {
		m, err := time.Parse(time.RFC3339, text)
		if err != nil {
			t.Fatal(err)
		}
		d.now = m
	}
	at("2026-03-29T01:59:00+01:00")
	if s := d.shown(); len(s.Items) != 0 || s.Next.In(berlinTime(t)).Format(time.RFC3339) != "2026-03-29T03:30:00+02:00" {
		t.Errorf("%+v", s)
	}
	at("2026-03-29T03:30:00+02:00")
	if s := d.shown(); len(s.Items) != 1 || s.Items[0].Subject != int64(spring) {
		t.Errorf("lost: %+v", s)
	}
	d.task(app.Task{What: "autumn", Due: day("2026-10-25"), At: calendar.At(2, 30)})
	n := 0
	for _, text := range []string{"2026-10-25T02:29:00+02:00", "2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00", "2026-10-25T03:30:00+01:00"} {
		at(text)
		n += len(d.shown().Items)
	}
	if n != 1 {
		t.Errorf("shown %d times", n)
	}
}

func TestCL06_DaysDoNotMoveWithTheZone(t *testing.T) {
	d, p, _ := contacting(t)
	d.settings(func(s *app.Settings) { s.Zone = "Europe/Berlin" })
	d.task(app.Task{What: "whole day", Due: day("2026-06-20")})
	d.ok(d.Checkins.Plan(ctx(), app.Ask{}, app.Checkin{Partner: p, Kind: "meeting", Day: day("2026-06-20"), At: calendar.At(14, 30)}))
	d.settings(func(s *app.Settings) { s.Zone = "America/New_York" })
	items, err := d.Reminders.Agenda(ctx(), calendar.Period{From: day("2026-06-01"), To: day("2026-07-01")})
	if err != nil || len(items) != 2 || items[0].Day != day("2026-06-20") || items[1].Day != day("2026-06-20") || items[1].Zone != "Europe/Berlin" {
		t.Fatalf("%+v %v", items, err)
	}
	d.now = time.Date(2026, 6, 20, 12, 30, 0, 0, time.UTC) // 14:30 in Berlin, 8:30 in New York
	if s := d.shown(); len(s.Items) != 2 {
		t.Errorf("%+v", s)
	}
}

func TestCL01_AReminderIsShownOnceWhenTheClockIsSetBack(t *testing.T) {
	d := open(t)
	d.task(app.Task{What: "a", Due: day("2026-06-15"), At: calendar.At(9, 0)})
	d.task(app.Task{What: "b", Due: day("2026-06-16")})
	n := len(d.on("2026-06-16").shown().Items)
	d.now = d.now.Add(-30 * time.Hour)
	n += len(d.shown().Items)
	d.now = d.now.AddDate(-50, 0, 0) // 1976
	n += len(d.shown().Items)
	n += len(d.on("2026-06-17").shown().Items)
	if n != 2 {
		t.Errorf("shown %d times", n)
	}
}

func TestASnoozedReminderComesBackOnce(t *testing.T) {
	d := open(t)
	d.task(app.Task{What: "a", Due: day("2026-06-15")})
	first := d.shown()
	if len(first.Items) != 1 {
		t.Fatalf("%+v", first)
	}
	r := d.ok(d.Reminders.Snooze(ctx(), app.Ask{}, first.Items[0].Item, d.now.Add(2*time.Hour)))
	if s := d.shown(); len(s.Items) != 0 || !s.Next.Equal(d.now.Add(2*time.Hour)) {
		t.Errorf("%+v", s)
	}
	d.ok(d.History.Undo(ctx(), app.Ask{}, r.Audit))
	d.now = d.now.Add(3 * time.Hour)
	if s := d.shown(); len(s.Items) != 0 {
		t.Error("a snooze that was undone came")
	}
	d.ok(d.Reminders.Snooze(ctx(), app.Ask{}, first.Items[0].Item, d.now.Add(24*time.Hour)))
	d.now = d.now.Add(25 * time.Hour)
	if s := d.shown(); len(s.Items) != 1 {
		t.Errorf("%+v", s)
	}
	if s := d.shown(); len(s.Items) != 0 {
		t.Errorf("it came twice: %+v", s)
	}
	d.refused("snoozed into the past", refusal{kind: app.Invalid, field: "until"}, func() error {
		_, err := d.Reminders.Snooze(ctx(), app.Ask{}, first.Items[0].Item, d.now)
		return err
	})
}

func TestWhatWasMissedIsOneEntryAPartner(t *testing.T) {
	d, p, _ := contacting(t)
	d.cadence(app.Cadence{Partner: p, Ideal: every("weekly")})
	d.ok(d.Checkins.Promise(ctx(), app.Ask{}, app.Promise{Partner: p, Ours: true, What: "call", Due: day("2026-06-18")}))
	d.task(app.Task{Partner: p, What: "prepare", Due: day("2026-06-17"), Every: every("daily")})
	d.task(app.Task{What: "stamps", Due: day("2026-06-30")})
	d.on("2026-06-30")
	d.shown()
	got, err := d.Reminders.Missed(ctx())
	if err != nil || len(got) != 1 || got[0].Name != "Lowe & Co" || len(got[0].Items) != 3 {
		t.Errorf("%+v %v", got, err)
	}
	if got, _ := d.on("2026-07-01").Reminders.Missed(ctx()); len(got) != 0 {
		t.Errorf("what was shown yesterday is not missed today: %+v", got)
	}
}

// sitting is one moment at which the program is open.
func sitting(t *testing.T) []time.Time {
	zone := berlinTime(t)
	var out []time.Time
	for on := time.Date(2026, 1, 1, 0, 0, 0, 0, zone); on.Year() == 2026; on = on.AddDate(0, 0, 1) {
		august := on.Month() == time.August && on.Day() >= 3 && on.Day() <= 16
		if on.Weekday() == time.Saturday || on.Weekday() == time.Sunday || august {
			continue
		}
		for _, hour := range []int{9, 11, 14, 17} {
			out = append(out, time.Date(on.Year(), on.Month(), on.Day(), hour, 0, 0, 0, zone))
		}
	}
	return out
}

// A year of a firm that closes at night, over weekends and for two weeks in August: every reminder arrives once, at the first moment the
// program is open behind its time; none is lost, none repeats, also not while the clock runs a day behind.
func TestAYearOfReminders(t *testing.T) {
	d, weekly, _ := contacting(t)
	d.settings(func(s *app.Settings) { s.Zone = "Europe/Berlin" })
	monthly, quarterly := d.partner("Monthly"), d.partner("Quarterly")
	d.on("2026-01-01")
	for p, often := range map[app.ID[app.Partner]]string{weekly: "weekly", monthly: "monthly", quarterly: "quarterly"} {
		d.cadence(app.Cadence{Partner: p, Ideal: every(often), From: day("2025-12-31")})
	}
	once := map[string]time.Time{}  // what comes once, and when it is due
	early := map[string]time.Time{} // what is pointed out before, and from when on
	add := func(kind app.Kind, id int64, on calendar.Day, at calendar.Clock) {
		once[fmt.Sprint(kind, id)] = calendar.Moment(on, at, berlinTime(t))
	}
	for n := 3; n < 360; n += 7 {
		on := day("2026-01-01").AddDays(n)
		at := []calendar.Clock{0, calendar.At(10, 30), calendar.At(2, 30), calendar.At(23, 59)}[n%4]
		lead := []calendar.Lead{3 * 24 * 60, 4 * 24 * 60, 5 * 60, 5 * 24 * 60}[n/3%4]
		if at == 0 {
			lead = lead / (24 * 60) * (24 * 60)
		}
		task := d.task(app.Task{What: "once", Due: on, At: at, Notice: lead * calendar.Lead(n%2)})
		if add(app.KindTask, int64(task), on, at); n%2 == 1 && lead > 0 {
			early[fmt.Sprint(app.KindTask, int64(task))] = lead.Before(on, at, berlinTime(t))
		}
		r := d.ok(d.Checkins.Promise(ctx(), app.Ask{}, app.Promise{Partner: quarterly, What: "p", Due: on, Made: day("2026-01-01")}))
		add(app.KindPromise, r.ID, on, 0)
		if n%3 == 0 {
			c := d.ok(d.Checkins.Plan(ctx(), app.Ask{}, app.Checkin{Partner: d.partner(fmt.Sprint("Partner ", n)), Kind: "call", Day: on, At: at, Notice: lead}))
			add(app.KindCheckin, c.ID, on, at)
			if lead > 0 {
				early[fmt.Sprint(app.KindCheckin, c.ID)] = lead.Before(on, at, berlinTime(t))
			}
		}
	}
	repeating := map[int64]string{}
	for _, often := range []string{"daily", "weekly", "monthly", "yearly"} {
		repeating[int64(d.task(app.Task{What: often, Due: day("2026-01-31"), Every: every(often)}))] = often
	}
	seen, times, noticed := map[string]int{}, map[string]int{}, 0
	before := time.Time{}
	for i, now := range sitting(t) {
		d.now = now
		if back := now.AddDate(0, 0, -1); i%50 == 49 { // the clock is set back a day for a while
			d.now = back
			if s := d.shown(); len(s.Items) != 0 {
				t.Fatalf("with the clock set back to %s: %+v", back, s.Items)
			}
			d.now = now
		}
		if now.Hour() == 9 { // nothing is remembered but what the file keeps
			d.Firm = app.New(app.Deps{Store: d.store, Keep: d.store, Now: func() time.Time { return d.now }, Actor: "Ms Tester"})
		}
		for _, r := range d.shown().Items {
			seen[fmt.Sprint(r.Kind, r.Subject, r.Occasion)]++
			key := fmt.Sprint(r.Kind, r.Subject)
			if r.Early {
				noticed++
				if from, due := early[key], once[key]; from.After(now) || !from.After(before) || !due.After(now) {
					t.Errorf("%s, due %s, was to be pointed out from %s; the program was open at %s, it came %s", key, due, from, before, now)
				}
				delete(early, key)
				continue
			}
			times[key]++
			if due, is := once[key]; is && (due.After(now) || !due.After(before)) {
				t.Errorf("%s was due %s, the program was open at %s, it came %s", key, due, before, now)
			}
			switch {
			case r.Kind == app.KindTask && repeating[r.Subject] != "":
				d.ok(d.Tasks.Mark(ctx(), app.Ask{}, app.ID[app.Task](r.Subject), app.TaskDone, 0))
			case r.Kind == app.KindCadence:
				d.held(r.Partner, d.today().String())
			}
		}
		before = now
	}
	for what, n := range seen {
		if n != 1 {
			t.Errorf("%s was shown %d times", what, n)
		}
	}
	for what := range once {
		if once[what].Before(before) && times[what] != 1 {
			t.Errorf("%s was shown %d times", what, times[what])
		}
	}
	for key, from := range early { // the program was not open between
		for _, at := range sitting(t) {
			if due := once[key]; !at.Before(from) && at.Before(due) {
				t.Errorf("%s was not pointed out between %s and %s", key, from, due)
				break
			}
		}
	}
	if noticed < 24 {
		t.Errorf("%d were pointed out before they were due", noticed)
	}
	// 229 working days behind 30 January without the ten in August; Mondays and what Saturdays left; months from January to November.
	for id, often := range repeating {
		want := map[string]int{"daily": 229, "weekly": 46, "monthly": 12, "yearly": 1}[often]
		if got := times[fmt.Sprint(app.KindTask, id)]; got != want {
			t.Errorf("the %s task came %d times, want %d", often, got, want)
		}
	}
	for p, want := range map[app.ID[app.Partner]]int{weekly: 50, monthly: 12, quarterly: 4} {
		if got := times[fmt.Sprint(app.KindCadence, int64(p))]; got != want {
			t.Errorf("contact with %d came %d times, want %d", p, got, want)
		}
	}
	if s := d.shown(); len(s.Items) != 0 {
		t.Errorf("left over: %+v", s.Items)
	}
}

// What is said in advance is said once, at its moment or as soon as the program is open behind it, and what is due is said all the same.
func TestACheckinIsPointedOutBefore(t *testing.T) {
	d, p, _ := contacting(t)
	zone := berlinTime(t)
	d.settings(func(s *app.Settings) { s.Zone, s.Notice = "Europe/Berlin", 30 })
	at := func(text string) string { // what is shown at a moment
		m, err := time.ParseInLocation("2006-01-02 15:04", text, zone)
		if err != nil {
			t.Fatal(err)
		}
		d.now = m
		out := ""
		for _, r := range d.shown().Items {
			if r.Early {
				out += "early "
			}
			out += r.What + ";"
		}
		return out
	}
	at("2026-06-15 08:00")
	plan := func(what, on string, clock calendar.Clock, lead calendar.Lead) app.ID[app.Checkin] {
		return app.ID[app.Checkin](d.ok(d.Checkins.Plan(ctx(), app.Ask{}, app.Checkin{Partner: p, Kind: "meeting", Subject: what, Day: day(on), At: clock, Notice: lead})).ID)
	}
	plan("usual", "2026-06-15", calendar.At(10, 0), 0)
	plan("quiet", "2026-06-15", calendar.At(10, 0), calendar.NoLead)
	plan("whole day", "2026-06-16", 0, 0)
	moved := plan("day before", "2026-06-18", calendar.At(14, 0), 24*60)
	plan("week before", "2026-06-29", 0, 7*24*60)
	plan("missed", "2026-06-20", calendar.At(9, 0), 60)
	for _, c := range [][2]string{
		{"2026-06-15 09:29", ""}, {"2026-06-15 09:30", "early usual;"}, {"2026-06-15 09:45", ""}, {"2026-06-15 10:00", "usual;quiet;"}, {"2026-06-16 09:00", "whole day;"},
		{"2026-06-17 13:59", ""}, {"2026-06-17 16:00", "early day before;"},
	} {
		if got := at(c[0]); got != c[1] {
			t.Errorf("%s: %q, want %q", c[0], got, c[1])
		}
	}
	if next := d.shown().Next; !next.IsZero() && next.Before(d.now) {
		t.Errorf("looks again at %s", next)
	}
	d.ok(d.Checkins.Mark(ctx(), app.Ask{}, moved, app.CheckinMoved, app.CheckinMove{To: day("2026-06-19")})) // at its hour, with its notice
	for _, c := range [][2]string{
		{"2026-06-18 14:00", "early day before;"}, {"2026-06-19 13:00", ""}, {"2026-06-19 14:00", "day before;"}, {"2026-06-20 09:30", "missed;"}, {"2026-06-21 23:59", ""},
		{"2026-06-25 09:00", "early week before;"}, {"2026-06-24 09:00", ""}, {"2026-06-30 09:00", "week before;"},
	} {
		if got := at(c[0]); got != c[1] {
			t.Errorf("%s: %q, want %q", c[0], got, c[1])
		}
	}
	for lead, c := range map[calendar.Lead]app.Checkin{15: {}, 29 * 24 * 60: {At: calendar.At(9, 0)}} {
		c.Partner, c.Kind, c.Day, c.Notice = p, "call", day("2026-07-10"), lead
		d.refused("notice of "+lead.String(), refusal{kind: app.Invalid, field: "notice"}, func() error { _, err := d.Checkins.Plan(ctx(), app.Ask{}, c); return err })
	}
}

// Put off to a moment before it is due, it comes then and when it is due.
func TestWhatIsPutOffIsNotLost(t *testing.T) {
	d, p, _ := contacting(t)
	d.on("2026-06-15") // noon
	d.ok(d.Checkins.Plan(ctx(), app.Ask{}, app.Checkin{Partner: p, Kind: "call", Day: d.today(), At: calendar.At(18, 0)}))
	d.ok(d.Checkins.Promise(ctx(), app.Ask{}, app.Promise{Partner: p, What: "later", Due: day("2026-06-20"), Made: d.today()}))
	items, err := d.Reminders.Waiting(ctx(), day("2026-06-20"))
	if err != nil || len(items) != 2 {
		t.Fatalf("%+v %v", items, err)
	}
	d.ok(d.Reminders.Snooze(ctx(), app.Ask{}, items[0], d.now.Add(2*time.Hour)))
	d.refused("a later day brought forward", refusal{kind: app.Refused, say: "due on 20 Jun 2026"}, func() error {
		_, err := d.Reminders.Snooze(ctx(), app.Ask{}, items[1], d.now.Add(2*time.Hour))
		return err
	})
	var got []string
	for range 8 {
		for _, r := range d.shown().Items {
			got = append(got, fmt.Sprint(d.now.Hour(), r.Early))
		}
		d.now = d.now.Add(time.Hour)
	}
	if fmt.Sprint(got) != "[14 true 18 false]" {
		t.Errorf("%v", got)
	}
}

// A second import of a calendar updates: the same entry under the same name, its sequence grown, its notice changed.
func TestTheCalendarFileFollowsANotice(t *testing.T) {
	d, p, _ := contacting(t)
	id := app.ID[app.Checkin](d.ok(d.Checkins.Plan(ctx(), app.Ask{}, app.Checkin{Partner: p, Kind: "call", Day: day("2026-06-20"), At: calendar.At(9, 0), Notice: 15})).ID)
	read := func() calendar.Event {
		all, err := d.Reminders.Calendar(ctx(), app.CalendarOf{Kind: app.KindCheckin, Subject: int64(id)})
		if err != nil || len(all) != 1 {
			t.Fatalf("%+v %v", all, err)
		}
		return all[0]
	}
	first := read()
	w, err := d.Checkins.Get(ctx(), id)
	if err != nil {
		t.Fatal(err)
	}
	c := w.Row.Checkin
	c.Notice = 60
	d.ok(d.Checkins.Edit(ctx(), app.Ask{}, c))
	second := read()
	if first.Notice != 15 || second.Notice != 60 || second.UID != first.UID || second.Sequence <= first.Sequence {
		t.Errorf("%+v\n%+v", first, second)
	}
	d.ok(d.Checkins.Mark(ctx(), app.Ask{}, id, app.CheckinCancelled, app.CheckinMove{}))
	if last := read(); last.Notice != 0 || !last.Cancelled || last.Sequence <= second.Sequence {
		t.Errorf("%+v", last)
	}
}

// Tasks are pointed out before they are due as check-ins are: as the firm does it, or as they say, on every day they come again.
func TestATaskIsPointedOutBefore(t *testing.T) {
	d, _, _ := contacting(t)
	d.settings(func(s *app.Settings) { s.Zone, s.Notice = "UTC", 30 })
	d.on("2026-06-15") // noon
	usual := d.task(app.Task{What: "usual", Due: day("2026-06-16"), At: calendar.At(9, 0)})
	d.task(app.Task{What: "quiet", Due: day("2026-06-16"), At: calendar.At(9, 0), Notice: calendar.NoLead})
	own := d.task(app.Task{What: "own", Due: day("2026-06-20"), Notice: 2 * 24 * 60, Every: every("monthly")})
	said := func(on string, hour, minute int) string {
		d.now = day(on).Time().Add(time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute)
		var out []string
		for _, r := range d.shown().Items {
			if r.Early {
				out = append(out, r.What)
			}
		}
		return strings.Join(out, ";")
	}
	for _, c := range []struct {
		day          string
		hour, minute int
		want         string
	}{{"2026-06-16", 8, 29, ""}, {"2026-06-16", 8, 30, "usual"}, {"2026-06-16", 8, 45, ""}, {"2026-06-17", 23, 59, ""}, {"2026-06-18", 8, 0, "own"}, {"2026-06-20", 8, 0, ""}} {
		if got := said(c.day, c.hour, c.minute); got != c.want {
			t.Errorf("%s %d:%d: %q, want %q", c.day, c.hour, c.minute, got, c.want)
		}
	}
	d.ok(d.Tasks.Mark(ctx(), app.Ask{}, own, app.TaskDone, 0))
	if got := said("2026-07-17", 8, 0) + said("2026-07-18", 8, 0); got != "own" {
		t.Errorf("of 20 July: %q", got)
	}
	events, err := d.Reminders.Calendar(ctx(), app.CalendarOf{Kind: app.KindTask, Subject: int64(own)})
	if err != nil || len(events) != 1 || events[0].Notice != 2*24*60 {
		t.Errorf("%+v %v", events, err)
	}
	d.ok(d.Tasks.Mark(ctx(), app.Ask{}, usual, app.TaskDone, 0))
	if events, err = d.Reminders.Calendar(ctx(), app.CalendarOf{Kind: app.KindTask, Subject: int64(usual)}); err != nil || events[0].Notice != 0 {
		t.Errorf("one that is done: %+v %v", events, err)
	}
	for lead, k := range map[calendar.Lead]app.Task{15: {}, 29 * 24 * 60: {At: calendar.At(9, 0)}} {
		k.What, k.Due, k.Notice = "wrong", day("2026-07-10"), lead
		d.refused("notice of "+lead.String(), refusal{kind: app.Invalid, field: "notice"}, func() error { _, err := d.Tasks.Add(ctx(), app.Ask{}, k); return err })
	}
}
