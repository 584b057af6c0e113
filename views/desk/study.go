package desk

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/report"
	"rapport/views/kit"
)

// study is the report of one of the studies: its chart above its rows, and what they say beside them.
type study struct {
	r      *reports
	d      *Desk
	kind   app.StudyKind
	period calendar.Period
	rows   *rowsGrid
	chart  *chartBox
	place  *fyne.Container // of the rows
	whole  *fyne.Container
	facts  app.Study
	ready  bool
	slot   kit.Slot
	chip   *kit.Chip
	say    *fyne.Container
	learn  *fyne.Container
	pane   *paneBox
}

func newStudy(r *reports, kind app.StudyKind) reportTab {
	t := &study{r: r, d: r.d, kind: kind, period: calendar.YearOf(r.d.today), say: kit.Down(10), learn: kit.Down(10), chart: newChartBox(r.d, 224), place: kit.Down(0)}
	t.table(report.Table{Columns: []report.Column{{Title: " "}}})
	t.whole = kit.Down(0, t.chart.content, kit.NewRule(kit.RoleBorder), kit.Grow(t.place))
	t.chart.content.Hide()
	t.chip = kit.NewChip("", kit.Blue)
	t.chip.OnTap(t.ask)
	t.pane = newPaneBox("", kit.NewText("What they say", kit.Look{Bold: true, Size: 16}), kit.Down(12, t.say, t.learn), titled("How to read it", quiet(app.StudyNote(kind))))
	t.pane.show()
	return t
}

// table makes the grid of a table, unless it is that of its columns already.
func (t *study) table(of report.Table) {
	if t.rows != nil && slices.EqualFunc(t.facts.Table.Columns, of.Columns, func(a, b report.Column) bool { return a.Title == b.Title }) {
		return
	}
	focused := t.rows != nil && t.d.root.Canvas() != nil && t.d.root.Canvas().Focused() == fyne.Focusable(t.rows.grid)
	t.rows = newRowsGrid(t.d, studyColumns(of), nil, t.open)
	replace(t.place, kit.Grow(t.rows.grid))
	if focused {
		t.focus()
	}
}

// studyColumns gives columns their widths; those at the right hide where there is no room.
func studyColumns(t report.Table) []kit.Column {
	out, room := make([]kit.Column, len(t.Columns)), float32(0)
	for i, c := range t.Columns {
		out[i] = kit.Column{Key: c.Title, Title: c.Title, Width: 62 + 32*float32(max(1, c.Weight)), Weight: float32(c.Weight)}
		switch {
		case c.Kind == report.KindMoney:
			out[i].Kind, out[i].Width = kit.KindMoney, 104
		case c.Kind == report.KindCount:
			out[i].Kind, out[i].Width = kit.KindNumber, max(52, 24+7*float32(len(c.Title)))
		case c.Align == report.Right:
			out[i].Kind, out[i].Width = kit.KindNumber, 92
		}
		if room += out[i].Width; room > 480 {
			out[i].HideBelow = room
		}
	}
	return out
}

func (t *study) key() string { return string(t.kind) }

func (t *study) bar() []fyne.CanvasObject {
	amounts := kit.NewText("Amounts in "+string(t.d.settings.Currency), kit.Caption())
	if t.kind.Ahead() {
		return []fyne.CanvasObject{kit.NewText("As of today", kit.Caption()), kit.Space(), amounts}
	}
	t.chip.Set("Period: "+t.period.Label(), kit.Blue)
	return []fyne.CanvasObject{t.chip, kit.Space(), amounts}
}

func (t *study) body() fyne.CanvasObject   { return t.whole }
func (t *study) detail() fyne.CanvasObject { return t.pane.content }
func (t *study) focus()                    { t.d.root.Focus(t.rows.grid) }
func (t *study) changed([]app.Change)      { t.load() }
func (t *study) foot() string              { return plural(len(t.facts.Table.Rows), "row", "rows") }

func (t *study) close() {
	t.slot.Cancel()
	t.chart.close()
}

// ask offers the latest years and quarters.
func (t *study) ask() {
	if t.kind.Ahead() {
		return
	}
	t.d.root.MenuUnder(t.chip, t.d.periods(func(p calendar.Period) { t.period, t.ready = p, false; t.r.tell(); t.load() }))
}

func (t *study) load() {
	p := t.period
	loadRows(t.r, &t.slot, t.rows, func(ctx context.Context) (app.Study, error) { return t.d.firm.Insights.Study(ctx, t.kind, p) }, func(x app.Study, ok bool) {
		if t.ready = ok; ok {
			t.table(x.Table)
			t.facts = x
			t.draw()
		}
	}, t.load)
}

func (t *study) draw() {
	if len(t.facts.Charts) > 0 {
		t.chart.set(t.facts.Charts[0])
		t.chart.content.Show()
	} else {
		t.chart.content.Hide()
	}
	t.whole.Refresh()
	t.rows.show(tableCells(t.facts.Table))
	var say []fyne.CanvasObject
	for _, words := range t.facts.Findings {
		say = append(say, kit.NewText(words, kit.Look{Wrap: true}))
	}
	if len(say) == 0 {
		say = append(say, quiet(orNothing(t.facts.Table.Empty)))
	}
	replace(t.say, say...)
	replace(t.learn)
	if len(t.facts.Weights) > 0 {
		replace(t.learn, kit.Across(0, kit.NewButton("Take the learned weights", "check", kit.Normal, t.d.takeWeights), kit.Space()))
	}
	if len(t.facts.Table.Rows) > 0 {
		return
	}
	empty := kit.Empty{Icon: "dashboard", Title: t.kind.Title(), Text: orNothing(t.facts.Table.Empty)}
	if !t.kind.Ahead() {
		empty.Action, empty.Run = "Another period", t.ask
	}
	t.rows.grid.ShowInstead(kit.EmptyState(empty))
}

func orNothing(text string) string {
	if text == "" {
		return "The rows speak for themselves."
	}
	return text
}

// open goes to what a row is about.
func (t *study) open(i int) {
	if i >= 0 && i < len(t.facts.Opens) && t.facts.Opens[i].Kind != "" {
		t.d.openThing(t.facts.Opens[i])
		return
	}
	t.r.enter(func() {})
}

func (t *study) paper() (document, bool) {
	k, p := t.kind, t.period
	x := document{name: k.Title(), note: p.Label(), file: t.file(".pdf"), read: func(ctx context.Context) ([]byte, error) { return t.d.firm.Insights.StudyPDF(ctx, k, p) }}
	if k.Ahead() {
		x.note = "As of " + t.d.today.Label()
	}
	return x, t.ready && len(t.facts.Table.Rows) > 0
}

func (t *study) file(ending string) string {
	if t.kind.Ahead() {
		return fileName(capital(string(t.kind))+" "+t.d.today.String(), ending)
	}
	return fileName(capital(string(t.kind))+" "+t.period.Key(), ending)
}

func (t *study) sheet() (string, string, report.Table, bool) {
	return t.file(""), t.kind.Title(), t.facts.Table, t.ready && len(t.facts.Table.Rows) > 0
}

// takeWeights moves the weights of the profile to those learned; it can be undone.
func (d *Desk) takeWeights() {
	ask := app.Ask{Key: d.opts.NewKey()}
	d.do(func(ctx context.Context) (app.Receipt, error) { return d.firm.Insights.TakeWeights(ctx, ask) }, nil)
}
