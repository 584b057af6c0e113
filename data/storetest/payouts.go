package storetest

import (
	"crypto/sha256"
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

func payout(id, partner, detail int64, minor int64) app.Payout {
	return app.Payout{ID: app.ID[app.Payout](id), Number: app.Number("PO-2026", id, 4), Run: "B-2026-0001", Partner: app.ID[app.Partner](partner),
		Detail: app.ID[app.BankDetail](detail), Method: bank.SEPA, Amount: eur(minor), Lines: 2, State: app.PayoutDraft, Made: day("2026-11-22"), MadeBy: "Ann", Version: 1}
}

// payoutFirm has three lines of the first partner, confirmed details, and a payout that claims two of the lines.
func payoutFirm(d *desk) app.Payout {
	d.Helper()
	ledgerFirm(d)
	post(d, app.OnStatement, line(1, 1, "2026-10-31", 100), line(2, 1, "2026-11-01", -30), line(3, 1, "2026-11-02", 50))
	p := payout(1, 1, 1, 70)
	d.write(func(b app.Books) error {
		return errors.Join(b.AddBankDetail(bankDetail(1, 1, 1)), b.AddBankDetail(bankDetail(2, 2, 1)),
			b.AddPayout(p, []app.Claim{{Payout: 1, Line: 1, Minor: 100}, {Payout: 1, Line: 2, Minor: -30}}))
	})
	return p
}

func payouts(_ *testing.T, d *desk) {
	p := payoutFirm(d)
	get := func() app.Payout { return got(d, func(b app.Books) (app.Payout, error) { return b.Payout(1) }) }
	same(d, "round trip", get(), p)
	same(d, "by number", got(d, func(b app.Books) (app.Payout, error) { return b.PayoutByNumber("PO-2026-0001") }), p)
	missing(d, func(b app.Books) (app.Payout, error) { return b.PayoutByNumber("PO-2026-0009") })
	claims := []app.Claim{{Payout: 1, Line: 1, Minor: 100}, {Payout: 1, Line: 2, Minor: -30}}
	same(d, "claims", got(d, func(b app.Books) ([]app.Claim, error) { return b.Claims(1) }), claims)
	open := func(b app.Books) ([]app.Claim, error) { return b.OpenClaims(1) }
	same(d, "open claims", got(d, open), claims)
	d.refused(app.Conflict, func(b app.Books) error {
		return b.AddPayout(payout(2, 1, 1, 50), []app.Claim{{Payout: 2, Line: 2, Minor: -30}, {Payout: 2, Line: 3, Minor: 80}})
	})
	failed := p
	failed.State, failed.Approved, failed.Approver, failed.Sent, failed.Ended, failed.Reference, failed.Reason, failed.Version =
		app.PayoutFailed, day("2026-11-22"), "Ben", day("2026-11-23"), day("2026-11-24"), "ref", "closed", 2
	failed.Amount = eur(1) // what it pays is not edited
	d.write(func(b app.Books) error { return errors.Join(b.PutPayout(failed), b.ReleaseClaims(1)) })
	failed.Amount = p.Amount
	same(d, "failed", get(), failed)
	d.refused(app.Conflict, func(b app.Books) error { return b.PutPayout(failed) })
	same(d, "claims stay readable", got(d, func(b app.Books) ([]app.Claim, error) { return b.Claims(1) }), claims)
	same(d, "but not open", got(d, open), []app.Claim{})
	again := payout(2, 1, 1, 70)
	again.After = 1
	d.write(func(b app.Books) error {
		return b.AddPayout(again, []app.Claim{{Payout: 2, Line: 1, Minor: 100}, {Payout: 2, Line: 2, Minor: -30}})
	})
	same(d, "newest first", got(d, func(b app.Books) ([]app.Payout, error) { return b.LastPayouts(1, 5) }), []app.Payout{again, failed})
	d.refused(app.Conflict, func(b app.Books) error { return b.DeleteBankDetail(1) })
}

func payoutList(_ *testing.T, d *desk) {
	first := payoutFirm(d)
	second := payout(2, 2, 2, 10)
	second.Run, second.Lines = "B-2026-0002", 1
	d.write(func(b app.Books) error { return b.AddPayout(second, []app.Claim{{Payout: 2, Line: 3, Minor: 10}}) })
	list := func(b app.Books) listing { return b.PayoutIDs }
	takesAll(d, app.PayoutFields(), app.PayoutSorts(), list)
	refusesUnknownKeys(d, list)
	q := app.Query{}
	same(d, "newest first", ids(d, list, q), []int32{2, 1})
	same(d, "of a run", ids(d, list, q.With(app.Is("run", "B-2026-0001"), app.Is("state", "draft"))), []int32{1})
	same(d, "searched by number", ids(d, list, app.Query{Search: "PO-2026-0002"}), []int32{2})
	same(d, "searched by partner", ids(d, list, app.Query{Search: "harcourt"}), []int32{1})
	detail := bankDetail(1, 1, 1)
	rows := got(d, func(b app.Books) ([]app.PayoutRow, error) { return b.PayoutRows([]int32{1}) })
	same(d, "rows", rows, []app.PayoutRow{{Payout: first, PartnerName: "Harcourt & Lowe", Account: detail.Account}})
	same(d, "sums", got(d, func(b app.Books) ([]app.Sums, error) { return b.PayoutSums(q.With(app.Is("state", "draft"))) }),
		[]app.Sums{{Currency: "EUR", Count: 2, Minor: 80}})
}

func payoutFiles(_ *testing.T, d *desk) {
	p := payoutFirm(d)
	bytes := []byte("<Document>\x00 exact bytes")
	f := app.PayoutFile{ID: 1, Number: "F-2026-0001", Run: "B-2026-0001", Format: bank.FormatSEPA, Currency: "EUR", Count: 1, Minor: 70, Name: "f.xml",
		Day: day("2026-11-24"), SHA256: sha256.Sum256(bytes), MadeAt: now(), MadeBy: "Ann"}
	p.State, p.File, p.Version = app.PayoutExported, 1, 2
	d.write(func(b app.Books) error { return errors.Join(b.AddPayoutFile(f, bytes), b.PutPayout(p)) })
	same(d, "round trip", got(d, func(b app.Books) (app.PayoutFile, error) { return b.PayoutFile(1) }), f)
	same(d, "the exact bytes", got(d, func(b app.Books) ([]byte, error) { return b.PayoutFileBytes(1) }), bytes)
	missing(d, func(b app.Books) (app.PayoutFile, error) { return b.PayoutFile(2) })
	for run, want := range map[string]int{"": 1, "B-2026-0001": 1, "B-2026-0002": 0} {
		if n := len(got(d, func(b app.Books) ([]app.PayoutFile, error) { return b.PayoutFiles(run, 5) })); n != want {
			d.Errorf("%d files of %q, want %d", n, run, want)
		}
	}
	rows := got(d, func(b app.Books) ([]app.PayoutRow, error) { return b.PayoutRows([]int32{1}) })
	same(d, "named by its payouts", rows[0].FileNumber, "F-2026-0001")
}

func gifts(_ *testing.T, d *desk) {
	firm(d)
	first := app.Gift{ID: 1, Partner: 1, Person: 1, Kind: "object", What: "Hamper", Value: eur(4_500), State: app.GiftProposed, Proposed: day("2026-11-22"), By: "Ann", Note: "thanks", Version: 1}
	second := first
	second.ID, second.State, second.Approver, second.Given = 2, app.GiftSent, "Ben", day("2026-11-22")
	d.write(func(b app.Books) error {
		return errors.Join(b.AddPeople([]app.Person{{ID: 1, Partner: 1, Name: "Ms Lowe", Version: 1}}), b.AddGift(first), b.AddGift(second),
			b.AddStatement(statement(1, 1, "2026-11", []byte("a")), []byte("a")), b.PutGiftsShown([]app.ID[app.Gift]{2}, 1))
	})
	second.Statement = 1
	same(d, "round trip", got(d, func(b app.Books) (app.Gift, error) { return b.Gift(1) }), first)
	newest := []app.GiftRow{{Gift: second, PersonName: "Ms Lowe"}, {Gift: first, PersonName: "Ms Lowe"}}
	for partner, want := range map[app.ID[app.Partner]][]app.GiftRow{1: newest, 2: {}} {
		same(d, "newest first", got(d, func(b app.Books) ([]app.GiftRow, error) { return b.Gifts(partner) }), want)
	}
	first.State, first.Version = app.GiftApproved, 2
	d.write(func(b app.Books) error { return b.PutGift(first) })
	d.refused(app.Conflict, func(b app.Books) error { return b.PutGift(first) })
	d.refused(app.Conflict, func(b app.Books) error { return b.DeletePerson(1) })
	d.write(func(b app.Books) error {
		return errors.Join(b.PutGiftsShown([]app.ID[app.Gift]{2}, 0), b.DeleteGift(2))
	})
	missing(d, func(b app.Books) (app.Gift, error) { return b.Gift(2) })
}
