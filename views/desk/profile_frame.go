package desk

import (
	"fyne.io/fyne/v2"

	"rapport/views/kit"
)

// newPageBox makes the frame of a page that tells all of one thing: its head, blocks as cards in two columns that scroll together, and
// something beside them that scrolls by itself.
func newPageBox(hint string, head, beside fyne.CanvasObject, left, right []block) *paneBox {
	b := &paneBox{sections: map[string]*fyne.Container{}, pages: kit.NewPages(), low: kit.Down(0)}
	column := func(blocks []block) *fyne.Container {
		c := kit.Down(10)
		for _, s := range blocks {
			part := kit.Down(0, kit.Card(kit.Pad(4, 4, 6, 4, kit.Down(10, kit.SectionTitle(s.title), s.body))))
			b.sections[s.title] = part
			c.Add(part)
		}
		return c
	}
	b.column = &fyne.Container{Layout: twoColumns{}, Objects: []fyne.CanvasObject{column(left), column(right)}}
	cards := kit.Scrolled(kit.Pad(12, 14, 16, 16, b.column))
	body := &fyne.Container{Layout: besideCards{}, Objects: []fyne.CanvasObject{cards, kit.NewUpright(kit.RoleBorder), kit.NewRule(kit.RoleBorder), beside}}
	b.whole = kit.Down(0, kit.Pad(12, 16, 12, 16, head), kit.NewRule(kit.RoleBorder), kit.Grow(body))
	b.empty = kit.Middle(260, kit.NewText(hint, kit.Look{Role: kit.RoleMuted, Wrap: true, Align: fyne.TextAlignCenter}))
	b.content = kit.Down(0, kit.Grow(b.pages))
	b.nothing()
	return b
}

// narrowCards is the width below which two columns of cards become one.
const narrowCards = 540

// twoColumns puts two columns side by side, or below each other where there is little room.
type twoColumns struct{}

// MinSize belongs to fyne.Layout.
func (twoColumns) MinSize(o []fyne.CanvasObject) fyne.Size {
	a, b := o[0].MinSize(), o[1].MinSize()
	gap := kit.Px(10)
	if o[0].Size().Width > 0 && o[0].Position().X == o[1].Position().X {
		return fyne.NewSize(0, a.Height+gap+b.Height)
	}
	return fyne.NewSize(0, max(a.Height, b.Height))
}

// Layout belongs to fyne.Layout.
func (twoColumns) Layout(o []fyne.CanvasObject, s fyne.Size) {
	gap := kit.Px(10)
	if s.Width < kit.Px(narrowCards) {
		putAt(o[0], 0, 0, s.Width, o[0].MinSize().Height)
		putAt(o[1], 0, o[0].MinSize().Height+gap, s.Width, o[1].MinSize().Height)
		return
	}
	w := (s.Width - gap) / 2
	putAt(o[0], 0, 0, w, o[0].MinSize().Height)
	putAt(o[1], w+gap, 0, w, o[1].MinSize().Height)
}

// besideCards gives cards as much as reads well and what stands beside them the rest; where that is little, it stands below.
type besideCards struct{}

// MinSize belongs to fyne.Layout.
func (besideCards) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(kit.Px(400), kit.Px(300))
}

// Layout belongs to fyne.Layout.
func (besideCards) Layout(o []fyne.CanvasObject, s fyne.Size) {
	const cards, beside, least = 660, 412, 270
	if s.Width < kit.Px(beside+least) {
		half := s.Height * 0.55
		o[1].Hide()
		o[2].Show()
		putAt(o[0], 0, 0, s.Width, half)
		putAt(o[2], 0, half, s.Width, kit.Px(1))
		putAt(o[3], 0, half+kit.Px(1), s.Width, s.Height-half-kit.Px(1))
		return
	}
	w := min(kit.Px(cards), s.Width*0.6, s.Width-kit.Px(beside))
	o[1].Show()
	o[2].Hide()
	putAt(o[0], 0, 0, w, s.Height)
	putAt(o[1], w, 0, kit.Px(1), s.Height)
	putAt(o[3], w+kit.Px(1), 0, s.Width-w-kit.Px(1), s.Height)
}

func putAt(o fyne.CanvasObject, x, y, w, h float32) {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(w, h))
}
