package paper

import "rapport/app/report"

// section draws one part of the body.
func (s *sheet) section(sec *report.Section, nth int) {
	switch {
	case sec.NewPage && s.y > s.pageTop():
		s.newPage()
	case s.y > s.pageTop():
		s.y += 21
	}
	if len(sec.Summary) > 0 && sec.Table == nil && s.summary(sec) {
		return
	}
	s.need(s.opening(sec))
	s.heading(sec.Heading)
	for _, text := range sec.Text {
		s.paragraph(text)
	}
	for i := range sec.Charts {
		s.chart(&sec.Charts[i])
	}
	if sec.Table != nil {
		s.table(sec.Table)
	}
	if len(sec.Summary) > 0 {
		s.y += 12
		s.amounts(sec.Summary)
	}
	s.tree(sec.Tree)
}

// opening is the height that must fit for a section to begin on this page: its
// heading, its first lines, and the first row of what follows.
func (s *sheet) opening(sec *report.Section) float64 {
	h := s.look.heading.lead() + 6
	if len(sec.Text) > 0 {
		lines := len(s.wrap(s.look.body, sec.Text[0], s.measure()))
		h += s.look.body.lead() * float64(min(lines, 3))
	}
	switch {
	case len(sec.Charts) > 0:
		h += s.chartRoom(&sec.Charts[0])
	case sec.Table != nil:
		h += 64
	}
	if len(sec.Tree) > 0 {
		h += 3 * s.look.tree.lead()
	}
	return h
}

func (s *sheet) heading(text string) {
	if text == "" {
		return
	}
	s.y = s.block(s.look.heading, s.left, s.y, s.wrap(s.look.heading, text, s.measure())) + 5
}

// paragraph draws running text; it may go on over pages, two lines at least on
// either side.
func (s *sheet) paragraph(text string) {
	k := s.look.body
	lines := s.wrap(k, text, s.measure())
	for i, line := range lines {
		if rest := len(lines) - i; rest == 2 && i > 0 || i == 0 {
			s.need(k.lead() * float64(min(rest, 2)))
		}
		s.need(k.lead())
		s.write(k, s.left, k.baseline(s.y), line)
		s.y += k.lead()
	}
	s.y += 5
}
