package app_test

import (
	"context"
	"strings"
	"testing"

	"rapport/app"
)

func TestFiltersTakeNumbersAndNames(t *testing.T) {
	f := firm(t)
	head := "id,partner,account,stage,created,close date,amount"
	run(t, f, app.ImportDeals, text(t, head, "A1,Anna,Acme,won,2026-01-05,2026-02-01,100.00", "A2,Ben,Borg,contacted,2026-01-06,,"))
	for _, c := range []struct{ field, value, want string }{
		{"partner", "Anna", "A1"}, {"partner", "p-0002", "A2"}, {"partner", "2", "A2"}, {"client", "acme", "A1"}, {"client", "C-00002", "A2"},
		{"stage", "won", "A1"},
	} {
		q, err := f.Overview.Named(context.Background(), app.Query{}.With(app.Is(c.field, c.value)))
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		err = f.Referrals.IDs(context.Background(), q, func(ids []int32) error {
			rows, err := f.Referrals.Rows(context.Background(), ids)
			for _, r := range rows {
				got = append(got, r.Reference)
			}
			return err
		})
		if err != nil || strings.Join(got, " ") != c.want {
			t.Errorf("%s=%s lists %q (%v), want %s", c.field, c.value, got, err, c.want)
		}
	}
	if _, err := f.Overview.Named(context.Background(), app.Query{}.With(app.Is("partner", "Nobody"))); !app.IsNotFound(err) {
		t.Errorf("got %v", err)
	}
}
