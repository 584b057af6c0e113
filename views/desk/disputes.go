package desk

import (
	"slices"

	"rapport/app"
	"rapport/views/kit"
)

// disputes is the queue of partners' objections, the nearest deadline first, with their details.
type disputes struct {
	*list[app.DisputeRow]
}

// newDisputes makes the section of disputes.
func newDisputes(d *Desk) screen {
	return &disputes{newList(d, listSpec[app.DisputeRow]{
		section: "disputes", title: "Disputes", one: "dispute", many: "disputes",
		search: "Search by partner",
		columns: []kit.Column{
			{Key: "number", Title: "Number", Width: 106, Sortable: true},
			{Key: "partner", Title: "Partner", Width: 130, Weight: 1, Sortable: true},
			{Key: "client", Title: "Client", Width: 110, Weight: 1, HideBelow: 900},
			{Key: "state", Title: "State", Kind: kit.KindChip, Width: 140, Sortable: true},
			{Key: "deadline", Title: "Decide by", Kind: kit.KindDay, Width: 110, Sortable: true},
			{Key: "amount", Title: "Line says", Kind: kit.KindMoney, Width: 100},
			{Key: "figure", Title: "Partner says", Kind: kit.KindMoney, Width: 104, Sortable: true},
			{Key: "currency", Title: "", Kind: kit.KindMuted, Width: 56},
		},
		order: []app.Sort{{Key: "deadline"}},
		key:   func(r app.DisputeRow) int64 { return int64(r.ID) },
		cells: func(r app.DisputeRow, into []kit.Cell) { disputeCells(d, r, into) },
		ids:   d.firm.Disputes.IDs, rows: d.firm.Disputes.Rows,
		filters:  disputeFilters(d),
		concerns: []app.Kind{app.KindPartner, app.KindClient, app.KindLine},
		moves:    app.KindDispute,
		first: kit.Empty{Icon: "flag", Title: "No disputes",
			Text:   "When a partner objects to a commission line, open a dispute on it: only that line is held until it is decided.",
			Action: "Go to commissions", Run: func() { d.visit("commissions") }},
		hints:  [][2]string{{"R", "move on"}, {"E", "decide"}, {"N", "note or file"}},
		detail: newDisputePane(d),
	})}
}

func disputeCells(d *Desk, r app.DisputeRow, into []kit.Cell) {
	into[0] = kit.Cell{Text: r.Number}
	into[1] = kit.Cell{Text: r.PartnerName}
	into[2] = kit.Cell{Text: r.ClientName}
	into[3] = kit.Cell{Text: capital(string(r.State)), Hue: disputeHue(r, d)}
	into[4] = kit.Cell{Text: dayWords(r.Deadline, d.today)}
	if r.Overdue(d.today) {
		into[4].Role = kit.RoleError
	}
	into[5] = kit.Cell{Text: r.Amount.Amount()}
	into[6] = kit.Cell{Text: r.Figure.Amount(), Bold: true}
	into[7] = kit.Cell{Text: string(r.Amount.Currency)}
}

// disputeHue is the chip colour of a dispute: red when its deadline has passed.
func disputeHue(r app.DisputeRow, d *Desk) kit.Hue {
	switch {
	case r.Overdue(d.today):
		return kit.Red
	case r.State == app.DisputeClosed:
		return kit.Grey
	case r.State.Decided():
		return kit.Green
	case r.State == app.DisputeWaiting:
		return kit.Blue
	}
	return kit.Amber
}

// undecided keeps the disputes that wait for their outcome.
func undecided() filter {
	words := make([]string, 0, 3)
	for _, s := range app.UndecidedStates() {
		words = append(words, string(s))
	}
	return oneOf("state", "State", "not decided", words...)
}

func disputeFilters(d *Desk) []filterSpec {
	return []filterSpec{
		{field: "state", title: "State", any: "State: any", choices: func() []filter {
			return append([]filter{undecided()}, wordFilters("state", "State", app.DisputeOpen, app.DisputeReview, app.DisputeWaiting,
				app.DisputeUpheld, app.DisputePartly, app.DisputeRejected, app.DisputeClosed)...)
		}},
		{field: "partner", title: "Partner", find: d.findPartners},
		{field: "segment", title: "Segment", find: d.findSegments},
	}
}

// disputeCommands are what can be done with the selected dispute; opening one belongs to commission lines.
func disputeCommands(d *Desk) []kit.Command {
	const group = "Disputes"
	may := func(fits func(app.DisputeState) bool) func() bool {
		return func() bool { r, ok := d.dispute(); return ok && fits(r.State) }
	}
	with := func(run func(app.DisputeRow)) func() {
		return func() {
			if r, ok := d.dispute(); ok {
				run(r)
			}
		}
	}
	decidable := func(s app.DisputeState) bool { return slices.Contains(app.NextDisputeStates(s), app.DisputeRejected) }
	movable := func(s app.DisputeState) bool { return len(stepsOf(s)) > 0 }
	return []kit.Command{
		{ID: "dispute.queue", Title: "Disputes that are not decided", Icon: "flag", Group: group,
			Run: func() { d.open("disputes", view{Filters: []filter{undecided()}}) }},
		{ID: "dispute.move", Title: "Move dispute on", Icon: "forward", Group: group, Keys: "R", When: may(movable), Run: with(d.moveDispute)},
		{ID: "dispute.decide", Title: "Decide dispute", Icon: "check", Group: group, Keys: "E", When: may(decidable), Run: with(d.decideDispute)},
		{ID: "dispute.note", Title: "Add a note to the dispute", Icon: "note", Group: group, Keys: "N",
			When: may(func(app.DisputeState) bool { return true }), Run: with(d.noteDispute)},
		{ID: "dispute.attach", Title: "Attach a file to the dispute …", Icon: "folder", Group: group,
			When: may(func(app.DisputeState) bool { return true }), Run: with(d.attachDispute)},
	}
}

// stepsOf are the moves of a dispute that are no outcome.
func stepsOf(s app.DisputeState) []app.DisputeState {
	return slices.DeleteFunc(app.NextDisputeStates(s), func(to app.DisputeState) bool { return to.Decided() && to != app.DisputeClosed })
}

// dispute is the one selected in the section of disputes, if that is shown and was read.
func (d *Desk) dispute() (app.DisputeRow, bool) {
	m, ok := d.screens["disputes"]
	if !ok || !d.is("disputes") {
		return app.DisputeRow{}, false
	}
	return m.screen.(*disputes).current()
}
