package main

import (
	"os"
	"strings"
	"testing"
)

func TestCheckinsTasksAndTheCalendarFromTheCommandLine(t *testing.T) {
	l := newLine(t)
	l.must("new", l.file, "--firm", "Firm", "--currency", "EUR", "--zone", "Europe/Berlin")
	l.must("partner", "add", "Lowe", "--type", "attorney")
	l.must("checkin", "add", "Lowe", "--kind", "lunch", "--note", "they grow", "--mood", "good", "--we", "send the deck=2026-02-20", "--they", "introduce Mr Finch",
		"--next", "2026-03-10")
	l.must("cadence", "set", "Lowe", "--every", "4 weeks", "--most", "6 weeks")
	l.must("task", "add", "Prepare the review", "--due", "2026-02-10", "--at", "14:30", "--every", "monthly", "--partner", "Lowe")
	for _, c := range [][2]string{{"checkin list --json", `"state": "planned"`}, {"checkin due", "Prepare the review"}, {"checkin due --until 2026-03-31", "send the deck"},
		{"checkin due --by-partner", "Lowe"}, {"checkin show 1", "Promise 2 (theirs): introduce Mr Finch, open"}, {"checkin show 1 --json", `"learned"`},
		{"checkin quiet --json", `"total": 0`}, {"task list", "month"}, {"cadence list", "every 4 weeks, at most 6 weeks"},
		{"checkin move 2 --to 2026-03-12 --reason away", "Moved the lunch"}, {"checkin skip 3 --reason busy", "is skipped"}, {"checkin kept 1", "kept"},
		{"task done 1", "it comes again on 10 Mar 2026"}, {"cadence set Lowe --paused 2026-06-01", "paused until 1 Jun 2026"}} {
		if out := l.must(strings.Fields(c[0])...); !strings.Contains(out, c[1]) {
			t.Errorf("%s: %s", c[0], out)
		}
	}
	l.must("checkin", "settings", "--notice", "15 minutes", "--closed", "2026-12-25", "--chase", "21")
	l.must("task", "add", "Call the bank", "--due", "2026-02-12", "--at", "09:00")
	for _, c := range [][2]string{{"checkin settings", "Pointed out: 15 minutes before"}, {"checkin settings --json", `"2026-12-25..2026-12-25"`}, {"task list --json", `"notice": "15 minutes"`},
		{"task edit 2 --notice none --at 10:30", "Changed the task"}, {"task list --json", `"at": "10:30"`}} {
		if out := l.must(strings.Fields(c[0])...); !strings.Contains(out, c[1]) {
			t.Errorf("%s: %s", c[0], out)
		}
	}
	if out := l.must("task", "list", "--json"); strings.Contains(out, `"notice": "15 minutes"`) {
		t.Errorf("a notice that was taken away: %s", out)
	}
	l.must("export", "calendar", "--out", "firm.ics")
	if out := l.must("export", "checkins", "--out", "checkins.csv") + l.must("export", "tasks"); !strings.Contains(out, "Prepare the review") {
		t.Error(out)
	}
	if out := l.must("import", "checkins", "checkins.csv", "--dry-run"); strings.Contains(out, "created") && !strings.Contains(out, "unchanged") {
		t.Errorf("what was written out comes in as new: %s", out)
	}
	raw, err := os.ReadFile("firm.ics")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"TZID:Europe/Berlin", "SUMMARY:Prepare the review: Lowe", "RRULE:FREQ=MONTHLY;INTERVAL=1", "STATUS:CANCELLED"} {
		if !strings.Contains(string(raw), want) {
			t.Errorf("%q is missing in\n%s", want, raw)
		}
	}
	if _, errs, status := l.say("checkin", "skip", "3"); status != 1 || !strings.Contains(errs, "skipped already") {
		t.Errorf("%d %s", status, errs)
	}
}
