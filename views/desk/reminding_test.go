package desk

import (
	"strings"
	"testing"
	"time"

	"rapport/app"
	"rapport/app/calendar"
)

// paperMachine is a computer that notes what it is told.
type paperMachine struct {
	habits Habits
	told   []string
	feeds  map[string]string
}

func (m *paperMachine) Habits() Habits      { return m.habits }
func (m *paperMachine) Keep(h Habits) error { m.habits = h; return nil }
func (m *paperMachine) Notify(text string)  { m.told = append(m.told, text) }
func (m *paperMachine) WriteFeed(folder, name string, content []byte) error {
	m.feeds[folder+"/"+name] = string(content)
	return nil
}

// What is due is told once: when the window opens, not again, and not when it is opened anew.
func TestRemindersAreToldOnceByTheWindow(t *testing.T) {
	w := contactWorld(t)
	m := &paperMachine{habits: Habits{Notify: true, Feed: "/shared"}, feeds: map[string]string{}}
	opts := options()
	opts.Machine = m
	for range 2 {
		b := openWith(t, w, 1280, 800, opts)
		b.settle()
		b.d.tick()
		b.settle()
	}
	if len(m.told) != 1 || m.told[0] != "3 reminders are due" { // the task at 16:00 is still to come
		t.Fatalf("%q", m.told)
	}
	b := openWith(t, w, 1280, 800, opts)
	b.settle()
	if want := calendar.Moment(w.day(0), calendar.At(16, 0), time.UTC); !b.d.reminding.next.Equal(want) {
		t.Errorf("looks again at %s, want %s", b.d.reminding.next, want)
	}
	b.Stage.Advance(3 * time.Second)
	b.Stage.Run()
	before := m.feeds["/shared/Aldgate Partners.ics"]
	if !strings.Contains(before, "SUMMARY:Quarterly review") {
		t.Fatalf("the calendar file: %v", m.feeds)
	}
	w.must(w.firm.Tasks.Add(w.ctx, app.Ask{}, app.Task{What: "Fresh task", Due: w.day(2)}))
	b.settle()
	b.Stage.Advance(3 * time.Second)
	b.Stage.Run()
	if !strings.Contains(m.feeds["/shared/Aldgate Partners.ics"], "Fresh task") {
		t.Error("the calendar file did not follow")
	}
}

func TestDaysOffAreReadOneALine(t *testing.T) {
	got, err := daysOff("2026-12-25\n2026-12-24..2027-01-01\n")
	if err != nil || len(got) != 2 || got[0].Days() != 1 || got[1].Days() != 9 {
		t.Errorf("%v %v", got, err)
	}
	if _, err := daysOff("Christmas"); err == nil {
		t.Error("a word was taken for a day")
	}
}
