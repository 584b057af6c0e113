package kit_test

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"rapport/views/kit"
	"rapport/views/kit/kittest"
)

// gridIn opens a window of 900×690 with only a grid: 22 rows of 30 px.
func gridIn(t testing.TB, s kit.Source) (*kittest.Window, *kit.Grid) {
	var g *kit.Grid
	w := kittest.Open(t, fyne.NewSize(900, 690), func(r *kit.Root) fyne.CanvasObject {
		g = kit.NewGrid(r.Stage, columns(), s)
		return g
	})
	w.Canvas().Focus(g)
	return w, g
}

func at(t *testing.T, g *kit.Grid, want int) {
	t.Helper()
	if row, _, _ := g.Current(); row != want {
		t.Errorf("cursor on row %d, want %d", row, want)
	}
}

func TestGridOfTenRowsAsText(t *testing.T) {
	w, _ := gridIn(t, &rows{n: 10, ready: true})
	kittest.Golden(t, "grid-10.txt", w.Dump())
}

func TestGridOfAMillionRowsAsText(t *testing.T) {
	w, g := gridIn(t, &rows{n: 1_000_000, ready: true})
	w.Press("End")
	kittest.Golden(t, "grid-million-end.txt", w.Dump())
	at(t, g, 999_999)
}

func TestGridKeys(t *testing.T) {
	w, g := gridIn(t, &rows{n: 1_000_000, ready: true})
	for _, step := range []struct {
		keys string
		want int
	}{
		{"Down", 1}, {"Down", 2}, {"Up", 1}, {"PgDn", 22}, {"PgUp", 1}, {"Home", 0}, {"Up", 0}, {"End", 999_999}, {"Down", 999_999}, {"Home", 0},
	} {
		w.Press(step.keys)
		at(t, g, step.want)
	}
	w.Type("jjk")
	at(t, g, 1)
	opened := int64(0)
	g.OnOpen = func(id int64) { opened = id }
	w.Press("Enter")
	if opened != 1001 {
		t.Errorf("opened %d", opened)
	}
}

func TestGridShiftExtendsSpaceTogglesCtrlATakesAll(t *testing.T) {
	w, g := gridIn(t, &rows{n: 1_000_000, ready: true})
	told := -1
	g.OnMark = func(n int) { told = n }
	w.Press("Down", "Shift+Down", "Shift+Down")
	if got := g.Picked().IDs; len(got) != 3 || got[0] != 1001 || got[2] != 1003 || told != 3 {
		t.Errorf("picked %v, told %d", got, told)
	}
	w.Press("Up")
	if got := g.Picked().IDs; len(got) != 1 || got[0] != 1002 || told != 0 {
		t.Errorf("after moving: %v, told %d", got, told)
	}
	w.Type(" ")
	w.Press("Ctrl+A")
	if p := g.Picked(); !p.All || g.Marked() != 1_000_000 {
		t.Errorf("picked %+v", p)
	}
	w.Press("Esc")
	if g.Marked() != 0 {
		t.Error("Esc keeps marks")
	}
}

func TestGridCursorStaysOnItsRecordWhenTheOrderChanges(t *testing.T) {
	w, g := gridIn(t, &rows{n: 100, ready: true})
	g.Select(1040)
	w.Press("Shift+Down")
	g.Update(&turned{rows{n: 100, ready: true}})
	row, id, _ := g.Current()
	if id != 1041 || row != 99-41 {
		t.Errorf("cursor on %d, row %d", id, row)
	}
	if got := g.Picked().IDs; len(got) != 2 || got[0] != 1040 || got[1] != 1041 {
		t.Errorf("marks on %v", got)
	}
}

// turned is the same list upside down.
type turned struct{ rows }

func (t *turned) ID(i int) int64                  { return t.rows.ID(t.n - 1 - i) }
func (t *turned) Row(i int, into []kit.Cell) bool { return t.rows.Row(t.n-1-i, into) }

func TestGridTellsOfTheRecordUnderTheCursor(t *testing.T) {
	w, g := gridIn(t, nil)
	var told []int64
	g.OnCursor = func(_ int, id int64) { told = append(told, id) }
	g.Replace(&rows{n: 5, ready: true})
	w.Press("Down", "Down", "End", "End")
	g.Replace(&rows{})
	if len(told) != 5 || told[0] != 1000 || told[3] != 1004 || told[4] != 0 {
		t.Errorf("told %v", told)
	}
}

func TestGridMouse(t *testing.T) {
	w, g := gridIn(t, &rows{n: 1000, ready: true})
	row := func(i int) fyne.Position { return fyne.NewPos(300, 30+30*float32(i)+10) }
	w.Click(row(4), desktop.MouseButtonPrimary, 0)
	at(t, g, 4)
	w.Click(row(7), desktop.MouseButtonPrimary, fyne.KeyModifierShift)
	if g.Marked() != 4 {
		t.Errorf("shift click marks %d", g.Marked())
	}
	w.Click(row(2), desktop.MouseButtonPrimary, 0)
	w.Click(row(5), desktop.MouseButtonPrimary, fyne.KeyModifierControl)
	if got := g.Picked().IDs; len(got) != 2 {
		t.Errorf("ctrl click picks %v", got)
	}
	opened := 0
	g.OnOpen = func(int64) { opened++ }
	w.Stage.Advance(time.Second)
	w.Click(row(3), desktop.MouseButtonPrimary, 0)
	w.Stage.Advance(time.Second)
	w.Click(row(3), desktop.MouseButtonPrimary, 0)
	if opened != 0 {
		t.Error("two slow clicks opened")
	}
	w.Click(row(3), desktop.MouseButtonPrimary, 0)
	if opened != 1 {
		t.Errorf("a double click opened %d times", opened)
	}
	menu := int64(0)
	g.OnMenu = func(id int64, _ fyne.Position) { menu = id }
	w.Click(row(6), desktop.MouseButtonSecondary, 0)
	if menu != 1006 {
		t.Errorf("menu of %d", menu)
	}
}

func TestGridTenNotchesAre250Pixels(t *testing.T) {
	_, g := gridIn(t, &rows{n: 1_000_000, ready: true})
	for range 10 {
		g.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -25)})
	}
	if g.Offset() != 250 {
		t.Errorf("scrolled %v", g.Offset())
	}
}

func TestGridAStepAsksForOneRow(t *testing.T) {
	s := &rows{n: 1_000_000, ready: true}
	_, g := gridIn(t, s)
	g.ScrollTo(15_000_000)
	s.asked = 0
	g.ScrollTo(15_000_030)
	if s.asked != 1 {
		t.Errorf("a step of one row asked for %d rows", s.asked)
	}
	s.asked = 0
	g.ScrollTo(15_000_031)
	if s.asked > 1 {
		t.Errorf("one pixel asked for %d rows", s.asked)
	}
}

func TestGridSortsByHeadAndResizesByEdge(t *testing.T) {
	w, g := gridIn(t, &rows{n: 100, ready: true})
	var asked []kit.Sort
	g.OnSort = func(s []kit.Sort) { asked = s }
	w.Tap(t, "Partner")
	w.Click(fyne.NewPos(20, 15), desktop.MouseButtonPrimary, fyne.KeyModifierShift)
	if len(asked) != 2 || asked[0].Key != "partner" || asked[1].Key != "received" {
		t.Errorf("asked for %v", asked)
	}
	if !w.Sees("Partner  ↑1") {
		t.Errorf("no sort mark:\n%s", w.Dump())
	}
	asked = nil
	w.Tap(t, "Status")
	if asked != nil {
		t.Error("a column that does not sort sorted")
	}
	var saved []kit.ColState
	g.OnColumns = func(c []kit.ColState) { saved = c }
	g.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(103, 15)}, Button: desktop.MouseButtonPrimary})
	g.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(153, 15)}})
	g.DragEnd()
	if saved == nil || saved[0].Width != 154 {
		t.Errorf("saved %+v", saved)
	}
	g.SetColumns([]kit.ColState{{Key: "client"}, {Key: "partner", Hidden: true}})
	if dump := w.Dump(); strings.Contains(dump, "Partner") || strings.Index(dump, "Client") > strings.Index(dump, "Received") {
		t.Errorf("columns not as saved:\n%s", dump)
	}
}

func TestGridShowsBarsUntilRowsArrive(t *testing.T) {
	s := &rows{n: 100}
	w, g := gridIn(t, s)
	if w.Sees("Mei Tanaka") {
		t.Error("rows that are not ready show text")
	}
	s.ready = true
	g.Arrived()
	if !w.Sees("Mei Tanaka") {
		t.Error("arrived rows do not show")
	}
	s.asked = 0
	g.Patch(1003)
	if s.asked != 1 {
		t.Errorf("one changed record asked for %d rows", s.asked)
	}
}

func TestGridStates(t *testing.T) {
	w, g := gridIn(t, nil)
	cleared := false
	g.ShowInstead(kit.NothingFits("referrals", func() { cleared = true }))
	w.Tap(t, "Clear filters")
	if !cleared {
		t.Error("Clear filters did nothing")
	}
	g.Replace(&rows{n: 3, ready: true})
	if w.Sees("Clear filters") || !w.Sees("Mei Tanaka") {
		t.Error("rows do not replace the message")
	}
	stopped := false
	g.Busy("Sorting 3 …", func() { stopped = true })
	if w.Sees("Sorting 3 …") {
		t.Error("busy at once")
	}
	w.Stage.Advance(301 * time.Millisecond)
	w.Tap(t, "Cancel")
	if !stopped || w.Sees("Sorting 3 …") {
		t.Error("Cancel did not stop it")
	}
	shown := false
	g.News("3 new", func() { shown = true })
	w.Tap(t, "3 new")
	if !shown || w.Sees("3 new") {
		t.Error("news not shown")
	}
}

func TestGridCutTextShowsWholeInATooltip(t *testing.T) {
	w, _ := gridIn(t, &rows{n: 10, ready: true})
	w.Resize(fyne.NewSize(620, 690))
	w.Hover(fyne.NewPos(150, 45))
	w.Stage.Advance(400 * time.Millisecond)
	if w.Sees("Lindqvist Insurance Brokers") {
		t.Error("tooltip too early")
	}
	w.Stage.Advance(200 * time.Millisecond)
	if !w.Sees("Lindqvist Insurance Brokers") {
		t.Errorf("no tooltip:\n%s", w.Dump())
	}
}

func TestGridLettersAreCommandsFirstThenTypeAhead(t *testing.T) {
	w, g := gridIn(t, &rows{n: 10, ready: true})
	typed := ""
	g.OnTypeAhead = func(s string) { typed = s }
	ran := false
	w.Root.Commands.Add(kit.Command{ID: "edit", Keys: "E", Run: func() { ran = true }})
	w.Type("E")
	w.Type("al")
	if ran || typed != "Eal" {
		t.Errorf("shift E ran %v, typed %q", ran, typed)
	}
	w.Type("e")
	if !ran {
		t.Error("e is a command")
	}
	w.Stage.Advance(2 * time.Second)
	w.Type("b")
	if typed != "b" {
		t.Errorf("after a pause: %q", typed)
	}
}

func BenchmarkGridStep1k(b *testing.B) { benchStep(b, 1_000) }
func BenchmarkGridStep1M(b *testing.B) { benchStep(b, 1_000_000) }
func BenchmarkGridDownKey(b *testing.B) {
	w, g := gridIn(b, &rows{n: 1_000_000, ready: true})
	g.ScrollTo(15_000_000)
	g.Select(501_000)
	b.ResetTimer()
	for range b.N {
		w.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	}
}

func benchStep(b *testing.B, n int) {
	_, g := gridIn(b, &rows{n: n, ready: true})
	b.ResetTimer()
	off := 0.0
	for range b.N {
		if off += 25; off > float64(n)*30-1000 {
			off = 0
		}
		g.ScrollTo(off)
	}
}

// A step must cost the same at a thousand rows and at a million: as many rows asked for and as much memory taken. How
// long it takes is measured by the benchmarks above.
func TestGridStepCostsTheSameAtAMillionRows(t *testing.T) {
	few, many := &rows{n: 1_000, ready: true}, &rows{n: 1_000_000, ready: true}
	_, small := gridIn(t, few)
	_, large := gridIn(t, many)
	small.ScrollTo(20_000)
	large.ScrollTo(20_000_000) // the same place within a row
	few.asked, many.asked = 0, 0
	step := func(g *kit.Grid, at float64) func() {
		return func() { at += 25; g.ScrollTo(at) }
	}
	a, b := testing.AllocsPerRun(48, step(small, 20_000)), testing.AllocsPerRun(48, step(large, 20_000_000))
	if few.asked == 0 || few.asked != many.asked {
		t.Errorf("%d rows were asked for at 1,000 rows, %d at 1,000,000", few.asked, many.asked)
	}
	if b > a+1 { // digits of larger numbers may take one more
		t.Errorf("a step takes %.0f allocations at 1,000 rows, %.0f at 1,000,000", a, b)
	}
}

func TestGridFocusBarShowsOnlyWithFocus(t *testing.T) {
	w, _ := gridIn(t, &rows{n: 10, ready: true})
	bar := func() bool {
		r, g, b, _ := w.Canvas().Capture().At(1, 45).RGBA()
		return r>>8 == 0x2F && g>>8 == 0x5B && b>>8 == 0xD7
	}
	if !bar() {
		t.Error("no bar with the focus")
	}
	w.Canvas().Unfocus()
	if bar() {
		t.Error("a bar without the focus")
	}
}

func TestGridCellIsEditedInPlace(t *testing.T) {
	w, g := gridIn(t, &rows{n: 100, ready: true})
	g.Select(1002)
	var got []string
	edit := func() bool { return g.EditCell("client", "E. Kowalczyk", func(s string) { got = append(got, s) }) }
	if !edit() {
		t.Fatal("the cell did not open")
	}
	w.Type("Meridian")
	w.Press("Enter")
	if len(got) != 1 || got[0] != "Meridian" || w.Focused() != g {
		t.Errorf("committed %q, focus on %T", got, w.Focused())
	}
	edit()
	w.Type("half")
	w.Press("Esc")
	edit()
	w.Type("half")
	w.Click(fyne.NewPos(300, 200), desktop.MouseButtonPrimary, 0)
	if len(got) != 1 || w.Sees("half") {
		t.Errorf("a cancelled edit was written: %q", got)
	}
	if g.EditCell("nothing", "", nil) {
		t.Error("a column that is not there opened")
	}
}

func TestGridThumbDragsThroughTheWholeList(t *testing.T) {
	_, g := gridIn(t, &rows{n: 1_000_000, ready: true})
	at := func(y float32) fyne.PointEvent { return fyne.PointEvent{Position: fyne.NewPos(895, y)} }
	g.MouseDown(&desktop.MouseEvent{PointEvent: at(40), Button: desktop.MouseButtonPrimary})
	if !g.Rushing() {
		t.Fatal("the thumb is not held")
	}
	g.Dragged(&fyne.DragEvent{PointEvent: at(370)})
	if half := 1_000_000 * 30.0 / 2; g.Offset() < half*0.9 || g.Offset() > half*1.1 {
		t.Errorf("in the middle: offset %v", g.Offset())
	}
	g.Dragged(&fyne.DragEvent{PointEvent: at(5000)})
	if g.Offset() != 1_000_000*30-660 {
		t.Errorf("at the end: offset %v", g.Offset())
	}
	g.DragEnd()
	if g.Rushing() {
		t.Error("the thumb is still held")
	}
}
