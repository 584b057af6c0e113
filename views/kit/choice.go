package kit

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// Pair is a value as it is stored and as it reads.
type Pair struct{ Value, Text string }

// ChoiceField asks for one of a few: side by side if they fit, otherwise as a
// small menu. Arrows change it.
type ChoiceField struct {
	fieldBox
	bar *choiceBar
}

// NewChoiceField makes the field; the first choice holds until another is made,
// unless the field is made Unset.
func NewChoiceField(spec Spec, choices ...Pair) *ChoiceField {
	f := &ChoiceField{bar: newChoiceBar(choices)}
	f.bar.change, f.bar.enter = f.changed, f.entered
	f.blank = func() bool { return f.bar.at < 0 }
	f.setUp(f, spec, f.bar)
	return f
}

// Unset leaves the choice to the person.
func (f *ChoiceField) Unset() *ChoiceField { f.bar.at = -1; return f }

// Value is the chosen value, "" if none is.
func (f *ChoiceField) Value() string { return f.bar.value() }

// Set chooses a value; OnChange is not told.
func (f *ChoiceField) Set(value string) { f.bar.set(value) }

// SetChoices offers others; the value stays if it is among them.
func (f *ChoiceField) SetChoices(choices ...Pair) {
	value := f.Value()
	f.bar.choices = choices
	f.bar.at = -1
	f.bar.rebuild()
	f.Set(value)
}

// Draft belongs to Field.
func (f *ChoiceField) Draft() string { return f.Value() }

// Restore belongs to Field.
func (f *ChoiceField) Restore(s string) { f.Set(s) }

// Target belongs to Field.
func (f *ChoiceField) Target() fyne.Focusable { return f.bar }

// choiceBar is the control: segments, or one button with a menu.
type choiceBar struct {
	widget.BaseWidget
	choices       []Pair
	at, hover     int
	focused       bool
	change        func()
	enter         func()
	back          *canvas.Rectangle
	segment, glow *canvas.Rectangle
	words         []*canvas.Text
	one           *canvas.Text
	arrow         *canvas.Image
	folded        bool
	whole         bool // never folds
	draw          *drawing
}

func newChoiceBar(choices []Pair) *choiceBar {
	b := &choiceBar{choices: choices, hover: -1}
	b.ExtendBaseWidget(b)
	return b
}

func (b *choiceBar) value() string {
	if b.at < 0 || b.at >= len(b.choices) {
		return ""
	}
	return b.choices[b.at].Value
}

func (b *choiceBar) set(value string) {
	b.at = slices.IndexFunc(b.choices, func(p Pair) bool { return p.Value == value })
	b.Refresh()
}

func (b *choiceBar) choose(i int) {
	if i < 0 || i >= len(b.choices) || i == b.at {
		return
	}
	b.at = i
	b.Refresh()
	if b.change != nil {
		b.change()
	}
}

// oneText is what the folded bar says.
func (b *choiceBar) oneText() string {
	if b.at < 0 || b.at >= len(b.choices) {
		return "Choose"
	}
	return b.choices[b.at].Text
}

// needed is the width side by side.
func (b *choiceBar) needed() float32 {
	w := Px(4)
	for i := range b.choices {
		w += b.segmentWidth(i)
	}
	return w
}

func (b *choiceBar) segmentWidth(i int) float32 {
	return fyne.MeasureText(b.choices[i].Text, Px(13), fyne.TextStyle{}).Width + Px(22)
}

func (b *choiceBar) segmentAt(x float32) int {
	at := Px(2)
	for i := range b.choices {
		if at += b.segmentWidth(i); x < at {
			return i
		}
	}
	return -1
}

// Tapped chooses a segment, or opens the menu.
func (b *choiceBar) Tapped(e *fyne.PointEvent) {
	focusOn(b)
	if b.folded {
		b.menu()
		return
	}
	b.choose(b.segmentAt(e.Position.X))
}

func (b *choiceBar) menu() {
	root, _ := rootOf(b)
	if root == nil {
		return
	}
	var items []MenuItem
	for i, c := range b.choices {
		icon := ""
		if i == b.at {
			icon = "check"
		}
		items = append(items, MenuItem{Title: c.Text, Icon: icon, Run: func() { b.choose(i) }})
	}
	root.MenuUnder(b, items)
}

// MouseIn lights the segment under the pointer.
func (b *choiceBar) MouseIn(e *desktop.MouseEvent) { b.MouseMoved(e) }

// MouseMoved belongs to MouseIn.
func (b *choiceBar) MouseMoved(e *desktop.MouseEvent) {
	if i := b.segmentAt(e.Position.X); i != b.hover {
		b.hover = i
		b.Refresh()
	}
}

// MouseOut belongs to MouseIn.
func (b *choiceBar) MouseOut() { b.hover = -1; b.Refresh() }

// FocusGained shows the ring.
func (b *choiceBar) FocusGained() {
	b.focused = true
	b.Refresh()
	if b.enter != nil {
		b.enter()
	}
}

// FocusLost belongs to FocusGained.
func (b *choiceBar) FocusLost() { b.focused = false; b.Refresh() }

// TypedRune goes to the next choice that begins with the letter, unless it ends a sequence such as G R.
func (b *choiceBar) TypedRune(r rune) {
	if root, _ := rootOf(b); root != nil && root.Commands.begun() {
		forwardRune(b, r)
		return
	}
	for k := range b.choices {
		i := (b.at + 1 + k) % len(b.choices)
		if hasPrefixFold(b.choices[i].Text, string(r)) {
			b.choose(i)
			return
		}
	}
	forwardRune(b, r)
}

// TypedKey changes the choice with the arrows.
func (b *choiceBar) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyLeft, fyne.KeyUp:
		b.choose(max(0, b.at-1))
	case fyne.KeyRight, fyne.KeyDown:
		b.choose(min(len(b.choices)-1, b.at+1))
	case fyne.KeySpace:
		if b.folded {
			b.menu()
		}
	default:
		forwardKey(b, e)
	}
}

// CreateRenderer belongs to Fyne.
func (b *choiceBar) CreateRenderer() fyne.WidgetRenderer {
	b.back, b.segment, b.glow, b.one, b.arrow = newRect(), newRect(), newRect(), newText(""), newIcon()
	b.draw = &drawing{
		of: b, place: b.place, style: b.style,
		least: func() fyne.Size {
			if b.whole {
				return fyne.NewSize(b.needed(), Px(30))
			}
			return fyne.NewSize(Px(120), Px(30))
		},
	}
	b.rebuild()
	return newDrawing(b.draw)
}

// rebuild makes texts for the choices there are now.
func (b *choiceBar) rebuild() {
	if b.draw == nil {
		return
	}
	b.words = nil
	b.draw.objects = []fyne.CanvasObject{b.back, b.segment, b.glow, b.one, b.arrow}
	for _, c := range b.choices {
		t := newText(c.Text)
		b.words = append(b.words, t)
		b.draw.objects = append(b.draw.objects, t)
	}
}

func (b *choiceBar) place(s fyne.Size) {
	b.folded = b.needed() > s.Width
	b.one.Hidden, b.arrow.Hidden = !b.folded, !b.folded
	b.segment.Hidden = b.folded || b.at < 0
	b.glow.Hidden = b.folded || b.hover < 0 || b.hover == b.at
	width := s.Width
	if !b.folded {
		width = b.needed()
	}
	put(b.back, 0, 0, width, s.Height)
	put(b.arrow, s.Width-Px(22), (s.Height-Px(14))/2, Px(14), Px(14))
	b.one.Text, _ = fit(b.oneText(), s.Width-Px(34), b.one.TextSize, b.one.TextStyle)
	put(b.one, Px(9), 0, s.Width-Px(34), s.Height)
	x := Px(2)
	for i, t := range b.words {
		w := b.segmentWidth(i)
		t.Hidden = b.folded
		put(t, x, 0, w, s.Height)
		if i == b.at {
			put(b.segment, x, Px(2), w, s.Height-Px(4))
		}
		if i == b.hover {
			put(b.glow, x, Px(2), w, s.Height-Px(4))
		}
		x += w
	}
}

func (b *choiceBar) style() {
	frame := Face{Fill: RoleSurface, Stroke: RoleInputBorder, Radius: 6}
	if b.focused {
		frame.Stroke = RolePrimary
	}
	frame.paint(b.back)
	b.segment.FillColor, b.segment.CornerRadius = Color(RoleSelection), Px(4)
	b.glow.FillColor, b.glow.CornerRadius = Color(RoleHover), Px(4)
	for i, t := range b.words {
		t.TextSize, t.Alignment, t.Color = Px(13), fyne.TextAlignCenter, Color(RoleText)
		if i == b.at {
			t.Color = Color(RoleBlueText)
		}
	}
	b.one.TextSize, b.one.Color = Px(13), Color(RoleMuted)
	if b.at >= 0 {
		b.one.Color = Color(RoleText)
	}
	setIcon(b.arrow, "chevron-down", Color(RoleMuted))
}
