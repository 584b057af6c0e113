package storetest

import (
	"context"
	"testing"

	"rapport/app"
)

func leads(_ *testing.T, d *desk) {
	firm(d)
	one := app.Lead{ID: 1, State: app.LeadNew, Day: day("2026-02-01"), Name: "Änne Bär", Email: "Anne@Bear.example", Phone: "+49 69 123456", Organisation: "Bär GmbH", Service: "Probate",
		Message: "A will\nand a house", Typed: "k7m-q4x", Code: "K7MQ4X", Partner: 1, Consent: true, Source: "leads.csv", Evidence: "name: Änne Bär\n", Mark: [32]byte{1}, At: now(), Who: "Ms Tester", Version: 1}
	two := app.Lead{ID: 2, State: app.LeadNew, Day: day("2026-02-02"), Email: "anne@bear.example", Doubt: "links", Source: "box", Mark: [32]byte{2}, At: now(), Who: "Ms Tester", Version: 1}
	d.write(func(b app.Books) error { return b.AddLeads([]app.Lead{one, two}) })
	get := func(id app.ID[app.Lead]) func(app.Books) (app.Lead, error) {
		return func(b app.Books) (app.Lead, error) { return b.Lead(id) }
	}
	same(d, "round trip", got(d, get(1)), one)
	missing(d, get(9))
	same(d, "by their marks", got(d, func(b app.Books) (map[[32]byte]app.Lead, error) { return b.LeadsByMark([][32]byte{{2}, {7}}) }), map[[32]byte]app.Lead{{2}: two})
	reached := func(mail, phone string) []app.Lead {
		return got(d, func(b app.Books) ([]app.Lead, error) { return b.LeadsReached(mail, phone) })
	}
	same(d, "of an address", reached("anne@bear.example", ""), []app.Lead{two, one})
	same(d, "of nothing", len(reached("", "")), 0)
	again := two
	again.ID = 3
	if err := d.store.Write(context.Background(), func(b app.Books) error { return b.AddLeads([]app.Lead{again}) }); err == nil {
		d.Error("one lead twice")
	}
	list := func(b app.Books) listing { return b.LeadIDs }
	same(d, "the newest first", ids(d, list, app.Query{}), []int32{2, 1})
	same(d, "of a state", ids(d, list, app.Query{}.With(app.Is("state", "new"), app.Is("partner", "1"))), []int32{1})
	same(d, "by a word of its message", ids(d, list, app.Query{Search: "house"}), []int32{1})
	for _, key := range app.LeadSorts() {
		same(d, "sorted by "+key, len(ids(d, list, app.Query{}.By(key, false))), 2)
	}
	same(d, "a row", got(d, func(b app.Books) ([]app.LeadRow, error) { return b.LeadRows([]int32{1}) })[0].PartnerName != "", true)
	two.State, two.Reason, two.Message, two.Version = app.LeadDeclined, "not our field", "changed words", 2
	d.write(func(b app.Books) error { return b.PutLead(two) })
	d.refused(app.Conflict, func(b app.Books) error { return b.PutLead(two) })
	same(d, "found by its new words", ids(d, list, app.Query{Search: "changed"}), []int32{2})
	d.write(func(b app.Books) error { return b.DeleteLead(2) })
	d.refused(app.NotFound, func(b app.Books) error { return b.DeleteLead(2) })
}
