package files

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"io"
)

// csvSource is the text of a CSV file in UTF-8 with LF line ends.
type csvSource struct {
	name    string
	text    []byte
	comma   rune
	skipped int // lines before text: a sep= line
}

// records implements source. A quotation mark out of place makes it impossible
// to say where values end, so the whole file is refused.
func (s csvSource) records(yield func(record) bool) error {
	r := s.reader(s.comma)
	for {
		cells, err := r.Read()
		switch {
		case err == io.EOF:
			return nil
		case err != nil:
			return s.refusal(err)
		}
		for i, c := range cells {
			if c != "" && c[0] == '\'' {
				cells[i] = restore(c)
			}
		}
		line, _ := r.FieldPos(0)
		if !yield(record{line: line + s.skipped, cells: cells}) {
			return nil
		}
	}
}

func (s csvSource) reader(comma rune) *csv.Reader {
	r := csv.NewReader(bufio.NewReaderSize(bytes.NewReader(s.text), 1<<16))
	r.Comma, r.FieldsPerRecord, r.ReuseRecord = comma, -1, true
	return r
}

// refusal puts a parser's error into words.
func (s csvSource) refusal(err error) error {
	var p *csv.ParseError
	if !errors.As(err, &p) {
		return refuse("Export the file again.", "%s cannot be read as CSV (%v).", s.name, err)
	}
	first, line := p.StartLine+s.skipped, p.Line+s.skipped
	if errors.Is(err, csv.ErrBareQuote) {
		return refuseAt(line, s.column(p.Line, p.Column),
			`Put the whole value in quotation marks and double the one inside, as in "5"" pipe"; or export the file again.`,
			"Row %d of %s, column %s, has a quotation mark inside a value that does not begin with one: %s.",
			line, s.name, s.column(p.Line, p.Column), short(string(s.line(p.Line))))
	}
	if line == first && p.Column <= len(s.line(p.Line)) {
		return refuseAt(line, "", `Double every quotation mark that belongs to a value, as in "5"" pipe".`,
			"Row %d of %s has text after a closing quotation mark: %s.", line, s.name, short(string(s.line(p.Line))))
	}
	return refuseAt(first, "", "Close the quotation mark in that row, or export the file again.",
		"Row %d of %s opens a quotation mark that is never closed: %s.", first, s.name, short(string(s.line(p.StartLine))))
}

// line is one line of the text, from 1.
func (s csvSource) line(n int) []byte {
	rest := s.text
	for ; n > 1; n-- {
		i := bytes.IndexByte(rest, '\n')
		if i < 0 {
			return nil
		}
		rest = rest[i+1:]
	}
	if i := bytes.IndexByte(rest, '\n'); i >= 0 {
		rest = rest[:i]
	}
	return rest
}

// column is the letter of the column at a byte of a line, quotes not regarded.
func (s csvSource) column(line, at int) string {
	text := s.line(line)
	return columnLetters(1 + bytes.Count(text[:min(at, len(text))], []byte(string(s.comma))))
}
