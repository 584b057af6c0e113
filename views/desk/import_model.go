package desk

import (
	"bytes"
	"crypto/sha256"
	"iter"
	"maps"
	"slices"
	"strings"

	"rapport/app"
	"rapport/app/money"
	"rapport/app/report"
	"rapport/views/files"
)

// The steps of an import.
const (
	importChoose  = iota // kind and file
	importRead           // how the file is read
	importColumns        // which column is what
	importCheck          // what would happen
	importDone           // what happened
)

// sampleRows is how many rows of a file are shown before it is imported.
const sampleRows = 12

// importFlow is one import on its way: what was chosen so far. Each step starts from what the one before it settled.
type importFlow struct {
	step    int
	kind    string
	name    string
	raw     []byte
	options files.Options
	table   *files.Table
	sample  [][]string // of the first rows, a cell for each column
	fields  []app.ImportField
	plan    app.ImportPlan
	asks    []app.ImportQuestion
	dry     app.ImportResult
	refusal string // why the dry run as a whole was refused
	result  app.ImportResult
}

// opened takes a file that was read.
func (f *importFlow) opened(t *files.Table) {
	f.table, f.sample = t, nil
	for row := range t.Rows() {
		if len(f.sample) == sampleRows {
			break
		}
		f.sample = append(f.sample, slices.Clone(row.Cells))
	}
}

// identify puts into the plan which file it is, so that the same file is recognised when it comes again.
func (f *importFlow) identify() {
	f.plan.FileName, f.plan.SHA256 = f.name, sha256.Sum256(f.raw)
}

// answer takes what a person said to a question.
func (f *importFlow) answer(q app.ImportQuestion, choice string) {
	switch q.About {
	case app.AskColumn:
		f.setColumn(q.Field, choice)
	case app.AskDateFormat:
		f.plan.DateFormat = choice
	case app.AskDecimals:
		f.plan.Decimal = money.AskDecimal
		for _, d := range []money.Decimal{money.Point, money.Comma} {
			if d.String() == choice {
				f.plan.Decimal = d
			}
		}
	}
}

// setColumn says which column holds a field, "" for none. The file's columns are each used once.
func (f *importFlow) setColumn(field, column string) {
	if f.plan.Columns == nil {
		f.plan.Columns = map[string]string{}
	}
	if column == "" {
		delete(f.plan.Columns, field)
		return
	}
	f.plan.Columns[field] = column
}

// samplesOf is what stands in a column, as examples.
func (f *importFlow) samplesOf(column string) string {
	at := slices.Index(f.table.Headings(), column)
	var seen []string
	for _, row := range f.sample {
		if at >= 0 && at < len(row) && row[at] != "" && !slices.Contains(seen, row[at]) && len(seen) < 3 {
			seen = append(seen, row[at])
		}
	}
	return strings.Join(seen, ", ")
}

// unused are the columns that go nowhere.
func (f *importFlow) unused() []string {
	used := slices.Collect(maps.Values(f.plan.Columns))
	return slices.DeleteFunc(slices.Clone(f.table.Headings()), func(h string) bool { return slices.Contains(used, h) })
}

// countLine is one line of what an import does: "partners", and how many of them.
type countLine struct {
	what                        string
	created, updated, unchanged int64
}

// countLines are the counts by concept, in the order in which things refer to each other.
func countLines(r app.ImportResult) []countLine {
	var out []countLine
	for _, what := range []string{"partners", "people", "clients", "referrals", "fees", "checkins", "outbound", "leads"} {
		l := countLine{what, r.Created[what], r.Updated[what], r.Unchanged[what]}
		if l.created+l.updated+l.unchanged > 0 {
			out = append(out, l)
		}
	}
	return out
}

// changes tells whether an import would write anything.
func changes(r app.ImportResult) bool {
	for _, l := range countLines(r) {
		if l.created+l.updated > 0 {
			return true
		}
	}
	return false
}

// refusedCSV is every refused row with its reason, as a file other programs open.
func refusedCSV(problems []app.ImportProblem) ([]byte, error) {
	var out bytes.Buffer
	err := files.WriteCSV(&out, files.Sheet{Title: "Refused rows", Columns: []report.Column{
		{Title: "Row", Kind: report.KindCount}, {Title: "Column"}, {Title: "Value"}, {Title: "Reason"}}, Rows: refusedRows(problems)})
	return out.Bytes(), err
}

func refusedRows(problems []app.ImportProblem) iter.Seq2[report.Row, error] {
	return func(yield func(report.Row, error) bool) {
		for _, p := range problems {
			row := report.Row{Cells: []report.Cell{report.Count(int64(p.Row)), report.Text(p.Column), report.Text(p.Value), report.Text(p.Reason)}}
			if !yield(row, nil) {
				return
			}
		}
	}
}
