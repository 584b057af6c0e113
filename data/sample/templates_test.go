package sample_test

import (
	"strings"
	"testing"

	"rapport/app"
	"rapport/assets"
)

// Every piece of the starter library can be sent by the example firm, in every language, with nothing left open.
func TestEveryPieceOfTheStarterLibraryCanBeSent(t *testing.T) {
	f, ctx := fill(t, "2026-11-22"), t.Context()
	files, err := assets.Letters()
	if err != nil {
		t.Fatal(err)
	}
	pieces, err := app.ReadStarters(files)
	if err != nil || len(pieces) < 120 {
		t.Fatalf("%d pieces, %v", len(pieces), err)
	}
	// A referral of every stage there is, whose partner has a statement and an agreement of one rule.
	var about []app.About
	for _, stage := range []app.Stage{app.Won, app.Lost, app.NotAccepted, app.Meeting} {
		err := f.Referrals.IDs(ctx, app.Query{}.With(app.Is("stage", string(stage))).First(60), func(ids []int32) error {
			for _, id := range ids {
				about = append(about, app.About{Referral: app.ID[app.Referral](id)})
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, m := range pieces {
		open := []string{"everything"}
		for _, to := range about {
			w, err := f.Letters.Write(ctx, m, to)
			if err != nil {
				t.Fatalf("%s/%s: %v", m.Starter, m.Language, err)
			}
			if len(w.Missing) < len(open) {
				open = w.Missing
			}
			if len(open) == 0 {
				break
			}
		}
		if len(open) > 0 {
			t.Errorf("%s/%s: nobody has %v", m.Starter, m.Language, open)
		}
	}
}

// The example firm has the library, and letters in its partners' histories with nothing left open.
func TestTheExampleHasLetters(t *testing.T) {
	f, ctx := fill(t, "2026-11-22"), t.Context()
	n := 0
	if err := f.Templates.IDs(ctx, app.Query{}, func(ids []int32) error { n += len(ids); return nil }); err != nil || n < 120 {
		t.Errorf("%d templates, %v", n, err)
	}
	for _, name := range []string{"Müller & Söhne Steuerberatung", "Kestrel Law", "Pemberton Consulting"} {
		p, err := f.Partners.Find(ctx, name)
		if err != nil {
			t.Fatal(err)
		}
		list, err := f.Letters.To(ctx, p.ID)
		if err != nil || len(list) != 1 {
			t.Fatalf("%s: %d letters, %v", name, len(list), err)
		}
		l, err := f.Letters.Get(ctx, list[0].ID)
		if err != nil || l.Body == "" || strings.Contains(l.Body, "{{") || strings.Contains(l.Body, `\[`) {
			t.Errorf("%s: %q, %v", name, l.Body, err)
		}
	}
}
