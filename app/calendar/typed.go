package calendar

import (
	"strings"
	"time"
)

// ParseTyped reads what people type into a form, day first: today, yesterday,
// tomorrow; mon to sun (the next one after today); +2w, -3d, +1m, +1y;
// 23/11, 23.11., 23 nov (of today's year); 23/11/2026, 2026-11-23.
func ParseTyped(text string, today Day) (Day, error) {
	s := strings.ToLower(strings.TrimSpace(text))
	switch s {
	case "":
		return 0, say("No day is given; write it like 23/11/2026, 23 nov, today or +2w")
	case "today":
		return today, nil
	case "yesterday":
		return today.AddDays(-1), nil
	case "tomorrow":
		return today.AddDays(1), nil
	}
	if s[0] == '+' || s[0] == '-' {
		return shift(s, text, today)
	}
	if weekday, ok := weekdayNamed(s); ok {
		ahead := (int(weekday)-int(today.Weekday())+6)%7 + 1
		return today.AddDays(ahead), nil
	}
	return written(s, text, today)
}

// shift reads +2w: a sign, a count and the first letter of its unit.
func shift(s, text string, today Day) (Day, error) {
	n, width, unit := leadingNumber(s[1:])
	if width == 0 || width > 5 {
		return 0, notTyped(text)
	}
	if s[0] == '-' {
		n = -n
	}
	var day Day
	switch strings.TrimSpace(unit) {
	case "d":
		day = today.AddDays(n)
	case "w":
		day = today.AddDays(7 * n)
	case "m":
		day = today.AddMonths(n)
	case "y":
		day = today.AddMonths(12 * n)
	default:
		return 0, notTyped(text)
	}
	if day == 0 {
		return 0, say("%s leads outside the years 1 to 9999", shown(text))
	}
	return day, nil
}

func weekdayNamed(s string) (time.Weekday, bool) {
	if len(s) < 3 {
		return 0, false
	}
	for day := time.Sunday; day <= time.Saturday; day++ {
		if strings.HasPrefix(strings.ToLower(day.String()), s) {
			return day, true
		}
	}
	return 0, false
}

// written reads a date, with today's year where none is given.
func written(s, text string, today Day) (Day, error) {
	y := today.String()[:4]
	if _, width, rest := leadingNumber(s); width == 4 && rest != "" {
		return firstThatFits(text, s, ISO, Japanese)
	}
	// 23.11. and 23/11 and 23 nov have no year yet.
	short := strings.TrimRight(s, "./- ")
	if short == "" {
		return 0, notTyped(text)
	}
	if strings.ContainsAny(short, "abcdefghijklmnopqrstuvwxyz") {
		if last := short[len(short)-1]; last < '0' || last > '9' {
			short += " " + y
		}
		return firstThatFits(text, short, Named)
	}
	for _, sep := range []string{"/", ".", "-"} {
		if strings.Count(short, sep) == 1 {
			short += sep + y
		}
	}
	return firstThatFits(text, short, British, German, Dutch)
}

// firstThatFits reads s in the format whose shape it has. A day that does not
// exist is answered as such; any other refusal shows what can be typed.
func firstThatFits(text, s string, formats ...string) (Day, error) {
	for _, format := range formats {
		day, err := ParseDayAs(s, format)
		if err == nil {
			return day, nil
		}
		if _, other := err.(wrongShape); !other {
			return 0, err
		}
	}
	return 0, notTyped(text)
}

func notTyped(text string) error {
	return say("%s is not a day; write it like 23/11/2026, 23 nov, today or +2w", shown(text))
}
