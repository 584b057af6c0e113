package desk

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"

	"rapport/app"
	"rapport/app/money"
	"rapport/views/kit"
)

// lineFacts is what the details of a line show.
type lineFacts struct {
	app.Explained
	rules gatesOf // those that stop its payment
}

func readLine(ctx context.Context, firm *app.Firm, seq int64) (f lineFacts, err error) {
	if f.Explained, err = firm.Commissions.Explain(ctx, seq); err != nil {
		return f, err
	}
	if s := f.Row.Standing.State; s == app.Approved || s == app.OnStatement {
		f.rules, err = readGates(ctx, firm, f.Row.Partner, f.Row.PartnerName)
		f.rules = f.rules.only(app.GateTIN)
	}
	return f, err
}

// commissionPane is the details of one line: what it is of, where it stands, and its whole reason.
type commissionPane struct {
	reading[lineFacts]
	number, amount *kit.Text
	partner        *kit.Button
	chips, tree    *fyne.Container
	rules          *fyne.Container
	facts_         *kit.Facts
	links          *fyne.Container
}

func newCommissionPane(d *Desk) *commissionPane {
	p := &commissionPane{number: kit.NewText("", kit.Caption()), amount: kit.NewText("", kit.Look{Size: 17, Bold: true}),
		chips: kit.Wrapped(6), tree: kit.Down(7), rules: kit.Down(8), facts_: kit.NewFacts(), links: kit.Down(6)}
	p.d, p.acts = d, kit.Across(8)
	p.read = func(ctx context.Context, id int64) (lineFacts, error) { return readLine(ctx, d.firm, id) }
	p.draw = p.drawAll
	p.partner = kit.NewLink("", func() { d.openPartner(p.shown.Row.Partner, p.shown.Row.PartnerName) })
	var more *kit.Button
	more = kit.NewIconButton("more", "More", "", func() { d.root.MenuUnder(more, p.moreItems()) })
	head := kit.Down(4, kit.Across(4, kit.Grow(p.number), more), p.amount, p.partner.Cut(), kit.Pad(2, 0, 4, 0, p.chips), p.acts)
	p.box = newPaneBox("Choose a line to see why it is what it is.", head, p.facts_, titled("Rules", p.rules), titled("Why", p.tree), titled("Belongs to", p.links))
	return p
}

func (p *commissionPane) moreItems() []kit.MenuItem {
	row := p.shown.Row
	items := p.d.root.CommandItems("commission.hold", "commission.release", "commission.void", "commission.reverse", "commission.adjust", "commission.dispute", "commission.writeoff", "gate.override", "gate.restore")
	return append(items, kit.MenuItem{Line: true},
		kit.MenuItem{Title: "All lines of " + row.PartnerName, Icon: "filter", Run: func() {
			p.d.open("commissions", view{Filters: []filter{byThing("partner", "Partner", int64(row.Partner), row.PartnerName)}})
		}})
}

func (p *commissionPane) drawAll(e lineFacts) {
	r := e.Row
	p.number.Set("Line " + strconv.FormatInt(r.Seq, 10))
	p.amount.Set(r.Amount.String())
	p.partner.SetText("to " + r.PartnerName)
	replace(p.chips, kit.NewChip(lineWords(r), lineHue(r.Standing.State)), kit.NewChip(capital(string(r.Kind)), kit.Grey))
	if r.Standing.Disputed() {
		p.chips.Add(kit.NewChip("In dispute", kit.Red))
	}
	p.drawActs(r)
	p.facts_.Set("Day", dayWords(r.Day, p.d.today))
	setFact(p.facts_, "Client", r.ClientName)
	base := ""
	if r.Base != 0 {
		base = money.New(r.Base, r.Amount.Currency).String()
	}
	setFact(p.facts_, "Of", base)
	setFact(p.facts_, "Rate", rateCell(r.Rate))
	approved := ""
	if r.Standing.ApprovedBy != "" {
		approved = dayWords(r.Standing.ApprovedOn, p.d.today) + " by " + r.Standing.ApprovedBy
	}
	setFact(p.facts_, "Approved", approved)
	p.facts_.Set("Worked out", momentWords(r.RecordedAt, p.d.today))
	rules := append(holdRules(r.Standing.Holds), p.d.gateCards(e.rules)...)
	replace(p.rules, rules...)
	p.box.section("Rules", len(rules) > 0)
	replace(p.tree, treeTexts(e.Explained)...)
	p.drawLinks(r)
}

func (p *commissionPane) gates() (gatesOf, bool) { return p.shown.rules, p.ready }

// treeTexts is the reason of a line, a sentence a line, what belongs under another indented.
func treeTexts(e app.Explained) []fyne.CanvasObject {
	out := make([]fyne.CanvasObject, len(e.Tree))
	for i, s := range e.Tree {
		look := kit.Look{Wrap: true}
		if s.Depth > 0 {
			look.Role = kit.RoleMuted
		}
		out[i] = kit.Pad(0, 0, 0, float32(s.Depth)*14, kit.NewText(s.Text, look))
	}
	return out
}

func (p *commissionPane) drawLinks(r app.LineRow) {
	var lines []fyne.CanvasObject
	if r.Referral != 0 {
		lines = append(lines, quietLine(r.ReferralNumber, "Referral of "+r.ClientName, func() { p.d.open("referrals", view{ID: int64(r.Referral)}) }))
	}
	if r.Standing.Statement != 0 {
		lines = append(lines, quietLine(r.StatementNumber, "Statement", func() { p.d.open("statements", view{ID: int64(r.Standing.Statement)}) }))
	}
	if r.Reverses != 0 {
		lines = append(lines, quietLine("Line "+strconv.FormatInt(r.Reverses, 10), "The line it corrects", func() { p.d.open("commissions", view{ID: r.Reverses}) }))
	}
	replace(p.links, lines...)
	p.box.section("Belongs to", len(lines) > 0)
}

func (p *commissionPane) drawActs(r app.LineRow) {
	d := p.d
	button := func(text string, kind kit.ButtonKind, key string, run func(app.LineRow)) fyne.CanvasObject {
		return kit.NewButton(text, "", kind, func() { run(r) }).Tip("", key)
	}
	var acts []fyne.CanvasObject
	switch r.Standing.State {
	case app.Accrued:
		acts = append(acts, kit.NewButton("Approve", "check", kit.Primary, func() { d.approve([]int64{r.Seq}) }).Tip("", "A"),
			button("Hold…", kit.Normal, "H", d.holdLine), button("Void…", kit.Normal, "V", d.voidLine))
	case app.Held:
		acts = append(acts, button("Release…", kit.Primary, "U", d.releaseLine), button("Void…", kit.Normal, "V", d.voidLine))
	case app.Approved:
		acts = append(acts, button("Hold…", kit.Normal, "H", d.holdLine), button("Reverse…", kit.Normal, "B", d.reverseLine))
	case app.OnStatement, app.Paid:
		acts = append(acts, button("Reverse…", kit.Normal, "B", d.reverseLine))
	}
	if r.Standing.State != "" && r.Standing.State != app.VoidLine {
		acts = append(acts, button("Adjust…", kit.Normal, "", d.adjustLine))
	}
	if len(acts) > 3 {
		acts = acts[:3]
	}
	replace(p.acts, acts...)
}
