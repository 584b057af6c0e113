package paper

import (
	"fmt"
	"strings"

	"rapport/app/report"
)

// PrintLetter is a letter as a PDF file, with the errors of Print.
func (p *Printer) PrintLetter(l report.LetterPage) (file []byte, err error) {
	defer func() {
		if fault := recover(); fault != nil {
			file, err = nil, &DrawError{l.Meta.Number, fmt.Errorf("%v", fault)}
		}
	}()
	doc := report.Document{Title: l.Subject, Meta: l.Meta, Paper: l.Paper, Letterhead: l.Letterhead}
	doc.Meta.Number = "" // a running head says what it is about
	clean := cleaner{font: p.fonts.cuts[regular]}
	ready, err := clean.document(doc)
	if err != nil {
		return nil, err
	}
	text := report.Prose(l.Body)
	clean.letter(&l, text)
	if clean.err != nil {
		return nil, clean.err
	}
	logo, err := p.logos.prepared(l.Letterhead.Logo)
	if err != nil {
		return nil, err
	}
	s := p.begin(&ready)
	if l.Beside != nil {
		if s.beside, err = (&logos{}).prepared(l.BesideLogo); err != nil {
			return nil, err
		}
	}
	s.drawLetter(&l, text, logo)
	raw, err := s.file()
	if err == nil {
		file, err = p.pack(raw, s)
	}
	if err != nil {
		return nil, &DrawError{l.Meta.Number, err}
	}
	return file, nil
}

// letter makes the texts of a letter printable that are not the document's.
func (c *cleaner) letter(l *report.LetterPage, text []report.Block) {
	l.To = c.lines(l.To, "Address")
	c.text(&l.Date, "Date")
	c.text(&l.Subject, "Subject")
	if l.Beside != nil {
		beside := *l.Beside
		c.text(&beside.Name, "Partner")
		beside.Lines = c.lines(beside.Lines, "Partner")
		l.Beside = &beside
	}
	for i := range text {
		c.runs(text[i].Runs)
		for _, row := range text[i].Rows {
			for _, cell := range row {
				c.runs(cell)
			}
		}
	}
}

func (c *cleaner) runs(runs []report.Run) {
	for i := range runs {
		c.text(&runs[i].Text, "Text")
	}
}

// drawLetter lays a letter out.
func (s *sheet) drawLetter(l *report.LetterPage, text []report.Block, logo *logo) {
	s.bottom = s.height - s.footHeight()
	s.headroom = s.runningHeight()
	s.newPage()
	s.letterhead(&s.doc.Letterhead, logo)
	if l.Beside != nil {
		s.y += 10
		s.letterhead(&report.Letterhead{FirmName: l.Beside.Name, Lines: l.Beside.Lines}, s.beside)
	}
	k := letterInk()
	if len(l.To) > 0 {
		s.y += 26
		for _, line := range l.To {
			s.y = s.block(k, s.left, s.y, s.wrap(k, line, s.column2()-s.left-18))
		}
	}
	if l.Date != "" {
		s.y += 20
		s.writeRight(k, s.right, k.baseline(s.y), l.Date)
		s.y += k.lead()
	}
	if l.Subject != "" {
		title := ink{bold, 12.5, s.look.title.color}
		s.y += 22
		s.y = s.block(title, s.left, s.y, s.wrap(title, l.Subject, s.measure())) + 8
	}
	for i := range text {
		s.prose(&text[i], i > 0 && text[i-1].Kind == report.Item)
	}
	s.feet()
}

// letterInk is what a letter is written in: larger than a statement's body, because it is read and not looked up.
func letterInk() ink { return ink{regular, 10.2, rgb{33, 40, 52}} }

// prose draws one block of running text. after says that an item of a list stands before it.
func (s *sheet) prose(b *report.Block, after bool) {
	k, x := letterInk(), s.left+14*float64(b.Quote)
	switch b.Kind {
	case report.Heading:
		k = ink{bold, []float64{14, 12, 11}[min(b.Level, 3)-1], s.look.heading.color}
		s.y += 8
		s.need(k.lead() + 3*letterInk().lead())
	case report.Rule:
		s.need(16)
		s.rule(s.look.thin, x, s.right, s.y+8)
		s.y += 16
		return
	case report.Grid:
		s.grid(b)
		return
	case report.Item:
		x += 16 * float64(b.Level)
		if b.Mark != "" {
			s.need(k.lead())
			s.write(k, x-14, k.baseline(s.y), b.Mark)
		}
	default:
		if after {
			s.y += 3
		}
	}
	top := s.y
	s.flow(k, x, b.Runs)
	if b.Quote > 0 && s.y > top {
		s.on.line(s.look.thin, s.left+4, top, s.left+4, s.y)
	}
	s.y += map[bool]float64{true: 2.5, false: 6.5}[b.Kind == report.Item]
}

// grid draws a table of running text; its first row is its head.
func (s *sheet) grid(b *report.Block) {
	t := &report.Table{}
	for i, row := range b.Rows {
		cells := make([]report.Cell, 0, len(row))
		for _, cell := range row {
			var text strings.Builder
			for _, r := range cell {
				text.WriteString(r.Text)
			}
			if i == 0 {
				t.Columns = append(t.Columns, report.Column{Title: text.String()})
				continue
			}
			cells = append(cells, report.Cell{Text: text.String()})
		}
		if i > 0 {
			t.Rows = append(t.Rows, report.Row{Cells: cells})
		}
	}
	s.need(64)
	s.table(t)
	s.y += 10
}
