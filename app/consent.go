package app

import (
	"context"
	"fmt"
	"slices"

	"rapport/app/calendar"
)

// HoldConsent holds a share of a divided fee until the client's written consent is noted on the referral.
const HoldConsent = "consent document"

// Consent notes the client's written consent to a division of the fee, with the document it is in, and lets go the lines that waited
// for it. Day 0 is today.
func (u Referrals) Consent(ctx context.Context, ask Ask, id ID[Referral], day calendar.Day, document string) (Receipt, error) {
	return u.f.write(ctx, ask, "referral.consent", func(t *tx) error {
		old, err := t.Referral(id)
		if err != nil {
			return err
		}
		r := old
		if r.Consented = orDay(day, t.today); r.Consented > t.today {
			return Bad("day", fmt.Sprintf("%s lies in the future.", r.Consented), "Enter the day on which the client signed.")
		}
		if document == "" {
			return Bad("document", "It is not said where the client consented.", "Name the document, such as “engagement letter of 3 May”.")
		}
		r.Version++
		if err := t.PutReferral(r); err != nil {
			return err
		}
		t.did(KindReferral, int64(id), "The client of %s consented to the division of the fee on %s: %s", r.Number, r.Consented, document)
		free, err := t.releaseConsent(id)
		if err != nil || free {
			return err // without an image: lines that were let go are not held again
		}
		return t.image(KindReferral, int64(id), old, r)
	})
}

// releaseConsent lets go what was held for the consent alone, and tells whether a line changed.
func (t *tx) releaseConsent(id ID[Referral]) (bool, error) {
	rows, err := t.LinesOfReferral(id)
	if err != nil {
		return false, err
	}
	var free []Standing
	for _, l := range rows {
		s := l.Standing
		if s.State != Held {
			continue
		}
		s.Holds = slices.DeleteFunc(slices.Clone(s.Holds), func(h HoldReason) bool { return h.Kind == HoldConsent })
		if len(s.Holds) == len(l.Standing.Holds) {
			continue
		}
		if len(s.Holds) == 0 {
			s.State = Accrued
		}
		free = append(free, s)
	}
	if len(free) == 0 {
		return false, nil
	}
	t.noUndo = true
	t.touch(KindLine, 0)
	return true, t.PutStanding(free)
}
