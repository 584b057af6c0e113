package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// MenuItem is one line of a menu: a thing to do, or a separating line.
type MenuItem struct {
	Title string
	Icon  string
	Keys  string
	Off   bool // shown, but cannot be chosen
	Line  bool
	Run   func()
}

// CommandItems makes menu lines of commands, those available now.
func (r *Root) CommandItems(ids ...string) []MenuItem {
	var items []MenuItem
	for _, id := range ids {
		if c, ok := r.Commands.Find(id); ok && c.Available() {
			items = append(items, MenuItem{Title: c.Title, Icon: c.Icon, Keys: c.Keys, Run: c.Run})
		}
	}
	return items
}

// Menu opens a menu at a place in the window: arrows, Enter, Esc and mouse.
func (r *Root) Menu(items []MenuItem, at fyne.Position) {
	if len(items) == 0 {
		return
	}
	m := &menu{items: items, lit: -1}
	m.ExtendBaseWidget(m)
	cover := newCover(r, m, RoleClear, nil)
	m.close = func() { r.close(cover) }
	cover.scrim.away = m.close
	cover.keys = func(c chord) bool {
		if c.key == string(fyne.KeyEscape) {
			m.close()
		}
		return true
	}
	cover.placed = func(s fyne.Size) (fyne.Position, fyne.Size) {
		need := m.MinSize()
		x := max(Px(4), min(at.X, s.Width-need.Width-Px(4)))
		y := max(Px(4), min(at.Y, s.Height-need.Height-Px(4)))
		return fyne.NewPos(x, y), need
	}
	r.open(cover, m)
}

// MenuUnder opens a menu below a widget, its right edge under the widget's.
func (r *Root) MenuUnder(o fyne.CanvasObject, items []MenuItem) {
	at := absolute(o)
	r.Menu(items, at.AddXY(0, o.Size().Height+Px(4)))
}

// menu is the open menu.
type menu struct {
	widget.BaseWidget
	items []MenuItem
	lit   int
	close func()
	back  *canvas.Rectangle
	glow  *canvas.Rectangle
	lines []menuLine
}

type menuLine struct {
	text, keys *canvas.Text
	icon       *canvas.Image
	rule       *canvas.Rectangle
}

func (m *menu) height(i int) float32 {
	if m.items[i].Line {
		return Px(9)
	}
	return Px(28)
}

func (m *menu) at(y float32) int {
	top := Px(5)
	for i := range m.items {
		h := m.height(i)
		if y >= top && y < top+h && !m.items[i].Line && !m.items[i].Off {
			return i
		}
		top += h
	}
	return -1
}

func (m *menu) choose(i int) {
	if i < 0 {
		return
	}
	root, _ := rootOf(m)
	m.close()
	if run := m.items[i].Run; run != nil && root != nil {
		root.guarded(run)
	}
}

// Tapped chooses the line under the pointer.
func (m *menu) Tapped(e *fyne.PointEvent) { m.choose(m.at(e.Position.Y)) }

// MouseIn lights the line under the pointer.
func (m *menu) MouseIn(e *desktop.MouseEvent) { m.MouseMoved(e) }

// MouseMoved belongs to MouseIn.
func (m *menu) MouseMoved(e *desktop.MouseEvent) {
	if i := m.at(e.Position.Y); i != m.lit {
		m.lit = i
		m.Refresh()
	}
}

// MouseOut belongs to MouseIn.
func (m *menu) MouseOut() {}

// FocusGained belongs to Fyne.
func (m *menu) FocusGained() {}

// FocusLost belongs to Fyne.
func (m *menu) FocusLost() {}

// TypedRune belongs to Fyne.
func (m *menu) TypedRune(rune) {}

// TypedKey moves and chooses.
func (m *menu) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyDown:
		m.step(1)
	case fyne.KeyUp:
		m.step(-1)
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		m.choose(m.lit)
	default:
		forwardKey(m, e)
	}
}

func (m *menu) step(by int) {
	n := len(m.items)
	if m.lit < 0 && by < 0 {
		m.lit = 0
	}
	for range n {
		m.lit = (m.lit + by + n) % n
		if !m.items[m.lit].Line && !m.items[m.lit].Off {
			break
		}
	}
	m.Refresh()
}

// CreateRenderer belongs to Fyne.
func (m *menu) CreateRenderer() fyne.WidgetRenderer {
	m.back, m.glow = newRect(), newRect()
	objects := []fyne.CanvasObject{m.back, m.glow}
	for range m.items {
		l := menuLine{newText(""), newText(""), newIcon(), newRect()}
		m.lines = append(m.lines, l)
		objects = append(objects, l.text, l.keys, l.icon, l.rule)
	}
	return newDrawing(&drawing{of: m, objects: objects, least: m.least, place: m.place, style: m.style})
}

func (m *menu) least() fyne.Size {
	w, h := Px(160), Px(10)
	for i, item := range m.items {
		h += m.height(i)
		w = max(w, fyne.MeasureText(item.Title, Px(13), fyne.TextStyle{}).Width+fyne.MeasureText(KeyText(item.Keys), Px(11), fyne.TextStyle{}).Width+Px(74))
	}
	return fyne.NewSize(w, h)
}

func (m *menu) place(s fyne.Size) {
	m.back.Resize(s)
	y := Px(5)
	m.glow.Hidden = m.lit < 0
	for i, l := range m.lines {
		h := m.height(i)
		put(l.rule, 0, y+Px(4), s.Width, Px(1))
		put(l.icon, Px(12), y+(h-Px(15))/2, Px(15), Px(15))
		put(l.text, Px(36), y, s.Width-Px(48), h)
		w := l.keys.MinSize().Width
		put(l.keys, s.Width-Px(14)-w, y, w, h)
		if i == m.lit {
			put(m.glow, Px(5), y, s.Width-Px(10), h)
		}
		y += h
	}
}

func (m *menu) style() {
	Face{Fill: RoleOverlay, Stroke: RoleInputBorder, Radius: 8}.paint(m.back)
	m.glow.FillColor, m.glow.CornerRadius = Color(RoleSelection), Px(5)
	for i, l := range m.lines {
		item := m.items[i]
		ink := RoleText
		if item.Off {
			ink = RoleDisabled
		}
		l.text.Text, l.text.TextSize, l.text.Color = item.Title, Px(13), Color(ink)
		l.keys.Text, l.keys.TextSize, l.keys.Color = KeyText(item.Keys), Px(11), Color(RoleMuted)
		setIcon(l.icon, item.Icon, Color(RoleMuted))
		l.rule.FillColor, l.rule.Hidden = Color(RoleSeparator), !item.Line
		l.text.Hidden, l.keys.Hidden = item.Line, item.Line
	}
}
