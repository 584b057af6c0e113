package app

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"rapport/app/calendar"
	"rapport/app/names"
)

// KindView names saved views in news and history.
const KindView Kind = "view"

// SavedView is a way of looking at a list under a name: what it is searched for, narrowed to and ordered by.
type SavedView struct {
	ID      ID[SavedView] `json:"id"`
	List    string        `json:"list"` // one of SavedLists
	Name    string        `json:"name"`
	Search  string        `json:"search,omitempty"`
	Filters []ViewFilter  `json:"filters,omitempty"`
	Sort    []Sort        `json:"sort,omitempty"`
	Version int64         `json:"version"`
}

// ViewFilter is a condition with the words it is shown by. With a Since its days are those of the day it is looked at.
type ViewFilter struct {
	Text  string    `json:"text"` // "Stage: won"
	Cond  Condition `json:"cond"`
	Since Since     `json:"since,omitempty"`
}

// Since is a period that moves on with the days.
type Since string

// The periods that people ask for.
const (
	ThisMonth    Since = "this month"
	LastMonth    Since = "last month"
	ThisQuarter  Since = "this quarter"
	ThisYear     Since = "this year"
	LastYear     Since = "last year"
	Last12Months Since = "last 12 months"
)

// Sinces are all of them.
func Sinces() []Since {
	return []Since{ThisMonth, LastMonth, ThisQuarter, ThisYear, LastYear, Last12Months}
}

// At is the period as of a day.
func (s Since) At(today calendar.Day) calendar.Period {
	if s == Last12Months {
		return calendar.Period{From: today.AddMonths(-12).AddDays(1), To: today.AddDays(1)}
	}
	p, _ := PeriodOn(string(s), today) // the words of the others are read as they stand
	return p
}

// Condition keeps the days of a field within the period as of a day.
func (s Since) Condition(field string, today calendar.Day) Condition {
	p := s.At(today)
	return Condition{Field: field, From: p.From.String(), To: p.Last().String()}
}

// Query is the view as of a day.
func (v SavedView) Query(today calendar.Day) Query {
	q := Query{Search: v.Search, Sort: v.Sort}
	for _, f := range v.Filters {
		if f.Since != "" {
			f.Cond = f.Since.Condition(f.Cond.Field, today)
		}
		q = q.With(f.Cond)
	}
	return q
}

// Words says what a view shows.
func (v SavedView) Words() string {
	var parts []string
	if v.Search != "" {
		parts = append(parts, "search for “"+v.Search+"”")
	}
	for _, f := range v.Filters {
		parts = append(parts, orElse(f.Text, f.Cond.Field))
	}
	return orElse(strings.Join(parts, ", "), "everything")
}

// SavedViewBooks keeps saved views.
type SavedViewBooks interface {
	AddSavedView(SavedView) error
	PutSavedView(SavedView) error
	DeleteSavedView(ID[SavedView]) error
	SavedView(ID[SavedView]) (SavedView, error)
	SavedViews() ([]SavedView, error) // by name
}

// lists are the lists that views are saved of, by name.
func (f *Firm) lists() map[string]func(Books, Query, func([]int32) error) error {
	of := func(list func(Books, Query, func([]int32) error) error) func(Books, Query, func([]int32) error) error {
		return func(b Books, q Query, each func([]int32) error) error { return f.ids(list, q, each)(b) }
	}
	return map[string]func(Books, Query, func([]int32) error) error{
		"partners": f.partnerIDs, "referrals": of(Books.ReferralIDs), "given": of(Books.OutboundIDs), "leads": Books.LeadIDs, "materials": Books.MaterialIDs,
		"templates": Books.TemplateIDs, "mail": of(Books.MessageIDs), "commissions": of(Books.LineIDs), "statements": of(Books.StatementIDs),
		"payouts": of(Books.PayoutIDs), "plans": Books.PlanIDs, "selfbills": of(Books.SelfBillIDs), "disputes": of(Books.DisputeIDs), "market": of(Books.MarketIDs),
		"history": Books.AuditIDs,
	}
}

// SavedLists are the lists that views are saved of.
func (f *Firm) SavedLists() []string { return slices.Sorted(maps.Keys(f.lists())) }

// Views are the use-cases of saved views.
type Views struct{ f *Firm }

// mostViews is how many views a firm saves: more than anybody looks at.
const mostViews = 200

// List gives all saved views by name.
func (u Views) List(ctx context.Context) ([]SavedView, error) {
	return read(ctx, u.f, func(b Books) ([]SavedView, error) { return b.SavedViews() })
}

// Counted is a saved view with how many rows it shows now, up to MostCounted.
type Counted struct {
	SavedView
	Count int
}

// MostCounted is up to where the rows of a view are counted.
const MostCounted = 1000

// Counts gives all saved views by name, each with how many rows it shows. One that asks for something that is gone shows none.
func (u Views) Counts(ctx context.Context) ([]Counted, error) {
	return read(ctx, u.f, func(b Books) ([]Counted, error) {
		s, err := b.Settings()
		if err != nil {
			return nil, err
		}
		all, err := b.SavedViews()
		out := make([]Counted, len(all))
		for i, v := range all {
			out[i].SavedView = v
			if err := u.f.lists()[v.List](b, v.Query(u.f.today(s)).First(MostCounted), func(ids []int32) error {
				out[i].Count += len(ids)
				return nil
			}); err != nil && AsProblem(err).Kind != Invalid && !IsNotFound(err) {
				return nil, err
			}
		}
		return out, err
	})
}

// Find gives the view people mean by its name.
func (u Views) Find(ctx context.Context, name string) (SavedView, error) {
	return read(ctx, u.f, func(b Books) (SavedView, error) {
		all, err := b.SavedViews()
		if err != nil {
			return SavedView{}, err
		}
		if i := viewNamed(all, name); i >= 0 {
			return all[i], nil
		}
		return SavedView{}, &Problem{Kind: NotFound, Field: "view", Say: fmt.Sprintf("There is no saved view %q.", name), Try: "Check the spelling, or list the saved views."}
	})
}

func viewNamed(all []SavedView, name string) int {
	return slices.IndexFunc(all, func(v SavedView) bool { return names.Fold(v.Name) == names.Fold(name) })
}

// Save keeps a view under its name. One of the same list and name is replaced.
func (u Views) Save(ctx context.Context, ask Ask, v SavedView) (Receipt, error) {
	return u.f.write(ctx, ask, "view.save", func(t *tx) error {
		v.Name, v.Search = names.Clean(v.Name), strings.TrimSpace(v.Search)
		all, err := t.SavedViews()
		if err != nil {
			return err
		}
		if err := t.checkView(v, all); err != nil {
			return err
		}
		if i := viewNamed(all, v.Name); i >= 0 {
			old := all[i]
			v.ID, v.Version = old.ID, old.Version+1
			if err := t.PutSavedView(v); err != nil {
				return err
			}
			t.did(KindView, int64(v.ID), "Changed the view “%s”", v.Name)
			return t.image(KindView, int64(v.ID), old, v)
		}
		id, err := t.nextID(KindView)
		if err != nil {
			return err
		}
		v.ID, v.Version = ID[SavedView](id), 1
		if err := t.AddSavedView(v); err != nil {
			return err
		}
		t.did(KindView, id, "Saved the view “%s”", v.Name)
		return t.image(KindView, id, nil, v)
	})
}

func (t *tx) checkView(v SavedView, all []SavedView) error {
	i := viewNamed(all, v.Name)
	switch {
	case v.Name == "":
		return Bad("name", "A view needs a name.", "Write what it shows, such as “Open over 10,000”.")
	case i >= 0 && all[i].List != v.List:
		return Bad("name", fmt.Sprintf("“%s” is a view of %s.", all[i].Name, all[i].List), "Choose another name.")
	case i < 0 && len(all) >= mostViews:
		return No(fmt.Sprintf("There are %d saved views.", len(all)), "Remove some that nobody looks at.")
	}
	ids, ok := t.f.lists()[v.List]
	if !ok {
		return Bad("list", fmt.Sprintf("Views of %q are not saved.", v.List), "Choose "+orList(t.f.SavedLists())+".")
	}
	for _, f := range v.Filters {
		if f.Since != "" && !slices.Contains(Sinces(), f.Since) {
			return Bad("filters", fmt.Sprintf("%q is no period that moves on.", f.Since), "Choose one of the list's own.")
		}
	}
	// a filter that the list does not have is refused by the list itself
	if err := ids(t.Books, v.Query(t.today).First(1), func([]int32) error { return nil }); err != nil {
		return err
	}
	return within("name", v.Name, 60)
}

// Remove takes a saved view away. What it shows stays.
func (u Views) Remove(ctx context.Context, ask Ask, id ID[SavedView]) (Receipt, error) {
	return u.f.write(ctx, ask, "view.remove", func(t *tx) error {
		old, err := t.SavedView(id)
		if err != nil {
			return err
		}
		if err := t.DeleteSavedView(id); err != nil {
			return err
		}
		t.did(KindView, int64(id), "Removed the view “%s”", old.Name)
		return t.image(KindView, int64(id), old, nil)
	})
}
