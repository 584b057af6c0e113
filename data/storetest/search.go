package storetest

import (
	"errors"

	"rapport/app"
	"rapport/app/money"
)

// finds gives what a search over everything finds, as kind and name.
func finds(d *desk, text string) (found []string) {
	d.Helper()
	for _, h := range got(d, func(b app.Books) ([]app.Hit, error) { return b.Search(text, nil, 9) }) {
		found = append(found, string(h.Kind)+" "+h.Name)
	}
	return found
}

// foundByText finds things by their free text, for as long as it says so.
func foundByText(d *desk) {
	same(d, "of notes nothing yet", len(finds(d, "brochure")), 0)
	r, c, p := referral(1, 1, 1, "2026-03-01"), client(2, "Müller Maschinenbau"), partner(2, "Ångström Søren Łódź")
	r.Note, r.Version, c.Note, c.Version, p.Note, p.Version = "wants the Brochüre", 2, "no brochure, please", 2, "BROCHURE sent", 2
	task := app.Task{ID: 9, Partner: 1, What: "print the brochure", Note: "on yellow paper", Start: day("2026-02-01"), Due: day("2026-02-01"), State: app.TaskOpen, MadeAt: now(), Version: 1}
	promise := app.Promise{ID: 9, Partner: 1, Ours: true, What: "a brochure", State: app.PromiseOpen, Made: day("2026-02-01"), Version: 1}
	person := app.Person{ID: 9, Partner: 1, Name: "Ann Lowe", Note: "reads no brochures", Version: 1}
	gift := app.Gift{ID: 9, Partner: 1, Person: 9, Kind: "object", What: "Framed brochure", Value: money.New(900, "EUR"), State: app.GiftProposed, Proposed: day("2026-02-01"), By: "ann", Version: 1}
	d.write(func(b app.Books) error {
		return errors.Join(b.PutReferral(r), b.PutClient(c), b.PutPartner(p), b.AddTask(task), b.AddPromise(promise), b.AddPeople([]app.Person{person}), b.AddGift(gift),
			b.AddAttachment(app.Attachment{Kind: app.KindReferral, Of: 1, Name: "Our_brochure.2026.pdf", At: now()}, []byte("x")))
	})
	same(d, "all of them", finds(d, "brochu"), []string{"partner Ångström Søren Łódź", "person Ann Lowe", "client Müller Maschinenbau",
		"referral R-2026-0001 · Baker Street Bakery", "promise a brochure", "task print the brochure", "gift Framed brochure", "file Our_brochure.2026.pdf"})
	hits := got(d, func(b app.Books) ([]app.Hit, error) { return b.Search("yellow brochure", nil, 9) })
	same(d, "a hit", hits, []app.Hit{{Kind: app.KindTask, ID: 9, Name: "print the brochure", Sub: "Harcourt & Lowe", Text: "on yellow paper", Of: app.KindPartner, OfID: 1}})
	same(d, "the newest writing alone", len(got(d, func(b app.Books) ([]app.Hit, error) { return b.Search("brochu", nil, 3) })), 3)
	r.Note, r.Version, task.What, task.Version = "", 3, "print the leaflet", 2
	d.write(func(b app.Books) error {
		return errors.Join(b.PutReferral(r), b.PutTask(task), b.DeletePromise(9), b.DeleteGift(9), b.DeletePerson(9), b.DeleteAttachments(app.KindReferral, 1))
	})
	same(d, "what still says so", finds(d, "brochu"), []string{"partner Ångström Søren Łódź", "client Müller Maschinenbau"})
	same(d, "what says it now", finds(d, "leaflet"), []string{"task print the leaflet"})
}

// named finds by exact number and by the beginning of a name, which newer things do not push out.
func named(d *desk) {
	get := func(text string) (found []string) {
		for _, h := range got(d, func(b app.Books) ([]app.Hit, error) { return b.Named(text, 2) }) {
			found = append(found, string(h.Kind)+" "+h.Name)
		}
		return found
	}
	d.write(func(b app.Books) error {
		return b.AddClients([]app.Client{client(71, "Oak"), client(72, "Oak Tree 1"), client(73, "Oak Tree 2"), client(74, "Oakley")})
	})
	same(d, "the exact one first", get("oak"), []string{"client Oak", "client Oak Tree 1"})
	same(d, "by number", get(" r-2026-0002 "), []string{"referral R-2026-0002 · Müller Maschinenbau"})
	same(d, "accents do not count", get("angstrom"), []string{"partner Ångström Søren Łódź"})
	same(d, "not from the middle", len(get("lowe")), 0)
	same(d, "nothing typed", len(get(" -- ")), 0)
	d.write(func(b app.Books) error {
		return errors.Join(b.DeleteClient(71), b.DeleteClient(72), b.DeleteClient(73), b.DeleteClient(74))
	})
}
