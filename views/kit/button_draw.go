package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

func (b *Button) ink() Role {
	switch {
	case b.off:
		return RoleDisabled
	case b.kind == Primary:
		return RoleOnPrimary
	case b.kind == LinkLike:
		return RolePrimary
	case b.kind == Danger:
		return RoleError
	case b.kind == Quiet:
		return RoleMuted
	}
	return RoleText
}

// CreateRenderer belongs to Fyne.
func (b *Button) CreateRenderer() fyne.WidgetRenderer {
	p := &buttonParts{b: b, back: newRect(), icon: newIcon(), text: newText(b.text)}
	return newDrawing(&drawing{
		of: b, objects: []fyne.CanvasObject{p.back, p.icon, p.text},
		least: p.least, place: p.place, style: p.style,
	})
}

type buttonParts struct {
	b    *Button
	back *canvas.Rectangle
	icon *canvas.Image
	text *canvas.Text
}

func (p *buttonParts) height() float32 {
	switch {
	case p.b.kind == LinkLike:
		return Px(20)
	case p.b.small:
		return Px(24)
	}
	return Px(30)
}

// inner is the width of icon, gap and text.
func (p *buttonParts) inner() float32 {
	w := float32(0)
	if p.b.text != "" {
		w = p.text.MinSize().Width
	}
	if p.b.icon != "" {
		w += Px(15)
		if p.b.text != "" {
			w += Px(6)
		}
	}
	return w
}

func (p *buttonParts) least() fyne.Size {
	h := p.height()
	switch {
	case p.b.text == "":
		return fyne.NewSize(h, h)
	case p.b.cut:
		return fyne.NewSize(min(p.inner(), Px(40)), h)
	case p.b.kind == LinkLike:
		return fyne.NewSize(p.inner(), h)
	case p.b.small:
		return fyne.NewSize(p.inner()+Px(16), h)
	}
	return fyne.NewSize(p.inner()+Px(22), h)
}

func (p *buttonParts) place(s fyne.Size) {
	if p.b.cut && s.Width > 0 {
		p.text.Text, _ = fit(p.b.text, s.Width, p.text.TextSize, p.text.TextStyle)
		s.Width = min(s.Width, p.inner())
	}
	p.back.Resize(s)
	x := (s.Width - p.inner()) / 2
	if p.b.kind == LinkLike {
		x = 0
	}
	if p.b.icon != "" {
		put(p.icon, x, (s.Height-Px(15))/2, Px(15), Px(15))
		x += Px(21)
	}
	put(p.text, x, 0, p.text.MinSize().Width, s.Height)
}

func (p *buttonParts) style() {
	b := p.b
	ink := Color(b.ink())
	p.text.Text, p.text.Color, p.text.TextSize = b.text, ink, Px(13)
	if b.small || b.kind == LinkLike {
		p.text.TextSize = Px(12)
	}
	setIcon(p.icon, b.icon, ink)
	fill, frame := b.colours()
	p.back.FillColor, p.back.StrokeColor, p.back.CornerRadius = fill, frame, Px(6)
	p.back.StrokeWidth = Px(1)
	switch {
	case b.focused:
		p.back.StrokeColor, p.back.StrokeWidth = Color(RolePrimary), Px(2)
		switch b.kind {
		case Primary:
			p.back.StrokeColor = Color(RoleText)
		case Quiet, LinkLike: // a ring needs an opaque fill
			p.back.FillColor = Color(RoleSelection)
		}
	case frame == nil:
		p.back.StrokeWidth = 0
	}
}

// colours gives fill and frame; a nil frame means none.
func (b *Button) colours() (fill, frame color.Color) {
	switch b.kind {
	case LinkLike:
		return Color(RoleClear), nil
	case Quiet:
		return b.touched(Color(RoleClear), true), nil
	case Primary:
		if b.off {
			return Color(RoleSkeleton), nil
		}
		f := b.touched(Color(RolePrimary), false)
		return f, f
	}
	return b.touched(Color(RoleSurface), false), Color(RoleInputBorder)
}

// touched lays hover and press on a fill; bare keeps a transparent one transparent.
func (b *Button) touched(base color.Color, bare bool) color.Color {
	var top color.Color
	switch {
	case b.press:
		top = Color(RolePressed)
	case b.hover:
		top = Color(RoleHover)
	default:
		return base
	}
	if bare {
		return top
	}
	return over(base, top)
}
