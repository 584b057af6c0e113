package calendar

import (
	"fmt"
	"strings"
)

// Unit is what an interval counts in.
type Unit byte

// The units, as they are written: 3d, 2w, 1m, 1y.
const (
	Days   Unit = 'd'
	Weeks  Unit = 'w'
	Months Unit = 'm'
	Years  Unit = 'y'
)

// Every is an interval by the calendar. The zero Every is once.
type Every struct {
	N    int
	Unit Unit
}

// mostEvery bounds an interval; more is a slip of the finger.
const mostEvery = 999

// IsZero tells whether nothing repeats.
func (e Every) IsZero() bool { return e.N == 0 }

// Key is the interval as ParseEvery reads it: "2w"; nothing for once.
func (e Every) Key() string {
	if e.IsZero() {
		return ""
	}
	return fmt.Sprintf("%d%c", e.N, e.Unit)
}

// String is the interval as people read it: "2 weeks", "month".
func (e Every) String() string {
	word := map[Unit]string{Days: "day", Weeks: "week", Months: "month", Years: "year"}[e.Unit]
	switch e.N {
	case 0:
		return ""
	case 1:
		return word
	}
	return fmt.Sprintf("%d %ss", e.N, word)
}

// ParseEvery reads "2w", "2 weeks", "every 2 weeks", "daily", "weekly", "monthly", "quarterly", "yearly"; nothing and "once" are once.
func ParseEvery(text string) (Every, error) {
	s := strings.TrimSpace(strings.TrimPrefix(strings.ToLower(strings.TrimSpace(text)), "every "))
	switch s {
	case "", "once", "never":
		return Every{}, nil
	case "daily", "weekly", "monthly", "yearly":
		return Every{1, Unit(map[string]Unit{"daily": Days, "weekly": Weeks, "monthly": Months, "yearly": Years}[s])}, nil
	case "annually":
		return Every{1, Years}, nil
	case "quarterly", "quarter":
		return Every{3, Months}, nil
	}
	n, width, rest := leadingNumber(s)
	if width == 0 {
		n = 1
	}
	unit := strings.TrimSuffix(strings.TrimSpace(rest), "s")
	if n < 1 || n > mostEvery || width > 3 {
		return Every{}, notEvery(text)
	}
	switch unit {
	case "d", "day":
		return Every{n, Days}, nil
	case "w", "week":
		return Every{n, Weeks}, nil
	case "m", "month":
		return Every{n, Months}, nil
	case "y", "year":
		return Every{n, Years}, nil
	}
	return Every{}, notEvery(text)
}

func notEvery(text string) error {
	return say("%s is not an interval; write it like 2 weeks, 1 month, 3m or yearly", shown(text))
}

// MarshalText writes Key.
func (e Every) MarshalText() ([]byte, error) { return []byte(e.Key()), nil }

// UnmarshalText reads what ParseEvery reads.
func (e *Every) UnmarshalText(text []byte) (err error) {
	*e, err = ParseEvery(string(text))
	return err
}

// Times is the day n intervals after a first one. Months and years are counted from the first day itself, so its day of the month comes
// back after a shorter month: 31 January, 28 February, 31 March.
func (e Every) Times(first Day, n int) Day {
	switch e.Unit {
	case Days:
		return first.AddDays(n * e.N)
	case Weeks:
		return first.AddDays(7 * n * e.N)
	case Months:
		return first.AddMonths(n * e.N)
	case Years:
		return first.AddMonths(12 * n * e.N)
	}
	return 0
}

// After is the first day of a run of intervals that lies behind a day; none for once, and behind the last year.
func (e Every) After(first, day Day) Day {
	if day < first {
		return first
	}
	if e.IsZero() {
		return 0
	}
	n := day.Sub(first) / (e.longest() * e.N)
	for {
		if d := e.Times(first, n); d == 0 || d > day {
			return d
		}
		n++
	}
}

// longest is the most days one unit has.
func (e Every) longest() int {
	switch e.Unit {
	case Weeks:
		return 7
	case Months:
		return 31
	case Years:
		return 366
	}
	return 1
}

// Working is the day itself, or the first one behind it that is neither on a weekend nor in a period the firm is closed.
func Working(d Day, closed []Period) Day {
	for d != 0 {
		next := NextBusinessDay(d)
		for _, p := range closed {
			if p.Contains(next) {
				next = p.To
			}
		}
		if next == d {
			return d
		}
		d = next
	}
	return 0
}

// Count is the interval with its number always: "1 month", "6 weeks".
func (e Every) Count() string {
	if e.N == 1 {
		return "1 " + e.String()
	}
	return e.String()
}
