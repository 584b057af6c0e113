// Package paper prints a report.Document as a PDF file.
//
// A Printer is made once and used by any number of goroutines. The same
// document always gives the same bytes: they carry its issue day, not the time.
//
// gofpdf parses a TrueType font anew for each document, which takes ten times
// as long as the page itself. Here the fonts are parsed once, cut into faces of
// 128 characters that gofpdf embeds as they are (see face), and the finished
// file is compressed by a kept compressor (see pack).
package paper

import (
	"bytes"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/jung-kurt/gofpdf"

	"rapport/app/calendar"
	"rapport/app/report"
	"rapport/assets"
)

// Printer prints documents. It is safe for concurrent use.
type Printer struct {
	fonts   fonts
	logos   logos
	packers sync.Pool
}

// New parses the fonts; it takes some milliseconds. It fails only if the
// program's own fonts are damaged.
func New() (*Printer, error) {
	p := &Printer{packers: sync.Pool{New: func() any { return newPacker() }}}
	for s, data := range [styles][]byte{assets.FontRegular(), assets.FontBold(), assets.FontItalic()} {
		cut, err := parseTrueType(data)
		if err != nil {
			return nil, fmt.Errorf("the fonts in this program are damaged: %w", err)
		}
		p.fonts.cuts[s] = cut
	}
	return p, nil
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
	var raw bytes.Buffer
	raw.Grow(64 << 10)
	if err := errors.Join(s.err, s.pdf.Output(&raw)); err != nil {
		return nil, &DrawError{doc.Meta.Number, err}
	}
	k := p.packers.Get().(*packer)
	defer p.packers.Put(k)
	file, err = k.pack(raw.Bytes(), s.faces, ready.Meta.Language)
	if err != nil {
		return nil, &DrawError{doc.Meta.Number, err}
	}
	return file, nil
}

// begin is an empty document of the right size.
func (p *Printer) begin(doc *report.Document) *sheet {
	size := "A4"
	if doc.Paper == report.Letter {
		size = "Letter"
	}
	f := gofpdf.New("P", "pt", size, "")
	f.SetMargins(0, 0, 0)
	f.SetAutoPageBreak(false, 0)
	f.SetCompression(false) // see pack
	f.SetCatalogSort(true)
	f.SetProducer("Rapport", true)
	f.SetTitle(title(doc), true)
	if doc.Meta.Subject != "" {
		f.SetSubject(doc.Meta.Subject, true)
	}
	issued := dated(doc.Meta.Issued)
	f.SetCreationDate(issued)
	f.SetModificationDate(issued)
	w, h := f.GetPageSize()
	const side, head = 56, 44
	return &sheet{
		pdf: f, fonts: &p.fonts, look: plainLook(), doc: doc,
		width: w, height: h, left: side, right: w - side, top: head,
	}
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
