package desk

import (
	"strings"
	"testing"

	"rapport/app"
	"rapport/app/bank"
	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/terms"
)

// abroadWorld is a firm that owes two partners 900.00 each, one in EUR by SEPA and one in USD by ACH; it never paid anybody.
func abroadWorld(t testing.TB) *world {
	w := newWorld(t)
	for _, p := range []struct {
		name string
		to   app.BankDetail
	}{
		{"Müller & Söhne", app.BankDetail{Currency: "EUR", Account: bank.Account{Method: bank.SEPA, Holder: "Müller & Söhne", IBAN: "DE89370400440532013000", Address: bank.Address{Town: "Wien", Country: "AT"}}}},
		{"Nakamura Tax Partners", app.BankDetail{Currency: "USD", Account: bank.Account{Method: bank.ACH, Holder: "Nakamura Tax Partners", Routing: "121042882", Number: "00881234"}}},
	} {
		id := app.ID[app.Partner](w.must(w.firm.Partners.Add(w.ctx, app.Ask{}, app.Partner{Name: p.name})).ID)
		a := w.must(w.firm.Agreements.Add(w.ctx, app.Ask{}, app.Agreement{Partner: id, From: calendar.D("2024-01-01")}, terms.Terms{Currency: p.to.Currency,
			Rules: []terms.Rule{{Kind: terms.FlatOnWin, Flat: 900_00}}}))
		w.must(w.firm.Agreements.Sign(w.ctx, app.Ask{}, app.ID[app.Agreement](a.ID), app.Signature{Day: calendar.D("2024-01-01"), By: "both"}))
		for _, to := range []app.PartnerState{app.PartnerCheck, app.Onboarding, app.Active} {
			w.must(w.firm.Partners.SetState(w.ctx, app.Ask{}, id, to, app.Move{Reason: "known for years"}))
		}
		w.referral(app.NewReferral{Partner: id, ClientName: "Client of " + p.name, Introduced: w.day(-60)}, app.Won)
		p.to.Partner = id
		r := w.must(w.firm.Banks.Set(w.ctx, app.Ask{}, p.to))
		w.must(w.firm.Banks.Confirm(w.ctx, app.Ask{}, app.ID[app.BankDetail](r.ID), app.Confirmation{How: "called back"}))
	}
	_, _, err := w.firm.Commissions.Run(w.ctx, app.Ask{}, w.day(0), nil)
	w.check(err)
	_, _, err = w.firm.Commissions.Approve(w.ctx, app.Ask{}, app.Query{}, nil)
	w.check(err)
	_, _, err = w.firm.Statements.Run(w.ctx, app.Ask{}, calendar.MonthOf(calendar.D("2026-10-01")).Period(), nil, nil)
	w.check(err)
	return w
}

// Money goes out by SEPA and by ACH, by keyboard: what the firm has not entered yet is said whole and entered, one payout is cancelled and
// drafted again, one comes back after it was paid and is owed again.
func TestPayoutsBySEPAAndACHByKeyboard(t *testing.T) {
	w := abroadWorld(t)
	b := open(t, w, 1280, 800)
	m := b.feed("", "")
	on := func(name string, s app.PayoutState) {
		b.at(t, "O", func() bool { r, ok := b.d.payout(); return ok && r.PartnerName == name && r.State == s })
	}
	b.keys("G", "O", "D", "Enter", "A", "Enter")
	on("Nakamura Tax Partners", app.PayoutApproved)
	b.keys("X", "Ctrl+S")
	b.sees(t, "Enter them in the settings under Payouts.")
	b.keys("Escape", "Ctrl+K")
	b.Type("paid from")
	b.keys("Enter", "Tab")
	for _, text := range []string{"DE89370400440532013000", "", "Graben", "1", "1010", "Wien", "AT", "121042882", "1234567890", "Bank of Boston"} {
		b.Type(text)
		b.keys("Tab")
	}
	b.keys("Ctrl+S")
	if b.Root.Covered() {
		t.Fatalf("what payouts are paid from is not kept:\n%s", b.Dump())
	}
	on("Müller & Söhne", app.PayoutApproved)
	b.d.root.Commands.Run("payout.cancel")
	b.settle()
	b.Type("paid by hand, they said")
	b.keys("Ctrl+S")
	b.keys("G", "O", "D", "Enter")
	on("Müller & Söhne", app.PayoutDraft)
	b.keys("A", "Enter")
	on("Müller & Söhne", app.PayoutApproved)
	b.keys("X", "Ctrl+S")
	on("Nakamura Tax Partners", app.PayoutApproved)
	b.keys("X", "Ctrl+S")
	sepa, ach := string(m.saved["F-2026-0001.xml"]), string(m.saved["F-2026-0002.ach"])
	if !strings.Contains(sepa, "pain.001.001.09") || !strings.Contains(sepa, "900.00") || len(ach)%95 != 0 || !strings.HasPrefix(ach, "101 121042882") {
		for name := range m.saved {
			t.Log(name)
		}
		t.Fatalf("SEPA %.300q, ACH %.200q:\n%s", sepa, ach, b.Dump())
	}
	on("Müller & Söhne", app.PayoutExported)
	b.keys("T", "Ctrl+S")
	on("Müller & Söhne", app.PayoutSent)
	b.keys("P", "Ctrl+S")
	b.d.open("payouts", view{}) // all, not only those under way
	on("Müller & Söhne", app.PayoutCleared)
	b.d.root.Commands.Run("payout.returned")
	b.settle()
	b.Type("account closed")
	b.keys("Ctrl+S")
	on("Müller & Söhne", app.PayoutReturned)
	p, err := w.firm.Partners.Find(w.ctx, "Müller & Söhne")
	w.check(err)
	owed, _, err := w.firm.Payments.Compare(w.ctx, p.ID, money.New(0, "EUR"))
	w.check(err)
	if owed.Minor != 900_00 {
		t.Errorf("after it came back %s are owed", owed)
	}
}
