package desk

import (
	"context"

	"rapport/app"
	"rapport/app/money"
	"rapport/views/kit"
)

// markSent asks when and to whom a statement went.
func (d *Desk) markSent(r app.StatementRow) {
	to := kit.NewTextField(kit.Spec{Key: "sent to", Label: "Sent to", Hint: "An address or a name; may stay empty"}, "")
	day := kit.NewDateField(d.stage, kit.Spec{Key: "day", Label: "Sent on", Required: true})
	day.Set(d.today)
	d.openForm(formSpec{again: "statement.sent", title: "Mark " + r.Number + " sent", note: "After that it is corrected by adjustments, not voided.", form: kit.NewForm().Add(to, day), save: "Mark sent",
		submit: func(ask app.Ask) act {
			m := app.Move{Day: dayOf(day), Note: to.Value()}
			return func(ctx context.Context) (app.Receipt, error) {
				return d.firm.Statements.SetState(ctx, ask, r.ID, app.StatementSent, m)
			}
		}})
}

// setStatement keeps what the partner said of a statement.
func (d *Desk) setStatement(r app.StatementRow, to app.StatementState) {
	note := kit.NewMultilineField(kit.Spec{Key: "note", Label: "What the partner said", Hint: "Silence is never agreement"}, "", 4)
	day := kit.NewDateField(d.stage, kit.Spec{Key: "day", Label: "On", Required: true})
	day.Set(d.today)
	d.openForm(formSpec{title: r.Number + " is " + string(to), note: r.PartnerName + ", " + r.Period.Label(), form: kit.NewForm().Add(day, note), save: "Keep",
		submit: func(ask app.Ask) act {
			m := app.Move{Day: dayOf(day), Note: note.Value()}
			return func(ctx context.Context) (app.Receipt, error) {
				return d.firm.Statements.SetState(ctx, ask, r.ID, to, m)
			}
		}})
}

// voidStatement asks why a statement that was not sent is taken back.
func (d *Desk) voidStatement(r app.StatementRow) {
	reason := kit.NewTextField(kit.Spec{Key: "reason", Label: "Why", Required: true, Hint: "Kept with the number"}, "")
	warn := newWarning()
	warn.say("The number stays used. Its lines go back to approved and its payments wait for the next statement. This cannot be undone.")
	d.openForm(formSpec{again: "statement.void", title: "Void " + r.Number, note: r.PartnerName + ", " + r.Period.Label() + ", " + closingOf(r.Statement).String(),
		form: kit.NewForm().Put(warn.panel).Add(reason), save: "Void statement",
		submit: func(ask app.Ask) act {
			why := reason.Value()
			return func(ctx context.Context) (app.Receipt, error) { return d.firm.Statements.Void(ctx, ask, r.ID, why) }
		}})
}

// recordPayment asks what was paid, filled in with what is owed.
func (d *Desk) recordPayment(r app.StatementRow) {
	var slot kit.Slot
	kit.Load(d.stage, &slot, func(ctx context.Context) (money.Money, error) {
		ours, _, err := d.firm.Payments.Compare(ctx, r.Partner, money.New(0, r.Currency))
		return ours, err
	}, func(owed money.Money, err error) {
		if err != nil {
			d.refuse(err)
			return
		}
		d.openPayment(r, owed)
	})
}

func (d *Desk) openPayment(r app.StatementRow, owed money.Money) {
	sum := kit.NewMoneyField(kit.Spec{Key: "amount", Label: "Amount", Required: true, Hint: "Owed now: " + owed.String()}, r.Currency, money.Point)
	if owed.Sign() > 0 {
		sum.Set(owed)
	}
	day := kit.NewDateField(d.stage, kit.Spec{Key: "day", Label: "Paid on", Required: true})
	day.Set(d.today)
	method := kit.NewChoiceField(kit.Spec{Key: "method", Label: "How"}, pairsOf(app.Methods()...)...)
	reference := kit.NewTextField(kit.Spec{Key: "reference", Label: "Reference", Hint: "As on the bank statement"}, "")
	note := kit.NewMultilineField(kit.Spec{Key: "note", Label: "Note"}, "", 2)
	d.openForm(formSpec{again: "payment.new", title: "Record a payment", note: "To " + r.PartnerName + " on " + r.Number, save: "Record payment",
		form: kit.NewForm().Beside(sum, day).Add(method, reference, note),
		submit: func(ask app.Ask) act {
			p := app.Payment{Statement: r.ID, Day: dayOf(day), Amount: moneyOf(sum), Method: method.Value(), Reference: reference.Value(), Note: note.Value()}
			return func(ctx context.Context) (app.Receipt, error) { return d.firm.Payments.Record(ctx, ask, p) }
		}})
}
