package app_test

import (
	"strings"
	"testing"

	"rapport/app"
)

// Text that is a command elsewhere is a name here: kept as it was typed, found by its words, and nothing else happens.
func TestTX11_ACommandIsKeptAsText(t *testing.T) {
	d := open(t)
	kept := d.partner("Alder")
	for _, name := range []string{`'); DROP TABLE partner;--`, `" OR 1=1 --`, `Robert'); DELETE FROM client;`, `$1 ? :name @x`} {
		id := d.partner(name)
		p, err := d.Partners.Get(ctx(), id)
		d.check(err)
		if p.Name != name {
			t.Errorf("%q is kept as %q", name, p.Name)
		}
		found, err := d.Partners.Find(ctx(), name)
		d.check(err)
		if found.ID != id {
			t.Errorf("%q finds %s", name, found.Name)
		}
	}
	if _, err := d.Partners.Get(ctx(), kept); err != nil {
		t.Error(err)
	}
	d.clean()
}

// Placeholders in what people type are letters like any others.
func TestTX21_PlaceholdersInDataStayLiteral(t *testing.T) {
	d := open(t)
	for _, name := range []string{"{{.Password}}", "${HOME}", "%s %d %n", "{partner}"} {
		id := d.partner(name)
		r := d.ok(d.Referrals.Log(ctx(), app.Ask{}, app.NewReferral{Partner: id, ClientName: name, Introduced: day("2026-06-01")}))
		if !strings.Contains(r.Label, name) || strings.Contains(r.Label, "%!") {
			t.Errorf("%q reads %q", name, r.Label)
		}
	}
}

// A name or a note that is far too long is refused at its field, in words.
func TestTX24_TextsHaveALimitAtTheirField(t *testing.T) {
	d := open(t)
	p := d.partner("Alder")
	d.refused("a name of 10,000 letters", refusal{kind: app.Invalid, field: "name"}, func() error {
		_, err := d.Partners.Add(ctx(), app.Ask{}, app.Partner{Name: strings.Repeat("a", 10_000), Type: "attorney"})
		return err
	})
	d.refused("a note of 5 MB", refusal{kind: app.Invalid, field: "note"}, func() error {
		_, err := d.Referrals.Log(ctx(), app.Ask{}, app.NewReferral{Partner: p, ClientName: "Oak", Introduced: day("2026-06-01"), Note: strings.Repeat("n", 5<<20)})
		return err
	})
}

// Scripts of both directions, joined emoji and flags are kept letter by letter; the sign of a broken letter is refused.
func TestTX25_TX26_MixedScriptsAndEmojiAreKept(t *testing.T) {
	d := open(t)
	for _, name := range []string{"Alder מאיר Ltd", "شركة Oak 12", "👩‍👩‍👧 Family Office", "🇬🇧 Trust", "👍🏽 Advice"} {
		p, err := d.Partners.Get(ctx(), d.partner(name))
		d.check(err)
		if p.Name != name {
			t.Errorf("%q is kept as %q", name, p.Name)
		}
	}
	d.refused("what was a letter before it was broken", refusal{kind: app.Invalid, field: "name"}, func() error {
		_, err := d.Partners.Add(ctx(), app.Ask{}, app.Partner{Name: "Odd \ufffd Name", Type: "attorney"})
		return err
	})
}
