package data

import (
	"errors"

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

// hits is how one kind is found.
func hits(kind app.Kind) string {
	switch kind {
	case app.KindPartner:
		return `SELECT p.id, p.name, p.type || ' · ' || p.number FROM partner_search s CROSS JOIN partner p ON p.id = s.rowid
			WHERE partner_search MATCH $1 AND p.archived = 0 AND p.state <> 'merged' ORDER BY s.rowid DESC LIMIT $2`
	case app.KindPerson:
		return `SELECT e.id, e.name, p.name FROM person_search s CROSS JOIN person e ON e.id = s.rowid CROSS JOIN partner p ON p.id = e.partner_id
			WHERE person_search MATCH $1 ORDER BY s.rowid DESC LIMIT $2`
	case app.KindClient:
		return `SELECT c.id, c.name, c.number FROM client_search s CROSS JOIN client c ON c.id = s.rowid
			WHERE client_search MATCH $1 ORDER BY s.rowid DESC LIMIT $2`
	case app.KindReferral:
		return `SELECT r.id, r.number || ' · ' || c.name, p.name FROM referral_search s CROSS JOIN referral r ON r.id = s.rowid
			CROSS JOIN client c ON c.id = r.client_id CROSS JOIN partner p ON p.id = r.partner_id
			WHERE referral_search MATCH $1 ORDER BY s.rowid DESC LIMIT $2`
	case app.KindAgreement:
		return `SELECT a.id, a.number || ' · ' || a.title, p.name FROM agreement_search s CROSS JOIN agreement a ON a.id = s.rowid
			CROSS JOIN partner p ON p.id = a.partner_id WHERE agreement_search MATCH $1 ORDER BY s.rowid DESC LIMIT $2`
	case app.KindStatement:
		return `SELECT t.id, t.number || ' · ' || t.period, p.name FROM statement_search s CROSS JOIN statement t ON t.id = s.rowid
			CROSS JOIN partner p ON p.id = t.partner_id WHERE statement_search MATCH $1 ORDER BY s.rowid DESC LIMIT $2`
	}
	return ""
}

// Search finds things by the beginnings of their words, newest first within a kind. No kinds means all that can be found.
func (b *books) Search(text string, kinds []app.Kind, limit int) ([]app.Hit, error) {
	expr := matchOf(text)
	if expr == "" {
		return nil, nil
	}
	if len(kinds) == 0 {
		kinds = []app.Kind{app.KindPartner, app.KindPerson, app.KindClient, app.KindReferral, app.KindAgreement, app.KindStatement}
	}
	var found []app.Hit
	for _, kind := range kinds {
		query := hits(kind)
		if query == "" {
			continue
		}
		some, err := all(b, func(r *row) app.Hit { return app.Hit{Kind: kind, ID: r.num(), Name: r.text(), Sub: r.text()} }, query, expr, limit)
		if err != nil {
			return nil, err
		}
		found = append(found, some...)
	}
	return found, nil
}
