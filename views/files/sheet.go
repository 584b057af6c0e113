package files

import (
	"bytes"
	"fmt"
	"strconv"
)

// sheetSource is one worksheet.
type sheetSource struct {
	*workbook
	part string
	tell func(format string, args ...any) // puts a note into the guess, once
	told bool
}

// sheetWalk is one way through a sheet.
type sheetWalk struct {
	*sheetSource
	x         *xmlReader
	row       record
	cell      cell
	err       error
	inData    bool
	stopped   bool
	hidden    marked // rows that are not shown
	merged    int
	hiddenCol bool
	filtered  bool
}

// cell is the cell being read.
type cell struct {
	column  int    // from 1
	kind    string // attribute t
	style   int
	formula bool
	filled  bool
	raw     []byte // of v, still escaped
	text    string // of is
}

// records implements source.
func (s *sheetSource) records(yield func(record) bool) error {
	if s.part == "" {
		return s.damaged("its sheet is missing")
	}
	x, err := s.open(s.part)
	if err != nil {
		return err
	}
	w := sheetWalk{sheetSource: s, x: x}
	for x.next() {
		if w.step(yield); w.err != nil {
			return w.err
		}
		if w.stopped {
			return nil
		}
	}
	if err := s.ended(x, s.part); err != nil {
		return err
	}
	w.notes()
	return nil
}

// step takes one tag of the sheet. Elements outside of sheetData may have the
// same names and mean other things.
func (w *sheetWalk) step(yield func(record) bool) {
	name := string(w.x.name)
	switch {
	case name == "sheetData":
		w.inData = w.x.open
	case !w.inData:
		w.aside(name)
	case name == "c" && w.x.open:
		w.openCell()
	case name == "c":
		w.closeCell()
	case name == "row" && w.x.open:
		w.openRow()
	case name == "row":
		w.stopped = !yield(w.row)
	case name == "f":
		w.cell.formula = true
	case name == "v" && !w.x.open:
		w.cell.raw, w.cell.filled = append(w.cell.raw[:0], w.x.text...), true
	case name == "is" && w.x.open:
		w.cell.text, w.cell.filled = w.x.richText(), true
	}
}

// aside takes what is said about the sheet beside its cells.
func (w *sheetWalk) aside(name string) {
	if !w.x.open {
		return
	}
	switch name {
	case "mergeCell":
		w.merged++
	case "autoFilter":
		w.filtered = true
	case "col":
		w.hiddenCol = w.hiddenCol || truth(w.x.attr("hidden"))
	}
}

// openRow begins a row. Its number must be in Excel's range and after the last.
func (w *sheetWalk) openRow() {
	line := w.row.line + 1
	if r := w.x.attr("r"); r != "" {
		n, err := strconv.Atoi(r)
		if err != nil || n < 1 || n > MaxRows {
			w.err = refuse(harmfulTry, "%s has a row numbered %s; rows go from 1 to 1,048,576.", w.name, short(r))
			return
		}
		if n < line {
			w.err = w.damaged(fmt.Sprintf("row %d comes after row %d", n, w.row.line))
			return
		}
		line = n
	}
	if line > MaxRows {
		w.err = refuse(harmfulTry, "%s has more than 1,048,576 rows.", w.name)
		return
	}
	w.row = record{line: line, cells: w.row.cells[:0]}
	if truth(w.x.attr("hidden")) {
		w.hidden.add(line)
	}
	w.cell.column = 0
}

// openCell begins a cell; without a reference it follows the last one.
func (w *sheetWalk) openCell() {
	next := cell{column: w.cell.column + 1, raw: w.cell.raw[:0]}
	for a := w.x.attrs; ; {
		key, value, rest := cutAttr(a)
		if key == nil {
			break
		}
		switch string(key) {
		case "r":
			next.column = columnOf(value)
		case "s":
			next.style, _ = strconv.Atoi(string(value))
		case "t":
			next.kind = kindOf(value)
		}
		a = rest
	}
	if w.cell = next; next.column < 1 {
		w.err = w.damaged(fmt.Sprintf("row %d has a cell whose place %s is none", w.row.line, short(w.x.attr("r"))))
	}
}

// kindOf is a cell's type without a new string for the known ones.
func kindOf(value []byte) string {
	for _, k := range [...]string{"s", "str", "inlineStr", "n", "b", "e", "d"} {
		if string(value) == k {
			return k
		}
	}
	return string(value)
}

// columnOf is the column of a reference such as AB12, or 0.
func columnOf(ref []byte) int {
	n := 0
	for i, b := range ref {
		switch {
		case b >= 'A' && b <= 'Z':
			n = n*26 + int(b-'A') + 1
		case b >= 'a' && b <= 'z':
			n = n*26 + int(b-'a') + 1
		case b >= '0' && b <= '9' && i > 0:
			return n
		default:
			return 0
		}
		if n > 16_384 {
			return 0
		}
	}
	return n
}

// closeCell puts the value of a cell into the row. Cells without one take no
// place, so that formatting far to the right does not matter.
func (w *sheetWalk) closeCell() {
	c := &w.cell
	if c.column < 1 {
		w.err = w.damaged(fmt.Sprintf("row %d has a cell that ends without a beginning", w.row.line))
		return
	}
	text, problem := w.value(c)
	if w.err != nil || text == "" && problem == nil {
		return
	}
	if c.column > MaxColumns {
		w.err = refuseAt(w.row.line, columnLetters(c.column), "Clear the cells far to the right, and choose the file again.",
			"Row %d of %s has a value in column %s; columns up to %s are read.", w.row.line, w.name, columnLetters(c.column), columnLetters(MaxColumns))
		return
	}
	for len(w.row.cells) < c.column {
		w.row.cells = append(w.row.cells, "")
	}
	w.row.cells[c.column-1] = text
	if problem != nil && w.row.problem == nil {
		w.row.problem = problem
	}
}

// value is the text of a cell as the importer gets it: exact numbers, ISO days,
// TRUE and FALSE, Excel's error words.
func (w *sheetWalk) value(c *cell) (string, *CellProblem) {
	if c.formula && (!c.filled || len(c.raw) == 0 && c.kind != "str") {
		return "", &CellProblem{Column: c.column, Say: "The cell has a formula whose result was not saved. " +
			"Open the file in Excel or LibreOffice, save it there, and choose it again."}
	}
	if !c.filled {
		return "", nil
	}
	switch c.kind {
	case "s":
		return w.shared(c), nil
	case "inlineStr":
		return c.text, nil
	case "b":
		if truth(string(c.raw)) {
			return "TRUE", nil
		}
		return "FALSE", nil
	case "str", "e":
		return excelText(unescape(c.raw)), nil
	case "d":
		return string(bytes.TrimSuffix(c.raw, []byte("T00:00:00"))), nil
	}
	return w.number(c), nil
}

// number is the text of a number, which its format may show as something else.
func (w *sheetWalk) number(c *cell) string {
	raw, kind := unescape(bytes.TrimSpace(c.raw)), plainNumber
	if c.style >= 0 && c.style < len(w.formats) {
		kind = w.formats[c.style]
	}
	switch kind {
	case plainNumber:
		return number(raw)
	case percentNumber:
		return percent(raw)
	}
	return isoDate(raw, kind, w.serial04)
}

// shared is a text of the workbook's list.
func (w *sheetWalk) shared(c *cell) string {
	n, err := strconv.Atoi(string(bytes.TrimSpace(c.raw)))
	if err != nil || n < 0 || n >= len(w.strings) {
		column := columnLetters(c.column)
		w.err = refuseAt(w.row.line, column, damagedTry,
			"%s is damaged: row %d, column %s points to text %s, but the workbook has %d texts.",
			w.name, w.row.line, column, short(string(c.raw)), len(w.strings))
		return ""
	}
	return w.strings[n]
}

// notes says what a person looking at the sheet in Excel would not expect. The
// first whole walk tells.
func (w *sheetWalk) notes() {
	if w.told {
		return
	}
	w.told = true
	if w.hidden.total > 0 {
		w.tell("Hidden in the sheet, but read: %s.", lines(w.hidden.rows, w.hidden.total))
	}
	if w.hiddenCol {
		w.tell("Hidden columns are read as well.")
	}
	if w.filtered {
		w.tell("The sheet has a filter; rows it hides are read as well.")
	}
	if w.merged > 0 {
		w.tell("The sheet has %d merged areas; only the first cell of each has the value.", w.merged)
	}
}

// truth reads a yes of XML.
func truth(s string) bool { return s == "1" || s == "true" }
