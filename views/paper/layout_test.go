package paper

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rapport/app/report"
)

// faults are what is wrong with the setting of a page: text outside the
// margins, text over text, text in or below the footer.
func faults(page []piece, width, side float64) (out []string) {
	for i, p := range page {
		if p.x < side-0.1 || p.end > width-side+0.5 {
			out = append(out, fmt.Sprintf("%q leaves the margins: %.1f to %.1f", p.text, p.x, p.end))
		}
		if p.y < 12 {
			out = append(out, fmt.Sprintf("%q is at the very foot: %.1f", p.text, p.y))
		}
		for _, q := range page[i+1:] {
			high, low := max(p.size, q.size), p.y-q.y
			if low < 0 {
				low = -low
			}
			if low < high*0.55 && p.x < q.end-0.4 && q.x < p.end-0.4 && strings.TrimSpace(p.text) != "" {
				out = append(out, fmt.Sprintf("%q lies over %q", p.text, q.text))
			}
		}
	}
	return out
}

func TestNothingLeavesThePageOrLiesOverAnother(t *testing.T) {
	for name, doc := range samples() {
		width := 595.28
		if doc.Paper == report.Letter {
			width = 612
		}
		for n, page := range openPDF(t, printed(t, doc)).pages() {
			for _, fault := range faults(page, width, 56) {
				t.Errorf("%s, page %d: %s", name, n+1, fault)
			}
		}
	}
	control := []piece{{x: 56, end: 120, y: 400, size: 9, text: "one"}, {x: 100, end: 160, y: 402, size: 9, text: "two"}, {x: 500, end: 560, y: 300, size: 9, text: "out"}}
	if got := faults(control, 595.28, 56); len(got) != 2 {
		t.Errorf("the control has two faults, found %v", got)
	}
}

func TestPF08_LongTextsWrapWhole(t *testing.T) {
	wide := repeat("W", 300)
	note := strings.TrimSpace(repeat("A remark of many words that says very little. ", 220))
	doc := statement(2)
	rows := doc.Sections[1].Table.Rows
	rows[0].Cells[2] = report.Text(wide)
	rows[1].Cells[3] = report.Text("Refund").Noted(note)
	doc.Sections = append(doc.Sections, report.Section{Heading: "Why", Text: []string{note}, Tree: []report.TreeLine{
		{Text: "Line", Value: eur(1)}, {Depth: 1, Text: note, Value: eur(1)}}})
	file := printed(t, doc)
	var all strings.Builder
	for n, page := range openPDF(t, file).pages() {
		for _, fault := range faults(page, 595.28, 56) {
			t.Errorf("page %d: %s", n+1, fault)
		}
		for _, p := range page {
			all.WriteString(p.text)
		}
	}
	if got := strings.Count(all.String(), "W"); got < 300 {
		t.Errorf("%d of 300 W printed", got)
	}
	if got := strings.Count(all.String(), "remark"); got != 3*220 {
		t.Errorf("the word of the remark is printed %d times, want %d", got, 3*220)
	}
}

func TestPF09_AThousandLines(t *testing.T) {
	doc := statement(1000)
	doc.Sections = doc.Sections[1:2]
	file := printed(t, doc)
	pages := pageTexts(t, file)
	if len(pages) != Pages(file) || len(pages) < 20 {
		t.Fatalf("%d pages read, Pages says %d", len(pages), Pages(file))
	}
	seen := map[string]int{}
	for i, page := range pages {
		if !strings.Contains(page, "Date | Referral | Client | Basis | Base EUR | Rate | Commission EUR") {
			t.Errorf("page %d has no table head", i+1)
		}
		if want := fmt.Sprintf("Page %d of %d", i+1, len(pages)); !strings.Contains(page, want) {
			t.Errorf("page %d does not say %q", i+1, want)
		}
		for _, word := range strings.Fields(page) {
			if strings.HasPrefix(word, "R-2026-") {
				seen[word]++
			}
		}
	}
	if len(seen) != 1000 {
		t.Errorf("%d lines printed, want 1,000", len(seen))
	}
	for line, n := range seen {
		if n != 1 {
			t.Errorf("%s is printed %d times", line, n)
		}
	}
}

// A total, and the note under a line, never begin a page: the line they belong
// to goes with them.
func TestATotalIsNeverAloneOnAPage(t *testing.T) {
	p := newPrinter(t)
	broken := 0
	for n := 8; n < 90; n++ {
		doc := statement(n)
		table := doc.Sections[1].Table
		table.Rows[len(table.Rows)-1].Cells[0] = report.Text("The total")
		file, err := p.Print(doc)
		if err != nil {
			t.Fatal(err)
		}
		for i, page := range pageTexts(t, file) {
			if strings.Contains(page, "The total") && !strings.Contains(page, "R-2026-") {
				t.Errorf("%d lines: the total is alone on page %d", n, i+1)
			}
			if strings.Contains(page, "The total") && i > 0 {
				broken++
			}
			if last := lastHeading(page); last != "" {
				t.Errorf("%d lines: heading %q ends page %d", n, last, i+1)
			}
		}
	}
	if broken == 0 {
		t.Error("no statement was long enough to try this")
	}
}

// lastHeading is a heading with nothing under it before the footer.
func lastHeading(page string) string {
	lines := strings.Split(page, "\n")
	for _, h := range []string{"Commission lines", "Payments in the period", "Questions about this statement"} {
		if len(lines) > 2 && lines[len(lines)-2] == h {
			return h
		}
	}
	return ""
}

func TestPF16_NegativeAndEmptyStatementsPrint(t *testing.T) {
	negative := strings.Join(pageTexts(t, printed(t, samples()["negative"])), "\n")
	if !strings.Contains(negative, "Closing balance, carried forward | -14,501.25") {
		t.Errorf("no negative balance on the page:\n%s", negative)
	}
	empty := strings.Join(pageTexts(t, printed(t, statement(0))), "\n")
	if !strings.Contains(empty, "No commission arose in this period.") {
		t.Errorf("nothing says that there are no lines:\n%s", empty)
	}
	if pages := pageTexts(t, printed(t, report.Document{})); len(pages) != 1 || pages[0] != "Page 1 of 1" {
		t.Errorf("an empty document prints %q", pages)
	}
}

// A percentage stays on one line.
func TestAPercentageIsNotBroken(t *testing.T) {
	f := &newPrinter(t).fonts
	text := "15 % up to 50,000.00 GBP, 25 % above"
	for most := 6000; most < f.width(bold, text); most += 100 {
		for _, line := range f.wrap(bold, text, most) {
			if strings.HasPrefix(line, "%") {
				t.Fatalf("at %d a line begins %q", most, line)
			}
		}
	}
}

// A wrapped line is never longer than asked, and the lines are the text.
func TestWrappedLinesFit(t *testing.T) {
	f := &newPrinter(t).fonts
	for seed := range uint64(3000) {
		r := rand.New(rand.NewPCG(seed, 3))
		out := make([]rune, r.IntN(60))
		for i := range out {
			out[i] = []rune("abcW -/–[]U+09Жế")[r.IntN(16)]
		}
		text, most := string(out), 1000+r.IntN(9000)
		lines := f.wrap(bold, text, most)
		for _, line := range lines {
			if w := f.width(bold, line); w > most && len([]rune(line)) > 1 {
				t.Fatalf("%q: line %q is %d long, not %d", text, line, w, most)
			}
		}
		letters := func(s string) string { return strings.ReplaceAll(s, " ", "") }
		if letters(strings.Join(lines, "")) != letters(text) {
			t.Fatalf("%q became %q", text, lines)
		}
	}
}

// Whatever people paste, a document that may replace characters prints.
func TestAnyTextPrints(t *testing.T) {
	p := newPrinter(t)
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 7))
		some := func() string {
			out := make([]rune, r.IntN(60))
			for i := range out {
				out[i] = rune(r.IntN([]int{0x80, 0x250, 0x530, 0x3000, 0x11000, 0x110000}[r.IntN(6)]))
			}
			return string(out)
		}
		doc := statement(r.IntN(6))
		doc.Replace, doc.Letterhead.Logo = true, nil
		doc.Title, doc.Meta.Number, doc.Letterhead.FirmName = some(), some(), some()
		doc.Parties[0].Name, doc.Facts[0].Value.Text, doc.Sections[0].Summary[0].Label = some(), some(), some()
		for _, row := range doc.Sections[1].Table.Rows {
			for j := range row.Cells {
				row.Cells[j].Text, row.Cells[j].Note = some(), some()
			}
		}
		file, err := p.Print(doc)
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		for _, page := range openPDF(t, file).pages() {
			for _, piece := range page {
				if piece.x < 55.9 || piece.end > 595.28-55.4 {
					t.Errorf("seed %d: %q leaves the margins, %.1f to %.1f", seed, piece.text, piece.x, piece.end)
				}
			}
		}
	}
}

func TestAmountsLineUp(t *testing.T) {
	doc := report.Document{Sections: []report.Section{{Table: &report.Table{
		Columns: []report.Column{{Title: "What"}, {Title: "Rate", Kind: report.KindPercent}, {Title: "Amount", Kind: report.KindMoney}},
		Rows: []report.Row{
			{Cells: []report.Cell{report.Text("a"), percent("7.25"), {Kind: report.KindMoney, Text: "(1,200.00)"}}},
			{Cells: []report.Cell{report.Text("b"), percent("12.5"), eur(99)}},
			{Cells: []report.Cell{report.Text("c"), percent("100"), eur(-123456789)}},
		}}}}}
	page := openPDF(t, printed(t, doc)).pages()[0]
	fonts := &newPrinter(t).fonts
	point := map[string][]float64{}
	for _, p := range page {
		text := strings.ReplaceAll(p.text, "-", string(minus))
		before := func(at int) float64 { return p.x + points(fonts.width(regular, text[:at]), p.size) }
		switch {
		case strings.HasSuffix(text, "%"):
			point["decimal sign of rates"] = append(point["decimal sign of rates"], before(anchor(report.KindPercent, text)))
		case strings.Contains(text, "."):
			point["end of amounts"] = append(point["end of amounts"], before(anchor(report.KindMoney, text)))
		}
	}
	for what, xs := range point {
		if len(xs) != 3 {
			t.Errorf("%s: %d found, want 3", what, len(xs))
		}
		for _, x := range xs {
			if d := x - xs[0]; d > 0.02 || d < -0.02 {
				t.Errorf("%s: at %v", what, xs)
			}
		}
	}
}

func TestTypeShrinksBeforeNumbersBreak(t *testing.T) {
	table := &report.Table{Columns: []report.Column{{Title: "Client"}}}
	row := report.Row{Cells: []report.Cell{report.Text("Aldersgate Dental Group")}}
	for i := range 7 {
		table.Columns = append(table.Columns, report.Column{Title: fmt.Sprint("Quarter ", i+1), Kind: report.KindMoney})
		row.Cells = append(row.Cells, eur(-12345678900))
	}
	table.Rows = []report.Row{row}
	page := openPDF(t, printed(t, report.Document{Sections: []report.Section{{Table: table}}})).pages()[0]
	whole := 0
	for _, p := range page {
		if p.text == "-123,456,789.00" && p.size < 8 {
			whole++
		}
	}
	if whole != 7 {
		t.Errorf("%d of 7 amounts are whole, in smaller type: %v", whole, pageLines(page))
	}
	if got := faults(page, 595.28, 56); got != nil {
		t.Error(got)
	}
}

func TestPageLabelInAnotherLanguage(t *testing.T) {
	doc := text("Ein Absatz")
	doc.Meta.PageOf = "Seite {page} von {pages}"
	if page := pageTexts(t, printed(t, doc))[0]; !strings.Contains(page, "Seite 1 von 1") {
		t.Error(page)
	}
}

// TestGoldenPages holds the text of whole statements against files that people
// have read. UPDATE=1 writes them anew.
func TestGoldenPages(t *testing.T) {
	for _, name := range []string{"few", "negative", "letter"} {
		got := strings.Join(pageTexts(t, printed(t, samples()[name])), "\n\f\n") + "\n"
		path := filepath.Join("testdata", name+".txt")
		if os.Getenv("UPDATE") != "" {
			if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("%s reads otherwise than %s:\n%s", name, path, got)
		}
	}
}
