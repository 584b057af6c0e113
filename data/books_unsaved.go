package data

import "rapport/app"

const unsavedColumns = "actor, form, title, section, row_id, command, kept_at, fields"

// Unsaved gives a person's unsaved forms, the latest first.
func (b *books) Unsaved(actor string) ([]app.UnsavedForm, error) {
	return all(b, func(r *row) (u app.UnsavedForm) {
		u = app.UnsavedForm{Form: r.text(), Title: r.text(), Section: r.text(), Row: r.num(), Command: r.text(), Kept: r.time()}
		r.json(&u.Fields)
		return u
	}, "SELECT form, title, section, row_id, command, kept_at, fields FROM unsaved WHERE actor = $1 ORDER BY kept_at DESC, form", actor)
}

// PutUnsaved keeps a form, in the place of what was kept of it before.
func (b *books) PutUnsaved(actor string, u app.UnsavedForm) error {
	_, err := b.exec("INSERT OR REPLACE INTO unsaved("+unsavedColumns+") VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
		actor, u.Form, u.Title, u.Section, u.Row, u.Command, stamp(u.Kept), document(u.Fields))
	return err
}

// DropUnsaved forgets a form.
func (b *books) DropUnsaved(actor, form string) error {
	_, err := b.exec("DELETE FROM unsaved WHERE actor = $1 AND form = $2", actor, form)
	return err
}
