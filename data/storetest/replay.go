package storetest

import (
	"errors"
	"testing"

	"rapport/app"
	"rapport/app/calendar"
)

// replayed: every fact comes once for each who is credited, in order, whether it was run or waits.
func replayed(_ *testing.T, d *desk) {
	firm(d)
	split := referral(1, 1, 1, "2026-03-01")
	split.Split, split.Version = true, 2
	accepted := func(r app.ID[app.Referral], on string) app.Fact {
		return app.Fact{Kind: app.FactAccepted, Day: day(on), Referral: r}
	}
	of := func(p app.ID[app.Partner], until string) (who [][2]int64) {
		d.read(func(b app.Books) error {
			return b.Facts(p, day(until), func(f *app.PendingFact) error { who = append(who, [2]int64{int64(f.Credited), f.ID}); return nil })
		})
		return who
	}
	d.write(func(b app.Books) error {
		return b.AddFacts([]app.Fact{accepted(1, "2026-03-02"), accepted(3, "2026-03-01"), accepted(2, "2026-02-01")})
	})
	same(d, "all wait", of(0, "2026-12-31"), [][2]int64{{1, 3}, {1, 1}, {2, 2}})
	d.write(func(b app.Books) error { return b.FactsDone(day("2026-03-01"), 7, nil, nil) })
	last := func(p app.ID[app.Partner]) app.Fact {
		return got(d, func(b app.Books) (app.Fact, error) { return b.LastFactDone(p) })
	}
	same(d, "the last of one of whom none was run", last(9), app.Fact{})
	same(d, "the last that was run", last(1), app.Fact{ID: 3, Day: day("2026-02-01")})
	same(d, "some were run", of(0, "2026-12-31"), [][2]int64{{1, 3}, {1, 1}, {2, 2}})
	same(d, "of a partner", of(1, "2026-12-31"), [][2]int64{{1, 3}, {1, 1}})
	same(d, "up to a day", of(0, "2026-03-01"), [][2]int64{{1, 3}, {2, 2}})
	d.write(func(b app.Books) error {
		return errors.Join(b.PutReferral(split), b.PutAttribution(1, []app.Attribution{{Partner: 2, Role: app.Sourced, Share: 6000}, {Partner: 1, Role: app.Assisted, Share: 4000}}))
	})
	same(d, "a divided credit", of(0, "2026-12-31"), [][2]int64{{1, 3}, {1, 1}, {2, 2}, {2, 1}})
	same(d, "its part", of(2, "2026-12-31"), [][2]int64{{2, 2}, {2, 1}})
	d.write(func(b app.Books) error { return b.FactsDone(day("2026-12-31"), 8, nil, nil) })
	same(d, "all were run", of(0, "2026-12-31"), [][2]int64{{1, 3}, {1, 1}, {2, 2}, {2, 1}})
	same(d, "the last of one with a part", last(2), app.Fact{ID: 1, Day: day("2026-03-02")})
	total := func(p app.ID[app.Partner]) int64 {
		return got(d, func(b app.Books) (int64, error) { return b.FactTotal(p) })
	}
	same(d, "how many", [2]int64{total(0), total(2)}, [2]int64{3, 1})
}

// booked: what the ledger holds in whole months, without what is void and without payments.
func booked(_ *testing.T, d *desk) {
	ledgerFirm(d)
	post(d, app.Accrued, line(1, 1, "2026-03-31", 10), line(2, 1, "2026-04-15", 20), line(3, 2, "2026-04-16", 40), line(4, 1, "2026-05-01", 80))
	signed := line(6, 2, "2026-04-18", 320)
	signed.Agreement, signed.Version, signed.Rule = 1, 1, 1
	post(d, app.Accrued, signed)
	post(d, app.VoidLine, line(5, 1, "2026-04-17", 160))
	post(d, "", app.Line{Key: app.Key{9}, Partner: 1, Kind: app.PaymentLine, Day: day("2026-04-17"), RecordedAt: now(), Amount: eur(-5), Reason: "{}"})
	at := func(q app.BookedQuery) []app.Booked {
		q.Currency, q.Months = "EUR", calendar.Period{From: day("2026-03-01"), To: day("2026-05-01")}
		return got(d, func(b app.Books) ([]app.Booked, error) { return b.Booked(q) })
	}
	march, april := calendar.MonthOf(day("2026-03-01")), calendar.MonthOf(day("2026-04-01"))
	one := []app.Booked{{Partner: 1, Month: march, Minor: 10}, {Partner: 1, Month: april, Minor: 20}}
	same(d, "of all", at(app.BookedQuery{}), append(one, app.Booked{Partner: 2, Month: april, Minor: 360}))
	same(d, "of a partner", at(app.BookedQuery{Partner: 1}), one)
	same(d, "of an agreement", at(app.BookedQuery{Agreement: 1}), []app.Booked{{Partner: 2, Month: april, Minor: 320}})
	same(d, "of an agreement without lines", at(app.BookedQuery{Agreement: 9}), []app.Booked{})
}
