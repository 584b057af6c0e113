// Package paper prints a report.Document as a PDF file.
//
// A Printer is made once and used by any number of goroutines. The same
// document always gives the same bytes: they carry its issue day, not the time.
//
// gofpdf parses a TrueType font anew for each document, which takes ten times
// as long as the page itself, and makes a compressor for each page. Here the
// fonts are parsed once and cut into faces of 128 characters (face), pages are
// written in those faces' codes (canvas), gofpdf makes the file of them, and a
// kept packer compresses it and puts the faces in (packer).
package paper

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"sync"
	"time"

	"github.com/jung-kurt/gofpdf"

	"rapport/app/calendar"
	"rapport/app/report"
	"rapport/assets"
	"rapport/views/chart"
)

// Printer prints documents. It is safe for concurrent use.
type Printer struct {
	fonts   fonts
	artist  *chart.Artist
	logos   logos
	packers sync.Pool
}

// New parses the fonts; it takes some milliseconds. It fails only if the
// program's own fonts are damaged.
func New() (*Printer, error) {
	p := &Printer{}
	for s, data := range [styles][]byte{assets.FontRegular(), assets.FontBold(), assets.FontItalic()} {
		cut, err := parseTrueType(data)
		if err != nil {
			return nil, fmt.Errorf("the fonts in this program are damaged: %w", err)
		}
		p.fonts.cuts[s] = cut
	}
	var err error
	p.artist, err = chart.New()
	return p, err
}

// Printable says what of the document's texts the fonts cannot print: a *GlyphError, or nil.
func (p *Printer) Printable(doc report.Document) error {
	clean := cleaner{font: p.fonts.cuts[regular], replace: doc.Replace}
	_, err := clean.document(doc)
	return err
}

// Print is the document as a PDF file. The error is a *GlyphError when a text
// holds a character that cannot be printed, a *LogoError when the logo is no
// usable picture, and a *DrawError when the program itself is at fault.
func (p *Printer) Print(doc report.Document) (file []byte, err error) {
	defer func() {
		if fault := recover(); fault != nil {
			file, err = nil, &DrawError{doc.Meta.Number, fmt.Errorf("%v", fault)}
		}
	}()
	clean := cleaner{font: p.fonts.cuts[regular], replace: doc.Replace}
	ready, err := clean.document(doc)
	if err != nil {
		return nil, err
	}
	logo, err := p.logos.prepared(doc.Letterhead.Logo)
	if err != nil {
		return nil, err
	}
	s := p.begin(&ready)
	s.draw(logo)
	raw, err := s.file()
	if err == nil {
		file, err = p.pack(raw, s)
	}
	if err != nil {
		return nil, &DrawError{doc.Meta.Number, err}
	}
	return file, nil
}

// pack finishes a file with a packer that no other document is using.
func (p *Printer) pack(raw []byte, s *sheet) ([]byte, error) {
	k, ok := p.packers.Get().(*packer)
	if !ok {
		var err error
		if k, err = newPacker(); err != nil {
			return nil, err
		}
	}
	defer p.packers.Put(k)
	return k.pack(raw, s.faces, s.doc.Meta.Language)
}

// begin is an empty document of the right size.
func (p *Printer) begin(doc *report.Document) *sheet {
	const side, head = 56, 44
	w, h := 595.28, 841.89
	if doc.Paper == report.Letter {
		w, h = 612, 792
	}
	return &sheet{
		fonts: &p.fonts, artist: p.artist, look: plainLook(), doc: doc,
		width: w, height: h, left: side, right: w - side, top: head,
	}
}

// file puts the drawn pages into a PDF file, not yet compressed.
func (s *sheet) file() ([]byte, error) {
	f := gofpdf.NewCustom(&gofpdf.InitType{UnitStr: "pt", Size: gofpdf.SizeType{Wd: s.width, Ht: s.height}})
	f.SetMargins(0, 0, 0)
	f.SetAutoPageBreak(false, 0)
	f.SetCompression(false) // see pack
	f.SetCatalogSort(true)
	f.SetProducer("Rapport", true)
	f.SetTitle(title(s.doc), true)
	if s.doc.Meta.Subject != "" {
		f.SetSubject(s.doc.Meta.Subject, true)
	}
	issued := dated(s.doc.Meta.Issued)
	f.SetCreationDate(issued)
	f.SetModificationDate(issued)
	for i, page := range s.pages {
		f.AddPage()
		for nth, p := range s.pictures {
			if p.page == i {
				p.logo.draw(f, "logo"+strconv.Itoa(s.firstOf(nth)), p.at)
			}
		}
		f.RawWriteBuf(bytes.NewReader(page.ops))
	}
	var raw bytes.Buffer
	raw.Grow(64 << 10)
	err := errors.Join(s.err, f.Output(&raw))
	return raw.Bytes(), err
}

// firstOf is the first place of the picture that stands at the nth: a file holds
// each picture once.
func (s *sheet) firstOf(nth int) int {
	return slices.IndexFunc(s.pictures, func(p placed) bool { return p.logo == s.pictures[nth].logo })
}

// title is how the file calls itself: its number and title.
func title(doc *report.Document) string {
	if doc.Meta.Number == "" {
		return doc.Title
	}
	return doc.Title + " " + doc.Meta.Number
}

// dated is the issue day as a time of the file; a draft has the first of all
// days, so that no file depends on when it was printed.
func dated(d calendar.Day) time.Time {
	if d <= 0 {
		return time.Unix(0, 0).UTC()
	}
	return d.Time()
}
