package app_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"rapport/app"
	"rapport/app/bank"
	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/terms"
)

// Three partners with capped agreements in dollars, dinars and yen, fees in five currencies, entered late, refunded and taken back; statements,
// self-billed documents and their credits, payouts that clear, fail and come back after they cleared. Whatever is done in whatever order: what is
// owed is what was earned less what was paid, in each currency; caps hold; the ledger is what the terms in force pay; no line is in two
// live payouts; the tax owed is that of the documents that stand; and the check of the file finds nothing.
func TestAnyActsInSeveralCurrenciesKeepEveryBalance(t *testing.T) {
	times(t, 4, func(r *rapid.T) {
		d := openIn(r, t, "EUR").on("2027-03-02") // for the rates
		defer func() { d.t = t }()
		d.settings(func(s *app.Settings) {
			s.RateDays = 31
			s.Payouts.Payer = bank.Payer{IBAN: "NL91ABNA0417164300", Address: bank.Address{Town: "Amsterdam", Country: "NL"}}
		})
		for c, rates := range map[money.Currency][2]string{"USD": {"1.25", "1.0999"}, "GBP": {"0.8317", "0.9"}, "JPY": {"163.45", "170"}, "KWD": {"0.334455", "0.31"}} {
			for m := range 14 {
				d.rate("EUR", c, day("2026-01-01").AddMonths(m).String(), rates[m%2])
			}
		}
		d.on("2026-03-02")
		b := &books{desk: d, paid: map[money.Currency]int64{}, month: 2}
		for i, of := range []struct {
			currency money.Currency
			cap      []int64
			step     int64
		}{{"USD", []int64{900_00, 77_77}, 5_000_00}, {"KWD", []int64{250_000, 33_333}, 1_000_000}, {"JPY", []int64{90_000, 4_001}, 500_000}} {
			b.open(i, of.currency, rapid.SampledFrom(of.cap).Draw(r, "cap"), of.step)
		}
		r.Repeat(map[string]func(*rapid.T){
			"": b.check, "earn": b.earn, "earn more": b.earn, "refund": b.refund, "take a fee back": b.void, "month": b.statement, "bill": b.bill,
			"credit a bill": b.credit, "month and pay": b.pay, "mark": b.markOne, "come back": b.comeBack,
		})
		_ = d.store.Close()
	})
}

// books does random acts with several purses and keeps what was paid in its head.
type books struct {
	*desk
	purses []purse
	fees   []app.Fee
	paid   map[money.Currency]int64
	month  int
}

// purse is a partner with one agreement.
type purse struct {
	partner   app.ID[app.Partner]
	agreement app.ID[app.Agreement]
	referral  app.ID[app.Referral]
	currency  money.Currency
	cap       int64
}

func (b *books) open(i int, c money.Currency, cap, step int64) {
	p := b.partner([]string{"Ash & Co", "Birch Ltd", "Cedar KK"}[i])
	tm := terms.Terms{Currency: c, Cap: &terms.Limit{Amount: cap, Window: terms.CalendarYear}, Rules: []terms.Rule{{Kind: terms.Tiered,
		Measure: terms.ByRevenue, Window: terms.Quarter, Mode: []terms.Mode{terms.Marginal, terms.Cliff, terms.Retro}[i],
		Tiers: []terms.Tier{{Rate: rate("0.05")}, {From: step, Rate: rate("0.125")}}}}}
	b.purses = append(b.purses, purse{p, b.sign(p, "2026-01-01", tm), b.won(p, "Client of "+string(c), "2026-01-02"), c, cap})
	b.paidTo(app.BankDetail{Partner: p, Currency: c, Account: bank.Account{Method: bank.Transfer, Holder: "Ash & Co", Number: "12345678",
		BankCode: "100000", Address: bank.Address{Town: "Boston", Country: "US"}}})
	b.ok(b.Taxes.SetProfile(ctx(), app.Ask{}, app.TaxProfile{Partner: p, W9On: day("2026-01-01"), VATNumber: "GB123456789", VATRate: rate("0.175"),
		VATBy: []app.VATBy{app.VATByLine, app.VATByTotal, app.VATByLine}[i], SelfFrom: day("2026-01-01")}))
}

// before draws a day of this year that is over, so that it may be entered late.
func (b *books) before(r *rapid.T, from calendar.Day) string {
	return from.AddDays(rapid.IntRange(0, int(b.today()-from)).Draw(r, "day")).String()
}

func (b *books) earn(r *rapid.T) {
	p := rapid.SampledFrom(b.purses).Draw(r, "of")
	m := money.New(rapid.SampledFrom([]int64{1, 99, 10_001, 333_333, 1_200_000}).Draw(r, "fee"), rapid.SampledFrom([]money.Currency{p.currency, "EUR", "GBP", "USD", "JPY"}).Draw(r, "in"))
	f := app.Fee{Referral: p.referral, Kind: app.Received, Day: day(b.before(r, day("2026-01-05"))), Amount: m}
	f.ID = b.fee(f.Referral, f.Kind, f.Day.String(), 0, func(f *app.Fee) { f.Amount = m })
	b.fees = append(b.fees, f)
}

// aFee draws one that stands, and takes it from the list.
func (b *books) aFee(r *rapid.T) app.Fee {
	if len(b.fees) == 0 {
		r.Skip("no fee")
	}
	i := rapid.IntRange(0, len(b.fees)-1).Draw(r, "fee of")
	f := b.fees[i]
	b.fees = slices.Delete(b.fees, i, i+1)
	return f
}

func (b *books) refund(r *rapid.T) {
	f := b.aFee(r)
	m := f.Amount
	m.Minor = max(1, m.Minor*rapid.Int64Range(1, 4).Draw(r, "quarters")/4)
	b.fee(f.Referral, app.Credited, b.before(r, f.Day), 0, of(f.ID), func(f *app.Fee) { f.Amount = m })
}

func (b *books) void(r *rapid.T) { b.ok(b.Fees.Void(ctx(), app.Ask{}, b.aFee(r).ID, "typed twice")) }

// statement runs, approves, and issues the statements of the month that is over.
func (b *books) statement(*rapid.T) {
	if b.month == 11 { // the caps are of one year
		return
	}
	b.run()
	b.approve()
	b.statements(day("2026-01-01").AddMonths(b.month - 1).String()[:7])
	b.month++
	b.on(day("2026-01-02").AddMonths(b.month).String())
}

func (b *books) bill(r *rapid.T) {
	if b.month > 2 {
		_, _, _ = b.SelfBills.Run(ctx(), app.Ask{}, month(day("2026-01-01").AddMonths(rapid.IntRange(2, b.month-1).Draw(r, "month") - 1).String()[:7]), nil)
	}
}

// bills are all self-billed documents.
func (b *books) bills() (out []app.SelfBillRow) {
	err := b.SelfBills.IDs(ctx(), app.Query{}, func(ids []int32) error {
		rows, err := b.SelfBills.Rows(ctx(), ids)
		out = append(out, rows...)
		return err
	})
	if err != nil {
		b.t.Fatalf("self-billed documents: %v", err)
	}
	return out
}

func (b *books) credit(r *rapid.T) {
	all := b.bills()
	if len(all) == 0 {
		r.Skip("none")
	}
	_, _, _ = b.SelfBills.Credit(ctx(), app.Ask{}, rapid.SampledFrom(all).Draw(r, "bill").ID, "the rate was wrong")
}

// pay closes the month, drafts and approves payouts, exports those of a currency or two, and takes some of them on to their end.
func (b *books) pay(r *rapid.T) {
	b.statement(r)
	b.payouts(app.PayoutOrder{})
	if drafts := b.standing(app.PayoutDraft); len(drafts) > 0 {
		b.approved(drafts...)
	}
	for _, p := range b.purses[:rapid.IntRange(1, len(b.purses)).Draw(r, "currencies")] {
		_, _, _ = b.Payouts.Export(ctx(), app.Ask{}, app.PayoutExport{Format: bank.FormatCSV, Currency: p.currency}) // refused where nothing is due
	}
	for _, id := range b.standing(app.PayoutExported) {
		for _, to := range rapid.SampledFrom([][]app.PayoutState{{}, {app.PayoutSent}, {app.PayoutSent, app.PayoutCleared}, {app.PayoutSent, app.PayoutFailed}}).Draw(r, "way") {
			b.marked(id, to)
		}
	}
}

// comeBack returns a payout that cleared.
func (b *books) comeBack(r *rapid.T) {
	if cleared := b.standing(app.PayoutCleared); len(cleared) > 0 {
		b.marked(rapid.SampledFrom(cleared).Draw(r, "payout"), app.PayoutReturned)
	}
}

// markOne tries to move a payout to any state.
func (b *books) markOne(r *rapid.T) {
	all := b.standing("")
	if len(all) == 0 {
		r.Skip("no payout")
	}
	b.marked(rapid.SampledFrom(all).Draw(r, "payout"), rapid.SampledFrom([]app.PayoutState{app.PayoutSent, app.PayoutCleared, app.PayoutFailed,
		app.PayoutReturned, app.PayoutCancelled}).Draw(r, "to"))
}

func (b *books) marked(id app.ID[app.Payout], to app.PayoutState) {
	was := b.payout(id)
	_, _, err := b.Payouts.Mark(ctx(), app.Ask{}, []app.ID[app.Payout]{id}, to, app.PayoutMove{Reason: "drawn"})
	switch {
	case err == nil && to == app.PayoutCleared:
		b.paid[was.Amount.Currency] += was.Amount.Minor
	case err == nil && was.State == app.PayoutCleared:
		b.paid[was.Amount.Currency] -= was.Amount.Minor
	}
}

func (b *books) check(r *rapid.T) {
	b.t = r
	b.run()
	b.approve()
	vat := map[money.Currency]int64{}
	for _, s := range b.bills() {
		if s.Net+s.VAT != s.Gross {
			r.Fatalf("%s: net %d and VAT %d are not gross %d", s.Number, s.Net, s.VAT, s.Gross)
		}
		vat[s.Currency] += s.VAT
	}
	for _, p := range b.purses {
		b.checkPurse(r, p, vat[p.currency])
	}
	b.claimedOnce(r)
	if c, err := b.Overview.Check(ctx(), nil); err != nil || !c.OK {
		r.Fatalf("the check found %v %+v", err, c.Problems)
	}
	b.journal().balances(r)
}

// checkPurse holds what one partner is owed against what it earned, what was paid and what its terms pay.
func (b *books) checkPurse(r *rapid.T, p purse, vat int64) {
	var earned, tax, stated int64
	for _, l := range b.lines(p.partner) {
		if at := l.Standing.State; l.Kind != app.PaymentLine && (at == app.OnStatement || at == app.Paid) {
			stated += l.Amount.Minor
		}
		switch {
		case l.Amount.Currency != p.currency:
			r.Fatalf("line %d of an agreement in %s is %s", l.Seq, p.currency, l.Amount)
		case l.Standing.State == app.VoidLine:
		case l.Kind == app.VATLine:
			tax += l.Amount.Minor
		case l.Kind != app.PaymentLine:
			earned += l.Amount.Minor
		}
	}
	paid := b.paid[p.currency]
	if owed, _, err := b.Payments.Compare(ctx(), p.partner, money.New(0, p.currency)); err != nil || owed.Minor != stated-paid {
		r.Fatalf("%s: owed %s, on statements %d, paid %d: %v %s", p.currency, owed, stated, paid, err, dated(b.lines(p.partner)))
	}
	if owed := b.liability(p); owed != earned+tax-paid {
		r.Fatalf("%s: the liability is %d; earned %d, VAT %d, paid %d: %s", p.currency, owed, earned, tax, paid, dated(b.lines(p.partner)))
	}
	if tax != vat {
		r.Fatalf("%s: VAT of %d is owed, the documents bear %d", p.currency, tax, vat)
	}
	if earned > p.cap {
		r.Fatalf("%s: %d earned under a cap of %d: %s", p.currency, earned, p.cap, dated(b.lines(p.partner)))
	}
	of := b.replay("2026-01-01..2026-12-31", app.ReplayAsk{Agreement: p.agreement, Drafts: []app.Draft{{Name: "In force"}}})
	if of.Total.Paid[0] != earned {
		r.Fatalf("%s: the terms in force pay %d, the ledger holds %d: %s", p.currency, of.Total.Paid[0], earned, dated(b.lines(p.partner)))
	}
}

// claimedOnce wants no line in two live payouts, and every payout to be the sum of its lines.
func (b *books) claimedOnce(r *rapid.T) {
	live := map[int64]string{}
	for _, id := range b.standing("") {
		row := b.payout(id)
		claims, err := b.Payouts.Claims(ctx(), id)
		if err != nil {
			r.Fatal(err)
		}
		var sum int64
		for _, c := range claims {
			sum += c.Minor
			if row.State == app.PayoutFailed || row.State == app.PayoutReturned || row.State == app.PayoutCancelled {
				continue
			}
			if other := live[c.Seq]; other != "" {
				r.Fatalf("line %d is in %s and %s", c.Seq, other, row.Number)
			}
			live[c.Seq] = row.Number
		}
		if sum != row.Amount.Minor {
			r.Fatalf("%s of %s claims %d", row.Number, row.Amount, sum)
		}
	}
}

// liability is what a partner is owed in its currency, wherever its lines stand.
func (b *books) liability(p purse) (sum int64) {
	list, err := b.Overview.Liability(ctx(), 0)
	if err != nil {
		b.t.Fatalf("liability: %v", err)
	}
	for _, l := range list {
		if l.Partner == p.partner && l.Currency == p.currency {
			sum += l.Accrued + l.Held + l.Approved + l.Unpaid
		}
	}
	return sum
}

// dated are lines with their days.
func dated(lines []app.LineRow) string {
	var out []string
	for _, l := range lines {
		out = append(out, fmt.Sprintf("%d: %s %s of line %d", l.Seq, l.Day, said([]app.LineRow{l}), l.Reverses))
	}
	return strings.Join(out, "\n")
}
