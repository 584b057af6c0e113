package app

import "rapport/app/terms"

// Plan is a reusable set of incentive rules. An agreement version takes a copy of its terms: changing a plan changes no agreement.
type Plan struct {
	ID       ID[Plan]    `json:"id"`
	Number   string      `json:"number"` // PL-0001, for people
	Name     string      `json:"name"`   // one of its kind, however it is written
	Note     string      `json:"note,omitempty"`
	Terms    terms.Terms `json:"terms"`
	Archived bool        `json:"archived,omitempty"` // no longer offered
	Version  int64       `json:"version"`
}

// PlanRow is a plan as lists show it.
type PlanRow struct {
	Plan
	Agreements int // versions of agreements not over that hold exactly these terms
}

// WholePlan is a plan with the first agreements that hold exactly its terms.
type WholePlan struct {
	PlanRow
	Uses []AgreementRow
}

// mostUses is how many agreements a WholePlan names.
const mostUses = 50

// PlanFields are what the list of plans may be filtered by.
func PlanFields() []string { return []string{"id", "archived"} }

// PlanSorts are the sort keys of the list of plans; the first is its own order.
func PlanSorts() []string { return []string{"name", "number", "agreements"} }

// PlanBooks keeps plans.
type PlanBooks interface {
	Plan(ID[Plan]) (Plan, error)
	PlanByNumber(number string) (Plan, error)
	PlanByName(folded string) (Plan, error)
	AddPlan(Plan) error
	PutPlan(Plan) error
	DeletePlan(ID[Plan]) error
	PlanIDs(q Query, each func([]int32) error) error
	PlanRows([]int32) ([]PlanRow, error)
	PlanUses(plan ID[Plan], most int) ([]int32, error) // agreements not over with a frozen version of exactly these terms, the oldest first
}
