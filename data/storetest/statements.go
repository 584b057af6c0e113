package storetest

import (
	"crypto/sha256"
	"errors"
	"testing"

	"rapport/app"
	"rapport/app/calendar"
)

func statement(id, partner int64, month string, pdf []byte) app.Statement {
	period, err := calendar.ParsePeriod(month)
	if err != nil {
		panic(err)
	}
	return app.Statement{ID: app.ID[app.Statement](id), Number: app.Number("S-2026", id, 4), Series: "S-2026", No: id, Partner: app.ID[app.Partner](partner),
		Period: period, Currency: "EUR", State: app.StatementIssued, Earned: 30, Closing: 30, Lines: 2, Issued: day("2026-11-02"), QueryBy: day("2026-12-02"),
		SHA256: sha256.Sum256(pdf), Ledger: 2, Head: [32]byte{7}, IssuedAt: now(), Version: 1}
}

func statements(t *testing.T, d *desk) {
	firm(d)
	pdf := []byte("%PDF-1.7\x00 exact bytes")
	first, second := statement(1, 1, "2026-10", pdf), statement(2, 1, "2026-11", []byte("b"))
	second.Previous, second.Opening, second.Closing = 1, 30, 60
	d.write(func(b app.Books) error {
		return errors.Join(b.AddStatement(first, pdf), b.AddStatement(second, []byte("b")))
	})
	get := func() app.Statement {
		return got(d, func(b app.Books) (app.Statement, error) { return b.Statement(1) })
	}
	same(d, "round trip", get(), first)
	same(d, "by number", got(d, func(b app.Books) (app.Statement, error) { return b.StatementByNumber("S-2026-0001") }), first)
	same(d, "by document", got(d, func(b app.Books) (app.Statement, error) { return b.StatementByHash(sha256.Sum256(pdf)) }), first)
	missing(d, func(b app.Books) (app.Statement, error) { return b.StatementByHash([32]byte{1}) })
	same(d, "the exact bytes", got(d, func(b app.Books) ([]byte, error) { return b.StatementPDF(1) }), pdf)
	same(d, "of a partner", got(d, func(b app.Books) ([]app.Statement, error) { return b.StatementsOf(1) }), []app.Statement{first, second})
	last := func() (id app.ID[app.Statement]) {
		d.read(func(b app.Books) error { s, _, err := b.LastStatement(1, "EUR"); id = s.ID; return err })
		return id
	}
	same(d, "the last", last(), app.ID[app.Statement](2))
	second.State, second.Reason, second.Version = app.StatementVoid, "wrong", 2
	d.write(func(b app.Books) error { return b.PutStatement(second) })
	same(d, "the last that is not void", last(), app.ID[app.Statement](1))
	d.refused(app.Conflict, func(b app.Books) error { return b.PutStatement(second) })
	sent := first
	sent.State, sent.Sent, sent.SentTo, sent.Version = app.StatementSent, day("2026-11-03"), "ann@b.example", 2
	sent.Closing = 999 // what was issued is not edited
	d.write(func(b app.Books) error { return b.PutStatement(sent) })
	sent.Closing = 30
	same(d, "sent", get(), sent)
	d.read(func(b app.Books) error {
		_, ok, err := b.LastStatement(2, "EUR")
		if ok {
			t.Error("a statement of nobody")
		}
		return err
	})
}

func statementList(_ *testing.T, d *desk) {
	firm(d)
	d.write(func(b app.Books) error {
		return errors.Join(b.AddStatement(statement(1, 1, "2026-10", []byte("a")), []byte("a")), b.AddStatement(statement(2, 2, "2026-10", []byte("b")), []byte("b")),
			b.AddStatement(statement(3, 2, "2026-Q4", []byte("c")), []byte("c")))
	})
	list := func(b app.Books) listing { return b.StatementIDs }
	takesAll(d, app.StatementFields(), app.StatementSorts(), list)
	refusesUnknownKeys(d, list)
	q := app.Query{}
	same(d, "newest first", ids(d, list, q), []int32{3, 2, 1})
	same(d, "of a period", ids(d, list, q.With(app.Is("period", "2026-10"))), []int32{2, 1})
	same(d, "searched", ids(d, list, app.Query{Search: "harcourt"}), []int32{1})
	rows := got(d, func(b app.Books) ([]app.StatementRow, error) { return b.StatementRows([]int32{2}) })
	same(d, "rows", rows, []app.StatementRow{{Statement: statement(2, 2, "2026-10", []byte("b")), PartnerName: "Ångström Søren Łódź"}})
}

func payments(_ *testing.T, d *desk) {
	firm(d)
	post(d, "", app.Line{Key: app.Key{1}, Partner: 1, Kind: app.PaymentLine, Day: day("2026-11-05"), RecordedAt: now(), Amount: eur(-20), Reason: "{}"},
		app.Line{Key: app.Key{2}, Partner: 1, Kind: app.PaymentLine, Day: day("2026-11-04"), RecordedAt: now(), Amount: eur(-10), Reason: "{}"})
	first := app.Payment{Seq: 1, Partner: 1, Day: day("2026-11-05"), Amount: eur(20), Method: "bank transfer", Reference: "ref", Statement: 1, Note: "n"}
	second := app.Payment{Seq: 2, Partner: 1, Day: day("2026-11-04"), Amount: eur(10), Method: "cheque"}
	d.write(func(b app.Books) error {
		return errors.Join(b.AddStatement(statement(1, 1, "2026-10", []byte("a")), []byte("a")), b.AddPayment(first), b.AddPayment(second))
	})
	get := func() []app.Payment {
		return got(d, func(b app.Books) ([]app.Payment, error) { return b.PaymentsOf(1) })
	}
	paid := func(until string) []app.Sums {
		return got(d, func(b app.Books) ([]app.Sums, error) { return b.PaidSums(day(until)) })
	}
	same(d, "paid inside a month", paid("2026-11-04"), []app.Sums{{Partner: 1, Currency: "EUR", Count: 1, Minor: 10}})
	same(d, "paid by a later month", paid("2026-12-01"), []app.Sums{{Partner: 1, Currency: "EUR", Count: 2, Minor: 30}})
	same(d, "paid before", paid("2026-10-31"), []app.Sums{})
	waiting := func() []app.Payment {
		return got(d, func(b app.Books) ([]app.Payment, error) { return b.PaymentsToShow(1) })
	}
	same(d, "by day", get(), []app.Payment{second, first})
	same(d, "on no statement, by day", waiting(), []app.Payment{second, first})
	d.write(func(b app.Books) error { return b.PutPaymentShown([]int64{1, 2}, 1) })
	first.Shown, second.Shown = 1, 1
	same(d, "shown", get(), []app.Payment{second, first})
	d.write(func(b app.Books) error { return b.PutPaymentShown([]int64{1}, 0) })
	first.Shown = 0
	same(d, "taken off", get(), []app.Payment{second, first})
	same(d, "waits again", waiting(), []app.Payment{first})
}

func unstated(_ *testing.T, d *desk) {
	ledgerFirm(d)
	post(d, app.Approved, line(1, 1, "2026-10-31", 10), line(2, 1, "2026-11-01", 20), line(3, 2, "2026-10-05", 40))
	post(d, app.Accrued, line(4, 1, "2026-10-01", 1000))
	post(d, app.Held, line(6, 1, "2026-09-20", 7), line(7, 2, "2026-10-06", 7))
	post(d, "", app.Line{Key: app.Key{5}, Partner: 1, Kind: app.PaymentLine, Day: day("2026-10-17"), RecordedAt: now(), Amount: eur(-5), Reason: "{}"})
	d.write(func(b app.Books) error {
		return errors.Join(b.AddPayment(app.Payment{Seq: 7, Partner: 1, Day: day("2026-10-17"), Amount: eur(5)}),
			b.AddStatement(statement(1, 2, "2026-09", []byte("a")), []byte("a")), b.PutStanding([]app.Standing{{Line: 3, State: app.OnStatement, Statement: 1}}))
	})
	waits := func(partner app.ID[app.Partner], before string) []app.Unstated {
		return got(d, func(b app.Books) ([]app.Unstated, error) { return b.Unstated(partner, day(before)) })
	}
	october := []app.Unstated{{Partner: 1, Currency: "EUR", Lines: 1, Earned: 10, Payments: 1, Paid: 5, First: day("2026-09-20")}}
	same(d, "all", waits(0, "2026-11-01"), october)
	same(d, "one partner", waits(1, "2026-11-01"), october)
	same(d, "another", waits(2, "2026-11-01"), []app.Unstated{})
	same(d, "later", waits(1, "2026-12-01"), []app.Unstated{{Partner: 1, Currency: "EUR", Lines: 2, Earned: 30, Payments: 1, Paid: 5, First: day("2026-09-20")}})
}
