package desk

import (
	"slices"
	"strings"

	"rapport/app"
	"rapport/views/kit"
)

// filter is a condition in force, with what its chip says.
type filter struct {
	Field string
	Text  string
	Cond  app.Condition
	Since app.Since // the period it is, that moves on with the days; empty for none
}

// filterSpec is one way to narrow a list.
type filterSpec struct {
	field, title string
	any          string          // what the grey chip says while it is not in force; "" shows none
	choices      func() []filter // a few to choose from, in a menu
	find         kit.FindOptions // or many, by typing
	days         bool            // the menu also offers two days of one's own
}

// query is the view as the store understands it.
func (v view) query() app.Query {
	q := app.Query{Search: strings.TrimSpace(v.Search), Sort: v.Sort}
	for _, f := range v.Filters {
		q = q.With(f.Cond)
	}
	return q
}

// narrowed tells whether the view may hide rows.
func (v view) narrowed() bool { return strings.TrimSpace(v.Search) != "" || len(v.Filters) > 0 }

// with puts a filter in place of the one on the same field.
func (v view) with(f filter) view {
	v.Filters = append(v.without(f.Field).Filters, f)
	return v
}

// without takes the filter of a field away.
func (v view) without(field string) view {
	v.Filters = slices.DeleteFunc(slices.Clone(v.Filters), func(f filter) bool { return f.Field == field })
	return v
}

// filter gives the filter of a field.
func (v view) filter(field string) (filter, bool) {
	for _, f := range v.Filters {
		if f.Field == field {
			return f, true
		}
	}
	return filter{}, false
}

// sortWords says how a list is ordered: "Sorted by introduced, newest first".
func sortWords(sorts []app.Sort, columns []kit.Column) string {
	if len(sorts) == 0 {
		return ""
	}
	s := sorts[0]
	for _, c := range columns {
		if c.Key != s.Key {
			continue
		}
		ends := [2]string{"A to Z", "Z to A"}
		switch c.Kind {
		case kit.KindDay:
			ends = [2]string{"oldest first", "newest first"}
		case kit.KindMoney, kit.KindNumber:
			ends = [2]string{"smallest first", "largest first"}
		}
		end := ends[0]
		if s.Desc {
			end = ends[1]
		}
		title, _, _ := strings.Cut(c.Title, " (")
		return "Sorted by " + strings.ToLower(title) + ", " + end
	}
	return ""
}

// kitSorts and appSorts turn the store's order into the grid's and back.
func kitSorts(sorts []app.Sort) []kit.Sort {
	out := make([]kit.Sort, len(sorts))
	for i, s := range sorts {
		out[i] = kit.Sort{Key: s.Key, Desc: s.Desc}
	}
	return out
}

func appSorts(sorts []kit.Sort) []app.Sort {
	out := make([]app.Sort, len(sorts))
	for i, s := range sorts {
		out[i] = app.Sort{Key: s.Key, Desc: s.Desc}
	}
	return out
}
