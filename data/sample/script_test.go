package sample

import (
	"testing"

	"rapport/app/calendar"
)

// The scale multiplies the ordinary referrals, and clients keep their own names.
func TestScale(t *testing.T) {
	s := write(Options{Today: calendar.D("2026-11-22"), Scale: 5})
	if n := len(s.deals); n < 2950 || n > 3050 {
		t.Errorf("%d referrals at scale 5, want some 3,000", n)
	}
	seen := map[string]*client{}
	for _, d := range s.deals {
		if d.client.name == "" {
			continue
		}
		if other := seen[d.client.name]; other != nil && other != d.client {
			t.Errorf("two clients are called %s", d.client.name)
		}
		seen[d.client.name] = d.client
	}
}

// Acts of one day keep the order in which they were written: a partner is there before its first referral.
func TestNothingHappensBeforeItsPartnerIsThere(t *testing.T) {
	s := write(Options{Today: calendar.D("2026-11-22")})
	for _, d := range s.deals {
		if d.logged < d.by.since || d.introduced < s.begin {
			t.Errorf("%s refers %s on %s, before %s", d.by.name, d.client.name, d.logged, d.by.since)
		}
		for i, st := range d.steps {
			if st.day < d.logged || i > 0 && st.day < d.steps[i-1].day {
				t.Errorf("%s of %s: %s on %s comes too early", d.client.name, d.by.name, st.to, st.day)
			}
		}
	}
}
