package data

import (
	"context"
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
