package paper

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"rapport/app/money"
	"rapport/app/report"
)

// another is what another program says about the file, whose path stands for
// FILE in its arguments; the test is skipped where it is not installed.
func another(t *testing.T, file []byte, program string, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath(program); err != nil {
		t.Skipf("%s is not installed (Debian: poppler-utils, qpdf)", program)
	}
	path := filepath.Join(t.TempDir(), "file.pdf")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	for i, arg := range args {
		if arg == "FILE" {
			args[i] = path
		}
	}
	out, err := exec.Command(program, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", program, err, out)
	}
	return string(out)
}

// names in every script that statements must carry.
func scripts() []string {
	return []string{
		"€ 5 – „Straße“ ’ß ñ ü", "Łódź, Čapek, Ő, ő, Ž", "Иванов, Щукин, Ђорђе", "Ελλάδα, ΐ, Ώ", "Nguyễn Thị Hồng Ánh, ế",
		"İstanbul, ğ, ş, ı", "Ķīpsala, ė, ų", "(paren) \\back\\ [x]", "Half ½ of 250 × 3 ÷ 2, ± 5 %", "Brand™ № 7, © 2026, § 12", "ẞ", "Ԡ",
	}
}

func TestPF01_PF02_NamesOfAllScriptsReadBack(t *testing.T) {
	file := printed(t, text(scripts()...))
	ours := strings.Join(pageTexts(t, file), "\n")
	for _, want := range scripts() {
		if !strings.Contains(ours, want) {
			t.Errorf("%q is not on the page:\n%s", want, ours)
		}
	}
	theirs := another(t, file, "pdftotext", "-layout", "FILE", "-")
	for _, want := range scripts() {
		if !strings.Contains(theirs, want) {
			t.Errorf("pdftotext does not read %q:\n%s", want, theirs)
		}
	}
}

func TestFontsAreEmbeddedWithTheirCharacters(t *testing.T) {
	out := another(t, printed(t, text(scripts()...)), "pdffonts", "FILE")
	rows := strings.Split(strings.TrimSpace(out), "\n")[2:]
	if len(rows) < 5 {
		t.Fatalf("want one font a script at least:\n%s", out)
	}
	for _, row := range rows {
		if f := strings.Fields(row); !strings.HasPrefix(f[0], "RP") || strings.Join(f[3:6], " ") != "yes yes yes" {
			t.Errorf("not embedded, cut and mapped: %s", row)
		}
	}
}

func TestPF03_PF04_WhatNoFontDrawsIsRefusedByName(t *testing.T) {
	bad := func(s string) report.Cell { return report.Text(s) }
	table := func(s string) report.Document {
		doc := statement(3)
		doc.Sections[1].Table.Rows[1].Cells[2] = bad(s)
		return doc
	}
	for _, c := range []struct {
		name  string
		doc   report.Document
		code  string
		field string
	}{
		{"Chinese in a table", table("李小龍"), "U+674E", `Commission lines, row 2, column "Client"`},
		{"emoji in a table", table("Smile 😀"), "U+1F600", `Commission lines, row 2, column "Client"`},
		{"above U+FFFF", table("𨫎"), "U+28ACE", `Commission lines, row 2, column "Client"`},
		{"Hebrew", table("שלום"), "U+05E9", `Commission lines, row 2, column "Client"`},
		{"in a title", report.Document{Title: "😀"}, "U+1F600", "Title"},
		{"in the file's number", report.Document{Meta: report.Meta{Number: "😀"}}, "U+1F600", "Number"},
		{"in a paragraph", text("a", "b 😀"), "U+1F600", "Text"},
		{"in a party", report.Document{Parties: []report.Party{{Label: "To", Name: "😀"}}}, "U+1F600", "To, name"},
		{"in a fact", report.Document{Facts: []report.Fact{{Label: "Period", Value: bad("😀")}}}, "U+1F600", "Period"},
		{"in the letterhead", report.Document{Letterhead: report.Letterhead{Lines: []string{"😀"}}}, "U+1F600", "Letterhead"},
		{"in the footer", report.Document{Footer: []string{"😀"}}, "U+1F600", "Footer"},
		{"in a note", report.Document{Facts: []report.Fact{{Label: "Period", Value: bad("x").Noted("😀")}}}, "U+1F600", "Period"},
		{"in a summary", report.Document{Sections: []report.Section{{Heading: "Summary",
			Summary: []report.SummaryLine{{Label: "😀"}}}}}, "U+1F600", "Summary"},
		{"in an explanation", report.Document{Sections: []report.Section{{Heading: "Why",
			Tree: []report.TreeLine{{Text: "😀"}}}}}, "U+1F600", "Why"},
		{"TX-05: override of direction", table("abc\u202Ecba"), "U+202E", `Commission lines, row 2, column "Client"`},
		{"TX-05: isolate", table("\u2066x"), "U+2066", `Commission lines, row 2, column "Client"`},
		{"TX-09: escape", table("\x1b[31m"), "U+001B", `Commission lines, row 2, column "Client"`},
		{"TX-09: C1 control", table("\u0085"), "U+0085", `Commission lines, row 2, column "Client"`},
		{"TX-10: bytes that are no text", table("a\xffb"), "U+FFFD", `Commission lines, row 2, column "Client"`},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := newPrinter(t)
			file, err := p.Print(c.doc)
			var refused *GlyphError
			if !errors.As(err, &refused) || file != nil {
				t.Fatalf("got %d bytes and %v, want a GlyphError", len(file), err)
			}
			if refused.Code() != c.code || refused.Field != c.field {
				t.Errorf("refused %s in %s, want %s in %s", refused.Code(), refused.Field, c.code, c.field)
			}
			if !strings.Contains(err.Error(), "Nothing was printed") || !strings.Contains(err.Error(), c.code) {
				t.Errorf("unclear: %v", err)
			}
			c.doc.Replace = true
			file, err = p.Print(c.doc)
			if err != nil {
				t.Fatalf("agreed to replace, still refused: %v", err)
			}
			if said := strings.Join(pageTexts(t, file), "\n"); c.field != "Number" && !strings.Contains(said, "["+c.code+"]") {
				t.Errorf("no [%s] on the page:\n%s", c.code, said)
			}
		})
	}
}

func TestPF05_TX06_TX08_WhatShowsNothingIsCleaned(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"tab", "a\tb", "a b"},
		{"line end of Windows", "a\r\nb", "a\nb"},
		{"line end of the Mac of old", "a\rb", "a\nb"},
		{"line separator", "a\u2028b", "a\nb"},
		{"NUL", "a\x00b", "ab"},
		{"zero width", "a\u200Bb\u200D\uFEFF", "ab"},
		{"soft hyphen", "co\u00ADoperate", "cooperate"},
		{"decomposed", "e\u0301", "é"},
		{"thin spaces of French amounts", "1\u202F234\u2009567", "1\u00A0234\u00A0567"},
		{"hyphen that does not break", "a\u2011b", "a-b"},
		{"arrows and comparisons", "a → b ≤ c ≥ d", "a -> b <= c >= d"},
	} {
		clean := cleaner{font: newPrinter(t).fonts.cuts[regular]}
		if got, why := clean.clean(c.in); got != c.want || why != nil {
			t.Errorf("%s: %q, %v, want %q", c.name, got, why, c.want)
		}
	}
}

func TestPF07_AmountsKeepTheirSign(t *testing.T) {
	amounts := []report.Cell{
		eur(-123450), {Kind: report.KindMoney, Text: "−1,234.50"}, {Kind: report.KindMoney, Text: "-1\u202F234,50"},
		{Kind: report.KindMoney, Value: money.New(-5, "JPY")},
	}
	var doc report.Document
	for _, a := range amounts {
		doc.Facts = append(doc.Facts, report.Fact{Label: "Amount", Value: a})
	}
	file := printed(t, doc)
	said := strings.Join(pageTexts(t, file), "\n")
	theirs := another(t, file, "pdftotext", "-layout", "FILE", "-")
	for _, want := range []string{"-1,234.50", "-1\u00A0234,50", "-5"} {
		if !strings.Contains(said, want) || !strings.Contains(theirs, strings.ReplaceAll(want, "\u00A0", " ")) {
			t.Errorf("%q is not read back as ASCII:\n%s\n%s", want, said, theirs)
		}
	}
}

func TestPF10_TextStaysText(t *testing.T) {
	attack := `) Tj /JS (app.alert(1)) ET endstream endobj \`
	doc := statement(3)
	doc.Title = attack
	doc.Meta.Number, doc.Meta.Subject, doc.Meta.Language = attack, attack, "en) /OpenAction (x"
	doc.Sections[1].Table.Rows[0].Cells[2] = report.Text(attack)
	file := printed(t, doc)
	if said := strings.Join(pageTexts(t, file), "\n"); !strings.Contains(strings.ReplaceAll(said, "\n", " "), "/JS (app.alert(1))") {
		t.Errorf("the text is not on the page as it is:\n%s", said)
	}
	for _, act := range []string{"/JS", "/JavaScript", "/OpenAction", "/Launch", "/AA", "/EmbeddedFiles", "/Names", "/URI"} {
		if strings.Contains(string(file), act) {
			t.Errorf("the file holds %s", act)
		}
	}
}
