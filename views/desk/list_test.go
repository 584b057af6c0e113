package desk

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"rapport/app"
	"rapport/views/kit"
	"rapport/views/kit/kittest"
)

// counted is a list of numbers that counts what is asked of it.
type counted struct {
	rows       int
	pages, got int // reads of rows, and how many rows they gave
	ids        int
	cancelled  int
	fail       error
}

func (c *counted) spec() listSpec[numbered] {
	return listSpec[numbered]{
		title: "Numbers", one: "number", many: "numbers", search: "Search numbers",
		columns: []kit.Column{{Key: "n", Title: "Number", Width: 100, Sortable: true}, {Key: "name", Title: "Name", Width: 200, Weight: 1}},
		key:     func(n numbered) int64 { return int64(n) },
		cells: func(n numbered, into []kit.Cell) {
			into[0], into[1] = kit.Cell{Text: strconv.Itoa(int(n))}, kit.Cell{Text: "number " + strconv.Itoa(int(n))}
		},
		ids: func(ctx context.Context, q app.Query, each func([]int32) error) error {
			c.ids++
			all := manyIDs(c.rows)
			for len(all) > 0 {
				n := min(200, len(all))
				if len(all) < c.rows {
					n = min(20_000, len(all))
				}
				if err := each(all[:n]); err != nil {
					c.cancelled++
					return err
				}
				all = all[n:]
			}
			return c.fail
		},
		rows: func(_ context.Context, ids []int32) ([]numbered, error) {
			c.pages++
			c.got += len(ids)
			out := make([]numbered, len(ids))
			for i, id := range ids {
				out[i] = numbered(id)
			}
			return out, nil
		},
		concerns: []app.Kind{app.KindClient}, moves: app.KindReferral,
		first: kit.Empty{Icon: "list", Title: "No numbers yet"},
	}
}

// openList shows a counted list in a window of its own.
func openList(t *testing.T, c *counted) (*kittest.Window, *list[numbered]) {
	t.Helper()
	var l *list[numbered]
	w := kittest.Open(t, fyne.NewSize(1280, 800), func(r *kit.Root) fyne.CanvasObject {
		d := &Desk{stage: r.Stage, root: r, screens: map[string]*mounted{}}
		d.side = newSidebar(d)
		l = newList(d, c.spec())
		return l.Content()
	})
	w.Stage.Run()
	w.Canvas().Focus(l.grid)
	return w, l
}

// What a list reads does not grow with its length: a few pages around what is seen.
func TestALongListReadsOnlyWhatIsSeen(t *testing.T) {
	reads := map[int][2]int{}
	for _, n := range []int{1000, 100_000} {
		c := &counted{rows: n}
		w, l := openList(t, c)
		opened := c.pages
		w.Press("End")
		w.Stage.Run()
		if _, id, ok := l.grid.Current(); !ok || id != int64(n) {
			t.Errorf("End is on %d of %d", id, n)
		}
		if text := w.Dump(); !strings.Contains(text, "number "+strconv.Itoa(n)) {
			t.Errorf("the last row of %d is not shown", n)
		}
		reads[n] = [2]int{opened, c.pages - opened}
	}
	if reads[1000] != reads[100_000] || reads[100_000][0] > 3 || reads[100_000][1] > 3 {
		t.Errorf("pages read on opening and at the end: %v", reads)
	}
}

func TestANewerSearchStopsTheOlder(t *testing.T) {
	c := &counted{rows: 100_000}
	w, l := openList(t, c)
	l.take(view{Search: "a"})
	l.take(view{Search: "ab"})
	w.Stage.Run()
	if c.cancelled != 1 {
		t.Errorf("%d loads were stopped, want the older one", c.cancelled)
	}
	if l.view.Search != "ab" || len(l.model.ids) != 100_000 || !l.model.whole {
		t.Errorf("%q shows %d rows", l.view.Search, len(l.model.ids))
	}
}

func TestTheFirst200RowsShowAtOnce(t *testing.T) {
	c := &counted{rows: 100_000}
	w, l := openList(t, c)
	l.take(view{Search: "x"})
	for len(l.model.ids) != 200 {
		if !w.Stage.Step() {
			t.Fatal("the first rows never came alone")
		}
	}
	w.Stage.Run()
	if got := l.count.Text(); got != "100,000" {
		t.Errorf("the count says %q", got)
	}
}

func TestTheSelectionIsKeptByIdWhenTheOrderChanges(t *testing.T) {
	c := &counted{rows: 5000}
	w, l := openList(t, c)
	l.grid.Select(4321)
	w.Stage.Run()
	l.grid.OnSort([]kit.Sort{{Key: "n", Desc: true}})
	w.Stage.Run()
	if _, id, _ := l.grid.Current(); id != 4321 {
		t.Errorf("the cursor is on %d", id)
	}
}

func TestNewsReadsOnlyTheRowsItNames(t *testing.T) {
	c := &counted{rows: 5000}
	w, l := openList(t, c)
	before, ids := c.pages, c.ids
	l.Changed([]app.Change{{Kind: app.KindPayment, ID: 3}})
	w.Stage.Run()
	if c.pages != before || c.ids != ids {
		t.Error("news of something else was read after")
	}
	l.Changed([]app.Change{{Kind: app.KindReferral, ID: 3}})
	w.Stage.Run()
	if c.pages != before+1 || c.ids != ids+1 {
		t.Errorf("%d pages and %d lists of ids were read for one changed row", c.pages-before, c.ids-ids)
	}
}

func TestAListThatFailsOffersAnotherTry(t *testing.T) {
	c := &counted{rows: 0, fail: errors.New("disk")}
	w, l := openList(t, c)
	if !w.Sees("This could not be shown") {
		t.Fatalf("no word of the failure:\n%s", w.Dump())
	}
	c.fail, c.rows = nil, 3
	w.Tap(t, "Try again")
	w.Stage.Run()
	if len(l.model.ids) != 3 || w.Sees("Try again") {
		t.Errorf("after trying again:\n%s", w.Dump())
	}
}

func TestAnEmptyListSaysWhy(t *testing.T) {
	c := &counted{}
	w, l := openList(t, c)
	if !w.Sees("No numbers yet") {
		t.Errorf("an empty list does not say so:\n%s", w.Dump())
	}
	l.take(view{Search: "x"})
	w.Stage.Run()
	if !w.Sees("No numbers fit") {
		t.Errorf("a search without result does not say so:\n%s", w.Dump())
	}
	w.Tap(t, "Clear filters")
	w.Stage.Run()
	if l.view.narrowed() || !w.Sees("No numbers yet") {
		t.Error("the search was not cleared")
	}
}
