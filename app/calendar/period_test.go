package calendar

import (
	"testing"

	"pgregory.net/rapid"
)

func TestPeriodsByName(t *testing.T) {
	for _, c := range []struct{ text, from, last, key, label, fail string }{
		{"2026-10", "2026-10-01", "2026-10-31", "2026-10", "October 2026", ""},
		{"2024-02", "2024-02-01", "2024-02-29", "2024-02", "February 2024", ""},
		{"2026-Q4", "2026-10-01", "2026-12-31", "2026-Q4", "Q4 2026", ""},
		{"2026-q1", "2026-01-01", "2026-03-31", "2026-Q1", "Q1 2026", ""},
		{" 2026 ", "2026-01-01", "2026-12-31", "2026", "2026", ""},
		{"9999-12", "9999-12-01", "9999-12-31", "9999-12", "December 9999", ""},
		{"2026-03-03..2026-04-09", "2026-03-03", "2026-04-09", "2026-03-03..2026-04-09", "3 Mar 2026 – 9 Apr 2026", ""},
		{"2026-03-03 .. 2026-03-03", "2026-03-03", "2026-03-03", "2026-03-03..2026-03-03", "3 Mar 2026", ""},
		{"2026-10-01..2026-10-31", "2026-10-01", "2026-10-31", "2026-10", "October 2026", ""},
		{"2026-13", "", "", "", "", "Month 13 does not exist"},
		{"2026-Q5", "", "", "", "", "quarters go from Q1 to Q4"},
		{"2026-1", "", "", "", "", "is not a period; write 2026-10"},
		{"26-10", "", "", "", "", "is not a period"},
		{"0000", "", "", "", "", "is not a period"},
		{"", "", "", "", "", "is not a period"},
		{"October", "", "", "", "", "is not a period"},
		{"2026-04-31..2026-05-01", "", "", "", "", "31 April does not exist"},
		{"2026-04-01..x", "", "", "", "", `"x" is not a day`},
		{"2026-04-02..2026-04-01", "", "", "", "", "ends on 2026-04-01, before it begins on 2026-04-02"},
	} {
		p, err := ParsePeriod(c.text)
		if !says(err, c.fail) {
			t.Errorf("ParsePeriod(%q): %v", c.text, err)
			continue
		}
		if p.From.String() != c.from || p.Last().String() != c.last || p.Key() != c.key || p.Label() != c.label {
			t.Errorf("ParsePeriod(%q) = %s to %s, key %s, label %s", c.text, p.From, p.Last(), p.Key(), p.Label())
		}
	}
}

func TestCL11_ABoundaryDayIsInExactlyOnePeriod(t *testing.T) {
	october, november := MonthPeriod(D("2026-10-15")), MonthPeriod(D("2026-11-15"))
	for _, c := range []struct {
		day               string
		inOctober, inNove bool
	}{
		{"2026-09-30", false, false}, {"2026-10-01", true, false},
		{"2026-10-31", true, false}, {"2026-11-01", false, true},
	} {
		if october.Contains(D(c.day)) != c.inOctober || november.Contains(D(c.day)) != c.inNove {
			t.Errorf("%s", c.day)
		}
	}
	if october.Overlaps(november) || !october.Overlaps(YearOf(D("2026-01-01"))) || october.Contains(0) {
		t.Error("overlap")
	}
}

func TestPeriodsAroundADay(t *testing.T) {
	day := D("2026-11-22")
	for want, p := range map[string]Period{
		"2026-11": MonthPeriod(day), "2026-Q4": QuarterOf(day), "2026": YearOf(day), "": MonthPeriod(0),
	} {
		if p.Key() != want {
			t.Errorf("got %s, want %s", p.Key(), want)
		}
	}
	if YearOf(0) != (Period{}) || QuarterOf(0) != (Period{}) || (Period{}).Last() != 0 || (Period{}).Days() != 0 {
		t.Error("no day is in no period")
	}
	if n := YearOf(D("2024-05-05")).Days(); n != 366 {
		t.Errorf("2024 has %d days", n)
	}
}

func TestAgreementYear(t *testing.T) {
	for _, c := range []struct{ start, day, want string }{
		{"2024-03-15", "2024-03-15", "2024-03-15..2025-03-14"},
		{"2024-03-15", "2025-03-14", "2024-03-15..2025-03-14"},
		{"2024-03-15", "2025-03-15", "2025-03-15..2026-03-14"},
		{"2024-03-15", "2026-01-01", "2025-03-15..2026-03-14"},
		{"2024-01-01", "2026-12-31", "2026"},
		{"2024-02-29", "2025-02-27", "2024-02-29..2025-02-27"},
		{"2024-02-29", "2025-02-28", "2025-02-28..2026-02-27"},
		{"2024-02-29", "2028-02-28", "2027-02-28..2028-02-28"},
		{"2024-02-29", "2028-02-29", "2028-02-29..2029-02-27"},
		{"2024-03-15", "2024-03-14", ""},
		{"9999-03-15", "9999-05-01", "9999-03-15..9999-12-31"},
	} {
		if got := AgreementYear(D(c.start), D(c.day)).Key(); got != c.want {
			t.Errorf("agreement of %s on %s: %s, want %s", c.start, c.day, got, c.want)
		}
	}
}

func TestAgreementYearsLeaveNoGap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		start := D("2000-01-01").AddDays(rapid.IntRange(0, 9000).Draw(t, "start"))
		day := start.AddDays(rapid.IntRange(0, 9000).Draw(t, "later"))
		p := AgreementYear(start, day)
		if !p.Contains(day) || AgreementYear(start, p.To).From != p.To || p.Days() < 365 || p.Days() > 366 {
			t.Fatalf("agreement of %s on %s: %s", start, day, p)
		}
	})
}

func TestMonths(t *testing.T) {
	m := MonthOf(D("2026-12-31"))
	if m.String() != "2026-12" || m.Next().String() != "2027-01" || m.Next().First() != D("2027-01-01") || m.Days() != 31 || m.Add(-12).String() != "2025-12" {
		t.Error(m, m.Next())
	}
	if lastMonth.Next() != 0 || firstMonth.Add(-1) != 0 || Month(0).Next() != 0 || Month(0).String() != "" || Month(0).First() != 0 {
		t.Error("months end where the years do")
	}
}
