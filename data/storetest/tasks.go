package storetest

import (
	"errors"
	"testing"
	"time"

	"rapport/app"
	"rapport/app/calendar"
)

func tasks(_ *testing.T, d *desk) {
	firm(d)
	full := app.Task{ID: 1, Partner: 1, About: app.KindReferral, AboutID: 2, What: "chase the outcome", Note: "n", Owner: "ann", Start: day("2026-01-31"), Due: day("2026-02-28"),
		At: calendar.At(9, 0), Zone: "Europe/Berlin", Every: calendar.Every{N: 1, Unit: calendar.Months}, Until: day("2026-12-31"), State: app.TaskOpen, MadeAt: now(), Version: 1, Notice: 90}
	bare := app.Task{ID: 2, What: "buy stamps", Start: day("2026-02-01"), Due: day("2026-02-01"), State: app.TaskDone, Ended: day("2026-02-02"), MadeAt: now(), Version: 1}
	lost := app.Task{ID: 3, Partner: 2, About: app.KindAgreement, AboutID: 99, What: "sign", Start: day("2026-03-01"), Due: day("2026-03-01"), State: app.TaskOpen, MadeAt: now(), Version: 1}
	d.write(func(b app.Books) error { return errors.Join(b.AddTask(full), b.AddTask(bare), b.AddTask(lost)) })
	same(d, "round trip", got(d, func(b app.Books) (app.Task, error) { return b.Task(1) }), full)
	missing(d, func(b app.Books) (app.Task, error) { return b.Task(9) })
	list := func(b app.Books) listing { return b.TaskIDs }
	takesAll(d, app.TaskFields(), app.TaskSorts(), list)
	refusesUnknownKeys(d, list)
	q := app.Query{}
	same(d, "own order", ids(d, list, q), []int32{2, 1, 3})
	same(d, "open until", ids(d, list, q.With(app.Is("state", "open"), app.Condition{Field: "due", To: "2026-02-28"})), []int32{1})
	same(d, "by the partner", ids(d, list, app.Query{Search: "angstr"}), []int32{3})
	same(d, "rows", got(d, func(b app.Books) ([]app.TaskRow, error) { return b.TaskRows([]int32{1, 2, 3}) }), []app.TaskRow{
		{Task: full, PartnerName: "Harcourt & Lowe", AboutName: "R-2026-0002"}, {Task: bare}, {Task: lost, PartnerName: "Ångström Søren Łódź"}})
	full.Due, full.Version = day("2026-03-31"), 2
	d.write(func(b app.Books) error { return b.PutTask(full) })
	d.refused(app.Conflict, func(b app.Books) error { return b.PutTask(full) })
	d.write(func(b app.Books) error { return b.DeleteTask(2) })
	d.refused(app.NotFound, func(b app.Books) error { return b.DeleteTask(2) })
}

func reminders(_ *testing.T, d *desk) {
	one := app.Reminder{Kind: app.KindTask, Subject: 1, Occasion: "2026-02-28 09:00", ShownAt: now()}
	two := app.Reminder{Kind: app.KindTask, Subject: 1, Occasion: "2026-03-31 09:00", ShownAt: now().Add(time.Hour), Again: now().Add(2 * time.Hour)}
	d.write(func(b app.Books) error { return b.PutReminders([]app.Reminder{one, two}) })
	type answer struct {
		Reminder app.Reminder
		OK       bool
	}
	get := func(occasion string) answer {
		return got(d, func(b app.Books) (answer, error) {
			r, ok, err := b.Reminder(app.KindTask, 1, occasion)
			return answer{r, ok}, err
		})
	}
	same(d, "shown", get(one.Occasion), answer{one, true})
	same(d, "snoozed", get(two.Occasion), answer{two, true})
	same(d, "never shown", get("2026-04-30 09:00"), answer{})
	since := func(from time.Time) []app.Reminder {
		return got(d, func(b app.Books) ([]app.Reminder, error) { return b.RemindersSince(from) })
	}
	same(d, "since", since(now().Add(time.Minute)), []app.Reminder{two})
	two.Again = time.Time{}
	d.write(func(b app.Books) error { return b.PutReminders([]app.Reminder{two}) })
	same(d, "shown again", get(two.Occasion), answer{two, true})
	d.write(func(b app.Books) error { return b.DeleteReminder(two) })
	same(d, "forgotten", get(two.Occasion), answer{})
}
