package pdftext

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rapport/app/report"
	"rapport/views/paper"
)

// file is a PDF written by hand: its objects, the first of them the catalogue.
func file(objects ...string) []byte {
	var out bytes.Buffer
	out.WriteString("%PDF-1.4\n")
	at := make([]int, len(objects))
	for i, o := range objects {
		at[i] = out.Len()
		fmt.Fprintf(&out, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := out.Len()
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, a := range at {
		fmt.Fprintf(&out, "%010d 00000 n \n", a)
	}
	fmt.Fprintf(&out, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, start)
	return out.Bytes()
}

// pages is a PDF of so many pages that all show one line.
func pages(n int) []byte {
	text := "BT /F1 12 Tf 10 100 Td (Our fees) Tj ET"
	all := []string{"<< /Type /Catalog /Pages 2 0 R >>", "", fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(text), text), "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"}
	var kids []string
	for i := range n {
		all = append(all, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 3 0 R /Resources << /Font << /F1 4 0 R >> >> >>")
		kids = append(kids, fmt.Sprintf("%d 0 R", i+5))
	}
	all[1] = fmt.Sprintf("<< /Type /Pages /Count %d /Kids [%s] >>", n, strings.Join(kids, " "))
	return file(all...)
}

func TestTheTextOfPDFs(t *testing.T) {
	printer, err := paper.New()
	if err != nil {
		t.Fatal(err)
	}
	own, err := printer.Print(report.Document{Title: "Whom we serve", Letterhead: report.Letterhead{FirmName: "Søren & Łódź"}})
	if err != nil {
		t.Fatal(err)
	}
	loop := "q /X Do Q"
	cache := filepath.Join(os.TempDir(), "rapport-preview-test")
	for name, c := range map[string]struct {
		pdf        []byte
		want, note string
	}{
		"our own":      {own, "Søren & Łódź", ""},
		"one page":     {pages(1), "Our fees", ""},
		"10,000 pages": {pages(10_000), "Our fees", "It has 10000 pages; only the first 1000 are searched."},
		"cut in half":  {own[:len(own)/2], "", "damaged"},
		"not a PDF":    {[]byte("this is none"), "", "damaged"},
		"nothing":      {nil, "", "damaged"},
		"a form in itself": {file("<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
			"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources << /XObject << /X 5 0 R >> >> >>", fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(loop), loop),
			fmt.Sprintf("<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 5 0 R >> >> /Length %d >>\nstream\n%s\nendstream", len(loop), loop)), "", "no text"},
		"pages in a circle": {file("<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 5 /Kids [2 0 R 2 0 R] >>"), "", ""},
	} {
		got, err := Read(context.Background(), cache, c.pdf)
		if err != nil || !strings.Contains(got.Text, c.want) || !strings.Contains(got.Note, c.note) || c.note == "" && c.want != "" && got.Note != "" {
			t.Errorf("%s: %v %.60q (%s)", name, err, got.Text, got.Note)
		}
	}
	over, stop := context.WithCancel(context.Background())
	stop()
	if _, err := Read(over, cache, pages(1)); err == nil {
		t.Error("a reading that was given up came to an end")
	}
}
