package app_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"rapport/app"
)

func TestUnsavedFormsAreNoActs(t *testing.T) {
	d := open(t)
	before, ok, err := d.History.LastUndoable(ctx())
	if err != nil {
		t.Fatal(err)
	}
	form := app.UnsavedForm{Form: "Log a referral", Title: "Log a referral", Section: "referrals", Command: "referral.new", Fields: map[string]string{"client": "Alder"}}
	if err := d.Forms.Keep(ctx(), form); err != nil {
		t.Fatal(err)
	}
	got, err := d.Forms.Unsaved(ctx())
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 1 || got[0].Fields["client"] != "Alder" || got[0].Kept.IsZero() {
		t.Fatalf("kept %+v", got)
	}
	if after, still, err := d.History.LastUndoable(ctx()); err != nil || still != ok || after.Seq != before.Seq {
		t.Errorf("it stands in the audit log: %v", after)
	}
	if err := d.Forms.Drop(ctx(), form.Form); err != nil {
		t.Fatal(err)
	}
	if got, err := d.Forms.Unsaved(ctx()); err != nil || len(got) != 0 {
		t.Errorf("still there: %v", got)
	}
}

func TestUnsavedFormsAreBounded(t *testing.T) {
	d := open(t)
	long := app.UnsavedForm{Form: "long", Fields: map[string]string{"note": strings.Repeat("x", app.MostUnsavedBytes)}}
	if err := d.Forms.Keep(ctx(), long); app.AsProblem(err).Kind != app.Refused {
		t.Errorf("got %v", err)
	}
	for n := range app.MostUnsavedForms + 3 {
		d.now = d.now.Add(time.Minute)
		if err := d.Forms.Keep(ctx(), app.UnsavedForm{Form: fmt.Sprint(n), Title: "x"}); err != nil {
			t.Fatal(err)
		}
	}
	got, err := d.Forms.Unsaved(ctx())
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != app.MostUnsavedForms || got[0].Form != fmt.Sprint(app.MostUnsavedForms+2) || got[len(got)-1].Form != "3" {
		t.Errorf("%d kept, from %q to %q", len(got), got[0].Form, got[len(got)-1].Form)
	}
}
