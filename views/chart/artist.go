// Package chart draws a report.Chart with gonum/plot, on any canvas of vectors: pixels of the screen or the page of a PDF.
//
// Charts are read without colours, too: the first series is filled, the second hollow, the third striped; lines are whole, dashed
// and dotted. Lengths are points; on the screen a point is a pixel at zoom 1.
package chart

import (
	"fmt"
	"image"
	"image/color"
	"math"
	"slices"

	fonts "golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"

	"rapport/app/report"
	"rapport/assets"
)

// Look is the colours and the size of the text. All colours are opaque.
type Look struct {
	Text, Muted, Grid, Back color.Color
	Ink                     [3]color.Color // of the series
	Soft                    [3]color.Color // the same, paler, for areas
	Size                    float64        // of the text
}

// Hit is a part of a chart with what is to be read there. Places are points from the upper left corner.
type Hit struct {
	X, Y, Width, Height float64
	Words               string
}

// Artist draws charts. It is safe for concurrent use.
type Artist struct{ cache *font.Cache }

const typeface = "Noto Sans"

// New parses the fonts. It fails only if the program's own are damaged.
func New() (*Artist, error) {
	var all font.Collection
	for weight, data := range map[fonts.Weight][]byte{fonts.WeightNormal: assets.FontRegular(), fonts.WeightBold: assets.FontBold()} {
		face, err := opentype.Parse(data)
		if err != nil {
			return nil, fmt.Errorf("the fonts in this program are damaged: %w", err)
		}
		all = append(all, font.Face{Font: font.Font{Typeface: typeface, Weight: weight}, Face: face})
	}
	return &Artist{font.NewCache(all)}, nil
}

// Image draws a chart so many points large, each of them scale pixels.
func (a *Artist) Image(c report.Chart, look Look, width, height, scale float64) image.Image {
	pixels := func(v float64) int { return max(1, int(math.Round(v*scale))) }
	on := vgimg.NewWith(vgimg.UseImage(image.NewRGBA(image.Rect(0, 0, pixels(width), pixels(height)))), vgimg.UseDPI(int(math.Round(72*scale))))
	on.SetColor(look.Back)
	whole := vg.Rectangle{Max: vg.Point{X: vg.Length(width) + 1, Y: vg.Length(height) + 1}}
	on.Fill(whole.Path())
	a.Draw(c, look, on, width, height)
	return on.Image()
}

// Hits are the parts of a chart drawn so large.
func (a *Artist) Hits(c report.Chart, look Look, width, height float64) []Hit {
	return a.Draw(c, look, nowhere{}, width, height)
}

// Draw draws a chart from the lower left corner of a canvas up, and tells what is where.
func (a *Artist) Draw(c report.Chart, look Look, on vg.Canvas, width, height float64) []Hit {
	d := &drawing{artist: a, chart: c, look: look, height: height,
		on: draw.Canvas{Canvas: on, Rectangle: vg.Rectangle{Max: vg.Point{X: vg.Length(width), Y: vg.Length(height)}}}}
	switch {
	case width < 8*look.Size || height < 5*look.Size:
		return nil // too small to be read
	case !c.Drawable():
		d.on.FillText(d.style(look.Muted, draw.XCenter, draw.YCenter), d.on.Center(), c.Empty)
		return nil
	case c.Kind == report.Funnel:
		d.funnel()
		return d.hits
	}
	d.legend()
	d.on.Min.Y += d.em() / 4 // for what hangs below a line of text
	if c.Kind == report.Steps {
		d.steps()
	} else {
		d.columns()
	}
	return d.hits
}

// drawing is one chart being drawn.
type drawing struct {
	artist *Artist
	chart  report.Chart
	look   Look
	height float64
	on     draw.Canvas
	hits   []Hit
}

func (d *drawing) style(ink color.Color, x text.XAlignment, y text.YAlignment) draw.TextStyle {
	return draw.TextStyle{Color: ink, Font: font.Font{Typeface: typeface, Size: vg.Length(d.look.Size)}, XAlign: x, YAlign: y, Handler: text.Plain{Fonts: d.artist.cache}}
}

func (d *drawing) em() vg.Length { return vg.Length(d.look.Size) }

// hit remembers what is to be read in a rectangle of the canvas.
func (d *drawing) hit(x, y, width, height vg.Length, words string) {
	d.hits = append(d.hits, Hit{X: float64(x), Y: d.height - float64(y+height), Width: float64(width), Height: float64(height), Words: words})
}

// legend is a line at the top: the unit, and the series by their names where there are several. It takes its room from the canvas.
func (d *drawing) legend() {
	named := 0
	for _, s := range d.chart.Series {
		if s.Name != "" {
			named++
		}
	}
	if d.chart.Unit == "" && named < 2 {
		return
	}
	em, sty := d.em(), d.style(d.look.Muted, draw.XLeft, draw.YBottom)
	x, y := d.on.Min.X, d.on.Max.Y-1.2*em
	if d.chart.Unit != "" {
		d.on.FillText(sty, vg.Point{X: x, Y: y}, d.chart.Unit)
		x += sty.Width(d.chart.Unit) + 2*em
	}
	for i, s := range d.chart.Series {
		if named < 2 || s.Name == "" {
			continue
		}
		if d.chart.Kind == report.Steps {
			d.on.StrokeLine2(d.line(i), x, y+0.4*em, x+1.8*em, y+0.4*em)
			x += 2.3 * em
		} else {
			d.block(i, x, y-0.08*em, x+0.9*em, y+0.82*em)
			x += 1.4 * em
		}
		d.on.FillText(sty, vg.Point{X: x, Y: y}, s.Name)
		x += sty.Width(s.Name) + 2*em
	}
	d.on.Max.Y -= 2.2 * em
}

// line is how the line of a series is drawn.
func (d *drawing) line(i int) draw.LineStyle {
	i = min(i, len(d.look.Ink)-1)
	dashes := [][]vg.Length{nil, {5, 3}, {1.5, 2.5}}
	return draw.LineStyle{Color: d.look.Ink[i], Width: 1.5, Dashes: dashes[i]}
}

// block fills a rectangle as the series is filled.
func (d *drawing) block(i int, x1, y1, x2, y2 vg.Length) {
	i = min(i, len(d.look.Ink)-1)
	if y1 > y2 {
		y1, y2 = y2, y1
	}
	corners := []vg.Point{{X: x1, Y: y1}, {X: x2, Y: y1}, {X: x2, Y: y2}, {X: x1, Y: y2}}
	if i == 0 {
		d.on.FillPolygon(d.look.Ink[0], corners)
		return
	}
	d.on.FillPolygon(d.look.Soft[i], corners)
	edge := draw.LineStyle{Color: d.look.Ink[i], Width: 0.8}
	if i == 2 {
		for y := y1 + 3; y < y2; y += 3 {
			d.on.StrokeLine2(edge, x1, y, x2, y)
		}
	}
	d.on.StrokeLines(edge, append(slices.Clip(corners), corners[0]))
}

// nowhere takes a drawing that is only measured.
type nowhere struct{}

func (nowhere) SetLineWidth(vg.Length)                 {}
func (nowhere) SetLineDash([]vg.Length, vg.Length)     {}
func (nowhere) SetColor(color.Color)                   {}
func (nowhere) Rotate(float64)                         {}
func (nowhere) Translate(vg.Point)                     {}
func (nowhere) Scale(float64, float64)                 {}
func (nowhere) Push()                                  {}
func (nowhere) Pop()                                   {}
func (nowhere) Stroke(vg.Path)                         {}
func (nowhere) Fill(vg.Path)                           {}
func (nowhere) FillString(font.Face, vg.Point, string) {}
func (nowhere) DrawImage(vg.Rectangle, image.Image)    {}
