package kit

import (
	"math"

	"fyne.io/fyne/v2"
)

// writeRow gives the slot's objects the texts and colours of its row.
func (p *gridParts) writeRow(s *gridSlot) {
	for i, t := range s.texts {
		box := s.boxes[i]
		w := p.extents[i].w
		if w == 0 {
			t.Hidden, box.Hidden = true, true
			continue
		}
		t.Hidden = !s.ready
		box.Hidden = s.ready
		if s.ready {
			p.writeCell(s, i, w-2*p.paints.pad)
			continue
		}
		box.FillColor, box.CornerRadius = p.paints.skeleton, Px(4)
	}
}

func (p *gridParts) writeCell(s *gridSlot, i int, room float32) {
	c, cell, t := &p.g.cols[i], &s.cells[i], s.texts[i]
	t.TextSize, t.TextStyle = Px(13), fyne.TextStyle{Bold: cell.Bold}
	t.Alignment = c.align()
	chip := cell.Hue != HueNone || c.Kind == KindChip && cell.Text != ""
	words := cell.Text
	switch {
	case chip:
		back, ink := cell.Hue.roles()
		s.boxes[i].FillColor, s.boxes[i].CornerRadius = Color(back), Px(9)
		s.boxes[i].Hidden = false
		t.TextSize, t.Color = Px(12), Color(ink)
		t.Alignment = fyne.TextAlignLeading
		room -= Px(12)
	case words == "" && c.Kind == KindMoney:
		words, t.Color = "—", p.paints.muted
	case cell.Role != "":
		t.Color = Color(cell.Role)
	case c.role() == RoleMuted:
		t.Color = p.paints.muted
	default:
		t.Color = p.paints.text
	}
	t.Text, s.cut[i] = fit(words, room, t.TextSize, t.TextStyle)
}

func (p *gridParts) placeCell(s *gridSlot, i int, y float32) {
	e, t, box := p.extents[i], s.texts[i], s.boxes[i]
	x, w := e.x+p.paints.pad, max(0, e.w-2*p.paints.pad)
	h := p.paints.row - Px(1)
	if !box.Hidden {
		high := Px(19)
		put(box, x-Px(2), y+float32(math.Floor(float64(h-high)/2)), min(e.w-p.paints.pad, t.MinSize().Width+Px(16)), high)
		x += Px(6)
	}
	put(t, x, y, w, h)
}

// placeBar draws the grey bar of a cell that is still being fetched; its length
// varies with row and column so that it looks like writing.
func (p *gridParts) placeBar(s *gridSlot, i int, y float32) {
	e := p.extents[i]
	room := max(0, e.w-2*p.paints.pad)
	w := room * float32(45+(s.row*7+i*13)%40) / 100
	x := e.x + p.paints.pad
	if p.g.cols[i].align() == fyne.TextAlignTrailing {
		x += room - w
	}
	put(s.boxes[i], x, y+(p.paints.row-Px(9))/2, w, Px(8))
}

// whole gives a visible cell's text uncut, and whether it shows cut.
func (p *gridParts) whole(row, column int) (string, bool) {
	for _, s := range p.slots {
		if s.row == row && s.ready {
			return s.cells[column].Text, s.cut[column]
		}
	}
	return "", false
}

// widest is the width a column needs for its head and the visible cells.
func (p *gridParts) widest(i int) float32 {
	head := p.heads[i]
	w := fyne.MeasureText(p.g.cols[i].Title+"  ↓", head.TextSize, head.TextStyle).Width
	for _, s := range p.slots {
		if s.row >= 0 && s.ready {
			t := s.texts[i]
			w = max(w, fyne.MeasureText(s.cells[i].Text, t.TextSize, t.TextStyle).Width+Px(12))
		}
	}
	return w + 2*p.paints.pad + Px(2)
}
