package kit

import "slices"

// Selection is which rows of a list are marked: all of them but some, a set of
// ids, or ranges of rows. Marking a million rows costs the same as marking one.
// The zero value is empty.
type Selection struct {
	all    bool
	ids    map[int64]bool // the marked ones; with all, the exceptions
	ranges []rowRange     // rows from..to, both included, in today's order
}

type rowRange struct{ from, to int }

// Clear marks nothing.
func (s *Selection) Clear() { *s = Selection{} }

// All marks every row there is and will be in this list.
func (s *Selection) All() { *s = Selection{all: true} }

// IsAll tells whether every row is marked, apart from exceptions.
func (s *Selection) IsAll() bool { return s.all }

// Empty tells whether nothing is marked.
func (s *Selection) Empty() bool { return !s.all && len(s.ids) == 0 && len(s.ranges) == 0 }

// Range marks the rows between two, in either order, and nothing else.
func (s *Selection) Range(a, b int) {
	*s = Selection{ranges: []rowRange{{min(a, b), max(a, b)}}}
}

// Has tells whether a row with its id is marked.
func (s *Selection) Has(row int, id int64) bool {
	if s.all {
		return !s.ids[id]
	}
	return s.ids[id] || s.inRange(row) >= 0
}

func (s *Selection) inRange(row int) int {
	return slices.IndexFunc(s.ranges, func(r rowRange) bool { return r.from <= row && row <= r.to })
}

// Toggle marks a row or unmarks it.
func (s *Selection) Toggle(row int, id int64) {
	if i := s.inRange(row); i >= 0 {
		r := s.ranges[i]
		s.ranges = slices.Delete(s.ranges, i, i+1)
		if r.from < row {
			s.ranges = append(s.ranges, rowRange{r.from, row - 1})
		}
		if row < r.to {
			s.ranges = append(s.ranges, rowRange{row + 1, r.to})
		}
		delete(s.ids, id)
		return
	}
	if s.ids[id] {
		delete(s.ids, id)
		return
	}
	if s.ids == nil {
		s.ids = map[int64]bool{}
	}
	s.ids[id] = true
}

// Freeze turns ranges of rows into ids, before the order changes under them.
func (s *Selection) Freeze(idAt func(row int) int64, rows int) {
	if len(s.ranges) == 0 {
		return
	}
	if s.ids == nil {
		s.ids = map[int64]bool{}
	}
	for _, r := range s.ranges {
		for row := r.from; row <= min(r.to, rows-1); row++ {
			s.ids[idAt(row)] = true
		}
	}
	s.ranges = nil
}

// Count tells how many of a list's rows are marked. Ids and ranges never overlap.
func (s *Selection) Count(rows int) int {
	if s.all {
		return rows - len(s.ids)
	}
	n := len(s.ids)
	for _, r := range s.ranges {
		n += r.to - r.from + 1
	}
	return n
}

// Picked is what a batch action works on: the whole list but some, or these ids.
type Picked struct {
	All    bool
	Except []int64
	IDs    []int64
}

// Picked gives the marks as ids in the order of the list, as far as it has one.
func (s *Selection) Picked(idAt func(row int) int64, rows int) Picked {
	var named []int64
	for id := range s.ids {
		named = append(named, id)
	}
	slices.Sort(named)
	if s.all {
		return Picked{All: true, Except: named}
	}
	var ids []int64
	for _, r := range s.ranges {
		for row := r.from; row <= min(r.to, rows-1); row++ {
			ids = append(ids, idAt(row))
		}
	}
	return Picked{IDs: append(ids, named...)}
}
