package app_test

import (
	"fmt"
	"strings"
	"testing"

	"rapport/app"
)

// The history says of each act what everything was and became, in words a person reads.
func TestHistorySaysWhatChanged(t *testing.T) {
	d := open(t)
	p := d.partner("Harcourt & Lowe")
	now, _ := d.Partners.Get(ctx(), p)
	now.Phone, now.Tags = "+44 20 7946 0000", []string{"gold", "london"}
	edit := d.ok(d.Partners.Edit(ctx(), app.Ask{}, now))
	log := d.ok(d.Referrals.Log(ctx(), app.Ask{}, app.NewReferral{Partner: p, ClientName: "Amber Ltd", Introduced: day("2026-02-03"), Estimate: eur(150_000)}))
	undo := d.ok(d.History.Undo(ctx(), app.Ask{}, edit.Audit))
	settings, err := d.Setup.Settings(ctx())
	if err != nil {
		t.Fatal(err)
	}
	settings.QueryDays = 45
	set := d.ok(d.Setup.Edit(ctx(), app.Ask{}, settings))
	for _, c := range []struct {
		name string
		seq  int64
		want string
		kept string
	}{
		{"an edit", edit.Audit, "Partner P-0001: Tags — → gold, london; Phone — → +44 20 7946 0000", "This was taken back."},
		{"something new, with what belongs to it", log.Audit, "Client C-00001 new: Number C-00001; Name Amber Ltd | Referral R-2026-0001 new: Number R-2026-0001; Partner Harcourt & Lowe; Client Amber Ltd; " +
			"Stage logged; Introduced 3 Feb 2026; Estimate 1,500.00 EUR", ""},
		{"an undo", undo.Audit, "Partner P-0001: Tags gold, london → —; Phone +44 20 7946 0000 → —", ""},
		{"settings", set.Audit, "Settings: Query days 30 → 45", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			e, err := d.History.Get(ctx(), c.seq)
			if err != nil {
				t.Fatal(err)
			}
			if got := inWords(e); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
			if e.Kept != c.kept {
				t.Errorf("stays: %q, want %q", e.Kept, c.kept)
			}
		})
	}
}

// What can be taken back says nothing, and what stays says why; the undo itself agrees.
func TestHistoryAgreesWithUndo(t *testing.T) {
	d := open(t)
	d.partner("Harcourt & Lowe")
	d.ok(d.Plans.Add(ctx(), app.Ask{}, app.Plan{Name: "A tenth", Terms: percentOfAll("0.10")}))
	_, _, err := d.Commissions.Run(ctx(), app.Ask{}, day("2026-03-01"), nil)
	if err != nil {
		t.Fatal(err)
	}
	var all []int32
	if err := d.History.IDs(ctx(), app.Query{}, func(ids []int32) error { all = append(all, ids...); return nil }); err != nil {
		t.Fatal(err)
	}
	seen := map[bool]int{}
	for _, seq := range all {
		e, err := d.History.Get(ctx(), int64(seq))
		if err != nil {
			t.Fatal(err)
		}
		_, err = d.History.Undo(ctx(), app.Ask{Preview: true}, int64(seq))
		if (err == nil) != (e.Kept == "") {
			t.Errorf("%s: stays %q, undo says %v", e.Label, e.Kept, err)
		}
		seen[err == nil]++
	}
	if seen[true] == 0 || seen[false] == 0 {
		t.Errorf("one half was not seen: %v", seen)
	}
}

func inWords(e app.HistoryEntry) string {
	var things []string
	for _, c := range e.Changed {
		var fields []string
		for _, f := range c.Fields {
			line := f.Field + " " + f.Was + f.Is
			if !c.Made && !c.Removed {
				line = fmt.Sprintf("%s %s → %s", f.Field, orNothing(f.Was), orNothing(f.Is))
			}
			fields = append(fields, line)
		}
		name := c.Name
		if c.Made {
			name += " new"
		}
		things = append(things, name+": "+strings.Join(fields, "; "))
	}
	return strings.Join(things, " | ")
}

func orNothing(text string) string {
	if text == "" {
		return "—"
	}
	return text
}
