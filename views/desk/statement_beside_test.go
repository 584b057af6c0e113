package desk

import (
	"testing"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/terms"
)

// besideWorld has a statement with all that is no part of its balance: a held line, a gift, the way through tiers.
func besideWorld(t testing.TB) *world {
	w := newWorld(t)
	id := app.ID[app.Partner](w.must(w.firm.Partners.Add(w.ctx, app.Ask{}, app.Partner{Name: "Harcourt & Lowe LLP", Type: "attorney"})).ID)
	a := w.must(w.firm.Agreements.Add(w.ctx, app.Ask{}, app.Agreement{Partner: id, From: calendar.D("2026-01-01")}, terms.Terms{Currency: "GBP", Rules: []terms.Rule{{Kind: terms.Tiered,
		Basis: terms.Collected, Measure: terms.ByRevenue, Mode: terms.Marginal, Window: terms.CalendarYear, Tiers: []terms.Tier{{Rate: percent(t, "5")}, {From: 1_000_000, Rate: percent(t, "8")}}}}}))
	w.must(w.firm.Agreements.Sign(w.ctx, app.Ask{}, app.ID[app.Agreement](a.ID), app.Signature{Day: calendar.D("2026-01-01"), By: "both"}))
	who := w.must(w.firm.Partners.AddPerson(w.ctx, app.Ask{}, app.Person{Partner: id, Name: "Ines Abbott"}))
	r := w.referral(app.NewReferral{Partner: id, ClientName: "Alder Bakery Ltd", Introduced: w.day(-60)}, app.Won)
	w.fee(r, w.day(-50), 400_000)
	w.fee(r, w.day(-40), 250_000)
	_, _, err := w.firm.Commissions.Run(w.ctx, app.Ask{}, w.day(0), nil)
	w.check(err)
	w.must(w.firm.Commissions.Hold(w.ctx, app.Ask{}, 2, "The invoice is queried", w.day(20)))
	_, _, err = w.firm.Commissions.Approve(w.ctx, app.Ask{}, app.Query{}, nil)
	w.check(err)
	g := w.must(w.firm.Gifts.Propose(w.ctx, app.Ask{}, app.Gift{Partner: id, Person: app.ID[app.Person](who.ID), Kind: "object", What: "Hamper", Value: money.New(4_500, "GBP")}))
	for _, to := range []app.GiftState{app.GiftApproved, app.GiftSent} {
		w.must(w.firm.Gifts.Mark(w.ctx, app.Ask{}, app.ID[app.Gift](g.ID), to, app.Move{}))
	}
	_, _, err = w.firm.Statements.Run(w.ctx, app.Ask{}, calendar.MonthOf(w.day(0)).Period(), nil, nil)
	w.check(err)
	return w
}

// The details of a statement show what its paper shows beside the balance.
func TestAStatementShowsWhatIsNoPartOfItsBalance(t *testing.T) {
	b := open(t, besideWorld(t), 1280, 1000)
	b.keys("G", "S")
	for _, text := range []string{"HELD, NOT IN THE BALANCE", "queried", "TIERS", "Reached: 5 %. Next: 8 % from 10,000.00, 3,500.00", "GIFTS, AT VALUE", "Hamper"} {
		b.sees(t, text)
	}
}
