//go:build bench

package bench

import (
	"context"
	"database/sql/driver"
	"io"
	"net/url"
	"testing"

	"modernc.org/sqlite"
)

// raw is the same driver with nothing around it: what ours is held against.
type raw struct {
	t    *testing.T
	conn driver.Conn
}

// openRaw opens a file as the program does: write-ahead log, every commit synced.
func openRaw(t *testing.T, path string) *raw {
	t.Helper()
	u := url.URL{Scheme: "file", Opaque: path, RawQuery: "_pragma=journal_mode(wal)&_pragma=synchronous(full)&_pragma=temp_store(2)"}
	c, err := sqlite.NewConnector(u.String())
	if err != nil {
		t.Fatal(err)
	}
	conn, err := c.Connect(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return &raw{t, conn}
}

func (r *raw) close() { _ = r.conn.Close() }

func (r *raw) exec(text string) {
	r.t.Helper()
	if _, err := r.conn.(driver.ExecerContext).ExecContext(context.Background(), text, nil); err != nil {
		r.t.Fatalf("%s: %v", text, err)
	}
}

// prepared is a statement that is kept for many runs.
type prepared struct {
	r *raw
	s driver.Stmt
}

func (r *raw) prepare(text string) *prepared {
	r.t.Helper()
	s, err := r.conn.Prepare(text)
	if err != nil {
		r.t.Fatalf("%s: %v", text, err)
	}
	return &prepared{r, s}
}

func named(args []any) []driver.NamedValue {
	values := make([]driver.NamedValue, len(args))
	for i, a := range args {
		values[i] = driver.NamedValue{Ordinal: i + 1, Value: a}
	}
	return values
}

func (p *prepared) run(args ...any) {
	p.r.t.Helper()
	if _, err := p.s.(driver.StmtExecContext).ExecContext(context.Background(), named(args)); err != nil {
		p.r.t.Fatal(err)
	}
}

// rows reads every row and gives how many there were.
func (p *prepared) rows(args []any, each func([]driver.Value)) int {
	p.r.t.Helper()
	rows, err := p.s.(driver.StmtQueryContext).QueryContext(context.Background(), named(args))
	if err != nil {
		p.r.t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	values := make([]driver.Value, len(rows.Columns()))
	for n := 0; ; n++ {
		if err := rows.Next(values); err == io.EOF {
			return n
		} else if err != nil {
			p.r.t.Fatal(err)
		}
		if each != nil {
			each(values)
		}
	}
}

func (p *prepared) close() { _ = p.s.Close() }

// rows prepares, reads and closes.
func (r *raw) rows(text string, args []any, each func([]driver.Value)) int {
	r.t.Helper()
	p := r.prepare(text)
	defer p.close()
	return p.rows(args, each)
}
