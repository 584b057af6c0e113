package storetest

import (
	"errors"
	"testing"

	"rapport/app"
	"rapport/app/letter"
)

func template(id int64, title string, language letter.Language) app.Template {
	return app.Template{ID: app.ID[app.Template](id), Number: app.Number("T", id, 4), Title: title, Kind: app.LetterPiece, Language: language, Body: "Text", MadeAt: now(), Version: 1}
}

func templates(_ *testing.T, d *desk) {
	firm(d)
	full := template(1, "Für Bäcker", letter.German)
	full.Starter, full.Kind, full.Subject, full.Body, full.Service, full.Type, full.Note = "won", app.EmailPiece, "s", "Sehr geehrte {{ x }}\n", "Audit", "attorney", "n"
	d.write(func(b app.Books) error {
		return errors.Join(b.AddTemplate(full), b.AddTemplate(template(2, "für bäcker", letter.English)), b.AddTemplate(template(3, "Thanks", letter.English)))
	})
	same(d, "round trip", got(d, func(b app.Books) (app.Template, error) { return b.Template(1) }), full)
	same(d, "by number", got(d, func(b app.Books) (app.Template, error) { return b.TemplateByNumber("T-0001") }), full)
	same(d, "by title", got(d, func(b app.Books) ([]app.Template, error) { return b.TemplatesByTitle("fur backer") }), []app.Template{full, template(2, "für bäcker", letter.English)})
	same(d, "of the starter library", got(d, func(b app.Books) (map[string]map[letter.Language]bool, error) { return b.TemplateStarters() }),
		map[string]map[letter.Language]bool{"won": {letter.German: true}})
	same(d, "rows in the order asked", got(d, func(b app.Books) ([]app.Template, error) { return b.TemplateRows([]int32{3, 1, 9}) }), []app.Template{template(3, "Thanks", letter.English), full})
	missing(d, func(b app.Books) (app.Template, error) { return b.Template(9) })
	missing(d, func(b app.Books) (app.Template, error) { return b.TemplateByNumber("T-0009") })

	list := func(b app.Books) func(app.Query, func([]int32) error) error { return b.TemplateIDs }
	for what, c := range map[string]struct {
		q    app.Query
		want []int32
	}{
		"by title, then language": {app.Query{}, []int32{1, 2, 3}},
		"of a language":           {app.Query{}.With(app.Is("language", "en")), []int32{2, 3}},
		"of a kind":               {app.Query{}.With(app.Is("kind", "e-mail")), []int32{1}},
		"words of its text":       {app.Query{Search: "geehr"}, []int32{1}},
		"by its language's name":  {app.Query{Search: "german"}, []int32{1}},
	} {
		same(d, what, ids(d, list, c.q), c.want)
	}
	takesAll(d, app.TemplateFields(), app.TemplateSorts(), list)
	refusesUnknownKeys(d, list)

	full.Body, full.Archived, full.Version = "Neu geschrieben", true, 2
	d.write(func(b app.Books) error { return b.PutTemplate(full) })
	d.refused(app.Conflict, func(b app.Books) error { return b.PutTemplate(full) })
	same(d, "changed", got(d, func(b app.Books) (app.Template, error) { return b.Template(1) }), full)
	same(d, "found by the new text", ids(d, list, app.Query{Search: "geschr"}), []int32{1})
	same(d, "not by the old", ids(d, list, app.Query{Search: "geehr"}), []int32{})
	d.write(func(b app.Books) error { return b.DeleteTemplate(1) })
	d.refused(app.NotFound, func(b app.Books) error { return b.DeleteTemplate(1) })
	same(d, "gone from search", ids(d, list, app.Query{Search: "geschr"}), []int32{})
}

func letters(_ *testing.T, d *desk) {
	firm(d)
	d.write(func(b app.Books) error {
		return b.AddPeople([]app.Person{{ID: 1, Partner: 1, Name: "Ann", Version: 1}})
	})
	one := app.Letter{ID: 1, Number: "L-00001", Partner: 1, Person: 1, Template: 4, Title: "Thanks", Kind: app.LetterPiece, Language: letter.English, Subject: "s", Body: "b\n",
		Way: "PDF", Day: day("2026-03-01"), At: now(), Who: "ann", Version: 1}
	two := one
	two.ID, two.Number, two.Person, two.Day = 2, "L-00002", 0, day("2026-03-02")
	d.write(func(b app.Books) error { return errors.Join(b.AddLetter(one), b.AddLetter(two)) })
	same(d, "round trip", got(d, func(b app.Books) (app.Letter, error) { return b.Letter(1) }), one)
	same(d, "by number", got(d, func(b app.Books) (app.Letter, error) { return b.LetterByNumber("L-00002") }), two)
	short := func(l app.Letter) app.Letter { l.Body = ""; return l }
	same(d, "the latest first, without their texts", got(d, func(b app.Books) ([]app.Letter, error) { return b.LettersTo(1) }), []app.Letter{short(two), short(one)})
	missing(d, func(b app.Books) (app.Letter, error) { return b.LetterByNumber("L-00009") })
	one.Title, one.Version = "Many thanks", 2
	d.write(func(b app.Books) error { return b.PutLetter(one) })
	d.refused(app.Conflict, func(b app.Books) error { return b.PutLetter(one) })
	d.write(func(b app.Books) error { return b.DeleteLetter(1) })
	d.refused(app.NotFound, func(b app.Books) error { return b.DeleteLetter(1) })
	same(d, "one is left", got(d, func(b app.Books) ([]app.Letter, error) { return b.LettersTo(1) }), []app.Letter{short(two)})
	same(d, "of nobody", got(d, func(b app.Books) ([]app.Letter, error) { return b.LettersTo(2) }), []app.Letter{})

	logo := func() []byte { return got(d, func(b app.Books) ([]byte, error) { return b.PartnerLogo(1) }) }
	same(d, "no logo", logo(), []byte(nil))
	for _, bytes := range [][]byte{{1, 2}, {3}} {
		d.write(func(b app.Books) error { return b.PutPartnerLogo(1, bytes) })
		same(d, "logo", logo(), bytes)
	}
	d.write(func(b app.Books) error { return b.PutPartnerLogo(1, nil) })
	same(d, "no logo any more", logo(), []byte(nil))
}
