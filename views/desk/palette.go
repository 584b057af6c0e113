package desk

import (
	"context"
	"slices"
	"strconv"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/names"
	"rapport/views/kit"
)

// paletteHits is how many things the palette offers beside commands.
const paletteHits = 50

// openPalette offers every command, and everything that is kept by its name, number or words.
func (d *Desk) openPalette() {
	d.practice.tick(stepPalette)
	d.root.OpenPalette(kit.PaletteSpec{Placeholder: "Type a command, a name, a number, or words of a note", Find: d.findAnything})
}

func (d *Desk) findAnything(ctx context.Context, text string) ([]kit.Hit, error) {
	found, err := d.firm.Overview.Find(ctx, text, paletteHits)
	hits := make([]kit.Hit, len(found))
	for i, f := range found {
		hits[i] = kit.Hit{Icon: kindIcon(f.Kind), Title: f.Name, Note: f.Sub, Marks: pairs(f.Marks), NoteMarks: pairs(f.SubMarks), Run: func() { d.openThing(f.Hit) }}
		if f.Text != "" {
			hits[i].Note, hits[i].NoteMarks = f.Text, pairs(f.TextMarks)
		}
	}
	return hits, err
}

func pairs(marks []names.Span) [][2]int {
	out := make([][2]int, len(marks))
	for i, m := range marks {
		out[i] = [2]int{m.From, m.To}
	}
	return out
}

func kindIcon(k app.Kind) string {
	switch k {
	case app.KindPartner:
		return "partners"
	case app.KindPerson:
		return "person"
	case app.KindClient:
		return "client"
	case app.KindAgreement:
		return "agreements"
	case app.KindStatement:
		return "statements"
	case app.KindPayout:
		return "money"
	case app.KindPlan:
		return "percent"
	case app.KindDispute:
		return "flag"
	case app.KindCheckin:
		return "calendar"
	case app.KindPromise, app.KindTask:
		return "check"
	case app.KindGift:
		return "star"
	case app.KindFile, app.KindMarket:
		return "note"
	case app.KindMaterial:
		return "folder"
	case app.KindMessage, app.KindTemplate, app.KindNewsletter:
		return "mail"
	}
	return "referrals"
}

// openThing goes to where a thing that was found is shown: a client is shown by its referrals, and what has no page of its own by the thing
// it hangs on.
func (d *Desk) openThing(h app.Hit) {
	if section := sectionOf(h.Kind); section != "" {
		d.open(section, view{ID: h.ID})
		return
	}
	switch {
	case h.Kind == app.KindPartner:
		d.openPartner(app.ID[app.Partner](h.ID), h.Name)
	case h.Kind == app.KindClient:
		d.open("referrals", view{Filters: []filter{byThing("client", "Client", h.ID, h.Name)}})
	case h.Of != "":
		d.openThing(app.Hit{Kind: h.Of, ID: h.OfID, Name: h.Sub})
	case h.Kind == app.KindTask: // of no partner: the agenda at its day, which stands below it
		due, _ := calendar.ParseDay(h.Sub)
		d.open("checkins", view{Search: "agenda", ID: int64(due)})
	default:
		d.open("today", view{})
	}
}

// sectionOf is the section that lists a kind of thing.
func sectionOf(k app.Kind) string {
	switch k {
	case app.KindReferral:
		return "referrals"
	case app.KindStatement:
		return "statements"
	case app.KindPayout:
		return "payouts"
	case app.KindPlan:
		return "plans"
	case app.KindDispute:
		return "disputes"
	case app.KindOutbound:
		return "given"
	case app.KindMaterial:
		return "materials"
	case app.KindMarket:
		return "market"
	case app.KindLead:
		return "leads"
	case app.KindTemplate:
		return "templates"
	case app.KindNewsletter:
		return "newsletters"
	case app.KindMessage:
		return "mail"
	}
	return ""
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
