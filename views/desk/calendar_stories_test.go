package desk

import (
	"testing"
	"time"

	"rapport/app"
	"rapport/app/calendar"
)

// contactWorld is a firm that is in touch with its partners: cadences, check-ins held and planned, promises and tasks.
func contactWorld(t testing.TB) *world {
	return copyOf(t, "contact", func(w *world) {
		w.some()
		every := func(text string) calendar.Every {
			e, err := calendar.ParseEvery(text)
			w.check(err)
			return e
		}
		day := func(n int) calendar.Day { return w.day(n) }
		one, two, three := w.partners[0], w.partners[1], w.partners[2]
		for n, p := range w.partners[:4] {
			w.must(w.firm.Checkins.Log(w.ctx, app.Ask{}, app.Contact{Checkin: app.Checkin{Partner: p, Kind: app.CheckinKinds()[n%4], Day: day(-40 + 9*n),
				Note: "Went through the open referrals. They asked how fees are split.", Mood: "good"}}))
		}
		w.must(w.firm.Cadences.Set(w.ctx, app.Ask{}, app.Cadence{Partner: one, Ideal: every("4 weeks"), Most: every("6 weeks")}))
		w.must(w.firm.Cadences.Set(w.ctx, app.Ask{}, app.Cadence{Partner: three, Ideal: every("month"), Kind: "lunch"}))
		w.must(w.firm.Checkins.Plan(w.ctx, app.Ask{}, app.Checkin{Partner: two, Kind: "meeting", Day: day(3), At: calendar.At(14, 30), Minutes: 60, Subject: "Quarterly review"}))
		w.must(w.firm.Checkins.Plan(w.ctx, app.Ask{}, app.Checkin{Partner: two, Kind: "call", Day: day(-4)}))
		w.must(w.firm.Checkins.Promise(w.ctx, app.Ask{}, app.Promise{Partner: one, Ours: true, What: "send the new fee sheet", Due: day(-2), Made: day(-30)}))
		w.must(w.firm.Checkins.Promise(w.ctx, app.Ask{}, app.Promise{Partner: three, What: "introduce Mr Finch", Due: day(5), Made: day(-30)}))
		w.must(w.firm.Tasks.Add(w.ctx, app.Ask{}, app.Task{What: "Prepare the statements", Due: day(8), Every: every("month")}))
		w.must(w.firm.Tasks.Add(w.ctx, app.Ask{}, app.Task{What: "Ask about the audit", Due: day(0), At: calendar.At(16, 0), Partner: two}))
	})
}

func calendarStories() []story {
	return []story{
		{name: "checkins-empty", world: newWorld, act: func(_ *testing.T, b *bench) { b.keys("G", "M", "V", "V") }},
		{name: "checkins-month", world: contactWorld, act: func(_ *testing.T, b *bench) { b.keys("G", "M") }},
		{name: "checkins-week", world: contactWorld, act: func(_ *testing.T, b *bench) { b.keys("G", "M", "V", "Right", "Right", "Right") }},
		{name: "checkins-agenda", world: contactWorld, act: func(_ *testing.T, b *bench) { b.keys("G", "M", "V", "V") }},
		{name: "checkins-narrow", world: contactWorld, width: 900, height: 640, act: func(_ *testing.T, b *bench) { b.keys("G", "M") }},
		{name: "checkin-log", world: contactWorld, act: func(_ *testing.T, b *bench) { b.keys("Ctrl+L") }},
		{name: "checkin-plan", world: contactWorld, act: func(_ *testing.T, b *bench) { b.d.root.Commands.Run("checkin.plan"); b.settle() }},
		{name: "contact-settings", world: contactWorld, act: func(_ *testing.T, b *bench) { b.d.setContact(); b.settle() }},
		{name: "task-new", world: contactWorld, act: func(_ *testing.T, b *bench) { b.keys("Ctrl+Shift+T") }},
		{name: "cadence-change", world: contactWorld, act: func(t *testing.T, b *bench) {
			name := ""
			all, err := b.w.firm.Cadences.List(b.w.ctx)
			b.w.check(err)
			for _, c := range all {
				if c.Partner != 0 && c.Kind == "lunch" {
					p, err := b.w.firm.Partners.Get(b.w.ctx, c.Partner)
					b.w.check(err)
					name = p.Name
				}
			}
			b.onPartner(t, name)
			b.d.root.Commands.Run("cadence.set")
			b.settle()
			b.sees(t, "Remove it")
			b.sees(t, "month")
		}},
		{name: "cadence-set", world: contactWorld, act: func(_ *testing.T, b *bench) { b.keys("G", "P"); b.d.root.Commands.Run("cadence.set") }},
		{name: "partner-contact", world: contactWorld, height: 1100, act: func(_ *testing.T, b *bench) {
			b.d.openPartner(b.w.partners[0], "")
		}},
		{name: "today-due", world: missedWorld},
	}
}

// missedWorld is that firm opened after some days, with what came due meanwhile shown this morning.
func missedWorld(t testing.TB) *world {
	w := contactWorld(t)
	_, err := w.firm.Reminders.Show(w.ctx)
	w.check(err)
	return w
}

// By keyboard alone: the firm's notice, a check-in that takes it, another of its own, and what the window says when the moment comes.
func TestNoticeByKeyboard(t *testing.T) {
	w := newWorld(t)
	p := w.partner("Marten Advisors", "agency")
	m := &paperMachine{habits: Habits{Notify: true}}
	opts := options()
	opts.Machine = m
	b := openWith(t, w, 1280, 800, opts)
	b.d.root.Commands.Run("contact.settings")
	b.settle()
	b.fill(t, "notice", "soon")
	b.keys("Ctrl+S")
	b.sees(t, "write it like 15 minutes")
	b.fill(t, "notice", "15 minutes")
	b.keys("Ctrl+S")
	plan := func(subject, at, notice string) {
		b.d.openPartner(p, "Marten Advisors")
		b.settle()
		b.d.root.Commands.Run("checkin.plan")
		b.settle()
		b.fill(t, "day", "today")
		b.fill(t, "at", at)
		b.fill(t, "subject", subject)
		if notice != "" {
			b.fill(t, "notice", notice)
		}
		b.keys("Ctrl+S")
	}
	plan("usual", "14:30", "")
	plan("own", "16:00", "2 hours")
	plan("soon", "12:10", "")
	b.Stage.Advance(2 * time.Second)
	b.settle()
	if len(m.told) != 1 || m.told[0] != "1 entry comes up" {
		t.Errorf("%q", m.told)
	}
	b.sees(t, "1 entry comes up: Marten Advisors: soon · Today · 12:10")
	list, err := w.firm.Checkins.Of(w.ctx, p, 9)
	if err != nil || len(list) != 3 {
		t.Fatalf("%+v %v\n%s", list, err, b.Dump())
	}
	for _, c := range list {
		if want := map[string]string{"usual": "15 minutes", "own": "2 hours", "soon": "15 minutes"}[c.Subject]; c.Notice.String() != want {
			t.Errorf("%s has notice of %q", c.Subject, c.Notice)
		}
	}
}

// A task is made, opened again from the calendar and changed, all by keyboard; what can't be read is refused at its field.
func TestATaskIsChangedByKeyboard(t *testing.T) {
	w := newWorld(t)
	b := open(t, w, 1280, 800)
	b.keys("Ctrl+Shift+T")
	b.Type("Renew the licence")
	b.fill(t, "every", "often")
	b.keys("Ctrl+S")
	b.fill(t, "every", "year")
	b.fill(t, "notice", "1 day")
	b.keys("Ctrl+S")
	one := func() app.TaskRow {
		t.Helper()
		rows, err := w.firm.Tasks.Rows(w.ctx, []int32{1, 2})
		if err != nil || len(rows) != 1 {
			t.Fatalf("%+v %v\n%s", rows, err, b.Dump())
		}
		return rows[0]
	}
	if k := one(); k.What != "Renew the licence" || k.Every.Key() != "1y" || k.Notice.String() != "1 day" || k.Due != w.day(0) {
		t.Fatalf("%+v", k)
	}
	b.keys("G", "M", "Enter", "Tab", "Enter", "Down", "Down", "Enter") // into the day, past the main act, the second entry of the menu
	b.fill(t, "due", "24 Nov 2026")
	b.fill(t, "at", "9:30")
	b.fill(t, "notice", "90 minutes")
	b.keys("Ctrl+S")
	if k := one(); k.Due != w.day(2) || k.At != calendar.At(9, 30) || k.Notice.String() != "90 minutes" || k.Start != k.Due {
		t.Fatalf("%+v\n%s", k, b.Dump())
	}
	b.keys("Ctrl+Z")
	if k := one(); k.Due != w.day(0) || k.At != 0 {
		t.Fatalf("not taken back: %+v", k)
	}
}

// A contact with the selected partner is logged with two strokes beside the note; with another one by part of its name.
func TestACheckinIsLoggedWithFewKeys(t *testing.T) {
	w := contactWorld(t)
	b := open(t, w, 1280, 800)
	id := w.partners[0]
	row, err := w.firm.Partners.Get(w.ctx, id)
	w.check(err)
	b.d.openPartner(id, row.Name)
	b.settle()
	strokes := []string{"Ctrl+L"}
	b.keys(strokes...)
	b.Type("Good call, she will send two clients")
	b.keys("Ctrl+S")
	list, err := w.firm.Checkins.Of(w.ctx, id, 9)
	if err != nil || list[0].Note != "Good call, she will send two clients" || list[0].State != app.CheckinHeld || list[0].Day != w.day(0) {
		t.Fatalf("%v %+v:\n%s", err, list, b.Dump())
	}
	b.keys("G", "M", "Ctrl+L") // 3
	b.Type("lind")             // 4 more
	b.keys("Enter", "Tab")     // 9
	b.Type("From the calendar")
	b.keys("Ctrl+S") // 10
	all, err := w.firm.Checkins.Rows(w.ctx, []int32{int32(list[0].ID) + 1})
	if err != nil || len(all) != 1 || all[0].Note != "From the calendar" {
		t.Errorf("%v %+v:\n%s", err, all, b.Dump())
	}
	b.keys("Ctrl+Z")
	if all, _ = w.firm.Checkins.Rows(w.ctx, []int32{int32(list[0].ID) + 1}); len(all) != 0 {
		t.Error("it was not taken back")
	}
}

// The calendar is walked by keys: to a day, into its entries, and one is done.
func TestTheCalendarByKeyboard(t *testing.T) {
	w := contactWorld(t)
	b := open(t, w, 1280, 800)
	b.keys("G", "M")
	if !b.Sees("Ask about the audit") {
		t.Fatalf("today's task is not there:\n%s", b.Dump())
	}
	b.keys("Enter", "Enter") // into the day, and its first entry is done
	tasks, err := w.firm.Tasks.Of(w.ctx, w.partners[1])
	if err != nil || len(tasks) != 0 {
		t.Errorf("%v %+v:\n%s", err, tasks, b.Dump())
	}
	b.keys("G", "T", "G", "M", "Right", "Right", "Right")
	if !b.Sees("Quarterly review") {
		t.Errorf("three days on:\n%s", b.Dump())
	}
	b.keys("PgDn")
	if !b.Sees("December 2026") {
		t.Errorf("a month on:\n%s", b.Dump())
	}
	b.keys("T", "V", "V")
	if !b.Sees("OVERDUE") || !b.Sees("Lindqvist Insurance Brokers: send the new fee sheet") {
		t.Errorf("the agenda:\n%s", b.Dump())
	}
}

func TestASnoozeIsUntilTheMorningWhereTheFirmIs(t *testing.T) {
	w := contactWorld(t)
	b := open(t, w, 1280, 800)
	if got := b.d.morning(1).UTC(); !got.Equal(time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)) {
		t.Errorf("%s", got)
	}
	_, err := w.firm.Reminders.Show(w.ctx)
	w.check(err)
	items, err := w.firm.Reminders.Waiting(w.ctx, w.day(0))
	w.check(err)
	b.d.snooze(items[0], b.d.morning(1))
	b.settle()
	s, err := w.firm.Reminders.Show(w.ctx)
	if err != nil || len(s.Items) != 0 {
		t.Errorf("%v %+v", err, s)
	}
}
