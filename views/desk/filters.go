package desk

import (
	"context"

	"fyne.io/fyne/v2"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/views/kit"
)

// chipRow is the filters of a list: grey chips for those that could be, blue ones for those in force.
type chipRow struct {
	d       *Desk
	specs   []filterSpec
	columns []kit.Column
	take    func(view)
	view    view
	content *fyne.Container
	button  *kit.Button
}

func newChipRow(d *Desk, specs []filterSpec, columns []kit.Column, take func(view)) *chipRow {
	c := &chipRow{d: d, specs: specs, columns: columns, take: take, content: kit.Across(6)}
	c.button = kit.NewButton("Filter", "filter", kit.Normal, c.open).Tip("Filter this list", "Shift+F")
	return c
}

// show draws the chips of a view.
func (c *chipRow) show(v view) {
	c.view = v
	c.content.RemoveAll()
	known := map[string]bool{}
	for _, s := range c.specs {
		known[s.field] = true
		if f, ok := v.filter(s.field); ok {
			c.content.Add(c.active(f, func(at fyne.CanvasObject) { c.choose(s, at) }))
		} else if s.any != "" {
			chip := kit.NewChip(s.any, kit.Grey)
			chip.OnTap(func() { c.choose(s, chip) })
			c.content.Add(chip)
		}
	}
	for _, f := range v.Filters { // of a link; not offered in the menu
		if !known[f.Field] {
			c.content.Add(c.active(f, nil))
		}
	}
	c.content.Add(kit.Space())
	c.content.Add(kit.NewText(sortWords(v.Sort, c.columns), kit.Caption()))
	c.content.Refresh()
}

func (c *chipRow) active(f filter, change func(at fyne.CanvasObject)) *kit.Chip {
	chip := kit.NewChip(f.Text, kit.Blue)
	if change != nil {
		chip.OnTap(func() { change(chip) })
	}
	return chip.OnRemove(func() { c.take(c.view.without(f.Field)) })
}

// open shows what the list can be filtered by.
func (c *chipRow) open() {
	var items []kit.MenuItem
	for _, s := range c.specs {
		icon := ""
		if _, ok := c.view.filter(s.field); ok {
			icon = "check"
		}
		items = append(items, kit.MenuItem{Title: s.title + " …", Icon: icon, Run: func() { c.choose(s, c.button) }})
	}
	if len(c.view.Filters) > 0 {
		items = append(items, kit.MenuItem{Line: true}, kit.MenuItem{Title: "Clear filters", Icon: "x", Run: func() {
			c.take(view{Search: c.view.Search, Sort: c.view.Sort})
		}})
	}
	c.d.root.MenuUnder(c.button, items)
}

// choose asks for the value of one filter.
func (c *chipRow) choose(s filterSpec, under fyne.CanvasObject) {
	if s.find != nil {
		c.d.pick(s.title, s.find, func(o kit.Option) { c.take(c.view.with(byThing(s.field, s.title, o.ID, o.Text))) })
		return
	}
	now, on := c.view.filter(s.field)
	var items []kit.MenuItem
	for _, f := range s.choices() {
		icon := ""
		if on && f.Text == now.Text {
			icon = "check"
		}
		_, value, _ := cutTitle(f.Text)
		items = append(items, kit.MenuItem{Title: value, Icon: icon, Run: func() { c.take(c.view.with(f)) }})
	}
	if s.days {
		items = append(items, kit.MenuItem{Line: true}, kit.MenuItem{Title: "Between two days …", Icon: "calendar", Run: func() {
			c.d.pickDays(s.title, func(f filter) { f.Field, f.Cond.Field = s.field, s.field; c.take(c.view.with(f)) })
		}})
	}
	if on {
		items = append(items, kit.MenuItem{Line: true}, kit.MenuItem{Title: "Any", Icon: "x", Run: func() { c.take(c.view.without(s.field)) }})
	}
	c.d.root.MenuUnder(under, items)
}

// pick asks for one thing by typing, over the window; choosing it is enough.
func (d *Desk) pick(title string, find kit.FindOptions, then func(kit.Option)) {
	var shut func()
	field := kit.NewPickField(d.stage, kit.Spec{Key: "pick", Label: title, Hint: "Type a few letters; Enter chooses"}, find)
	field.OnChange(func() {
		if o, ok := field.Value(); ok {
			shut()
			then(o)
			d.focus()
		}
	})
	room := kit.Fixed(0, 300, kit.Down(0, field))
	shut = d.root.Dialog(420, room, field.Target())
}

// pickDays asks for two days, both inside.
func (d *Desk) pickDays(title string, then func(filter)) {
	from := kit.NewDateField(d.stage, kit.Spec{Key: "from", Label: "From"})
	to := kit.NewDateField(d.stage, kit.Spec{Key: "to", Label: "To"})
	form := kit.NewForm().Beside(from, to)
	d.root.OpenSheet(kit.SheetSpec{Title: title, Note: "Both days count. Leave one empty for no limit.", Form: form, Save: "Show",
		Submit: func() func(context.Context) error {
			return func(context.Context) error { return nil }
		},
		Saved: func() {
			a, _ := from.Value()
			b, _ := to.Value()
			if a != 0 || b != 0 {
				then(daysFilter(a, b))
			}
			d.focus()
		}})
}

// daysFilter keeps the days from a to b, both inside; 0 is no limit.
func daysFilter(a, b calendar.Day) filter {
	text := a.Label() + " – " + b.Label()
	switch {
	case a == 0:
		text = "Until " + b.Label()
	case b == 0:
		text = "Since " + a.Label()
	}
	return filter{Text: text, Cond: app.Condition{From: a.String(), To: b.String()}}
}

// periodFilters are the periods people ask for, as of a day.
func periodFilters(field string, today calendar.Day) []filter {
	name := func(text string, s app.Since) filter {
		return filter{Field: field, Text: text, Cond: s.Condition(field, today), Since: s}
	}
	return []filter{
		name("This month", app.ThisMonth), name(app.LastMonth.At(today).Label(), app.LastMonth), name("This quarter", app.ThisQuarter), name("This year", app.ThisYear),
		name(app.LastYear.At(today).Label(), app.LastYear), name("Last 12 months", app.Last12Months),
	}
}

// oneOf is a filter on some values of a field, said as "Stage: open".
func oneOf(field, title, text string, values ...string) filter {
	return filter{Field: field, Text: title + ": " + text, Cond: app.Is(field, values...)}
}

// cutTitle takes the title off what a chip says.
func cutTitle(text string) (title, value string, cut bool) {
	for i := 0; i+1 < len(text); i++ {
		if text[i] == ':' && text[i+1] == ' ' {
			return text[:i], capital(text[i+2:]), true
		}
	}
	return "", text, false
}
