package data

import (
	"context"
	"os"
	"path/filepath"
	"testing"
)

// looking opens a file for reading only.
func looking(t *testing.T, path string) *Store {
	t.Helper()
	o := options()
	o.ReadOnly = true
	s, err := Open(context.Background(), path, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func TestCC01_ReadingBesideAWindow(t *testing.T) {
	t.Run("another process holds it", func(t *testing.T) {
		path := made(t)
		_, out := child(t, "hold", path)
		expect(t, out, "open")
		if kept(t, looking(t, path), "word") != "kept" {
			t.Fatal("cannot read")
		}
		refused(t, path, "E-LOCKED2") // the control: writing still waits for the window
	})
	t.Run("what the window saves is seen, and the reader saves nothing", func(t *testing.T) {
		path := made(t)
		window := open(t, path)
		reader := looking(t, path)
		keep(t, window, "word", "newer")
		if kept(t, reader, "word") != "newer" {
			t.Fatal("the reader sees what was")
		}
		err := reader.write(context.Background(), func(b *books) error { return b.putMeta("a", "b") })
		if code(err) != "E-RO" || reader.ReadOnly() == nil {
			t.Fatalf("got %v", err)
		}
		shut(t, reader)
		keep(t, window, "still", "works")
		shut(t, window)
		if kept(t, open(t, path), "still") != "works" {
			t.Fatal("the reader's closing lost a save")
		}
	})
}

func TestReadingLeavesNothingBehind(t *testing.T) {
	path := made(t)
	if err := os.Remove(lockName(path)); err != nil {
		t.Fatal(err)
	}
	untouched(t, path, func() {
		s := looking(t, path)
		if kept(t, s, "word") != "kept" {
			t.Fatal("cannot read")
		}
		shut(t, s)
	})
	alone(t, path)
}

func TestFS16_ReadingAfterACrashChangesNothing(t *testing.T) {
	path := killed(t)
	before, log := sum(t, path), sum(t, path+"-wal")
	s := looking(t, path)
	if kept(t, s, "last") != "acknowledged" {
		t.Fatal("an acknowledged save is not seen")
	}
	shut(t, s)
	if sum(t, path) != before || sum(t, path+"-wal") != log {
		t.Fatal("reading changed the file or its log")
	}
}

func TestFS08_ReadingRefusesWhatWritingRefuses(t *testing.T) {
	newer, foreign := made(t), made(t)
	edit(t, newer, func(b []byte) []byte { b[63] = 92; return b })
	edit(t, foreign, func(b []byte) []byte { b[68] = 9; return b })
	o := options()
	o.ReadOnly = true
	for path, want := range map[string]string{newer: "E-NEWER", foreign: "E-FOREIGN"} {
		if _, err := Open(context.Background(), path, o); code(err) != want {
			t.Errorf("got %v; want %s", err, want)
		}
	}
}

func TestMG01_ReadingUpdatesNothing(t *testing.T) {
	path := made(t)
	o := options()
	o.ReadOnly = true
	o.steps = append(steps(t), step{version: len(steps(t)) + 1, name: "next", text: "CREATE TABLE next(id INTEGER PRIMARY KEY) STRICT"})
	untouched(t, path, func() {
		if _, err := Open(context.Background(), path, o); code(err) != "E-OLDER" {
			t.Fatalf("got %v", err)
		}
	})
}

// A file that is refused by its head gets no lock beside it; one that has been opened here keeps the one it has.
func TestFS06_NoLockBesideWhatIsRefused(t *testing.T) {
	for name, spoil := range map[string]func([]byte) []byte{
		"foreign":   func(b []byte) []byte { b[68] = 9; return b },
		"newer":     func(b []byte) []byte { b[63] = 92; return b },
		"cut short": func(b []byte) []byte { return b[:len(b)/2] },
		"text":      func([]byte) []byte { return []byte("name;amount\n") },
	} {
		t.Run(name, func(t *testing.T) {
			path := made(t)
			if err := os.Remove(lockName(path)); err != nil {
				t.Fatal(err)
			}
			edit(t, path, spoil)
			if s, err := Open(context.Background(), path, options()); err == nil {
				shut(t, s)
				t.Fatal("opened")
			}
			alone(t, path)
		})
	}
}

// alone wants nothing beside a file.
func alone(t *testing.T, path string) {
	t.Helper()
	beside, err := filepath.Glob(path + "?*")
	if err != nil || len(beside) > 0 {
		t.Fatalf("beside the file lies %v (%v)", beside, err)
	}
}
