package kit_test

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"rapport/views/kit"
	"rapport/views/kit/kittest"
)

// lanesIn opens three lanes of so many cards and keeps what they tell.
func lanesIn(t testing.TB, lens ...int) (*kittest.Window, *kit.Lanes, *[]string) {
	var l *kit.Lanes
	var told []string
	say := func(format string, args ...any) { told = append(told, fmt.Sprintf(format, args...)) }
	w := kittest.Open(t, fyne.NewSize(600, 400), func(r *kit.Root) fyne.CanvasObject {
		l = kit.NewLanes(r.Stage, kit.LanesSpec{
			Titles: []string{"First", "Second", "Third"},
			Len:    func(lane int) int { return lens[lane] },
			Card: func(lane, i int) (kit.LaneCard, bool) {
				say("drawn")
				return kit.LaneCard{Title: fmt.Sprintf("card %d.%d", lane, i), Badge: "72", Hue: kit.Blue, Note: "3 days", Below: "Ask", Tail: "Mon"}, true
			},
			Moved: func(lane, i int) { say("at %d.%d", lane, i) },
			Open:  func(lane, i int) { say("open %d.%d", lane, i) },
			Drop:  func(lane, i, to int) { say("drop %d.%d on %d", lane, i, to) },
			May:   func(_, _, to int) bool { return to == 1 },
			Menu:  func(lane, i int, _ fyne.Position) { say("menu %d.%d", lane, i) },
		})
		return l
	})
	w.Canvas().Focus(l)
	l.Reload()
	told = nil
	return w, l, &told
}

// said leaves out what was only drawn.
func said(told *[]string) string {
	var out []string
	for _, s := range *told {
		if s != "drawn" {
			out = append(out, s)
		}
	}
	*told = nil
	return fmt.Sprint(out)
}

func TestLanesByTheKeyboard(t *testing.T) {
	w, _, told := lanesIn(t, 100, 0, 2)
	for _, c := range [][2]string{{"Down", "[at 0.1]"}, {"Up", "[at 0.0]"}, {"Up", "[]"}, {"End", "[at 0.99]"}, {"Right", "[at 2.1]"}, {"Right", "[]"}, {"Left", "[at 0.1]"},
		{"Home", "[at 0.0]"}, {"Shift+Right", "[drop 0.0 on 1]"}, {"Shift+Left", "[]"}, {"Enter", "[open 0.0]"}} {
		w.Press(c[0])
		if got := said(told); got != c[1] {
			t.Errorf("%s told %s, not %s", c[0], got, c[1])
		}
	}
}

func TestLanesDrawOnlyWhatShows(t *testing.T) {
	_, l, told := lanesIn(t, 1_000_000, 1_000_000, 1_000_000)
	l.Refresh()
	if n := len(*told); n == 0 || n > 18 {
		t.Errorf("%d cards are drawn where 15 show", n)
	}
}

func TestACardIsDraggedToAnotherLane(t *testing.T) {
	w, l, told := lanesIn(t, 3, 1, 0)
	drag := func(from, to fyne.Position) string {
		said(told)
		down := &desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: from}, Button: desktop.MouseButtonPrimary}
		l.MouseDown(down)
		l.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: to}})
		w.Stage.Run()
		l.MouseUp(down)
		l.DragEnd()
		return said(told)
	}
	for _, c := range []struct {
		name     string
		from, to fyne.Position
		want     string
	}{
		{"to the next", fyne.NewPos(50, 150), fyne.NewPos(300, 200), "[at 0.1 drop 0.1 on 1]"},
		{"back where it was", fyne.NewPos(50, 60), fyne.NewPos(90, 300), "[at 0.0]"},
		{"outside", fyne.NewPos(50, 150), fyne.NewPos(700, 300), "[at 0.1]"},
		{"nothing was taken", fyne.NewPos(500, 200), fyne.NewPos(50, 60), "[]"},
	} {
		if got := drag(c.from, c.to); got != c.want {
			t.Errorf("%s: told %s, not %s", c.name, got, c.want)
		}
	}
}
