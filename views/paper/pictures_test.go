package paper

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
)

// pngPicture is a picture of a disc, on nothing if clear.
func pngPicture(w, h int, clear bool) []byte {
	im := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			dx, dy := 2*x-w, 2*y-h
			switch {
			case dx*dx*h*h+dy*dy*w*w < w*w*h*h:
				im.SetNRGBA(x, y, color.NRGBA{30, 60, 110, 255})
			case !clear:
				im.SetNRGBA(x, y, color.NRGBA{255, 255, 255, 255})
			}
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, im); err != nil {
		panic(err)
	}
	return b.Bytes()
}
