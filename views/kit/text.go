package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// Look says how a Text is written. The zero value is body text.
type Look struct {
	Role  Role    // zero: RoleText
	Size  float32 // pixels at zoom 1; zero: 13
	Bold  bool
	Align fyne.TextAlign
	Wrap  bool // breaks lines instead of ending in an ellipsis
	Hug   bool // asks for the width of its text; otherwise it takes what it gets and may be cut
}

// Body is ordinary text as wide as it is long.
func Body() Look { return Look{Hug: true} }

// Muted is text of second rank.
func Muted() Look { return Look{Role: RoleMuted, Hug: true} }

// Caption is small muted text.
func Caption() Look { return Look{Role: RoleMuted, Size: 11, Hug: true} }

// Title is the name of a page or sheet.
func Title() Look { return Look{Size: 17, Bold: true, Hug: true} }

// Heading is larger than a title, for pages that are read.
func Heading() Look { return Look{Size: 20, Bold: true, Hug: true} }

// Prose is text in sentences, broken into lines.
func Prose() Look { return Look{Wrap: true} }

// Text is a piece of writing in a role's colour. It follows theme and zoom; cut
// short, it shows all of itself in a tooltip.
type Text struct {
	widget.BaseWidget
	text  string
	look  Look
	lines []*canvas.Text
	cut   bool
	tip   tipTrigger
}

var _ desktop.Hoverable = (*Text)(nil)

// NewText makes a text.
func NewText(s string, look Look) *Text {
	t := &Text{text: s, look: look}
	t.ExtendBaseWidget(t)
	return t
}

// Text tells what is written, uncut.
func (t *Text) Text() string { return t.text }

// Set changes the words.
func (t *Text) Set(s string) {
	if s == t.text {
		return
	}
	t.text = s
	t.Refresh()
}

// SetLook changes how they are written.
func (t *Text) SetLook(look Look) {
	if look == t.look {
		return
	}
	t.look = look
	t.Refresh()
}

// MouseIn, MouseMoved and MouseOut show the whole text when it is cut.
func (t *Text) MouseIn(e *desktop.MouseEvent) {
	if t.cut {
		t.tip.enter(t, t.text, e.AbsolutePosition)
	}
}

// MouseMoved belongs to MouseIn.
func (t *Text) MouseMoved(*desktop.MouseEvent) {}

// MouseOut belongs to MouseIn.
func (t *Text) MouseOut() { t.tip.leave() }

func (t *Text) size() float32 {
	if t.look.Size == 0 {
		return Px(13)
	}
	return Px(t.look.Size)
}

func (t *Text) style() fyne.TextStyle { return fyne.TextStyle{Bold: t.look.Bold} }

// CreateRenderer belongs to Fyne.
func (t *Text) CreateRenderer() fyne.WidgetRenderer {
	r := &textRenderer{t: t}
	r.arrange(t.Size().Width)
	return r
}

type textRenderer struct{ t *Text }

func (r *textRenderer) Destroy() {}

func (r *textRenderer) Objects() []fyne.CanvasObject {
	objects := make([]fyne.CanvasObject, len(r.t.lines))
	for i, l := range r.t.lines {
		objects[i] = l
	}
	return objects
}

func (r *textRenderer) lineHeight() float32 {
	return fyne.MeasureText("Ag", r.t.size(), r.t.style()).Height
}

func (r *textRenderer) MinSize() fyne.Size {
	h := r.lineHeight()
	if r.t.look.Wrap {
		return fyne.NewSize(Px(40), h*float32(max(1, len(r.t.lines))))
	}
	if !r.t.look.Hug {
		return fyne.NewSize(Px(20), h)
	}
	return fyne.NewSize(fyne.MeasureText(r.t.text, r.t.size(), r.t.style()).Width, h)
}

// arrange writes the words into lines for a width.
func (r *textRenderer) arrange(width float32) {
	t := r.t
	words := []string{t.text}
	t.cut = false
	switch {
	case t.look.Wrap && width > 0:
		words = wrap(t.text, width, t.size(), t.style())
	case !t.look.Hug && !t.look.Wrap && width > 0:
		words[0], t.cut = fit(t.text, width, t.size(), t.style())
	}
	for len(t.lines) < len(words) {
		t.lines = append(t.lines, newText(""))
	}
	t.lines = t.lines[:len(words)]
	role := t.look.Role
	if role == "" {
		role = RoleText
	}
	for i, l := range t.lines {
		l.Text, l.TextSize, l.TextStyle = words[i], t.size(), t.style()
		l.Alignment, l.Color = t.look.Align, Color(role)
	}
}

func (r *textRenderer) Layout(size fyne.Size) {
	before := len(r.t.lines)
	r.arrange(size.Width)
	h := r.lineHeight()
	y := float32(0)
	if len(r.t.lines) == 1 {
		h = max(h, size.Height)
	}
	for _, l := range r.t.lines {
		put(l, 0, y, size.Width, h)
		y += h
	}
	if before != len(r.t.lines) {
		canvas.Refresh(r.t)
	}
}

func (r *textRenderer) Refresh() {
	r.Layout(r.t.Size())
	canvas.Refresh(r.t)
}
