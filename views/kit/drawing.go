package kit

import (
	"fmt"
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"rapport/assets/icons"
)

// drawing is the renderer all small widgets share: a flat list of objects, how
// they are placed, how large they must be, and how they take their colours.
type drawing struct {
	of      fyne.Widget
	objects []fyne.CanvasObject
	place   func(fyne.Size)
	least   func() fyne.Size
	style   func()
}

func (d *drawing) Destroy()                     {}
func (d *drawing) Objects() []fyne.CanvasObject { return d.objects }
func (d *drawing) MinSize() fyne.Size           { return d.least() }
func (d *drawing) Layout(size fyne.Size) {
	if d.place != nil {
		d.place(size)
	}
}

func (d *drawing) Refresh() {
	if d.style != nil {
		d.style()
	}
	d.Layout(d.of.Size())
	canvas.Refresh(d.of)
}

// newDrawing styles once, so that a widget is right before its first refresh.
func newDrawing(d *drawing) *drawing {
	if d.style != nil {
		d.style()
	}
	return d
}

func newRect() *canvas.Rectangle { return canvas.NewRectangle(color.Transparent) }

func newText(s string) *canvas.Text { return canvas.NewText(s, color.Transparent) }

// put places an object in one call.
func put(o fyne.CanvasObject, x, y, w, h float32) {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(w, h))
}

// IconResource gives an icon painted in a role's colour. The name carries the
// colour because Fyne caches pictures by name.
func IconResource(name string, role Role) fyne.Resource { return iconIn(name, Color(role)) }

func iconIn(name string, c color.Color) fyne.Resource {
	n := color.NRGBAModel.Convert(c).(color.NRGBA)
	hex := fmt.Sprintf("#%02x%02x%02x", n.R, n.G, n.B)
	svg := strings.ReplaceAll(string(icons.SVG(name)), "currentColor", hex)
	return fyne.NewStaticResource(name+hex+".svg", []byte(svg))
}

func newIcon() *canvas.Image {
	i := canvas.NewImageFromResource(nil)
	i.FillMode = canvas.ImageFillContain
	return i
}

// setIcon changes the picture only if it differs: parsing an SVG is not free.
func setIcon(i *canvas.Image, name string, c color.Color) {
	if name == "" {
		i.Hidden = true
		return
	}
	i.Hidden = false
	res := iconIn(name, c)
	if i.Resource != nil && i.Resource.Name() == res.Name() {
		return
	}
	i.Resource = res
	i.Refresh()
}

// fit shortens a text to a width with an ellipsis and tells whether it was cut.
// Short texts are accepted without measuring; measuring is cached by Fyne.
func fit(s string, width, size float32, style fyne.TextStyle) (string, bool) {
	if s == "" || float32(len(s))*size < width {
		return s, false
	}
	if fyne.MeasureText(s, size, style).Width <= width {
		return s, false
	}
	runes := []rune(s)
	low, high := 0, len(runes)
	for low < high {
		mid := (low + high + 1) / 2
		if fyne.MeasureText(string(runes[:mid])+"…", size, style).Width <= width {
			low = mid
		} else {
			high = mid - 1
		}
	}
	return strings.TrimRight(string(runes[:low]), " ") + "…", true
}

// wrap breaks a text into lines no wider than width, at spaces where it can.
func wrap(s string, width, size float32, style fyne.TextStyle) []string {
	var lines []string
	for _, para := range strings.Split(s, "\n") {
		line := ""
		for _, word := range strings.Fields(para) {
			joined := strings.TrimSpace(line + " " + word)
			if line != "" && fyne.MeasureText(joined, size, style).Width > width {
				lines = append(lines, line)
				joined = word
			}
			line = joined
		}
		lines = append(lines, line)
	}
	return lines
}
