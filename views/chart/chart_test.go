package chart

import (
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rapport/app/report"
)

func grey(v uint8) color.Color { return color.Gray{Y: v} }

func testLook() Look {
	return Look{Text: grey(20), Muted: grey(100), Grid: grey(230), Back: color.White, Size: 11,
		Ink: [3]color.Color{color.RGBA{47, 91, 215, 255}, grey(110), color.RGBA{161, 92, 0, 255}}, Soft: [3]color.Color{color.RGBA{214, 222, 247, 255}, grey(240), color.RGBA{250, 238, 218, 255}}}
}

func samples() map[string]report.Chart {
	months := []string{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"}
	var now, before, plan []report.Point
	for i := range months {
		now = append(now, report.Point{Value: int64(i*i) * 12_345, Words: "now"})
		before = append(before, report.Point{Value: int64(12-i) * 98_765, Words: "before"})
		plan = append(plan, report.Point{Value: int64(i) * 100_000, Low: int64(i) * 60_000, High: int64(i) * 160_000, Words: "range", Missing: i < 4})
	}
	now[11].Missing, now[3].Value = true, -300_000
	return map[string]report.Chart{
		"columns": {Labels: months, Unit: "EUR", Digits: 2, Series: []report.Series{{Name: "2026", Points: now}, {Name: "2025", Points: before}}},
		"ranges":  {Labels: months, Unit: "EUR", Digits: 2, Series: []report.Series{{Name: "Received", Points: before}, {Name: "Expected", Shape: report.Range, Points: plan}}},
		"steps": {Kind: report.Steps, Unit: "% of all introduced", Across: "days since the introduction", Digits: 1, Most: 1000, Series: []report.Series{
			{Name: "Won", Points: []report.Point{{At: 0, Words: "0 %"}, {At: 10, Value: 200, Low: 100, High: 300, Words: "20 %"}, {At: 45, Value: 410, Low: 300, High: 520, Words: "41 %"}, {At: 140, Value: 500, Low: 380, High: 610, Words: "50 %"}}},
			{Name: "Lost", Points: []report.Point{{At: 0, Words: "0 %"}, {At: 30, Value: 100, Words: "10 %"}, {At: 120, Value: 220, Words: "22 %"}, {At: 140, Value: 220, Words: "22 %"}}}}},
		"funnel": {Kind: report.Funnel, Labels: []string{"Introduced", "Accepted", "Won"}, Series: []report.Series{{Points: []report.Point{{Value: 600, Words: "600"}, {Value: 480, Words: "480, 80 %"}, {Value: 120, Words: "120, 25 %"}}}}},
		"spread": {Kind: report.Funnel, Most: 100, Labels: []string{"Accountants", "Attorneys", "Few"}, Series: []report.Series{{Shape: report.Range, Points: []report.Point{{Value: 54, Low: 42, High: 65, Words: "54 % (43 of 80)"}, {Value: 20, Low: 8, High: 41, Words: "20 % (5 of 25)"}, {Missing: true, Words: "not enough data"}}}}},
		"empty":  {Empty: "Nothing came in.", Labels: months, Series: []report.Series{{Points: []report.Point{{Missing: true}}}}},
	}
}

// Each kind of chart leaves ink at every scale, has its hits inside, one for each place, and is read without colours.
func TestEveryKindOfChartIsDrawn(t *testing.T) {
	a, err := New()
	if err != nil {
		t.Fatal(err)
	}
	look := testLook()
	for name, c := range samples() {
		for _, scale := range []float64{1, 1.5, 2} {
			img := a.Image(c, look, 640, 220, scale)
			if size := img.Bounds().Size(); size.X != int(640*scale) || size.Y != int(220*scale) {
				t.Errorf("%s at %v is %v", name, scale, size)
			}
			inked := 0
			for x := range img.Bounds().Dx() {
				for y := range img.Bounds().Dy() {
					if r, g, b, _ := img.At(x, y).RGBA(); r+g+b < 3*0xE000 {
						inked++
					}
				}
			}
			if inked < 100 {
				t.Errorf("%s at %v has %d dark pixels", name, scale, inked)
			}
			if to := os.Getenv("RAPPORT_GALLERY"); to != "" {
				f, err := os.Create(filepath.Join(to, "chart-"+name+map[float64]string{1: "", 1.5: "-150", 2: "-200"}[scale]+".png"))
				if err != nil {
					t.Fatal(err)
				}
				_ = png.Encode(f, img)
				_ = f.Close()
			}
		}
		hits := a.Hits(c, look, 640, 220)
		want := map[string]int{"columns": 12, "ranges": 12, "steps": 4, "funnel": 3, "spread": 3, "empty": 0}[name]
		if len(hits) != want {
			t.Errorf("%s has %d hits, not %d", name, len(hits), want)
		}
		for i, h := range hits {
			if h.X < -1 || h.Y < -1 || h.X+h.Width > 641 || h.Y+h.Height > 221 || h.Words == "" || i > 0 && c.Kind != report.Funnel && h.X < hits[i-1].X+hits[i-1].Width-1 {
				t.Errorf("%s: hit %d is %+v", name, i, h)
			}
		}
	}
}

func TestWhatIsReadAtAPlace(t *testing.T) {
	a, err := New()
	if err != nil {
		t.Fatal(err)
	}
	hits := a.Hits(samples()["steps"], testLook(), 600, 200)
	if words := hits[2].Words; words != "45 days since the introduction\nWon: 41 %\nLost: 10 %" {
		t.Errorf("read: %q", words)
	}
	if words := a.Hits(samples()["columns"], testLook(), 600, 200)[0].Words; !strings.HasPrefix(words, "Jan\n2026: now\n2025: before") {
		t.Errorf("read: %q", words)
	}
}

func TestAxesEndAtRoundNumbers(t *testing.T) {
	for _, c := range []struct {
		least  float64
		digits int
		want   float64
	}{{0.2, 0, 1}, {0.2, 2, 0.2}, {3, 0, 5}, {5, 0, 5}, {7, 0, 10}, {120, 0, 200}, {0.06, 1, 0.1}} {
		if got := nice(c.least, c.digits); got < c.want*0.999 || got > c.want*1.001 {
			t.Errorf("nice(%v, %d) = %v, not %v", c.least, c.digits, got, c.want)
		}
	}
	for v, want := range map[float64]string{0: "0", 250: "250", 9500: "9500", 15000: "15k", -20000: "–20k", 1.5e6: "1.5M", 2e9: "2bn"} {
		if got := short(v); got != want {
			t.Errorf("short(%v) = %q", v, got)
		}
	}
}
