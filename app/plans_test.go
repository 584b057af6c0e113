package app_test

import (
	"testing"

	"rapport/app"
	"rapport/app/terms"
)

func TestPlansAreKeptChangedAndTakenBack(t *testing.T) {
	d := open(t)
	flat := func(minor int64) terms.Terms {
		return terms.Terms{Currency: "EUR", Rules: []terms.Rule{{Kind: terms.FlatOnWin, Flat: minor}}}
	}
	added := d.ok(d.Plans.Add(ctx(), app.Ask{}, app.Plan{Name: "  Attorneys  ", Terms: flat(50000)}))
	if added.Number != "PL-0001" || !added.Undoable {
		t.Errorf("%+v", added)
	}
	for name, p := range map[string]app.Plan{
		"no name": {Terms: flat(1)}, "a name there is": {Name: "ATTORNEYS", Terms: flat(1)},
	} {
		d.refused(name, refusal{kind: app.Invalid, field: "name"}, func() error {
			_, err := d.Plans.Add(ctx(), app.Ask{}, p)
			return err
		})
	}
	d.refused("terms that pay nothing", refusal{kind: app.Invalid, field: "rules.1.flat"}, func() error {
		_, err := d.Plans.Add(ctx(), app.Ask{}, app.Plan{Name: "Nothing", Terms: flat(0)})
		return err
	})
	p, err := d.Plans.Find(ctx(), "attorneys")
	if err != nil || p.Name != "Attorneys" {
		t.Fatalf("%+v, %v", p, err)
	}
	partner := d.partner("Harcourt & Lowe")
	d.ok(d.Agreements.AddSigned(ctx(), app.Ask{}, app.Agreement{Partner: partner, From: d.today().AddDays(-30)}, p.Terms,
		app.Signature{Day: d.today(), By: "Ann"}))
	rows, err := d.Plans.Rows(ctx(), []int32{int32(p.ID)})
	if err != nil || len(rows) != 1 || rows[0].Agreements != 1 {
		t.Errorf("agreements with its terms: %+v, %v", rows, err)
	}

	if w, err := d.Plans.Whole(ctx(), p.ID); err != nil || len(w.Uses) != 1 || w.Uses[0].Number != "A-0001" || w.Agreements != 1 {
		t.Errorf("held by: %+v, %v", w, err)
	}
	archived := d.ok(d.Plans.Archive(ctx(), app.Ask{}, p.ID, true))
	d.refused("archived twice", refusal{kind: app.Refused}, func() error {
		_, err := d.Plans.Archive(ctx(), app.Ask{}, p.ID, true)
		return err
	})
	d.ok(d.History.Undo(ctx(), app.Ask{}, archived.Audit))
	if p, err = d.Plans.Get(ctx(), p.ID); err != nil || p.Archived {
		t.Fatalf("brought back: %+v, %v", p, err)
	}

	p.Terms = flat(60000)
	changed := d.ok(d.Plans.Edit(ctx(), app.Ask{}, p))
	d.refused("somebody else's older copy", refusal{kind: app.Conflict}, func() error {
		_, err := d.Plans.Edit(ctx(), app.Ask{}, p)
		return err
	})
	kept, err := d.Agreements.Of(ctx(), partner)
	if err != nil || kept[0].Versions[0].Terms.Rules[0].Flat != 50000 {
		t.Errorf("a plan changed an agreement: %+v, %v", kept, err)
	}
	d.ok(d.History.Undo(ctx(), app.Ask{}, changed.Audit))
	if p, _ = d.Plans.Get(ctx(), p.ID); p.Terms.Rules[0].Flat != 50000 {
		t.Errorf("after undo: %+v", p)
	}
	removed := d.ok(d.Plans.Remove(ctx(), app.Ask{}, p.ID))
	if _, err := d.Plans.Find(ctx(), "PL-0001"); !app.IsNotFound(err) {
		t.Errorf("removed: %v", err)
	}
	d.ok(d.History.Undo(ctx(), app.Ask{}, removed.Audit))
	if again, err := d.Plans.Find(ctx(), "PL-0001"); err != nil || again.Name != "Attorneys" {
		t.Errorf("after undo: %+v, %v", again, err)
	}
}
