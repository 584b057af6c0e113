package desk

import (
	"context"

	"fyne.io/fyne/v2"

	"rapport/app"
	"rapport/views/kit"
)

// partnerPane is the details of one partner, built once and updated in place.
type partnerPane struct {
	reading[partnerFacts]
	number, name                              *kit.Text
	noteText                                  *kit.Markdown
	chips                                     *fyne.Container
	facts_                                    *kit.Facts
	money                                     *kit.Facts
	people, agreements, referrals, statements *fyne.Container
	bank, gifts, delivered, rules, exchange   *fyne.Container
	onboarding, contact, score, credentials   *fyne.Container
	materials, codes                          *fyne.Container
	history, tiers                            *kit.Timeline
	note                                      *kit.Input
	exchangeSlot                              kit.Slot
	unfolded                                  app.ID[app.Partner]            // whose onboarding is shown although it is over
	see                                       func(section string, id int64) // shows a referral, a statement, a material
}

func newPartnerPane(d *Desk) *partnerPane {
	p := newPartnerParts(d)
	page := kit.NewIconButton("open", "All of it on one page", "Ctrl+Enter", func() { d.openProfile(app.ID[app.Partner](p.id)) })
	p.box = newPaneBox("Choose a partner to see people, terms and balance.", p.head(page), p.facts_,
		titled("Rules", p.rules), titled("Onboarding", p.onboarding), titled("Profile", p.score), titled("Credentials", p.credentials), titled("Contact", p.contact), titled("Materials held", p.materials), titled("Codes and links", p.codes), titled("Money", p.money), titled("Agreements", p.agreements), titled("Services delivered", p.delivered), titled("People", p.people), titled("Paid to", p.bank),
		titled("Given and received", p.exchange), titled("Gifts", p.gifts), titled("Latest referrals", p.referrals), titled("Statements", p.statements), titled("Tiers", p.tiers), titled("Note", p.noteText),
		titled("History", p.history))
	p.box.foot(kit.Pad(8, 16, 12, 16, p.note))
	return p
}

// newPartnerParts makes the parts, to be put into a frame.
func newPartnerParts(d *Desk) *partnerPane {
	p := &partnerPane{number: kit.NewText("", kit.Caption()), name: kit.NewText("", kit.Look{Size: 17, Bold: true, Wrap: true}),
		chips: kit.Wrapped(6), facts_: kit.NewFacts(), money: kit.NewFacts(), people: kit.Down(8), agreements: kit.Down(8),
		referrals: kit.Down(8), statements: kit.Down(8), bank: kit.Down(8), rules: kit.Down(8), gifts: kit.Down(8), exchange: kit.Down(8), delivered: kit.Down(8), onboarding: kit.Down(8), score: kit.Down(6), credentials: kit.Down(8), materials: kit.Down(8), codes: kit.Down(8), contact: kit.Down(8), history: kit.NewTimeline(), tiers: kit.NewTimeline(),
		noteText: kit.NewMarkdown()}
	p.d, p.acts = d, kit.Across(8)
	p.read = func(ctx context.Context, id int64) (partnerFacts, error) { return readPartner(ctx, d.firm, id) }
	p.draw = p.drawAll
	p.see = func(section string, id int64) { d.open(section, view{ID: id}) }
	p.note = kit.NewNoteField(p.addNote)
	return p
}

// head is number, name, chips and what is done first; page stands beside the number.
func (p *partnerPane) head(page fyne.CanvasObject) *fyne.Container {
	return kit.Down(4, kit.Across(4, kit.Grow(p.number), page, p.menu()), p.name, kit.Pad(2, 0, 4, 0, p.chips), p.acts)
}

// wideHead is the same for a page.
func (p *partnerPane) wideHead() *fyne.Container {
	return kit.Across(12, kit.Grow(kit.Down(4, p.number, p.name, kit.Pad(2, 0, 0, 0, p.chips))), p.acts, p.menu())
}

// menu is the button of what is done less often.
func (p *partnerPane) menu() *kit.Button {
	var b *kit.Button
	b = kit.NewIconButton("more", "More", "", func() { p.d.root.MenuUnder(b, p.moreItems()) })
	return b
}

func (p *partnerPane) moreItems() []kit.MenuItem {
	row := p.shown.row
	items := p.d.root.CommandItems("partner.page", "partner.write", "partner.refer", "person.new", "agreement.new", "partner.tier", "delivery.new", "partner.tax", "partner.introduce", "partner.review", "partner.review.now", "partner.target", "market.new", "gate.override", "gate.restore", "partner.note")
	for _, who := range p.shown.people[:min(3, len(p.shown.people))] {
		items = append(items, kit.MenuItem{Title: "Write to " + who.Name + " …", Icon: "mail", Run: func() { p.d.writeTo(row, who) }})
	}
	items = append(items, kit.MenuItem{Line: true},
		kit.MenuItem{Title: "Logo for pages with both names …", Icon: "import", Run: func() { p.d.pickLogo(row) }},
		kit.MenuItem{Title: "All referrals", Icon: "referrals", Run: func() {
			p.d.open("referrals", view{Filters: []filter{byThing("partner", "Partner", int64(row.ID), row.Name)}})
		}},
		kit.MenuItem{Title: "All commission lines", Icon: "commissions", Run: func() {
			p.d.open("commissions", view{Filters: []filter{byThing("partner", "Partner", int64(row.ID), row.Name)}})
		}},
		kit.MenuItem{Title: "All statements", Icon: "statements", Run: func() {
			p.d.open("statements", view{Filters: []filter{byThing("partner", "Partner", int64(row.ID), row.Name)}})
		}},
		kit.MenuItem{Title: "Save its people as contacts …", Icon: "export", Run: func() { p.d.saveContacts(row.ID, row.Name) }}, kit.MenuItem{Line: true})
	return append(items, p.d.root.CommandItems("partner.archive", "partner.merge", "partner.twins", "partner.block")...)
}

// drawRules shows the rules that stop something for the partner, or are set aside.
func (p *partnerPane) drawRules(f partnerFacts) {
	replace(p.rules, p.d.gateCards(f.rules)...)
	p.box.section("Rules", len(f.rules.rules) > 0)
}

func (p *partnerPane) gates() (gatesOf, bool) { return p.shown.rules, p.ready }

func (p *partnerPane) enterNote() { p.d.root.Focus(p.note.Entry) }

// addNote keeps a note typed at the foot of the details, under the earlier ones.
func (p *partnerPane) addNote(text string) {
	r := p.shown.row.Partner
	if !p.ready {
		return
	}
	line := p.d.today.Label() + ": " + text
	if r.Note != "" {
		line = r.Note + "\n" + line
	}
	r.Note = line
	ask := app.Ask{Key: p.d.opts.NewKey()}
	p.d.do(func(ctx context.Context) (app.Receipt, error) { return p.d.firm.Partners.Edit(ctx, ask, r) }, nil)
}

func (p *partnerPane) drawAll(f partnerFacts) {
	r := f.row
	p.number.Set(r.Number)
	p.name.Set(r.Name)
	p.drawChips(f)
	p.drawActs(f)
	p.drawFacts(f)
	p.drawOnboarding(f)
	p.drawScore(f)
	p.drawCredentials(f)
	p.drawTiers(f)
	p.drawDelivered(f)
	p.drawContact(f)
	p.drawMoney(f)
	p.drawRules(f)
	p.drawPeople(f)
	p.drawAgreements(f)
	p.drawBank(f)
	p.drawGifts(f)
	p.drawMaterials(f)
	p.drawCodes(f)
	p.drawExchange(f)
	p.drawPast(f)
	p.noteText.Set(r.Note)
	p.box.section("Note", r.Note != "")
}

func (p *partnerPane) drawChips(f partnerFacts) {
	r := f.row
	chips := []fyne.CanvasObject{kit.NewChip(capital(string(r.State)), partnerHue(r.State)), kit.NewChip(capital(r.Type), kit.Grey)}
	if app.Lapsed(f.credentials) {
		chips = append(chips, kit.NewChip("Credential lapsed", kit.Red))
	}
	if r.Contact != app.ContactFree {
		chips = append(chips, kit.NewChip(capital(string(r.Contact)), kit.Red))
	}
	if r.Archived {
		chips = append(chips, kit.NewChip("Archived, still earns", kit.Amber))
	}
	for _, t := range r.Tags {
		chips = append(chips, kit.NewChip(t, kit.Blue).OnTap(func() {
			p.d.open("partners", view{Filters: []filter{oneOf("tag", "Tag", t, t)}, ID: int64(r.ID)})
		}))
	}
	replace(p.chips, chips...)
}

func (p *partnerPane) drawActs(f partnerFacts) {
	d := p.d
	if f.row.State == app.Merged {
		replace(p.acts, kit.NewButton("Open "+f.into, "partners", kit.Normal, func() { d.openPartner(f.row.MergedInto, f.into) }))
		return
	}
	var acts []fyne.CanvasObject
	if to := mainPartnerStep(f.row.State); to != "" {
		acts = append(acts, kit.NewButton(partnerVerb(to), "check", kit.Primary, func() { d.movePartner(f, to) }))
	} else {
		acts = append(acts, kit.NewButton("Log referral", "referrals", kit.Primary, func() { d.logReferralOf(f) }).Tip("", "R"))
	}
	var move *kit.Button
	move = kit.NewButton("Move on…", "", kit.Normal, func() { d.root.MenuUnder(move, d.partnerMoves(f)) }).Tip("Move to another state", "S")
	acts = append(acts, move, kit.NewButton("Edit", "", kit.Normal, func() { d.editPartner(f) }).Tip("", "E"))
	replace(p.acts, acts...)
}

func (p *partnerPane) drawFacts(f partnerFacts) {
	r := f.row
	p.facts_.Set("Owner", r.Owner)
	p.facts_.Set("Referrals", referralsWords(r))
	setFact(p.facts_, "Last", dayWords(r.Last, p.d.today))
	setFact(p.facts_, "E-mail", r.Email)
	setFact(p.facts_, "Phone", r.Phone)
	setFact(p.facts_, "Website", r.Website)
	setFact(p.facts_, "Country", r.Country)
	setFact(p.facts_, "Tax number", r.TaxNumber)
	setFact(p.facts_, "Currency", string(r.Currency))
	setFact(p.facts_, "Clients", shownWords(r.ClientShown))
	setFact(p.facts_, "Source", r.Source)
	setFact(p.facts_, "May reapply", dayWords(r.MayReapply, p.d.today))
	setFact(p.facts_, "Merged into", f.into)
	setFact(p.facts_, "Reference", r.Reference)
}
