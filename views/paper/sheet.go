package paper

import (
	"fmt"

	"rapport/app/report"
	"rapport/views/chart"
)

// sheet is one document being laid out: its pages so far, and how far down the
// last one is. Lengths are points (1/72 inch) from the upper left corner.
type sheet struct {
	fonts  *fonts
	artist *chart.Artist
	look   look
	doc    *report.Document

	width, height float64
	left, right   float64 // edges of the text
	top, bottom   float64 // of the body, below the running head and above the foot
	headroom      float64 // height of the running head
	y             float64 // where the next thing goes

	pages    []*canvas
	on       *canvas // the page at hand
	faces    []*face // used so far; pages name them by their place here
	pictures []placed
	beside   *logo // of who shares a letter's page with the firm; nil: none

	err error
}

// frame is a place for a picture.
type frame struct{ x, y, width, height float64 }

// placed is a picture on a page, counted from 0.
type placed struct {
	page int
	logo *logo
	at   frame
}

// measure is the width of the text area.
func (s *sheet) measure() float64 { return s.right - s.left }

// newPage begins a page; all but the first carry a running head.
func (s *sheet) newPage() {
	s.on = newCanvas(s.height)
	s.pages = append(s.pages, s.on)
	s.y = s.top
	if len(s.pages) > 1 {
		s.runningHead()
	}
}

// fits reports whether h more points fit on this page.
func (s *sheet) fits(h float64) bool { return s.y+h <= s.bottom+0.01 }

// need begins a new page unless h more points fit, or the page is still empty.
func (s *sheet) need(h float64) {
	if !s.fits(h) && s.y > s.pageTop() {
		s.newPage()
	}
}

// pageTop is where the body of this page begins.
func (s *sheet) pageTop() float64 {
	if len(s.pages) > 1 {
		return s.top + s.headroom
	}
	return s.top
}

// room is the body height of a page after the first.
func (s *sheet) room() float64 { return s.bottom - s.top - s.headroom }

// points is a width of thousandths at a size.
func points(thousandths int, size float64) float64 { return float64(thousandths) * size / 1000 }

// length is the width of a line of text.
func (s *sheet) length(k ink, text string) float64 {
	return points(s.fonts.width(k.style, text), k.size)
}

// wrap breaks text into lines of at most width points.
func (s *sheet) wrap(k ink, text string, width float64) []string {
	return s.fonts.wrap(k.style, text, int(width*1000/k.size)+1)
}

// write draws one line of text with its baseline at y. What would leave the
// paper is an error, never cut.
func (s *sheet) write(k ink, x, y float64, text string) {
	if y > s.height {
		s.err = fmt.Errorf("%q does not fit on the page", shorten(text, 40))
	}
	s.fonts.eachRun(k.style, text, func(block int, codes string, width int) {
		s.on.text(s.face(k.style, block), k, x, y, codes)
		x += points(width, k.size)
	})
}

// writeRight draws one line of text that ends at x.
func (s *sheet) writeRight(k ink, x, y float64, text string) {
	s.write(k, x-s.length(k, text), y, text)
}

// block draws wrapped lines from y down and returns where they end.
func (s *sheet) block(k ink, x, y float64, lines []string) float64 {
	for _, line := range lines {
		s.write(k, x, k.baseline(y), line)
		y += k.lead()
	}
	return y
}

// face is the number of a face in this document.
func (s *sheet) face(style style, block int) int {
	face, err := s.fonts.face(style, block)
	if err != nil {
		s.err = err
	}
	for n, known := range s.faces {
		if known == face {
			return n
		}
	}
	s.faces = append(s.faces, face)
	return len(s.faces) - 1
}

// rule draws a horizontal line.
func (s *sheet) rule(k line, x1, x2, y float64) { s.on.line(k, x1, y, x2, y) }
