package data

import (
	"context"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"rapport/app"
	"rapport/data/storetest"
)

// The store passes the contract; after each case the file is whole, the search indexes fit the rows, and every statement that was run
// goes by an index.
func TestContract(t *testing.T) {
	texts := map[string]bool{}
	storetest.Run(t, func(t testing.TB) app.Store {
		s, err := Create(t.Context(), filepath.Join(t.TempDir(), "firm.rapport"), options())
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			gather(s, texts)
			sane(t, s)
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		})
		return s
	})
	if len(texts) < 100 {
		t.Fatalf("only %d statements were seen", len(texts))
	}
	plans(t, slices.Sorted(maps.Keys(texts)))
}

// gather notes the statements a store has prepared.
func gather(s *Store, texts map[string]bool) {
	for _, pool := range []chan *session{s.writer, s.readers} {
		for range cap(pool) {
			ses := <-pool
			if ses != nil {
				for text := range ses.stmts {
					texts[text] = true
				}
			}
			pool <- ses
		}
	}
}

// sane checks the structure, the references, the chain, the kept totals, and that each search index holds exactly its rows' words.
func sane(t testing.TB, s *Store) {
	t.Helper()
	found, err := s.Check(context.Background(), nil)
	if err != nil {
		t.Error(err)
	}
	for _, p := range found.Problems {
		if p.What == "file" || p.What == "reference" || p.What == "ledger" || strings.Contains(p.Say, "kept total") {
			t.Errorf("%+v", p)
		}
	}
	if err := indexesFit(s); err != nil {
		t.Error(err)
	}
}

// lookups are tables of which one file holds many rows.
func large() []string {
	return []string{"r", "f", "q", "l", "t", "c", "a", "e", "y", "referral", "fee", "fact", "line", "standing", "client", "audit", "audit_touch", "step", "attribution", "v", "g", "bank_detail", "o", "payout", "payout_line", "k", "i", "checkin", "w", "promise", "m", "mention", "s", "d", "credential", "n", "onboarding", "application", "outbound", "market", "letter"}
}

// plans wants no statement to walk a large table from end to end, but for those that must see all of it anyway.
func plans(t *testing.T, texts []string) {
	ses, done, err := inMemory(context.Background(), steps(t))
	if err != nil {
		t.Fatal(err)
	}
	defer done()
	for _, text := range texts {
		if strings.HasPrefix(text, "PRAGMA") || strings.HasPrefix(text, "BEGIN") || text == "COMMIT" || text == "ROLLBACK" {
			continue
		}
		whole := seesAll(text)
		err := ses.each(context.Background(), "EXPLAIN QUERY PLAN "+text, nil, func(r *row) error {
			r.num()
			r.num()
			r.num()
			detail := r.text()
			if scan, ok := strings.CutPrefix(detail, "SCAN "); ok && !whole && slices.Contains(large(), scan) {
				t.Errorf("walks %s:\n%s", scan, text)
			}
			return nil
		})
		if err != nil && !strings.Contains(err.Error(), "missing") {
			t.Errorf("%v\n%s", err, text)
		}
	}
}

// seesAll tells which statements may read a whole table: counts of the file, lists of everything in an order that has no index, and
// filters by what is not indexed; both sort and filter run once for a list, not per page.
func seesAll(text string) bool {
	switch {
	case strings.HasPrefix(text, "SELECT count(*) FROM "), strings.Contains(text, "FROM line_sum "), strings.Contains(text, "FROM line_total "), strings.HasSuffix(text, "ORDER BY seq DESC LIMIT 1"):
		return true
	case strings.HasPrefix(text, "SELECT ") && strings.Contains(text, ".id FROM ") && strings.Contains(text, " ORDER BY "),
		strings.HasPrefix(text, "SELECT l.seq FROM "):
		return !strings.Contains(text, "_id = $1 ") && !strings.Contains(text, ".id = $1 ")
	}
	fills := strings.HasPrefix(text, "SELECT id, name, email, phone") || strings.HasPrefix(text, "SELECT id, '', email, phone")
	return fills || slices.ContainsFunc(findings(), func(f finding) bool { return f.texts == text }) // to make anew what they are found by
}
