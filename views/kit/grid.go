package kit

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// Source is what a Grid shows. It must answer at once.
type Source interface {
	Len() int
	// ID names a row for good, whatever the order. It never blocks.
	ID(i int) int64
	// Row fills one Cell per column. False means the row is still being fetched:
	// the grid shows bars until Arrived is called.
	Row(i int, into []Cell) (ready bool)
}

// Grid is a list of any length: one widget with a flat list of drawn objects,
// positions relative to its window, one set of objects per visible row. What it
// costs does not depend on how many rows there are.
type Grid struct {
	widget.BaseWidget
	// OnCursor is told when the cursor comes to another record (-1, 0 if the list
	// has none left), OnMark when marks change.
	OnCursor func(row int, id int64)
	OnMark   func(count int)
	// OnOpen is told of Enter and double click.
	OnOpen func(id int64)
	// OnSort is told the order asked for by a click on a column head.
	OnSort func([]Sort)
	// OnColumns is told when widths or hidden columns change.
	OnColumns func([]ColState)
	// OnMenu is told of a right click on a row, with the place in the window.
	OnMenu func(id int64, at fyne.Position)
	// OnTypeAhead is told the letters typed so far, as far as no command took them.
	OnTypeAhead func(prefix string)

	stage  Stage
	source Source
	cols   []Column
	sorts  []Sort
	view   viewport

	cursor   int
	cursorID int64
	anchor   int
	marks    Selection

	hover   int // row under the pointer, -1 for none
	focused bool
	pointer pointerState
	typed   string
	typedAt time.Time

	state gridState
	parts *gridParts
}

var (
	_ fyne.Scrollable   = (*Grid)(nil)
	_ fyne.Focusable    = (*Grid)(nil)
	_ fyne.Shortcutable = (*Grid)(nil)
	_ fyne.Draggable    = (*Grid)(nil)
)

// NewGrid makes a grid; source may be nil until there is one, then it shows bars.
func NewGrid(stage Stage, cols []Column, source Source) *Grid {
	g := &Grid{stage: stage, cols: cols, hover: -1, cursor: -1}
	g.view.row = float64(RowHeight())
	g.pointer.column = -1
	g.ExtendBaseWidget(g)
	if source == nil {
		g.state.kind = stateLoading
	} else {
		g.Replace(source)
	}
	return g
}

// Replace shows another list: a new filter or search. "All" no longer holds, the
// cursor and marked ids stay.
func (g *Grid) Replace(s Source) {
	if g.marks.IsAll() {
		g.marks.Clear()
	}
	before := g.cursorID
	g.Update(s)
	if g.cursor > 0 && g.cursorID != before {
		g.moveTo(0, false) // what was selected is not among the rows asked for now
	}
}

// Update shows the same list with other rows or in another order: sorted, more
// of it loaded, changed by an edit. The cursor stays on its id, and so does the
// row's place in the window.
func (g *Grid) Update(s Source) {
	if g.source != nil {
		g.marks.Freeze(g.source.ID, g.source.Len())
	}
	y, shown := g.view.y(g.cursor)
	before := g.cursorID
	g.source = s
	g.view.rows = s.Len()
	g.view.to(g.view.off) // before anything is drawn: there may be fewer rows now
	g.setState(gridState{kind: stateReady})
	g.cursor = g.find(g.cursorID, g.cursor)
	if g.cursor >= 0 {
		g.cursorID = s.ID(g.cursor)
		if shown && g.cursorID == before {
			g.view.off = float64(g.cursor)*g.view.row - float64(y)
		}
	}
	g.anchor = g.cursor
	g.view.to(g.view.off)
	g.Reload()
	if g.cursor < 0 {
		g.cursorID = 0
	}
	if g.cursorID != before && g.OnCursor != nil {
		g.OnCursor(g.cursor, g.cursorID)
	}
}

// find gives the row of an id, else the row nearest to where it was.
func (g *Grid) find(id int64, near int) int {
	n := g.source.Len()
	if n == 0 {
		return -1
	}
	if near >= 0 && near < n && g.source.ID(near) == id {
		return near
	}
	for i := range n {
		if g.source.ID(i) == id {
			return i
		}
	}
	return min(max(near, 0), n-1)
}

// Len is how many rows there are.
func (g *Grid) Len() int { return g.view.rows }

// Reload asks the source for every visible row again.
func (g *Grid) Reload() {
	if g.source != nil && g.view.rows != g.source.Len() {
		g.view.rows = g.source.Len()
		g.view.to(g.view.off)
	}
	if g.parts != nil {
		g.parts.turn++
	}
	g.redraw()
}

// Patch asks again for the rows with these ids, if they are visible.
func (g *Grid) Patch(ids ...int64) {
	if g.parts != nil {
		g.parts.stale(func(s *gridSlot) bool {
			for _, id := range ids {
				if s.id == id {
					return true
				}
			}
			return false
		})
	}
	g.redraw()
}

// Arrived asks again for the rows that were not ready.
func (g *Grid) Arrived() {
	if g.parts != nil {
		g.parts.stale(func(s *gridSlot) bool { return !s.ready })
	}
	g.redraw()
}

// Current gives the cursor row and its id; false if there is none.
func (g *Grid) Current() (row int, id int64, ok bool) { return g.cursor, g.cursorID, g.cursor >= 0 }

// Picked gives what a batch action works on: the marks, else the cursor row.
func (g *Grid) Picked() Picked {
	if g.source == nil {
		return Picked{}
	}
	if g.marks.Empty() {
		if g.cursor < 0 {
			return Picked{}
		}
		return Picked{IDs: []int64{g.cursorID}}
	}
	return g.marks.Picked(g.source.ID, g.view.rows)
}

// Marked counts the marked rows.
func (g *Grid) Marked() int { return g.marks.Count(g.view.rows) }

// MarkAll marks the whole list, whatever its length.
func (g *Grid) MarkAll() { g.marks.All(); g.marked() }

// Unmark marks nothing.
func (g *Grid) Unmark() { g.marks.Clear(); g.marked() }

func (g *Grid) marked() {
	g.redraw()
	if g.OnMark != nil {
		g.OnMark(g.Marked())
	}
}

// Select puts the cursor on an id and shows it; false if it is not in the list.
func (g *Grid) Select(id int64) bool {
	if g.source == nil {
		return false
	}
	row := g.find(id, g.cursor)
	if row < 0 || g.source.ID(row) != id {
		return false
	}
	g.moveTo(row, false)
	return true
}

// moveTo puts the cursor on a row, brought into range; extend marks from the
// anchor to it.
func (g *Grid) moveTo(row int, extend bool) {
	if g.view.rows == 0 || g.source == nil {
		return
	}
	row = min(max(row, 0), g.view.rows-1)
	had := !g.marks.Empty()
	if extend {
		g.marks.Range(g.anchor, row)
	} else {
		g.anchor = row
		g.marks.Clear()
	}
	moved := row != g.cursor
	g.cursor, g.cursorID = row, g.source.ID(row)
	g.view.reveal(row)
	g.redraw()
	if (had || extend) && g.OnMark != nil {
		g.OnMark(g.Marked())
	}
	if moved && g.OnCursor != nil {
		g.OnCursor(row, g.cursorID)
	}
}

// toggle marks or unmarks a row; the first mark takes the cursor row along.
func (g *Grid) toggle(row int) {
	if row < 0 || g.source == nil {
		return
	}
	if g.marks.Empty() && g.cursor >= 0 && g.cursor != row {
		g.marks.Toggle(g.cursor, g.cursorID)
	}
	id := g.source.ID(row)
	g.marks.Toggle(row, id)
	moved := row != g.cursor
	g.cursor, g.cursorID, g.anchor = row, id, row
	g.marked()
	if moved && g.OnCursor != nil {
		g.OnCursor(row, id)
	}
}

// Offset is how far the list is scrolled, in pixels; ScrollTo sets it.
func (g *Grid) Offset() float64 { return g.view.off }

// ScrollTo belongs to Offset.
func (g *Grid) ScrollTo(off float64) {
	if g.view.to(off) {
		g.redraw()
	}
}

// Scrolled is the wheel.
func (g *Grid) Scrolled(e *fyne.ScrollEvent) {
	g.tipLeave()
	if e := g.state.editor; e != nil {
		g.endEdit(e)
	}
	g.ScrollTo(g.view.off - float64(e.Scrolled.DY))
}

// Window tells the first visible row and how many show, for fetching and for
// saving a place.
func (g *Grid) Window() (first, count int) {
	first, _ = g.view.first()
	return first, min(g.view.rows-first, g.view.page()+1)
}

// SetSort shows an order in the column heads; it does not call OnSort.
func (g *Grid) SetSort(s []Sort) { g.sorts = s; g.redraw() }

// Sorts tells the order shown.
func (g *Grid) Sorts() []Sort { return g.sorts }

// SetTitle gives a column another heading.
func (g *Grid) SetTitle(key, title string) {
	for i := range g.cols {
		if g.cols[i].Key == key {
			g.cols[i].Title = title
		}
	}
	g.redraw()
}

// Columns and SetColumns give and take what a saved view remembers.
func (g *Grid) Columns() []ColState {
	out := make([]ColState, len(g.cols))
	for i, c := range g.cols {
		out[i] = ColState{Key: c.Key, Width: c.Width, Hidden: c.Hidden}
		if c.Weight > 0 {
			out[i].Width = 0
		}
	}
	return out
}

// SetColumns brings columns into the saved order, widths and visibility; columns
// it does not name follow as designed.
func (g *Grid) SetColumns(saved []ColState) {
	rest := append([]Column(nil), g.cols...)
	var cols []Column
	for _, s := range saved {
		for i, c := range rest {
			if c.Key != s.Key {
				continue
			}
			if c.Hidden = s.Hidden; s.Width > 0 {
				c.Width, c.Weight = s.Width, 0
			}
			cols = append(cols, c)
			rest = append(rest[:i:i], rest[i+1:]...)
			break
		}
	}
	g.cols = append(cols, rest...)
	g.rebuild()
}

func (g *Grid) columnsChanged() {
	g.rebuild()
	if g.OnColumns != nil {
		g.OnColumns(g.Columns())
	}
}

// redraw places what is visible; rebuild also makes new objects for new columns.
func (g *Grid) redraw() {
	if g.parts != nil {
		g.parts.draw()
	}
}

func (g *Grid) rebuild() {
	if g.parts != nil {
		g.parts.build(g.Size())
		g.parts.draw()
	}
}

// MinSize is fixed, so that a long list never widens the window.
func (g *Grid) MinSize() fyne.Size { return fyne.NewSize(Px(200), Px(30)+4*RowHeight()) }
