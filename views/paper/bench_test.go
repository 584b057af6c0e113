package paper

import (
	"bytes"
	"testing"
	"time"

	"github.com/jung-kurt/gofpdf"

	"rapport/app/report"
)

// westernStatement is a statement of 40 lines that the core fonts can draw too.
func westernStatement() report.Document {
	doc := statement(40)
	doc.Letterhead.Logo = nil
	western := []string{"Aldersgate Dental Group Ltd", "Brightwater Holdings LLP", "Müller & Söhne GmbH", "Ashcombe Family Trust"}
	for i := range doc.Sections[1].Table.Rows[:40] {
		doc.Sections[1].Table.Rows[i].Cells[2] = report.Text(western[i%len(western)])
	}
	return doc
}

// corePages draws every text of the document with gofpdf's core fonts, one
// cell after the other, without measuring, wrapping or keeping lines together:
// the plain way, and the least that a page of this text can cost there.
func corePages(doc *report.Document) ([]byte, error) {
	f := gofpdf.New("P", "mm", "A4", "")
	f.SetCreationDate(dated(doc.Meta.Issued))
	f.SetModificationDate(dated(doc.Meta.Issued))
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
		if s.Table == nil {
			continue
		}
		f.SetFont("Helvetica", "", 8)
		for _, r := range s.Table.Rows {
			for j, c := range r.Cells {
				align := "L"
				if s.Table.Columns[j].Resolved() == report.Right {
					align = "R"
				}
				f.CellFormat(190/float64(len(r.Cells)), 5, latin(c.Shown()), "B", 0, align, false, 0, "")
			}
			f.Ln(-1)
		}
	}
	say("", 7, doc.Footer...)
	var b bytes.Buffer
	err := f.Output(&b)
	return b.Bytes(), err
}

func BenchmarkStatement(b *testing.B) {
	p, doc := newPrinter(b), westernStatement()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := p.Print(doc); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkStatementManyScripts(b *testing.B) {
	p, doc := newPrinter(b), statement(40)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := p.Print(doc); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCore(b *testing.B) {
	doc := westernStatement()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := corePages(&doc); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkRatio prints the two in turn and reports how many statements with
// embedded fonts go into the time of one with core fonts. The goal is 1.
func BenchmarkRatio(b *testing.B) {
	p, doc := newPrinter(b), westernStatement()
	var ours, core time.Duration
	for b.Loop() {
		start := time.Now()
		if _, err := p.Print(doc); err != nil {
			b.Fatal(err)
		}
		half := time.Now()
		if _, err := corePages(&doc); err != nil {
			b.Fatal(err)
		}
		ours, core = ours+half.Sub(start), core+time.Since(half)
	}
	b.ReportMetric(float64(core)/float64(ours), "×core")
}

func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		newPrinter(b)
	}
}

// BenchmarkFirstStatement includes parsing the fonts and cutting the faces.
func BenchmarkFirstStatement(b *testing.B) {
	doc := westernStatement()
	for b.Loop() {
		if _, err := newPrinter(b).Print(doc); err != nil {
			b.Fatal(err)
		}
	}
}
