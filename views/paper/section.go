package paper

import "rapport/app/report"

// section draws one part of the body.
func (s *sheet) section(sec *report.Section, nth int) {
	switch {
	case sec.NewPage && s.y > s.pageTop():
		s.newPage()
	case s.y > s.pageTop():
		s.y += 24
	}
	if len(sec.Summary) > 0 && sec.Table == nil && s.summary(sec) {
		return
	}
	s.need(s.opening(sec))
	s.heading(sec.Heading)
	for _, text := range sec.Text {
		s.paragraph(text)
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
	if sec.Table != nil {
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

// summary draws a heading and its text on the left, the amounts on the right.
// It reports false, and draws nothing, if they are too long for that.
func (s *sheet) summary(sec *report.Section) bool {
	k := s.look
	x := s.amountsLeft()
	width := x - s.left - 24
	head := s.wrap(k.heading, sec.Heading, width)
	var text []string
	for _, t := range sec.Text {
		text = append(text, s.wrap(k.body, t, width)...)
	}
	beside := k.heading.lead()*float64(len(head)) + 4 + k.body.lead()*float64(len(text))
	height := max(beside, s.amountsHeight(sec.Summary))
	if height > s.room()/2 {
		return false
	}
	s.need(height)
	top := s.y
	sink := k.value.baseline(amountPad) - k.heading.baseline(0) // onto the line of the first amount
	end := s.block(k.heading, s.left, top+sink, head) + 4
	end = s.block(k.body, s.left, end, text)
	s.amounts(sec.Summary)
	s.y = max(s.y, end)
	return true
}

// amountsLeft is the left edge of a block of amounts.
func (s *sheet) amountsLeft() float64 { return s.left + 0.36*s.measure() }

const amountPad = 3.6 // above and below an amount

func (s *sheet) amountInk(l report.SummaryLine) ink {
	switch l.Style {
	case report.Total:
		return s.look.strong
	case report.Subtotal:
		return ink{bold, s.look.value.size, s.look.strong.color}
	case report.Note:
		return s.look.note
	}
	return s.look.value
}

// amountLines are a line's label and note, wrapped beside its amount.
func (s *sheet) amountLines(l report.SummaryLine) (label, note []string) {
	k := s.amountInk(l)
	width := s.right - s.amountsLeft() - s.length(k, l.Value.Text) - 16
	return s.wrap(k, l.Label, width), s.wrap(s.look.note, l.Value.Note, width)
}

func (s *sheet) amountHeight(l report.SummaryLine) float64 {
	k := s.amountInk(l)
	label, note := s.amountLines(l)
	return 2*amountPad + k.lead()*float64(max(1, len(label))) + s.look.note.lead()*float64(len(note))
}

func (s *sheet) amountsHeight(lines []report.SummaryLine) (h float64) {
	for _, l := range lines {
		h += s.amountHeight(l)
	}
	return h
}

// amounts draws label and amount pairs; a Total stands between strong rules.
func (s *sheet) amounts(lines []report.SummaryLine) {
	x := s.amountsLeft()
	for i, l := range lines {
		h := s.amountHeight(l)
		keep := h
		if i+1 < len(lines) && lines[i+1].Style != report.Normal {
			keep += s.amountHeight(lines[i+1])
		}
		s.need(keep)
		switch {
		case l.Style == report.Total:
			s.rule(s.look.heavy, x, s.right, s.y)
		case l.Style == report.Subtotal:
			s.rule(s.look.thin, x, s.right, s.y)
		case i > 0 && l.Style != report.Note && lines[i-1].Style != report.Total:
			s.rule(s.look.hair, x, s.right, s.y)
		}
		s.amount(l, x)
		s.y += h
		if l.Style == report.Total {
			s.rule(s.look.firmly, x, s.right, s.y)
		}
	}
}

func (s *sheet) amount(l report.SummaryLine, x float64) {
	k := s.amountInk(l)
	label, note := s.amountLines(l)
	y := s.y + amountPad
	end := s.block(k, x, y, label)
	s.block(s.look.note, x, end, note)
	value := s.colored(k, l.Value.Role)
	s.writeRight(value, s.right, k.baseline(y), l.Value.Text)
}

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
