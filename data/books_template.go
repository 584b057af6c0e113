package data

import (
	"rapport/app"
	"rapport/app/letter"
	"rapport/app/names"
)

const templateColumns = "id, number, starter, title, folded, kind, language, subject, body, service, type, note, archived, words, made_at, version"

const templateFields = "x.id, x.number, x.starter, x.title, x.kind, x.language, x.subject, x.body, x.service, x.type, x.note, x.archived, x.made_at, x.version"

func readTemplate(r *row) app.Template {
	return app.Template{ID: app.ID[app.Template](r.num()), Number: r.text(), Starter: r.text(), Title: r.text(), Kind: app.TemplateKind(r.text()),
		Language: letter.Language(r.text()), Subject: r.text(), Body: r.text(), Service: r.text(), Type: r.text(), Note: r.text(), Archived: r.yes(), MadeAt: r.time(), Version: r.num()}
}

func templateArgs(dst []any, m *app.Template) []any {
	said := eachOnce(m.Number + " " + m.Title + " " + string(m.Kind) + " " + m.Language.Name() + " " + m.Service + " " + m.Type + " " + m.Note + " " + m.Subject + " " + m.Body)
	return append(dst, int64(m.ID), m.Number, m.Starter, m.Title, names.Fold(m.Title), string(m.Kind), string(m.Language), m.Subject, m.Body, m.Service, m.Type,
		m.Note, m.Archived, said, stamp(m.MadeAt), m.Version)
}

// AddTemplate keeps a template.
func (b *books) AddTemplate(m app.Template) error {
	if err := insert(b, "template", templateColumns, []app.Template{m}, templateArgs); err != nil {
		return err
	}
	return b.index("template", "id", int64(m.ID))
}

// PutTemplate changes a template.
func (b *books) PutTemplate(m app.Template) error {
	return b.reindexing(int64(m.ID), []indexed{{"template", "id"}}, func() error {
		return b.putOne("This template", "template", int64(m.ID), updateText("template", templateColumns), append(templateArgs(nil, &m), m.Version-1)...)
	})
}

// DeleteTemplate removes a template.
func (b *books) DeleteTemplate(id app.ID[app.Template]) error {
	if err := b.unindex("template", "id", int64(id)); err != nil {
		return err
	}
	return b.deleteOne("This template", "template", int64(id))
}

// Template gives one template.
func (b *books) Template(id app.ID[app.Template]) (app.Template, error) {
	return need(b, "This template", readTemplate, "SELECT "+templateFields+" FROM template x WHERE x.id = $1", int64(id))
}

// TemplateByNumber gives the template with a people-facing number.
func (b *books) TemplateByNumber(number string) (app.Template, error) {
	return need(b, "Template "+number, readTemplate, "SELECT "+templateFields+" FROM template x WHERE x.number = $1", number)
}

// TemplatesByTitle gives the templates of one title, by language.
func (b *books) TemplatesByTitle(folded string) ([]app.Template, error) {
	return all(b, readTemplate, "SELECT "+templateFields+" FROM template x WHERE x.folded = $1 ORDER BY x.language, x.id", folded)
}

// TemplateStarters gives the pieces of the starter library that are kept, by language.
func (b *books) TemplateStarters() (map[string]map[letter.Language]bool, error) {
	here := map[string]map[letter.Language]bool{}
	err := b.each("SELECT starter, language FROM template WHERE starter <> ''", nil, func(r *row) error {
		piece, language := r.text(), letter.Language(r.text())
		if here[piece] == nil {
			here[piece] = map[letter.Language]bool{}
		}
		here[piece][language] = true
		return nil
	})
	return here, err
}

func templateList() list {
	return list{
		what: "templates", from: "template x", id: "x.id", own: app.Sort{Key: "title"},
		found: "x.id IN (SELECT rowid FROM template_search WHERE template_search MATCH $n)",
		fields: map[string]field{
			"id": {expr: "x.id", kind: numberField}, "kind": {expr: "x.kind", of: known(app.TemplateKinds)}, "language": {expr: "x.language"},
			"service": {expr: "x.service"}, "type": {expr: "x.type"}, "archived": {expr: "x.archived", kind: yesField},
		},
		sorts: map[string]sorting{"title": {by: []string{"x.folded", "x.language"}}, "number": {by: []string{"x.id"}}, "kind": {by: []string{"x.kind", "x.folded"}},
			"language": {by: []string{"x.language", "x.folded"}}},
	}
}

// TemplateIDs lists templates.
func (b *books) TemplateIDs(q app.Query, each func([]int32) error) error {
	return b.ids(templateList(), q, each)
}

// TemplateRows reads templates as lists show them.
func (b *books) TemplateRows(ids []int32) ([]app.Template, error) {
	return byIDs(b, ids, "SELECT "+templateFields+" FROM template x WHERE x.id IN ", readTemplate, func(m *app.Template) int64 { return int64(m.ID) })
}

const letterColumns = "id, number, partner_id, person_id, referral_id, template_id, title, kind, language, subject, body, way, day, at, who, version"

func readLetter(r *row) app.Letter {
	return app.Letter{ID: app.ID[app.Letter](r.num()), Number: r.text(), Partner: app.ID[app.Partner](r.num()), Person: app.ID[app.Person](r.num()),
		Referral: app.ID[app.Referral](r.num()), Template: app.ID[app.Template](r.num()), Title: r.text(), Kind: app.TemplateKind(r.text()), Language: letter.Language(r.text()),
		Subject: r.text(), Body: r.text(), Way: r.text(), Day: r.day(), At: r.time(), Who: r.text(), Version: r.num()}
}

func letterArgs(dst []any, l *app.Letter) []any {
	return append(dst, int64(l.ID), l.Number, int64(l.Partner), optional(l.Person), optional(l.Referral), int64(l.Template), l.Title, string(l.Kind), string(l.Language),
		l.Subject, l.Body, l.Way, l.Day.String(), stamp(l.At), l.Who, l.Version)
}

// AddLetter keeps a letter.
func (b *books) AddLetter(l app.Letter) error {
	return insert(b, "letter", letterColumns, []app.Letter{l}, letterArgs)
}

// PutLetter changes a letter.
func (b *books) PutLetter(l app.Letter) error {
	return b.putOne("This letter", "letter", int64(l.ID), updateText("letter", letterColumns), append(letterArgs(nil, &l), l.Version-1)...)
}

// DeleteLetter removes a letter.
func (b *books) DeleteLetter(id app.ID[app.Letter]) error {
	return b.deleteOne("This letter", "letter", int64(id))
}

// Letter gives one letter.
func (b *books) Letter(id app.ID[app.Letter]) (app.Letter, error) {
	return need(b, "This letter", readLetter, "SELECT "+letterColumns+" FROM letter WHERE id = $1", int64(id))
}

// LetterByNumber gives the letter with a people-facing number.
func (b *books) LetterByNumber(number string) (app.Letter, error) {
	return need(b, "Letter "+number, readLetter, "SELECT "+letterColumns+" FROM letter WHERE number = $1", number)
}

// LettersTo gives what was written to a partner, the latest first.
func (b *books) LettersTo(id app.ID[app.Partner]) ([]app.Letter, error) {
	return all(b, readLetter, `SELECT id, number, partner_id, person_id, referral_id, template_id, title, kind, language, subject, '', way, day, at, who, version
		FROM letter WHERE partner_id = $1 ORDER BY day DESC, id DESC`, int64(id))
}

// PartnerLogo gives a partner's logo.
func (b *books) PartnerLogo(id app.ID[app.Partner]) ([]byte, error) {
	logo, _, err := first(b, (*row).bytes, "SELECT image FROM partner_logo WHERE partner_id = $1", int64(id))
	return logo, err
}

// PutPartnerLogo keeps a partner's logo, or removes it.
func (b *books) PutPartnerLogo(id app.ID[app.Partner], logo []byte) error {
	if len(logo) == 0 {
		_, err := b.exec("DELETE FROM partner_logo WHERE partner_id = $1", int64(id))
		return err
	}
	_, err := b.exec("INSERT INTO partner_logo(partner_id, image) VALUES($1, $2) ON CONFLICT(partner_id) DO UPDATE SET image = excluded.image", int64(id), logo)
	return err
}
