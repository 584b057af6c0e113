package desk

import (
	"context"

	"fyne.io/fyne/v2"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/report"
	"rapport/views/kit"
)

// works is the report of which groups of referrals are won more often, faster and at what cost.
type works struct {
	r      *reports
	d      *Desk
	across app.Dimension
	period calendar.Period
	rows   *rowsGrid
	facts  app.WhatWorks
	ready  bool
	slot   kit.Slot
	chip   *kit.Chip
	by     *kit.Chip
	say    *fyne.Container
	pane   *paneBox
	chart  *chartBox
	whole  *fyne.Container
}

func newWorks(r *reports) reportTab {
	t := &works{r: r, d: r.d, across: app.AcrossTypes, period: calendar.YearOf(r.d.today), say: kit.Down(10), chart: newChartBox(r.d, 224)}
	t.rows = newRowsGrid(r.d, []kit.Column{{Key: "name", Title: "Group", Width: 140, Weight: 1}, {Key: "won", Title: "Won of what ended", Width: 196},
		{Key: "days", Title: "Time to the win", Kind: kit.KindMuted, Width: 160, HideBelow: 860}, {Key: "fees", Title: "Fees by win", Kind: kit.KindMoney, Width: 110},
		{Key: "cost", Title: "Commission", Kind: kit.KindMoney, Width: 110}}, nil, nil)
	t.chart.content.Hide()
	t.whole = kit.Down(0, t.chart.content, kit.NewRule(kit.RoleBorder), kit.Grow(t.rows.grid))
	t.chip, t.by = kit.NewChip("", kit.Blue), kit.NewChip("", kit.Blue)
	t.chip.OnTap(t.ask)
	t.by.OnTap(t.divide)
	t.pane = newPaneBox("", kit.NewText("What they say", kit.Look{Bold: true, Size: 16}), t.say, titled("How to read it", quiet(app.WorksNote)))
	t.pane.show()
	return t
}

func (t *works) key() string { return "works" }

func (t *works) bar() []fyne.CanvasObject {
	t.chip.Set("Period: "+t.period.Label(), kit.Blue)
	t.by.Set("By: "+string(t.across), kit.Blue)
	return []fyne.CanvasObject{t.chip, t.by, kit.Space(), kit.NewText("Amounts in "+string(t.d.settings.Currency), kit.Caption())}
}

func (t *works) body() fyne.CanvasObject   { return t.whole }
func (t *works) detail() fyne.CanvasObject { return t.pane.content }
func (t *works) focus()                    { t.d.root.Focus(t.rows.grid) }
func (t *works) changed([]app.Change)      { t.load() }

func (t *works) close() {
	t.slot.Cancel()
	t.chart.close()
}

func (t *works) foot() string {
	if !t.ready || t.facts.Total.Ended == 0 {
		return ""
	}
	return "In all " + t.facts.Total.Share()
}

// ask offers the latest years and quarters.
func (t *works) ask() {
	items := t.d.periods(func(p calendar.Period) { t.period, t.ready = p, false; t.r.tell(); t.load() })
	t.d.root.MenuUnder(t.chip, items)
}

// divide offers what is compared.
func (t *works) divide() {
	var items []kit.MenuItem
	for _, by := range app.Dimensions() {
		items = append(items, kit.MenuItem{Title: by.Title(), Run: func() { t.across, t.ready = by, false; t.r.tell(); t.load() }})
	}
	t.d.root.MenuUnder(t.by, items)
}

func (t *works) load() {
	by, p := t.across, t.period
	loadRows(t.r, &t.slot, t.rows, func(ctx context.Context) (app.WhatWorks, error) { return t.d.firm.Insights.Works(ctx, by, p) }, func(x app.WhatWorks, ok bool) {
		if t.ready = ok; ok {
			t.facts = x
			t.draw()
		}
	}, t.load)
}

func (t *works) draw() {
	rows := make([][]kit.Cell, 0, len(t.facts.Rows)+1)
	row := func(r app.WorksRow, name string, bold bool) {
		cells := []kit.Cell{{Text: name}, {Text: r.Share()}, {Text: r.Cycle()}, {}, {}}
		if r.Won > 0 {
			cells[3].Text, cells[4].Text = t.facts.Value(r).Amount(), t.facts.Cost(r).Amount()
		}
		for i := range cells {
			cells[i].Bold = bold
		}
		rows = append(rows, cells)
	}
	for _, r := range t.facts.Rows {
		if r.Name == "" {
			r.Name = t.facts.Nameless()
		}
		row(r, capital(r.Name), false)
	}
	if len(rows) > 0 {
		row(t.facts.Total, "In all", true)
	}
	if c := t.facts.Chart(); c.Drawable() {
		t.chart.set(c)
		t.chart.content.Show()
	} else {
		t.chart.content.Hide()
	}
	t.whole.Refresh()
	t.rows.show(rows)
	var say []fyne.CanvasObject
	for _, words := range t.facts.Findings() {
		say = append(say, kit.NewText(capital(words), kit.Look{Wrap: true}))
	}
	if len(say) == 0 {
		say = append(say, quiet("Five referrals that came to an end say something; there are "+grouped(t.facts.Total.Ended)+"."))
	}
	replace(t.say, say...)
	if len(rows) == 0 {
		t.rows.grid.ShowInstead(kit.EmptyState(kit.Empty{Icon: "dashboard", Title: "Nothing came to an end in " + t.period.Label(),
			Text:   "Referrals that were won, lost or withdrawn are compared here: by partner and its type, incentive, service, country, source and campaign.",
			Action: "Another period", Run: t.ask}))
	}
}

func (t *works) paper() (document, bool) {
	by, p := t.across, t.period
	return document{name: "What works", note: "By " + string(by) + ", " + p.Label(), file: fileName("What works by "+string(by)+" "+p.Key(), ".pdf"),
		read: func(ctx context.Context) ([]byte, error) { return t.d.firm.Insights.WorksPDF(ctx, by, p) }}, t.ready && len(t.facts.Rows) > 0
}

func (t *works) sheet() (string, string, report.Table, bool) {
	return fileName("What works by "+string(t.across)+" "+t.period.Key(), ""), "What works", t.facts.Table(), t.ready
}
