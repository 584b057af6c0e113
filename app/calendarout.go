package app

import (
	"context"
	"fmt"
	"strings"
	"time"

	"rapport/app/calendar"
)

// CalendarOf says which entries go into a calendar file: one by its kind and id, those of a partner, or all of them.
type CalendarOf struct {
	Partner ID[Partner]
	Kind    Kind
	Subject int64
}

// daysBack is how long what has passed stays in a calendar file, and daysAhead how far contact that is due is looked up.
const daysBack, daysAhead = 400, 400

// Calendar gives entries for a calendar file. Notes stay here: such files are often shared.
func (u Reminders) Calendar(ctx context.Context, of CalendarOf) ([]calendar.Event, error) {
	return read(ctx, u.f, func(b Books) ([]calendar.Event, error) {
		s, err := b.Settings()
		if err != nil {
			return nil, err
		}
		file, err := b.FileID()
		if err != nil {
			return nil, err
		}
		o := calendarOut{Books: b, s: s, file: file, of: of, today: u.f.today(s)}
		for _, add := range []func() error{o.checkins, o.tasks, o.promises, o.chases, o.touches} {
			if err := add(); err != nil {
				return nil, err
			}
		}
		if len(o.events) == 0 && of.Kind != "" {
			return nil, Missing("This entry")
		}
		return o.events, nil
	})
}

// calendarOut gathers a calendar file.
type calendarOut struct {
	Books
	s      Settings
	file   string
	of     CalendarOf
	today  calendar.Day
	events []calendar.Event
}

// query is what of a kind is wanted; false when nothing is.
func (o *calendarOut) query(kind Kind, day string) (Query, bool) {
	q := Query{}
	switch {
	case o.of.Kind == kind:
		return q.With(Is("id", fmt.Sprint(o.of.Subject))), true
	case o.of.Kind != "":
		return q, false
	case o.of.Partner != 0:
		q = q.With(Is("partner", fmt.Sprint(int64(o.of.Partner))))
	}
	return q.With(Condition{Field: day, From: o.today.AddDays(-daysBack).String()}), true
}

func (o *calendarOut) add(kind Kind, id int64, zone string, e calendar.Event) {
	e.UID = fmt.Sprintf("%s-%d@%s.rapport", kind, id, o.file)
	e.Zone = o.s.zone()
	if own, err := time.LoadLocation(zone); err == nil && zone != "" {
		e.Zone = own
	}
	o.events = append(o.events, e)
}

func (o *calendarOut) checkins() error {
	q, ok := o.query(KindCheckin, "day")
	if !ok {
		return nil
	}
	return o.CheckinIDs(q, func(ids []int32) error {
		rows, err := o.CheckinRows(ids)
		for _, c := range rows {
			who := c.PartnerName
			if c.PersonName != "" {
				who += ", " + c.PersonName
			}
			o.add(KindCheckin, int64(c.ID), c.Zone, calendar.Event{Sequence: int(c.Version), Changed: c.EnteredAt, Day: c.Day, At: c.At, Minutes: c.Minutes, Notice: c.notice(),
				Summary: c.Title() + ": " + who, Cancelled: c.State != CheckinPlanned && c.State != CheckinHeld})
		}
		return err
	})
}

func (o *calendarOut) tasks() error {
	q, ok := o.query(KindTask, "due")
	if !ok {
		return nil
	}
	return o.TaskIDs(q, func(ids []int32) error {
		rows, err := o.TaskRows(ids)
		for _, k := range rows {
			e := calendar.Event{Sequence: int(k.Version), Changed: k.MadeAt, Day: k.Due, At: k.At, Notice: k.notice(), Summary: strings.Join(tidyList([]string{k.What, k.PartnerName}), ": "),
				Cancelled: k.State == TaskDropped}
			if k.State == TaskOpen {
				e.Every, e.First, e.Until = k.Every, k.Start, k.Until
			}
			o.add(KindTask, int64(k.ID), k.Zone, e)
		}
		return err
	})
}

func (o *calendarOut) promises() error {
	q, ok := o.query(KindPromise, "due")
	if !ok {
		return nil
	}
	return o.PromiseIDs(q, func(ids []int32) error {
		rows, err := o.PromiseRows(ids)
		for _, p := range rows {
			if p.Due == 0 {
				continue
			}
			o.add(KindPromise, int64(p.ID), "", calendar.Event{Sequence: int(p.Version), Changed: p.Made.Time(), Day: p.Due,
				Summary: upperFirst(whosePromise(p.Ours)) + ": " + p.What + " (" + p.PartnerName + ")", Cancelled: p.State != PromiseOpen})
		}
		return err
	})
}

// chases adds the days on which partners are asked about outbound referrals.
func (o *calendarOut) chases() error {
	q, ok := o.query(KindOutbound, "chase")
	if !ok {
		return nil
	}
	return o.OutboundIDs(q, func(ids []int32) error {
		rows, err := o.OutboundRows(ids)
		for _, r := range rows {
			if r.Chase != 0 {
				o.add(KindOutbound, int64(r.ID), "", calendar.Event{Sequence: int(r.Version), Changed: r.EnteredAt, Day: r.Chase,
					Summary: "Ask " + r.PartnerName + " about " + r.Number})
			}
		}
		return err
	})
}

// touches adds the contact that cadences ask for. Its day moves on as contact is held, and its sequence with it.
func (o *calendarOut) touches() error {
	if o.of.Kind != "" && o.of.Kind != KindCadence {
		return nil
	}
	var of []ID[Partner]
	if id := max(o.of.Partner, ID[Partner](o.of.Subject)); id != 0 {
		of = []ID[Partner]{id}
	}
	all, err := touches(o.Books, o.s, o.today, of)
	for _, t := range all {
		if t.Planned != 0 || t.Due > o.today+daysAhead {
			continue
		}
		o.add(KindCadence, int64(t.Partner), "", calendar.Event{Sequence: int(t.Cadence.Version)<<20 | int(t.Due), Changed: t.Cadence.From.Time(), Day: t.Due,
			Summary: "Get in touch: " + t.Name})
	}
	return err
}
