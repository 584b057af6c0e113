package data

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"

	"modernc.org/sqlite"
)

// session is one connection with the statements prepared on it. It is used by one caller at a time. It speaks to the driver itself:
// a connection is held for a whole transaction and rows are read as they come, so a pool between would only cost.
type session struct {
	conn  connection
	stmts map[string]*statement
	args  []driver.NamedValue // of the statement being started; the driver copies them
}

// connection is what the driver's connections offer.
type connection interface {
	driver.Conn
	driver.ConnPrepareContext
	driver.ExecerContext
	driver.Validator
	sqlite.AuthorizerRegisterer
}

// statement is a prepared text. busy while its rows are being read: running it again would reset them.
type statement struct {
	prepared
	busy bool
}

type prepared interface {
	driver.Stmt
	driver.StmtExecContext
	driver.StmtQueryContext
}

// maxStatements bounds the cache of one connection; past it the cache is emptied. Fixed texts never come near it.
const maxStatements = 400

// connect opens one connection on a file and refuses it unless every pragma stuck.
func connect(ctx context.Context, path string, a access) (*session, error) {
	s, err := dial(ctx, dsn(path, a))
	if err != nil {
		return nil, err
	}
	if err := settled(ctx, s, a); err != nil {
		s.close()
		return nil, err
	}
	return s, nil
}

// dial opens a connection string.
func dial(ctx context.Context, dsn string) (*session, error) {
	c, err := sqlite.NewConnector(dsn)
	if err != nil {
		return nil, err
	}
	raw, err := c.Connect(ctx)
	if err != nil {
		return nil, err
	}
	conn, ok := raw.(connection)
	if !ok {
		return nil, errors.Join(errors.New("the driver lacks what this program needs"), raw.Close())
	}
	return &session{conn: conn, stmts: map[string]*statement{}}, nil
}

// guarded opens a session for everyday use: no statement compiled on it may break a promise.
func guarded(ctx context.Context, path string, a access) (*session, error) {
	s, err := connect(ctx, path, a)
	if err != nil {
		return nil, err
	}
	if err := s.conn.RegisterAuthorizer(authorize); err != nil {
		s.close()
		return nil, err
	}
	return s, nil
}

// prepare gives the statement for a text, from the cache when it is free, and what to call when it was used.
func (s *session) prepare(ctx context.Context, text string) (*statement, func(), error) {
	if st := s.stmts[text]; st != nil && !st.busy {
		st.busy = true
		return st, func() { st.busy = false }, nil
	}
	raw, err := s.conn.PrepareContext(ctx, text)
	if err != nil {
		return nil, nil, fmt.Errorf("prepare %.200q: %w", text, err)
	}
	st := &statement{prepared: raw.(prepared), busy: true}
	if s.stmts[text] != nil { // the cached one is being read: this one serves once
		return st, func() { _ = raw.Close() }, nil
	}
	if len(s.stmts) >= maxStatements {
		s.forget()
	}
	s.stmts[text] = st
	return st, func() { st.busy = false }, nil
}

// forget closes the statements that are not being read.
func (s *session) forget() {
	for text, st := range s.stmts {
		if !st.busy {
			_ = st.Close()
			delete(s.stmts, text)
		}
	}
}

// bound turns arguments into what the driver takes, and refuses what it would change without a word: a time.Time, which it writes in
// Go's own format, and floats, which are no amounts. Days and times are text here, money whole minor units, rates text.
func (s *session) bound(args []any) ([]driver.NamedValue, error) {
	if cap(s.args) < len(args) {
		s.args = make([]driver.NamedValue, len(args))
	}
	values := s.args[:len(args)]
	for i, a := range args {
		values[i] = driver.NamedValue{Ordinal: i + 1}
		switch v := a.(type) {
		case nil, int64, string:
			values[i].Value = v
		case []byte:
			if v == nil {
				v = []byte{} // no bytes are empty, not NULL
			}
			values[i].Value = v
		case int:
			values[i].Value = int64(v)
		case bool:
			values[i].Value = int64(0)
			if v {
				values[i].Value = int64(1)
			}
		default:
			return nil, fmt.Errorf("a %T was bound; only whole numbers, text, bytes and yes or no are stored", a)
		}
	}
	return values, nil
}

// exec runs a statement that returns no rows and gives how many it touched.
func (s *session) exec(ctx context.Context, text string, args ...any) (int64, error) {
	values, err := s.bound(args)
	if err != nil {
		return 0, err
	}
	st, done, err := s.prepare(ctx, text)
	if err != nil {
		return 0, err
	}
	defer done()
	res, err := st.ExecContext(ctx, values)
	if err != nil {
		return 0, err
	}
	return res.RowsAffected()
}

// script runs several statements given as one text, outside the cache.
func (s *session) script(ctx context.Context, text string) error {
	_, err := s.conn.ExecContext(ctx, text, nil)
	return err
}

// each calls fn for every row. The row is good until fn returns; rows never leave this function, so none can stay open.
func (s *session) each(ctx context.Context, text string, args []any, fn func(*row) error) (err error) {
	values, err := s.bound(args)
	if err != nil {
		return err
	}
	st, done, err := s.prepare(ctx, text)
	if err != nil {
		return err
	}
	defer done()
	rows, err := st.QueryContext(ctx, values)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	r := &row{values: make([]driver.Value, len(rows.Columns()))}
	for {
		switch err := rows.Next(r.values); {
		case err == io.EOF:
			return nil
		case err != nil:
			return err
		}
		r.at = 0
		if err := fn(r); err != nil {
			return err
		}
		if r.err != nil {
			return r.err
		}
	}
}

// one reads a single value; sql.ErrNoRows when there is none.
func one[T any](ctx context.Context, s *session, text string, args ...any) (T, error) {
	var v T
	found := false
	err := s.each(ctx, text, args, func(r *row) error {
		found = true
		return r.into(&v)
	})
	if err == nil && !found {
		err = sql.ErrNoRows
	}
	return v, err
}

// many reads a list of single values.
func many[T any](ctx context.Context, s *session, text string, args ...any) ([]T, error) {
	var vs []T
	err := s.each(ctx, text, args, func(r *row) error {
		var v T
		err := r.into(&v)
		vs = append(vs, v)
		return err
	})
	return vs, err
}

// transact runs fn between begin and COMMIT. The context ends statements, never the commit itself: after COMMIT was sent, its own
// answer counts.
func (s *session) transact(ctx context.Context, begin string, fn func() error) error {
	calm := context.WithoutCancel(ctx)
	if _, err := s.exec(ctx, begin); err != nil {
		return err
	}
	open := true
	defer func() { // also after a panic in fn
		if open {
			_, _ = s.exec(calm, "ROLLBACK") // fails harmlessly when SQLite already rolled back
		}
	}()
	if err := fn(); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if _, err := s.exec(calm, "COMMIT"); err != nil {
		return err
	}
	open = false
	return nil
}

// close ends the connection.
func (s *session) close() {
	for _, st := range s.stmts {
		_ = st.Close()
	}
	s.stmts = nil
	_ = s.conn.Close()
}
