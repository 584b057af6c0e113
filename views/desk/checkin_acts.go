package desk

import (
	"bytes"
	"context"
	"time"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/views/files"
	"rapport/views/kit"
)

// mainAct is the one thing that is done with an entry first.
func (d *Desk) mainAct(i app.Item) kit.MenuItem {
	switch {
	case !i.Open:
		return kit.MenuItem{Title: "Open", Run: func() { d.openItem(i) }}
	case i.Kind == app.KindTask:
		return kit.MenuItem{Title: "Done", Run: func() { d.markTask(i, app.TaskDone) }}
	case i.Kind == app.KindPromise:
		return kit.MenuItem{Title: "Kept", Run: func() { d.markPromise(i, app.PromiseKept) }}
	}
	if i.Kind == app.KindMaterial {
		return kit.MenuItem{Title: "Open", Run: func() { d.openItem(i) }}
	}
	if i.Kind == app.KindOutbound {
		return kit.MenuItem{Title: "Asked", Run: func() { d.chaseOutbound(app.OutboundRow{Outbound: app.Outbound{ID: app.ID[app.Outbound](i.Subject)}}) }}
	}
	return kit.MenuItem{Title: "Log", Run: func() { d.logItem(i) }}
}

// itemActs are the others.
func (d *Desk) itemActs(i app.Item) []kit.MenuItem {
	if !i.Open {
		return nil
	}
	var out []kit.MenuItem
	add := func(title, icon string, run func()) {
		out = append(out, kit.MenuItem{Title: title, Icon: icon, Run: run})
	}
	switch i.Kind {
	case app.KindCheckin:
		add("Move to another day …", "calendar", func() { d.moveCheckin(i) })
		add("Not held: they did not come", "x", func() { d.markCheckin(i, app.CheckinNotHeld) })
		add("Skip", "forward", func() { d.markCheckin(i, app.CheckinSkipped) })
		add("Cancel", "trash", func() { d.markCheckin(i, app.CheckinCancelled) })
	case app.KindPromise:
		add("Broken", "x", func() { d.markPromise(i, app.PromiseBroken) })
		add("Does not count any more", "trash", func() { d.markPromise(i, app.PromiseDropped) })
	case app.KindTask:
		add("Does not count any more", "trash", func() { d.markTask(i, app.TaskDropped) })
	case app.KindCadence:
		add("Plan it …", "calendar", func() { d.planCheckin(i.Partner, i.Name, d.today) })
		add("How often …", "clock", func() { d.setCadence(i.Partner, i.Name) })
	}
	if i.Kind == app.KindCheckin || i.Kind == app.KindTask || i.Partner != 0 {
		add("Open", "open", func() { d.openItem(i) })
	}
	out = append(out, kit.MenuItem{Line: true})
	add("Remind me in two hours", "clock", func() { d.snooze(i, d.stage.Now().Add(2*time.Hour)) })
	add("Remind me tomorrow morning", "clock", func() { d.snooze(i, d.morning(1)) })
	add("Remind me next week", "clock", func() { d.snooze(i, d.morning(7)) })
	if i.Kind != app.KindCadence && i.Kind != app.KindMaterial {
		add("Save for a calendar …", "export", func() { d.saveCalendar(app.CalendarOf{Kind: i.Kind, Subject: i.Subject}, "entry.ics") })
	}
	return out
}

// morning is nine o'clock some days from now, where the firm is.
func (d *Desk) morning(days int) time.Time {
	zone, err := time.LoadLocation(d.settings.Zone)
	if err != nil {
		zone = time.UTC
	}
	return calendar.Moment(d.today.AddDays(days), calendar.At(9, 0), zone)
}

func (d *Desk) snooze(i app.Item, until time.Time) {
	ask := app.Ask{Key: d.opts.NewKey()}
	d.do(func(ctx context.Context) (app.Receipt, error) { return d.firm.Reminders.Snooze(ctx, ask, i, until) }, nil)
}

// logItem logs a planned check-in, or the contact that a cadence asks for.
func (d *Desk) logItem(i app.Item) {
	if i.Kind == app.KindCadence {
		d.logCheckin(app.Checkin{Partner: i.Partner}, i.Name)
		return
	}
	d.withCheckin(i, func(w app.WholeCheckin) { d.logCheckin(w.Row.Checkin, w.Row.PartnerName) })
}

// withCheckin reads a check-in and goes on with it.
func (d *Desk) withCheckin(i app.Item, then func(app.WholeCheckin)) {
	var slot kit.Slot
	kit.Load(d.stage, &slot, func(ctx context.Context) (app.WholeCheckin, error) {
		return d.firm.Checkins.Get(ctx, app.ID[app.Checkin](i.Subject))
	}, func(w app.WholeCheckin, err error) {
		if err != nil {
			d.refuse(err)
			return
		}
		then(w)
	})
}

// openItem goes to what an entry is about: a check-in or task can be corrected, anything else leads to its partner.
func (d *Desk) openItem(i app.Item) {
	switch {
	case i.Kind == app.KindCheckin:
		d.withCheckin(i, d.editCheckin)
	case i.Kind == app.KindTask:
		d.editTask(i)
	case i.Kind == app.KindMaterial:
		d.open("materials", view{ID: i.Subject})
	case i.Kind == app.KindOutbound:
		d.open("given", view{ID: i.Subject})
	case i.Partner != 0:
		d.openPartner(i.Partner, i.Name)
	default:
		d.open("checkins", view{ID: int64(i.Day)})
	}
}

// editCheckin shows a check-in with what was promised, to be corrected.
func (d *Desk) editCheckin(w app.WholeCheckin) {
	c := w.Row.Checkin
	note := newNoteField(kit.Spec{Key: "note", Label: "Note", Hint: "Markdown; @Name and R-2026-0001 are linked"}, 6)
	note.show(c.Note, d.namedIn(w))
	subject := kit.NewTextField(kit.Spec{Key: "subject", Label: "About"}, "")
	subject.Set(c.Subject)
	kind := kit.NewChoiceField(kit.Spec{Key: "kind", Label: "Kind"}, pairsOf(app.CheckinKinds()...)...)
	kind.Set(c.Kind)
	day := kit.NewDateField(d.stage, kit.Spec{Key: "day", Label: "On", Required: true})
	day.Set(c.Day)
	mood := kit.NewChoiceField(kit.Spec{Key: "mood", Label: "It went"}, append([]kit.Pair{{Value: "", Text: "–"}}, pairsOf(app.Moods()...)...)...)
	mood.Set(c.Mood)
	learned := kit.NewMultilineField(kit.Spec{Key: "learned", Label: "What we learned"}, "", 2)
	learned.Set(c.Learned)
	at := kit.NewTextField(kit.Spec{Key: "at", Label: "At", Hint: "14:30; empty is some time that day"}, "")
	at.Set(c.At.String())
	notice := d.noticeField(c.Notice)
	kit.Shown(notice, c.State == app.CheckinPlanned)
	form := note.into(kit.NewForm()).Add(subject).Beside(kind, mood).Beside(day, at).Add(notice, learned)
	if len(w.Promises) > 0 {
		box := kit.Down(6)
		for _, p := range w.Promises {
			box.Add(quietLine(p.What, join(p.Whose(), dayWords(p.Due, d.today), string(p.State)), nil))
		}
		form.Section("Promises").Put(box)
	}
	if len(w.Mentions) > 0 {
		chips := kit.Wrapped(6)
		for _, m := range w.Mentions {
			chips.Add(kit.NewChip(m.Name, kit.Blue).OnTap(func() { d.openMention(w.Row, m) }))
		}
		form.Section("Named").Put(chips)
	}
	if len(w.Files) > 0 {
		box := kit.Down(6)
		for _, a := range w.Files {
			box.Add(quietLine(a.Name, plural(a.Size, "byte", "bytes"), func() {
				d.saveAs(a.Name, func(ctx context.Context) ([]byte, error) { return d.firm.Checkins.File(ctx, a.ID) })
			}))
		}
		form.Section("Files").Put(box)
	}
	form.Put(kit.Across(0, kit.NewLink("Attach a file …", func() { d.attachCheckin(w.Row.ID) }), kit.Space()))
	d.openForm(formSpec{title: w.Row.Title() + " with " + w.Row.PartnerName, note: join(capital(string(c.State)), c.Reason), form: form, save: "Save",
		submit: func(ask app.Ask) act {
			now := c
			now.Note, now.Subject, now.Kind, now.Day, now.Mood, now.Learned = note.field.Value(), subject.Value(), kind.Value(), dayOf(day), mood.Value(), learned.Value()
			return atTime(at.Value(), func(clock calendar.Clock) act {
				return noticeOf(notice.Value(), func(l calendar.Lead) act {
					now.At, now.Notice = clock, l
					return func(ctx context.Context) (app.Receipt, error) { return d.firm.Checkins.Edit(ctx, ask, now) }
				})
			})
		}})
}

// attachCheckin keeps a file with a check-in.
func (d *Desk) attachCheckin(id app.ID[app.Checkin]) {
	if d.opts.Outside == nil {
		d.refuse(app.No("This window has no way to files.", "Use the command line: rapport checkin add, with --attach."))
		return
	}
	ask := app.Ask{Key: d.opts.NewKey()}
	d.do(func(ctx context.Context) (app.Receipt, error) {
		name, raw, err := d.opts.Outside.PickFile(ctx, "Choose a file to keep with this check-in", ".pdf", ".png", ".jpg", ".jpeg", ".txt", ".eml", ".docx", ".xlsx", ".csv")
		if err != nil || name == "" {
			return app.Receipt{}, err
		}
		return d.firm.Checkins.Attach(ctx, ask, id, []app.File{{Name: name, Bytes: raw}})
	}, nil)
}

// openMention opens what a note names over the place one is at; a note that was changed is asked about first.
func (d *Desk) openMention(r app.CheckinRow, m app.Mention) {
	d.root.Leave(func() {
		if m.Kind == app.KindReferral {
			d.peek("referrals", m.ID)
			return
		}
		d.openNamed(r.Partner, app.ID[app.Person](m.ID))
	})
}

// openNamed opens the form of a person at a partner.
func (d *Desk) openNamed(partner app.ID[app.Partner], person app.ID[app.Person]) {
	var slot kit.Slot
	kit.Load(d.stage, &slot, func(ctx context.Context) (partnerFacts, error) { return readPartner(ctx, d.firm, int64(partner)) }, func(f partnerFacts, err error) {
		if err != nil {
			d.refuse(err)
			return
		}
		for _, who := range f.people {
			if who.ID == person {
				d.editPerson(f, who)
			}
		}
	})
}

// markCheckin says what came of a planned check-in.
func (d *Desk) markCheckin(i app.Item, to app.CheckinState) {
	ask := app.Ask{Key: d.opts.NewKey()}
	d.do(func(ctx context.Context) (app.Receipt, error) {
		return d.firm.Checkins.Mark(ctx, ask, app.ID[app.Checkin](i.Subject), to, app.CheckinMove{})
	}, nil)
}

// moveCheckin asks for the new day.
func (d *Desk) moveCheckin(i app.Item) {
	to := kit.NewDateField(d.stage, kit.Spec{Key: "to", Label: "To", Required: true, Hint: "+1w, mon, 23/11 …"})
	why := kit.NewTextField(kit.Spec{Key: "reason", Label: "Why"}, "")
	d.openForm(formSpec{title: "Move " + itemTitle(i), form: kit.NewForm().Add(to, why), save: "Move",
		submit: func(ask app.Ask) act {
			m := app.CheckinMove{To: dayOf(to), Reason: why.Value()}
			return func(ctx context.Context) (app.Receipt, error) {
				return d.firm.Checkins.Mark(ctx, ask, app.ID[app.Checkin](i.Subject), app.CheckinMoved, m)
			}
		}})
}

func (d *Desk) markPromise(i app.Item, to app.PromiseState) {
	ask := app.Ask{Key: d.opts.NewKey()}
	d.do(func(ctx context.Context) (app.Receipt, error) {
		return d.firm.Checkins.KeepPromise(ctx, ask, app.ID[app.Promise](i.Subject), to, app.Move{})
	}, nil)
}

func (d *Desk) markTask(i app.Item, to app.TaskState) {
	ask := app.Ask{Key: d.opts.NewKey()}
	d.do(func(ctx context.Context) (app.Receipt, error) {
		return d.firm.Tasks.Mark(ctx, ask, app.ID[app.Task](i.Subject), to, 0)
	}, nil)
}

// saveCalendar saves entries as a file that calendar programs read. Importing it again updates the same entries.
func (d *Desk) saveCalendar(of app.CalendarOf, name string) {
	d.saveAs(name, func(ctx context.Context) ([]byte, error) { return calendarFile(ctx, d.firm, d.settings.FirmName, of) })
}

// calendarFile is entries as the bytes of a calendar file.
func calendarFile(ctx context.Context, firm *app.Firm, name string, of app.CalendarOf) ([]byte, error) {
	events, err := firm.Reminders.Calendar(ctx, of)
	if err != nil {
		return nil, err
	}
	var buf bytes.Buffer
	err = files.WriteCalendar(&buf, name, events)
	return buf.Bytes(), err
}
