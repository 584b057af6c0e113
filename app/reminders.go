package app

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"rapport/app/calendar"
)

// Remind is an item that is shown because it is due, or so long before as it asks for.
type Remind struct {
	Item
	Occasion string    // for which it is shown
	Moment   time.Time // it was due, or to be pointed out
	Missed   bool      // its day had passed when it was shown: the program was closed
	Early    bool      // pointed out before it is due
}

// Shown is what is to be shown now, and when to look again.
type Shown struct {
	Items []Remind
	Next  time.Time // when something will be due later today or comes back; zero: nothing today
}

// Show gives the reminders that are due and were not shown yet, and keeps that they were shown: each arrives once, however long the
// program was closed and whatever the clock does. Of a partner the most pressing contact is one entry.
func (u Reminders) Show(ctx context.Context) (Shown, error) {
	now := u.f.deps.Now()
	out, again, err := u.pending(ctx, now)
	if err != nil || len(out.Items) == 0 {
		return out, err
	}
	_, err = u.f.write(ctx, Ask{}, "reminder.show", func(t *tx) error {
		rows := make([]Reminder, len(out.Items))
		for i, r := range out.Items {
			rows[i] = Reminder{Kind: r.Kind, Subject: r.Subject, Occasion: r.Occasion, ShownAt: now.UTC().Truncate(time.Second)}
		}
		t.noUndo = true
		t.did(kindReminder, 0, "Reminded of %s%s", counted(len(rows), "thing"), snoozedWords(again))
		return t.PutReminders(rows)
	})
	return out, err
}

// kindReminder marks the audit lines and images of reminders.
const kindReminder Kind = "reminder"

func snoozedWords(again int) string {
	if again == 0 {
		return ""
	}
	return fmt.Sprintf(", %d of them snoozed before", again)
}

// pending works out what is due now and was not shown, or was snoozed until now.
func (u Reminders) pending(ctx context.Context, now time.Time) (out Shown, again int, err error) {
	err = u.f.deps.Store.Read(ctx, func(b Books) error {
		s, err := b.Settings()
		if err != nil {
			return err
		}
		today := u.f.today(s)
		items, err := openItems(b, s, today, today, 0)
		if err != nil {
			return err
		}
		ahead, err := coming(b, today)
		if err != nil {
			return err
		}
		sortItems(items)
		for _, r := range occasions(s, today, now, append(items, ahead...)) {
			due := r.Moment
			kept, shown, err := b.Reminder(r.Kind, r.Subject, r.Occasion)
			if err == nil && r.Early && !shown { // a clock that was set back: when it was due it was shown
				kept, shown, err = b.Reminder(r.Kind, r.Subject, r.occasion())
			}
			if err != nil {
				return err
			}
			if shown {
				due = kept.Again
			}
			switch {
			case due.IsZero():
			case due.After(now):
				if out.Next.IsZero() || due.Before(out.Next) {
					out.Next = due
				}
			default:
				if shown {
					again++
				}
				out.Items = append(out.Items, r)
			}
		}
		return nil
	})
	return out, again, err
}

// occasions are for what items are shown: when they are due, and before that where they ask for it or somebody did. Of what is due by now
// nothing is said as if it were still to come.
func occasions(s Settings, today calendar.Day, now time.Time, items []Item) (out []Remind) {
	for _, i := range items {
		due := i.moment(s)
		if due.After(now) {
			early := Remind{Item: i, Occasion: i.early(), Early: true}
			if i.Notice > 0 {
				early.Moment = i.Notice.Before(i.Day, i.At, i.zone(s))
			}
			out = append(out, early)
		}
		if i.Day <= today {
			out = append(out, Remind{Item: i, Occasion: i.occasion(), Moment: due, Missed: i.Day < today})
		}
	}
	return out
}

// CatchUp is what waits with one partner, or one task without a partner.
type CatchUp struct {
	Partner ID[Partner]
	Name    string
	Items   []Item
}

// ByPartner gathers items into one entry a partner, in the order in which each is met; items without one stay by themselves.
func ByPartner(items []Item) []CatchUp {
	var out []CatchUp
	at := map[ID[Partner]]int{}
	for _, i := range items {
		if k, ok := at[i.Partner]; ok && i.Partner != 0 {
			out[k].Items = append(out[k].Items, i)
			continue
		}
		at[i.Partner] = len(out)
		out = append(out, CatchUp{Partner: i.Partner, Name: orElse(i.Name, i.What), Items: []Item{i}})
	}
	return out
}

// Missed gives what came due while the program was closed and still waits: shown today for the first time, due before. One entry a partner.
func (u Reminders) Missed(ctx context.Context) ([]CatchUp, error) {
	return read(ctx, u.f, func(b Books) ([]CatchUp, error) {
		s, err := b.Settings()
		if err != nil {
			return nil, err
		}
		return missed(b, s, u.f)
	})
}

func missed(b Books, s Settings, f *Firm) ([]CatchUp, error) {
	today := f.today(s)
	items, err := openItems(b, s, today, today-1, 0)
	if err != nil || len(items) == 0 {
		return nil, err
	}
	shown, err := b.RemindersSince(Item{Day: today}.moment(s))
	if err != nil {
		return nil, err
	}
	sortItems(items)
	return ByPartner(slices.DeleteFunc(items, func(i Item) bool {
		return !slices.ContainsFunc(shown, func(r Reminder) bool {
			return r.Kind == i.Kind && r.Subject == i.Subject && r.Occasion == i.occasion()
		})
	})), nil
}

// Snooze lets a reminder come back at a later moment.
func (u Reminders) Snooze(ctx context.Context, ask Ask, i Item, until time.Time) (Receipt, error) {
	return u.f.write(ctx, ask, "reminder.snooze", func(t *tx) error {
		if !until.After(t.now) {
			return Bad("until", "A reminder can only come back later.", "Choose a moment to come.")
		}
		if !i.Open {
			return No("This waits for nobody any more.", "")
		}
		if err := t.stillThere(i); err != nil {
			return err
		}
		occasion := i.occasion()
		if i.moment(t.settings).After(until) { // it comes back before it is due, and when it is due all the same
			if occasion = i.early(); i.Day > t.today && i.Kind != KindCheckin && i.Kind != KindTask {
				return No(fmt.Sprintf("This is due on %s and is shown then.", i.Day.Label()), "Choose a later moment to put it off.")
			}
		}
		old, had, err := t.Reminder(i.Kind, i.Subject, occasion)
		if err != nil {
			return err
		}
		r := Reminder{Kind: i.Kind, Subject: i.Subject, Occasion: occasion, ShownAt: t.now, Again: until.UTC().Truncate(time.Second)}
		if err := t.PutReminders([]Reminder{r}); err != nil {
			return err
		}
		t.did(i.Kind, i.Subject, "Snoozed until %s: %s", until.In(t.settings.zone()).Format("2 Jan 2006, 15:04"), orElse(i.Name, i.What))
		if !had {
			return t.image(kindReminder, i.Subject, nil, r)
		}
		return t.image(kindReminder, i.Subject, old, r)
	})
}

// stillThere refuses to put off what was removed meanwhile.
func (t *tx) stillThere(i Item) (err error) {
	switch i.Kind {
	case KindCheckin:
		_, err = t.Checkin(ID[Checkin](i.Subject))
	case KindPromise:
		_, err = t.Promise(ID[Promise](i.Subject))
	case KindTask:
		_, err = t.Task(ID[Task](i.Subject))
	}
	return err
}

// restoreReminder puts back whether a reminder was shown and comes back.
func (t *tx) restoreReminder(img Image) (json.RawMessage, error) {
	var r Reminder
	if len(img.Before) == 0 {
		if err := json.Unmarshal(img.After, &r); err != nil {
			return nil, err
		}
		return nil, t.DeleteReminder(r)
	}
	if err := json.Unmarshal(img.Before, &r); err != nil {
		return nil, err
	}
	return img.Before, t.PutReminders([]Reminder{r})
}
