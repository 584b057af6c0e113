package app

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// The textbook's case: weeks of remission of 21 patients under 6-MP, 12 of them still in remission when last seen (Freireich and others, 1963; the
// survival is printed by Cox and Oakes, 1984, and Collett, with Greenwood's standard error).
func TestIncidenceOfTheTextbook(t *testing.T) {
	var all []Lasting
	for days, n := range map[int][2]int64{6: {3, 1}, 7: {1, 0}, 9: {0, 1}, 10: {1, 1}, 11: {0, 1}, 13: {1, 0}, 16: {1, 0}, 17: {0, 1}, 19: {0, 1}, 20: {0, 1},
		22: {1, 0}, 23: {1, 0}, 25: {0, 1}, 32: {0, 2}, 34: {0, 1}, 35: {0, 1}} {
		all = append(all, Lasting{Days: days, Won: n[0], Open: n[1]})
	}
	want := map[int][3]float64{ // survival, its standard error, and how many were at risk
		6: {0.857, 0.0764, 21}, 7: {0.807, 0.0869, 17}, 10: {0.753, 0.0963, 15}, 13: {0.690, 0.1068, 12}, 16: {0.627, 0.1141, 11}, 22: {0.538, 0.1282, 7}, 23: {0.448, 0.1346, 6}, 35: {0.448, 0.1346, 1},
	}
	for _, p := range incidence(all) {
		w, ok := want[p.Days]
		if !ok {
			continue
		}
		if math.Abs(p.Open-w[0]) > 0.0006 || math.Abs(1-p.Won-w[0]) > 0.0006 || float64(p.AtRisk) != w[2] {
			t.Errorf("day %d: survival %.4f, share won %.4f, %d at risk; the book says %v", p.Days, p.Open, p.Won, p.AtRisk, w)
		}
		// the range of log(−log) gives the standard error back
		se := (math.Log(-math.Log(p.Low)) - math.Log(-math.Log(p.High))) / (2 * 1.959964) * p.Won * math.Abs(math.Log(p.Won))
		if math.Abs(se-w[1]) > 0.0006 {
			t.Errorf("day %d: standard error %.4f; the book says %.4f", p.Days, se, w[1])
		}
	}
}

// Worked out by hand: ten introduced; day 5: one won of 10; day 8: one lost of 9, one open; day 12: two won of 7.
func TestIncidenceBesideLosses(t *testing.T) {
	got := incidence([]Lasting{{Days: 12, Won: 2}, {Days: 5, Won: 1}, {Days: 8, Lost: 1, Open: 1}, {Days: 20, Open: 5}})
	want := []struct{ won, lost, open float64 }{{0.1, 0, 0.9}, {0.1, 0.1, 0.8}, {0.1 + 0.8*2/7, 0.1, 0.8 * 5 / 7}, {0.1 + 0.8*2/7, 0.1, 0.8 * 5 / 7}}
	for i, w := range want {
		if g := got[i]; math.Abs(g.Won-w.won)+math.Abs(g.Lost-w.lost)+math.Abs(g.Open-w.open) > 1e-12 {
			t.Errorf("day %d: %+v, not %v", g.Days, g, w)
		}
	}
}

// Won, lost and open are the whole; the share won never falls and lies in its range; where nothing is open, it is won of all.
func TestIncidenceIsAShare(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := func(name string) int64 { return rapid.Int64Range(0, 40).Draw(t, name) }
		var all []Lasting
		won, total, open := int64(0), int64(0), int64(0)
		for i := range rapid.IntRange(1, 30).Draw(t, "days") {
			l := Lasting{Days: i * 3, Won: n("won"), Lost: n("lost")}
			if rapid.Bool().Draw(t, "seen to the end") {
				l.Open = n("open")
			}
			won, total, open, all = won+l.Won, total+l.Won+l.Lost+l.Open, open+l.Open, append(all, l)
		}
		before := 0.0
		points := incidence(all)
		for _, p := range points {
			if math.Abs(p.Won+p.Lost+p.Open-1) > 1e-9 || p.Won < before-1e-12 || p.Low > p.Won+1e-12 || p.High < p.Won-1e-12 || p.Low < 0 || p.High > 1 || math.IsNaN(p.Low) || math.IsNaN(p.High) {
				t.Fatalf("%+v after %v", p, before)
			}
			before = p.Won
		}
		if last := points[len(points)-1]; open == 0 && total > 0 && math.Abs(last.Won-float64(won)/float64(total)) > 1e-9 {
			t.Fatalf("%d of %d were won, not %v", won, total, last.Won)
		}
	})
}
