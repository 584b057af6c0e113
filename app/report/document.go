// Package report describes a page before it is paper: typed headings, facts,
// tables, sums and explanations, without a position, a font or a colour.
//
// The same Document is printed by several printers (PDF, screen, terminal,
// CSV, XLSX), so nothing in it belongs to one of them. A printer shows
// Cell.Shown(); a machine-readable printer may take Cell.Value instead.
package report

import (
	"slices"

	"rapport/app/calendar"
)

// Document is one whole report, for example one issued partner statement.
// Empty parts are left out by every printer.
type Document struct {
	Title      string     // "Partner statement"
	Meta       Meta       // what the file says about itself
	Paper      Paper      // sheet for printers that have one
	Letterhead Letterhead // who sends it
	Parties    []Party    // from and to, as at issue
	Facts      []Fact     // number, period, issue date, date to query by …
	Sections   []Section  // the body, in reading order
	Footer     []string   // small lines at the foot of every page, e.g. the ledger fingerprint
	Cards      []Card     // business cards to cut out; a sheet of them has no letterhead and no body

	// Replace agrees to print a character that no font has as its number,
	// such as [U+1F600]. Without it such a text is refused by name.
	Replace bool
}

// Meta is what a file says about itself.
type Meta struct {
	Number   string       // "S-2026-0042"; empty for a draft
	Subject  string       // one line for lists of files; no names of clients
	Language string       // BCP 47 tag, e.g. "en-GB"
	Issued   calendar.Day // issue day; the only date a file carries
	PageOf   string       // "Page {page} of {pages}" in the document's language; empty: English
}

// Paper is a sheet size.
type Paper int

// The sheets a document can be laid out for.
const (
	A4     Paper = iota // 210 × 297 mm
	Letter              // 8.5 × 11 in
)

// Letterhead is the sender's head of the first page.
type Letterhead struct {
	FirmName string
	Lines    []string // address, telephone, registration
	Logo     []byte   // PNG or JPEG, or nil
}

// Party is one side of the document, in the words valid at issue.
type Party struct {
	Label string // "To", "From", "Paid to"
	Name  string
	Lines []string
}

// Fact is one labelled value at the head of the document.
type Fact struct {
	Label string
	Value Cell
}

// Section is a part of the body. Its parts are printed in the order of the
// fields; usually one of Table, Summary and Tree is set.
type Section struct {
	Heading string
	Text    []string // paragraphs
	Charts  []Chart
	Table   *Table
	Summary []SummaryLine
	Tree    []TreeLine
	NewPage bool // begin on a new page where there are pages, e.g. an appendix
}

// Card is one business card that a partner hands on.
type Card struct {
	Label  string // "Recommended by"
	Name   string // of the partner
	Strong string // the code, for people without a camera
	Foot   string // where it leads
	QR     QR
}

// Table is a grid of cells under column heads.
type Table struct {
	Columns []Column
	Rows    []Row
	Empty   string // said instead of rows when there are none
}

// Without is the table without the columns of these titles. Rows that say one thing across the table stay as they are.
func (t Table) Without(titles ...string) Table {
	out := Table{Empty: t.Empty}
	var keep []int
	for i, c := range t.Columns {
		if !slices.Contains(titles, c.Title) {
			keep, out.Columns = append(keep, i), append(out.Columns, c)
		}
	}
	for _, r := range t.Rows {
		if len(r.Cells) == len(t.Columns) {
			cells := make([]Cell, len(keep))
			for i, at := range keep {
				cells[i] = r.Cells[at]
			}
			r.Cells = cells
		}
		out.Rows = append(out.Rows, r)
	}
	return out
}

// Column describes one column of a table.
type Column struct {
	Title  string
	Kind   Kind  // of its cells; decides the alignment
	Align  Align // Auto: by Kind
	Weight int   // share of spare width among the text columns; 0 counts as 1
}

// Row is one row of a table. In a Subtotal, Total or Note row the text of a
// cell may run over the empty cells that follow it.
type Row struct {
	Cells []Cell
	Style Style
}

// SummaryLine is one labelled amount of a summary block.
type SummaryLine struct {
	Label string
	Value Cell
	Style Style // Total makes it the strong line
}

// TreeLine is one line of an explanation; Depth 0 is outermost.
type TreeLine struct {
	Depth int
	Text  string
	Value Cell // optional result of this step
	Style Style
}

// Style says what a line means, not how it looks.
type Style int

// The meanings a line can have.
const (
	Normal   Style = iota
	Subtotal       // sum of lines above it
	Total          // the sum that counts
	Note           // remark on the line above it, never parted from it
	Negative       // takes something back: reversal, payment, credit
)

// Align places a cell's text in its column.
type Align int

// The alignments of a column.
const (
	Auto Align = iota // numbers right, everything else left
	Left
	Right
	Center
)

// Resolved is the column's alignment with Auto worked out.
func (c Column) Resolved() Align {
	switch {
	case c.Align != Auto:
		return c.Align
	case c.Kind == KindMoney || c.Kind == KindPercent || c.Kind == KindCount:
		return Right
	}
	return Left
}
