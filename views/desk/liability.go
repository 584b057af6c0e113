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

// liabilityFacts is what the firm may owe as of a day.
type liabilityFacts struct {
	day    calendar.Day
	rows   []app.Liability
	totals []app.Liability
	sum    money.Money // of what is owed, in the base currency
	note   string      // that sum with its rates; empty where there is no other currency
}

// readLiability reads it; it runs away from the screen.
func readLiability(ctx context.Context, firm *app.Firm, day calendar.Day, in ...app.ID[app.Segment]) (liabilityFacts, error) {
	f := liabilityFacts{day: day}
	var err error
	if f.rows, err = firm.Overview.Liability(ctx, day, in...); err != nil {
		return f, err
	}
	if f.totals, err = app.TotalLiability(f.rows); err != nil {
		return f, err
	}
	base, err := firm.Overview.LiabilityInBase(ctx, day, f.rows)
	f.sum, f.note = base.Sum, base.Note()
	return f, err
}

// at is the row of the list, the totals after the partners.
func (f liabilityFacts) at(i int) (app.Liability, bool) {
	switch n := len(f.rows); {
	case i < 0:
		return app.Liability{}, false
	case i < n:
		return f.rows[i], true
	case i < n+len(f.totals):
		return f.totals[i-n], true
	}
	return app.Liability{}, false
}

// cells are the rows as the list shows them.
func (f liabilityFacts) cells() [][]kit.Cell {
	out := make([][]kit.Cell, 0, len(f.rows)+len(f.totals))
	for i := range len(f.rows) + len(f.totals) {
		l, _ := f.at(i)
		row := []kit.Cell{{Text: l.Name}, {Text: string(l.Currency)}}
		for _, p := range liabilityParts() {
			row = append(row, kit.Cell{Text: amountOrNone(p.of(l), l.Currency)})
		}
		for k := range row {
			row[k].Bold = l.Partner == 0
		}
		out = append(out, row)
	}
	return out
}

// amountOrNone is an amount, empty for nothing, which lists show as a dash.
func amountOrNone(minor int64, c money.Currency) string {
	if minor == 0 {
		return ""
	}
	return money.New(minor, c).Amount()
}

// liabilityPart is one of the states money goes through on its way to a partner.
type liabilityPart struct {
	title, words string
	of           func(app.Liability) int64
	state        app.LineState // of the lines it is made of; empty for other things
}

func liabilityParts() []liabilityPart {
	return []liabilityPart{
		{"Estimated", "What open referrals would earn if they were won now, and invoices not yet paid.", func(l app.Liability) int64 { return l.Estimated }, ""},
		{"Earned", "Worked out and not approved yet.", func(l app.Liability) int64 { return l.Accrued }, app.Accrued},
		{"Held", "Waits for a day or a person.", func(l app.Liability) int64 { return l.Held }, app.Held},
		{"Approved", "Goes on the next statement.", func(l app.Liability) int64 { return l.Approved }, app.Approved},
		{"Unpaid", "On statements, less what was paid.", func(l app.Liability) int64 { return l.Unpaid }, app.OnStatement},
	}
}

// liability is the report of what is owed as of a day.
type liability struct {
	r     *reports
	d     *Desk
	day   calendar.Day // 0: today
	rows  *rowsGrid
	facts liabilityFacts
	ready bool
	slot  kit.Slot
	chip  *kit.Chip
	of    *segmentChip
	pane  *liabilityPane
}

func newLiability(r *reports) reportTab {
	l := &liability{r: r, d: r.d, pane: newLiabilityPane(r.d)}
	columns := []kit.Column{{Key: "partner", Title: "Partner", Width: 150, Weight: 1}, {Key: "currency", Title: "", Kind: kit.KindMuted, Width: 52}}
	for _, p := range liabilityParts() {
		columns = append(columns, kit.Column{Key: p.title, Title: p.title, Kind: kit.KindMoney, Width: 104})
	}
	l.rows = newRowsGrid(r.d, columns, l.follow, func(int) { r.enter(l.pane.enter) })
	l.chip = kit.NewChip("", kit.Blue)
	l.chip.OnTap(l.ask)
	l.of = newSegmentChip(r.d, func() { l.asOf(l.day) })
	return l
}

func (l *liability) limit() *segmentChip { return l.of }

func (l *liability) key() string { return "liability" }

func (l *liability) bar() []fyne.CanvasObject {
	l.chip.Set("As of: "+l.dayWords(), kit.Blue)
	return []fyne.CanvasObject{l.chip, l.of.chip, kit.Space(), kit.NewText("By partner and currency", kit.Caption())}
}

func (l *liability) dayWords() string {
	if l.day == 0 {
		return "today"
	}
	return l.day.Label()
}

func (l *liability) body() fyne.CanvasObject   { return l.rows.grid }
func (l *liability) detail() fyne.CanvasObject { return l.pane.box.content }
func (l *liability) focus()                    { l.d.root.Focus(l.rows.grid) }
func (l *liability) close()                    { l.slot.Cancel() }

func (l *liability) foot() string {
	if len(l.facts.rows) == 0 {
		return ""
	}
	return "Owed in all, without estimates: " + l.facts.sum.String()
}

// ask offers the ends of the latest periods, and any other day.
func (l *liability) ask() {
	month := calendar.MonthOf(l.d.today).First()
	items := []kit.MenuItem{{Title: "Today", Run: func() { l.asOf(0) }}}
	for _, day := range []calendar.Day{month.AddDays(-1), calendar.QuarterOf(l.d.today).From.AddDays(-1), calendar.YearOf(l.d.today).From.AddDays(-1)} {
		items = append(items, kit.MenuItem{Title: day.Label(), Run: func() { l.asOf(day) }})
	}
	items = append(items, kit.MenuItem{Line: true}, kit.MenuItem{Title: "Another day …", Icon: "calendar", Run: l.askDay})
	l.d.root.MenuUnder(l.chip, items)
}

func (l *liability) askDay() {
	day := kit.NewDateField(l.d.stage, kit.Spec{Key: "day", Label: "As of the end of", Required: true})
	l.d.root.OpenSheet(kit.SheetSpec{Title: "What was owed on a day", Form: kit.NewForm().Add(day), Save: "Show",
		Submit: func() func(context.Context) error { return func(context.Context) error { return nil } },
		Saved:  func() { l.asOf(dayOf(day)); l.d.focus() }})
}

func (l *liability) asOf(day calendar.Day) {
	l.day = day
	l.ready = false
	l.r.tell()
	l.load()
}

func (l *liability) changed([]app.Change) { l.load() }

func (l *liability) load() {
	day, in := l.day, l.of.in()
	if day == 0 {
		day = l.d.today
	}
	loadRows(l.r, &l.slot, l.rows, func(ctx context.Context) (liabilityFacts, error) { return readLiability(ctx, l.d.firm, day, in...) }, func(f liabilityFacts, ok bool) {
		if l.ready = ok; ok {
			l.facts = f
			l.draw()
		}
	}, l.load)
}

func (l *liability) draw() {
	l.rows.show(l.facts.cells())
	if len(l.facts.rows) == 0 {
		l.rows.grid.ShowInstead(kit.EmptyState(kit.Empty{Icon: "money", Title: "Nothing is owed",
			Text:   "What commission is estimated, earned, held, approved or unpaid stands here, by partner and currency, as of any day: your accountant's figure for the books.",
			Action: "Bring commission up to date", Run: func() { l.d.root.Commands.Run("commission.run") }}))
	}
}

func (l *liability) follow(i int) {
	row, ok := l.facts.at(i)
	note := ""
	if row.Partner == 0 && l.facts.note != "" {
		note = "In all, without estimates: " + l.facts.note
	}
	l.pane.show(row, ok, l.day, note)
}

func (l *liability) paper() (document, bool) {
	day, in := l.facts.day, l.of.in()
	return document{name: "What is owed", note: join("As of "+day.Label(), l.of.of.Text), file: fileName("Liability "+day.String(), ".pdf"),
		read: func(ctx context.Context) ([]byte, error) { return l.d.firm.Overview.LiabilityPDF(ctx, day, in...) }}, l.ready && len(l.facts.rows) > 0
}

func (l *liability) sheet() (string, string, report.Table, bool) {
	return fileName("Liability "+l.facts.day.String(), ""), "Liability", app.LiabilityTable(l.facts.rows), true
}
