package calendar

import (
	"fmt"
	"strings"
	"time"
)

// Clock is a time of day to the minute: one more than the minutes since midnight, so that 0 is no time.
type Clock int16

// At is a time of day; none when there is no such time.
func At(hour, minute int) Clock {
	if hour < 0 || hour > 23 || minute < 0 || minute > 59 {
		return 0
	}
	return Clock(hour*60 + minute + 1)
}

// Minutes is how many minutes after midnight it is.
func (c Clock) Minutes() int { return max(0, int(c)-1) }

// String is "14:30", and nothing for no time.
func (c Clock) String() string {
	if c == 0 {
		return ""
	}
	return fmt.Sprintf("%02d:%02d", c.Minutes()/60, c.Minutes()%60)
}

// ParseClock reads "14:30", "9:05", "9.05", "930" or "9"; nothing is no time.
func ParseClock(text string) (Clock, error) {
	s := strings.ReplaceAll(strings.TrimSpace(text), ".", ":")
	if s == "" {
		return 0, nil
	}
	hours, minutes, has := strings.Cut(s, ":")
	if !has && len(s) > 2 {
		hours, minutes = s[:len(s)-2], s[len(s)-2:]
	}
	if !has && len(s) <= 2 {
		minutes = "00"
	}
	h, okH := digits(hours)
	m, okM := digits(minutes)
	if c := At(h, m); okH && okM && len(hours) <= 2 && len(minutes) == 2 && c != 0 {
		return c, nil
	}
	return 0, say("%s is not a time of day; write it like 14:30", shown(text))
}

// MarshalText writes String, and nothing for no time.
func (c Clock) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// UnmarshalText reads what ParseClock reads.
func (c *Clock) UnmarshalText(text []byte) (err error) {
	*c, err = ParseClock(string(text))
	return err
}

// Moment is when a day and time of day come in a place; no time is the day's beginning. A time that the clocks skip comes as much later as
// they skip: 02:30 is 03:30. Of a time that they show twice the first one counts.
func Moment(d Day, at Clock, zone *time.Location) time.Time {
	wall := d.Time().Add(time.Duration(at.Minutes()) * time.Minute)
	_, before := wall.Add(-26 * time.Hour).In(zone).Zone()
	_, after := wall.Add(26 * time.Hour).In(zone).Zone()
	early, late := wall.Add(-time.Duration(max(before, after))*time.Second), wall.Add(-time.Duration(min(before, after))*time.Second)
	for _, t := range []time.Time{early, late} {
		if shows(t.In(zone), wall) {
			return t.In(zone)
		}
	}
	return wall.Add(-time.Duration(before) * time.Second).In(zone)
}

// shows tells whether a local time reads as the clock on the wall.
func shows(local, wall time.Time) bool {
	return local.Format(time.DateTime) == wall.Format(time.DateTime)
}
