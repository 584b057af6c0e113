package app_test

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"rapport/app"
	"rapport/app/money"
	"rapport/app/report"
	"rapport/app/terms"
)

func statementStates() []app.StatementState {
	return []app.StatementState{app.StatementDraft, app.StatementIssued, app.StatementSent, app.StatementAgreed, app.StatementQueried,
		app.StatementSettled, app.StatementVoid, app.StatementOver}
}

// statementTable is the table of domain.md 2; void and settled have their own acts: voiding, and the payment.
func statementTable() map[app.StatementState]string {
	return map[app.StatementState]string{
		app.StatementIssued:  "sent",
		app.StatementSent:    "agreed, queried",
		app.StatementQueried: "agreed, superseded",
	}
}

// statementIn is the statement of May in a state, of a partner of its own with 100.00 on it.
func (d *desk) statementIn(state app.StatementState, no int) app.Statement {
	d.t.Helper()
	p := d.partner(fmt.Sprintf("Partner %d", no))
	d.ok(d.Commissions.Adjust(ctx(), app.Ask{}, app.Adjustment{Partner: p, Day: day("2026-05-10"), Amount: eur(10_000), Reason: "x"}))
	d.approve()
	s := d.statements("2026-05", p)[0].Statement
	way := map[app.StatementState][]app.StatementState{app.StatementSent: {app.StatementSent}, app.StatementAgreed: {app.StatementSent, app.StatementAgreed},
		app.StatementQueried: {app.StatementSent, app.StatementQueried}, app.StatementOver: {app.StatementSent, app.StatementQueried, app.StatementOver}}
	for _, to := range way[state] {
		d.ok(d.Statements.SetState(ctx(), app.Ask{}, s.ID, to, app.Move{}))
	}
	switch state {
	case app.StatementVoid:
		d.ok(d.Statements.Void(ctx(), app.Ask{}, s.ID, "wrong address"))
	case app.StatementSettled:
		d.ok(d.Payments.Record(ctx(), app.Ask{}, app.Payment{Statement: s.ID, Amount: eur(10_000), Method: "cheque"}))
	}
	return d.statement(s.Number)
}

func (d *desk) statement(number string) app.Statement {
	d.t.Helper()
	s, err := d.Statements.Find(ctx(), number)
	if err != nil {
		d.t.Fatalf("%s: %v", number, err)
	}
	return s
}

func TestStatementStateTableEveryPair(t *testing.T) {
	for _, from := range statementStates()[1:] { // a draft is never kept
		t.Run(string(from), func(t *testing.T) {
			t.Parallel()
			d := open(t)
			for i, to := range statementStates() {
				s := d.statementIn(from, i)
				if s.State != from {
					t.Fatalf("stands as %s", s.State)
				}
				move := func() error { _, err := d.Statements.SetState(ctx(), app.Ask{}, s.ID, to, app.Move{}); return err }
				if listed(statementTable()[from], string(to)) {
					if err := move(); err != nil {
						t.Errorf("to %s: %v", to, err)
					}
					continue
				}
				final := from == to || slices.Contains([]app.StatementState{app.StatementSettled, app.StatementVoid, app.StatementOver}, from)
				d.refused("to "+string(to), refusal{kind: app.Refused, final: final}, move)
			}
			s := d.statementIn(from, 30)
			void := func() error { _, err := d.Statements.Void(ctx(), app.Ask{}, s.ID, "wrong address"); return err }
			if from != app.StatementIssued {
				d.refused("void", refusal{kind: app.Refused, say: string(from)}, void)
			} else if err := void(); err != nil {
				t.Errorf("void before sending: %v", err)
			}
			d.clean()
		})
	}
}

func TestStatementMovesKeepBothDates(t *testing.T) {
	d := open(t)
	s := d.statementIn(app.StatementIssued, 1)
	d.ok(d.Statements.SetState(ctx(), app.Ask{}, s.ID, app.StatementSent, app.Move{Day: day("2026-06-14"), Note: "by post"}))
	var steps []app.Step
	_ = d.store.Read(ctx(), func(b app.Books) (err error) { steps, err = b.Steps(app.KindStatement, int64(s.ID)); return err })
	if len(steps) != 2 || steps[0].To != "issued" || steps[1].From != "issued" || steps[1].To != "sent" || steps[1].Day != day("2026-06-14") || !steps[1].At.Equal(d.now) {
		t.Errorf("%+v", steps)
	}
	if now := d.statement(s.Number); now.Sent != day("2026-06-14") || now.SentTo != "by post" {
		t.Errorf("%+v", now)
	}
}

// Four months: earned, nothing but a payment, more taken back than earned, and set off against what comes.
func TestBalancesFollowOn(t *testing.T) {
	d, p, r := engaged(t)
	f := d.received(r, "2026-02-10", 100_000)
	d.on("2026-03-01")
	feb := d.monthEnd("2026-02")[0]
	d.on("2026-03-20")
	d.ok(d.Payments.Record(ctx(), app.Ask{}, app.Payment{Statement: feb.ID, Day: day("2026-03-15"), Amount: eur(10_000), Method: "bank transfer"}))
	d.on("2026-04-01")
	mar := d.monthEnd("2026-03")[0]
	d.fee(r, app.Credited, "2026-04-10", 100_000, of(f)) // MN-14: after the payment
	d.on("2026-05-01")
	apr := d.monthEnd("2026-04")[0]
	d.received(r, "2026-05-10", 30_000)
	d.on("2026-06-01")
	may := d.monthEnd("2026-05")[0]
	got := ""
	for _, s := range []app.Drafted{feb, mar, apr, may} {
		got += fmt.Sprintf("%s: %d %+d -%d = %d; ", s.Number, s.Opening, s.Earned, s.Paid, s.Closing)
	}
	want := "S-2026-0001: 0 +10000 -0 = 10000; S-2026-0002: 10000 +0 -10000 = 0; S-2026-0003: 0 -10000 -0 = -10000; S-2026-0004: -10000 +3000 -0 = -7000; "
	if got != want {
		t.Errorf("balances\n%s\nwanted\n%s", got, want)
	}
	for i, s := range []app.Drafted{mar, apr, may} {
		if s.Previous != []app.ID[app.Statement]{feb.ID, mar.ID, apr.ID}[i] {
			t.Errorf("%s follows %d", s.Number, s.Previous)
		}
	}
	// MN-12: the negative balance is said in words, and nothing is payable.
	last := d.printed[len(d.printed)-1]
	payable := last.Sections[len(last.Sections)-1]
	if payable.Summary[0].Value.Shown() != "0.00" || len(payable.Text) != 1 || !strings.Contains(payable.Text[0], "carried to the next statement") {
		t.Errorf("payable: %+v", payable)
	}
	// The statement of February says what it said.
	if now := d.statement(feb.Number); now.Earned != 10_000 || now.SHA256 != feb.SHA256 {
		t.Errorf("%+v", now)
	}
	if d.owed(p) != -7_000 {
		t.Errorf("the ledger sums to %d", d.owed(p))
	}
	d.clean()
}

func TestVoidAndReissue(t *testing.T) {
	d, p, r := engaged(t)
	d.received(r, "2026-02-10", 100_000)
	first := d.monthEnd("2026-02")[0]
	d.received(r, "2026-03-10", 50_000)
	second := d.monthEnd("2026-03")[0]
	d.refused("not the latest", refusal{kind: app.Refused, say: "S-2026-0002"}, func() error {
		_, err := d.Statements.Void(ctx(), app.Ask{}, first.ID, "x")
		return err
	})
	d.refused("without a reason", refusal{app.Invalid, "reason", "", false}, func() error {
		_, err := d.Statements.Void(ctx(), app.Ask{}, second.ID, " ")
		return err
	})
	d.ok(d.Statements.Void(ctx(), app.Ask{}, second.ID, "wrong address"))
	d.expect(p, "earning 100.00 on statement", "earning 50.00 approved")
	again := d.statements("2026-03")
	if len(again) != 1 || again[0].Number != "S-2026-0003" || again[0].Opening != 10_000 || again[0].Earned != 5_000 || again[0].Previous != first.ID {
		t.Errorf("reissued: %+v", again)
	}
	void := d.statement("S-2026-0002")
	if void.State != app.StatementVoid || void.Reason != "wrong address" {
		t.Errorf("%+v", void)
	}
	if pdf, err := d.Statements.PDF(ctx(), void.ID); err != nil || len(pdf) == 0 {
		t.Errorf("its bytes are kept: %v", err)
	}
	d.clean()
}

func TestASecondStatementForAPeriodIsRefused(t *testing.T) {
	d, p, r := engaged(t)
	d.received(r, "2026-02-10", 100_000)
	d.monthEnd("2026-02")
	run := func(period string, partners ...app.ID[app.Partner]) func() error {
		return func() error {
			_, _, err := d.Statements.Run(ctx(), app.Ask{}, month(period), partners, nil)
			return err
		}
	}
	want := refusal{app.Conflict, "period", "S-2026-0001", false}
	d.refused("the same month, nothing new", want, run("2026-02", p))
	d.received(r, "2026-02-20", 100_000)
	d.run()
	d.approve()
	d.refused("the same month, something new", want, run("2026-02", p))
	d.refused("the quarter around it", want, run("2026-Q1", p))
	d.unchanged("of everybody", func() {
		if made := d.statements("2026-02"); len(made) != 0 {
			t.Errorf("issued again: %+v", made)
		}
	})
	// What came in since goes on the next one.
	if made := d.statements("2026-03", p); len(made) != 1 || made[0].Earned != 10_000 {
		t.Errorf("next: %+v", made)
	}
	d.refused("a period without days", refusal{kind: app.Invalid, field: "period"}, func() error {
		empty := month("2026-04")
		empty.To = empty.From
		_, _, err := d.Statements.Run(ctx(), app.Ask{}, empty, nil, nil)
		return err
	})
}

// A fee that is entered late, for a month whose statement is out: that statement stays as it is, to the byte, and the next one carries the
// commission with the day of the fee, and what later lines come to beside it as adjustments that name theirs.
func TestCL15_AFeeInAnIssuedPeriodGoesOnTheNextStatement(t *testing.T) {
	d := open(t)
	p := d.partner("Lowe & Co")
	d.sign(p, "2026-01-01", terms.Terms{Currency: "EUR", Rules: []terms.Rule{{Kind: terms.Tiered, Mode: terms.Marginal, Measure: terms.ByRevenue, Window: terms.CalendarYear,
		Tiers: []terms.Tier{{From: 0, Rate: rate("0.10")}, {From: 100_000, Rate: rate("0.20")}}}}})
	r := d.won(p, "Baker", "2026-01-10")
	d.received(r, "2026-02-20", 100_000)
	first := d.monthEnd("2026-02")
	before, err := d.Statements.PDF(ctx(), first[0].ID)
	d.check(err)
	d.received(r, "2026-02-10", 60_000) // was forgotten: at 10 %, and it lifts 60,000 of the 20th to 20 %
	d.run()
	d.approve()
	after, err := d.Statements.PDF(ctx(), first[0].ID)
	d.check(err)
	if kept, err := d.Statements.Get(ctx(), first[0].ID); err != nil || !bytes.Equal(before, after) || kept.Closing != 10_000 {
		t.Errorf("what was issued changed: %+v %v", kept, err)
	}
	next := d.statements("2026-03", p)
	if len(next) != 1 || next[0].Opening != 10_000 || next[0].Earned != 12_000 || next[0].Closing != 22_000 {
		t.Fatalf("%+v", next)
	}
	var on []string
	for _, l := range d.lines(p) {
		if l.StatementNumber == next[0].Number {
			on = append(on, fmt.Sprint(l.Kind, " ", l.Day, " ", l.Amount.Minor))
		}
	}
	if got := strings.Join(on, "; "); got != "earning 2026-02-10 6000; true-up 2026-02-20 6000" {
		t.Errorf("%s", got)
	}
	d.clean()
}

// Balances in two currencies are two series of balances: a statement in one is no reason against the other.
func TestAStatementOfAnotherCurrencyIsNotInTheWay(t *testing.T) {
	d, p, r := engaged(t)
	d.received(r, "2026-02-10", 100_000)
	d.monthEnd("2026-02")
	d.ok(d.Commissions.Adjust(ctx(), app.Ask{}, app.Adjustment{Partner: p, Day: day("2026-02-20"), Amount: money.New(5_000, "USD"), Reason: "x"}))
	d.approve()
	_, res, err := d.Statements.Run(ctx(), app.Ask{}, month("2026-02"), []app.ID[app.Partner]{p}, nil)
	if err != nil || len(res.Made) != 1 || res.Made[0].Currency != "USD" || res.Made[0].Opening != 0 || res.Made[0].Closing != 5_000 {
		t.Errorf("%+v, %v", res.Made, err)
	}
	d.clean()
}

func TestAPeriodThatIsNotOverIsWarnedOf(t *testing.T) {
	d, _, r := engaged(t)
	d.received(r, "2026-06-10", 100_000)
	d.run()
	d.approve()
	_, res, err := d.Statements.Run(ctx(), app.Ask{Preview: true}, month("2026-06"), nil, nil)
	if err != nil || len(res.Warnings) != 1 || !strings.Contains(res.Warnings[0], "not over") {
		t.Errorf("%q, %v", res.Warnings, err)
	}
	d.on("2026-06-30")
	if _, res, err = d.Statements.Run(ctx(), app.Ask{Preview: true}, month("2026-06"), nil, nil); err != nil || len(res.Warnings) != 1 {
		t.Errorf("on its last day: %q, %v", res.Warnings, err)
	}
	d.on("2026-07-01")
	if _, res, err = d.Statements.Run(ctx(), app.Ask{}, month("2026-06"), nil, nil); err != nil || len(res.Warnings) != 0 || len(res.Made) != 1 {
		t.Errorf("over: %q, %v", res.Warnings, err)
	}
}

func TestNumbersHaveNoGapsAcrossYears(t *testing.T) {
	d := open(t)
	var partners []app.ID[app.Partner]
	for i := range 3 {
		partners = append(partners, d.partner(fmt.Sprintf("Partner %d", i)))
	}
	for _, m := range []string{"2026-11", "2026-12", "2027-01", "2027-02"} {
		d.on(m + "-28")
		for _, p := range partners {
			d.ok(d.Commissions.Adjust(ctx(), app.Ask{}, app.Adjustment{Partner: p, Amount: eur(100), Reason: "x"}))
		}
		d.approve()
		d.broken = errors.New("no paper") // a run that fails gives its numbers back
		if _, _, err := d.Statements.Run(ctx(), app.Ask{}, month(m), nil, nil); err == nil {
			t.Fatal("printed without paper")
		}
		d.broken = nil
		_, _, _ = d.Statements.Run(ctx(), app.Ask{Preview: true}, month(m), nil, nil)
		d.statements(m)
	}
	for _, series := range []string{"S-2026", "S-2027"} {
		for no := 1; no <= 6; no++ {
			d.statement(fmt.Sprintf("%s-%04d", series, no))
		}
		if _, err := d.Statements.Find(ctx(), series+"-0007"); !app.IsNotFound(err) {
			t.Errorf("%s has a seventh", series)
		}
	}
	d.clean()
}

// A firm that changes its prefix begins a new series; its balances still follow on, and the check says so.
func TestAnotherPrefixIsAnotherSeries(t *testing.T) {
	d, _, r := engaged(t)
	set := func(prefix string) {
		s, _ := d.Setup.Settings(ctx())
		s.StatementPrefix = prefix
		d.ok(d.Setup.Edit(ctx(), app.Ask{}, s))
	}
	for i, prefix := range []string{"ST", "A", "ST"} {
		set(prefix)
		m := fmt.Sprintf("2026-%02d", i+2)
		d.received(r, m+"-10", 100_000)
		if made := d.monthEnd(m); len(made) != 1 || made[0].Opening != int64(i)*10_000 {
			t.Errorf("%s: %+v", m, made)
		}
	}
	d.statement("ST-2026-0002")
	d.clean()
}

func TestAPrinterThatFailsIssuesNothing(t *testing.T) {
	d, _, r := engaged(t)
	d.received(r, "2026-02-10", 100_000)
	d.run()
	d.approve()
	d.broken = errors.New("no font has U+1F600")
	d.refused("printing", refusal{app.Refused, "Harcourt & Lowe", "U+1F600", false}, func() error {
		_, _, err := d.Statements.Run(ctx(), app.Ask{}, month("2026-02"), nil, nil)
		return err
	})
	d.refused("a preview", refusal{app.Invalid, "partner", "U+1F600", false}, func() error {
		_, err := d.Statements.Preview(ctx(), 1, month("2026-02"))
		return err
	})
}

func TestALivePreviewIsMarkedAndKeepsNothing(t *testing.T) {
	d, p, r := engaged(t)
	d.received(r, "2026-02-10", 100_000)
	d.run()
	d.approve()
	d.unchanged("a preview", func() {
		out, err := d.Statements.Preview(ctx(), p, month("2026-02"))
		if err != nil || len(out) != 1 || out[0].Number != "DRAFT" || out[0].Closing != 10_000 || len(out[0].PDF) == 0 {
			t.Errorf("%+v, %v", out, err)
		}
	})
	if doc := d.printed[0]; doc.Facts[0].Value.Shown() != "DRAFT" || doc.Paper != report.A4 {
		t.Errorf("%+v", doc.Facts)
	}
}
