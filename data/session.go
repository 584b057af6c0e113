package data

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"time"

	"modernc.org/sqlite"
)

// session is one physical connection with the statements prepared on it. It is used by one caller at a time.
type session struct {
	conn  *sql.Conn
	stmts map[string]*statement
}

// statement is a prepared text. busy while its rows are being read: running it again would reset them.
type statement struct {
	*sql.Stmt
	busy bool
}

// maxStatements bounds the cache of one connection; past it the cache is emptied. Fixed texts never come near it.
const maxStatements = 400

// newSession opens one connection and refuses it unless every pragma stuck.
func newSession(ctx context.Context, db *sql.DB, a access) (*session, error) {
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	s := &session{conn: conn, stmts: map[string]*statement{}}
	if err := settled(ctx, s, a); err != nil {
		s.close()
		return nil, err
	}
	return s, nil
}

// guard forbids, while statements are compiled, what no part of the program may ever do to an open file. The triggers of the
// ledger hold as well; this catches the attempt to drop them. Migrations and backups use unguarded connections.
func (s *session) guard() error {
	return s.conn.Raw(func(c any) error {
		r, ok := c.(sqlite.AuthorizerRegisterer)
		if !ok {
			return errors.New("the driver offers no authorizer")
		}
		return r.RegisterAuthorizer(authorize)
	})
}

// authorize is the policy of guard.
func authorize(action sqlite.AuthorizerActionCode, arg1, arg2, _, _ string) sqlite.AuthorizerReturnCode {
	switch action {
	case sqlite.AuthAttach, sqlite.AuthDetach,
		sqlite.AuthCreateTrigger, sqlite.AuthDropTrigger, sqlite.AuthDropTable, sqlite.AuthAlterTable,
		sqlite.AuthDropIndex, sqlite.AuthDropView:
		return sqlite.AuthorizerDeny
	case sqlite.AuthUpdate, sqlite.AuthDelete:
		if appendOnly(arg1) {
			return sqlite.AuthorizerDeny
		}
	case sqlite.AuthPragma:
		if arg2 != "" && protectedPragma(arg1) {
			return sqlite.AuthorizerDeny
		}
	}
	return sqlite.AuthorizerOK
}

// appendOnly names the tables whose rows are never changed or removed.
func appendOnly(table string) bool {
	switch table {
	case "line", "audit", "statement_pdf":
		return true
	}
	return false
}

// protectedPragma names settings that would switch a promise off.
func protectedPragma(name string) bool {
	switch name {
	case "foreign_keys", "ignore_check_constraints", "recursive_triggers", "writable_schema", "query_only", "journal_mode", "synchronous":
		return true
	}
	return false
}

// prepared gives the statement for a text, from the cache when it is free.
func (s *session) prepared(ctx context.Context, text string) (*statement, func(), error) {
	if st := s.stmts[text]; st != nil && !st.busy {
		st.busy = true
		return st, func() { st.busy = false }, nil
	}
	raw, err := s.conn.PrepareContext(ctx, text)
	if err != nil {
		return nil, nil, fmt.Errorf("prepare %.120q: %w", text, err)
	}
	st := &statement{Stmt: raw, busy: true}
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

// errTime is returned when a time.Time reaches a statement: the driver would write Go's own format. Days and times are text here.
var errTime = errors.New("a time.Time was bound; days and times are stored as text")

// bindable refuses what the driver would turn into something else without a word.
func bindable(args []any) error {
	for _, a := range args {
		switch a.(type) {
		case time.Time, *time.Time, sql.NullTime:
			return errTime
		case float32, float64:
			return errors.New("a float was bound; amounts are whole minor units and rates are text")
		}
	}
	return nil
}

// exec runs a statement that returns no rows.
func (s *session) exec(ctx context.Context, text string, args ...any) (sql.Result, error) {
	if err := bindable(args); err != nil {
		return nil, err
	}
	st, done, err := s.prepared(ctx, text)
	if err != nil {
		return nil, err
	}
	defer done()
	return st.ExecContext(ctx, args...)
}

// script runs several statements given as one text, outside the cache.
func (s *session) script(ctx context.Context, text string) error {
	_, err := s.conn.ExecContext(ctx, text)
	return err
}

// each calls fn for every row. Rows never leave this function, so none can stay open.
func (s *session) each(ctx context.Context, text string, args []any, fn func(scan func(...any) error) error) error {
	if err := bindable(args); err != nil {
		return err
	}
	st, done, err := s.prepared(ctx, text)
	if err != nil {
		return err
	}
	defer done()
	rows, err := st.QueryContext(ctx, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := fn(rows.Scan); err != nil {
			return err
		}
	}
	return rows.Err()
}

// one reads a single value; sql.ErrNoRows when there is none.
func one[T any](ctx context.Context, s *session, text string, args ...any) (T, error) {
	var v T
	found := false
	err := s.each(ctx, text, args, func(scan func(...any) error) error {
		found = true
		return scan(&v)
	})
	if err == nil && !found {
		err = sql.ErrNoRows
	}
	return v, err
}

// many reads a list of single values.
func many[T any](ctx context.Context, s *session, text string, args ...any) ([]T, error) {
	var vs []T
	err := s.each(ctx, text, args, func(scan func(...any) error) error {
		var v T
		if err := scan(&v); err != nil {
			return err
		}
		vs = append(vs, v)
		return nil
	})
	return vs, err
}

// transact runs fn between begin and COMMIT. The context ends statements, never the commit itself: after COMMIT was sent, its own
// answer counts. atCommit tells whether the failure came from the commit.
func (s *session) transact(ctx context.Context, begin string, fn func() error) (atCommit bool, err error) {
	calm := context.WithoutCancel(ctx)
	if _, err := s.exec(ctx, begin); err != nil {
		return false, err
	}
	open := true
	defer func() { // a panic in fn must not leave the transaction open
		if open {
			_, _ = s.exec(calm, "ROLLBACK") // fails harmlessly when SQLite already rolled back
		}
	}()
	if err := fn(); err != nil {
		return false, err
	}
	if err := ctx.Err(); err != nil {
		return false, err
	}
	if _, err := s.exec(calm, "COMMIT"); err != nil {
		return true, err
	}
	open = false
	return false, nil
}

// broken tells whether the connection itself is gone and must be replaced.
func broken(err error) bool {
	return errors.Is(err, driver.ErrBadConn) || errors.Is(err, sql.ErrConnDone)
}

// close gives the connection back for good.
func (s *session) close() {
	for _, st := range s.stmts {
		_ = st.Close()
	}
	s.stmts = nil
	_ = s.conn.Close()
}
