package data

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

func TestCreateNeverWritesOver(t *testing.T) {
	path := put(t, filepath.Join(t.TempDir(), "taken.rapport"), []byte("mine"))
	_, err := Create(context.Background(), path, options())
	if code(err) != "E-EXISTS" {
		t.Fatalf("got %v", err)
	}
	if b, _ := os.ReadFile(path); string(b) != "mine" {
		t.Fatal("written over")
	}
	if entries, _ := os.ReadDir(filepath.Dir(path)); len(entries) != 1 {
		t.Fatalf("something was left: %v", entries)
	}
}

func TestCreateNeedsItsFolder(t *testing.T) {
	_, err := Create(context.Background(), filepath.Join(t.TempDir(), "gone", "firm.rapport"), options())
	if code(err) != "E-OPEN" || !strings.Contains(err.Error(), "no folder") {
		t.Fatalf("got %v", err)
	}
}

func TestFilesArePrivate(t *testing.T) {
	old := syscall.Umask(0)
	defer syscall.Umask(old)
	path := filepath.Join(t.TempDir(), "firm.rapport")
	s := create(t, path)
	keep(t, s, "a", "b")
	for _, name := range []string{path, path + "-wal", path + "-shm", path + ".lock"} {
		info, err := os.Stat(name)
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode().Perm() != 0o600 {
			t.Errorf("%s is %v", filepath.Base(name), info.Mode())
		}
	}
}

func TestFS36_TriggerDroppedOutside(t *testing.T) {
	path := made(t)
	vandal(t, path, "DROP TRIGGER line_update")
	refused(t, path, "E-ALTERED", "line_update")
}

func TestFS37_TriggerSlippedIn(t *testing.T) {
	path := made(t)
	vandal(t, path, "CREATE TRIGGER evil AFTER INSERT ON meta BEGIN DELETE FROM meta; END")
	refused(t, path, "E-ALTERED", "evil")
}

func TestCloudFolderIsTold(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "OneDrive - Firm")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	s := create(t, filepath.Join(dir, "firm.rapport"))
	if n := s.Notices(); len(n) != 1 || !strings.Contains(n[0].Say, "OneDrive") {
		t.Fatalf("not told: %v", n)
	}
}

func TestFS27_FS28_ReplacedWhileOpen(t *testing.T) {
	for name, do := range map[string]func(path string) error{
		"moved":   func(p string) error { return os.Rename(p, p+".elsewhere") },
		"deleted": os.Remove,
		"replaced": func(p string) error {
			return errors.Join(os.WriteFile(p+".new", []byte("x"), 0o600), os.Rename(p+".new", p))
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := open(t, made(t))
			if err := do(s.path); err != nil {
				t.Fatal(err)
			}
			err := s.write(context.Background(), func(b *books) error { return b.putMeta("a", "b") })
			if code(err) != "E-MOVED" {
				t.Fatalf("got %v", err)
			}
			rescue, err := s.Backup(context.Background(), t.TempDir()) // what the sentence offers
			if err != nil {
				t.Fatal(err)
			}
			if kept(t, open(t, rescue), "word") != "kept" {
				t.Fatal("the backup is not of the file that was open")
			}
		})
	}
}

func TestDeferredCheckRunsBeforeTheFirstWrite(t *testing.T) {
	path := made(t)
	db, err := sql.Open("sqlite", "file:"+path)
	if err != nil {
		t.Fatal(err)
	}
	var page int
	err = errors.Join(db.QueryRow("SELECT rootpage FROM sqlite_schema WHERE name = 'goal'").Scan(&page), db.Close())
	if err != nil {
		t.Fatal(err)
	}
	edit(t, path, func(b []byte) []byte { // a table that opening does not read
		for i := range 96 {
			b[(page-1)*4096+i] = 0xff
		}
		return b
	})
	if _, err := Open(context.Background(), path, options()); code(err) != "E-DAMAGED" {
		t.Fatalf("the control: got %v", err)
	}
	s, err := Open(context.Background(), path, Options{Now: fixed, DeferCheck: true})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	err = s.write(context.Background(), func(b *books) error { return b.putMeta("a", "b") })
	if code(err) != "E-DAMAGED" {
		t.Fatalf("got %v", err)
	}
}
