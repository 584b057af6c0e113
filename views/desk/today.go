package desk

import (
	"context"
	"errors"
	"slices"

	"fyne.io/fyne/v2"

	"rapport/app"
	"rapport/views/kit"
)

// today is the start page: what waits for somebody, and what to do about it.
type today struct {
	d        *Desk
	page     *kit.Page
	title    *kit.Text
	figures  *fyne.Container
	cards    *fyne.Container
	box      *fyne.Container
	pages    *kit.Pages
	scroll   fyne.CanvasObject
	fault    fyne.CanvasObject
	slot     kit.Slot
	goalSlot kit.Slot
	twinSlot kit.Slot
	twins    app.DuplicateCount
	goals    *fyne.Container
	stops    []*kit.Button // that are drawn anew, the figures first
	first    int           // of them, the first thing that waits
	now      app.Today
	reading  func()
	looks    bool // news came that may make two look the same
}

func newToday(d *Desk) screen {
	t := &today{d: d, title: kit.NewText("", kit.Look{Role: kit.RoleMuted, Hug: true}), figures: &fyne.Container{Layout: thirds{10}},
		cards: kit.Down(8), box: kit.Down(0), goals: kit.Down(0), pages: kit.NewPages()}
	column := &fyne.Container{Layout: atMost{820}, Objects: []fyne.CanvasObject{kit.Pad(18, 24, 24, 24, kit.Down(18, t.figures, t.cards, t.goals, t.box))}}
	t.scroll = kit.Scrolled(column)
	t.pages.Open(t.scroll)
	head := kit.PageHead(kit.NewText("Today", kit.Title()), t.title, nil, d.root.ButtonFor("referral.new", kit.Primary))
	foot := d.footer(kit.NewText("", kit.Caption()), [][2]string{{"Tab", "next"}, {"Enter", "open"}})
	t.page = kit.NewPage(kit.PageSpec{Head: head, Body: t.pages, Foot: foot})
	d.practice.tell = t.drawPractice
	d.onBase = append(d.onBase, t.load, t.countTwins)
	return t
}

// Content belongs to screen.
func (t *today) Content() fyne.CanvasObject { return t.page }

// Show belongs to screen; there is one view.
func (t *today) Show(view) {}

// View belongs to screen.
func (t *today) View() view { return view{} }

// Changed reads again what waits, once the news rests.
func (t *today) Changed(changes []app.Change) {
	if t.reading != nil {
		t.reading()
	}
	t.looks = t.looks || looksAlike(changes)
	t.reading = t.d.stage.After(countPause, func() {
		t.load()
		if t.looks {
			t.countTwins()
		}
	})
}

// Focus gives the keyboard to the first thing that waits.
func (t *today) Focus() {
	if t.first < len(t.stops) {
		t.d.root.Focus(t.stops[t.first])
	}
}

// Close belongs to screen.
func (t *today) Close() {
	t.slot.Cancel()
	t.goalSlot.Cancel()
	t.twinSlot.Cancel()
}

func (t *today) load() {
	kit.Load(t.d.stage, &t.slot, func(ctx context.Context) (app.Today, error) { return t.d.firm.Overview.Today(ctx) },
		func(now app.Today, err error) {
			switch {
			case errors.Is(err, context.Canceled):
			case err != nil:
				if t.fault != nil {
					t.pages.Drop(t.fault)
				}
				t.fault = t.d.root.Broken(err, t.load)
				t.pages.Open(t.fault)
			default:
				t.now = now
				t.pages.Open(t.scroll)
				t.draw()
			}
		})
}

func (t *today) draw() {
	t.title.Set(t.now.Day.Time().Format("Monday 2 January 2006"))
	at, held := t.focused()
	t.stops = nil
	t.drawFigures()
	t.cards.RemoveAll()
	t.first = len(t.stops)
	for _, w := range append(todayList(t.now), twinsWait(t.twins)...) {
		t.cards.Add(t.card(w))
	}
	if len(t.cards.Objects) == 0 {
		t.cards.Add(kit.Pad(24, 0, 24, 0, kit.EmptyState(kit.Empty{Icon: "check", Title: "Nothing waits",
			Text: "Everything is checked, worked out, approved, sent and paid.", Action: "Log a referral",
			Run: func() { t.d.root.Commands.Run("referral.new") }})))
	}
	t.drawGoals()
	t.drawPractice()
	t.cards.Refresh()
	switch {
	case !t.d.is("today") || t.d.root.Covered():
	case at >= 0 && len(t.stops) > 0: // what had the keyboard is not there any more
		t.d.root.Focus(t.stops[min(at, len(t.stops)-1)])
	case !held:
		t.d.focus()
	}
}

// focused tells which of what is drawn anew has the keyboard, -1 for none of it, and whether anything has.
func (t *today) focused() (at int, held bool) {
	canvas := t.d.root.Canvas()
	if canvas == nil || canvas.Focused() == nil {
		return -1, false
	}
	return slices.IndexFunc(t.stops, func(b *kit.Button) bool { return canvas.Focused() == fyne.Focusable(b) }), true
}

// drawFigures shows how the program goes, each figure a way to its list.
func (t *today) drawFigures() {
	open := stageFilters()[1]
	won := oneOf("stage", "Stage", "won", string(app.Won))
	recent := daysFilter(t.now.Day.AddDays(-30), t.now.Day)
	recent.Field, recent.Cond.Field, recent.Text = "closed", "closed", "Closed in the last 30 days"
	replace(t.figures,
		t.figure(t.now.Partners, "active partners", "partners", view{Filters: []filter{oneOf("state", "State", "active", string(app.Active))}}),
		t.figure(t.now.Open, "open referrals", "referrals", view{Filters: []filter{open}}),
		t.figure(t.now.Won, "won in the last 30 days", "referrals", view{Filters: []filter{won, recent}}))
}

func (t *today) figure(n int64, words, section string, v view) fyne.CanvasObject {
	link := kit.NewLink(words, func() { t.d.open(section, v) })
	t.stops = append(t.stops, link)
	return kit.Card(kit.Pad(4, 8, 2, 8, kit.Down(0, kit.NewText(grouped(n), kit.Heading()), kit.Across(0, link, kit.Space()))))
}

// atMost keeps its one child from becoming wider than is good to read.
type atMost struct{ width float32 }

// MinSize belongs to fyne.Layout.
func (a atMost) MinSize(o []fyne.CanvasObject) fyne.Size { return o[0].MinSize() }

// Layout belongs to fyne.Layout.
func (a atMost) Layout(o []fyne.CanvasObject, s fyne.Size) {
	o[0].Move(fyne.Position{})
	o[0].Resize(fyne.NewSize(min(s.Width, kit.Px(a.width)), s.Height))
}

// card is one thing that waits, with what opens it or does it.
func (t *today) card(w waits) fyne.CanvasObject {
	button := kit.NewButton(w.verb, "", kit.Normal, func() { t.d.root.Commands.Run(w.command) })
	if w.command == "" {
		button = kit.NewButton(w.verb, "", kit.Normal, func() { t.d.open(w.section, w.view) })
	} else if _, ok := t.d.root.Commands.Find(w.command); !ok {
		button.Hide()
	}
	if !button.Hidden {
		t.stops = append(t.stops, button)
	}
	words := kit.Down(1, kit.NewText(w.what, kit.Look{Bold: true}), kit.NewText(w.more, kit.Look{Role: kit.RoleMuted, Size: 12, Wrap: true}))
	return kit.Card(kit.Pad(4, 6, 4, 6, kit.Across(12, kit.NewIcon(w.icon, w.role, 18), kit.Grow(words), button)))
}

// drawPractice shows the practice list with the example firm.
func (t *today) drawPractice() {
	t.box.RemoveAll()
	p := &t.d.practice
	if !t.d.settings.Example {
		return
	}
	list := kit.Down(8)
	for i, words := range practiceWords() {
		icon, role, ink := "chevron-right", kit.RoleDisabled, kit.RoleText
		if p.done[i] {
			icon, role, ink = "check", kit.RoleSuccess, kit.RoleMuted
		}
		row := kit.Across(8, kit.NewIcon(icon, role, 15), kit.NewText(words[0], kit.Look{Role: ink, Hug: true}))
		if words[1] != "" {
			row.Add(kit.NewKeyCap(words[1]))
		}
		list.Add(row)
	}
	said := "Five things to try with the example firm"
	if p.left() == 0 {
		said = "All five done. The example is yours to play with."
	}
	t.box.Add(kit.Card(kit.Pad(6, 8, 8, 8, kit.Down(10, kit.NewText(said, kit.Look{Bold: true}), list))))
	t.box.Refresh()
}
