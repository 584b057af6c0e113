package files

import (
	"fmt"
	"time"

	ics "github.com/arran4/golang-ical"

	"rapport/app/calendar"
)

// zoneSpan is the time over which a file needs a zone.
type zoneSpan struct {
	zone     *time.Location
	from, to time.Time
}

// repeatYears is how long the changes of a clock are described for what repeats without an end.
const repeatYears = 10

// spans finds the zones of events with a time, and how long each is needed. UTC needs none.
func spans(events []calendar.Event) map[string]*zoneSpan {
	zones := map[string]*zoneSpan{}
	for _, e := range events {
		if e.At == 0 || e.Zone == nil || e.Zone == time.UTC || e.Zone.String() == "UTC" {
			continue
		}
		start := calendar.Moment(e.Day, e.At, e.Zone)
		end := start.AddDate(1, 0, 0)
		if !e.Every.IsZero() {
			end = start.AddDate(repeatYears, 0, 0)
		}
		z := zones[e.Zone.String()]
		if z == nil {
			z = &zoneSpan{zone: e.Zone, from: start, to: end}
			zones[e.Zone.String()] = z
		}
		if start.Before(z.from) {
			z.from = start
		}
		if end.After(z.to) {
			z.to = end
		}
	}
	return zones
}

// component describes a zone: what holds at the beginning, and every change of the clock after it. Changes alike are one entry with its
// further dates.
func (z *zoneSpan) component(name string) *ics.VTimezone {
	tz := ics.NewTimezone(name)
	at := z.from.AddDate(-1, 0, 0).In(z.zone)
	if began, _ := at.ZoneBounds(); !began.IsZero() {
		at = began
	}
	known := map[string]*ics.ComponentBase{}
	_, before := at.Add(-time.Second).Zone()
	z.observe(tz, known, at, before)
	for {
		_, change := at.ZoneBounds()
		if change.IsZero() || change.After(z.to) {
			return tz
		}
		_, before := at.Zone()
		at = change.In(z.zone)
		z.observe(tz, known, at, before)
	}
}

// observe adds the change of the clock at a moment, told in the time that held before it.
func (z *zoneSpan) observe(tz *ics.VTimezone, known map[string]*ics.ComponentBase, at time.Time, before int) {
	name, after := at.Zone()
	wall := at.UTC().Add(time.Duration(before) * time.Second).Format("20060102T150405")
	key := fmt.Sprint(name, before, after)
	if c := known[key]; c != nil {
		c.AddProperty(ics.ComponentPropertyRdate, wall)
		return
	}
	var c *ics.ComponentBase
	if at.IsDST() {
		d := &ics.Daylight{}
		tz.Components, c = append(tz.Components, d), &d.ComponentBase
	} else {
		c = &tz.AddStandard().ComponentBase
	}
	c.SetProperty(ics.ComponentPropertyDtStart, wall)
	c.SetProperty(ics.ComponentProperty(ics.PropertyTzoffsetfrom), offset(before))
	c.SetProperty(ics.ComponentProperty(ics.PropertyTzoffsetto), offset(after))
	c.SetProperty(ics.ComponentProperty(ics.PropertyTzname), name)
	known[key] = c
}

// offset is "+0130".
func offset(seconds int) string {
	sign := '+'
	if seconds < 0 {
		sign, seconds = '-', -seconds
	}
	return fmt.Sprintf("%c%02d%02d", sign, seconds/3600, seconds/60%60)
}
