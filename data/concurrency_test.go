package data

import (
	"context"
	"database/sql"
	"errors"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"rapport/app"
)

func TestCC01_SecondInstanceSameFile(t *testing.T) {
	path := made(t)
	t.Run("another process", func(t *testing.T) {
		cmd, out := child(t, "hold", path)
		expect(t, out, "open")
		refused(t, path, "E-LOCKED2", "2026-11-22", "window")
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		shut(t, open(t, path))
	})
	t.Run("this process", func(t *testing.T) {
		s := open(t, path)
		refused(t, path, "E-LOCKED2")
		keep(t, s, "still", "works")
	})
}

func TestCC02_SecondInstanceAnotherFile(t *testing.T) {
	_, out := child(t, "hold", made(t))
	expect(t, out, "open")
	keep(t, open(t, made(t)), "a", "b")
}

func TestCC03_AnotherProgramHoldsTheFile(t *testing.T) {
	s := open(t, made(t))
	db, err := sql.Open("sqlite", "file:"+s.path+"?_txlock=immediate")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	tx, err := db.Begin()
	if err != nil {
		t.Fatal(err)
	}
	start := time.Now()
	err = s.write(context.Background(), func(b *books) error { return b.putMeta("a", "b") })
	if code(err) != "E-BUSY" || time.Since(start) > 7*time.Second {
		t.Fatalf("after %v: %v", time.Since(start), err)
	}
	if err := tx.Rollback(); err != nil {
		t.Fatal(err)
	}
	keep(t, s, "a", "b")
}

func TestCC04_AnotherProgramSaves(t *testing.T) {
	s := open(t, made(t))
	vandal(t, s.path, "INSERT INTO meta VALUES ('other', 'hand')")
	if kept(t, s, "other") != "hand" {
		t.Fatal("a read does not see what was committed")
	}
	keep(t, s, "mine", "too")
	if kept(t, s, "other") != "hand" {
		t.Fatal("overwritten")
	}
}

func TestCC05_NoRowsStayOpen(t *testing.T) {
	s := open(t, made(t))
	boom := errors.New("boom")
	for range 50 {
		err := s.read(context.Background(), func(b *books) error {
			return b.each("SELECT key FROM meta", nil, func(*row) error { return boom })
		})
		if !errors.Is(err, boom) {
			t.Fatal(err)
		}
	}
	for i := range 2000 {
		keep(t, s, "n", strings.Repeat("x", i))
	}
	if err := s.checkpoint(); err != nil { // an open cursor would hold the log
		t.Fatal(err)
	}
	if waiting(s.path) {
		t.Fatal("the log was not emptied: something still reads it")
	}
}

func TestCC07_NumbersWithoutGap(t *testing.T) {
	s := open(t, made(t))
	var wg sync.WaitGroup
	var mu sync.Mutex
	taken := map[int64]bool{}
	for range 50 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			err := s.write(context.Background(), func(b *books) error {
				n, err := b.NextNumber("S-2026")
				mu.Lock()
				defer mu.Unlock()
				if taken[n] {
					t.Errorf("%d was taken twice", n)
				}
				taken[n] = true
				return err
			})
			if err != nil {
				t.Error(err)
			}
		}()
	}
	wg.Wait()
	for n := int64(1); n <= 50; n++ {
		if !taken[n] {
			t.Errorf("%d is missing", n)
		}
	}
}

func TestCC07_ARolledBackNumberIsTakenAgain(t *testing.T) {
	s := open(t, made(t))
	boom := errors.New("boom")
	for _, fail := range []bool{false, true, false} {
		err := s.write(context.Background(), func(b *books) error {
			n, err := b.NextNumber("S-2026")
			if err == nil && fail {
				err = boom
			}
			if n > 2 {
				t.Errorf("took %d", n)
			}
			return err
		})
		if fail != errors.Is(err, boom) {
			t.Fatal(err)
		}
	}
}

func TestCC08_CancelledInTheMiddle(t *testing.T) {
	s := open(t, made(t))
	ctx, cancel := context.WithCancel(context.Background())
	err := s.write(ctx, func(b *books) error {
		if err := b.putMeta("half", "done"); err != nil {
			return err
		}
		cancel()
		return nil
	})
	if code(err) != "E-CANCEL" {
		t.Fatalf("got %v", err)
	}
	if kept(t, s, "half") != "" {
		t.Fatal("half of it was kept")
	}
	keep(t, s, "after", "works")
}

func TestCC17_CancelledWhileWaitingForTheFile(t *testing.T) {
	s := open(t, made(t))
	held, done := make(chan struct{}), make(chan struct{})
	go func() {
		_ = s.write(context.Background(), func(*books) error { close(held); <-done; return nil })
	}()
	<-held
	defer close(done)
	ctx, cancel := context.WithTimeout(context.Background(), 100*time.Millisecond)
	defer cancel()
	start := time.Now()
	err := s.write(ctx, func(*books) error { return nil })
	if code(err) != "E-CANCEL" || time.Since(start) > 300*time.Millisecond {
		t.Fatalf("after %v: %v", time.Since(start), err)
	}
}

// CC-12: nothing may bind a time.Time or a float; the driver would store Go's own format, or a rounded amount.
func TestCC12_NoTimeIsBound(t *testing.T) {
	s := open(t, made(t))
	for _, bad := range []any{time.Now(), fixed(), 1.5, float32(1)} {
		err := s.write(context.Background(), func(b *books) error {
			_, err := b.exec("INSERT INTO meta VALUES ('t', $1)", bad)
			return err
		})
		if code(err) != "E-BUG" {
			t.Errorf("%T was stored: %v", bad, err)
		}
	}
}

// CC-18, the control: with deferred transactions on two connections a save fails although nobody holds the file for long.
func TestCC18_DeferredTransactionsMustFail(t *testing.T) {
	path := made(t)
	attempt := func(begin string) error {
		db, err := sql.Open("sqlite", "file:"+path+"?_pragma=busy_timeout(200)")
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		ctx := context.Background()
		a, _ := db.Conn(ctx)
		b, _ := db.Conn(ctx)
		defer a.Close()
		defer b.Close()
		run := func(c *sql.Conn, text string) error { _, err := c.ExecContext(ctx, text); return err }
		if err := errors.Join(run(a, begin), run(a, "SELECT count(*) FROM meta")); err != nil {
			t.Fatal(err)
		}
		other := run(b, "INSERT OR REPLACE INTO meta VALUES ('b', 'b')")
		mine := run(a, "INSERT OR REPLACE INTO meta VALUES ('a', 'a')")
		_ = run(a, "ROLLBACK")
		if begin != "BEGIN" && sqliteCode(other) != sqliteBusy {
			t.Fatalf("the other one should wait its turn: %v", other)
		}
		return mine
	}
	const busySnapshot = 517
	if err := attempt("BEGIN"); sqliteCode(err) != busySnapshot {
		t.Fatalf("deferred: got %v, want the failure this test exists to show", err)
	}
	if err := attempt("BEGIN IMMEDIATE"); err != nil {
		t.Fatalf("immediate: %v", err)
	}
}

func TestReadsSeeOneSnapshot(t *testing.T) {
	s := open(t, made(t))
	err := s.read(context.Background(), func(b *books) error {
		before, err := b.meta("word")
		if err != nil {
			return err
		}
		keep(t, s, "word", "changed")
		after, err := b.meta("word")
		if before != after {
			t.Errorf("a read saw %q and then %q", before, after)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if kept(t, s, "word") != "changed" {
		t.Fatal("the next read is old")
	}
}

func TestPD15_APanicRollsBack(t *testing.T) {
	s := open(t, made(t))
	func() {
		defer func() { _ = recover() }()
		_ = s.write(context.Background(), func(b *books) error {
			_ = b.putMeta("half", "done")
			panic("in a use-case")
		})
	}()
	if kept(t, s, "half") != "" {
		t.Fatal("half of it was kept")
	}
	keep(t, s, "after", "works")
}

func TestReadersCannotWrite(t *testing.T) {
	s := open(t, made(t))
	err := s.read(context.Background(), func(b *books) error { return b.putMeta("a", "b") })
	if code(err) != "E-RO" {
		t.Fatalf("got %v", err)
	}
}

func TestBooksDieWithTheirTransaction(t *testing.T) {
	s := open(t, made(t))
	var leaked *books
	if err := s.read(context.Background(), func(b *books) error { leaked = b; return nil }); err != nil {
		t.Fatal(err)
	}
	if err := leaked.putMeta("a", "b"); !errors.Is(err, errOver) {
		t.Fatalf("got %v", err)
	}
}

func TestClosedStoreSaysSo(t *testing.T) {
	s := create(t, filepath.Join(t.TempDir(), "x.rapport"))
	shut(t, s)
	if err := s.read(context.Background(), func(*books) error { return nil }); err == nil {
		t.Fatal("read a closed file")
	}
}

// CC-06: the same request from a double click is kept once, whoever comes first.
func TestCC06_OneRequestOneEffect(t *testing.T) {
	s := open(t, made(t))
	var wg sync.WaitGroup
	var mu sync.Mutex
	done := 0
	for range 20 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			err := s.Write(context.Background(), func(b app.Books) error {
				if _, again, err := b.AuditByKey(app.Key{7}); again || err != nil {
					return err
				}
				if _, err := b.NextNo("P", 1); err != nil {
					return err
				}
				_, err := b.AddAudit(app.Audit{At: fixed(), Act: "partner.add", Key: app.Key{7}})
				mu.Lock()
				defer mu.Unlock()
				done++
				return err
			})
			if err != nil {
				t.Error(err)
			}
		}()
	}
	wg.Wait()
	if done != 1 {
		t.Fatalf("done %d times", done)
	}
	keep(t, s, "next", "works")
}

func TestAClosedStoreAlwaysSaysSo(t *testing.T) {
	s := open(t, made(t))
	shut(t, s)
	ended, end := context.WithCancel(context.Background())
	end()
	for range 100 { // the pool and the context are both ready: which is looked at first is left to chance
		if _, err := s.take(ended, s.readers, s.reader); code(err) != codeOpen {
			t.Fatalf("read after closing: %v", err)
		}
	}
	if err := s.write(context.Background(), func(*books) error { return nil }); code(err) != codeOpen {
		t.Errorf("write after closing: %v", err)
	}
}
