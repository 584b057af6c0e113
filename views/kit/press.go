package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// pressIcon is a small icon inside an input. It acts when the mouse goes down,
// before the entry loses the focus, and is no stop of its own for Tab.
type pressIcon struct {
	widget.BaseWidget
	icon, tell string
	press      func()
	hover      bool
	tip        tipTrigger
}

func newPressIcon(icon, tell string, press func()) *pressIcon {
	p := &pressIcon{icon: icon, tell: tell, press: press}
	p.ExtendBaseWidget(p)
	return p
}

// MouseDown acts.
func (p *pressIcon) MouseDown(*desktop.MouseEvent) { p.tip.leave(); p.press() }

// MouseUp belongs to MouseDown.
func (p *pressIcon) MouseUp(*desktop.MouseEvent) {}

// MouseIn lights the icon and starts its tooltip.
func (p *pressIcon) MouseIn(e *desktop.MouseEvent) {
	p.hover = true
	p.Refresh()
	p.tip.enter(p, p.tell, e.AbsolutePosition)
}

// MouseMoved belongs to MouseIn.
func (p *pressIcon) MouseMoved(*desktop.MouseEvent) {}

// MouseOut belongs to MouseIn.
func (p *pressIcon) MouseOut() { p.hover = false; p.tip.leave(); p.Refresh() }

// Cursor is an arrow inside the text field.
func (p *pressIcon) Cursor() desktop.Cursor { return desktop.DefaultCursor }

// CreateRenderer belongs to Fyne.
func (p *pressIcon) CreateRenderer() fyne.WidgetRenderer {
	back, pic := newRect(), newIcon()
	return newDrawing(&drawing{
		of: p, objects: []fyne.CanvasObject{back, pic},
		least: func() fyne.Size { return fyne.NewSquareSize(Px(24)) },
		place: func(s fyne.Size) {
			back.Resize(s)
			put(pic, (s.Width-Px(15))/2, (s.Height-Px(15))/2, Px(15), Px(15))
		},
		style: func() {
			back.FillColor, back.CornerRadius = Color(RoleClear), Px(5)
			if p.hover {
				back.FillColor = Color(RoleHover)
			}
			setIcon(pic, p.icon, Color(RoleMuted))
		},
	})
}
