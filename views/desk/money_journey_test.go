package desk

import (
	"strings"
	"testing"

	"rapport/app"
	"rapport/app/money"
)

// standing counts the lines in a state.
func standing(t *testing.T, w *world, s app.LineState) int64 {
	t.Helper()
	sums, err := w.firm.Commissions.Sums(w.ctx, app.Query{}.With(app.Is("state", string(s))))
	w.check(err)
	var n int64
	for _, one := range sums {
		n += one.Count
	}
	return n
}

func TestApprovingAllThatIsDueTakesAtMost6Keystrokes(t *testing.T) {
	w := moneyWorld(t)
	due := standing(t, w, app.Accrued)
	b := open(t, w, 1280, 800)
	h := &hand{b: b}
	h.press("G", "C", "A", "Enter")
	if left := standing(t, w, app.Accrued); due == 0 || left != 0 {
		t.Errorf("%d lines waited, %d still do:\n%s", due, left, b.Dump())
	}
	if h.count > 6 {
		t.Errorf("it took %d keystrokes", h.count)
	}
	t.Logf("%d keystrokes", h.count)
}

// TestOnlyTheRowsSeenAreApproved: lines that arrive while the question is on the screen wait for the next time.
func TestOnlyTheRowsSeenAreApproved(t *testing.T) {
	w := moneyWorld(t)
	due := standing(t, w, app.Accrued)
	b := open(t, w, 1280, 800)
	b.keys("G", "C", "A")
	if !b.Sees("Approve 3 lines") || !b.Sees("11,900.20 GBP") {
		t.Fatalf("the question does not say how many and how much:\n%s", b.Dump())
	}
	w.must(w.firm.Commissions.Adjust(w.ctx, app.Ask{}, app.Adjustment{Partner: w.partners[0], Amount: money.New(5_000, "GBP"), Reason: "agreed by telephone"}))
	b.keys("Enter")
	if due != 3 || standing(t, w, app.Accrued) != 1 {
		t.Errorf("%d waited, then %d", due, standing(t, w, app.Accrued))
	}
}

// TestMarkedLinesAreApproved: marks and filters narrow what is approved; lines that do not wait are left out.
func TestMarkedLinesAreApproved(t *testing.T) {
	w := moneyWorld(t)
	b := open(t, w, 1280, 800)
	b.keys("G", "C", "Home", "Down", "Shift+Down", "Shift+Down", "A")
	if !b.Sees("Approve 2 lines") {
		t.Fatalf("two of the three marked lines wait:\n%s", b.Dump())
	}
	b.keys("Esc")
	if standing(t, w, app.Accrued) != 3 {
		t.Error("Esc approved something")
	}
	b.keys("Ctrl+A", "A", "Enter")
	if standing(t, w, app.Accrued) != 0 {
		t.Errorf("all were marked, and some still wait:\n%s", b.Dump())
	}
}

// TestLinesAreHeldReleasedVoidedReversed: each act asks for its reason and moves the line.
func TestLinesAreHeldReleasedVoidedReversed(t *testing.T) {
	w := moneyWorld(t)
	b := open(t, w, 1280, 800)
	b.onLine(t, app.Accrued)
	line, _ := b.d.line()
	at := func() app.LineState {
		e, err := w.firm.Commissions.Explain(w.ctx, line.Seq)
		w.check(err)
		return e.Row.Standing.State
	}
	for _, step := range []struct {
		key  string
		then app.LineState
	}{{"H", app.Held}, {"U", app.Accrued}, {"V", app.VoidLine}} {
		b.keys(step.key, "Ctrl+S")
		if !b.Root.Covered() {
			t.Fatalf("%s was done without a reason", step.key)
		}
		b.Type("because")
		b.keys("Ctrl+S")
		if got := at(); got != step.then {
			t.Fatalf("after %s the line is %s, want %s:\n%s", step.key, got, step.then, b.Dump())
		}
	}
	b.onLine(t, app.Approved)
	line, _ = b.d.line()
	b.keys("B")
	b.Type("the client was refunded")
	b.keys("Ctrl+S")
	rows, err := w.firm.Commissions.OfReferral(w.ctx, line.Referral)
	w.check(err)
	last := rows[len(rows)-1]
	if last.Kind != app.Reversal || last.Reverses != line.Seq || last.Amount.Minor != -line.Amount.Minor {
		t.Errorf("the reversal is %s of line %d by %s", last.Kind, last.Reverses, last.Amount)
	}
}

// TestTotalsAreThoseOfTheFilter: the footer adds up what is shown, and nothing else.
func TestTotalsAreThoseOfTheFilter(t *testing.T) {
	w := moneyWorld(t)
	b := open(t, w, 1280, 800)
	b.keys("G", "C")
	c := b.d.screens["commissions"].screen.(*commissions)
	if got, want := c.totals.Text(), "To approve 11,900.20 GBP  ·  Approved 12,158.90 GBP"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	c.take(byState("to approve", app.Accrued))
	b.settle()
	if got, want := c.totals.Text(), "To approve 11,900.20 GBP"; got != want {
		t.Errorf("filtered: %q, want %q", got, want)
	}
	c.take(view{Filters: []filter{oneOf("zero", "Amount", "nothing", "yes")}})
	b.settle()
	if got := c.totals.Text(); got != "" || len(c.model.ids) != 0 {
		t.Errorf("lines of nothing: %q, %d rows", got, len(c.model.ids))
	}
}

func TestRunningTheMonthTakesAtMost8Keystrokes(t *testing.T) {
	w := moneyWorld(t)
	b := open(t, w, 1280, 800)
	h := &hand{b: b}
	h.press("G", "S", "M", "Ctrl+S")
	if !b.Sees("Issue 6 statements for October 2026") || !b.Sees("12,158.90 GBP") {
		t.Fatalf("the preview does not say how many and how much:\n%s", b.Dump())
	}
	n := 0
	count := func() int {
		n = 0
		w.check(w.firm.Statements.IDs(w.ctx, app.Query{}, func(ids []int32) error { n += len(ids); return nil }))
		return n
	}
	if count() != 0 {
		t.Fatal("the preview issued something")
	}
	h.press("Enter")
	if count() != 6 || h.count > 8 {
		t.Errorf("%d statements after %d keystrokes:\n%s", n, h.count, b.Dump())
	}
	if _, ok := b.d.statement(); !ok || !b.Sees("Period: October 2026") {
		t.Errorf("the new statements are not shown:\n%s", b.Dump())
	}
	b.keys("M", "Ctrl+S")
	if !strings.Contains(b.Dump(), "No statement is due for October 2026") {
		t.Errorf("the same month again does not say that nothing is due:\n%s", b.Dump())
	}
	t.Logf("%d keystrokes", h.count)
}

// TestAStatementIsPaid: the payment is filled in with what is owed, more is refused at its field, and it settles.
func TestAStatementIsPaid(t *testing.T) {
	w := issuedWorld(t)
	b := open(t, w, 1280, 800)
	b.onStatement(t, app.StatementSent)
	r, _ := b.d.statement()
	b.keys("P")
	if got := b.FocusedText(); got != "1,681.55" {
		t.Errorf("the amount is filled in as %q", got)
	}
	b.keys("Ctrl+A")
	b.Type("2000")
	b.keys("Ctrl+S")
	if !strings.Contains(b.Dump(), "Only 1,681.55 GBP is owed") {
		t.Fatalf("too much is not refused at its field:\n%s", b.Dump())
	}
	b.keys("Ctrl+A")
	b.Type("1681.55")
	b.keys("Ctrl+S")
	f, err := readStatement(w.ctx, w.firm, int64(r.ID))
	w.check(err)
	if f.row.State != app.StatementSettled || !f.owed.IsZero() || len(f.payments) != 1 {
		t.Errorf("%s, %s owed, %d payments:\n%s", f.row.State, f.owed, len(f.payments), b.Dump())
	}
}

// TestTheFileOfAStatement: saving, printing and opening give the very bytes that were issued; without an outside it says so.
func TestTheFileOfAStatement(t *testing.T) {
	w := issuedWorld(t)
	b := open(t, w, 1280, 800)
	b.onStatement(t, app.StatementIssued)
	b.keys("D")
	if !b.Sees("That was not done") {
		t.Fatalf("nothing is said without a way to files:\n%s", b.Dump())
	}
	b.keys("Enter")
	m := b.feed("", "")
	b.keys("D", "Ctrl+P")
	r, _ := b.d.statement()
	name := "2026-10 Nakamura Tax Partners statement S-2026-0006.pdf"
	want, err := w.firm.Statements.PDF(w.ctx, r.ID)
	w.check(err)
	if string(m.saved[name]) != string(want) || len(m.printed) != 1 || m.printed[0] != name {
		t.Errorf("saved %v, printed %v", m.saved, m.printed)
	}
	b.keys("O")
	if !b.Sees("Page 1 of 2") {
		t.Errorf("the pages are not shown:\n%s", b.Dump())
	}
	b.Tap(t, "Open in viewer")
	if len(m.shown) != 1 || m.shown[0] != name {
		t.Errorf("shown: %v", m.shown)
	}
}

// TestVoidIsRefusedOnceSent: the command is not offered, and the use-case refuses it too.
func TestVoidIsRefusedOnceSent(t *testing.T) {
	w := issuedWorld(t)
	b := open(t, w, 1280, 800)
	b.onStatement(t, app.StatementSent)
	if b.d.root.Commands.Run("statement.void") {
		t.Error("voiding is offered after sending")
	}
	b.onStatement(t, app.StatementIssued)
	b.d.root.Commands.Run("statement.void")
	b.settle()
	b.Type("wrong month")
	b.keys("Ctrl+S")
	r, _ := b.d.statement()
	if r.State != app.StatementVoid || r.Reason != "wrong month" {
		t.Errorf("%s because %q", r.State, r.Reason)
	}
}

// TestTheRendererIsMadeReadyWithTheSection: whoever looks at statements will look at one; nobody else pays for it.
func TestTheRendererIsMadeReadyWithTheSection(t *testing.T) {
	b := open(t, issuedWorld(t), 1280, 800)
	m := b.feed("", "")
	b.keys("G", "P")
	if m.warm {
		t.Error("it was made ready without need")
	}
	if b.keys("G", "S"); !m.warm {
		t.Error("it was not made ready")
	}
}
