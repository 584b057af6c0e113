package desk

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/views/kit"
)

// calendarPage is check-ins, tasks and promises by day: a month, a week or an agenda, with what is due beside it.
type calendarPage struct {
	d      *Desk
	page   *kit.Page
	pages  *kit.Pages
	board  *kit.Board
	agenda *fyne.Container
	list   fyne.CanvasObject // the agenda, scrolled
	sheet  fyne.CanvasObject // the board
	title  *kit.Text
	head   fyne.CanvasObject // is placed anew when the title grows
	side   *fyne.Container
	modes  map[string]*kit.Button
	mode   string // month, week or agenda
	day    calendar.Day
	now    calendarFacts
	fault  fyne.CanvasObject
	first  *kit.Button // of the agenda
	chosen *kit.Button // the first of the chosen day
	asked  bool        // who has gone quiet was read, and nothing of it has changed
	slot   kit.Slot
}

// agendaDays is how far the agenda looks ahead.
const agendaDays = 42

func newCalendar(d *Desk) screen {
	c := &calendarPage{d: d, pages: kit.NewPages(), agenda: kit.Down(16), side: kit.Down(0), title: kit.NewText("", kit.Look{Role: kit.RoleMuted, Hug: true}),
		modes: map[string]*kit.Button{}, mode: "month", day: d.today}
	c.board = kit.NewBoard(kit.BoardSpec{
		Marks: func(day calendar.Day) []kit.Mark {
			items := c.now.on(day)
			marks := make([]kit.Mark, len(items))
			for i, it := range items {
				marks[i] = markOf(it)
			}
			return marks
		},
		Moved: c.moveTo,
		Open:  func(calendar.Day) { c.enterDay() },
	})
	c.sheet = kit.Pad(4, 0, 0, 8, c.board)
	column := &fyne.Container{Layout: atMost{820}, Objects: []fyne.CanvasObject{kit.Pad(18, 24, 24, 24, c.agenda)}}
	c.list = kit.Scrolled(column)
	bar := kit.Across(4)
	for _, m := range []string{"month", "week", "agenda"} {
		c.modes[m] = kit.NewButton(capital(m), "", kit.Normal, func() { c.setMode(m) }).Small()
		bar.Add(c.modes[m])
	}
	bar.Add(kit.NewIconButton("chevron-left", "Earlier", "", func() { c.moveTo(c.step(-1)) }).Small())
	bar.Add(kit.NewIconButton("chevron-right", "Later", "", func() { c.moveTo(c.step(1)) }).Small())
	c.head = kit.PageHead(kit.NewText("Check-ins", kit.Title()), c.title, bar, d.root.ButtonFor("task.new", kit.Normal), d.root.ButtonFor("checkin.log", kit.Primary))
	foot := d.footer(kit.NewText("", kit.Caption()), [][2]string{{"←→↑↓", "day"}, {"Enter", "its entries"}, {"V", "view"}, {"T", "today"}})
	c.page = kit.NewPage(kit.PageSpec{Head: c.head, Body: c.pages, Foot: foot, Detail: kit.Scrolled(c.side)})
	c.setMode("month")
	d.onBase = append(d.onBase, func() {
		if c.day == 0 || c.now.span.IsZero() {
			c.day = d.today
		}
		c.load()
	})
	return c
}

// Content belongs to screen.
func (c *calendarPage) Content() fyne.CanvasObject { return c.page }

// Show goes to a day, by its number.
func (c *calendarPage) Show(v view) {
	if v.ID != 0 {
		c.moveTo(calendar.Day(v.ID))
	}
	if v.Search != "" {
		c.setMode(v.Search)
	}
}

// View belongs to screen.
func (c *calendarPage) View() view { return view{ID: int64(c.day), Search: c.mode} }

// Changed reads the entries again.
func (c *calendarPage) Changed(changes []app.Change) {
	if concerns(changes, app.KindCheckin, app.KindTask, app.KindPromise, app.KindCadence, app.KindMaterial, app.KindOutbound, app.KindPartner, app.KindReferral, app.KindSettings, app.KindBatch) {
		c.asked = c.asked && !concerns(changes, app.KindCheckin, app.KindReferral, app.KindPartner, app.KindBatch)
		c.load()
	}
}

// Focus gives the keyboard to the board, or to the first entry of the agenda.
func (c *calendarPage) Focus() {
	switch {
	case c.mode != "agenda":
		c.d.root.Focus(c.board)
	case c.first != nil:
		c.d.root.Focus(c.first)
	}
}

// Close belongs to screen.
func (c *calendarPage) Close() { c.slot.Cancel() }

// setMode shows a month, a week or an agenda.
func (c *calendarPage) setMode(mode string) {
	c.mode = mode
	for m, b := range c.modes {
		b.SetKind(map[bool]kit.ButtonKind{true: kit.Primary, false: kit.Normal}[m == mode])
	}
	c.load()
	c.turn()
	if c.d.is("checkins") {
		c.Focus()
	}
}

// turn shows the board or the agenda.
func (c *calendarPage) turn() {
	if c.mode == "agenda" {
		c.pages.Open(c.list)
	} else {
		c.pages.Open(c.sheet)
	}
}

// nextMode goes round the views.
func (c *calendarPage) nextMode() {
	c.setMode(map[string]string{"month": "week", "week": "agenda", "agenda": "month"}[c.mode])
}

// step is the day a page earlier or later.
func (c *calendarPage) step(n int) calendar.Day {
	if c.mode == "month" {
		return c.day.AddMonths(n)
	}
	return c.day.AddDays(7 * n)
}

// moveTo chooses a day; the entries are read again when it lies outside of what is shown.
func (c *calendarPage) moveTo(day calendar.Day) {
	if day == 0 {
		return
	}
	c.day = day
	if c.span() != c.now.span {
		c.load()
		return
	}
	c.draw()
}

func (c *calendarPage) span() calendar.Period {
	if c.mode == "agenda" {
		return calendar.Period{From: c.day, To: c.day.AddDays(agendaDays)}
	}
	return kit.BoardSpan(c.day, c.mode == "week")
}

func (c *calendarPage) load() {
	span, today, quiet, again := c.span(), c.d.today, c.now.quiet, !c.asked
	kit.Load(c.d.stage, &c.slot, func(ctx context.Context) (calendarFacts, error) {
		return readCalendar(ctx, c.d.firm, span, today, quiet, again)
	},
		func(f calendarFacts, err error) {
			switch {
			case errors.Is(err, context.Canceled):
			case err != nil:
				if c.fault != nil {
					c.pages.Drop(c.fault)
				}
				c.fault = c.d.root.Broken(err, c.load)
				c.pages.Open(c.fault)
			default:
				c.now, c.asked = f, true
				c.draw()
			}
		})
}

func (c *calendarPage) draw() {
	title := c.day.Month().String() + " " + c.day.Time().Format("2006")
	if c.mode == "week" {
		title = join(c.day.Time().Format("Jan"), c.day.Week())
	}
	c.title.Set(title)
	c.head.Refresh()
	c.drawSide()
	if c.mode == "agenda" {
		c.drawAgenda()
	} else {
		c.board.Set(c.day, c.d.today, c.mode == "week")
	}
	c.turn()
}

// enterDay gives the keyboard to the entries of the chosen day.
func (c *calendarPage) enterDay() {
	if c.chosen != nil {
		c.d.root.Focus(c.chosen)
		return
	}
	c.d.planCheckin(0, "", c.day)
}
