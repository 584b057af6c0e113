package desk

import (
	"strings"
	"testing"

	"rapport/app"
	"rapport/app/letter"
	"rapport/assets"
)

// templateWorld has a few pieces of the starter library.
func templateWorld(t testing.TB) *world {
	w := someWorld(t)
	files, err := assets.Letters()
	w.check(err)
	all, err := app.ReadStarters(files, "en", "de")
	w.check(err)
	var some []app.Template
	for _, m := range all {
		if m.Starter == "thanks" || m.Starter == "quiet" || m.Starter == "one-pager" || m.Starter == "status" {
			some = append(some, m)
		}
	}
	w.must(w.firm.Templates.Begin(w.ctx, app.Ask{}, some))
	return w
}

func templateStories() []story {
	on := func(keys ...string) func(*testing.T, *bench) {
		return func(_ *testing.T, b *bench) {
			b.keys("G", "Y")
			b.settle()
			b.keys(keys...)
		}
	}
	return []story{
		{name: "templates", world: templateWorld, act: on("End")},
		{name: "templates-empty", world: newWorld, act: on()},
		{name: "template-edit", world: templateWorld, act: on("End", "E")},
		{name: "template-fault", world: templateWorld, act: func(t *testing.T, b *bench) {
			on("C")(t, b)
			b.settle()
			b.Type("Thanks")
			b.keys("Tab", "Tab", "Tab")
			b.Type("Thank you")
			b.keys("Tab")
			b.Type("Dear {{ person.nmae }}, many thanks.")
		}},
		{name: "letter-write", world: templateWorld, act: func(t *testing.T, b *bench) {
			b.onPartner(t, "Kestrel CPA Group")
			b.keys("W")
			b.Type("while")
			b.settle()
			b.keys("Enter")
		}},
	}
}

// A template is written, mended and tried, and a letter written with it and kept, with the keyboard alone.
func TestALetterByTheKeyboard(t *testing.T) {
	w := someWorld(t)
	b := open(t, w, 1280, 800)
	b.keys("G", "Y", "C")
	b.settle()
	b.Type("Thanks")
	b.keys("Tab", "Tab", "Tab")
	b.Type("Thank you")
	b.keys("Tab")
	b.Type("Dear {{ person.nmae }}, thank you.")
	b.settle()
	b.sees(t, "There is no field person.nmae.")
	b.keys("Ctrl+S")
	b.settle()
	if _, err := w.firm.Templates.Find(w.ctx, "Thanks", ""); err == nil {
		t.Fatal("a broken template was kept")
	}
	b.keys("Ctrl+U")
	b.settle()
	b.keys("Ctrl+I")
	b.Type("firm.name")
	b.settle()
	b.keys("Enter")
	b.settle()
	b.keys("Ctrl+S")
	b.settle()
	m, err := w.firm.Templates.Find(w.ctx, "Thanks", "")
	if err != nil || !strings.Contains(m.Body, "{{ person.name }}") || !strings.Contains(m.Body, "{{ firm.name }}") {
		t.Fatalf("%+v, %v\n%s", m, err, b.Dump())
	}
	b.onPartner(t, "Kestrel CPA Group")
	b.keys("W")
	b.Type("Thanks")
	b.settle()
	b.keys("Enter")
	b.settle()
	b.sees(t, "thank you.")
	b.keys("Ctrl+S")
	b.settle()
	kestrel, err := w.firm.Partners.Find(w.ctx, "Kestrel CPA Group")
	w.check(err)
	letters, err := w.firm.Letters.To(w.ctx, kestrel.ID)
	if err != nil || len(letters) != 1 || letters[0].Language != letter.English {
		t.Fatalf("%+v, %v\n%s", letters, err, b.Dump())
	}
	l, err := w.firm.Letters.Get(w.ctx, letters[0].ID)
	if err != nil || strings.Contains(l.Body, "{{") || !strings.Contains(l.Body, "thank you.") {
		t.Errorf("it says %q, %v", l.Body, err)
	}
}

// A letter that begins at a person is addressed to that person, also where another one comes first.
func TestWritingToAPerson(t *testing.T) {
	w := templateWorld(t)
	p, err := w.firm.Partners.Find(w.ctx, "Kestrel CPA Group")
	w.check(err)
	who := app.ID[app.Person](w.must(w.firm.Partners.AddPerson(w.ctx, app.Ask{}, app.Person{Partner: p.ID, Name: "Zora Quill"})).ID)
	b := open(t, w, 1280, 800)
	b.onPartner(t, "Kestrel CPA Group")
	person, err := w.firm.Partners.People(w.ctx, p.ID)
	w.check(err)
	for _, one := range person {
		if one.ID == who {
			b.d.writeTo(app.PartnerRow{Partner: p}, one)
		}
	}
	b.settle()
	b.Type("while")
	b.settle()
	b.keys("Enter")
	b.settle()
	b.sees(t, "Dear Zora Quill")
}
