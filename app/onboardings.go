package app

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"rapport/app/calendar"
	"rapport/app/names"
)

// Onboardings are the use-cases of what a partner goes through before it is active.
type Onboardings struct{ f *Firm }

// Of gives a partner's checklist as it stands today.
func (u Onboardings) Of(ctx context.Context, partner ID[Partner]) ([]OnboardingRow, error) {
	return read(ctx, u.f, func(b Books) ([]OnboardingRow, error) {
		s, err := b.Settings()
		if err != nil {
			return nil, err
		}
		return onboardingRows(b, partner, u.f.today(s))
	})
}

func onboardingRows(b Books, partner ID[Partner], today calendar.Day) ([]OnboardingRow, error) {
	items, err := b.Onboarding(partner)
	if err != nil || len(items) == 0 {
		return nil, err
	}
	facts, err := onboardingFactsOf(b, partner, today)
	rows := make([]OnboardingRow, len(items))
	for i, item := range items {
		rows[i] = item.row(facts, today)
	}
	return rows, err
}

// onboardingFactsOf asks the file what it knows of a partner.
func onboardingFactsOf(b Books, partner ID[Partner], today calendar.Day) (onboardingFacts, error) {
	facts := onboardingFacts{}
	agreement, ok, err := agreementInForce(b, partner, today)
	if err != nil {
		return nil, err
	}
	if ok {
		facts[OnboardAgreement] = agreement.From
	}
	of := Query{}.With(Is("partner", fmt.Sprint(int64(partner))))
	held, err := checkinRows(b, of.With(Is("kind", "kickoff"), Is("state", string(CheckinHeld))).By("day", false), 1)
	if err != nil {
		return nil, err
	}
	if len(held) > 0 {
		facts[OnboardKickoff] = held[0].Day
	}
	ids, err := firstIDs(b.ReferralIDs, of.By("introduced", false), 1)
	if err != nil {
		return nil, err
	}
	rows, err := b.ReferralRows(ids)
	if err != nil {
		return nil, err
	}
	for _, r := range rows {
		facts[OnboardReferral] = r.Introduced
	}
	given, err := b.MaterialsHeld(partner)
	if err != nil {
		return nil, err
	}
	for _, h := range given {
		if first := facts[OnboardMaterials]; first == 0 || h.Day < first {
			facts[OnboardMaterials] = h.Day
		}
	}
	return facts, facts.papers(b, partner)
}

// papers adds what is known of tax and bank.
func (facts onboardingFacts) papers(b Books, partner ID[Partner]) error {
	tax, err := b.TaxProfile(partner)
	if err != nil {
		return err
	}
	if tax.Version > 0 {
		facts[OnboardTax] = tax.W9On
	}
	details, err := b.BankDetails(partner)
	for _, d := range details {
		if latest, _ := latestDetail(details, d.Currency); latest.ID == d.ID && d.Confirmed() {
			facts[OnboardBank] = d.ConfirmedOn
		}
	}
	return err
}

// agreementInForce is one of a partner's agreements, of any kind, that holds on a day.
func agreementInForce(b Books, partner ID[Partner], day calendar.Day) (Agreement, bool, error) {
	list, err := b.Agreements(partner)
	i := slices.IndexFunc(list, func(a Agreement) bool {
		return a.State == AgreementActive && a.From <= day && (a.To == 0 || a.To >= day)
	})
	if i < 0 {
		return Agreement{}, false, err
	}
	return list[i], true, err
}

// Overdue gives what is overdue of the partners in onboarding, the oldest first.
func (u Onboardings) Overdue(ctx context.Context) ([]OnboardingDue, error) {
	return read(ctx, u.f, func(b Books) ([]OnboardingDue, error) {
		s, err := b.Settings()
		if err != nil {
			return nil, err
		}
		return overdueOnboarding(b, u.f.today(s))
	})
}

func overdueOnboarding(b Books, today calendar.Day) ([]OnboardingDue, error) {
	open, err := b.OnboardingOpen()
	if err != nil {
		return nil, err
	}
	var out []OnboardingDue
	facts := map[ID[Partner]]onboardingFacts{}
	for _, item := range open {
		if item.Due == 0 || item.Due >= today {
			continue
		}
		if facts[item.Partner] == nil {
			if facts[item.Partner], err = onboardingFactsOf(b, item.Partner, today); err != nil {
				return nil, err
			}
		}
		row := item.row(facts[item.Partner], today)
		if !row.Waits() {
			continue
		}
		p, err := b.Partner(item.Partner)
		if err != nil {
			return nil, err
		}
		out = append(out, OnboardingDue{row, p.Name})
	}
	slices.SortStableFunc(out, func(a, b OnboardingDue) int { return cmp.Compare(a.Due, b.Due) })
	return out, nil
}

// change is one act on a partner's checklist: fn gives the new one and says what was done.
func (u Onboardings) change(ctx context.Context, ask Ask, act string, partner ID[Partner],
	fn func(t *tx, p Partner, items []OnboardingItem) ([]OnboardingItem, string, error)) (Receipt, error) {
	return u.f.write(ctx, ask, act, func(t *tx) error {
		p, err := t.Partner(partner)
		if err != nil {
			return err
		}
		old, err := t.Onboarding(partner)
		if err != nil {
			return err
		}
		now, label, err := fn(t, p, slices.Clone(old))
		if err != nil || label == "" {
			return err
		}
		t.did(KindPartner, int64(partner), "%s", label)
		return t.putOnboarding(partner, old, now)
	})
}

func (t *tx) putOnboarding(partner ID[Partner], old, now []OnboardingItem) error {
	if err := t.PutOnboarding(partner, now); err != nil {
		return err
	}
	return t.image(KindOnboarding, int64(partner), listed(old), listed(now))
}

// listed is a list that is written as one also when it is empty.
func listed[T any](list []T) []T { return append([]T{}, list...) }

// restoreOnboarding puts a checklist back, while it is as the act left it.
func (t *tx) restoreOnboarding(img Image) (json.RawMessage, error) {
	var before, after []OnboardingItem
	if err := orError(json.Unmarshal(img.Before, &before), json.Unmarshal(img.After, &after)); err != nil {
		return nil, err
	}
	now, err := t.Onboarding(ID[Partner](img.ID))
	if err != nil {
		return nil, err
	}
	if !slices.Equal(now, after) {
		return nil, Stale("This checklist")
	}
	return img.Before, t.PutOnboarding(ID[Partner](img.ID), before)
}

// itemNo finds an item by its number.
func itemNo(items []OnboardingItem, no int) (*OnboardingItem, error) {
	i := slices.IndexFunc(items, func(i OnboardingItem) bool { return i.No == no })
	if i < 0 {
		return nil, &Problem{Kind: NotFound, Field: "item", Say: fmt.Sprintf("There is no item %d on this checklist.", no), Try: "Choose one by its number."}
	}
	return &items[i], nil
}

func (t *tx) checkItem(p Partner, i *OnboardingItem) error {
	i.What, i.Owner = names.Clean(i.What), orElse(names.Clean(i.Owner), orElse(p.Owner, t.actor))
	if i.Kind == "" {
		i.Kind = OnboardOwn
	}
	i.What = orElse(i.What, i.Kind.Words())
	switch {
	case !slices.Contains(OnboardKinds(), i.Kind):
		return Bad("kind", fmt.Sprintf("%q is not a kind of item.", i.Kind), "Choose agreement, kickoff, tax, bank, materials, referral or own.")
	case i.What == "":
		return Bad("what", "Say what there is to do.", "Write it in a few words.")
	}
	return orError(within("what", i.What, 200), within("owner", i.Owner, 100))
}

// Add puts an item on a partner's checklist.
func (u Onboardings) Add(ctx context.Context, ask Ask, partner ID[Partner], item OnboardingItem) (Receipt, error) {
	return u.change(ctx, ask, "onboarding.add", partner, func(t *tx, p Partner, items []OnboardingItem) ([]OnboardingItem, string, error) {
		if err := t.checkItem(p, &item); err != nil {
			return nil, "", err
		}
		if p.State == Merged {
			return nil, "", No(p.Name+" was merged into another partner.", "Open that one.")
		}
		for _, i := range items {
			item.No = max(item.No, i.No)
		}
		item.Partner, item.No, item.Done, item.Waived, item.Who = partner, item.No+1, 0, "", ""
		return append(items, item), fmt.Sprintf("Onboarding of %s: added %s", p.Name, item.What), nil
	})
}

// Edit changes what an item says, who does it and by when.
func (u Onboardings) Edit(ctx context.Context, ask Ask, partner ID[Partner], item OnboardingItem) (Receipt, error) {
	return u.changeItem(ctx, ask, "onboarding.edit", partner, item.No, func(t *tx, p Partner, i *OnboardingItem) (string, error) {
		item.Kind = i.Kind
		if err := t.checkItem(p, &item); err != nil {
			return "", err
		}
		i.What, i.Owner, i.Due, i.Later = item.What, item.Owner, item.Due, item.Later
		return "changed " + i.What, nil
	})
}

func (u Onboardings) changeItem(ctx context.Context, ask Ask, act string, partner ID[Partner], no int,
	fn func(t *tx, p Partner, i *OnboardingItem) (string, error)) (Receipt, error) {
	return u.change(ctx, ask, act, partner, func(t *tx, p Partner, items []OnboardingItem) ([]OnboardingItem, string, error) {
		i, err := itemNo(items, no)
		if err != nil {
			return nil, "", err
		}
		did, err := fn(t, p, i)
		return items, fmt.Sprintf("Onboarding of %s: %s", p.Name, did), err
	})
}

// Done ticks an item off; day 0 is today. What the file can tell is not ticked by hand.
func (u Onboardings) Done(ctx context.Context, ask Ask, partner ID[Partner], no int, day calendar.Day) (Receipt, error) {
	return u.changeItem(ctx, ask, "onboarding.done", partner, no, func(t *tx, _ Partner, i *OnboardingItem) (string, error) {
		day := orDay(day, t.today)
		switch {
		case i.Kind.Told():
			return "", No(fmt.Sprintf("%q is not ticked by hand.", i.What), tellHow(i.Kind))
		case i.Done != 0:
			return "", No(fmt.Sprintf("%q was done on %s.", i.What, i.Done), "")
		case day > t.today:
			return "", Bad("day", fmt.Sprintf("%s lies in the future.", day), "Enter the day it was done.")
		}
		i.Done, i.Waived, i.Who = day, "", t.actor
		return i.What + " is done", nil
	})
}

// tellHow says what makes an item done that the file tells by itself.
func tellHow(k OnboardKind) string {
	return "It is done " + map[OnboardKind]string{
		OnboardAgreement: "as soon as an agreement is in force; sign it",
		OnboardKickoff:   "as soon as a check-in of the kind kickoff was held; log it",
		OnboardTax:       "as soon as a tax profile is kept; enter it",
		OnboardBank:      "as soon as the latest bank details are confirmed; confirm them",
		OnboardReferral:  "as soon as a referral is logged; log it",
	}[k] + ", or waive it with a reason."
}

// Waive says why an item is not needed.
func (u Onboardings) Waive(ctx context.Context, ask Ask, partner ID[Partner], no int, reason string) (Receipt, error) {
	return u.changeItem(ctx, ask, "onboarding.waive", partner, no, func(t *tx, _ Partner, i *OnboardingItem) (string, error) {
		if i.Done != 0 {
			return "", No(fmt.Sprintf("%q was done on %s.", i.What, i.Done), "Open it again first.")
		}
		return i.What + " is waived", t.waive(i, reason)
	})
}

func (t *tx) waive(i *OnboardingItem, reason string) error {
	if reason = strings.TrimSpace(reason); reason == "" {
		return Bad("reason", "Waiving an item needs a reason.", "Write why it is not needed.")
	}
	i.Waived, i.Who = reason, t.actor
	return within("reason", reason, 500)
}

// Reopen takes a tick or a waiver back.
func (u Onboardings) Reopen(ctx context.Context, ask Ask, partner ID[Partner], no int) (Receipt, error) {
	return u.changeItem(ctx, ask, "onboarding.reopen", partner, no, func(_ *tx, _ Partner, i *OnboardingItem) (string, error) {
		if i.Done == 0 && i.Waived == "" {
			return "", No(fmt.Sprintf("%q is open.", i.What), "")
		}
		i.Done, i.Waived, i.Who = 0, "", ""
		return i.What + " is open again", nil
	})
}

// Remove takes an item off.
func (u Onboardings) Remove(ctx context.Context, ask Ask, partner ID[Partner], no int) (Receipt, error) {
	return u.change(ctx, ask, "onboarding.remove", partner, func(_ *tx, p Partner, items []OnboardingItem) ([]OnboardingItem, string, error) {
		i, err := itemNo(items, no)
		if err != nil {
			return nil, "", err
		}
		label := fmt.Sprintf("Onboarding of %s: removed %s", p.Name, i.What)
		return slices.DeleteFunc(items, func(i OnboardingItem) bool { return i.No == no }), label, nil
	})
}
