package desk

import (
	"fyne.io/fyne/v2"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/views/kit"
)

// liabilityPane says what a row of the report is made of, with the ways there.
type liabilityPane struct {
	d     *Desk
	row   app.Liability
	box   *paneBox
	name  *kit.Button
	total *kit.Text
	parts *fyne.Container
	first *kit.Button
}

func newLiabilityPane(d *Desk) *liabilityPane {
	p := &liabilityPane{d: d, total: kit.NewText("", kit.Caption()), parts: kit.Down(12)}
	p.name = kit.NewLink("", func() {
		if p.row.Partner != 0 {
			d.openPartner(p.row.Partner, p.row.Name)
		}
	})
	p.box = newPaneBox("Choose a partner to see what it is made of.", kit.Down(4, p.total, p.name.Cut()), p.parts)
	return p
}

// show draws a row as of a day, 0 today, with a note below.
func (p *liabilityPane) show(l app.Liability, ok bool, day calendar.Day, note string) {
	if !ok {
		p.box.nothing()
		return
	}
	as := "as of today"
	if day != 0 {
		as = "as of " + day.Label()
	}
	p.total.Set(string(l.Currency) + " · " + as)
	p.name.SetText(l.Name)
	p.row = l
	p.first = nil
	var lines []fyne.CanvasObject
	for _, part := range liabilityParts() {
		lines = append(lines, p.part(l, part, day))
	}
	if day != 0 {
		lines = append(lines, quiet("Where the lines stood on that day follows from the days of their approval, statement and payment. The lists show where they stand now."))
	}
	if note != "" {
		lines = append(lines, quiet(note))
	}
	replace(p.parts, lines...)
	p.box.show()
}

// quiet is a remark.
func quiet(text string) fyne.CanvasObject {
	return kit.NewText(text, kit.Look{Role: kit.RoleMuted, Size: 11, Wrap: true})
}

// part is one state with its amount, what it means, and the way to its rows.
func (p *liabilityPane) part(l app.Liability, part liabilityPart, day calendar.Day) fyne.CanvasObject {
	minor := part.of(l)
	look := kit.Look{Hug: true, Bold: minor != 0}
	if minor == 0 {
		look.Role = kit.RoleMuted
	}
	head := kit.Across(8, kit.Grow(kit.NewText(part.title, kit.Look{Bold: true})), kit.NewText(money.New(minor, l.Currency).Amount(), look))
	body := kit.Down(2, head, kit.NewText(part.words, kit.Look{Role: kit.RoleMuted, Size: 11, Wrap: true}))
	if minor != 0 {
		link := kit.NewLink("Show", func() { p.open(l, part, day) })
		if p.first == nil {
			p.first = link
		}
		body.Add(kit.Across(0, link, kit.Space()))
	}
	return body
}

// open goes to the rows that an amount is made of.
func (p *liabilityPane) open(l app.Liability, part liabilityPart, day calendar.Day) {
	var filters []filter
	if l.Partner != 0 {
		filters = append(filters, byThing("partner", "Partner", int64(l.Partner), l.Name))
	}
	switch {
	case part.state == "" && day == 0:
		p.d.open("referrals", view{Filters: append(filters, stageFilters()[1])})
		return
	case part.state == "":
		until := daysFilter(0, day)
		until.Field, until.Cond.Field = "introduced", "introduced"
		p.d.open("referrals", view{Filters: append(filters, until)})
		return
	case part.state == app.OnStatement && day == 0:
		open := oneOf("state", "State", "not settled", string(app.StatementIssued), string(app.StatementSent), string(app.StatementAgreed), string(app.StatementQueried))
		p.d.open("statements", view{Filters: append(filters, open)})
		return
	}
	filters = append(filters, oneOf("currency", "Currency", string(l.Currency), string(l.Currency)))
	if day == 0 {
		p.d.open("commissions", view{Filters: append(filters, wordFilters("state", "State", part.state)...)})
		return
	}
	until := daysFilter(0, day)
	until.Field, until.Cond.Field = "day", "day"
	p.d.open("commissions", view{Filters: append(filters, until)})
}

// enter gives the keyboard to the first way to the rows.
func (p *liabilityPane) enter() {
	if p.first != nil {
		p.d.root.Focus(p.first)
	}
}
