package app_test

import (
	"strings"
	"testing"

	"rapport/app"
	"rapport/app/money"
)

// fieldsOf are the acts that take a text of a person, by its field.
func fieldsOf(d *desk, p app.ID[app.Partner]) map[string]func(string) error {
	first := func(_ app.Receipt, err error) error { return err }
	who := app.ID[app.Person](d.ok(d.Partners.AddPerson(ctx(), app.Ask{}, app.Person{Partner: p, Name: "Ann"})).ID)
	r := d.logged(p, "Elm", d.today().String())
	gift := app.Gift{Partner: p, Person: who, Kind: app.GiftKinds()[0], What: "Hamper", Value: eur(5_000)}
	partner := func(change func(*app.Partner)) error {
		a := app.Partner{Name: "New", Type: "attorney"}
		change(&a)
		return first(d.Partners.Add(ctx(), app.Ask{Preview: true}, a))
	}
	person := func(change func(*app.Person)) error {
		a := app.Person{Partner: p, Name: "Ben"}
		change(&a)
		return first(d.Partners.AddPerson(ctx(), app.Ask{Preview: true}, a))
	}
	credential := func(change func(*app.Credential)) error {
		a := app.Credential{Partner: p, Kind: app.Licence, What: "Solicitor", Issuer: "SRA", Expires: day("2027-01-01")}
		change(&a)
		return first(d.Credentials.Add(ctx(), app.Ask{Preview: true}, a))
	}
	contact := func(change func(*app.Contact)) error {
		a := app.Contact{Checkin: app.Checkin{Partner: p, Kind: "call"}}
		change(&a)
		return first(d.Checkins.Log(ctx(), app.Ask{Preview: true}, a))
	}
	return map[string]func(string) error{
		"partner name":      func(s string) error { return partner(func(a *app.Partner) { a.Name = s }) },
		"partner tag":       func(s string) error { return partner(func(a *app.Partner) { a.Tags = []string{s} }) },
		"partner website":   func(s string) error { return partner(func(a *app.Partner) { a.Website = "https://a.example/" + s }) },
		"partner address":   func(s string) error { return partner(func(a *app.Partner) { a.Address = s }) },
		"partner note":      func(s string) error { return partner(func(a *app.Partner) { a.Note = s }) },
		"partner source":    func(s string) error { return partner(func(a *app.Partner) { a.Source = s }) },
		"partner owner":     func(s string) error { return partner(func(a *app.Partner) { a.Owner = s }) },
		"partner tax":       func(s string) error { return partner(func(a *app.Partner) { a.TaxNumber = s }) },
		"partner phone":     func(s string) error { return partner(func(a *app.Partner) { a.Phone = s }) },
		"partner mail":      func(s string) error { return partner(func(a *app.Partner) { a.Email = s + "@a.example" }) },
		"person name":       func(s string) error { return person(func(a *app.Person) { a.Name = s }) },
		"person role":       func(s string) error { return person(func(a *app.Person) { a.Role = s }) },
		"person note":       func(s string) error { return person(func(a *app.Person) { a.Note = s }) },
		"credential what":   func(s string) error { return credential(func(a *app.Credential) { a.What = s }) },
		"credential issuer": func(s string) error { return credential(func(a *app.Credential) { a.Issuer = s }) },
		"credential number": func(s string) error { return credential(func(a *app.Credential) { a.Number = s }) },
		"credential place":  func(s string) error { return credential(func(a *app.Credential) { a.Jurisdiction = s }) },
		"credential note":   func(s string) error { return credential(func(a *app.Credential) { a.Note = s }) },
		"check-in subject":  func(s string) error { return contact(func(a *app.Contact) { a.Subject = s }) },
		"check-in note":     func(s string) error { return contact(func(a *app.Contact) { a.Note = s }) },
		"check-in learned":  func(s string) error { return contact(func(a *app.Contact) { a.Learned = s }) },
		"check-in owner":    func(s string) error { return contact(func(a *app.Contact) { a.Owner = s }) },
		"promise":           func(s string) error { return contact(func(a *app.Contact) { a.Promises = []app.Promise{{What: s}} }) },
		"market": func(s string) error {
			return contact(func(a *app.Contact) { a.Heard = []app.MarketNote{{Kind: app.MarketKinds()[0], Said: s}} })
		},
		"market tag": func(s string) error {
			return contact(func(a *app.Contact) {
				a.Heard = []app.MarketNote{{Kind: app.MarketKinds()[0], Said: "x", Tags: []string{s}}}
			})
		},
		"task": func(s string) error { return first(d.Tasks.Add(ctx(), app.Ask{Preview: true}, app.Task{What: s})) },
		"task note": func(s string) error {
			return first(d.Tasks.Add(ctx(), app.Ask{Preview: true}, app.Task{What: "x", Note: s}))
		},
		"task owner": func(s string) error {
			return first(d.Tasks.Add(ctx(), app.Ask{Preview: true}, app.Task{What: "x", Owner: s}))
		},
		"client name": func(s string) error { return first(d.Clients.Add(ctx(), app.Ask{Preview: true}, app.Client{Name: s})) },
		"referral note": func(s string) error {
			return first(d.Referrals.Log(ctx(), app.Ask{Preview: true}, app.NewReferral{Partner: p, ClientName: "Oak", Introduced: d.today(), Note: s}))
		},
		"stage note": func(s string) error {
			return first(d.Referrals.SetStage(ctx(), app.Ask{Preview: true}, r, app.Accepted, app.StageMove{Note: s}))
		},
		"referral client": func(s string) error {
			return first(d.Referrals.Log(ctx(), app.Ask{Preview: true}, app.NewReferral{Partner: p, ClientName: s, Introduced: d.today()}))
		},
		"outbound note": func(s string) error {
			return first(d.Outbounds.Give(ctx(), app.Ask{Preview: true}, app.Outbound{Partner: p, Note: s}, "Oak"))
		},
		"outbound service": func(s string) error {
			return first(d.Outbounds.Give(ctx(), app.Ask{Preview: true}, app.Outbound{Partner: p, Service: s}, "Oak"))
		},
		"outbound client": func(s string) error {
			return first(d.Outbounds.Give(ctx(), app.Ask{Preview: true}, app.Outbound{Partner: p}, s))
		},
		"gift": func(s string) error {
			g := gift
			g.What = s
			return first(d.Gifts.Propose(ctx(), app.Ask{Preview: true}, g))
		},
		"goal note": func(s string) error {
			return first(d.Goals.Add(ctx(), app.Ask{Preview: true}, app.Goal{KPI: app.CheckinsHeld, Target: 3, Period: month("2026-06"), Note: s}))
		},
		"onboarding item": func(s string) error {
			return first(d.Onboarding.Add(ctx(), app.Ask{Preview: true}, p, app.OnboardingItem{What: s}))
		},
		"application note": func(s string) error {
			return first(d.Recruiting.Apply(ctx(), app.Ask{Preview: true}, p, app.Application{Note: s}))
		},
		"state note": func(s string) error {
			return first(d.Partners.SetState(ctx(), app.Ask{Preview: true}, p, app.Blocked, app.Move{Note: s}))
		},
		"correction": func(s string) error {
			return first(d.Commissions.Adjust(ctx(), app.Ask{Preview: true}, app.Adjustment{Partner: p, Amount: money.New(100, "EUR"), Reason: s}))
		},
	}
}

// NUL, escapes, the controls behind ASCII, and bytes that are no text, are refused where they are typed, and nothing of them is kept.
func TestTX09_TX10_WhatCannotBeShownIsRefusedAtItsField(t *testing.T) {
	d := open(t)
	p := d.partner("Alder")
	for field, act := range fieldsOf(d, p) {
		if err := act("Plain words"); err != nil && !strings.Contains(field, "mail") && !strings.Contains(field, "phone") {
			t.Errorf("the control, %s: %v", field, err)
		}
		for what, text := range map[string]string{"NUL": "a\x00b", "escape": "a\x1b[31mb", "bell": "a\ab", "delete": "a\x7fb", "C1": "a\u009bb", "not UTF-8": "a\xffb", "cut": "a\xe2\x82"} {
			err := act(text)
			if p := app.AsProblem(err); err == nil || p.Kind != app.Invalid || p.Field == "" {
				t.Errorf("%s in %s: %v", what, field, err)
			}
		}
	}
	d.clean()
}

// Signs that turn letters around, and those that show nothing, are not kept in a name: what is read is what is there.
func TestTX05_SignsOfDirectionAreTakenOutOfNames(t *testing.T) {
	d := open(t)
	p := d.partner("Alder\u202Excod.exe\u202C \u2066Ltd\u2069")
	kept, err := d.Partners.Get(ctx(), p)
	d.check(err)
	d.ok(d.Partners.AddPerson(ctx(), app.Ask{}, app.Person{Partner: p, Name: "Ann\u200f B\u202Dlake"}))
	people, err := d.Partners.People(ctx(), p)
	d.check(err)
	client, err := d.Clients.Get(ctx(), app.ID[app.Client](d.ok(d.Clients.Add(ctx(), app.Ask{}, app.Client{Name: "Oak\u2067 & Elm"})).ID))
	d.check(err)
	d.ok(d.Partners.Attach(ctx(), app.Ask{}, p, app.File{Name: "invoice\u202Efdp.exe", Bytes: []byte("x")}))
	all, err := d.Partners.Files(ctx(), p, 9)
	d.check(err)
	if kept.Name != "Alderxcod.exe Ltd" || people[0].Name != "Ann Blake" || client.Name != "Oak & Elm" || all[0].Name != "invoicefdp.exe" {
		t.Errorf("%q %q %q %q", kept.Name, people[0].Name, client.Name, all[0].Name)
	}
}
