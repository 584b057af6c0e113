package data

import (
	"cmp"
	"context"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// The runner is ours, sixty lines on user_version. A library for migrations keeps a version table of its own, does not notice a
// file from a newer program, and cannot put the version, the tables and the checks of a step into one transaction behind a backup
// that was opened and read. All three are promised here.

//go:embed migrations/sqlite/*.sql migrations/sqlite/fingerprints.txt
var migrations embed.FS

// step is one migration: the schema it leads to, its statements, and the fingerprint of every object afterwards.
type step struct {
	version     int
	name        string
	text        string
	fingerprint string
}

// embeddedSteps are the migrations of this program, oldest first.
func embeddedSteps() ([]step, error) {
	sub, err := fs.Sub(migrations, "migrations/sqlite")
	if err != nil {
		return nil, err
	}
	return stepsIn(sub)
}

// stepsIn reads 0001_name.sql, 0002_… and fingerprints.txt of a folder, and refuses a gap.
func stepsIn(dir fs.FS) ([]step, error) {
	names, err := fs.Glob(dir, "*.sql")
	if err != nil {
		return nil, err
	}
	slices.Sort(names)
	prints, err := fingerprintsIn(dir)
	if err != nil {
		return nil, err
	}
	var steps []step
	for i, name := range names {
		number, _, _ := strings.Cut(name, "_")
		version, err := strconv.Atoi(number)
		if err != nil || version != i+1 {
			return nil, fmt.Errorf("migration %s: expected number %d", name, i+1)
		}
		text, err := fs.ReadFile(dir, name)
		if err != nil {
			return nil, err
		}
		steps = append(steps, step{version: version, name: name, text: string(text), fingerprint: prints[version]})
	}
	return steps, nil
}

// fingerprintsIn reads lines of version and sha256.
func fingerprintsIn(dir fs.FS) (map[int]string, error) {
	text, err := fs.ReadFile(dir, "fingerprints.txt")
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	prints := map[int]string{}
	for line := range strings.Lines(string(text)) {
		var version int
		var print string
		if _, err := fmt.Sscan(line, &version, &print); err != nil {
			return nil, fmt.Errorf("fingerprints.txt: %q: %w", line, err)
		}
		prints[version] = print
	}
	return prints, nil
}

// newest is the schema this program writes.
func newest(steps []step) int { return len(steps) }

// upgrade brings the file from its schema to the newest. An existing file is backed up first, and the backup is opened and checked;
// without it nothing starts.
func (s *Store) upgrade(ctx context.Context) error {
	ses, err := connect(ctx, s.path, writing)
	if err != nil {
		return err
	}
	version, err := one[int](ctx, ses, "PRAGMA user_version")
	if err == nil && version < newest(s.steps) {
		err = s.climb(ctx, ses, version)
	}
	if err == nil {
		err = ses.conn.RegisterAuthorizer(authorize)
	}
	if err != nil {
		ses.close()
		return err
	}
	<-s.writer
	s.writer <- ses // the pool's one place, empty until now
	return nil
}

// climb runs the steps above a version.
func (s *Store) climb(ctx context.Context, ses *session, version int) error {
	backup := ""
	if version > 0 {
		if err := s.roomFor(3); err != nil {
			return err
		}
		name := fmt.Sprintf("before-v%d-%s%s", newest(s.steps), s.opts.now().Format("2006-01-02-150405"), filepath.Ext(s.path))
		var err error
		if backup, err = s.backupTo(ctx, filepath.Join(s.backups(), name)); err != nil {
			return notMigrated("", err)
		}
	}
	for _, st := range s.steps[version:] {
		if err := s.take1(ctx, ses, st, st.version == newest(s.steps)); err != nil {
			return notMigrated(backup, err)
		}
	}
	return nil
}

// take1 makes one step in one transaction. Foreign keys are off while tables may be rebuilt (the setting does nothing inside a
// transaction) and are checked before the commit instead. The last step also puts in what SQL could not, with the newest schema there.
func (s *Store) take1(ctx context.Context, ses *session, st step, last bool) error {
	if _, err := ses.exec(ctx, "PRAGMA foreign_keys=0"); err != nil {
		return err
	}
	err := ses.transact(ctx, "BEGIN IMMEDIATE", func() error {
		if err := ses.script(ctx, st.text); err != nil {
			return fmt.Errorf("%s: %w", st.name, err)
		}
		if last {
			if err := within(ctx, ctx, ses, (*books).foldRest); err != nil {
				return fmt.Errorf("%s: %w", st.name, err)
			}
		}
		if err := keysHold(ctx, ses); err != nil {
			return fmt.Errorf("%s: %w", st.name, err)
		}
		print, err := fingerprint(ctx, ses)
		if err != nil {
			return err
		}
		if st.fingerprint != "" && print != st.fingerprint {
			return fmt.Errorf("%s: the schema afterwards has fingerprint %s, not %s", st.name, print, st.fingerprint)
		}
		return ses.script(ctx, fmt.Sprintf("PRAGMA application_id=%d; PRAGMA user_version=%d", applicationID, st.version))
	})
	_, on := ses.exec(context.WithoutCancel(ctx), "PRAGMA foreign_keys=1")
	return errors.Join(err, on)
}

func notMigrated(backup string, err error) error {
	say := "The update was not applied. Your file is unchanged."
	if backup != "" {
		say += " A backup of it is " + backup + "."
	}
	return trouble(codeMigrate, say, fmt.Sprintf("Reason: %v. Put it right and open the file again, or open it with the version you had.", err), err)
}

// roomFor asks for n times the size of the file, and 200 MB at least, before something large starts.
func (s *Store) roomFor(n int64) error {
	free, known := freeSpace(filepath.Dir(s.path))
	need := max(200<<20, n*s.opened.Size())
	if !known || free >= need {
		return nil
	}
	return trouble(codeFull, fmt.Sprintf("The disk has too little room for this: %d MB are free. Nothing was started.", free>>20),
		fmt.Sprintf("Free at least %d MB on the drive of %s and try again.", need>>20, filepath.Dir(s.path)), nil)
}

// backups is the folder backups go to when nobody says otherwise.
func (s *Store) backups() string {
	if s.opts.Backups != "" {
		return s.opts.Backups
	}
	return filepath.Join(filepath.Dir(s.path), "backups")
}

// keysHold refuses rows that point at nothing.
func keysHold(ctx context.Context, ses *session) error {
	var broken []string
	err := ses.each(ctx, "PRAGMA foreign_key_check", nil, func(r *row) error {
		broken = append(broken, fmt.Sprintf("%s row %s points at no %s", r.text(), r.asText(), r.text()))
		return nil
	})
	if err == nil && len(broken) > 0 {
		err = fmt.Errorf("%d rows point at nothing, first: %s", len(broken), broken[0])
	}
	return err
}

// object is a table, an index, a trigger or a view, and the text that made it.
type object struct{ kind, name, text string }

// schemaObjects are the program's own objects by kind and name; the inner tables of the search indexes follow from those. They are told
// by their names, as asking SQLite which they are takes it as long as all the rest of opening.
func schemaObjects(ctx context.Context, ses *session) ([]object, error) {
	var all []object
	inner := map[string]bool{}
	err := ses.each(ctx, "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL", nil, func(r *row) error {
		o := object{r.text(), r.text(), r.text()}
		if strings.HasPrefix(o.text, "CREATE VIRTUAL TABLE") {
			for _, end := range []string{"_data", "_idx", "_config", "_content", "_docsize"} {
				inner[o.name+end] = true
			}
		}
		all = append(all, o)
		return nil
	})
	all = slices.DeleteFunc(all, func(o object) bool { return inner[o.name] || strings.HasPrefix(o.name, "sqlite_") })
	slices.SortFunc(all, func(a, b object) int { return cmp.Or(cmp.Compare(a.kind, b.kind), cmp.Compare(a.name, b.name)) })
	return all, err
}

// fingerprint is the sha256 over the schema: a trigger dropped or slipped in by another program changes it.
func fingerprint(ctx context.Context, ses *session) (string, error) {
	all, err := schemaObjects(ctx, ses)
	sum := sha256.New()
	for _, o := range all {
		fmt.Fprintf(sum, "%d:%s%d:%s%d:%s", len(o.kind), o.kind, len(o.name), o.name, len(o.text), o.text)
	}
	return hex.EncodeToString(sum.Sum(nil)), err
}

// objectNames lists the schema by kind and name.
func objectNames(ctx context.Context, ses *session) (map[string]string, error) {
	all, err := schemaObjects(ctx, ses)
	names := map[string]string{}
	for _, o := range all {
		names[o.kind+" "+o.name] = o.text
	}
	return names, err
}

// sameSchema holds the file's schema against the one of its version. Something missing is damage; something else is another
// program's hand.
func (s *Store) sameSchema(ctx context.Context, ses *session, version int) error {
	if version < 1 || version > len(s.steps) {
		return damaged(s.path, "its tables are missing", nil)
	}
	want := s.steps[version-1].fingerprint
	have, err := fingerprint(ctx, ses)
	if err != nil || have == want {
		return err
	}
	return s.explainSchema(ctx, ses, version)
}

// explainSchema builds the schema of a version in memory and names the differences. A version without a kept fingerprint (in tests)
// is judged by this alone.
func (s *Store) explainSchema(ctx context.Context, ses *session, version int) error {
	fresh, done, err := inMemory(ctx, s.steps[:version])
	if err != nil {
		return err
	}
	defer done()
	want, err := objectNames(ctx, fresh)
	if err != nil {
		return err
	}
	have, err := objectNames(ctx, ses)
	if err != nil {
		return err
	}
	var missing, other []string
	for name, text := range want {
		if _, ok := have[name]; !ok {
			missing = append(missing, name)
		} else if have[name] != text {
			other = append(other, name)
		}
	}
	for name := range have {
		if _, ok := want[name]; !ok {
			other = append(other, name)
		}
	}
	slices.Sort(missing)
	slices.Sort(other)
	return s.schemaProblem(missing, other)
}

func (s *Store) schemaProblem(missing, other []string) error {
	tables := slices.ContainsFunc(missing, func(n string) bool { return strings.HasPrefix(n, "table ") })
	switch {
	case tables:
		return damaged(s.path, "missing: "+strings.Join(missing, ", "), nil)
	case len(missing)+len(other) > 0:
		return trouble(codeAltered, fmt.Sprintf("%s was changed outside Rapport (%s). It was not opened.", filepath.Base(s.path), strings.Join(append(missing, other...), ", ")),
			"Open the last good backup, or send the file to support.", nil)
	}
	return nil
}

// inMemory builds a schema that lives as long as done is not called.
func inMemory(ctx context.Context, steps []step) (ses *session, done func(), err error) {
	if ses, err = dial(ctx, "file::memory:?_dqs=0&_error_rc=1"); err != nil {
		return nil, nil, err
	}
	done = ses.close
	for _, st := range steps {
		if err := ses.script(ctx, st.text); err != nil {
			done()
			return nil, nil, fmt.Errorf("%s: %w", st.name, err)
		}
	}
	return ses, done, nil
}
