package data

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// childWrites saves numbered rows, several a transaction, and says each one after the save was acknowledged.
func childWrites(path string) {
	s := mustOpen(path)
	for n := 0; ; n++ {
		must(s.write(context.Background(), func(b *books) error {
			for i := range n%8 + 1 {
				if err := b.putMeta(fmt.Sprintf("w%06d.%d", n, i), strings.Repeat("x", 300)); err != nil {
					return err
				}
			}
			return nil
		}))
		say(fmt.Sprint("saved ", n))
	}
}

// childUnsafe does the same with the journal off: what a careless setting would be.
func childUnsafe(path string) {
	db, err := sql.Open("sqlite", "file:"+path+"?_journal_mode=OFF&_synchronous=OFF&_pragma=cache_size(5)")
	must(err)
	db.SetMaxOpenConns(1)
	for n := 0; ; n++ {
		tx, err := db.Begin()
		must(err)
		for i := range 400 {
			_, err = tx.Exec("INSERT OR REPLACE INTO meta VALUES (?, ?)", fmt.Sprintf("%d.%d", i*7919%400, n), strings.Repeat("x", 900))
			must(err)
		}
		must(tx.Commit())
		say(fmt.Sprint("saved ", n))
	}
}

// killAfter starts an act on a file and kills it a moment after its first acknowledged save; it gives the last one heard of.
func killAfter(t *testing.T, act, path string, wait time.Duration) int {
	t.Helper()
	cmd, out := child(t, act, path)
	expect(t, out, "saved")
	last := 0
	timer := time.AfterFunc(wait, func() { _ = cmd.Process.Kill() })
	defer timer.Stop()
	for out.Scan() {
		_, _ = fmt.Sscanf(out.Text(), "saved %d", &last)
	}
	_ = cmd.Wait()
	return last
}

func TestPD01_KilledWhileSaving(t *testing.T) {
	rounds := 12
	if testing.Short() {
		rounds = 3
	}
	for round := range rounds {
		path := made(t)
		last := killAfter(t, "writes", path, time.Duration(5+round*7)*time.Millisecond)
		s := open(t, path)
		for n := range last + 1 {
			for i := range n%8 + 1 {
				if kept(t, s, fmt.Sprintf("w%06d.%d", n, i)) == "" {
					t.Fatalf("save %d was acknowledged and is not whole", n)
				}
			}
		}
		whole(t, s)
		shut(t, s)
	}
}

// whole wants transactions to be in the file wholly or not at all, and the check of the file to find nothing.
func whole(t *testing.T, s *Store) {
	t.Helper()
	counts := map[string]int{}
	err := s.read(context.Background(), func(b *books) error {
		return b.each("SELECT substr(key, 1, 7) FROM meta WHERE key LIKE 'w%.%'", nil, func(r *row) error {
			counts[r.text()]++
			return nil
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	for k, n := range counts {
		var number int
		if _, err := fmt.Sscanf(k, "w%d", &number); err != nil || n != number%8+1 {
			t.Fatalf("transaction %s has %d rows", k, n)
		}
	}
	found, err := s.Check(context.Background(), nil)
	if err != nil || !found.OK {
		t.Fatalf("check: %v %v", found, err)
	}
}

// The control: the same kills with the journal off must do harm at least once, or the test above proves nothing.
func TestPD03_JournalOffMustFail(t *testing.T) {
	for round := range 60 {
		path := made(t)
		killAfter(t, "unsafe", path, time.Duration(round%9)*time.Millisecond)
		s, err := Open(context.Background(), path, options())
		if err != nil {
			return
		}
		n := 0
		_ = s.read(context.Background(), func(b *books) error {
			n, _, err = value[int](b, "SELECT count(*) FROM meta WHERE key LIKE '%.%'")
			return err
		})
		shut(t, s)
		if err != nil || n%400 != 0 {
			return
		}
	}
	t.Fatal("killing without a journal did no harm in 60 rounds: the test of kills cannot see any")
}

func TestPD09_LeftoverOfAKilledBackupIsSwept(t *testing.T) {
	s := open(t, made(t))
	dir := t.TempDir()
	left := put(t, filepath.Join(dir, s.tempPrefix()+"123"), []byte("half a copy"))
	if _, err := s.Backup(context.Background(), dir); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(left); err == nil {
		t.Fatal("the half copy is still there")
	}
}

func TestPD17_KilledHolderBlocksNobody(t *testing.T) {
	path := made(t)
	for range 5 {
		cmd, out := child(t, "hold", path)
		expect(t, out, "open")
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		shut(t, open(t, path))
	}
}

// A firm's file whose program was ended before anything closed it is still known as ours: what says so stands in the file, not in its log.
func TestANewFileThatWasNeverClosedIsOurs(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "firm.rapport")
	s := create(t, path)
	keep(t, s, "word", "kept")
	left := filepath.Join(t.TempDir(), "firm.rapport")
	for _, end := range []string{"", "-wal"} { // as the end of the process leaves them
		b, err := os.ReadFile(path + end)
		if err != nil {
			t.Fatal(err)
		}
		put(t, left+end, b)
	}
	shut(t, s)
	again := open(t, left)
	defer shut(t, again)
	if kept(t, again, "word") != "kept" {
		t.Error("what was saved is gone")
	}
}
