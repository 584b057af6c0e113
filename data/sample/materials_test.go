package sample_test

import (
	"testing"

	"rapport/app"
)

// The example firm has a library: pieces in every state, somebody who waits, somebody who holds what is old.
func TestTheExampleHasALibrary(t *testing.T) {
	f, ctx := fill(t, "2026-11-22"), t.Context()
	states := map[app.MaterialState]int{}
	waits := 0
	err := f.Materials.IDs(ctx, app.Query{}, func(ids []int32) error {
		rows, err := f.Materials.Rows(ctx, ids)
		for _, r := range rows {
			states[r.Shown.Stands(f.today)]++
			waits += r.Waiting
		}
		return err
	})
	if err != nil || states[app.MaterialPublished] != 8 || states[app.MaterialExpired] != 1 || states[app.MaterialDraft] != 1 || waits == 0 {
		t.Errorf("%v %v %d", err, states, waits)
	}
	old, err := f.Materials.Outdated(ctx)
	how := map[app.HeldState]int{}
	for _, h := range old {
		how[h.State]++
	}
	if err != nil || how[app.HeldOutdated] == 0 || how[app.HeldExpired] == 0 || how[app.HeldWithdrawn] == 0 {
		t.Errorf("%v %v", err, how)
	}
	hits, err := f.Materials.Search(ctx, "inheritance", 10)
	if err != nil || len(hits) != 1 || hits[0].Title != "For solicitors: probate and estates" {
		t.Errorf("%v %+v", err, hits)
	}
}
