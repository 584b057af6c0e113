package app_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"rapport/app"
)

// disputed is a partner with two lines of 100.00 and 50.00, the first in dispute: the partner says 150.00.
func disputed(t *testing.T) (*desk, app.ID[app.Partner], app.ID[app.Dispute]) {
	t.Helper()
	d := open(t)
	p := d.partner("Harcourt & Lowe")
	d.sign(p, "2026-01-01", percentOfAll("0.10"))
	r := d.won(p, "Amber Ltd", "2026-02-01")
	d.received(r, "2026-02-10", 100_000)
	d.received(r, "2026-02-20", 50_000)
	d.run()
	return d, p, d.dispute(1, 15_000)
}

func (d *desk) dispute(line, figure int64) app.ID[app.Dispute] {
	d.t.Helper()
	r := d.ok(d.Disputes.Open(ctx(), app.Ask{}, app.NewDispute{Line: line, RaisedBy: "Ann Lowe", Figure: eur(figure), Claim: "We agreed on 15 %.",
		Files: []app.File{{Name: "/home/ann/letter.pdf", Bytes: []byte("%PDF")}}}))
	return app.ID[app.Dispute](r.ID)
}

// lastPrinted is the newest document as JSON.
func (d *desk) lastPrinted() string {
	d.t.Helper()
	raw, err := json.Marshal(d.printed[len(d.printed)-1])
	if err != nil {
		d.t.Fatalf("%v", err)
	}
	return string(raw)
}

func (d *desk) moveDispute(id app.ID[app.Dispute], to app.DisputeState) app.Receipt {
	d.t.Helper()
	return d.ok(d.Disputes.Move(ctx(), app.Ask{}, id, to, app.DisputeMove{}))
}

// Only the disputed line is held; the rest is approved, stated and paid meanwhile.
func TestOnlyTheDisputedLineIsHeld(t *testing.T) {
	d, p, id := disputed(t)
	d.expect(p, "earning 100.00 held", "earning 50.00 accrued")
	for what, act := range map[string]func() error{
		"released by hand": func() error { _, err := d.Commissions.Release(ctx(), app.Ask{}, 1, "x"); return err },
		"voided":           func() error { _, err := d.Commissions.Void(ctx(), app.Ask{}, 1, "x"); return err },
		"disputed twice": func() error {
			_, err := d.Disputes.Open(ctx(), app.Ask{}, app.NewDispute{Line: 1, RaisedBy: "Ann", Figure: eur(1), Claim: "x"})
			return err
		},
	} {
		d.refused(what, refusal{kind: app.Refused, say: "in dispute"}, act)
	}
	made := d.monthEnd("2026-02")
	if made[0].Closing != 5_000 {
		t.Errorf("closes at %d", made[0].Closing)
	}
	if doc := d.lastPrinted(); !strings.Contains(doc, "Held, not in the balance") || !strings.Contains(doc, "dispute D-2026-0001") {
		t.Errorf("the statement does not say what is held: %s", doc)
	}
	w, err := d.Disputes.Get(ctx(), id)
	if err != nil || w.Row.Number != "D-2026-0001" || w.Row.Amount != eur(10_000) || w.Row.Deadline != day("2026-07-15") || len(w.Files) != 1 ||
		w.Files[0].Name != "letter.pdf" || len(w.Steps) != 1 || w.Steps[0].Note != "We agreed on 15 %." {
		t.Errorf("%+v, %v", w, err)
	}
	if raw, err := d.Disputes.File(ctx(), w.Files[0].ID); err != nil || string(raw) != "%PDF" {
		t.Errorf("%q, %v", raw, err)
	}
	d.clean()
}

// What each outcome makes of a line of 100.00 for which the partner wants 150.00.
func TestTheOutcomeOfADispute(t *testing.T) {
	for _, c := range []struct {
		outcome app.DisputeState
		agreed  int64
		want    []string
	}{
		{app.DisputeUpheld, 0, []string{"earning 100.00 accrued", "earning 50.00 accrued", "adjustment 50.00 accrued"}},
		{app.DisputePartly, 12_000, []string{"earning 100.00 accrued", "earning 50.00 accrued", "adjustment 20.00 accrued"}},
		{app.DisputeRejected, 0, []string{"earning 100.00 accrued", "earning 50.00 accrued"}},
	} {
		d, p, id := disputed(t)
		decide := func() (app.Receipt, error) {
			return d.Disputes.Decide(ctx(), app.Ask{}, id, c.outcome, eur(c.agreed), app.DisputeMove{Note: "the contract says so"})
		}
		d.refused("decided unread", refusal{kind: app.Refused, say: "open and can't become"}, func() error { _, err := decide(); return err })
		d.moveDispute(id, app.DisputeReview)
		d.moveDispute(id, app.DisputeWaiting)
		d.ok(decide())
		d.expect(p, c.want...)
		d.refused("decided twice", refusal{kind: app.Refused, say: "already", final: true}, func() error { _, err := decide(); return err })
		d.moveDispute(id, app.DisputeClosed)
		d.explained(p)
		made := d.monthEnd("2026-06")
		if want := d.owed(p); made[0].Closing != want {
			t.Errorf("%s: closes at %d, owes %d", c.outcome, made[0].Closing, want)
		}
		d.clean()
	}
}

// A line on a statement stays there; it is flagged, and an upheld dispute comes on the next statement.
func TestADisputeOfALineOnAStatement(t *testing.T) {
	d := open(t).on("2026-03-02")
	p := d.partner("Harcourt & Lowe")
	d.sign(p, "2026-01-01", percentOfAll("0.10"))
	f := d.received(d.won(p, "Amber Ltd", "2026-02-01"), "2026-02-10", 100_000)
	d.monthEnd("2026-02")
	id := d.dispute(1, 8_000)
	d.expect(p, "earning 100.00 on statement")
	if !d.lines(p)[0].Standing.Disputed() {
		t.Error("not flagged")
	}
	d.on("2026-06-01")
	d.received(d.won(p, "Birch Ltd", "2026-05-01"), "2026-05-10", 10_000)
	d.monthEnd("2026-05")
	if doc := d.lastPrinted(); !strings.Contains(doc, "Line 1 of 100.00 EUR (R-2026-0001) is in dispute (dispute D-2026-0001) and not payable") {
		t.Errorf("the next statement does not say what is disputed: %s", doc)
	}
	d.on("2026-07-01")
	list, _ := d.Disputes.Rows(ctx(), []int32{int32(id)})
	if !list[0].Overdue(d.today()) || list[0].Overdue(list[0].Deadline) {
		t.Errorf("overdue the day after %s", list[0].Deadline)
	}
	d.moveDispute(id, app.DisputeReview)
	d.ok(d.Disputes.Decide(ctx(), app.Ask{}, id, app.DisputeUpheld, eur(0), app.DisputeMove{Note: "our mistake"}))
	d.expect(p, "earning 100.00 on statement", "earning 10.00 on statement", "adjustment -20.00 accrued")
	if d.lines(p)[0].Standing.Disputed() {
		t.Error("still flagged")
	}
	d.fee(d.lines(p)[0].Referral, app.Credited, "2026-06-30", 100_000, of(f))
	d.run()
	d.expect(p, "earning 100.00 on statement", "earning 10.00 on statement", "adjustment -20.00 accrued", "reversal -80.00 accrued") // of what it came to
	d.clean()
}

func TestDisputesAreUndoneUntilDecided(t *testing.T) {
	d, p, id := disputed(t)
	moved := d.moveDispute(id, app.DisputeReview)
	audits, _ := d.History.Of(ctx(), app.KindDispute, int64(id), 10)
	opened := audits[1]
	d.refused("opening, after a move", refusal{kind: app.Conflict, say: "changed meanwhile"}, func() error { _, err := d.History.Undo(ctx(), app.Ask{}, opened.Seq); return err })
	d.ok(d.History.Undo(ctx(), app.Ask{}, moved.Audit))
	if w, _ := d.Disputes.Get(ctx(), id); w.Row.State != app.DisputeOpen || len(w.Steps) != 3 {
		t.Errorf("%+v", w)
	}
	d.ok(d.History.Undo(ctx(), app.Ask{}, opened.Seq))
	d.expect(p, "earning 100.00 accrued", "earning 50.00 accrued")
	id = d.dispute(1, 15_000)
	d.moveDispute(id, app.DisputeReview)
	r := d.ok(d.Disputes.Decide(ctx(), app.Ask{}, id, app.DisputeUpheld, eur(0), app.DisputeMove{Note: "yes"}))
	d.refused("the outcome", refusal{kind: app.Refused, say: "can't be undone"}, func() error { _, err := d.History.Undo(ctx(), app.Ask{}, r.Audit); return err })
	if r.Undoable {
		t.Error("undo is offered")
	}
	d.clean()
}

func TestWhatADisputeRefuses(t *testing.T) {
	d, _, id := disputed(t)
	d.ok(d.Commissions.Void(ctx(), app.Ask{}, 2, "typed twice"))
	d.moveDispute(id, app.DisputeReview)
	good := func(change func(*app.NewDispute)) func() error {
		return func() error {
			n := app.NewDispute{Line: 3, RaisedBy: "Ann", Figure: eur(100), Claim: "x"}
			change(&n)
			_, err := d.Disputes.Open(ctx(), app.Ask{}, n)
			return err
		}
	}
	d.ok(d.Commissions.Adjust(ctx(), app.Ask{}, app.Adjustment{Line: 1, Amount: eur(500), Reason: "bonus"}))
	big := bytes.Repeat([]byte("x"), app.MostAttachment+1)
	for what, c := range map[string]struct {
		want refusal
		act  func() error
	}{
		"a void line":       {refusal{kind: app.Refused, say: "void"}, good(func(n *app.NewDispute) { n.Line = 2 })},
		"no such line":      {refusal{kind: app.NotFound}, good(func(n *app.NewDispute) { n.Line = 99 })},
		"nobody raised it":  {refusal{kind: app.Invalid, field: "raised by"}, good(func(n *app.NewDispute) { n.RaisedBy = " " })},
		"nothing is said":   {refusal{kind: app.Invalid, field: "claim"}, good(func(n *app.NewDispute) { n.Claim = "" })},
		"another currency":  {refusal{kind: app.Invalid, field: "figure"}, good(func(n *app.NewDispute) { n.Figure.Currency = "USD" })},
		"the same figure":   {refusal{kind: app.Invalid, field: "figure", say: "comes to 5.00 EUR"}, good(func(n *app.NewDispute) { n.Figure = eur(500) })},
		"a day ahead":       {refusal{kind: app.Invalid, field: "raised on"}, good(func(n *app.NewDispute) { n.RaisedOn = d.today() + 1 })},
		"a deadline before": {refusal{kind: app.Invalid, field: "deadline"}, good(func(n *app.NewDispute) { n.Deadline = d.today() - 1 })},
		"an empty file":     {refusal{kind: app.Invalid, field: "files"}, good(func(n *app.NewDispute) { n.Files = []app.File{{Name: "a"}} })},
		"a file too large":  {refusal{kind: app.Invalid, field: "files", say: "10 MB"}, good(func(n *app.NewDispute) { n.Files = []app.File{{Name: "a", Bytes: big}} })},
		"too many files":    {refusal{kind: app.Invalid, field: "files"}, good(func(n *app.NewDispute) { n.Files = make([]app.File, app.MostAttachments+1) })},
		"moved to an outcome": {refusal{kind: app.Refused, say: "own act"}, func() error {
			_, err := d.Disputes.Move(ctx(), app.Ask{}, id, app.DisputeUpheld, app.DisputeMove{})
			return err
		}},
		"partly, as it was": {refusal{kind: app.Invalid, field: "agreed", say: "between 105.00 EUR and 150.00 EUR"}, func() error {
			_, err := d.Disputes.Decide(ctx(), app.Ask{}, id, app.DisputePartly, eur(10_500), app.DisputeMove{Note: "x"})
			return err
		}},
		"without a reason": {refusal{kind: app.Invalid, field: "note"}, func() error {
			_, err := d.Disputes.Decide(ctx(), app.Ask{}, id, app.DisputeRejected, eur(0), app.DisputeMove{})
			return err
		}},
	} {
		d.refused(what, c.want, c.act)
	}
	note := d.ok(d.Disputes.Move(ctx(), app.Ask{}, id, app.DisputeReview, app.DisputeMove{Note: "called Ann", Deadline: d.today() + 3}))
	if !strings.Contains(note.Label, "Added") {
		t.Errorf("%q", note.Label)
	}
}

// A payout pays what is not in dispute, and the rest once that is decided.
func TestADisputedLineIsNotPaidOut(t *testing.T) {
	d, _, _, _ := owing(t)
	id := d.dispute(1, 15_000)
	if made := d.payouts(app.PayoutOrder{}).Made; len(made) != 1 || made[0].Amount != eur(5_000) {
		t.Errorf("paid out: %+v", made)
	}
	d.moveDispute(id, app.DisputeReview)
	d.ok(d.Disputes.Decide(ctx(), app.Ask{}, id, app.DisputeRejected, eur(0), app.DisputeMove{Note: "the contract says 10 %"}))
	if made := d.payouts(app.PayoutOrder{}).Made; len(made) != 1 || made[0].Amount != eur(10_000) {
		t.Errorf("after the outcome: %+v", made)
	}
	d.clean()
}

// Bank details that nobody has confirmed wait in the queue, with the partner they belong to.
func TestBankDetailsWaitInTheQueue(t *testing.T) {
	d := open(t)
	p := d.partner("Harcourt & Lowe")
	d.ok(d.Banks.Set(ctx(), app.Ask{}, berlin(p)))
	queue, err := d.Commissions.Queue(ctx())
	if err != nil || len(queue) != 1 || queue[0].What != "bank details to confirm" || queue[0].Count != 1 || queue[0].Since != d.today() {
		t.Fatalf("%+v, %v", queue, err)
	}
	var ids []int32
	if err := d.Partners.IDs(ctx(), queue[0].Query, func(some []int32) error { ids = append(ids, some...); return nil }); err != nil || len(ids) != 1 || ids[0] != int32(p) {
		t.Errorf("leads to %v, %v", ids, err)
	}
}
