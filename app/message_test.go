package app_test

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"rapport/app"
)

// mailed is a message to a partner, not yet written.
func mailed(p app.ID[app.Partner], kind app.MessageKind) app.MailItem {
	return app.MailItem{Message: app.Message{Partner: p, Kind: kind, Subject: "Thanks", Body: "Many thanks"}}
}

// write writes one message, which must succeed.
func (d *desk) mail(item app.MailItem) app.Message {
	d.t.Helper()
	_, run, err := d.Messages.Write(ctx(), app.Ask{}, "", []app.MailItem{item}, nil)
	if err != nil {
		d.t.Fatalf("%v", err)
	}
	return run.Made[0]
}

func (d *desk) message(number string) app.Message {
	d.t.Helper()
	m, err := d.Messages.Find(ctx(), number)
	if err != nil {
		d.t.Fatalf("%v", err)
	}
	return m
}

// withAddress is a partner with an address and one person with her own.
func withAddress(d *desk) (app.ID[app.Partner], app.ID[app.Person]) {
	p := app.ID[app.Partner](d.ok(d.Partners.Add(ctx(), app.Ask{}, app.Partner{Name: "Alder & Co", Email: "post@alder.example"})).ID)
	return p, app.ID[app.Person](d.ok(d.Partners.AddPerson(ctx(), app.Ask{}, app.Person{Partner: p, Name: "Ann Alder", Email: "ann@alder.example"})).ID)
}

// mayEnd gives the firm the address at which newsletters are ended.
func (d *desk) mayEnd() {
	d.t.Helper()
	s, err := d.Setup.Settings(ctx())
	d.check(err)
	s.Email = "office@harcourt.example"
	d.ok(d.Setup.Edit(ctx(), app.Ask{}, s))
}

// What a partner or person asked for decides who gets what. What is owed is stated to everybody.
func TestWhoAskedForNoMailGetsNone(t *testing.T) {
	const none, ann, post = "", "ann@alder.example", "post@alder.example"
	for _, c := range []struct {
		partner, person app.ContactRule
		kind            app.MessageKind
		want            string
	}{
		{"", "", app.MessageLetter, ann}, {"", "", app.MessageNewsletter, ann}, {"", "", app.MessageStage, ann},
		{app.OptedOut, "", app.MessageLetter, ann}, {app.OptedOut, "", app.MessageStage, ann}, {app.OptedOut, "", app.MessageRecall, ann},
		{app.OptedOut, "", app.MessageNewsletter, none}, {app.OptedOut, "", app.MessageMaterial, none},
		{"", app.OptedOut, app.MessageNewsletter, post}, {"", app.OptedOut, app.MessageLetter, ann},
		{app.NoContact, "", app.MessageLetter, none}, {app.NoContact, "", app.MessageStage, none}, {app.NoContact, "", app.MessageNewsletter, none},
		{app.NoContact, "", app.MessageRecall, ann}, {"", app.NoContact, app.MessageRecall, post}, {"", app.NoContact, app.MessageLetter, post},
	} {
		d := open(t)
		d.mayEnd()
		p, person := withAddress(d)
		d.asks(p, person, c.partner, c.person)
		_, run, err := d.Messages.Write(ctx(), app.Ask{}, "", []app.MailItem{mailed(p, c.kind)}, nil)
		got := ""
		if len(run.Made) > 0 {
			got = run.Made[0].To
		}
		if got != c.want || (err != nil) != (c.want == none) {
			t.Errorf("%s, partner %q, person %q: to %q, want %q: %v", c.kind, c.partner, c.person, got, c.want, err)
		}
		if c.person == app.NoContact && c.kind == app.MessageLetter {
			item := mailed(p, c.kind)
			item.Person = person
			_, _, err := d.Messages.Write(ctx(), app.Ask{}, "", []app.MailItem{item}, nil)
			if err == nil || !strings.Contains(err.Error(), "Ann Alder at Alder & Co asked not to be contacted.") {
				t.Errorf("written to by name: %v", err)
			}
		}
	}
}

// asks notes what a partner and its person asked for.
func (d *desk) asks(p app.ID[app.Partner], person app.ID[app.Person], of, her app.ContactRule) {
	d.t.Helper()
	row, err := d.Partners.Get(ctx(), p)
	d.check(err)
	row.Contact = of
	d.ok(d.Partners.Edit(ctx(), app.Ask{}, row))
	people, err := d.Partners.People(ctx(), p)
	d.check(err)
	for _, who := range people {
		if who.ID == person {
			who.Contact = her
			d.ok(d.Partners.EditPerson(ctx(), app.Ask{}, who))
		}
	}
}

// Who asks while a message waits is obeyed too; letters are refused just as mail is.
func TestWhoAsksLaterIsObeyed(t *testing.T) {
	d := open(t)
	p, person := withAddress(d)
	m := d.mail(mailed(p, app.MessageLetter))
	d.asks(p, person, app.NoContact, "")
	d.refused("queue", refusal{kind: app.Refused, say: "asked not to be contacted"}, func() error { _, err := d.Messages.Queue(ctx(), app.Ask{}, m.ID); return err })
	d.refused("letter", refusal{kind: app.Refused, say: "asked not to be contacted"}, func() error {
		_, err := d.Letters.Keep(ctx(), app.Ask{}, app.Letter{Partner: p, Title: "t", Kind: app.LetterPiece, Language: "en", Body: "b", Way: "PDF"})
		return err
	})
	d.ok(d.Messages.Cancel(ctx(), app.Ask{}, "asked for none", m.ID))
}

func TestOfManyTheOthersAreWritten(t *testing.T) {
	d := open(t)
	p, _ := withAddress(d)
	silent := d.partner("No Address Ltd")
	r, run, err := d.Messages.Write(ctx(), app.Ask{}, "Spring letter", []app.MailItem{mailed(p, app.MessageLetter), mailed(silent, app.MessageLetter)}, nil)
	if err != nil || len(run.Made) != 1 || len(run.Left) != 1 || run.Left[0].Name != "No Address Ltd" || !strings.Contains(strings.Join(r.Warnings, " "), "has no e-mail address") {
		t.Fatalf("%+v %v %v", run, r.Warnings, err)
	}
	if m := d.message("E-00001"); m.Run != "Spring letter" || m.State != app.MessageDraft || m.Day != d.today() {
		t.Errorf("%+v", m)
	}
	d.ok(d.History.Undo(ctx(), app.Ask{}, r.Audit))
	if _, err := d.Messages.Find(ctx(), "E-00001"); !app.IsNotFound(err) {
		t.Errorf("after the undo: %v", err)
	}
	d.clean()
}

func TestSM11_LineBreaksNeverReachAHeader(t *testing.T) {
	d := open(t)
	p, person := withAddress(d)
	for _, evil := range []string{"Hi\r\nBcc: all@evil.example", "Hi\nX: y", "Hi\x00", "Hi\u0085there"} {
		item := mailed(p, app.MessageLetter)
		item.Subject = evil
		d.refused("subject", refusal{kind: app.Invalid, field: "subject", say: "one line"}, func() error {
			_, _, err := d.Messages.Write(ctx(), app.Ask{}, "", []app.MailItem{item}, nil)
			return err
		})
		d.refused("address of a person", refusal{kind: app.Invalid, field: "email"}, func() error {
			_, err := d.Partners.EditPerson(ctx(), app.Ask{}, app.Person{ID: person, Partner: p, Name: "Ann", Email: "ann@alder.example" + evil[2:], Version: 1})
			return err
		})
		m := d.mail(mailed(p, app.MessageLetter))
		d.refused("draft", refusal{kind: app.Invalid, field: "name"}, func() error {
			_, err := d.Messages.Edit(ctx(), app.Ask{}, m.ID, app.MessageEdit{To: m.To, ToName: evil, Subject: m.Subject, Body: m.Body, Version: m.Version})
			return err
		})
	}
}

func TestANewsletterOffersToEndIt(t *testing.T) {
	d := open(t)
	p, _ := withAddress(d)
	item := mailed(p, app.MessageNewsletter)
	item.HTML = "<html><body><p>x</p></body></html>"
	d.refused("without an address of the firm", refusal{kind: app.Refused, say: "unsubscribe"}, func() error {
		_, _, err := d.Messages.Write(ctx(), app.Ask{}, "", []app.MailItem{item}, nil)
		return err
	})
	d.mayEnd()
	m := d.message(d.mail(item).Number)
	const link = "mailto:office@harcourt.example?subject=unsubscribe%20P-0001"
	if m.Unsubscribe != link || strings.Count(m.Body, link) != 1 || strings.Count(m.HTML, link) != 1 {
		t.Errorf("%+v", m)
	}
}

// One statement goes to its own partner, once: a second message waits until the first is known to have come to nothing.
func TestSM13_AStatementGoesToItsOwnPartnerOnce(t *testing.T) {
	d := open(t)
	s := d.statementIn(app.StatementIssued, 1)
	other, _ := withAddress(d)
	item := func(p app.ID[app.Partner]) app.MailItem {
		i := mailed(p, app.MessageStatement)
		i.Statement = s.ID
		return i
	}
	write := func(p app.ID[app.Partner]) func() error {
		return func() error {
			_, _, err := d.Messages.Write(ctx(), app.Ask{}, "", []app.MailItem{item(p)}, nil)
			return err
		}
	}
	d.refused("to another partner", refusal{kind: app.Refused, say: "is not of Alder & Co"}, write(other))
	p, err := d.Partners.Get(ctx(), s.Partner)
	d.check(err)
	p.Email = "one@partner.example"
	d.ok(d.Partners.Edit(ctx(), app.Ask{}, p))
	m := d.mail(item(s.Partner))
	if m.Sum != s.SHA256 {
		t.Error("the number's hash is not kept with the message")
	}
	d.refused("a second one", refusal{kind: app.Refused, say: "is on its way already: E-00001 is draft"}, write(s.Partner))
	d.ok(d.Messages.Cancel(ctx(), app.Ask{}, "", m.ID))
	d.mail(item(s.Partner))
	d.clean()
}

// Every pair of states: what the table has is possible for the engine of sending or by an act, and nothing else.
func TestMessagesMoveAsTheirTableSays(t *testing.T) {
	d := open(t)
	p, _ := withAddress(d)
	fresh := func() app.ID[app.Message] { return d.mail(mailed(p, app.MessageLetter)).ID }
	acts := map[string]func(app.ID[app.Message]) error{
		"queue": func(id app.ID[app.Message]) error { _, err := d.Messages.Queue(ctx(), app.Ask{}, id); return err },
		"hold":  func(id app.ID[app.Message]) error { _, err := d.Messages.Hold(ctx(), app.Ask{}, id); return err },
		"cancel": func(id app.ID[app.Message]) error {
			_, err := d.Messages.Cancel(ctx(), app.Ask{}, "", id)
			return err
		},
		"bounce": func(id app.ID[app.Message]) error {
			_, err := d.Messages.Bounced(ctx(), app.Ask{}, "550", id)
			return err
		},
		"again": func(id app.ID[app.Message]) error { _, err := d.Messages.Again(ctx(), app.Ask{}, id); return err },
		"went":  func(id app.ID[app.Message]) error { _, err := d.Messages.Went(ctx(), app.Ask{}, 0, id); return err },
	}
	for _, c := range []struct{ way, may string }{
		{"", "queue cancel"}, {"queue", "hold cancel"}, {"cancel", ""}, {"queue hold", "queue cancel"},
	} {
		for name, act := range acts {
			id := fresh()
			for _, step := range strings.Fields(c.way) {
				if err := acts[step](id); err != nil {
					t.Fatalf("%s: %s: %v", c.way, step, err)
				}
			}
			if err := act(id); (err == nil) != slices.Contains(strings.Fields(c.may), name) {
				t.Errorf("after %q, %s: %v", c.way, name, err)
			}
		}
	}
	d.clean()
}

// TX-17: a subject or an address can't bring another header into a mailto link.
func TestTX17_AMailtoLinkHasNoOtherHeaders(t *testing.T) {
	d := open(t)
	p := app.ID[app.Partner](d.ok(d.Partners.Add(ctx(), app.Ask{}, app.Partner{Name: "Fell & Garsdale", Email: "a&cc=x@fell.example"})).ID)
	item := mailed(p, app.MessageLetter)
	item.Subject, item.Body = "Q & A?bcc=evil@x.example&to=a@b.example#1+1=2", "One & two?\n\nbcc=evil@x.example&x"
	m := d.mail(item)
	link, err := d.Messages.Mailto(ctx(), m.ID)
	d.check(err)
	u, err := url.Parse(link)
	d.check(err)
	if q := u.Query(); len(q) != 2 || q.Get("subject") != item.Subject || !strings.Contains(q.Get("body"), "One & two?") || u.Fragment != "" || strings.Contains(u.Opaque, "&") {
		t.Errorf("%s is read as %v to %s", link, u.Query(), u.Opaque)
	}
}
