package desk

import (
	"testing"

	"rapport/app"
	"rapport/app/money"
	"rapport/app/terms"
)

// at goes to a section and puts the cursor on its first row that fits.
func (b *bench) at(t *testing.T, key string, fits func() bool) {
	t.Helper()
	b.keys("G", key, "Home")
	for range 60 {
		if fits() {
			b.settle()
			return
		}
		b.keys("Down")
	}
	t.Fatalf("no row fits:\n%s", b.Dump())
}

// onPartner puts the cursor on a partner.
func (b *bench) onPartner(t *testing.T, name string) {
	b.at(t, "P", func() bool { f, ok := b.d.partner(); return ok && f.row.Name == name })
}

// prospectWorld has, besides some work, a prospect with a draft on tiers.
func prospectWorld(t testing.TB) *world {
	w := someWorld(t)
	r := w.must(w.firm.Partners.Add(w.ctx, app.Ask{}, app.Partner{Name: "Abbott Mortgage Brokers", Type: "consultant", Tags: []string{"mortgages", "London"},
		Email: "hello@abbott.example", Owner: "Ana Ruiz"}))
	id := app.ID[app.Partner](r.ID)
	w.must(w.firm.Partners.AddPerson(w.ctx, app.Ask{}, app.Person{Partner: id, Name: "Ines Abbott", Role: "Director", Email: "ines@abbott.example"}))
	w.must(w.firm.Partners.AddPerson(w.ctx, app.Ask{}, app.Person{Partner: id, Name: "Tom Abbott", Phone: "+44 20 7946 0321"}))
	w.must(w.firm.Agreements.Add(w.ctx, app.Ask{}, app.Agreement{Partner: id, From: w.day(9), PaymentDays: 30}, tieredTerms(t)))
	return w
}

// moneyWorld has commission worked out, some of it approved, and last month's statements issued.
func moneyWorld(t testing.TB) *world {
	w := someWorld(t)
	_, _, err := w.firm.Commissions.Run(w.ctx, app.Ask{}, w.day(0), nil)
	w.check(err)
	old := app.Query{}.With(app.Condition{Field: "day", To: "2026-10-31"})
	_, _, err = w.firm.Commissions.Approve(w.ctx, app.Ask{}, old, nil)
	w.check(err)
	return w
}

func percent(t testing.TB, text string) money.Rate {
	t.Helper()
	r, err := money.ParsePercent(text)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// giftsGiven are gifts in every state to one person.
func (b *bench) giftsGiven(t testing.TB) {
	w := b.w
	who := w.must(w.firm.Partners.AddPerson(w.ctx, app.Ask{}, app.Person{Partner: 1, Name: "Olivia Harcourt"}))
	for i, g := range []app.Gift{{Kind: "gift card", What: "Book token"}, {Kind: "object", What: "Hamper", Note: "Christmas"},
		{Kind: "charity", What: "Donation to the Alder Hospice"}, {Kind: "discount", What: "A tenth off the audit"}, {Kind: "co-marketing", What: "A page in the spring brochure"}} {
		g.Partner, g.Person, g.Value = 1, app.ID[app.Person](who.ID), money.New(int64(25_00*(i+1)), "GBP")
		id := app.ID[app.Gift](w.must(w.firm.Gifts.Propose(w.ctx, app.Ask{}, g)).ID)
		way := []app.GiftState{app.GiftApproved, app.GiftSent, app.GiftReceived}[:min(i, 3)]
		if i == 4 {
			way = []app.GiftState{app.GiftDeclined}
		}
		for _, to := range way {
			w.must(w.firm.Gifts.Mark(w.ctx, app.Ask{}, id, to, app.Move{}))
		}
	}
}

// partnerStories are the states of the section of partners.
func partnerStories() []story {
	return []story{
		{name: "partners-empty", world: func(t testing.TB) *world { return newWorld(t) }, act: func(t *testing.T, b *bench) { b.keys("G", "P") }},
		{name: "partners", world: moneyWorld, act: func(t *testing.T, b *bench) { b.onPartner(t, "Finch Family Office") }},
		{name: "partners-prospect", world: prospectWorld, act: func(t *testing.T, b *bench) { b.onPartner(t, "Abbott Mortgage Brokers") }},
		{name: "partners-narrow", world: moneyWorld, width: 980, act: func(t *testing.T, b *bench) { b.keys("G", "P") }},
		{name: "partner-new", world: someWorld, act: func(t *testing.T, b *bench) { b.keys("G", "P", "Ctrl+Shift+N"); b.Type("Harcourt & Lowe") }},
		{name: "partner-new-wrong", world: someWorld, act: func(t *testing.T, b *bench) { b.keys("G", "P", "Ctrl+Shift+N", "Ctrl+S") }},
		{name: "partner-edit", world: prospectWorld, act: func(t *testing.T, b *bench) { b.onPartner(t, "Abbott Mortgage Brokers"); b.keys("E") }},
		{name: "partner-decline", world: prospectWorld, act: func(t *testing.T, b *bench) {
			b.onPartner(t, "Abbott Mortgage Brokers")
			f, _ := b.d.partner()
			b.d.movePartner(f, app.Declined)
		}},
		{name: "partner-block", world: moneyWorld, act: func(t *testing.T, b *bench) {
			b.onPartner(t, "Finch Family Office")
			b.d.root.Commands.Run("partner.block")
		}},
		{name: "person-new", world: prospectWorld, act: func(t *testing.T, b *bench) { b.onPartner(t, "Abbott Mortgage Brokers"); b.keys("P") }},
		{name: "agreement-new", world: prospectWorld, act: func(t *testing.T, b *bench) { b.onPartner(t, "Abbott Mortgage Brokers"); b.keys("A") }},
		{name: "agreement-tiers", world: prospectWorld, height: 1100, act: func(t *testing.T, b *bench) {
			b.onPartner(t, "Abbott Mortgage Brokers")
			f, _ := b.d.partner()
			b.d.editAgreement(f, f.agreements[0])
		}},
		{name: "agreement-sign", world: prospectWorld, act: func(t *testing.T, b *bench) {
			b.onPartner(t, "Abbott Mortgage Brokers")
			f, _ := b.d.partner()
			b.d.signAgreement(f.agreements[0])
		}},
		{name: "agreement-amend", world: someWorld, act: func(t *testing.T, b *bench) {
			b.onPartner(t, "Finch Family Office")
			f, _ := b.d.partner()
			b.d.amendAgreement(f, f.agreements[0])
		}},
		{name: "agreement-versions", world: someWorld, height: 1300, act: func(t *testing.T, b *bench) {
			w := b.w
			w.must(w.firm.Agreements.Amend(w.ctx, app.Ask{}, 4, w.day(1), terms.Terms{Currency: "GBP", Rules: []terms.Rule{
				{Kind: terms.RevenueShare, Rate: percent(t, "12.5"), Months: 24, Cap: &terms.Limit{Amount: 1_000_000, Window: terms.CalendarYear}}}},
				app.Signature{Day: w.day(0), By: "Ana Finch"}))
			b.onPartner(t, "Finch Family Office")
		}},
		{name: "agreement-page", world: someWorld, act: func(t *testing.T, b *bench) {
			w := b.w
			for i, rate := range []string{"11", "12.5"} {
				w.must(w.firm.Agreements.Amend(w.ctx, app.Ask{}, 4, w.day(10*i-9), terms.Terms{Currency: "GBP", Rules: []terms.Rule{{Kind: terms.RevenueShare, Rate: percent(t, rate)}}},
					app.Signature{Day: w.day(-20), By: "Ana Finch"}))
			}
			b.onPartner(t, "Finch Family Office")
			f, _ := b.d.partner()
			b.d.showAgreement(f, f.agreements[0])
		}},
		{name: "partner-tiers", world: kindsWorld, act: func(t *testing.T, b *bench) {
			w := b.w
			w.must(w.firm.Partners.SetTier(w.ctx, app.Ask{}, 1, "Friend", app.Move{Day: w.day(-90), Reason: "an old friend"}))
			w.must(w.firm.Partners.ReviewTiers(w.ctx, app.Ask{}, 0))
			b.onPartner(t, "Harcourt & Lowe LLP")
		}},
		{name: "partner-tier", world: kindsWorld, act: func(t *testing.T, b *bench) { b.onPartner(t, "Kestrel CPA Group"); b.keys("T") }},
		{name: "partner-tiers-review", world: kindsWorld, act: func(t *testing.T, b *bench) { b.keys("G", "P"); b.d.reviewTiers() }},
		{name: "settings-tiers", world: kindsWorld, act: func(t *testing.T, b *bench) { b.onSettings(); b.d.editTiers() }},
		{name: "partner-delivered", world: kindsWorld, act: func(t *testing.T, b *bench) {
			w := b.w
			w.must(w.firm.Deliveries.Record(w.ctx, app.Ask{}, app.Delivery{Partner: 1, Day: w.day(-30), Service: "Post", Quantity: 2, Note: "spring campaign"}))
			r := w.must(w.firm.Deliveries.Record(w.ctx, app.Ask{}, app.Delivery{Partner: 1, Day: w.day(-9), Service: "Post", Quantity: 1}))
			w.must(w.firm.Deliveries.Void(w.ctx, app.Ask{}, app.ID[app.Delivery](r.ID), "entered twice"))
			b.onPartner(t, "Harcourt & Lowe LLP")
		}},
		{name: "partner-gifts", world: kindsWorld, height: 1700, act: func(t *testing.T, b *bench) {
			b.giftsGiven(t)
			b.onPartner(t, "Harcourt & Lowe LLP")
		}},
		{name: "gift-new", world: kindsWorld, act: func(t *testing.T, b *bench) {
			b.giftsGiven(t)
			b.onPartner(t, "Harcourt & Lowe LLP")
			f, _ := b.d.partner()
			b.d.proposeGift(f)
			b.settle()
		}},
		{name: "delivery-new", world: kindsWorld, act: func(t *testing.T, b *bench) { b.onPartner(t, "Harcourt & Lowe LLP"); b.keys("D") }},
		{name: "agreement-replay", world: moneyWorld, act: func(t *testing.T, b *bench) {
			b.onPartner(t, "Finch Family Office")
			f, _ := b.d.partner()
			b.d.replayForm("A", app.ReplayAsk{Agreement: f.agreements[0].ID}, &f.agreements[0].Versions[0].Terms, f.agreements[0].Versions[0].Terms.Currency)
			b.settle()
		}},
		{name: "agreement-replayed", world: moneyWorld, act: func(t *testing.T, b *bench) {
			b.onPartner(t, "Finch Family Office")
			f, _ := b.d.partner()
			b.d.replayForm("A", app.ReplayAsk{Agreement: f.agreements[0].ID}, &f.agreements[0].Versions[0].Terms, f.agreements[0].Versions[0].Terms.Currency)
			b.settle()
			b.keys("Ctrl+S")
			b.settle()
		}},
		{name: "partner-merge", world: prospectWorld, act: func(t *testing.T, b *bench) {
			b.onPartner(t, "Abbott Mortgage Brokers")
			b.d.root.Commands.Run("partner.merge")
		}},
	}
}
