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

const (
	monthWeeks = 6
	dayCell    = 30 // width of a day at zoom 1
	dayHeight  = 26
)

// monthView shows one month, Monday first, with today marked. It never has the
// focus: the date field keeps it and steers.
type monthView struct {
	widget.BaseWidget
	day, today calendar.Day
	hover      int
	take       func(calendar.Day)
	pressed    func() // told of every click, so that the focus can come back

	title       *canvas.Text
	prev, next  *canvas.Image
	heads, days []*canvas.Text
	back, ring  *canvas.Rectangle
	glow        *canvas.Rectangle
}

func newMonthView(take func(calendar.Day), pressed func()) *monthView {
	m := &monthView{take: take, pressed: pressed, hover: -1}
	m.ExtendBaseWidget(m)
	return m
}

func (m *monthView) show(day, today calendar.Day) {
	m.day, m.today = day, today
	m.Refresh()
}

// move goes to a day; beyond the calendar's end it stays.
func (m *monthView) move(d calendar.Day) {
	if !d.IsZero() {
		m.day = d
		m.Refresh()
	}
}

func (m *monthView) steer(k fyne.KeyName) bool {
	switch k {
	case fyne.KeyLeft:
		m.move(m.day.AddDays(-1))
	case fyne.KeyRight:
		m.move(m.day.AddDays(1))
	case fyne.KeyUp:
		m.move(m.day.AddDays(-7))
	case fyne.KeyDown:
		m.move(m.day.AddDays(7))
	case fyne.KeyPageUp:
		m.move(m.day.AddMonths(-1))
	case fyne.KeyPageDown:
		m.move(m.day.AddMonths(1))
	default:
		return false
	}
	return true
}

// firstCell is the Monday the month's page begins with.
func (m *monthView) firstCell() calendar.Day {
	first := m.day.AddDays(1 - m.day.DayOfMonth())
	return first.AddDays(-(int(first.Weekday()+6) % 7))
}

func (m *monthView) dayAt(p fyne.Position) int {
	y := p.Y - Px(26+20)
	x := p.X
	if y < 0 || x < 0 {
		return -1
	}
	col, row := int(x/Px(dayCell)), int(y/Px(dayHeight))
	if col > 6 || row >= monthWeeks {
		return -1
	}
	return row*7 + col
}

// MouseDown takes the day under the pointer, or turns the page at the arrows.
func (m *monthView) MouseDown(e *desktop.MouseEvent) {
	m.pressed()
	i := m.dayAt(e.Position)
	switch {
	case i >= 0:
		m.take(m.firstCell().AddDays(i))
	case e.Position.Y < Px(26) && e.Position.X < Px(40):
		m.move(m.day.AddMonths(-1))
	case e.Position.Y < Px(26) && e.Position.X > m.Size().Width-Px(40):
		m.move(m.day.AddMonths(1))
	}
}

// MouseUp belongs to MouseDown.
func (m *monthView) MouseUp(*desktop.MouseEvent) {}

// MouseIn lights the day under the pointer.
func (m *monthView) MouseIn(e *desktop.MouseEvent) { m.MouseMoved(e) }

// MouseMoved belongs to MouseIn.
func (m *monthView) MouseMoved(e *desktop.MouseEvent) {
	if i := m.dayAt(e.Position); i != m.hover {
		m.hover = i
		m.Refresh()
	}
}

// MouseOut belongs to MouseIn.
func (m *monthView) MouseOut() { m.hover = -1; m.Refresh() }

// CreateRenderer belongs to Fyne.
func (m *monthView) CreateRenderer() fyne.WidgetRenderer {
	m.prev, m.next = newIcon(), newIcon()
	m.title, m.back, m.ring, m.glow = newText(""), newRect(), newRect(), newRect()
	objects := []fyne.CanvasObject{m.glow, m.ring, m.back, m.title, m.prev, m.next}
	for i := range 7 {
		t := newText(time.Weekday((i + 1) % 7).String()[:2])
		m.heads = append(m.heads, t)
		objects = append(objects, t)
	}
	for range 7 * monthWeeks {
		t := newText("")
		m.days = append(m.days, t)
		objects = append(objects, t)
	}
	return newDrawing(&drawing{
		of: m, objects: objects, place: m.place, style: m.style,
		least: func() fyne.Size { return fyne.NewSize(7*Px(dayCell), Px(26+20)+monthWeeks*Px(dayHeight)) },
	})
}

func (m *monthView) place(s fyne.Size) {
	put(m.prev, Px(6), Px(4), Px(16), Px(16))
	put(m.next, s.Width-Px(22), Px(4), Px(16), Px(16))
	put(m.title, Px(24), 0, s.Width-Px(48), Px(24))
	for i, t := range m.heads {
		put(t, float32(i)*Px(dayCell), Px(26), Px(dayCell), Px(20))
	}
	first := m.firstCell()
	m.ring.Hidden, m.glow.Hidden = true, m.hover < 0
	for i, t := range m.days {
		x, y := float32(i%7)*Px(dayCell), Px(26+20)+float32(i/7)*Px(dayHeight)
		put(t, x, y, Px(dayCell), Px(dayHeight))
		around := func(r *canvas.Rectangle) { put(r, x+Px(1), y+Px(1), Px(dayCell)-Px(2), Px(dayHeight)-Px(2)) }
		d := first.AddDays(i)
		if d == m.day {
			around(m.back)
		}
		if d == m.today {
			m.ring.Hidden = false
			around(m.ring)
		}
		if i == m.hover {
			around(m.glow)
		}
	}
}

func (m *monthView) style() {
	setIcon(m.prev, "chevron-left", Color(RoleMuted))
	setIcon(m.next, "chevron-right", Color(RoleMuted))
	m.title.Text = m.day.Month().String() + " " + strconv.Itoa(m.day.Year())
	m.title.TextSize, m.title.TextStyle.Bold, m.title.Color, m.title.Alignment = Px(13), true, Color(RoleText), fyne.TextAlignCenter
	for _, t := range m.heads {
		t.TextSize, t.Color, t.Alignment = Px(11), Color(RoleMuted), fyne.TextAlignCenter
	}
	m.back.FillColor, m.back.CornerRadius = Color(RolePrimary), Px(5)
	m.glow.FillColor, m.glow.CornerRadius = Color(RoleHover), Px(5)
	Face{Fill: RoleOverlay, Stroke: RolePrimary, Radius: 5}.paint(m.ring)
	first := m.firstCell()
	for i, t := range m.days {
		d := first.AddDays(i)
		t.Text, t.TextSize, t.Alignment = strconv.Itoa(d.DayOfMonth()), Px(12), fyne.TextAlignCenter
		switch {
		case d == m.day:
			t.Color = Color(RoleOnPrimary)
		case d.Month() != m.day.Month():
			t.Color = Color(RoleDisabled)
		default:
			t.Color = Color(RoleText)
		}
	}
}
