package app

import (
	"slices"
	"strings"
)

// handOn gives the survivor of a merge what it has none of itself: where it is paid in a currency, to be confirmed again, what is known
// for tax papers, the tiers so far, and how often there is contact.
func (t *tx) handOn(m *merged, gone, stays Partner) error {
	stays, err := t.giveContact(m, gone, stays)
	if err != nil {
		return err
	}
	if err := t.giveBanks(gone, stays); err != nil {
		return err
	}
	if err := t.giveTax(m, gone, stays); err != nil {
		return err
	}
	if err := t.giveTiers(m); err != nil {
		return err
	}
	return t.giveCadence(gone.ID, stays.ID)
}

// giveBanks enters the latest bank details of every currency that the survivor has none for. They are confirmed anew, because the payee
// may not be the one they were confirmed for.
func (t *tx) giveBanks(gone, stays Partner) error {
	theirs, err := t.BankDetails(gone.ID)
	if err != nil {
		return err
	}
	own, err := t.BankDetails(stays.ID)
	if err != nil {
		return err
	}
	for _, d := range theirs {
		last, _ := latestDetail(theirs, d.Currency)
		if _, has := latestDetail(own, d.Currency); has || last.ID != d.ID {
			continue
		}
		id, err := t.nextID(KindBank)
		if err != nil {
			return err
		}
		d.ID, d.Partner, d.No, d.Version, d.SetAt, d.SetBy = ID[BankDetail](id), stays.ID, 1, 1, t.now, t.actor
		d.Note = strings.TrimSpace(d.Note + "\nTaken over from " + gone.Number + ".")
		d.ConfirmedOn, d.ConfirmedBy, d.ConfirmedHow = 0, "", ""
		if err := t.AddBankDetail(d); err != nil {
			return err
		}
		t.warn("%s is to be paid in %s to %s, as %s was; held until confirmed.", stays.Name, d.Currency, d.Account.Short(), gone.Name)
		if err := t.image(KindBank, id, nil, d.masked()); err != nil {
			return err
		}
	}
	return nil
}

// giveTax hands on the tax number and what was entered for tax papers, where the survivor has neither.
func (t *tx) giveTax(m *merged, gone, stays Partner) error {
	theirs, err := t.TaxProfile(gone.ID)
	if err != nil {
		return err
	}
	own, err := t.TaxProfile(stays.ID)
	if err != nil || !own.blank() || stays.TaxNumber != "" {
		return err
	}
	if gone.TaxNumber != "" {
		now := stays
		now.TaxNumber, now.Country = gone.TaxNumber, orElse(stays.Country, gone.Country)
		if err := t.savePartner(stays, now); err != nil {
			return err
		}
		m.Version++
	}
	if theirs.blank() {
		return nil
	}
	now := theirs
	now.Partner, now.Version = stays.ID, own.Version+1
	if err := t.PutTaxProfile(now); err != nil {
		return err
	}
	return t.image(KindTax, int64(stays.ID), own, now)
}

// blank tells whether nothing is known, also where it was taken back.
func (p TaxProfile) blank() bool {
	return p == TaxProfile{Partner: p.Partner, VATBy: p.VATBy, Version: p.Version}
}

// giveTiers repeats the tiers so far under the survivor, where it never had one.
func (t *tx) giveTiers(m *merged) error {
	own, err := t.Steps(KindTier, int64(m.Into))
	if err != nil || slices.ContainsFunc(own, func(s Step) bool { return tierOn(own, s.Day) != "" }) {
		return err
	}
	if m.Tiers, err = t.Steps(KindTier, int64(m.From)); err != nil {
		return err
	}
	for _, s := range m.Tiers {
		if err := t.step(KindTier, int64(m.Into), s.From, s.To, Move{Day: s.Day, Reason: s.Reason, Note: s.Note}); err != nil {
			return err
		}
	}
	return t.tiersGiven(m)
}

// tiersGiven lets the next run true up what looked at the survivor's tier.
func (t *tx) tiersGiven(m *merged) error {
	if len(m.Tiers) == 0 {
		return nil
	}
	return t.askedOfPartner(m.Into, m.Tiers[0].Day)
}

// takeBackTiers takes the survivor out of the tiers that it took over, unless it was moved since.
func (t *tx) takeBackTiers(m merged, stays Partner) error {
	if len(m.Tiers) == 0 {
		return nil
	}
	steps, err := t.Steps(KindTier, int64(m.Into))
	if err != nil {
		return err
	}
	at := len(steps) - len(m.Tiers)
	if at < 0 || !slices.EqualFunc(steps[at:], m.Tiers, func(a, b Step) bool { return a.To == b.To && a.Day == b.Day }) {
		return Stale("The tier of " + stays.Name)
	}
	for _, s := range m.Tiers {
		if err := t.step(KindTier, int64(m.Into), s.To, "", Move{Day: s.Day, Reason: "undone", Note: "undone"}); err != nil {
			return err
		}
	}
	return t.tiersGiven(&m)
}
