package calendar

import (
	"fmt"
	"strings"
	"time"
)

// Lead is how long before something it is pointed out, in minutes; 0 is not at all. Whole days are days of the calendar: a day before 9:00
// is 9:00 also over a change of the clocks.
type Lead int32

// MostLead bounds a notice: four weeks.
const MostLead Lead = 28 * aDay

// NoLead says that there is to be none where saying nothing means something else.
const NoLead Lead = -1

const anHour, aDay Lead = 60, 24 * 60

// Days is how many whole days it is; false when it is not of whole days.
func (l Lead) Days() (int, bool) { return int(l / aDay), l > 0 && l%aDay == 0 }

// Before is when something at a moment is pointed out: at is none for a whole day, which has notice of days alone.
func (l Lead) Before(d Day, at Clock, zone *time.Location) time.Time {
	if days, whole := l.Days(); whole {
		return Moment(d.AddDays(-days), at, zone)
	}
	return Moment(d, at, zone).Add(-time.Duration(l) * time.Minute)
}

// String is "15 minutes", "1 hour", "2 days", "none", and nothing for nothing said.
func (l Lead) String() string {
	n, word := l, "minute"
	switch {
	case l == 0:
		return ""
	case l < 0:
		return "none"
	case l%aDay == 0:
		n, word = l/aDay, "day"
	case l%anHour == 0:
		n, word = l/anHour, "hour"
	}
	if n == 1 {
		return "1 " + word
	}
	return fmt.Sprintf("%d %ss", n, word)
}

// ParseLead reads "15", "15 min", "2 hours", "1 day", "1w"; "no", "none" and "0" are NoLead, and nothing is 0.
func ParseLead(text string) (Lead, error) {
	s := strings.TrimSuffix(strings.ToLower(strings.TrimSpace(text)), " before")
	switch s {
	case "":
		return 0, nil
	case "no", "none", "0":
		return NoLead, nil
	}
	n, width, rest := leadingNumber(s)
	unit, known := map[string]Lead{"": 1, "m": 1, "min": 1, "minute": 1, "h": anHour, "hour": anHour, "d": aDay, "day": aDay, "w": 7 * aDay,
		"week": 7 * aDay}[strings.TrimSuffix(strings.TrimSpace(rest), "s")]
	if !known || width == 0 || width > 5 || n < 1 {
		return 0, say("%s is not a notice; write it like 15 minutes, 2 hours or 1 day", shown(text))
	}
	if Lead(n) > MostLead/unit {
		return 0, say("Notice of %s is more than four weeks", shown(text))
	}
	return Lead(n) * unit, nil
}
