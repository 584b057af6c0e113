package desk

import (
	"testing"

	"rapport/app"
	"rapport/app/bank"
)

// ruledWorld is the firm in the US with bank details of everybody: the rule on tax numbers stops two of its partners.
func ruledWorld(t testing.TB) *world {
	w := dollarWorld(t)
	var ids []int32
	w.check(w.firm.Partners.IDs(w.ctx, app.Query{}, func(some []int32) error { ids = append(ids, some...); return nil }))
	for _, id := range ids {
		r := w.must(w.firm.Banks.Set(w.ctx, app.Ask{}, app.BankDetail{Partner: app.ID[app.Partner](id), Currency: "USD", Account: bank.Account{Method: bank.ACH,
			Holder: "Operating account", Routing: "121042882", Number: "00881234", Address: bank.Address{Town: "Boston", Country: "US"}}}))
		w.must(w.firm.Banks.Confirm(w.ctx, app.Ask{}, app.ID[app.BankDetail](r.ID), app.Confirmation{How: "called back"}))
	}
	return w
}

// gateStories are the states of rules in the details.
func gateStories() []story {
	return []story{
		{name: "gates-payouts", world: ruledWorld, act: func(t *testing.T, b *bench) { b.keys("G", "O", "D") }},
		{name: "gates-partner", world: ruledWorld, act: func(t *testing.T, b *bench) { b.onPartner(t, "Brightwater Advisory") }},
		{name: "gates-aside", world: ruledWorld, height: 1000, act: func(t *testing.T, b *bench) {
			b.onPartner(t, "Brightwater Advisory")
			f, _ := b.d.partner()
			b.w.must(b.w.firm.Taxes.SetAside(b.w.ctx, app.Ask{}, f.row.ID, app.GateTIN, "its number is applied for; the letter of the IRS is on file"))
		}},
		{name: "gates-line", world: kindsWorld, act: func(t *testing.T, b *bench) { b.keys("G", "C", "Home") }},
	}
}

// A rule that stops a payout is set aside from the preview of the run, by keyboard and with a reason; the payout says so, and the rule
// stands again before it is approved.
func TestARuleIsSetAsideWhereItStopsAPayout(t *testing.T) {
	w := ruledWorld(t)
	b := open(t, w, 1280, 800)
	b.keys("G", "O", "D")
	b.sees(t, "the tax number (TIN) of Brightwater Advisory is missing")
	b.keys("Tab", "Enter")
	b.sees(t, "The rule on tax number, for ")
	b.keys("Ctrl+S")
	if !b.Root.Covered() {
		t.Fatalf("set aside without a reason:\n%s", b.Dump())
	}
	b.Type("its number is applied for")
	b.keys("Ctrl+S")
	b.sees(t, "Draft ")
	b.keys("Enter")
	b.at(t, "O", func() bool { r, ok := b.d.payout(); return ok && r.PartnerName == "Brightwater Advisory" })
	b.sees(t, "Set aside by Mei Tanaka")
	b.keys("Ctrl+K")
	b.Type("stand again")
	b.keys("Enter")
	b.sees(t, "Blocks")
	b.keys("A")
	b.sees(t, "Left out: 1 balance")
	b.keys("Escape", "Ctrl+Z")
	b.sees(t, "Set aside by Mei Tanaka")
	b.keys("A", "Enter")
	if r, _ := b.d.payout(); r.State != app.PayoutApproved {
		t.Errorf("it is %s:\n%s", r.State, b.Dump())
	}
}
