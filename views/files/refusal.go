package files

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// ErrNoRows is in the error of a file that has nothing to import.
const ErrNoRows = sentinel("no rows")

// sentinel is an error to compare with that nobody can change.
type sentinel string

func (s sentinel) Error() string { return string(s) }

// Refusal says why a whole file is not read or not written: what is wrong, where,
// and what to do. Nothing of a refused file is given out as data.
type Refusal struct {
	Row    int    // line or sheet row, 0 for the whole file
	Column string // heading or letter, when known
	Say    string // what is wrong and where, one sentence
	Kept   string // what did not happen, one sentence
	Try    string // the way out
	empty  bool
}

// Error is the whole sentence: what happened, what was kept, what to do next.
func (r *Refusal) Error() string {
	s := r.Say + " " + r.Kept
	if r.Try != "" {
		s += " " + r.Try
	}
	return s
}

// Is makes errors.Is(err, ErrNoRows) true for a file without rows.
func (r *Refusal) Is(target error) bool { return r.empty && target == ErrNoRows }

// refuse is a refusal to read a file.
func refuse(try, say string, args ...any) *Refusal {
	return &Refusal{Say: fmt.Sprintf(say, args...), Kept: "Nothing was imported.", Try: try}
}

// refuseToWrite is a refusal to write a file.
func refuseToWrite(row int, column, try, say string, args ...any) *Refusal {
	return &Refusal{Row: row, Column: column, Say: fmt.Sprintf(say, args...), Kept: "No file was written.", Try: try}
}

// refuseAt is a refusal for something in one row, which say names.
func refuseAt(row int, column, try, say string, args ...any) *Refusal {
	r := refuse(try, say, args...)
	r.Row, r.Column = row, column
	return r
}

// noRows is the refusal of a file with nothing below its headings.
func noRows(try, say string, args ...any) *Refusal {
	r := refuse(try, say, args...)
	r.empty = true
	return r
}

// short is a value as sentences quote it: valid text of at most 60 characters.
func short(s string) string {
	if len(s) > 400 {
		s = s[:400]
	}
	s = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7F {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
	if utf8.RuneCountInString(s) <= 60 {
		return s
	}
	return string([]rune(s)[:59]) + "…"
}

// lines writes row numbers as people list them: "rows 3, 7 and 12 more".
func lines(rows []int, total int) string {
	word := "row "
	if total > 1 {
		word = "rows "
	}
	var b strings.Builder
	b.WriteString(word)
	for i, n := range rows {
		switch {
		case i == 0:
		case i == len(rows)-1 && total == len(rows):
			b.WriteString(" and ")
		default:
			b.WriteString(", ")
		}
		fmt.Fprint(&b, n)
	}
	if more := total - len(rows); more > 0 {
		fmt.Fprintf(&b, " and %d more", more)
	}
	return b.String()
}

// columnLetters is the name of a spreadsheet column: 1 is A, 27 is AA.
func columnLetters(n int) string {
	var b []byte
	for ; n > 0; n = (n - 1) / 26 {
		b = append([]byte{byte('A' + (n-1)%26)}, b...)
	}
	return string(b)
}
