package data

import (
	"errors"
	"slices"
	"strings"

	"rapport/app"
	"rapport/app/names"
)

// The search tables keep no text: a row is taken out with the very words it was put in with. So every change of a name is framed:
// unindex with the old words, change, index with the new.

// indexRange puts rows with consecutive ids into a search table.
func (b *books) indexRange(table string, from, to int64) error {
	_, err := b.exec("INSERT INTO "+table+"_search(rowid, words) SELECT id, words FROM "+table+"_words WHERE id BETWEEN $1 AND $2", from, to)
	return err
}

// index puts the rows into a search table whose column has a value.
func (b *books) index(table, column string, id int64) error {
	_, err := b.exec("INSERT INTO "+table+"_search(rowid, words) SELECT id, words FROM "+table+"_words WHERE "+column+" = $1", id)
	return err
}

// unindex takes them out.
func (b *books) unindex(table, column string, id int64) error {
	_, err := b.exec("INSERT INTO "+table+"_search("+table+"_search, rowid, words) SELECT 'delete', id, words FROM "+table+"_words WHERE "+column+" = $1", id)
	return err
}

// indexed is one search table and the column by which its rows hang on what is changed.
type indexed struct{ table, column string }

// reindexing runs a change between taking rows out of search and putting them in again.
func (b *books) reindexing(id int64, tables []indexed, change func() error) error {
	for _, t := range tables {
		if err := b.unindex(t.table, t.column, id); err != nil {
			return err
		}
	}
	err := change()
	for _, t := range tables { // also when nothing was changed: the rows are still there
		err = errors.Join(err, b.index(t.table, t.column, id))
	}
	return err
}

// renamed tells whether a row's folded name will differ.
func (b *books) renamed(table string, id int64, name string) (bool, error) {
	folded, _, err := value[string](b, "SELECT folded FROM "+table+" WHERE id = $1", id)
	return folded != names.Fold(name), err
}

// Search finds things by the beginnings of their words, newest first within a kind. No kinds means all that can be found.
func (b *books) Search(text string, kinds []app.Kind, limit int) ([]app.Hit, error) {
	return b.found(matchOf(text), kinds, limit)
}

// SearchWhole finds what has every word as it stands, in the order of Search.
func (b *books) SearchWhole(text string, limit int) ([]app.Hit, error) {
	return b.found(wholeOf(text), nil, limit)
}

func (b *books) found(expr string, kinds []app.Kind, limit int) ([]app.Hit, error) {
	if expr == "" {
		return nil, nil
	}
	var found []app.Hit
	for _, f := range findings() {
		if !f.indexed() || len(kinds) > 0 && !slices.Contains(kinds, f.kind) {
			continue
		}
		some, err := all(b, f.read, f.matching(), expr, limit)
		if err != nil {
			return nil, err
		}
		found = append(found, some...)
	}
	if len(kinds) > 0 {
		return found, nil
	}
	worded, err := b.foundInText(expr, limit)
	return append(found, worded...), err
}

// Named gives what is called exactly so, by number or by name, and then what names begin so: a search that shows the newest alone would
// not come to them.
func (b *books) Named(text string, limit int) ([]app.Hit, error) {
	folded, number := names.Fold(text), strings.ToUpper(strings.TrimSpace(text))
	if folded == "" {
		return nil, nil
	}
	var found []app.Hit
	for _, f := range findings() {
		var queries [][]any
		if f.numbered && strings.ContainsAny(number, "0123456789") {
			queries = append(queries, []any{f.byNumber(), number})
		}
		if f.folded {
			queries = append(queries, []any{f.byName(), folded, folded + "~", limit})
		}
		for _, q := range queries {
			some, err := all(b, f.read, q[0].(string), q[1:]...)
			if err != nil {
				return nil, err
			}
			found = append(found, some...)
		}
	}
	return found, nil
}

// foundInText gives what holds every word's beginning in its free text, the newest writing first.
func (b *books) foundInText(expr string, limit int) ([]app.Hit, error) {
	ids := map[app.Kind][]int32{}
	err := b.each(`SELECT w.kind, w.subject FROM wording_search s CROSS JOIN wording w ON w.id = s.rowid
		WHERE wording_search MATCH $1 ORDER BY s.rowid DESC LIMIT $2`, []any{expr, limit}, func(r *row) error {
		kind := app.Kind(r.text())
		ids[kind] = append(ids[kind], int32(r.num()))
		return nil
	})
	if err != nil || len(ids) == 0 {
		return nil, err
	}
	var hits []app.Hit
	for _, f := range findings() {
		some, err := byIDs(b, ids[f.kind], f.byID(), f.read, func(h *app.Hit) int64 { return h.ID })
		if err != nil {
			return nil, err
		}
		hits = append(hits, some...)
	}
	return hits, nil
}
