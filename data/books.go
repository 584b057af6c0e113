package data

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"rapport/app"
)

// books answers every Books method in one transaction. It is good until the transaction ends.
type books struct {
	ctx  context.Context // ends the transaction
	calm context.Context // what its statements run under; see within
	s    *session
}

// errOver is returned by books used after their transaction.
var errOver = errors.New("books were used after their transaction")

func (b *books) exec(text string, args ...any) (int64, error) {
	if err := b.good(); err != nil {
		return 0, err
	}
	return b.s.exec(b.calm, text, args...)
}

func (b *books) each(text string, args []any, fn func(*row) error) error {
	if err := b.good(); err != nil {
		return err
	}
	return b.s.each(b.calm, text, args, fn)
}

// good refuses books that are over, and statements of a transaction that was cancelled.
func (b *books) good() error {
	if b.s == nil {
		return errOver
	}
	return b.ctx.Err()
}

// value reads one value; ok is false when there is no row.
func value[T any](b *books, text string, args ...any) (v T, ok bool, err error) {
	err = b.each(text, args, func(r *row) error {
		ok = true
		return r.into(&v)
	})
	return v, ok, err
}

// first reads the first row of a query; ok is false when there is none.
func first[T any](b *books, read func(*row) T, text string, args ...any) (v T, ok bool, err error) {
	err = b.each(text, args, func(r *row) error {
		if !ok {
			v, ok = read(r), true
		}
		return nil
	})
	return v, ok, err
}

// all reads every row of a query.
func all[T any](b *books, read func(*row) T, text string, args ...any) ([]T, error) {
	var vs []T
	err := b.each(text, args, func(r *row) error {
		vs = append(vs, read(r))
		return nil
	})
	return vs, err
}

// need is first for a thing that must be there.
func need[T any](b *books, what string, read func(*row) T, text string, args ...any) (T, error) {
	v, ok, err := first(b, read, text, args...)
	if err == nil && !ok {
		err = app.Missing(what)
	}
	return v, err
}

// putOne runs an update that must touch exactly one row: the one whose kept version is one less. exists is asked when it touched
// none, to tell a newer version from a missing thing.
func (b *books) putOne(what, table string, id int64, text string, args ...any) error {
	n, err := b.exec(text, args...)
	if err != nil || n == 1 {
		return err
	}
	_, ok, err := value[int64](b, "SELECT id FROM "+table+" WHERE id = $1", id)
	if err != nil {
		return err
	}
	if !ok {
		return app.Missing(what)
	}
	return app.Stale(what)
}

// deleteOne removes a row, or says that something refers to it.
func (b *books) deleteOne(what, table string, id int64) error {
	n, err := b.exec("DELETE FROM "+table+" WHERE id = $1", id)
	if isConstraint(err) {
		return &app.Problem{Kind: app.Conflict, Say: what + " is in use; it was not removed.", Try: "Remove what refers to it first.", Cause: err}
	}
	if err == nil && n == 0 {
		return app.Missing(what)
	}
	return err
}

func isConstraint(err error) bool { return sqliteCode(err)&0xff == sqliteConstraint }

// batches are how many rows one INSERT carries: as many as gain something, then a few, so that few texts are ever prepared.
func batches() [3]int { return [...]int{50, 8, 1} }

// insert adds rows to a table, many a statement. args appends one row's values in the order of the columns.
func insert[T any](b *books, table, columns string, rows []T, args func(dst []any, row *T) []any) error {
	return manyRows(b, "INSERT INTO "+table+"("+columns+") VALUES ", "", strings.Count(columns, ",")+1, rows, args)
}

// manyRows runs a statement that carries many rows of values between head and tail.
func manyRows[T any](b *books, head, tail string, width int, rows []T, args func(dst []any, row *T) []any) error {
	marks := ",(" + strings.TrimSuffix(strings.Repeat("?,", width), ",") + ")"
	var dst []any
	for _, n := range batches() {
		if len(rows) < n {
			continue
		}
		text := head + strings.Repeat(marks, n)[1:] + tail
		for ; len(rows) >= n; rows = rows[n:] {
			dst = dst[:0]
			for i := range rows[:n] {
				dst = args(dst, &rows[i])
			}
			if _, err := b.exec(text, dst...); err != nil {
				return err
			}
		}
	}
	return nil
}

// inChunk is how many values an IN list carries; a shorter list repeats its last, so that one text serves.
const inChunk = 50

// marks is the IN list of a chunk.
func marks() string { return "(" + strings.TrimSuffix(strings.Repeat("?,", inChunk), ",") + ")" }

// inChunks calls fn with the values, chunk by chunk, each padded to inChunk.
func inChunks[T any](values []T, fn func(args []any) error) error {
	args := make([]any, inChunk)
	for len(values) > 0 {
		n := min(len(values), inChunk)
		for i := range args {
			args[i] = values[min(i, n-1)]
		}
		if err := fn(args); err != nil {
			return err
		}
		values = values[n:]
	}
	return nil
}

// eachIn runs a query whose text ends where a list of values begins, and goes on with tail. One value, as a form asks for, is no list.
func eachIn[T any](b *books, text string, values []T, tail string, fn func(*row) error) error {
	if len(values) == 1 {
		return b.each(text+"(?)"+tail, []any{values[0]}, fn)
	}
	return inChunks(values, func(args []any) error { return b.each(text+marks()+tail, args, fn) })
}

// updateText is the UPDATE of a row by its id and version. The values come in the order of the columns, the kept version last. The id
// is the first of the columns.
func updateText(table, columns string) string {
	names := strings.Split(columns, ",")
	sets := make([]string, 0, len(names))
	for i, name := range names[1:] {
		sets = append(sets, strings.TrimSpace(name)+" = $"+strconv.Itoa(i+2))
	}
	return "UPDATE " + table + " SET " + strings.Join(sets, ", ") + " WHERE id = $1 AND version = $" + strconv.Itoa(len(names)+1)
}
