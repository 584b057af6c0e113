package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// Check is a box to tick, with its words beside it.
type Check struct {
	widget.BaseWidget
	text           string
	on, off        bool
	hover, focused bool
	change         func(bool)
	enter          func()

	box  *canvas.Rectangle
	tick *canvas.Image
	word *canvas.Text
}

// NewCheck makes a box; change is told what a person made of it.
func NewCheck(text string, on bool, change func(bool)) *Check {
	c := &Check{text: text, on: on, change: change}
	c.ExtendBaseWidget(c)
	return c
}

// On tells whether it is ticked.
func (c *Check) On() bool { return c.on }

// Set ticks it or not; change is not told.
func (c *Check) Set(on bool) { c.on = on; c.Refresh() }

// Enable, Disable and Disabled switch it.
func (c *Check) Enable() { c.off = false; c.Refresh() }

// Disable belongs to Enable.
func (c *Check) Disable() { c.off = true; c.Refresh() }

// Disabled belongs to Enable.
func (c *Check) Disabled() bool { return c.off }

// Tapped ticks or unticks.
func (c *Check) Tapped(*fyne.PointEvent) {
	if c.off {
		return
	}
	c.on = !c.on
	c.Refresh()
	if c.change != nil {
		safely(c, func() { c.change(c.on) })
	}
}

// MouseIn lights the box.
func (c *Check) MouseIn(*desktop.MouseEvent) { c.hover = true; c.Refresh() }

// MouseMoved belongs to MouseIn.
func (c *Check) MouseMoved(*desktop.MouseEvent) {}

// MouseOut belongs to MouseIn.
func (c *Check) MouseOut() { c.hover = false; c.Refresh() }

// FocusGained shows the ring.
func (c *Check) FocusGained() {
	c.focused = true
	c.Refresh()
	if c.enter != nil {
		c.enter()
	}
}

// FocusLost belongs to FocusGained.
func (c *Check) FocusLost() { c.focused = false; c.Refresh() }

// TypedRune passes letters on to the commands.
func (c *Check) TypedRune(r rune) {
	if r != ' ' {
		forwardRune(c, r)
	}
}

// TypedKey ticks on Space.
func (c *Check) TypedKey(e *fyne.KeyEvent) {
	if e.Name == fyne.KeySpace {
		c.Tapped(nil)
		return
	}
	forwardKey(c, e)
}

// CreateRenderer belongs to Fyne.
func (c *Check) CreateRenderer() fyne.WidgetRenderer {
	c.box, c.tick, c.word = newRect(), newIcon(), newText("")
	return newDrawing(&drawing{
		of: c, objects: []fyne.CanvasObject{c.box, c.tick, c.word}, style: c.style,
		least: func() fyne.Size { return fyne.NewSize(c.word.MinSize().Width+Px(26), Px(24)) },
		place: func(s fyne.Size) {
			y := (s.Height - Px(16)) / 2
			put(c.box, 0, y, Px(16), Px(16))
			put(c.tick, Px(2), y+Px(2), Px(12), Px(12))
			put(c.word, Px(24), 0, s.Width-Px(24), s.Height)
		},
	})
}

func (c *Check) style() {
	face := Face{Fill: RoleSurface, Stroke: RoleInputBorder, Radius: 4}
	if c.on {
		face.Fill, face.Stroke = RolePrimary, RolePrimary
	}
	if c.hover && !c.on {
		face.Stroke = RoleMuted
	}
	face.paint(c.box)
	if c.focused {
		c.box.StrokeColor, c.box.StrokeWidth = Color(RolePrimary), Px(2)
		if c.on {
			c.box.StrokeColor = Color(RoleText)
		}
	}
	setIcon(c.tick, "check", Color(RoleOnPrimary))
	c.tick.Hidden = !c.on
	c.word.Text, c.word.TextSize, c.word.Color = c.text, Px(13), Color(RoleText)
	if c.off {
		c.word.Color = Color(RoleDisabled)
	}
}

// CheckField is a box in a form.
type CheckField struct {
	fieldBox
	box *Check
}

// NewCheckField makes the field; the label stands above, text beside the box.
func NewCheckField(spec Spec, text string) *CheckField {
	f := &CheckField{}
	f.box = NewCheck(text, false, func(bool) { f.changed() })
	f.box.enter = f.entered
	f.blank = func() bool { return !f.box.on }
	f.setUp(f, spec, f.box)
	return f
}

// Value tells whether it is ticked.
func (f *CheckField) Value() bool { return f.box.On() }

// Set ticks it or not; OnChange is not told.
func (f *CheckField) Set(on bool) { f.box.Set(on) }

// Draft belongs to Field.
func (f *CheckField) Draft() string {
	if f.box.on {
		return "yes"
	}
	return "no"
}

// Restore belongs to Field.
func (f *CheckField) Restore(s string) { f.Set(s == "yes") }

// Target belongs to Field.
func (f *CheckField) Target() fyne.Focusable { return f.box }
