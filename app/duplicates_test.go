package app_test

import (
	"strings"
	"testing"

	"rapport/app"
)

// alike writes the pairs of a kind as people read them, the likeliest first.
func (d *desk) alike(kind app.Kind) (out []string) {
	d.t.Helper()
	all, err := d.Duplicates.List(ctx(), kind)
	d.check(err)
	for _, p := range all {
		out = append(out, p.A.Name+" = "+p.B.Name+": "+strings.Join(p.Why, " "))
	}
	return out
}

func (d *desk) partnerWith(name, email, phone, tax, country string) app.ID[app.Partner] {
	d.t.Helper()
	r := d.ok(d.Partners.Add(ctx(), app.Ask{}, app.Partner{Name: name, Type: "attorney", Email: email, Phone: phone, TaxNumber: tax, Country: country}))
	return app.ID[app.Partner](r.ID)
}

func TestDuplicatesGiveTheirReasons(t *testing.T) {
	for _, c := range []struct {
		name string
		a, b [5]string // name, e-mail, phone, tax number, country
		want string
	}{
		{"tax number", [5]string{"Alder", "", "", "DE 123", ""}, [5]string{"Birch", "", "", "de-123", ""}, "The same tax number, DE 123."},
		{"e-mail", [5]string{"Alder", "x@alder.example", "", "", ""}, [5]string{"Birch", "X@Alder.example", "", "", ""}, "The same e-mail address, x@alder.example."},
		{"phone", [5]string{"Alder", "", "020 7946 0123", "", "GB"}, [5]string{"Birch", "", "+44 20 7946 0123", "", "GB"}, "The same phone number, 020 7946 0123."},
		{"legal form", [5]string{"Alder Tax Ltd", "", "", "", ""}, [5]string{"Alder Tax GmbH", "", "", "", ""}, "The same name but for the legal form: Alder Tax Ltd and Alder Tax GmbH."},
		{"almost", [5]string{"Meier & Partner LLP", "", "", "", ""}, [5]string{"Meyer and Partners", "", "", "", ""}, "Names that are almost the same: Meier & Partner LLP and Meyer and Partners."},
		{"a number apart is another one", [5]string{"Alder Property 12 Ltd", "", "", "", ""}, [5]string{"Alder Property 13 Ltd", "", "", "", ""}, ""},
		{"a roman number too", [5]string{"Alder Fund II", "", "", "", ""}, [5]string{"Alder Fund III", "", "", "", ""}, ""},
		{"domain alone is little", [5]string{"Alder", "a@shared.example", "", "", ""}, [5]string{"Birch", "b@shared.example", "", "", ""}, ""},
		{"a free domain is nothing", [5]string{"Alder Tax", "a@gmail.com", "", "", ""}, [5]string{"Alder Wood Trading", "b@gmail.com", "", "", ""}, ""},
		{"domain and name", [5]string{"Alder Tax", "a@alder.example", "", "", ""}, [5]string{"Alder Tax Advisors of Leeds", "b@alder.example", "", "", ""},
			"Names that begin alike: Alder Tax and Alder Tax Advisors of Leeds. E-mail at the same domain, alder.example."},
		{"other tax numbers speak against", [5]string{"Alder", "", "", "1", ""}, [5]string{"Alder Ltd", "", "", "2", ""}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := open(t)
			d.partnerWith(c.a[0], c.a[1], c.a[2], c.a[3], c.a[4])
			d.partnerWith(c.b[0], c.b[1], c.b[2], c.b[3], c.b[4])
			var want []string
			if c.want != "" {
				want = []string{c.a[0] + " = " + c.b[0] + ": " + c.want}
			}
			if got := d.alike(app.KindPartner); strings.Join(got, "\n") != strings.Join(want, "\n") {
				t.Errorf("got %q, want %q", got, want)
			}
		})
	}
}

func TestTX06_HiddenCharactersHideNoTwin(t *testing.T) {
	d := open(t)
	d.partner("Alder\u200b Ta\u00adx")
	d.partner("\ufeffAlder Tax")
	if got := d.alike(app.KindPartner); len(got) != 1 || !strings.Contains(got[0], "The same name.") {
		t.Errorf("%q", got)
	}
}

func TestTX07_LettersOfTwoAlphabetsAreNoticed(t *testing.T) {
	d := open(t)
	d.partner("Acme")
	d.partner("Аcme") // the first letter is Cyrillic
	if got := d.alike(app.KindPartner); len(got) != 1 || !strings.Contains(got[0], "letters of two alphabets") {
		t.Errorf("%q", got)
	}
}

func TestNotTheSameIsKeptAndUndone(t *testing.T) {
	d := open(t)
	a, b := d.partner("Alder Ltd"), d.partner("Alder GmbH")
	r := d.ok(d.Duplicates.Dismiss(ctx(), app.Ask{}, app.KindPartner, int64(b), int64(a), "two branches"))
	if got := d.alike(app.KindPartner); len(got) != 0 {
		t.Fatalf("%q", got)
	}
	for _, pair := range [][2]int64{{int64(a), int64(b)}, {int64(a), int64(a)}, {int64(a), 99}} {
		if _, err := d.Duplicates.Dismiss(ctx(), app.Ask{}, app.KindPartner, pair[0], pair[1], ""); err == nil {
			t.Errorf("%v was taken", pair)
		}
	}
	undone := d.ok(d.History.Undo(ctx(), app.Ask{}, r.Audit))
	if got := d.alike(app.KindPartner); len(got) != 1 {
		t.Fatalf("after undo: %q", got)
	}
	d.ok(d.History.Undo(ctx(), app.Ask{}, undone.Audit))
	if got := d.alike(app.KindPartner); len(got) != 0 {
		t.Fatalf("done again: %q", got)
	}
	d.ok(d.Partners.Merge(ctx(), app.Ask{}, a, b))
	d.partner("Alder")
	if got := d.alike(app.KindPartner); len(got) != 1 || !strings.HasPrefix(got[0], "Alder GmbH = Alder:") {
		t.Errorf("a merged one is nobody's twin: %q", got)
	}
}

func TestAnExistingClientIsPointedOut(t *testing.T) {
	d := open(t)
	p, q := d.partner("First Partner"), d.partner("Second Partner")
	s, err := d.Setup.Settings(ctx())
	d.check(err)
	s.ProtectDays = 30
	d.ok(d.Setup.Edit(ctx(), app.Ask{}, s))
	d.ok(d.Clients.Add(ctx(), app.Ask{}, app.Client{Name: "Old Client Ltd", Since: day("2020-05-01")}))
	d.ok(d.Referrals.Log(ctx(), app.Ask{}, app.NewReferral{Partner: p, ClientName: "Northgate Dental", Introduced: day("2026-06-01")}))
	for _, c := range []struct{ name, want string }{
		{"Old Client GmbH", "Old Client Ltd (C-00001) has been a client of the firm since 1 May 2020."},
		{"Northgate Dental", "Northgate Dental was introduced before: R-2026-0001 by First Partner on 1 Jun 2026, now logged. It was entered on 15 Jun 2026 by Ms Tester. " +
			"That introduction is protected until 1 Jul 2026."},
		{"Nobody We Know", ""},
	} {
		known, err := d.Clients.Known(ctx(), c.name)
		d.check(err)
		say := ""
		if len(known) > 0 {
			say = known[0].Say()
		}
		if say != c.want {
			t.Errorf("%s: %q, want %q", c.name, say, c.want)
		}
		r := d.ok(d.Referrals.Log(ctx(), app.Ask{Preview: true}, app.NewReferral{Partner: q, ClientName: c.name, Introduced: day("2026-06-10")}))
		if got := strings.Join(r.Warnings, " "); got != c.want {
			t.Errorf("%s, logged: %q", c.name, got)
		}
	}
}

func TestAPairSideBySide(t *testing.T) {
	d := open(t)
	a := d.partnerWith("Alder Ltd", "x@alder.example", "020 7946 0123", "DE 1", "GB")
	b := d.partnerWith("Alder GmbH", "X@alder.example", "+44 20 7946 0123", "DE 2", "GB")
	d.ok(d.Partners.AddPerson(ctx(), app.Ask{}, app.Person{Partner: a, Name: "Ann"}))
	d.logged(b, "Somebody", "2026-06-01")
	w, err := d.Duplicates.Compare(ctx(), app.KindPartner, int64(b), int64(a))
	d.check(err)
	got := map[string]string{}
	for _, f := range w.Facts {
		got[f.What] = f.A + " | " + f.B
		if f.Differ {
			got[f.What] += " !"
		}
	}
	for what, want := range map[string]string{"Name": "Alder Ltd | Alder GmbH !", "E-mail": "x@alder.example | X@alder.example", "Phone": "020 7946 0123 | +44 20 7946 0123",
		"Tax number": "DE 1 | DE 2 !", "People": "Ann | ", "Referrals": "0 | 1", "Number": "P-0001 | P-0002", "Website": ""} {
		if got[what] != want {
			t.Errorf("%s: %q, want %q", what, got[what], want)
		}
	}
	if w.Stays != int64(b) || w.A.ID != int64(a) || w.Apart != nil || w.Score == 0 {
		t.Errorf("%+v", w)
	}
	if _, err := d.Duplicates.Compare(ctx(), app.KindPartner, int64(a), int64(a)); err == nil {
		t.Error("one is held against itself")
	}
	if _, err := d.Duplicates.Compare(ctx(), app.KindClient, 7, 8); !app.IsNotFound(err) {
		t.Error(err)
	}
}

func TestWhoWasKeptApartIsListedAndLookedAtAgain(t *testing.T) {
	d := open(t)
	a, b := d.partner("Alder Ltd"), d.partner("Alder GmbH")
	kept := func() (out []string) {
		all, err := d.Duplicates.KeptApart(ctx())
		d.check(err)
		for _, k := range all {
			out = append(out, k.One.Name+" / "+k.Other.Name+": "+k.Why+" ("+k.By+")")
		}
		return out
	}
	d.ok(d.Duplicates.Dismiss(ctx(), app.Ask{}, app.KindPartner, int64(a), int64(b), "two branches"))
	if got := kept(); len(got) != 1 || got[0] != "Alder Ltd / Alder GmbH: two branches (Ms Tester)" {
		t.Fatalf("%q", got)
	}
	if n, err := d.Duplicates.Count(ctx()); err != nil || n.Partners != 0 {
		t.Errorf("%+v, %v", n, err)
	}
	r := d.ok(d.Duplicates.Reconsider(ctx(), app.Ask{}, app.KindPartner, int64(b), int64(a)))
	if n, err := d.Duplicates.Count(ctx()); err != nil || n.Partners != 1 || len(kept()) != 0 {
		t.Errorf("%+v, %v, %q", n, err, kept())
	}
	if _, err := d.Duplicates.Reconsider(ctx(), app.Ask{}, app.KindPartner, int64(b), int64(a)); err == nil {
		t.Error("what was not kept apart was looked at again")
	}
	d.ok(d.History.Undo(ctx(), app.Ask{}, r.Audit))
	if got := kept(); len(got) != 1 || !strings.Contains(got[0], "two branches") {
		t.Errorf("after undo: %q", got)
	}
	d.ok(d.Partners.Merge(ctx(), app.Ask{}, a, b))
	if got := kept(); len(got) != 0 {
		t.Errorf("one of them is merged: %q", got)
	}
}
