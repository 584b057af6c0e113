package calendar

import (
	"encoding/json"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"pgregory.net/rapid"
)

func TestParseDay(t *testing.T) {
	for _, c := range []struct{ text, fail string }{
		{"2026-11-22", ""},
		{"2024-02-29", ""},
		{"0001-01-01", ""},
		{"9999-12-31", ""},
		{"2026-04-31", "31 April does not exist"},
		{"2026-02-29", "29 February 2026 does not exist"},
		{"2026-02-30", "30 February does not exist"},
		{"2026-13-01", "Month 13 does not exist"},
		{"2026-00-01", "Month 0 does not exist"},
		{"2026-01-00", "0 January does not exist"},
		{"0000-01-01", "years go from 1 to 9999"},
		{"22.11.2026", "write it like 2026-11-22"},
		{"2026-1-01", "write it like 2026-11-22"},
		{"2026-11-2x", "write it like 2026-11-22"},
		{"", "write it like 2026-11-22"},
		{"٢٠٢٦-١١-٢٢", "write it like 2026-11-22"},
	} {
		day, err := ParseDay(c.text)
		if !says(err, c.fail) || err == nil && day.String() != c.text || err != nil && day != 0 {
			t.Errorf("ParseDay(%q) = %v, %v", c.text, day, err)
		}
	}
}

// says reports whether err is a sentence containing part; "" wants no error.
func says(err error, part string) bool {
	if err == nil || part == "" {
		return err == nil && part == ""
	}
	return strings.Contains(err.Error(), part)
}

func TestEveryDayOfTenThousandYears(t *testing.T) {
	at := time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC)
	for day := firstDay; day <= lastDay; day += 13 {
		y, m, d := at.Date()
		if got, ok := Date(y, m, d); got != day || !ok || day.Year() != y || day.Month() != m || day.DayOfMonth() != d || day.Weekday() != at.Weekday() {
			t.Fatalf("%s is day %d, want %d", at, got, day)
		}
		at = at.AddDate(0, 0, 13)
	}
	if MustDate(9999, time.December, 31) != lastDay || D("0001-01-01") != firstDay {
		t.Error("the ends")
	}
}

func TestNoDay(t *testing.T) {
	var none Day
	if none.String() != "" || none.Label() != "" || !none.IsZero() || none.AddDays(5) != 0 || none.AddMonths(1) != 0 || NextBusinessDay(none) != 0 || MonthOf(none) != 0 {
		t.Error("no day became a day")
	}
	for name, day := range map[string]Day{
		"before the first": firstDay.AddDays(-1), "after the last": lastDay.AddDays(1),
		"a month before": firstDay.AddMonths(-1), "a month after": lastDay.AddMonths(1),
	} {
		if day != 0 {
			t.Errorf("%s: %s", name, day)
		}
	}
}

func TestCL05_CL07_TheDayOfAnInstantIsThatOfThePlace(t *testing.T) {
	for _, c := range []struct{ instant, zone, want string }{
		{"2027-01-01T04:30:00Z", "America/New_York", "2026-12-31"},
		{"2026-12-31T23:30:00Z", "Europe/Berlin", "2027-01-01"},
		{"2018-11-04T03:00:00Z", "America/Sao_Paulo", "2018-11-04"},
		{"2011-12-30T10:00:00Z", "Pacific/Apia", "2011-12-31"},
		{"2026-03-29T01:00:00Z", "Europe/Berlin", "2026-03-29"},
	} {
		at, err := time.Parse(time.RFC3339, c.instant)
		if err != nil {
			t.Fatal(err)
		}
		zone, err := time.LoadLocation(c.zone)
		if err != nil {
			t.Fatal(err)
		}
		if got := DayOf(at, zone).String(); got != c.want {
			t.Errorf("%s in %s is %s, want %s", c.instant, c.zone, got, c.want)
		}
	}
}

func TestCL05_CL09_DaysDoNotShiftWhereClocksChange(t *testing.T) {
	for _, c := range []struct {
		from, to string
		days     int
	}{
		{"2018-11-03", "2018-11-05", 2},
		{"2011-12-29", "2011-12-31", 2},
		{"2026-03-28", "2026-03-29", 1},
		{"2026-03-29", "2026-03-30", 1},
		{"2026-10-24", "2026-10-26", 2},
		{"2024-02-28", "2024-03-01", 2},
	} {
		if got := D(c.to).Sub(D(c.from)); got != c.days || D(c.from).AddDays(c.days) != D(c.to) || D(c.to).AddDays(-c.days) != D(c.from) {
			t.Errorf("%s to %s: %d days", c.from, c.to, got)
		}
	}
}

func TestCL08_MonthsAreClampedToTheLastDay(t *testing.T) {
	for _, c := range []struct {
		from string
		n    int
		want string
	}{
		{"2026-01-31", 1, "2026-02-28"},
		{"2024-01-31", 1, "2024-02-29"},
		{"2024-02-29", 12, "2025-02-28"},
		{"2024-02-29", 48, "2028-02-29"},
		{"2026-03-31", -1, "2026-02-28"},
		{"2026-12-15", 1, "2027-01-15"},
		{"2026-01-15", -1, "2025-12-15"},
		{"2026-05-31", 0, "2026-05-31"},
	} {
		if got := D(c.from).AddMonths(c.n).String(); got != c.want {
			t.Errorf("%s + %d months = %s, want %s", c.from, c.n, got, c.want)
		}
	}
}

func TestCL08_AnAnchoredDayReturns(t *testing.T) {
	want := []string{"2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31"}
	day := D("2026-01-31")
	for _, w := range want {
		if day = day.AddMonthsAnchored(1, 31); day.String() != w {
			t.Fatalf("got %s, want %s", day, w)
		}
	}
	if day := D("2026-01-31").AddMonths(1).AddMonths(1); day.String() != "2026-03-28" {
		t.Errorf("control: without an anchor it is %s", day)
	}
}

func TestNextBusinessDay(t *testing.T) {
	for from, want := range map[string]string{
		"2026-11-20": "2026-11-20", // Friday
		"2026-11-21": "2026-11-23", "2026-11-22": "2026-11-23", "2026-11-23": "2026-11-23",
		"2026-10-31": "2026-11-02",
	} {
		if got := NextBusinessDay(D(from)).String(); got != want {
			t.Errorf("%s → %s, want %s", from, got, want)
		}
	}
}

func TestDaysInJSON(t *testing.T) {
	type kept struct {
		A, B Day
		P, Q Period
	}
	in := kept{A: D("2026-11-22"), P: MonthPeriod(D("2026-11-22"))}
	text, err := json.Marshal(in)
	if string(text) != `{"A":"2026-11-22","B":"","P":"2026-11","Q":""}` || err != nil {
		t.Fatalf("%s, %v", text, err)
	}
	out := kept{B: 5}
	if err := json.Unmarshal(text, &out); err != nil || out != in {
		t.Errorf("%+v, %v", out, err)
	}
	out = in
	if err := json.Unmarshal([]byte(`{"A":null}`), &out); err != nil {
		t.Error(err)
	}
	if err := json.Unmarshal([]byte(`{"A":"2026-02-30"}`), &out); !says(err, "30 February does not exist") {
		t.Error(err)
	}
}

func TestTimeAndTextAgree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		day := Day(rapid.Int32Range(int32(firstDay), int32(lastDay)).Draw(t, "day"))
		if day.String() != day.Time().Format(time.DateOnly) || D(day.String()) != day {
			t.Fatalf("%d is %s", day, day)
		}
		n := rapid.IntRange(-500, 500).Draw(t, "months")
		moved := day.AddMonths(n)
		if moved != 0 && (MonthOf(moved) != MonthOf(day)+Month(n) || moved.DayOfMonth() > day.DayOfMonth()) {
			t.Fatalf("%s + %d months = %s", day, n, moved)
		}
	})
}

func BenchmarkString(b *testing.B) {
	day := D("2026-11-22")
	for b.Loop() {
		if day.String() == "" {
			b.Fatal("no day")
		}
	}
}

func BenchmarkParseDayAs(b *testing.B) {
	for b.Loop() {
		if _, err := ParseDayAs("2026-11-22 10:00:00", ISO); err != nil {
			b.Fatal(err)
		}
	}
}

func TestCL10_AWeekBelongsToTheYearOfItsThursday(t *testing.T) {
	for day, want := range map[string]string{"2027-01-01": "2026-W53", "2027-01-03": "2026-W53", "2027-01-04": "2027-W01", "2026-12-31": "2026-W53", "2026-01-01": "2026-W01",
		"2024-12-30": "2025-W01", "2021-01-03": "2020-W53", "2026-11-25": "2026-W48", "2026-11-22": "2026-W47"} {
		if got := D(day).Week(); got != want {
			t.Errorf("%s is in %s, want %s", day, got, want)
		}
	}
}

// Every zone that the program knows is in the program: systems without zones of their own have them.
func TestCL13_ZonesAreInTheProgram(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", "-tags", "headless", "rapport").CombinedOutput()
	if err != nil || !slices.Contains(strings.Fields(string(out)), "time/tzdata") {
		t.Fatalf("the program is built without zones: %v\n%s", err, out)
	}
	t.Setenv("ZONEINFO", filepath.Join(t.TempDir(), "none"))
	for _, zone := range []string{"Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Apia", "America/Sao_Paulo", "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Kathmandu"} {
		if _, err := time.LoadLocation(zone); err != nil {
			t.Errorf("%s: %v", zone, err)
		}
	}
}
