package app

import (
	"fmt"
	"slices"
)

// HoldCredential holds the lines of a partner of whom a required credential ran out, until it is renewed or a person releases them.
const HoldCredential = "lapsed credential"

// LapseEffect is what follows from a credential that ran out.
type LapseEffect string

// The effects.
const (
	LapseNothing LapseEffect = "" // it is pointed out, no more
	LapseWarns   LapseEffect = "warn"
	LapseHolds   LapseEffect = "hold"
)

// LapseEffects are all of them.
func LapseEffects() []LapseEffect { return []LapseEffect{LapseNothing, LapseWarns, LapseHolds} }

// CredentialRule says what follows when a credential lapses; a rule of the firm.
type CredentialRule struct {
	Effect LapseEffect      `json:"effect,omitempty"`
	Kinds  []CredentialKind `json:"kinds,omitempty"` // that are required; empty: all
}

func (r CredentialRule) check() error {
	if !slices.Contains(LapseEffects(), r.Effect) {
		return Bad("lapsed credential", fmt.Sprintf("%q is not what can follow.", string(r.Effect)), "Choose warn or hold, or none.")
	}
	for _, k := range r.Kinds {
		if !slices.Contains(CredentialKinds(), k) {
			return Bad("required", fmt.Sprintf("%q is not a kind of credential.", string(k)), "Choose licence, insurance or screening.")
		}
	}
	return nil
}

// requires tells whether a kind of credential has to be valid.
func (r CredentialRule) requires(k CredentialKind) bool {
	return len(r.Kinds) == 0 || slices.Contains(r.Kinds, k)
}

// lapses are the partners of whom something required ran out, with what it is, where the firm's rule holds their money.
type lapses map[ID[Partner]]HoldReason

// heedLapses warns of required credentials that ran out or, by the firm's rule, holds what is unpaid of their partners. What was held for
// one and released by a person is not held for it again. It counts the lines held now.
func (t *tx) heedLapses() (held lapses, lines int, err error) {
	rule := t.settings.Credentials
	if rule.Effect == LapseNothing {
		return nil, 0, nil
	}
	due, err := t.CredentialsExpiring(t.today.AddDays(-1))
	if err != nil {
		return nil, 0, err
	}
	held = lapses{}
	for _, r := range due {
		if !rule.requires(r.Kind) || r.state(t.today) != CredentialLapsed {
			continue
		}
		say := fmt.Sprintf("The %s %s of %s ran out on %s.", r.Kind, r.What, r.PartnerName, r.Expires.Label())
		if rule.Effect == LapseWarns {
			t.warn("%s", say)
			continue
		}
		why := HoldReason{Kind: HoldCredential, Note: say, On: t.today}
		held[r.Partner] = why
		n, err := t.lapse(r, why, say)
		if err != nil {
			return nil, 0, err
		}
		lines += n
	}
	return held, lines, nil
}

// lapse keeps that a credential ran out and holds what is unpaid then, once.
func (t *tx) lapse(r CredentialRow, why HoldReason, say string) (int, error) {
	known, err := t.lapsedBefore(r.ID)
	if err != nil || known {
		return 0, err
	}
	if err := t.step(KindCredential, int64(r.ID), string(CredentialValid), string(CredentialLapsed), Move{Day: r.Expires + 1}); err != nil {
		return 0, err
	}
	n, err := t.holdLines(r.Partner, why)
	if n > 0 {
		t.warn("%s %s held now.", say, counted(n, "unpaid line"))
	}
	return n, err
}

// lapsedBefore tells whether it is kept already that a credential ran out.
func (t *tx) lapsedBefore(id ID[Credential]) (bool, error) {
	steps, err := t.Steps(KindCredential, int64(id))
	return len(steps) > 0 && steps[len(steps)-1].To == string(CredentialLapsed), err
}

// lapsedOf gives why a partner's money is held now, if it is.
func (t *tx) lapsedOf(partner ID[Partner]) (HoldReason, bool, error) {
	held, _, err := t.heedLapses()
	why, ok := held[partner]
	return why, ok, err
}

// renewed lets go what was held for a lapse once nothing required of the partner has run out any more: by a renewal, a correction, or
// because the credential does not count any more. What is released waits for approval.
func (t *tx) renewed(c Credential) error {
	if was, err := t.lapsedBefore(c.ID); err != nil {
		return err
	} else if was {
		if err := t.step(KindCredential, int64(c.ID), string(CredentialLapsed), string(c.state(t.today)), Move{}); err != nil {
			return err
		}
	}
	all, err := t.Credentials(c.Partner)
	if err != nil || slices.ContainsFunc(all, func(o Credential) bool {
		return t.settings.Credentials.requires(o.Kind) && o.state(t.today) == CredentialLapsed
	}) {
		return err
	}
	var before, after []Standing
	q := Query{}.With(Is("partner", fmt.Sprint(int64(c.Partner))), Is("state", string(Held)), Is("hold", HoldCredential))
	err = t.Standings(q, func(l *LineRow) error {
		s := l.Standing
		s.Holds = slices.Clone(s.Holds)
		s.clear(slices.IndexFunc(s.Holds, func(h HoldReason) bool { return h.Kind == HoldCredential }))
		before, after = append(before, l.Standing), append(after, s)
		return nil
	})
	if err != nil || len(after) == 0 {
		return err
	}
	t.warn("%s no longer held for it.", counted(len(after), "line"))
	t.touch(KindLine, 0)
	return orError(t.PutStanding(after), t.standingImages(before, after))
}
