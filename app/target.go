package app

import (
	"context"
	"fmt"

	"rapport/app/calendar"
)

// Target is what the firm and a partner want of a quarter.
type Target struct {
	ID       ID[Target]      `json:"id"`
	Partner  ID[Partner]     `json:"partner"`
	Period   calendar.Period `json:"period"`
	Received int64           `json:"received"` // introductions from the partner
	Given    int64           `json:"given"`    // introductions to the partner
	Note     string          `json:"note,omitempty"`
	Version  int64           `json:"version"`
}

// Words says what is wanted.
func (g Target) Words() string {
	return fmt.Sprintf("%s from them, %s from us", counted(g.Received, "introduction"), fmt.Sprint(g.Given))
}

// Targets gives what is wanted of a partner's quarters, the newest first.
func (u Reciprocities) Targets(ctx context.Context, partner ID[Partner]) ([]Target, error) {
	return read(ctx, u.f, func(b Books) ([]Target, error) { return b.Targets(partner) })
}

// SetTarget keeps what is wanted of a quarter, in the place of what was wanted of it before.
func (u Reciprocities) SetTarget(ctx context.Context, ask Ask, g Target) (Receipt, error) {
	return u.f.write(ctx, ask, "target.set", func(t *tx) error {
		p, err := t.Partner(g.Partner)
		if err != nil {
			return err
		}
		if g.Period != calendar.QuarterOf(g.Period.From) {
			return Bad("quarter", "A target is for a quarter.", "Write it as 2026-Q4.")
		}
		if g.Received < 0 || g.Given < 0 || g.Received > 100_000 || g.Given > 100_000 || g.Received+g.Given == 0 && g.Note == "" {
			return Bad("target", "A target is how many introductions are wanted, or something else in words.", "Enter numbers from zero up.")
		}
		if err := within("note", g.Note, 1000); err != nil {
			return err
		}
		t.did(KindTarget, 0, "Target with %s for %s: %s", p.Name, g.Period.Label(), g.Words())
		t.touch(KindPartner, int64(p.ID))
		return t.putTarget(g)
	})
}

// putTarget writes a target over the one of the same quarter.
func (t *tx) putTarget(g Target) error {
	all, err := t.Targets(g.Partner)
	if err != nil {
		return err
	}
	for _, old := range all {
		if old.Period == g.Period {
			g.ID, g.Version = old.ID, old.Version+1
			t.audit.Subject = int64(g.ID)
			return orError(t.PutTarget(g), t.image(KindTarget, int64(g.ID), old, g))
		}
	}
	id, err := t.nextID(KindTarget)
	if err != nil {
		return err
	}
	g.ID, g.Version = ID[Target](id), 1
	t.audit.Subject = id
	return orError(t.AddTarget(g), t.image(KindTarget, id, nil, g))
}
