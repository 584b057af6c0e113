package files

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// findHeader decides which record holds the headings: the one the person named,
// else the first that is about as full as the rows, so that title lines above a
// table are passed over.
func (t *Table) findHeader(name string, o Options) error {
	sample, err := t.sample(20, o.HeaderRow)
	if err != nil {
		return err
	}
	if len(sample) == 0 && o.HeaderRow > 1 {
		return noRows("Choose the row with the headings.", "%s has nothing in row %d or below it.", name, o.HeaderRow)
	}
	if len(sample) == 0 {
		return noRows("Check that it was saved, and choose the file again.", "%s is empty.", name)
	}
	at := headerAt(sample)
	if o.HeaderRow > 0 {
		at = 0
	}
	if at > 0 {
		t.note("The headings are in row %d; what stands above them is left out.", sample[at].line)
	}
	t.setHeader(sample[at])
	if len(t.titles) > MaxColumns {
		return refuseAt(t.HeaderLine, "", "Remove the columns that are not needed, and choose the file again.",
			"Row %d of %s has %d columns; at most %d are read.", t.HeaderLine, name, len(t.titles), MaxColumns)
	}
	for i, title := range t.titles {
		if n := utf8.RuneCountInString(title); n > MaxCell {
			return refuseAt(t.HeaderLine, columnLetters(i+1), "Shorten it, or look for a missing quotation mark.",
				"The heading in row %d, column %s of %s has %d characters; a cell may have %d.", t.HeaderLine, columnLetters(i+1), name, n, MaxCell)
		}
		if say := damage(title); say != "" {
			t.Guess.Confident = false
			t.note("A character in the heading of column %s is lost: %s.", columnLetters(i+1), short(title))
		}
	}
	return nil
}

// sample copies the first n records that hold something, from line from on.
func (t *Table) sample(n, from int) ([]record, error) {
	var out []record
	err := t.source.records(func(r record) bool {
		if r.line >= from && !blank(r.cells) {
			out = append(out, record{line: r.line, cells: slices.Clone(r.cells)})
		}
		return len(out) < n
	})
	return out, err
}

// headerAt is the index of the first record with at least two thirds as many
// filled cells as the middle one of all.
func headerAt(sample []record) int {
	counts := make([]int, len(sample))
	for i, r := range sample {
		for _, c := range r.cells {
			if strings.TrimSpace(c) != "" {
				counts[i]++
			}
		}
	}
	sorted := slices.Sorted(slices.Values(counts))
	least := (2*sorted[len(sorted)/2] + 2) / 3
	return max(0, slices.IndexFunc(counts, func(n int) bool { return n >= least }))
}

// setHeader takes a record as the headings: on one line, empty ones named by
// their column, repeated ones numbered.
func (t *Table) setHeader(r record) {
	t.HeaderLine, t.Guess.HeaderRow = r.line, r.line
	t.titles = make([]string, len(r.cells))
	for i, c := range r.cells {
		t.titles[i] = strings.Join(strings.Fields(strings.ReplaceAll(strings.ToValidUTF8(c, "\uFFFD"), "\x00", "")), " ")
	}
	for len(t.titles) > 0 && t.titles[len(t.titles)-1] == "" {
		t.titles = t.titles[:len(t.titles)-1]
	}
	t.declared = len(r.cells)
	if t.Guess.Kind == XLSX {
		t.declared = MaxColumns
	}
	t.Header = unique(t.titles)
	if looksLikeData(t.titles) {
		t.Guess.Confident = false
		t.note("Row %d is taken for the headings, but it looks like data: %s.", r.line, short(strings.Join(t.titles, " · ")))
	}
}

// unique names every column: an empty heading by its letter, a repeated one
// with a number behind it.
func unique(titles []string) []string {
	out, seen := make([]string, len(titles)), map[string]bool{}
	for i, s := range titles {
		if s == "" {
			s = "Column " + columnLetters(i+1)
		}
		name := s
		for n := 2; seen[strings.ToLower(name)]; n++ {
			name = fmt.Sprintf("%s (%d)", s, n)
		}
		seen[strings.ToLower(name)] = true
		out[i] = name
	}
	return out
}

// looksLikeData reports a heading made of digits only, such as a day or amount.
func looksLikeData(titles []string) bool {
	return slices.ContainsFunc(titles, func(s string) bool {
		return strings.ContainsAny(s, "0123456789") && strings.Trim(s, "0123456789.,:/- ") == ""
	})
}

func (t *Table) note(format string, args ...any) {
	t.Guess.Notes = append(t.Guess.Notes, fmt.Sprintf(format, args...))
}

// each goes over the rows below the headings that hold something, and tells of
// headings that come again.
func (t *Table) each(yield func(Row) bool, repeated func(line int)) error {
	return t.source.records(func(r record) bool {
		switch {
		case r.line <= t.HeaderLine || r.problem == nil && blank(r.cells):
			return true
		case t.repeats(r.cells):
			repeated(r.line)
			return true
		}
		return yield(t.row(r))
	})
}

// repeats reports a record that is the headings once more.
func (t *Table) repeats(cells []string) bool {
	if len(cells) < len(t.titles) {
		return false
	}
	for i, s := range t.titles {
		if !strings.EqualFold(strings.TrimSpace(cells[i]), s) {
			return false
		}
	}
	return blank(cells[len(t.titles):])
}

// row checks one record and fills it up to the width of the header.
func (t *Table) row(r record) Row {
	row := Row{Line: r.line, Cells: r.cells, Problem: r.problem}
	if row.Problem == nil {
		row.Problem = t.ragged(r.cells)
	}
	if row.Problem == nil {
		row.Problem = t.spoiled(r.cells)
	}
	if p := row.Problem; p != nil && p.Column > 0 {
		p.Name = "Column " + columnLetters(p.Column)
		if p.Column <= len(t.Header) {
			p.Name = t.Header[p.Column-1]
		}
	}
	for len(row.Cells) < len(t.Header) {
		row.Cells = append(row.Cells, "")
	}
	return row
}

// ragged finds a row with fewer values than headings, or with a value where no
// heading can be. Only CSV has such rows.
func (t *Table) ragged(cells []string) *CellProblem {
	if t.Guess.Kind != CSV {
		return nil
	}
	short := len(cells) < len(t.titles)
	if !short && (len(cells) <= t.declared || blank(cells[t.declared:])) {
		return nil
	}
	way := "A value with the delimiter in it must stand in quotation marks"
	if short {
		way = "Look for a missing delimiter or a line break inside a value"
	}
	return &CellProblem{Say: fmt.Sprintf("The row has %d values, the headings are %d. %s.", len(cells), len(t.titles), way)}
}

// spoiled finds a cell that is too long or holds what is not text.
func (t *Table) spoiled(cells []string) *CellProblem {
	for i, c := range cells {
		if len(c) > MaxCell && utf8.RuneCountInString(c) > MaxCell {
			return &CellProblem{Column: i + 1, Value: short(c), Say: fmt.Sprintf(
				"The value has %d characters; a cell may have %d. Shorten it, or look for a missing quotation mark.",
				utf8.RuneCountInString(c), MaxCell)}
		}
		if !t.clean {
			if say := damage(c); say != "" {
				return &CellProblem{Column: i + 1, Value: short(c), Say: say}
			}
		}
	}
	return nil
}

// blank reports that no cell shows anything.
func blank(cells []string) bool {
	for _, c := range cells {
		if c != "" && (c[0] > ' ' && c[0] < utf8.RuneSelf || strings.TrimSpace(c) != "") {
			return false
		}
	}
	return true
}
