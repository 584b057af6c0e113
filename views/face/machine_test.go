//go:build !headless

package face

import (
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2/test"

	"rapport/views/desk"
)

func TestTheCalendarFileIsKeptCurrent(t *testing.T) {
	m := newMachine(test.NewTempApp(t))
	dir := t.TempDir()
	path := filepath.Join(dir, "Firm.ics")
	for _, content := range []string{"one", "one", "two"} {
		if err := m.WriteFeed(dir, "Firm.ics", []byte(content)); err != nil {
			t.Fatal(err)
		}
		if got, err := os.ReadFile(path); err != nil || string(got) != content {
			t.Fatalf("%q %v", got, err)
		}
	}
	if all, _ := os.ReadDir(dir); len(all) != 1 {
		t.Errorf("left behind: %v", all)
	}
	if err := m.WriteFeed(filepath.Join(dir, "gone"), "Firm.ics", []byte("x")); err == nil {
		t.Error("written into a folder that is not there")
	}
}

func TestHabitsAreKept(t *testing.T) {
	t.Setenv("HOME", t.TempDir())
	m := newMachine(test.NewTempApp(t))
	dir := t.TempDir()
	want := desk.Habits{Notify: true, Tray: true, Feed: dir}
	if err := m.Keep(want); err != nil || m.Habits() != want {
		t.Errorf("%+v %v", m.Habits(), err)
	}
	if err := m.Keep(desk.Habits{Feed: filepath.Join(dir, "gone")}); err == nil {
		t.Error("a folder that is not there was taken")
	}
}
