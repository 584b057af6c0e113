package storetest

import (
	"errors"

	"rapport/app"
	"rapport/app/letter"
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
	whole := func(text string) int {
		return len(got(d, func(b app.Books) ([]app.Hit, error) { return b.SearchWhole(text, 9) }))
	}
	same(d, "as it stands", []int{whole("brochure"), whole("brochu"), whole(" -- ")}, []int{7, 0, 0})
	same(d, "the newest writing alone", len(got(d, func(b app.Books) ([]app.Hit, error) { return b.Search("brochu", nil, 3) })), 3)
	r.Note, r.Version, task.What, task.Version = "", 3, "print the leaflet", 2
	d.write(func(b app.Books) error {
		return errors.Join(b.PutReferral(r), b.PutTask(task), b.DeletePromise(9), b.DeleteGift(9), b.DeletePerson(9), b.DeleteAttachments(app.KindReferral, 1))
	})
	same(d, "what still says so", finds(d, "brochu"), []string{"partner Ångström Søren Łódź", "client Müller Maschinenbau"})
	same(d, "what says it now", finds(d, "leaflet"), []string{"task print the leaflet"})
}

// foundElsewhere finds referrals given by partner, client and words, market notes by text and tag, and materials by title, text and tag; and follows
// every change of them.
func foundElsewhere(d *desk, partner string) {
	o, n, m := outbound(9, 1, 1, "2026-02-01"), app.MarketNote{ID: 9, Day: day("2026-02-01"), Kind: app.Need, Said: "A will in another land", Tags: []string{"probäte", "cross border"},
		Partner: 1, EnteredAt: now(), Version: 1}, material(9, "Fees at a glance")
	o.Service, m.Tags = "zoning", []string{"zephyr"}
	version := edition(9, 9, 1, app.MaterialDraft)
	version.Body = "What a quokka costs"
	d.write(func(b app.Books) error {
		return errors.Join(b.AddOutbounds([]app.Outbound{o}), b.AddMarketNote(n), b.AddMaterial(m), b.AddMaterialVersion(version, "What a quokka costs"))
	})
	given := "outbound G-2026-0009 · Baker Street Bakery"
	same(d, "given, by word", finds(d, "zoni"), []string{given})
	same(d, "given, by partner and client", finds(d, partner+" bakery g-2026"), []string{given})
	same(d, "heard, by text", finds(d, "another land"), []string{"market A will in another land"})
	same(d, "heard, by tag", finds(d, "probate border"), []string{"market A will in another land"})
	same(d, "material, by title", finds(d, "glance"), []string{"material Fees at a glance"})
	same(d, "material, by tag and text", append(finds(d, "zephyr"), finds(d, "quokka")...), []string{"material Fees at a glance", "material Fees at a glance"})
	hits := got(d, func(b app.Books) ([]app.Hit, error) { return b.Search("probate", nil, 9) })
	same(d, "what a note shows", hits, []app.Hit{{Kind: app.KindMarket, ID: 9, Name: n.Said, Sub: "Renamed Partners · need · 2026-02-01", Text: "probäte,cross border"}})
	p := got(d, func(b app.Books) (app.Partner, error) { return b.Partner(1) })
	c := got(d, func(b app.Books) (app.Client, error) { return b.Client(1) })
	was, wasClient := p, c
	p.Name, p.Version, c.Name, c.Version = "Numbat Law", p.Version+1, "Wombat Bakes", c.Version+1
	d.write(func(b app.Books) error { return errors.Join(b.PutPartner(p), b.PutClient(c)) })
	same(d, "after both got other names", finds(d, "numbat wombat g-2026"), []string{"outbound G-2026-0009 · Wombat Bakes"})
	same(d, "not by the old ones", len(finds(d, partner+" g-2026"))+len(finds(d, "bakery g-2026")), 0)
	was.Version, wasClient.Version = p.Version+1, c.Version+1
	d.write(func(b app.Books) error { return errors.Join(b.PutPartner(was), b.PutClient(wasClient)) })
	all := app.Belongings{Outbounds: []int64{9}}
	d.write(func(b app.Books) error { return errors.Join(b.GivePartner(1, 2, all), b.GiveClient(1, 2, all)) })
	same(d, "under whom it was given to", finds(d, "maschinenbau soren g-2026"), []string{"outbound G-2026-0009 · Müller Maschinenbau"})
	o.Partner, o.Client, o.Service, o.Version, n.Said, n.Version, m.Title, m.Version = 2, 2, "planning", 2, "nothing", 2, "Prices", 2
	d.write(func(b app.Books) error { return errors.Join(b.PutOutbound(o), b.PutMarketNote(n), b.PutMaterial(m)) })
	same(d, "changed", append(finds(d, "zoni"), append(finds(d, "another land"), finds(d, "glance")...)...), []string(nil))
	d.write(func(b app.Books) error { return errors.Join(b.DeleteOutbound(9), b.DeleteMarketNote(9)) })
	same(d, "removed", append(finds(d, "planning"), finds(d, "probate")...), []string(nil))
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

// foundWords finds templates by title and text, newsletters by subject and what their blocks say, and messages by subject and recipient; and follows
// every change of them. What was archived is not found.
func foundWords(d *desk) {
	y, x := template(81, "Ocelot farewell", letter.English), message(81, 1, app.MessageDraft, "2026-03-01")
	y.Body, x.Subject, x.ToName = "Dear okapi", "About the narwhal", "Quentin"
	z := app.Newsletter{ID: 81, Number: "N-0081", Subject: "Axolotl news", Language: letter.English, MadeAt: now(), Who: "ann", Version: 1,
		Blocks: []app.NewsBlock{{Kind: app.NewsButton, Label: "Tapir", Link: "https://x.example"}, {Kind: app.NewsText, Text: "the gnu, *too*"}}}
	d.write(func(b app.Books) error { return errors.Join(b.AddTemplate(y), b.AddMessage(x), b.AddNewsletter(z)) })
	for text, want := range map[string]string{"ocelot": "template Ocelot farewell", "okapi": "template Ocelot farewell", "axol": "newsletter N-0081 · Axolotl news", "tapir": "newsletter N-0081 · Axolotl news",
		"gnu": "newsletter N-0081 · Axolotl news", "n-0081": "newsletter N-0081 · Axolotl news", "narwhal": "message " + x.Number + " · About the narwhal", "quentin": "message " + x.Number + " · About the narwhal"} {
		same(d, text, finds(d, text), []string{want})
	}
	y.Archived, y.Version, z.Subject, z.Blocks, z.Version = true, 2, "Numbat news", z.Blocks[:1], 2
	d.write(func(b app.Books) error {
		return errors.Join(b.PutTemplate(y), b.PutNewsletter(z), b.DeleteMessage(x.ID))
	})
	same(d, "changed", append(append(finds(d, "ocelot"), finds(d, "gnu")...), append(finds(d, "axolotl"), finds(d, "narwhal")...)...), []string(nil))
	d.write(func(b app.Books) error { return errors.Join(b.DeleteNewsletter(81), b.DeleteTemplate(81)) })
	same(d, "removed", finds(d, "tapir"), []string(nil))
}
