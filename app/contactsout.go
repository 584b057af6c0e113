package app

import (
	"context"
	"fmt"
)

// PersonCard is one person at a partner, for other programs' address books.
type PersonCard struct {
	Person
	UID     string // the same for the same person for ever: its reference, else made of the file and its id
	Company string
}

// Contacts gives the people of a partner, or of all that are not merged or hidden.
func (u Partners) Contacts(ctx context.Context, of ID[Partner]) ([]PersonCard, error) {
	return read(ctx, u.f, func(b Books) ([]PersonCard, error) {
		file, err := b.FileID()
		if err != nil {
			return nil, err
		}
		var out []PersonCard
		one := func(ids []int32) error {
			rows, err := b.PartnerRows(ids)
			if err != nil {
				return err
			}
			for _, p := range rows {
				if p.State == Merged {
					continue
				}
				people, err := b.People(p.ID)
				if err != nil {
					return err
				}
				for _, e := range people {
					out = append(out, PersonCard{Person: e, UID: orElse(e.Reference, fmt.Sprintf("%s-person-%d", file, e.ID)), Company: p.Name})
				}
			}
			return nil
		}
		if of != 0 {
			err = one([]int32{int32(of)})
		} else {
			err = b.PartnerIDs(Query{}.With(Is("archived", "no")), one)
		}
		return out, err
	})
}
