package kittest

import (
	"strings"
	"testing"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
)

// Tap clicks on a visible text, on top of whatever else is there.
func (w *Window) Tap(t testing.TB, text string) {
	t.Helper()
	word := w.find(t, text)
	size := word.Size
	if m := fyne.MeasureText(word.Text, 13, fyne.TextStyle{}); m.Width < size.Width {
		size.Width = m.Width
	}
	w.Click(fyne.NewPos(word.At.X+size.Width/2, word.At.Y+size.Height/2), desktop.MouseButtonPrimary, 0)
}

// Click presses and releases a mouse button at a place in the window, as the
// driver does: press, loss of focus, release, tap.
func (w *Window) Click(at fyne.Position, button desktop.MouseButton, mods fyne.KeyModifier) {
	o, inside := w.under(at, func(o fyne.CanvasObject) bool {
		switch o.(type) {
		case fyne.Tappable, fyne.SecondaryTappable, desktop.Mouseable, fyne.Focusable:
			return true
		}
		return false
	})
	if o == nil {
		return
	}
	event := &desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: inside, AbsolutePosition: at}, Button: button, Modifier: mods}
	m, mouse := o.(desktop.Mouseable)
	if mouse {
		m.MouseDown(event)
	}
	if f, ok := o.(fyne.Focusable); !ok || w.Focused() != f {
		w.Canvas().Unfocus()
	}
	if mouse {
		m.MouseUp(event)
	}
	point := &fyne.PointEvent{Position: inside, AbsolutePosition: at}
	if button == desktop.MouseButtonSecondary {
		if s, ok := o.(fyne.SecondaryTappable); ok {
			s.TappedSecondary(point)
		}
	} else if s, ok := o.(fyne.Tappable); ok {
		s.Tapped(point)
	}
	w.Stage.Run()
}

// Hover moves the pointer to a place in the window.
func (w *Window) Hover(at fyne.Position) {
	o, inside := w.under(at, func(o fyne.CanvasObject) bool { _, ok := o.(desktop.Hoverable); return ok })
	if h, ok := o.(desktop.Hoverable); ok {
		h.MouseIn(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: inside, AbsolutePosition: at}})
	}
	w.Stage.Run()
}

// under gives the topmost object at a place that fits, and the place inside it.
func (w *Window) under(at fyne.Position, fits func(fyne.CanvasObject) bool) (found fyne.CanvasObject, inside fyne.Position) {
	walk(w.top(), fyne.Position{}, func(o fyne.CanvasObject, p fyne.Position) {
		s := o.Size()
		if at.X >= p.X && at.Y >= p.Y && at.X < p.X+s.Width && at.Y < p.Y+s.Height && fits(o) {
			found, inside = o, at.Subtract(p)
		}
	})
	return found, inside
}

// Type types text into what has the keyboard; without focus the window gets it.
func (w *Window) Type(text string) {
	for _, r := range text {
		w.mods = 0
		if unicode.IsUpper(r) {
			w.mods = fyne.KeyModifierShift
		}
		if f := w.Focused(); f != nil {
			f.TypedRune(r)
		} else {
			test.TypeOnCanvas(w.Canvas(), string(r))
		}
		w.Stage.Run()
	}
	w.mods = 0
}

// Press presses keys one after the other: "Down", "Tab", "Ctrl+S", "Shift+End".
func (w *Window) Press(keys ...string) {
	for _, key := range keys {
		w.press(key)
		w.Stage.Run()
	}
}

func (w *Window) press(key string) {
	var mods fyne.KeyModifier
	for {
		name, rest, more := strings.Cut(key, "+")
		if !more || rest == "" {
			break
		}
		mods |= map[string]fyne.KeyModifier{"Ctrl": fyne.KeyModifierShortcutDefault, "Shift": fyne.KeyModifierShift, "Alt": fyne.KeyModifierAlt}[name]
		key = rest
	}
	w.mods = mods
	defer func() { w.mods = 0 }()
	switch {
	case key == "Tab" && mods == fyne.KeyModifierShift:
		w.Canvas().FocusPrevious()
	case key == "Tab":
		w.Canvas().FocusNext()
	case mods&^fyne.KeyModifierShift != 0:
		w.shortcut(key, mods)
	default:
		event := &fyne.KeyEvent{Name: keyName(key)}
		if f := w.Focused(); f != nil {
			f.TypedKey(event)
		} else if on := w.Canvas().OnTypedKey(); on != nil {
			on(event)
		}
	}
}

func keyName(key string) fyne.KeyName {
	if name, ok := map[string]fyne.KeyName{
		"Enter": fyne.KeyReturn, "Esc": fyne.KeyEscape, "Del": fyne.KeyDelete, "PgUp": fyne.KeyPageUp, "PgDn": fyne.KeyPageDown, "Backspace": fyne.KeyBackspace,
	}[key]; ok {
		return name
	}
	return fyne.KeyName(key)
}

func (w *Window) shortcut(key string, mods fyne.KeyModifier) {
	var s fyne.Shortcut = &desktop.CustomShortcut{KeyName: keyName(key), Modifier: mods}
	if mods == fyne.KeyModifierShortcutDefault {
		clip := fyne.CurrentApp().Clipboard()
		switch key {
		case "A":
			s = &fyne.ShortcutSelectAll{}
		case "Z":
			s = &fyne.ShortcutUndo{}
		case "Y":
			s = &fyne.ShortcutRedo{}
		case "C":
			s = &fyne.ShortcutCopy{Clipboard: clip}
		case "V":
			s = &fyne.ShortcutPaste{Clipboard: clip}
		}
	}
	if f, ok := w.Focused().(fyne.Shortcutable); ok {
		f.TypedShortcut(s)
		return
	}
	if c, ok := w.Canvas().(interface{ TypedShortcut(fyne.Shortcut) }); ok {
		c.TypedShortcut(s)
		return
	}
	w.Root.Shortcut(s)
}

// Icons counts the visible pictures, for screens that show little text.
func Icons(o fyne.CanvasObject) int {
	n := 0
	walk(o, fyne.Position{}, func(o fyne.CanvasObject, _ fyne.Position) {
		if i, ok := o.(*canvas.Image); ok && (i.Resource != nil || i.Image != nil) {
			n++
		}
	})
	return n
}
