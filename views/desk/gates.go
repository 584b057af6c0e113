package desk

import (
	"context"

	"fyne.io/fyne/v2"

	"rapport/app"
	"rapport/views/kit"
)

// gatesOf are the rules that concern a partner, as details show them.
type gatesOf struct {
	partner app.ID[app.Partner]
	name    string
	rules   []app.Gating
}

// only keeps the rules on some gates.
func (g gatesOf) only(which ...app.Gate) gatesOf {
	var some []app.Gating
	for _, r := range g.rules {
		for _, w := range which {
			if r.Gate == w {
				some = append(some, r)
			}
		}
	}
	g.rules = some
	return g
}

// gated is a power of sections whose details show rules.
type gated interface{ Gates() (gatesOf, bool) }

// Gates gives the rules that the details show, if they do.
func (l *list[R]) Gates() (gatesOf, bool) {
	if p, ok := l.spec.detail.(interface{ gates() (gatesOf, bool) }); ok {
		return p.gates()
	}
	return gatesOf{}, false
}

// readGates reads the rules that concern a partner.
func readGates(ctx context.Context, firm *app.Firm, id app.ID[app.Partner], name string) (gatesOf, error) {
	rules, err := firm.Taxes.Rules(ctx, id)
	return gatesOf{id, name, rules}, err
}

// gateCards shows rules: what is missing and what that stops, who says so, and who set it aside; with the way to set it aside or let it stand.
func (d *Desk) gateCards(g gatesOf) []fyne.CanvasObject {
	cards := make([]fyne.CanvasObject, len(g.rules))
	for i, r := range g.rules {
		chip, do := kit.NewChip("Warns", kit.Amber), kit.NewButton("Set aside…", "", kit.Normal, func() { d.setAside(g, r.Gate, nil) })
		if r.Blocks {
			chip = kit.NewChip("Blocks", kit.Red)
		}
		said := r.Missing
		if r.SetAside() {
			chip, do = kit.NewChip("Set aside", kit.Grey), kit.NewButton("Let it stand again", "", kit.Normal, func() { d.heed(g, r.Gate) })
			said = "Set aside by " + r.Aside.By + " on " + r.Aside.Since.Label() + ", until " + r.Aside.Until.Label() + ": " + r.Aside.Reason
		}
		cards[i] = kit.Card(kit.Down(6, kit.Across(6, kit.Grow(kit.NewText(r.Title, kit.Look{Bold: true})), chip),
			kit.NewText(said, kit.Look{Wrap: true}), ruleSource(r.GateRule), kit.Across(8, do.Small(), kit.Space())))
	}
	return cards
}

// ruleSource says what a rule asks for, where that stands, and since when.
func ruleSource(r app.GateRule) fyne.CanvasObject {
	text := r.Asks + " " + r.Source
	if r.From != 0 {
		text += ", from " + r.From.Label()
	}
	return quiet(text + ".")
}

// holdRules shows the rules behind what a line is held for.
func holdRules(holds []app.HoldReason) (cards []fyne.CanvasObject) {
	for _, h := range holds {
		if r, ok := app.RuleOf(h.Kind); ok {
			cards = append(cards, kit.Card(kit.Down(6, kit.Across(6, kit.Grow(kit.NewText(r.Title, kit.Look{Bold: true})), kit.NewChip(capital(r.Does), kit.Amber)),
				kit.NewText("The "+h.Kind+" is missing. Note the consent on the referral, or release the line with a reason.", kit.Look{Wrap: true}), ruleSource(r))))
		}
	}
	return cards
}

// setAside asks why a rule is set aside for a partner. then may be nil.
func (d *Desk) setAside(g gatesOf, gate app.Gate, then func()) {
	reason := kit.NewTextField(kit.Spec{Key: "reason", Label: "Why", Required: true, Hint: "Kept in the partner's history"}, "")
	warn := newWarning()
	warn.say("Until the end of the year. Everything that goes through for it says so, and by whom. It can be taken back.")
	d.openForm(formSpec{title: "Set a rule aside", note: "The rule on " + string(gate) + ", for " + g.name, form: kit.NewForm().Put(warn.panel).Add(reason), save: "Set aside",
		submit: func(ask app.Ask) act {
			why := reason.Value()
			return func(ctx context.Context) (app.Receipt, error) {
				return d.firm.Taxes.SetAside(ctx, ask, g.partner, gate, why)
			}
		},
		saved: func(app.Receipt) {
			if then != nil {
				then()
			}
		}})
}

// setAsideOf asks the same for a partner of whom only the number is known.
func (d *Desk) setAsideOf(id app.ID[app.Partner], gate app.Gate, then func()) {
	var slot kit.Slot
	kit.Load(d.stage, &slot, func(ctx context.Context) (app.Partner, error) { return d.firm.Partners.Get(ctx, id) }, func(p app.Partner, err error) {
		if err != nil {
			d.refuse(err)
			return
		}
		d.setAside(gatesOf{partner: id, name: p.Name}, gate, then)
	})
}

// heed lets a rule stand again for a partner; it can be undone.
func (d *Desk) heed(g gatesOf, gate app.Gate) {
	ask := app.Ask{Key: d.opts.NewKey()}
	d.do(func(ctx context.Context) (app.Receipt, error) { return d.firm.Taxes.Heed(ctx, ask, g.partner, gate) }, nil)
}

// gateCommands set a rule that the details show aside, or let it stand again.
func gateCommands(d *Desk) []kit.Command {
	which := func(aside bool) (gatesOf, bool) {
		screen := power[gated](d)
		if screen == nil {
			return gatesOf{}, false
		}
		g, _ := screen.Gates()
		var some []app.Gating
		for _, r := range g.rules {
			if r.SetAside() == aside {
				some = append(some, r)
			}
		}
		g.rules = some
		return g, len(some) > 0
	}
	when := func(aside bool) func() bool { return func() bool { _, ok := which(aside); return ok } }
	run := func(aside bool, do func(gatesOf, app.Gate)) func() {
		return func() {
			if g, ok := which(aside); ok {
				do(g, g.rules[0].Gate)
			}
		}
	}
	return []kit.Command{
		{ID: "gate.override", Title: "Set a rule aside", Icon: "flag", Group: "Rules", When: when(false), Run: run(false, func(g gatesOf, gate app.Gate) { d.setAside(g, gate, nil) })},
		{ID: "gate.restore", Title: "Let a rule stand again", Icon: "undo", Group: "Rules", When: when(true), Run: run(true, d.heed)},
	}
}
