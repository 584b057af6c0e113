package desk

import (
	"context"

	"fyne.io/fyne/v2"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/report"
	"rapport/views/kit"
)

// figures is the report of what the program achieved in a period, beside the one before.
type figures struct {
	r      *reports
	d      *Desk
	period calendar.Period
	rows   *rowsGrid
	facts  app.ProgramFigures
	ready  bool
	slot   kit.Slot
	chip   *kit.Chip
	costs  *kit.Button
	pane   *figurePane
	trend  *chartBox
	over   kit.Slot // of the trend
	whole  *fyne.Container
}

func newFigures(r *reports) reportTab {
	t := &figures{r: r, d: r.d, period: calendar.YearOf(r.d.today), pane: newFigurePane(r.d), trend: newChartBox(r.d, 196)}
	t.rows = newRowsGrid(r.d, []kit.Column{{Key: "figure", Title: "Figure", Width: 140, Weight: 1}, {Key: "now", Title: "In the period", Width: 140, Weight: 1},
		{Key: "before", Title: "Before", Kind: kit.KindMuted, Width: 140, Weight: 1}, {Key: "change", Title: "Change", Width: 176},
		{Key: "goal", Title: "Goal", Width: 130, HideBelow: 700}}, t.follow, func(int) { r.enter(t.pane.enter) })
	t.whole = kit.Down(0, kit.Grow(t.rows.grid), t.trend.content)
	t.chip = kit.NewChip("", kit.Blue)
	t.chip.OnTap(t.ask)
	t.costs = kit.NewLink("What a client costs", r.d.setCosts)
	return t
}

func (t *figures) key() string { return "figures" }

func (t *figures) bar() []fyne.CanvasObject {
	t.chip.Set("Period: "+t.period.Label(), kit.Blue)
	beside := "Beside " + t.period.Before().Label() + ", in " + string(t.d.settings.Currency)
	if t.period.Contains(t.d.today) {
		beside = t.period.Label() + " is not over. " + beside
	}
	return []fyne.CanvasObject{t.chip, t.costs, kit.Space(), kit.NewText(beside, kit.Caption())}
}

func (t *figures) body() fyne.CanvasObject   { return t.whole }
func (t *figures) detail() fyne.CanvasObject { return t.pane.box.content }
func (t *figures) focus()                    { t.d.root.Focus(t.rows.grid) }
func (t *figures) changed([]app.Change)      { t.load() }
func (t *figures) foot() string              { return "Enter shows what a figure is made of" }

func (t *figures) close() {
	t.slot.Cancel()
	t.over.Cancel()
	t.pane.slot.Cancel()
	t.trend.close()
}

// periods offers the latest years, quarters and months.
func (d *Desk) periods(choose func(calendar.Period)) (items []kit.MenuItem) {
	for _, p := range []calendar.Period{calendar.YearOf(d.today), calendar.QuarterOf(d.today), calendar.MonthPeriod(d.today)} {
		for range 3 {
			this := p
			items = append(items, kit.MenuItem{Title: this.Label(), Run: func() { choose(this) }})
			p = p.Before()
		}
	}
	return items
}

// ask offers them, and any other period.
func (t *figures) ask() {
	items := append(t.d.periods(t.of), kit.MenuItem{Line: true}, kit.MenuItem{Title: "Another period …", Icon: "calendar", Run: t.askPeriod})
	t.d.root.MenuUnder(t.chip, items)
}

func (t *figures) askPeriod() {
	field := kit.NewTextField(kit.Spec{Key: "period", Label: "Period", Required: true, Hint: "2026, 2026-Q4, 2026-11 or 2026-10-01..2026-11-15"}, "")
	field.Set(t.period.Key())
	t.d.root.OpenSheet(kit.SheetSpec{Title: "Figures of a period", Form: kit.NewForm().Add(field), Save: "Show",
		Submit: func() func(context.Context) error {
			text := field.Value()
			return func(context.Context) error {
				p, err := calendar.ParsePeriod(text)
				if err == nil && p.IsZero() {
					err = app.Bad("period", "There is no day in it.", "Write it as 2026, 2026-Q4 or 2026-11.")
				}
				return err
			}
		},
		Saved: func() {
			if p, err := calendar.ParsePeriod(field.Value()); err == nil {
				t.of(p)
			}
			t.d.focus()
		}})
}

func (t *figures) of(p calendar.Period) {
	t.period, t.ready = p, false
	t.r.tell()
	t.load()
}

func (t *figures) load() {
	p := t.period
	loadRows(t.r, &t.slot, t.rows, func(ctx context.Context) (app.ProgramFigures, error) { return t.d.firm.Insights.Figures(ctx, p) }, func(x app.ProgramFigures, ok bool) {
		if t.ready = ok; ok {
			t.facts = x
			t.draw()
		}
	}, t.load)
}

func (t *figures) draw() {
	rows := make([][]kit.Cell, len(t.facts.Rows))
	for i, x := range t.facts.Rows {
		change := kit.Cell{Text: x.Change(), Role: kit.RoleMuted}
		switch x.Better() {
		case 1:
			change.Role = kit.RoleGreenText
		case -1:
			change.Role = kit.RoleAmberText
		}
		goal := kit.Cell{Role: kit.RoleMuted}
		if x.Goal != nil {
			goal.Text = x.Goal.Figure(x.Goal.Target) + ", " + string(x.Goal.State)
		}
		rows[i] = []kit.Cell{{Text: x.KPI.Title()}, {Text: x.Words(x.Now), Bold: x.Now.Known}, {Text: x.Words(x.Before)}, change, goal}
	}
	t.rows.show(rows)
}

func (t *figures) follow(i int) {
	if i < 0 || i >= len(t.facts.Rows) {
		return
	}
	x, p := t.facts.Rows[i], t.facts.Period
	t.pane.show(x, p)
	kit.Load(t.d.stage, &t.over, func(ctx context.Context) (report.Chart, error) { return t.d.firm.Insights.Trend(ctx, x.KPI, p) }, func(c report.Chart, err error) {
		if err != nil {
			c = report.Chart{Title: x.KPI.Title(), Empty: explain(err).Say}
		}
		t.trend.set(c)
	})
}

func (t *figures) paper() (document, bool) {
	p := t.facts.Period
	return document{name: "Program figures", note: p.Label(), file: fileName("Program figures "+p.Key(), ".pdf"),
		read: func(ctx context.Context) ([]byte, error) { return t.d.firm.Insights.FiguresPDF(ctx, p) }}, t.ready
}

func (t *figures) sheet() (string, string, report.Table, bool) {
	return fileName("Program figures "+t.facts.Period.Key(), ""), "Program figures", t.facts.Table(), t.ready
}

// more belongs to moreRows: what the figure shown is made of.
func (t *figures) more() (what, file string, table report.Table) {
	what = t.pane.rows.KPI.Title()
	return what, fileName(what+" "+t.facts.Period.Key(), ""), t.pane.rows.Table()
}

// figurePane lists what a figure is made of; each row leads to its thing.
type figurePane struct {
	d     *Desk
	box   *paneBox
	name  *kit.Text
	words *kit.Text
	list  *fyne.Container
	slot  kit.Slot
	rows  app.FigureRows
	first fyne.Focusable
}

// figurePaneRows is how many rows of a figure the pane shows; the file has more.
const figurePaneRows = 40

func newFigurePane(d *Desk) *figurePane {
	p := &figurePane{d: d, name: kit.NewText("", kit.Look{Bold: true, Size: 16, Wrap: true}), words: kit.NewText("", kit.Look{Wrap: true}), list: kit.Down(8),
		rows: app.FigureRows{KPI: app.QualifiedReferrals}}
	p.box = newPaneBox("Choose a figure to see what it is made of.", p.name, p.words, titled("Made of", p.list))
	return p
}

func (p *figurePane) show(x app.Figure, period calendar.Period) {
	p.name.Set(x.KPI.Title())
	words := x.Words(x.Now) + " in " + period.Label()
	if x.Note != "" {
		words += "; " + x.Note
	}
	p.words.Set(capital(words) + ".")
	p.first = nil
	replace(p.list, kit.NewText("…", kit.Caption()))
	p.box.show()
	kit.Load(p.d.stage, &p.slot, func(ctx context.Context) (app.FigureRows, error) { return p.d.firm.Insights.Rows(ctx, x.KPI, period) }, func(rows app.FigureRows, err error) {
		if err != nil {
			replace(p.list, quiet(explain(err).Say))
			return
		}
		p.rows = rows
		p.draw()
	})
}

func (p *figurePane) draw() {
	var lines []fyne.CanvasObject
	for _, x := range p.rows.Rows[:min(len(p.rows.Rows), figurePaneRows)] {
		day := ""
		if x.Day != 0 {
			day = dayWords(x.Day, p.d.today)
		}
		amount := ""
		if x.Amount.Currency != "" {
			amount = x.Amount.String()
		}
		open := kit.NewLink(x.Name, func() { p.d.openThing(app.Hit{Kind: x.Kind, ID: x.ID, Name: x.Name}) })
		if p.first == nil {
			p.first = open
		}
		lines = append(lines, kit.Down(1, kit.Across(6, kit.Grow(kit.Across(0, open, kit.Space())), kit.NewText(amount, kit.Look{Hug: true, Size: 12})),
			kit.NewText(join(x.Number, x.Beside, day), kit.Look{Role: kit.RoleMuted, Size: 11})))
	}
	switch {
	case len(lines) == 0:
		lines = append(lines, quiet("There is nothing in this period."))
	case p.rows.More:
		lines = append(lines, quiet("The newest; Save has the first 500."))
	case len(p.rows.Rows) > figurePaneRows:
		lines = append(lines, quiet("The newest of "+grouped(len(p.rows.Rows))+"; Save has all of them."))
	}
	replace(p.list, lines...)
}

func (p *figurePane) enter() {
	if p.first != nil {
		p.d.root.Focus(p.first)
	}
}

// setCosts asks what clients cost beside commission and gifts, for comparison.
func (d *Desk) setCosts() {
	hour := kit.NewMoneyField(kit.Spec{Key: "hour cost", Label: "An hour of your own people", Hint: "Check-ins with a length count with it; empty: not counted"}, d.settings.Currency, money.Point)
	other := kit.NewMoneyField(kit.Spec{Key: "advertising cost", Label: "A client won by advertising", Hint: "Shown for comparison; empty: not known"}, d.settings.Currency, money.Point)
	for field, minor := range map[*kit.MoneyField]int64{hour: d.settings.HourCost, other: d.settings.AdvertisingCost} {
		if minor > 0 {
			field.Set(money.New(minor, d.settings.Currency))
		}
	}
	d.openForm(formSpec{title: "What a client costs", note: "Commission and gifts are counted anyway.", form: kit.NewForm().Add(hour, other), save: "Save",
		submit: func(ask app.Ask) act {
			s := d.settings
			s.HourCost, s.AdvertisingCost = moneyOf(hour).Minor, moneyOf(other).Minor
			return func(ctx context.Context) (app.Receipt, error) { return d.firm.Setup.Edit(ctx, ask, s) }
		}})
}
