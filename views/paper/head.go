package paper

import (
	"strconv"
	"strings"

	"rapport/app/report"
)

// column2 is where the right-hand column of the page's head begins.
func (s *sheet) column2() float64 { return s.left + 0.60*s.measure() }

// draw lays the whole document out.
func (s *sheet) draw(logo *logo) {
	s.bottom = s.height - s.footHeight()
	s.headroom = s.runningHeight()
	if len(s.doc.Cards) > 0 {
		s.cards(logo)
		return
	}
	s.newPage()
	s.letterhead(&s.doc.Letterhead, logo)
	s.title()
	s.parties()
	s.facts()
	for i := range s.doc.Sections {
		s.section(&s.doc.Sections[i], i)
	}
	s.feet()
}

// letterhead draws the firm: its logo, or else its name in large type, on the
// left; name and address on the right.
func (s *sheet) letterhead(head *report.Letterhead, logo *logo) {
	k := s.look
	if logo == nil && head.FirmName == "" && len(head.Lines) == 0 {
		return
	}
	top, wide := s.y, s.column2()-s.left-24
	leftEnd, right := top, top
	if logo != nil {
		leftEnd = s.picture(logo, s.left, top, min(wide, 170), 52)
		name := k.name.scaled(0.92)
		right = s.block(name, s.column2(), top-2, s.wrap(name, head.FirmName, s.right-s.column2())) + 1.5
	} else {
		name := k.firm
		if len(s.wrap(name, head.FirmName, wide)) > 2 {
			name = name.scaled(0.78)
		}
		leftEnd = s.block(name, s.left, top-3, s.wrap(name, head.FirmName, wide))
	}
	for _, text := range head.Lines {
		right = s.block(k.sender, s.column2(), right, s.wrap(k.sender, text, s.right-s.column2()))
	}
	s.y = max(leftEnd, right) + 11
	s.rule(k.firmly, s.left, s.right, s.y)
}

func (s *sheet) title() {
	s.y += 22
	s.y = s.block(s.look.title, s.left, s.y, s.wrap(s.look.title, s.doc.Title, s.measure()))
}

// parties draws the sides of the document beside each other: two on the
// columns of the letterhead, more in equal parts.
func (s *sheet) parties() {
	n := len(s.doc.Parties)
	if n == 0 {
		return
	}
	const gap = 18
	top, end := s.y+14, s.y
	for i, p := range s.doc.Parties {
		x, width := s.left, s.column2()-s.left-gap
		switch {
		case n == 2 && i == 1:
			x, width = s.column2(), s.right-s.column2()
		case n > 2:
			width = (s.measure() - gap*float64(n-1)) / float64(n)
			x += float64(i) * (width + gap)
		}
		end = max(end, s.party(p, x, top, width))
	}
	s.y = end
}

func (s *sheet) party(p report.Party, x, y, width float64) float64 {
	k := s.look
	if p.Label != "" {
		y = s.block(k.label, x, y, s.wrap(k.label, p.Label, width)) + 2
	}
	y = s.block(k.name, x, y, s.wrap(k.name, p.Name, width))
	for _, text := range p.Lines {
		y = s.block(k.body, x, y, s.wrap(k.body, text, width))
	}
	return y
}

// facts draws a strip of labelled values between two rules, up to four beside
// each other.
func (s *sheet) facts() {
	facts := s.doc.Facts
	if len(facts) == 0 {
		return
	}
	across := min(len(facts), 4)
	if len(facts) == 5 || len(facts) == 6 {
		across = 3
	}
	const gap = 18
	width := (s.measure() - gap*float64(across-1)) / float64(across)
	s.y += 16
	s.rule(s.look.thin, s.left, s.right, s.y)
	for len(facts) > 0 {
		n := min(across, len(facts))
		top, end := s.y+8, s.y
		for i, f := range facts[:n] {
			end = max(end, s.fact(f, s.left+float64(i)*(width+gap), top, width))
		}
		s.y = end + 7
		if facts = facts[n:]; len(facts) > 0 {
			s.rule(s.look.hair, s.left, s.right, s.y)
		}
	}
	s.rule(s.look.thin, s.left, s.right, s.y)
}

func (s *sheet) fact(f report.Fact, x, y, width float64) float64 {
	k := s.look
	y = s.block(k.label, x, y, s.wrap(k.label, f.Label, width)) + 1
	value := s.colored(k.value, f.Value.Role)
	if f.Value.Role == report.Strong {
		value.style = bold
	}
	y = s.block(value, x, y, s.wrap(value, f.Value.Text, width))
	return s.block(k.note, x, y, s.wrap(k.note, f.Value.Note, width))
}

// running is the head of every page after the first: the document on the left,
// the firm on the right.
func (s *sheet) running() (left, right []string) {
	k, half := s.look.foot, s.measure()*0.48
	return s.wrap(k, title(s.doc), half), s.wrap(k, s.doc.Letterhead.FirmName, half)
}

// runningHeight is its height with the space below it.
func (s *sheet) runningHeight() float64 {
	left, right := s.running()
	return s.look.foot.lead()*float64(max(1, len(left), len(right))) + 14
}

func (s *sheet) runningHead() {
	k := s.look.foot
	left, right := s.running()
	y := s.top - 4
	s.block(k, s.left, y, left)
	for i, text := range right {
		s.writeRight(k, s.right, k.baseline(y+k.lead()*float64(i)), text)
	}
	s.y = s.pageTop()
	s.rule(s.look.hair, s.left, s.right, s.y-14)
}

// footBeside is the width kept free for the page number.
const footBeside = 90

// footLines are the footer's lines in the room beside the page number.
func (s *sheet) footLines() (lines []string) {
	for _, text := range s.doc.Footer {
		lines = append(lines, s.wrap(s.look.foot, text, s.measure()-footBeside)...)
	}
	return lines
}

// footHeight is the margin below the body, with the footer in it.
func (s *sheet) footHeight() float64 {
	return 56 + s.look.foot.lead()*float64(max(0, len(s.footLines())-1))
}

// feet draws the footer and "Page x of y" on all pages, now that y is known.
func (s *sheet) feet() {
	k, lines, pages := s.look.foot, s.footLines(), strconv.Itoa(len(s.pages))
	label := s.doc.Meta.PageOf
	if label == "" {
		label = "Page {page} of {pages}"
	}
	for i, page := range s.pages {
		s.on = page
		y := s.bottom + 16
		s.rule(s.look.hair, s.left, s.right, y)
		y += 5
		text := strings.NewReplacer("{page}", strconv.Itoa(i+1), "{pages}", pages).Replace(label)
		for n, part := range s.wrap(k, text, footBeside-6) {
			s.writeRight(k, s.right, k.baseline(y+k.lead()*float64(n)), part)
		}
		s.block(k, s.left, y, lines)
	}
}

// colored is the text in the colour of a role.
func (s *sheet) colored(k ink, role report.Role) ink {
	switch role {
	case report.Bad, report.Warn:
		k.color = s.look.bad.color
	case report.Muted:
		k.color = s.look.note.color
	}
	return k
}
