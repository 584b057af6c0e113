package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// Face is what a Panel is made of; lengths in pixels at zoom 1.
type Face struct {
	Fill   Role // zero: none
	Stroke Role // zero: none
	Radius float32
	Pad    float32
}

// Panel is a surface in a role's colour with something on it.
type Panel struct {
	widget.BaseWidget
	face  Face
	child fyne.CanvasObject
}

// NewPanel makes a panel; child may be nil.
func NewPanel(face Face, child fyne.CanvasObject) *Panel {
	p := &Panel{face: face, child: child}
	p.ExtendBaseWidget(p)
	return p
}

// Card is a framed surface with round corners, as the next step in the detail pane.
func Card(child fyne.CanvasObject) *Panel {
	return NewPanel(Face{Fill: RoleHeader, Stroke: RoleBorder, Radius: 6, Pad: 8}, child)
}

// CreateRenderer belongs to Fyne.
func (p *Panel) CreateRenderer() fyne.WidgetRenderer {
	back := newRect()
	objects := []fyne.CanvasObject{back}
	if p.child != nil {
		objects = append(objects, p.child)
	}
	return newDrawing(&drawing{
		of: p, objects: objects,
		least: func() fyne.Size {
			pad := 2 * Px(p.face.Pad)
			if p.child == nil {
				return fyne.NewSize(pad, pad)
			}
			return p.child.MinSize().AddWidthHeight(pad, pad)
		},
		place: func(s fyne.Size) {
			back.Resize(s)
			if pad := Px(p.face.Pad); p.child != nil {
				put(p.child, pad, pad, s.Width-2*pad, s.Height-2*pad)
			}
		},
		style: func() { p.face.paint(back) },
	})
}

// paint takes the face's colours. A stroke always lies on an opaque fill: on a
// transparent one the painter mixes it with black.
func (f Face) paint(r *canvas.Rectangle) {
	fill := f.Fill
	if fill == "" {
		fill = RoleClear
	}
	if f.Stroke != "" && f.Fill == "" {
		fill = RoleSurface
	}
	r.FillColor = Color(fill)
	r.CornerRadius = Px(f.Radius)
	r.StrokeWidth = 0
	if f.Stroke != "" {
		r.StrokeColor, r.StrokeWidth = Color(f.Stroke), Px(1)
	}
}

// Rule is a thin line across the room it gets.
type Rule struct {
	widget.BaseWidget
	role Role
	down bool
}

// NewRule makes a horizontal line in a role's colour, usually RoleBorder.
func NewRule(role Role) *Rule { return newRule(role, false) }

// NewUpright makes a vertical one.
func NewUpright(role Role) *Rule { return newRule(role, true) }

func newRule(role Role, down bool) *Rule {
	r := &Rule{role: role, down: down}
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer belongs to Fyne.
func (r *Rule) CreateRenderer() fyne.WidgetRenderer {
	bar := newRect()
	return newDrawing(&drawing{
		of: r, objects: []fyne.CanvasObject{bar},
		least: func() fyne.Size { return fyne.NewSize(Px(1), Px(1)) },
		place: func(s fyne.Size) {
			if r.down {
				put(bar, 0, 0, Px(1), s.Height)
			} else {
				put(bar, 0, 0, s.Width, Px(1))
			}
		},
		style: func() { bar.FillColor = Color(r.role) },
	})
}

// Icon is a stroke icon in a role's colour.
type Icon struct {
	widget.BaseWidget
	name string
	role Role
	size float32
}

// NewIcon makes an icon of size pixels at zoom 1.
func NewIcon(name string, role Role, size float32) *Icon {
	i := &Icon{name: name, role: role, size: size}
	i.ExtendBaseWidget(i)
	return i
}

// Set changes picture and role.
func (i *Icon) Set(name string, role Role) {
	i.name, i.role = name, role
	i.Refresh()
}

// CreateRenderer belongs to Fyne.
func (i *Icon) CreateRenderer() fyne.WidgetRenderer {
	img := newIcon()
	return newDrawing(&drawing{
		of: i, objects: []fyne.CanvasObject{img},
		least: func() fyne.Size { return fyne.NewSquareSize(Px(i.size)) },
		place: func(s fyne.Size) {
			d := Px(i.size)
			put(img, (s.Width-d)/2, (s.Height-d)/2, d, d)
		},
		style: func() { setIcon(img, i.name, Color(i.role)) },
	})
}
