package desk

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/views/kit"
)

// drawOnboarding shows what the partner goes through before it is active, what waits first.
func (p *partnerPane) drawOnboarding(f partnerFacts) {
	var waits, rest []fyne.CanvasObject
	for _, r := range f.onboarding {
		line := p.onboardingLine(f, r)
		if r.Waits() {
			waits = append(waits, line)
		} else {
			rest = append(rest, line)
		}
	}
	lines := append(waits, rest...)
	if len(waits) == 0 && len(rest) > 1 && f.row.State != app.Onboarding && p.unfolded != f.row.ID {
		replace(p.onboarding, quietLine("All "+grouped(len(rest))+" done or waived", "", nil, kit.NewLink("Show", func() { p.unfolded = f.row.ID; p.drawOnboarding(p.shown) })))
		p.box.section("Onboarding", true)
		return
	}
	if f.row.State == app.Onboarding || len(lines) > 0 {
		links := kit.Across(14, kit.NewLink("Add an item", func() { p.d.editOnboarding(f, app.OnboardingRow{}) }))
		if f.row.State == app.Onboarding {
			links.Add(kit.NewLink("Take the firm's checklist", func() { p.d.fillOnboarding(f) }))
		}
		links.Add(kit.Space())
		lines = append(lines, links)
	}
	replace(p.onboarding, lines...)
	p.box.section("Onboarding", len(lines) > 0)
}

func (p *partnerPane) onboardingLine(f partnerFacts, r app.OnboardingRow) fyne.CanvasObject {
	words := []string{}
	if r.Owner != "" && r.Waits() {
		words = append(words, r.Owner)
	}
	line := quietLine(r.What, strings.Join(append(words, onboardingWords(r, p.d.today)), " · "), func() { p.d.editOnboarding(f, r) })
	switch r.State {
	case app.OnboardingDone:
		line.Add(kit.NewChip("Done", kit.Green))
	case app.OnboardingWaived:
		line.Add(kit.NewChip("Waived", kit.Grey))
	default:
		if !r.Told {
			line.Add(kit.NewButton("Done", "", kit.Normal, func() { p.d.tickOnboarding(f, r) }).Small())
		}
		if r.State == app.OnboardingOverdue {
			line.Add(kit.NewChip("Overdue", kit.Red))
		} else {
			line.Add(kit.NewChip("Open", kit.Amber))
		}
	}
	return line
}

// onboardingWords say when an item was or is to be done, and why it is waived.
func onboardingWords(r app.OnboardingRow, today calendar.Day) string {
	switch {
	case r.State == app.OnboardingWaived:
		return r.Waived + " (" + r.Who + ")"
	case r.On != 0 && r.Who != "":
		return "done " + dayWords(r.On, today) + " by " + r.Who
	case r.On != 0:
		return "done " + dayWords(r.On, today)
	case r.State == app.OnboardingDone:
		return "on file"
	case r.Due != 0:
		return "due " + dayWords(r.Due, today)
	case r.Later:
		return "may come later"
	}
	return "no day set"
}

// tickOnboarding ticks an item off; it can be undone.
func (d *Desk) tickOnboarding(f partnerFacts, r app.OnboardingRow) {
	ask := app.Ask{Key: d.opts.NewKey()}
	d.do(func(ctx context.Context) (app.Receipt, error) {
		return d.firm.Onboarding.Done(ctx, ask, f.row.ID, r.No, 0)
	}, nil)
}

// fillOnboarding takes what is missing of the firm's checklist.
func (d *Desk) fillOnboarding(f partnerFacts) {
	ask := app.Ask{Key: d.opts.NewKey()}
	d.do(func(ctx context.Context) (app.Receipt, error) { return d.firm.Onboarding.Fill(ctx, ask, f.row.ID) }, nil)
}

// editOnboarding opens the form of an item: what, who, by when, and what became of it. One without a number is new.
func (d *Desk) editOnboarding(f partnerFacts, r app.OnboardingRow) {
	what := kit.NewTextField(kit.Spec{Key: "what", Label: "What there is to do", Required: true}, "")
	owner := kit.NewTextField(kit.Spec{Key: "owner", Label: "Who does it"}, f.row.Owner)
	due := kit.NewDateField(d.stage, kit.Spec{Key: "due", Label: "By when", Hint: "+14d, 1 Dec …"})
	later := kit.NewCheckField(kit.Spec{Key: "later", Label: "Activation"}, "May come after the partner is active")
	what.Set(r.What)
	owner.Set(r.Owner)
	due.Set(r.Due)
	later.Set(r.Later)
	form := kit.NewForm().Add(what).Beside(owner, due).Add(later)
	if r.No == 0 {
		d.openForm(formSpec{again: "onboarding.new", title: "Add to the onboarding checklist", note: f.row.Name, form: form, save: "Add item", submit: func(ask app.Ask) act {
			item := app.OnboardingItem{What: what.Value(), Owner: owner.Value(), Due: dayOf(due), Later: later.Value()}
			return func(ctx context.Context) (app.Receipt, error) { return d.firm.Onboarding.Add(ctx, ask, f.row.ID, item) }
		}})
		return
	}
	now := kit.NewChoiceField(kit.Spec{Key: "outcome", Label: "What became of it"}, onboardingOutcomes(r)...)
	day := kit.NewDateField(d.stage, kit.Spec{Key: "day", Label: "Done on", Required: true})
	day.Set(d.today)
	reason := kit.NewTextField(kit.Spec{Key: "reason", Label: "Why it is not needed", Required: true}, "")
	follow := func() {
		kit.Shown(day, now.Value() == "done")
		kit.Shown(reason, now.Value() == "waive")
		form.Content().Refresh()
	}
	now.OnChange(follow)
	form.Add(now, day, reason)
	follow()
	d.openForm(formSpec{title: r.What, note: "Onboarding of " + f.row.Name, form: form, save: "Save", submit: func(ask app.Ask) act {
		item := r.OnboardingItem
		item.What, item.Owner, item.Due, item.Later = what.Value(), owner.Value(), dayOf(due), later.Value()
		return d.onboardingAct(ask, f.row.ID, item, now.Value(), dayOf(day), reason.Value())
	}})
}

// onboardingOutcomes are what the form of an item can do to it.
func onboardingOutcomes(r app.OnboardingRow) []kit.Pair {
	all := []kit.Pair{{Value: "", Text: "As it is"}}
	switch {
	case !r.Waits() && (r.Done != 0 || r.Waived != ""):
		all = append(all, kit.Pair{Value: "reopen", Text: "Open again"})
	case r.Waits() && !r.Told:
		all = append(all, kit.Pair{Value: "done", Text: "Done"})
	}
	if r.Waits() {
		all = append(all, kit.Pair{Value: "waive", Text: "Waived"})
	}
	return append(all, kit.Pair{Value: "remove", Text: "Take off the list"})
}

func (d *Desk) onboardingAct(ask app.Ask, id app.ID[app.Partner], item app.OnboardingItem, outcome string, day calendar.Day, reason string) act {
	return func(ctx context.Context) (app.Receipt, error) {
		switch outcome {
		case "done":
			return d.firm.Onboarding.Done(ctx, ask, id, item.No, day)
		case "waive":
			return d.firm.Onboarding.Waive(ctx, ask, id, item.No, reason)
		case "reopen":
			return d.firm.Onboarding.Reopen(ctx, ask, id, item.No)
		case "remove":
			return d.firm.Onboarding.Remove(ctx, ask, id, item.No)
		}
		return d.firm.Onboarding.Edit(ctx, ask, id, item)
	}
}
