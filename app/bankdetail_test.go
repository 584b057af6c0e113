package app_test

import (
	"encoding/json"
	"strings"
	"testing"

	"rapport/app"
	"rapport/app/bank"
)

// berlin is an account in Berlin, of the IBAN registry's example.
func berlin(partner app.ID[app.Partner]) app.BankDetail {
	return app.BankDetail{Partner: partner, Currency: "EUR", Account: bank.Account{Method: bank.SEPA, Holder: "Harcourt & Lowe",
		IBAN: "de89 3704 0044 0532 0130 00", Address: bank.Address{Town: "Berlin", Country: "DE"}}}
}

// paidTo enters bank details and confirms them.
func (d *desk) paidTo(b app.BankDetail) app.ID[app.BankDetail] {
	d.t.Helper()
	id := app.ID[app.BankDetail](d.ok(d.Banks.Set(ctx(), app.Ask{}, b)).ID)
	d.ok(d.as("Second Eyes").Banks.Confirm(ctx(), app.Ask{}, id, app.Confirmation{How: "called Ms Lowe on the office number"}))
	return id
}

func TestSP20_BankDetailsAreHeldUntilConfirmed(t *testing.T) {
	d := open(t)
	p := d.partner("Harcourt & Lowe")
	first := d.ok(d.Banks.Set(ctx(), app.Ask{}, berlin(p)))
	d.refused("the same again", refusal{kind: app.Refused, say: "already", final: true}, func() error {
		_, err := d.Banks.Set(ctx(), app.Ask{}, berlin(p))
		return err
	})
	d.refused("without a call", refusal{kind: app.Invalid, field: "how"}, func() error {
		_, err := d.Banks.Confirm(ctx(), app.Ask{}, app.ID[app.BankDetail](first.ID), app.Confirmation{How: " "})
		return err
	})
	d.refused("a call made before they were entered", refusal{kind: app.Invalid, field: "day"}, func() error {
		_, err := d.Banks.Confirm(ctx(), app.Ask{}, app.ID[app.BankDetail](first.ID), app.Confirmation{How: "called", Day: d.today() - 1})
		return err
	})
	own := d.ok(d.Banks.Confirm(ctx(), app.Ask{Preview: true}, app.ID[app.BankDetail](first.ID), app.Confirmation{How: "called"}))
	if len(own.Warnings) != 1 {
		t.Errorf("confirming one's own entry: %v", own.Warnings)
	}
	d.settings(func(s *app.Settings) { s.FourEyes = true })
	d.refused("one's own entry under four eyes", refusal{kind: app.Refused, say: "second pair of eyes"}, func() error {
		_, err := d.Banks.Confirm(ctx(), app.Ask{}, app.ID[app.BankDetail](first.ID), app.Confirmation{How: "called"})
		return err
	})
	d.ok(d.as("Second Eyes").Banks.Confirm(ctx(), app.Ask{}, app.ID[app.BankDetail](first.ID), app.Confirmation{How: "called Ms Lowe"}))
	changed := berlin(p)
	changed.Account.IBAN = "NL91 ABNA 0417 1643 00"
	second := d.ok(d.Banks.Set(ctx(), app.Ask{}, changed))
	all, err := d.Banks.Of(ctx(), p)
	if err != nil || len(all) != 2 || all[0].Confirmed() || !all[1].Confirmed() || all[1].ConfirmedBy != "Second Eyes" {
		t.Fatalf("%+v, %v", all, err)
	}
	d.refused("what was replaced", refusal{kind: app.Refused, say: "replaced"}, func() error {
		_, err := d.Banks.Confirm(ctx(), app.Ask{}, app.ID[app.BankDetail](first.ID), app.Confirmation{How: "called"})
		return err
	})
	d.ok(d.History.Undo(ctx(), app.Ask{}, second.Audit))
	if all, _ = d.Banks.Of(ctx(), p); len(all) != 1 {
		t.Errorf("after undo: %+v", all)
	}
	log, err := d.History.Of(ctx(), app.KindBank, first.ID, 10)
	text, _ := json.Marshal(log)
	if err != nil || strings.Contains(string(text), "DE89370400440532013000") {
		t.Errorf("the log holds the whole account number: %s, %v", text, err)
	}
}

func TestSP20_AConfirmationCanBeTakenBack(t *testing.T) {
	d := open(t)
	p := d.partner("Harcourt & Lowe")
	id := app.ID[app.BankDetail](d.ok(d.Banks.Set(ctx(), app.Ask{}, berlin(p))).ID)
	r := d.ok(d.Banks.Confirm(ctx(), app.Ask{}, id, app.Confirmation{How: "called"}))
	undo := d.ok(d.History.Undo(ctx(), app.Ask{}, r.Audit))
	all, _ := d.Banks.Of(ctx(), p)
	if all[0].Confirmed() || all[0].Account.IBAN != "DE89370400440532013000" {
		t.Errorf("%+v", all[0])
	}
	d.ok(d.History.Undo(ctx(), app.Ask{}, undo.Audit))
	if all, _ = d.Banks.Of(ctx(), p); !all[0].Confirmed() {
		t.Errorf("done again: %+v", all[0])
	}
}

func TestPayeesThatAreRefused(t *testing.T) {
	d := open(t)
	p, other := d.partner("Harcourt & Lowe"), d.partner("Finch")
	d.ok(d.Partners.AddPerson(ctx(), app.Ask{}, app.Person{Partner: other, Name: "Ms Finch"}))
	people, _ := d.Partners.People(ctx(), other)
	for name, c := range map[string]struct {
		change func(*app.BankDetail)
		want   refusal
	}{
		"somebody elsewhere": {func(b *app.BankDetail) { b.Payee, b.Person = app.PayPerson, people[0].ID }, refusal{kind: app.Invalid, field: "person"}},
		"nobody":             {func(b *app.BankDetail) { b.Payee = "ghost" }, refusal{kind: app.Invalid, field: "payee"}},
		"sepa in dollars":    {func(b *app.BankDetail) { b.Currency = "USD" }, refusal{kind: app.Invalid, field: "method"}},
		"no currency":        {func(b *app.BankDetail) { b.Currency = "" }, refusal{kind: app.Invalid, field: "currency"}},
		"a wrong IBAN":       {func(b *app.BankDetail) { b.Account.IBAN = "DE88 3704 0044 0532 0130 00" }, refusal{kind: app.Invalid, field: "iban"}},
	} {
		b := berlin(p)
		c.change(&b)
		d.refused(name, c.want, func() error { _, err := d.Banks.Set(ctx(), app.Ask{}, b); return err })
	}
}
