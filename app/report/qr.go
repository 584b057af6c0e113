package report

import (
	"fmt"

	"github.com/boombuler/barcode/qr"
)

// QR is a text that a camera reads.
type QR struct {
	Text  string
	Label string // said beside it
}

// Squares gives the squares of the code, row by row, true where it is dark, without the quiet margin of four squares that it needs
// around it. Up to 15 % of it may be hidden or damaged.
func (q QR) Squares() ([][]bool, error) {
	code, err := qr.Encode(q.Text, qr.M, qr.Auto)
	if err != nil {
		return nil, fmt.Errorf("%q is too long for a code: %w", q.Text[:min(len(q.Text), 40)], err)
	}
	size := code.Bounds()
	out := make([][]bool, size.Dy())
	for y := range out {
		out[y] = make([]bool, size.Dx())
		for x := range out[y] {
			r, _, _, _ := code.At(x, y).RGBA()
			out[y][x] = r == 0
		}
	}
	return out, nil
}

// Bars gives every run of dark squares side by side: its first square, and how many there are. Drawn as one, no hairline shows between them.
func Bars(rows [][]bool, each func(x, y, width int)) {
	for y, row := range rows {
		for from := 0; from < len(row); from++ {
			to := from
			for to < len(row) && row[to] {
				to++
			}
			if to > from {
				each(from, y, to-from)
				from = to
			}
		}
	}
}

// QuietMargin is how many light squares a code needs on every side.
const QuietMargin = 4
