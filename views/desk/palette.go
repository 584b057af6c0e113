package desk

import (
	"context"
	"slices"
	"strconv"

	"rapport/app"
	"rapport/views/kit"
)

// paletteHits is how many partners, clients and referrals the palette offers.
const paletteHits = 8

// openPalette offers every command, and partners, clients and referrals by name.
func (d *Desk) openPalette() {
	d.practice.tick(stepPalette)
	d.root.OpenPalette(kit.PaletteSpec{Placeholder: "Type a command, or the name of a partner or client", Find: d.findAnything})
}

func (d *Desk) findAnything(ctx context.Context, text string) ([]kit.Hit, error) {
	found, err := d.firm.Overview.Search(ctx, text, []app.Kind{app.KindPartner, app.KindClient, app.KindReferral}, paletteHits)
	hits := make([]kit.Hit, len(found))
	for i, h := range found {
		hits[i] = kit.Hit{Icon: kindIcon(h.Kind), Title: h.Name, Note: h.Sub, Run: func() { d.openThing(h) }}
	}
	return hits, err
}

func kindIcon(k app.Kind) string {
	switch k {
	case app.KindPartner:
		return "partners"
	case app.KindClient:
		return "client"
	}
	return "referrals"
}

// openThing goes to where a thing that was found is shown: a client is shown by its referrals.
func (d *Desk) openThing(h app.Hit) {
	switch h.Kind {
	case app.KindPartner:
		d.openPartner(app.ID[app.Partner](h.ID), h.Name)
	case app.KindClient:
		d.open("referrals", view{Filters: []filter{byThing("client", "Client", h.ID, h.Name)}})
	default:
		d.open("referrals", view{ID: h.ID})
	}
}

// openPartner shows a partner: on its own page, or by its referrals where there is none.
func (d *Desk) openPartner(id app.ID[app.Partner], name string) {
	if slices.ContainsFunc(sections(), func(s section) bool { return s.id == "partners" }) {
		d.open("partners", view{ID: int64(id)})
		return
	}
	d.open("referrals", view{Filters: []filter{byThing("partner", "Partner", int64(id), name)}})
}

// byThing filters a list by one partner or client.
func byThing(field, title string, id int64, name string) filter {
	return filter{Field: field, Text: title + ": " + name, Cond: app.Is(field, strconv.FormatInt(id, 10))}
}
