package app_test

import (
	"maps"
	"testing"

	"rapport/app"
)

// A saved view shows what it was saved with; one of the same name takes its place, and undo brings the old one back.
func TestSavedViews(t *testing.T) {
	d := open(t)
	p := d.partner("Harcourt & Lowe")
	d.partner("Finch")
	d.ok(d.Referrals.Log(ctx(), app.Ask{}, app.NewReferral{Partner: p, ClientName: "Amber Ltd", Introduced: d.today()}))
	d.ok(d.Referrals.Log(ctx(), app.Ask{}, app.NewReferral{Partner: p, ClientName: "Beryl Ltd", Introduced: d.today().AddMonths(-2)}))
	month := app.SavedView{List: "referrals", Name: " New  this month ", Sort: []app.Sort{{Key: "introduced", Desc: true}},
		Filters: []app.ViewFilter{{Text: "This month", Cond: app.Condition{Field: "introduced", From: "1999-01-01"}, Since: app.ThisMonth}}}
	shows := func(what string, want map[string]int) {
		t.Helper()
		all, err := d.Views.Counts(ctx())
		if err != nil {
			t.Fatal(err)
		}
		out := map[string]int{}
		for _, v := range all {
			out[v.Name] = v.Count
		}
		if !maps.Equal(out, want) {
			t.Errorf("%s: %v, want %v", what, out, want)
		}
	}
	d.ok(d.Views.Save(ctx(), app.Ask{}, month))
	shows("its days are those of today", map[string]int{"New this month": 1})
	month.Filters = nil
	again := d.ok(d.Views.Save(ctx(), app.Ask{}, month))
	shows("one of the same name takes its place", map[string]int{"New this month": 2})
	d.ok(d.History.Undo(ctx(), app.Ask{}, again.Audit))
	shows("undo brings the old one back", map[string]int{"New this month": 1})
	for _, c := range []struct {
		name  string
		view  app.SavedView
		field string
		say   string
	}{
		{"no name", app.SavedView{List: "partners"}, "name", "needs a name"},
		{"the name of another list's", app.SavedView{List: "partners", Name: "new THIS month"}, "name", "is a view of referrals"},
		{"of no list", app.SavedView{List: "everything", Name: "x"}, "list", "are not saved"},
		{"a filter the list does not have", app.SavedView{List: "partners", Name: "x", Filters: []app.ViewFilter{{Cond: app.Is("stage", "won")}}}, "stage", "cannot be filtered"},
		{"an order it does not have", app.SavedView{List: "partners", Name: "x", Sort: []app.Sort{{Key: "size"}}}, "size", "cannot be sorted"},
		{"a period nobody knows", app.SavedView{List: "referrals", Name: "x", Filters: []app.ViewFilter{{Cond: app.Condition{Field: "introduced"}, Since: "next week"}}}, "filters", "next week"},
	} {
		d.refused(c.name, refusal{kind: app.Invalid, field: c.field, say: c.say}, func() error {
			_, err := d.Views.Save(ctx(), app.Ask{}, c.view)
			return err
		})
	}
	v, err := d.Views.Find(ctx(), "new this MONTH")
	if err != nil {
		t.Fatal(err)
	}
	gone := d.ok(d.Views.Remove(ctx(), app.Ask{}, v.ID))
	shows("removed", map[string]int{})
	d.ok(d.History.Undo(ctx(), app.Ask{}, gone.Audit))
	shows("and back", map[string]int{"New this month": 1})
	d.clean()
}

// Every list that views are saved of takes a view of everything.
func TestEverySavedListIsThere(t *testing.T) {
	d := open(t)
	for _, list := range d.Firm.SavedLists() {
		d.ok(d.Views.Save(ctx(), app.Ask{}, app.SavedView{List: list, Name: "All of " + list}))
	}
	if all, err := d.Views.Counts(ctx()); err != nil || len(all) != len(d.Firm.SavedLists()) {
		t.Errorf("%d views, %v", len(all), err)
	}
}

// The periods that move on with the days, as of the last day of a leap February.
func TestSinceMovesOn(t *testing.T) {
	today := day("2028-02-29")
	for s, want := range map[app.Since][2]string{
		app.ThisMonth: {"2028-02-01", "2028-02-29"}, app.LastMonth: {"2028-01-01", "2028-01-31"}, app.ThisQuarter: {"2028-01-01", "2028-03-31"},
		app.ThisYear: {"2028-01-01", "2028-12-31"}, app.LastYear: {"2027-01-01", "2027-12-31"}, app.Last12Months: {"2027-03-01", "2028-02-29"},
	} {
		if c := s.Condition("day", today); c.From != want[0] || c.To != want[1] {
			t.Errorf("%s: %s to %s, want %v", s, c.From, c.To, want)
		}
	}
}
