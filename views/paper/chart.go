package paper

import (
	"image"
	"image/color"

	weight "golang.org/x/image/font"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"

	"rapport/app/report"
	"rapport/views/chart"
)

// chartLook is the page's ink; it is told apart on a printer without colours.
func chartLook() chart.Look {
	c := func(r, g, b uint8) color.Color { return color.RGBA{r, g, b, 255} }
	return chart.Look{Text: c(33, 40, 52), Muted: c(104, 112, 128), Grid: c(224, 227, 233), Back: color.White, Size: 7.2,
		Ink:  [3]color.Color{c(38, 66, 128), c(104, 112, 128), c(150, 92, 20)},
		Soft: [3]color.Color{c(213, 220, 236), c(243, 244, 247), c(248, 238, 222)}}
}

// chartHeight is how high a chart is drawn.
func chartHeight(c *report.Chart) float64 {
	switch {
	case !c.Drawable():
		return 48
	case c.Kind == report.Funnel:
		return min(132, 22*float64(len(c.Labels)))
	}
	return 132
}

// chartRoom is the height of a chart with its title.
func (s *sheet) chartRoom(c *report.Chart) float64 {
	h := chartHeight(c) + 12
	if c.Title != "" {
		h += s.look.sum.lead() + 6
	}
	return h
}

// chart draws a chart across the page.
func (s *sheet) chart(c *report.Chart) {
	s.need(s.chartRoom(c))
	if c.Title != "" {
		s.y = s.block(s.look.sum, s.left, s.y, s.wrap(s.look.sum, c.Title, s.measure())) + 6
	}
	h := chartHeight(c)
	s.artist.Draw(*c, chartLook(), &vector{s: s, x: s.left, y: s.y + h, weight: 1}, s.measure(), h)
	s.y += h + 12
}

// vector draws on a page what gonum/plot asks for. Its places count from the lower left corner of the chart, at x and y of the page.
// Charts are neither turned nor scaled, and all their lines are straight.
type vector struct {
	s      *sheet
	x, y   float64
	color  rgb
	weight float64
	dashes []vg.Length
	before []vector
}

// SetLineWidth belongs to vg.Canvas, as do the others.
func (v *vector) SetLineWidth(w vg.Length) { v.weight = float64(w) }

// SetLineDash sets what lines are broken into.
func (v *vector) SetLineDash(dashes []vg.Length, _ vg.Length) { v.dashes = dashes }

// SetColor sets the colour of all that follows.
func (v *vector) SetColor(c color.Color) {
	if c == nil {
		c = color.Black
	}
	n := color.RGBAModel.Convert(c).(color.RGBA)
	v.color = rgb{int(n.R), int(n.G), int(n.B)}
}

// Rotate is refused.
func (v *vector) Rotate(float64) { panic("a chart on paper is not turned") }

// Scale is refused.
func (v *vector) Scale(_, _ float64) { panic("a chart on paper is not scaled") }

// DrawImage is refused.
func (v *vector) DrawImage(vg.Rectangle, image.Image) { panic("a chart on paper has no pictures") }

// Translate moves the corner that places count from.
func (v *vector) Translate(p vg.Point) { v.x, v.y = v.x+float64(p.X), v.y-float64(p.Y) }

// Push remembers how things are drawn until Pop.
func (v *vector) Push() { v.before = append(v.before, *v) }

// Pop belongs to Push.
func (v *vector) Pop() {
	last := len(v.before) - 1
	all := v.before[:last]
	*v = v.before[last]
	v.before = all
}

// FillString writes a line of text.
func (v *vector) FillString(f font.Face, at vg.Point, text string) {
	if f.Font.Size == 0 {
		return
	}
	k := ink{regular, float64(f.Font.Size), v.color}
	if f.Font.Weight == weight.WeightBold {
		k.style = bold
	}
	v.s.write(k, v.x+float64(at.X), v.y-float64(at.Y), text)
}

// Fill fills an area.
func (v *vector) Fill(p vg.Path) {
	on := v.s.on
	if on.fill != v.color {
		on.fill = v.color
		on.color(v.color, "rg ")
	}
	v.path(p)
	on.op("f\n")
}

// Stroke draws along a path; without a width nothing.
func (v *vector) Stroke(p vg.Path) {
	if v.weight <= 0 {
		return
	}
	on := v.s.on
	if on.stroke != v.color {
		on.stroke = v.color
		on.color(v.color, "RG ")
	}
	if on.weight != v.weight {
		on.weight = v.weight
		on.number(v.weight)
		on.op("w ")
	}
	if len(v.dashes) > 0 {
		on.op("[")
		for _, d := range v.dashes {
			on.number(float64(d))
		}
		on.op("] 0 d ")
	}
	v.path(p)
	on.op("S\n")
	if len(v.dashes) > 0 {
		on.op("[] 0 d ")
	}
}

// path writes where a pen goes.
func (v *vector) path(p vg.Path) {
	on := v.s.on
	at := func(q vg.Point) {
		on.number(v.x + float64(q.X))
		on.number(on.height - v.y + float64(q.Y))
	}
	for _, part := range p {
		switch part.Type {
		case vg.MoveComp:
			at(part.Pos)
			on.op("m ")
		case vg.LineComp:
			at(part.Pos)
			on.op("l ")
		case vg.CloseComp:
			on.op("h ")
		default:
			panic("a chart on paper has straight lines only")
		}
	}
}
