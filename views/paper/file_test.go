package paper

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"image"
	"image/color/palette"
	"image/gif"
	"image/jpeg"
	"os"
	"regexp"
	"strings"
	"testing"

	"rapport/app/report"
	"rapport/assets"
)

func TestPF11_TheSameStatementIsTheSameFile(t *testing.T) {
	for _, name := range []string{"few", "appendix", "portrait-logo", "letter"} {
		doc := samples()[name]
		want := sha256.Sum256(printed(t, doc))
		p := newPrinter(t) // another one
		for range 30 {
			file, err := p.Print(doc)
			if err != nil {
				t.Fatal(err)
			}
			if sha256.Sum256(file) != want {
				t.Fatalf("%s: two files of one statement differ", name)
			}
		}
	}
	a, b := samples()["few"], samples()["few"]
	b.Sections[1].Table.Rows[0].Cells[6] = eur(18426)
	if bytes.Equal(printed(t, a), printed(t, b)) {
		t.Error("the control: a cent more makes the same file")
	}
}

func TestManyPrintAtOnce(t *testing.T) {
	p, docs := newPrinter(t), samples()
	want := map[string][32]byte{}
	for name, doc := range docs {
		want[name] = sha256.Sum256(printed(t, doc))
	}
	for i := range 4 {
		for name, doc := range docs {
			t.Run(fmt.Sprint(name, i), func(t *testing.T) {
				t.Parallel()
				file, err := p.Print(doc)
				if err != nil || sha256.Sum256(file) != want[name] {
					t.Errorf("differs from the one printed alone: %v", err)
				}
			})
		}
	}
}

func TestPrintLeavesTheDocumentAsItWas(t *testing.T) {
	doc := statement(12)
	before := fmt.Sprintf("%#v", doc.Sections[1].Table.Rows)
	printed(t, doc)
	if fmt.Sprintf("%#v", doc.Sections[1].Table.Rows) != before {
		t.Error("the rows were changed")
	}
}

func TestPF13_BadLogosAreNamed(t *testing.T) {
	whole := pngPicture(300, 200, true)
	var animated bytes.Buffer
	frame := image.NewPaletted(image.Rect(0, 0, 8, 8), palette.Plan9)
	if err := gif.EncodeAll(&animated, &gif.GIF{Image: []*image.Paletted{frame, frame}, Delay: []int{1, 1}}); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		logo []byte
		why  string
	}{
		{"0 bytes", []byte{}, "neither a PNG nor a JPEG"},
		{"SVG", []byte(`<svg xmlns="http://www.w3.org/2000/svg"/>`), "neither a PNG nor a JPEG"},
		{"animated GIF", animated.Bytes(), "neither a PNG nor a JPEG"},
		{"PNG cut in its head", whole[:20], "damaged"},
		{"PNG cut in its picture", whole[:len(whole)/2], "damaged"},
		{"PNG signature alone", whole[:8], "damaged"},
		{"JPEG cut", []byte("\xFF\xD8\xFF\xE0\x00\x10JFIF"), "damaged"},
		{"20,000 pixels high", pngPicture(2, 20000, false), "too many pixels"},
	} {
		doc := statement(1)
		doc.Letterhead.Logo = c.logo
		file, err := newPrinter(t).Print(doc)
		var bad *LogoError
		if !errors.As(err, &bad) || file != nil || !strings.Contains(err.Error(), c.why) {
			t.Errorf("%s: got %v, want a LogoError about %q", c.name, err, c.why)
		}
	}
}

func TestLogosOfEveryForm(t *testing.T) {
	picture, _, err := image.Decode(bytes.NewReader(pngPicture(900, 300, true)))
	if err != nil {
		t.Fatal(err)
	}
	var photo, grey bytes.Buffer
	if err := errors.Join(jpeg.Encode(&photo, picture, nil), jpeg.Encode(&grey, image.NewGray(image.Rect(0, 0, 40, 30)), nil)); err != nil {
		t.Fatal(err)
	}
	inks, err := os.ReadFile("testdata/cmyk.jpg")
	if err != nil {
		t.Fatal(err)
	}
	for name, logo := range map[string][]byte{
		"JPEG in printers' inks": inks,
		"transparent PNG":        pngPicture(900, 300, true), "one pixel": pngPicture(1, 1, false), "thread": pngPicture(3000, 1, false),
		"JPEG": photo.Bytes(), "grey JPEG": grey.Bytes(), "the example firm's": assets.ExampleLogo(),
	} {
		doc := statement(1)
		doc.Letterhead.Logo = logo
		file := printed(t, doc)
		if !bytes.Contains(file, []byte("/Subtype /Image")) {
			t.Errorf("%s: no picture in the file", name)
		}
		openPDF(t, file)
	}
}

func TestPF17_TheFileSaysItsNumberAndNothingElse(t *testing.T) {
	file := printed(t, statement(3))
	info := openPDF(t, file)
	var found []byte
	for _, body := range info.objects {
		if bytes.Contains(body, []byte("/Producer")) {
			found = body
		}
	}
	keys := regexp.MustCompile(`(?m)^/(\w+) `).FindAllSubmatch(found, -1)
	var got []string
	for _, k := range keys {
		got = append(got, string(k[1]))
	}
	if strings.Join(got, " ") != "Producer Title Subject CreationDate ModDate" {
		t.Errorf("the file says %v about itself", got)
	}
	for _, private := range []string{"/Author", "/Creator", "root", "/home", "/tmp", "O’Rourke"} {
		if bytes.Contains(file, []byte(private)) {
			t.Errorf("the file holds %q", private)
		}
	}
	out := another(t, file, "pdfinfo", "FILE")
	for _, want := range []string{"Partner statement S-2026-0042", "Thu Apr  2", "Pages:           1", "A4"} {
		if !strings.Contains(out, want) {
			t.Errorf("pdfinfo does not say %q:\n%s", want, out)
		}
	}
}

func TestPF21_OtherProgramsOpenIt(t *testing.T) {
	for name, doc := range samples() {
		file := printed(t, doc)
		t.Run(name, func(t *testing.T) {
			if out := another(t, file, "pdftotext", "FILE", "-"); strings.Contains(out, "Error") {
				t.Error(out)
			}
		})
		t.Run(name+" by qpdf", func(t *testing.T) {
			if out := another(t, file, "qpdf", "--check", "FILE"); !strings.Contains(out, "No syntax or stream encoding errors") {
				t.Error(out)
			}
		})
	}
}

// faulty is a value whose wording is broken.
type faulty struct{}

func (faulty) String() string { panic("a fault in the program") }

func TestPF22_AFaultIsAnErrorAndTheNextPrints(t *testing.T) {
	p, doc := newPrinter(t), statement(3)
	doc.Facts[0].Value = report.Cell{Value: faulty{}}
	file, err := p.Print(doc)
	var fault *DrawError
	if !errors.As(err, &fault) || file != nil || !strings.Contains(err.Error(), "S-2026-0042") {
		t.Fatalf("got %d bytes and %v, want a DrawError", len(file), err)
	}
	tooWide := statement(3)
	tooWide.Sections[1].Table.Rows[0].Cells = append(tooWide.Sections[1].Table.Rows[0].Cells, report.Text("too many"))
	if _, err := p.Print(tooWide); !errors.As(err, &fault) {
		t.Errorf("a row with too many cells gives %v", err)
	}
	tall := statement(3)
	tall.Parties[0].Lines = strings.Split(repeat("line\n", 300), "\n")
	if _, err := p.Print(tall); !errors.As(err, &fault) || !strings.Contains(err.Error(), "does not fit") {
		t.Errorf("an address longer than the page gives %v", err)
	}
	if file, err = p.Print(statement(3)); err != nil || Pages(file) != 1 {
		t.Errorf("after the fault: %v", err)
	}
}

func TestPages(t *testing.T) {
	for name, doc := range samples() {
		file := printed(t, doc)
		if got, want := Pages(file), len(openPDF(t, file).pages()); got != want {
			t.Errorf("%s: Pages says %d of %d", name, got, want)
		}
	}
	for _, other := range []string{"", "%PDF-1.4", "<</Type /Pages\n/Count x\n"} {
		if Pages([]byte(other)) != 0 {
			t.Errorf("%q has pages", other)
		}
	}
}

func TestPF15_DamagedFontsAreRefused(t *testing.T) {
	for _, data := range [][]byte{nil, []byte("OTTO, not TrueType"), assets.FontRegular()[:4000]} {
		if _, err := parseTrueType(data); err == nil {
			t.Errorf("%d bytes were taken for a font", len(data))
		}
	}
}
