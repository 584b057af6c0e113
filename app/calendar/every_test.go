package calendar

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func mustEvery(t *testing.T, text string) Every {
	t.Helper()
	e, err := ParseEvery(text)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func TestCL08_IntervalsComeBackToTheirDay(t *testing.T) {
	for _, c := range []struct {
		every, first string
		want         []string
	}{
		{"monthly", "2026-01-31", []string{"2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31"}},
		{"quarterly", "2025-11-30", []string{"2025-11-30", "2026-02-28", "2026-05-30"}},
		{"yearly", "2024-02-29", []string{"2024-02-29", "2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29"}},
		{"2 weeks", "2026-03-20", []string{"2026-03-20", "2026-04-03"}},
		{"daily", "2026-12-31", []string{"2026-12-31", "2027-01-01"}},
	} {
		e, first := mustEvery(t, c.every), D(c.first)
		for i, want := range c.want {
			if got := e.Times(first, i); got != D(want) {
				t.Errorf("%s from %s, %d: %s, want %s", c.every, c.first, i, got, want)
			}
		}
		for i, want := range c.want[1:] {
			if got := e.After(first, D(c.want[i])); got != D(want) {
				t.Errorf("%s after %s: %s, want %s", c.every, c.want[i], got, want)
			}
		}
	}
	if (Every{}).After(D("2026-01-01"), D("2026-01-01")) != 0 || (Every{}).After(D("2026-01-01"), D("2025-01-01")) != D("2026-01-01") {
		t.Error("once is not once")
	}
	if (Every{1, Years}).After(D("2026-01-01"), D("9999-06-01")) != 0 {
		t.Error("there is nothing behind the last year")
	}
}

// The next day of a run is the first of its days behind a day: held against walking the run.
func TestAfterIsTheFirstDayBehind(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := Every{rapid.IntRange(1, 40).Draw(t, "n"), rapid.SampledFrom([]Unit{Days, Weeks, Months, Years}).Draw(t, "unit")}
		first := Day(rapid.IntRange(700000, 740000).Draw(t, "first"))
		day := first.AddDays(rapid.IntRange(-400, 4000).Draw(t, "ahead"))
		n := 0
		for e.Times(first, n) <= day {
			n++
		}
		if got, want := e.After(first, day), e.Times(first, n); got != want {
			t.Fatalf("%s from %s after %s: %s, want %s", e, first, day, got, want)
		}
	})
}

func TestIntervalsAsTheyAreTyped(t *testing.T) {
	for text, want := range map[string]Every{"": {}, "once": {}, "2w": {2, Weeks}, "every 2 weeks": {2, Weeks}, "Monthly": {1, Months}, "quarterly": {3, Months},
		"3m": {3, Months}, "1 year": {1, Years}, "every day": {1, Days}, "month": {1, Months}} {
		got, err := ParseEvery(text)
		if err != nil || got != want {
			t.Errorf("%q: %v (%v), want %v", text, got, err, want)
		}
		if back, err := ParseEvery(got.Key()); err != nil || back != got {
			t.Errorf("%v as %q reads %v (%v)", got, got.Key(), back, err)
		}
	}
	for _, text := range []string{"0w", "w2", "2x", "1000d", "-1w", "12345678901w"} {
		if e, err := ParseEvery(text); err == nil {
			t.Errorf("%q reads as %v", text, e)
		}
	}
}

func TestWorkingDays(t *testing.T) {
	closed := []Period{{D("2026-12-24"), D("2027-01-01")}, {D("2027-01-01"), D("2027-01-02")}}
	for day, want := range map[string]string{"2026-11-20": "2026-11-20", "2026-11-21": "2026-11-23", "2026-12-24": "2027-01-04"} {
		if got := Working(D(day), closed); got != D(want) {
			t.Errorf("%s: %s, want %s", day, got, want)
		}
	}
}

func zone(t *testing.T, name string) *time.Location {
	t.Helper()
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

func TestCL03_CL04_TimesThatAreSkippedOrComeTwice(t *testing.T) {
	for _, c := range []struct{ zone, day, at, want string }{
		{"Europe/Berlin", "2026-03-29", "02:30", "2026-03-29T03:30:00+02:00"}, // skipped: as much later
		{"Europe/Berlin", "2026-03-29", "01:59", "2026-03-29T01:59:00+01:00"},
		{"Europe/Berlin", "2026-03-29", "03:00", "2026-03-29T03:00:00+02:00"},
		{"Europe/Berlin", "2026-10-25", "02:30", "2026-10-25T02:30:00+02:00"}, // twice: the first
		{"Europe/Berlin", "2026-10-25", "03:00", "2026-10-25T03:00:00+01:00"},
		{"America/Sao_Paulo", "2018-11-04", "", "2018-11-04T01:00:00-02:00"}, // midnight is skipped
		{"Pacific/Apia", "2011-12-30", "09:00", "2011-12-31T09:00:00+14:00"}, // the whole day is skipped
		{"America/New_York", "2026-11-01", "01:30", "2026-11-01T01:30:00-04:00"},
		{"Australia/Lord_Howe", "2026-10-04", "02:15", "2026-10-04T02:45:00+11:00"}, // half an hour
	} {
		at, err := ParseClock(c.at)
		if err != nil {
			t.Fatal(err)
		}
		if got := Moment(D(c.day), at, zone(t, c.zone)).Format(time.RFC3339); got != c.want {
			t.Errorf("%s %s in %s: %s, want %s", c.day, c.at, c.zone, got, c.want)
		}
	}
}

func TestTimesOfDayAsTheyAreTyped(t *testing.T) {
	for text, want := range map[string]string{"": "", "14:30": "14:30", "9": "09:00", "9:05": "09:05", "9.05": "09:05", "930": "09:30", "0": "00:00", "2359": "23:59"} {
		if got, err := ParseClock(text); err != nil || got.String() != want {
			t.Errorf("%q: %q (%v), want %q", text, got, err, want)
		}
	}
	for _, text := range []string{"24:00", "9:5", "noon", "12:60", "-1", "12345"} {
		if got, err := ParseClock(text); err == nil {
			t.Errorf("%q reads as %q", text, got)
		}
	}
}
