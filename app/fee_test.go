package app_test

import (
	"testing"

	"rapport/app"
	"rapport/app/money"
)

// engaged is a desk with a partner at 10 % of every fee and a referral won on 1 February 2026.
func engaged(t testing.TB) (*desk, app.ID[app.Partner], app.ID[app.Referral]) {
	t.Helper()
	d := open(t)
	p := d.partner("Harcourt & Lowe")
	d.sign(p, "2026-01-01", percentOfAll("0.10"))
	return d, p, d.won(p, "Amber Ltd", "2026-02-01")
}

// An invoice of 1,000.01 of which 100.00 are disbursements is paid in three parts: 10 % of 900.01 is 90.00 in all.
func TestPartPaymentsOfAnInvoiceWithDisbursements(t *testing.T) {
	d, p, r := engaged(t)
	inv := d.fee(r, app.Invoiced, "2026-02-10", 100_001, invoice("2026/17"), excluding(10_000))
	for i, part := range []int64{33_334, 33_333, 33_334} {
		d.fee(r, app.Received, []string{"2026-02-20", "2026-03-20", "2026-04-20"}[i], part, invoice("2026/17"))
	}
	d.run()
	d.expect(p, "earning 30.00 accrued", "earning 30.00 accrued", "earning 30.00 accrued")
	var base, excluded int64
	for _, l := range d.lines(p) {
		why, err := l.Why()
		if err != nil {
			t.Fatal(err)
		}
		base, excluded = base+l.Base, excluded+why.Excluded
	}
	if base != 90_001 || excluded != 10_000 {
		t.Errorf("bases sum to %d of 90,001, what is excluded to %d of 10,000", base, excluded)
	}
	fees, _ := d.Fees.Of(ctx(), r)
	if acc := app.Accounts(fees); len(acc) != 1 || acc[0].State() != "collected" || acc[0].Open() != 0 {
		t.Errorf("account %+v", acc)
	}
	d.refused("a cent more", refusal{kind: app.Invalid, field: "amount", say: "0.00 EUR"}, func() error {
		_, err := d.Fees.Record(ctx(), app.Ask{}, app.Fee{Referral: r, Kind: app.Received, Day: day("2026-05-01"), Amount: eur(1), Of: inv})
		return err
	})
	d.clean()
}

func TestStatesOfAnAccount(t *testing.T) {
	for want, a := range map[string]app.Account{
		"none":           {},
		"invoiced":       {Invoiced: 100},
		"part collected": {Invoiced: 100, Received: 40},
		"collected":      {Invoiced: 100, Received: 100},
		"credited":       {Invoiced: 100, Credited: 100},
		"written off":    {Invoiced: 100, WrittenOff: 100},
	} {
		if a.State() != want {
			t.Errorf("%+v is %s, wanted %s", a, a.State(), want)
		}
	}
}

// A refund is one negative line, once, at the line's own ratio, whatever the terms say today.
func TestARefundTakesTheLinesOwnRatio(t *testing.T) {
	d, p, r := engaged(t)
	f := d.received(r, "2026-02-10", 99_999) // 100.00
	d.run()
	d.fee(r, app.Credited, "2026-03-10", 33_333, of(f))
	d.run()
	d.fee(r, app.Credited, "2026-03-11", 33_333, of(f))
	d.fee(r, app.Credited, "2026-03-12", 33_333, of(f))
	d.run()
	d.expect(p, "earning 100.00 accrued", "reversal -33.33 accrued", "reversal -33.34 accrued", "reversal -33.33 accrued")
	lines := d.lines(p)
	for _, l := range lines[1:] {
		if l.Reverses != lines[0].Seq {
			t.Errorf("line %d points at %d", l.Seq, l.Reverses)
		}
	}
	d.run()
	if d.owed(p) != 0 || len(d.lines(p)) != 4 {
		t.Errorf("running again: %s", said(d.lines(p)))
	}
	d.explained(p)
	d.clean()
}

func TestACreditNoteOnAPartlyPaidInvoice(t *testing.T) {
	// 1,000.00 invoiced, 400.00 paid. A credit note of 700.00: 600.00 were still open, so 100.00 of what was paid goes back.
	d, p, r := engaged(t)
	inv := d.fee(r, app.Invoiced, "2026-02-10", 100_000, invoice("17"))
	d.fee(r, app.Received, "2026-02-20", 40_000, of(inv))
	d.run()
	d.fee(r, app.Credited, "2026-03-10", 70_000, of(inv))
	d.run()
	d.expect(p, "earning 40.00 accrued", "reversal -10.00 accrued")
	d.refused("more than is left", refusal{kind: app.Invalid, field: "amount", say: "300.00 EUR"}, func() error {
		_, err := d.Fees.Record(ctx(), app.Ask{}, app.Fee{Referral: r, Kind: app.Credited, Day: day("2026-03-11"), Amount: eur(30_001), Of: inv})
		return err
	})
	d.fee(r, app.Credited, "2026-03-12", 30_000, of(inv))
	d.run()
	if d.owed(p) != 0 {
		t.Errorf("credited in full it owes %s", said(d.lines(p)))
	}
	d.clean()
}

func TestAWriteOff(t *testing.T) {
	t.Run("on receipts nothing was earned", func(t *testing.T) {
		d, p, r := engaged(t)
		inv := d.fee(r, app.Invoiced, "2026-02-10", 100_000, invoice("17"))
		d.fee(r, app.Received, "2026-02-20", 40_000, of(inv))
		d.fee(r, app.WrittenOff, "2026-03-10", 60_000, of(inv))
		d.run()
		d.expect(p, "earning 40.00 accrued", "reversal 0.00 void")
		d.explained(p)
		d.clean()
	})
	t.Run("on invoices it goes back", func(t *testing.T) {
		d := open(t)
		p := d.partner("Harcourt & Lowe")
		tm := percentOfAll("0.10")
		tm.Rules[0].Basis = "invoiced"
		d.sign(p, "2026-01-01", tm)
		r := d.won(p, "Amber Ltd", "2026-02-01")
		inv := d.fee(r, app.Invoiced, "2026-02-10", 100_000, invoice("17"))
		d.fee(r, app.Received, "2026-02-20", 40_000, of(inv))
		d.run()
		d.fee(r, app.WrittenOff, "2026-03-10", 60_000, of(inv))
		d.run()
		d.expect(p, "earning 100.00 accrued", "reversal -60.00 accrued")
		d.clean()
	})
}

func TestAFeeTakenBack(t *testing.T) {
	t.Run("after the run", func(t *testing.T) {
		d, p, r := engaged(t)
		f := d.received(r, "2026-02-10", 100_000)
		d.run()
		d.ok(d.Fees.Void(ctx(), app.Ask{}, f, "typed twice"))
		d.run()
		d.expect(p, "earning 100.00 accrued", "reversal -100.00 accrued")
		d.clean()
	})
	t.Run("before the run", func(t *testing.T) {
		d, p, r := engaged(t)
		f := d.received(r, "2026-02-10", 100_000)
		d.ok(d.Fees.Void(ctx(), app.Ask{}, f, "typed twice"))
		d.run()
		if d.owed(p) != 0 {
			t.Errorf("owes %s", said(d.lines(p)))
		}
		d.clean()
	})
	t.Run("and recorded rightly", func(t *testing.T) {
		d, p, r := engaged(t)
		f := d.received(r, "2026-02-10", 100_000)
		d.run()
		d.ok(d.Fees.Void(ctx(), app.Ask{}, f, "a digit too many"))
		d.received(r, "2026-02-10", 10_000)
		d.run()
		if d.owed(p) != 1_000 {
			t.Errorf("owes %s", said(d.lines(p)))
		}
		d.clean()
	})
}

// A refund that never was is taken back: what it took from the partner is owed again.
func TestARefundTakenBackIsOwedAgain(t *testing.T) {
	for _, together := range []bool{false, true} {
		d, p, r := engaged(t)
		f := d.received(r, "2026-02-10", 100_000)
		d.run()
		c := d.fee(r, app.Credited, "2026-03-10", 40_000, of(f))
		if !together {
			d.run()
		}
		d.ok(d.Fees.Void(ctx(), app.Ask{}, c, "wrong client"))
		d.run()
		if d.owed(p) != 10_000 {
			t.Errorf("run together %v: 1,000.00 were received and nothing refunded; owed are %s", together, said(d.lines(p)))
		}
		d.clean()
	}
}

// So is a write-off.
func TestAWriteOffTakenBackIsOwedAgain(t *testing.T) {
	d := open(t)
	p := d.partner("Harcourt & Lowe")
	tm := percentOfAll("0.10")
	tm.Rules[0].Basis = "invoiced"
	d.sign(p, "2026-01-01", tm)
	r := d.won(p, "Amber Ltd", "2026-02-01")
	inv := d.fee(r, app.Invoiced, "2026-02-10", 100_000, invoice("17"))
	off := d.fee(r, app.WrittenOff, "2026-03-10", 100_000, of(inv))
	d.run()
	d.ok(d.Fees.Void(ctx(), app.Ask{}, off, "paid after all"))
	d.run()
	if d.owed(p) != 10_000 {
		t.Errorf("owed are %s", said(d.lines(p)))
	}
	d.clean()
}

// A receipt that was refunded in part and is then taken back as a mistake leaves nothing.
func TestAPartlyRefundedReceiptTakenBack(t *testing.T) {
	d, p, r := engaged(t)
	f := d.received(r, "2026-02-10", 100_000)
	d.fee(r, app.Credited, "2026-03-10", 40_000) // of the whole referral
	d.run()
	d.expect(p, "earning 100.00 accrued", "reversal -40.00 accrued")
	d.ok(d.Fees.Void(ctx(), app.Ask{}, f, "another client's"))
	d.run()
	if d.owed(p) != 0 {
		t.Errorf("owed are %s", said(d.lines(p)))
	}
	d.clean()
}

func TestBadInputOfFees(t *testing.T) {
	d, p, r := engaged(t)
	lost := d.at(p, app.Lost, 0, 3)
	other := d.won(p, "Birch Ltd", "2026-02-01")
	inv := d.fee(r, app.Invoiced, "2026-02-10", 100_000, invoice("17"))
	strange := d.fee(other, app.Invoiced, "2026-02-10", 100_000, invoice("18"))
	ref := d.fee(r, app.Received, "2026-02-11", 100, func(f *app.Fee) { f.Reference = "BANK-1" })
	base := app.Fee{Referral: r, Kind: app.Received, Day: day("2026-03-01"), Amount: eur(100)}
	for _, c := range []struct {
		what   string
		change func(*app.Fee)
		want   refusal
	}{
		{"on nothing", func(f *app.Fee) { f.Referral = 99 }, refusal{kind: app.NotFound}},
		{"on a lost referral", func(f *app.Fee) { f.Referral = lost }, refusal{app.Refused, "referral", "lost", false}},
		{"of no kind", func(f *app.Fee) { f.Kind = "tip" }, refusal{app.Invalid, "kind", "tip", false}},
		{"before the introduction", func(f *app.Fee) { f.Day = day("2026-01-31") }, refusal{app.Invalid, "day", "introduction", false}},
		{"of nothing", func(f *app.Fee) { f.Amount.Minor = 0 }, refusal{app.Invalid, "amount", "above zero", false}},
		{"negative", func(f *app.Fee) { f.Amount.Minor = -1 }, refusal{app.Invalid, "amount", "above zero", false}},
		{"MN-09: too large", func(f *app.Fee) { f.Amount.Minor = money.Max + 1 }, refusal{app.Invalid, "amount", "larger", false}},
		{"in an unknown currency", func(f *app.Fee) { f.Amount.Currency = "XQQ" }, refusal{app.Invalid, "currency", "XQQ", false}},
		{"excluding more than it is", func(f *app.Fee) { f.Excluded = 101 }, refusal{app.Invalid, "excluded", "", false}},
		{"excluding less than nothing", func(f *app.Fee) { f.Excluded = -1 }, refusal{app.Invalid, "excluded", "", false}},
		{"an invoice twice", func(f *app.Fee) { f.Kind, f.Invoice = app.Invoiced, "17" }, refusal{app.Invalid, "invoice", "17", false}},
		{"of another referral's invoice", func(f *app.Fee) { f.Of = strange }, refusal{app.Invalid, "invoice", "R-2026-0001", false}},
		{"more than the invoice", func(f *app.Fee) { f.Of, f.Amount.Minor = inv, 100_001 }, refusal{app.Invalid, "amount", "1,000.00", false}},
		{"before its invoice", func(f *app.Fee) { f.Of, f.Day = inv, day("2026-02-09") }, refusal{app.Invalid, "day", "2026-02-10", false}},
		{"dollars of a euro invoice", func(f *app.Fee) { f.Of, f.Amount.Currency = inv, "USD" }, refusal{app.Invalid, "currency", "EUR", false}},
		{"writing off no invoice", func(f *app.Fee) { f.Kind = app.WrittenOff }, refusal{app.Invalid, "invoice", "", false}},
		{"writing off a receipt", func(f *app.Fee) { f.Kind, f.Of = app.WrittenOff, ref }, refusal{app.Invalid, "amount", "0.00", false}},
		{"the same bank line twice", func(f *app.Fee) { f.Reference = "BANK-1" }, refusal{app.Invalid, "reference", "BANK-1", false}},
		{"MN-08: at a rate of zero", func(f *app.Fee) { f.Rate, f.RateTo = "0", "USD" }, refusal{app.Invalid, "rate", "above 0", true}},
		{"MN-08: at a rate below zero", func(f *app.Fee) { f.Rate, f.RateTo = "-1", "USD" }, refusal{app.Invalid, "rate", "above 0", true}},
		{"MN-08: at a rate of 11 decimals", func(f *app.Fee) { f.Rate, f.RateTo = "1.00000000001", "USD" }, refusal{app.Invalid, "rate", "10", true}},
		{"a rate into nothing", func(f *app.Fee) { f.Rate = "1.1" }, refusal{app.Invalid, "rate to", "", false}},
		{"a rate into itself", func(f *app.Fee) { f.Rate, f.RateTo = "1.1", "EUR" }, refusal{app.Invalid, "rate", "itself", false}},
	} {
		f := base
		c.change(&f)
		d.refused(c.what, c.want, func() error { _, err := d.Fees.Record(ctx(), app.Ask{}, f); return err })
	}
	void := func(id app.ID[app.Fee], why string) func() error {
		return func() error { _, err := d.Fees.Void(ctx(), app.Ask{}, id, why); return err }
	}
	d.refused("taking back without a reason", refusal{app.Invalid, "reason", "", false}, void(ref, " "))
	paid := d.fee(r, app.Received, "2026-02-20", 500, of(inv))
	d.refused("taking back an invoice that was paid on", refusal{app.Refused, "", "5.00 EUR", false}, void(inv, "x"))
	d.ok(d.Fees.Void(ctx(), app.Ask{}, paid, "x"))
	d.refused("taking back twice", refusal{app.Refused, "", "before", true}, void(paid, "x"))
	d.ok(d.Fees.Void(ctx(), app.Ask{}, inv, "x"))
	if _, err := d.Fees.Record(ctx(), app.Ask{}, app.Fee{Referral: r, Kind: app.Invoiced, Day: day("2026-02-10"), Amount: eur(100), Invoice: "17"}); err != nil {
		t.Errorf("the number of an invoice that was taken back is free again: %v", err)
	}
}

// What is typed in small letters is kept as the currency it means, never as one of its own.
func TestCurrenciesInSmallLetters(t *testing.T) {
	d, p, r := engaged(t)
	_, err := d.Fees.Record(ctx(), app.Ask{}, app.Fee{Referral: r, Kind: app.Received, Day: day("2026-02-10"), Amount: money.New(100_000, "eur")})
	d.run()
	if err == nil && d.owed(p) != 10_000 {
		t.Errorf("1,000.00 eur was kept and pays %s", said(d.lines(p)))
	}
}
