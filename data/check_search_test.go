package data

import (
	"context"
	"strings"
	"testing"

	"rapport/app"
)

// What search finds is checked against the rows, and made anew by a repair; each control breaks one thing that the check must see.
func TestVerifySeesASearchThatLies(t *testing.T) {
	for name, vandalism := range map[string]string{
		"a name changed without its index": "UPDATE partner SET folded = 'other'",
		"a word too many":                  "INSERT INTO partner_search(rowid, words) VALUES (1, 'ghost')",
		"an emptied index":                 "INSERT INTO client_search(client_search) VALUES ('delete-all')",
		"a note changed":                   "UPDATE partner SET note = 'something else'",
		"words of nothing":                 "INSERT INTO wording(kind, subject, words) VALUES ('task', 77, 'ghost')",
		"a note without its words":         "DELETE FROM wording",
	} {
		t.Run(name, func(t *testing.T) {
			s := create(t, t.TempDir()+"/firm.rapport")
			err := s.write(context.Background(), func(b *books) error {
				p := app.Partner{ID: 1, Number: "P-0001", Name: "Alder Tax", Type: "accountant", State: app.Prospect, Note: "likes brochures", Version: 1}
				c := app.Client{ID: 1, Number: "C-00001", Name: "Northgate", Version: 1}
				if err := b.AddPartners([]app.Partner{p}); err != nil {
					return err
				}
				return b.AddClients([]app.Client{c})
			})
			if err != nil {
				t.Fatal(err)
			}
			if lies(t, s) {
				t.Fatal("an honest file is accused")
			}
			vandal(t, s.path, vandalism)
			if !lies(t, s) {
				t.Fatal("not seen")
			}
			if err := s.Repair(context.Background()); err != nil {
				t.Fatal(err)
			}
			if lies(t, s) {
				t.Fatal("not repaired")
			}
		})
	}
}

func lies(t *testing.T, s *Store) bool {
	t.Helper()
	found, err := s.Check(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range found.Problems {
		if p.What == "search" && strings.Contains(p.Say, "rapport repair") {
			return true
		}
	}
	return false
}

// A file from before texts were found has them found after it was opened once.
func TestOlderTextsAreFolded(t *testing.T) {
	s := create(t, t.TempDir()+"/firm.rapport")
	err := s.write(context.Background(), func(b *books) error {
		return b.AddPartners([]app.Partner{{ID: 1, Number: "P-0001", Name: "Alder Tax", State: app.Prospect, Note: "mag Broschüren", Version: 1}})
	})
	if err != nil {
		t.Fatal(err)
	}
	path := s.path
	shut(t, s)
	vandal(t, path, "DELETE FROM wording; INSERT INTO meta VALUES ('unfolded', '1')")
	if s, err = Open(context.Background(), path, next(t, "CREATE TABLE next(id INTEGER PRIMARY KEY) STRICT")); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	err = s.read(context.Background(), func(b *books) error {
		hits, err := b.Search("broschuren", nil, 5)
		if len(hits) != 1 {
			t.Errorf("found %v", hits)
		}
		return err
	})
	if err != nil || kept(t, s, unfolded) != "" {
		t.Fatalf("%v; still to be folded: %q", err, kept(t, s, unfolded))
	}
}
