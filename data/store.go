package data

import (
	"context"
	"io/fs"
	"sync"
	"time"

	"rapport/app"
)

// readers is how many reads may run at once. Each is a connection with its own page cache; a desk rarely needs more.
const readers = 4

// Options say how a file is opened. The zero value is right for the window and for a verb that writes.
type Options struct {
	// Now gives the time for the lock note and for names of backups; time.Now when nil.
	Now func() time.Time
	// Backups is the folder for backups; when empty it is "backups" beside the file.
	Backups string
	// DeferCheck leaves the quick check of the file to the first write, or to Verify, so that a large file shows sooner.
	DeferCheck bool
	// ReadOnly looks at the file beside a window that may have it open: no lock is taken, nothing is checked or brought up to date, and
	// every write is refused. What SQLite's log needs may lie beside the file meanwhile.
	ReadOnly bool

	steps []step // the migrations, when a test brings its own
}

func (o Options) now() time.Time {
	if o.Now == nil {
		return time.Now()
	}
	return o.Now()
}

// Store is one open data file. It is safe for use from several goroutines.
type Store struct {
	path    string
	opts    Options
	steps   []step
	opened  fs.FileInfo // the file as it was opened; a write first makes sure that the path still leads to it
	lock    *sideLock
	writer  chan *session // one; nil inside means not yet opened
	readers chan *session
	frozen  bool            // the file is write-protected: there is no writer
	hot     bool            // a log with something in it lay beside the file when it was opened
	life    context.Context // ends reads when the store closes
	end     context.CancelFunc

	mu       sync.Mutex
	closed   bool
	readOnly *app.Problem // why nothing is written any more
	checked  bool         // the quick check has passed
	notices  []*app.Problem
}

var (
	_ app.Store  = (*Store)(nil)
	_ app.Keeper = (*Store)(nil)
)

// Path is where the file lies.
func (s *Store) Path() string { return s.path }

// Notices are what the person should know although the file was opened: a cloud folder, bytes behind the end, a recovered crash.
func (s *Store) Notices() []*app.Problem {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]*app.Problem(nil), s.notices...)
}

// ReadOnly tells why nothing can be saved, or nil.
func (s *Store) ReadOnly() *app.Problem {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.readOnly
}

// Read runs fn on one snapshot of the file. Reads run beside each other and beside a write.
func (s *Store) Read(ctx context.Context, fn func(app.Books) error) error {
	return s.read(ctx, func(b *books) error { return fn(b) })
}

func (s *Store) read(ctx context.Context, fn func(*books) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(s.life, cancel)()
	ses, err := s.take(ctx, s.readers, s.reader)
	if err != nil {
		return s.classify(err)
	}
	defer s.put(s.readers, ses)
	err = ses.transact(ctx, "BEGIN", func() error { return within(ctx, ctx, ses, fn) })
	return s.classify(err)
}

// Write runs fn in one transaction: all of it is kept, or nothing. Writes wait for each other.
func (s *Store) Write(ctx context.Context, fn func(app.Books) error) error {
	return s.write(ctx, func(b *books) error { return fn(b) })
}

func (s *Store) write(ctx context.Context, fn func(*books) error) error {
	if p := s.ReadOnly(); p != nil {
		return p
	}
	if err := s.Verify(ctx); err != nil {
		return err
	}
	ses, err := s.take(ctx, s.writer, s.writing)
	if err != nil {
		return s.classify(err)
	}
	defer s.put(s.writer, ses)
	if err := s.sameFile(); err != nil {
		return err
	}
	calm := context.WithoutCancel(ctx) // a context that can end costs the driver a goroutine a statement, as much as a row
	err = ses.transact(ctx, "BEGIN IMMEDIATE", func() error { return within(ctx, calm, ses, fn) })
	if stopsWriting(err) {
		s.stopWriting(err)
	}
	return s.classify(err)
}

// within hands out the books for the time of one transaction.
func within(ctx, calm context.Context, ses *session, fn func(*books) error) error {
	b := &books{ctx: ctx, calm: calm, s: ses}
	defer func() { b.s = nil }()
	return fn(b)
}

// take waits for a free session of a pool and opens its connection when it has none.
func (s *Store) take(ctx context.Context, pool chan *session, open func(context.Context) (*session, error)) (*session, error) {
	select {
	case ses, ok := <-pool:
		if !ok {
			return nil, errClosed()
		}
		if ses = anyOpen(pool, ses); ses != nil {
			return ses, nil
		}
		ses, err := open(ctx)
		if err != nil {
			pool <- nil
		}
		return ses, err
	case <-ctx.Done():
		if s.life.Err() != nil { // closing the store is what ended the read
			return nil, errClosed()
		}
		return nil, ctx.Err()
	}
}

// anyOpen exchanges an empty place of a pool for one whose connection is open, when there is one.
func anyOpen(pool chan *session, ses *session) *session {
	for range cap(pool) {
		if ses != nil {
			return ses
		}
		select {
		case other := <-pool:
			pool <- nil
			ses = other
		default:
			return nil
		}
	}
	return ses
}

// put gives a session back; one whose connection broke is replaced at its next use.
func (s *Store) put(pool chan *session, ses *session) {
	if !ses.conn.IsValid() {
		ses.close()
		ses = nil
	}
	pool <- ses
}

func (s *Store) reader(ctx context.Context) (*session, error) { return s.another(ctx, s.lookingOn()) }

func (s *Store) writing(ctx context.Context) (*session, error) { return s.another(ctx, writing) }

// another opens one more connection, on the file that was opened and no other that lies there now.
func (s *Store) another(ctx context.Context, a access) (*session, error) {
	if err := s.sameFile(); err != nil {
		return nil, err
	}
	ses, err := guarded(ctx, s.path, a)
	if err != nil {
		return nil, err
	}
	if err := s.sameFile(); err != nil {
		ses.close()
		return nil, err
	}
	return ses, nil
}

// lookingOn is how a file is opened for reading.
func (s *Store) lookingOn() access {
	switch {
	case s.frozen:
		return frozen
	case s.hot:
		return reading
	}
	return visiting
}

// stopWriting makes the store read-only for the rest of its life: after a failed commit the drive cannot be trusted with the next.
func (s *Store) stopWriting(err error) {
	p := app.AsProblem(s.classify(err))
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.readOnly == nil {
		s.readOnly = p
	}
}

func (s *Store) notice(p *app.Problem) {
	if p == nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.notices = append(s.notices, p)
}

func errClosed() error {
	return trouble(codeOpen, "The file has been closed.", "Open it again.", nil)
}

// Close ends the reads, waits for a write that is under way, empties the write-ahead log into the file and gives up the lock.
func (s *Store) Close() error {
	s.mu.Lock()
	if s.closed {
		s.mu.Unlock()
		return nil
	}
	s.closed = true
	s.mu.Unlock()
	s.end()
	drain(s.readers, readers)
	err := s.checkpoint()
	drain(s.writer, 1)
	s.lock.release()
	return err
}

// drain closes every session of a pool and the pool itself.
func drain(pool chan *session, n int) {
	for range n {
		if ses := <-pool; ses != nil {
			ses.close()
		}
	}
	close(pool)
}

// checkpoint moves the write-ahead log into the file. Its three answers are read: SQLite reports a log it could not move as a row,
// not as an error.
func (s *Store) checkpoint() error {
	if s.frozen || s.opts.ReadOnly || !s.hot && !waiting(s.path) {
		return nil
	}
	ses, err := s.take(context.Background(), s.writer, s.writing)
	if err != nil {
		return s.classify(err)
	}
	defer s.put(s.writer, ses)
	var busy, log, moved int64
	err = ses.each(context.Background(), "PRAGMA wal_checkpoint(TRUNCATE)", nil, func(r *row) error {
		busy, log, moved = r.num(), r.num(), r.num()
		return nil
	})
	if err != nil {
		return s.classify(err)
	}
	if busy != 0 || log != moved {
		return trouble(codeBusy, "The file was closed, but its log could not be tidied up because another program reads it. Nothing is lost.",
			"Keep the file and the one ending in -wal together until the next start.", nil)
	}
	return nil
}
