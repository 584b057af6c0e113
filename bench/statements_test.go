//go:build bench

package bench

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"slices"
	"testing"
	"time"

	"github.com/jung-kurt/gofpdf"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/report"
	"rapport/views/paper"
)

// statements holds the printing of the firm's own statements, fonts embedded, against the same text set with gofpdf's core fonts; and a
// statement run, everything read, drawn and kept, against the drawing alone.
func (m *run) statements(t *testing.T) {
	all := m.documents(t)
	docs := slices.DeleteFunc(slices.Clone(all), func(d report.Document) bool { return rowsOf(&d) < 20 || rowsOf(&d) > 60 })
	printer, err := paper.New()
	if err != nil {
		t.Fatal(err)
	}
	draw := drawing(printer, docs)
	if err := draw(); err != nil { // the faces of this text are cut once
		t.Fatal(err)
	}
	p := duel(5, func() cost { return spend(t, draw) }, func() cost {
		return spend(t, func() error {
			for i := range docs {
				if _, err := corePages(&docs[i]); err != nil {
					return err
				}
			}
			return nil
		})
	})
	slower := p.ratio(cpuOf)
	ours, theirs := leastOf(p.ours, cpuOf)/time.Duration(len(docs)), leastOf(p.theirs, cpuOf)/time.Duration(len(docs))
	m.row(fmt.Sprintf("statements a second, fonts embedded (%d of about 40 lines)", len(docs)), rate(ours), "same text, gofpdf core fonts: "+rate(theirs), 1/slower, "≥ 1 ×")
	m.statementRun(t, printer, drawing(printer, all), len(all))
}

func drawing(p *paper.Printer, docs []report.Document) func() error {
	return func() error {
		for _, d := range docs {
			if _, err := p.Print(d); err != nil {
				return err
			}
		}
		return nil
	}
}

// rowsOf counts the table rows of a document.
func rowsOf(d *report.Document) (n int) {
	for _, s := range d.Sections {
		if s.Table != nil {
			n += len(s.Table.Rows)
		}
	}
	return n
}

func rate(one time.Duration) string {
	return fmt.Sprintf("%.0f /s cpu", float64(time.Second)/float64(one))
}

// documents are the statements of the small firm's last month, as the program makes them.
func (m *run) documents(t *testing.T) []report.Document {
	t.Helper()
	store, _ := openFirm(t, copied(t, m.smallFirm(t)))
	var docs []report.Document
	firm := firmOn(store, func(d report.Document) ([]byte, error) {
		docs = append(docs, d)
		return fmt.Appendf(nil, "%%PDF- stand-in of %s", d.Meta.Number), nil
	})
	if _, _, err := firm.Statements.Run(t.Context(), app.Ask{}, lastMonth(), nil, nil); err != nil {
		t.Fatal(err)
	}
	return docs
}

func lastMonth() calendar.Period { return calendar.MonthOf(calendar.D(today)).Period() }

// smallFirm is the firm of size S, its facts run and its lines approved.
func (m *run) smallFirm(t *testing.T) string {
	t.Helper()
	if m.small != "" {
		return m.small
	}
	folder, err := os.MkdirTemp(m.folder, "small")
	if err != nil {
		t.Fatal(err)
	}
	path := newFirm(t, folder, sizes()["S"])
	store, firm := openFirm(t, path)
	if _, _, err := firm.Commissions.Run(t.Context(), app.Ask{}, calendar.D(today), nil); err != nil {
		t.Fatal(err)
	}
	if _, _, err := firm.Commissions.Approve(t.Context(), app.Ask{}, app.Query{}, nil); err != nil {
		t.Fatal(err)
	}
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	m.small = path
	return path
}

func (m *run) statementRun(t *testing.T, printer *paper.Printer, draw func() error, n int) {
	p := duel(3, func() cost {
		store, _ := openFirm(t, copied(t, m.small))
		if err := store.Verify(t.Context()); err != nil {
			t.Fatal(err)
		}
		firm := firmOn(store, printer.Print)
		return spend(t, func() error {
			_, _, err := firm.Statements.Run(context.Background(), app.Ask{}, lastMonth(), nil, nil)
			return err
		})
	}, func() cost { return spend(t, draw) })
	m.times("a statement run, read to kept (a statement)", p, cpuOf, n, "drawing alone", "≤ 2 ×")
}

// corePages draws every text of a document with core fonts, one cell after the other, without measuring, wrapping or keeping lines
// together: the least that a page of this text can cost there.
func corePages(doc *report.Document) ([]byte, error) {
	f := gofpdf.New("P", "mm", "A4", "")
	latin := f.UnicodeTranslatorFromDescriptor("")
	f.AddPage()
	say := func(style string, size float64, texts ...string) {
		f.SetFont("Helvetica", style, size)
		for _, text := range texts {
			f.CellFormat(0, size/2, latin(text), "", 1, "L", false, 0, "")
		}
	}
	pair := func(label, value string) {
		f.SetFont("Helvetica", "", 9)
		f.CellFormat(100, 5, latin(label), "B", 0, "L", false, 0, "")
		f.CellFormat(40, 5, latin(value), "B", 1, "R", false, 0, "")
	}
	say("B", 14, doc.Letterhead.FirmName)
	say("", 8, doc.Letterhead.Lines...)
	say("", 20, doc.Title)
	for _, p := range doc.Parties {
		say("", 7, p.Label)
		say("B", 10, p.Name)
		say("", 9, p.Lines...)
	}
	for _, x := range doc.Facts {
		pair(x.Label, x.Value.Shown())
	}
	for _, s := range doc.Sections {
		say("B", 11, s.Heading)
		say("", 9, s.Text...)
		for _, l := range s.Summary {
			pair(l.Label, l.Value.Shown())
		}
		coreTable(f, latin, s.Table)
	}
	say("", 7, doc.Footer...)
	var b bytes.Buffer
	err := f.Output(&b)
	return b.Bytes(), err
}

func coreTable(f *gofpdf.Fpdf, latin func(string) string, t *report.Table) {
	if t == nil {
		return
	}
	f.SetFont("Helvetica", "", 8)
	for _, r := range t.Rows {
		for j, c := range r.Cells {
			align := "L"
			if t.Columns[j].Resolved() == report.Right {
				align = "R"
			}
			f.CellFormat(190/float64(len(r.Cells)), 5, latin(c.Shown()), "B", 0, align, false, 0, "")
		}
		f.Ln(-1)
	}
}
