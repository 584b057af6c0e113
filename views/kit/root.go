package kit

import (
	"runtime/debug"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
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
	sheet  *Sheet // the open form
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
		for _, s := range shortcutsOf(first) {
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

// Detach gives the canvas up to another root: nothing of this one shows or answers any more.
func (r *Root) Detach() {
	if r.canvas == nil {
		return
	}
	for top := r.canvas.Overlays().Top(); top != nil; top = r.canvas.Overlays().Top() {
		r.canvas.Overlays().Remove(top)
	}
	r.canvas, r.sheet = nil, nil
}

// Key, Rune and Shortcut take what the focused widget had no use for, and tell
// whether it meant something.
func (r *Root) Key(e *fyne.KeyEvent) bool {
	c, ok := chordOfKey(e, r.Mods())
	return ok && r.press(c)
}

// Rune belongs to Key. A capital without Shift comes from Caps Lock and counts
// as the small letter.
func (r *Root) Rune(ch rune) bool {
	c := chordOfRune(ch)
	if r.Mods()&fyne.KeyModifierShift == 0 {
		c.mod = 0
	}
	return r.press(c)
}

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
	if r.canvas == nil {
		return false
	}
	if top := r.canvas.Overlays().Top(); top != nil {
		s, ours := top.(*Surface)
		return ours && s.keys != nil && s.keys(c)
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

// inChord tells whether keys such as "G" wait for the one that follows.
func inChord(o fyne.CanvasObject) bool {
	r, _ := rootOf(o)
	return r != nil && r.Commands.begun()
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
