package storetest

import (
	"errors"
	"testing"

	"rapport/app"
	"rapport/app/bank"
)

func bankDetail(id, partner int64, no int) app.BankDetail {
	return app.BankDetail{ID: app.ID[app.BankDetail](id), Partner: app.ID[app.Partner](partner), Currency: "EUR", No: no, Payee: app.PayPartner,
		Account: bank.Account{Method: bank.SEPA, Holder: "Müller", IBAN: "DE89370400440532013000", Address: bank.Address{Town: "Köln", Country: "DE"}},
		Note:    "by letter", SetAt: now(), SetBy: "Ann", Version: 1}
}

func bankDetails(_ *testing.T, d *desk) {
	firm(d)
	first, second, dollars := bankDetail(1, 1, 1), bankDetail(2, 1, 2), bankDetail(3, 1, 1)
	dollars.Currency, dollars.Payee, dollars.Account = "USD", app.PayCharity, bank.Account{Method: bank.ACH, Holder: "C", Routing: "021000021", Number: "1", Savings: true}
	d.write(func(b app.Books) error {
		return errors.Join(b.AddBankDetail(first), b.AddBankDetail(second), b.AddBankDetail(dollars))
	})
	get := func(b app.Books) ([]app.BankDetail, error) { return b.BankDetails(1) }
	same(d, "by currency, newest first", got(d, get), []app.BankDetail{second, first, dollars})
	missing(d, func(b app.Books) (app.BankDetail, error) { return b.BankDetail(9) })

	changed := second
	changed.ConfirmedOn, changed.ConfirmedBy, changed.ConfirmedHow, changed.Version = day("2026-11-22"), "Ben", "called", 2
	changed.Account.IBAN = "NL91ABNA0417164300" // a version is never edited
	d.write(func(b app.Books) error { return b.PutBankDetail(changed) })
	changed.Account.IBAN = second.Account.IBAN
	same(d, "confirmed", got(d, func(b app.Books) (app.BankDetail, error) { return b.BankDetail(2) }), changed)
	d.refused(app.Conflict, func(b app.Books) error { return b.PutBankDetail(changed) })
	d.write(func(b app.Books) error { return b.DeleteBankDetail(3) })
	same(d, "taken back", got(d, get), []app.BankDetail{changed, first})
	d.refused(app.NotFound, func(b app.Books) error { return b.DeleteBankDetail(3) })
}
