package data

import (
	"rapport/app"
	"rapport/app/letter"
)

const landingColumns = "id, partner_id, code, language, template_id, disclosure_id, folder, sha256, day, down, at, who, version"

func readLanding(r *row) app.Landing {
	return app.Landing{ID: app.ID[app.Landing](r.num()), Partner: app.ID[app.Partner](r.num()), Code: r.text(), Language: letter.Language(r.text()),
		Template: app.ID[app.Template](r.num()), Disclosure: app.ID[app.MaterialVersion](r.num()), Folder: r.text(), SHA256: r.hash(), Day: r.day(), Down: r.day(),
		At: r.time(), Who: r.text(), Version: r.num()}
}

func landingArgs(dst []any, l *app.Landing) []any {
	return append(dst, int64(l.ID), int64(l.Partner), l.Code, string(l.Language), int64(l.Template), optional(l.Disclosure), l.Folder, l.SHA256[:], l.Day.String(), l.Down.String(),
		stamp(l.At), l.Who, l.Version)
}

// AddLanding keeps a page that was written.
func (b *books) AddLanding(l app.Landing) error {
	return insert(b, "landing", landingColumns, []app.Landing{l}, landingArgs)
}

// PutLanding changes what is kept of a page.
func (b *books) PutLanding(l app.Landing) error {
	return b.putOne("This page", "landing", int64(l.ID), updateText("landing", landingColumns), append(landingArgs(nil, &l), l.Version-1)...)
}

// DeleteLanding removes what is kept of a page.
func (b *books) DeleteLanding(id app.ID[app.Landing]) error {
	return b.deleteOne("This page", "landing", int64(id))
}

// Landing gives one page.
func (b *books) Landing(id app.ID[app.Landing]) (app.Landing, error) {
	return need(b, "This page", readLanding, "SELECT "+landingColumns+" FROM landing WHERE id = $1", int64(id))
}

// LandingOf gives the page of a code in a language.
func (b *books) LandingOf(code string, l letter.Language) (app.Landing, bool, error) {
	return first(b, readLanding, "SELECT "+landingColumns+" FROM landing WHERE code = $1 AND language = $2", code, string(l))
}

// Landings gives all pages, the newest first.
func (b *books) Landings() ([]app.Landing, error) {
	return all(b, readLanding, "SELECT "+landingColumns+" FROM landing ORDER BY id DESC")
}
