package kit

import (
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// gridParts is the grid's renderer: the objects and what they show.
type gridParts struct {
	g       *Grid
	slots   []*gridSlot
	extents []extent
	objects []fyne.CanvasObject
	turn    int // raised when every row must be asked for again

	headBack, headLine      *canvas.Rectangle
	hover, bar, thumb, work *canvas.Rectangle
	heads                   []*canvas.Text
	paints                  gridPaints
}

// gridPaints are the colours and sizes of one drawing, looked up once.
type gridPaints struct {
	selection, hover, separator, skeleton, text, muted, primary, faint color.Color
	row, pad, zoom                                                     float32
}

// gridSlot is the set of objects one visible row uses. Row r uses slot r modulo
// their number: a step of one row rewrites one slot and only moves the others.
type gridSlot struct {
	row, turn int
	id        int64
	ready     bool
	cells     []Cell
	cut       []bool
	texts     []*canvas.Text
	boxes     []*canvas.Rectangle // the chip, or the bar of a row not ready
	mark      *canvas.Rectangle
	line      *canvas.Rectangle
}

// CreateRenderer belongs to Fyne.
func (g *Grid) CreateRenderer() fyne.WidgetRenderer {
	p := &gridParts{g: g, headBack: newRect(), headLine: newRect(), hover: newRect(), bar: newRect(), thumb: newRect(), work: newRect()}
	g.parts = p
	p.paint()
	p.build(g.Size())
	return p
}

func (p *gridParts) Destroy()                     {}
func (p *gridParts) MinSize() fyne.Size           { return p.g.MinSize() }
func (p *gridParts) Objects() []fyne.CanvasObject { return p.objects }

// Layout makes objects for the new size and draws.
func (p *gridParts) Layout(size fyne.Size) {
	p.build(size)
	p.draw()
}

// Refresh takes new colours and sizes, after a change of theme or zoom.
func (p *gridParts) Refresh() {
	p.paint()
	p.turn++
	p.build(p.g.Size())
	p.draw()
}

func (p *gridParts) paint() {
	first := p.g.view.off / p.g.view.row
	p.paints = gridPaints{
		selection: Color(RoleSelection), hover: Color(RoleHover), separator: Color(RoleSeparator),
		skeleton: Color(RoleSkeleton), text: Color(RoleText), muted: Color(RoleMuted), primary: Color(RolePrimary),
		faint: Color(RoleDisabled), row: RowHeight(), pad: Px(10), zoom: Zoom(),
	}
	p.g.view.row = float64(p.paints.row)
	p.g.view.off = first * p.g.view.row
	p.headBack.FillColor = Color(RoleHeader)
	p.headLine.FillColor = Color(RoleBorder)
	p.hover.FillColor = p.paints.hover
	p.bar.FillColor = p.paints.primary
	p.work.FillColor = p.paints.primary
	p.thumb.FillColor, p.thumb.CornerRadius = Color(RoleScrollBar), Px(4)
	for _, s := range p.slots {
		s.line.FillColor, s.mark.FillColor = p.paints.separator, p.paints.selection
	}
}

// build makes as many slots as rows can show and places what does not scroll.
func (p *gridParts) build(size fyne.Size) {
	g := p.g
	g.view.height = math.Max(0, float64(size.Height-g.headHeight()))
	g.view.to(g.view.off)
	p.extents = spread(g.cols, size.Width, p.paints.zoom)
	need := int(math.Ceil(g.view.height/g.view.row)) + 1
	if size.Height <= 0 {
		need = 0
	}
	if len(p.slots) > 0 && len(p.slots[0].texts) != len(g.cols) {
		p.slots = nil
	}
	for len(p.slots) < need {
		p.slots = append(p.slots, p.newSlot())
	}
	p.slots = p.slots[:need]
	for _, s := range p.slots {
		s.row = -1
	}
	for len(p.heads) < len(g.cols) {
		p.heads = append(p.heads, newText(""))
	}
	p.heads = p.heads[:len(g.cols)]
	p.placeHead(size.Width)
	p.collect()
}

func (p *gridParts) newSlot() *gridSlot {
	n := len(p.g.cols)
	s := &gridSlot{row: -1, cells: make([]Cell, n), cut: make([]bool, n), mark: newRect(), line: newRect()}
	s.mark.FillColor, s.line.FillColor = p.paints.selection, p.paints.separator
	for range n {
		s.texts = append(s.texts, newText(""))
		s.boxes = append(s.boxes, newRect())
	}
	return s
}

// collect lists the objects from back to front.
func (p *gridParts) collect() {
	all := append(p.objects[:0], p.hover)
	for _, s := range p.slots {
		all = append(all, s.mark)
	}
	for _, s := range p.slots {
		all = append(all, s.line)
		for i := range s.texts {
			all = append(all, s.boxes[i], s.texts[i])
		}
	}
	all = append(all, p.bar, p.headBack, p.headLine)
	for _, h := range p.heads {
		all = append(all, h)
	}
	p.objects = append(all, p.thumb, p.work)
	p.objects = append(p.objects, p.g.state.objects()...)
}

func (p *gridParts) placeHead(width float32) {
	h := p.g.headHeight()
	put(p.headBack, 0, 0, width, h)
	put(p.headLine, 0, h-Px(1), width, Px(1))
	for i, t := range p.heads {
		e := p.extents[i]
		t.TextSize, t.TextStyle.Bold = Px(12), true
		t.Color, t.Alignment = p.paints.muted, p.g.cols[i].align()
		t.Hidden = e.w == 0
		put(t, e.x+p.paints.pad, 0, max(0, e.w-2*p.paints.pad), h)
	}
}

// writeHeads shows titles with the marks of the order.
func (p *gridParts) writeHeads() {
	for i, t := range p.heads {
		c := &p.g.cols[i]
		mark := ""
		for n, s := range p.g.sorts {
			if s.Key != c.Key {
				continue
			}
			mark = "  ↑"
			if s.Desc {
				mark = "  ↓"
			}
			if len(p.g.sorts) > 1 {
				mark += string(rune('1' + n))
			}
		}
		room := t.Size().Width
		if t.Alignment == fyne.TextAlignTrailing {
			room += p.paints.pad - Px(2)
		}
		if mark != "" {
			room -= fyne.MeasureText(mark, t.TextSize, t.TextStyle).Width
		}
		title, _ := fit(c.Title, room, t.TextSize, t.TextStyle)
		t.Text = title + mark
	}
}

// draw shows the rows at the present offset.
func (p *gridParts) draw() {
	g := p.g
	p.writeHeads()
	first, y := g.view.first()
	showing := g.state.kind == stateReady || g.state.kind == stateLoading
	rows := g.view.rows
	if g.state.kind == stateLoading {
		rows = len(p.slots)
	}
	for k := range p.slots {
		row := first + k
		s := p.slots[row%len(p.slots)]
		if row >= rows || !showing {
			s.blank()
			continue
		}
		p.drawRow(s, row, g.headHeight()+y+float32(k)*p.paints.row)
	}
	p.lights()
	p.drawThumb()
	g.state.place(g)
	canvas.Refresh(g)
}

func (s *gridSlot) blank() {
	if s.row == -2 {
		return
	}
	s.row = -2
	s.mark.Hidden, s.line.Hidden = true, true
	for i := range s.texts {
		s.texts[i].Hidden, s.boxes[i].Hidden = true, true
	}
}

func (p *gridParts) drawRow(s *gridSlot, row int, y float32) {
	g := p.g
	if s.row != row || s.turn != p.turn {
		s.row, s.turn = row, p.turn
		s.ready = false
		if g.state.kind == stateReady {
			s.id = g.source.ID(row)
			clear(s.cells)
			s.ready = g.source.Row(row, s.cells)
		}
		p.writeRow(s)
	}
	width := g.Size().Width
	s.line.Hidden = false
	put(s.line, 0, y+p.paints.row-Px(1), width, Px(1))
	s.mark.Hidden = !g.isLit(row, s.id)
	if !s.mark.Hidden {
		put(s.mark, 0, y, width, p.paints.row-Px(1))
	}
	for i := range s.texts {
		if p.extents[i].w == 0 {
			continue
		}
		if s.ready {
			p.placeCell(s, i, y)
		} else {
			p.placeBar(s, i, y)
		}
	}
}

// isLit tells whether a row has the selection's colour: it is marked, or no row
// is and the cursor is on it.
func (g *Grid) isLit(row int, id int64) bool {
	if g.state.kind != stateReady {
		return false
	}
	if g.marks.Empty() {
		return row == g.cursor
	}
	return g.marks.Has(row, id)
}

// lights places hover and focus bar, which change without the rows.
func (p *gridParts) lights() {
	g := p.g
	h := p.paints.row - Px(1)
	at := func(o *canvas.Rectangle, row int, width float32) {
		y, shown := g.view.y(row)
		o.Hidden = row < 0 || row >= g.view.rows || !shown || g.state.kind != stateReady
		if !o.Hidden {
			put(o, 0, g.headHeight()+y, width, h)
		}
	}
	lit := g.hover
	if lit < 0 && !g.marks.Empty() {
		lit = g.cursor
	}
	at(p.hover, lit, g.Size().Width)
	at(p.bar, g.cursor, Px(3))
	if !g.focused {
		p.bar.Hidden = true
	}
	canvas.Refresh(p.hover)
}

func (p *gridParts) drawThumb() {
	length, y := p.g.view.thumb(float64(Px(28)))
	p.thumb.Hidden = length == 0 || p.g.state.kind != stateReady
	if !p.thumb.Hidden {
		put(p.thumb, p.g.Size().Width-Px(9), p.g.headHeight()+float32(y), Px(7), float32(length))
	}
}

// stale makes the slots that which says so ask for their row again.
func (p *gridParts) stale(which func(*gridSlot) bool) {
	for _, s := range p.slots {
		if s.row >= 0 && which(s) {
			s.row = -1
		}
	}
}
