package files

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rapport/app/calendar"
)

// reader prints what Debian's python3-icalendar and python3-dateutil read out of a calendar: every event with its first times in UTC.
const reader = `
import sys, json, icalendar, datetime
from dateutil.rrule import rrulestr
out = []
for e in icalendar.Calendar.from_ical(open(sys.argv[1], 'rb').read()).walk('VEVENT'):
    start = e['DTSTART'].dt
    day = not isinstance(start, datetime.datetime)
    times = [start]
    if 'RRULE' in e:
        rule = dict(e['RRULE'])
        until = rule.pop('UNTIL', [None])[0]
        naive = datetime.datetime(start.year, start.month, start.day) if day else start.replace(tzinfo=None)
        if isinstance(until, datetime.datetime):
            until = until.astimezone(start.tzinfo).replace(tzinfo=None)
        elif until:
            until = datetime.datetime(until.year, until.month, until.day)
        text = icalendar.vRecur(rule).to_ical().decode()
        times = [t for t, _ in zip(rrulestr(text, dtstart=naive), range(14)) if not until or t <= until]
        if not day:
            times = [start.tzinfo.localize(t) for t in times]
    def say(t):
        return t.strftime('%Y-%m-%d') if day else t.astimezone(datetime.timezone.utc).strftime('%Y-%m-%dT%H:%M')
    out.append({'uid': str(e['UID']), 'seq': int(e['SEQUENCE']), 'summary': str(e['SUMMARY']), 'status': str(e['STATUS']),
        'times': [say(t) for t in times], 'end': say(e['DTEND'].dt),
        'alarms': [(start + a['TRIGGER'].dt).strftime('%Y-%m-%dT%H:%M') if not day else str(a['TRIGGER'].dt) for a in e.walk('VALARM') if str(a['ACTION']) == 'DISPLAY' and a['DESCRIPTION']]})
print(json.dumps(out))
`

type readEvent struct {
	UID, Summary, Status, End string
	Seq                       int
	Times                     []string
	Alarms                    []string `json:",omitempty"`
}

// readBack reads a calendar with another program's parser.
func readBack(t *testing.T, raw []byte) []readEvent {
	t.Helper()
	python := "/usr/bin/python3"
	if exec.Command(python, "-c", "import icalendar, dateutil").Run() != nil {
		t.Skip("python3-icalendar is not installed: scripts/deps test installs it")
	}
	path := filepath.Join(t.TempDir(), "a.ics")
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(python, "-c", reader, path).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s\n%s", err, out, raw)
	}
	var all []readEvent
	if err := json.Unmarshal(out, &all); err != nil {
		t.Fatal(err)
	}
	return all
}

func zoneNamed(t *testing.T, name string) *time.Location {
	t.Helper()
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

func every(t *testing.T, text string) calendar.Every {
	t.Helper()
	e, err := calendar.ParseEvery(text)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func icsOf(t *testing.T, events ...calendar.Event) []byte {
	t.Helper()
	var buf bytes.Buffer
	if err := WriteCalendar(&buf, "Harcourt & Lowe, Söhne; Partner", events); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

func changedAt() time.Time { return time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC) }

func TestACalendarIsReadAsItWasMeant(t *testing.T) {
	berlin, york := zoneNamed(t, "Europe/Berlin"), zoneNamed(t, "America/New_York")
	long := strings.Repeat("Besprechung mit Ångström & Łódź; über Gebühren, Fristen\\Termine – ", 4)
	raw := icsOf(t,
		calendar.Event{UID: "a@x", Sequence: 3, Changed: changedAt(), Day: calendar.D("2026-03-31"), Summary: long},
		calendar.Event{UID: "b@x", Changed: changedAt(), Day: calendar.D("2026-03-27"), At: calendar.At(14, 30), Zone: berlin, Minutes: 90, Summary: "Call", Every: every(t, "weekly"),
			Until: calendar.D("2026-04-10")},
		calendar.Event{UID: "c@x", Changed: changedAt(), Day: calendar.D("2026-10-30"), At: calendar.At(9, 0), Zone: york, Summary: "NY", Cancelled: true, Every: every(t, "1w"), Until: calendar.D("2026-11-06")},
		calendar.Event{UID: "d@x", Changed: changedAt(), Day: calendar.D("2026-03-29"), At: calendar.At(2, 30), Zone: berlin, Summary: "skipped hour\nsecond"},
		calendar.Event{UID: "e@x", Changed: changedAt(), Day: calendar.D("2026-05-01"), At: calendar.At(8, 0), Zone: time.UTC, Summary: "UTC"},
	)
	got := readBack(t, raw)
	want := []readEvent{
		{UID: "a@x", Seq: 3, Summary: long, Status: "CONFIRMED", Times: []string{"2026-03-31"}, End: "2026-04-01"},
		{UID: "b@x", Summary: "Call", Status: "CONFIRMED", Times: []string{"2026-03-27T13:30", "2026-04-03T12:30", "2026-04-10T12:30"}, End: "2026-03-27T15:00"},
		{UID: "c@x", Summary: "NY", Status: "CANCELLED", Times: []string{"2026-10-30T13:00", "2026-11-06T14:00"}, End: "2026-10-30T13:30"},
		{UID: "d@x", Summary: "skipped hour second", Status: "CONFIRMED", Times: []string{"2026-03-29T01:30"}, End: "2026-03-29T02:00"},
		{UID: "e@x", Summary: "UTC", Status: "CONFIRMED", Times: []string{"2026-05-01T08:00"}, End: "2026-05-01T08:30"},
	}
	sameEvents(t, got, want)
	// Under a name that nobody knows, the file's own description of the zones is all there is.
	foreign := bytes.ReplaceAll(bytes.ReplaceAll(raw, []byte("Europe/Berlin"), []byte("X-Home")), []byte("America/New_York"), []byte("X-There"))
	sameEvents(t, readBack(t, foreign), want)
}

// Other programs point an entry out as long before as this one does, on the hour also over a change of the clocks, and for whole days in
// office hours. What is cancelled is not pointed out.
func TestACalendarTellsWhenToPointOut(t *testing.T) {
	berlin := zoneNamed(t, "Europe/Berlin")
	e := func(uid, day string, at calendar.Clock, lead string) calendar.Event {
		l, err := calendar.ParseLead(lead)
		if err != nil {
			t.Fatal(err)
		}
		return calendar.Event{UID: uid, Changed: changedAt(), Day: calendar.D(day), At: at, Zone: berlin, Summary: uid, Notice: l}
	}
	gone := e("cancelled", "2026-03-30", calendar.At(9, 0), "1 day")
	gone.Cancelled = true
	events := []calendar.Event{e("minutes", "2026-03-30", calendar.At(9, 0), "90"), e("day", "2026-03-29", calendar.At(9, 0), "1 day"), e("whole", "2026-03-29", 0, "1 day"),
		e("whole2", "2026-03-29", 0, "2 days"), e("none", "2026-03-30", calendar.At(9, 0), ""), gone}
	raw := icsOf(t, events...)
	want := map[string]string{"minutes": "2026-03-30T07:30", "day": "2026-03-28T09:00", "whole": "-1 day, 9:00:00", "whole2": "-2 days, 9:00:00", "none": "", "cancelled": ""}
	for _, got := range readBack(t, raw) {
		if strings.Join(got.Alarms, " ") != want[got.UID] {
			t.Errorf("%s is pointed out %q, want %q", got.UID, got.Alarms, want[got.UID])
		}
	}
	if !bytes.Equal(raw, icsOf(t, events...)) {
		t.Error("the same entries make another file")
	}
}

func sameEvents(t *testing.T, got, want []readEvent) {
	t.Helper()
	g, _ := json.MarshalIndent(got, "", " ")
	w, _ := json.MarshalIndent(want, "", " ")
	if string(g) != string(w) {
		t.Errorf("read\n%s\nwant\n%s", g, w)
	}
}

// What another program works out from the rule of a repeating entry is what this one shows.
func TestCL08_RepeatingEntriesFallOnTheSameDaysElsewhere(t *testing.T) {
	var events []calendar.Event
	for _, first := range []string{"2024-02-29", "2026-01-31", "2026-03-30", "2026-11-15"} {
		for _, often := range []string{"daily", "2 weeks", "monthly", "quarterly", "yearly"} {
			events = append(events, calendar.Event{UID: first + often, Changed: changedAt(), Day: calendar.D(first), Summary: "x", Every: every(t, often), First: calendar.D(first)})
		}
	}
	for i, e := range readBack(t, icsOf(t, events...)) {
		for n, on := range e.Times {
			if want := events[i].Every.Times(events[i].Day, n); on != want.String() {
				t.Errorf("%s, time %d: there %s, here %s", e.UID, n, on, want)
			}
		}
	}
}

func TestCalendarLinesAreAsTheStandardSays(t *testing.T) {
	raw := icsOf(t, calendar.Event{UID: "a@x", Changed: changedAt(), Day: calendar.D("2026-03-31"), At: calendar.At(9, 0), Zone: zoneNamed(t, "Europe/Berlin"),
		Summary: strings.Repeat("Łódź 日本 ", 40)})
	if bytes.Count(raw, []byte("\n")) != bytes.Count(raw, []byte("\r\n")) {
		t.Error("a line does not end with CR LF")
	}
	for _, line := range bytes.Split(raw, []byte("\r\n")) {
		if len(line) > 75 {
			t.Errorf("%d octets: %s", len(line), line)
		}
		if !bytes.Equal(line, bytes.ToValidUTF8(line, nil)) {
			t.Errorf("a letter was cut in two: %q", line)
		}
	}
	for _, want := range []string{"BEGIN:VTIMEZONE", "TZID:Europe/Berlin", "BEGIN:DAYLIGHT", "TZOFFSETFROM:+0100", "DTSTART:20250330T020000", "DTSTART:20251026T030000", "DTSTART;TZID=Europe/Berlin:20260331T090000"} {
		if !bytes.Contains(raw, []byte(want)) {
			t.Errorf("%s is missing in\n%s", want, raw)
		}
	}
	if again := icsOf(t, calendar.Event{UID: "a@x", Changed: changedAt(), Day: calendar.D("2026-03-31"), At: calendar.At(9, 0), Zone: zoneNamed(t, "Europe/Berlin"),
		Summary: strings.Repeat("Łódź 日本 ", 40)}); !bytes.Equal(raw, again) {
		t.Error("the same entries give another file")
	}
}
