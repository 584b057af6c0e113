package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// NavRow is one line of the sidebar: icon, label, count, and whether it is the
// place shown.
type NavRow struct {
	widget.BaseWidget
	icon, label, count       string
	keys                     string
	selected, hover, focused bool
	tap                      func()
	tip                      tipTrigger

	back  *canvas.Rectangle
	pic   *canvas.Image
	word  *canvas.Text
	tally *canvas.Text
}

// NewNavRow makes a row; keys are shown in its tooltip.
func NewNavRow(icon, label, keys string, tap func()) *NavRow {
	n := &NavRow{icon: icon, label: label, keys: keys, tap: tap}
	n.ExtendBaseWidget(n)
	return n
}

// SetCount writes a number at the right; empty for none.
func (n *NavRow) SetCount(count string) {
	if n.count != count {
		n.count = count
		n.Refresh()
	}
}

// SetSelected marks the place shown.
func (n *NavRow) SetSelected(yes bool) {
	if n.selected != yes {
		n.selected = yes
		n.Refresh()
	}
}

// Label tells what the row is called.
func (n *NavRow) Label() string { return n.label }

// Tapped goes there.
func (n *NavRow) Tapped(*fyne.PointEvent) { n.tip.leave(); safely(n, n.tap) }

// MouseIn lights the row and starts its tooltip.
func (n *NavRow) MouseIn(e *desktop.MouseEvent) {
	n.hover = true
	n.Refresh()
	if n.keys != "" {
		n.tip.enter(n, n.label+"  "+KeyText(n.keys), e.AbsolutePosition)
	}
}

// MouseMoved belongs to MouseIn.
func (n *NavRow) MouseMoved(*desktop.MouseEvent) {}

// MouseOut belongs to MouseIn.
func (n *NavRow) MouseOut() { n.hover = false; n.tip.leave(); n.Refresh() }

// FocusGained shows the ring.
func (n *NavRow) FocusGained() { n.focused = true; n.Refresh() }

// FocusLost belongs to FocusGained.
func (n *NavRow) FocusLost() { n.focused = false; n.Refresh() }

// TypedRune passes letters on to the commands.
func (n *NavRow) TypedRune(r rune) {
	if r != ' ' {
		forwardRune(n, r)
	}
}

// TypedKey goes there on Enter and Space.
func (n *NavRow) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		safely(n, n.tap)
	default:
		forwardKey(n, e)
	}
}

// CreateRenderer belongs to Fyne.
func (n *NavRow) CreateRenderer() fyne.WidgetRenderer {
	n.back, n.pic, n.word, n.tally = newRect(), newIcon(), newText(""), newText("")
	return newDrawing(&drawing{
		of: n, objects: []fyne.CanvasObject{n.back, n.pic, n.word, n.tally},
		least: func() fyne.Size { return fyne.NewSize(Px(120), Px(28)) },
		place: n.place, style: n.style,
	})
}

func (n *NavRow) place(s fyne.Size) {
	put(n.back, 0, 0, s.Width, s.Height)
	put(n.pic, Px(9), (s.Height-Px(16))/2, Px(16), Px(16))
	w := n.tally.MinSize().Width
	put(n.tally, s.Width-Px(9)-w, 0, w, s.Height)
	room := s.Width - Px(33) - Px(14) - w
	n.word.Text, _ = fit(n.label, room, n.word.TextSize, n.word.TextStyle)
	put(n.word, Px(33), 0, room, s.Height)
}

func (n *NavRow) style() {
	ink, fill := RoleMuted, RoleClear
	switch {
	case n.selected:
		ink, fill = RolePrimary, RoleSelection
	case n.hover:
		fill = RoleHover
	}
	n.back.FillColor, n.back.CornerRadius, n.back.StrokeWidth = Color(fill), Px(6), 0
	if n.focused {
		n.back.StrokeColor, n.back.StrokeWidth = Color(RolePrimary), Px(2)
		if !n.selected {
			n.back.FillColor = Color(RoleSidebar)
		}
	}
	setIcon(n.pic, n.icon, Color(ink))
	n.word.TextSize, n.word.TextStyle.Bold, n.word.Color = Px(13), n.selected, Color(RoleText)
	n.tally.Text, n.tally.TextSize, n.tally.Color = n.count, Px(11), Color(RoleMuted)
}

// NavHeading is the small capital line over a group of rows.
func NavHeading(text string) fyne.CanvasObject {
	return Pad(10, 9, 4, 9, NewText(text, Look{Role: RoleMuted, Size: 10, Bold: true}))
}
