package files

import (
	"bytes"
	"io"
	"strings"
	"unicode/utf8"
)

// Delimiters lists the delimiters of a CSV file a person can choose from.
func Delimiters() []string { return []string{",", ";", "\t", "|"} }

// settleDelimiter takes the person's delimiter, else that of a sep= line, else
// the one that cuts the first rows into the same number of values.
func (t *Table) settleDelimiter(s *csvSource, wanted string) error {
	said := s.takeSepLine()
	switch strings.ToLower(wanted) {
	case "tab", `\t`:
		wanted = "\t"
	}
	switch {
	case wanted != "":
		r, n := utf8.DecodeRuneInString(wanted)
		if n != len(wanted) || strings.ContainsRune("\"\r\n\uFFFD", r) {
			return refuse("Choose a comma, a semicolon, TAB or |.", "%q cannot be a delimiter.", short(wanted))
		}
		s.comma = r
	case said != 0:
		s.comma = said
	default:
		var certain bool
		if s.comma, certain = s.guessDelimiter(); !certain {
			t.Guess.Confident = false
			t.note("The delimiter is not certain; %s is assumed.", delimiterName(s.comma))
		}
	}
	t.Guess.Delimiter = string(s.comma)
	return nil
}

func delimiterName(r rune) string {
	switch r {
	case ',':
		return "a comma"
	case ';':
		return "a semicolon"
	case '\t':
		return "TAB"
	}
	return string(r)
}

// takeSepLine cuts off a first line such as sep=; that Excel understands.
func (s *csvSource) takeSepLine() rune {
	line, rest, _ := bytes.Cut(s.text, []byte("\n"))
	line = bytes.Trim(line, "\r\"")
	if len(line) != 5 || !strings.EqualFold(string(line[:4]), "sep=") || bytes.IndexByte([]byte(",;\t|"), line[4]) < 0 {
		return 0
	}
	s.text, s.skipped = rest, 1
	return rune(line[4])
}

// guessDelimiter tries every delimiter on the first rows. Certain is one that
// cuts every row into equally many values, with no other doing so as well.
func (s csvSource) guessDelimiter() (best rune, certain bool) {
	best = ','
	bestAlike, bestWidth, rivals := 0.0, 1, 0
	for _, d := range Delimiters() {
		comma := rune(d[0])
		alike, width := s.consistency(comma)
		if width < 2 {
			continue
		}
		if alike >= 1 {
			rivals++
		}
		if alike > bestAlike || alike == bestAlike && width > bestWidth {
			best, bestAlike, bestWidth = comma, alike, width
		}
	}
	return best, rivals == 1
}

// consistency is the share of the first rows that have the most frequent number
// of values, and that number.
func (s csvSource) consistency(comma rune) (share float64, width int) {
	head := s
	if len(head.text) > 64<<10 {
		head.text = head.text[:bytes.LastIndexByte(head.text[:64<<10], '\n')+1]
	}
	r := head.reader(comma)
	r.LazyQuotes = true
	counts, rows := map[int]int{}, 0
	for ; rows < 40; rows++ {
		cells, err := r.Read()
		if err == io.EOF {
			break
		}
		if err != nil {
			return 0, 1
		}
		counts[len(cells)]++
	}
	for n, rows := range counts {
		if n > 1 && (rows > counts[width] || rows == counts[width] && n > width) {
			width = n
		}
	}
	if rows == 0 || width == 0 {
		return 0, 1
	}
	return float64(counts[width]) / float64(rows), width
}
