package desk

import (
	"context"

	"fyne.io/fyne/v2"

	"rapport/app"
	"rapport/views/kit"
)

// leadPane is the details of one lead.
type leadPane struct {
	reading[app.LeadWhole]
	from, name, evidence *kit.Text
	partner              *kit.Button
	chips, known         *fyne.Container
	facts                *kit.Facts
}

func newLeadPane(d *Desk) *leadPane {
	p := &leadPane{from: kit.NewText("", kit.Caption()), name: kit.NewText("", kit.Look{Size: 17, Bold: true, Wrap: true}), chips: kit.Wrapped(6), known: kit.Down(6),
		facts: kit.NewFacts(), evidence: kit.NewText("", kit.Prose())}
	p.d, p.draw, p.acts = d, p.drawAll, kit.Wrapped(8)
	p.read = func(ctx context.Context, id int64) (app.LeadWhole, error) {
		return d.firm.Leads.Get(ctx, app.ID[app.Lead](id))
	}
	p.partner = kit.NewLink("", func() {
		if p.shown.Partner != 0 {
			d.openPartner(p.shown.Partner, p.shown.PartnerName)
		}
	})
	head := kit.Down(4, p.from, p.name, p.partner.Cut(), kit.Pad(2, 0, 4, 0, p.chips), p.acts)
	p.box = newPaneBox("Choose a lead to see all that came.", head, p.facts, titled("What is known", p.known), titled("What came", p.evidence))
	return p
}

func (p *leadPane) drawAll(l app.LeadWhole) {
	d := p.d
	p.from.Set("Lead " + grouped(int64(l.ID)) + " · " + l.Source)
	p.name.Set(l.Called())
	p.partner.SetText(leadPartner(l.LeadRow))
	chips := []fyne.CanvasObject{kit.NewChip(capital(leadWord(l.Lead)), leadHue(l.Lead))}
	if l.Consent {
		chips = append(chips, kit.NewChip("Consent given", kit.Green))
	} else {
		chips = append(chips, kit.NewChip("No consent", kit.Amber))
	}
	replace(p.chips, chips...)
	replace(p.acts)
	if l.State == app.LeadNew {
		replace(p.acts, kit.NewButton("Accept…", "check", kit.Primary, func() { d.acceptLead(l) }).Tip("Make a referral of it", "A"),
			kit.NewButton("Decline…", "", kit.Normal, func() { d.declineThese([]app.ID[app.Lead]{l.ID}) }).Tip("", "L"),
			kit.NewButton("Spam", "", kit.Normal, func() { d.spamThese([]app.ID[app.Lead]{l.ID}) }).Tip("", "X"))
	}
	set := func(label, value string) { setFact(p.facts, label, value) }
	p.facts.Set("Came", dayWords(l.Day, d.today))
	set("Name", l.Name)
	set("Company", l.Organisation)
	set("E-mail", l.Email)
	set("Phone", l.Phone)
	set("About", l.Service)
	set("Code", l.Code)
	set("Campaign", l.Campaign)
	set("Referral", l.ReferralNumber)
	set("Reason", l.Reason)
	set("Decided", dayWords(l.Decided, d.today))
	p.drawKnown(l)
	p.evidence.Set(l.Evidence)
}

// drawKnown lists what speaks for and against it.
func (p *leadPane) drawKnown(l app.LeadWhole) {
	var lines []fyne.CanvasObject
	say := func(text string, role kit.Role) {
		lines = append(lines, kit.NewText(text, kit.Look{Wrap: true, Role: role}))
	}
	if l.Doubt != "" {
		say(l.Doubt, kit.RoleWarning)
	}
	for _, m := range l.Meant {
		say(l.Typed+" may be meant for "+m.Shown()+", "+m.PartnerName+".", kit.RoleText)
	}
	for _, k := range l.Known {
		say(k, kit.RoleText)
	}
	replace(p.known, lines...)
	p.box.section("What is known", len(lines) > 0)
}
