package files

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"

	"rapport/app/calendar"
)

// usualMinutes is how long an entry with a time takes when nothing is said.
const usualMinutes = 30

// WriteCalendar writes events as an iCalendar file (RFC 5545). Times stand in their own zone, which the file describes, so that a
// repeating one keeps its hour when the clocks change.
func WriteCalendar(w io.Writer, name string, events []calendar.Event) error {
	cal := ics.NewCalendarFor("Rapport")
	cal.SetProductId("-//Rapport//Calendar//EN")
	cal.SetCalscale("GREGORIAN")
	cal.SetMethod(ics.MethodPublish)
	cal.SetXWRCalName(name)
	cal.SetRefreshInterval("PT15M")
	zones := spans(events)
	for _, name := range slices.Sorted(maps.Keys(zones)) {
		cal.AddVTimezone(zones[name].component(name))
	}
	for _, e := range events {
		addEvent(cal, e)
	}
	var buf bytes.Buffer
	if err := cal.SerializeTo(&buf, ics.WithNewLineWindows); err != nil {
		return err
	}
	_, err := buf.WriteTo(w)
	return err
}

func addEvent(cal *ics.Calendar, e calendar.Event) {
	v := cal.AddEvent(e.UID)
	v.SetDtStampTime(e.Changed)
	v.SetSequence(e.Sequence)
	v.SetSummary(plain(e.Summary))
	if e.At == 0 {
		v.SetAllDayStartAt(e.Day.Time())
		v.SetAllDayEndAt(e.Day.AddDays(1).Time())
		v.SetProperty(ics.ComponentPropertyTransp, "TRANSPARENT")
	} else {
		minutes := e.Minutes
		if minutes == 0 {
			minutes = usualMinutes
		}
		start := calendar.Moment(e.Day, e.At, e.Zone)
		setTime(v, ics.ComponentPropertyDtStart, start)
		setTime(v, ics.ComponentPropertyDtEnd, start.Add(time.Duration(minutes)*time.Minute))
	}
	v.SetStatus(ics.ObjectStatusConfirmed)
	if e.Cancelled {
		v.SetStatus(ics.ObjectStatusCancelled)
	}
	if rule := ruleOf(e); rule != "" {
		v.AddRrule(rule)
	}
	if e.Notice > 0 && !e.Cancelled {
		a := v.AddAlarm()
		a.SetAction(ics.ActionDisplay)
		a.SetTrigger(trigger(e))
		a.SetDescription(plain(e.Summary))
	}
}

// trigger is how long before its start an event is pointed out. A whole day starts at midnight: it is pointed out at nine in the morning.
func trigger(e calendar.Event) string {
	days, whole := e.Notice.Days()
	switch {
	case e.At == 0 && days > 1:
		return fmt.Sprintf("-P%dDT15H", days-1)
	case e.At == 0:
		return "-PT15H"
	case whole:
		return fmt.Sprintf("-P%dD", days)
	}
	return fmt.Sprintf("-PT%dM", e.Notice)
}

// setTime writes a time as the clock shows it in its zone; UTC needs no description.
func setTime(v *ics.VEvent, which ics.ComponentProperty, t time.Time) {
	if t.Location() == time.UTC || t.Location().String() == "UTC" {
		v.SetProperty(which, t.UTC().Format("20060102T150405Z"))
		return
	}
	v.SetProperty(which, t.Format("20060102T150405"), ics.WithTZID(t.Location().String()))
}

// plain takes control characters from a text, which a line of such a file can't hold.
func plain(text string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, text)
}

// ruleOf is how an event comes again. A day that not every month has is its last one there: by itself the standard would leave such
// months out.
func ruleOf(e calendar.Event) string {
	if e.Every.IsZero() {
		return ""
	}
	first := e.First
	if first == 0 {
		first = e.Day
	}
	rule := map[calendar.Unit]string{calendar.Days: "DAILY", calendar.Weeks: "WEEKLY", calendar.Months: "MONTHLY", calendar.Years: "YEARLY"}[e.Every.Unit]
	rule = fmt.Sprintf("FREQ=%s;INTERVAL=%d", rule, e.Every.N)
	on := first.DayOfMonth()
	switch {
	case e.Every.Unit == calendar.Months && on > 28:
		rule += ";BYMONTHDAY=" + upTo(on) + ";BYSETPOS=-1"
	case e.Every.Unit == calendar.Years && first.Month() == time.February && on == 29:
		rule += ";BYMONTH=2;BYMONTHDAY=28,29;BYSETPOS=-1"
	}
	if e.Until != 0 {
		if e.At == 0 {
			rule += ";UNTIL=" + e.Until.Time().Format("20060102")
		} else {
			rule += ";UNTIL=" + calendar.Moment(e.Until, e.At, e.Zone).UTC().Format("20060102T150405Z")
		}
	}
	return rule
}

// upTo is "28,29,30" for 30.
func upTo(day int) string {
	text := "28"
	for d := 29; d <= day; d++ {
		text += fmt.Sprint(",", d)
	}
	return text
}
