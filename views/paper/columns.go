package paper

import "rapport/app/report"

// wants is what a column asks for, in points.
type wants struct {
	all    float64 // its widest content on one line
	least  float64 // below this, words or numbers would be broken
	weight float64 // share of spare width; 0 for numbers and days
}

// columns finds the columns' widths from their content. Numbers are never
// broken: if they and the longest words leave no room, the type gets smaller.
func (g *grid) columns() {
	for g.scale = 1; ; g.scale -= 0.08 {
		g.cols = make([]gridColumn, len(g.t.Columns))
		ask := make([]wants, len(g.cols))
		room := g.s.measure() - columnGap*float64(len(g.cols)-1)
		least := 0.0
		for i := range ask {
			ask[i] = g.wants(i)
			least += ask[i].least
		}
		if least <= room || g.scale < 0.6 {
			g.share(ask, room)
			return
		}
	}
}

// wants measures column i, and finds where its numbers line up.
func (g *grid) wants(i int) wants {
	s, col, c := g.s, g.t.Columns[i], &g.cols[i]
	c.align = col.Resolved()
	isText := col.Kind == report.KindText
	var all, word, before float64 // widest content, widest word, widest part before the anchor
	for r := range g.t.Rows {
		row := &g.t.Rows[r]
		cell, k := &row.Cells[i], g.ink(row.Style)
		switch {
		case cell.Text == "" || attached(row.Style) && runsOver(cell, c.align):
		case isText:
			all = max(all, s.length(k, cell.Text))
			word = max(word, points(s.fonts.longestWord(k.style, cell.Text), k.size))
		case cell.Kind == report.KindText || c.align != report.Right:
			all = max(all, s.length(k, cell.Text))
		default:
			at := anchor(cell.Kind, cell.Text)
			before = max(before, s.length(k, cell.Text[:at]))
			c.after = max(c.after, s.length(k, cell.Text[at:]))
		}
	}
	title := g.headInk()
	all = max(all, before+c.after)
	w := wants{all: max(all, s.length(title, col.Title))}
	if isText {
		w.weight = float64(max(1, col.Weight))
		all = word
	}
	all = min(all, 110*g.scale) // what is longer is no number, nor a word that reads better whole
	w.least = max(all, points(s.fonts.longestWord(title.style, col.Title), title.size))
	return w
}

// share gives each column the least it can do with, and divides what is left:
// first among the texts that want more, then among the heads of numbers, then
// among all texts, by weight.
func (g *grid) share(ask []wants, room float64) {
	width := make([]float64, len(ask))
	for i, w := range ask {
		width[i] = w.least
		room -= w.least
	}
	room = satisfy(ask, width, room, func(w wants) float64 { return w.weight })
	room = satisfy(ask, width, room, func(wants) float64 { return 1 })
	spread(ask, width, room)
	g.set(width)
}

// satisfy widens columns by weight until each has all it wants or the room is
// used up, and returns what is left. A column that has enough leaves its share
// to the others.
func satisfy(ask []wants, width []float64, room float64, weight func(wants) float64) float64 {
	for room > 0.01 {
		weights := 0.0
		for i, w := range ask {
			if width[i] < w.all {
				weights += weight(w)
			}
		}
		if weights == 0 {
			break
		}
		part := room / weights
		for i, w := range ask {
			if width[i] < w.all {
				more := min(w.all-width[i], part*weight(w))
				width[i] += more
				room -= more
			}
		}
	}
	return room
}

// spread gives the texts the room that nobody wants, by weight. Where room is
// missing, even in the smallest type, all columns give way in proportion.
func spread(ask []wants, width []float64, room float64) {
	weights, used := 0.0, 0.0
	for i, w := range ask {
		weights += w.weight
		used += width[i]
	}
	for i, w := range ask {
		switch {
		case room < 0:
			width[i] *= (used + room) / used
		case weights > 0:
			width[i] += room * w.weight / weights
		}
	}
}

// set places the columns side by side. Room that is left over goes between
// them, so that the last one ends at the margin.
func (g *grid) set(width []float64) {
	gap, used := columnGap, 0.0
	for _, w := range width {
		used += w
	}
	if n := len(width); n > 1 {
		gap = (g.s.measure() - used) / float64(n-1)
	}
	x := g.s.left
	for i, w := range width {
		g.cols[i].x, g.cols[i].width = x, w
		x += w + gap
	}
}
