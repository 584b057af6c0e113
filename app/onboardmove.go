package app

import (
	"context"
	"fmt"
	"slices"

	"rapport/app/calendar"
	"rapport/app/names"
)

// Fill puts the items of the firm's template on a partner's checklist that are not there yet.
func (u Onboardings) Fill(ctx context.Context, ask Ask, partner ID[Partner]) (Receipt, error) {
	return u.change(ctx, ask, "onboarding.fill", partner, func(t *tx, p Partner, items []OnboardingItem) ([]OnboardingItem, string, error) {
		now := filled(items, t.settings.ChecklistOf(p.Type), p, t.today)
		if len(now) == len(items) {
			return nil, "", No(fmt.Sprintf("%s has every item of the checklist for its type.", p.Name), "Add an item of your own.")
		}
		return now, fmt.Sprintf("Onboarding of %s: took %s of the checklist", p.Name, counted(len(now)-len(items), "item")), nil
	})
}

// filled adds what of a template is missing. Days are counted from the day onboarding begins.
func filled(items []OnboardingItem, template []ChecklistItem, p Partner, begins calendar.Day) []OnboardingItem {
	no := 0
	for _, i := range items {
		no = max(no, i.No)
	}
	for _, c := range template {
		if slices.ContainsFunc(items, func(i OnboardingItem) bool { return i.Kind == c.Kind && (c.Kind != OnboardOwn || i.What == c.What) }) {
			continue
		}
		no++
		i := OnboardingItem{Partner: p.ID, No: no, Kind: c.Kind, What: c.What, Owner: orElse(c.Owner, p.Owner), Later: c.Later}
		if c.Days > 0 {
			i.Due = begins.AddDays(c.Days)
		}
		items = append(items, i)
	}
	return items
}

// beginOnboarding gives a partner that enters onboarding its checklist.
func (t *tx) beginOnboarding(p Partner, day calendar.Day) error {
	old, err := t.Onboarding(p.ID)
	if err != nil {
		return err
	}
	now := filled(slices.Clone(old), t.settings.ChecklistOf(p.Type), p, day)
	if len(now) == len(old) {
		return nil
	}
	return t.putOnboarding(p.ID, old, now)
}

// readyToActivate asks for one agreement in force, of any kind, and for a checklist that is done or waived; reason waives the rest of it.
func (t *tx) readyToActivate(p Partner, reason string) error {
	if _, ok, err := agreementInForce(t, p.ID, t.today); err != nil || !ok {
		return orError(err, No(p.Name+" has no agreement in force, so it can't become active.",
			"Sign an agreement first; one that is reciprocal only will do."))
	}
	rows, err := onboardingRows(t, p.ID, t.today)
	if err != nil {
		return err
	}
	if left := missing(rows); len(left) > 0 && names.Clean(reason) == "" {
		verb := "is"
		if len(left) > 1 {
			verb = "are"
		}
		return Bad("checklist", fmt.Sprintf("%s becomes active when its onboarding checklist is done or waived; %s %s missing.", p.Name, missingWords(left), verb),
			"Do what is missing, or waive it with a reason.")
	}
	return t.closeOnboarding(p, rows, reason)
}

// closeOnboarding writes down what the file told until now and waives what is missing. What may come later stays open.
func (t *tx) closeOnboarding(p Partner, rows []OnboardingRow, reason string) error {
	old, now := make([]OnboardingItem, len(rows)), make([]OnboardingItem, len(rows))
	for k, r := range rows {
		old[k], now[k] = r.OnboardingItem, r.OnboardingItem
		switch {
		case r.State == OnboardingDone && r.Done == 0:
			now[k].Done = orDay(r.On, t.today)
		case r.Waits() && !r.Later:
			if err := t.waive(&now[k], reason); err != nil {
				return err
			}
		}
	}
	if slices.Equal(old, now) {
		return nil
	}
	return t.putOnboarding(p.ID, old, now)
}

// checkChecklists cleans and checks the templates.
func checkChecklists(lists []Checklist) error {
	seen := map[string]bool{}
	for k := range lists {
		c := &lists[k]
		c.Type = names.Clean(c.Type)
		if seen[c.Type] {
			return Bad("checklists", fmt.Sprintf("There are two checklists for %s.", orElse(c.Type, "all types")), "Make one of them.")
		}
		seen[c.Type] = true
		for n := range c.Items {
			if err := checkChecklistItem(&c.Items[n]); err != nil {
				return err
			}
		}
	}
	return nil
}

func checkChecklistItem(i *ChecklistItem) error {
	i.What = orElse(names.Clean(i.What), i.Kind.Words())
	switch {
	case !slices.Contains(OnboardKinds(), i.Kind):
		return Bad("checklists", fmt.Sprintf("%q is not a kind of item.", i.Kind), "Choose agreement, kickoff, tax, bank, materials, referral or own.")
	case i.What == "":
		return Bad("checklists", "An item of a checklist needs words.", "Write what there is to do.")
	case i.Days < 0 || i.Days > 730:
		return Bad("checklists", fmt.Sprintf("%q is due within two years.", i.What), "Enter between 0 and 730 days.")
	}
	return within("checklists", i.What, 200)
}
