// Package files reads and writes the formats other programs use: CSV and XLSX.
//
// Reading: Sniff looks at the content and guesses; Open takes the guess, with
// whatever the person chose instead, reads the whole file once and refuses what
// is broken; Table.Rows then goes over the rows as often as wanted. Callers open
// the files: this package sees bytes only.
//
// Writing: WriteCSV and WriteXLSX print a Sheet, a stream of typed rows; Of makes
// one of a report.Table.
package files

import "iter"

// Limits of what is read. A file beyond them is refused, never cut.
const (
	MaxFile    = 100 << 20 // bytes of a file
	MaxCell    = 32_767    // characters of a cell, as in Excel
	MaxColumns = 1_024     // columns of a table
	MaxRows    = 1_048_576 // rows of a worksheet, headings included, as in Excel
)

// The kinds of file that are read.
const (
	CSV  = "csv" // also with ; TAB or | between the values
	XLSX = "xlsx"
)

// Guess is what a file is taken for, and why. The names in it can be given back
// in Options.
type Guess struct {
	Kind       string   // CSV, XLSX, VCard or Mail
	Encoding   string   // of a CSV file, one of Encodings()
	Delimiter  string   // of a CSV file, one of Delimiters()
	Sheet      string   // of a workbook: the sheet that is read
	Sheets     []string // of a workbook: all its sheets, in its order, hidden ones too
	HeaderRow  int      // line of the headings, from 1; 0 when there are none
	Serial1904 bool     // the workbook counts its days from 1904
	Confident  bool     // nothing needs a second look by a person
	Notes      []string // sentences for the person: what was assumed, skipped or looks damaged
}

// Options are the choices a person made over the guess. Zero values leave it.
type Options struct {
	Encoding  string
	Delimiter string
	Sheet     string
	HeaderRow int // line of the headings
}

// Table is an opened file that has been read to its end once, so that no damage
// turns up halfway.
type Table struct {
	Header     []string // as in the file, trimmed and made unique; never empty
	HeaderLine int      // line of the headings
	Count      int      // rows that Rows gives
	Problems   int      // of these, rows with a Problem
	Guess      Guess    // with the notes of the whole file

	source   source
	clean    bool     // no character in the file needs a second look
	titles   []string // the headings as they stand, to know them when they come again
	declared int      // columns of the heading row, empty ones at its end too
}

// Row is one row below the headings. Empty rows and repeated headings are left
// out. Cells has at least as many elements as the header; the slice is used
// again for the next row, the strings in it are not.
type Row struct {
	Line    int // line of a CSV file, row of a worksheet; from 1
	Cells   []string
	Problem *CellProblem // why this row should be refused, or nil
}

// CellProblem says what is wrong with one cell, or with the row when Column is 0.
type CellProblem struct {
	Column int    // from 1
	Name   string // its heading
	Value  string // the first characters of it
	Say    string // reason and way out, one or two sentences without the place
}

// source gives every record of a file in order, headings included, until yield
// says no. An error means that the file as a whole cannot be trusted.
type source interface {
	records(yield func(record) bool) error
}

// record is a row as it stands in the file.
type record struct {
	line    int
	cells   []string
	problem *CellProblem
}

// Open reads a file with the person's choices. name is used in sentences only.
// The error is a *Refusal; errors.Is(err, ErrNoRows) tells a file without rows.
func Open(name string, data []byte, o Options) (*Table, error) {
	t, err := recognise(name, data, o)
	if err != nil {
		return nil, err
	}
	if err := t.findHeader(name, o); err != nil {
		return nil, err
	}
	t.keep()
	if err := t.survey(name); err != nil {
		return nil, err
	}
	return t, nil
}

// Sniff guesses what a file is by its content; the name is used in sentences
// only. The error is a *Refusal that names the format and the way out.
func Sniff(name string, data []byte) (Guess, error) {
	t, err := recognise(name, data, Options{})
	if err != nil {
		return Guess{}, err
	}
	err = t.findHeader(name, Options{})
	return t.Guess, err
}

// Rows goes over the rows of the table. The error is nil for a table that Open
// gave; it is there for the day that stops being true.
func (t *Table) Rows() iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		err := t.each(func(r Row) bool { return yield(r, nil) }, func(int) {})
		if err != nil {
			yield(Row{}, err)
		}
	}
}
