package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// Surface is one layer of the window: a body, and floating over it pop-overs,
// a toast and a tooltip. These live here and not in Fyne's overlays, which would
// take every pointer event of the window.
type Surface struct {
	widget.BaseWidget
	root   *Root
	scrim  *scrim
	body   fyne.CanvasObject
	placed func(fyne.Size) (fyne.Position, fyne.Size) // where the body goes; nil: everywhere
	keys   func(chord) bool
	floats []*float
	tip    *tipBox
}

// float is something laid over the body at a place of its own.
type float struct {
	object fyne.CanvasObject
	place  func(fyne.Size) (fyne.Position, fyne.Size)
}

func newSurface(r *Root, body fyne.CanvasObject) *Surface {
	s := &Surface{root: r, body: body}
	s.ExtendBaseWidget(s)
	return s
}

// newCover makes a surface for an overlay: a scrim that away is called by when
// clicked, and the body at its place.
func newCover(r *Root, body fyne.CanvasObject, shade Role, away func()) *Surface {
	s := newSurface(r, body)
	s.scrim = newScrim(shade, away)
	s.scrim.beside = func(p fyne.Position) bool {
		at, size := body.Position(), body.Size()
		return p.X < at.X || p.Y < at.Y || p.X >= at.X+size.Width || p.Y >= at.Y+size.Height
	}
	return s
}

// show lays something over the body until hide.
func (s *Surface) show(f *float) {
	s.hide(f)
	s.floats = append(s.floats, f)
	s.Refresh()
}

func (s *Surface) hide(f *float) {
	for i, other := range s.floats {
		if other == f {
			s.floats = append(s.floats[:i:i], s.floats[i+1:]...)
			s.Refresh()
			return
		}
	}
}

// CreateRenderer belongs to Fyne.
func (s *Surface) CreateRenderer() fyne.WidgetRenderer { return &surfaceRenderer{s} }

type surfaceRenderer struct{ s *Surface }

func (r *surfaceRenderer) Destroy() {}

func (r *surfaceRenderer) Objects() []fyne.CanvasObject {
	var all []fyne.CanvasObject
	if r.s.scrim != nil {
		all = append(all, r.s.scrim)
	}
	if r.s.body != nil {
		all = append(all, r.s.body)
	}
	for _, f := range r.s.floats {
		all = append(all, f.object)
	}
	if r.s.tip != nil {
		all = append(all, r.s.tip)
	}
	return all
}

// MinSize is fixed: what is on the window never widens it.
func (r *surfaceRenderer) MinSize() fyne.Size {
	if r.s.scrim != nil {
		return fyne.Size{}
	}
	return fyne.NewSize(least())
}

func (r *surfaceRenderer) Layout(size fyne.Size) {
	if r.s.scrim != nil {
		r.s.scrim.Resize(size)
	}
	if r.s.body != nil {
		at, area := fyne.Position{}, size
		if r.s.placed != nil {
			at, area = r.s.placed(size)
		}
		put(r.s.body, at.X, at.Y, area.Width, area.Height)
	}
	for _, f := range r.s.floats {
		at, area := f.place(size)
		put(f.object, at.X, at.Y, area.Width, area.Height)
	}
	if r.s.tip != nil {
		r.s.tip.settle(size)
	}
}

func (r *surfaceRenderer) Refresh() {
	r.Layout(r.s.Size())
	canvas.Refresh(r.s)
}

// scrim shades what lies beneath an overlay and takes clicks beside it.
type scrim struct {
	widget.BaseWidget
	role   Role
	away   func()
	beside func(fyne.Position) bool // what lies on the body falls through to the scrim
}

func newScrim(role Role, away func()) *scrim {
	s := &scrim{role: role, away: away}
	s.ExtendBaseWidget(s)
	return s
}

// Tapped is a click beside the overlay.
func (s *scrim) Tapped(e *fyne.PointEvent) {
	if s.away != nil && (s.beside == nil || s.beside(e.Position)) {
		s.away()
	}
}

// CreateRenderer belongs to Fyne.
func (s *scrim) CreateRenderer() fyne.WidgetRenderer {
	r := newRect()
	return newDrawing(&drawing{of: s, objects: []fyne.CanvasObject{r}, least: func() fyne.Size { return fyne.Size{} },
		place: func(size fyne.Size) { r.Resize(size) }, style: func() { r.FillColor = Color(s.role) }})
}
