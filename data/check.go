package data

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"

	"rapport/app"
	"rapport/app/calendar"
)

// checker gathers what a check of the whole file finds.
type checker struct {
	*books
	out         app.Checkup
	done, total int64
	progress    func(done, total int64)
}

// mostFindings bounds the list: a broken file would otherwise name every row.
const mostFindings = 100

// wrong adds a finding.
func (c *checker) wrong(what, where, say string, args ...any) {
	if len(c.out.Problems) < mostFindings {
		c.out.Problems = append(c.out.Problems, app.Finding{What: what, Where: where, Say: fmt.Sprintf(say, args...)})
	}
}

// step counts n things as looked at.
func (c *checker) step(what string, n int64) {
	c.out.Checked[what] += n
	c.done += n
	if c.progress != nil {
		c.progress(min(c.done, c.total), c.total)
	}
}

// Check reads the whole file: SQLite's own structure, rows that point at nothing, the ledger's chain, the kept bytes of attachments and bank
// files, payouts and kept totals; the rules of the books are checked by app. It changes nothing and says everything it finds; an error means
// that it could not look.
func (s *Store) Check(ctx context.Context, progress func(done, total int64)) (app.Checkup, error) {
	c := &checker{progress: progress, out: app.Checkup{Checked: map[string]int64{}, Problems: []app.Finding{}}}
	err := s.unguardedRead(ctx, func(ses *session) error {
		return ses.transact(ctx, "BEGIN", func() error {
			return within(ctx, ctx, ses, func(b *books) error {
				c.books = b
				return c.run(s.path)
			})
		})
	})
	if err != nil && (sqliteCode(err)&0xff == sqliteCorrupt || sqliteCode(err)&0xff == sqliteNotADB) {
		c.wrong("file", s.path, "the file cannot be read to its end: %v", err)
		err = nil
	}
	c.out.OK = err == nil && len(c.out.Problems) == 0
	return c.out, s.classify(err)
}

func (c *checker) run(path string) error {
	lines, _, err := value[int64](c.books, "SELECT count(*) FROM line")
	if err != nil {
		return err
	}
	c.total = lines + 3 + int64(len(searchTables()))
	for _, part := range []func() error{
		func() error { return c.structure(path) }, c.keys, c.chain, c.attachedKept, c.payouts, c.sums, c.search,
	} {
		if err := part(); err != nil {
			return err
		}
	}
	return nil
}

// structure is SQLite's own check of pages, indexes and constraints.
func (c *checker) structure(path string) error {
	found, err := many[string](c.ctx, c.s, "PRAGMA integrity_check(50)")
	if err != nil {
		return err
	}
	for _, f := range found {
		if f != "ok" {
			c.wrong("file", path, "%s", f)
		}
	}
	c.step("structure", 1)
	return nil
}

func (c *checker) keys() error {
	err := c.each("PRAGMA foreign_key_check", nil, func(r *row) error {
		c.wrong("reference", r.text()+" "+r.asText(), "points at a %s that does not exist", r.text())
		return nil
	})
	c.step("references", 1)
	return err
}

// chain recomputes the hash of every ledger line and holds it against the kept one and the one before. After a break it goes on from
// the line as it is kept, so that each altered line is named once.
func (c *checker) chain() error {
	var prev app.Watermark
	return c.EachLine(1, func(l *app.Line) error {
		if err := app.CheckLine(prev, l); err != nil {
			c.wrong("ledger", fmt.Sprintf("line %d", l.Seq), "%v", err)
		}
		prev = app.Watermark{Seq: l.Seq, Head: l.Hash}
		c.step("ledger", 1)
		return c.ctx.Err()
	})
}

// attachedKept holds every attached file against its hash.
func (c *checker) attachedKept() error {
	return c.each("SELECT sha256, bytes FROM attached ORDER BY sha256", nil, func(r *row) error {
		want := r.bytes()
		if got := sha256.Sum256(r.bytes()); !bytes.Equal(got[:], want) {
			c.wrong("file", fmt.Sprintf("attachment %x", want[:min(6, len(want))]), "its kept bytes differ from those attached")
		}
		c.step("attachments", 1)
		return nil
	})
}

// sums holds the kept totals against the ledger.
func (c *checker) sums() error {
	const text = `WITH kept AS (SELECT partner_id, currency, state, month, count, minor FROM line_sum WHERE count <> 0 OR minor <> 0),
		live AS (SELECT l.partner_id, l.currency, coalesce(t.state, '') AS state, substr(l.day, 1, 7) AS month, count(*) AS count, sum(l.amount_minor) AS minor
			FROM line l LEFT JOIN standing t ON t.line_seq = l.seq GROUP BY 1, 2, 3, 4)
		SELECT partner_id, currency, state, month FROM (SELECT * FROM live EXCEPT SELECT * FROM kept)
		UNION SELECT partner_id, currency, state, month FROM (SELECT * FROM kept EXCEPT SELECT * FROM live)`
	differs := func(r *row) error {
		partner, currency, state, month := r.num(), r.text(), r.text(), r.text()
		c.wrong("balance", fmt.Sprintf("partner %d, %s %s, %s", partner, currency, month, state), "the kept total differs from the ledger")
		return nil
	}
	const totals = `WITH kept AS (SELECT partner_id, currency, state, count, minor FROM line_total WHERE count <> 0 OR minor <> 0),
		live AS (SELECT partner_id, currency, state, sum(count) AS count, sum(minor) AS minor FROM line_sum GROUP BY 1, 2, 3 HAVING sum(count) <> 0 OR sum(minor) <> 0)
		SELECT partner_id, currency, state, 'all months' FROM (SELECT * FROM live EXCEPT SELECT * FROM kept)
		UNION SELECT partner_id, currency, state, 'all months' FROM (SELECT * FROM kept EXCEPT SELECT * FROM live)`
	err := errors.Join(c.each(text, nil, differs), c.each(totals, nil, differs))
	c.step("balances", 1)
	return err
}

// Info says what the file holds.
func (s *Store) Info(ctx context.Context) (app.FileInfo, error) {
	info := app.FileInfo{Path: s.path, Counts: map[string]int64{}}
	if st, err := os.Stat(s.path); err == nil {
		info.Size = st.Size()
	}
	err := s.read(ctx, func(b *books) error {
		for name, table := range infoCounts() {
			n, _, err := value[int64](b, "SELECT count(*) FROM "+table)
			if err != nil {
				return err
			}
			info.Counts[name] = n
		}
		mark, err := ledgerHead(ctx, b.s)
		if err != nil {
			return err
		}
		info.Ledger, info.Head = mark.Seq, hexHead(mark.Head)
		return b.describe(&info)
	})
	return info, err
}

func infoCounts() map[string]string {
	return map[string]string{"partners": "partner", "people": "person", "clients": "client", "agreements": "agreement", "referrals": "referral",
		"fees": "fee", "disputes": "dispute", "lines": "line", "statements": "statement", "payments": "payment", "payouts": "payout", "imports": "batch", "audit": "audit"}
}

func (b *books) describe(info *app.FileInfo) error {
	var err error
	if info.Schema, _, err = value[int](b, "PRAGMA user_version"); err != nil {
		return err
	}
	if info.UUID, err = b.meta("uuid"); err != nil {
		return err
	}
	if info.LastBackup, err = b.meta("last_backup"); err != nil {
		return err
	}
	days := func(text string, to *calendar.Day) error {
		return b.each(text, nil, func(r *row) error { *to = r.day(); return nil })
	}
	if err := days("SELECT introduced FROM referral ORDER BY introduced LIMIT 1", &info.First); err != nil {
		return err
	}
	return days("SELECT introduced FROM referral ORDER BY introduced DESC LIMIT 1", &info.Last)
}
