package app

import (
	"context"
	"slices"

	"rapport/app/names"
)

// OldIDs gives the deliveries by which partners hold an outdated, expired or withdrawn version, by material and partner. A query may look for words in
// partner and material, and ask for a state.
func (u Materials) OldIDs(ctx context.Context, q Query, each func([]int32) error) error {
	all, err := u.Outdated(ctx)
	want := names.Want(q.Search)
	var ids []int32
	for _, h := range all {
		if h.fits(q) && want.In(h.PartnerName, h.PersonName, h.Number, h.Title) {
			ids = append(ids, int32(h.ID))
		}
	}
	if err != nil || len(ids) == 0 {
		return err
	}
	return each(ids)
}

func (r HeldRow) fits(q Query) bool {
	for _, c := range q.Where {
		if c.Field != "state" || !slices.Contains(c.Values, string(r.State)) {
			return false
		}
	}
	return true
}

// OldRows gives those of these deliveries by which an outdated, expired or withdrawn version is held.
func (u Materials) OldRows(ctx context.Context, ids []int32) ([]HeldRow, error) {
	all, err := u.Outdated(ctx)
	rows := make([]HeldRow, 0, len(ids))
	for _, id := range ids {
		if i := slices.IndexFunc(all, func(h HeldRow) bool { return int32(h.ID) == id }); i >= 0 {
			rows = append(rows, all[i])
		}
	}
	return rows, err
}
