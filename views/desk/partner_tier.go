package desk

import (
	"context"

	"fyne.io/fyne/v2"

	"rapport/app"
	"rapport/views/kit"
)

// drawTiers shows the partner's tier and how it came by it.
func (p *partnerPane) drawTiers(f partnerFacts) {
	tier := f.tier
	if tier == "" && len(p.d.settings.PartnerTiers) > 0 {
		tier = "none"
	}
	setFact(p.facts_, "Tier", tier)
	events := make([]kit.Event, len(f.tiers))
	for i, s := range f.tiers {
		if s.To == "" {
			s.To = "no tier"
		}
		what, when := stepWords(s, p.d.today)
		events[len(f.tiers)-1-i] = kit.Event{Icon: "flag", What: what, When: when}
	}
	p.tiers.Set(events)
	p.box.section("Tiers", len(events) > 0)
}

// setTier asks for the tier a partner is given by hand, from when, and why.
func (d *Desk) setTier(f partnerFacts) {
	pairs := make([]kit.Pair, 0, len(d.settings.PartnerTiers)+1)
	for _, t := range d.settings.PartnerTiers {
		pairs = append(pairs, kit.Pair{Value: t.Name, Text: t.Name})
	}
	tier := kit.NewChoiceField(kit.Spec{Key: "tier", Label: "Tier"}, append(pairs, kit.Pair{Text: "No tier"})...)
	if f.tier != "" {
		tier.Set(f.tier)
	}
	day := kit.NewDateField(d.stage, kit.Spec{Key: "day", Label: "From", Required: true, Hint: "Fees of earlier days keep the tier of their day"})
	day.Set(d.today)
	until := kit.NewDateField(d.stage, kit.Spec{Key: "until", Label: "Until", Hint: "The last day; empty: until it is changed"})
	reason := kit.NewTextField(kit.Spec{Key: "reason", Label: "Why", Required: true, Hint: "Kept in the partner's history"}, "")
	id := f.row.ID
	d.openForm(formSpec{again: "partner.tier", title: "Tier of " + f.row.Name, note: "Lines that were worked out stay as they are.", form: kit.NewForm().Add(tier).Beside(day, until).Add(reason), save: "Set tier",
		submit: func(ask app.Ask) act {
			to, m := tier.Value(), app.Move{Day: dayOf(day), Until: dayOf(until), Reason: reason.Value()}
			return func(ctx context.Context) (app.Receipt, error) { return d.firm.Partners.SetTier(ctx, ask, id, to, m) }
		}})
}

// reviewTiers shows which partners the firm's rules would move, and moves them on Enter.
func (d *Desk) reviewTiers() {
	var slot kit.Slot
	day := d.today
	kit.Load(d.stage, &slot, func(ctx context.Context) (app.Receipt, error) {
		return d.firm.Partners.ReviewTiers(ctx, app.Ask{Preview: true}, day)
	}, func(r app.Receipt, err error) {
		switch {
		case err != nil:
			d.refuse(err)
		case len(r.Warnings) == 0:
			d.root.Toast(kit.Toast{Text: "Every partner has the tier that it reaches."})
		default:
			d.confirmTiers(r.Warnings)
		}
	})
}

func (d *Desk) confirmTiers(moves []string) {
	ask, day, what := app.Ask{Key: d.opts.NewKey()}, d.today, plural(len(moves), "partner", "partners")
	rows := kit.Down(6)
	for _, m := range moves {
		rows.Add(kit.NewText(m, kit.Look{Wrap: true}))
	}
	var shown fyne.CanvasObject = rows
	if len(moves) > 6 {
		shown = kit.Fixed(0, 240, kit.Scrolled(kit.Pad(0, 10, 0, 0, rows)))
	}
	d.confirmBatch(batch{title: "Move " + what + " to another tier", rows: kit.Card(shown), verb: "Move " + what,
		say: "By the firm's rules, as of today. A tier without a rule is kept until a rule reaches another; lines that were worked out stay as they are.",
		run: func() {
			d.do(func(ctx context.Context) (app.Receipt, error) {
				r, err := d.firm.Partners.ReviewTiers(ctx, ask, day)
				r.Warnings = nil // each was read before it was confirmed
				return r, err
			}, nil)
		}})
}
