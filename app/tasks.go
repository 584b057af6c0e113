package app

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"rapport/app/calendar"
	"rapport/app/names"
)

// Tasks are the use-cases of what there is to do.
type Tasks struct{ f *Firm }

// IDs gives the ids of a list in order, in chunks.
func (u Tasks) IDs(ctx context.Context, q Query, each func([]int32) error) error {
	return u.f.deps.Store.Read(ctx, u.f.ids(Books.TaskIDs, q, each))
}

// Rows gives list rows by id.
func (u Tasks) Rows(ctx context.Context, ids []int32) ([]TaskRow, error) {
	return read(ctx, u.f, func(b Books) ([]TaskRow, error) { return b.TaskRows(ids) })
}

// taskRows reads the first rows of a list.
func taskRows(b Books, q Query, most int) ([]TaskRow, error) {
	ids, err := firstIDs(b.TaskIDs, q, most)
	if err != nil {
		return nil, err
	}
	return b.TaskRows(ids)
}

// Get gives one task.
func (u Tasks) Get(ctx context.Context, id ID[Task]) (TaskRow, error) {
	return read(ctx, u.f, func(b Books) (TaskRow, error) {
		rows, err := b.TaskRows([]int32{int32(id)})
		if err != nil || len(rows) == 0 {
			return TaskRow{}, orError(err, Missing("This task"))
		}
		return rows[0], nil
	})
}

// Of gives the open tasks of a partner.
func (u Tasks) Of(ctx context.Context, partner ID[Partner]) ([]TaskRow, error) {
	return read(ctx, u.f, func(b Books) ([]TaskRow, error) {
		return taskRows(b, Query{}.With(Is("partner", fmt.Sprint(int64(partner))), Is("state", string(TaskOpen))), 50)
	})
}

// TaskSubjects are the kinds of thing a task may be about.
func TaskSubjects() []Kind {
	return []Kind{KindReferral, KindAgreement, KindClient, KindStatement, KindDispute, KindPayout}
}

// Add keeps a new task.
func (u Tasks) Add(ctx context.Context, ask Ask, k Task) (Receipt, error) {
	return u.f.write(ctx, ask, "task.add", func(t *tx) error {
		k.Due = orDay(k.Due, t.today)
		k.Start, k.Notice = k.Due, t.usualNotice(k.Notice, k.At)
		if err := t.checkTask(&k); err != nil {
			return err
		}
		if k.About != "" {
			if err := t.isThere(k.About, k.AboutID); err != nil {
				return err
			}
		}
		id, err := t.nextID(KindTask)
		if err != nil {
			return err
		}
		k.ID, k.State, k.Ended, k.MadeAt, k.Version = ID[Task](id), TaskOpen, 0, t.now, 1
		if err := t.AddTask(k); err != nil {
			return err
		}
		t.taskDid(k, "New task for %s: %s", k.Due.Label(), k.What)
		return t.image(KindTask, id, nil, k)
	})
}

func (t *tx) taskDid(k Task, format string, args ...any) {
	t.did(KindTask, int64(k.ID), format, args...)
	if k.Partner != 0 {
		t.touch(KindPartner, int64(k.Partner))
	}
}

func (t *tx) checkTask(k *Task) error {
	k.What, k.Note, k.Owner = names.Clean(k.What), strings.TrimSpace(k.Note), orElse(names.Clean(k.Owner), t.actor)
	switch {
	case k.What == "":
		return Bad("what", "Say what there is to do.", "Write it in a few words.")
	case k.Until != 0 && k.Every.IsZero():
		return Bad("until", "A task that comes once has no end.", "Say how often it comes, or leave the end empty.")
	case k.Until != 0 && k.Until < k.Due:
		return Bad("until", fmt.Sprintf("It ends on %s, before it is due on %s.", k.Until, k.Due), "Enter a later day.")
	case k.About != "" && !slices.Contains(TaskSubjects(), k.About):
		return Bad("about", fmt.Sprintf("A task can't be about a %s.", k.About), "Link it to a partner, a referral, an agreement, a statement, a dispute or a payout.")
	}
	if k.Partner != 0 {
		p, err := t.Partner(k.Partner)
		if err != nil {
			return err
		}
		if p.State == Merged {
			k.Partner = p.MergedInto
		}
	}
	if err := t.checkZone(k.At, &k.Zone); err != nil {
		return err
	}
	if err := checkNotice(&k.Notice, k.At); err != nil {
		return err
	}
	return allWithin(limit{"what", k.What, 300}, limit{"note", k.Note, mostNote}, limit{"owner", k.Owner, 200})
}

// isThere refuses what is not kept.
func (t *tx) isThere(kind Kind, id int64) error {
	var err error
	switch kind {
	case KindReferral:
		_, err = t.Referral(ID[Referral](id))
	case KindAgreement:
		_, err = t.Agreement(ID[Agreement](id))
	case KindClient:
		_, err = t.Client(ID[Client](id))
	case KindStatement:
		_, err = t.Statement(ID[Statement](id))
	case KindDispute:
		_, err = t.Dispute(ID[Dispute](id))
	case KindPayout:
		_, err = t.Payout(ID[Payout](id))
	}
	return err
}

// Edit keeps a changed task. Another day starts a repeating one anew from there.
func (u Tasks) Edit(ctx context.Context, ask Ask, k Task) (Receipt, error) {
	return u.f.write(ctx, ask, "task.edit", func(t *tx) error {
		old, err := t.Task(k.ID)
		if err != nil {
			return err
		}
		if old.Version != k.Version {
			return Stale("This task")
		}
		k.State, k.Ended, k.MadeAt, k.Start = old.State, old.Ended, old.MadeAt, old.Start
		if k.Due != old.Due || k.Every != old.Every {
			k.Start = k.Due
		}
		if err := t.checkTask(&k); err != nil {
			return err
		}
		t.taskDid(k, "Changed the task: %s", k.What)
		return t.putTask(old, k)
	})
}

func (t *tx) putTask(old, k Task) error {
	k.Version = old.Version + 1
	if err := t.PutTask(k); err != nil {
		return err
	}
	return t.image(KindTask, int64(k.ID), old, k)
}

// Mark moves a task: done, dropped, or open again. A repeating one that is done goes on to its next day; dropping ends it.
func (u Tasks) Mark(ctx context.Context, ask Ask, id ID[Task], to TaskState, on calendar.Day) (Receipt, error) {
	return u.f.write(ctx, ask, "task.state", func(t *tx) error {
		old, err := t.Task(id)
		if err != nil {
			return err
		}
		if err := taskMoves().check("This task", old.State, to); err != nil {
			return err
		}
		if on = orDay(on, t.today); on > t.today {
			return Bad("day", fmt.Sprintf("%s lies in the future.", on), "Enter the day it was done.")
		}
		k := old
		if next := old.next(on); to == TaskDone && next != 0 {
			k.Due = next
			t.taskDid(k, "Done: %s; it comes again on %s", k.What, next.Label())
			return t.putTask(old, k)
		}
		k.State, k.Ended = to, on
		if to == TaskOpen {
			k.Ended = 0
		}
		t.taskDid(k, "%s: %s", upperFirst(string(to)), k.What)
		return t.putTask(old, k)
	})
}
