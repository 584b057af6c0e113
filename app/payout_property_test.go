package app_test

import (
	"testing"

	"pgregory.net/rapid"

	"rapport/app"
	"rapport/app/bank"
)

// Whatever is done with payouts, payments, statements and corrections, in whatever order: what is owed is what was earned less what was
// paid, no line is in two live payouts, and the check of the file finds nothing.
func TestAnyPayoutActsKeepTheBalance(t *testing.T) {
	times(t, 6, func(r *rapid.T) {
		d := openIn(r, t, "EUR")
		defer func() { d.t = t }()
		p := d.partner("Harcourt & Lowe")
		d.sign(p, "2026-01-01", percentOfAll("0.10"))
		ref := d.won(p, "Amber Ltd", "2026-02-01")
		d.settings(func(s *app.Settings) {
			s.Payouts.Payer = bank.Payer{IBAN: "NL91ABNA0417164300", Address: bank.Address{Town: "Amsterdam", Country: "NL"}}
		})
		d.paidTo(berlin(p))
		w := &wallet{desk: d, partner: p, referral: ref, month: 2}
		r.Repeat(map[string]func(*rapid.T){
			"": w.check, "earn": w.earn, "correct": w.correct, "pay by hand": w.pay, "draft": w.draft, "approve": w.approveAll, "export": w.export,
			"mark": w.markOne, "change details": w.details,
		})
		_ = d.store.Close()
	})
}

// wallet does random acts with one partner's money and keeps what was paid in its head.
type wallet struct {
	*desk
	partner  app.ID[app.Partner]
	referral app.ID[app.Referral]
	month    int
	paid     int64
	last     app.Drafted
}

// statement issues the next month with all that is approved.
func (w *wallet) statement() {
	w.run()
	w.approve()
	w.month++
	if made := w.statements(day("2026-01-01").AddMonths(w.month - 1).String()[:7]); len(made) == 1 {
		w.last = made[0]
	}
	w.on(day("2026-06-15").AddMonths(w.month).String())
}

func (w *wallet) earn(r *rapid.T) {
	w.received(w.referral, day("2026-01-10").AddMonths(w.month-1).String(), rapid.Int64Range(1, 900).Draw(r, "fee")*100)
	w.statement()
}

func (w *wallet) correct(r *rapid.T) {
	minor := rapid.Int64Range(-3_000, 3_000).Draw(r, "correction")
	if minor == 0 {
		r.Skip("nothing")
	}
	w.ok(w.Commissions.Adjust(ctx(), app.Ask{}, app.Adjustment{Partner: w.partner, Amount: eur(minor), Day: day("2026-01-20").AddMonths(w.month - 1), Reason: "a correction"}))
	w.statement()
}

func (w *wallet) pay(r *rapid.T) {
	minor := rapid.Int64Range(1, 4_000).Draw(r, "payment")
	if _, err := w.Payments.Record(ctx(), app.Ask{}, app.Payment{Statement: w.last.ID, Amount: eur(minor), Method: "cheque"}); err == nil {
		w.paid += minor
	}
}

func (w *wallet) draft(*rapid.T) { w.payouts(app.PayoutOrder{}) }

func (w *wallet) approveAll(*rapid.T) {
	_, _, _ = w.Payouts.Approve(ctx(), app.Ask{}, w.standing(app.PayoutDraft))
}

func (w *wallet) export(*rapid.T) {
	_, _, _ = w.Payouts.Export(ctx(), app.Ask{}, app.PayoutExport{Format: bank.FormatSEPA})
}

func (w *wallet) details(*rapid.T) {
	b := berlin(w.partner)
	if all, _ := w.Banks.Of(ctx(), w.partner); all[0].Account.IBAN == "DE89370400440532013000" {
		b.Account.IBAN = "NL91ABNA0417164300"
	}
	w.paidTo(b)
}

// markOne tries to move one payout to any state.
func (w *wallet) markOne(r *rapid.T) {
	all := w.standing("")
	if len(all) == 0 {
		r.Skip("no payout")
	}
	id := rapid.SampledFrom(all).Draw(r, "payout")
	to := rapid.SampledFrom([]app.PayoutState{app.PayoutSent, app.PayoutCleared, app.PayoutFailed, app.PayoutReturned, app.PayoutCancelled}).Draw(r, "to")
	from := w.payout(id).State
	_, _, err := w.Payouts.Mark(ctx(), app.Ask{}, []app.ID[app.Payout]{id}, to, app.PayoutMove{Reason: "drawn"})
	switch amount := w.payout(id).Amount.Minor; {
	case err == nil && to == app.PayoutCleared:
		w.paid += amount
	case err == nil && from == app.PayoutCleared:
		w.paid -= amount
	}
}

func (d *desk) standing(state app.PayoutState) (out []app.ID[app.Payout]) {
	q := app.Query{}
	if state != "" {
		q = q.With(app.Is("state", string(state)))
	}
	err := d.Payouts.IDs(ctx(), q, func(ids []int32) error {
		for _, id := range ids {
			out = append(out, app.ID[app.Payout](id))
		}
		return nil
	})
	if err != nil {
		d.t.Fatalf("payouts: %v", err)
	}
	return out
}

func (w *wallet) check(r *rapid.T) {
	w.t = r
	var earned int64
	live := map[int64]int{}
	for _, l := range w.lines(w.partner) {
		if l.Kind != app.PaymentLine {
			earned += l.Amount.Minor
		}
	}
	if got := w.due(w.partner); got != earned-w.paid {
		r.Fatalf("owed %d, earned %d less %d paid: %s", got, earned, w.paid, said(w.lines()))
	}
	for _, id := range w.standing("") {
		row := w.payout(id)
		claims, err := w.Payouts.Claims(ctx(), id)
		if err != nil {
			r.Fatal(err)
		}
		var sum int64
		for _, c := range claims {
			sum += c.Minor
			if row.State != app.PayoutFailed && row.State != app.PayoutReturned && row.State != app.PayoutCancelled {
				live[c.Seq]++
			}
		}
		if sum != row.Amount.Minor {
			r.Fatalf("%s of %s claims %d", row.Number, row.Amount, sum)
		}
	}
	for line, n := range live {
		if n > 1 {
			r.Fatalf("line %d is in %d payouts", line, n)
		}
	}
	if c, err := w.store.Check(ctx(), nil); err != nil || !c.OK {
		r.Fatalf("the check found %v %+v", err, c.Problems)
	}
}
