package desk

import (
	"fyne.io/fyne/v2"

	"rapport/app/report"
	"rapport/views/kit"
)

// chartBox is a chart with its title, to be copied as data or read as a table instead.
type chartBox struct {
	title   *kit.Text
	view    *kit.ChartView
	pages   *kit.Pages
	table   *fyne.Container
	scroll  fyne.CanvasObject
	turn    *kit.Button
	reading bool
	content *fyne.Container
}

// newChartBox makes an empty one so many pixels high.
func newChartBox(d *Desk, height float32) *chartBox {
	b := &chartBox{title: kit.NewText("", kit.Look{Bold: true}), view: kit.NewChartView(d.stage), pages: kit.NewPages(), table: kit.Down(3)}
	b.scroll = kit.Scrolled(kit.Pad(0, 12, 0, 0, b.table))
	b.turn = kit.NewLink("", func() { b.reading = !b.reading; b.draw() })
	copied := kit.NewLink("Copy data", func() {
		kit.CopyText(b.view.Chart().Table().Tabbed())
		d.root.Toast(kit.Toast{Text: "The data are on the clipboard, to be pasted into a spreadsheet"})
	})
	b.content = kit.Down(0, kit.NewRule(kit.RoleBorder), kit.Pad(10, 16, 10, 16, kit.Fixed(0, height,
		kit.Down(6, kit.Across(14, kit.Grow(b.title), copied, b.turn), kit.Grow(b.pages)))))
	b.draw()
	return b
}

// set shows another chart.
func (b *chartBox) set(c report.Chart) {
	b.title.Set(c.Title)
	b.view.Set(c)
	b.draw()
}

func (b *chartBox) close() { b.view.Close() }

// draw shows the chart or its table.
func (b *chartBox) draw() {
	if !b.reading {
		b.turn.SetText("As a table")
		b.pages.Open(b.view)
		return
	}
	b.turn.SetText("As a chart")
	t := b.view.Chart().Table()
	var lines []fyne.CanvasObject
	line := func(look kit.Look, cells []string) {
		parts := make([]fyne.CanvasObject, len(cells))
		for i, text := range cells {
			look := look
			if i > 0 {
				look.Align = fyne.TextAlignTrailing
			}
			parts[i] = kit.Grow(kit.NewText(text, look))
		}
		lines = append(lines, kit.Across(8, parts...))
	}
	var titles []string
	for _, c := range t.Columns {
		titles = append(titles, capital(c.Title))
	}
	line(kit.Look{Role: kit.RoleMuted, Size: 11}, titles)
	for _, r := range t.Rows {
		var cells []string
		for _, c := range r.Cells {
			cells = append(cells, c.Shown())
		}
		line(kit.Look{Size: 12}, cells)
	}
	if len(t.Rows) == 0 {
		lines = append(lines, quiet(t.Empty))
	}
	replace(b.table, lines...)
	b.pages.Open(b.scroll)
}
