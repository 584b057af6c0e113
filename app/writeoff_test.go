package app_test

import (
	"strings"
	"testing"

	"rapport/app"
	"rapport/app/money"
)

// Paid 100.00, then the client's fee is refunded: 100.00 too much was paid. It is carried from statement to statement until
// it is earned again, or given up by an act of its own.
func TestMN12_ANegativeBalanceIsCarriedAndWrittenOffOnlyByAnAct(t *testing.T) {
	d := open(t).on("2026-03-02")
	p := d.partner("Harcourt & Lowe")
	d.sign(p, "2026-01-01", percentOfAll("0.10"))
	r := d.won(p, "Amber Ltd", "2026-02-01")
	f := d.received(r, "2026-02-10", 100_000)
	s := d.monthEnd("2026-02")[0]
	d.ok(d.Payments.Record(ctx(), app.Ask{}, app.Payment{Statement: s.ID, Amount: eur(10_000), Method: "bank transfer"}))
	off := func(w app.BalanceWriteOff) func() error {
		return func() error { _, err := d.Commissions.WriteOff(ctx(), app.Ask{}, w); return err }
	}
	d.refused("nothing is negative", refusal{kind: app.Refused, say: "0.00 EUR, not below zero"}, off(app.BalanceWriteOff{Partner: p, Currency: "EUR", Reason: "x"}))
	d.fee(r, app.Credited, "2026-03-01", 100_000, of(f))
	d.on("2026-04-01")
	if made := d.monthEnd("2026-03"); made[0].Closing != -10_000 {
		t.Errorf("closes at %d", made[0].Closing)
	}
	d.on("2026-05-01")
	d.received(r, "2026-04-10", 40_000)
	if made := d.monthEnd("2026-04"); made[0].Opening != -10_000 || made[0].Closing != -6_000 {
		t.Errorf("carried %d to %d", made[0].Opening, made[0].Closing)
	}
	for what, c := range map[string]struct {
		w    app.BalanceWriteOff
		want refusal
	}{
		"without a reason": {app.BalanceWriteOff{Partner: p, Currency: "EUR"}, refusal{kind: app.Invalid, field: "reason"}},
		"more than it is":  {app.BalanceWriteOff{Partner: p, Currency: "EUR", Minor: 6_001, Reason: "x"}, refusal{kind: app.Invalid, field: "amount", say: "-60.00 EUR"}},
		"another currency": {app.BalanceWriteOff{Partner: p, Currency: "USD", Reason: "x"}, refusal{kind: app.Refused, say: "0.00 USD"}},
	} {
		d.refused(what, c.want, off(c.w))
	}
	part := app.BalanceWriteOff{Partner: p, Currency: "eur", Minor: 1_000, Reason: "goodwill"}
	if seen, err := d.Commissions.WriteOff(ctx(), app.Ask{Preview: true}, part); err != nil || !strings.Contains(seen.Label, "10.00 EUR") {
		t.Errorf("preview: %+v, %v", seen, err)
	}
	d.ok(d.Commissions.WriteOff(ctx(), app.Ask{}, part))
	d.ok(d.Commissions.WriteOff(ctx(), app.Ask{}, app.BalanceWriteOff{Partner: p, Currency: "EUR", Reason: "the partner closed"}))
	d.expect(p, "earning 100.00 paid", "payment -100.00 ", "reversal -100.00 on statement", "earning 40.00 on statement",
		"write-off 10.00 accrued", "write-off 50.00 accrued")
	if got, err := d.Commissions.Balances(ctx(), p); err != nil || len(got) != 1 || got[0] != (money.Money{Currency: "EUR"}) {
		t.Errorf("balance %v, %v", got, err)
	}
	d.on("2026-06-01")
	if made := d.monthEnd("2026-05"); made[0].Closing != 0 || made[0].Lines != 2 {
		t.Errorf("%+v", made[0].Statement)
	}
	d.explained(p)
	d.clean()
}
