package app_test

import (
	"bytes"
	"strings"
	"testing"

	"rapport/app"
)

func TestPeriodsThatMoveOn(t *testing.T) {
	for text, want := range map[string]string{"": "2026", "this year": "2026", "Last year": "2025", "this quarter": "2026-Q1", "last quarter": "2025-Q4", " last month ": "2026-01", "this month": "2026-02",
		"2024": "2024", "2024-Q3": "2024-Q3", "2024-03-03..2024-04-09": "2024-03-03..2024-04-09"} {
		if p, err := app.PeriodOn(text, day("2026-02-03")); err != nil || p.Key() != want {
			t.Errorf("%q is %s (%v), not %s", text, p.Key(), err, want)
		}
	}
	for _, text := range []string{"next year", "last", "last week", "this", "soon"} {
		if p, err := app.PeriodOn(text, day("2026-02-03")); err == nil {
			t.Errorf("%q is %s", text, p.Key())
		}
	}
}

// A report is saved, found by its name however it is written, replaced, run on another day, and its removal taken back.
func TestReportsAreSavedAndRunAgain(t *testing.T) {
	d := open(t).on("2026-02-03")
	p := d.partner("Harcourt & Lowe")
	d.sign(p, "2025-01-01", percentOfAll("0.10"))
	d.received(d.won(p, "Amber Ltd", "2025-11-10"), "2025-12-01", 1_000_00)
	d.ok(d.Insights.Save(ctx(), app.Ask{}, app.SavedReport{Name: "The board's", Report: "figures", Period: "last quarter"}))
	d.ok(d.Insights.Save(ctx(), app.Ask{}, app.SavedReport{Name: "  Works ", Report: "Works", By: "Partner"}))
	revenue := func() string {
		table, err := d.Insights.SavedTable(ctx(), "THE BOARD'S")
		d.check(err)
		return table.Rows[4].Cells[1].Text
	}
	if got := revenue(); got != "1,000.00 EUR" {
		t.Errorf("the last quarter brought %s", got)
	}
	if d.on("2026-06-01"); revenue() != "0.00 EUR" {
		t.Errorf("the period did not move on: %s", revenue())
	}
	r, period, err := d.Insights.Saved(ctx(), "works")
	d.check(err)
	if r.By != "partner" || period.Key() != "2026" {
		t.Errorf("saved as %+v in %s", r, period)
	}
	d.ok(d.Insights.Save(ctx(), app.Ask{}, app.SavedReport{Name: "works", Report: "forecast"}))
	for name, report := range map[string]string{"review": "review", "owed": "liability", "time": "time to win"} {
		d.ok(d.Insights.Save(ctx(), app.Ask{}, app.SavedReport{Name: name, Report: report}))
		page, err := d.Insights.SavedPDF(ctx(), name)
		if err != nil || len(bytes.TrimSpace(page)) == 0 {
			t.Errorf("%s: %d bytes, %v", name, len(page), err)
		}
		if _, err := d.Insights.SavedTable(ctx(), name); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	names := func() string {
		s, err := d.Setup.Settings(ctx())
		d.check(err)
		var out []string
		for _, r := range s.Reports {
			out = append(out, r.Name+"="+r.Report)
		}
		return strings.Join(out, ", ")
	}
	all := "owed=liability, review=review, The board's=figures, time=time to win, works=forecast"
	if got := names(); got != all {
		t.Errorf("kept: %s", got)
	}
	gone := d.ok(d.Insights.Drop(ctx(), app.Ask{}, "the board's"))
	if got := names(); strings.Contains(got, "board") {
		t.Errorf("kept: %s", got)
	}
	d.ok(d.History.Undo(ctx(), app.Ask{}, gone.Audit))
	if got := names(); got != all {
		t.Errorf("after the undo: %s", got)
	}
	for field, r := range map[string]app.SavedReport{"name": {Report: "figures"}, "report": {Name: "x", Report: "weather"}, "by": {Name: "x", Report: "figures", By: "partner"}, "period": {Name: "x", Report: "figures", Period: "soon"}} {
		if _, err := d.Insights.Save(ctx(), app.Ask{}, r); err == nil || app.AsProblem(err).Field != field {
			t.Errorf("%s: %v", field, err)
		}
	}
	if _, err := d.Insights.Drop(ctx(), app.Ask{}, "nothing"); err == nil {
		t.Error("what is not there was removed")
	}
}
