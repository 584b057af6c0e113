package kit

import (
	"runtime/debug"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// Fault is an error as people are told it: which field if any, what happened and
// what was kept, what to do next, and the raw words for a report.
type Fault struct{ Field, Say, Try, Detail string }

// Root is what one window stands on: its stage, its commands, its canvas and the
// layers over its content. Widgets find it by themselves through the canvas.
type Root struct {
	Stage    Stage
	Commands *Commands
	// Explain turns an error into words; the desk sets it. Nil shows the error's own text.
	Explain func(error) Fault
	// Guard is told of a panic in a callback of a widget, with the stack; the
	// window lives on. Nil lets it pass.
	Guard func(reason any, stack []byte)
	// Mods tells which modifier keys are down; tests replace it.
	Mods func() fyne.KeyModifier

	canvas fyne.Canvas
	base   *Surface
	toast  *toastBox
}

// NewRoot makes the foundation of a window around its content.
func NewRoot(stage Stage, commands *Commands, content fyne.CanvasObject) *Root {
	r := &Root{Stage: stage, Commands: commands, Mods: driverMods}
	r.base = newSurface(r, content)
	return r
}

func driverMods() fyne.KeyModifier {
	if d, ok := fyne.CurrentApp().Driver().(desktop.Driver); ok {
		return d.CurrentKeyModifiers()
	}
	return 0
}

// Content is what the window is given: window.SetContent(root.Content()).
func (r *Root) Content() fyne.CanvasObject { return r.base }

// Canvas is the window's canvas, nil before Attach.
func (r *Root) Canvas() fyne.Canvas { return r.canvas }

// Attach binds keys to the window's canvas; call it once, after SetContent.
func (r *Root) Attach(c fyne.Canvas) {
	r.canvas = c
	c.SetOnTypedKey(func(e *fyne.KeyEvent) { r.Key(e) })
	c.SetOnTypedRune(func(ch rune) { r.Rune(ch) })
	bind := func(first chord) {
		if s := shortcutOf(first); s != nil {
			c.AddShortcut(s, func(fyne.Shortcut) { r.press(first) })
		}
	}
	for _, own := range []string{"Ctrl+S", "Ctrl+Enter"} {
		bind(parseChord(own))
	}
	for _, b := range r.Commands.list {
		for _, way := range b.ways {
			bind(way[0])
		}
	}
	r.Commands.onAdd = bind
}

// Key, Rune and Shortcut take what the focused widget had no use for, and tell
// whether it meant something.
func (r *Root) Key(e *fyne.KeyEvent) bool {
	c, ok := chordOfKey(e, r.Mods())
	return ok && r.press(c)
}

// Rune belongs to Key.
func (r *Root) Rune(ch rune) bool { return r.press(chordOfRune(ch)) }

// Shortcut belongs to Key.
func (r *Root) Shortcut(s fyne.Shortcut) bool {
	c, ok := chordOfShortcut(s)
	return ok && r.press(c)
}

// press gives a stroke to what is on top: an overlay keeps all strokes to itself.
func (r *Root) press(c chord) (used bool) {
	used = true
	r.guarded(func() { used = r.route(c) })
	return used
}

// guarded runs what came from outside this package.
func (r *Root) guarded(f func()) {
	if r.Guard != nil {
		defer func() {
			if reason := recover(); reason != nil {
				r.Guard(reason, debug.Stack())
			}
		}()
	}
	f()
}

// safely is guarded for a widget, on whatever root it stands.
func safely(o fyne.CanvasObject, f func()) {
	if r, _ := rootOf(o); r != nil {
		r.guarded(f)
		return
	}
	f()
}

func (r *Root) route(c chord) bool {
	if r.canvas != nil {
		if top := r.canvas.Overlays().Top(); top != nil {
			s, ours := top.(*Surface)
			return ours && s.keys != nil && s.keys(c)
		}
	}
	return r.Commands.press(c)
}

// Covered tells whether an overlay (sheet, palette, dialog, menu) is up.
func (r *Root) Covered() bool { return r.canvas != nil && r.canvas.Overlays().Top() != nil }

// Focus gives the keyboard to a widget.
func (r *Root) Focus(o fyne.Focusable) {
	if r.canvas != nil && o != nil {
		r.canvas.Focus(o)
	}
}

func (r *Root) explain(err error) Fault {
	if r.Explain != nil {
		return r.Explain(err)
	}
	return Fault{Say: err.Error()}
}

// open lays a surface over everything and gives the keyboard to focus.
func (r *Root) open(s *Surface, focus fyne.Focusable) {
	if r.canvas == nil {
		return
	}
	r.base.hideTip()
	r.canvas.Overlays().Add(s)
	s.Resize(r.canvas.Size())
	if focus != nil {
		r.canvas.Focus(focus)
	}
}

func (r *Root) close(s *Surface) {
	if r.canvas != nil {
		r.canvas.Overlays().Remove(s)
	}
}

// rootOf finds the window's root and its topmost surface from any widget on it;
// both are nil for a widget outside of one.
func rootOf(o fyne.CanvasObject) (*Root, *Surface) {
	c := fyne.CurrentApp().Driver().CanvasForObject(o)
	if c == nil {
		return nil, nil
	}
	if s, ok := c.Overlays().Top().(*Surface); ok {
		return s.root, s
	}
	if s, ok := c.Content().(*Surface); ok {
		return s.root, s
	}
	return nil, nil
}

// focusOn gives the keyboard to a widget wherever it is.
func focusOn(o fyne.Focusable) {
	w, ok := o.(fyne.CanvasObject)
	if !ok {
		return
	}
	if c := fyne.CurrentApp().Driver().CanvasForObject(w); c != nil {
		c.Focus(o)
	}
}

// forwardKey and its like pass on what a widget has no use for.
func forwardKey(o fyne.CanvasObject, e *fyne.KeyEvent) bool {
	r, _ := rootOf(o)
	return r != nil && r.Key(e)
}

func forwardRune(o fyne.CanvasObject, ch rune) bool {
	r, _ := rootOf(o)
	return r != nil && r.Rune(ch)
}

func forwardShortcut(o fyne.CanvasObject, s fyne.Shortcut) bool {
	r, _ := rootOf(o)
	return r != nil && r.Shortcut(s)
}

func modsOf(o fyne.CanvasObject) fyne.KeyModifier {
	if r, _ := rootOf(o); r != nil {
		return r.Mods()
	}
	return driverMods()
}

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
	return fyne.NewSize(Px(860), Px(560))
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
	role Role
	away func()
}

func newScrim(role Role, away func()) *scrim {
	s := &scrim{role: role, away: away}
	s.ExtendBaseWidget(s)
	return s
}

// Tapped is a click beside the overlay.
func (s *scrim) Tapped(*fyne.PointEvent) {
	if s.away != nil {
		s.away()
	}
}

// CreateRenderer belongs to Fyne.
func (s *scrim) CreateRenderer() fyne.WidgetRenderer {
	r := newRect()
	return newDrawing(&drawing{of: s, objects: []fyne.CanvasObject{r}, least: func() fyne.Size { return fyne.Size{} },
		place: func(size fyne.Size) { r.Resize(size) }, style: func() { r.FillColor = Color(s.role) }})
}
