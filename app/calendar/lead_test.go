package calendar

import (
	"testing"
	"time"
)

func TestALeadIsReadAndWritten(t *testing.T) {
	for text, want := range map[string]string{"15": "15 minutes", "15 min": "15 minutes", "1m": "1 minute", "90 minutes": "90 minutes", "120": "2 hours", "1 hour": "1 hour", "24h": "1 day",
		"2 Days": "2 days", "1w": "7 days", "1 day before": "1 day", "28 d": "28 days", "": "", "none": "none", "no": "none", "0": "none"} {
		l, err := ParseLead(text)
		if err != nil || l.String() != want {
			t.Errorf("%q: %q %v, want %q", text, l, err, want)
		}
		if back, err := ParseLead(l.String()); err != nil || back != l {
			t.Errorf("%q comes back as %d", l, back)
		}
	}
	for _, text := range []string{"soon", "-5", "0 days", "5 years", "29 days", "99999 weeks", "999999", "1.5 h", "day"} {
		if l, err := ParseLead(text); err == nil {
			t.Errorf("%q was taken as %q", text, l)
		}
	}
}

// Days are days of the calendar, minutes are minutes.
func TestALeadOverAChangeOfTheClocks(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		day, lead, want string
		at              Clock
	}{
		{"2026-03-29", "1 day", "2026-03-28T09:00:00+01:00", At(9, 0)},
		{"2026-03-29", "23 hours", "2026-03-28T09:00:00+01:00", At(9, 0)},
		{"2026-10-25", "1 day", "2026-10-24T09:00:00+02:00", At(9, 0)},
		{"2026-10-25", "1 hour", "2026-10-25T02:30:00+01:00", At(3, 30)},
		{"2026-03-30", "1 day", "2026-03-29T03:30:00+02:00", At(2, 30)}, // the day before has no 2:30
		{"2026-03-01", "2 days", "2026-02-27T00:00:00+01:00", 0},
	} {
		l, err := ParseLead(c.lead)
		if got := l.Before(D(c.day), c.at, berlin).Format(time.RFC3339); err != nil || got != c.want {
			t.Errorf("%s before %s %s: %s, want %s", c.lead, c.day, c.at, got, c.want)
		}
	}
}
