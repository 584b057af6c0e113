package storetest

import (
	"errors"
	"testing"

	"rapport/app"
	"rapport/app/calendar"
)

func checkin(id, partner int64, on string, state app.CheckinState) app.Checkin {
	return app.Checkin{ID: app.ID[app.Checkin](id), Partner: app.ID[app.Partner](partner), Kind: "call", State: state, Day: day(on), Owner: "ann", EnteredAt: now(), Version: 1}
}

func checkins(t *testing.T, d *desk) {
	firm(d)
	full := checkin(1, 1, "2026-03-31", app.CheckinHeld)
	full.Reference, full.Person, full.Kind, full.At, full.Zone, full.Minutes, full.Notice = "x1", 1, "lunch", calendar.At(12, 30), "Europe/Berlin", 90, 15
	full.Subject, full.Note, full.Learned, full.Mood, full.Reason = "Spring lunch", "**Łódź** '); DROP TABLE line;--", "a competitor", "good", "r"
	planned, early, other := checkin(2, 1, "2026-05-01", app.CheckinPlanned), checkin(3, 1, "2026-01-10", app.CheckinHeld), checkin(4, 2, "2026-04-01", app.CheckinHeld)
	d.write(func(b app.Books) error {
		return errors.Join(b.AddPeople([]app.Person{{ID: 1, Partner: 1, Name: "Ann Blake", Version: 1}}), b.AddCheckins([]app.Checkin{full, planned, early, other}))
	})
	get := func(id app.ID[app.Checkin]) app.Checkin {
		return got(d, func(b app.Books) (app.Checkin, error) { return b.Checkin(id) })
	}
	same(d, "round trip", get(1), full)
	missing(d, func(b app.Books) (app.Checkin, error) { return b.Checkin(9) })
	same(d, "by reference", got(d, func(b app.Books) (map[string]app.Checkin, error) { return b.CheckinsByReference([]string{"x1", "x2"}) }), map[string]app.Checkin{"x1": full})
	list := func(b app.Books) listing { return b.CheckinIDs }
	takesAll(d, app.CheckinFields(), app.CheckinSorts(), list)
	refusesUnknownKeys(d, list)
	q := app.Query{}
	same(d, "own order", ids(d, list, q), []int32{3, 1, 4, 2})
	same(d, "planned until", ids(d, list, q.With(app.Is("state", "planned"), app.Condition{Field: "day", To: "2026-05-01"})), []int32{2})
	same(d, "by a word of the note", ids(d, list, app.Query{Search: "lodz competi"}), []int32{1})
	same(d, "by the partner", ids(d, list, app.Query{Search: "angstr"}), []int32{4})
	d.write(func(b app.Books) error {
		return b.AddPromise(app.Promise{ID: 1, Checkin: 1, Partner: 1, What: "w", State: app.PromiseOpen, Made: day("2026-03-31"), Version: 1})
	})
	row := app.CheckinRow{Checkin: full, PartnerName: "Harcourt & Lowe", PersonName: "Ann Blake", Promises: 1}
	same(d, "rows", got(d, func(b app.Books) ([]app.CheckinRow, error) { return b.CheckinRows([]int32{1, 77}) }), []app.CheckinRow{row})

	moved := planned
	moved.State, moved.MovedTo, moved.Subject, moved.Version = app.CheckinMoved, 4, "ferret", 2
	d.write(func(b app.Books) error { return b.PutCheckin(moved) })
	same(d, "changed", get(2), moved)
	same(d, "found by its new words", ids(d, list, app.Query{Search: "ferret"}), []int32{2})
	d.refused(app.Conflict, func(b app.Books) error { return b.PutCheckin(moved) })
	d.refused(app.Conflict, func(b app.Books) error { return b.DeleteCheckin(1) }) // a promise was given there

	contacts := func(of app.ID[app.Partner], kinds ...string) map[app.ID[app.Partner]]calendar.Day {
		return got(d, func(b app.Books) (map[app.ID[app.Partner]]calendar.Day, error) { return b.LastContacts(kinds, of) })
	}
	type last = map[app.ID[app.Partner]]calendar.Day
	same(d, "last contacts", contacts(0, "call", "lunch"), last{1: day("2026-03-31"), 2: day("2026-04-01")})
	same(d, "calls only", contacts(1, "call"), last{1: day("2026-01-10")})
	same(d, "referrals count", contacts(0, "call", app.ReferralReceived), last{1: day("2026-03-01"), 2: day("2026-04-01")})
	same(d, "referrals of one", contacts(2, app.ReferralReceived), last{2: day("2026-03-01")})
	signs := func(of app.ID[app.Partner], most int) map[app.ID[app.Partner]][]calendar.Day {
		return got(d, func(b app.Books) (map[app.ID[app.Partner]][]calendar.Day, error) { return b.SignsOfLife(of, most) })
	}
	first := []calendar.Day{day("2026-01-10"), day("2026-02-01"), day("2026-03-01"), day("2026-03-31")}
	same(d, "signs of life", signs(1, 9)[1], first)
	same(d, "the latest of them", signs(1, 3)[1], first[1:])
	same(d, "of everybody", []any{signs(0, 3)[1], signs(0, 3)[2]}, []any{first[1:], signs(2, 3)[2]})

	mentions := []app.Mention{{Kind: app.KindPerson, ID: 1, Name: "Ann Blake"}, {Kind: app.KindReferral, ID: 2, Name: "R-2026-0002"}}
	gone := app.Mention{Kind: app.KindPerson, ID: 99}
	d.write(func(b app.Books) error { return b.PutMentions(3, append([]app.Mention{gone}, mentions...)) })
	same(d, "mentions", got(d, func(b app.Books) ([]app.Mention, error) { return b.Mentions(3) }), mentions)
	in := func() []app.ID[app.Checkin] {
		return got(d, func(b app.Books) ([]app.ID[app.Checkin], error) { return b.MentionedIn(app.KindReferral, 2) })
	}
	same(d, "mentioned in", in(), []app.ID[app.Checkin]{3})
	d.write(func(b app.Books) error { return b.DeleteCheckin(3) })
	same(d, "mentions go with it", in(), []app.ID[app.Checkin]{})
}

func promises(_ *testing.T, d *desk) {
	firm(d)
	full := app.Promise{ID: 1, Partner: 1, Ours: true, What: "send the brochure", Due: day("2026-04-01"), State: app.PromiseBroken, Ended: day("2026-05-01"), Reason: "r",
		Owner: "ann", Made: day("2026-03-01"), Version: 1}
	open := app.Promise{ID: 2, Partner: 2, What: "introduce us", State: app.PromiseOpen, Made: day("2026-03-02"), Version: 1}
	d.write(func(b app.Books) error { return errors.Join(b.AddPromise(full), b.AddPromise(open)) })
	same(d, "round trip", got(d, func(b app.Books) (app.Promise, error) { return b.Promise(1) }), full)
	missing(d, func(b app.Books) (app.Promise, error) { return b.Promise(3) })
	list := func(b app.Books) listing { return b.PromiseIDs }
	takesAll(d, app.PromiseFields(), app.PromiseSorts(), list)
	refusesUnknownKeys(d, list)
	q := app.Query{}
	same(d, "those without a day come last", ids(d, list, q), []int32{1, 2})
	same(d, "ours", ids(d, list, q.With(app.Is("ours", "yes"))), []int32{1})
	same(d, "of a partner", ids(d, list, app.Query{Search: "angstr"}.With(app.Is("state", "open"))), []int32{2})
	same(d, "rows", got(d, func(b app.Books) ([]app.PromiseRow, error) { return b.PromiseRows([]int32{2}) }),
		[]app.PromiseRow{{Promise: open, PartnerName: "Ångström Søren Łódź"}})
	open.State, open.Version = app.PromiseKept, 2
	d.write(func(b app.Books) error { return b.PutPromise(open) })
	d.refused(app.Conflict, func(b app.Books) error { return b.PutPromise(open) })
	d.write(func(b app.Books) error { return b.DeletePromise(2) })
	d.refused(app.NotFound, func(b app.Books) error { return b.DeletePromise(2) })
}

func cadences(_ *testing.T, d *desk) {
	firm(d)
	every := func(text string) calendar.Every {
		e, err := calendar.ParseEvery(text)
		if err != nil {
			d.Fatal(err)
		}
		return e
	}
	own := app.Cadence{ID: 1, Partner: 2, Kind: "call", Ideal: every("4w"), Most: every("6w"), From: day("2026-01-31"), State: app.CadencePaused, Until: day("2026-05-01"),
		Owner: "ann", Version: 1}
	byType := app.Cadence{ID: 2, Type: "accountant", Kind: "lunch", Ideal: every("3m"), From: day("2026-01-01"), State: app.CadenceRunning, Version: 1}
	byTag := app.Cadence{ID: 3, Tag: "gold", Kind: "lunch", Ideal: every("1m"), From: day("2026-01-01"), State: app.CadenceRunning, Version: 1}
	d.write(func(b app.Books) error {
		return errors.Join(b.AddCadence(byType), b.AddCadence(byTag), b.AddCadence(own))
	})
	same(d, "one", got(d, func(b app.Books) (app.Cadence, error) { return b.Cadence(1) }), own)
	same(d, "all", got(d, func(b app.Books) ([]app.Cadence, error) { return b.Cadences() }), []app.Cadence{own, byTag, byType})
	second := own
	second.ID = 9
	d.refused(app.Conflict, func(b app.Books) error { // one a partner
		if err := b.AddCadence(second); err != nil {
			return &app.Problem{Kind: app.Conflict, Say: "one a partner"}
		}
		return nil
	})
	own.State, own.Version = app.CadenceEnded, 2
	d.write(func(b app.Books) error { return b.PutCadence(own) })
	d.refused(app.Conflict, func(b app.Books) error { return b.PutCadence(own) })
	d.write(func(b app.Books) error { return b.DeleteCadence(2) })
	missing(d, func(b app.Books) (app.Cadence, error) { return b.Cadence(2) })

	hidden, gone := partner(3, "Hidden"), partner(4, "Gone")
	hidden.Archived, gone.State = true, app.Merged
	d.write(func(b app.Books) error { return b.AddPartners([]app.Partner{hidden, gone}) })
	whom := func(of ...app.ID[app.Partner]) (names []string) {
		for _, p := range got(d, func(b app.Books) ([]app.CadencePartner, error) { return b.CadencePartners(of) }) {
			names = append(names, p.Name)
		}
		return names
	}
	same(d, "whom", whom(), []string{"Ångström Søren Łódź", "Harcourt & Lowe"})
	same(d, "one of them", whom(1, 3), []string{"Harcourt & Lowe"})
}
