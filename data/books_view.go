package data

import (
	"rapport/app"
	"rapport/app/names"
)

const viewColumns = "id, list, name, folded, said, version"

const viewFields = "v.id, v.list, v.name, v.said, v.version"

// viewSaid is what a view's column said holds.
type viewSaid struct {
	Search  string           `json:"search,omitempty"`
	Filters []app.ViewFilter `json:"filters,omitempty"`
	Sort    []app.Sort       `json:"sort,omitempty"`
}

func readView(r *row) app.SavedView {
	v := app.SavedView{ID: app.ID[app.SavedView](r.num()), List: r.text(), Name: r.text()}
	var s viewSaid
	r.json(&s)
	v.Search, v.Filters, v.Sort, v.Version = s.Search, s.Filters, s.Sort, r.num()
	return v
}

func viewArgs(dst []any, v *app.SavedView) []any {
	return append(dst, int64(v.ID), v.List, v.Name, names.Fold(v.Name), document(viewSaid{v.Search, v.Filters, v.Sort}), v.Version)
}

// AddSavedView keeps a view.
func (b *books) AddSavedView(v app.SavedView) error {
	return insert(b, "saved_view", viewColumns, []app.SavedView{v}, viewArgs)
}

// PutSavedView changes a view.
func (b *books) PutSavedView(v app.SavedView) error {
	return b.putOne("This view", "saved_view", int64(v.ID), updateText("saved_view", viewColumns), append(viewArgs(nil, &v), v.Version-1)...)
}

// DeleteSavedView removes a view.
func (b *books) DeleteSavedView(id app.ID[app.SavedView]) error {
	return b.deleteOne("This view", "saved_view", int64(id))
}

// SavedView gives one view.
func (b *books) SavedView(id app.ID[app.SavedView]) (app.SavedView, error) {
	return need(b, "This view", readView, "SELECT "+viewFields+" FROM saved_view v WHERE v.id = $1", int64(id))
}

// SavedViews gives all of them by name.
func (b *books) SavedViews() ([]app.SavedView, error) {
	return all(b, readView, "SELECT "+viewFields+" FROM saved_view v ORDER BY v.folded")
}
