package data

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"rapport/app"
)

// codedError stands for what the driver says; the real ones come out of the tests of faults.
func TestCatalogueOfErrors(t *testing.T) {
	cases := []struct {
		err  error
		kind app.ProblemKind
		code string
	}{
		{context.Canceled, app.Cancel, "E-CANCEL"},
		{fmt.Errorf("x: %w", context.DeadlineExceeded), app.Cancel, "E-CANCEL"},
		{&os.PathError{Op: "write", Path: "x", Err: syscall.ENOSPC}, app.Storage, "E-FULL"},
		{&os.PathError{Op: "write", Path: "x", Err: syscall.EROFS}, app.Storage, "E-RO"},
		{&os.PathError{Op: "open", Path: "x", Err: syscall.EMFILE}, app.Storage, "E-OPEN"},
		{errors.New("what nobody thought of"), app.Internal, "E-BUG"},
	}
	for _, c := range cases {
		p := app.AsProblem(classify(c.err, "/data/firm.rapport"))
		if p.Kind != c.kind || p.Code != c.code || p.Say == "" || !errors.Is(p, c.err) {
			t.Errorf("%v: %+v", c.err, p)
		}
	}
	rule := app.No("A rule.", "A way out.")
	if classify(rule, "") != error(rule) {
		t.Error("a problem of the field was changed")
	}
	if classify(nil, "") != nil {
		t.Error("no error became one")
	}
}

// Real answers of the driver, by code.
func TestCatalogueOfDriverErrors(t *testing.T) {
	t.Run("full", func(t *testing.T) {
		s := create(t, filepath.Join(t.TempDir(), "x.rapport"))
		err := s.write(context.Background(), func(b *books) error {
			if _, err := b.exec("PRAGMA max_page_count = 1"); err != nil {
				return err
			}
			for i := range 300 {
				if err := b.putMeta(fmt.Sprint(i), strings.Repeat("x", 4000)); err != nil {
					return err
				}
			}
			return nil
		})
		if code(err) != "E-FULL" || !strings.Contains(err.Error(), "Nothing entered so far was lost") {
			t.Fatalf("got %v", err)
		}
		if s.ReadOnly() != nil {
			t.Fatal("a full disk must not end saving: space can be freed")
		}
		if kept(t, s, "1") != "" {
			t.Fatal("half of it was kept")
		}
	})
	t.Run("constraint is a fault of ours", func(t *testing.T) {
		s := create(t, filepath.Join(t.TempDir(), "x.rapport"))
		err := s.write(context.Background(), func(b *books) error {
			_, err := b.exec("INSERT INTO counter VALUES ('x', -1)")
			return err
		})
		if code(err) != "E-BUG" {
			t.Fatalf("got %v", err)
		}
	})
}

// DK-01: a disk that is full at a save. Needs a small file system of its own; skipped where none may be mounted.
func TestDK01_DiskFull(t *testing.T) {
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=4m"); err != nil {
		t.Skip("no file system can be mounted here:", err)
	}
	defer func() { _ = syscall.Unmount(dir, syscall.MNT_DETACH) }()
	s := create(t, filepath.Join(dir, "firm.rapport"))
	keep(t, s, "word", "kept")
	filler := filepath.Join(dir, "filler")
	fill(t, filler)
	err := s.write(context.Background(), func(b *books) error { return b.putMeta("big", strings.Repeat("x", 2<<20)) })
	if code(err) != "E-FULL" && code(err) != "E-IO" {
		t.Fatalf("got %v", err)
	}
	if kept(t, s, "word") != "kept" || kept(t, s, "big") != "" {
		t.Fatal("reading does not go on, or half of it was kept")
	}
	if _, err := s.Backup(context.Background(), dir); code(err) != "E-FULL" {
		t.Errorf("DK-04: a backup on the full disk: %v", err)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, s.tempPrefix()+"*")); len(left) != 0 {
		t.Errorf("DK-04: left behind: %v", left)
	}
	if err := os.Remove(filler); err != nil {
		t.Fatal(err)
	}
	keep(t, s, "big", "now it fits")
	shut(t, s)
	if kept(t, open(t, s.path), "big") != "now it fits" {
		t.Fatal("lost")
	}
}

// fill writes until nothing more goes.
func fill(t *testing.T, name string) {
	t.Helper()
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	block := make([]byte, 4096)
	for err == nil {
		_, err = f.Write(block)
	}
}
