package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// Chip is a small rounded label in one of five hues. With remove set it carries
// a cross; with tap set it can be pressed.
type Chip struct {
	widget.BaseWidget
	text   string
	hue    Hue
	tap    func()
	remove func()
	hover  bool

	back *canvas.Rectangle
	word *canvas.Text
	x    *canvas.Text
}

// NewChip makes a chip that only says something.
func NewChip(text string, hue Hue) *Chip {
	c := &Chip{text: text, hue: hue}
	c.ExtendBaseWidget(c)
	return c
}

// OnTap makes it something to press.
func (c *Chip) OnTap(f func()) *Chip { c.tap = f; return c }

// OnRemove gives it a cross.
func (c *Chip) OnRemove(f func()) *Chip { c.remove = f; return c }

// Set changes words and hue.
func (c *Chip) Set(text string, hue Hue) { c.text, c.hue = text, hue; c.Refresh() }

// Text tells what it says.
func (c *Chip) Text() string { return c.text }

// Tapped presses it; on the cross it removes.
func (c *Chip) Tapped(e *fyne.PointEvent) {
	switch {
	case c.remove != nil && (c.tap == nil || e.Position.X > c.Size().Width-Px(20)):
		safely(c, c.remove)
	case c.tap != nil:
		safely(c, c.tap)
	}
}

// MouseIn lights a chip that can be pressed.
func (c *Chip) MouseIn(*desktop.MouseEvent) {
	c.hover = c.tap != nil || c.remove != nil
	c.Refresh()
}

// MouseMoved belongs to MouseIn.
func (c *Chip) MouseMoved(*desktop.MouseEvent) {}

// MouseOut belongs to MouseIn.
func (c *Chip) MouseOut() { c.hover = false; c.Refresh() }

// CreateRenderer belongs to Fyne.
func (c *Chip) CreateRenderer() fyne.WidgetRenderer {
	c.back, c.word, c.x = newRect(), newText(""), newText("×")
	return newDrawing(&drawing{of: c, objects: []fyne.CanvasObject{c.back, c.word, c.x}, least: c.least, place: c.place, style: c.style})
}

func (c *Chip) least() fyne.Size {
	w := c.word.MinSize().Width + Px(16)
	if c.remove != nil {
		w += Px(12)
	}
	return fyne.NewSize(w, Px(19))
}

func (c *Chip) place(s fyne.Size) {
	h := Px(19)
	y := float32(int((s.Height - h) / 2))
	w := min(s.Width, c.least().Width)
	put(c.back, 0, y, w, h)
	put(c.word, Px(8), y, w-Px(16), h)
	put(c.x, w-Px(16), y, Px(12), h)
}

func (c *Chip) style() {
	back, ink := c.hue.roles()
	c.back.FillColor, c.back.CornerRadius = Color(back), Px(9)
	if c.hover {
		c.back.FillColor = over(Color(back), Color(RolePressed))
	}
	c.word.Text, c.word.TextSize, c.word.Color = c.text, Px(11), Color(ink)
	c.x.TextSize, c.x.Color, c.x.Hidden = Px(12), Color(ink), c.remove == nil
}

// KeyCap is a key as the footer and the palette show it.
type KeyCap struct {
	widget.BaseWidget
	text string
}

// NewKeyCap writes keys ("Ctrl+K") on a grey cap.
func NewKeyCap(keys string) *KeyCap {
	k := &KeyCap{text: KeyText(keys)}
	k.ExtendBaseWidget(k)
	return k
}

// CreateRenderer belongs to Fyne.
func (k *KeyCap) CreateRenderer() fyne.WidgetRenderer {
	back, word := newRect(), newText(k.text)
	return newDrawing(&drawing{
		of: k, objects: []fyne.CanvasObject{back, word},
		least: func() fyne.Size { return fyne.NewSize(word.MinSize().Width+Px(10), Px(16)) },
		place: func(s fyne.Size) {
			back.Resize(s)
			put(word, Px(5), 0, s.Width-Px(10), s.Height)
		},
		style: func() {
			back.FillColor, back.CornerRadius = Color(RoleGrey), Px(4)
			word.TextSize, word.Color = Px(10), Color(RoleMuted)
		},
	})
}

// KeyHint is a cap with what it does, for the footer: "Enter open".
func KeyHint(keys, does string) fyne.CanvasObject {
	return Across(6, NewKeyCap(keys), NewText(does, Caption()))
}
