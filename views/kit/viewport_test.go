package kit

import "testing"

func TestTenMillionRowsStillMoveByOnePixel(t *testing.T) {
	v := viewport{row: 30, height: 660, rows: 10_000_000}
	v.to(150_000_000)
	for i := range 100 {
		before := v.off
		v.to(v.off + 1)
		if v.off != before+1 {
			t.Fatalf("step %d moved %v px", i, v.off-before)
		}
	}
	row, y := v.first()
	if row != 5_000_003 || y != -10 {
		t.Errorf("first row %d at %v", row, y)
	}
}

func TestRevealScrollsAsLittleAsNeeded(t *testing.T) {
	for _, c := range []struct {
		name   string
		from   float64
		row    int
		want   float64
		unseen bool
	}{
		{"already there", 300, 12, 300, false},
		{"above", 300, 2, 60, false},
		{"below", 0, 30, 31*30 - 660, false},
		{"half cut above", 305, 10, 300, false},
		{"before the first layout nothing moves", 0, 500, 0, true},
	} {
		v := viewport{off: c.from, row: 30, height: 660, rows: 1000}
		if c.unseen {
			v.height = 0
		}
		v.reveal(c.row)
		if v.off != c.want {
			t.Errorf("%s: offset %v, want %v", c.name, v.off, c.want)
		}
	}
}

func TestThumbSpansTheListAndDragsBack(t *testing.T) {
	v := viewport{row: 30, height: 660, rows: 1_000_000}
	length, y := v.thumb(28)
	if length != 28 || y != 0 {
		t.Errorf("thumb %v at %v", length, y)
	}
	v.drag(660-28, length)
	if v.off != v.most() {
		t.Errorf("dragged to the end: %v of %v", v.off, v.most())
	}
	if length, _ := (&viewport{row: 30, height: 660, rows: 22}).thumb(28); length != 0 {
		t.Error("a list that fits has a thumb")
	}
}

func TestTwentyTwoRowsFitIn660Pixels(t *testing.T) {
	v := viewport{row: 30, height: 660, rows: 1000}
	if v.at(659) != 21 || v.at(660) != -1 {
		t.Errorf("last row is %d", v.at(659))
	}
}

func TestColumnsShareTheWidthAndHideWhenNarrow(t *testing.T) {
	cols := []Column{{Key: "a", Width: 100}, {Key: "b", Weight: 1, Width: 50}, {Key: "c", Weight: 3, Width: 50}, {Key: "d", Width: 90, HideBelow: 500}, {Key: "e", Width: 80, Hidden: true}}
	wide, narrow := spread(cols, 700, 1), spread(cols, 400, 1)
	if wide[3].w != 90 || narrow[3].w != 0 || wide[4].w != 0 {
		t.Errorf("hiding: %v %v %v", wide[3], narrow[3], wide[4])
	}
	if wide[1].w >= wide[2].w {
		t.Errorf("shares: %v and %v", wide[1].w, wide[2].w)
	}
	var sum float32
	for _, e := range wide {
		sum += e.w
	}
	if sum < 686 || sum > 690 {
		t.Errorf("columns take %v of 688", sum)
	}
	if big := spread(cols, 1050, 1.5); big[0].w != 150 {
		t.Errorf("zoomed: %v", big[0].w)
	}
}

func TestClicksOnAHeadSort(t *testing.T) {
	one := clickSort(nil, "fee", false)
	two := clickSort(one, "fee", false)
	added := clickSort(two, "day", true)
	turned := clickSort(added, "fee", true)
	other := clickSort(turned, "day", false)
	for _, c := range []struct {
		name string
		got  []Sort
		want []Sort
	}{
		{"first click", one, []Sort{{"fee", false}}},
		{"second click turns", two, []Sort{{"fee", true}}},
		{"shift adds", added, []Sort{{"fee", true}, {"day", false}}},
		{"shift on a key turns it", turned, []Sort{{"fee", false}, {"day", false}}},
		{"plain click drops the others", other, []Sort{{"day", true}}},
	} {
		if len(c.got) != len(c.want) {
			t.Errorf("%s: %v", c.name, c.got)
			continue
		}
		for i := range c.want {
			if c.got[i] != c.want[i] {
				t.Errorf("%s: %v", c.name, c.got)
			}
		}
	}
}
