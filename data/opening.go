package data

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"rapport/app"
)

// Open opens an existing file. The order matters: everything that can be learned without SQLite is learned first, the lock is
// held before the first byte is read, and the file is checked before the first byte is written.
func Open(ctx context.Context, path string, o Options) (*Store, error) {
	s, err := begin(path, o)
	if err != nil {
		return nil, err
	}
	if err := s.open(ctx); err != nil {
		s.abandon()
		return nil, s.classify(err)
	}
	return s, nil
}

// Create makes a new file and opens it. It never writes over anything.
func Create(ctx context.Context, path string, o Options) (*Store, error) {
	s, err := begin(path, o)
	if err != nil {
		return nil, err
	}
	if err := s.create(ctx); err != nil {
		s.abandon()
		return nil, s.classify(err)
	}
	return s, nil
}

// begin makes the store without touching the file.
func begin(path string, o Options) (*Store, error) {
	full, err := filepath.Abs(path)
	if err != nil {
		return nil, classify(err, path)
	}
	steps := o.steps
	if steps == nil {
		if steps, err = embeddedSteps(); err != nil {
			return nil, bug(err)
		}
	}
	s := &Store{path: full, opts: o, steps: steps, writer: make(chan *session, 1), readers: make(chan *session, readers)}
	s.life, s.end = context.WithCancel(context.Background())
	s.writer <- nil
	for range readers {
		s.readers <- nil
	}
	hardenDriver()
	return s, nil
}

// abandon gives back what a failed opening holds, without touching the file further.
func (s *Store) abandon() {
	s.mu.Lock()
	s.closed = true
	s.mu.Unlock()
	s.end()
	drain(s.readers, readers)
	drain(s.writer, 1)
	s.lock.release()
}

func (s *Store) open(ctx context.Context) error {
	info, err := lookAt(s.path)
	if err != nil {
		return err
	}
	if err := onNetwork(s.path); err != nil {
		return err
	}
	s.opened = info
	if _, err := os.Lstat(lockName(s.path)); err != nil { // it was never opened here: what is not ours is refused before a lock lies beside it
		if _, err := s.header(); err != nil {
			return err
		}
	}
	if err := s.claim(); err != nil {
		return err
	}
	h, err := s.header()
	if err != nil {
		return err
	}
	s.tell(h, info.Size())
	if s.frozen {
		return s.openFrozen(ctx, h)
	}
	return s.openUsual(ctx)
}

// claim takes the lock that goes with the right to write, or notes why there is no such right.
func (s *Store) claim() (err error) {
	if s.readOnly = writeProtected(s.path); s.readOnly != nil {
		s.frozen = true
		return nil
	}
	if s.opts.ReadOnly {
		s.readOnly = lookedAt(s.path)
		return nil
	}
	s.lock, err = takeLock(s.path, s.opts.now())
	return err
}

// header reads the header and refuses a file that can't be used here.
func (s *Store) header() (header, error) {
	s.hot = waiting(s.path)
	h, err := readHeader(s.path)
	if err != nil {
		return h, err
	}
	return h, h.judge(s.path, s.opened.Size(), newest(s.steps), s.hot)
}

// tell keeps what the person should know of a file that opens all the same.
func (s *Store) tell(h header, size int64) {
	s.notice(placeNotice(s.path))
	if n := h.surplus(size, s.hot); n > 0 {
		s.notice(trouble("", fmt.Sprintf("%d bytes that are not ours lie behind the end of %s. They do no harm.", n, filepath.Base(s.path)),
			"Make a backup and open that; it is without them.", nil))
	}
	if s.hot && !s.opts.ReadOnly {
		s.notice(trouble("", "The last session did not end properly. Everything that was saved is here; the file was checked in full.", "", nil))
	}
}

// openFrozen reads a write-protected file. A log that waits beside it needs one opening with the right to write.
func (s *Store) openFrozen(ctx context.Context, h header) error {
	if s.hot || h.Schema < newest(s.steps) {
		return s.readOnly
	}
	_, err := s.openReader(ctx)
	return err
}

// openUsual checks through a reader and brings the schema up to date. A file that needs nothing has its writer opened by the first
// write.
func (s *Store) openUsual(ctx context.Context) error {
	version, err := s.openReader(ctx)
	switch {
	case err != nil || version == newest(s.steps):
		return err
	case s.opts.ReadOnly:
		return older(s.path, version, newest(s.steps))
	}
	return s.upgrade(ctx)
}

// openReader opens the first reader, looks the file over with it, and gives the schema's version.
func (s *Store) openReader(ctx context.Context) (version int, err error) {
	ses, err := connect(ctx, s.path, s.lookingOn())
	if err != nil {
		return 0, err
	}
	if version, err = s.inspect(ctx, ses); err == nil {
		err = ses.conn.RegisterAuthorizer(authorize)
	}
	if err != nil {
		ses.close()
		return 0, err
	}
	<-s.readers // an empty place
	s.readers <- ses
	return version, nil
}

// inspect holds the schema against the one its version has, and looks for damage: in full when the last session did not end properly,
// quickly otherwise.
func (s *Store) inspect(ctx context.Context, ses *session) (version int, err error) {
	if version, err = one[int](ctx, ses, "PRAGMA user_version"); err != nil {
		return 0, err
	}
	if version > newest(s.steps) { // the header was older than the log
		return 0, newer(s.path, version, newest(s.steps))
	}
	if err := s.sameSchema(ctx, ses, version); err != nil {
		return 0, err
	}
	if s.opts.ReadOnly || s.opts.DeferCheck && !s.hot {
		return version, nil
	}
	check := "PRAGMA quick_check(20)"
	if s.hot {
		check = "PRAGMA integrity_check(20)"
	}
	if err := sound(ctx, ses, s.path, check); err != nil {
		return 0, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.checked = true
	return version, nil
}

// unguardedRead runs fn on a session of its own, which is closed after it. No authorizer stands in the way of reading the schema.
func (s *Store) unguardedRead(ctx context.Context, fn func(*session) error) error {
	ses, err := connect(ctx, s.path, s.lookingOn())
	if err != nil {
		return err
	}
	defer ses.close()
	return fn(ses)
}

// Verify makes the quick check unless it was made already. A write does this first; a face may do it earlier, beside its work.
func (s *Store) Verify(ctx context.Context) error {
	s.mu.Lock()
	done := s.checked
	s.mu.Unlock()
	if done {
		return nil
	}
	err := s.read(ctx, func(b *books) error { return sound(b.ctx, b.s, s.path, "PRAGMA quick_check(20)") })
	if err != nil {
		if stopsWriting(err) || app.AsProblem(err).Code == codeDamaged {
			s.stopWriting(err)
		}
		return err
	}
	s.mu.Lock()
	s.checked = true
	s.mu.Unlock()
	return nil
}

// sound runs one of SQLite's own checks.
func sound(ctx context.Context, ses *session, path, pragma string) error {
	found, err := many[string](ctx, ses, pragma)
	if err != nil {
		return err
	}
	if len(found) == 1 && found[0] == "ok" {
		return nil
	}
	return damaged(path, found[0], fmt.Errorf("%s: %q", pragma, found))
}

// waiting tells whether a write-ahead log with something in it lies beside the file: the last session did not end properly.
func waiting(path string) bool {
	info, err := os.Stat(path + "-wal")
	return err == nil && info.Size() > 0
}

// writeProtected tries what saving needs, the file and its folder, and says which of them refuses.
func writeProtected(path string) *app.Problem {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err == nil {
		_ = f.Close()
	} else if denied(err) {
		return readOnly(path, err)
	}
	if err := mayMakeFiles(filepath.Dir(path)); err != nil && denied(err) { // the log and its index are made beside the file
		return readOnly(path, err)
	}
	return nil
}

func denied(err error) bool {
	return errors.Is(err, fs.ErrPermission) || app.AsProblem(classify(err, "")).Code == codeReadOnly
}

// sameFile refuses to write when the path no longer leads to the file that was opened.
func (s *Store) sameFile() error {
	info, err := os.Stat(s.path)
	if err == nil && os.SameFile(info, s.opened) {
		return nil
	}
	return trouble(codeMoved, fmt.Sprintf("Your file was moved, deleted or replaced while it was open: %s. Saving has stopped.", s.path),
		"Make a backup to another place now; it holds everything saved so far.", err)
}

func (s *Store) create(ctx context.Context) error {
	if err := onNetwork(s.path); err != nil {
		return err
	}
	if err := free(s.path); err != nil {
		return err
	}
	lock, err := takeLock(s.path, s.opts.now())
	if err != nil {
		return err
	}
	s.lock = lock
	f, err := os.OpenFile(s.path, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return taken(s.path, err)
	}
	if err != nil {
		return err
	}
	s.opened, err = f.Stat()
	if err := errors.Join(err, f.Close()); err != nil {
		return err
	}
	err = s.fill(ctx)
	if err == nil {
		err = s.checkpoint() // the file says from now on that it is ours, also when nothing ever closes it
	}
	if err != nil {
		_ = os.Remove(s.path) // ours: it was made above by nobody else
		return err
	}
	s.notice(placeNotice(s.path))
	return nil
}

// free says whether a new file can be made at a path, before anything is left there.
func free(path string) error {
	if _, err := os.Lstat(path); err == nil {
		return taken(path, nil)
	}
	if info, err := os.Stat(filepath.Dir(path)); err != nil || !info.IsDir() {
		return trouble(codeOpen, fmt.Sprintf("Cannot make %s: there is no folder %s.", path, filepath.Dir(path)), "Make the folder first, or choose another.", err)
	}
	return nil
}

func taken(path string, err error) *app.Problem {
	return trouble(codeExists, fmt.Sprintf("%s exists already. It was not touched.", path), "Choose another name, or open it.", err)
}

// fill gives a new file its schema.
func (s *Store) fill(ctx context.Context) error {
	s.checked = true
	return s.upgrade(ctx)
}
