package calendar

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Month is a month of a year: twelve times the year plus the month counted from
// 0. 0 is no month. Months compare and sort as numbers.
type Month int32

const (
	firstMonth Month = 12           // January 0001
	lastMonth  Month = 9999*12 + 11 // December 9999
)

// MonthOf is the month a day is in.
func MonthOf(d Day) Month {
	if d == 0 {
		return 0
	}
	y, m, _ := d.Time().Date()
	return monthAt(y, m)
}

func monthAt(y int, m time.Month) Month { return Month(y*12 + int(m) - 1) }

// Year is the year of the month.
func (m Month) Year() int { return int(m) / 12 }

// Name is the month without its year.
func (m Month) Name() time.Month { return time.Month(m%12 + 1) }

// First is its first day; no day for no month.
func (m Month) First() Day {
	day, _ := Date(m.Year(), m.Name(), 1)
	return day
}

// Days is how many days it has.
func (m Month) Days() int { return daysIn(m.Year(), m.Name()) }

// Next is the month after.
func (m Month) Next() Month { return m.Add(1) }

// Add is the month n later; no month outside the years 1 to 9999.
func (m Month) Add(n int) Month {
	sum := int64(m) + int64(n)
	if m == 0 || sum < int64(firstMonth) || sum > int64(lastMonth) {
		return 0
	}
	return Month(sum)
}

// Period is the whole month.
func (m Month) Period() Period { return m.run(1) }

// run is n months from m on.
func (m Month) run(n int) Period {
	from := m.First()
	if from == 0 {
		return Period{}
	}
	// December 9999 ends a day after the last day that can be written.
	end := m.Add(n - 1)
	return Period{from, end.First() + Day(end.Days())}
}

// String is "2026-10", and nothing for no month.
func (m Month) String() string {
	if m == 0 {
		return ""
	}
	return fmt.Sprintf("%04d-%02d", m.Year(), int(m.Name()))
}

// Period is a run of days, half-open: From is inside, To is not. The zero
// Period has no days.
type Period struct {
	From Day
	To   Day
}

// Contains reports whether the day is inside.
func (p Period) Contains(d Day) bool { return d != 0 && d >= p.From && d < p.To }

// Overlaps reports whether the periods share a day.
func (p Period) Overlaps(o Period) bool { return max(p.From, o.From) < min(p.To, o.To) }

// Last is the last day inside; no day when there is none.
func (p Period) Last() Day {
	if p.IsZero() {
		return 0
	}
	return p.To - 1
}

// Days is how many days are inside.
func (p Period) Days() int { return max(0, p.To.Sub(p.From)) }

// IsZero reports whether there is no day inside.
func (p Period) IsZero() bool { return p.From == 0 || p.To <= p.From }

// shape is how many whole months the period is as people name them: 1, 3 or
// 12, else 0.
func (p Period) shape() int {
	if p.IsZero() {
		return 0
	}
	m := MonthOf(p.From)
	switch p {
	case m.Period():
		return 1
	case QuarterOf(p.From):
		return 3
	case YearOf(p.From):
		return 12
	}
	return 0
}

// Before is the period of the same shape before this one: the month before a month, else as many days.
func (p Period) Before() Period {
	if n := p.shape(); n > 0 {
		return MonthOf(p.From).Add(-n).run(n)
	}
	return Period{From: p.From.AddDays(-p.Days()), To: p.From}
}

// Label is the period as people read it: "October 2026", "Q4 2026", "2026",
// else "3 Mar 2026 – 9 Apr 2026".
func (p Period) Label() string {
	y := strconv.Itoa(p.From.Year())
	switch p.shape() {
	case 1:
		return p.From.Month().String() + " " + y
	case 3:
		return "Q" + strconv.Itoa(quarterNumber(p.From)) + " " + y
	case 12:
		return y
	}
	switch p.Days() {
	case 0:
		return ""
	case 1:
		return p.From.Label()
	}
	return p.From.Label() + " – " + p.Last().Label()
}

// Key is the period as ParsePeriod reads it: "2026-10", "2026-Q4", "2026",
// else "2026-03-03..2026-04-09" with the last day inside.
func (p Period) Key() string {
	y := p.From.String()
	switch p.shape() {
	case 1:
		return y[:7]
	case 3:
		return y[:4] + "-Q" + strconv.Itoa(quarterNumber(p.From))
	case 12:
		return y[:4]
	}
	if p.IsZero() {
		return ""
	}
	return y + ".." + p.Last().String()
}

// String is Key.
func (p Period) String() string { return p.Key() }

// ParsePeriod reads "2026-10", "2026-Q4", "2026" or "2026-03-03..2026-04-09",
// both days inside.
func ParsePeriod(text string) (Period, error) {
	s := strings.TrimSpace(text)
	if from, to, ok := strings.Cut(s, ".."); ok {
		return between(strings.TrimSpace(from), strings.TrimSpace(to))
	}
	yearText, part, has := strings.Cut(s, "-")
	y, ok := digits(yearText)
	if !ok || len(yearText) != 4 || y == 0 {
		return Period{}, notPeriod(text)
	}
	if !has {
		return monthAt(y, time.January).run(12), nil
	}
	if q, ok := strings.CutPrefix(strings.ToUpper(part), "Q"); ok {
		if len(q) != 1 || q[0] < '1' || q[0] > '4' {
			return Period{}, say("%s is not a quarter; quarters go from Q1 to Q4", shown(text))
		}
		return monthAt(y, time.Month(q[0]-'1')*3+1).run(3), nil
	}
	m, ok := digits(part)
	if !ok || len(part) != 2 {
		return Period{}, notPeriod(text)
	}
	if m < 1 || m > 12 {
		return Period{}, say("Month %d does not exist", m)
	}
	return monthAt(y, time.Month(m)).Period(), nil
}

// ParseDays reads a day or a period of them.
func ParseDays(text string) (Period, error) {
	if d, err := ParseDay(strings.TrimSpace(text)); err == nil {
		return Period{From: d, To: d + 1}, nil
	}
	return ParsePeriod(text)
}

func between(from, to string) (Period, error) {
	first, err := ParseDay(from)
	if err != nil {
		return Period{}, err
	}
	last, err := ParseDay(to)
	if err != nil {
		return Period{}, err
	}
	if last < first {
		return Period{}, say("The period ends on %s, before it begins on %s", last, first)
	}
	return Period{first, last + 1}, nil
}

func notPeriod(text string) error {
	return say("%s is not a period; write 2026-10, 2026-Q4, 2026 or 2026-03-03..2026-04-09", shown(text))
}

// MarshalText writes Key; in JSON a period is that text.
func (p Period) MarshalText() ([]byte, error) { return []byte(p.Key()), nil }

// UnmarshalText reads what ParsePeriod reads; nothing is no period.
func (p *Period) UnmarshalText(text []byte) (err error) {
	if len(text) == 0 {
		*p = Period{}
		return nil
	}
	*p, err = ParsePeriod(string(text))
	return err
}

// MonthPeriod is the whole month a day is in.
func MonthPeriod(d Day) Period { return MonthOf(d).Period() }

// QuarterOf is the calendar quarter a day is in.
func QuarterOf(d Day) Period {
	if d == 0 {
		return Period{}
	}
	return monthAt(d.Year(), time.Month(quarterNumber(d)-1)*3+1).run(3)
}

// YearOf is the calendar year a day is in.
func YearOf(d Day) Period {
	if d == 0 {
		return Period{}
	}
	return monthAt(d.Year(), time.January).run(12)
}

// AgreementYear is the year of an agreement that began on start which a day is
// in. Years begin on the day start fell on; one that began on 29 February
// begins on the 28th where there is no 29th. No period before start.
func AgreementYear(start, d Day) Period {
	if start == 0 || d < start {
		return Period{}
	}
	n := d.Year() - start.Year()
	if anniversary(start, n) > d {
		n--
	}
	to := anniversary(start, n+1)
	if to == 0 {
		to = lastDay + 1
	}
	return Period{anniversary(start, n), to}
}

func anniversary(start Day, n int) Day { return start.AddMonths(n * 12) }

func quarterNumber(d Day) int { return (int(d.Month())-1)/3 + 1 }
