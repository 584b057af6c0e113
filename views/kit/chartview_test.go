package kit_test

import (
	"image"
	"testing"

	"fyne.io/fyne/v2"

	"rapport/app/report"
	"rapport/views/kit"
	"rapport/views/kit/kittest"
)

func threeBars(words ...string) report.Chart {
	c := report.Chart{Labels: []string{"Jan", "Feb", "Mar"}, Series: []report.Series{{Name: "2026"}}}
	for i, w := range words {
		c.Series[0].Points = append(c.Series[0].Points, report.Point{Value: int64(i + 1), Words: w})
	}
	return c
}

// What a chart says at a place is read with the pointer and by keyboard, and another chart says something else.
func TestAChartIsReadByPointerAndKeys(t *testing.T) {
	var v *kit.ChartView
	w := kittest.Open(t, fyne.NewSize(600, 300), func(r *kit.Root) fyne.CanvasObject { v = kit.NewChartView(r.Stage); return v })
	v.Set(threeBars("one", "two", "three"))
	w.Stage.Run()
	before := w.Canvas().Capture()
	w.Hover(fyne.NewPos(580, 150))
	if !w.Sees("2026: three") {
		t.Errorf("the pointer reads nothing:\n%s", w.Dump())
	}
	w.Canvas().Focus(v)
	w.Press("Home")
	if !w.Sees("2026: one") || w.Sees("2026: three") {
		t.Errorf("Home reads:\n%s", w.Dump())
	}
	w.Press("Right")
	if !w.Sees("2026: two") {
		t.Errorf("Right reads:\n%s", w.Dump())
	}
	next := threeBars("forty", "fifty", "sixty")
	next.Series[0].Points[2].Value = 9
	v.Set(next)
	w.Stage.Run()
	if w.Press("End"); !w.Sees("2026: sixty") {
		t.Errorf("the next chart reads:\n%s", w.Dump())
	}
	w.Press("Tab")
	if after := w.Canvas().Capture(); ink(before) == 0 || ink(before) == ink(after) {
		t.Error("the next chart is drawn as the one before")
	}
	w.Look(kit.Appearance{Mode: kit.Dark})
	w.Stage.Run()
	if r, _, _, _ := w.Canvas().Capture().At(2, 297).RGBA(); r > 0x4000 {
		t.Error("the chart is light in the dark")
	}
}

// ink is how much of a picture is coloured as the first series is.
func ink(img image.Image) (n int) {
	for x := range img.Bounds().Dx() {
		for y := range img.Bounds().Dy() {
			if r, _, b, _ := img.At(x, y).RGBA(); b > r+0x4000 {
				n++
			}
		}
	}
	return n
}

func TestAChartIsATableToo(t *testing.T) {
	if got, want := threeBars("one", "two", "three").Table().Tabbed(), "Of\t2026\nJan\tone\nFeb\ttwo\nMar\tthree\n"; got != want {
		t.Errorf("got %q", got)
	}
	steps := report.Chart{Kind: report.Steps, Across: "days", Series: []report.Series{
		{Name: "Won", Points: []report.Point{{At: 0, Words: "0 %"}, {At: 7, Words: "10 %"}}}, {Name: "Lost", Points: []report.Point{{At: 5, Words: "4 %"}}}}}
	if got, want := steps.Table().Tabbed(), "days\tWon\tLost\n0\t0 %\t\n7\t10 %\t4 %\n"; got != want {
		t.Errorf("got %q", got)
	}
}
