package desk

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"

	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/report"
	"rapport/views/kit"
)

// rowsGrid is a list of rows that were worked out whole, such as a report: no pages, no searching.
type rowsGrid struct {
	grid  *kit.Grid
	cols  []kit.Column
	rows  [][]kit.Cell // one cell for each of cols
	place []int        // from the place of a column on the screen to its place in cols
}

func newRowsGrid(d *Desk, cols []kit.Column, follow func(i int), open func(i int)) *rowsGrid {
	g := &rowsGrid{cols: cols}
	g.grid = kit.NewGrid(d.stage, append([]kit.Column(nil), cols...), nil)
	g.grid.OnCursor = func(_ int, id int64) {
		if follow != nil {
			follow(int(id) - 1)
		}
	}
	g.grid.OnOpen = func(id int64) {
		if open != nil {
			open(int(id) - 1)
		}
	}
	g.grid.OnColumns = func([]kit.ColState) { g.permute() }
	g.permute()
	return g
}

func (g *rowsGrid) permute() {
	g.place = g.place[:0]
	for _, shown := range g.grid.Columns() {
		for i, c := range g.cols {
			if c.Key == shown.Key {
				g.place = append(g.place, i)
			}
		}
	}
}

// show puts rows in the place of those before; the cursor stays where it was.
func (g *rowsGrid) show(rows [][]kit.Cell) {
	g.rows = rows
	g.grid.Update(g)
	if row, _, ok := g.grid.Current(); ok && g.grid.OnCursor != nil {
		g.grid.OnCursor(row, int64(row)+1)
	}
}

// Len belongs to kit.Source.
func (g *rowsGrid) Len() int { return len(g.rows) }

// ID belongs to kit.Source: rows are known by their place.
func (g *rowsGrid) ID(i int) int64 { return int64(i) + 1 }

// Row belongs to kit.Source.
func (g *rowsGrid) Row(i int, into []kit.Cell) bool {
	for at, from := range g.place {
		into[at] = g.rows[i][from]
	}
	return true
}

// loadRows reads what a report shows and hands it over. When that fails the rows say so and offer to read again.
func loadRows[T any](r *reports, slot *kit.Slot, rows *rowsGrid, read func(context.Context) (T, error), took func(facts T, ok bool), again func()) {
	kit.Load(r.d.stage, slot, read, func(facts T, err error) {
		if errors.Is(err, context.Canceled) {
			return
		}
		if err != nil {
			rows.grid.ShowInstead(r.d.root.Broken(err, again))
		}
		took(facts, err == nil)
		r.tell()
	})
}

// tableCells gives the rows of a table of a report as cells; sums stand out.
func tableCells(t report.Table) [][]kit.Cell {
	out := make([][]kit.Cell, len(t.Rows))
	for i, r := range t.Rows {
		out[i] = make([]kit.Cell, len(t.Columns))
		for k, c := range r.Cells {
			out[i][k] = kit.Cell{Text: shownCell(c), Bold: r.Style == report.Total}
		}
	}
	return out
}

// shownCell is a cell of a report as the window writes it: nothing instead of a zero, and days as elsewhere.
func shownCell(c report.Cell) string {
	switch v := c.Value.(type) {
	case money.Money:
		if v.Minor == 0 {
			return "—"
		}
	case calendar.Day:
		if c.Text == "" {
			return v.Label()
		}
	}
	return c.Shown()
}

// tableColumns gives its columns: the first has most of the room, figures stand at the right.
func tableColumns(t report.Table) []kit.Column {
	out := make([]kit.Column, len(t.Columns))
	for i, c := range t.Columns {
		out[i] = kit.Column{Key: c.Title, Title: c.Title, Width: 112, Weight: 1}
		if c.Resolved() == report.Right {
			out[i].Kind = kit.KindMoney
		}
	}
	out[0].Width, out[0].Weight = 150, 2
	return out
}

// factCard is a figure with what it is, for the top of a page.
func factCard(title, figure, below string, role kit.Role) fyne.CanvasObject {
	return kit.Card(kit.Down(2, kit.NewText(title, kit.Look{Role: kit.RoleMuted, Size: 12}), kit.NewText(figure, kit.Look{Bold: true, Size: 17}),
		kit.NewText(below, kit.Look{Role: role, Size: 12})))
}
