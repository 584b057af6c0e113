package app

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"rapport/app/calendar"
)

// Item is one entry of the calendar: a check-in, a promise, a task, contact that a cadence asks for, an outbound referral to ask about, or a material that is to be sent or renewed.
type Item struct {
	Kind     Kind // KindCheckin, KindPromise, KindTask, KindOutbound, KindCadence of the partner Subject, or KindMaterial
	Subject  int64
	Partner  ID[Partner]
	Name     string // of the partner; empty for a task without one
	What     string
	More     string // kind of contact, whose promise, what the task is about
	Day      calendar.Day
	At       calendar.Clock
	Zone     string
	Minutes  int
	Notice   calendar.Lead
	Owner    string
	State    string   // stored
	Open     bool     // waits for somebody
	Lateness Lateness // of an open one
}

// moment is when it is due: at its time, or as its day begins in the firm's zone.
func (i Item) moment(s Settings) time.Time { return calendar.Moment(i.Day, i.At, i.zone(s)) }

// zone is where its time of day is meant; a whole day is one of the firm's.
func (i Item) zone(s Settings) *time.Location {
	if own, err := time.LoadLocation(i.Zone); i.At != 0 && err == nil {
		return own
	}
	return s.zone()
}

// occasion names when it is due, so that it is shown once for that.
func (i Item) occasion() string {
	if i.At != 0 {
		return i.Day.String() + " " + i.At.String()
	}
	return i.Day.String()
}

// early names that it is to come, so that it is pointed out once before.
func (i Item) early() string { return "before " + i.occasion() }

// Reminders are the use-cases of the calendar and of what is shown when it is due.
type Reminders struct{ f *Firm }

// Agenda gives the calendar of a period: what is planned, was held, was promised and is to do, in order of time. Repeating tasks are shown
// on every day they will fall on.
func (u Reminders) Agenda(ctx context.Context, p calendar.Period) ([]Item, error) {
	return read(ctx, u.f, func(b Books) ([]Item, error) {
		s, err := b.Settings()
		if err != nil {
			return nil, err
		}
		days := Condition{Field: "day", From: p.From.String(), To: p.Last().String()}
		checkins, err := checkinRows(b, Query{}.With(days), mostItems)
		if err != nil {
			return nil, err
		}
		today := u.f.today(s)
		items, err := openItems(b, s, today, p.Last(), p.From)
		if err != nil {
			return nil, err
		}
		items = slices.DeleteFunc(items, func(i Item) bool { return i.Day < p.From || i.Kind == KindCheckin })
		for _, c := range checkins {
			items = append(items, checkinItem(c, today))
		}
		sortItems(items)
		return items, nil
	})
}

// Waiting gives what is open and due until a day, the most overdue first: one list, whatever it is.
func (u Reminders) Waiting(ctx context.Context, until calendar.Day) ([]Item, error) {
	return read(ctx, u.f, func(b Books) ([]Item, error) {
		s, err := b.Settings()
		if err != nil {
			return nil, err
		}
		items, err := openItems(b, s, u.f.today(s), until, 0)
		sortItems(items)
		return items, err
	})
}

// mostItems bounds what one look at the calendar reads.
const mostItems = 5000

func sortItems(items []Item) {
	slices.SortStableFunc(items, func(a, b Item) int {
		return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.At, b.At), cmp.Compare(a.Name, b.Name), cmp.Compare(a.Subject, b.Subject))
	})
}

// openItems gathers what waits until a day. Where from is set, repeating tasks are shown on every day from there on.
func openItems(b Books, s Settings, today, until, from calendar.Day) ([]Item, error) {
	by := Condition{Field: "day", To: until.String()}
	checkins, err := checkinRows(b, Query{}.With(Is("state", string(CheckinPlanned)), by), mostItems)
	if err != nil {
		return nil, err
	}
	var items []Item
	for _, c := range checkins {
		items = append(items, checkinItem(c, today))
	}
	by.Field = "due"
	promises, err := promiseRows(b, Query{}.With(Is("state", string(PromiseOpen)), by), mostItems)
	if err != nil {
		return nil, err
	}
	for _, p := range promises {
		items = append(items, Item{Kind: KindPromise, Subject: int64(p.ID), Partner: p.Partner, Name: p.PartnerName, What: p.What, More: whosePromise(p.Ours),
			Day: p.Due, Owner: p.Owner, State: string(p.State), Open: true, Lateness: lateness(p.Due, 0, today)})
	}
	tasks, err := taskRows(b, Query{}.With(Is("state", string(TaskOpen)), by), mostItems)
	if err != nil {
		return nil, err
	}
	for _, k := range tasks {
		items = append(items, taskItems(k, today, until, from)...)
	}
	chases, err := chaseItems(b, today, until)
	if err != nil {
		return nil, err
	}
	items = append(items, chases...)
	if items, err = materialItems(b, items, today, until); err != nil {
		return nil, err
	}
	dues, err := touches(b, s, today, nil)
	for _, d := range dues {
		if d.Planned == 0 && d.Due <= until {
			items = append(items, Item{Kind: KindCadence, Subject: int64(d.Partner), Partner: d.Partner, Name: d.Name, What: "Get in touch", More: lastWords(d),
				Day: d.Due, Owner: d.Owner, State: string(d.Cadence.State), Open: true, Lateness: d.Lateness})
		}
	}
	return items, err
}

// chaseItems are the outbound referrals whose partner is to be asked for news until a day.
func chaseItems(b Books, today, until calendar.Day) ([]Item, error) {
	rows, err := outboundRows(b, Query{}.With(Condition{Field: "chase", From: earliestDay, To: until.String()}).By("chase", false), mostItems)
	items := make([]Item, len(rows))
	for i, o := range rows {
		items[i] = Item{Kind: KindOutbound, Subject: int64(o.ID), Partner: o.Partner, Name: o.PartnerName, What: "Ask what became of " + o.ClientName,
			More: o.Number + ", " + string(o.State), Day: o.Chase, Owner: o.Owner, State: string(o.State), Open: true, Lateness: lateness(o.Chase, 0, today)}
	}
	return items, err
}

// earliestDay begins a filter that is to leave out what has no day.
const earliestDay = "1970-01-01"

func checkinItem(c CheckinRow, today calendar.Day) Item {
	i := Item{Kind: KindCheckin, Subject: int64(c.ID), Partner: c.Partner, Name: c.PartnerName, What: c.Title(), More: c.Kind, Day: c.Day, At: c.At, Zone: c.Zone,
		Minutes: c.Minutes, Notice: c.Notice, Owner: c.Owner, State: string(c.State), Open: c.State == CheckinPlanned}
	if i.Open {
		i.Lateness = lateness(c.Day, 0, today)
	}
	return i
}

// taskItems is a task on the day it is due, and on those it will come again within a span.
func taskItems(k TaskRow, today, until, from calendar.Day) []Item {
	i := Item{Kind: KindTask, Subject: int64(k.ID), Partner: k.Partner, Name: k.PartnerName, What: k.What, More: k.AboutWords(), Day: k.Due, At: k.At, Zone: k.Zone,
		Notice: k.Notice, Owner: k.Owner, State: string(k.State), Open: true, Lateness: lateness(k.Due, 0, today)}
	all := []Item{i}
	for day := k.next(max(k.Due, from-1)); from != 0 && day != 0 && day <= until && len(all) < 400; day = k.next(day) {
		i.Day, i.Lateness = day, NotYet
		all = append(all, i)
	}
	return all
}

// AboutWords say what a task is about, also when that is gone.
func (k TaskRow) AboutWords() string {
	switch {
	case k.About == "":
		return ""
	case k.AboutName == "":
		return fmt.Sprintf("the %s it was about is not kept any more", k.About)
	}
	return k.AboutName
}

func whosePromise(ours bool) string {
	if ours {
		return "our promise"
	}
	return "their promise"
}

func lastWords(t Touch) string {
	if t.Last == 0 {
		return t.Kind + ", never in touch so far"
	}
	return t.Kind + ", last in touch on " + t.Last.Label()
}

// contact counts what waits in the calendar.
func (t *Today) contact(b Books, s Settings, f *Firm) error {
	items, err := openItems(b, s, t.Day, t.Day, 0)
	if err != nil {
		return err
	}
	t.Waiting = int64(len(items))
	for _, i := range items {
		if i.Kind == KindPromise {
			t.Promises++
		}
		if i.Lateness > DueToday {
			t.Late++
		}
	}
	t.Missed, err = missed(b, s, f)
	return err
}
