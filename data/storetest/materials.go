package storetest

import (
	"errors"
	"testing"

	"rapport/app"
)

func material(id int64, title string) app.Material {
	return app.Material{ID: app.ID[app.Material](id), Number: app.Number("M", id, 4), Kind: app.ProductOverview, Title: title, Tags: []string{}, Types: []string{},
		Services: []string{}, MadeAt: now(), Version: 1}
}

func edition(id, of int64, no int, state app.MaterialState) app.MaterialVersion {
	v := app.MaterialVersion{ID: app.ID[app.MaterialVersion](id), Material: app.ID[app.Material](of), No: no, State: state, Body: "text", MadeAt: now(), MadeBy: "ann", Version: 1}
	if state != app.MaterialDraft {
		v.Published = day("2026-01-05")
	}
	return v
}

func materials(_ *testing.T, d *desk) {
	firm(d)
	full := material(1, "Was wir für Bäcker tun")
	full.Note, full.Owner, full.Tags, full.Types, full.Services = "n", "ann", []string{"bakers", "2026"}, []string{"accountant"}, []string{"Audit"}
	draft := edition(1, 1, 1, app.MaterialDraft)
	draft.News, draft.Expires = "first", day("2026-12-31")
	d.write(func(b app.Books) error {
		return errors.Join(b.AddMaterial(full), b.AddMaterialVersion(draft, ""), b.AddMaterial(material(2, "Fees")), b.AddMaterialVersion(edition(2, 2, 1, app.MaterialDraft), ""))
	})
	same(d, "round trip", got(d, func(b app.Books) (app.Material, error) { return b.Material(1) }), full)
	same(d, "by number", got(d, func(b app.Books) (app.Material, error) { return b.MaterialByNumber("M-0001") }), full)
	same(d, "by title", got(d, func(b app.Books) (app.Material, error) { return b.MaterialByTitle("was wir fur backer tun") }), full)
	missing(d, func(b app.Books) (app.Material, error) { return b.MaterialByTitle("no") })
	missing(d, func(b app.Books) (app.Material, error) { return b.Material(9) })
	same(d, "version", got(d, func(b app.Books) (app.MaterialVersion, error) { return b.MaterialVersion(1) }), draft)
	full.Title, full.Version = "For bakers", 2
	d.write(func(b app.Books) error { return b.PutMaterial(full) })
	d.refused(app.Conflict, func(b app.Books) error { return b.PutMaterial(full) })
	same(d, "found by the new title", found(d, "bakers"), []int32{1})
	same(d, "not by the old", found(d, "backer"), []int32{})

	draft.Body, draft.State, draft.Approver, draft.Approved, draft.Published, draft.Version = "neu geschrieben", app.MaterialPublished, "ben", day("2026-01-04"), day("2026-01-05"), 2
	d.write(func(b app.Books) error { return b.PutMaterialVersion(draft) })
	d.refused(app.Conflict, func(b app.Books) error { return b.PutMaterialVersion(draft) })
	same(d, "published", got(d, func(b app.Books) (app.MaterialVersion, error) { return b.MaterialVersion(1) }), draft)
	same(d, "found by what it says", found(d, "geschr"), []int32{1})
	frozen := draft
	frozen.Body, frozen.Version = "changed after", 3
	if err := d.store.Write(d.Context(), func(b app.Books) error { return b.PutMaterialVersion(frozen) }); err == nil {
		d.Error("what a published version says was changed")
	}
	second := edition(3, 1, 2, app.MaterialDraft)
	second.File, second.Size, second.Body, second.Unread = "plan.pdf", 7, "", "two pages were not read"
	d.write(func(b app.Books) error { return b.AddMaterialVersion(second, "Zinsen steigen") })
	same(d, "the text of a file", got(d, func(b app.Books) (string, error) { return b.MaterialText(3) }), "Zinsen steigen")
	same(d, "search knows the published one", found(d, "zinsen"), []int32{})
	same(d, "the newest first", got(d, func(b app.Books) ([]app.MaterialVersion, error) { return b.MaterialVersions(1) }), []app.MaterialVersion{second, draft})
	due := func(until string) []app.MaterialDue {
		return got(d, func(b app.Books) ([]app.MaterialDue, error) { return b.MaterialsExpiring(day(until)) })
	}
	brief := draft
	brief.Body = ""
	same(d, "before its last day", due("2026-12-30"), []app.MaterialDue{})
	same(d, "on its last day", due("2026-12-31"), []app.MaterialDue{{MaterialVersion: brief, Title: "For bakers", Owner: "ann"}})
	draft.State, draft.Version = app.MaterialWithdrawn, 3
	d.write(func(b app.Books) error { return b.PutMaterialVersion(draft) })
	same(d, "then the newest is found", found(d, "zinsen"), []int32{1})
	d.refused(app.Conflict, func(b app.Books) error { return b.DeleteMaterial(1) })
	d.write(func(b app.Books) error { return errors.Join(b.DeleteMaterialVersion(2), b.DeleteMaterial(2)) })
	d.refused(app.NotFound, func(b app.Books) error { return b.DeleteMaterial(2) })
	missing(d, func(b app.Books) (string, error) { return b.MaterialText(2) })
}

func listMaterials(b app.Books) func(app.Query, func([]int32) error) error { return b.MaterialIDs }

func found(d *desk, words string) []int32 { return ids(d, listMaterials, app.Query{Search: words}) }

func materialList(_ *testing.T, d *desk) {
	firm(d)
	a, b2, c := material(1, "Zebra"), material(2, "Apfel"), material(3, "Mitte")
	a.Tags, a.Kind, c.Types = []string{"x"}, app.Training, []string{"accountant"}
	late, soon := edition(1, 1, 1, app.MaterialPublished), edition(2, 2, 1, app.MaterialPublished)
	late.Expires, soon.Expires = day("2027-01-01"), day("2026-02-01")
	d.write(func(b app.Books) error {
		return errors.Join(b.AddMaterial(a), b.AddMaterial(b2), b.AddMaterial(c), b.AddMaterialVersion(late, ""), b.AddMaterialVersion(soon, ""),
			b.AddMaterialVersion(edition(3, 3, 1, app.MaterialDraft), ""),
			b.AddMaterialDeliveries([]app.MaterialDelivery{{ID: 1, Material: 1, Of: 1, Partner: 2, Day: day("2026-02-01"), Way: "post", EnteredAt: now(), Version: 1}}))
	})
	for what, c := range map[string]struct {
		q    app.Query
		want []int32
	}{
		"by title": {app.Query{}, []int32{2, 3, 1}}, "by number": {app.Query{}.By("number", true), []int32{3, 2, 1}}, "by last day": {app.Query{}.By("expires", false), []int32{2, 1, 3}},
		"kind": {app.Query{}.With(app.Is("kind", "training")), []int32{1}}, "state": {app.Query{}.With(app.Is("state", "draft")), []int32{3}},
		"tag": {app.Query{}.With(app.Is("tag", "x")), []int32{1}}, "type": {app.Query{}.With(app.Is("type", "accountant")), []int32{3}},
		"held by": {app.Query{}.With(app.Is("partner", "2")), []int32{1}}, "ran out": {app.Query{}.With(app.Condition{Field: "expires", To: "2026-06-30"}), []int32{2}},
	} {
		same(d, what, ids(d, listMaterials, c.q), c.want)
	}
	takesAll(d, app.MaterialFields(), app.MaterialSorts(), listMaterials)
	refusesUnknownKeys(d, listMaterials)
	same(d, "rows", got(d, func(b app.Books) ([]app.MaterialRow, error) { return b.MaterialRows([]int32{1, 9}) }),
		[]app.MaterialRow{{Material: a, Shown: late, Versions: 1, Holders: 1}})
}

func materialDeliveries(_ *testing.T, d *desk) {
	firm(d)
	one, two := edition(1, 1, 1, app.MaterialSuperseded), edition(2, 1, 2, app.MaterialPublished)
	give := func(id, of int64, to int64, on string) app.MaterialDelivery {
		return app.MaterialDelivery{ID: app.ID[app.MaterialDelivery](id), Material: 1, Of: app.ID[app.MaterialVersion](of), Partner: app.ID[app.Partner](to), Day: day(on), Way: "e-mail",
			Note: "n", EnteredAt: now(), Who: "ann", Version: 1}
	}
	old, newer, other := give(1, 1, 1, "2026-03-09"), give(2, 2, 1, "2026-02-01"), give(3, 1, 2, "2026-01-09")
	newer.Person = 1
	d.write(func(b app.Books) error {
		return errors.Join(b.AddPeople([]app.Person{{ID: 1, Partner: 1, Name: "Ann Lowe", Email: "ann@lowe.example", Version: 1}}),
			b.AddMaterial(material(1, "Fees")), b.AddMaterialVersion(one, ""), b.AddMaterialVersion(two, ""), b.AddMaterialDeliveries([]app.MaterialDelivery{old, newer, other}))
	})
	one.Body, two.Body = "", ""
	row := func(g app.MaterialDelivery, name string, v app.MaterialVersion) app.HeldRow {
		return app.HeldRow{MaterialDelivery: g, PartnerName: name, Number: "M-0001", Title: "Fees", Kind: app.ProductOverview, Held: v, Latest: 2}
	}
	lowe, soren := row(newer, "Harcourt & Lowe", two), row(other, "Ångström Søren Łódź", one)
	lowe.PersonName, lowe.Email = "Ann Lowe", "ann@lowe.example"
	rows := func(fn func(app.Books) ([]app.HeldRow, error)) []app.HeldRow { return got(d, fn) }
	same(d, "the latest of each partner", rows(func(b app.Books) ([]app.HeldRow, error) { return b.MaterialHolders(1) }), []app.HeldRow{soren, lowe})
	same(d, "held", rows(func(b app.Books) ([]app.HeldRow, error) { return b.MaterialsHeld(1) }), []app.HeldRow{lowe})
	same(d, "old", rows(func(b app.Books) ([]app.HeldRow, error) { return b.OldMaterialsHeld(day("2026-06-01")) }), []app.HeldRow{soren})
	same(d, "of a version", rows(func(b app.Books) ([]app.HeldRow, error) { return b.VersionHolders(1) }), []app.HeldRow{soren, row(old, "Harcourt & Lowe", one)})
	two = edition(2, 1, 2, app.MaterialPublished)
	two.Expires, two.Version = day("2026-05-31"), 2
	d.write(func(b app.Books) error { return b.PutMaterialVersion(two) })
	same(d, "expired too", len(rows(func(b app.Books) ([]app.HeldRow, error) { return b.OldMaterialsHeld(day("2026-06-01")) })), 2)
	newer.Recalled, newer.Version = day("2026-06-01"), 2
	d.write(func(b app.Books) error { return b.PutMaterialDelivery(newer) })
	same(d, "round trip", got(d, func(b app.Books) (app.MaterialDelivery, error) { return b.MaterialDelivery(2) }), newer)
	d.refused(app.Conflict, func(b app.Books) error { return b.PutMaterialDelivery(newer) })
	d.write(func(b app.Books) error { return b.DeleteMaterialDelivery(2) })
	missing(d, func(b app.Books) (app.MaterialDelivery, error) { return b.MaterialDelivery(2) })
	same(d, "then the one before", rows(func(b app.Books) ([]app.HeldRow, error) { return b.MaterialsHeld(1) })[0].Of, app.ID[app.MaterialVersion](1))
}

func materialSends(_ *testing.T, d *desk) {
	firm(d)
	silent, quiet, prospect := partner(3, "Silent"), partner(4, "Archived"), partner(5, "Prospect")
	silent.Type, quiet.Archived, prospect.State = "attorney", true, app.Prospect
	d.write(func(b app.Books) error {
		for id, service := range map[app.ID[app.Referral]]string{1: "Audit", 2: "Tax", 3: "Tax"} {
			r, err := b.Referral(id)
			if err != nil {
				return err
			}
			r.Service, r.Version = service, 2
			if err := b.PutReferral(r); err != nil {
				return err
			}
		}
		return errors.Join(b.AddPartners([]app.Partner{silent, quiet, prospect}), b.AddMaterial(material(1, "Fees")), b.AddMaterialVersion(edition(1, 1, 1, app.MaterialSuperseded), ""),
			b.AddMaterialVersion(edition(2, 1, 2, app.MaterialPublished), ""))
	})
	type partners = []app.ID[app.Partner]
	for _, c := range []struct {
		types, services []string
		want            partners
	}{
		{nil, nil, partners{1, 2, 3}}, {[]string{"accountant"}, nil, partners{1, 2}}, {nil, []string{"Audit"}, partners{1, 3}},
		{[]string{"accountant"}, []string{"Audit", "Tax"}, partners{1, 2}}, {[]string{"attorney"}, []string{"Audit"}, partners{3}}, {[]string{"none"}, nil, nil},
	} {
		same(d, "audience", got(d, func(b app.Books) (partners, error) { return b.MaterialAudience(c.types, c.services) }), c.want)
	}
	send := func(p int64, s app.SendState) app.MaterialSend {
		return app.MaterialSend{Of: 2, Partner: app.ID[app.Partner](p), State: s}
	}
	d.write(func(b app.Books) error {
		return errors.Join(b.PutMaterialSends([]app.MaterialSend{send(1, app.SendWaiting), send(2, app.SendWaiting), send(3, app.SendSkipped)}),
			b.AddMaterialDeliveries([]app.MaterialDelivery{{ID: 1, Material: 1, Of: 1, Partner: 1, Day: day("2026-01-06"), Way: "post", EnteredAt: now(), Version: 1}}))
	})
	waiting := func() []app.WaitingRow {
		return got(d, func(b app.Books) ([]app.WaitingRow, error) { return b.MaterialSends(2) })
	}
	same(d, "who waits", waiting(), []app.WaitingRow{{MaterialSend: send(2, app.SendWaiting), PartnerName: "Ångström Søren Łódź", Type: "accountant"},
		{MaterialSend: send(1, app.SendWaiting), PartnerName: "Harcourt & Lowe", Type: "accountant", Holds: 1}})
	brief := edition(2, 1, 2, app.MaterialPublished)
	brief.Body = ""
	same(d, "what waits", got(d, func(b app.Books) ([]app.MaterialDue, error) { return b.MaterialsWaiting() }),
		[]app.MaterialDue{{MaterialVersion: brief, Title: "Fees", Waiting: 2}})
	d.write(func(b app.Books) error { return b.PutMaterialSends([]app.MaterialSend{send(1, app.SendDone)}) })
	same(d, "one was sent", len(waiting()), 1)
	d.read(func(b app.Books) error {
		s, ok, err := b.MaterialSendOf(2, 1)
		same(d, "its mark", s, send(1, app.SendDone))
		_, none, also := b.MaterialSendOf(1, 1)
		if !ok || none {
			d.Errorf("%v %v", ok, none)
		}
		return errors.Join(err, also)
	})
	d.write(func(b app.Books) error { return b.DeleteMaterialSend(2, 2) })
	same(d, "it waits no more", len(waiting()), 0)
	d.write(func(b app.Books) error {
		return errors.Join(b.DeleteMaterialSend(2, 2), b.PutMaterialSends([]app.MaterialSend{send(1, app.SendWaiting)}))
	})
	same(d, "of another one nothing is forgotten", len(waiting()), 1)
	d.write(func(b app.Books) error { return b.DeleteMaterialSends(2) })
	same(d, "none", waiting(), []app.WaitingRow{})
}
