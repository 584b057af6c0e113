package data

import (
	"context"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"

	"modernc.org/sqlite"
)

// access is what a connection may do with the file.
type access int

const (
	// writing changes rows; its transactions begin IMMEDIATE.
	writing access = iota
	// reading sees one snapshot and can never write.
	reading
	// visiting is reading that leaves nothing behind: where no log waits, the last connection to close takes the empty log away, which
	// SQLite does not let one of the reading kind do.
	visiting
	// frozen reads a file nobody can be writing: a finished backup, or a file in a folder that is write-protected.
	frozen
)

// pragma is one setting of a connection and the answer SQLite must give when asked for it.
type pragma struct{ name, set, want string }

// commonPragmas are set on every connection. fullfsync makes macOS flush the drive's own cache; elsewhere it has no effect.
func commonPragmas() []pragma {
	return []pragma{
		{"recursive_triggers", "1", "1"},
		{"trusted_schema", "0", "0"},
		{"cell_size_check", "1", "1"},
		{"secure_delete", "1", "1"},
		{"temp_store", "2", "2"},
		{"mmap_size", "0", "0"},
		{"fullfsync", "1", "1"},
		{"checkpoint_fullfsync", "1", "1"},
	}
}

// shorthandPragmas are those the driver has its own keys for.
func shorthandPragmas(a access) []pragma {
	ps := []pragma{
		{"synchronous", "FULL", "2"},
		{"busy_timeout", "5000", "5000"},
		{"foreign_keys", "1", "1"},
	}
	if a == writing {
		return append(ps, pragma{"journal_mode", "WAL", "wal"})
	}
	return append(ps, pragma{"query_only", "1", "1"})
}

// walLimit is the size in bytes to which a write-ahead log is cut after a checkpoint.
const walLimit = "67108864"

// logPages is how many pages a write-ahead log has before they are moved into the file: as many as walLimit holds. A page that several saves
// have changed is moved once; SQLite's own 1000 are less than one run of a large firm writes.
const logPages = "16384"

// writeCache is the writer's page cache, in KiB when negative; it takes twice that, as the driver's allocator deals in powers of two and a page
// comes with a header. A run or an import touches pages all over the file; with the 2 MB that SQLite takes by itself most of them are written
// out and read again many times.
const writeCache = "-20480"

// dsn builds the connection string for a path. The path is escaped, so that one with `?`, `#` or `%20` in it opens that very file.
func dsn(path string, a access) string {
	q := url.Values{}
	switch a {
	case writing, visiting:
		q.Set("mode", "rw") // never rwc: opening must not create
	case frozen:
		q.Set("mode", "ro")
		q.Set("immutable", "1")
	default:
		q.Set("mode", "ro")
	}
	q.Set("_dqs", "0")
	q.Set("_defensive", "1")
	q.Set("_error_rc", "1")
	for _, p := range shorthandPragmas(a) {
		q.Set("_"+p.name, p.set)
	}
	for _, p := range commonPragmas() {
		q.Add("_pragma", p.name+"("+p.set+")")
	}
	if a == writing {
		q.Add("_pragma", "journal_size_limit("+walLimit+")")
		q.Add("_pragma", "wal_autocheckpoint("+logPages+")")
		q.Add("_pragma", "cache_size("+writeCache+")")
	}
	u := url.URL{Scheme: "file", Opaque: escapedPath(path), RawQuery: q.Encode()}
	return u.String()
}

// escapedPath is the path as a URI wants it: slashes, everything else escaped, and a leading slash before a drive letter.
func escapedPath(path string) string {
	p := filepath.ToSlash(path)
	if filepath.VolumeName(path) != "" && !strings.HasPrefix(p, "/") {
		p = "/" + p
	}
	return (&url.URL{Path: p}).EscapedPath()
}

// hardenDriver switches on what the driver has only for the whole process. Both calls are idempotent. Locks that belong to
// the open file (Linux) survive another part of the program closing the same file; where they do not exist, the side lock remains.
func hardenDriver() {
	sqlite.StrictPragmas(true)
	_, _ = sqlite.OFDLocking(true)
}

// settled reads every pragma back. SQLite ignores a setting it does not know or may not change, so asking is the only proof.
func settled(ctx context.Context, s *session, a access) error {
	for _, p := range append(commonPragmas(), shorthandPragmas(a)...) {
		got, err := one[string](ctx, s, "PRAGMA "+p.name)
		if err != nil {
			return fmt.Errorf("read back %s: %w", p.name, err)
		}
		if !strings.EqualFold(got, p.want) {
			return fmt.Errorf("pragma %s is %q, wanted %q", p.name, got, p.want)
		}
	}
	return nil
}
