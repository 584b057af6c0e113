package paper

import "rapport/app/report"

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
