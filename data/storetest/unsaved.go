package storetest

import (
	"errors"
	"testing"
	"time"

	"rapport/app"
)

func unsavedForms(_ *testing.T, d *desk) {
	of := func(actor string) []app.UnsavedForm {
		return got(d, func(b app.Books) ([]app.UnsavedForm, error) { return b.Unsaved(actor) })
	}
	same(d, "none", len(of("Mei")), 0)
	log := app.UnsavedForm{Form: "Log a referral", Title: "Log a referral", Section: "referrals", Row: 7, Command: "referral.new", Kept: now(),
		Fields: map[string]string{"client": "Žižka & \"Sons\"\n", "note": ""}}
	fee := app.UnsavedForm{Form: "Record a fee\nR-1", Title: "Record a fee", Kept: now().Add(time.Minute), Fields: map[string]string{"amount": "12,50"}}
	d.write(func(b app.Books) error {
		return errors.Join(b.PutUnsaved("Mei", log), b.PutUnsaved("Mei", fee), b.PutUnsaved("Ana", log))
	})
	same(d, "the latest first", of("Mei"), []app.UnsavedForm{fee, log})
	log.Kept, log.Fields = now().Add(time.Hour), map[string]string{"client": "Alder"}
	d.write(func(b app.Books) error { return b.PutUnsaved("Mei", log) })
	same(d, "typed on", of("Mei"), []app.UnsavedForm{log, fee})
	d.write(func(b app.Books) error {
		return errors.Join(b.DropUnsaved("Mei", log.Form), b.DropUnsaved("Mei", "never kept"))
	})
	same(d, "dropped", of("Mei"), []app.UnsavedForm{fee})
	same(d, "another person's", len(of("Ana")), 1)
}
