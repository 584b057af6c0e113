package storetest

import (
	"crypto/sha256"
	"errors"
	"testing"

	"rapport/app"
	"rapport/app/letter"
)

func message(id int64, of app.ID[app.Partner], state app.MessageState, on string) app.Message {
	return app.Message{ID: app.ID[app.Message](id), Number: app.Number("E", id, 5), Partner: of, Kind: app.MessageLetter, To: "ann@lowe.example", ToName: "Ann Löwe", Subject: "Thanks",
		Body: "Many *thanks*", Language: letter.English, State: state, Day: day(on), MadeAt: now(), Who: "ben", Version: 1}
}

// untold is a message as lists have it.
func untold(m app.Message) app.Message {
	m.Body, m.HTML = "", ""
	return m
}

func messages(_ *testing.T, d *desk) {
	firm(d)
	pdf := []byte("statement")
	full := message(1, 1, app.MessageQueued, "2026-03-01")
	full.Person, full.Referral, full.Statement, full.Letter, full.Run, full.HTML, full.Unsubscribe = 1, 1, 1, 1, "Statements for March", "<p>x</p>", "mailto:a@b.example"
	full.Sum, full.Tries, full.Said, full.Retry, full.SentAt, full.Kind = sha256.Sum256(pdf), 2, "450 later", now(), now(), app.MessageStatement
	file := app.Attachment{Kind: app.KindMessage, Of: 1, Day: day("2026-03-01"), Name: "deck.pdf", Size: 1, SHA256: sha256.Sum256([]byte("x")), At: now(), Who: "ben"}
	d.write(func(b app.Books) error {
		return errors.Join(b.AddPeople([]app.Person{{ID: 1, Partner: 1, Name: "Ann", Version: 1}}), b.AddStatement(statement(1, 1, "2026-03", pdf), pdf),
			b.AddLetter(app.Letter{ID: 1, Number: "L-00001", Partner: 1, Title: "t", Day: day("2026-03-01"), At: now(), Version: 1}),
			b.AddMaterial(material(1, "Fees")), b.AddMaterialVersion(edition(1, 1, 1, app.MaterialPublished), ""))
	})
	full.Material = 1
	d.write(func(b app.Books) error { return errors.Join(b.AddMessage(full), b.AddAttachment(file, []byte("x"))) })
	one := func() app.Message { return got(d, func(b app.Books) (app.Message, error) { return b.Message(1) }) }
	same(d, "round trip", one(), full)
	same(d, "by number", got(d, func(b app.Books) (app.Message, error) { return b.MessageByNumber("E-00001") }), full)
	missing(d, func(b app.Books) (app.Message, error) { return b.Message(9) })
	missing(d, func(b app.Books) (app.Message, error) { return b.MessageByNumber("E-00009") })
	same(d, "row", got(d, func(b app.Books) ([]app.MessageRow, error) { return b.MessageRows([]int32{1, 7}) }),
		[]app.MessageRow{{Message: untold(full), PartnerName: "Harcourt & Lowe", Files: 2}})
	same(d, "belongs to its partner", got(d, func(b app.Books) (app.Belongings, error) { return b.Belongings(1) }).Messages, []int64{1})

	sent := untold(full)
	sent.State, sent.Said, sent.Version = app.MessageSent, "250 ok", 2
	d.write(func(b app.Books) error { return b.PutMessage(sent) })
	d.refused(app.Conflict, func(b app.Books) error { return b.PutMessage(sent) })
	sent.Body, sent.HTML = full.Body, full.HTML
	same(d, "its text stays when it moves", one(), sent)
	sent.Body, sent.HTML = "New", ""
	d.write(func(b app.Books) error { return b.PutMessageText(sent) })
	same(d, "changed text", one(), sent)
	d.refused(app.Conflict, func(b app.Books) error { return b.DeletePerson(1) })
	d.write(func(b app.Books) error { return b.DeleteMessage(1) })
	d.refused(app.NotFound, func(b app.Books) error { return b.DeleteMessage(1) })
	same(d, "its files are gone", len(got(d, func(b app.Books) ([]app.Attachment, error) { return b.Attachments(app.KindMessage, 1) })), 0)
}

func messageList(_ *testing.T, d *desk) {
	firm(d)
	bounced, other, news := message(2, 2, app.MessageBounced, "2026-03-02"), message(3, 1, app.MessageQueued, "2026-02-01"), message(4, 1, app.MessageQueued, "2026-03-04")
	other.ToName, other.Subject, other.Kind = "Bea", "Status", app.MessageStage
	news.Run, news.Kind = "Newsletter of March", app.MessageNewsletter
	d.write(func(b app.Books) error {
		return errors.Join(b.AddMessage(message(1, 1, app.MessageSent, "2026-03-01")), b.AddMessage(bounced), b.AddMessage(other), b.AddMessage(news))
	})
	list := func(b app.Books) func(app.Query, func([]int32) error) error { return b.MessageIDs }
	for what, c := range map[string]struct {
		q    app.Query
		want []int32
	}{
		"the newest first":   {app.Query{}, []int32{4, 3, 2, 1}},
		"waiting":            {app.Query{}.With(app.Is("state", "queued")).By("number", false), []int32{3, 4}},
		"of a partner":       {app.Query{}.With(app.Is("partner", "2")), []int32{2}},
		"of a run":           {app.Query{}.With(app.Is("run", "Newsletter of March")), []int32{4}},
		"of a kind":          {app.Query{}.With(app.Is("kind", "stage news")), []int32{3}},
		"of days":            {app.Query{}.With(app.Condition{Field: "day", From: "2026-03-01", To: "2026-03-02"}), []int32{2, 1}},
		"by recipient":       {app.Query{}.By("to", false), []int32{1, 2, 4, 3}},
		"by partner":         {app.Query{}.By("partner", false), []int32{2, 1, 3, 4}},
		"words":              {app.Query{Search: "thank low"}, []int32{4, 2, 1}},
		"words of the run":   {app.Query{Search: "march"}, []int32{4}},
		"by its number":      {app.Query{Search: "E-00003"}, []int32{3}},
		"not by an old name": {app.Query{Search: "nobody"}, []int32{}},
	} {
		same(d, what, ids(d, list, c.q), c.want)
	}
	takesAll(d, app.MessageFields(), app.MessageSorts(), list)
	refusesUnknownKeys(d, list)
	same(d, "counts", got(d, func(b app.Books) (map[app.MessageState]int, error) { return b.MessageCounts() }),
		map[app.MessageState]int{app.MessageSent: 1, app.MessageBounced: 1, app.MessageQueued: 2})
	same(d, "in the timeline", got(d, func(b app.Books) ([]app.Moment, error) {
		return b.Moments(1, app.MomentMessage, app.Place{Day: day("9999-12-31"), ID: 1 << 62}, day("2026-03-01"), 9)
	}), []app.Moment{
		{Kind: app.MomentMessage, ID: 4, Of: 4, Day: day("2026-03-04"), Name: "Thanks", Sort: "E-00004", With: "Ann Löwe", Note: "newsletter", State: "queued", Who: "ben"},
		{Kind: app.MomentMessage, ID: 1, Of: 1, Day: day("2026-03-01"), Name: "Thanks", Sort: "E-00001", With: "Ann Löwe", Note: "letter", State: "sent", Who: "ben"}})
	d.write(func(b app.Books) error { return b.DeleteMessage(4) })
	same(d, "gone from search", ids(d, list, app.Query{Search: "march"}), []int32{})
}
