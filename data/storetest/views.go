package storetest

import (
	"testing"

	"rapport/app"
)

func views(_ *testing.T, d *desk) {
	one := app.SavedView{ID: 1, List: "referrals", Name: "Won Ünder 5,000", Search: "tax", Sort: []app.Sort{{Key: "closed", Desc: true}}, Version: 1,
		Filters: []app.ViewFilter{{Text: "Stage: won", Cond: app.Is("stage", "won")}, {Text: "This month", Cond: app.Condition{Field: "closed"}, Since: app.ThisMonth}}}
	two := app.SavedView{ID: 2, List: "partners", Name: "Attorneys", Version: 1}
	d.write(func(b app.Books) error { return b.AddSavedView(one) })
	d.write(func(b app.Books) error { return b.AddSavedView(two) })
	get := func(id app.ID[app.SavedView]) func(app.Books) (app.SavedView, error) {
		return func(b app.Books) (app.SavedView, error) { return b.SavedView(id) }
	}
	same(d, "round trip", got(d, get(1)), one)
	missing(d, get(9))
	same(d, "by name", got(d, func(b app.Books) ([]app.SavedView, error) { return b.SavedViews() }), []app.SavedView{two, one})
	two.Name, two.Version = "Lawyers", 2
	d.write(func(b app.Books) error { return b.PutSavedView(two) })
	d.refused(app.Conflict, func(b app.Books) error { return b.PutSavedView(two) })
	same(d, "changed", got(d, get(2)), two)
	d.write(func(b app.Books) error { return b.DeleteSavedView(2) })
	d.refused(app.NotFound, func(b app.Books) error { return b.DeleteSavedView(2) })
}
