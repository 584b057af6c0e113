package paper

import (
	"strings"

	"rapport/app/report"
)

// word is what is not parted at the end of a line: pieces of one or more cuts without a space between them.
type word struct {
	parts []part
	width float64
	space float64 // before it
	ends  bool    // a line ends behind it
}

type part struct {
	k    ink
	text string
}

// flow draws runs of different cuts as lines between x and the right edge, from where the page is on. Pages may change between lines.
func (s *sheet) flow(k ink, x float64, runs []report.Run) {
	line, width := []word{}, 0.0
	put := func() {
		s.need(k.lead())
		at := x
		for i, w := range line {
			if i > 0 {
				at += w.space
			}
			for _, p := range w.parts {
				s.write(p.k, at, k.baseline(s.y), p.text)
				at += s.length(p.k, p.text)
			}
		}
		s.y += k.lead()
		line, width = line[:0], 0
	}
	for _, w := range s.words(k, runs, s.right-x) {
		if len(line) > 0 && width+w.space+w.width > s.right-x {
			put()
		}
		if len(line) > 0 {
			width += w.space
		}
		line, width = append(line, w), width+w.width
		if w.ends {
			put()
		}
	}
	if len(line) > 0 {
		put()
	}
}

// words cuts runs up. A word that is wider than a line is cut as wrap does.
func (s *sheet) words(k ink, runs []report.Run, most float64) (all []word) {
	glued := false // the next piece belongs to the word before
	for _, r := range runs {
		ink := cutOf(k, r)
		lines := strings.Split(r.Text, "\n")
		for n, text := range lines {
			for rest := text; rest != ""; {
				bare := strings.TrimLeft(rest, " ")
				spaced := len(bare) < len(rest)
				one, _, _ := strings.Cut(bare, " ")
				rest = bare[len(one):]
				if one == "" {
					glued = false
					break
				}
				for i, piece := range s.wrap(ink, one, most) {
					width := s.length(ink, piece)
					if last := len(all) - 1; glued && !spaced && i == 0 && all[last].width+width <= most {
						all[last].parts = append(all[last].parts, part{ink, piece})
						all[last].width += width
						continue
					}
					all = append(all, word{parts: []part{{ink, piece}}, width: width, space: s.length(ink, " ")})
				}
				glued = rest == ""
			}
			if n+1 < len(lines) {
				glued = false
				if last := len(all) - 1; last >= 0 {
					all[last].ends = true
				}
			}
		}
	}
	return all
}

// cutOf is the ink of a run.
func cutOf(k ink, r report.Run) ink {
	switch {
	case r.Bold:
		k.style = bold
	case r.Italic:
		k.style = italic
	}
	return k
}
