package paper

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rapport/app/calendar"
	"rapport/app/report"
)

func aLetter() report.LetterPage {
	return report.LetterPage{
		Meta:       report.Meta{Number: "L-00001", Subject: "Thank you", Language: "de", Issued: calendar.D("2026-06-15"), PageOf: "Seite {page} von {pages}"},
		Letterhead: report.Letterhead{FirmName: "Lindt & Partner", Lines: []string{"Beethovenstraße 12", "60325 Frankfurt am Main", "+49 69 4305 2210"}},
		To:         []string{"Harcourt & Lowe LLP", "Anna Becker", "12 Ely Place", "London EC1N 6RY"}, Date: "15. Juni 2026", Subject: "Vielen Dank für Ihre Empfehlung",
		Body: "Guten Tag Anna Becker,\n\n**Fett**, *kursiv* und ein [Verweis](https://lindt.example/a) in einem Satz, der **über das Ende einer Zeile hinausgeht, weil er lang genug dafür ist**.\n\n" +
			"- eins\n- zwei mit einem Text, der länger als eine Zeile ist und deshalb unter seinem Anfang weitergeht, nicht unter dem Punkt\n  - darunter\n\n1. erstens\n2. zweitens\n\n" +
			"> Ein Zitat, das auch über eine Zeile hinausgeht, damit man den Strich daneben sieht und den Einzug.\n\n## Überschrift\n\n| Was | Wo |\n|---|---|\n| Honorar | Abrechnung |\n\n---\n\nMit freundlichen Grüßen\n\nClara Lindt\nLindt & Partner",
	}
}

func letterText(t *testing.T, l report.LetterPage) string {
	t.Helper()
	p, err := New()
	if err != nil {
		t.Fatal(err)
	}
	file, err := p.PrintLetter(l)
	if err != nil {
		t.Fatal(err)
	}
	again, err := p.PrintLetter(l)
	if err != nil || string(again) != string(file) {
		t.Errorf("the same letter gives other bytes: %v", err)
	}
	if dir := os.Getenv("PAPER_OUT"); dir != "" {
		name := "letter"
		if l.Beside != nil {
			name = "one-pager"
		}
		if err := os.WriteFile(filepath.Join(dir, name+".pdf"), file, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	var b strings.Builder
	for _, page := range openPDF(t, file).pages() {
		for _, one := range page {
			b.WriteString(one.text + "|")
		}
	}
	return b.String()
}

func TestALetterIsPrinted(t *testing.T) {
	got := letterText(t, aLetter())
	for _, want := range []string{"Lindt & Partner", "Harcourt & Lowe LLP", "15. Juni 2026", "Vielen Dank für Ihre Empfehlung", "Fett", "kursiv", "•", "1.", "Überschrift", "Honorar", "Seite 1 von 1"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not on the page:\n%s", want, got)
		}
	}
}

func TestAOnePagerHasBothNames(t *testing.T) {
	l := aLetter()
	l.To, l.Date, l.Letterhead.Logo = nil, "", pngPicture(300, 120, true)
	l.Beside, l.BesideLogo = &report.Party{Name: "Alder & Co", Lines: []string{"Ann Alder", "ann@alder.example"}}, pngPicture(200, 200, false)
	if got := letterText(t, l); !strings.Contains(got, "Alder & Co") || !strings.Contains(got, "ann@alder.example") {
		t.Errorf("the partner is not on the page:\n%s", got)
	}
}

// A long letter goes on over pages, and no line leaves one.
func TestALongLetterGoesOn(t *testing.T) {
	l := aLetter()
	l.Body = strings.Repeat("Ein Absatz, der immer wiederkehrt und **fett** endet.\n\n", 120) + strings.Repeat("x", 400) + "\n\n- " + strings.Repeat("Wort ", 900)
	p, err := New()
	if err != nil {
		t.Fatal(err)
	}
	file, err := p.PrintLetter(l)
	if err != nil {
		t.Fatal(err)
	}
	pages := openPDF(t, file).pages()
	if len(pages) < 4 {
		t.Errorf("it has %d pages", len(pages))
	}
	for i, page := range pages {
		for _, one := range page {
			if one.end > 595.28-56+1 || one.y < 20 {
				t.Fatalf("page %d: %q leaves the page: %+v", i+1, one.text, one)
			}
		}
	}
}

func TestWhatCanNotBePrintedIsNamed(t *testing.T) {
	l := aLetter()
	l.Body = "Hello 你好"
	p, err := New()
	if err != nil {
		t.Fatal(err)
	}
	var glyph *GlyphError
	if _, err := p.PrintLetter(l); !errors.As(err, &glyph) {
		t.Errorf("it gave %v", err)
	}
}
