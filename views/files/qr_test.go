package files

import (
	"bytes"
	"encoding/xml"
	"image/png"
	"io"
	"strings"
	"testing"

	"rapport/app/report"
)

// Every form of a code shows the same squares: what is read out of the drawing and the picture is held against the code.
func TestAQRCodeIsTheSameInEveryForm(t *testing.T) {
	q := report.QR{Text: "https://firm.example/refer?p=K7MQ4X", Label: `<script> & "Söhne"`}
	rows, err := q.Squares()
	if err != nil {
		t.Fatal(err)
	}
	side := len(rows) + 2*report.QuietMargin
	data, err := QRPNG(q, 500)
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(data))
	if err != nil || img.Bounds().Dx()%side != 0 || img.Bounds().Dx() < 400 {
		t.Fatalf("%v %v", img.Bounds(), err)
	}
	one := img.Bounds().Dx() / side
	for y := range side {
		for x := range side {
			inside := y >= report.QuietMargin && x >= report.QuietMargin && y-report.QuietMargin < len(rows) && x-report.QuietMargin < len(rows)
			dark := inside && rows[y-report.QuietMargin][x-report.QuietMargin]
			for _, at := range []int{0, one - 1} {
				if r, _, _, _ := img.At(x*one+at, y*one+at).RGBA(); (r == 0) != dark {
					t.Fatalf("square %d, %d", x, y)
				}
			}
		}
	}
	svg, err := QRSVG(q)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(svg), "<script>") {
		t.Error("the label is not escaped")
	}
	for d := xml.NewDecoder(bytes.NewReader(svg)); ; {
		if _, err := d.Token(); err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(err)
		}
	}
}

func TestWhatIsTooLongForACode(t *testing.T) {
	if _, err := QRSVG(report.QR{Text: strings.Repeat("ä", 3000)}); err == nil {
		t.Error("3,000 letters were drawn")
	}
}
