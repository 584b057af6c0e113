package data

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"

	"rapport/app"
)

// contents is what a backup must have in common with its file: rows of every table, and the end of the ledger.
type contents struct {
	schema int
	counts map[string]int64
	mark   app.Watermark
	at     int64 // data_version: changes when another connection commits
}

// attempts is how often a backup starts again because something was saved meanwhile, before it makes saving wait.
const attempts = 3

// Backup makes a checked copy and gives its path. to is a file that does not exist yet, or a folder, or empty for the folder of
// Options. The copy counts as made only after it was opened, checked and found to hold the same rows and the same end of the ledger.
func (s *Store) Backup(ctx context.Context, to string) (string, error) {
	path, err := s.backupPath(to)
	if err != nil {
		return "", err
	}
	if path, err = s.backupTo(ctx, path); err != nil {
		return "", s.classify(err)
	}
	if s.ReadOnly() == nil && s.sameFile() == nil {
		err = s.write(ctx, func(b *books) error { return b.putMeta("last_backup", stamp(s.opts.now())+" "+path) })
	}
	return path, err
}

// backupPath decides the file to write.
func (s *Store) backupPath(to string) (string, error) {
	if to == "" {
		to = s.backups()
		if err := os.MkdirAll(to, 0o700); err != nil {
			return "", s.classify(err)
		}
	}
	if info, err := os.Stat(to); strings.HasSuffix(to, string(filepath.Separator)) && (err != nil || !info.IsDir()) {
		return "", &app.Problem{Kind: app.Storage, Code: "E-BACKUP", Field: "to", Say: "There is no folder " + to + ".",
			Try: "Make it first, or choose another one."}
	}
	full, err := filepath.Abs(to)
	if err != nil {
		return "", s.classify(err)
	}
	if info, err := os.Stat(full); err == nil && info.IsDir() {
		ext := filepath.Ext(s.path)
		name := strings.TrimSuffix(filepath.Base(s.path), ext)
		full = filepath.Join(full, fmt.Sprintf("%s-%s%s", name, s.opts.now().Format("2006-01-02-150405"), ext))
	}
	return full, nil
}

// backupTo copies into a temporary file beside the target and moves it there when it is proven.
func (s *Store) backupTo(ctx context.Context, path string) (string, error) {
	if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
		return "", trouble(codeExists, fmt.Sprintf("%s exists already. It was not touched.", path), "Choose another name for the backup.", err)
	}
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", err
	}
	s.sweep(dir)
	tmp, err := os.CreateTemp(dir, s.tempPrefix()+"*") // 0600
	if err != nil {
		return "", err
	}
	defer os.Remove(tmp.Name()) // gone after the rename
	if err := tmp.Close(); err != nil {
		return "", err
	}
	if err := s.copyInto(ctx, tmp.Name()); err != nil {
		return "", err
	}
	return path, errors.Join(flush(tmp.Name()), os.Rename(tmp.Name(), path), flushFolder(dir))
}

func (s *Store) tempPrefix() string { return "." + filepath.Base(s.path) + ".copy-" }

// sweep removes what a backup left behind when the program died in it. The side lock says that no other one is at work.
func (s *Store) sweep(dir string) {
	left, _ := filepath.Glob(filepath.Join(dir, s.tempPrefix()+"*"))
	for _, name := range left {
		_ = os.Remove(name)
	}
}

// copyInto makes the copy and holds it against what the file held. If something was saved in between, it starts again; the last time
// it holds the writer, so that nothing can be.
func (s *Store) copyInto(ctx context.Context, tmp string) error {
	for i := range attempts {
		if i == attempts-1 && !s.frozen {
			ses, err := s.take(ctx, s.writer, s.writing)
			if err != nil {
				return err
			}
			defer s.put(s.writer, ses)
		}
		want, stable, err := s.vacuumInto(ctx, tmp)
		if err != nil {
			return err
		}
		if stable {
			return proveCopy(ctx, tmp, want)
		}
		if err := os.Truncate(tmp, 0); err != nil {
			return err
		}
	}
	return trouble(codeBackup, "The backup was not made: the file kept changing.", "Try again when no import is running.", nil)
}

// vacuumInto copies from a connection that is open already, so that a file that was moved or replaced meanwhile is still saved as it was.
// For the time of the copy the connection may attach the file it writes. stable tells that nothing was committed between counting and
// copying.
func (s *Store) vacuumInto(ctx context.Context, tmp string) (want contents, stable bool, err error) {
	ses, err := s.take(ctx, s.readers, s.reader)
	if err != nil {
		return want, false, err
	}
	defer s.put(s.readers, ses)
	if err := ses.loosen(ctx, true); err != nil {
		return want, false, err
	}
	defer func() { err = errors.Join(err, ses.loosen(context.WithoutCancel(ctx), false)) }()
	if err = ses.transact(ctx, "BEGIN", func() error { want, err = contentsOf(ctx, ses); return err }); err != nil {
		return want, false, err
	}
	if _, err := ses.exec(ctx, "VACUUM INTO $1", tmp); err != nil {
		return want, false, err
	}
	after, err := one[int64](ctx, ses, "PRAGMA data_version")
	return want, after == want.at, err
}

// loosen takes the guard off a reader, or puts it on again.
func (s *session) loosen(ctx context.Context, off bool) error {
	if off {
		return errors.Join(s.conn.RegisterAuthorizer(nil), s.script(ctx, "PRAGMA query_only = 0"))
	}
	return errors.Join(s.script(ctx, "PRAGMA query_only = 1"), s.conn.RegisterAuthorizer(authorize))
}

// proveCopy opens the copy as a stranger would and reads all of it.
func proveCopy(ctx context.Context, tmp string, want contents) error {
	ses, err := connect(ctx, tmp, frozen)
	if err != nil {
		return notProven(err)
	}
	defer ses.close()
	if err := sound(ctx, ses, tmp, "PRAGMA integrity_check(20)"); err != nil {
		return notProven(err)
	}
	got, err := contentsOf(ctx, ses)
	if err != nil {
		return notProven(err)
	}
	if got.schema != want.schema || got.mark != want.mark || !maps.Equal(got.counts, want.counts) {
		return notProven(fmt.Errorf("the copy holds %v to ledger %d, the file %v to ledger %d", got.counts, got.mark.Seq, want.counts, want.mark.Seq))
	}
	return nil
}

func notProven(err error) error {
	if errors.Is(err, context.Canceled) {
		return err
	}
	return trouble(codeBackup, "The backup was made but could not be proven good, so it was removed.", "Choose another drive and try again.", err)
}

// contentsOf counts what the file holds. It runs in a transaction or on a file that nobody writes.
func contentsOf(ctx context.Context, ses *session) (contents, error) {
	c := contents{counts: map[string]int64{}}
	var err error
	if c.schema, err = one[int](ctx, ses, "PRAGMA user_version"); err != nil {
		return c, err
	}
	tables, err := many[string](ctx, ses, `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite\_%' ESCAPE '\' ORDER BY name`)
	if err != nil {
		return c, err
	}
	for _, t := range tables {
		if c.counts[t], err = one[int64](ctx, ses, `SELECT count(*) FROM "`+t+`"`); err != nil {
			return c, err
		}
	}
	if c.mark, err = ledgerHead(ctx, ses); err != nil {
		return c, err
	}
	c.at, err = one[int64](ctx, ses, "PRAGMA data_version")
	return c, err
}

// ledgerHead reads the last sequence number and the chain's head.
func ledgerHead(ctx context.Context, ses *session) (app.Watermark, error) {
	var m app.Watermark
	err := ses.each(ctx, "SELECT seq, hash FROM line ORDER BY seq DESC LIMIT 1", nil, func(r *row) error {
		m = app.Watermark{Seq: r.num(), Head: r.hash()}
		return nil
	})
	return m, err
}

func hexHead(h [32]byte) string { return hex.EncodeToString(h[:]) }

// flush makes a file's bytes durable.
func flush(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// flushFolder makes a rename durable. Systems whose folders cannot be flushed keep the order themselves.
func flushFolder(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	_ = f.Sync()
	return f.Close()
}
