package app

import (
	"context"
	"fmt"
	"strings"

	"rapport/app/calendar"
	"rapport/app/names"
)

// PromiseIDs gives the ids of a list of promises in order, in chunks.
func (u Checkins) PromiseIDs(ctx context.Context, q Query, each func([]int32) error) error {
	return u.f.deps.Store.Read(ctx, u.f.ids(Books.PromiseIDs, q, each))
}

// Promises gives promises as lists show them, at most so many.
func (u Checkins) Promises(ctx context.Context, q Query, most int) ([]PromiseRow, error) {
	return readAmong(ctx, u.f, q, func(b Books, q Query) ([]PromiseRow, error) { return promiseRows(b, q, most) })
}

func promiseRows(b Books, q Query, most int) ([]PromiseRow, error) {
	ids, err := firstIDs(b.PromiseIDs, q, most)
	if err != nil {
		return nil, err
	}
	return b.PromiseRows(ids)
}

// promisesAround are those given at a check-in, then what is open with the partner from others.
func promisesAround(b Books, c Checkin) ([]PromiseRow, error) {
	here, err := promiseRows(b, Query{}.With(Is("checkin", fmt.Sprint(int64(c.ID)))), 100)
	if err != nil {
		return nil, err
	}
	open, err := promiseRows(b, Query{}.With(Is("partner", fmt.Sprint(int64(c.Partner))), Is("state", string(PromiseOpen))), 100)
	for _, p := range open {
		if p.Checkin != c.ID {
			here = append(here, p)
		}
	}
	return here, err
}

// Promise keeps what one side told the other, outside of a check-in.
func (u Checkins) Promise(ctx context.Context, ask Ask, p Promise) (Receipt, error) {
	return u.f.write(ctx, ask, "promise.add", func(t *tx) error {
		p.Made = orDay(p.Made, t.today)
		if err := t.addPromise(&p); err != nil {
			return err
		}
		t.did(KindPromise, int64(p.ID), "%s: %s", promisedBy(p), p.What)
		return nil
	})
}

// promisedBy says whose promise it is.
func promisedBy(p Promise) string {
	if p.Ours {
		return "We promised"
	}
	return "They promised"
}

func (t *tx) addPromise(p *Promise) error {
	if p.What = names.Clean(p.What); p.What == "" {
		return Bad("what", "Say what was promised.", "Write it in a few words.")
	}
	if err := within("what", p.What, 500); err != nil {
		return err
	}
	if _, err := t.Partner(p.Partner); err != nil {
		return err
	}
	if p.Due != 0 && p.Due < p.Made {
		return Bad("due", fmt.Sprintf("%s is before it was promised on %s.", p.Due, p.Made), "Enter a later day.")
	}
	id, err := t.nextID(KindPromise)
	if err != nil {
		return err
	}
	p.ID, p.State, p.Ended, p.Owner, p.Version = ID[Promise](id), PromiseOpen, 0, orElse(p.Owner, t.actor), 1
	if err := t.AddPromise(*p); err != nil {
		return err
	}
	t.touch(KindPartner, int64(p.Partner))
	return t.image(KindPromise, id, nil, *p)
}

// KeepPromise moves a promise: kept, broken or dropped.
func (u Checkins) KeepPromise(ctx context.Context, ask Ask, id ID[Promise], to PromiseState, m Move) (Receipt, error) {
	return u.f.write(ctx, ask, "promise.state", func(t *tx) error {
		old, err := t.Promise(id)
		if err != nil {
			return err
		}
		if err := promiseMoves().check("This promise", old.State, to); err != nil {
			return err
		}
		p := old
		p.State, p.Ended, p.Reason, p.Version = to, orDay(m.Day, t.today), strings.TrimSpace(m.Note), old.Version+1
		if p.Ended > t.today || p.Ended < p.Made {
			return Bad("day", fmt.Sprintf("%s is before it was promised, or lies in the future.", p.Ended), "Enter the day it happened.")
		}
		return t.putPromise(old, p, fmt.Sprintf("%s: %s – %s", promisedBy(p), p.What, to))
	})
}

// MovePromise gives an open promise another day.
func (u Checkins) MovePromise(ctx context.Context, ask Ask, id ID[Promise], due calendar.Day) (Receipt, error) {
	return u.f.write(ctx, ask, "promise.edit", func(t *tx) error {
		old, err := t.Promise(id)
		if err != nil {
			return err
		}
		if old.State != PromiseOpen {
			return No(fmt.Sprintf("This promise is %s.", old.State), "")
		}
		p := old
		p.Due, p.Version = due, old.Version+1
		if due < p.Made {
			return Bad("due", fmt.Sprintf("%s is before it was promised on %s.", due, p.Made), "Enter a later day.")
		}
		return t.putPromise(old, p, fmt.Sprintf("%s, by %s: %s", promisedBy(p), due.Label(), p.What))
	})
}

func (t *tx) putPromise(old, p Promise, label string) error {
	if err := within("note", p.Reason, 1000); err != nil {
		return err
	}
	if err := t.PutPromise(p); err != nil {
		return err
	}
	t.did(KindPromise, int64(p.ID), "%s", label)
	t.touch(KindPartner, int64(p.Partner))
	return t.image(KindPromise, int64(p.ID), old, p)
}
