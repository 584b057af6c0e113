package desk

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/code"
	"rapport/views/kit"
)

// referralPane is the details of one referral, built once and updated in place.
type referralPane struct {
	reading[referralFacts]
	number, client *kit.Text
	partner        *kit.Button
	chips          *fyne.Container
	facts_         *kit.Facts
	credits        *fyne.Container
	lines, fees    *fyne.Container
	named, before  *fyne.Container
	steps          *kit.Timeline
	noteText       *kit.Markdown
	note           *kit.Input
}

func newReferralPane(d *Desk) *referralPane {
	p := &referralPane{number: kit.NewText("", kit.Caption()), client: kit.NewText("", kit.Look{Size: 17, Bold: true, Wrap: true}),
		chips: kit.Wrapped(6), facts_: kit.NewFacts(), credits: kit.Down(4), lines: kit.Down(8), fees: kit.Down(8), named: kit.Down(8), before: kit.Down(6), steps: kit.NewTimeline(),
		noteText: kit.NewMarkdown()}
	p.d, p.draw, p.acts = d, p.drawAll, kit.Across(8)
	p.read = func(ctx context.Context, id int64) (referralFacts, error) { return readReferral(ctx, d.firm, id) }
	p.partner = kit.NewLink("", func() { d.openPartner(p.shown.row.Partner, p.shown.row.PartnerName) })
	p.note = kit.NewNoteField(p.addNote)
	var more *kit.Button
	more = kit.NewIconButton("more", "More", "", func() { d.root.MenuUnder(more, p.moreItems()) }).Small()
	head := kit.Down(4, kit.Across(4, kit.Grow(p.number), more), p.client, p.partner.Cut(),
		kit.Pad(2, 0, 4, 0, p.chips), p.acts)
	p.box = newPaneBox("Choose a referral to see its details.", head, p.facts_,
		titled("Known before", p.before), titled("Credit", p.credits), titled("Commission", p.lines), titled("Fees", p.fees), titled("Named in", p.named), titled("History", p.steps), titled("Note", p.noteText))
	p.box.foot(kit.Pad(8, 16, 12, 16, p.note))
	return p
}

// moreItems are what is done less often.
func (p *referralPane) moreItems() []kit.MenuItem {
	items := p.d.root.CommandItems("referral.edit", "referral.write", "referral.stage", "referral.lost", "referral.split", "fee.new", "referral.consent", "client.merge", "client.twins", "referral.note")
	row := p.shown.row
	return append(items, kit.MenuItem{Line: true},
		kit.MenuItem{Title: "All referrals of " + row.PartnerName, Icon: "filter", Run: func() {
			p.d.open("referrals", view{Filters: []filter{byThing("partner", "Partner", int64(row.Partner), row.PartnerName)}})
		}},
		kit.MenuItem{Title: "All referrals of " + row.ClientName, Icon: "client", Run: func() {
			p.d.open("referrals", view{Filters: []filter{byThing("client", "Client", int64(row.Client), row.ClientName)}})
		}})
}

// drawBefore shows what was known of the client when this introduction came: whose it was, and who was first.
func (p *referralPane) drawBefore(f referralFacts) {
	k := f.known
	if k.First.ID == f.row.ID {
		k.First = app.ReferralRow{}
	}
	known := k.First.ID != 0 || k.Client.Since != 0
	p.box.section("Known before", known)
	if !known {
		return
	}
	lines := []fyne.CanvasObject{kit.NewText(k.Say(), kit.Look{Wrap: true})}
	if first := k.First; first.ID != 0 {
		lines = append(lines, kit.Across(0, kit.NewLink("Open "+first.Number, func() { p.d.open("referrals", view{ID: int64(first.ID)}) }), kit.Space()))
	}
	replace(p.before, lines...)
}

func (p *referralPane) enterNote() { p.d.root.Focus(p.note.Entry) }

func (p *referralPane) drawAll(f referralFacts) {
	r := f.row
	p.number.Set(r.Number)
	p.client.Set(r.ClientName)
	p.partner.SetText("from " + r.PartnerName)
	chips := []fyne.CanvasObject{kit.NewChip(capital(string(r.Stage)), stageHue(r.Stage))}
	if r.Service != "" {
		chips = append(chips, kit.NewChip(r.Service, kit.Grey))
	}
	replace(p.chips, chips...)
	p.drawActs(f)
	p.drawFacts(f)
	p.drawBefore(f)
	p.drawMoney(f)
	p.drawNamed(f.named)
	steps := slices.Clone(f.steps)
	slices.Reverse(steps)
	p.steps.Set(p.d.happened(f.consents, steps))
	p.noteText.Set(r.Note)
	p.credits.RemoveAll()
	for _, c := range f.splits {
		p.credits.Add(kit.Down(1, kit.NewText(c.who(), kit.Look{}), kit.NewText(shareWords(c.Share)+" · "+string(c.Role), kit.Look{Role: kit.RoleMuted, Size: 11})))
	}
	p.box.section("Credit", len(f.splits) > 0)
	p.box.section("Note", r.Note != "")
	p.box.section("Commission", len(f.lines) > 0)
	p.box.section("Fees", len(f.fees) > 0)
}

func (p *referralPane) drawActs(f referralFacts) {
	p.acts.RemoveAll()
	if f.row.Stage == app.Won {
		p.acts.Add(kit.NewButton("Record fee", "money", kit.Primary, func() { p.d.recordFee(f) }).Tip("", "F"))
	} else if to, words := mainStep(f.row.Stage); to != "" {
		p.acts.Add(kit.NewButton(words, "check", kit.Primary, func() { p.d.moveReferral(f, to) }))
	}
	var move *kit.Button
	move = kit.NewButton("Move on…", "", kit.Normal, func() { p.d.root.MenuUnder(move, p.d.moveItems(f)) }).Tip("Move to another stage", "S")
	p.acts.Add(move)
	p.acts.Add(kit.NewButton("Edit", "", kit.Normal, func() { p.d.editReferral(f) }).Tip("", "E"))
	p.acts.Refresh()
}

func (p *referralPane) drawFacts(f referralFacts) {
	r, today := f.row, p.d.today
	set := func(label, value string) { setFact(p.facts_, label, value) }
	p.facts_.Set("Introduced", dayWords(r.Introduced, today)).Set("Owner", r.Owner)
	set("By", f.person)
	p.facts_.Set("Estimate", amount(r.Estimate, ""))
	set("Accepted", dayWords(r.Accepted, today))
	closed := map[app.Stage]string{app.Won: "Won", app.Lost: "Lost", app.NotAccepted: "Refused", app.Withdrawn: "Withdrawn", app.Duplicate: "Closed"}
	for stage, label := range closed {
		if stage != r.Stage {
			p.facts_.Drop(label)
		}
	}
	if label, ok := closed[r.Stage]; ok {
		set(label, dayWords(r.Closed, today))
	}
	set("Reason", r.Reason)
	set("First referral", f.first)
	protected := calendar.Day(0)
	if f.known.First.ID == r.ID {
		protected = f.known.Until
	}
	set("Protected until", dayWords(protected, today))
	set("Client told", dayWords(r.Disclosed, today))
	set("Client consented", dayWords(r.Consented, today))
	set("Came by", code.Shown(r.Code))
	set("Reference", r.Reference)
	var received []string
	for _, a := range app.Accounts(f.fees) {
		received = append(received, accountWords(a))
	}
	set("Fees", strings.Join(received, ", "))
}
