package storetest

import (
	"crypto/sha256"
	"errors"
	"testing"

	"rapport/app"
	"rapport/app/money"
)

func selfBill(id int64, pdf []byte) app.SelfBill {
	rate, err := money.ParseRate("0.2")
	if err != nil {
		panic(err)
	}
	return app.SelfBill{ID: app.ID[app.SelfBill](id), Number: app.Number("SB-2026", id, 4), Series: "SB-2026", No: id, Partner: 1, Statement: 1, Currency: "EUR",
		Day: day("2026-11-02"), Rate: rate, By: app.VATByTotal, Net: 100, VAT: 20, Gross: 120, Lines: 2, SHA256: sha256.Sum256(pdf), IssuedAt: now()}
}

func selfBills(t *testing.T, d *desk) {
	firm(d)
	pdf, other := []byte("%PDF-1.7\x00 exact bytes"), []byte("credit")
	first, back := selfBill(1, pdf), selfBill(2, other)
	back.Net, back.VAT, back.Gross, back.Credits, back.Reason = -100, -20, -120, 1, "wrong rate"
	d.write(func(b app.Books) error {
		return errors.Join(b.AddStatement(statement(1, 1, "2026-10", []byte("a")), []byte("a")), b.AddStatement(statement(2, 2, "2026-10", []byte("b")), []byte("b")))
	})
	d.write(func(b app.Books) error { return b.AddSelfBill(first, pdf) })
	same(d, "by number", got(d, func(b app.Books) (app.SelfBill, error) { return b.SelfBillByNumber("SB-2026-0001") }), first)
	same(d, "by its bytes", got(d, func(b app.Books) (app.SelfBill, error) { return b.SelfBillByHash(sha256.Sum256(pdf)) }), first)
	same(d, "the exact bytes", got(d, func(b app.Books) ([]byte, error) { return b.SelfBillPDF(1) }), pdf)
	missing(d, func(b app.Books) (app.SelfBill, error) { return b.SelfBillByNumber("SB-2026-0009") })
	missing(d, func(b app.Books) (app.SelfBill, error) { return b.SelfBillByHash([32]byte{1}) })
	missing(d, func(b app.Books) ([]byte, error) { return b.SelfBillPDF(9) })

	of := func(id app.ID[app.Statement]) []app.SelfBillRow {
		return got(d, func(b app.Books) ([]app.SelfBillRow, error) { return b.SelfBillsOf(id) })
	}
	row := app.SelfBillRow{SelfBill: first, PartnerName: "Harcourt & Lowe", StatementNumber: "S-2026-0001"}
	same(d, "of a statement", of(1), []app.SelfBillRow{row})
	d.write(func(b app.Books) error { return b.AddSelfBill(back, other) })
	row.CreditedBy = "SB-2026-0002"
	backRow := app.SelfBillRow{SelfBill: back, PartnerName: "Harcourt & Lowe", StatementNumber: "S-2026-0001", CreditsNumber: "SB-2026-0001"}
	same(d, "taken back", of(1), []app.SelfBillRow{row, backRow})
	same(d, "of another statement", of(2), []app.SelfBillRow{})
	same(d, "rows in the order asked", got(d, func(b app.Books) ([]app.SelfBillRow, error) { return b.SelfBillRows([]int32{2, 1}) }), []app.SelfBillRow{backRow, row})

	list := func(b app.Books) listing { return b.SelfBillIDs }
	takesAll(d, app.SelfBillFields(), app.SelfBillSorts(), list)
	refusesUnknownKeys(d, list)
	same(d, "newest first", ids(d, list, app.Query{}), []int32{2, 1})
	same(d, "searched", ids(d, list, app.Query{Search: "harcourt"}), []int32{2, 1})
	same(d, "of a partner without any", ids(d, list, app.Query{}.With(app.Is("partner", "2"))), []int32{})
	wrong := selfBill(3, pdf)
	wrong.Gross++
	if err := d.store.Write(t.Context(), func(b app.Books) error { return b.AddSelfBill(wrong, pdf) }); err == nil {
		t.Error("a document whose net and VAT are not its gross was kept")
	}
}
