package desk

import (
	"fyne.io/fyne/v2"

	"rapport/views/kit"
)

// paneBox is the frame of a details pane: blocks with lines between them that scroll, something fixed at the foot, and
// what stands there when nothing is chosen or it could not be read.
type paneBox struct {
	content  *fyne.Container
	pages    *kit.Pages
	whole    fyne.CanvasObject
	column   *fyne.Container
	empty    fyne.CanvasObject
	fault    fyne.CanvasObject
	sections map[string]*fyne.Container
	low      *fyne.Container
}

// block is a part of a details pane, with or without a title.
type block struct {
	title string
	body  fyne.CanvasObject
}

// titled is a block under a title, which section hides and shows.
func titled(title string, body fyne.CanvasObject) block { return block{title, body} }

// newPaneBox makes the frame; head and facts stand above the titled blocks.
func newPaneBox(hint string, head, facts fyne.CanvasObject, blocks ...block) *paneBox {
	b := &paneBox{sections: map[string]*fyne.Container{}, pages: kit.NewPages(), low: kit.Down(0)}
	b.column = kit.Down(0, kit.Pad(14, 16, 14, 16, head), kit.NewRule(kit.RoleSeparator), kit.Pad(12, 16, 12, 16, facts))
	for _, s := range blocks {
		part := kit.Down(0, kit.NewRule(kit.RoleSeparator), kit.Pad(12, 16, 14, 16, kit.Down(10, kit.SectionTitle(s.title), s.body)))
		b.sections[s.title] = part
		b.column.Add(part)
	}
	b.whole = kit.Down(0, kit.Grow(kit.Scrolled(b.column)), b.low)
	b.empty = kit.Middle(220, kit.NewText(hint, kit.Look{Role: kit.RoleMuted, Wrap: true, Align: fyne.TextAlignCenter}))
	b.content = kit.Down(0, kit.Grow(b.pages))
	b.nothing()
	return b
}

// foot puts something below the part that scrolls.
func (b *paneBox) foot(o fyne.CanvasObject) { b.low.Add(o) }

// section shows or hides a titled block.
func (b *paneBox) section(title string, yes bool) {
	if yes {
		b.sections[title].Show()
	} else {
		b.sections[title].Hide()
	}
}

func (b *paneBox) show() {
	b.pages.Open(b.whole)
	b.column.Refresh()
}

func (b *paneBox) nothing() { b.pages.Open(b.empty) }

// broken shows why there is nothing, with a way to try again.
func (b *paneBox) broken(o fyne.CanvasObject) {
	if b.fault != nil {
		b.pages.Drop(b.fault)
	}
	b.fault = o
	b.pages.Open(o)
}
