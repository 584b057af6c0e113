package storetest

import (
	"context"
	"errors"
	"testing"

	"rapport/app"
	"rapport/app/letter"
)

func landings(_ *testing.T, d *desk) {
	firm(d)
	english := app.Landing{ID: 1, Partner: 1, Code: "K7MQ4X", Language: letter.English, Template: 7, Folder: "harcourt-k7mq4x-en", SHA256: [32]byte{1, 31: 9}, Day: day("2026-02-01"),
		At: now(), Who: "Ms Tester", Version: 1}
	german := english
	german.ID, german.Language, german.Down = 2, letter.German, day("2026-03-01")
	d.write(func(b app.Books) error { return errors.Join(b.AddLanding(english), b.AddLanding(german)) })
	get := func(id app.ID[app.Landing]) func(app.Books) (app.Landing, error) {
		return func(b app.Books) (app.Landing, error) { return b.Landing(id) }
	}
	same(d, "round trip", got(d, get(2)), german)
	missing(d, get(9))
	same(d, "all, the newest first", got(d, func(b app.Books) ([]app.Landing, error) { return b.Landings() }), []app.Landing{german, english})
	of := func(l letter.Language) func(app.Books) (app.Landing, error) {
		return func(b app.Books) (app.Landing, error) {
			one, ok, err := b.LandingOf("K7MQ4X", l)
			if err == nil && !ok {
				err = app.Missing("a page")
			}
			return one, err
		}
	}
	same(d, "of a code in a language", got(d, of(letter.English)), english)
	missing(d, of(letter.French))
	twice := english
	twice.ID = 3
	if err := d.store.Write(context.Background(), func(b app.Books) error { return b.AddLanding(twice) }); err == nil {
		d.Error("two pages of one code in one language")
	}
	english.Down, english.Version = day("2026-04-01"), 2
	d.write(func(b app.Books) error { return b.PutLanding(english) })
	d.refused(app.Conflict, func(b app.Books) error { return b.PutLanding(english) })
	d.write(func(b app.Books) error { return b.DeleteLanding(1) })
	d.refused(app.NotFound, func(b app.Books) error { return b.DeleteLanding(1) })
}
