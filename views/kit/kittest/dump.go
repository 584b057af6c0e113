package kittest

import (
	"fmt"
	"image/color"
	"sort"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"rapport/views/kit"
)

// Word is one visible piece of text and where it is.
type Word struct {
	Text string
	At   fyne.Position // its left upper corner in the window
	Size fyne.Size
	Bold bool
	Role kit.Role // of its colour; "" if no role has it
}

// Words lists every visible text of an object from the top left, as laid out.
func Words(o fyne.CanvasObject) []Word {
	var out []Word
	roles := colourRoles()
	walk(o, fyne.Position{}, func(o fyne.CanvasObject, at fyne.Position) {
		t, ok := o.(*canvas.Text)
		if !ok || strings.TrimSpace(t.Text) == "" {
			return
		}
		out = append(out, Word{t.Text, at, t.Size(), t.TextStyle.Bold, roles[hex(t.Color)]})
	})
	sort.SliceStable(out, func(i, j int) bool {
		a, b := out[i], out[j]
		if band(a) != band(b) {
			return band(a) < band(b)
		}
		return a.At.X < b.At.X
	})
	return out
}

// band is the line a word stands on: middles less than 6 px apart are one line.
func band(w Word) int { return int((w.At.Y + w.Size.Height/2) / 6) }

// walk visits what is visible, parents first.
func walk(o fyne.CanvasObject, at fyne.Position, visit func(fyne.CanvasObject, fyne.Position)) {
	if o == nil || !o.Visible() {
		return
	}
	at = at.Add(o.Position())
	visit(o, at)
	switch v := o.(type) {
	case *fyne.Container:
		for _, child := range v.Objects {
			walk(child, at, visit)
		}
	case fyne.Widget:
		for _, child := range test.WidgetRenderer(v).Objects() {
			walk(child, at, visit)
		}
	}
}

// Dump writes a screen as text, a line of the screen a line of text: for golden
// files that a person can read. Colours appear as roles where they say something.
func Dump(o fyne.CanvasObject) string {
	var b strings.Builder
	last := -1
	for _, w := range Words(o) {
		if n := band(w); n != last {
			if last >= 0 {
				b.WriteByte('\n')
			}
			fmt.Fprintf(&b, "%4.0f", w.At.Y+w.Size.Height/2)
			last = n
		}
		fmt.Fprintf(&b, "  %.0f:%s", w.At.X, w.Text)
		if w.Bold {
			b.WriteByte('*')
		}
		if short := shortRole(w.Role); short != "" {
			fmt.Fprintf(&b, "(%s)", short)
		}
	}
	b.WriteByte('\n')
	return b.String()
}

func shortRole(r kit.Role) string {
	switch r {
	case kit.RoleText, kit.RoleMuted, "":
		return ""
	}
	s := string(r)
	return s[strings.LastIndexByte(s, '.')+1:]
}

// colourRoles turns colours of the applied theme back into roles.
func colourRoles() map[string]kit.Role {
	out := map[string]kit.Role{}
	for _, r := range []kit.Role{
		kit.RoleGreyText, kit.RoleGreenText, kit.RoleBlueText, kit.RoleAmberText, kit.RoleRedText, kit.RoleOnToast,
		kit.RoleError, kit.RoleWarning, kit.RoleSuccess, kit.RoleOnPrimary, kit.RolePrimary, kit.RoleDisabled, kit.RoleMuted, kit.RoleText,
	} {
		out[hex(kit.Color(r))] = r
	}
	return out
}

func hex(c color.Color) string {
	n := color.NRGBAModel.Convert(c).(color.NRGBA)
	return fmt.Sprintf("%02x%02x%02x%02x", n.R, n.G, n.B, n.A)
}

// Dump writes the window, and after it whatever is laid over it.
func (w *Window) Dump() string {
	out := Dump(w.Root.Content())
	for _, o := range w.Canvas().Overlays().List() {
		out += "---- over it\n" + Dump(o)
	}
	return out
}

// top is what takes clicks: the topmost overlay, else the content.
func (w *Window) top() fyne.CanvasObject {
	if o := w.Canvas().Overlays().Top(); o != nil {
		return o
	}
	return w.Root.Content()
}

// Sees tells whether a text is visible on top.
func (w *Window) Sees(text string) bool {
	for _, word := range Words(w.top()) {
		if word.Text == text {
			return true
		}
	}
	return false
}

// find gives the place of a visible text on top: the first one whole, else the
// first that holds it.
func (w *Window) find(t testing.TB, text string) Word {
	t.Helper()
	words := Words(w.top())
	for _, word := range words {
		if word.Text == text {
			return word
		}
	}
	for _, word := range words {
		if strings.Contains(word.Text, text) {
			return word
		}
	}
	t.Fatalf("no %q on the screen:\n%s", text, Dump(w.top()))
	return Word{}
}

// Focused is the widget with the keyboard.
func (w *Window) Focused() fyne.Focusable { return w.Canvas().Focused() }

// FocusedText is what stands in the entry with the keyboard, "" if it is none.
func (w *Window) FocusedText() string {
	switch e := w.Focused().(type) {
	case *kit.Entry:
		return e.Text
	case *widget.Entry:
		return e.Text
	}
	return ""
}

// ToField goes on by Tab until a field of the form on top has the keyboard.
func (w *Window) ToField(t testing.TB, key string) {
	t.Helper()
	for range 80 {
		found := false
		walk(w.top(), fyne.Position{}, func(o fyne.CanvasObject, _ fyne.Position) {
			f, ok := o.(kit.Field)
			found = found || ok && f.Key() == key && f.Target() == w.Focused()
		})
		if found {
			return
		}
		w.Press("Tab")
	}
	t.Fatalf("Tab never comes to the field %q:\n%s", key, w.Dump())
}
