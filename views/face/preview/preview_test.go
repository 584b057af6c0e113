//go:build !headless

package preview_test

import (
	"context"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"rapport/app/report"
	"rapport/views/face/preview"
	"rapport/views/kit"
	"rapport/views/paper"
)

var _ kit.Paper = (*preview.Document)(nil)

// statement is a document of several pages.
func statement(t *testing.T, rows int) []byte {
	t.Helper()
	table := &report.Table{Columns: []report.Column{{Title: "Client"}, {Title: "Note"}}}
	for range rows {
		table.Rows = append(table.Rows, report.Row{Cells: []report.Cell{report.Text("Alder Bakery Ltd"), report.Text("10 % of 1,200.00 GBP")}})
	}
	printer, err := paper.New()
	if err != nil {
		t.Fatal(err)
	}
	pdf, err := printer.Print(report.Document{Title: "Partner statement", Letterhead: report.Letterhead{FirmName: "Aldgate Partners"},
		Sections: []report.Section{{Heading: "Lines", Table: table}}})
	if err != nil {
		t.Fatal(err)
	}
	return pdf
}

// TestPagesAreDrawn draws our own paper: the pages have its size, are white with something on them, and the picture stays
// when the next one is drawn.
func TestPagesAreDrawn(t *testing.T) {
	ctx, cache := context.Background(), filepath.Join(os.TempDir(), "rapport-preview-test")
	r := preview.New(cache)
	t.Cleanup(func() {
		if err := r.Close(); err != nil {
			t.Error(err)
		}
	})
	d, err := r.Open(ctx, statement(t, 90))
	if err != nil {
		t.Fatal(err)
	}
	if d.Pages() < 2 {
		t.Fatalf("%d pages", d.Pages())
	}
	if w, h := d.Size(0); w < 590 || w > 600 || h < 835 || h > 845 {
		t.Errorf("an A4 page is %.0f by %.0f points", w, h)
	}
	first := render(t, d, 0, 600)
	before := ink(first)
	second := render(t, d, 1, 300)
	if b := second.Bounds(); b.Dx() != 300 {
		t.Errorf("the second page is %d pixels wide", b.Dx())
	}
	if before == 0 || ink(first) != before {
		t.Errorf("%d pixels of ink at first, %d after another page was drawn", before, ink(first))
	}
	if dir := os.Getenv("RAPPORT_GALLERY"); dir != "" {
		f, err := os.Create(filepath.Join(dir, "preview-page.png"))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		if err := png.Encode(f, first); err != nil {
			t.Fatal(err)
		}
	}
	if entries, err := os.ReadDir(cache); err != nil || len(entries) == 0 {
		t.Errorf("nothing is kept for the next start: %v", err)
	}
	broken(t, r, d)
}

// broken looks at what cannot be drawn, after which the renderer still works.
func broken(t *testing.T, r *preview.Renderer, old *preview.Document) {
	ctx := context.Background()
	if _, err := r.Open(ctx, []byte("this is no PDF")); err == nil {
		t.Error("what is no PDF was opened")
	}
	if _, err := old.Render(ctx, 0, 100); err == nil {
		t.Error("a document that was given up was drawn")
	}
	d, err := r.Open(ctx, statement(t, 1))
	if err != nil {
		t.Fatal(err)
	}
	for _, ask := range [][2]int{{-1, 100}, {9, 100}, {0, 0}, {0, 1 << 20}} {
		if _, err := d.Render(ctx, ask[0], ask[1]); err == nil {
			t.Errorf("page %d of width %d was drawn", ask[0], ask[1])
		}
	}
	over, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := d.Render(over, 0, 100); err == nil {
		t.Error("a cancelled page was drawn")
	}
	render(t, d, 0, 100)
}

func render(t *testing.T, d *preview.Document, page, width int) image.Image {
	t.Helper()
	img, err := d.Render(context.Background(), page, width)
	if err != nil {
		t.Fatal(err)
	}
	return img
}

// ink counts dark pixels.
func ink(img image.Image) (n int) {
	b := img.Bounds()
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			if r, g, bl, _ := img.At(x, y).RGBA(); r+g+bl < 3*0x8000 {
				n++
			}
		}
	}
	return n
}
