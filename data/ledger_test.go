package data

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/money"
)

// posted creates a file with a partner and n ledger lines.
func posted(t *testing.T, n int) *Store {
	t.Helper()
	s := create(t, filepath.Join(t.TempDir(), "firm.rapport"))
	addPeople(t, s)
	more(t, s, n)
	return s
}

// more posts n lines behind the ledger's end.
func more(t *testing.T, s *Store, n int) {
	t.Helper()
	err := s.Write(context.Background(), func(b app.Books) error {
		head, err := b.Head()
		if err != nil {
			return err
		}
		lines, standing := make([]app.Line, n), make([]app.Standing, n)
		for i := range lines {
			lines[i] = app.Line{Key: app.Key{byte(head.Seq), byte(i), 1}, Partner: 1, Kind: app.Earning, Day: calendar.D("2026-10-05"), RecordedAt: fixed(),
				Amount: money.Money{Minor: 100, Currency: "EUR"}, Reason: `{"label":"10 %"}`}
			head = app.Seal(head, &lines[i])
			standing[i] = app.Standing{Line: lines[i].Seq, State: app.Accrued}
		}
		return b.Post(lines, standing)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// MN-16: no SQL of ours changes or removes a ledger line, an audit line or an issued document; nor does another program without first
// taking the triggers away, which the fingerprint shows.
func TestMN16_TheLedgerIsAppendOnly(t *testing.T) {
	attacks := []string{
		"UPDATE line SET amount_minor = 1 WHERE seq = 1",
		"UPDATE line SET amount_minor = amount_minor",
		"DELETE FROM line WHERE seq = 2",
		"DELETE FROM line",
		"REPLACE INTO line SELECT * FROM line WHERE seq = 2",
		"INSERT INTO line SELECT * FROM line WHERE seq = 2 ON CONFLICT(seq) DO UPDATE SET amount_minor = 5",
		"INSERT INTO line SELECT 4, x'00000000000000000000000000000099', partner_id, kind, day, recorded_at, amount_minor, currency, base, rate, agreement_id, version_id, rule, window, referral_id, fee_id, reverses, reason, zeroblob(32), hash FROM line WHERE seq = 1",
		"UPDATE audit SET actor = 'x'", "DELETE FROM audit", "UPDATE statement_pdf SET bytes = x''", "DELETE FROM statement_pdf",
		"DROP TRIGGER line_update", "DROP TABLE line", "ALTER TABLE line RENAME TO l2", "PRAGMA recursive_triggers = 0", "PRAGMA foreign_keys = 0",
		"CREATE TRIGGER x AFTER INSERT ON meta BEGIN SELECT 1; END", "ATTACH DATABASE 'x.db' AS x",
	}
	s := posted(t, 3)
	err := s.Write(context.Background(), func(b app.Books) error { _, err := b.AddAudit(app.Audit{At: fixed(), Act: "x"}); return err })
	if err != nil {
		t.Fatal(err)
	}
	before := ledgerRows(t, s)
	for _, attack := range attacks {
		err := s.write(context.Background(), func(b *books) error { _, err := b.exec(attack); return err })
		if err == nil && !strings.Contains(attack, "statement_pdf") {
			t.Errorf("taken: %s", attack)
		}
		if after := ledgerRows(t, s); after != before {
			t.Fatalf("changed by: %s", attack)
		}
	}
	shut(t, s)
	for _, attack := range attacks[:7] { // another program, with the pragmas that make REPLACE fire triggers as this program sets them
		if tryVandal(s.path, "PRAGMA recursive_triggers = 1", attack) == nil {
			t.Errorf("taken from another program: %s", attack)
		}
	}
	if after := ledgerRows(t, open(t, s.path)); after != before {
		t.Fatal("changed by another program")
	}
}

func ledgerRows(t *testing.T, s *Store) (rows string) {
	t.Helper()
	err := s.read(context.Background(), func(b *books) error {
		return b.each("SELECT seq, amount_minor, hex(hash) FROM line ORDER BY seq", nil, func(r *row) error {
			rows += r.asText() + " " + r.asText() + " " + r.asText() + "\n"
			return nil
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// SP-13 and others: what another program did to a closed file is found by the check, and named. The control is the clean file.
func TestSP13_CheckFindsWhatWasAltered(t *testing.T) {
	const off = "DROP TRIGGER line_update; DROP TRIGGER line_delete; DROP TRIGGER line_insert; "
	cases := []struct{ name, do, what, where string }{
		{"control", "", "", ""},
		{"an amount", off + "UPDATE line SET amount_minor = 101 WHERE seq = 2", "ledger", "line 2"},
		{"a reason", off + "UPDATE line SET reason = '{}' WHERE seq = 3", "ledger", "line 3"},
		{"a line gone from the middle", off + "PRAGMA foreign_keys = 0; DELETE FROM line WHERE seq = 2", "ledger", "line 3"},
		{"a kept total", "UPDATE line_sum SET minor = 5", "balance", "partner 1"},
		{"a kept total over all months", "UPDATE line_total SET minor = 5", "balance", "partner 1"},
		{"a reference to nothing", "PRAGMA foreign_keys = 0; INSERT INTO person (id, partner_id, reference, name, folded, words, role, email, phone, is_primary, note, version) VALUES (9, 99, '', 'x', 'x', '', '', '', '', 0, '', 1)", "reference", "person 9"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			s := posted(t, 3)
			path := s.path
			shut(t, s)
			if c.do != "" {
				restored := c.do + ";" + triggers(t)
				if !strings.HasPrefix(c.do, off) {
					restored = c.do
				}
				vandal(t, path, restored)
			}
			s = open(t, path)
			found, err := s.Check(context.Background(), nil)
			if err != nil {
				t.Fatal(err)
			}
			if c.what == "" {
				if !found.OK || found.Checked["ledger"] != 3 {
					t.Fatalf("the control: %+v", found)
				}
				return
			}
			for _, p := range found.Problems {
				if p.What == c.what && strings.HasPrefix(p.Where, c.where) && p.Say != "" && !found.OK {
					return
				}
			}
			t.Fatalf("not found: %+v", found)
		})
	}
}

// triggers are the ledger's, to be put back by someone who covers the traces.
func triggers(t *testing.T) string {
	t.Helper()
	text := steps(t)[0].text
	from := strings.Index(text, "CREATE TRIGGER line_insert")
	return text[from : from+strings.Index(text[from:], "-- Statements and their bytes")]
}

func TestCheckTellsItsProgress(t *testing.T) {
	s := posted(t, 20)
	var last, total int64
	found, err := s.Check(context.Background(), func(d, n int64) {
		if d < last || d > n {
			t.Errorf("%d after %d of %d", d, last, n)
		}
		last, total = d, n
	})
	if err != nil || !found.OK || last != total {
		t.Fatalf("%v %+v %d of %d", err, found, last, total)
	}
	ctx, cancel := context.WithCancel(context.Background())
	_, err = s.Check(ctx, func(d, _ int64) {
		if d > 3 {
			cancel()
		}
	})
	if code(err) != "E-CANCEL" {
		t.Fatalf("got %v", err)
	}
}

func TestBackupIsProven(t *testing.T) {
	s := posted(t, 5)
	path, err := s.Backup(context.Background(), "")
	if err != nil {
		t.Fatal(err)
	}
	if want := filepath.Join(filepath.Dir(s.path), "backups", "firm-2026-11-22-100000.rapport"); path != want {
		t.Errorf("%s is not %s", path, want)
	}
	if info, _ := os.Stat(path); info.Mode().Perm() != 0o600 {
		t.Errorf("the backup is %v", info.Mode())
	}
	if _, err := s.Backup(context.Background(), path); code(err) != "E-EXISTS" {
		t.Errorf("written over: %v", err)
	}
	other := filepath.Join(t.TempDir(), "a?b #1.rapport")
	if got, err := s.Backup(context.Background(), other); err != nil || got != other {
		t.Errorf("%s %v", got, err)
	}
	info, err := s.Info(context.Background())
	if err != nil || !strings.Contains(info.LastBackup, other) || info.Ledger != 5 {
		t.Errorf("%+v %v", info, err)
	}
	b := open(t, path)
	if ledgerRows(t, b) != ledgerRows(t, s) {
		t.Error("the backup holds another ledger")
	}
	if entries, _ := os.ReadDir(filepath.Dir(other)); len(entries) != 1 {
		t.Errorf("left behind: %v", entries)
	}
}

// PD-09: a copy that is not what the file held is not a backup. The control is the copy itself.
func TestPD09_AFalseCopyIsNotABackup(t *testing.T) {
	s := posted(t, 5)
	tmp := put(t, filepath.Join(t.TempDir(), "copy"), nil)
	want, stable, err := s.vacuumInto(context.Background(), tmp)
	if err != nil || !stable {
		t.Fatal(err, stable)
	}
	if err := proveCopy(context.Background(), tmp, want); err != nil {
		t.Fatalf("the control: %v", err)
	}
	whole, _ := os.ReadFile(tmp)
	for name, spoil := range map[string]func([]byte) []byte{
		"cut":     func(b []byte) []byte { return b[:len(b)/2] },
		"flipped": func(b []byte) []byte { b[len(b)/2+100] ^= 0xff; return b },
		"empty":   func([]byte) []byte { return nil },
	} {
		put(t, tmp, spoil(append([]byte(nil), whole...)))
		if name == "flipped" { // a bit in free space is harmless; what counts must be found, so spoil every page
			edit(t, tmp, func(b []byte) []byte {
				for i := 4096 + 8; i < len(b); i += 4096 {
					b[i] ^= 0xff
				}
				return b
			})
		}
		if err := proveCopy(context.Background(), tmp, want); code(err) != "E-BACKUP" && code(err) != "E-NOTDB" {
			t.Errorf("%s: got %v", name, err)
		}
	}
	put(t, tmp, whole)
	want.mark.Seq++
	if err := proveCopy(context.Background(), tmp, want); code(err) != "E-BACKUP" {
		t.Errorf("an older copy: got %v", err)
	}
}

// CC-09: a backup made while another goroutine saves is consistent.
func TestCC09_BackupDuringWrites(t *testing.T) {
	s := posted(t, 1)
	stop, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		for n := 0; ; n++ {
			select {
			case <-stop:
				return
			default:
				_ = s.write(context.Background(), func(b *books) error { return b.putMeta("n", stamp(fixed())) })
			}
		}
	}()
	for i := range 3 {
		if _, err := s.Backup(context.Background(), filepath.Join(t.TempDir(), "b"+string(rune('0'+i)))); err != nil {
			t.Error(err)
		}
	}
	close(stop)
	<-done
}

// A clock that jumps ahead by five years and back prunes nothing: every backup stays, and what was kept of this request is known still.
func TestCL16_AClockThatJumpsPrunesNothing(t *testing.T) {
	now := fixed()
	path := filepath.Join(t.TempDir(), "firm.rapport")
	s, err := Create(context.Background(), path, Options{Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	f := app.New(app.Deps{Store: s, Keep: s, Now: func() time.Time { return now }, Actor: "Ms Tester"})
	do := func(r app.Receipt, err error) app.Receipt {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	do(f.Setup.Begin(context.Background(), app.Settings{FirmName: "Firm", Currency: "EUR", Zone: "UTC"}))
	add := app.Ask{Key: app.Key{1}}
	first := do(f.Partners.Add(context.Background(), add, app.Partner{Name: "Alder"}))
	if err := f.Forms.Keep(context.Background(), app.UnsavedForm{Form: "referral", Title: "Log a referral", Fields: map[string]string{"client": "Oak"}}); err != nil {
		t.Fatal(err)
	}
	made := map[string]bool{}
	backup := func() {
		t.Helper()
		to, err := s.Backup(context.Background(), "")
		if err != nil {
			t.Fatal(err)
		}
		made[to] = true
		now = now.Add(time.Minute)
	}
	for range 12 {
		backup()
	}
	now = now.AddDate(5, 0, 0)
	for range 3 {
		backup()
	}
	if err := s.Close(); err != nil { // what a start looks after, it looks after by the wrong clock
		t.Fatal(err)
	}
	if s, err = Open(context.Background(), path, Options{Now: func() time.Time { return now }}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	f = app.New(app.Deps{Store: s, Keep: s, Now: func() time.Time { return now }, Actor: "Ms Tester"})
	if again := do(f.Partners.Add(context.Background(), add, app.Partner{Name: "Alder"})); again.ID != first.ID {
		t.Errorf("the same request was done twice: %d and %d", first.ID, again.ID)
	}
	if forms, err := f.Forms.Unsaved(context.Background()); err != nil || len(forms) != 1 {
		t.Errorf("%+v %v", forms, err)
	}
	now = now.AddDate(-5, 0, 0)
	backup()
	if len(made) != 16 {
		t.Errorf("%d names for 16 backups", len(made))
	}
	for name := range made {
		if _, err := os.Stat(name); err != nil {
			t.Errorf("pruned: %v", err)
		}
	}
}
