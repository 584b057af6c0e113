package app_test

import (
	"strings"
	"testing"
	"time"

	"rapport/app"
)

// Entries are in the order in which they were made, and the log says where the clock went back.
func TestCL01_TheLogSaysThatTheClockMovedBack(t *testing.T) {
	d := open(t)
	d.partner("Before")
	noted := func(shift time.Duration, name string) string {
		d.now = d.now.Add(shift)
		r, err := d.Partners.Add(ctx(), app.Ask{}, app.Partner{Name: name, Type: "attorney"})
		d.check(err)
		if strings.Contains(r.Label, "clock") {
			t.Errorf("the receipt says it as well: %q", r.Label)
		}
		all, err := d.History.Last(ctx(), 1)
		d.check(err)
		if all[0].Seq != r.Audit {
			t.Errorf("%s is not the newest entry: %+v", name, all[0])
		}
		return all[0].Label
	}
	if got, want := noted(-24*time.Hour, "Behind"), " – the clock had moved back from 15 Jun 2026, 10:00"; !strings.HasSuffix(got, want) {
		t.Errorf("%q, want it to end with %q", got, want)
	}
	for name, shift := range map[string]time.Duration{"Set right": 24 * time.Hour, "Corrected": -30 * time.Second, "Next": time.Hour} {
		if got := noted(shift, name); strings.Contains(got, "clock") {
			t.Errorf("%s: %q", name, got)
		}
	}
}

// A clock that is likely wrong is warned of before anything is saved, unless a person says what day it is.
func TestCL02_AClockThatIsLikelyWrongIsWarnedOf(t *testing.T) {
	for _, c := range []struct {
		now  string
		says string
	}{
		{"2026-06-15", ""}, {"2026-06-14", ""}, {"2027-07-01", ""},
		{"1970-01-01", "says 1 Jan 1970, which can't be"}, {"2099-01-01", "says 1 Jan 2099; the last entry was made on 15 Jun 2026"},
		{"2026-06-10", "says 10 Jun 2026; the last entry was made on 15 Jun 2026"},
	} {
		d := open(t)
		d.partner("First")
		d.on(c.now)
		r, err := d.Partners.Add(ctx(), app.Ask{Preview: true}, app.Partner{Name: "Second", Type: "attorney"})
		d.check(err)
		say, err := d.Setup.Clock(ctx())
		d.check(err)
		if got := strings.Join(r.Warnings, " "); (c.says == "") != (got == "") || !strings.Contains(got, c.says) || got != say {
			t.Errorf("%s: %q, and beforehand %q; want %q", c.now, got, say, c.says)
		}
		d.Firm = app.New(app.Deps{Store: d.store, Keep: d.store, Now: func() time.Time { return d.now }, Today: day("2026-06-16"), Actor: "Ms Tester"})
		if say, _ := d.Setup.Clock(ctx()); say != "" {
			t.Errorf("%s, with the day said: %q", c.now, say)
		}
	}
}
