package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"rapport/app/money"
)

// wholeShare is a whole referral in basis points.
const wholeShare = 10_000

// kindShares marks the image of who is credited for a referral.
const kindShares Kind = "shares"

// MaySplit tells whether who is credited may still change: it is frozen once the referral is won.
func (r Referral) MaySplit() error {
	if r.Stage == Won {
		return No("This referral is won: who is credited is frozen.", "Reopen it first, while nothing is approved.")
	}
	return nil
}

// Split credits several partners for a referral; the shares are basis points and sum to 10,000. A row with a person and no
// partner is the partner's of that person. Problems name the row, from 1: "shares.2.partner"; of the sum, "shares".
func (u Referrals) Split(ctx context.Context, ask Ask, id ID[Referral], shares []Attribution) (Receipt, error) {
	return u.f.write(ctx, ask, "referral.split", func(t *tx) error {
		old, err := t.Referral(id)
		if err != nil {
			return err
		}
		if err := old.MaySplit(); err != nil {
			return err
		}
		if shares, err = t.checkShares(old, shares); err != nil {
			return err
		}
		before, err := t.Attribution(id)
		if err != nil {
			return err
		}
		r := old
		r.Split, r.Version = len(shares) > 1, old.Version+1
		if err := t.PutAttribution(id, shares); err != nil {
			return err
		}
		if err := t.PutReferral(r); err != nil {
			return err
		}
		t.did(KindReferral, int64(id), "Split the credit of %s between %s", r.Number, counted(len(shares), "partner"))
		if !r.Split {
			t.audit.Label = fmt.Sprintf("Gave one partner the whole credit of %s", r.Number)
		}
		if err := t.image(KindReferral, int64(id), old, r); err != nil {
			return err
		}
		return t.image(kindShares, int64(id), before, shares)
	})
}

// checkShares gives the rows with their partners, or says what is wrong with them.
func (t *tx) checkShares(r Referral, rows []Attribution) ([]Attribution, error) {
	shares, sum := slices.Clone(rows), int64(0)
	seen := map[ID[Partner]]bool{}
	for i := range shares {
		if err := t.checkShare(&shares[i], seen); err != nil {
			return nil, atShare(i, err)
		}
		seen[shares[i].Partner] = true
		sum += shares[i].Share
	}
	if sum != wholeShare {
		return nil, Bad("shares", fmt.Sprintf("The shares add up to %s %%, not 100 %%.", percent(sum)), "Change them until they add up to 100 %.")
	}
	if !seen[r.Partner] {
		return nil, Bad("shares", "The partner who made the referral is not among those credited.", "Give it a share too.")
	}
	return shares, nil
}

// atShare names the row in a problem.
func atShare(i int, err error) error {
	var p *Problem
	if !errors.As(err, &p) || p.Field == "" {
		return err
	}
	named := *p
	named.Field = fmt.Sprintf("shares.%d.%s", i+1, p.Field)
	return &named
}

// checkShare completes one row and holds it against the rules; seen are the partners of the rows before it.
func (t *tx) checkShare(a *Attribution, seen map[ID[Partner]]bool) error {
	if a.Share <= 0 || a.Share > wholeShare {
		return Bad("share", "Each share must be above zero and at most 100 %.", "Leave out a partner who gets nothing.")
	}
	if a.Role != Sourced && a.Role != Influenced && a.Role != Assisted {
		return Bad("role", fmt.Sprintf("%q is not a role.", a.Role), "Choose sourced, influenced or assisted.")
	}
	if a.Person != 0 {
		person, err := t.Person(a.Person)
		if err != nil {
			return err
		}
		if a.Partner != 0 && a.Partner != person.Partner {
			return Bad("partner", person.Name+" belongs to another partner.", "Choose a person of the partner who is credited.")
		}
		a.Partner = person.Partner
	}
	if seen[a.Partner] {
		return Bad("partner", "A partner is named twice.", "Add its shares together.")
	}
	_, err := t.mayRefer(a.Partner)
	return err
}

// restoreShares puts back who was credited, while it is as the act left it.
func (t *tx) restoreShares(img Image) (json.RawMessage, error) {
	var before, after []Attribution
	if err := json.Unmarshal(img.Before, &before); err != nil {
		return nil, err
	}
	if err := json.Unmarshal(img.After, &after); err != nil {
		return nil, err
	}
	now, err := t.Attribution(ID[Referral](img.ID))
	if err != nil {
		return nil, err
	}
	if !slices.Equal(now, after) {
		return nil, Stale("The credit of this referral")
	}
	return img.Before, t.PutAttribution(ID[Referral](img.ID), before)
}

// ParseShare reads a share as people write it, "33.33" or "33,5 %", and gives basis points.
func ParseShare(text string) (int64, error) {
	rate, err := money.ParsePercent(text)
	if err != nil {
		return 0, Bad("share", err.Error(), "")
	}
	share := rate.Of(wholeShare, money.HalfUp)
	if rate.Of(100*wholeShare, money.HalfUp) != 100*share {
		return 0, Bad("share", "A share has at most two decimals.", "Write it like 33.33.")
	}
	return share, nil
}

// ShareText writes basis points as ParseShare reads them: 3333 is 33.33.
func ShareText(points int64) string { return percent(points) }

// EvenShares shares the whole between n so that no two parts differ by more than a hundredth of a percent.
func EvenShares(n int) []int64 { return money.Split(wholeShare, make([]int64, n)) }

// ShareLeft is what is not given to anybody yet, below zero when too much is.
func ShareLeft(shares ...int64) int64 {
	left := int64(wholeShare)
	for _, s := range shares {
		left -= s
	}
	return left
}

// percent writes basis points as a percentage: 3333 is 33.33.
func percent(points int64) string {
	sign := ""
	if points < 0 {
		sign, points = "-", -points
	}
	return sign + strings.TrimSuffix(strings.TrimRight(fmt.Sprintf("%d.%02d", points/100, points%100), "0"), ".")
}
