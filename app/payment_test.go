package app_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"rapport/app"
	"rapport/app/money"
)

// stated is a partner with statements of 100.00 for February and 50.00 for March, issued on 15 June.
func stated(t *testing.T) (*desk, app.ID[app.Partner], app.Statement, app.Statement) {
	t.Helper()
	d, p, r := engaged(t)
	d.received(r, "2026-02-10", 100_000)
	feb := d.monthEnd("2026-02")[0]
	d.received(r, "2026-03-10", 50_000)
	mar := d.monthEnd("2026-03")[0]
	return d, p, feb.Statement, mar.Statement
}

func (d *desk) pay(s app.Statement, minor int64) app.Receipt {
	d.t.Helper()
	return d.ok(d.Payments.Record(ctx(), app.Ask{}, app.Payment{Statement: s.ID, Amount: eur(minor), Method: "bank transfer", Reference: "JUN-1"}))
}

func TestAPaymentSettlesTheOldestFirst(t *testing.T) {
	d, p, feb, mar := stated(t)
	states := func() string { return fmt.Sprint(d.statement(feb.Number).State, " ", d.statement(mar.Number).State) }
	d.pay(mar, 9_999)
	if states() != "issued issued" {
		t.Errorf("a cent short of February: %s", states())
	}
	d.expect(p, "earning 100.00 on statement", "earning 50.00 on statement", "payment -99.99 ")
	d.pay(mar, 1)
	if states() != "settled issued" {
		t.Errorf("February is paid: %s", states())
	}
	d.pay(mar, 5_000)
	if states() != "settled settled" {
		t.Errorf("all is paid: %s", states())
	}
	d.expect(p, "earning 100.00 paid", "earning 50.00 paid", "payment -99.99 ", "payment -0.01 ", "payment -50.00 ")
	if d.owed(p) != 0 {
		t.Errorf("the ledger sums to %d", d.owed(p))
	}
	d.refused("a cent more", refusal{app.Invalid, "amount", "0.00 EUR", false}, func() error {
		_, err := d.Payments.Record(ctx(), app.Ask{}, app.Payment{Statement: mar.ID, Amount: eur(1), Method: "cheque"})
		return err
	})
	d.clean()
}

// A statement that was superseded by its successor is not brought back by a payment.
func TestAPaymentLeavesASupersededStatementAlone(t *testing.T) {
	d := open(t)
	s := d.statementIn(app.StatementOver, 1)
	d.pay(s, 10_000)
	if now := d.statement(s.Number); now.State != app.StatementOver {
		t.Errorf("it is %s now", now.State)
	}
}

func TestMN13_BadInputOfPayments(t *testing.T) {
	d, p, feb, mar := stated(t)
	void := d.statementIn(app.StatementVoid, 9)
	for _, c := range []struct {
		what string
		pay  app.Payment
		want refusal
	}{
		{"on nothing", app.Payment{Statement: 99, Amount: eur(1), Method: "cheque"}, refusal{kind: app.NotFound}},
		{"above the balance", app.Payment{Statement: mar.ID, Amount: eur(15_001), Method: "cheque"}, refusal{app.Invalid, "amount", "150.00 EUR", false}},
		{"negative", app.Payment{Statement: mar.ID, Amount: eur(-1), Method: "cheque"}, refusal{app.Invalid, "amount", "above zero", false}},
		{"MN-11: nothing", app.Payment{Statement: mar.ID, Amount: eur(0), Method: "cheque"}, refusal{app.Invalid, "amount", "above zero", false}},
		{"MN-07: in dollars", app.Payment{Statement: mar.ID, Amount: money.New(1, "USD"), Method: "cheque"}, refusal{app.Invalid, "amount", "EUR", false}},
		{"tomorrow", app.Payment{Statement: mar.ID, Amount: eur(1), Day: day("2026-06-16"), Method: "cheque"}, refusal{app.Invalid, "day", "future", false}},
		{"before it was issued", app.Payment{Statement: mar.ID, Amount: eur(1), Day: day("2026-06-14"), Method: "cheque"}, refusal{app.Invalid, "day", "2026-06-15", false}},
		{"in shells", app.Payment{Statement: mar.ID, Amount: eur(1), Method: "shells"}, refusal{app.Invalid, "method", "shells", false}},
		{"on a void statement", app.Payment{Statement: void.ID, Amount: eur(1), Method: "cheque"}, refusal{app.Refused, "", "void", false}},
	} {
		d.refused(c.what, c.want, func() error { _, err := d.Payments.Record(ctx(), app.Ask{}, c.pay); return err })
	}
	d.ok(d.Partners.SetState(ctx(), app.Ask{}, p, app.Blocked, app.Move{}))
	d.refused("to a blocked partner", refusal{app.Refused, "", "blocked", false}, func() error {
		_, err := d.Payments.Record(ctx(), app.Ask{}, app.Payment{Statement: feb.ID, Amount: eur(1), Method: "cheque"})
		return err
	})
}

// A statement that was paid on is not voided: its money is gone.
func TestAPaidStatementIsNotVoided(t *testing.T) {
	d, _, _, mar := stated(t)
	d.pay(mar, 1)
	d.refused("void", refusal{app.Refused, "", "0.01 EUR", false}, func() error {
		_, err := d.Statements.Void(ctx(), app.Ask{}, mar.ID, "x")
		return err
	})
}

// What a partner or a bank says is held against ours, to the cent (MN-20).
func TestMN20_AFigureIsComparedToTheCent(t *testing.T) {
	d, p, _, mar := stated(t)
	d.pay(mar, 2_500)
	d.unchanged("comparing", func() {
		ours, difference, err := d.Payments.Compare(ctx(), p, eur(12_499))
		if err != nil || ours != eur(12_500) || difference != eur(-1) {
			t.Errorf("%v, %v, %v", ours, difference, err)
		}
	})
}

// MN-14: a refund after the payment is a negative balance on the next statement; the old one stays as it was.
func TestMN14_ARefundAfterThePayment(t *testing.T) {
	d, p, feb, mar := stated(t)
	d.pay(mar, 15_000)
	before, _ := d.Statements.PDF(ctx(), feb.ID)
	d.on("2026-07-01")
	d.fee(1, app.Credited, "2026-06-20", 100_000, of(1))
	june := d.monthEnd("2026-06")
	if len(june) != 1 || june[0].Opening != 15_000 || june[0].Paid != 15_000 || june[0].Earned != -10_000 || june[0].Closing != -10_000 {
		t.Errorf("%+v", june)
	}
	after, err := d.Statements.PDF(ctx(), feb.ID)
	if err != nil || string(before) != string(after) {
		t.Errorf("the old statement changed: %v", err)
	}
	d.expect(p, "earning 100.00 paid", "earning 50.00 paid", "payment -150.00 ", "reversal -100.00 on statement")
	d.refused("paying a negative balance", refusal{app.Invalid, "amount", "0.00 EUR", false}, func() error {
		_, err := d.Payments.Record(ctx(), app.Ask{}, app.Payment{Statement: june[0].ID, Amount: eur(1), Method: "cheque"})
		return err
	})
	d.clean()
}

// What is owed by the overview, by the comparison and by the ledger is one figure.
func TestLiabilityIsTheLedger(t *testing.T) {
	d, p, _, mar := stated(t)
	d.pay(mar, 2_500)
	d.received(1, "2026-04-10", 30_000)
	d.run()
	d.ok(d.Commissions.Hold(ctx(), app.Ask{}, 4, "unclear", 0))
	d.received(1, "2026-04-11", 7_000)
	d.run()
	list, err := d.Overview.Liability(ctx(), 0)
	if err != nil || len(list) != 1 {
		t.Fatalf("%+v, %v", list, err)
	}
	l := list[0]
	if l.Name != "Harcourt & Lowe" || l.Unpaid != 12_500 || l.Held != 3_000 || l.Accrued != 700 || l.Approved != 0 {
		t.Errorf("%+v", l)
	}
	if l.Unpaid+l.Held+l.Accrued+l.Approved != d.owed(p) {
		t.Errorf("it sums to %d, the ledger to %d", l.Unpaid+l.Held+l.Accrued+l.Approved, d.owed(p))
	}
}

// On paper every currency has a total of its own, on the firm's letterhead.
func TestLiabilityOnPaper(t *testing.T) {
	d, _, _, mar := stated(t)
	d.pay(mar, 2_500)
	other := d.partner("Quill & Partners")
	for _, m := range []money.Money{eur(40), money.New(700, "GBP"), money.New(-900, "GBP")} {
		d.ok(d.Commissions.Adjust(ctx(), app.Ask{}, app.Adjustment{Partner: other, Amount: m, Reason: "agreed"}))
	}
	if _, err := d.Overview.LiabilityPDF(ctx(), 0); err != nil {
		t.Fatal(err)
	}
	doc := d.printed[len(d.printed)-1]
	if doc.Letterhead.FirmName != "Harcourt LLP" || doc.Facts[0].Value.Shown() != "15 Jun 2026" {
		t.Errorf("%+v, %+v", doc.Letterhead, doc.Facts)
	}
	var got []string
	for _, r := range doc.Sections[0].Table.Rows {
		line := ""
		for _, c := range r.Cells {
			line += c.Shown() + " "
		}
		got = append(got, strings.TrimSpace(line))
	}
	want := []string{"Harcourt & Lowe EUR 0.00 0.00 0.00 0.00 125.00", "Quill & Partners EUR 0.00 0.40 0.00 0.00 0.00", "Quill & Partners GBP 0.00 -2.00 0.00 0.00 0.00",
		"Total EUR 0.00 0.40 0.00 0.00 125.00", "Total GBP 0.00 -2.00 0.00 0.00 0.00"}
	if !slices.Equal(got, want) {
		t.Errorf("%q\nwant %q", got, want)
	}
}
