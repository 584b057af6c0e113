package paper

import (
	"strings"

	"rapport/app/report"
)

// grid is a table laid out: where its columns stand, and in which type.
type grid struct {
	s     *sheet
	t     *report.Table
	cols  []gridColumn
	scale float64 // of the type: below 1 when the numbers would not fit
	onTop bool    // the next row is the first under a head
}

type gridColumn struct {
	x, width float64
	align    report.Align
	after    float64 // room right of the point where numbers line up
}

const (
	columnGap = 10.0
	rowPad    = 3.3
)

// table draws a table over as many pages as it needs, its head on each.
func (s *sheet) table(t *report.Table) {
	g := &grid{s: s, t: t, onTop: true}
	g.columns()
	if len(t.Rows) == 0 {
		g.head()
		g.empty()
		return
	}
	for from := 0; from < len(t.Rows); {
		to := g.groupEnd(from)
		g.makeRoom(from, to)
		for i := from; i < to; i++ {
			g.row(i)
		}
		from = to
	}
	g.close()
}

// makeRoom begins the table, or goes on with it on a new page, where the rows
// from … to would not stay together.
func (g *grid) makeRoom(from, to int) {
	s, h := g.s, 0.0
	for i := from; i < to; i++ {
		h += g.height(i)
	}
	switch {
	case from == 0:
		s.need(g.headHeight() + min(h, s.room()-g.headHeight()))
		g.head()
	case !s.fits(h):
		g.nextPage()
	}
}

// nextPage goes on with the table on a new page, under its head.
func (g *grid) nextPage() {
	g.s.rule(g.s.look.hair, g.s.left, g.s.right, g.s.y)
	g.s.newPage()
	g.head()
	g.onTop = true
}

// groupEnd is the end of the rows that stay with row i: totals and notes
// belong to the line above them.
func (g *grid) groupEnd(i int) int {
	for i++; i < len(g.t.Rows) && attached(g.t.Rows[i].Style); i++ {
	}
	return i
}

func attached(s report.Style) bool {
	return s == report.Subtotal || s == report.Total || s == report.Note
}

// close rules the table off, unless its last row did.
func (g *grid) close() {
	if last := g.t.Rows[len(g.t.Rows)-1].Style; last != report.Total {
		g.s.rule(g.s.look.thin, g.s.left, g.s.right, g.s.y)
	}
}

func (g *grid) empty() {
	k, s := g.s.look.note.scaled(1.1), g.s
	s.y += 4
	s.y = s.block(k, s.left, s.y, s.wrap(k, g.t.Empty, s.measure())) + 4
	s.rule(s.look.thin, s.left, s.right, s.y)
}

// ---- the head ----

func (g *grid) headInk() ink { return g.s.look.head.scaled(g.scale) }

func (g *grid) headLines(i int) []string {
	return g.s.wrap(g.headInk(), g.t.Columns[i].Title, g.cols[i].width)
}

func (g *grid) headHeight() float64 {
	most := 1
	for i := range g.cols {
		most = max(most, len(g.headLines(i)))
	}
	return g.headInk().lead()*float64(most) + 6
}

// head draws the column heads, standing on their rule.
func (g *grid) head() {
	s, k := g.s, g.headInk()
	h := g.headHeight()
	for i, c := range g.cols {
		lines := g.headLines(i)
		y := s.y + h - 4 - k.lead()*float64(len(lines))
		for _, text := range lines {
			s.write(k, c.place(s, k, text), k.baseline(y), text)
			y += k.lead()
		}
	}
	s.y += h
	s.rule(s.look.firmly, s.left, s.right, s.y)
}

// place is where a text begins in its column.
func (c gridColumn) place(s *sheet, k ink, text string) float64 {
	switch c.align {
	case report.Right:
		return c.x + c.width - s.length(k, text)
	case report.Center:
		return c.x + (c.width-s.length(k, text))/2
	}
	return c.x
}

// ---- rows ----

func (g *grid) ink(style report.Style) ink {
	k := g.s.look.row
	switch style {
	case report.Subtotal, report.Total:
		k = g.s.look.sum
	case report.Note:
		k = g.s.look.note
	}
	return k.scaled(g.scale)
}

// span is the width open to cell j: in sums and notes, text may run over the
// empty cells after it.
func (g *grid) span(r *report.Row, j int) float64 {
	end := g.cols[j].x + g.cols[j].width
	if attached(r.Style) && runsOver(&r.Cells[j], g.cols[j].align) {
		for k := j + 1; k < len(g.cols) && r.Cells[k].Blank(); k++ {
			end = g.cols[k].x + g.cols[k].width
		}
	}
	return end - g.cols[j].x
}

// runsOver reports a cell that may leave its column: words, set from the left.
func runsOver(c *report.Cell, align report.Align) bool {
	return c.Kind == report.KindText && align != report.Right
}

// lines are cell j's text and note, wrapped.
func (g *grid) lines(r *report.Row, j int) (text, note []string) {
	c := &r.Cells[j]
	if c.Text == "" && c.Note == "" {
		return nil, nil
	}
	width := g.span(r, j)
	text = g.s.wrap(g.ink(r.Style), c.Text, width)
	if c.Note != "" {
		note = g.s.wrap(g.s.look.note.scaled(g.scale), c.Note, width)
	}
	return text, note
}

func (g *grid) height(i int) float64 {
	r := &g.t.Rows[i]
	most := 1
	for j := range g.cols {
		text, note := g.lines(r, j)
		most = max(most, len(text)+len(note))
	}
	above, below := g.pads(r.Style)
	return g.ink(r.Style).lead()*float64(most) + above + below
}

// pads are the space above and below a row; a note stands close to its line.
func (g *grid) pads(style report.Style) (above, below float64) {
	pad := rowPad * g.scale
	if style == report.Note {
		return -1.5, pad
	}
	return pad, pad
}

// row draws row i, on several pages if it is higher than one.
func (g *grid) row(i int) {
	s, r := g.s, &g.t.Rows[i]
	lead := g.ink(r.Style).lead()
	g.ruleAbove(i)
	above, below := g.pads(r.Style)
	s.y += above
	for at := 0; ; {
		fit := max(1, int((s.bottom-s.y+0.01)/lead))
		most := 1
		for j := range g.cols {
			most = max(most, g.cellLines(r, j, at, fit))
		}
		s.y += lead * float64(min(fit, most-at))
		if at += fit; at >= most {
			break
		}
		g.nextPage()
		s.y += above
	}
	s.y += below
	if r.Style == report.Total {
		s.rule(s.look.firmly, s.left, s.right, s.y)
	}
}

// cellLines draws the lines of cell j from at on, at most fit of them, and
// returns how many the cell has.
func (g *grid) cellLines(r *report.Row, j, at, fit int) int {
	s, k, small := g.s, g.ink(r.Style), g.s.look.note.scaled(g.scale)
	text, note := g.lines(r, j)
	all := len(text) + len(note)
	for n := at; n < min(at+fit, all); n++ {
		y := k.baseline(s.y + k.lead()*float64(n-at))
		if n < len(text) {
			g.cell(r, j, k, y, text[n])
			continue
		}
		line := note[n-len(text)]
		s.write(small, g.cols[j].place(s, small, line), y, line)
	}
	return all
}

// ruleAbove parts a row from the one before it.
func (g *grid) ruleAbove(i int) {
	s := g.s
	switch style := g.t.Rows[i].Style; {
	case style == report.Total:
		s.rule(s.look.heavy, s.left, s.right, s.y)
	case style == report.Subtotal:
		s.rule(s.look.thin, s.left, s.right, s.y)
	case style != report.Note && !g.onTop && g.t.Rows[i-1].Style != report.Total:
		s.rule(s.look.hair, s.left, s.right, s.y)
	}
	g.onTop = false
}

// cell draws one line of a cell.
func (g *grid) cell(r *report.Row, j int, k ink, y float64, text string) {
	s, c, col := g.s, &r.Cells[j], g.cols[j]
	k = s.colored(k, c.Role)
	if attached(r.Style) && runsOver(c, col.align) {
		col.align = report.Left
	}
	x := col.place(s, k, text)
	if col.after > 0 && c.Kind != report.KindText {
		at := anchor(c.Kind, text)
		x = max(col.x, min(x, col.x+col.width-col.after-s.length(k, text[:at])))
	}
	s.write(k, x, y, text)
}

// anchor is the place in a number that lines up with those above and below:
// the decimal sign of a rate, the end of an amount's digits.
func anchor(kind report.Kind, text string) int {
	if kind == report.KindPercent {
		if at := strings.LastIndexAny(text, ".,"); at >= 0 {
			return at
		}
	}
	return 1 + strings.LastIndexAny(text, "0123456789")
}
