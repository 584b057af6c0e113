package data

import (
	"context"
	"crypto/sha256"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"rapport/app"
)

// fixed is the clock of the tests.
func fixed() time.Time { return time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC) }

func options() Options { return Options{Now: fixed} }

// made creates a file with one thing in it and closes it.
func made(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "firm.rapport")
	s := create(t, path)
	keep(t, s, "word", "kept")
	shut(t, s)
	return path
}

func create(t *testing.T, path string) *Store {
	t.Helper()
	s, err := Create(context.Background(), path, options())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func open(t *testing.T, path string) *Store {
	t.Helper()
	s, err := Open(context.Background(), path, options())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func shut(t *testing.T, s *Store) {
	t.Helper()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

func keep(t *testing.T, s *Store, key, text string) {
	t.Helper()
	if err := s.write(context.Background(), func(b *books) error { return b.putMeta(key, text) }); err != nil {
		t.Fatal(err)
	}
}

func kept(t *testing.T, s *Store, key string) string {
	t.Helper()
	var text string
	err := s.read(context.Background(), func(b *books) (err error) { text, err = b.meta(key); return err })
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// code is the catalogue key of an error.
func code(err error) string {
	var p *app.Problem
	if errors.As(err, &p) {
		return p.Code
	}
	return ""
}

// refused opens and wants a catalogue key and words in the sentence.
func refused(t *testing.T, path, want string, words ...string) {
	t.Helper()
	s, err := Open(context.Background(), path, options())
	if err == nil {
		shut(t, s)
		t.Fatalf("opened; want %s", want)
	}
	if code(err) != want {
		t.Fatalf("got %s (%v); want %s", code(err), err, want)
	}
	p := app.AsProblem(err)
	if p.Kind != app.Storage || p.Say == "" || p.Try == "" {
		t.Fatalf("not a sentence with a way out: %+v", p)
	}
	for _, w := range words {
		if !strings.Contains(err.Error(), w) {
			t.Fatalf("%q does not say %q", err, w)
		}
	}
}

func sum(t *testing.T, path string) [32]byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return sha256.Sum256(b)
}

// untouched runs fn and wants the file byte-identical, and no log beside it.
func untouched(t *testing.T, path string, fn func()) {
	t.Helper()
	before := sum(t, path)
	fn()
	if sum(t, path) != before {
		t.Fatal("the file was changed")
	}
	if _, err := os.Stat(path + "-wal"); err == nil {
		t.Fatal("a log was left beside the file")
	}
}

func put(t *testing.T, path string, content []byte) string {
	t.Helper()
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// edit changes bytes of a file.
func edit(t *testing.T, path string, fn func([]byte) []byte) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	put(t, path, fn(b))
}

func TestFS01_MissingFileIsNeverCreated(t *testing.T) {
	path := filepath.Join(t.TempDir(), "gone.rapport")
	refused(t, path, "E-MISSING", path)
	if entries, _ := os.ReadDir(filepath.Dir(path)); len(entries) != 0 {
		t.Fatalf("something was created: %v", entries)
	}
}

func TestFS02_EmptyFile(t *testing.T) {
	path := put(t, filepath.Join(t.TempDir(), "empty.rapport"), nil)
	refused(t, path, "E-NOTDB", "empty", "backup")
}

func TestFS03_FS04_OtherFilesAreNamed(t *testing.T) {
	random := make([]byte, 20_000)
	for i := range random {
		random[i] = byte(i*i>>3 + 200)
	}
	cases := []struct {
		name    string
		content []byte
		says    string
	}{
		{"five bytes of text", []byte("hello"), "text"},
		{"random bytes", random, "something else"},
		{"table", []byte("name;amount\nA;1\n"), "CSV"},
		{"workbook", []byte("PK\x03\x04..........[Content_Types].xml....xl/"), "Excel"},
		{"archive", []byte("PK\x03\x04 stuff"), "ZIP"},
		{"document", []byte("%PDF-1.7\n"), "PDF"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			path := put(t, filepath.Join(t.TempDir(), "x.rapport"), c.content)
			untouched(t, path, func() { refused(t, path, "E-NOTDB", c.says, "Import") })
		})
	}
}

func TestFS05_FoldersAndPipes(t *testing.T) {
	dir := t.TempDir()
	refused(t, dir, "E-OPEN", "folder")
	pipe := filepath.Join(dir, "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Skip(err)
	}
	refused(t, pipe, "E-OPEN", "plain file")
	refused(t, "/dev/null", "E-OPEN", "plain file")
}

func TestFS06_ForeignDatabase(t *testing.T) {
	for name, id := range map[string][]byte{"no application id": {0, 0, 0, 0}, "another": {1, 2, 3, 4}} {
		t.Run(name, func(t *testing.T) {
			path := made(t)
			edit(t, path, func(b []byte) []byte { copy(b[68:], id); return b })
			untouched(t, path, func() { refused(t, path, "E-FOREIGN", "another program") })
		})
	}
}

func TestFS07_TablesMissing(t *testing.T) {
	path := made(t)
	vandal(t, path, "DROP TABLE payment")
	refused(t, path, "E-DAMAGED", "table payment")
}

func TestFS08_NewerFile(t *testing.T) {
	for name, version := range map[string]byte{"the next": byte(len(steps(t)) + 1), "far ahead": 92} {
		t.Run(name, func(t *testing.T) {
			path := made(t)
			edit(t, path, func(b []byte) []byte { b[63] = version; return b })
			untouched(t, path, func() { refused(t, path, "E-NEWER", "newer") })
		})
	}
}

func TestFS09_NoSchemaYet(t *testing.T) {
	path := made(t)
	edit(t, path, func(b []byte) []byte { b[63] = 0; return b })
	untouched(t, path, func() { refused(t, path, "E-DAMAGED", "tables are missing") })
}

func TestFS10_FS11_CutShort(t *testing.T) {
	cases := map[string]func(size int) int{
		"50 bytes":      func(int) int { return 50 },
		"512 bytes":     func(int) int { return 512 },
		"one page":      func(int) int { return 4096 },
		"half":          func(n int) int { return n / 2 },
		"less a page":   func(n int) int { return n - 4096 },
		"less a byte":   func(n int) int { return n - 1 },
		"less a little": func(n int) int { return n - 100 },
	}
	for name, cut := range cases {
		t.Run(name, func(t *testing.T) {
			path := made(t)
			edit(t, path, func(b []byte) []byte { return b[:cut(len(b))] })
			untouched(t, path, func() { refused(t, path, "E-DAMAGED", "not changed", "backup") })
		})
	}
}

func TestFS12_BytesBehindTheEnd(t *testing.T) {
	path := made(t)
	edit(t, path, func(b []byte) []byte { return append(b, make([]byte, 10_000)...) })
	s := open(t, path)
	if kept(t, s, "word") != "kept" {
		t.Fatal("lost")
	}
	if n := s.Notices(); len(n) != 1 || !strings.Contains(n[0].Say, "10000 bytes") {
		t.Fatalf("not noticed: %v", n)
	}
}

func TestFS13_ReadOnlyFile(t *testing.T) {
	path := made(t)
	asNobody(t, filepath.Dir(path), func() {
		if err := os.Chmod(path, 0o444); err != nil {
			t.Fatal(err)
		}
		readOnlyWorks(t, path)
	})
}

func TestFS14_ReadOnlyFolder(t *testing.T) {
	t.Run("closed well", func(t *testing.T) {
		path := made(t)
		dir := filepath.Dir(path)
		asNobody(t, dir, func() {
			if err := os.Chmod(dir, 0o555); err != nil {
				t.Fatal(err)
			}
			readOnlyWorks(t, path)
		})
	})
	t.Run("a log waits", func(t *testing.T) {
		path := killed(t)
		dir := filepath.Dir(path)
		asNobody(t, dir, func() {
			if err := os.Chmod(dir, 0o555); err != nil {
				t.Fatal(err)
			}
			refused(t, path, "E-RO", dir)
		})
	})
}

// readOnlyWorks wants a write-protected file to open, to be read, and to refuse a save with E-RO.
func readOnlyWorks(t *testing.T, path string) {
	t.Helper()
	untouched(t, path, func() {
		s, err := Open(context.Background(), path, options())
		if err != nil {
			t.Fatal(err)
		}
		defer shut(t, s)
		if kept(t, s, "word") != "kept" {
			t.Fatal("cannot read")
		}
		err = s.write(context.Background(), func(b *books) error { return b.putMeta("a", "b") })
		if code(err) != "E-RO" || s.ReadOnly() == nil || !strings.Contains(err.Error(), filepath.Dir(path)) {
			t.Fatalf("got %v", err)
		}
	})
}

func TestFS15_NoPermission(t *testing.T) {
	path := made(t)
	asNobody(t, filepath.Dir(path), func() {
		if err := os.Chmod(path, 0); err != nil {
			t.Fatal(err)
		}
		refused(t, path, "E-OPEN", "may not read")
	})
}

func TestFS16_HotLogIsRecovered(t *testing.T) {
	path := killed(t)
	s := open(t, path)
	if kept(t, s, "last") != "acknowledged" {
		t.Fatal("an acknowledged save is lost")
	}
	if n := s.Notices(); len(n) != 1 || !strings.Contains(n[0].Say, "did not end properly") {
		t.Fatalf("not told: %v", n)
	}
}

func TestFS31_PathsAreTakenLiterally(t *testing.T) {
	names := []string{"a b.rapport", "a#b.rapport", "a?mode=memory.rapport", "a%20b.rapport", "a&b=c.rapport", `a"b'c.rapport`, "a;b.rapport", "a😀.rapport",
		"Bu\u0308ro.rapport", "B\u00fcro.rapport", "a+b.rapport", "-a.rapport"}
	dir := t.TempDir()
	for _, name := range names {
		path := filepath.Join(dir, name)
		s := create(t, path)
		keep(t, s, "word", name)
		shut(t, s)
		s = open(t, path)
		if got := kept(t, s, "word"); got != name {
			t.Errorf("%q opened the file of %q", name, got)
		}
		shut(t, s)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]bool{}
	for _, n := range names {
		want[n], want[n+".lock"] = true, true
	}
	for _, e := range entries {
		if !want[e.Name()] {
			t.Errorf("a stray file: %q", e.Name())
		}
	}
}

func TestCreateNeverWritesOver(t *testing.T) {
	path := put(t, filepath.Join(t.TempDir(), "taken.rapport"), []byte("mine"))
	_, err := Create(context.Background(), path, options())
	if code(err) != "E-EXISTS" {
		t.Fatalf("got %v", err)
	}
	if b, _ := os.ReadFile(path); string(b) != "mine" {
		t.Fatal("written over")
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
	edit(t, path, func(b []byte) []byte { // a page in the middle, away from the schema
		for i := len(b) - 4096; i < len(b)-4000; i++ {
			b[i] = 0xff
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
