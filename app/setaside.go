package app

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"rapport/app/calendar"
)

// Gate is a check that blocks, and that a person may set aside for a partner with a written reason (domain.md 4).
type Gate string

// The gates that may be set aside. What holds a line, such as a missing consent document, is released line by line instead.
const (
	GateTIN         Gate = "tax number"   // no payout that reaches the threshold of Form 1099-NEC without it
	GateSelfBilling Gate = "self-billing" // no self-billed document without the agreement, the VAT number and the words
)

// Gates are all of them.
func Gates() []Gate { return []Gate{GateTIN, GateSelfBilling} }

// kindGate begins the kinds under which the steps of a gate are kept; their subject is the partner.
const kindGate = "gate "

// The two states of a gate for a partner.
const (
	gateStands = "stands"
	gateAside  = "set aside"
)

// Override is that a gate is set aside for a partner: by whom, why, and until the end of the year.
type Override struct {
	Gate   Gate
	Since  calendar.Day
	Until  calendar.Day // its last day
	By     string
	Reason string
}

// asideOn tells whether a gate is set aside for a partner on a day: since an earlier day of the same calendar year.
func asideOn(b Books, g Gate, id ID[Partner], day calendar.Day) (Override, bool, error) {
	steps, err := b.Steps(Kind(kindGate+string(g)), int64(id))
	if err != nil || len(steps) == 0 {
		return Override{}, false, err
	}
	last := steps[len(steps)-1]
	year := calendar.YearOf(last.Day)
	return Override{g, last.Day, year.Last(), last.Who, last.Reason}, last.To == gateAside && day >= last.Day && day < year.To, nil
}

// SetAside sets a gate aside for a partner until the end of the calendar year, with a reason that is kept; Heed and History.Undo take it back.
func (u Taxes) SetAside(ctx context.Context, ask Ask, id ID[Partner], g Gate, reason string) (Receipt, error) {
	return u.f.write(ctx, ask, "gate.override", func(t *tx) error {
		reason = strings.TrimSpace(reason)
		if reason == "" {
			return Bad("reason", "Setting a rule aside needs a written reason; it is kept.", "Write why.")
		}
		return t.moveGate(id, g, gateAside, reason)
	})
}

// Heed lets a gate stand again for a partner.
func (u Taxes) Heed(ctx context.Context, ask Ask, id ID[Partner], g Gate) (Receipt, error) {
	return u.f.write(ctx, ask, "gate.heed", func(t *tx) error { return t.moveGate(id, g, gateStands, "") })
}

func (t *tx) moveGate(id ID[Partner], g Gate, to, reason string) error {
	if !slices.Contains(Gates(), g) {
		return Bad("gate", fmt.Sprintf("%q is no rule that can be set aside.", string(g)), "Choose "+string(GateTIN)+" or "+string(GateSelfBilling)+".")
	}
	if err := within("reason", reason, 500); err != nil {
		return err
	}
	p, err := t.Partner(id)
	if err != nil {
		return err
	}
	_, aside, err := asideOn(t.Books, g, id, t.today)
	if err != nil {
		return err
	}
	from := gateStands
	if aside {
		from = gateAside
	}
	if from == to {
		return No(fmt.Sprintf("The rule on %s %s for %s already.", g, map[string]string{gateStands: "stands", gateAside: "is set aside"}[to], p.Name), "")
	}
	if err := t.step(Kind(kindGate+string(g)), int64(id), from, to, Move{Day: t.today, Reason: reason}); err != nil {
		return err
	}
	t.touch(KindPartner, int64(id))
	if to == gateStands {
		t.did(KindPartner, int64(id), "The rule on %s stands again for %s", g, p.Name)
	} else {
		t.did(KindPartner, int64(id), "Set aside the rule on %s for %s until %s: %s", g, p.Name, calendar.YearOf(t.today).Last(), reason)
	}
	return t.image(Kind(kindGate+string(g)), int64(id), from, to)
}

// restoreGate puts a gate back to what it was, unless it was moved since.
func (t *tx) restoreGate(img Image) (json.RawMessage, error) {
	var from, to string
	if err := json.Unmarshal(img.Before, &from); err != nil {
		return nil, err
	}
	if err := json.Unmarshal(img.After, &to); err != nil {
		return nil, err
	}
	steps, err := t.Steps(img.Kind, img.ID)
	if err != nil {
		return nil, err
	}
	if steps[len(steps)-1].To != to {
		return nil, Stale("This rule")
	}
	reason := "undone"
	for _, s := range steps {
		if s.To == from && s.Reason != "" {
			reason = s.Reason // done again, it is for the reason that was given
		}
	}
	t.touch(KindPartner, img.ID)
	return img.Before, t.step(img.Kind, img.ID, to, from, Move{Day: t.today, Reason: reason, Note: "undone"})
}

// aside tells whether a gate is set aside for a partner today, and says so in the receipt.
func (t *tx) aside(g Gate, p Partner) (bool, error) {
	o, ok, err := asideOn(t.Books, g, p.ID, t.today)
	if ok {
		t.warn("The rule on %s was set aside for %s by %s on %s: %s.", g, p.Name, o.By, o.Since, strings.TrimSuffix(o.Reason, "."))
	}
	return ok, err
}
