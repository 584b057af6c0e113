package data

import (
	"rapport/app"
	"rapport/app/names"
)

const planColumns = "id, number, name, folded, note, terms, archived, version"

const planFields = "l.id, l.number, l.name, l.note, l.terms, l.archived, l.version"

func readPlan(r *row) app.Plan {
	p := app.Plan{ID: app.ID[app.Plan](r.num()), Number: r.text(), Name: r.text(), Note: r.text()}
	r.json(&p.Terms)
	p.Archived, p.Version = r.yes(), r.num()
	return p
}

func planArgs(dst []any, p *app.Plan) []any {
	return append(dst, int64(p.ID), p.Number, p.Name, names.Fold(p.Name), p.Note, document(p.Terms), p.Archived, p.Version)
}

// Plan gives one plan.
func (b *books) Plan(id app.ID[app.Plan]) (app.Plan, error) {
	return need(b, "This plan", readPlan, "SELECT "+planFields+" FROM plan l WHERE l.id = $1", int64(id))
}

// PlanByNumber gives the plan with a people-facing number.
func (b *books) PlanByNumber(number string) (app.Plan, error) {
	return need(b, "Plan "+number, readPlan, "SELECT "+planFields+" FROM plan l WHERE l.number = $1", number)
}

// PlanByName gives the plan with a folded name.
func (b *books) PlanByName(folded string) (app.Plan, error) {
	return need(b, "This plan", readPlan, "SELECT "+planFields+" FROM plan l WHERE l.folded = $1", folded)
}

// AddPlan adds a plan whose id and number are set.
func (b *books) AddPlan(p app.Plan) error {
	if err := insert(b, "plan", planColumns, []app.Plan{p}, planArgs); err != nil {
		return err
	}
	return b.index("plan", "id", int64(p.ID))
}

// PutPlan changes a plan.
func (b *books) PutPlan(p app.Plan) error {
	return b.reindexing(int64(p.ID), []indexed{{"plan", "id"}}, func() error {
		return b.putOne("This plan", "plan", int64(p.ID), updateText("plan", planColumns), append(planArgs(nil, &p), p.Version-1)...)
	})
}

// DeletePlan removes a plan.
func (b *books) DeletePlan(id app.ID[app.Plan]) error {
	if err := b.unindex("plan", "id", int64(id)); err != nil {
		return err
	}
	return b.deleteOne("This plan", "plan", int64(id))
}

// planUses counts the agreements in force that hold exactly a plan's terms.
const planUses = `(SELECT count(*) FROM agreement_version v CROSS JOIN agreement a ON a.id = v.agreement_id
	WHERE v.terms = l.terms AND v.state = 'frozen' AND a.state IN ('active', 'suspended', 'run-off'))`

// PlanUses gives the agreements in force that hold exactly a plan's terms, the oldest first.
func (b *books) PlanUses(plan app.ID[app.Plan], most int) ([]int32, error) {
	const text = `SELECT DISTINCT v.agreement_id FROM plan l CROSS JOIN agreement_version v ON v.terms = l.terms CROSS JOIN agreement a ON a.id = v.agreement_id
		WHERE l.id = $1 AND v.state = 'frozen' AND a.state IN ('active', 'suspended', 'run-off') ORDER BY v.agreement_id LIMIT $2`
	return all(b, func(r *row) int32 { return int32(r.num()) }, text, int64(plan), int64(most))
}

func planList() list {
	return list{
		what: "plans", from: "plan l", id: "l.id", own: app.Sort{Key: "name"},
		found:  "l.id IN (SELECT rowid FROM plan_search WHERE plan_search MATCH $n)",
		fields: map[string]field{"id": {expr: "l.id", kind: numberField}, "archived": {expr: "l.archived", kind: yesField}},
		sorts: map[string]sorting{"name": {by: []string{"l.folded"}}, "number": {by: []string{"l.number"}},
			"agreements": {by: []string{planUses}}},
	}
}

// PlanIDs lists plans.
func (b *books) PlanIDs(q app.Query, each func([]int32) error) error {
	return b.ids(planList(), q, each)
}

// PlanRows reads plans as lists show them.
func (b *books) PlanRows(ids []int32) ([]app.PlanRow, error) {
	return byIDs(b, ids, "SELECT "+planFields+", "+planUses+" FROM plan l WHERE l.id IN ", func(r *row) app.PlanRow {
		return app.PlanRow{Plan: readPlan(r), Agreements: int(r.num())}
	}, func(p *app.PlanRow) int64 { return int64(p.ID) })
}
