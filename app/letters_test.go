package app_test

import (
	"slices"
	"strings"
	"testing"

	"rapport/app"
	"rapport/app/letter"
	"rapport/app/terms"
	"rapport/assets"
)

func template(body string) app.Template {
	return app.Template{Title: "Thanks", Kind: app.LetterPiece, Language: letter.English, Body: body}
}

// addressed is a desk with a partner that has a person, an agreement and a referral.
func addressed(t *testing.T) (*desk, app.About) {
	d := open(t)
	p := app.ID[app.Partner](d.ok(d.Partners.Add(ctx(), app.Ask{}, app.Partner{Name: "Alder & Co", Address: "1 High St\nBath", ClientShown: app.ShownInitials, Owner: "Clara Lindt"},
		app.Person{Name: "Dr. Ann Alder", Email: "ann@alder.example", Primary: true})).ID)
	d.sign(p, "2026-01-01", terms.Terms{Currency: "EUR", Rules: []terms.Rule{{Kind: terms.RevenueShare, Rate: rate("0.1")}}})
	r := d.logged(p, "Northgate Dental", "2026-06-02")
	return d, app.About{Partner: p, Referral: r}
}

func (d *desk) fill(body string, about app.About) app.Written {
	d.t.Helper()
	w, err := d.Letters.Write(ctx(), template(body), about)
	if err != nil {
		d.t.Fatalf("%s: %v", body, err)
	}
	return w
}

func TestALetterSaysWhatIsKnown(t *testing.T) {
	d, about := addressed(t)
	for body, want := range map[string]string{
		"{{ greeting }}, {{ person.first }}":                                      "Dear Dr. Ann Alder, Ann",
		"{{ partner.name }}, {{ partner.address }}":                               "Alder & Co, 1 High St, Bath",
		"{{ today }}, {{ referral.introduced }}":                                  "15 June 2026, 2 June 2026",
		"{{ referral.client }} {{ client.number }} {{ referral.stage }}":          "N. D. C-00001 received",
		"{{ agreement.number }}: {{ agreement.terms }}":                           "A-0001: 10 % of every fee received, for life",
		"{{ partner.code }}":                                                      codeOf(t, d, about.Partner),
		"{{ sender.name }} of {{ firm.name }}":                                    "Clara Lindt of Harcourt LLP",
		"{{ partner.referrals }} {{ partner.won }}":                               "1 0",
		"{% for one in referrals %}{{ one.number }} {{ one.client }}{% endfor %}": "R-2026-0001 N. D.",
	} {
		if w := d.fill(body, about); strings.TrimSpace(w.Body) != want || len(w.Missing) > 0 {
			t.Errorf("%s: %q, want %q; missing %v", body, w.Body, want, w.Missing)
		}
	}
	if w := d.fill("{{ statement.number }} {{ balance }}", about); !slices.Equal(w.Missing, []string{"statement.number", "balance"}) {
		t.Errorf("missing: %v", w.Missing)
	}
}

// How a person is addressed is said in every letter, and above the address on paper.
func TestLettersAddressPeopleAsEntered(t *testing.T) {
	d, about := addressed(t)
	people, err := d.Partners.People(ctx(), about.Partner)
	d.check(err)
	ann := people[0]
	for as, want := range map[string][2]string{"": {"Dear Dr. Ann Alder", "Dr. Ann Alder"}, "Ms": {"Dear Dr Alder", "Dr. Ann Alder"}, "first name": {"Dear Ann", "Dr. Ann Alder"}, " Dear  Annie ": {"Dear Annie", "Dr. Ann Alder"}} {
		ann.Salutation = as
		d.ok(d.Partners.EditPerson(ctx(), app.Ask{}, ann))
		if people, err = d.Partners.People(ctx(), about.Partner); err != nil {
			t.Fatal(err)
		}
		ann = people[0]
		w := d.fill("{{ greeting }} / {{ person.formal }}", about)
		if got := strings.TrimSpace(w.Body); got != want[0]+" / "+want[1] {
			t.Errorf("as %q: %q", as, got)
		}
	}
	ann.Salutation = "Ms"
	d.ok(d.Partners.EditPerson(ctx(), app.Ask{}, ann))
	page, err := d.Letters.Page(ctx(), app.Letter{Partner: about.Partner, Person: ann.ID, Kind: app.LetterPiece, Language: "de", Body: "x"})
	if err != nil || page.To[1] != "Frau Dr. Ann Alder" {
		t.Errorf("%v %v", page.To, err)
	}
	ann.Salutation, ann.Version = strings.Repeat("Dear ", 40), ann.Version+1
	if _, err := d.Partners.EditPerson(ctx(), app.Ask{}, ann); err == nil || app.AsProblem(err).Field != "salutation" {
		t.Errorf("too long: %v", err)
	}
}

// codeOf is a partner's own code as people read it.
func codeOf(t *testing.T, d *desk, p app.ID[app.Partner]) string {
	t.Helper()
	list, err := d.Codes.Of(ctx(), p)
	if err != nil || len(list) == 0 {
		t.Fatalf("its code: %v", err)
	}
	return list[0].Shown()
}

// A client is named to a partner as its agreement with the firm says, wherever the client appears.
func TestClientsAreNamedAsThePartnerMaySeeThem(t *testing.T) {
	d, about := addressed(t)
	const all = "{{ referral.client }}|{{ client.name }}|{% for one in referrals %}{{ one.client }}{% endfor %}"
	for way, want := range map[app.ClientShown]string{app.ShownFull: "Northgate Dental", app.ShownInitials: "N. D.", app.ShownCode: "C-00001", "": "Northgate Dental"} {
		p, err := d.Partners.Get(ctx(), about.Partner)
		if err != nil {
			t.Fatal(err)
		}
		if p.ClientShown != way {
			p.ClientShown = way
			d.ok(d.Partners.Edit(ctx(), app.Ask{}, p))
		}
		if got := strings.TrimSpace(d.fill(all, about).Body); got != want+"|"+want+"|"+want {
			t.Errorf("%q: %s, want %s", way, got, want)
		}
	}
}

func TestABrokenTemplateIsNotKept(t *testing.T) {
	d := open(t)
	for body, want := range map[string]string{
		"Dear\n{{ person.nmae }}": "Line 2, column 4: There is no field person.nmae. Did you mean person.name?",
		"{% include 'x' %}":       "Line 1, column 4: There is no instruction include.",
		"{{ a }} {{ b }}":         "Line 1, column 4: There is no field a. And 1 fault more.",
		" ":                       "A template needs a text.",
	} {
		_, err := d.Templates.Add(ctx(), app.Ask{}, template(body))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", body, err, want)
		}
	}
	mail := template("Text")
	mail.Kind = app.EmailPiece
	if _, err := d.Templates.Add(ctx(), app.Ask{}, mail); err == nil || !strings.Contains(err.Error(), "needs a subject") {
		t.Errorf("an e-mail without a subject: %v", err)
	}
	mail.Subject = "For {{ partner.nam }}"
	if _, err := d.Templates.Add(ctx(), app.Ask{}, mail); err == nil || app.AsProblem(err).Field != "subject" {
		t.Errorf("a broken subject: %v", err)
	}
}

func TestTemplatesAreChangedAndUndone(t *testing.T) {
	d := open(t)
	added := d.ok(d.Templates.Add(ctx(), app.Ask{}, template("Hello {{ partner.name }}")))
	if added.Number != "T-0001" {
		t.Errorf("its number is %s", added.Number)
	}
	m, err := d.Templates.Find(ctx(), "thanks", "")
	if err != nil {
		t.Fatal(err)
	}
	stale := m
	m.Body = "Good day"
	edited := d.ok(d.Templates.Edit(ctx(), app.Ask{}, m))
	if _, err := d.Templates.Edit(ctx(), app.Ask{}, stale); err == nil {
		t.Error("an older copy was kept over a newer one")
	}
	d.ok(d.History.Undo(ctx(), app.Ask{}, edited.Audit))
	if m, _ = d.Templates.Get(ctx(), m.ID); m.Body != "Hello {{ partner.name }}" {
		t.Errorf("after the undo it says %q", m.Body)
	}
	gone := d.ok(d.Templates.Remove(ctx(), app.Ask{}, m.ID))
	d.ok(d.History.Undo(ctx(), app.Ask{}, gone.Audit))
	if _, err := d.Templates.Find(ctx(), "T-0001", ""); err != nil {
		t.Errorf("after the undo: %v", err)
	}
}

func TestALetterIsKeptInThePartnersHistory(t *testing.T) {
	d, about := addressed(t)
	w := d.fill("Hello {{ partner.name }}", about)
	w.Way = "PDF"
	kept := d.ok(d.Letters.Keep(ctx(), app.Ask{}, w.Letter))
	list, err := d.Letters.To(ctx(), about.Partner)
	if err != nil || len(list) != 1 || list[0].Number != "L-00001" || list[0].Day != d.today() {
		t.Fatalf("%+v, %v", list, err)
	}
	l, err := d.Letters.Find(ctx(), "l-00001")
	if err != nil || l.Body != "Hello Alder & Co" || l.Person == 0 || l.Referral != about.Referral {
		t.Errorf("%+v, %v", l, err)
	}
	page, err := d.Letters.Page(ctx(), l)
	if err != nil || !slices.Equal(page.To, []string{"Alder & Co", "Dr. Ann Alder", "1 High St", "Bath"}) || page.Letterhead.FirmName != "Harcourt LLP" {
		t.Errorf("%+v, %v", page, err)
	}
	d.ok(d.History.Undo(ctx(), app.Ask{}, kept.Audit))
	if list, _ := d.Letters.To(ctx(), about.Partner); len(list) != 0 {
		t.Errorf("after the undo: %+v", list)
	}
	w.Way = "pigeon"
	if _, err := d.Letters.Keep(ctx(), app.Ask{}, w.Letter); err == nil {
		t.Error("a letter went by pigeon")
	}
}

func TestAOnePagerCarriesThePartnersLogo(t *testing.T) {
	d, about := addressed(t)
	logo := d.ok(d.Partners.SetLogo(ctx(), app.Ask{}, about.Partner, assets.ExampleLogo()))
	w := d.fill("What we do", about)
	w.Kind = app.OnePager
	page, err := d.Letters.Page(ctx(), w.Letter)
	if err != nil || page.Beside == nil || page.Beside.Name != "Alder & Co" || !slices.Contains(page.Beside.Lines, "Code "+codeOf(t, d, about.Partner)) || len(page.BesideLogo) == 0 || page.To != nil || page.Date != "" {
		t.Errorf("%+v, %v", page.Beside, err)
	}
	if _, err := d.Partners.SetLogo(ctx(), app.Ask{}, about.Partner, []byte("<svg/>")); err == nil {
		t.Error("a picture that can't be printed was kept")
	}
	d.ok(d.History.Undo(ctx(), app.Ask{}, logo.Audit))
	if left, _ := d.Partners.Logo(ctx(), about.Partner); left != nil {
		t.Errorf("after the undo a logo of %d bytes is left", len(left))
	}
}

func TestATextOfTheLibraryCarriesThePartnersName(t *testing.T) {
	d, about := addressed(t)
	_, v := d.published("Our fees")
	page, err := d.Letters.Branded(ctx(), v, about.Partner)
	if err != nil || page.Subject != "Our fees" || page.Body != "About Our fees" || page.Beside == nil || !slices.Contains(page.Beside.Lines, "ann@alder.example") {
		t.Errorf("%+v, %v", page, err)
	}
	for body, want := range map[string]string{"# Our fees\n\nBy the hour.": "By the hour.", "# Fees\n\nBy the hour.": "# Fees\n\nBy the hour.", "# Our fees": "# Our fees"} {
		_, of := d.written("Our fees", body, nil)
		if got, err := d.Letters.Branded(ctx(), of, about.Partner); err != nil || got.Body != want {
			t.Errorf("%q is laid out as %q, %v", body, got.Body, err)
		}
	}
	d.ok(d.Materials.Withdraw(ctx(), app.Ask{}, v, "wrong"))
	if _, err := d.Letters.Branded(ctx(), v, about.Partner); err == nil {
		t.Error("what was withdrawn was given a partner's name")
	}
}

// starters are the pieces of the starter library.
func starters(t testing.TB) []app.Template {
	t.Helper()
	files, err := assets.Letters()
	if err != nil {
		t.Fatal(err)
	}
	all, err := app.ReadStarters(files)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestTheStarterLibraryIsAddedOnce(t *testing.T) {
	d := open(t)
	all := starters(t)
	some := d.ok(d.Templates.Begin(ctx(), app.Ask{}, all[:3]))
	d.ok(d.Templates.Begin(ctx(), app.Ask{}, all))
	if _, err := d.Templates.Begin(ctx(), app.Ask{}, all); err == nil {
		t.Error("it was added again")
	}
	var n int
	if err := d.Templates.IDs(ctx(), app.Query{}, func(ids []int32) error { n += len(ids); return nil }); err != nil || n != len(all) {
		t.Errorf("%d of %d, %v", n, len(all), err)
	}
	d.ok(d.History.Undo(ctx(), app.Ask{}, some.Audit))
}

// Every piece there is exists in every language, is of the same kind in each, and can be filled in.
func TestTheStarterLibraryIsWhole(t *testing.T) {
	kinds := map[string]app.TemplateKind{}
	languages := map[string][]letter.Language{}
	for _, m := range starters(t) {
		languages[m.Starter] = append(languages[m.Starter], m.Language)
		if k, ok := kinds[m.Starter]; ok && k != m.Kind {
			t.Errorf("%s is %s in %s and %s before", m.Starter, m.Kind, m.Language, k)
		}
		kinds[m.Starter] = m.Kind
		if m.Note == "" || m.Title == "" || !slices.Contains(app.TemplateKinds(), m.Kind) {
			t.Errorf("%s/%s does not say what it is for", m.Starter, m.Language)
		}
		for _, src := range []string{m.Subject, m.Body} {
			for _, f := range letter.Check(src) {
				t.Errorf("%s/%s: %+v", m.Starter, m.Language, f)
			}
		}
	}
	for piece, has := range languages {
		for _, l := range letter.Languages() {
			if !slices.Contains(has, l) {
				t.Errorf("%s is not there in %s", piece, l.Name())
			}
		}
	}
}
