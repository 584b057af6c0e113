package chart

import (
	"math"
	"strconv"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg/draw"

	"rapport/app/report"
)

// plot is an empty plot of the chart's look whose vertical axis holds all values.
func (d *drawing) plot() *plot.Plot {
	p := plot.New()
	p.BackgroundColor = nil
	p.TextHandler = d.style(d.look.Text, 0, 0).Handler
	for _, a := range []*plot.Axis{&p.X, &p.Y} {
		a.Padding, a.Tick.Length = 0, 0
		a.Tick.LineStyle.Width = 0
	}
	p.X.LineStyle = draw.LineStyle{Color: d.look.Muted, Width: 0.7}
	p.Y.LineStyle.Width = 0
	p.X.Tick.Label, p.Y.Tick.Label = d.style(d.look.Muted, draw.XCenter, draw.YTop), d.style(d.look.Muted, draw.XRight, draw.YCenter)
	p.X.Label.TextStyle, p.Y.Label.TextStyle = d.style(d.look.Muted, draw.XCenter, draw.YBottom), d.style(d.look.Muted, draw.XCenter, draw.YBottom)
	low, high := d.bounds()
	step := nice((high-low)/4, d.chart.Digits)
	p.Y.Min, p.Y.Max = math.Floor(low/step)*step, math.Ceil(high/step)*step
	if p.Y.Min < 0 { // the line that counts is the one at zero
		p.X.Color = d.look.Grid
	}
	p.Y.Tick.Marker = plot.ConstantTicks(ticks(p.Y.Min, p.Y.Max, step))
	grid := plotter.NewGrid()
	grid.Vertical.Color = nil
	grid.Horizontal = draw.LineStyle{Color: d.look.Grid, Width: 0.6}
	p.Add(grid)
	return p
}

// real is a value as it is counted.
func (d *drawing) real(v int64) float64 { return float64(v) / math.Pow10(d.chart.Digits) }

// bounds are between which the values lie, zero among them.
func (d *drawing) bounds() (low, high float64) {
	high = d.real(d.chart.Most)
	for _, s := range d.chart.Series {
		for _, p := range s.Points {
			if p.Missing {
				continue
			}
			low, high = min(low, d.real(p.Value), d.real(p.Low)), max(high, d.real(p.Value), d.real(p.High))
		}
	}
	if low == high {
		high = low + 1
	}
	return low, high
}

// nice is the next of 1, 2 or 5 times a power of ten; without decimals it is whole.
func nice(least float64, digits int) float64 {
	power := math.Pow(10, math.Floor(math.Log10(least)))
	step := 10 * power
	for _, by := range []float64{5, 2, 1} {
		if by*power >= least {
			step = by * power
		}
	}
	if digits == 0 {
		step = max(1, step)
	}
	return step
}

func ticks(low, high, step float64) (out []plot.Tick) {
	for i := math.Round(low / step); i*step <= high+step/1000; i++ {
		out = append(out, plot.Tick{Value: i * step, Label: short(i * step)})
	}
	return out
}

// short is a number that fits at an axis: "250", "1.5k", "20k", "3M".
func short(v float64) string {
	unit := ""
	switch size := math.Abs(v); {
	case size >= 1e9:
		v, unit = v/1e9, "bn"
	case size >= 1e6:
		v, unit = v/1e6, "M"
	case size >= 1e4:
		v, unit = v/1e3, "k"
	}
	return strings.Replace(strconv.FormatFloat(math.Round(v*100)/100, 'f', -1, 64), "-", "–", 1) + unit
}

// words is what is to be read at one place: its label, and each series.
func (d *drawing) words(label string, at func(report.Series) (report.Point, bool)) string {
	lines := []string{strings.ReplaceAll(label, "\n", ", ")}
	for _, s := range d.chart.Series {
		if p, ok := at(s); ok && p.Words != "" {
			line := p.Words
			if s.Name != "" {
				line = s.Name + ": " + line
			}
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}
