package storetest

import (
	"errors"
	"testing"

	"rapport/app"
	"rapport/app/money"
)

func taxProfiles(t *testing.T, d *desk) {
	firm(d)
	rate, err := money.ParseRate("0.2")
	if err != nil {
		t.Fatal(err)
	}
	get := func(id app.ID[app.Partner]) app.TaxProfile {
		return got(d, func(b app.Books) (app.TaxProfile, error) { return b.TaxProfile(id) })
	}
	same(d, "nothing entered", get(1), app.TaxProfile{Partner: 1})
	want := app.TaxProfile{Partner: 1, W9On: day("2026-01-02"), VATNumber: "GB123456789", VATRate: rate, VATBy: app.VATByTotal, SelfFrom: day("2026-01-01"),
		SelfTo: day("2026-12-31"), Wording: "Self-billing", Version: 1}
	d.write(func(b app.Books) error {
		return errors.Join(b.PutTaxProfile(want), b.PutTaxProfile(app.TaxProfile{Partner: 2, VATBy: app.VATByLine, Version: 1}))
	})
	same(d, "round trip", get(1), want)
	d.refused(app.Conflict, func(b app.Books) error { return b.PutTaxProfile(want) })
	want.W9On, want.Version = 0, 2
	d.write(func(b app.Books) error { return b.PutTaxProfile(want) })
	same(d, "changed", get(1), want)
	same(d, "all", got(d, func(b app.Books) ([]app.TaxProfile, error) { return b.TaxProfiles() }), []app.TaxProfile{want, {Partner: 2, VATBy: app.VATByLine, Version: 1}})
}

func paymentTotals(_ *testing.T, d *desk) {
	ledgerFirm(d)
	pay := func(n byte, on, method string, minor int64) {
		l := post(d, "", app.Line{Key: app.Key{n}, Partner: 1, Kind: app.PaymentLine, Day: day(on), RecordedAt: now(), Amount: eur(-minor), Reason: "{}"})[0]
		d.write(func(b app.Books) error {
			return b.AddPayment(app.Payment{Seq: l.Seq, Partner: 1, Day: l.Day, Amount: eur(minor), Method: method})
		})
	}
	pay(1, "2025-12-31", "card", 1)
	pay(2, "2026-01-01", "card", 10)
	pay(3, "2026-06-01", "cheque", 100)
	pay(4, "2026-12-31", "card", 1000)
	pay(5, "2027-01-01", "card", 10000)
	same(d, "of a year", got(d, func(b app.Books) ([]app.PaymentTotal, error) {
		return b.PaymentTotals(day("2026-01-01"), day("2027-01-01"))
	}), []app.PaymentTotal{
		{Partner: 1, Currency: "EUR", Method: "card", Count: 2, Minor: 1010}, {Partner: 1, Currency: "EUR", Method: "cheque", Count: 1, Minor: 100}})
}
