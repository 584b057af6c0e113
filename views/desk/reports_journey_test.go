package desk

import (
	"bytes"
	"strings"
	"testing"

	"rapport/app"
)

// What is owed is read by keyboard: another day, the rows it is made of, and the file to take along.
func TestLiabilityByKeyboard(t *testing.T) {
	w := partPaidWorld(t)
	b := open(t, w, 1280, 800)
	out := &machine{}
	b.d.opts.Outside = out
	b.owed("Home")
	all, err := w.firm.Overview.Liability(w.ctx, w.day(0))
	w.check(err)
	first := all[0]
	b.sees(t, first.Name)
	b.sees(t, "as of today")
	b.keys("D", "Down", "Down", "Down", "Enter") // CSV
	if csv := string(out.saved["Liability 2026-11-22.csv"]); !strings.Contains(csv, first.Name) || !strings.Contains(csv, "Unpaid") {
		t.Fatalf("saved %q", out.saved)
	}
	b.keys("Enter", "Enter") // into the details, and on to the rows
	if b.d.is("reports") {
		t.Fatalf("the rows were not opened:\n%s", b.Dump())
	}
	b.sees(t, first.Name)
	b.owed()
	b.keys("Y", "Down", "Down", "Enter") // the end of last month
	b.sees(t, "As of: 31 Oct 2026")
	b.sees(t, "as of 31 Oct 2026")
}

// A report is limited to a segment by the keyboard, in the window as in what is printed, and widened again.
func TestAReportIsLimitedToASegmentByTheKeyboard(t *testing.T) {
	w := partPaidWorld(t)
	all, err := readLiability(w.ctx, w.firm, w.day(0))
	w.check(err)
	if len(all.rows) < 2 {
		t.Fatalf("%d partners are owed something", len(all.rows))
	}
	p, err := w.firm.Partners.Get(w.ctx, all.rows[0].Partner)
	w.check(err)
	p.Tags = []string{"chosen"}
	w.must(w.firm.Partners.Edit(w.ctx, app.Ask{}, p))
	test, err := w.firm.Segments.Parse(w.ctx, "tag = chosen")
	w.check(err)
	w.must(w.firm.Segments.Save(w.ctx, app.Ask{}, app.Segment{Name: "Chosen ones", Rule: app.SegmentRule{Tests: []app.SegmentTest{test}}}))
	b := open(t, w, 1280, 800)
	b.keys("G", "B")
	b.settle()
	b.d.open("reports", view{Search: "liability"})
	b.settle()
	b.sees(t, "Segment: all")
	b.keys("E")
	b.settle()
	b.keys("Down", "Down", "Enter")
	b.settle()
	b.sees(t, "Segment: Chosen ones")
	tab := power[*reports](b.d).tab().(*liability)
	if len(tab.facts.rows) == 0 || len(tab.facts.rows) >= len(all.rows) || tab.facts.rows[0].Partner != p.ID {
		t.Fatalf("%+v", tab.facts.rows)
	}
	if x, ok := tab.paper(); !ok || !strings.Contains(x.note, "Chosen ones") {
		t.Errorf("on paper: %+v", x)
	}
	b.keys("E")
	b.settle()
	b.keys("Down", "Enter")
	b.settle()
	if len(tab.facts.rows) != len(all.rows) {
		t.Errorf("%d of %d", len(tab.facts.rows), len(all.rows))
	}
}

// The figures of the list are those of the report, the totals below the partners.
func TestLiabilityRowsAreTheReport(t *testing.T) {
	w := partPaidWorld(t)
	f, err := readLiability(w.ctx, w.firm, w.day(0))
	w.check(err)
	rows := f.cells()
	if len(rows) != len(f.rows)+len(f.totals) || len(f.totals) == 0 {
		t.Fatalf("%d rows for %d partners and %d totals", len(rows), len(f.rows), len(f.totals))
	}
	for i, l := range f.rows {
		if rows[i][0].Text != l.Name || rows[i][6].Text != amountOrNone(l.Unpaid, l.Currency) || rows[i][0].Bold {
			t.Errorf("row %d is %v, the report has %+v", i, rows[i], l)
		}
	}
	if last := rows[len(rows)-1]; last[0].Text != "Total" || !last[0].Bold {
		t.Errorf("the last row is %v", last)
	}
}

// Tax details are entered by keyboard, and what was missing is not missing any more.
func TestTaxPapersByKeyboard(t *testing.T) {
	w := dollarWorld(t)
	b := open(t, w, 1280, 800)
	b.d.root.Commands.Run("report.tax")
	b.settle()
	b.keys("Home", "Down", "Down") // Kestrel CPA Group
	b.sees(t, "The W-9 is missing")
	b.keys("Enter", "Enter") // Tax details
	b.Type("yesterday")
	b.keys("Ctrl+S")
	b.settle()
	if strings.Contains(b.Dump(), "The W-9 is missing") {
		t.Errorf("it is missing still:\n%s", b.Dump())
	}
	b.keys("Ctrl+Z")
	b.sees(t, "The W-9 is missing")
	year, err := w.firm.Taxes.TaxYear(w.ctx, 2026)
	w.check(err)
	if missingOf(year.Rows[1]) != "W-9, TIN" || missingOf(year.Rows[4]) != "" {
		t.Errorf("missing %q and %q", missingOf(year.Rows[1]), missingOf(year.Rows[4]))
	}
}

// A month's self-billed documents are previewed, issued, looked at and one of them taken back, by keyboard.
func TestSelfBillingAMonthByKeyboard(t *testing.T) {
	w := selfBilledWorld(t)
	b := open(t, w, 1280, 800)
	out := &machine{}
	b.d.opts.Outside = out
	b.keys("G", "F", "N", "Ctrl+S")
	b.sees(t, "Issue 6 documents for October 2026")
	count := func() (n int) {
		w.check(w.firm.SelfBills.IDs(w.ctx, app.Query{}, func(ids []int32) error { n += len(ids); return nil }))
		return n
	}
	if count() != 0 {
		t.Fatal("issued before it was seen")
	}
	b.keys("Enter")
	b.settle()
	if count() != 6 {
		t.Fatalf("%d documents", count())
	}
	b.keys("D")
	if len(out.saved) != 1 || !bytes.HasPrefix(out.saved["SB-2026-0006.pdf"], []byte("%PDF")) {
		t.Errorf("saved %q", out.saved)
	}
	b.d.root.Commands.Run("selfbill.credit")
	b.Type("wrong rate")
	b.keys("Ctrl+S")
	if b.settle(); count() != 7 {
		t.Errorf("%d documents after one was taken back", count())
	}
	b.keys("N", "Ctrl+S")
	b.sees(t, "Issue 1 document for October 2026")
}

// Terms are written, replayed beside a plan, read by partner and step, and saved, by keyboard.
func TestReplayByKeyboard(t *testing.T) {
	w := planWorld(t)
	b := open(t, w, 1280, 800)
	out := &machine{}
	b.d.opts.Outside = out
	before := w.audits(t)
	b.d.root.Commands.Run("report.replay")
	b.settle()
	b.keys("Y", "Down", "Down", "Enter") // with terms you write
	b.keys("Tab", "Down")                // beside the first plan
	b.keys("Tab", "Tab", "Tab")
	b.Type("12")
	b.keys("Ctrl+S")
	b.settle()
	for _, text := range []string{"As written", "A tenth", "In force", "of the fees", "November 2026", "In all"} {
		b.sees(t, text)
	}
	b.keys("Shift+Tab", "Right")
	b.sees(t, "Kestrel CPA Group")
	b.keys("Shift+Tab", "Right")
	b.sees(t, "20,000.00 GBP")
	b.keys("D", "Down", "Down", "Enter")
	b.keys("D", "Down", "Enter")
	if !bytes.HasPrefix(out.saved["replay.xlsx"], []byte("PK")) || !bytes.HasPrefix(out.saved["replay.pdf"], []byte("%PDF")) {
		t.Errorf("saved %d files", len(out.saved))
	}
	if !bytes.Equal(before, w.audits(t)) {
		t.Error("a replay wrote something")
	}
}

// A report is chosen, given a period, saved under a name, run again from another one in one choice, and removed, by keyboard.
func TestAReportIsSavedAndRunAgainByKeyboard(t *testing.T) {
	w := moneyWorld(t)
	b := open(t, w, 1280, 800)
	b.keys("G", "B", "Ctrl+Down")
	b.sees(t, "What works")
	b.keys("Y", "Down", "Down", "Down", "Down", "Enter") // this quarter
	b.sees(t, "Period: Q4 2026")
	b.keys("S")
	b.Type("Quarterly")
	b.keys("Ctrl+S")
	b.settle()
	s, err := w.firm.Setup.Settings(w.ctx)
	w.check(err)
	if len(s.Reports) != 1 || s.Reports[0] != (app.SavedReport{Name: "Quarterly", Report: "works", By: "partner type", Period: "this quarter"}) {
		t.Fatalf("saved: %+v", s.Reports)
	}
	b.keys("Y", "Down", "Enter") // another period, another report
	b.keys("Ctrl+Up")
	b.settle()
	b.keys("F")
	b.sees(t, "Quarterly")
	b.keys("Down", "Enter")
	b.settle()
	b.sees(t, "Period: Q4 2026")
	b.keys("F", "Up", "Enter") // remove one
	b.keys("Down", "Enter")
	b.settle()
	if s, err = w.firm.Setup.Settings(w.ctx); err != nil || len(s.Reports) > 0 {
		t.Errorf("still saved: %+v, %v", s.Reports, err)
	}
	b.keys("Ctrl+Z")
	b.settle()
	if s, err = w.firm.Setup.Settings(w.ctx); err != nil || len(s.Reports) != 1 {
		t.Errorf("not taken back: %+v, %v", s.Reports, err)
	}
}

// audits is the audit log as it stands.
func (w *world) audits(t *testing.T) []byte {
	t.Helper()
	a, _, err := w.firm.History.LastUndoable(w.ctx)
	w.check(err)
	return []byte(a.Label)
}
