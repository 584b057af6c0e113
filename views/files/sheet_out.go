package files

import (
	"iter"
	"strings"

	"rapport/app/report"
)

// Sheet is a table to write: headings and a stream of typed rows, so that a
// million rows need no more memory than one. A row given may be used again for
// the next one. An error in the stream ends the writing with that error.
type Sheet struct {
	Title   string // name of the worksheet
	Columns []report.Column
	Rows    iter.Seq2[report.Row, error]
}

// Of is a report's table as a sheet. What a cell notes in small words stays out:
// a column of a file holds one thing.
func Of(title string, t report.Table) Sheet {
	return Sheet{Title: title, Columns: t.Columns, Rows: func(yield func(report.Row, error) bool) {
		for _, r := range t.Rows {
			if !yield(r, nil) {
				return
			}
		}
	}}
}

// lineEnds makes every line end of a text LF; both formats write it their way.
func lineEnds(s string) string {
	if strings.IndexByte(s, '\r') < 0 {
		return s
	}
	return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
}
