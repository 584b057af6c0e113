package desk

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"rapport/app"
	"rapport/views/kit"
)

// given is the other side of the referrals: clients that the firm introduced to its partners.
type given struct {
	*list[app.OutboundRow]
	pane *outboundPane
}

func newGiven(d *Desk) screen {
	g := &given{pane: newOutboundPane(d)}
	g.list = newList(d, listSpec[app.OutboundRow]{
		section: "given", title: "Referrals", one: "referral", many: "referrals", search: "Search given",
		sides: referralSides(d, "given"),
		columns: []kit.Column{
			{Key: "given", Title: "Given", Kind: kit.KindDay, Width: 112, Sortable: true},
			{Key: "partner", Title: "Partner", Width: 110, Weight: 1.1, Sortable: true},
			{Key: "client", Title: "Client", Width: 110, Weight: 1, Sortable: true},
			{Key: "service", Title: "Service", Kind: kit.KindMuted, Width: 90, Weight: 0.5, HideBelow: 880, Sortable: true},
			{Key: "state", Title: "State", Kind: kit.KindChip, Width: 118, Sortable: true},
			{Key: "chase", Title: "Ask on", Kind: kit.KindDay, Width: 104, Sortable: true},
			{Key: "estimate", Title: "Estimate", Kind: kit.KindMoney, Width: 104, HideBelow: 700, Sortable: true},
			{Key: "value", Title: "Came of it", Kind: kit.KindMoney, Width: 104, HideBelow: 980, Sortable: true},
		},
		order: []app.Sort{{Key: "given", Desc: true}},
		key:   func(o app.OutboundRow) int64 { return int64(o.ID) },
		cells: func(o app.OutboundRow, into []kit.Cell) { outboundCells(d, o, into) },
		ids:   d.firm.Outbounds.IDs, rows: d.firm.Outbounds.Rows,
		filters: []filterSpec{
			{field: "state", title: "State", any: "State: any", choices: func() []filter {
				waits := oneOf("state", "State", "no outcome yet", string(app.Given), string(app.Acknowledged), string(app.Met))
				return append([]filter{waits}, wordFilters("state", "State", app.OutboundStates()...)...)
			}},
			{field: "given", title: "Given", any: "Given: any time", days: true, choices: func() []filter { return periodFilters("given", d.today) }},
			{field: "partner", title: "Partner", find: d.findPartners},
			{field: "segment", title: "Segment", find: d.findSegments},
		},
		concerns: []app.Kind{app.KindPartner, app.KindClient, app.KindPerson},
		moves:    app.KindOutbound,
		first: kit.Empty{Icon: "referrals", Title: "Nobody was introduced to a partner yet",
			Text:   "Note the clients you send to partners, and what became of them. Who owes whom an introduction follows from here.",
			Action: "Introduce a client", Run: func() { d.root.Commands.Run("outbound.new") }},
		add:    "outbound.new",
		menu:   []string{"outbound.engaged", "outbound.not", "outbound.move", "outbound.chase", "outbound.edit"},
		hints:  [][2]string{{"↑↓", "move"}, {"W", "engaged"}, {"A", "asked"}},
		detail: g.pane,
	})
	return g
}

// referralSides is the switch between the referrals received, those given, leads that may become some, and the pages that leads come by.
func referralSides(d *Desk, at string) *kit.Segments {
	s := kit.NewSegments(func(key string) { d.visit(key) }, kit.Pair{Value: "referrals", Text: "Received"}, kit.Pair{Value: "given", Text: "Given"},
		kit.Pair{Value: "leads", Text: "Leads"}, kit.Pair{Value: "landings", Text: "Pages"})
	s.Set(at)
	return s
}

func outboundCells(d *Desk, o app.OutboundRow, into []kit.Cell) {
	into[0] = kit.Cell{Text: dayWords(o.Given, d.today)}
	into[1] = kit.Cell{Text: o.PartnerName}
	into[2] = kit.Cell{Text: o.ClientName}
	into[3] = kit.Cell{Text: o.Service}
	into[4] = kit.Cell{Text: capital(string(o.State)), Hue: outboundHue(o.Outbound)}
	into[5] = kit.Cell{Text: dayWords(o.Chase, d.today)}
	if o.Chase != 0 && o.Chase <= d.today {
		into[5].Role = kit.RoleError
	}
	into[6] = kit.Cell{Text: amount(o.Estimate, d.settings.Currency), Role: kit.RoleMuted}
	into[7] = kit.Cell{Text: amount(o.Value, d.settings.Currency)}
}

// outboundHue is the chip colour of where an outbound referral stands.
func outboundHue(o app.Outbound) kit.Hue {
	switch {
	case o.Outcome == app.Engaged:
		return kit.Green
	case o.Outcome == app.NotEngaged:
		return kit.Grey
	case o.State == app.Met:
		return kit.Blue
	}
	return kit.Amber
}

// outboundCommands are what can be done with the selected outbound referral; introducing a client is a command of the window.
func outboundCommands(d *Desk) []kit.Command {
	const group = groupReferrals
	when := func(may func(app.Outbound) bool) func() bool {
		return func() bool {
			o, ok := d.outbound()
			return ok && may(o.Outbound)
		}
	}
	with := func(run func(app.OutboundRow)) func() {
		return func() {
			if o, ok := d.outbound(); ok {
				run(o)
			}
		}
	}
	waits := func(o app.Outbound) bool { return o.State.Waits() }
	return []kit.Command{
		{ID: "outbound.new", Title: "Introduce a client", Icon: "plus", Group: group, Keys: "Ctrl+Shift+G", Run: func() { d.introduce(0, "") }},
		{ID: "outbound.engaged", Title: "The client engaged the partner", Icon: "check", Group: group, Keys: "W", When: when(waits),
			Run: with(func(o app.OutboundRow) { d.moveOutbound(o, app.Engaged) })},
		{ID: "outbound.not", Title: "The client did not engage the partner", Icon: "x", Group: group, Keys: "L", When: when(waits),
			Run: with(func(o app.OutboundRow) { d.moveOutbound(o, app.NotEngaged) })},
		{ID: "outbound.move", Title: "Move the outbound referral on", Icon: "flag", Group: group, Keys: "S",
			When: when(func(o app.Outbound) bool { return len(app.NextOutboundStates(o.State)) > 0 }), Run: with(func(o app.OutboundRow) { d.moveOutbound(o, "") })},
		{ID: "outbound.chase", Title: "Asked, no news yet", Icon: "clock", Group: group, Keys: "A", When: when(waits), Run: with(d.chaseOutbound)},
		{ID: "outbound.edit", Title: "Edit the outbound referral", Icon: "edit", Group: group, Keys: "E, F2", When: when(func(app.Outbound) bool { return true }),
			Run: with(d.editOutbound)},
	}
}

// outbound is what is selected among the referrals given, if they are shown and it was read.
func (d *Desk) outbound() (app.OutboundRow, bool) {
	m, ok := d.screens["given"]
	if !ok || !d.is("given") {
		return app.OutboundRow{}, false
	}
	return m.screen.(*given).current()
}

// outboundFacts is what the details of an outbound referral show.
type outboundFacts struct {
	row   app.OutboundRow
	steps []app.Step
}

// outboundPane is the details of one outbound referral.
type outboundPane struct {
	reading[outboundFacts]
	number, client, note *kit.Text
	partner              *kit.Button
	chips                *fyne.Container
	facts_               *kit.Facts
	steps                *kit.Timeline
}

func newOutboundPane(d *Desk) *outboundPane {
	p := &outboundPane{number: kit.NewText("", kit.Caption()), client: kit.NewText("", kit.Look{Size: 17, Bold: true, Wrap: true}), chips: kit.Wrapped(6),
		facts_: kit.NewFacts(), steps: kit.NewTimeline(), note: kit.NewText("", kit.Prose())}
	p.d, p.draw, p.acts = d, p.drawAll, kit.Wrapped(8)
	p.read = func(ctx context.Context, id int64) (f outboundFacts, err error) {
		if f.row, err = d.firm.Outbounds.Get(ctx, app.ID[app.Outbound](id)); err == nil {
			f.steps, err = d.firm.Outbounds.History(ctx, f.row.ID)
		}
		return f, err
	}
	p.partner = kit.NewLink("", func() { d.openPartner(p.shown.row.Partner, p.shown.row.PartnerName) })
	head := kit.Down(4, p.number, p.client, p.partner.Cut(), kit.Pad(2, 0, 4, 0, p.chips), p.acts)
	p.box = newPaneBox("Choose a referral to see what became of it.", head, p.facts_, titled("History", p.steps), titled("Note", p.note))
	return p
}

func (p *outboundPane) drawAll(f outboundFacts) {
	o, d := f.row, p.d
	p.number.Set(o.Number)
	p.client.Set(o.ClientName)
	p.partner.SetText("to " + o.PartnerName)
	chips := []fyne.CanvasObject{kit.NewChip(capital(string(o.State)), outboundHue(o.Outbound))}
	if o.State == app.OutboundClosed {
		chips = append(chips, kit.NewChip(capital(string(o.Outcome)), outboundHue(o.Outbound)))
	}
	if o.Consented == 0 {
		chips = append(chips, kit.NewChip("No consent noted", kit.Amber))
	}
	replace(p.chips, chips...)
	p.drawActs(o)
	set := func(label, value string) { setFact(p.facts_, label, value) }
	p.facts_.Set("Given", dayWords(o.Given, d.today)).Set("Owner", o.Owner)
	set("To", o.PersonName)
	set("Needs", o.Service)
	set("Ask on", dayWords(o.Chase, d.today))
	set("Estimate", amount(o.Estimate, ""))
	set("Came of it", amount(o.Value, ""))
	set("Outcome known", dayWords(o.Ended, d.today))
	set("Reason", o.Reason)
	set("Client agreed", dayWords(o.Consented, d.today))
	set("Reference", o.Reference)
	steps := slices.Clone(f.steps)
	slices.Reverse(steps)
	p.steps.Set(d.happened(nil, steps))
	p.note.Set(o.Note)
	p.box.section("Note", o.Note != "")
}

func (p *outboundPane) drawActs(o app.OutboundRow) {
	d := p.d
	var acts []fyne.CanvasObject
	next := app.NextOutboundStates(o.State)
	if o.State.Waits() {
		acts = append(acts, kit.NewButton("Engaged", "check", kit.Primary, func() { d.moveOutbound(o, app.Engaged) }).Tip("", "W"),
			kit.NewButton("Asked", "clock", kit.Normal, func() { d.chaseOutbound(o) }).Tip("No news yet", "A"))
	}
	if len(next) > 0 {
		acts = append(acts, kit.NewButton("Move on…", "", kit.Normal, func() { d.moveOutbound(o, "") }).Tip("", "S"))
	}
	replace(p.acts, append(acts, kit.NewButton("Edit", "", kit.Normal, func() { d.editOutbound(o) }).Tip("", "E"))...)
}
