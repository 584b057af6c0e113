package storetest

import (
	"errors"
	"fmt"
	"testing"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/money"
)

func outbound(id, partner, client int64, given string) app.Outbound {
	return app.Outbound{ID: app.ID[app.Outbound](id), Number: fmt.Sprintf("G-2026-%04d", id), Partner: app.ID[app.Partner](partner), Client: app.ID[app.Client](client),
		State: app.Given, Given: day(given), Chase: day(given) + 14, EnteredAt: now(), Version: 1}
}

func outbounds(_ *testing.T, d *desk) {
	firm(d)
	full := app.Outbound{ID: 1, Number: "G-2026-0001", Reference: "X1", Partner: 1, Person: 1, Client: 2, Service: "probate", State: app.OutboundClosed, Given: day("2026-01-31"),
		Ended: day("2026-02-28"), Outcome: app.Engaged, Estimate: eur(500000), Value: money.New(480000, "GBP"), Consented: day("2026-01-30"), Owner: "ann", Note: "über Łódź",
		EnteredAt: now(), Version: 1}
	bare, late := outbound(2, 2, 1, "2026-02-01"), outbound(3, 1, 1, "2026-01-01")
	late.State, late.Outcome, late.Reason, late.Ended, late.Chase = app.NotEngaged, app.NotEngaged, "price", day("2026-01-09"), 0
	d.write(func(b app.Books) error {
		return errors.Join(b.AddPeople([]app.Person{{ID: 1, Partner: 1, Name: "Ann", Version: 1}}), b.AddOutbounds([]app.Outbound{full, bare, late}),
			b.AddSteps([]app.Step{{Kind: app.KindOutbound, Subject: 2, To: "given", Day: day("2026-02-01"), At: now()}}))
	})
	get := func(id app.ID[app.Outbound]) func(app.Books) (app.Outbound, error) {
		return func(b app.Books) (app.Outbound, error) { return b.Outbound(id) }
	}
	same(d, "round trip", got(d, get(1)), full)
	missing(d, get(9))
	same(d, "by number", got(d, func(b app.Books) (app.Outbound, error) { return b.OutboundByNumber("G-2026-0002") }), bare)
	missing(d, func(b app.Books) (app.Outbound, error) { return b.OutboundByNumber("G-2026-0009") })
	same(d, "by reference", got(d, func(b app.Books) (map[string]app.Outbound, error) {
		return b.OutboundsByReference([]string{"X1", "X2", ""})
	}),
		map[string]app.Outbound{"X1": full})
	list := func(b app.Books) listing { return b.OutboundIDs }
	takesAll(d, app.OutboundFields(), app.OutboundSorts(), list)
	refusesUnknownKeys(d, list)
	same(d, "own order", ids(d, list, app.Query{}), []int32{2, 1, 3})
	same(d, "of a partner", ids(d, list, app.Query{}.With(app.Is("partner", "1"))), []int32{1, 3})
	same(d, "to ask about", ids(d, list, app.Query{}.With(app.Condition{Field: "chase", To: "2026-12-31"})), []int32{2})
	for text, want := range map[string][]int32{"g 2026 0003": {3}, "lodz": {2, 1}, "baker": {2, 3}, "harcourt": {1, 3}, "probate": {1}, "nobody": nil} {
		same(d, "search "+text, ids(d, list, app.Query{Search: text}), want)
	}
	same(d, "rows", got(d, func(b app.Books) ([]app.OutboundRow, error) { return b.OutboundRows([]int32{2, 9, 1}) }), []app.OutboundRow{
		{Outbound: bare, PartnerName: "Ångström Søren Łódź", ClientName: "Baker Street Bakery"},
		{Outbound: full, PartnerName: "Harcourt & Lowe", ClientName: "Müller Maschinenbau", PersonName: "Ann"}})
	full.Note, full.Version = "elsewhere", 2
	d.write(func(b app.Books) error { return b.PutOutbound(full) })
	d.refused(app.Conflict, func(b app.Books) error { return b.PutOutbound(full) })
	same(d, "found by its new words", ids(d, list, app.Query{Search: "elsewhere"}), []int32{1})
	d.write(func(b app.Books) error { return b.DeleteOutbound(2) })
	d.refused(app.NotFound, func(b app.Books) error { return b.DeleteOutbound(2) })
	same(d, "its history went with it", got(d, func(b app.Books) ([]app.Step, error) { return b.Steps(app.KindOutbound, 2) }), []app.Step{})
	same(d, "and is not found", ids(d, list, app.Query{Search: "g 2026 0002"}), []int32(nil))
}

func marketNotes(_ *testing.T, d *desk) {
	firm(d)
	full := app.MarketNote{ID: 1, Day: day("2026-03-05"), Kind: app.Objection, Said: "Zu teuer für Erben", Tags: []string{"price", "probate"}, Partner: 1, Client: 1, Referral: 1, Checkin: 1,
		Owner: "ann", EnteredAt: now(), Version: 1}
	bare := app.MarketNote{ID: 2, Day: day("2026-02-01"), Kind: app.MarketShift, Said: "rates rise", EnteredAt: now(), Version: 1}
	also := app.MarketNote{ID: 3, Day: day("2026-03-09"), Kind: app.Objection, Said: "again", Tags: []string{"price"}, Partner: 2, EnteredAt: now(), Version: 1}
	held := app.Checkin{ID: 1, Partner: 1, Kind: "call", State: app.CheckinHeld, Day: day("2026-03-05"), EnteredAt: now(), Version: 1}
	d.write(func(b app.Books) error {
		return errors.Join(b.AddCheckins([]app.Checkin{held}), b.AddMarketNote(full), b.AddMarketNote(bare), b.AddMarketNote(also))
	})
	same(d, "round trip", got(d, func(b app.Books) (app.MarketNote, error) { return b.MarketNote(1) }), full)
	missing(d, func(b app.Books) (app.MarketNote, error) { return b.MarketNote(9) })
	list := func(b app.Books) listing { return b.MarketIDs }
	takesAll(d, app.MarketFields(), app.MarketSorts(), list)
	refusesUnknownKeys(d, list)
	same(d, "own order", ids(d, list, app.Query{}), []int32{3, 1, 2})
	same(d, "by tag", ids(d, list, app.Query{}.With(app.Is("tag", "probate"))), []int32{1})
	same(d, "objections of March", ids(d, list, app.Query{}.With(app.Is("kind", "objection"), app.Condition{Field: "day", From: "2026-03-01", To: "2026-03-31"})), []int32{3, 1})
	for text, want := range map[string][]int32{"teuer": {1}, "prob": {1}, "bakery": {1}, "angstrom": {3}} {
		same(d, "search "+text, ids(d, list, app.Query{Search: text}), want)
	}
	same(d, "rows", got(d, func(b app.Books) ([]app.MarketRow, error) { return b.MarketRows([]int32{1, 2}) }), []app.MarketRow{
		{MarketNote: full, PartnerName: "Harcourt & Lowe", ClientName: "Baker Street Bakery", ReferralNumber: "R-2026-0001", CheckinDay: day("2026-03-05")}, {MarketNote: bare}})
	feb, mar := calendar.MonthOf(day("2026-02-01")), calendar.MonthOf(day("2026-03-01"))
	d.read(func(b app.Books) error {
		kinds, tags, err := b.MarketTallies(calendar.Period{From: day("2026-02-01"), To: day("2026-04-01")})
		same(d, "by kind", kinds, []app.MarketTally{{Month: feb, Kind: app.MarketShift, Count: 1}, {Month: mar, Kind: app.Objection, Count: 2}})
		same(d, "by tag", tags, []app.MarketTally{{Month: mar, Tag: "price", Count: 2}, {Month: mar, Tag: "probate", Count: 1}})
		return err
	})
	full.Said, full.Version = "cheap now", 2
	d.write(func(b app.Books) error { return b.PutMarketNote(full) })
	d.refused(app.Conflict, func(b app.Books) error { return b.PutMarketNote(full) })
	same(d, "found by its new words", ids(d, list, app.Query{Search: "cheap"}), []int32{1})
	d.write(func(b app.Books) error { return b.DeleteMarketNote(3) })
	d.refused(app.NotFound, func(b app.Books) error { return b.DeleteMarketNote(3) })
	same(d, "and is not found", ids(d, list, app.Query{Search: "again"}), []int32(nil))
}

func exchanges(_ *testing.T, d *desk) {
	firm(d)
	won, lost, again := referral(4, 1, 1, "2025-12-30"), referral(5, 1, 2, "2026-01-02"), referral(6, 1, 2, "2026-01-03")
	won.Stage, won.Closed, won.Service = app.Won, day("2026-01-31"), "tax"
	lost.Stage, lost.Closed = app.Lost, day("2026-02-28")
	again.Stage, again.Closed = app.Duplicate, day("2026-01-03")
	in, out, invoiced := fee(1, 4, "2026-02-01", 100000), fee(2, 4, "2026-02-02", 30000), fee(3, 4, "2026-02-03", 900)
	out.Kind, out.Of, invoiced.Kind = app.Credited, 1, app.Invoiced
	g1, g2 := outbound(1, 1, 1, "2026-03-01"), outbound(2, 1, 2, "2026-03-02")
	g1.Estimate, g1.Value, g1.State, g1.Outcome, g1.Ended, g1.Service = eur(5000), money.New(70, "GBP"), app.Engaged, app.Engaged, day("2026-04-01"), "tax"
	g2.Service = "tax"
	d.write(func(b app.Books) error {
		return errors.Join(b.AddReferrals([]app.Referral{won, lost, again}), b.AddFees([]app.Fee{in, out, invoiced}), b.AddOutbounds([]app.Outbound{g1, g2}))
	})
	year := calendar.YearOf(day("2026-01-01"))
	exch := func(p calendar.Period, of app.ID[app.Partner]) []app.Exchange {
		return got(d, func(b app.Books) ([]app.Exchange, error) { return b.Exchanges(p, of) })
	}
	of := func(part app.ExchangePart, service string, n int64, sum money.Money) app.Exchange {
		return app.Exchange{Part: part, Partner: 1, Name: "Harcourt & Lowe", Year: 2026, Service: service, Count: n, Sum: sum}
	}
	want := []app.Exchange{of(app.PartReceived, "", 3, money.Money{}), of(app.PartWon, "tax", 1, money.Money{}), of(app.PartFees, "tax", 0, eur(70000)),
		of(app.PartGiven, "tax", 1, money.Money{}), of(app.PartGiven, "tax", 1, eur(5000)), of(app.PartEngaged, "tax", 1, money.New(70, "GBP"))}
	same(d, "of one partner", exch(year, 1), want)
	same(d, "of all", len(exch(year, 0)), len(want)+1)
	same(d, "another year", exch(calendar.YearOf(day("2024-01-01")), 1), []app.Exchange(nil))
	same(d, "endings", got(d, func(b app.Books) ([]app.Ending, error) { return b.Endings(year) }), []app.Ending{
		{Partner: 1, Won: true, Introduced: day("2025-12-30"), Closed: day("2026-01-31")}, {Partner: 1, Introduced: day("2026-01-02"), Closed: day("2026-02-28")}})
	same(d, "as a goal", got(d, func(b app.Books) (app.Measured, error) { return b.Measure(app.ReciprocityRate, year, "") }), app.Measured{Part: 2, Whole: 4})
}

func targets(_ *testing.T, d *desk) {
	firm(d)
	one := app.Target{ID: 1, Partner: 1, Period: calendar.QuarterOf(day("2026-01-01")), Received: 5, Given: 3, Note: "n", Version: 1}
	two := app.Target{ID: 2, Partner: 1, Period: calendar.QuarterOf(day("2026-04-01")), Version: 1}
	d.write(func(b app.Books) error { return errors.Join(b.AddTarget(one), b.AddTarget(two)) })
	same(d, "round trip", got(d, func(b app.Books) (app.Target, error) { return b.Target(1) }), one)
	missing(d, func(b app.Books) (app.Target, error) { return b.Target(9) })
	same(d, "of a partner", got(d, func(b app.Books) ([]app.Target, error) { return b.Targets(1) }), []app.Target{two, one})
	one.Given, one.Version = 4, 2
	d.write(func(b app.Books) error { return b.PutTarget(one) })
	d.refused(app.Conflict, func(b app.Books) error { return b.PutTarget(one) })
	d.write(func(b app.Books) error { return b.DeleteTarget(2) })
	d.refused(app.NotFound, func(b app.Books) error { return b.DeleteTarget(2) })
}
