package app_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"rapport/app"
	"rapport/app/bank"
	"rapport/app/money"
)

// bankFile stands for the writer of bank files: the bytes are the order as JSON, so every difference of content is one of bytes.
func (d *desk) bankFile(o bank.Order) (bank.File, error) {
	if d.broken != nil {
		return bank.File{}, d.broken
	}
	text, err := json.Marshal(o)
	f := bank.File{Name: o.Number + ".json", Bytes: text, Count: int64(len(o.Pay)) + d.miscount}
	for _, c := range o.Pay {
		f.Minor += c.Minor
	}
	return f, err
}

// owing is a firm that owes a partner 100.00 for February and 50.00 for March, with confirmed bank details, able to pay by SEPA.
func owing(t *testing.T) (*desk, app.ID[app.Partner], app.Statement, app.Statement) {
	t.Helper()
	d, p, feb, mar := stated(t)
	d.settings(func(s *app.Settings) {
		s.Payouts.Payer = bank.Payer{IBAN: "NL91ABNA0417164300", Address: bank.Address{Town: "Amsterdam", Country: "NL"}}
	})
	d.paidTo(berlin(p))
	return d, p, feb, mar
}

func (d *desk) payouts(o app.PayoutOrder) app.RunPayouts {
	d.t.Helper()
	r, res, err := d.Payouts.Run(ctx(), app.Ask{}, o)
	d.ok(r, err)
	return res
}

// drafted is the one payout that a run makes.
func (d *desk) drafted() app.ID[app.Payout] {
	d.t.Helper()
	res := d.payouts(app.PayoutOrder{})
	if len(res.Made) != 1 {
		d.t.Fatalf("%d payouts: %+v", len(res.Made), res)
	}
	return res.Made[0].ID
}

func (d *desk) approved(ids ...app.ID[app.Payout]) {
	d.t.Helper()
	r, _, err := d.Payouts.Approve(ctx(), app.Ask{}, ids)
	d.ok(r, err)
}

func (d *desk) exported() app.ExportedFile {
	d.t.Helper()
	r, f, err := d.Payouts.Export(ctx(), app.Ask{}, app.PayoutExport{Format: bank.FormatSEPA})
	d.ok(r, err)
	return f
}

func (d *desk) mark(to app.PayoutState, ids ...app.ID[app.Payout]) {
	d.t.Helper()
	r, _, err := d.Payouts.Mark(ctx(), app.Ask{}, ids, to, app.PayoutMove{Reason: "the bank said so", Reference: "BANK-1"})
	d.ok(r, err)
}

func (d *desk) payout(id app.ID[app.Payout]) app.PayoutRow {
	d.t.Helper()
	rows, err := d.Payouts.Rows(ctx(), []int32{int32(id)})
	if err != nil || len(rows) != 1 {
		d.t.Fatalf("payout %d: %v", id, err)
	}
	return rows[0]
}

func (d *desk) due(p app.ID[app.Partner]) int64 {
	d.t.Helper()
	ours, _, err := d.Payments.Compare(ctx(), p, eur(0))
	if err != nil {
		d.t.Fatalf("what is owed: %v", err)
	}
	return ours.Minor
}

func TestAPayoutFromDraftToCleared(t *testing.T) {
	d, p, feb, mar := owing(t)
	id := d.drafted()
	if row := d.payout(id); row.Amount != eur(15_000) || row.Lines != 2 || row.State != app.PayoutDraft || row.Account.IBAN != "DE89370400440532013000" {
		t.Fatalf("drafted %+v", row)
	}
	d.approved(id)
	f := d.exported()
	if f.Count != 1 || f.Minor != 15_000 || f.Copy || !strings.Contains(string(f.Bytes), "statement "+mar.Number) {
		t.Errorf("exported %+v", f)
	}
	if d.due(p) != 15_000 {
		t.Error("exported counts as paid")
	}
	d.mark(app.PayoutSent, id)
	if d.due(p) != 15_000 {
		t.Error("sent counts as paid")
	}
	d.mark(app.PayoutCleared, id)
	if d.due(p) != 0 || d.statement(feb.Number).State != app.StatementSettled || d.statement(mar.Number).State != app.StatementSettled {
		t.Errorf("owed %d after it cleared", d.due(p))
	}
	d.expect(p, "earning 100.00 paid", "earning 50.00 paid", "payment -150.00 ")
	paid, _ := d.Payments.Of(ctx(), p)
	if len(paid) != 1 || paid[0].Reference != "BANK-1" || paid[0].Method != "bank transfer" || paid[0].Statement != mar.ID {
		t.Errorf("recorded %+v", paid)
	}
	if left := d.payouts(app.PayoutOrder{}); len(left.Made)+len(left.Left) != 0 {
		t.Errorf("paid once more: %+v", left)
	}
	d.clean()
}

// What came to nothing at the bank is owed again, and the next attempt says so.
func TestFailedReturnedAndCancelledAreOwedAgain(t *testing.T) {
	for _, end := range []app.PayoutState{app.PayoutFailed, app.PayoutReturned, app.PayoutCancelled} {
		d, p, _, _ := owing(t)
		id := d.drafted()
		d.approved(id)
		d.exported()
		if end != app.PayoutCancelled {
			d.mark(app.PayoutSent, id)
		}
		d.mark(end, id)
		d.expect(p, "earning 100.00 on statement", "earning 50.00 on statement")
		again := d.payout(d.drafted())
		if again.Amount != eur(15_000) || (again.After == id) != (end != app.PayoutCancelled) {
			t.Errorf("after %s: %+v", end, again)
		}
		d.clean()
	}
}

// The payee's bank sends a payment back days after it was made: it is owed again, and the next attempt settles it.
func TestAClearedPayoutThatComesBack(t *testing.T) {
	d, p, feb, mar := owing(t)
	id := d.drafted()
	d.approved(id)
	d.exported()
	d.mark(app.PayoutSent, id)
	d.mark(app.PayoutCleared, id)
	d.refused("without a reason", refusal{kind: app.Invalid, field: "reason"}, func() error {
		_, _, err := d.Payouts.Mark(ctx(), app.Ask{}, []app.ID[app.Payout]{id}, app.PayoutReturned, app.PayoutMove{})
		return err
	})
	d.refused("before it was paid", refusal{kind: app.Invalid, field: "day"}, func() error {
		_, _, err := d.Payouts.Mark(ctx(), app.Ask{}, []app.ID[app.Payout]{id}, app.PayoutReturned, app.PayoutMove{Reason: "x", Day: d.payout(id).Ended.AddDays(-1)})
		return err
	})
	d.mark(app.PayoutReturned, id)
	d.expect(p, "earning 100.00 on statement", "earning 50.00 on statement", "payment -150.00 ", "payment 150.00 ")
	if d.due(p) != 15_000 || d.statement(feb.Number).State == app.StatementSettled || d.statement(mar.Number).State == app.StatementSettled {
		t.Errorf("owed %d, statements %s and %s", d.due(p), d.statement(feb.Number).State, d.statement(mar.Number).State)
	}
	paid, _ := d.Payments.Of(ctx(), p)
	if len(paid) != 2 || paid[1].Amount != eur(-15_000) || paid[1].Reference != "PO-2026-0001 came back" {
		t.Errorf("recorded %+v", paid)
	}
	if sums := d.journal().balances(t); sums["Assets:Bank"] != 0 {
		t.Errorf("the journal's bank is %d", sums["Assets:Bank"])
	}
	year, err := d.Taxes.TaxYear(ctx(), 2026)
	if err != nil || len(year.Rows) != 1 || year.Rows[0].Paid != 0 {
		t.Errorf("paid in the year: %+v, %v", year.Rows, err)
	}
	d.clean()
	again := d.drafted()
	if row := d.payout(again); row.Amount != eur(15_000) || row.After != id {
		t.Errorf("the next attempt: %+v", row)
	}
	d.approved(again)
	d.exported()
	d.mark(app.PayoutSent, again)
	d.mark(app.PayoutCleared, again)
	if d.due(p) != 0 || d.statement(feb.Number).State != app.StatementSettled || d.statement(mar.Number).State != app.StatementSettled {
		t.Errorf("after the next attempt %d is owed", d.due(p))
	}
	d.clean()
}

// Of two payouts the first comes back after the second was paid too: only its lines are owed again, and any payment settles them.
func TestAnEarlierPayoutThatComesBack(t *testing.T) {
	d, p, feb, mar := owing(t)
	id := d.drafted()
	d.approved(id)
	d.exported()
	d.mark(app.PayoutSent, id)
	d.mark(app.PayoutCleared, id)
	d.received(d.won(p, "Later Ltd", "2026-04-01"), "2026-04-10", 70_000)
	d.monthEnd("2026-04")
	next := d.drafted()
	d.approved(next)
	d.exported()
	d.mark(app.PayoutSent, next)
	d.mark(app.PayoutCleared, next)
	d.mark(app.PayoutReturned, id)
	d.expect(p, "earning 100.00 on statement", "earning 50.00 on statement", "payment -150.00 ", "earning 70.00 paid", "payment -70.00 ", "payment 150.00 ")
	d.ok(d.Payments.Record(ctx(), app.Ask{}, app.Payment{Statement: mar.ID, Amount: eur(15_000), Method: "cheque"}))
	if d.due(p) != 0 || d.statement(feb.Number).State != app.StatementSettled || d.statement(mar.Number).State != app.StatementSettled {
		t.Errorf("%d is owed, statements %s and %s", d.due(p), d.statement(feb.Number).State, d.statement(mar.Number).State)
	}
	d.clean()
}

func TestEveryOtherMoveOfAPayoutIsRefused(t *testing.T) {
	states := []app.PayoutState{app.PayoutDraft, app.PayoutApproved, app.PayoutExported, app.PayoutSent, app.PayoutCleared, app.PayoutFailed, app.PayoutReturned, app.PayoutCancelled}
	allowed := map[app.PayoutState]string{app.PayoutDraft: "approved cancelled", app.PayoutApproved: "exported cancelled", app.PayoutExported: "sent cancelled",
		app.PayoutSent: "cleared failed returned", app.PayoutCleared: "returned"}
	for _, from := range states {
		var next []string
		for _, to := range app.NextPayoutStates(from) {
			next = append(next, string(to))
		}
		if got := strings.Join(next, " "); got != allowed[from] {
			t.Errorf("from %s: %q, want %q", from, got, allowed[from])
		}
	}
	d, _, _, _ := owing(t)
	id := d.drafted()
	for _, to := range states {
		if to == app.PayoutCancelled {
			continue
		}
		d.refused("draft to "+string(to), refusal{kind: app.Refused, final: to == app.PayoutDraft}, func() error {
			_, _, err := d.Payouts.Mark(ctx(), app.Ask{}, []app.ID[app.Payout]{id}, to, app.PayoutMove{Reason: "x"})
			return err
		})
	}
	d.refused("cancelled without a reason", refusal{kind: app.Invalid, field: "reason"}, func() error {
		_, _, err := d.Payouts.Mark(ctx(), app.Ask{}, []app.ID[app.Payout]{id}, app.PayoutCancelled, app.PayoutMove{})
		return err
	})
}

// Who is left out is named, with the reason; nobody else waits for them.
func TestMN13_WhoIsLeftOutOfARunAndWhy(t *testing.T) {
	for _, c := range []struct {
		name    string
		arrange func(*desk, app.ID[app.Partner], app.Statement)
		why     string
		amount  int64
	}{
		{"below the least", func(d *desk, _ app.ID[app.Partner], _ app.Statement) {
			d.settings(func(s *app.Settings) { s.Payouts.Least = map[money.Currency]int64{"EUR": 15_001} })
		}, "below the least", 15_000},
		{"blocked", func(d *desk, p app.ID[app.Partner], _ app.Statement) {
			d.ok(d.Partners.SetState(ctx(), app.Ask{}, p, app.Blocked, app.Move{}))
		}, "held", 15_000},
		{"details changed", func(d *desk, p app.ID[app.Partner], _ app.Statement) {
			b := berlin(p)
			b.Account.Holder = "Somebody Else"
			d.ok(d.Banks.Set(ctx(), app.Ask{}, b))
		}, "not confirmed", 15_000},
		{"taken back more than earned", func(d *desk, p app.ID[app.Partner], mar app.Statement) {
			d.pay(mar, 15_000)
			d.ok(d.Commissions.Adjust(ctx(), app.Ask{}, app.Adjustment{Partner: p, Amount: eur(-4_000), Reason: "paid too much"}))
			d.approve()
			d.statements("2026-06")
		}, "negative", -4_000},
	} {
		d, p, _, mar := owing(t)
		other := d.partner("Ms Other")
		d.sign(other, "2026-01-01", percentOfAll("0.10"))
		d.received(d.won(other, "Other Client", "2026-02-01"), "2026-04-10", 70_000)
		d.monthEnd("2026-04")
		b := berlin(other)
		b.Account.IBAN = "NL91ABNA0417164300"
		d.paidTo(b)
		c.arrange(d, p, mar)
		if c.why == "below the least" {
			d.settings(func(s *app.Settings) { s.Payouts.Least["EUR"] = 15_001 })
		}
		res := d.payouts(app.PayoutOrder{})
		at := slices.IndexFunc(res.Left, func(l app.LeftOut) bool { return l.Partner == p })
		if at < 0 || res.Left[at].Why != c.why || res.Left[at].Amount != eur(c.amount) || res.Left[at].Say == "" {
			t.Errorf("%s: left out %+v", c.name, res.Left)
		}
		if c.why != "below the least" && (len(res.Made) != 1 || res.Made[0].Partner != other || res.Made[0].Amount != eur(7_000)) {
			t.Errorf("%s: the other one waits: %+v", c.name, res.Made)
		}
		d.clean()
	}
}

func TestAPartPaymentIsTakenOffTheOldestLines(t *testing.T) {
	d, p, feb, _ := owing(t)
	d.pay(feb, 6_000)
	id := d.drafted()
	claims, err := d.Payouts.Claims(ctx(), id)
	if err != nil || len(claims) != 2 || claims[0].Minor != 4_000 || claims[1].Minor != 5_000 || d.payout(id).Amount != eur(9_000) {
		t.Fatalf("%+v, %v", claims, err)
	}
	d.approved(id)
	d.exported()
	d.mark(app.PayoutSent, id)
	d.mark(app.PayoutCleared, id)
	if d.due(p) != 0 {
		t.Errorf("owed %d", d.due(p))
	}
	d.clean()
}

func TestMN13_WhatIsInAPayoutIsNotPaidBesides(t *testing.T) {
	d, _, feb, mar := owing(t)
	id := d.drafted()
	d.refused("paid by hand as well", refusal{kind: app.Invalid, field: "amount", say: "in a payout"}, func() error {
		_, err := d.Payments.Record(ctx(), app.Ask{}, app.Payment{Statement: feb.ID, Amount: eur(1), Method: "cheque"})
		return err
	})
	d.refused("the statement voided", refusal{kind: app.Refused, say: "in a payout"}, func() error {
		_, err := d.Statements.Void(ctx(), app.Ask{}, mar.ID, "wrong")
		return err
	})
	if res := d.payouts(app.PayoutOrder{}); len(res.Made) != 0 {
		t.Errorf("claimed twice: %+v", res.Made)
	}
	d.mark(app.PayoutCancelled, id)
	d.pay(feb, 1)
}

func TestMN25_AFileThatSaysSomethingElseIsNotWritten(t *testing.T) {
	d, _, _, _ := owing(t)
	d.approved(d.drafted())
	d.miscount = 1
	d.refused("one payout too many", refusal{kind: app.Refused, say: "2 payouts of 150.00 EUR and the ledger 1 of 150.00 EUR"}, func() error {
		_, _, err := d.Payouts.Export(ctx(), app.Ask{}, app.PayoutExport{Format: bank.FormatSEPA})
		return err
	})
	d.miscount, d.broken = 0, fmt.Errorf("disk full")
	d.refused("no file at all", refusal{kind: app.Refused, say: "disk full"}, func() error {
		_, _, err := d.Payouts.Export(ctx(), app.Ask{}, app.PayoutExport{Format: bank.FormatSEPA})
		return err
	})
	d.broken = nil
	d.exported()
	d.clean()
}

func TestMN26_ExportingAgainGivesTheSameBytesAsACopy(t *testing.T) {
	d, p, _, _ := owing(t)
	d.approved(d.drafted())
	first := d.exported()
	d.settings(func(s *app.Settings) { s.FirmName = "Another Name LLP" })
	b := berlin(p)
	b.Account.Holder = "Another Holder"
	d.paidTo(b)
	again := d.on("2026-06-20").exported()
	if !again.Copy || again.Number != first.Number || string(again.Bytes) != string(first.Bytes) {
		t.Errorf("again: copy %v, %s after %s", again.Copy, again.Number, first.Number)
	}
	log, err := d.History.Last(ctx(), 1)
	if err != nil || !strings.Contains(log[0].Label, "a copy") {
		t.Errorf("the log says %+v, %v", log, err)
	}
	if files, _ := d.Payouts.Files(ctx(), 9); len(files) != 1 {
		t.Errorf("%d files", len(files))
	}
	d.clean()
}

// A file whose payouts are over is given again only by its number or run, and says which of them the bank must not pay any more.
func TestMN26_AFileThatIsOverIsAskedForByName(t *testing.T) {
	d, p, _, _ := owing(t)
	id := d.drafted()
	d.approved(id)
	first := d.exported()
	d.mark(app.PayoutSent, id)
	export := func(e app.PayoutExport) (app.Receipt, app.ExportedFile, error) {
		e.Format = bank.FormatSEPA
		return d.Payouts.Export(ctx(), app.Ask{}, e)
	}
	for _, end := range []app.PayoutState{app.PayoutSent, app.PayoutCleared} {
		if end == app.PayoutCleared {
			d.mark(end, id)
		}
		d.refused("again when it is "+string(end), refusal{kind: app.Refused, say: first.Number + ", is done with: its payouts are 1 " + string(end)}, func() error {
			_, _, err := export(app.PayoutExport{})
			return err
		})
		for name, e := range map[string]app.PayoutExport{"number": {Again: "f-2026-0001 "}, "run": {Run: first.Run}} {
			r, again, err := export(e)
			if err != nil || !again.Copy || string(again.Bytes) != string(first.Bytes) || len(r.Warnings) != 1 || !strings.Contains(r.Warnings[0], "1 "+string(end)) {
				t.Errorf("by its %s: %v, copy %v, %q", name, err, again.Copy, r.Warnings)
			}
		}
	}
	d.refused("a number that is not there", refusal{kind: app.NotFound}, func() error {
		_, _, err := export(app.PayoutExport{Again: "F-2026-0002"})
		return err
	})
	if d.due(p) != 0 {
		t.Error("owed again")
	}
	d.clean()
}

// A payout is never of a day before the statement that it pays, nor approved before it was drafted.
func TestNoPayoutBeforeItsStatement(t *testing.T) {
	d, p, _, mar := owing(t)
	before := d.statement(mar.Number).Issued.AddDays(-1)
	res := d.on(before.String()).payouts(app.PayoutOrder{})
	if len(res.Made) != 0 || len(res.Left) != 1 || res.Left[0].Partner != p || !strings.Contains(res.Left[0].Say, mar.Number+" was issued on") {
		t.Fatalf("made %+v", res)
	}
	id := d.on("2026-06-15").drafted()
	d.on("2026-06-14").refused("approved the day before", refusal{kind: app.Refused, say: "was drafted on"}, func() error {
		_, _, err := d.Payouts.Approve(ctx(), app.Ask{}, []app.ID[app.Payout]{id})
		return err
	})
	d.on("2026-06-15").approved(id)
	d.clean()
}

// A change of bank details after the approval holds that payout alone.
func TestSP20_ChangedDetailsHoldOnePayoutAndTheRestGoesOn(t *testing.T) {
	d, p, _, _ := owing(t)
	other := d.partner("Ms Other")
	d.sign(other, "2026-01-01", percentOfAll("0.10"))
	d.received(d.won(other, "Other Client", "2026-02-01"), "2026-04-10", 70_000)
	d.monthEnd("2026-04")
	d.paidTo(berlin(other))
	made := d.payouts(app.PayoutOrder{}).Made
	d.approved(made[0].ID, made[1].ID)
	b := berlin(p)
	b.Account.IBAN = "NL91ABNA0417164300"
	d.ok(d.Banks.Set(ctx(), app.Ask{}, b))
	f := d.exported()
	if f.Count != 1 || f.Minor != 7_000 || len(f.Left) != 1 || f.Left[0].Partner != p {
		t.Errorf("exported %+v", f)
	}
	if got := d.payout(made[0].ID).State; got != app.PayoutApproved {
		t.Errorf("the held one is %s", got)
	}
	d.clean()
}

func TestFourEyesOnPayouts(t *testing.T) {
	d, _, _, _ := owing(t)
	d.settings(func(s *app.Settings) { s.FourEyes = true })
	id := d.drafted()
	d.refused("one's own run", refusal{kind: app.Refused, say: "second pair of eyes"}, func() error {
		_, _, err := d.Payouts.Approve(ctx(), app.Ask{}, []app.ID[app.Payout]{id})
		return err
	})
	d.as("Second Eyes").approved(id)
}

func TestAnExportNeedsWhatTheBankAsksOfThePayer(t *testing.T) {
	d, _, _, _ := owing(t)
	d.approved(d.drafted())
	d.settings(func(s *app.Settings) { s.Payouts.Payer.IBAN = "" })
	for name, e := range map[string]app.PayoutExport{
		"no account": {Format: bank.FormatSEPA}, "nothing for ACH": {Format: bank.FormatACH}, "nothing of that run": {Format: bank.FormatSEPA, Run: "B-2026-0099"},
	} {
		d.refused(name, refusal{kind: app.Refused}, func() error { _, _, err := d.Payouts.Export(ctx(), app.Ask{}, e); return err })
	}
	d.refused("no such format", refusal{kind: app.Invalid, field: "format"}, func() error {
		_, _, err := d.Payouts.Export(ctx(), app.Ask{}, app.PayoutExport{Format: "mt103"})
		return err
	})
}

// The same request twice gives the same file, not a second.
func TestCC06_AnExportAskedTwiceIsOne(t *testing.T) {
	d, _, _, _ := owing(t)
	d.approved(d.drafted())
	ask := app.Ask{Key: app.Key{1}}
	_, first, err := d.Payouts.Export(ctx(), ask, app.PayoutExport{Format: bank.FormatSEPA})
	if err != nil {
		t.Fatal(err)
	}
	r, again, err := d.Payouts.Export(ctx(), ask, app.PayoutExport{Format: bank.FormatSEPA})
	if err != nil || !r.Repeated || string(again.Bytes) != string(first.Bytes) {
		t.Errorf("%+v, %v", r, err)
	}
}
