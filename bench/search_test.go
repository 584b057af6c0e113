//go:build bench

package bench

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"os/exec"
	"strings"
	"testing"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/data"
)

// everything holds what a key pressed in the search over everything costs against one bare prefix query per table searched, newest 50, in the
// sqlite3 shell. Next to what the firm has there is a contact with a note for every fifth referral.
func (m *run) everything(t *testing.T) {
	work := fmt.Sprintf("find over everything at a key pressed, %d referrals and %d notes", m.size.referrals, m.size.referrals/5)
	cli, err := exec.LookPath("sqlite3")
	if err != nil {
		m.left(t, work, "sqlite3 is not installed")
	}
	file := copied(t, m.file)
	m.addNotes(t, file)
	_, firm := openFirm(t, file)
	const times = 4
	words := []string{"h", "ha", "har", "hart", "hartc", "hartco", "gatewic", "textiles k", "oaken d", "den", "renew", "renewal q", "quarterl"}
	tables := searchedTables(t, file)
	shell := func(rounds int) cost {
		cmd := exec.Command(cli, "-readonly", file)
		var script strings.Builder
		for i := range rounds * len(words) {
			for _, table := range tables {
				fmt.Fprintf(&script, "SELECT rowid FROM %s WHERE %s MATCH '%s' ORDER BY rowid DESC LIMIT 50;\n", table, table, prefixes(words[i%len(words)]))
			}
		}
		cmd.Stdin = strings.NewReader(script.String())
		return process(t, cmd)
	}
	start := leastOf([]cost{shell(0), shell(0), shell(0)}, cpuOf)
	p := duel(5, func() cost {
		return spend(t, func() error {
			for i := range times * len(words) {
				if _, err := firm.Overview.Find(context.Background(), words[i%len(words)], page); err != nil {
					return err
				}
			}
			return nil
		})
	}, func() cost {
		c := shell(times)
		c.cpu -= start
		return c
	})
	m.times(work, p, cpuOf, times*len(words), fmt.Sprintf("one prefix query in each of the %d tables, sqlite3", len(tables)), "≤ 3 ×")
}

// searchedTables are the tables that words are found in.
func searchedTables(t *testing.T, file string) (tables []string) {
	t.Helper()
	peer := openRaw(t, file)
	defer peer.close()
	peer.rows("SELECT name FROM sqlite_schema WHERE sql LIKE 'CREATE VIRTUAL TABLE % USING fts5(%' ORDER BY name", nil, func(v []driver.Value) {
		tables = append(tables, v[0].(string))
	})
	if len(tables) < 5 {
		t.Fatalf("only %v are searched", tables)
	}
	return tables
}

// addNotes adds contacts with notes to a firm that is closed.
func (m *run) addNotes(t *testing.T, file string) {
	t.Helper()
	store, err := data.Open(t.Context(), file, data.Options{DeferCheck: true})
	if err != nil {
		t.Fatal(err)
	}
	about := []string{"renewal", "quarterly review", "fees", "pricing", "hartcombe introduction", "audit", "payroll", "denmark", "estate", "textiles", "office move", "tax return"}
	const part = 10_000
	for from := 0; from < m.size.referrals/5 && err == nil; from += part {
		n := min(part, m.size.referrals/5-from)
		err = errors.Join(err, store.Write(context.Background(), func(b app.Books) error {
			id, err := b.NextID(app.KindCheckin, n)
			if err != nil {
				return err
			}
			calls := make([]app.Checkin, n)
			for i := range calls {
				x := from + i
				day := calendar.D(firstDay) + calendar.Day(x%1800)
				calls[i] = app.Checkin{ID: app.ID[app.Checkin](id + int64(i)), Partner: app.ID[app.Partner](x%m.size.partners + 1), Kind: "call", State: app.CheckinHeld, Day: day,
					Note: fmt.Sprintf("Spoke about %s and %s; they will send papers for case %d next week.", about[x%12], about[x/12%12], x), EnteredAt: day.Time(), Version: 1}
			}
			return b.AddCheckins(calls)
		}))
	}
	if err := errors.Join(err, store.Close()); err != nil {
		t.Fatal(err)
	}
}
