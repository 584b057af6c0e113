package data

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"rapport/app"
)

// addPeople keeps one partner with two people.
func addPeople(t *testing.T, s *Store) {
	t.Helper()
	err := s.Write(context.Background(), func(b app.Books) error {
		if err := b.AddPartners([]app.Partner{{ID: 1, Number: "P-0001", Name: "Harcourt & Lowe", State: app.Active, Version: 1}}); err != nil {
			return err
		}
		return b.AddPeople([]app.Person{{ID: 1, Partner: 1, Name: "Ann", Version: 1}, {ID: 2, Partner: 1, Name: "Ben", Primary: true, Version: 1}})
	})
	if err != nil {
		t.Fatal(err)
	}
}

// indexesFit rebuilds each search index in a scratch table from the rows' words and wants every word to find the same rows in both.
func indexesFit(s *Store) error {
	return s.unguardedRead(context.Background(), func(ses *session) error {
		ctx := context.Background()
		for _, table := range []string{"partner", "person", "client", "agreement", "referral", "statement", "payout", "plan", "checkin", "outbound", "market", "wording", "material", "template", "message", "lead"} {
			words := map[string][]int64{}
			err := ses.each(ctx, "SELECT id, words FROM "+table+"_words ORDER BY id", nil, func(r *row) error {
				id := r.num()
				seen := map[string]bool{}
				for w := range tokens(r.text()) {
					if !seen[w] {
						words[w] = append(words[w], id)
					}
					seen[w] = true
				}
				return nil
			})
			if err != nil {
				return err
			}
			if len(words) > 500 { // long lists have a word for every number
				continue
			}
			for w, want := range words {
				found, err := many[int64](ctx, ses, "SELECT rowid FROM "+table+"_search WHERE "+table+"_search MATCH $1 ORDER BY rowid", `"`+w+`"`)
				if err != nil {
					return err
				}
				if !slices.Equal(found, want) {
					return fmt.Errorf("%s: %q finds %v, the rows are %v", table, w, found, want)
				}
			}
		}
		return nil
	})
}
