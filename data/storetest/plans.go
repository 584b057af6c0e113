package storetest

import (
	"errors"
	"testing"

	"rapport/app"
	"rapport/app/names"
	"rapport/app/terms"
)

func plan(id int64, name string) app.Plan {
	return app.Plan{ID: app.ID[app.Plan](id), Number: app.Number("PL", id, 4), Name: name, Note: "n", Terms: tenPercent(), Version: 1}
}

func plans(_ *testing.T, d *desk) {
	firm(d)
	first, second := plan(1, "Müller's plan"), plan(2, "Attorneys")
	second.Terms = terms.Terms{Currency: "EUR", Rules: []terms.Rule{{Kind: terms.FlatOnWin, Flat: 50000}}}
	second.Archived = true
	used := version(1, 1, 1, app.VersionFrozen)
	d.write(func(b app.Books) error {
		return errors.Join(b.AddPlan(first), b.AddPlan(second), b.AddAgreement(agreement(1, 1, "2026-01-01")), b.AddVersion(used),
			b.AddVersion(version(2, 1, 2, app.VersionDraft)))
	})
	same(d, "round trip", got(d, func(b app.Books) (app.Plan, error) { return b.Plan(1) }), first)
	same(d, "by number", got(d, func(b app.Books) (app.Plan, error) { return b.PlanByNumber("PL-0002") }), second)
	same(d, "by name", got(d, func(b app.Books) (app.Plan, error) { return b.PlanByName(names.Fold("MÜLLER'S plan")) }), first)
	missing(d, func(b app.Books) (app.Plan, error) { return b.Plan(9) })
	missing(d, func(b app.Books) (app.Plan, error) { return b.PlanByName("other") })

	list := func(b app.Books) listing { return b.PlanIDs }
	takesAll(d, app.PlanFields(), app.PlanSorts(), list)
	refusesUnknownKeys(d, list)
	ids := func(q app.Query) []int32 {
		var all []int32
		d.read(func(b app.Books) error {
			return b.PlanIDs(q, func(some []int32) error { all = append(all, some...); return nil })
		})
		return all
	}
	same(d, "by name", ids(app.Query{}), []int32{2, 1})
	same(d, "found", ids(app.Query{Search: "müll"}), []int32{1})
	same(d, "rows", got(d, func(b app.Books) ([]app.PlanRow, error) { return b.PlanRows([]int32{1, 2}) }),
		[]app.PlanRow{{Plan: first, Agreements: 1}, {Plan: second}})

	uses := func(id app.ID[app.Plan], most int) []int32 {
		return got(d, func(b app.Books) ([]int32, error) { return b.PlanUses(id, most) })
	}
	same(d, "held by", uses(1, 50), []int32{1})
	same(d, "held by none", len(uses(2, 50))+len(uses(9, 50))+len(uses(1, 0)), 0)

	first.Name, first.Version = "Renamed", 2
	d.write(func(b app.Books) error { return b.PutPlan(first) })
	d.refused(app.Conflict, func(b app.Books) error { return b.PutPlan(first) })
	same(d, "found by its new name", ids(app.Query{Search: "renam"}), []int32{1})
	d.write(func(b app.Books) error { return b.DeletePlan(1) })
	missing(d, func(b app.Books) (app.Plan, error) { return b.Plan(1) })
	d.refused(app.NotFound, func(b app.Books) error { return b.DeletePlan(1) })
}
