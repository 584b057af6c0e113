package sample_test

import (
	"testing"

	"rapport/app"
)

// The example firm has prospects with scores, an application past its review, a checklist half done, papers that lapsed, and goals.
func TestTheExampleRecruits(t *testing.T) {
	f, ctx := fill(t, "2026-11-22"), t.Context()
	var rows []app.ProspectRow
	err := f.Recruiting.IDs(ctx, app.Query{}, func(ids []int32) (err error) {
		rows, err = f.Recruiting.Rows(ctx, ids)
		return err
	})
	if err != nil || len(rows) < 6 || !rows[0].Score.Rated() || rows[len(rows)-1].Score.Rated() {
		t.Fatalf("%v %+v", err, rows)
	}
	due, err := f.Credentials.Due(ctx)
	if err != nil || len(due) != 2 || due[0].State != app.CredentialLapsed || due[1].State != app.CredentialExpires {
		t.Errorf("%v %+v", err, due)
	}
	goals, err := f.Goals.List(ctx)
	if err != nil || len(goals) != 3 {
		t.Errorf("%v %+v", err, goals)
	}
	for _, g := range goals {
		if g.Value == 0 {
			t.Errorf("%s", g.Words())
		}
	}
	late, err := f.Onboarding.Overdue(ctx)
	if err != nil || len(late) == 0 {
		t.Errorf("%v %+v", err, late)
	}
}
