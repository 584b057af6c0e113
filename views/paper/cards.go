package paper

import "rapport/app/report"

// millimetre in points.
const millimetre = 72 / 25.4

// squares draws a QR code with its quiet margin into a square.
func (s *sheet) squares(q report.QR, x, y, side float64) {
	rows, err := q.Squares()
	if err != nil {
		s.err = err
		return
	}
	one := side / float64(len(rows)+2*report.QuietMargin)
	x, y = x+one*report.QuietMargin, y+one*report.QuietMargin
	report.Bars(rows, func(col, row, width int) {
		s.on.square(rgb{0, 0, 0}, x+float64(col)*one, y+float64(row)*one, float64(width)*one, one)
	})
}

// across and down is how many business cards stand on a sheet.
const across, down = 2, 5

// cardSize is that of a business card: 85 × 55 mm on A4, 3.5 × 2 in on Letter, as cut sheets are sold.
func (s *sheet) cardSize() (width, height float64) {
	if s.doc.Paper == report.Letter {
		return 252, 144
	}
	return 85 * millimetre, 55 * millimetre
}

// cards lays business cards out on sheets, with marks to cut along.
func (s *sheet) cards(logo *logo) {
	width, height := s.cardSize()
	left, top := (s.width-width*across)/2, (s.height-height*down)/2
	for i := range s.doc.Cards {
		at := i % (across * down)
		if at == 0 {
			s.on = newCanvas(s.height)
			s.pages = append(s.pages, s.on)
			s.cutMarks(left, top, width, height)
		}
		s.card(&s.doc.Cards[i], logo, left+float64(at%across)*width, top+float64(at/across)*height, width, height)
	}
}

// cutMarks draws short lines outside the cards.
func (s *sheet) cutMarks(left, top, width, height float64) {
	const from, to = 4, 16
	right, bottom := left+width*across, top+height*down
	for i := range across + 1 {
		x := left + width*float64(i)
		s.on.line(s.look.thin, x, top-to, x, top-from)
		s.on.line(s.look.thin, x, bottom+from, x, bottom+to)
	}
	for i := range down + 1 {
		y := top + height*float64(i)
		s.rule(s.look.thin, left-to, left-from, y)
		s.rule(s.look.thin, right+from, right+to, y)
	}
}

// card draws one: the firm above, who recommends it and the code below, what a camera reads at the right.
func (s *sheet) card(c *report.Card, logo *logo, x, y, width, height float64) {
	const edge = 13
	side := height - 2*edge - 26
	s.squares(c.QR, x+width-edge-side*0.93, y+(height-side)/2, side)
	room := width - 2*edge - side
	k := s.look
	if logo != nil {
		s.picture(logo, x+edge, y+edge, room-10, 30)
	} else {
		s.block(k.name, x+edge, y+edge-2, s.atMost(2, s.wrap(k.name, s.doc.Letterhead.FirmName, room)))
	}
	foot := k.foot.scaled(0.94)
	lines := s.atMost(2, s.wrap(foot, c.Foot, width-2*edge))
	bottom := y + height - edge - foot.lead()*float64(len(lines)) + 3
	s.block(foot, x+edge, bottom, lines)
	name := s.atMost(2, s.wrap(k.name, c.Name, room))
	at := bottom - 8 - k.strong.lead() - k.name.lead()*float64(len(name)) - k.label.lead() - 3
	at = s.block(k.label, x+edge, at, []string{c.Label})
	at = s.block(k.name, x+edge, at, name) + 3
	s.write(k.strong, x+edge, k.strong.baseline(at), c.Strong)
}

// atMost cuts lines that a small space has no room for.
func (s *sheet) atMost(n int, lines []string) []string {
	if len(lines) <= n {
		return lines
	}
	lines[n-1] = lines[n-1] + " …"
	return lines[:n]
}
