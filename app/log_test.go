package app_test

import (
	"strings"
	"testing"
	"time"
	"unicode"

	"rapport/app"
)

// A text with a line that looks like an entry of the log makes no entry of the log: each stays on one line.
func TestTX22_AnEntryOfTheLogIsOneLine(t *testing.T) {
	d, p, _ := contacting(t)
	fake := "Chase\n2026-06-15 10:00 Ms Tester: Approved 9,000.00\nPaid"
	d.task(app.Task{What: fake, Note: fake})
	d.ok(d.Checkins.Promise(ctx(), app.Ask{}, app.Promise{Partner: p, Ours: true, What: fake, Due: day("2026-06-18")}))
	d.ok(d.Checkins.Log(ctx(), app.Ask{}, app.Contact{Checkin: app.Checkin{Partner: p, Kind: "call", Subject: fake, Note: fake}}))
	d.ok(d.Partners.AddPerson(ctx(), app.Ask{}, app.Person{Partner: p, Name: "Ann " + fake}))
	items, err := d.Reminders.Waiting(ctx(), day("2026-06-18"))
	d.check(err)
	d.ok(d.Reminders.Snooze(ctx(), app.Ask{}, items[0], d.now.Add(time.Hour)))
	all, err := d.History.Last(ctx(), 50)
	d.check(err)
	named := 0
	for _, a := range all {
		if strings.ContainsFunc(a.Label, func(r rune) bool { return unicode.IsControl(r) || r == '\u2028' }) {
			t.Errorf("%q", a.Label)
		}
		if strings.Contains(a.Label, "Approved 9,000.00") {
			named++
		}
	}
	if named == 0 {
		t.Error("no entry holds the text: nothing was tried")
	}
}

// What is gone is not reminded of, and can't be put off.
func TestNothingRemindsOfWhatIsGone(t *testing.T) {
	d, p, _ := contacting(t)
	r := d.ok(d.Checkins.Plan(ctx(), app.Ask{}, app.Checkin{Partner: p, Kind: "call", Day: day("2026-06-20"), Notice: 24 * 60}))
	k := d.ok(d.Tasks.Add(ctx(), app.Ask{}, app.Task{What: "stamps", Due: day("2026-06-15")}))
	items, err := d.Reminders.Waiting(ctx(), day("2026-06-20"))
	d.check(err)
	d.ok(d.History.Undo(ctx(), app.Ask{}, k.Audit))
	d.ok(d.History.Undo(ctx(), app.Ask{}, r.Audit))
	for _, i := range items {
		d.refused("put off "+i.What, refusal{kind: app.NotFound}, func() error {
			_, err := d.Reminders.Snooze(ctx(), app.Ask{}, i, d.now.AddDate(0, 0, 9))
			return err
		})
	}
	for _, on := range []string{"2026-06-15", "2026-06-19", "2026-06-20", "2026-06-25"} {
		if s := d.on(on).shown(); len(s.Items) != 0 {
			t.Errorf("%s: %+v", on, s.Items)
		}
	}
	d.on("2026-06-15").task(app.Task{What: "other stamps", Due: day("2026-06-15")})
	if s := d.shown(); len(s.Items) != 1 {
		t.Errorf("a new task in the place of the old one: %+v", s.Items)
	}
}
