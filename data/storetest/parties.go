package storetest

import (
	"errors"
	"testing"

	"rapport/app"
	"rapport/app/calendar"
)

type listing = func(app.Query, func([]int32) error) error

func partners(t *testing.T, d *desk) {
	want := app.Partner{
		ID: 5, Number: "P-0005", Reference: "CRM-9", Name: "Łukasz & Søn — Ö", Type: "attorney", State: app.Paused, Tags: []string{"gold", "north"}, Email: "a@b.example",
		Phone: "+49 30 1", Website: "https://b.example", Address: "Street 1\nTown", Country: "DE", TaxNumber: "DE1", Currency: "EUR", ClientShown: app.ShownInitials,
		Owner: "ann", Note: "'); DROP TABLE line;--", MayReapply: day("2027-01-01"), Archived: true, Source: "a trade fair", Contact: app.OptedOut, Version: 1,
	}
	d.write(func(b app.Books) error { return b.AddPartners([]app.Partner{partner(1, "First"), want}) })
	get := func(id app.ID[app.Partner]) app.Partner {
		return got(d, func(b app.Books) (app.Partner, error) { return b.Partner(id) })
	}
	same(d, "round trip", get(5), want)
	same(d, "by number", got(d, func(b app.Books) (app.Partner, error) { return b.PartnerByNumber("P-0005") }), want)
	same(d, "by name", got(d, func(b app.Books) (map[string]app.Partner, error) {
		return b.PartnersByName([]string{"lukasz son o", "nobody"})
	}), map[string]app.Partner{"lukasz son o": want})
	same(d, "by reference", got(d, func(b app.Books) (map[string]app.Partner, error) {
		return b.PartnersByReference([]string{"CRM-9", "", "CRM-0"})
	}), map[string]app.Partner{"CRM-9": want})
	missing(d, func(b app.Books) (app.Partner, error) { return b.Partner(99) })
	missing(d, func(b app.Books) (app.Partner, error) { return b.PartnerByNumber("P-9999") })

	want.Name, want.Tags, want.MergedInto, want.Version = "New", nil, 1, 2
	d.write(func(b app.Books) error { return b.PutPartner(want) })
	same(d, "changed", get(5), want)
	d.refused(app.Conflict, func(b app.Books) error { return b.PutPartner(want) })
	stranger := partner(77, "Nobody")
	d.refused(app.NotFound, func(b app.Books) error { return b.PutPartner(stranger) })

	d.write(func(b app.Books) error {
		return b.AddPartners([]app.Partner{partner(8, "Twin"), partner(7, "Twin")})
	})
	twins := got(d, func(b app.Books) (map[string]app.Partner, error) { return b.PartnersByName([]string{"twin"}) })
	if twins["twin"].ID != 7 {
		t.Errorf("of two with one name %d came first", twins["twin"].ID)
	}
	d.write(func(b app.Books) error { return b.DeletePartner(8) })
	missing(d, func(b app.Books) (app.Partner, error) { return b.Partner(8) })
	d.refused(app.NotFound, func(b app.Books) error { return b.DeletePartner(8) })
	d.write(func(b app.Books) error {
		return b.AddPeople([]app.Person{{ID: 1, Partner: 7, Name: "Ann", Version: 1}})
	})
	d.refused(app.Conflict, func(b app.Books) error { return b.DeletePartner(7) })
}

func partnerList(_ *testing.T, d *desk) {
	firm(d)
	third := partner(3, "aardvark")
	third.Tags, third.Archived, third.State, third.Owner = []string{"gold"}, true, app.Prospect, "ann"
	d.write(func(b app.Books) error {
		r := referral(1, 1, 1, "2026-03-01")
		r.Stage, r.Version = app.Won, 2
		return errors.Join(b.AddPartners([]app.Partner{third}), b.PutReferral(r),
			b.AddPeople([]app.Person{{ID: 1, Partner: 1, Name: "Zed", Version: 1}, {ID: 2, Partner: 1, Name: "Yan", Primary: true, Version: 1}}))
	})
	list := func(b app.Books) listing { return b.PartnerIDs }
	takesAll(d, app.PartnerFields(), app.PartnerSorts(), list)
	refusesUnknownKeys(d, list)
	q := app.Query{}
	same(d, "own order", ids(d, list, q), []int32{3, 2, 1})
	same(d, "by tag", ids(d, list, q.With(app.Is("tag", "gold", "silver"))), []int32{3})
	same(d, "by state", ids(d, list, q.With(app.Is("state", string(app.Active)))), []int32{2, 1})
	same(d, "hidden", ids(d, list, q.With(app.Is("archived", "true"))), []int32{3})
	same(d, "shown", ids(d, list, q.With(app.Is("archived", "no")).By("number", true)), []int32{2, 1})
	same(d, "by owner and state", ids(d, list, q.With(app.Is("owner", "ann"), app.Is("state", "prospect", "active"))), []int32{3})
	same(d, "most referrals", ids(d, list, q.By("referrals", true)), []int32{1, 2, 3})
	rows := got(d, func(b app.Books) ([]app.PartnerRow, error) { return b.PartnerRows([]int32{3, 1, 9}) })
	same(d, "rows", rows, []app.PartnerRow{{Partner: third}, {Partner: partner(1, "Harcourt & Lowe"), Person: "Yan", Referrals: 2, Won: 1, Last: day("2026-03-01")}})
}

func partnerMoves(_ *testing.T, d *desk) {
	firm(d)
	d.write(func(b app.Books) error {
		return errors.Join(b.AddPeople([]app.Person{{ID: 1, Partner: 1, Name: "Ann", Version: 1}}),
			b.AddAgreement(app.Agreement{ID: 1, Number: "A-0001", Partner: 1, From: day("2026-01-01"), Version: 1}),
			b.PutAttribution(3, []app.Attribution{{Partner: 1, Role: app.Sourced, Share: 10000}}),
			b.AddGift(app.Gift{ID: 7, Partner: 1, Person: 1, Kind: "object", What: "Pen", Value: eur(100), State: app.GiftProposed, Proposed: day("2026-01-01"), Version: 1}),
			b.AddDelivery(app.Delivery{ID: 8, Partner: 1, Day: day("2026-01-01"), Quantity: 1, EnteredAt: now()}),
			b.AddOutbounds([]app.Outbound{outbound(9, 1, 1, "2026-01-01")}),
			b.AddMarketNote(app.MarketNote{ID: 10, Day: day("2026-01-01"), Kind: app.Need, Said: "n", Partner: 1, EnteredAt: now(), Version: 1}),
			b.AddTarget(app.Target{ID: 11, Partner: 1, Period: calendar.QuarterOf(day("2026-01-01")), Version: 1}))
	})
	d.write(func(b app.Books) error {
		return b.AddFacts([]app.Fact{{Kind: app.FactAccepted, Day: day("2026-03-02"), Referral: 1}})
	})
	what := got(d, func(b app.Books) (app.Belongings, error) { return b.Belongings(1) })
	same(d, "belongings", what, app.Belongings{People: []int64{1}, Referrals: []int64{1, 2}, Agreements: []int64{1}, Gifts: []int64{7}, Deliveries: []int64{8}, Outbounds: []int64{9},
		Notes: []int64{10}, Targets: []int64{11}})
	splits := func(id app.ID[app.Partner]) []app.ID[app.Referral] {
		return got(d, func(b app.Books) ([]app.ID[app.Referral], error) { return b.SplitsOf(id) })
	}
	same(d, "splits", splits(1), []app.ID[app.Referral]{3})
	named := func(word string) int {
		return len(got(d, func(b app.Books) ([]app.Hit, error) {
			return b.Search(word, []app.Kind{app.KindReferral, app.KindAgreement}, 9)
		}))
	}
	give := func(from, to app.ID[app.Partner], what app.Belongings) func(app.Books) error {
		return func(b app.Books) error { return b.GivePartner(from, to, what) }
	}
	d.write(give(1, 2, what))
	same(d, "people", len(got(d, func(b app.Books) ([]app.Person, error) { return b.People(2) })), 1)
	same(d, "gifts", len(got(d, func(b app.Books) ([]app.GiftRow, error) { return b.Gifts(2) })), 1)
	same(d, "deliveries", len(got(d, func(b app.Books) ([]app.Delivery, error) { return b.Deliveries(2) })), 1)
	same(d, "found under the survivor", []int{named("angstrom"), named("harcourt")}, []int{4, 0})
	same(d, "waiting facts follow", pending(d, "2026-12-31")[0].Credited, app.ID[app.Partner](2))
	same(d, "attribution stays", splits(1), []app.ID[app.Referral]{3})
	d.refused(app.Conflict, give(1, 2, what)) // they are not there any more
	d.write(give(2, 1, what))
	same(d, "given back", []int{named("angstrom"), named("harcourt")}, []int{1, 3})
	same(d, "as before", got(d, func(b app.Books) (app.Belongings, error) { return b.Belongings(1) }), what)
	d.write(give(1, 2, app.Belongings{})) // nothing
	d.write(give(1, 2, what))
	d.write(func(b app.Books) error {
		return errors.Join(b.PutAttribution(3, []app.Attribution{{Partner: 2, Role: app.Sourced, Share: 10000}}), b.DeletePartner(1))
	})
}

func people(_ *testing.T, d *desk) {
	firm(d)
	ann := app.Person{ID: 1, Partner: 1, Reference: "x1", Name: "Ann", Role: "partner", Email: "ann@b.example", Phone: "1", Note: "n", Channel: "phone", Contact: app.NoContact, Salutation: "Liebe Ann", Version: 1}
	zoe := app.Person{ID: 2, Partner: 1, Name: "Zoe", Primary: true, Version: 1}
	d.write(func(b app.Books) error { return b.AddPeople([]app.Person{ann, zoe}) })
	same(d, "one", got(d, func(b app.Books) (app.Person, error) { return b.Person(1) }), ann)
	same(d, "the primary first", got(d, func(b app.Books) ([]app.Person, error) { return b.People(1) }), []app.Person{zoe, ann})
	same(d, "by reference", got(d, func(b app.Books) (map[string]app.Person, error) { return b.PeopleByReference([]string{"x1", "x2"}) }), map[string]app.Person{"x1": ann})
	ann.Name, ann.Version = "Anna", 2
	d.write(func(b app.Books) error { return b.PutPerson(ann) })
	d.refused(app.Conflict, func(b app.Books) error { return b.PutPerson(ann) })
	d.write(func(b app.Books) error { return b.DeletePerson(1) })
	missing(d, func(b app.Books) (app.Person, error) { return b.Person(1) })
}

func clients(_ *testing.T, d *desk) {
	want := app.Client{ID: 3, Number: "C-00003", Reference: "r", Name: "Code Name Ö", CodeName: true, Person: true, Email: "e", Phone: "p", Country: "FR", Industry: "food", Note: "n", Version: 1}
	d.write(func(b app.Books) error { return b.AddClients([]app.Client{want}) })
	same(d, "round trip", got(d, func(b app.Books) (app.Client, error) { return b.Client(3) }), want)
	same(d, "by number", got(d, func(b app.Books) (app.Client, error) { return b.ClientByNumber("C-00003") }), want)
	same(d, "by name", got(d, func(b app.Books) (map[string]app.Client, error) { return b.ClientsByName([]string{"code name o"}) }), map[string]app.Client{"code name o": want})
	longer, other := want, want
	longer.ID, longer.Number, longer.Name = 4, "C-00004", "Code name Ö GmbH"
	other.ID, other.Number, other.Name = 5, "C-00005", "Code name Österreich"
	d.write(func(b app.Books) error { return b.AddClients([]app.Client{longer, other}) })
	from := func(limit int) []app.Client {
		return got(d, func(b app.Books) ([]app.Client, error) { return b.ClientsFrom("code name o", limit) })
	}
	same(d, "from a name on", from(9), []app.Client{want, longer})
	same(d, "the first from a name on", from(1), []app.Client{want})
	d.write(func(b app.Books) error { return errors.Join(b.DeleteClient(4), b.DeleteClient(5)) })
	same(d, "by reference", got(d, func(b app.Books) (map[string]app.Client, error) { return b.ClientsByReference([]string{"r"}) }), map[string]app.Client{"r": want})
	missing(d, func(b app.Books) (app.Client, error) { return b.Client(4) })
	want.Name, want.Version = "Other", 2
	d.write(func(b app.Books) error { return b.PutClient(want) })
	d.refused(app.Conflict, func(b app.Books) error { return b.PutClient(want) })
	d.write(func(b app.Books) error { return b.DeleteClient(3) })
	missing(d, func(b app.Books) (app.Client, error) { return b.Client(3) })
}

func clientList(_ *testing.T, d *desk) {
	firm(d)
	list := func(b app.Books) listing { return b.ClientIDs }
	takesAll(d, app.ClientFields(), app.ClientSorts(), list)
	refusesUnknownKeys(d, list)
	same(d, "most referrals", ids(d, list, app.Query{}.By("referrals", true)), []int32{2, 1})
	rows := got(d, func(b app.Books) ([]app.ClientRow, error) { return b.ClientRows([]int32{2}) })
	same(d, "rows", rows, []app.ClientRow{{Client: client(2, "Müller Maschinenbau"), Referrals: 2, Partner: "Harcourt & Lowe"}})
	give := func(from, to app.ID[app.Client], what app.Belongings) func(app.Books) error {
		return func(b app.Books) error { return b.GiveClient(from, to, what) }
	}
	d.write(func(b app.Books) error {
		return errors.Join(b.AddOutbounds([]app.Outbound{outbound(8, 1, 2, "2026-03-01")}),
			b.AddMarketNote(app.MarketNote{ID: 9, Day: day("2026-03-01"), Kind: app.Need, Said: "more", Client: 2, EnteredAt: now(), Version: 1}))
	})
	of2 := got(d, func(b app.Books) (app.Belongings, error) { return b.ClientBelongings(2) })
	same(d, "what belongs to it", of2, app.Belongings{Referrals: []int64{2, 3}, Outbounds: []int64{8}, Notes: []int64{9}})
	d.refused(app.Conflict, give(1, 2, of2))
	d.write(give(2, 1, of2))
	same(d, "nothing is left", got(d, func(b app.Books) (app.Belongings, error) { return b.ClientBelongings(2) }), app.Belongings{})
	d.write(give(1, 2, app.Belongings{Referrals: []int64{3}}))
	same(d, "one given back", len(ids(d, func(b app.Books) listing { return b.ReferralIDs }, app.Query{Search: "bakery"})), 2)
	d.write(give(2, 1, app.Belongings{Referrals: []int64{3}}))
	d.write(func(b app.Books) error { return b.DeleteClient(2) })
	same(d, "found under the survivor", len(ids(d, func(b app.Books) listing { return b.ReferralIDs }, app.Query{Search: "bakery"})), 3)
}
