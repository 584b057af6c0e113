package paper

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"rapport/app/report"
)

// cleaner makes every text of a document printable, or says which is not.
type cleaner struct {
	font    *trueType
	replace bool
	err     *GlyphError // the first
}

// document is a copy of doc in which every text is printable and every cell
// carries its text alone. Field names in errors are the document's own words.
func (c *cleaner) document(doc report.Document) (report.Document, error) {
	c.text(&doc.Title, "Title")
	c.text(&doc.Meta.Number, "Number")
	c.text(&doc.Meta.Subject, "Subject")
	c.text(&doc.Meta.PageOf, "Page label")
	c.text(&doc.Letterhead.FirmName, "Firm name")
	doc.Letterhead.Lines = c.lines(doc.Letterhead.Lines, "Letterhead")
	doc.Footer = c.lines(doc.Footer, "Footer")
	doc.Parties = copied(doc.Parties, func(p *report.Party, i int) {
		c.text(&p.Label, "Party")
		c.text(&p.Name, p.Label+", name")
		p.Lines = c.lines(p.Lines, p.Label)
	})
	doc.Facts = copied(doc.Facts, func(f *report.Fact, i int) {
		c.text(&f.Label, "Fact")
		c.cell(&f.Value, f.Label)
	})
	doc.Cards = copied(doc.Cards, func(card *report.Card, i int) {
		c.text(&card.Label, "Card")
		c.text(&card.Name, "Name on the card")
		c.text(&card.Strong, "Code on the card")
		c.text(&card.Foot, "Link on the card")
	})
	doc.Sections = copied(doc.Sections, func(s *report.Section, i int) { c.section(s) })
	if c.err != nil {
		return doc, c.err
	}
	return doc, nil
}

func (c *cleaner) section(s *report.Section) {
	c.text(&s.Heading, "Heading")
	s.Text = c.lines(s.Text, s.Heading)
	s.Summary = copied(s.Summary, func(l *report.SummaryLine, i int) {
		c.text(&l.Label, s.Heading)
		c.cell(&l.Value, s.Heading+", "+l.Label)
	})
	s.Tree = copied(s.Tree, func(l *report.TreeLine, i int) {
		c.text(&l.Text, s.Heading)
		c.cell(&l.Value, s.Heading)
	})
	s.Charts = copied(s.Charts, func(x *report.Chart, i int) { c.chart(x) })
	if s.Table == nil {
		return
	}
	t := *s.Table
	t.Columns = copied(t.Columns, func(col *report.Column, i int) { c.text(&col.Title, s.Heading+", column head") })
	c.text(&t.Empty, s.Heading)
	t.Rows = c.rows(t, s.Heading)
	s.Table = &t
}

// chart cleans what is written in a chart. Of a funnel that is what its points say, too.
func (c *cleaner) chart(x *report.Chart) {
	for _, s := range []*string{&x.Title, &x.Unit, &x.Across, &x.Empty} {
		c.text(s, "Chart")
	}
	x.Labels = c.lines(x.Labels, x.Title)
	x.Series = copied(x.Series, func(s *report.Series, i int) {
		c.text(&s.Name, x.Title)
		s.Points = copied(s.Points, func(p *report.Point, i int) { c.text(&p.Words, x.Title) })
	})
}

// rows are the table's rows, their cells in one piece of memory.
func (c *cleaner) rows(t report.Table, heading string) []report.Row {
	width := len(t.Columns)
	cells := make([]report.Cell, width*len(t.Rows))
	return copied(t.Rows, func(row *report.Row, i int) {
		own := cells[i*width : (i+1)*width]
		if len(row.Cells) > width && c.err == nil {
			panic(fmt.Sprintf("row %d has %d cells for %d columns", i+1, len(row.Cells), width))
		}
		copy(own, row.Cells)
		for j := range own {
			if why := c.tryCell(&own[j]); why != nil && c.err == nil {
				why.Field = fmt.Sprintf("%s, row %d, column %q", heading, i+1, t.Columns[j].Title)
				c.err = why
			}
		}
		row.Cells = own
	})
}

func (c *cleaner) cell(cell *report.Cell, field string) {
	if why := c.tryCell(cell); why != nil && c.err == nil {
		why.Field = field
		c.err = why
	}
}

func (c *cleaner) tryCell(cell *report.Cell) *GlyphError {
	shown := cell.Shown()
	cell.Value = nil
	if cell.Kind != report.KindText && cell.Kind != report.KindDay {
		shown = strings.ReplaceAll(shown, "-", string(minus))
	}
	var why *GlyphError
	if cell.Text, why = c.clean(shown); why != nil || cell.Note == "" {
		return why
	}
	cell.Note, why = c.clean(cell.Note)
	return why
}

func (c *cleaner) text(s *string, field string) {
	out, why := c.clean(*s)
	if why != nil && c.err == nil {
		if field == "" {
			field = "Text"
		}
		why.Field = field
		c.err = why
	}
	*s = out
}

func (c *cleaner) lines(in []string, field string) []string {
	return copied(in, func(s *string, i int) { c.text(s, field) })
}

// clean is s in composed form, without what is invisible, with white space as
// spaces and line breaks as '\n'. Plain ASCII is returned as it is.
func (c *cleaner) clean(s string) (string, *GlyphError) {
	if plain(s) {
		return s, nil
	}
	if !utf8.ValidString(s) && !c.replace {
		return "", &GlyphError{Text: s, Char: utf8.RuneError, Place: 1 + utf8.RuneCountInString(s[:invalid(s)])}
	}
	s = norm.NFC.String(strings.ReplaceAll(s, "\r\n", "\n"))
	var b strings.Builder
	b.Grow(len(s))
	place := 0
	for _, r := range s {
		place++
		switch out := spelled(r); {
		case out != "":
			b.WriteString(out)
		case dropped(r):
		case c.draws(r):
			b.WriteRune(r)
		case c.replace:
			fmt.Fprintf(&b, "[U+%04X]", r)
		default:
			return "", &GlyphError{Text: s, Char: r, Place: place}
		}
	}
	return b.String(), nil
}

// draws reports whether the fonts have the character and it is no control.
func (c *cleaner) draws(r rune) bool {
	return r >= ' ' && r < noGlyph && !(r >= 0x7F && r < 0xA0) && !turnsText(r) &&
		r != utf8.RuneError && c.font.advance[r] != noGlyph
}

// spelled is how a character is set that the fonts lack but everybody reads
// another way; "" for every other.
func spelled(r rune) string {
	switch r {
	case '\t':
		return " "
	case '\u2007', '\u2009', '\u200A', '\u202F': // one width of unbroken space is enough
		return "\u00A0"
	case '\n', '\r', '\v', '\f', '\u2028', '\u2029':
		return "\n"
	case '\u2010', '\u2011':
		return "-"
	case '→':
		return "->"
	case '≤':
		return "<="
	case '≥':
		return ">="
	}
	return ""
}

// dropped reports characters that show nothing: NUL, soft hyphen, zero-width
// ones, and marks of direction that turn nothing by themselves.
func dropped(r rune) bool {
	switch r {
	case 0, '\u00AD', '\u200B', '\u200C', '\u200D', '\u200E', '\u200F', '\u2060', '\uFEFF':
		return true
	}
	return false
}

// turnsText reports the controls that make following text read the other way.
func turnsText(r rune) bool {
	return r >= '\u202A' && r <= '\u202E' || r >= '\u2066' && r <= '\u2069'
}

// plain reports text of printable ASCII alone.
func plain(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

// invalid is where the first bytes stand that are no text.
func invalid(s string) int {
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return len(s)
}

// copied is a new slice with f applied to each element.
func copied[T any](in []T, f func(*T, int)) []T {
	if len(in) == 0 {
		return nil
	}
	out := append([]T(nil), in...)
	for i := range out {
		f(&out[i], i)
	}
	return out
}
