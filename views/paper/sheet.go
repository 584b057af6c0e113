package paper

import (
	"github.com/jung-kurt/gofpdf"

	"rapport/app/report"
)

// sheet is one document being drawn: the page at hand and how far down it is.
// Lengths are points (1/72 inch) from the upper left corner.
type sheet struct {
	pdf   *gofpdf.Fpdf
	fonts *fonts
	look  look
	doc   *report.Document

	width, height float64
	left, right   float64 // edges of the text
	top, bottom   float64 // of the body, below the running head and above the foot
	y             float64 // where the next thing goes

	faces []*face // used so far
	last  pen     // what the page's font is set to
	ink   rgb
	err   error
}

// pen is a face at a size.
type pen struct {
	face *face
	size float64
}

// measure is the width of the text area.
func (s *sheet) measure() float64 { return s.right - s.left }

// newPage begins a page; all but the first carry a running head.
func (s *sheet) newPage() {
	s.pdf.AddPage()
	s.forget()
	s.y = s.top
	if s.pdf.PageNo() > 1 {
		s.runningHead()
	}
}

// forget makes the next text set its font and colour again.
func (s *sheet) forget() { s.last, s.ink = pen{}, rgb{-1, 0, 0} }

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
	if s.pdf.PageNo() > 1 {
		return s.top + s.look.foot.lead() + 14
	}
	return s.top
}

// room is the body height of a page after the first.
func (s *sheet) room() float64 { return s.bottom - s.top - s.look.foot.lead() - 14 }

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

// write draws one line of text with its baseline at y.
func (s *sheet) write(k ink, x, y float64, text string) {
	s.fonts.eachRun(k.style, text, func(block int, codes string, width int) {
		s.use(k, block)
		s.pdf.Text(x, y, codes)
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

// use sets the font and colour for a run.
func (s *sheet) use(k ink, block int) {
	face, err := s.fonts.face(k.style, block)
	if err != nil {
		s.err = err
		return
	}
	if want := (pen{face, k.size}); s.last != want {
		key, _ := k.style.suffix()
		s.pdf.AddFontFromBytes(face.family, key, face.def, face.font) // does nothing the second time
		s.pdf.SetFont(face.family, key, k.size)
		s.last = want
		s.remember(face)
	}
	if s.ink != k.color {
		s.pdf.SetTextColor(k.color.r, k.color.g, k.color.b)
		s.ink = k.color
	}
}

func (s *sheet) remember(f *face) {
	for _, known := range s.faces {
		if known == f {
			return
		}
	}
	s.faces = append(s.faces, f)
}

// rule draws a horizontal line.
func (s *sheet) rule(k line, x1, x2, y float64) {
	s.pdf.SetDrawColor(k.color.r, k.color.g, k.color.b)
	s.pdf.SetLineWidth(k.weight)
	s.pdf.Line(x1, y, x2, y)
}
