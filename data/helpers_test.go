package data

import (
	"context"
	"crypto/sha256"
	"errors"
	"os"
	"path/filepath"
	"strings"
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
