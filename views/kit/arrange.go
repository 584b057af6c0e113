package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"
)

// Grow marks a child of Across or Down that takes the room left over.
func Grow(o fyne.CanvasObject) fyne.CanvasObject {
	g := &fyne.Container{Layout: grower{}, Objects: []fyne.CanvasObject{o}}
	return g
}

// Space is room left over with nothing in it.
func Space() fyne.CanvasObject { return Grow(layout.NewSpacer()) }

type grower struct{}

func (grower) MinSize(o []fyne.CanvasObject) fyne.Size { return o[0].MinSize() }
func (grower) Layout(o []fyne.CanvasObject, size fyne.Size) {
	put(o[0], 0, 0, size.Width, size.Height)
}

func grows(o fyne.CanvasObject) bool {
	c, ok := o.(*fyne.Container)
	if !ok {
		return false
	}
	_, ok = c.Layout.(grower)
	return ok
}

// Across puts children side by side, centred in height, gap pixels apart.
func Across(gap float32, children ...fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: line{gap: gap}, Objects: children}
}

// Down puts children one below the other at full width, gap pixels apart.
func Down(gap float32, children ...fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: line{gap: gap, down: true}, Objects: children}
}

// line is the layout of Across and Down.
type line struct {
	gap  float32
	down bool
}

// turn swaps the axes of a downward line, so that the sums are written once.
func (l line) turn(s fyne.Size) (along, across float32) {
	if l.down {
		return s.Height, s.Width
	}
	return s.Width, s.Height
}

func (l line) sums(children []fyne.CanvasObject) (along, across float32, growers int) {
	shown := 0
	for _, c := range children {
		if !c.Visible() {
			continue
		}
		a, b := l.turn(c.MinSize())
		along, across = along+a, max(across, b)
		shown++
		if grows(c) {
			growers++
		}
	}
	return along + Px(l.gap)*float32(max(0, shown-1)), across, growers
}

func (l line) MinSize(children []fyne.CanvasObject) fyne.Size {
	along, across, _ := l.sums(children)
	if l.down {
		return fyne.NewSize(across, along)
	}
	return fyne.NewSize(along, across)
}

func (l line) Layout(children []fyne.CanvasObject, size fyne.Size) {
	need, _, growers := l.sums(children)
	have, across := l.turn(size)
	spare := max(0, have-need) / float32(max(1, growers))
	at := float32(0)
	for _, c := range children {
		if !c.Visible() {
			continue
		}
		a, b := l.turn(c.MinSize())
		if grows(c) {
			a += spare
		}
		if l.down {
			put(c, 0, at, across, a)
		} else {
			put(c, at, (across-b)/2, a, b)
		}
		at += a + Px(l.gap)
	}
}

// Pad keeps room around a child: top, right, bottom, left, in pixels at zoom 1.
func Pad(top, right, bottom, left float32, child fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: padding{top, right, bottom, left}, Objects: []fyne.CanvasObject{child}}
}

type padding struct{ top, right, bottom, left float32 }

func (p padding) MinSize(o []fyne.CanvasObject) fyne.Size {
	return o[0].MinSize().AddWidthHeight(Px(p.left)+Px(p.right), Px(p.top)+Px(p.bottom))
}

func (p padding) Layout(o []fyne.CanvasObject, s fyne.Size) {
	put(o[0], Px(p.left), Px(p.top), s.Width-Px(p.left)-Px(p.right), s.Height-Px(p.top)-Px(p.bottom))
}

// Wrapped puts children in a row that goes on in the next line when it is full,
// as chips do.
func Wrapped(gap float32, children ...fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: &flow{gap: gap}, Objects: children}
}

// flow remembers its last width: only then does it know how high it is.
type flow struct{ gap, width float32 }

func (f *flow) MinSize(children []fyne.CanvasObject) fyne.Size {
	height := f.walk(children, f.width, false)
	return fyne.NewSize(Px(40), height)
}

func (f *flow) Layout(children []fyne.CanvasObject, size fyne.Size) {
	f.width = size.Width
	f.walk(children, size.Width, true)
}

func (f *flow) walk(children []fyne.CanvasObject, width float32, place bool) float32 {
	var x, y, high float32
	for _, c := range children {
		if !c.Visible() {
			continue
		}
		m := c.MinSize()
		if x > 0 && width > 0 && x+m.Width > width {
			x, y, high = 0, y+high+Px(f.gap), 0
		}
		if place {
			put(c, x, y, m.Width, m.Height)
		}
		x, high = x+m.Width+Px(f.gap), max(high, m.Height)
	}
	return y + high
}

// Fixed gives a child a size of its own, in pixels at zoom 1; 0 leaves a side to the child.
func Fixed(width, height float32, child fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: fixed{width, height}, Objects: []fyne.CanvasObject{child}}
}

type fixed struct{ width, height float32 }

func (f fixed) MinSize(o []fyne.CanvasObject) fyne.Size {
	m := o[0].MinSize()
	if f.width > 0 {
		m.Width = Px(f.width)
	}
	if f.height > 0 {
		m.Height = Px(f.height)
	}
	return m
}

func (f fixed) Layout(o []fyne.CanvasObject, s fyne.Size) { put(o[0], 0, 0, s.Width, s.Height) }
