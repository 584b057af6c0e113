package desk

import (
	"context"
	"strings"
	"time"

	"rapport/app"
	"rapport/app/money"
	"rapport/app/terms"
	"rapport/views/kit"
)

// feeForm asks for one fee event of a won referral.
type feeForm struct {
	d                  *Desk
	form               *kit.Form
	kind               *kit.ChoiceField
	day                *kit.DateField
	amount             *kit.MoneyField
	excluded, cost     *kit.MoneyField
	currency, invoice  *kit.TextField
	rate, source, note *kit.TextField
	rateTo             money.Currency // what the agreement pays in
	of                 app.ID[app.Fee]
	suggested          app.Fee
}

// feeBasis is what the form needs to know before it opens.
type feeBasis struct {
	fee    app.Fee
	paysIn money.Currency
	cost   bool // commission may be on what is left after costs
}

// recordFee opens the form, filled in with what most likely comes next.
func (d *Desk) recordFee(f referralFacts) {
	if err := f.row.MayHaveFees(); err != nil {
		d.refuseFee(f, err)
		return
	}
	var slot kit.Slot
	id := f.row.ID
	kit.Load(d.stage, &slot, func(ctx context.Context) (feeBasis, error) {
		fee, err := d.firm.Fees.Suggest(ctx, id)
		if err != nil {
			return feeBasis{}, err
		}
		return d.feeBasis(ctx, f.row, fee)
	}, func(b feeBasis, err error) {
		if err != nil {
			d.refuse(err)
			return
		}
		d.openFeeForm(f, b)
	})
}

// refuseFee says why there can be no fee yet, and offers the win where that is the next step.
func (d *Desk) refuseFee(f referralFacts, err error) {
	t := kit.Toast{Text: app.AsProblem(err).Say, Hold: 10 * time.Second}
	if canMove(f.row.Stage, app.Won) {
		t.Action, t.Run = "Mark won (W)", func() { d.moveReferral(f, app.Won) }
	}
	d.root.Toast(t)
}

// feeBasis finds the currency of the agreement version the referral was won under, and whether a margin may be asked for: by an agreement
// of the partner, or of those the credit is shared with.
func (d *Desk) feeBasis(ctx context.Context, r app.ReferralRow, fee app.Fee) (feeBasis, error) {
	signed, err := d.firm.Agreements.Of(ctx, r.Partner)
	b := feeBasis{fee: fee, paysIn: fee.Amount.Currency, cost: r.Split || asked(signed, func(a terms.Asks) bool { return a.Cost })}
	for _, s := range signed {
		for _, v := range s.Versions {
			if v.ID == r.Agreement && r.Agreement != 0 {
				b.paysIn = v.Terms.Currency
			}
		}
	}
	return b, err
}

func (d *Desk) openFeeForm(f referralFacts, b feeBasis) {
	form := newFeeForm(d, b)
	d.openForm(formSpec{again: "fee.new", title: "Record a fee", note: f.row.Number + " · " + f.row.ClientName, form: form.form, save: "Record fee",
		submit: func(ask app.Ask) act {
			fee := form.entered()
			return func(ctx context.Context) (app.Receipt, error) { return d.firm.Fees.Record(ctx, ask, fee) }
		}})
}

func newFeeForm(d *Desk, b feeBasis) *feeForm {
	f := &feeForm{d: d, form: kit.NewForm(), rateTo: b.paysIn, of: b.fee.Of, suggested: b.fee}
	c := b.fee.Amount.Currency
	f.amount = kit.NewMoneyField(kit.Spec{Key: "amount", Label: "Amount", Required: true}, c, money.Point)
	f.kind = kit.NewChoiceField(kit.Spec{Key: "kind", Label: "What happened"},
		kit.Pair{Value: string(app.Received), Text: "Received"}, kit.Pair{Value: string(app.Invoiced), Text: "Invoiced"},
		kit.Pair{Value: string(app.Credited), Text: "Credited"}, kit.Pair{Value: string(app.WrittenOff), Text: "Written off"})
	f.kind.Set(string(b.fee.Kind))
	f.day = kit.NewDateField(d.stage, kit.Spec{Key: "day", Label: "Day", Required: true})
	f.day.Set(b.fee.Day)
	f.currency = kit.NewTextField(kit.Spec{Key: "currency", Label: "Currency", Required: true, Check: f.checkCurrency}, "EUR")
	f.currency.Set(string(c))
	f.currency.OnChange(f.follow)
	f.invoice = kit.NewTextField(kit.Spec{Key: "invoice", Label: "Invoice number"}, "")
	f.excluded = kit.NewMoneyField(kit.Spec{Key: "excluded", Label: "Disbursements and taxes in it", Hint: "No commission is earned on these"}, c, money.Point)
	f.cost = kit.NewMoneyField(kit.Spec{Key: "cost", Label: "Cost of the work", Hint: "Commission on the margin is on what is left after it"}, c, money.Point)
	kit.Shown(f.cost, b.cost)
	f.rate = kit.NewTextField(kit.Spec{Key: "rate", Label: "Exchange rate", Hint: "How many " + string(b.paysIn) + " one unit buys"}, "1.0837")
	f.source = kit.NewTextField(kit.Spec{Key: "rate source", Label: "Where the rate is from"}, "ECB, your bank …")
	f.note = kit.NewMultilineField(kit.Spec{Key: "note", Label: "Note"}, "", 3)
	if b.fee.Amount.Minor > 0 {
		f.amount.Set(b.fee.Amount)
	}
	f.invoice.Set(b.fee.Invoice)
	f.form.Beside(f.amount, f.currency).Add(f.kind).Beside(f.day, f.invoice).Add(f.excluded, f.cost, f.rate, f.source, f.note)
	f.follow()
	return f
}

// code is the currency as typed, if it is one.
func (f *feeForm) code() (money.Currency, error) { return money.ParseCurrency(f.currency.Value()) }

func (f *feeForm) checkCurrency() string {
	if _, err := f.code(); err != nil {
		return err.Error()
	}
	return ""
}

// follow brings amounts and exchange rate in step with the currency.
func (f *feeForm) follow() {
	c, err := f.code()
	if err != nil {
		return
	}
	f.amount.SetCurrency(c)
	f.excluded.SetCurrency(c)
	f.cost.SetCurrency(c)
	if c == f.rateTo || f.rateTo == "" {
		f.rate.Hide()
		f.source.Hide()
	} else {
		f.rate.Show()
		f.source.Show()
	}
	f.form.Content().Refresh()
}

// entered reads the fields.
func (f *feeForm) entered() app.Fee {
	fee := app.Fee{Referral: f.suggested.Referral, Kind: app.FeeKind(f.kind.Value()), Day: dayOf(f.day), Amount: moneyOf(f.amount),
		Excluded: moneyOf(f.excluded).Minor, Cost: moneyOf(f.cost).Minor, Invoice: f.invoice.Value(), Note: f.note.Value()}
	if fee.Kind != app.Invoiced && fee.Invoice == f.suggested.Invoice {
		fee.Of = f.of
	}
	if f.rate.Visible() && strings.TrimSpace(f.rate.Value()) != "" {
		fee.Rate, fee.RateTo, fee.RateFrom = f.rate.Value(), f.rateTo, f.source.Value()
	}
	return fee
}

// takeFeeBack asks why a fee event that was entered by mistake is taken back.
func (d *Desk) takeFeeBack(f app.Fee) {
	reason := kit.NewTextField(kit.Spec{Key: "reason", Label: "What was wrong", Required: true, Hint: "Kept with the entry that takes it back"}, "")
	what, when := feeWords(f, d.today)
	d.openForm(formSpec{title: "Take a fee back", note: what + ", " + when + ". The entry stays and an opposite one is added.",
		form: kit.NewForm().Add(reason), save: "Take it back",
		submit: func(ask app.Ask) act {
			why := reason.Value()
			return func(ctx context.Context) (app.Receipt, error) { return d.firm.Fees.Void(ctx, ask, f.ID, why) }
		}})
}
