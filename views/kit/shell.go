package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// The widths of the window's parts at zoom 1.
const (
	SidebarWidth = 204
	DetailWidth  = 308
	// FoldDetail is the window width below which the detail pane folds away.
	FoldDetail = 1040
)

// Shell is the window's layout: sidebar, page, and on top of the page what it
// needs. Its smallest size is fixed: a long label never widens the window. The
// Tab order is the order of reading.
func Shell(banner, sidebar, pages fyne.CanvasObject) fyne.CanvasObject {
	side := NewPanel(Face{Fill: RoleSidebar}, sidebar)
	return &fyne.Container{Layout: shellLayout{}, Objects: []fyne.CanvasObject{
		NewPanel(Face{Fill: RoleBackground}, nil), banner, side, NewUpright(RoleBorder), pages,
	}}
}

type shellLayout struct{}

func (shellLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(least()) }

func (shellLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	put(o[0], 0, 0, s.Width, s.Height)
	top := float32(0)
	if o[1].Visible() {
		top = o[1].MinSize().Height
		put(o[1], 0, 0, s.Width, top)
	}
	w, h := Px(SidebarWidth), s.Height-top
	put(o[2], 0, top, w, h)
	put(o[3], w, top, Px(1), h)
	put(o[4], w+Px(1), top, max(0, s.Width-w-Px(1)), h)
}

// Pages shows one page at a time in a stable place, so that focus and what is
// drawn survive switching.
type Pages struct{ holder }

// NewPages makes an empty place for pages.
func NewPages() *Pages {
	p := &Pages{}
	p.hold(p, container.NewStack())
	return p
}

// Open brings a page to the front, adding it if it is new.
func (p *Pages) Open(page fyne.CanvasObject) {
	known := false
	for _, o := range p.inner.Objects {
		if o == page {
			known = true
		} else {
			o.Hide()
		}
	}
	if !known {
		p.inner.Add(page)
	}
	page.Show()
	p.inner.Refresh()
}

// Drop takes a page away for good.
func (p *Pages) Drop(page fyne.CanvasObject) { p.inner.Remove(page) }

// PageSpec is what a list page is made of; any part but Body may be nil.
type PageSpec struct {
	Head   fyne.CanvasObject // title, count, search, buttons
	Chips  fyne.CanvasObject // the filters in force
	Body   fyne.CanvasObject // the grid
	Foot   fyne.CanvasObject // count and key hints
	Detail fyne.CanvasObject
}

// Page is head, list and footer with the detail pane at the right.
type Page struct {
	holder
	layout *pageLayout
}

// NewPage lays a page out. Tab goes head, list, foot, detail.
func NewPage(s PageSpec) *Page {
	orNothing := func(o fyne.CanvasObject) fyne.CanvasObject {
		if o != nil {
			return o
		}
		none := NewPanel(Face{}, nil)
		none.Hide()
		return none
	}
	l := &pageLayout{}
	detail := orNothing(s.Detail)
	c := &fyne.Container{Layout: l, Objects: []fyne.CanvasObject{
		NewPanel(Face{Fill: RoleHeader}, nil), orNothing(s.Head), orNothing(s.Chips), NewRule(RoleBorder),
		s.Body, NewPanel(Face{Fill: RoleHeader}, nil), NewRule(RoleBorder), orNothing(s.Foot),
		NewUpright(RoleBorder), detail,
	}}
	l.wanted = s.Detail != nil
	p := &Page{layout: l}
	p.hold(p, c)
	return p
}

// FoldDetail hides the detail pane or shows it again where there is room.
func (p *Page) FoldDetail(fold bool) {
	p.layout.folded = fold
	p.layout.Layout(p.inner.Objects, p.Size())
	p.inner.Refresh()
}

// DetailShown tells whether the detail pane is on the screen.
func (p *Page) DetailShown() bool { return p.layout.shown }

type pageLayout struct{ wanted, folded, shown bool }

func (l *pageLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(Px(600), Px(400))
}

func (l *pageLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	l.shown = l.wanted && !l.folded && s.Width+Px(SidebarWidth) >= Px(FoldDetail)
	w := s.Width
	if l.shown {
		w -= Px(DetailWidth) + Px(1)
		put(o[8], w, 0, Px(1), s.Height)
		put(o[9], w+Px(1), 0, Px(DetailWidth), s.Height)
	}
	for _, part := range o[8:10] {
		if l.shown {
			part.Show()
		} else {
			part.Hide()
		}
	}
	top := l.placeTop(o, w)
	foot := float32(0)
	if o[7].Visible() {
		foot = Px(25)
	}
	put(o[4], 0, top, w, max(0, s.Height-top-foot))
	put(o[5], 0, s.Height-foot, w, foot)
	put(o[6], 0, s.Height-foot, w, Px(1))
	put(o[7], Px(16), s.Height-foot+Px(1), w-Px(32), max(0, foot-Px(1)))
}

// placeTop lays out head and chips and gives where the list begins.
func (l *pageLayout) placeTop(o []fyne.CanvasObject, w float32) float32 {
	top := float32(0)
	put(o[1], Px(16), Px(10), w-Px(32), Px(30))
	if o[1].Visible() {
		top = Px(47)
	}
	if o[2].Visible() {
		put(o[2], Px(16), top, w-Px(32), Px(22))
		top += Px(28)
	}
	put(o[0], 0, 0, w, 0)
	put(o[3], 0, top, w, Px(1))
	return top + Px(1)
}

// PageHead is the usual head of a list: title, count, search that takes the
// room, and buttons.
func PageHead(title fyne.CanvasObject, count *Text, search fyne.CanvasObject, buttons ...fyne.CanvasObject) fyne.CanvasObject {
	parts := []fyne.CanvasObject{title, count}
	if search != nil {
		parts = append(parts, Pad(0, 8, 0, 20, search))
		parts[2] = Grow(parts[2])
	} else {
		parts = append(parts, Space())
	}
	return Across(8, append(parts, buttons...)...)
}

// Scrolled lets something longer than its place be scrolled down.
func Scrolled(o fyne.CanvasObject) *container.Scroll { return container.NewVScroll(o) }

// least is the smallest window. It grows with the zoom only as far as a small screen has room.
func least() (w, h float32) { return min(Px(860), 1024), min(Px(560), 640) }
