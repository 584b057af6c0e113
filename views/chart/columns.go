package chart

import (
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"rapport/app/report"
)

// columns draws a place for each label, with the bars and ranges of all series side by side.
func (d *drawing) columns() {
	p := d.plot()
	p.X.Min, p.X.Max = -0.5, float64(len(d.chart.Labels))-0.5
	p.X.Tick.Marker = plot.ConstantTicks(d.labels(p))
	p.Add(bars{d})
	p.Draw(d.on)
}

// labels are those that have room: all of them, or every second, third … so that none runs into the next.
func (d *drawing) labels(p *plot.Plot) (out []plot.Tick) {
	widest := vg.Length(0)
	for _, l := range d.chart.Labels {
		widest = max(widest, p.X.Tick.Label.Rectangle(l).Size().X)
	}
	place := (d.on.Max.X - d.on.Min.X) * 0.9 / vg.Length(len(d.chart.Labels))
	every := max(1, int((widest+d.em())/place)+1)
	if widest+d.em()/2 <= place {
		every = 1
	}
	for i, l := range d.chart.Labels {
		if i%every == 0 {
			out = append(out, plot.Tick{Value: float64(i), Label: l})
		}
	}
	return out
}

// bars draws the series of a Columns chart.
type bars struct{ *drawing }

// Plot belongs to plot.Plotter.
func (b bars) Plot(c draw.Canvas, p *plot.Plot) {
	toX, toY := p.Transforms(&c)
	slot := toX(1) - toX(0)
	width := min(slot*0.72/vg.Length(len(b.chart.Series)), 3.2*b.em())
	for at, label := range b.chart.Labels {
		x := toX(float64(at)) - width*vg.Length(len(b.chart.Series))/2
		for i, s := range b.chart.Series {
			if at < len(s.Points) && !s.Points[at].Missing {
				b.bar(i, s.Shape, s.Points[at], x+vg.Length(i)*width, width*0.9, toY)
			}
		}
		b.hit(toX(float64(at))-slot/2, c.Min.Y, slot, c.Max.Y-c.Min.Y, b.words(label, func(s report.Series) (report.Point, bool) {
			if at >= len(s.Points) {
				return report.Point{}, false
			}
			return s.Points[at], true
		}))
	}
	if p.Y.Min < 0 {
		c.StrokeLine2(draw.LineStyle{Color: b.look.Muted, Width: 0.7}, c.Min.X, toY(0), c.Max.X, toY(0))
	}
}

func (b bars) bar(i int, shape report.Shape, p report.Point, x, width vg.Length, toY func(float64) vg.Length) {
	y := toY(b.real(p.Value))
	if shape == report.Bar {
		if p.Value != 0 {
			b.block(i, x, toY(0), x+width, y)
		}
		return
	}
	b.block(max(i, 1), x, toY(b.real(p.Low)), x+width, toY(b.real(p.High)))
	b.on.StrokeLine2(draw.LineStyle{Color: b.look.Ink[min(max(i, 1), 2)], Width: 2}, x, y, x+width, y)
}

// funnel draws a bar or a range for each label below each other, with its words behind all of them or, of bars, behind each.
func (d *drawing) funnel() {
	em, sty := d.em(), d.style(d.look.Text, draw.XLeft, draw.YCenter)
	series := d.chart.Series[0]
	left, right, most := vg.Length(0), vg.Length(0), max(1, d.chart.Most)
	for i, l := range d.chart.Labels {
		left, right = max(left, sty.Width(l)), max(right, sty.Width(series.Points[i].Words))
		most = max(most, series.Points[i].Value, series.Points[i].High)
	}
	whole := d.on.Max.X - d.on.Min.X
	left, right = min(left, whole*0.4), min(right, whole*0.4)
	room := max(0, whole-left-right-2*em)
	row := min((d.on.Max.Y-d.on.Min.Y)/vg.Length(len(series.Points)), 3.2*em)
	for i, p := range series.Points {
		y := d.on.Max.Y - vg.Length(i+1)*row
		from := d.on.Min.X + left + em
		x := func(v int64) vg.Length { return from + room*vg.Length(v)/vg.Length(most) }
		words := x(p.Value) + em*0.6
		d.on.FillText(sty, vg.Point{X: d.on.Min.X, Y: y + row/2}, d.chart.Labels[i])
		switch {
		case series.Shape == report.Range:
			words = from + room + em*0.6
			d.on.StrokeLine2(draw.LineStyle{Color: d.look.Grid, Width: 0.6}, from, y+row/2, from+room, y+row/2)
			if !p.Missing {
				d.block(1, x(p.Low), y+row*0.28, x(p.High), y+row*0.72)
				d.on.StrokeLine2(draw.LineStyle{Color: d.look.Ink[0], Width: 2.5}, x(p.Value), y+row*0.18, x(p.Value), y+row*0.82)
			}
		default:
			d.block(0, from, y+row*0.18, max(x(p.Value), from+0.7), y+row*0.82)
		}
		d.on.FillText(sty, vg.Point{X: words, Y: y + row/2}, p.Words)
		d.hit(d.on.Min.X, y, whole, row, d.chart.Labels[i]+"\n"+p.Words)
	}
}
