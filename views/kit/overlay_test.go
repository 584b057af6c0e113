package kit_test

import (
	"context"
	"errors"
	"image"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"rapport/views/kit"
	"rapport/views/kit/kittest"
)

func screen(t *testing.T) (*kittest.Window, *kit.Grid) {
	var grid *kit.Grid
	w := kittest.Open(t, fyne.NewSize(1280, 800), func(r *kit.Root) (o fyne.CanvasObject) {
		o, grid = listScreen(r, 100)
		return o
	})
	return w, grid
}

func TestToastLeavesAfterSixSecondsAndGivesWay(t *testing.T) {
	w, _ := screen(t)
	undone := 0
	w.Root.Toast(kit.Toast{Text: "First", Action: "Undo", Run: func() { undone = 1 }})
	w.Root.Toast(kit.Toast{Text: "Second", Action: "Undo", Run: func() { undone = 2 }})
	if w.Sees("First") || !w.Sees("Second") {
		t.Error("two toasts at once")
	}
	w.Stage.Advance(5900 * time.Millisecond)
	if !w.Sees("Second") {
		t.Error("gone too early")
	}
	w.Stage.Advance(200 * time.Millisecond)
	if w.Sees("Second") {
		t.Error("stays")
	}
	w.Root.Toast(kit.Toast{Text: "Third", Action: "Undo", Run: func() { undone = 3 }})
	w.Tap(t, "Undo")
	if undone != 3 || w.Sees("Third") {
		t.Errorf("undone %d", undone)
	}
}

func TestToastDoesNotTakeClicksBesideIt(t *testing.T) {
	w, grid := screen(t)
	w.Root.Toast(kit.Toast{Text: "Saved"})
	w.Click(fyne.NewPos(300, 210), 1, 0)
	if row, _, _ := grid.Current(); row != 3 {
		t.Errorf("a click beside the toast went to row %d", row)
	}
}

func TestPaletteRunsCommandsAndFindsRecords(t *testing.T) {
	w, grid := screen(t)
	ran := ""
	w.Root.Commands.Add(
		kit.Command{ID: "a", Title: "Go to Today", Keys: "G T", Run: func() { ran = "today" }},
		kit.Command{ID: "b", Title: "Go to Partners", Run: func() { ran = "partners" }},
		kit.Command{ID: "c", Title: "Not now", When: func() bool { return false }, Run: func() { ran = "never" }},
		kit.Command{ID: "d", Title: "Palette", Keys: "Ctrl+K", Hidden: true, Run: func() {
			w.Root.OpenPalette(kit.PaletteSpec{Placeholder: "Type", Find: func(_ context.Context, text string) ([]kit.Hit, error) {
				if text == "broken" {
					return nil, errors.New("no file")
				}
				if !strings.HasPrefix("goldberg", text) {
					return nil, nil
				}
				return []kit.Hit{{Title: "Goldberg", Note: "Partner", Run: func() { ran = "goldberg" }}}, nil
			}})
		}},
	)
	w.Canvas().Focus(grid)
	w.Press("Ctrl+K")
	if w.Sees("Not now") || w.Sees("Palette") || !w.Sees("Go to Today") {
		t.Errorf("offers:\n%s", w.Dump())
	}
	w.Type("gopart")
	w.Press("Enter")
	if ran != "partners" || w.Focused() != grid {
		t.Errorf("ran %q, focus on %T", ran, w.Focused())
	}
	w.Press("Ctrl+K")
	w.Type("go")
	w.Press("Down", "Down", "Enter")
	if ran != "goldberg" {
		t.Errorf("ran %q", ran)
	}
	w.Press("Ctrl+K")
	w.Type("broken")
	if !w.Sees("Records could not be searched. no file") {
		t.Errorf("says nothing of the failure:\n%s", w.Dump())
	}
	w.Press("Esc")
	w.Press("Ctrl+K")
	w.Tap(t, "Go to Today")
	if ran != "today" || w.Root.Covered() {
		t.Errorf("ran %q by mouse", ran)
	}
}

func TestCommandsRestUnderAnOverlay(t *testing.T) {
	w, grid := screen(t)
	ran := 0
	w.Root.Commands.Add(kit.Command{ID: "new", Title: "New", Keys: "Ctrl+N, N", Run: func() { ran++ }})
	w.Canvas().Focus(grid)
	w.Press("Ctrl+N")
	w.Type("n")
	if ran != 2 {
		t.Fatalf("ran %d times from the list", ran)
	}
	w.Canvas().Unfocus()
	w.Press("Ctrl+N")
	w.Type("n")
	if ran != 4 {
		t.Fatalf("ran %d times without focus", ran)
	}
	w.Root.Confirm(kit.Confirm{Title: "Sure?", Do: "Delete", Run: func() {}})
	w.Press("Ctrl+N")
	w.Type("n")
	if ran != 4 {
		t.Error("a command ran under a dialog")
	}
}

func TestEntryPassesOnWhatItDoesNotKnow(t *testing.T) {
	w, _ := screen(t)
	ran := ""
	w.Root.Commands.Add(
		kit.Command{ID: "k", Keys: "Ctrl+K", Run: func() { ran = "palette" }},
		kit.Command{ID: "f2", Keys: "F2", Run: func() { ran = "edit" }},
		kit.Command{ID: "back", Keys: "Alt+←", Run: func() { ran = "back" }},
		kit.Command{ID: "undo", Keys: "Ctrl+Z", Run: func() { ran = "undo" }},
		kit.Command{ID: "n", Keys: "N", Run: func() { ran = "n" }},
	)
	w.Tap(t, "Search referrals, partners, clients")
	for _, c := range []struct{ key, want string }{{"Ctrl+K", "palette"}, {"F2", "edit"}, {"Alt+Left", "back"}, {"Ctrl+Z", "undo"}} {
		ran = ""
		if w.Press(c.key); ran != c.want {
			t.Errorf("%s in an entry ran %q", c.key, ran)
		}
	}
	ran = ""
	w.Type("n")
	w.Press("Ctrl+Z")
	if ran != "" || w.FocusedText() != "" {
		t.Errorf("typing ran %q; after its own undo the entry has %q", ran, w.FocusedText())
	}
}

func TestTabGoesSidebarSearchListDetail(t *testing.T) {
	w, grid := screen(t)
	var order []string
	for range 14 {
		w.Press("Tab")
		switch f := w.Focused().(type) {
		case *kit.NavRow:
			order = append(order, f.Label())
		case *kit.Entry:
			order = append(order, "search")
		case *kit.Button:
			order = append(order, f.Text())
		case *kit.Grid:
			if f == grid {
				order = append(order, "list")
			}
		}
	}
	want := "Today Partners Referrals Reminders Won this quarter Settings search Filter New referral list from Finch Family Office Mark won Remind Edit"
	if got := strings.Join(order, " "); got != want {
		t.Errorf("Tab goes %s", got)
	}
}

func TestConfirmNeverDestroysOnEnter(t *testing.T) {
	w, _ := screen(t)
	deleted := false
	ask := func() {
		w.Root.Confirm(kit.Confirm{Title: "Delete 3 referrals?", Text: "They cannot be brought back.", Do: "Delete 3 referrals", Run: func() { deleted = true }})
	}
	for _, keys := range [][]string{{"Enter"}, {"Esc"}, {"Tab", "Enter", "Esc"}, {"Shift+Tab", "Enter", "Esc"}} {
		ask()
		w.Press(keys...)
		if deleted || w.Root.Covered() {
			t.Errorf("%v: deleted %v, still asking %v", keys, deleted, w.Root.Covered())
		}
	}
	ask()
	w.Tap(t, "Delete 3 referrals")
	if !deleted {
		t.Error("the verb did nothing")
	}
}

func TestMenuByKeysAndMouse(t *testing.T) {
	w, _ := screen(t)
	ran := ""
	items := []kit.MenuItem{{Title: "Edit", Run: func() { ran = "edit" }}, {Line: true}, {Title: "Off", Off: true, Run: func() { ran = "off" }}, {Title: "Delete", Run: func() { ran = "delete" }}}
	w.Root.Menu(items, fyne.NewPos(1270, 790))
	w.Press("Down", "Down", "Enter")
	if ran != "delete" {
		t.Errorf("ran %q", ran)
	}
	w.Root.Menu(items, fyne.NewPos(400, 400))
	w.Tap(t, "Off")
	if ran != "delete" || !w.Root.Covered() {
		t.Error("a line that is off was chosen")
	}
	w.Tap(t, "Edit")
	if ran != "edit" {
		t.Errorf("ran %q by mouse", ran)
	}
	w.Root.Menu(items, fyne.NewPos(400, 400))
	w.Click(fyne.NewPos(50, 50), 1, 0)
	if w.Root.Covered() {
		t.Error("a click beside leaves the menu open")
	}
}

func TestAPanicInACallbackIsCaught(t *testing.T) {
	w := kittest.Open(t, fyne.NewSize(900, 600), func(r *kit.Root) fyne.CanvasObject {
		r.Commands.Add(kit.Command{ID: "p", Keys: "P", Run: func() { panic("key") }})
		return kit.Down(0, kit.NewButton("Press", "", kit.Normal, func() { panic("button") }))
	})
	var caught []any
	w.Root.Guard = func(reason any, stack []byte) {
		if strings.Contains(string(stack), "overlay_test.go") {
			caught = append(caught, reason)
		}
	}
	w.Tap(t, "Press")
	w.Type("p")
	if len(caught) != 2 || caught[0] != "button" || caught[1] != "key" {
		t.Errorf("caught %v", caught)
	}
}

func TestLooksChangeLive(t *testing.T) {
	w, _ := screen(t)
	colourAt := func(x, y int) (uint8, uint8, uint8) {
		r, g, b, _ := w.Canvas().Capture().At(x, y).RGBA()
		return uint8(r >> 8), uint8(g >> 8), uint8(b >> 8)
	}
	if r, g, b := colourAt(100, 600); r != 0xF5 || g != 0xF6 || b != 0xF8 {
		t.Errorf("light sidebar is %X %X %X", r, g, b)
	}
	w.Look(kit.Appearance{Mode: kit.Dark})
	if r, g, b := colourAt(100, 600); r != 0x12 || g != 0x14 || b != 0x19 {
		t.Errorf("dark sidebar is %X %X %X", r, g, b)
	}
	w.Look(kit.Appearance{Mode: kit.Light, Zoom: 1.5})
	for _, word := range kittest.Words(w.Root.Content()) {
		if word.Text == "Brightwater Advisory" && word.Size.Height != 44 {
			t.Errorf("a row at zoom 1.5 is %v high", word.Size.Height+1)
		}
	}
	w.Look(kit.Appearance{Mode: kit.Light, Comfortable: true})
	if h := kit.RowHeight(); h != 36 {
		t.Errorf("a comfortable row is %v high", h)
	}
}

func TestSearchWaitsForTheTypingToRest(t *testing.T) {
	var asked []string
	var search *kit.Search
	var grid *kit.Grid
	w := kittest.Open(t, fyne.NewSize(900, 600), func(r *kit.Root) fyne.CanvasObject {
		search = kit.NewSearch(r.Stage, "Search", func(s string) { asked = append(asked, s) })
		grid = kit.NewGrid(r.Stage, columns(), &rows{n: 5, ready: true})
		search.Back(grid)
		return kit.Down(0, search.Input, kit.Grow(grid))
	})
	w.Canvas().Focus(search.Input.Entry)
	w.Type("fin")
	if len(asked) != 0 {
		t.Errorf("asked %v while typing", asked)
	}
	w.Stage.Advance(time.Second)
	w.Press("Esc")
	if len(asked) != 2 || asked[0] != "fin" || asked[1] != "" {
		t.Errorf("asked %v", asked)
	}
	w.Press("Esc")
	if w.Focused() != grid {
		t.Error("Esc in the empty field does not go to the list")
	}
}

func TestNoteIsAddedByCtrlEnter(t *testing.T) {
	var notes []string
	var note *kit.Input
	w := kittest.Open(t, fyne.NewSize(900, 600), func(r *kit.Root) fyne.CanvasObject {
		note = kit.NewNoteField(func(s string) { notes = append(notes, s) })
		return kit.Down(0, note)
	})
	w.Canvas().Focus(note.Entry)
	w.Press("Ctrl+Enter")
	w.Type("Call back")
	w.Press("Enter")
	w.Type("on Monday")
	w.Press("Ctrl+Enter")
	if len(notes) != 1 || notes[0] != "Call back\non Monday" || note.Entry.Text != "" {
		t.Errorf("notes %q, left %q", notes, note.Entry.Text)
	}
}

func TestPaperRendersOnlyWhatIsSeen(t *testing.T) {
	paper := &countingPaper{blankPaper: blankPaper{200}}
	var view *kit.PaperView
	page := 0
	w := kittest.Open(t, fyne.NewSize(600, 800), func(r *kit.Root) fyne.CanvasObject {
		view = kit.NewPaperView(r.Stage)
		view.OnPage = func(p, _ int) { page = p }
		view.Open(paper)
		return view
	})
	if len(paper.asked) > 2 || page != 1 {
		t.Errorf("rendered %v, on page %d", paper.asked, page)
	}
	w.Canvas().Focus(view)
	w.Press("End")
	if page != 200 || len(paper.asked) > 4 {
		t.Errorf("at the end: rendered %v, on page %d", paper.asked, page)
	}
	before := len(paper.asked)
	w.Type("+")
	if len(paper.asked) == before {
		t.Error("enlarged pages are not rendered anew")
	}
}

type countingPaper struct {
	blankPaper
	asked []int
}

func (p *countingPaper) Render(ctx context.Context, page, width int) (image.Image, error) {
	p.asked = append(p.asked, page)
	return p.blankPaper.Render(ctx, page, width)
}
