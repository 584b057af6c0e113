package kit

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// doubleClick is the longest pause between the clicks of a double click.
const doubleClick = 400 * time.Millisecond

// grip says what the pressed mouse holds.
type grip int

const (
	gripNone grip = iota
	gripThumb
	gripEdge
	gripHead
)

// pointerState is what the grid knows about the mouse.
type pointerState struct {
	holds    grip
	column   int     // of gripEdge and gripHead
	from     float32 // thumb: where on it; edge: x at the press
	width    float32 // edge: the column's width at the press
	overEdge bool
	clicked  int // row or column edge of the last click, for double clicks
	at       time.Time
	tip      tipTrigger
	tipped   [2]int // row and column the tooltip is for
}

var (
	_ desktop.Hoverable      = (*Grid)(nil)
	_ desktop.Mouseable      = (*Grid)(nil)
	_ desktop.Cursorable     = (*Grid)(nil)
	_ fyne.SecondaryTappable = (*Grid)(nil)
)

func (g *Grid) headHeight() float32 { return Px(30) }

func (g *Grid) rowAt(y float32) int {
	if g.state.kind != stateReady {
		return -1
	}
	return g.view.at(float64(y - g.headHeight()))
}

func (g *Grid) columnAt(x float32) int {
	if g.parts == nil {
		return -1
	}
	for i, e := range g.parts.extents {
		if e.w > 0 && x >= e.x && x < e.x+e.w {
			return i
		}
	}
	return -1
}

// edgeAt is the column whose right edge can be dragged at x, or -1.
func (g *Grid) edgeAt(p fyne.Position) int {
	if g.parts == nil || p.Y >= g.headHeight() {
		return -1
	}
	for i, e := range g.parts.extents {
		if edge := e.x + e.w; e.w > 0 && p.X > edge-Px(5) && p.X < edge+Px(4) {
			return i
		}
	}
	return -1
}

// double tells whether this click on what follows closely on another on the same.
func (g *Grid) double(what int) bool {
	now := g.stage.Now()
	twice := g.pointer.clicked == what && now.Sub(g.pointer.at) < doubleClick
	g.pointer.clicked, g.pointer.at = what, now
	if twice {
		g.pointer.at = time.Time{}
	}
	return twice
}

// MouseDown selects at once, without waiting for a second click.
func (g *Grid) MouseDown(e *desktop.MouseEvent) { safely(g, func() { g.pressed(e) }) }

func (g *Grid) pressed(e *desktop.MouseEvent) {
	focusOn(g)
	g.tipLeave()
	switch {
	case e.Button == desktop.MouseButtonSecondary:
		if row := g.rowAt(e.Position.Y); row >= 0 && !g.marks.Has(row, g.source.ID(row)) {
			g.moveTo(row, false)
		}
	case e.Position.Y < g.headHeight():
		g.pressHead(e)
	case e.Position.X > g.Size().Width-Px(12):
		g.pressBar(e.Position.Y - g.headHeight())
	default:
		g.pressRow(g.rowAt(e.Position.Y), e.Modifier)
	}
}

func (g *Grid) pressHead(e *desktop.MouseEvent) {
	if i := g.edgeAt(e.Position); i >= 0 {
		if g.double(-10 - i) {
			g.fitColumn(i)
			return
		}
		g.pointer.holds, g.pointer.column = gripEdge, i
		g.pointer.from, g.pointer.width = e.Position.X, g.parts.extents[i].w
		return
	}
	if i := g.columnAt(e.Position.X); i >= 0 {
		g.pointer.holds, g.pointer.column = gripHead, i
	}
}

func (g *Grid) pressBar(y float32) {
	length, top := g.view.thumb(float64(Px(28)))
	if length == 0 {
		return
	}
	g.pointer.holds = gripThumb
	g.pointer.from = float32(length / 2)
	if float64(y) >= top && float64(y) < top+length {
		g.pointer.from = y - float32(top)
	}
	g.dragThumb(y)
}

func (g *Grid) dragThumb(y float32) {
	length, _ := g.view.thumb(float64(Px(28)))
	if g.view.drag(float64(y-g.pointer.from), length) {
		g.redraw()
	}
}

func (g *Grid) pressRow(row int, mod fyne.KeyModifier) {
	if row < 0 {
		return
	}
	if mod&(fyne.KeyModifierControl|fyne.KeyModifierSuper) != 0 {
		g.toggle(row)
		return
	}
	twice := g.double(row)
	g.moveTo(row, mod&fyne.KeyModifierShift != 0)
	if twice {
		g.open()
	}
}

// MouseUp on a column head sorts.
func (g *Grid) MouseUp(e *desktop.MouseEvent) { safely(g, func() { g.released(e) }) }

func (g *Grid) released(e *desktop.MouseEvent) {
	held := g.pointer.holds
	g.pointer.holds = gripNone
	switch held {
	case gripHead:
		if i := g.columnAt(e.Position.X); i == g.pointer.column && e.Position.Y < g.headHeight() {
			g.sortBy(i, e.Modifier&fyne.KeyModifierShift != 0)
		}
	case gripThumb:
		g.redraw()
	case gripEdge:
		g.columnsChanged()
	}
}

func (g *Grid) sortBy(column int, add bool) {
	c := g.cols[column]
	if !c.Sortable {
		return
	}
	g.sorts = clickSort(g.sorts, c.Key, add)
	g.redraw()
	if g.OnSort != nil {
		g.OnSort(g.sorts)
	}
}

// Dragged moves the thumb or a column's edge.
func (g *Grid) Dragged(e *fyne.DragEvent) {
	switch g.pointer.holds {
	case gripThumb:
		g.dragThumb(e.Position.Y - g.headHeight())
	case gripEdge:
		w := max(Px(minColumn), g.pointer.width+e.Position.X-g.pointer.from)
		c := &g.cols[g.pointer.column]
		c.Width, c.Weight = w/Zoom(), 0
		g.rebuild()
	}
}

// DragEnd belongs to Dragged.
func (g *Grid) DragEnd() {
	if g.pointer.holds == gripEdge {
		g.columnsChanged()
	}
	g.pointer.holds = gripNone
}

// Rushing tells whether the thumb is being dragged: a source may then wait
// before it fetches what only flies by.
func (g *Grid) Rushing() bool { return g.pointer.holds == gripThumb }

// MouseIn follows the pointer.
func (g *Grid) MouseIn(e *desktop.MouseEvent) { g.MouseMoved(e) }

// MouseMoved lights the row under the pointer and starts the tooltip of a cut cell.
func (g *Grid) MouseMoved(e *desktop.MouseEvent) {
	g.pointer.overEdge = g.edgeAt(e.Position) >= 0
	row := g.rowAt(e.Position.Y)
	if row != g.hover {
		g.hover = row
		if g.parts != nil {
			g.parts.lights()
		}
	}
	g.tipAt(row, g.columnAt(e.Position.X), e.AbsolutePosition)
}

// MouseOut belongs to MouseIn.
func (g *Grid) MouseOut() {
	g.pointer.overEdge = false
	g.tipLeave()
	if g.hover >= 0 {
		g.hover = -1
		if g.parts != nil {
			g.parts.lights()
		}
	}
}

// Cursor is the pointer's shape: two arrows where a column's edge can be dragged.
func (g *Grid) Cursor() desktop.Cursor {
	if g.pointer.overEdge {
		return desktop.HResizeCursor
	}
	return desktop.DefaultCursor
}

func (g *Grid) tipAt(row, column int, at fyne.Position) {
	here := [2]int{row, column}
	if here == g.pointer.tipped {
		return
	}
	g.tipLeave()
	g.pointer.tipped = here
	if row < 0 || column < 0 || g.parts == nil {
		return
	}
	if text, cut := g.parts.whole(row, column); cut {
		g.pointer.tip.enter(g, text, at)
	}
}

func (g *Grid) tipLeave() {
	g.pointer.tip.leave()
	g.pointer.tipped = [2]int{-1, -1}
}

// TappedSecondary opens the menu of a row, or of the columns.
func (g *Grid) TappedSecondary(e *fyne.PointEvent) {
	if e.Position.Y < g.headHeight() {
		g.columnMenu(e.AbsolutePosition)
		return
	}
	if row := g.rowAt(e.Position.Y); row >= 0 && g.OnMenu != nil {
		g.OnMenu(g.source.ID(row), e.AbsolutePosition)
	}
}

// fitColumn makes a column as wide as the widest of its visible cells.
func (g *Grid) fitColumn(i int) {
	c := &g.cols[i]
	c.Width, c.Weight = min(600, max(minColumn, g.parts.widest(i)/Zoom())), 0
	g.columnsChanged()
}
