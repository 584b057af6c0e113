package kit

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func idAt(row int) int64 { return int64(row) * 10 }

func TestMarkingAMillionRowsIsOneStep(t *testing.T) {
	var s Selection
	if n := testing.AllocsPerRun(10, func() { s.All() }); n > 0 {
		t.Errorf("marking all allocates %v times", n)
	}
	if got := s.Count(1_000_000); got != 1_000_000 {
		t.Errorf("marked %d", got)
	}
	s.Toggle(7, 70)
	if s.Has(7, 70) || !s.Has(8, 80) || s.Count(1_000_000) != 999_999 {
		t.Error("one row could not be left out")
	}
	p := s.Picked(idAt, 1_000_000)
	if !p.All || !slices.Equal(p.Except, []int64{70}) || p.IDs != nil {
		t.Errorf("picked %+v", p)
	}
}

func TestRangeLosesOneRowInTheMiddle(t *testing.T) {
	var s Selection
	s.Range(9, 3)
	s.Toggle(5, 50)
	for row, want := range map[int]bool{2: false, 3: true, 4: true, 5: false, 6: true, 9: true, 10: false} {
		if s.Has(row, idAt(row)) != want {
			t.Errorf("row %d: marked %v", row, !want)
		}
	}
	if s.Count(100) != 6 {
		t.Errorf("counts %d", s.Count(100))
	}
}

func TestMarksStayOnTheirIdsWhenTheOrderChanges(t *testing.T) {
	var s Selection
	s.Range(2, 4)
	s.Freeze(idAt, 100)
	turned := func(row int) int64 { return idAt(99 - row) }
	for row := range 100 {
		id := turned(row)
		want := id == 20 || id == 30 || id == 40
		if s.Has(row, id) != want {
			t.Errorf("id %d marked %v", id, !want)
		}
	}
}

// The selection must agree with a plain set of ids whatever is done to it.
func TestSelectionAgreesWithAPlainSet(t *testing.T) {
	const rows = 30
	rapid.Check(t, func(t *rapid.T) {
		var s Selection
		plain := map[int64]bool{}
		for range rapid.IntRange(1, 25).Draw(t, "steps") {
			a, b := rapid.IntRange(0, rows-1).Draw(t, "a"), rapid.IntRange(0, rows-1).Draw(t, "b")
			switch rapid.IntRange(0, 9).Draw(t, "what") {
			case 0:
				s.All()
				for r := range rows {
					plain[idAt(r)] = true
				}
			case 1:
				s.Clear()
				clear(plain)
			case 2, 3:
				s.Range(a, b)
				clear(plain)
				for r := min(a, b); r <= max(a, b); r++ {
					plain[idAt(r)] = true
				}
			case 4:
				s.Freeze(idAt, rows)
			default:
				s.Toggle(a, idAt(a))
				if plain[idAt(a)] = !plain[idAt(a)]; !plain[idAt(a)] {
					delete(plain, idAt(a))
				}
			}
			for r := range rows {
				if s.Has(r, idAt(r)) != plain[idAt(r)] {
					t.Fatalf("row %d: %v, plain set says %v", r, s.Has(r, idAt(r)), plain[idAt(r)])
				}
			}
			if s.Count(rows) != len(plain) {
				t.Fatalf("counts %d, plain set %d", s.Count(rows), len(plain))
			}
		}
	})
}
