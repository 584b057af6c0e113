//go:build bench

package bench

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/data"
)

// The run's rows with the columns that a run cannot do without: who is credited, the day and its place in the queue, what sort of fee event and how
// much, what it belongs to and its own exchange rate. What referrals and agreements say of them is not among them, though a run reads it too.
const runRows = `SELECT q.partner_id, q.day, q.id, q.referral_id, q.again, q.fee_id, f.kind, f.amount_minor, f.currency, f.excluded, f.of_id, f.reverses_id, f.rate
	FROM fact q INDEXED BY fact_waiting CROSS JOIN fee f ON f.id = q.fee_id WHERE q.run = 0 ORDER BY q.partner_id, q.day, q.id`

// commission holds a whole run with nothing written against reading its rows with the driver alone, and shows the memory of the
// program doing it.
func (m *run) commission(t *testing.T) {
	store, _ := openFirm(t, m.file)
	if err := store.Verify(t.Context()); err != nil { // the check of a file before the first write is counted apart
		t.Fatal(err)
	}
	replay := firmOn(replayed{store, nil}, nil)
	peer := openRaw(t, m.file)
	defer peer.close()
	p := duel(m.rounds(), func() cost {
		return spend(t, func() error {
			_, res, err := replay.Commissions.Run(context.Background(), app.Ask{Preview: true}, calendar.D(today), nil)
			return checkFacts(res, m.size.fees, err)
		})
	}, func() cost {
		return spend(t, func() error {
			if n := peer.rows(runRows, nil, nil); n != m.size.fees {
				return fmt.Errorf("%d rows read", n)
			}
			return nil
		})
	})
	m.times("commission run, nothing written (a fee event)", p, cpuOf, m.size.fees, "reading those rows alone, same driver", "≤ 2.5 ×")

	c := m.runAll(t)
	m.rows = append(m.rows, [5]string{fmt.Sprintf("memory of a commission run, %d fee events", m.size.fees), megabytes(c.peak),
		"whole process, all lines kept: " + per(c.wall, 1) + " wall, " + per(c.cpu, 1) + " cpu", "", "≤ 250 MB at L"})
}

// runAll lets the program run the firm's facts, and keeps the file for the months to come.
func (m *run) runAll(t *testing.T) cost {
	t.Helper()
	m.done = filepath.Join(m.folder, "done.rapport")
	copyFile(t, m.file, m.done)
	return process(t, m.program(m.folder, m.done, "commission", "run", "--today", today))
}

func checkFacts(res app.RunResult, want int, err error) error {
	if err == nil && int(res.Facts) != want {
		err = fmt.Errorf("the run looked at %d facts, not %d", res.Facts, want)
	}
	return err
}

// replayed is a store that works everything out and keeps none of it: lines go to seen, or nowhere.
type replayed struct {
	*data.Store
	seen func([]app.Line, []app.Standing) error
}

func (s replayed) Write(ctx context.Context, fn func(app.Books) error) error {
	return s.Store.Write(ctx, func(b app.Books) error { return fn(forgetful{b, s.seen}) })
}

type forgetful struct {
	app.Books
	seen func([]app.Line, []app.Standing) error
}

func (f forgetful) Post(lines []app.Line, standing []app.Standing) error {
	if f.seen == nil {
		return nil
	}
	return f.seen(lines, standing)
}
func (forgetful) PutTallies([]app.Tally) error                          { return nil }
func (forgetful) PutStanding([]app.Standing) error                      { return nil }
func (forgetful) FactsDone(calendar.Day, int64, []int64, []int64) error { return nil }
func (forgetful) AddRun(app.Run) (int64, error)                         { return 1, nil }

// posting holds the posting of lines with their reasons against inserting as many rows of the same size into a table with three
// indexes. Both are rolled back.
func (m *run) posting(t *testing.T) {
	store, _ := openFirm(t, m.file)
	lines, standing := firstLines(t, store, min(50_000, m.size.fees/2))
	peer := openRaw(t, copied(t, m.file))
	defer peer.close()
	peer.exec("CREATE TABLE peer(id INTEGER PRIMARY KEY, partner INTEGER, day TEXT, amount INTEGER, currency TEXT, fee INTEGER, reason TEXT, hash BLOB)")
	peer.exec("CREATE INDEX peer_partner ON peer(partner, day); CREATE INDEX peer_day ON peer(day); CREATE INDEX peer_fee ON peer(fee)")
	p := duel(m.rounds(), func() cost {
		return spend(t, func() error {
			err := store.Write(context.Background(), func(b app.Books) error {
				for from := 0; from < len(lines); from += 500 {
					to := min(from+500, len(lines))
					if err := b.Post(lines[from:to], standing[from:to]); err != nil {
						return err
					}
				}
				return errEnough
			})
			if errors.Is(err, errEnough) {
				err = nil
			}
			return err
		})
	}, func() cost { return spend(t, func() error { insertPlain(peer, lines); return nil }) })
	m.times("posting lines with their reasons (a line)", p, cpuOf, len(lines), "inserting as many rows with three indexes", "≤ 3 ×")
}

// firstLines works out the first lines of the firm's run.
func firstLines(t *testing.T, store *data.Store, n int) (lines []app.Line, standing []app.Standing) {
	t.Helper()
	gather := replayed{store, func(ls []app.Line, ss []app.Standing) error {
		lines, standing = append(lines, ls...), append(standing, ss...)
		if len(lines) >= n {
			return errEnough
		}
		return nil
	}}
	_, _, err := firmOn(gather, nil).Commissions.Run(context.Background(), app.Ask{}, calendar.D(today), nil)
	if !errors.Is(err, errEnough) {
		t.Fatalf("%d lines: %v", len(lines), err)
	}
	return lines, standing
}

func insertPlain(peer *raw, lines []app.Line) {
	const rows = 50
	row := "(?,?,?,?,?,?,?,?)"
	p := peer.prepare("INSERT INTO peer VALUES " + strings.TrimSuffix(strings.Repeat(row+",", rows), ","))
	defer p.close()
	peer.exec("BEGIN IMMEDIATE")
	var args []any
	for i := 0; i+rows <= len(lines); i += rows {
		args = args[:0]
		for _, l := range lines[i : i+rows] {
			args = append(args, l.Seq, int64(l.Partner), l.Day.String(), l.Amount.Minor, string(l.Amount.Currency), int64(l.Fee), l.Reason, l.Hash[:])
		}
		p.run(args...)
	}
	peer.exec("ROLLBACK")
}

// month holds a run of 1,000 new fee events on this firm, its history run, against the same on the firm of size S.
func (m *run) month(t *testing.T) {
	if m.done == "" {
		m.runAll(t)
	}
	large, small := newMonth(t, m.done, m.size.fees), newMonth(t, m.smallFirm(t), sizes()["S"].fees)
	p := duel(5, func() cost { return large.close(t, 1) }, func() cost { return small.close(t, 1) })
	m.times("a month's run of 1,000 new fee events", p, cpuOf, 1, "the same on the firm of size S", "≤ 1.5 ×")
	again := pair{theirs: p.ours}
	for range 5 {
		again.ours = append(again.ours, large.close(t, 0))
	}
	m.times("and of 1,000 more on the day of the last run", again, cpuOf, 1, "that month's run", "")
}

// history is a firm whose facts are run, with months to come.
type history struct {
	store *data.Store
	day   calendar.Day
	fee   app.ID[app.Fee]
	won   []app.ID[app.Referral]
}

func newMonth(t *testing.T, file string, fees int) *history {
	t.Helper()
	path := copied(t, file)
	h := &history{fee: app.ID[app.Fee](fees), day: calendar.D(today)}
	h.store, _ = openFirm(t, path)
	if err := h.store.Verify(t.Context()); err != nil {
		t.Fatal(err)
	}
	peer := openRaw(t, path)
	defer peer.close()
	peer.rows("SELECT id FROM referral WHERE stage = 'won' ORDER BY id DESC LIMIT 1000", nil, func(v []driver.Value) {
		h.won = append(h.won, app.ID[app.Referral](v[0].(int64)))
	})
	return h
}

// close adds a thousand receipts of so many days later and runs them then.
func (h *history) close(t *testing.T, later calendar.Day) cost {
	t.Helper()
	h.day += later
	err := h.store.Write(context.Background(), func(b app.Books) error {
		var fees []app.Fee
		var facts []app.Fact
		for i := range 1000 {
			h.fee++
			f := app.Fee{ID: h.fee, Referral: h.won[i%len(h.won)], Kind: app.Received, Day: h.day, EnteredAt: h.day.Time()}
			f.Amount.Minor, f.Amount.Currency = int64(100_000+i), "EUR"
			fees = append(fees, f)
			facts = append(facts, app.Fact{Kind: app.FactFee, Day: f.Day, Referral: f.Referral, Fee: f.ID})
		}
		return errors.Join(b.AddFees(fees), b.AddFacts(facts))
	})
	if err != nil {
		t.Fatal(err)
	}
	return spend(t, func() error {
		firm := app.New(app.Deps{Store: h.store, Now: h.day.Time, Today: h.day, Actor: "bench"})
		_, res, err := firm.Commissions.Run(context.Background(), app.Ask{}, h.day, nil)
		return checkFacts(res, 1000, err)
	})
}
