package storetest

import (
	"errors"
	"testing"

	"rapport/app"
	"rapport/app/names"
)

// duplicates finds pairs by their keys, and leaves out those that are kept apart.
func duplicates(_ *testing.T, d *desk) {
	pairs := func(kind app.Kind) [][2]int64 {
		return got(d, func(b app.Books) ([][2]int64, error) { return b.Candidates(kind, 100) })
	}
	firm(d)
	same(d, "nobody", len(pairs(app.KindPartner))+len(pairs(app.KindClient)), 0)
	a, b, c, e := partner(11, "Meier & Partner LLP"), partner(12, "Meyer and Partners"), partner(13, "Other"), partner(14, "Somebody")
	b.Email, c.TaxNumber, e.TaxNumber = "x@meyer.example", "DE 123", "de123"
	merged := partner(15, "Meyer Partner")
	merged.State, merged.MergedInto = app.Merged, 11
	who := app.Person{ID: 21, Partner: 1, Name: "Ann", Email: "X@Meyer.example", Phone: "+49 30 1234567", Version: 1}
	clients := []app.Client{client(31, "Oak GmbH"), client(32, "Oak"), client(33, "Client C-00031"), client(34, "Client C-00031")}
	clients[2].CodeName, clients[3].CodeName = true, true
	d.write(func(k app.Books) error {
		return errors.Join(k.AddPartners([]app.Partner{a, b, c, e, merged}), k.AddPeople([]app.Person{who}), k.AddClients(clients))
	})
	same(d, "tax number, e-mail of a person, name", pairs(app.KindPartner), [][2]int64{{13, 14}, {1, 12}, {11, 12}})
	same(d, "clients", pairs(app.KindClient), [][2]int64{{31, 32}})
	same(d, "at most", len(got(d, func(k app.Books) ([][2]int64, error) { return k.Candidates(app.KindPartner, 2) })), 2)
	apart := app.Apart{Kind: app.KindPartner, A: 11, B: 12, Why: "brothers", By: "ann", Day: day("2026-03-01")}
	d.write(func(k app.Books) error { return k.AddApart(apart) })
	same(d, "kept apart", got(d, func(k app.Books) ([]app.Apart, error) { return k.Aparts(app.KindPartner) }), []app.Apart{apart})
	same(d, "left out", pairs(app.KindPartner), [][2]int64{{13, 14}, {1, 12}})
	d.write(func(k app.Books) error { return k.DeleteApart(apart) })
	d.refused(app.NotFound, func(k app.Books) error { return k.DeleteApart(apart) })
	same(d, "there again", len(pairs(app.KindPartner)), 3)
	oak := names.Alike("OAK Ltd")
	alike := func(most int, keys ...string) map[string][]app.Client {
		return got(d, func(k app.Books) (map[string][]app.Client, error) { return k.ClientsAlike(keys, most) })
	}
	same(d, "of that sound", alike(9, oak, "", "nobody"), map[string][]app.Client{oak: {clients[0], clients[1]}})
	same(d, "at most", len(alike(1, oak)[oak]), 1)
	second, refused := referral(61, 1, 31, "2026-03-01"), referral(62, 12, 31, "2026-02-01")
	refused.Stage = app.NotAccepted
	d.write(func(k app.Books) error { return k.AddReferrals([]app.Referral{second, refused}) })
	same(d, "who was first", got(d, func(k app.Books) (map[app.ID[app.Client]]app.ID[app.Referral], error) {
		return k.FirstIntroductions([]int64{31, 32, 99})
	}),
		map[app.ID[app.Client]]app.ID[app.Referral]{31: 61})
	var crowd []app.Partner
	for i := range 13 {
		p := partner(int64(100+i), "Crowd")
		p.Phone = "+44 20 7946 0123"
		crowd = append(crowd, p)
	}
	d.write(func(k app.Books) error { return k.AddPartners(crowd) })
	same(d, "a key of many says nothing", len(pairs(app.KindPartner)), 3)
}
