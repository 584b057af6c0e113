package paper

import "rapport/app/report"

const (
	treeIndent = 13  // how far each level of an explanation stands in
	treeGap    = 1.6 // between two of its lines
)

// tree draws an explanation. What belongs to one outermost line stays on one
// page where it can; at least its first steps stay with it.
func (s *sheet) tree(lines []report.TreeLine) {
	for i, l := range lines {
		if l.Depth == 0 {
			s.y += 7
			s.need(s.branchHeight(lines[i:]))
		}
		s.treeLine(l)
	}
}

// branchHeight is the height of the first line with all below it, or with its
// first two steps when all would leave too much of a page empty.
func (s *sheet) branchHeight(lines []report.TreeLine) float64 {
	all, first := 0.0, 0.0
	for i, l := range lines {
		if i > 0 && l.Depth == 0 {
			break
		}
		if all += s.treeHeight(l); i < 3 {
			first = all
		}
	}
	if all > s.room()/3 {
		return first
	}
	return all
}

func (s *sheet) treeInk(l report.TreeLine) ink {
	switch {
	case l.Depth == 0 || l.Style == report.Total:
		return s.look.tree
	case l.Style == report.Note:
		return s.look.note
	}
	return s.look.step
}

func (s *sheet) treeWrap(l report.TreeLine) (lines []string, x float64) {
	k := s.treeInk(l)
	x = s.left + treeIndent*float64(min(l.Depth, 12))
	width := s.right - x
	if l.Value.Text != "" {
		width -= s.length(k, l.Value.Text) + 16
	}
	return s.wrap(k, l.Text, width), x
}

func (s *sheet) treeHeight(l report.TreeLine) float64 {
	lines, _ := s.treeWrap(l)
	return s.treeInk(l).lead()*float64(max(1, len(lines))) + treeGap
}

// treeLine draws a line of an explanation, with a guide for each level above.
func (s *sheet) treeLine(l report.TreeLine) {
	k := s.treeInk(l)
	lines, x := s.treeWrap(l)
	for i := range max(1, len(lines)) {
		s.need(k.lead() + treeGap)
		for d := range min(l.Depth, 12) {
			guide := s.left + treeIndent*float64(d) + 3
			s.on.line(s.look.hair, guide, s.y-treeGap, guide, s.y+k.lead())
		}
		if i < len(lines) {
			s.write(k, x, k.baseline(s.y), lines[i])
		}
		if i == 0 && l.Value.Text != "" {
			s.writeRight(s.colored(k, l.Value.Role), s.right, k.baseline(s.y), l.Value.Text)
		}
		s.y += k.lead()
	}
	s.y += treeGap
}
