package desk

import (
	"context"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/views/kit"
)

// editTax opens what tax papers take to know of a partner.
func (d *Desk) editTax(p app.Partner) {
	var slot kit.Slot
	kit.Load(d.stage, &slot, func(ctx context.Context) (app.TaxProfile, error) { return d.firm.Taxes.Profile(ctx, p.ID) }, func(t app.TaxProfile, err error) {
		if err != nil {
			d.refuse(err)
			return
		}
		d.openTax(p, t)
	})
}

// taxForm is the fields of it.
type taxForm struct {
	form         *kit.Form
	w9, from, to *kit.DateField
	number, rate *kit.TextField
	by           *kit.ChoiceField
	wording      *kit.TextField
	was          app.TaxProfile
}

func newTaxForm(d *Desk, t app.TaxProfile) *taxForm {
	f := &taxForm{form: kit.NewForm(), was: t}
	day := func(key, label, hint string, on calendar.Day) *kit.DateField {
		field := kit.NewDateField(d.stage, kit.Spec{Key: key, Label: label, Hint: hint})
		if on != 0 {
			field.Set(on)
		}
		return field
	}
	f.w9 = day("w9", "W-9 came on", "Empty while it is missing", t.W9On)
	f.number = kit.NewTextField(kit.Spec{Key: "vat number", Label: "VAT number", Hint: "With its country: GB123456789"}, "")
	f.number.Set(t.VATNumber)
	f.rate = kit.NewTextField(kit.Spec{Key: "vat rate", Label: "VAT rate", Hint: "In percent; empty or 0 where none is charged", Check: func() string { return rateProblem(f.rate.Value()) }}, "20")
	if !t.VATRate.IsZero() {
		f.rate.Set(t.VATRate.Percent())
	}
	f.by = kit.NewChoiceField(kit.Spec{Key: "vat by", Label: "VAT is worked out"}, kit.Pair{Value: string(app.VATByLine), Text: "Of each line"}, kit.Pair{Value: string(app.VATByTotal), Text: "Of the total"})
	if t.VATBy != "" {
		f.by.Set(string(t.VATBy))
	}
	f.from = day("self-billing", "In force from", "Empty where the partner bills you", t.SelfFrom)
	f.to = day("self-billing until", "Last day", "Empty while it is open", t.SelfTo)
	f.wording = kit.NewTextField(kit.Spec{Key: "wording", Label: "Wording", Hint: "In the place of the country's own words"}, "")
	f.wording.Set(t.Wording)
	f.form.Section("United States").Add(f.w9).Section("VAT").Beside(f.number, f.rate).Add(f.by).Section("Self-billing agreement").Beside(f.from, f.to).Add(f.wording)
	return f
}

func (f *taxForm) entered() app.TaxProfile {
	t := f.was
	t.W9On, t.SelfFrom, t.SelfTo = dayOf(f.w9), dayOf(f.from), dayOf(f.to)
	t.VATNumber, t.VATBy, t.Wording = f.number.Value(), app.VATBy(f.by.Value()), f.wording.Value()
	t.VATRate, _ = money.ParsePercent(f.rate.Value())
	return t
}

func (d *Desk) openTax(p app.Partner, t app.TaxProfile) {
	f := newTaxForm(d, t)
	d.openForm(formSpec{title: "Tax details of " + p.Name, note: "Tax number, address and country are with the partner.", form: f.form, save: "Save details",
		submit: func(ask app.Ask) act {
			entered := f.entered()
			return func(ctx context.Context) (app.Receipt, error) { return d.firm.Taxes.SetProfile(ctx, ask, entered) }
		}})
}

// enterThreshold asks for the amount from which payments of a year are reported.
func (d *Desk) enterThreshold() {
	amount := kit.NewMoneyField(kit.Spec{Key: "amount", Label: "Threshold", Required: true, Hint: "To one payee in a calendar year"}, "USD", money.Point)
	from := kit.NewDateField(d.stage, kit.Spec{Key: "from", Label: "From", Required: true, Hint: "1 January of the year it holds for"})
	source := kit.NewTextField(kit.Spec{Key: "source", Label: "Source", Required: true, Hint: "Where it is published"}, "")
	d.openForm(formSpec{again: "tax.threshold", title: "Threshold of Form 1099-NEC", note: "Years before keep theirs.", form: kit.NewForm().Beside(amount, from).Add(source), save: "Save threshold",
		submit: func(ask app.Ask) act {
			row := app.Threshold{Rule: app.Form1099, From: dayOf(from), Amount: moneyOf(amount), Source: source.Value()}
			return func(ctx context.Context) (app.Receipt, error) { return d.firm.Taxes.SetThreshold(ctx, ask, row) }
		}})
}
