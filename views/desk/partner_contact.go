package desk

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"

	"rapport/app"
	"rapport/views/kit"
)

// partnerContacts is how many of the latest check-ins the details of a partner list.
const partnerContacts = 5

// contactFacts is what the details of a partner say of contact.
type contactFacts struct {
	touch    app.Touch // zero: nothing is asked for
	rhythm   app.Rhythm
	checkins []app.CheckinRow
	promises []app.PromiseRow
	tasks    []app.TaskRow
}

func readContact(ctx context.Context, firm *app.Firm, id app.ID[app.Partner]) (contactFacts, error) {
	var f contactFacts
	due, err := firm.Cadences.Due(ctx, 0, id)
	if err != nil {
		return f, err
	}
	if len(due) > 0 {
		f.touch = due[0]
	}
	if f.rhythm, err = firm.Cadences.Rhythm(ctx, id); err != nil {
		return f, err
	}
	if f.checkins, err = firm.Checkins.Of(ctx, id, partnerContacts); err != nil {
		return f, err
	}
	open := app.Query{}.With(app.Is("partner", strconv.FormatInt(int64(id), 10)), app.Is("state", string(app.PromiseOpen)))
	if f.promises, err = firm.Checkins.Promises(ctx, open, 20); err != nil {
		return f, err
	}
	f.tasks, err = firm.Tasks.Of(ctx, id)
	return f, err
}

// drawContact shows when contact is due, what is promised and to do, and the latest check-ins.
func (p *partnerPane) drawContact(f partnerFacts) {
	c, d := f.contact, p.d
	var lines []fyne.CanvasObject
	if c.touch.Partner != 0 {
		hue := kit.Grey
		if c.touch.Lateness > app.DueToday {
			hue = kit.Red
		} else if c.touch.Lateness == app.DueToday {
			hue = kit.Amber
		}
		lines = append(lines, quietLine("Next contact "+dayWords(c.touch.Due, d.today), join(c.touch.Cadence.For(), c.touch.Cadence.Words()), nil,
			kit.NewChip(capital(c.touch.Lateness.String()), hue)))
	}
	if c.rhythm.Quiet {
		lines = append(lines, quietLine("Gone quiet", plural(c.rhythm.Days, "day", "days")+" silent, usually "+grouped(c.rhythm.Usual), nil, kit.NewChip("Dormant", kit.Amber)))
	}
	for _, w := range c.promises {
		i := app.Item{Kind: app.KindPromise, Subject: int64(w.ID), Open: true}
		lines = append(lines, quietLine(w.What, join(promiseWords(w), dayWords(w.Due, d.today)), nil,
			kit.NewButton("Kept", "", kit.Normal, func() { d.markPromise(i, app.PromiseKept) }).Small()))
	}
	for _, k := range c.tasks {
		i := app.Item{Kind: app.KindTask, Subject: int64(k.ID), Open: true}
		lines = append(lines, quietLine(k.What, join("task", dayWords(k.Due, d.today), k.Every.String()), func() { d.editTask(i) },
			kit.NewButton("Done", "", kit.Normal, func() { d.markTask(i, app.TaskDone) }).Small()))
	}
	for _, r := range c.checkins {
		i := app.Item{Kind: app.KindCheckin, Subject: int64(r.ID)}
		lines = append(lines, quietLine(r.Title(), join(dayWords(r.Day, d.today), r.PersonName, firstWords(r.Note)), func() { d.openItem(i) },
			kit.NewChip(capital(string(r.State)), checkinHue(r, d))))
	}
	if f.row.State != app.Merged {
		lines = append(lines, kit.Across(12, kit.NewLink("Log", func() { d.logCheckin(app.Checkin{Partner: f.row.ID}, f.row.Name) }),
			kit.NewLink("Plan", func() { d.planCheckin(f.row.ID, f.row.Name, d.today.AddDays(1)) }),
			kit.NewLink("New task", func() { d.newTask(f.row.ID, f.row.Name) }), kit.NewLink("How often", func() { d.setCadence(f.row.ID, f.row.Name) }), kit.Space()))
	}
	replace(p.contact, lines...)
	p.box.section("Contact", len(lines) > 0)
}

func promiseWords(w app.PromiseRow) string {
	if w.Ours {
		return "we promised"
	}
	return "they promised"
}

// firstWords is the beginning of a note.
func firstWords(note string) string {
	const most = 60
	note = app.PlainNote(note)
	if r := []rune(note); len(r) > most {
		return string(r[:most]) + "…"
	}
	return note
}

func checkinHue(r app.CheckinRow, d *Desk) kit.Hue {
	switch {
	case r.Overdue(d.today):
		return kit.Red
	case r.State == app.CheckinHeld:
		return kit.Green
	case r.State == app.CheckinPlanned:
		return kit.Blue
	}
	return kit.Grey
}

// drawNamed lists the check-ins whose notes name the referral.
func (p *referralPane) drawNamed(named []app.CheckinRow) {
	lines := make([]fyne.CanvasObject, len(named))
	for i, r := range named {
		lines[i] = quietLine(r.Title(), join(dayWords(r.Day, p.d.today), r.PartnerName, firstWords(r.Note)), func() {
			p.d.openItem(app.Item{Kind: app.KindCheckin, Subject: int64(r.ID)})
		})
	}
	replace(p.named, lines...)
	p.box.section("Named in", len(lines) > 0)
}
