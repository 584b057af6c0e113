package data

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

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
