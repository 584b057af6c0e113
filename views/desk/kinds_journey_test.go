package desk

import (
	"testing"

	"rapport/app"
	"rapport/app/terms"
)

// kindsWorld is a firm with tiers and two partners: one shares a fee with the client's consent on the margin and is paid for posts, one is
// paid a plain share. The first has won a client whose fee waits for the consent.
func kindsWorld(t testing.TB) *world {
	w := newWorld(t)
	s, err := w.firm.Setup.Settings(w.ctx)
	w.check(err)
	s.PartnerTiers = []app.PartnerTier{{Name: "Silver", Measure: terms.ByWonCount, Window: terms.CalendarYear, AtLeast: 1},
		{Name: "Gold", Measure: terms.ByRevenue, Window: terms.CalendarYear, AtLeast: 5_000_000}, {Name: "Friend"}}
	w.must(w.firm.Setup.Edit(w.ctx, app.Ask{}, s))
	r := w.must(w.firm.Partners.Add(w.ctx, app.Ask{}, app.Partner{Name: "Harcourt & Lowe LLP", Type: "attorney"}))
	id := app.ID[app.Partner](r.ID)
	a := w.must(w.firm.Agreements.Add(w.ctx, app.Ask{}, app.Agreement{Partner: id, From: w.day(-300)}, terms.Terms{Currency: "GBP", Rules: []terms.Rule{
		{Kind: terms.FeeDivision, Basis: terms.OnMargin, Rate: percent(t, "25")},
		{Kind: terms.FixedFee, Flat: 8_000, Services: []string{"Post"}, Adds: true}}}))
	w.must(w.firm.Agreements.Sign(w.ctx, app.Ask{}, app.ID[app.Agreement](a.ID), app.Signature{Day: w.day(-300), By: "both"}))
	for _, to := range []app.PartnerState{app.PartnerCheck, app.Onboarding, app.Active} {
		w.must(w.firm.Partners.SetState(w.ctx, app.Ask{}, id, to, app.Move{Reason: "known for years"}))
	}
	ref := w.referral(app.NewReferral{Partner: id, ClientName: "Alder Bakery Ltd", Introduced: w.day(-40)}, app.Won)
	w.fee(ref, w.day(-20), 400_000)
	w.partner("Kestrel CPA Group", "accountant")
	_, _, err = w.firm.Commissions.Run(w.ctx, app.Ask{}, w.day(0), nil)
	w.check(err)
	return w
}

// onlyReferral goes to the only referral.
func (b *bench) onlyReferral() { b.keys("G", "R", "Home") }

// The client's consent is noted by keyboard, and the line that waited for it is let go; the cost of the work is left out of the next fee.
func TestConsentAndCostByKeyboard(t *testing.T) {
	w := kindsWorld(t)
	b := open(t, w, 1280, 800)
	b.onlyReferral()
	b.sees(t, "Held")
	b.keys("Ctrl+K")
	b.Type("consent")
	b.keys("Enter", "Ctrl+S")
	if !b.Root.Covered() {
		t.Fatalf("consent without a document was noted:\n%s", b.Dump())
	}
	b.Type("engagement letter of 3 May")
	b.keys("Ctrl+S")
	b.sees(t, "Client consented")
	b.sees(t, "engagement letter of 3 May")
	f, _ := b.d.referral()
	if f.row.Consented != w.day(0) || f.lines[0].Standing.State != app.Accrued {
		t.Fatalf("consented %s, the line is %s", f.row.Consented, f.lines[0].Standing.State)
	}
	b.keys("F")
	b.Type("1000")
	b.keys("Tab", "Tab", "Tab", "Tab", "Tab", "Tab")
	b.Type("400")
	b.keys("Ctrl+S")
	f, _ = b.d.referral()
	if n := len(f.fees); n != 2 || f.fees[1].Amount.Minor != 100_000 || f.fees[1].Cost != 40_000 || f.fees[1].Excluded != 0 {
		t.Errorf("kept: %+v\n%s", f.fees, b.Dump())
	}
}

// Consent noted before anything waited for it is taken back by Ctrl+Z; where no agreement divides a fee it is not offered.
func TestConsentIsUndone(t *testing.T) {
	w := kindsWorld(t)
	w.referral(app.NewReferral{Partner: 1, ClientName: "Birch Ltd", Introduced: w.day(-3)}, app.Accepted)
	w.referral(app.NewReferral{Partner: 2, ClientName: "Cedar Ltd", Introduced: w.day(-2)}, app.Accepted)
	b := open(t, w, 1280, 800)
	b.onlyReferral()
	if c, _ := b.d.root.Commands.Find("referral.consent"); c.When() {
		t.Error("consent is offered where no fee is divided")
	}
	b.keys("Down")
	b.d.root.Commands.Run("referral.consent")
	b.settle()
	b.Type("e-mail")
	b.keys("Ctrl+S")
	b.sees(t, "Client consented")
	b.keys("Ctrl+Z")
	if f, _ := b.d.referral(); f.row.ClientName != "Birch Ltd" || f.row.Consented != 0 {
		t.Errorf("after Ctrl+Z %s is consented on %s", f.row.ClientName, f.row.Consented)
	}
}
