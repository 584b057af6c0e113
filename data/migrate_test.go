package data

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

var update = flag.Bool("update", false, "write migrations/sqlite/fingerprints.txt anew")

// MG-16: each schema has the fingerprint that is kept for it. Released ones never change.
func TestMG16_FingerprintsAreKept(t *testing.T) {
	var lines strings.Builder
	all := steps(t)
	for n := range all {
		ses, done, err := inMemory(context.Background(), all[:n+1])
		if err != nil {
			t.Fatal(err)
		}
		print, err := fingerprint(context.Background(), ses)
		done()
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintln(&lines, n+1, print)
		if !*update && print != all[n].fingerprint {
			t.Errorf("schema %d has fingerprint %s, kept is %q", n+1, print, all[n].fingerprint)
		}
	}
	if *update {
		if err := os.WriteFile("migrations/sqlite/fingerprints.txt", []byte(lines.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// next is the embedded schema with one more step.
func next(t *testing.T, text string) Options {
	t.Helper()
	o := options()
	all := steps(t)
	o.steps = append(all, step{version: len(all) + 1, name: fmt.Sprintf("%04d_next.sql", len(all)+1), text: text})
	return o
}

func version(t *testing.T, s *Store) int {
	t.Helper()
	info, err := s.Info(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return info.Schema
}

func TestMG01_MG11_AFileIsBroughtUpToDateOnce(t *testing.T) {
	path, now := made(t), len(steps(t))
	o := next(t, "ALTER TABLE client ADD COLUMN fax TEXT NOT NULL DEFAULT ''")
	for range 2 {
		s, err := Open(context.Background(), path, o)
		if err != nil {
			t.Fatal(err)
		}
		if version(t, s) != now+1 || kept(t, s, "word") != "kept" {
			t.Fatal("not brought up to date")
		}
		shut(t, s)
	}
	backups, _ := filepath.Glob(filepath.Join(filepath.Dir(path), "backups", "*"))
	if len(backups) != 1 || filepath.Base(backups[0]) != fmt.Sprintf("before-v%d-2026-11-22-100000.rapport", now+1) {
		t.Fatalf("backups: %v", backups)
	}
	s := open(t, backups[0]) // the old program opens the backup
	if version(t, s) != now || kept(t, s, "word") != "kept" {
		t.Fatal("the backup is not what the file was")
	}
}

// A file of every released schema opens and has what it had.
func TestMG_AFileOfEverySchemaIsBroughtUpToDate(t *testing.T) {
	all := steps(t)
	for n := 1; n < len(all); n++ {
		path, o := filepath.Join(t.TempDir(), "firm.rapport"), options()
		o.steps = all[:n]
		s, err := Create(context.Background(), path, o)
		if err != nil {
			t.Fatal(err)
		}
		keep(t, s, "word", "kept")
		shut(t, s)
		if s = open(t, path); version(t, s) != len(all) || kept(t, s, "word") != "kept" {
			t.Errorf("a file of schema %d is not brought up to date", n)
		}
	}
}

func TestMG_FailedStepsLeaveTheFileAsItWas(t *testing.T) {
	cases := map[string]string{
		"bad statement":     "CREATE TABLE a(x TEXT) STRICT; INSERT INTO nowhere VALUES (1)",
		"user data forbids": "CREATE TABLE b(x TEXT CHECK (x = '')) STRICT; INSERT INTO b SELECT value FROM meta",
		"MG-07 keys broken": "INSERT INTO person VALUES (1, 99, '', 'x', 'x', '', '', '', '', 0, '', 1, '', '')",
	}
	for name, text := range cases {
		t.Run(name, func(t *testing.T) {
			path, now := made(t), len(steps(t))
			_, err := Open(context.Background(), path, next(t, text))
			if code(err) != "E-MIGRATE" || !strings.Contains(err.Error(), "unchanged") || !strings.Contains(err.Error(), fmt.Sprintf("before-v%d", now+1)) {
				t.Fatalf("got %v", err)
			}
			s := open(t, path)
			if version(t, s) != now || kept(t, s, "word") != "kept" {
				t.Fatal("the old file is not what it was")
			}
		})
	}
}

func TestMG03_StatementByStatementMustFail(t *testing.T) {
	// The control: without one transaction a failed step leaves half of itself.
	path := made(t)
	ses, err := connect(context.Background(), path, writing)
	if err != nil {
		t.Fatal(err)
	}
	if ses.script(context.Background(), "CREATE TABLE a(x TEXT) STRICT; INSERT INTO nowhere VALUES (1)") == nil {
		t.Fatal("the step should fail")
	}
	ses.close()
	refused(t, path, "E-ALTERED", "table a")
}

func TestMG05_NoBackupNoUpdate(t *testing.T) {
	path := made(t)
	o := next(t, "CREATE TABLE a(x TEXT) STRICT")
	o.Backups = put(t, filepath.Join(t.TempDir(), "a file"), []byte("in the way"))
	_, err := Open(context.Background(), path, o)
	if code(err) != "E-MIGRATE" {
		t.Fatalf("got %v", err)
	}
	if s := open(t, path); version(t, s) != len(steps(t)) {
		t.Fatal("it was updated without a backup")
	}
}

func TestMG06_RebuiltParentKeepsItsChildren(t *testing.T) {
	path := filepath.Join(t.TempDir(), "firm.rapport")
	s := create(t, path)
	err := s.write(context.Background(), func(b *books) error {
		_, err := b.exec("INSERT INTO counter VALUES ('x', 1)")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	addPeople(t, s)
	shut(t, s)
	s, err = Open(context.Background(), path, next(t, `CREATE TABLE p2 AS SELECT * FROM partner; DELETE FROM partner; INSERT INTO partner SELECT * FROM p2; DROP TABLE p2`))
	if err != nil {
		t.Fatal(err)
	}
	defer shut(t, s)
	info, err := s.Info(context.Background())
	if err != nil || info.Counts["people"] != 2 || info.Counts["partners"] != 1 {
		t.Fatalf("%v %v", info.Counts, err)
	}
}

func TestMG09_CancelledUpdate(t *testing.T) {
	path := made(t)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Open(ctx, path, next(t, "CREATE TABLE a(x TEXT) STRICT")); err == nil {
		t.Fatal("opened")
	}
	if s := open(t, path); version(t, s) != len(steps(t)) {
		t.Fatal("updated")
	}
}

func TestMG12_OlderProgramRefusesTheNewFile(t *testing.T) {
	path := made(t)
	s, err := Open(context.Background(), path, next(t, "CREATE TABLE a(x TEXT) STRICT"))
	if err != nil {
		t.Fatal(err)
	}
	shut(t, s)
	untouched(t, path, func() { refused(t, path, "E-NEWER") })
}

func TestMG13_ReadOnlyFileNeedsAnUpdate(t *testing.T) {
	path := made(t)
	asNobody(t, filepath.Dir(path), func() {
		if err := os.Chmod(path, 0o444); err != nil {
			t.Fatal(err)
		}
		_, err := Open(context.Background(), path, next(t, "CREATE TABLE a(x TEXT) STRICT"))
		if code(err) != "E-RO" {
			t.Fatalf("got %v", err)
		}
	})
}

func TestStepsRefuseAGap(t *testing.T) {
	_, err := stepsIn(fstest.MapFS{"0001_a.sql": {}, "0003_b.sql": {}})
	if err == nil {
		t.Fatal("a gap was taken")
	}
}

func TestMG03_OnboardingChecklistsKeepWhatWasSaid(t *testing.T) {
	all := steps(t)
	ses, done, err := inMemory(context.Background(), all[:3])
	if err != nil {
		t.Fatal(err)
	}
	defer done()
	for i, p := range [][2]string{{"active", "done"}, {"active", "waived: a sister firm"}, {"onboarding", ""}, {"prospect", ""}} {
		err = errors.Join(err, ses.script(context.Background(), fmt.Sprintf(`INSERT INTO partner(id, number, reference, name, folded, words, type, state, tags, email, phone, website,
			address, country, tax_number, currency, client_shown, owner, note, may_reapply, archived, checklist, version)
			VALUES (%d, 'P-%d', '', 'x', 'x', 'x', '', '%s', '[]', '', '', '', '', '', '', '', '', 'ann', '', '', 0, '%s', 1)`, i+1, i+1, p[0], p[1])))
	}
	err = errors.Join(err, ses.script(context.Background(), `INSERT INTO step(kind, subject, from_state, to_state, day, at, who, reason, note)
		VALUES ('partner', 1, 'onboarding', 'active', '2026-02-03', '2026-02-04T10:00:00Z', 'ben', 'done', '')`), ses.script(context.Background(), all[3].text))
	if err != nil {
		t.Fatal(err)
	}
	got, err := many[string](context.Background(), ses, "SELECT partner_id || ' ' || no || ' ' || what || ' ' || done || ' ' || waived || ' ' || who FROM onboarding ORDER BY partner_id, no")
	want := []string{"1 1 Onboarding checklist 2026-02-03  ben", "2 1 Onboarding checklist  waived: a sister firm ", "3 1 Agreement signed   ", "3 2 Kickoff meeting   ",
		"3 3 Tax form   ", "3 4 Bank details confirmed   ", "3 5 Materials delivered   ", "3 6 First referral   "}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("%v\n%s", err, strings.Join(got, "\n"))
	}
}
