package desk

import (
	"rapport/app"
	"rapport/views/kit"
)

// planScreen is the firm's terms that are kept to be used again, with their details.
type planScreen struct {
	*list[app.PlanRow]
}

// newPlans makes the section of plans.
func newPlans(d *Desk) screen {
	return &planScreen{newList(d, listSpec[app.PlanRow]{
		section: "plans", title: "Plans", one: "plan", many: "plans",
		search: "Search by name",
		columns: []kit.Column{
			{Key: "number", Title: "Number", Width: 90, Sortable: true},
			{Key: "name", Title: "Name", Width: 180, Weight: 1, Sortable: true},
			{Key: "terms", Title: "What it pays", Kind: kit.KindMuted, Width: 200, Weight: 2, HideBelow: 700},
			{Key: "agreements", Title: "Agreements", Kind: kit.KindMoney, Width: 96, Sortable: true},
			{Key: "archived", Title: "", Kind: kit.KindChip, Width: 90},
		},
		order: []app.Sort{{Key: "name"}},
		key:   func(r app.PlanRow) int64 { return int64(r.ID) },
		cells: planCells,
		ids:   d.firm.Plans.IDs, rows: d.firm.Plans.Rows,
		filters: []filterSpec{{field: "archived", title: "Archived", any: "Archived: any", choices: func() []filter {
			return []filter{oneOf("archived", "Archived", "not archived", "no"), oneOf("archived", "Archived", "archived", "yes")}
		}}},
		concerns: []app.Kind{app.KindAgreement},
		moves:    app.KindPlan,
		first: kit.Empty{Icon: "percent", Title: "No plans yet",
			Text:   "A plan is terms to use again: an agreement takes a copy. The catalogue has ready ones for each kind of firm.",
			Action: "Choose a ready plan", Run: d.addReadyPlan},
		add:    "plan.new",
		hints:  [][2]string{{"E", "edit"}, {"Y", "from the catalogue"}, {"Del", "remove"}},
		detail: newPlanPane(d),
	})}
}

func planCells(r app.PlanRow, into []kit.Cell) {
	into[0] = kit.Cell{Text: r.Number}
	into[1] = kit.Cell{Text: r.Name, Bold: !r.Archived}
	into[2] = kit.Cell{Text: termsSentence(r.Terms)}
	into[3] = kit.Cell{Text: grouped(int64(r.Agreements))}
	into[4] = kit.Cell{}
	if r.Archived {
		into[4] = kit.Cell{Text: "Archived", Hue: kit.Grey}
	}
}

// planCommands are what can be done with plans.
func planCommands(d *Desk) []kit.Command {
	const group = "Plans"
	here := func() bool { return d.is("plans") }
	may := func(fits func(app.PlanRow) bool) func() bool {
		return func() bool { r, ok := d.plan(); return ok && fits(r) }
	}
	with := func(run func(app.PlanRow)) func() {
		return func() {
			if r, ok := d.plan(); ok {
				run(r)
			}
		}
	}
	always := func(app.PlanRow) bool { return true }
	return []kit.Command{
		{ID: "plan.new", Title: "New plan", Icon: "plus", Group: group, Keys: "Ctrl+N", When: here, Run: d.newPlan},
		{ID: "plan.ready", Title: "Add a plan from the catalogue", Icon: "list", Group: group, Keys: "Y", When: here, Run: d.addReadyPlan},
		{ID: "plan.edit", Title: "Edit plan", Icon: "edit", Group: group, Keys: "E", When: may(always), Run: with(d.editPlan)},
		{ID: "plan.archive", Title: "Archive plan", Icon: "inbox", Group: group, When: may(func(r app.PlanRow) bool { return !r.Archived }), Run: with(d.archivePlan)},
		{ID: "plan.back", Title: "Bring plan back from the archive", Icon: "undo", Group: group, When: may(func(r app.PlanRow) bool { return r.Archived }), Run: with(d.archivePlan)},
		{ID: "plan.remove", Title: "Remove plan", Icon: "trash", Group: group, Keys: "Del", When: may(always), Run: with(d.removePlan)},
	}
}

// plan is the one selected in the section of plans, if that is shown and was read.
func (d *Desk) plan() (app.PlanRow, bool) {
	m, ok := d.screens["plans"]
	if !ok || !d.is("plans") {
		return app.PlanRow{}, false
	}
	return m.screen.(*planScreen).current()
}
