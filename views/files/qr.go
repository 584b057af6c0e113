package files

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"strings"

	"rapport/app/report"
)

// QRSVG is a QR code as a drawing of any size, dark on white, with its quiet margin.
func QRSVG(q report.QR) ([]byte, error) {
	rows, err := q.Squares()
	if err != nil {
		return nil, err
	}
	side := len(rows) + 2*report.QuietMargin
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" shape-rendering="crispEdges" role="img"><title>`, side, side)
	if err := xml.EscapeText(&b, []byte(q.Label)); err != nil {
		return nil, err
	}
	fmt.Fprintf(&b, `</title><rect width="%d" height="%d" fill="#fff"/><path d="`, side, side)
	report.Bars(rows, func(x, y, width int) {
		fmt.Fprintf(&b, "M%d %dh%dv1h-%dz", x+report.QuietMargin, y+report.QuietMargin, width, width)
	})
	b.WriteString("\"/></svg>\n")
	return []byte(b.String()), nil
}

// QRPNG is a QR code as a picture of about so many pixels a side, every square a whole number of them.
func QRPNG(q report.QR, side int) ([]byte, error) {
	img, err := QRImage(q, side)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = png.Encode(&b, img)
	return b.Bytes(), err
}

// QRImage is a QR code as a picture in two colours, with its quiet margin.
func QRImage(q report.QR, side int) (image.Image, error) {
	rows, err := q.Squares()
	if err != nil {
		return nil, err
	}
	count := len(rows) + 2*report.QuietMargin
	one := max(1, side/count)
	img := image.NewPaletted(image.Rect(0, 0, count*one, count*one), color.Palette{color.White, color.Black})
	for y, row := range rows {
		for x, dark := range row {
			if !dark {
				continue
			}
			for i := range one * one {
				img.SetColorIndex((x+report.QuietMargin)*one+i%one, (y+report.QuietMargin)*one+i/one, 1)
			}
		}
	}
	return img, nil
}
