package calendar

import (
	"fmt"
	"strconv"
	"time"
)

// Day is a civil date: the number of days since 31 December of the year 0, so
// that 1 is 1 January 0001. 0 is no day. Days compare and sort as numbers.
type Day int32

const (
	firstDay  Day = 1
	lastDay   Day = 3652059 // 31 December 9999
	unixEpoch     = 719163  // 1 January 1970
	secsADay      = 24 * 60 * 60
)

// Date is the day of a year 1 to 9999; false when there is no such day.
func Date(year int, month time.Month, dayOfMonth int) (Day, bool) {
	if year < 1 || year > 9999 || month < time.January || month > time.December ||
		dayOfMonth < 1 || dayOfMonth > daysIn(year, month) {
		return 0, false
	}
	return dayOf(year, month, dayOfMonth), true
}

// D is the day of a literal "2026-11-22", for tests and examples; it panics
// when there is no such day.
func D(text string) Day {
	day, err := ParseDay(text)
	if err != nil {
		panic(err)
	}
	return day
}

// MustDate is Date for literals; it panics when there is no such day.
func MustDate(year int, month time.Month, dayOfMonth int) Day {
	day, ok := Date(year, month, dayOfMonth)
	if !ok {
		panic(noSuchDay(year, month, dayOfMonth))
	}
	return day
}

// ParseDay reads "2026-11-22". A day that does not exist is named: "31 April
// does not exist".
func ParseDay(text string) (Day, error) {
	if len(text) == 10 && text[4] == '-' && text[7] == '-' {
		y, okY := digits(text[:4])
		m, okM := digits(text[5:7])
		d, okD := digits(text[8:])
		if okY && okM && okD {
			return exists(y, time.Month(m), d)
		}
	}
	return 0, say("%s is not a day; write it like 2026-11-22", shown(text))
}

// exists is Date with the reason when there is no such day.
func exists(year int, month time.Month, dayOfMonth int) (Day, error) {
	if day, ok := Date(year, month, dayOfMonth); ok {
		return day, nil
	}
	return 0, noSuchDay(year, month, dayOfMonth)
}

func noSuchDay(year int, month time.Month, dayOfMonth int) error {
	switch {
	case year < 1 || year > 9999:
		return say("The year %d does not exist here; years go from 1 to 9999", year)
	case month < time.January || month > time.December:
		return say("Month %d does not exist", int(month))
	case dayOfMonth == 29 && month == time.February:
		return say("29 February %d does not exist", year)
	}
	return say("%d %s does not exist", dayOfMonth, month)
}

// digits reads a short run of ASCII digits.
func digits(text string) (int, bool) {
	n := 0
	for i := range len(text) {
		if text[i] < '0' || text[i] > '9' {
			return 0, false
		}
		n = n*10 + int(text[i]-'0')
	}
	return n, text != "" && len(text) < 10
}

// DayOf is the day an instant falls on in a place.
func DayOf(t time.Time, loc *time.Location) Day {
	y, m, d := t.In(loc).Date()
	day, _ := Date(y, m, d)
	return day
}

// dayOf counts the days since 31 December of the year 0. Years are taken from March on, so that a leap day is their last; the
// days before a month are then a straight line: (153·n+2)/5.
func dayOf(year int, month time.Month, dayOfMonth int) Day {
	n := int(month) - 3
	if n < 0 {
		n, year = n+12, year-1
	}
	return Day(365*year + year/4 - year/100 + year/400 + (153*n+2)/5 + dayOfMonth - 306)
}

// Time is midnight UTC of the day, for libraries that want a time.Time.
func (d Day) Time() time.Time { return time.Unix((int64(d)-unixEpoch)*secsADay, 0).UTC() }

// IsZero reports whether there is no day.
func (d Day) IsZero() bool { return d == 0 }

// Year is the year, 1 to 9999.
func (d Day) Year() int { return d.Time().Year() }

// Month is the month of the year; MonthOf has the year too.
func (d Day) Month() time.Month { return d.Time().Month() }

// DayOfMonth is 1 to 31.
func (d Day) DayOfMonth() int { return d.Time().Day() }

// Weekday is the day of the week.
func (d Day) Weekday() time.Weekday { return d.Time().Weekday() }

// Week is the week of ISO 8601 that the day is in: "2026-W53". It may be one of the year before or after.
func (d Day) Week() string {
	year, week := d.Time().ISOWeek()
	return fmt.Sprintf("%04d-W%02d", year, week)
}

// String is "2026-11-22", and nothing for no day.
func (d Day) String() string {
	if d == 0 {
		return ""
	}
	return string(d.append(make([]byte, 0, 10)))
}

func (d Day) append(b []byte) []byte {
	y, m, day := d.Time().Date()
	two := func(n int) { b = append(b, byte('0'+n/10), byte('0'+n%10)) }
	two(y / 100)
	two(y % 100)
	b = append(b, '-')
	two(int(m))
	b = append(b, '-')
	two(day)
	return b
}

// Label is the day as people read it: "22 Nov 2026".
func (d Day) Label() string {
	if d == 0 {
		return ""
	}
	y, m, day := d.Time().Date()
	return strconv.Itoa(day) + " " + m.String()[:3] + " " + strconv.Itoa(y)
}

// AddDays is the day n days later, or earlier when n is negative; no day when
// it lies outside the years 1 to 9999, or when d is no day.
func (d Day) AddDays(n int) Day { return d.within(int64(d) + int64(n)) }

func (d Day) within(day int64) Day {
	if d == 0 || day < int64(firstDay) || day > int64(lastDay) {
		return 0
	}
	return Day(day)
}

// AddMonths is the same day n months later, or the last day of that month when
// it is shorter: 31 January + 1 is 28 February. Repeated, it would stay on
// the 28th; AddMonthsAnchored does not.
func (d Day) AddMonths(n int) Day { return d.AddMonthsAnchored(n, d.DayOfMonth()) }

// AddMonthsAnchored moves n months and lands on the anchor day, or on the last
// day of a shorter month: 31 → 30 → 31. No day outside the years 1 to 9999.
func (d Day) AddMonthsAnchored(n, anchorDay int) Day {
	if d == 0 {
		return 0
	}
	month := MonthOf(d).Add(n)
	if month == 0 {
		return 0
	}
	return month.First() + Day(min(anchorDay, month.Days())-1)
}

// Sub is the number of days from o to d.
func (d Day) Sub(o Day) int { return int(d) - int(o) }

// NextBusinessDay is the day itself, or the Monday after a weekend.
func NextBusinessDay(d Day) Day {
	switch {
	case d == 0:
		return 0
	case d.Weekday() == time.Saturday:
		return d.AddDays(2)
	case d.Weekday() == time.Sunday:
		return d.AddDays(1)
	}
	return d
}

// MarshalText writes String, and nothing for no day.
func (d Day) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what ParseDay reads; nothing is no day.
func (d *Day) UnmarshalText(text []byte) (err error) {
	if len(text) == 0 {
		*d = 0
		return nil
	}
	*d, err = ParseDay(string(text))
	return err
}

func daysIn(year int, month time.Month) int {
	switch month {
	case time.April, time.June, time.September, time.November:
		return 30
	case time.February:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}
