package app

import (
	"context"
	"encoding/json"
	"strings"

	"rapport/app/calendar"
)

// CheckinMove is what comes of a planned check-in that was not held as planned.
type CheckinMove struct {
	To     calendar.Day   // of one that is moved
	At     calendar.Clock // of one that is moved; 0 as before
	Reason string
}

// Mark says what came of a planned check-in: not held, moved, skipped, cancelled. Holding it has its own act.
func (u Checkins) Mark(ctx context.Context, ask Ask, id ID[Checkin], to CheckinState, m CheckinMove) (Receipt, error) {
	return u.f.write(ctx, ask, "checkin.state", func(t *tx) error {
		old, err := t.Checkin(id)
		if err != nil {
			return err
		}
		if err := checkinMoves().check("This check-in", old.State, to); err != nil {
			return err
		}
		if to == CheckinHeld {
			return No("A check-in that was held is logged with what came of it.", "Log it.")
		}
		c := old
		c.State, c.Reason = to, strings.TrimSpace(m.Reason)
		partner, err := t.Partner(c.Partner)
		if err != nil {
			return err
		}
		if err := within("reason", c.Reason, 1000); err != nil {
			return err
		}
		if to == CheckinMoved {
			if err := t.moveCheckin(&c, m); err != nil {
				return err
			}
			t.did(KindCheckin, int64(id), "Moved the %s with %s to %s", c.Kind, partner.Name, m.To.Label())
		} else {
			t.did(KindCheckin, int64(id), "The %s with %s on %s is %s", c.Kind, partner.Name, c.Day.Label(), to)
		}
		return t.putCheckin(old, c, Move{Note: c.Reason})
	})
}

// moveCheckin plans the same contact for another day and links it.
func (t *tx) moveCheckin(c *Checkin, m CheckinMove) error {
	if m.To == 0 || m.To < t.today || m.To == c.Day && (m.At == 0 || m.At == c.At) {
		return Bad("to", "Moving needs another day, from today on.", "Enter the new day.")
	}
	next := *c
	next.State, next.Day, next.Reason, next.Reference = CheckinPlanned, m.To, "", ""
	if m.At != 0 {
		next.At = m.At
	}
	if _, err := t.addCheckin(&next); err != nil {
		return err
	}
	c.MovedTo = next.ID
	return nil
}

// Attach keeps files with a check-in.
func (u Checkins) Attach(ctx context.Context, ask Ask, id ID[Checkin], files []File) (Receipt, error) {
	return u.f.write(ctx, ask, "checkin.attach", func(t *tx) error {
		c, err := t.Checkin(id)
		if err != nil {
			return err
		}
		if err := t.attach(c.Partner, KindCheckin, int64(id), files); err != nil {
			return err
		}
		t.touch(KindPartner, int64(c.Partner))
		t.did(KindCheckin, int64(id), "Added %s to the %s on %s", counted(len(files), "file"), c.Kind, c.Day.Label())
		return nil
	})
}

// Naming gives the check-ins whose notes name a person or a referral, the newest first.
func (u Checkins) Naming(ctx context.Context, kind Kind, id int64) ([]CheckinRow, error) {
	return read(ctx, u.f, func(b Books) ([]CheckinRow, error) {
		list, err := b.MentionedIn(kind, id)
		if err != nil {
			return nil, err
		}
		ids := make([]int32, len(list))
		for i, c := range list {
			ids[i] = int32(c)
		}
		return b.CheckinRows(ids)
	})
}

// restoreCheckin puts a check-in back. The files of one that was added stay where they are, for when it is done again.
func (t *tx) restoreCheckin(img Image) (json.RawMessage, error) {
	var before, after Checkin
	if len(img.Before) > 0 && len(img.After) > 0 && json.Unmarshal(img.Before, &before) == nil && json.Unmarshal(img.After, &after) == nil && before.State != after.State {
		if err := t.step(KindCheckin, img.ID, string(after.State), string(before.State), Move{Note: "undone"}); err != nil {
			return nil, err
		}
	}
	put := func(c Checkin) error { return orError(t.PutCheckin(c), t.mention(c)) }
	add := func(c Checkin) error { return orError(t.AddCheckins([]Checkin{c}), t.mention(c)) }
	return restore(img, "check-in", t.Checkin, func(c *Checkin) *int64 { return &c.Version }, put, add, t.DeleteCheckin)
}
