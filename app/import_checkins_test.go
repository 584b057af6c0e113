package app_test

import (
	"strings"
	"testing"

	"rapport/app"
)

func TestCheckinsComeInOnceAndGoAgain(t *testing.T) {
	d, p, _ := contacting(t)
	d.settings(func(s *app.Settings) { s.Notice = 24 * 60 })
	sheet := text(t, "partner,date,type,status,subject,notes,contact",
		"Lowe & Co,2026-05-02,Phone call,Completed,Spring,Asked @Ann about R-2026-0001,Ann Blake",
		"Lowe & Co,2026-07-01,Lunch,,,,",
		"Nobody Ltd,2026-05-02,Call,,,,",
		"Lowe & Co,2026-05-03,Seance,,,,",
		"Lowe & Co,2026-07-03,Call,Held,,,")
	plan := app.ImportPlan{Kind: app.ImportCheckins, DateFormat: "YYYY-MM-DD", Columns: map[string]string{"partner": "partner", "day": "date", "kind": "type", "state": "status",
		"subject": "subject", "note": "notes", "person": "contact"}}
	first := d.take(plan, sheet)
	if first.Created["checkins"] != 2 || first.Refused != 3 {
		t.Fatalf("%+v", first)
	}
	list, _ := d.Checkins.Of(ctx(), p, 9)
	if len(list) != 2 || list[0].State != app.CheckinPlanned || list[0].Kind != "lunch" || list[1].State != app.CheckinHeld || list[1].PersonName != "Ann Blake" ||
		list[0].Notice != 24*60 || list[1].Notice != 0 {
		t.Errorf("%+v", list)
	}
	if w := d.checkin(list[1].ID); len(w.Mentions) != 1 {
		t.Errorf("%+v", w.Mentions)
	}
	if again := d.take(plan, sheet); again.Created["checkins"] != 0 || again.Unchanged["checkins"] != 2 {
		t.Errorf("the same file again: %+v", again)
	}
	d.ok(d.Imports.Undo(ctx(), app.Ask{}, first.Batch))
	if list, _ = d.Checkins.Of(ctx(), p, 9); len(list) != 0 {
		t.Errorf("taken back, but %+v", list)
	}
	third := d.take(plan, sheet)
	list, _ = d.Checkins.Of(ctx(), p, 9)
	d.ok(d.Checkins.Log(ctx(), app.Ask{}, app.Contact{Checkin: app.Checkin{ID: list[0].ID, Day: day("2026-06-15")}}))
	d.refused("taken back after one was logged", refusal{kind: app.Refused, say: "1 checkin"}, func() error {
		_, err := d.Imports.Undo(ctx(), app.Ask{}, third.Batch)
		return err
	})
	if !strings.Contains(third.Problems[0].Reason, "Nobody Ltd") {
		t.Errorf("%+v", third.Problems)
	}
}
