package desk

import (
	"fyne.io/fyne/v2"

	"rapport/app"
	"rapport/views/kit"
)

// approvals is the queue: what waits for whom, each with its reason, sums and next date.
type approvals struct {
	d     *Desk
	page  *kit.Page
	rows  *fyne.Container
	slot  kit.Slot
	first *kit.Button
}

func newApprovals(d *Desk) screen {
	a := &approvals{d: d, rows: kit.Down(8)}
	column := &fyne.Container{Layout: atMost{820}, Objects: []fyne.CanvasObject{kit.Pad(18, 24, 24, 24, a.rows)}}
	head := kit.PageHead(kit.NewText("Approvals", kit.Title()), kit.NewText("What waits for whom", kit.Look{Role: kit.RoleMuted, Hug: true}), nil, d.root.ButtonFor("commission.run", kit.Primary))
	foot := d.footer(kit.NewText("", kit.Caption()), [][2]string{{"Tab", "next"}, {"Enter", "open"}})
	a.page = kit.NewPage(kit.PageSpec{Head: head, Body: kit.Scrolled(column), Foot: foot})
	a.load()
	return a
}

// Content belongs to screen.
func (a *approvals) Content() fyne.CanvasObject { return a.page }

// Show belongs to screen; there is one view.
func (a *approvals) Show(view) { a.load() }

// View belongs to screen.
func (a *approvals) View() view { return view{} }

// Changed reads the queue again.
func (a *approvals) Changed(changes []app.Change) {
	if concerns(changes, app.KindLine, app.KindDispute, app.KindSettings, app.KindStatement, app.KindPartner) {
		a.load()
	}
}

// Focus gives the keyboard to the first group.
func (a *approvals) Focus() {
	if a.first != nil {
		a.d.root.Focus(a.first)
	}
}

// Close belongs to screen.
func (a *approvals) Close() { a.slot.Cancel() }

func (a *approvals) load() {
	kit.Load(a.d.stage, &a.slot, a.d.firm.Commissions.Queue, func(items []app.QueueItem, err error) {
		if err != nil {
			replace(a.rows, a.d.root.Broken(err, a.load))
			return
		}
		a.draw(items)
	})
}

func (a *approvals) draw(items []app.QueueItem) {
	focused := a.d.is("approvals") && !a.d.root.Covered()
	a.first = nil
	cards := make([]fyne.CanvasObject, 0, len(items)+1)
	for _, q := range items {
		cards = append(cards, a.card(q))
	}
	if len(items) == 0 {
		cards = append(cards, kit.Card(kit.Pad(8, 10, 8, 10, kit.NewText("Nothing waits for approval, and nothing is held.", kit.Look{Role: kit.RoleMuted}))))
	}
	replace(a.rows, cards...)
	a.page.Refresh()
	if focused {
		a.Focus()
	}
}

// card is one group: what and how much, for whom it waits, since when, and the way to exactly these.
func (a *approvals) card(q app.QueueItem) fyne.CanvasObject {
	more := "Waits for: " + q.For + " Since " + dayWords(q.Since, a.d.today) + "."
	if q.Next != 0 {
		more += " Next date: " + dayWords(q.Next, a.d.today) + "."
	}
	one, many, section, icon := "line", "lines", "commissions", "commissions"
	switch q.Kind {
	case app.KindDispute:
		one, many, section, icon = "dispute", "disputes", "disputes", "flag"
	case app.KindPartner:
		one, many, section, icon = "change", "changes", "partners", "building"
	}
	filters := make([]filter, len(q.Query.Where))
	for i, c := range q.Query.Where {
		filters[i] = oneOf(c.Field, capital(c.Field), c.Values[0], c.Values...)
		if c.Field == "id" {
			filters[i].Text = capital(q.What)
		}
	}
	button := kit.NewButton("Open", "", kit.Normal, func() { a.d.open(section, view{Filters: filters}) })
	if a.first == nil {
		a.first = button
	}
	head := capital(q.What) + ": " + plural(q.Count, one, many)
	if len(q.Sums) > 0 {
		head += ", " + sumsText(q.Sums)
	}
	words := kit.Down(1, kit.NewText(head, kit.Look{Bold: true}),
		kit.NewText(more, kit.Look{Role: kit.RoleMuted, Size: 12, Wrap: true}))
	return kit.Card(kit.Pad(4, 6, 4, 6, kit.Across(12, kit.NewIcon(icon, kit.RolePrimary, 18), kit.Grow(words), button)))
}
