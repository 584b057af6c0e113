package term

import (
	"fmt"
	"strings"

	"rapport/app"
	"rapport/app/report"
)

type viewCmd struct {
	List   viewList   `cmd:"" help:"List the saved views."`
	Save   viewSave   `cmd:"" help:"Save what a list is narrowed to under a name; one of the same name and list is replaced."`
	Remove viewRemove `cmd:"" help:"Take a saved view away."`
}

type viewList struct{}

func (viewList) Run(c *call, f *app.Firm) error {
	all, err := f.Views.Counts(c.ctx)
	if err != nil {
		return err
	}
	doc := func(v app.Counted) map[string]any {
		return map[string]any{"id": v.ID, "name": v.Name, "list": v.List, "words": v.Words(), "rows": v.Count, "search": v.Search, "filters": list(v.Filters), "sort": list(v.Sort)}
	}
	return rows(c, []report.Column{col("View"), col("Of"), countCol("Rows"), col("Shows")}, all, len(all), doc, func(v app.Counted) []report.Cell {
		return []report.Cell{report.Text(v.Name), report.Text(v.List), report.Count(int64(v.Count)), report.Text(v.Words())}
	})
}

type viewSave struct {
	Name   string   `arg:"" help:"What it is called."`
	Of     string   `help:"The list: partners, referrals, commissions, statements …" required:"" placeholder:"LIST"`
	Search string   `help:"Only rows with words that begin like this." placeholder:"WORDS"`
	Where  []string `help:"Only rows where FIELD is VALUE (several values with commas; A..B for a range); a VALUE such as \"this month\" moves on with the days." placeholder:"FIELD=VALUE" sep:"none"`
	Sort   string   `help:"Sort by this key; -KEY reverses." placeholder:"KEY"`
}

func (v *viewSave) Run(c *call, f *app.Firm) error {
	q, err := listing{Search: v.Search, Where: v.Where, Sort: v.Sort}.query(c)
	if err != nil {
		return err
	}
	view := app.SavedView{List: v.Of, Name: v.Name, Search: q.Search, Sort: q.Sort}
	for i, w := range q.Where {
		filter := app.ViewFilter{Text: strings.Replace(v.Where[i], "=", ": ", 1), Cond: w}
		for _, s := range app.Sinces() {
			if len(w.Values) == 1 && w.Values[0] == string(s) {
				filter.Since, filter.Cond = s, app.Condition{Field: w.Field}
			}
		}
		view.Filters = append(view.Filters, filter)
	}
	r, err := f.Views.Save(c.ctx, c.ask(), view)
	return c.receipt(r, err, nil)
}

type viewRemove struct {
	Name string `arg:"" help:"Its name."`
}

func (v *viewRemove) Run(c *call, f *app.Firm) error {
	one, err := f.Views.Find(c.ctx, v.Name)
	if err != nil {
		return err
	}
	r, err := f.Views.Remove(c.ctx, c.ask(), one.ID)
	return c.receipt(r, err, nil)
}

// seen adds what a saved view shows to a query.
func seen(c *call, f *app.Firm, q app.Query, name string) (app.Query, error) {
	v, err := f.Views.Find(c.ctx, name)
	if err != nil {
		return q, err
	}
	today, err := f.Today(c.ctx)
	if err != nil {
		return q, err
	}
	by := v.Query(today)
	if by.Search != "" && q.Search != "" {
		return q, app.Bad("search", fmt.Sprintf("The view “%s” searches for %q already.", v.Name, by.Search), "Leave one of the two out.")
	}
	if by.Search != "" {
		q.Search = by.Search
	}
	if len(q.Sort) == 0 {
		q.Sort = by.Sort
	}
	return q.With(by.Where...), nil
}
