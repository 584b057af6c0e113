package kit

import (
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"rapport/app/calendar"
)

// Mark is one entry on a day of a Board.
type Mark struct {
	Text  string
	Hue   Hue
	Quiet bool // over: shown pale
}

// BoardSpec says what a Board shows and tells.
type BoardSpec struct {
	Marks func(calendar.Day) []Mark
	Moved func(calendar.Day) // another day is chosen
	Open  func(calendar.Day) // Enter, or a click on the chosen day
}

// Board shows the days of a month, or of one week, each with its entries as far as they fit. Arrow keys walk the days.
type Board struct {
	widget.BaseWidget
	spec       BoardSpec
	day, today calendar.Day
	week       bool
	focused    bool
	heads      []*canvas.Text
	numbers    []*canvas.Text
	lines      []*boardLine
	rules      []*canvas.Rectangle
	ring, dot  *canvas.Rectangle
	draw       *drawing
}

// boardLine is one entry as drawn.
type boardLine struct {
	back *canvas.Rectangle
	text *canvas.Text
}

const (
	boardHead = 24
	boardLead = 22 // from the top of a day to its first entry
	boardStep = 18 // from entry to entry
)

// NewBoard makes a board; Set shows a day.
func NewBoard(spec BoardSpec) *Board {
	b := &Board{spec: spec}
	b.ExtendBaseWidget(b)
	return b
}

// Set shows the month or the week around a day.
func (b *Board) Set(day, today calendar.Day, week bool) {
	b.day, b.today, b.week = day, today, week
	b.Refresh()
}

// Span is the days on the board: whole weeks, Monday first.
func (b *Board) Span() calendar.Period { return BoardSpan(b.day, b.week) }

// BoardSpan is the days a board around a day shows.
func BoardSpan(day calendar.Day, week bool) calendar.Period {
	from, weeks := day, 1
	if !week {
		from, weeks = day.AddDays(1-day.DayOfMonth()), monthWeeks
	}
	from = from.AddDays(-(int(from.Weekday()+6) % 7))
	return calendar.Period{From: from, To: from.AddDays(7 * weeks)}
}

func (b *Board) weeks() int {
	if b.week {
		return 1
	}
	return monthWeeks
}

// FocusGained belongs to fyne.Focusable.
func (b *Board) FocusGained() { b.focused = true; b.Refresh() }

// FocusLost belongs to fyne.Focusable.
func (b *Board) FocusLost() { b.focused = false; b.Refresh() }

// TypedRune leaves letters to the window's commands.
func (b *Board) TypedRune(r rune) { forwardRune(b, r) }

// TypedKey walks the days; other keys are the window's.
func (b *Board) TypedKey(k *fyne.KeyEvent) {
	page := func(n int) calendar.Day {
		if b.week {
			return b.day.AddDays(7 * n)
		}
		return b.day.AddMonths(n)
	}
	to := map[fyne.KeyName]calendar.Day{fyne.KeyLeft: b.day.AddDays(-1), fyne.KeyRight: b.day.AddDays(1), fyne.KeyUp: b.day.AddDays(-7), fyne.KeyDown: b.day.AddDays(7),
		fyne.KeyPageUp: page(-1), fyne.KeyPageDown: page(1), fyne.KeyHome: b.today}[k.Name]
	switch {
	case to != 0:
		b.spec.Moved(to)
	case k.Name == fyne.KeyReturn || k.Name == fyne.KeyEnter:
		b.spec.Open(b.day)
	default:
		forwardKey(b, k)
	}
}

// Tapped chooses the day under the pointer.
func (b *Board) Tapped(e *fyne.PointEvent) {
	focusOn(b)
	if d := b.dayAt(e.Position); d == b.day {
		b.spec.Open(d)
	} else if d != 0 {
		b.spec.Moved(d)
	}
}

// Cursor belongs to desktop.Cursorable.
func (b *Board) Cursor() desktop.Cursor { return desktop.PointerCursor }

func (b *Board) dayAt(p fyne.Position) calendar.Day {
	w, h := b.cell(b.Size())
	if p.Y < Px(boardHead) || w <= 0 || h <= 0 {
		return 0
	}
	col, row := int(p.X/w), int((p.Y-Px(boardHead))/h)
	if col > 6 || row >= b.weeks() {
		return 0
	}
	return b.Span().From.AddDays(row*7 + col)
}

func (b *Board) cell(s fyne.Size) (w, h float32) {
	return s.Width / 7, (s.Height - Px(boardHead)) / float32(b.weeks())
}

// CreateRenderer belongs to Fyne.
func (b *Board) CreateRenderer() fyne.WidgetRenderer {
	b.ring, b.dot = newRect(), newRect()
	b.draw = &drawing{of: b, place: b.place, style: b.style, objects: []fyne.CanvasObject{b.ring, b.dot},
		least: func() fyne.Size { return fyne.NewSize(Px(420), Px(280)) }}
	for i := range 7 {
		b.heads = append(b.heads, newText(time.Weekday((i + 1) % 7).String()[:3]))
		b.draw.objects = append(b.draw.objects, b.heads[i])
	}
	for i := range 7 * monthWeeks {
		b.numbers = append(b.numbers, newText(""))
		b.draw.objects = append(b.draw.objects, b.numbers[i])
	}
	for range 6 + monthWeeks {
		r := newRect()
		b.rules = append(b.rules, r)
		b.draw.objects = append(b.draw.objects, r)
	}
	return newDrawing(b.draw)
}

func (b *Board) style() {
	for _, t := range b.heads {
		t.TextSize, t.Color = Px(11), Color(RoleMuted)
	}
	for _, r := range b.rules {
		r.FillColor = Color(RoleSeparator)
	}
	b.dot.FillColor, b.dot.CornerRadius = Color(RolePrimary), Px(9)
	ring := Face{Fill: RoleSelection, Radius: 4}
	if b.focused {
		ring.Stroke = RolePrimary
	}
	ring.paint(b.ring)
}

func (b *Board) place(s fyne.Size) {
	w, h := b.cell(s)
	for i, t := range b.heads {
		put(t, float32(i)*w+Px(8), 0, w-Px(8), Px(boardHead))
	}
	for i, r := range b.rules {
		if i < 6 {
			put(r, float32(i+1)*w, Px(boardHead), Px(1), s.Height-Px(boardHead))
		} else {
			r.Hidden = i-6 >= b.weeks()
			put(r, 0, Px(boardHead)+float32(i-6)*h, s.Width, Px(1))
		}
	}
	used := 0
	b.dot.Hidden = true
	from := b.Span().From
	for i, t := range b.numbers {
		t.Hidden = i >= 7*b.weeks()
		if !t.Hidden {
			used = b.placeDay(from.AddDays(i), t, fyne.NewPos(float32(i%7)*w, Px(boardHead)+float32(i/7)*h), fyne.NewSize(w, h), used)
		}
	}
	for _, l := range b.lines[used:] {
		l.back.Hidden, l.text.Hidden = true, true
	}
}

// placeDay draws one day: its number, then as many entries as there is room for, the last place saying how many more there are.
func (b *Board) placeDay(d calendar.Day, number *canvas.Text, at fyne.Position, s fyne.Size, used int) int {
	number.Text, number.TextSize, number.Color = strconv.Itoa(d.DayOfMonth()), Px(12), Color(RoleText)
	put(number, at.X+Px(8), at.Y+Px(2), Px(20), Px(18))
	if d.DayOfMonth() == 1 {
		number.Text += " " + d.Month().String()[:3]
	}
	if d == b.day {
		put(b.ring, at.X+Px(2), at.Y+Px(2), s.Width-Px(3), s.Height-Px(3))
	}
	switch {
	case d == b.today:
		b.dot.Hidden, number.Color = false, Color(RoleOnPrimary)
		number.Text = strconv.Itoa(d.DayOfMonth())
		number.Alignment = fyne.TextAlignCenter
		put(b.dot, at.X+Px(4), at.Y+Px(3), Px(24), Px(17))
		put(number, at.X+Px(4), at.Y+Px(2), Px(24), Px(18))
	case !b.week && d.Month() != b.day.Month():
		number.Color = Color(RoleDisabled)
	}
	if d != b.today {
		number.Alignment = fyne.TextAlignLeading
	}
	marks := b.spec.Marks(d)
	room := max(0, int((s.Height-Px(boardLead))/Px(boardStep)))
	for i, m := range marks {
		if i >= room {
			break
		}
		if i == room-1 && len(marks) > room {
			m = Mark{Text: strconv.Itoa(len(marks)-i) + " more", Hue: Grey}
		}
		b.placeMark(b.line(used), m, at.X+Px(4), at.Y+Px(boardLead)+float32(i)*Px(boardStep), s.Width-Px(8))
		used++
	}
	return used
}

func (b *Board) placeMark(l *boardLine, m Mark, x, y, w float32) {
	l.back.Hidden, l.text.Hidden = false, false
	fill, ink := m.Hue.roles()
	l.back.FillColor, l.back.CornerRadius = Color(fill), Px(3)
	l.text.TextSize, l.text.Color = Px(11), Color(ink)
	if m.Quiet {
		l.back.FillColor, l.text.Color = Color(RoleHover), Color(RoleMuted)
	}
	l.text.Text, _ = fit(m.Text, w-Px(10), l.text.TextSize, l.text.TextStyle)
	put(l.back, x, y, w, Px(boardStep-2))
	put(l.text, x+Px(5), y, w-Px(8), Px(boardStep-2))
}

// line gives the n-th entry's objects, made when first needed.
func (b *Board) line(n int) *boardLine {
	for len(b.lines) <= n {
		l := &boardLine{back: newRect(), text: newText("")}
		b.lines = append(b.lines, l)
		b.draw.objects = append(b.draw.objects, l.back, l.text)
	}
	return b.lines[n]
}
