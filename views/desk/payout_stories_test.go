package desk

import (
	"testing"

	"rapport/app"
	"rapport/app/bank"
	"rapport/app/money"
)

// paidWorld has last month's statements issued and bank details of three partners, one of them not confirmed; a balance under 1,500.00 waits.
func paidWorld(t testing.TB) *world {
	w := issuedWorld(t)
	for i, id := range w.partners[:6] {
		d := app.BankDetail{Partner: id, Currency: "GBP", Account: bank.Account{Method: bank.Transfer, Holder: "Client account", BankCode: "20-00-00", Number: "5577991" + string(rune('0'+i))}}
		if i == 1 {
			d.Account = bank.Account{Method: bank.Transfer, Holder: "Müller & Söhne", IBAN: "GB82 WEST 1234 5698 7654 32", BIC: "WESTGB22"}
		}
		r := w.must(w.firm.Banks.Set(w.ctx, app.Ask{}, d))
		if i != 3 {
			w.must(w.firm.Banks.Confirm(w.ctx, app.Ask{}, app.ID[app.BankDetail](r.ID), app.Confirmation{How: "called the office on the number of the agreement"}))
		}
	}
	s, err := w.firm.Setup.Settings(w.ctx)
	w.check(err)
	s.Payouts.Least = map[money.Currency]int64{"GBP": 150_000}
	w.must(w.firm.Setup.Edit(w.ctx, app.Ask{}, s))
	return w
}

// draftedWorld has payouts drafted.
func draftedWorld(t testing.TB) *world {
	w := paidWorld(t)
	_, _, err := w.firm.Payouts.Run(w.ctx, app.Ask{}, app.PayoutOrder{})
	w.check(err)
	return w
}

// sentWorld has them approved, exported and sent, and one of them cleared.
func sentWorld(t testing.TB) *world {
	w := draftedWorld(t)
	var ids []app.ID[app.Payout]
	w.check(w.firm.Payouts.IDs(w.ctx, app.Query{}, func(some []int32) error {
		for _, id := range some {
			ids = append(ids, app.ID[app.Payout](id))
		}
		return nil
	}))
	_, _, err := w.firm.Payouts.Approve(w.ctx, app.Ask{}, ids)
	w.check(err)
	_, _, err = w.firm.Payouts.Export(w.ctx, app.Ask{}, app.PayoutExport{Format: bank.FormatCSV})
	w.check(err)
	_, _, err = w.firm.Payouts.Mark(w.ctx, app.Ask{}, ids, app.PayoutSent, app.PayoutMove{})
	w.check(err)
	_, _, err = w.firm.Payouts.Mark(w.ctx, app.Ask{}, ids[:1], app.PayoutCleared, app.PayoutMove{Reference: "BACS 4471"})
	w.check(err)
	return w
}

// onPayout puts the cursor on the first payout in a state.
func (b *bench) onPayout(t *testing.T, s app.PayoutState) {
	b.at(t, "O", func() bool { r, ok := b.d.payout(); return ok && r.State == s })
}

// payoutStories are the states of the section of payouts, and of bank details.
func payoutStories() []story {
	return []story{
		{name: "payouts-empty", world: issuedWorld, act: func(t *testing.T, b *bench) { b.keys("G", "O") }},
		{name: "payouts-nobody", world: issuedWorld, act: func(t *testing.T, b *bench) { b.keys("G", "O", "D") }},
		{name: "payouts-preview", world: paidWorld, act: func(t *testing.T, b *bench) { b.keys("G", "O", "D") }},
		{name: "payouts", world: draftedWorld, act: func(t *testing.T, b *bench) { b.onPayout(t, app.PayoutDraft) }},
		{name: "payouts-narrow", world: draftedWorld, width: 980, act: func(t *testing.T, b *bench) { b.keys("G", "O") }},
		{name: "payouts-approve", world: draftedWorld, act: func(t *testing.T, b *bench) { b.keys("G", "O", "A") }},
		{name: "payouts-sent", world: sentWorld, act: func(t *testing.T, b *bench) { b.onPayout(t, app.PayoutSent) }},
		{name: "payout-cleared", world: sentWorld, act: func(t *testing.T, b *bench) { b.onPayout(t, app.PayoutSent); b.keys("P") }},
		{name: "partner-bank", world: paidWorld, height: 1500, act: func(t *testing.T, b *bench) {
			b.keys("G", "P")
			b.d.openPartner(b.w.partners[3], "Finch Family Office")
		}},
		{name: "bank-edit", world: paidWorld, height: 1000, act: func(t *testing.T, b *bench) {
			b.keys("G", "P")
			b.d.openPartner(b.w.partners[1], "Brightwater Advisory")
			b.settle()
			b.Tap(t, "Enter bank details")
		}},
		{name: "bank-confirm", world: paidWorld, height: 1500, act: func(t *testing.T, b *bench) {
			b.keys("G", "P")
			b.d.openPartner(b.w.partners[3], "Finch Family Office")
			b.settle()
			b.Tap(t, "Confirm…")
		}},
	}
}

// TestAPayoutRunByKeyboard: drafted, approved, exported and cleared without a mouse.
func TestAPayoutRunByKeyboard(t *testing.T) {
	w := paidWorld(t)
	b := open(t, w, 1280, 800)
	m := b.feed("", "")
	h := &hand{b: b}
	h.press("G", "O", "D")
	for _, why := range []string{"Left out: ", "Not confirmed: bank details", "carried to the next run"} {
		b.sees(t, why)
	}
	states := func(s app.PayoutState) int {
		n := 0
		w.check(w.firm.Payouts.IDs(w.ctx, app.Query{}.With(app.Is("state", string(s))), func(ids []int32) error { n += len(ids); return nil }))
		return n
	}
	if states(app.PayoutDraft) != 0 {
		t.Fatal("the preview drafted something")
	}
	h.press("Enter")
	drafted := states(app.PayoutDraft)
	if drafted == 0 {
		t.Fatalf("nothing was drafted:\n%s", b.Dump())
	}
	h.press("A", "Enter")
	if states(app.PayoutApproved) != drafted {
		t.Fatalf("%d of %d are approved:\n%s", states(app.PayoutApproved), drafted, b.Dump())
	}
	if h.count > 8 {
		t.Errorf("it took %d keystrokes", h.count)
	}
	b.onPayout(t, app.PayoutApproved)
	b.keys("X", "Ctrl+S")
	if states(app.PayoutExported) != drafted || len(m.saved) != 1 {
		t.Fatalf("%d of %d are exported, %d files saved:\n%s", states(app.PayoutExported), drafted, len(m.saved), b.Dump())
	}
	b.onPayout(t, app.PayoutExported)
	b.keys("T", "Ctrl+S")
	b.onPayout(t, app.PayoutSent)
	r, _ := b.d.payout()
	b.keys("P", "Ctrl+S")
	paid, err := w.firm.Payments.Of(w.ctx, r.Partner)
	w.check(err)
	if len(paid) != 1 || paid[0].Amount != r.Amount {
		t.Errorf("cleared %s, recorded %+v:\n%s", r.Amount, paid, b.Dump())
	}
}

// TestBankDetailsAreEnteredAndConfirmed: a wrong IBAN is refused at its field; what is kept is not confirmed before somebody called back.
func TestBankDetailsAreEnteredAndConfirmed(t *testing.T) {
	w := issuedWorld(t)
	b := open(t, w, 1280, 1500)
	b.keys("G", "P")
	b.d.openPartner(w.partners[0], "Lindqvist Insurance Brokers")
	b.settle()
	b.Tap(t, "Enter bank details")
	b.settle()
	b.keys("Tab", "Tab", "Tab", "Tab")
	b.Type("GB82 WEST 1234 5698 7654 33")
	b.keys("Ctrl+S")
	b.sees(t, "The check digits of")
	b.keys("Ctrl+A")
	b.Type("gb82 west 1234 5698 7654 32")
	b.keys("Ctrl+S")
	all, err := w.firm.Banks.Of(w.ctx, w.partners[0])
	w.check(err)
	if len(all) != 1 || all[0].Confirmed() || all[0].Account.IBAN != "GB82WEST12345698765432" {
		t.Fatalf("%+v:\n%s", all, b.Dump())
	}
	b.Tap(t, "Confirm…")
	b.settle()
	b.Type("called Ms Lindqvist on the number of the agreement")
	b.keys("Ctrl+S")
	if all, _ = w.firm.Banks.Of(w.ctx, w.partners[0]); !all[0].Confirmed() {
		t.Errorf("not confirmed:\n%s", b.Dump())
	}
}
