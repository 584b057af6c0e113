package app

import (
	"context"
	"slices"
	"strconv"
)

// Named gives a query in which partners, clients and referrals may be written as people know them, by number or name, with their ids in
// the place of those. Whole numbers are ids already.
func (u Overview) Named(ctx context.Context, q Query) (Query, error) {
	find := map[string]func(string) (int64, error){
		"partner":  func(text string) (int64, error) { v, err := u.f.Partners.Find(ctx, text); return int64(v.ID), err },
		"client":   func(text string) (int64, error) { v, err := u.f.Clients.Find(ctx, text); return int64(v.ID), err },
		"referral": func(text string) (int64, error) { v, err := u.f.Referrals.Find(ctx, text); return int64(v.ID), err },
	}
	q.Where = slices.Clone(q.Where)
	for i, c := range q.Where {
		look := find[c.Field]
		if look == nil {
			continue
		}
		values := slices.Clone(c.Values)
		for k, text := range values {
			if _, err := strconv.ParseInt(text, 10, 64); err == nil {
				continue
			}
			id, err := look(text)
			if err != nil {
				return q, err
			}
			values[k] = strconv.FormatInt(id, 10)
		}
		q.Where[i].Values = values
	}
	return q, nil
}
