package app

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Named gives a query in which partners, clients, referrals and segments may be written as people know them, by number or name, with their ids in
// the place of those. Whole numbers are ids already. A type that is not the firm's, and no partner has, is refused.
func (u Overview) Named(ctx context.Context, q Query) (Query, error) {
	find := map[string]func(string) (int64, error){
		"partner":  func(text string) (int64, error) { v, err := u.f.Partners.Find(ctx, text); return int64(v.ID), err },
		"client":   func(text string) (int64, error) { v, err := u.f.Clients.Find(ctx, text); return int64(v.ID), err },
		"segment":  func(text string) (int64, error) { v, err := u.f.Segments.Find(ctx, text); return int64(v.ID), err },
		"referral": func(text string) (int64, error) { v, err := u.f.Referrals.Find(ctx, text); return int64(v.ID), err },
	}
	q.Where = slices.Clone(q.Where)
	for i, c := range q.Where {
		if c.Field == "type" {
			if err := u.knownTypes(ctx, c.Values); err != nil {
				return q, err
			}
		}
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

// knownTypes refuses a partner type that the firm does not keep, unless a partner still has it from before.
func (u Overview) knownTypes(ctx context.Context, types []string) error {
	s, err := u.f.Setup.Settings(ctx)
	if err != nil {
		return err
	}
	for _, text := range types {
		found := slices.Contains(s.PartnerTypes, text)
		if !found {
			err = u.f.Partners.IDs(ctx, Query{}.With(Is("type", text)), func([]int32) error {
				found = true
				return nil
			})
		}
		if err != nil || !found {
			return orError(err, Bad("type", fmt.Sprintf("%q is not a type of partner here.", text), "Choose from "+strings.Join(s.PartnerTypes, ", ")+"."))
		}
	}
	return nil
}
