package chart

import (
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg/draw"

	"rapport/app/report"
)

// steps draws values that hold until the next one, on an axis of numbers, each with its band where it has one.
func (d *drawing) steps() {
	p := d.plot()
	p.X.Label.Text, p.X.Label.Padding = d.chart.Across, d.em()/3
	last := int64(1)
	for _, s := range d.chart.Series {
		if n := len(s.Points); n > 0 {
			last = max(last, s.Points[n-1].At)
		}
	}
	step := nice(float64(last)/6, 0)
	p.X.Min, p.X.Max = 0, math.Ceil(float64(last)/step)*step
	p.X.Tick.Marker = plot.ConstantTicks(ticks(0, p.X.Max, step))
	for i, s := range d.chart.Series {
		if band := d.band(s); len(band) > 0 {
			p.Add(&plotter.Polygon{XYs: []plotter.XYs{band}, Color: d.look.Soft[min(i, 2)]})
		}
	}
	for i, s := range d.chart.Series {
		line := plotter.Line{StepStyle: plotter.PostStep, LineStyle: d.line(i)}
		for _, x := range s.Points {
			line.XYs = append(line.XYs, plotter.XY{X: float64(x.At), Y: d.real(x.Value)})
		}
		if len(line.XYs) > 0 {
			p.Add(&line)
		}
	}
	p.Add(stepHits{d})
	p.Draw(d.on)
}

// band goes along the upper bounds and back along the lower ones.
func (d *drawing) band(s report.Series) (out plotter.XYs) {
	var back plotter.XYs
	for i, p := range s.Points {
		if p.Low == 0 && p.High == 0 {
			continue
		}
		end := p.At
		if i+1 < len(s.Points) {
			end = s.Points[i+1].At
		}
		for _, x := range []int64{p.At, end} {
			out = append(out, plotter.XY{X: float64(x), Y: d.real(p.High)})
			back = append(back, plotter.XY{X: float64(x), Y: d.real(p.Low)})
		}
	}
	for i := len(back) - 1; i >= 0; i-- {
		out = append(out, back[i])
	}
	return out
}

// stepHits finds what is to be read between one step of the first series and the next.
type stepHits struct{ *drawing }

// Plot belongs to plot.Plotter.
func (h stepHits) Plot(c draw.Canvas, p *plot.Plot) {
	toX, _ := p.Transforms(&c)
	points := h.chart.Series[0].Points
	for i, from := range points {
		end := c.Max.X
		if i+1 < len(points) {
			end = toX(float64(points[i+1].At))
		}
		x := toX(float64(from.At))
		h.hit(x, c.Min.Y, end-x, c.Max.Y-c.Min.Y, h.words(report.Count(from.At).Shown()+" "+h.chart.Across, func(s report.Series) (report.Point, bool) {
			found, ok := report.Point{}, false
			for _, q := range s.Points {
				if q.At <= from.At {
					found, ok = q, true
				}
			}
			return found, ok
		}))
	}
}
