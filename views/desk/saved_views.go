package desk

import (
	"context"
	"slices"
	"strings"

	"rapport/app"
	"rapport/views/kit"
)

// saved is a view of a list as it is kept.
func (v view) saved(list, name string) app.SavedView {
	out := app.SavedView{List: list, Name: name, Search: strings.TrimSpace(v.Search), Sort: v.Sort}
	for _, f := range v.Filters {
		out.Filters = append(out.Filters, app.ViewFilter{Text: f.Text, Cond: f.Cond, Since: f.Since})
	}
	return out
}

// opened is a saved view as a list takes it, with the periods of today.
func (d *Desk) opened(s app.SavedView) view {
	v := view{Search: s.Search, Sort: s.Sort}
	for _, f := range s.Filters {
		one := filter{Field: f.Cond.Field, Text: f.Text, Cond: f.Cond, Since: f.Since}
		for _, p := range periodFilters(f.Cond.Field, d.today) {
			if f.Since != "" && p.Since == f.Since {
				one = p
			}
		}
		v.Filters = append(v.Filters, one)
	}
	return v
}

// like tells whether a list shows just what a saved view shows.
func (d *Desk) like(list string, v view, s app.SavedView) bool {
	if list != s.List {
		return false
	}
	want := d.opened(s)
	return strings.TrimSpace(v.Search) == want.Search && (len(want.Sort) == 0 || slices.Equal(v.Sort, want.Sort)) && slices.EqualFunc(v.Filters, want.Filters, func(a, b filter) bool {
		return a.Field == b.Field && a.Cond.From == b.Cond.From && a.Cond.To == b.Cond.To && slices.Equal(a.Cond.Values, b.Cond.Values)
	})
}

// savable is the list that is looked at, if views of it are saved.
func (d *Desk) savable() (place, bool) {
	at, ok := d.at()
	return at, ok && slices.Contains(d.firm.SavedLists(), at.section)
}

// viewHere is the saved view that is looked at.
func (d *Desk) viewHere() (app.SavedView, bool) {
	at, ok := d.savable()
	if ok {
		for _, s := range d.side.views {
			if d.like(at.section, at.view, s.SavedView) {
				return s.SavedView, true
			}
		}
	}
	return app.SavedView{}, false
}

func (d *Desk) viewCommands() []kit.Command {
	return []kit.Command{
		{ID: "view.save", Title: "Save this view of the list", Icon: "star", Group: groupDo, Keys: "Ctrl+Shift+S", When: func() bool { _, ok := d.savable(); return ok }, Run: d.saveView},
		{ID: "view.open", Title: "Open a saved view", Icon: "star", Group: groupGo, Keys: "Ctrl+Shift+O", When: func() bool { return len(d.side.views) > 0 }, Run: d.chooseView},
		{ID: "view.remove", Title: "Remove this saved view", Icon: "trash", Group: groupDo, When: func() bool { _, ok := d.viewHere(); return ok }, Run: d.removeView},
	}
}

// saveView asks what the view of the list is called from now on.
func (d *Desk) saveView() {
	at, ok := d.savable()
	if !ok {
		return
	}
	name := kit.NewTextField(kit.Spec{Key: "name", Label: "Name", Required: true, Hint: "One of this list with the same name is replaced"}, "")
	if now, is := d.viewHere(); is {
		name.Set(now.Name)
	}
	shows := at.view.saved(at.section, "").Words()
	d.openForm(formSpec{again: "view.save", title: "Save this view", note: "It shows " + shows + ". It stands in the sidebar, for everybody who uses this file.", save: "Save view",
		form: kit.NewForm().Add(name), submit: func(ask app.Ask) act {
			v := at.view.saved(at.section, name.Value())
			return func(ctx context.Context) (app.Receipt, error) { return d.firm.Views.Save(ctx, ask, v) }
		}})
}

// chooseView opens a saved view by its name.
func (d *Desk) chooseView() {
	all := slices.Clone(d.side.views)
	words := make([]string, len(all))
	for i, v := range all {
		words[i] = v.Name
	}
	d.pick("Saved view", findWords(words), func(o kit.Option) {
		for _, v := range all {
			if v.Name == o.Text {
				d.openView(v.SavedView)
			}
		}
	})
}

func (d *Desk) openView(s app.SavedView) { d.open(s.List, d.opened(s)) }

// removeView takes the saved view away that is looked at; the toast offers undo.
func (d *Desk) removeView() {
	if s, ok := d.viewHere(); ok {
		ask := app.Ask{Key: d.opts.NewKey()}
		d.do(func(ctx context.Context) (app.Receipt, error) { return d.firm.Views.Remove(ctx, ask, s.ID) }, nil)
	}
}

// countWords is how many rows a view shows; from MostCounted on it says "1,000+".
func countWords(n int) string {
	if n >= app.MostCounted {
		return grouped(app.MostCounted) + "+"
	}
	return grouped(int64(n))
}
