package storetest

import (
	"errors"
	"testing"
	"time"

	"rapport/app"
	"rapport/app/money"
)

func fees(t *testing.T, d *desk) {
	firm(d)
	invoice := app.Fee{ID: 1, Reference: "F-1", Referral: 1, Kind: app.Invoiced, Day: day("2026-04-01"), Amount: eur(119_00), Excluded: 19_00, Invoice: "2026-77",
		Rate: "0.9312", RateTo: "CHF", RateDay: day("2026-04-02"), RateFrom: "ECB", Note: "n", EnteredAt: now()}
	receipt := fee(2, 1, "2026-04-10", 119_00)
	receipt.Of, receipt.Invoice = 1, "2026-77"
	back := fee(3, 1, "2026-04-11", -119_00)
	back.Reverses = 2
	d.write(func(b app.Books) error { return b.AddFees([]app.Fee{invoice, receipt, back}) })
	receipt.Void = true // a later row takes it back
	same(d, "round trip", got(d, func(b app.Books) (app.Fee, error) { return b.Fee(1) }), invoice)
	same(d, "of a referral", got(d, func(b app.Books) ([]app.Fee, error) { return b.FeesOf(1) }), []app.Fee{invoice, receipt, back})
	same(d, "about the invoice", got(d, func(b app.Books) ([]app.Fee, error) { return b.FeesAbout(invoice.ID) }), []app.Fee{
		{ID: 1, Kind: app.Invoiced, Amount: money.Money{Minor: 119_00}}, {ID: 2, Kind: app.Received, Amount: money.Money{Minor: 119_00}, Of: 1, Void: true}})
	same(d, "by invoice", got(d, func(b app.Books) ([]app.Fee, error) { return b.FeesByInvoice("2026-77") }), []app.Fee{invoice, receipt})
	same(d, "taken back", got(d, func(b app.Books) ([]app.ID[app.Fee], error) { return b.MistakenFees() }), []app.ID[app.Fee]{2})
	same(d, "by reference", got(d, func(b app.Books) (map[string]app.Fee, error) { return b.FeesByReference([]string{"F-1", "F-2"}) }), map[string]app.Fee{"F-1": invoice})
	missing(d, func(b app.Books) (app.Fee, error) { return b.Fee(9) })
	d.write(func(b app.Books) error {
		return errors.Join(b.AddFacts([]app.Fact{{Kind: app.FactFee, Day: day("2026-04-01"), Referral: 1, Fee: 1}}), b.DeleteFees(1, 3))
	})
	if n := len(got(d, func(b app.Books) ([]app.Fee, error) { return b.FeesOf(1) })); n != 0 {
		t.Errorf("%d fees stayed", n)
	}
	same(d, "their facts are gone", got(d, func(b app.Books) (int64, error) { return b.PendingCount(day("2030-01-01")) }), int64(0))
}

// seldom checks what few waiting facts have: a fee that is one of another, takes one back, leaves something out, or has an exchange rate of its own.
func seldom(_ *testing.T, d *desk) {
	firm(d)
	plain, part, back := fee(1, 1, "2026-04-01", 100_00), fee(2, 1, "2026-04-02", 100_00), fee(3, 1, "2026-04-03", -100_00)
	part.Of, part.Excluded, back.Reverses = 1, 12_34, 2
	rated := fee(4, 1, "2026-04-04", 100_00)
	rated.Rate, rated.RateTo, rated.RateDay, rated.RateFrom = "0.9312", "CHF", day("2026-04-02"), "the bank | by letter"
	want := []app.Fee{plain, part, back, rated}
	d.write(func(b app.Books) error {
		facts := make([]app.Fact, len(want))
		for i, f := range want {
			facts[i] = app.Fact{Kind: app.FactFee, Day: f.Day, Referral: f.Referral, Fee: f.ID}
		}
		return errors.Join(b.AddFees(want), b.AddFacts(facts))
	})
	for i := range want {
		want[i].EnteredAt = time.Time{} // no rule looks at it
	}
	var rows []app.Fee
	for _, f := range pending(d, "2026-12-31") {
		rows = append(rows, f.Row)
	}
	same(d, "waiting", rows, want)
}

func feeList(_ *testing.T, d *desk) {
	firm(d)
	d.write(func(b app.Books) error {
		return b.AddFees([]app.Fee{fee(1, 1, "2026-04-01", 300), fee(2, 3, "2026-04-02", 100), fee(3, 2, "2026-04-01", 200)})
	})
	list := func(b app.Books) listing { return b.FeeIDs }
	takesAll(d, app.FeeFields(), app.FeeSorts(), list)
	refusesUnknownKeys(d, list)
	q := app.Query{}
	same(d, "newest first", ids(d, list, q), []int32{2, 3, 1})
	same(d, "of a partner", ids(d, list, q.With(app.Is("partner", "1")).By("amount", false)), []int32{3, 1})
	same(d, "searched", ids(d, list, app.Query{Search: "muller"}), []int32{2, 3})
	row := app.FeeRow{Fee: fee(2, 3, "2026-04-02", 100), ReferralNumber: "R-2026-0003", PartnerName: "Ångström Søren Łódź", ClientName: "Müller Maschinenbau"}
	same(d, "rows", got(d, func(b app.Books) ([]app.FeeRow, error) { return b.FeeRows([]int32{2}) }), []app.FeeRow{row})
}

// pending gathers copies of what waits.
func pending(d *desk, until string) (all []app.PendingFact) {
	d.Helper()
	d.read(func(b app.Books) error {
		return b.Pending(day(until), func(p *app.PendingFact) error {
			all = append(all, *p)
			_, err := b.Partner(p.Partner) // a reading inside a reading
			return err
		})
	})
	return all
}

func factIDs(all []app.PendingFact) (ids []int64) {
	for _, p := range all {
		ids = append(ids, p.ID)
	}
	return ids
}

func facts(t *testing.T, d *desk) {
	firm(d)
	won := referral(1, 1, 1, "2026-03-01")
	won.Stage, won.Closed, won.Accepted, won.Service, won.Version = app.Won, day("2026-03-20"), day("2026-03-02"), "tax", 2
	paid := fee(1, 1, "2026-04-01", 500_00)
	paid.Excluded, paid.Rate, paid.RateTo, paid.RateDay, paid.RateFrom = 100, "1.0845", "USD", day("2026-03-31"), "ECB, euro reference rate"
	d.write(func(b app.Books) error {
		return errors.Join(b.PutReferral(won), b.AddFees([]app.Fee{paid}), b.AddFacts([]app.Fact{
			{Kind: app.FactFee, Day: paid.Day, Referral: 1, Fee: 1}, {Kind: app.FactWon, Day: won.Closed, Referral: 1},
			{Kind: app.FactAccepted, Day: day("2026-02-02"), Referral: 3}, {Kind: app.FactAccepted, Day: day("2026-05-01"), Referral: 2}}))
	})
	all := pending(d, "2026-04-30")
	same(d, "by partner, day, fact", factIDs(all), []int64{2, 1, 3})
	paid.EnteredAt = time.Time{} // no rule looks at it
	same(d, "whole", all[1], app.PendingFact{Fact: app.Fact{ID: 1, Kind: app.FactFee, Day: paid.Day, Referral: 1, Fee: 1}, Credited: 1, Introduced: won.Introduced,
		Partner: 1, Service: "tax", Won: won.Closed, Accepted: won.Accepted, Stage: app.Won, Row: paid})
	same(d, "count", got(d, func(b app.Books) (int64, error) { return b.PendingCount(day("2026-04-30")) }), int64(3))
	d.write(func(b app.Books) error { return b.FactsDone(day("2026-04-30"), 7, []int64{3}, []int64{2}) })
	same(d, "kept back and later ones wait", factIDs(pending(d, "2026-12-31")), []int64{4, 3})
	d.read(func(b app.Books) error {
		waiting, done, err := b.FactsOf(1)
		if waiting != 0 || done != 2 {
			t.Errorf("%d wait and %d are done", waiting, done)
		}
		return err
	})
	d.write(func(b app.Books) error {
		return errors.Join(b.DropFacts(2, app.FactWon), b.DropFacts(3, app.FactAccepted))
	})
	same(d, "dropped by kind", factIDs(pending(d, "2026-12-31")), []int64{4})
	moved := referral(2, 2, 2, "2026-02-01")
	moved.Version = 2
	d.write(func(b app.Books) error { return b.PutReferral(moved) })
	if p := pending(d, "2026-12-31"); p[0].Partner != 2 || p[0].Credited != 2 {
		t.Error("a waiting fact did not follow its referral")
	}
}

func requeued(t *testing.T, d *desk) {
	firm(d)
	d.write(func(b app.Books) error {
		return errors.Join(b.AddFacts([]app.Fact{{Kind: app.FactAccepted, Day: day("2026-01-31"), Referral: 1}, {Kind: app.FactAccepted, Day: day("2026-02-01"), Referral: 1},
			{Kind: app.FactAccepted, Day: day("2026-03-01"), Referral: 1}, {Kind: app.FactAccepted, Day: day("2026-02-01"), Referral: 3}}),
			b.FactsDone(day("2026-12-31"), 1, nil, []int64{1, 2, 3, 4}))
	})
	requeue := func(from, to string) (n int64) {
		end := day("2026-01-01")
		if to == "" {
			end = 0
		} else {
			end = day(to)
		}
		d.write(func(b app.Books) (err error) { n, err = b.Requeue(1, day(from), end); return err })
		return n
	}
	same(d, "half-open", requeue("2026-02-01", "2026-03-01"), int64(1))
	all := pending(d, "2026-12-31")
	if len(all) != 1 || all[0].ID != 2 || !all[0].Again {
		t.Errorf("%+v", all)
	}
	same(d, "open end", requeue("2026-02-01", ""), int64(1))
	same(d, "nothing twice", requeue("2026-02-01", ""), int64(0))
}

func splitFacts(_ *testing.T, d *desk) {
	firm(d)
	split := referral(1, 1, 1, "2026-03-01")
	split.Split, split.Version = true, 2
	d.write(func(b app.Books) error {
		return errors.Join(b.PutReferral(split), b.PutAttribution(1, []app.Attribution{{Partner: 2, Role: app.Sourced, Share: 6000}, {Partner: 1, Role: app.Assisted, Share: 4000}}),
			b.AddFacts([]app.Fact{{Kind: app.FactAccepted, Day: day("2026-03-02"), Referral: 1}, {Kind: app.FactAccepted, Day: day("2026-03-01"), Referral: 3}}))
	})
	var who [][2]int64
	for _, p := range pending(d, "2026-12-31") {
		who = append(who, [2]int64{int64(p.Credited), p.ID})
	}
	same(d, "one for each who is credited", who, [][2]int64{{1, 1}, {2, 2}, {2, 1}})
}

func waitingTakeBacks(_ *testing.T, d *desk) {
	firm(d)
	refund, back := fee(2, 1, "2026-04-02", 100), fee(3, 1, "2026-04-03", -500)
	refund.Kind, refund.Of, back.Reverses = app.Credited, 1, 1
	paid := fee(1, 1, "2026-04-01", 500)
	d.write(func(b app.Books) error {
		return errors.Join(b.AddFees([]app.Fee{paid, refund, back}), b.AddFacts([]app.Fact{{Kind: app.FactFee, Day: paid.Day, Referral: 1, Fee: 1},
			{Kind: app.FactFee, Day: refund.Day, Referral: 1, Fee: 2}, {Kind: app.FactFee, Day: back.Day, Referral: 1, Fee: 3}}))
	})
	of := func(ids ...int64) []app.Fee {
		return got(d, func(b app.Books) ([]app.Fee, error) { return b.WaitingTakeBacks(ids) })
	}
	same(d, "both", of(1, 2), []app.Fee{refund, back})
	same(d, "of another referral", of(2), []app.Fee{})
	d.write(func(b app.Books) error { return b.FactsDone(day("2026-04-02"), 1, nil, nil) })
	same(d, "without what was run", of(1), []app.Fee{back})
}
