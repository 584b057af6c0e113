package files

import (
	"strings"
)

// shownLines is how many row numbers a note lists.
const shownLines = 8

// survey is what one look at the whole file brings to light.
type survey struct {
	widest   int             // last column with a value, from 1
	filled   []bool          // columns with a value in any row
	ragged   marked          // rows with too few or too many values
	spoiled  marked          // rows with a problem in one cell
	repeated marked          // headings that come again
	damaged  map[int]example // columns with numbers Excel has shortened
}

// marked counts rows and keeps the first of their numbers.
type marked struct {
	rows  []int
	total int
}

func (m *marked) add(line int) {
	if m.total++; m.total <= shownLines {
		m.rows = append(m.rows, line)
	}
}

// example is one value and where it stands.
type example struct {
	line  int
	value string
}

// survey reads the file to its end, so that damage anywhere refuses it now, and
// puts what a person should know into the notes.
func (t *Table) survey(name string) error {
	s := survey{damaged: map[int]example{}}
	wide := 0
	err := t.each(func(r Row) bool {
		t.Count++
		s.look(r)
		if len(r.Cells) > MaxColumns {
			wide = r.Line
		}
		return wide == 0
	}, s.repeated.add)
	switch {
	case err != nil:
		return err
	case wide > 0:
		return refuseAt(wide, "", "Clear the cells far to the right, and choose the file again.",
			"Row %d of %s reaches beyond column %s; at most %d columns are read.", wide, name, columnLetters(MaxColumns), MaxColumns)
	case t.Count == 0:
		return noRows("Check that the right file and sheet are chosen.",
			"%s has headings in row %d but no rows below them.", name, t.HeaderLine)
	}
	t.widen(s)
	t.tell(s)
	return nil
}

// look takes one row into account.
func (s *survey) look(r Row) {
	if p := r.Problem; p != nil {
		if p.Column == 0 {
			s.ragged.add(r.Line)
		} else {
			s.spoiled.add(r.Line)
		}
	}
	for len(s.filled) < len(r.Cells) {
		s.filled = append(s.filled, false)
	}
	for i, c := range r.Cells {
		if c == "" {
			continue
		}
		s.filled[i] = true
		if r.Problem == nil || r.Problem.Column > 0 {
			s.widest = max(s.widest, i+1)
		}
		if c[0] >= '0' && c[0] <= '9' && shortened(c) {
			if _, known := s.damaged[i]; !known {
				s.damaged[i] = example{r.Line, c}
			}
		}
	}
}

// widen gives names to columns with values but no heading.
func (t *Table) widen(s survey) {
	was := len(t.titles)
	width := max(was, min(s.widest, t.declared))
	for len(t.titles) < width {
		t.titles = append(t.titles, "")
	}
	t.Header = unique(t.titles)
	for i, title := range t.titles {
		switch {
		case title != "" && title != t.Header[i]:
			t.Guess.Confident = false
			t.note("The heading %q comes more than once; column %s is called %q here.", title, columnLetters(i+1), t.Header[i])
		case title == "" && i < len(s.filled) && s.filled[i]:
			t.note("Column %s has values but no heading; it is called %q here.", columnLetters(i+1), t.Header[i])
		case title == "":
			t.note("Column %s is empty and has no heading.", columnLetters(i+1))
		}
	}
	t.titles = t.titles[:was]
}

// tell writes the notes.
func (t *Table) tell(s survey) {
	t.Problems = s.ragged.total + s.spoiled.total
	if t.Problems > 0 {
		t.Guess.Confident = false
	}
	switch m := s.ragged; {
	case m.total > 0 && t.Guess.Kind == VCard:
		t.note("%d of %d contacts are damaged: %s.", m.total, t.Count, lines(m.rows, m.total))
	case m.total > 0:
		t.note("%d of %d rows have another number of values than the headings: %s.", m.total, t.Count, lines(m.rows, m.total))
	}
	if m := s.spoiled; m.total > 0 {
		t.note("%d of %d rows have a value that cannot be read: %s.", m.total, t.Count, lines(m.rows, m.total))
	}
	if m := s.repeated; m.total > 0 {
		t.note("The headings come again in %s; left out.", lines(m.rows, m.total))
	}
	for i, title := range t.Header {
		if e, ok := s.damaged[i]; ok {
			t.Guess.Confident = false
			t.note("Excel has damaged column %q: row %d reads %s, so its last digits may be lost. "+
				"In the original, make the column text and export it again.", title, e.line, e.value)
		}
	}
}

// shortened reports what Excel makes of a long code, or of one with an E in it:
// a number with an exponent, such as 1.23E+19 or 1E5, or one with nothing but
// zeros after its 15th digit.
func shortened(s string) bool {
	if len(s) > 15 && digits(s) {
		return strings.Trim(s[15:], "0") == ""
	}
	mantissa, exponent, found := strings.Cut(s, "E")
	if !found || len(mantissa) > 17 {
		return false
	}
	whole, fraction, _ := strings.Cut(mantissa, ".")
	exponent = strings.TrimPrefix(exponent, "+")
	return len(whole) == 1 && digits(whole) && (fraction == "" || digits(fraction)) &&
		len(exponent) <= 3 && digits(exponent)
}

// digits reports one or more ASCII digits and nothing else.
func digits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}
