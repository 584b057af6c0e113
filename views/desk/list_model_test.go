package desk

import (
	"slices"
	"testing"
)

// numbered is a row that is its own id.
type numbered int32

func manyIDs(n int) []int32 {
	out := make([]int32, n)
	for i := range out {
		out[i] = int32(i + 1)
	}
	return out
}

func numberedModel(n int) *listModel[numbered] {
	m := newListModel(func(r numbered) int64 { return int64(r) })
	m.replace(manyIDs(n), true)
	return m
}

// fill reads a page as the list does.
func fill(m *listModel[numbered], n int) {
	var rows []numbered
	for _, id := range span(m.ids, n) {
		rows = append(rows, numbered(id))
	}
	m.arrive(n, m.order, rows)
}

func TestPagesAreReadWhereThePersonLooks(t *testing.T) {
	m := numberedModel(1000)
	var order []int
	for {
		n, ok := m.missing(130, 30, true) // rows 130..159 are on pages 2
		if !ok {
			break
		}
		order = append(order, n)
		fill(m, n)
	}
	if want := []int{2, 3, 1}; !slices.Equal(order, want) {
		t.Errorf("pages read: %v, want %v: the visible one, one ahead, one behind", order, want)
	}
	if r, ready, _ := m.row(130); !ready || r != 131 {
		t.Errorf("row 130 is %v, ready %v", r, ready)
	}
	if _, ready, gone := m.row(700); ready || gone {
		t.Error("a row that was never read counts as read or gone")
	}
}

func TestOnlySoManyPagesAreKept(t *testing.T) {
	m := numberedModel(100_000)
	for n := range 500 {
		fill(m, n)
		m.row(0) // the first page stays in use
	}
	if len(m.pages) != pagesMax {
		t.Errorf("%d pages are kept, want %d", len(m.pages), pagesMax)
	}
	if m.pages[0] == nil || m.pages[499] == nil || m.pages[200] != nil {
		t.Error("not the page used longest ago was dropped")
	}
}

func TestPagesSurviveWhatDoesNotMoveThem(t *testing.T) {
	m := newListModel(func(r numbered) int64 { return int64(r) })
	m.replace(manyIDs(200), false)
	for n := range 4 {
		fill(m, n)
	}
	m.replace(manyIDs(10_000), true) // the rest arrives
	if m.pages[0] == nil || m.pages[2] == nil {
		t.Error("whole pages of the first rows were dropped")
	}
	if m.pages[3] != nil {
		t.Error("the page that was cut off at row 200 was kept")
	}
	m.replace(append([]int32{77_777}, manyIDs(10_000)...), true) // one row comes first
	if len(m.pages) != 0 {
		t.Error("pages whose rows moved were kept")
	}
}

func TestAnAnswerForAnotherOrderIsDropped(t *testing.T) {
	m := numberedModel(100)
	asked := m.order
	m.replace(manyIDs(90), true)
	m.arrive(0, asked, []numbered{1})
	if len(m.pages) != 0 {
		t.Error("rows of the old order were taken")
	}
}

func TestASpoiledPageIsShownUntilItIsReadAgain(t *testing.T) {
	m := numberedModel(200)
	fill(m, 0)
	fill(m, 1)
	if !m.spoil(70) || m.spoil(5000) {
		t.Error("spoil does not tell whether a row was there")
	}
	if _, ready, _ := m.row(70); !ready {
		t.Error("a spoiled row went away before it was read again")
	}
	if n, ok := m.missing(0, 120, true); !ok || n != 1 {
		t.Errorf("page %d is read again, want 1", n)
	}
}

func TestARowThatIsGoneSaysSo(t *testing.T) {
	m := numberedModel(3)
	m.arrive(0, m.order, []numbered{1, 3})
	if _, ready, gone := m.row(1); ready || !gone {
		t.Error("a row that was not found is not gone")
	}
}
