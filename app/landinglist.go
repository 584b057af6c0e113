package app

import (
	"context"
	"fmt"
	"slices"

	"rapport/app/names"
)

// LandingDos are what may have to be done with a page, the most pressing first.
func LandingDos() []LandingDo {
	return []LandingDo{LandingTake, LandingAgain, LandingCurrent, LandingDown}
}

// IDs gives the ids of the pages that were written, those first with which something is to be done. A query may look for words in partner, campaign
// and folder, and ask for what is to be done ("do") or for a partner.
func (u Landings) IDs(ctx context.Context, q Query, each func([]int32) error) error {
	all, err := u.List(ctx)
	want := names.Want(q.Search)
	var ids []int32
	for _, l := range all {
		if l.fits(q) && want.In(l.PartnerName, l.Campaign, l.Folder) {
			ids = append(ids, int32(l.ID))
		}
	}
	if err != nil || len(ids) == 0 {
		return err
	}
	return each(ids)
}

func (r LandingRow) fits(q Query) bool {
	for _, c := range q.Where {
		value := map[string]string{"do": string(r.Do), "partner": fmt.Sprint(int64(r.Partner))}[c.Field]
		if !slices.Contains(c.Values, value) {
			return false
		}
	}
	return true
}

// Rows gives pages with what is to be done with each, in the order asked; those that are gone are left out.
func (u Landings) Rows(ctx context.Context, ids []int32) ([]LandingRow, error) {
	return read(ctx, u.f, func(b Books) (rows []LandingRow, err error) {
		s, err := b.Settings()
		if err != nil {
			return nil, err
		}
		for _, id := range ids {
			l, err := b.Landing(ID[Landing](id))
			if IsNotFound(err) {
				continue
			}
			if err != nil {
				return nil, err
			}
			r, err := u.f.landingRow(b, s, l)
			if err != nil {
				return nil, err
			}
			rows = append(rows, r)
		}
		return rows, nil
	})
}

// pages counts the pages that must be taken down or written again.
func (t *Today) pages(b Books, s Settings, f *Firm) error {
	all, err := b.Landings()
	if err != nil {
		return err
	}
	for _, l := range all {
		if l.Down != 0 {
			continue
		}
		r, err := f.landingRow(b, s, l)
		if err != nil {
			return err
		}
		switch r.Do {
		case LandingTake:
			t.TakeDown++
		case LandingAgain:
			t.WriteAgain++
		}
	}
	return nil
}
