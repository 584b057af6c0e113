package data

import (
	"context"
	"errors"
	"strings"
	"testing"

	"rapport/app"
	"rapport/app/calendar"
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
		"a referral given, not indexed":    "INSERT INTO outbound_search(outbound_search) VALUES ('delete-all')",
		"a market note changed":            "UPDATE market SET words = 'other'",
		"a material changed":               "UPDATE material SET words = 'other'",
	} {
		t.Run(name, func(t *testing.T) {
			s := create(t, t.TempDir()+"/firm.rapport")
			err := s.write(context.Background(), func(b *books) error {
				p := app.Partner{ID: 1, Number: "P-0001", Name: "Alder Tax", Type: "accountant", State: app.Prospect, Note: "likes brochures", Version: 1}
				c := app.Client{ID: 1, Number: "C-00001", Name: "Northgate", Version: 1}
				if err := b.AddPartners([]app.Partner{p}); err != nil {
					return err
				}
				day := calendar.D("2026-02-01")
				return errors.Join(b.AddClients([]app.Client{c}),
					b.AddOutbounds([]app.Outbound{{ID: 1, Number: "G-1", Partner: 1, Client: 1, State: app.Given, Given: day, Version: 1}}),
					b.AddMarketNote(app.MarketNote{ID: 1, Day: day, Kind: app.Need, Said: "a will", Version: 1}),
					b.AddMaterial(app.Material{ID: 1, Number: "M-1", Kind: app.Training, Title: "Fees", Version: 1}))
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

// A file from before a referral given was found by partner and client finds it so once its schema is brought up to date.
func TestOlderReferralsGivenAreFoundByTheirPartner(t *testing.T) {
	all := steps(t)
	before := options()
	before.steps = all[:14]
	path := t.TempDir() + "/firm.rapport"
	s, err := Create(context.Background(), path, before)
	if err != nil {
		t.Fatal(err)
	}
	shut(t, s)
	vandal(t, path, "INSERT INTO partner(id, number, reference, name, folded, words, type, state, tags, email, phone, website, address, country, tax_number, currency, client_shown, "+
		"owner, note, may_reapply, archived, version) VALUES (1, 'P-1', '', 'Alder Tax', 'alder tax', 'p 1', '', 'prospect', '[]', '', '', '', '', '', '', '', '', '', '', '', 0, 1)",
		"INSERT INTO client(id, number, reference, name, folded, words, code_name, person, email, phone, country, industry, note, version) "+
			"VALUES (1, 'C-1', '', 'Oak', 'oak', 'c 1', 0, 0, '', '', '', '', '', 1)",
		"INSERT INTO outbound(id, number, reference, partner_id, client_id, service, state, given, ended, outcome, reason, estimate_minor, estimate_currency, value_minor, "+
			"value_currency, chase, consented, owner, note, words, entered_at, version) VALUES (1, 'G-1', '', 1, 1, '', 'given', '2026-02-01', '', '', '', 0, '', 0, '', '', '', '', '', 'g 1', "+
			"'2026-02-01T00:00:00Z', 1)", "INSERT INTO outbound_search(rowid, words) SELECT id, words FROM outbound_words")
	if s, err = Open(context.Background(), path, options()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	err = s.read(context.Background(), func(b *books) error {
		for _, text := range []string{"alder g-1", "oak g-1"} {
			hits, err := b.Search(text, []app.Kind{app.KindOutbound}, 5)
			if err != nil || len(hits) != 1 {
				t.Errorf("%q finds %v, %v", text, hits, err)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
