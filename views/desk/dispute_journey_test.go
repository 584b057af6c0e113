package desk

import (
	"testing"

	"rapport/app"
)

// A line is disputed, taken into review and upheld in part, all by keyboard; the difference waits for approval.
func TestADisputeByKeyboard(t *testing.T) {
	w := moneyWorld(t)
	b := open(t, w, 1280, 800)
	b.onLine(t, app.Accrued)
	row, _ := b.d.line()
	b.keys("D")
	b.Type("9,999.00")
	b.keys("Tab")
	b.Type("Ines Abbott")
	b.keys("Tab")
	b.Type("We agreed on 12 percent")
	b.keys("Ctrl+S")
	if held, err := w.firm.Disputes.OfLine(w.ctx, row.Seq); err != nil || len(held) != 1 || held[0].State != app.DisputeOpen || held[0].RaisedBy != "Ines Abbott" {
		t.Fatalf("%+v, %v:\n%s", held, err, b.Dump())
	}
	b.keys("G", "D", "R", "Ctrl+S")
	b.keys("E", "Right", "Tab")
	b.Type("9,000.00")
	b.keys("Tab")
	b.Type("half of the difference")
	b.keys("Ctrl+S")
	decided, _ := w.firm.Disputes.OfLine(w.ctx, row.Seq)
	if decided[0].State != app.DisputePartly || decided[0].Agreed.Minor != 900_000 || decided[0].Adjustment == 0 {
		t.Fatalf("%+v:\n%s", decided[0], b.Dump())
	}
	b.keys("R", "Ctrl+S")
	if closed, _ := w.firm.Disputes.OfLine(w.ctx, row.Seq); closed[0].State != app.DisputeClosed {
		t.Errorf("%+v:\n%s", closed[0], b.Dump())
	}
}

// The question before approving names what differs from what was captured.
func TestApprovingShowsWhatToLookAt(t *testing.T) {
	w := moneyWorld(t)
	b := open(t, w, 1280, 800)
	b.keys("G", "C", "A")
	if !b.Sees("Look at 3 things first") {
		t.Errorf("nothing to look at:\n%s", b.Dump())
	}
}

// The queue leads to exactly the lines it counted.
func TestTheQueueLeadsToItsLines(t *testing.T) {
	w := disputedWorld(t)
	b := open(t, w, 1280, 800)
	b.keys("G", "A")
	if !b.Sees("To approve: 2 lines, 7,631.65 GBP") || !b.Sees("Held: dispute: 1 line, 4,268.55 GBP") || !b.Sees("Dispute in review: 1 dispute, 4,268.55 GBP") {
		t.Fatalf("the queue:\n%s", b.Dump())
	}
	b.keys("Enter")
	if !b.d.is("commissions") || !b.Sees("1 of 2 selected") {
		t.Errorf("the lines:\n%s", b.Dump())
	}
}

func TestApproversAreTypedOneALine(t *testing.T) {
	list, err := readApprovers("Ann Lowe = 5,000.00\n\n Ben ", "GBP")
	if err != nil || len(list) != 2 || list[0] != (app.Approver{Name: "Ann Lowe", UpTo: 500_000}) || list[1] != (app.Approver{Name: "Ben"}) {
		t.Errorf("%+v, %v", list, err)
	}
	if _, err := readApprovers("Ann = much", "GBP"); err == nil {
		t.Error("a limit that is no amount was taken")
	}
}
