package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// ButtonKind says how much a button asks for attention.
type ButtonKind int

// Normal has a frame, Primary is filled (one per screen), Quiet shows itself on
// hover, Danger is for irreversible loss.
const (
	Normal ButtonKind = iota
	Primary
	Quiet
	Danger
	LinkLike
)

// Button is 30 px high, in regular weight, with hover, press and focus ring.
// Without a text it is square, for an icon.
type Button struct {
	widget.BaseWidget
	text, icon            string
	tipText, tipKeys      string
	kind                  ButtonKind
	tap                   func()
	hover, press, focused bool
	off, small            bool
	cut                   bool // a link that is shortened where it has no room
	mouseOnly             bool // Enter does not press it; Space does
	tip                   tipTrigger
}

var (
	_ fyne.Tappable     = (*Button)(nil)
	_ fyne.Focusable    = (*Button)(nil)
	_ fyne.Disableable  = (*Button)(nil)
	_ desktop.Mouseable = (*Button)(nil)
	_ desktop.Hoverable = (*Button)(nil)
)

// NewButton makes a button; icon or text may be empty.
func NewButton(text, icon string, kind ButtonKind, tap func()) *Button {
	b := &Button{text: text, icon: icon, kind: kind, tap: tap}
	b.ExtendBaseWidget(b)
	return b
}

// NewIconButton makes a quiet square button that says in a tooltip what it does.
func NewIconButton(icon, tip, keys string, tap func()) *Button {
	return NewButton("", icon, Quiet, tap).Tip(tip, keys)
}

// NewLink makes a text that can be pressed, in the primary colour.
func NewLink(text string, tap func()) *Button { return NewButton(text, "", LinkLike, tap) }

// Cut lets a link be narrower than its text, which then ends in an ellipsis and is said in the tooltip.
func (b *Button) Cut() *Button { b.cut = true; return b }

// ButtonFor makes the button of a command: its title, icon, keys and condition.
func (r *Root) ButtonFor(id string, kind ButtonKind) *Button {
	cmd, _ := r.Commands.Find(id)
	return NewButton(cmd.Title, cmd.Icon, kind, func() { r.Commands.Run(id) }).Tip("", cmd.Keys)
}

// Tip sets the tooltip: what it does and the keys that do the same.
func (b *Button) Tip(text, keys string) *Button {
	b.tipText, b.tipKeys = text, keys
	return b
}

// Small makes it 24 px high, for inside cards and bars.
func (b *Button) Small() *Button { b.small = true; return b }

// Text tells what is written on it.
func (b *Button) Text() string { return b.text }

// SetText changes what is written on it.
func (b *Button) SetText(s string) {
	if b.text != s {
		b.text = s
		b.Refresh()
	}
}

// SetIcon changes the icon.
func (b *Button) SetIcon(name string) { b.icon = name; b.Refresh() }

// SetKind changes how much it asks for attention.
func (b *Button) SetKind(k ButtonKind) { b.kind = k; b.Refresh() }

// Enable, Disable and Disabled switch it.
func (b *Button) Enable() { b.off = false; b.Refresh() }

// Disable belongs to Enable.
func (b *Button) Disable() { b.off, b.hover, b.press = true, false, false; b.Refresh() }

// Disabled belongs to Enable.
func (b *Button) Disabled() bool { return b.off }

// Tapped presses it.
func (b *Button) Tapped(*fyne.PointEvent) {
	b.tip.leave()
	if !b.off && b.tap != nil {
		safely(b, b.tap)
	}
}

// MouseDown shows the press.
func (b *Button) MouseDown(*desktop.MouseEvent) { b.press = !b.off; b.tip.leave(); b.Refresh() }

// MouseUp belongs to MouseDown.
func (b *Button) MouseUp(*desktop.MouseEvent) { b.press = false; b.Refresh() }

// MouseIn shows hover and, after a while, the tooltip.
func (b *Button) MouseIn(e *desktop.MouseEvent) {
	b.hover = !b.off
	b.Refresh()
	text := b.tipText
	if b.cut && text == "" {
		if _, cut := fit(b.text, b.Size().Width, Px(12), fyne.TextStyle{}); cut {
			text = b.text
		}
	}
	if keys := KeyText(b.tipKeys); keys != "" {
		if text == "" {
			text = b.text
		}
		text += "  " + keys
	}
	b.tip.enter(b, text, e.AbsolutePosition)
}

// MouseMoved belongs to MouseIn.
func (b *Button) MouseMoved(*desktop.MouseEvent) {}

// MouseOut belongs to MouseIn.
func (b *Button) MouseOut() { b.hover, b.press = false, false; b.tip.leave(); b.Refresh() }

// Cursor is a hand over links.
func (b *Button) Cursor() desktop.Cursor {
	if b.kind == LinkLike && !b.off {
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}

// FocusGained shows the ring.
func (b *Button) FocusGained() { b.focused = true; b.Refresh() }

// FocusLost belongs to FocusGained.
func (b *Button) FocusLost() { b.focused, b.press = false, false; b.Refresh() }

// TypedRune passes letters on to the commands.
func (b *Button) TypedRune(r rune) {
	if r != ' ' {
		forwardRune(b, r)
	}
}

// TypedKey presses on Enter and Space.
func (b *Button) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		if !b.mouseOnly {
			b.Tapped(nil)
		}
	case fyne.KeySpace:
		b.Tapped(nil)
	default:
		forwardKey(b, e)
	}
}
