//go:build bench

package bench

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/letter"
	"rapport/app/report"
	"rapport/data"
	"rapport/internal/postoffice"
	"rapport/views/files"
	"rapport/views/paper"
)

// cover is as long as the text that goes with a statement.
const cover = "{{ greeting }},\n\nplease find statement {{ statement.number }} for {{ statement.period }} attached. Its closing balance is {{ statement.closing }}.\n\n" +
	"If anything in it is not as you expect, please tell us by {{ statement.query_by }}.\n\nWith best regards\n\n{{ sender.name }}  \n{{ firm.name }}\n"

// mailings is how many statements are mailed at least.
const mailings = 1000

// mailing holds a run of statements by mail, from their drawing to the last answer of the server noted, against what cannot be left out: filling
// the same text in, making the same bytes, and handing them to the same server over one line.
func (m *run) mailing(t *testing.T) {
	printer, err := paper.New()
	if err != nil {
		t.Fatal(err)
	}
	office := postoffice.Open(t, false, postoffice.Faults{Forgets: true})
	file, docs := m.issued(t, printer, office)
	account := app.MailAccount{Host: office.Host, Port: office.Port, User: "ann", Password: "secret", Login: "auto"}
	var posts []app.Post
	ours := func() cost {
		store, _ := openFirm(t, copied(t, file))
		if err := store.Verify(t.Context()); err != nil {
			t.Fatal(err)
		}
		posts = posts[:0]
		firm := app.New(app.Deps{Store: store, Keep: store, Now: time.Now, Today: calendar.D(today), Actor: "bench", Mailer: data.Mailer{Roots: office.Roots}, Mail: func(p app.Post) ([]byte, error) {
			posts = append(posts, p)
			return mailBytes(p)
		}})
		if _, err := firm.Messages.KeepPassword(t.Context(), "secret"); err != nil {
			t.Fatal(err)
		}
		return spend(t, func() error {
			for _, d := range docs { // as when they were issued
				if _, err := printer.Print(d); err != nil {
					return err
				}
			}
			return mailAll(t, firm, len(docs))
		})
	}
	theirs := func() cost {
		return spend(t, func() error {
			line, err := data.Mailer{Roots: office.Roots}.Dial(t.Context(), account)
			if err != nil {
				return err
			}
			for i, p := range posts {
				if _, err := printer.Print(docs[i]); err != nil {
					return err
				}
				if _, err := letter.Fill(cover, letter.Values{One: map[string]string{"greeting": p.ToName, "statement.number": p.Subject, "statement.period": "March", "statement.closing": "1",
					"statement.query_by": "May", "sender.name": "Ann", "firm.name": "M"}}); err != nil {
					return err
				}
				bytes, err := mailBytes(p)
				if err != nil {
					return err
				}
				if d := line.Send(t.Context(), p.From, p.To, bytes); d.Fate != app.MailTaken {
					return errors.New(d.Said)
				}
			}
			return line.Close()
		})
	}
	ours()
	p := duel(3, ours, theirs)
	work := fmt.Sprintf("%d statements by mail, from written to noted", len(docs))
	m.times(work, p, wallOf, len(docs), "drawing, filling in and bare sending", "≤ 1.5 ×")
	m.times(work, p, cpuOf, len(docs), "drawing, filling in and bare sending", "≤ 1.5 ×")
}

// mailAll writes, queues and sends a message for every statement that was not sent.
func mailAll(t *testing.T, firm *app.Firm, want int) error {
	ids, err := firm.Messages.StatementsToSend(t.Context(), app.Query{}.By("number", false))
	if err != nil {
		return err
	}
	if _, _, err := firm.Messages.OfStatements(t.Context(), app.Ask{}, 0, ids, true, nil); err != nil {
		return err
	}
	run, err := firm.Messages.Send(t.Context(), nil, nil)
	if err == nil && run.Sent != want {
		err = fmt.Errorf("%d of %d were sent: %+v", run.Sent, want, run)
	}
	return err
}

func mailBytes(p app.Post) ([]byte, error) {
	d := files.MailDraft{Sent: true, From: p.From, FromName: p.FromName, To: p.To, ToName: p.ToName, Subject: p.Subject, Body: p.Body, Language: p.Language, ID: p.ID, Date: p.Date}
	for _, f := range p.Files {
		d.Files = append(d.Files, files.MailFile{Name: f.Name, Bytes: f.Bytes})
	}
	return files.WriteMailDraft(d)
}

// issued is the small firm with statements of its last months issued and addresses for everybody, with the documents as drawn.
func (m *run) issued(t *testing.T, printer *paper.Printer, office *postoffice.Office) (string, []report.Document) {
	t.Helper()
	path := copied(t, m.smallFirm(t))
	store, _ := openFirm(t, path)
	var docs []report.Document
	firm := firmOn(store, func(d report.Document) ([]byte, error) {
		docs = append(docs, d)
		return printer.Print(d)
	})
	s, err := firm.Setup.Settings(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	s.Email, s.Mail = "office@marchetti.example", app.MailSettings{Way: "server", Host: office.Host, Port: office.Port, Secure: "STARTTLS", User: "ann"}
	if _, err := firm.Setup.Edit(t.Context(), app.Ask{}, s); err != nil {
		t.Fatal(err)
	}
	err = store.Write(t.Context(), func(b app.Books) error {
		return b.PartnerIDs(app.Query{}, func(ids []int32) error {
			for _, id := range ids {
				p, err := b.Partner(app.ID[app.Partner](id))
				if err != nil {
					return err
				}
				p.Email, p.Version = fmt.Sprintf("p%d@partner.example", id), p.Version+1
				if err := b.PutPartner(p); err != nil {
					return err
				}
			}
			return nil
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	for month := calendar.MonthOf(calendar.D("2021-01-31")); len(docs) < mailings; month = month.Add(1) {
		if _, _, err := firm.Statements.Run(t.Context(), app.Ask{}, month.Period(), nil, nil); err != nil {
			t.Fatal(err)
		}
	}
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	return path, docs
}
