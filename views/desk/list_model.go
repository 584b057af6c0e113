package desk

import (
	"maps"
	"slices"
)

const (
	pageRows = 64 // rows in a page
	pagesMax = 64 // pages kept
)

// listModel is the state of a list: which rows in which order, and the pages of them that were read. It holds the ids of
// all rows (4 bytes a row) and a fixed number of pages, so that its memory does not grow with what is scrolled through.
type listModel[R any] struct {
	key   func(R) int64
	ids   []int32
	whole bool // ids are all there are; until then they are the first ones
	pages map[int]*page[R]
	turn  int // counts uses, for dropping the page used longest ago
	order int // counts changes of ids: a page asked for before is dropped
}

// page is some rows of the list; a row that is gone is missing.
type page[R any] struct {
	rows  map[int32]R
	used  int
	stale bool // shown until its rows are read again
}

func newListModel[R any](key func(R) int64) *listModel[R] {
	return &listModel[R]{key: key, pages: map[int]*page[R]{}}
}

// replace takes other ids. Pages whose rows stay where they are stay.
func (m *listModel[R]) replace(ids []int32, whole bool) {
	for n := range m.pages {
		if !slices.Equal(span(m.ids, n), span(ids, n)) {
			delete(m.pages, n)
		}
	}
	m.ids, m.whole = ids, whole
	m.order++
}

// span is the ids of one page.
func span(ids []int32, n int) []int32 {
	from := min(n*pageRows, len(ids))
	return ids[from:min(from+pageRows, len(ids))]
}

// row gives a row if it was read. gone tells that it was looked for and is not there any more.
func (m *listModel[R]) row(i int) (r R, ready, gone bool) {
	p := m.pages[i/pageRows]
	if p == nil {
		return r, false, false
	}
	m.turn++
	p.used = m.turn
	r, ready = p.rows[m.ids[i]]
	return r, ready, !ready
}

// missing gives the page to read next for a window of rows: the visible ones first, then one ahead in the direction
// the list moves (down > 0), then one behind. Stale pages count as missing.
func (m *listModel[R]) missing(first, count int, down bool) (n int, ok bool) {
	from, to := first/pageRows, (first+max(count, 1)-1)/pageRows
	wanted := make([]int, 0, to-from+3)
	for n := from; n <= to; n++ {
		wanted = append(wanted, n)
	}
	if down {
		wanted = append(wanted, to+1, from-1)
	} else {
		wanted = append(wanted, from-1, to+1)
	}
	for _, n := range wanted {
		if n < 0 || n*pageRows >= len(m.ids) {
			continue
		}
		if p := m.pages[n]; p == nil || p.stale {
			return n, true
		}
	}
	return 0, false
}

// arrive takes the rows of a page that was asked for when the order was what order says; a late one is dropped.
func (m *listModel[R]) arrive(n, order int, rows []R) {
	if order != m.order {
		return
	}
	m.turn++
	p := &page[R]{rows: make(map[int32]R, len(rows)), used: m.turn}
	for _, r := range rows {
		p.rows[int32(m.key(r))] = r
	}
	m.pages[n] = p
	for len(m.pages) > pagesMax {
		oldest := n
		for other, p := range m.pages {
			if p.used < m.pages[oldest].used {
				oldest = other
			}
		}
		delete(m.pages, oldest)
	}
}

// spoil marks the pages that hold one of the ids, all of them when there are none; it tells whether any was.
func (m *listModel[R]) spoil(ids ...int64) bool {
	any := false
	for p := range maps.Values(m.pages) {
		for _, id := range ids {
			if _, ok := p.rows[int32(id)]; ok {
				p.stale, any = true, true
			}
		}
		if len(ids) == 0 {
			p.stale, any = true, true
		}
	}
	return any
}
