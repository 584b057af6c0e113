package kit

import (
	"context"
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"rapport/app/report"
	"rapport/views/chart"
)

// ChartView shows a chart in the theme's colours, as sharp as the screen is. Pointing at a place tells what is to be read there, and
// so do Left and Right.
type ChartView struct {
	widget.BaseWidget

	stage   Stage
	artist  *chart.Artist
	chart   report.Chart
	turn    int // of the chart
	asked   chartAsk
	hits    []chart.Hit
	at      int // of hits; -1: none
	focused bool
	slot    Slot

	ring, light *canvas.Rectangle
	picture     *canvas.Image
	surface     *Surface // that shows the tip
}

// chartAsk is what a picture was drawn for.
type chartAsk struct {
	turn                 int
	width, height, scale float32
	text                 color.Color // tells one theme from another
}

// NewChartView makes an empty one.
func NewChartView(stage Stage) *ChartView {
	v := &ChartView{stage: stage, at: -1}
	v.artist, _ = chart.New() // an error would have stopped the program before: its pages need the same fonts
	v.ExtendBaseWidget(v)
	return v
}

// Set shows another chart.
func (v *ChartView) Set(c report.Chart) {
	v.chart = c
	v.turn++
	v.point(-1, fyne.Position{})
	v.Refresh()
}

// Chart is the one shown.
func (v *ChartView) Chart() report.Chart { return v.chart }

// Close stops what is being drawn.
func (v *ChartView) Close() { v.slot.Cancel() }

// chartLook gives the theme's colours to a chart.
func chartLook() chart.Look {
	surface := Color(RoleBackground)
	soft := func(role Role) color.Color {
		c := color.NRGBAModel.Convert(Color(role)).(color.NRGBA)
		c.A = 46
		return over(surface, c)
	}
	return chart.Look{Text: Color(RoleText), Muted: Color(RoleMuted), Grid: Color(RoleSeparator), Back: surface, Size: float64(Px(11)),
		Ink:  [3]color.Color{Color(RolePrimary), Color(RoleMuted), Color(RoleWarning)},
		Soft: [3]color.Color{soft(RolePrimary), soft(RoleMuted), soft(RoleWarning)}}
}

// draw asks for the picture unless it is there.
func (v *ChartView) draw(size fyne.Size) {
	ask := chartAsk{turn: v.turn, width: size.Width, height: size.Height, scale: 1, text: Color(RoleText)}
	if c := fyne.CurrentApp().Driver().CanvasForObject(v); c != nil {
		ask.scale = max(1, c.Scale())
	}
	if ask == v.asked || size.Width < 1 || size.Height < 1 || v.artist == nil {
		return
	}
	v.asked = ask
	what, look := v.chart, chartLook()
	width, height := float64(size.Width), float64(size.Height)
	v.hits = v.artist.Hits(what, look, width, height)
	Load(v.stage, &v.slot, func(context.Context) (image.Image, error) {
		return v.artist.Image(what, look, width, height, float64(ask.scale)), nil
	},
		func(img image.Image, _ error) {
			v.picture.Image = img
			v.picture.Show()
			v.picture.Refresh()
		})
}

// point shows what is to be read at one of the places; -1 for none. The tip stands beside a place of the window.
func (v *ChartView) point(i int, tip fyne.Position) {
	if i == v.at {
		return
	}
	v.at = i
	if v.surface != nil {
		v.surface.hideTip()
	}
	if i >= 0 {
		if _, v.surface = rootOf(v); v.surface != nil {
			v.surface.showTip(v.hits[i].Words, tip)
		}
	}
	if v.light != nil {
		v.lighten()
		v.light.Refresh()
	}
}

// lighten lays a shade over the place pointed at.
func (v *ChartView) lighten() {
	v.light.Hidden = v.at < 0 || v.at >= len(v.hits)
	if !v.light.Hidden {
		h := v.hits[v.at]
		v.light.FillColor, v.light.CornerRadius = Color(RoleHover), Px(4)
		put(v.light, float32(h.X), float32(h.Y), float32(h.Width), float32(h.Height))
	}
}

// MouseIn belongs to MouseMoved.
func (v *ChartView) MouseIn(e *desktop.MouseEvent) { v.MouseMoved(e) }

// MouseMoved tells what is under the pointer.
func (v *ChartView) MouseMoved(e *desktop.MouseEvent) {
	x, y := float64(e.Position.X), float64(e.Position.Y)
	for i, h := range v.hits {
		if x >= h.X && x < h.X+h.Width && y >= h.Y && y < h.Y+h.Height {
			v.point(i, e.AbsolutePosition)
			return
		}
	}
	v.point(-1, fyne.Position{})
}

// MouseOut belongs to MouseMoved.
func (v *ChartView) MouseOut() { v.point(-1, fyne.Position{}) }

// FocusGained shows the ring.
func (v *ChartView) FocusGained() { v.focused = true; v.Refresh() }

// FocusLost belongs to FocusGained.
func (v *ChartView) FocusLost() { v.focused = false; v.point(-1, fyne.Position{}); v.Refresh() }

// TypedRune passes letters on to the commands.
func (v *ChartView) TypedRune(r rune) { forwardRune(v, r) }

// TypedKey goes from place to place.
func (v *ChartView) TypedKey(e *fyne.KeyEvent) {
	var to int
	switch e.Name {
	case fyne.KeyRight:
		to = min(v.at+1, len(v.hits)-1)
	case fyne.KeyLeft:
		to = max(v.at-1, 0)
	case fyne.KeyHome:
		to = 0
	case fyne.KeyEnd:
		to = len(v.hits) - 1
	default:
		forwardKey(v, e)
		return
	}
	if len(v.hits) > 0 {
		h := v.hits[to]
		v.point(to, fyne.CurrentApp().Driver().AbsolutePositionForObject(v).AddXY(float32(h.X+h.Width/2), float32(h.Y)+Px(8)))
	}
}

// CreateRenderer belongs to Fyne.
func (v *ChartView) CreateRenderer() fyne.WidgetRenderer {
	v.ring, v.light, v.picture = newRect(), newRect(), newIcon()
	v.picture.FillMode, v.picture.Hidden = canvas.ImageFillStretch, true
	return newDrawing(&drawing{
		of: v, objects: []fyne.CanvasObject{v.picture, v.light, v.ring},
		least: func() fyne.Size { return fyne.NewSize(Px(120), Px(80)) },
		place: func(s fyne.Size) {
			put(v.picture, 0, 0, s.Width, s.Height)
			put(v.ring, -Px(4), -Px(4), s.Width+Px(8), s.Height+Px(8))
			v.draw(s)
			v.lighten()
		},
		style: func() {
			v.ring.Hidden = !v.focused
			v.ring.StrokeColor, v.ring.StrokeWidth, v.ring.CornerRadius = Color(RolePrimary), Px(2), Px(6)
		},
	})
}
