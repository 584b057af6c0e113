package desk

import (
	"context"

	"fyne.io/fyne/v2"

	"rapport/app"
	"rapport/app/money"
	"rapport/views/kit"
)

// drawGifts lists what was given that is not money, with the next step of each.
func (p *partnerPane) drawGifts(f partnerFacts) {
	var lines []fyne.CanvasObject
	for _, g := range f.gifts {
		day := g.Proposed
		if g.Given != 0 {
			day = g.Given
		}
		line := quietLine(g.What, g.PersonName+" · "+g.Kind+" · "+g.Value.String()+" · "+dayWords(day, p.d.today), nil)
		line.Add(kit.NewChip(capital(string(g.State)), giftHue(g.State)))
		if acts := p.d.giftActs(g); len(acts) > 0 {
			var more *kit.Button
			more = kit.NewIconButton("more", "Where it stands", "", func() { p.d.root.MenuUnder(more, acts) }).Small()
			line.Add(more)
		}
		lines = append(lines, line)
	}
	if len(f.people) > 0 && f.row.State != app.Merged {
		lines = append(lines, kit.Across(0, kit.NewLink("Propose a gift", func() { p.d.proposeGift(f) }), kit.Space()))
	}
	replace(p.gifts, lines...)
	p.box.section("Gifts", len(lines) > 0)
}

// giftHue is the chip colour of where a gift stands.
func giftHue(s app.GiftState) kit.Hue {
	switch s {
	case app.GiftReceived:
		return kit.Green
	case app.GiftSent:
		return kit.Blue
	case app.GiftDeclined:
		return kit.Grey
	}
	return kit.Amber
}

// giftActs are the ways on of a gift, the usual one first.
func (d *Desk) giftActs(g app.GiftRow) (acts []kit.MenuItem) {
	for _, to := range app.NextGiftStates(g.State) {
		acts = append(acts, kit.MenuItem{Title: capital(string(to)), Run: func() { d.markGift(g, to) }})
	}
	return acts
}

// markGift moves a gift; it can be undone.
func (d *Desk) markGift(g app.GiftRow, to app.GiftState) {
	ask := app.Ask{Key: d.opts.NewKey()}
	d.do(func(ctx context.Context) (app.Receipt, error) {
		return d.firm.Gifts.Mark(ctx, ask, g.ID, to, app.Move{})
	}, nil)
}

// proposeGift asks what is given, to whom, and what it is worth.
func (d *Desk) proposeGift(f partnerFacts) {
	who := kit.NewPickField(d.stage, kit.Spec{Key: "person", Label: "To", Required: true, Hint: "A named person"}, findPeople(func() []app.Person { return f.people }))
	if len(f.people) == 1 {
		who.Set(kit.Option{ID: int64(f.people[0].ID), Text: f.people[0].Name})
	}
	kind := kit.NewChoiceField(kit.Spec{Key: "kind", Label: "Kind"}, pairsOf(app.GiftKinds()...)...)
	what := kit.NewTextField(kit.Spec{Key: "what", Label: "What", Required: true, Hint: "As the person will know it"}, "")
	value := kit.NewMoneyField(kit.Spec{Key: "value", Label: "Worth", Required: true, Hint: "Shown on the statement; no part of the balance"}, d.settings.Currency, money.Point)
	note := kit.NewTextField(kit.Spec{Key: "note", Label: "Occasion"}, "")
	d.openForm(formSpec{title: "Propose a gift", note: "To somebody at " + f.row.Name + "; it is approved, then sent.", form: kit.NewForm().Add(who, kind, what).Beside(value, note), save: "Propose",
		submit: func(ask app.Ask) act {
			o, _ := who.Value()
			g := app.Gift{Partner: f.row.ID, Person: app.ID[app.Person](o.ID), Kind: kind.Value(), What: what.Value(), Value: moneyOf(value), Note: note.Value()}
			return func(ctx context.Context) (app.Receipt, error) { return d.firm.Gifts.Propose(ctx, ask, g) }
		}})
}
