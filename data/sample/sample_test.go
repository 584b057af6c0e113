package sample_test

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/report"
	"rapport/data"
	"rapport/data/sample"
)

// filled is an example firm in a real file, with the firm over it on its day.
type filled struct {
	*app.Firm
	store *data.Store
	today calendar.Day
}

// plain prints a document without its looks: enough to be kept, hashed and told apart.
func plain(d report.Document) ([]byte, error) { return []byte(d.Meta.Number + " " + d.Title), nil }

func empty(t testing.TB) *data.Store {
	t.Helper()
	store, err := data.Create(t.Context(), filepath.Join(t.TempDir(), "example.rapport"), data.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	return store
}

func fill(t testing.TB, day string) filled {
	t.Helper()
	store := empty(t)
	today := calendar.D(day)
	if err := sample.Fill(t.Context(), store, store, sample.Options{Today: today, Print: plain}); err != nil {
		t.Fatal(err)
	}
	return over(store, today)
}

func over(store *data.Store, today calendar.Day) filled {
	now := func() time.Time { return today.Time().Add(9 * time.Hour) }
	return filled{app.New(app.Deps{Store: store, Keep: store, Now: now, Today: today, Actor: "test", Print: plain}), store, today}
}

func TestExplore(t *testing.T) {
	start := time.Now()
	f := fill(t, "2026-11-22")
	t.Log("filled in", time.Since(start))
	today, err := f.Overview.Today(context.Background())
	t.Logf("%+v %v", today, err)
	check, err := f.Overview.Check(t.Context(), nil)
	t.Logf("%+v %v", check, err)
}
