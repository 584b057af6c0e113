package desk

import (
	"fyne.io/fyne/v2"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/views/kit"
)

// sideEntries is how many entries the side lists; the agenda has all.
const sideEntries = 8

// drawSide shows the chosen day, then what is overdue and who has gone quiet.
func (c *calendarPage) drawSide() {
	c.chosen = nil
	day := kit.Down(8)
	for _, i := range c.now.on(c.day) {
		line, first := c.line(i, false)
		if c.chosen == nil {
			c.chosen = first
		}
		day.Add(line)
	}
	if len(day.Objects) == 0 {
		day.Add(kit.NewText("Nothing on this day.", kit.Look{Role: kit.RoleMuted, Size: 12}))
	}
	day.Add(kit.Across(0, kit.NewLink("Plan a check-in", func() { c.d.planCheckin(0, "", c.day) }), kit.Space()))
	parts := []fyne.CanvasObject{kit.Section(longDay(c.day, c.d.today), day)}
	if late := c.now.overdue(c.d.today); len(late) > 0 {
		parts = append(parts, kit.Section(plural(len(late), "entry overdue", "entries overdue"), c.lines(late, func() { c.setMode("agenda") })))
	}
	if len(c.now.quiet) > 0 {
		quiet := kit.Down(8)
		for n, q := range c.now.quiet {
			if n == sideEntries {
				break
			}
			quiet.Add(quietLine(q.Name, plural(q.Days, "day", "days")+" silent, usually "+grouped(q.Usual), func() { c.d.openPartner(q.ID, q.Name) }))
		}
		parts = append(parts, kit.Section("Gone quiet", quiet))
	}
	replace(c.side, parts...)
}

// longDay is a day with its weekday.
func longDay(day, today calendar.Day) string {
	words := day.Time().Format("Monday 2 January")
	if day == today {
		words = "Today, " + words
	}
	return words
}

// lines lists entries, the first few; more goes to all of them.
func (c *calendarPage) lines(items []app.Item, more func()) fyne.CanvasObject {
	box := kit.Down(8)
	for n, i := range items {
		if n == sideEntries && more != nil {
			box.Add(kit.Across(0, kit.NewLink(grouped(len(items)-n)+" more", more), kit.Space()))
			break
		}
		line, _ := c.line(i, false)
		box.Add(line)
	}
	return box
}

// line is one entry with what can be done with it, and its first button. Where there is little room what it is about opens from its menu.
func (c *calendarPage) line(i app.Item, wide bool) (fyne.CanvasObject, *kit.Button) {
	act := c.d.mainAct(i)
	button := kit.NewButton(act.Title, "", kit.Normal, act.Run).Small()
	tail := []fyne.CanvasObject{button}
	if items := c.d.itemActs(i); len(items) > 0 {
		var more *kit.Button
		more = kit.NewIconButton("more", "What can be done with this", "", func() { c.d.root.MenuUnder(more, items) }).Small()
		tail = append(tail, more)
	}
	if !wide {
		return quietLine(i.What, join(i.Name, itemBelow(i, c.d.today)), nil, tail...), button
	}
	return quietLine(itemTitle(i), itemBelow(i, c.d.today), func() { c.d.openItem(i) }, tail...), button
}

// drawAgenda shows what was missed and is overdue, then day after day.
func (c *calendarPage) drawAgenda() {
	c.first = nil
	var parts []fyne.CanvasObject
	add := func(title string, items []app.Item) {
		box := kit.Down(10)
		for _, i := range items {
			line, first := c.line(i, true)
			if c.first == nil {
				c.first = first
			}
			box.Add(line)
		}
		parts = append(parts, kit.Section(title, box))
	}
	if late := c.now.overdue(c.d.today); len(late) > 0 {
		add("Overdue", late)
	}
	for day := c.day; day < c.day.AddDays(agendaDays); day++ {
		if items := c.now.on(day); len(items) > 0 {
			add(longDay(day, c.d.today), items)
		}
	}
	if len(parts) == 0 {
		parts = append(parts, kit.EmptyState(kit.Empty{Icon: "calendar", Title: "Nothing is planned", Text: "Log a contact, plan the next one, or say how often there is contact with a partner.",
			Action: "Log a check-in", Run: func() { c.d.root.Commands.Run("checkin.log") }}))
	}
	replace(c.agenda, parts...)
}

// calendarCommands are what can be done with the calendar, and from everywhere.
func calendarCommands(d *Desk) []kit.Command {
	const group = "Check-ins"
	here := func() bool { return d.is("checkins") }
	page := func(do func(*calendarPage)) func() {
		return func() {
			if m, ok := d.screens["checkins"]; ok {
				do(m.screen.(*calendarPage))
			}
		}
	}
	return []kit.Command{
		{ID: "checkin.log", Title: "Log a check-in", Icon: "phone", Group: group, Keys: "Ctrl+L", Run: d.logHere},
		{ID: "checkin.plan", Title: "Plan a check-in", Icon: "calendar", Group: group, Run: func() {
			id, name := d.partnerHere()
			d.planCheckin(id, name, d.today.AddDays(1))
		}},
		{ID: "task.new", Title: "New task", Icon: "check", Group: group, Keys: "Ctrl+Shift+T", Run: func() {
			id, name := d.partnerHere()
			d.newTask(id, name)
		}},
		{ID: "cadence.set", Title: "How often there is contact", Icon: "clock", Group: group, Run: func() {
			id, name := d.partnerHere()
			d.setCadence(id, name)
		}},
		{ID: "calendar.view", Title: "Month, week or agenda", Icon: "calendar", Group: group, Keys: "V", When: here, Run: page((*calendarPage).nextMode)},
		{ID: "calendar.today", Title: "Go to today", Icon: "today", Group: group, Keys: "T", When: here, Run: page(func(c *calendarPage) { c.moveTo(d.today) })},
		{ID: "reminders.here", Title: "Reminders on this computer …", Icon: "reminders", Group: group, When: func() bool { return d.opts.Machine != nil }, Run: d.setHabits},
		{ID: "contact.settings", Title: "Contact that counts, and days off …", Icon: "calendar", Group: group, Run: d.setContact},
		{ID: "calendar.export", Title: "Save the calendar as a file …", Icon: "export", Group: group, Run: func() { d.saveCalendar(app.CalendarOf{}, "check-ins.ics") }},
	}
}

// partnerHere is the partner that is selected, if the section of partners is shown.
func (d *Desk) partnerHere() (app.ID[app.Partner], string) {
	if r, ok := d.partner(); ok {
		return r.row.ID, r.row.Name
	}
	return 0, ""
}

// logHere logs a contact with the selected partner, or asks with whom.
func (d *Desk) logHere() {
	id, name := d.partnerHere()
	d.logCheckin(app.Checkin{Partner: id}, name)
}
