package desk

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/terms"
	"rapport/views/kit"
)

// drawMoney shows what is owed now and what comes next.
func (p *partnerPane) drawMoney(f partnerFacts) {
	setFact(p.money, "Owed now", f.owedWords())
	setFact(p.money, "Approved", f.inState(app.Approved))
	setFact(p.money, "To approve", f.inState(app.Accrued))
	setFact(p.money, "Held", f.inState(app.Held))
	setFact(p.money, "Paid so far", f.inState(app.Paid))
	any := f.owedWords() != "" || f.inState(app.Approved, app.Accrued, app.Held, app.Paid) != ""
	p.box.section("Money", any)
}

// quietLine is a line of a details pane: something that can be opened, and what is said of it below.
func quietLine(what, below string, open func(), tail ...fyne.CanvasObject) *fyne.Container {
	var head fyne.CanvasObject = kit.NewText(what, kit.Look{})
	if open != nil {
		head = kit.NewLink(what, open).Cut()
	}
	words := kit.Down(1, head)
	if below != "" {
		words.Add(kit.NewText(below, kit.Look{Role: kit.RoleMuted, Size: 11}))
	}
	return kit.Across(8, append([]fyne.CanvasObject{kit.Grow(words)}, tail...)...)
}

// drawPeople lists the people with what can be done with each.
func (p *partnerPane) drawPeople(f partnerFacts) {
	lines := make([]fyne.CanvasObject, 0, len(f.people)+1)
	for _, who := range f.people {
		lines = append(lines, quietLine(who.Name, personWords(who), nil,
			kit.NewIconButton("edit", "Edit "+who.Name, "", func() { p.d.editPerson(f, who) }).Small(),
			kit.NewIconButton("trash", "Remove "+who.Name, "", func() { p.d.removePerson(who) }).Small()))
	}
	if f.row.State != app.Merged {
		lines = append(lines, kit.Across(0, kit.NewLink("Add a person", func() { p.d.editPerson(f, app.Person{}) }), kit.Space()))
	}
	replace(p.people, lines...)
}

// removePerson takes a person off; it can be undone.
func (d *Desk) removePerson(who app.Person) {
	ask := app.Ask{Key: d.opts.NewKey()}
	d.do(func(ctx context.Context) (app.Receipt, error) { return d.firm.Partners.RemovePerson(ctx, ask, who.ID) }, nil)
}

// drawAgreements shows every agreement with its terms in words.
func (p *partnerPane) drawAgreements(f partnerFacts) {
	var cards []fyne.CanvasObject
	for _, a := range f.agreements {
		cards = append(cards, p.agreementCard(f, a))
	}
	if len(f.agreements) == 0 {
		cards = append(cards, kit.NewText("Nothing is signed yet, so nothing is earned.", kit.Look{Role: kit.RoleMuted, Size: 12, Wrap: true}))
	}
	if f.row.State != app.Merged {
		cards = append(cards, kit.Across(0, kit.NewLink("New agreement", func() { p.d.newAgreement(f) }), kit.Space()))
	}
	replace(p.agreements, cards...)
}

func (p *partnerPane) agreementCard(f partnerFacts, a app.Signed) fyne.CanvasObject {
	var more *kit.Button
	more = kit.NewIconButton("more", "What can be done with "+a.Number, "", func() { p.d.root.MenuUnder(more, p.d.agreementItems(f, a)) }).Small()
	body := kit.Down(6,
		kit.Across(6, kit.Grow(kit.NewText(a.Number+" · "+agreementSpan(a.Agreement), kit.Look{Role: kit.RoleMuted, Size: 11})),
			kit.NewChip(capital(string(a.State)), agreementHue(a.State)), more),
		kit.NewText(namedPeople(termsSentence(termsOn(a, p.d.today)), f.people), kit.Look{Wrap: true}))
	for _, v := range a.Versions {
		if v.State != app.VersionDraft && v.Effective > p.d.today && v.No > 1 {
			body.Add(kit.NewText("From "+v.Effective.Label()+": "+namedPeople(termsSentence(v.Terms), f.people), kit.Look{Role: kit.RoleMuted, Size: 12, Wrap: true}))
		}
	}
	if len(a.Versions) > 1 {
		body.Add(kit.Across(0, kit.NewLink(fmt.Sprintf("%d versions", len(a.Versions)), func() { p.d.showAgreement(f, a) }), kit.Space()))
	}
	if act, verb := p.d.nextAgreementAct(f, a); act != nil {
		body.Add(kit.Across(8, kit.NewButton(verb, "", kit.Normal, act).Small(), kit.Space()))
	}
	return kit.Card(body)
}

// latestTerms are the terms of the newest version.
func latestTerms(a app.Signed) terms.Terms {
	if len(a.Versions) == 0 {
		return terms.Terms{}
	}
	return a.Versions[len(a.Versions)-1].Terms
}

// termsOn are the terms that speak on a day; those of the newest version where none does.
func termsOn(a app.Signed, day calendar.Day) terms.Terms {
	if v, ok := a.At(day); ok {
		return v.Terms
	}
	return latestTerms(a)
}

// drawPast shows the latest referrals and statements, and what was done.
func (p *partnerPane) drawPast(f partnerFacts) {
	d := p.d
	var lines []fyne.CanvasObject
	for _, r := range f.referrals {
		lines = append(lines, quietLine(r.ClientName, r.Number+" · "+dayWords(r.Introduced, d.today),
			func() { p.see("referrals", int64(r.ID)) }, kit.NewChip(capital(string(r.Stage)), stageHue(r.Stage))))
	}
	replace(p.referrals, lines...)
	p.box.section("Latest referrals", len(lines) > 0)
	lines = nil
	for _, s := range f.statements {
		lines = append(lines, quietLine(s.Number, s.Period.Label()+" · "+closingOf(s.Statement).String(),
			func() { p.see("statements", int64(s.ID)) }, kit.NewChip(capital(string(s.State)), statementHue(s.State))))
	}
	replace(p.statements, lines...)
	p.box.section("Statements", len(lines) > 0)
	p.history.Set(d.happened(f.history, f.steps, "partner.state", "partner.merge", "partner.tier"))
}
