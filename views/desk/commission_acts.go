package desk

import (
	"context"
	"slices"
	"strconv"

	"rapport/app"
	"rapport/app/money"
	"rapport/views/kit"
)

// whyForm is the form of an act on one line that needs a reason.
func (d *Desk) whyForm(r app.LineRow, title, save, label, hint string, more []kit.Field, work func(ctx context.Context, ask app.Ask, why string) (app.Receipt, error)) {
	reason := kit.NewTextField(kit.Spec{Key: "reason", Label: label, Required: true, Hint: hint}, "")
	form := kit.NewForm().Add(reason).Add(more...)
	d.openForm(formSpec{title: title, note: lineTitle(r), form: form, save: save, submit: func(ask app.Ask) act {
		why := reason.Value()
		return func(ctx context.Context) (app.Receipt, error) { return work(ctx, ask, why) }
	}})
}

// lineTitle says which line it is.
func lineTitle(r app.LineRow) string {
	text := "Line " + strconv.FormatInt(r.Seq, 10) + ", " + r.Amount.String() + " to " + r.PartnerName
	if r.ClientName != "" {
		text += " for " + r.ClientName
	}
	return text
}

// holdLine asks why a line is held, and until when.
func (d *Desk) holdLine(r app.LineRow) {
	until := kit.NewDateField(d.stage, kit.Spec{Key: "until", Label: "Until", Hint: "Released by itself on that day; empty: until somebody releases it"})
	d.whyForm(r, "Hold a line", "Hold", "Why", "Kept with the line", []kit.Field{until}, func(ctx context.Context, ask app.Ask, why string) (app.Receipt, error) {
		return d.firm.Commissions.Hold(ctx, ask, r.Seq, why, dayOf(until))
	})
}

// releaseLine asks what was cleared up, and which reason when the line is held for several.
func (d *Desk) releaseLine(r app.LineRow) {
	kinds := make([]string, 0, len(r.Standing.Holds))
	for _, h := range r.Standing.Holds {
		kinds = append(kinds, h.Kind)
	}
	cleared := func() string { return "" }
	var more []kit.Field
	if len(kinds) > 1 {
		which := kit.NewChoiceField(kit.Spec{Key: "for", Label: "Cleared", Hint: "One reason at a time; the others keep it held"}, pairsOf(slices.Compact(kinds)...)...)
		more, cleared = append(more, which), which.Value
	}
	reason := kit.NewTextField(kit.Spec{Key: "reason", Label: "What was cleared up", Required: true, Hint: "When no reason is left it waits for approval"}, "")
	d.openForm(formSpec{again: "commission.release", title: "Release a held line", note: lineTitle(r), form: kit.NewForm().Add(more...).Add(reason), save: "Release", submit: func(ask app.Ask) act {
		why, kind := reason.Value(), cleared()
		return func(ctx context.Context) (app.Receipt, error) {
			return d.firm.Commissions.Release(ctx, ask, r.Seq, why, kind)
		}
	}})
}

// writeOffBalance asks how much of a partner's negative balance is given up, and why.
func (d *Desk) writeOffBalance(r app.LineRow) {
	sum := kit.NewMoneyField(kit.Spec{Key: "amount", Label: "Amount", Hint: "Empty: all of it"}, r.Amount.Currency, money.Point)
	reason := kit.NewTextField(kit.Spec{Key: "reason", Label: "Why", Required: true, Hint: "The partner sees it on the next statement"}, "")
	warn := newWarning()
	warn.say("A negative balance is otherwise carried and set against what is earned next. Writing it off waits for approval and cannot be undone.")
	d.openForm(formSpec{again: "commission.writeoff", title: "Write off a negative balance", note: r.PartnerName + ", in " + string(r.Amount.Currency), form: kit.NewForm().Put(warn.panel).Add(sum, reason), save: "Write off",
		submit: func(ask app.Ask) act {
			w := app.BalanceWriteOff{Partner: r.Partner, Currency: r.Amount.Currency, Minor: moneyOf(sum).Minor, Reason: reason.Value()}
			return func(ctx context.Context) (app.Receipt, error) { return d.firm.Commissions.WriteOff(ctx, ask, w) }
		}})
}

// voidLine asks why nothing is owed.
func (d *Desk) voidLine(r app.LineRow) {
	d.whyForm(r, "Void a line", "Void", "Why nothing is owed", "The line stays in the ledger with this reason; it cannot be brought back", nil,
		func(ctx context.Context, ask app.Ask, why string) (app.Receipt, error) {
			return d.firm.Commissions.Void(ctx, ask, r.Seq, why)
		})
}

// reverseLine asks why an approved line is taken back.
func (d *Desk) reverseLine(r app.LineRow) {
	d.whyForm(r, "Reverse a line", "Reverse", "Why it is taken back", "The partner sees the reversal on the next statement", nil,
		func(ctx context.Context, ask app.Ask, why string) (app.Receipt, error) {
			return d.firm.Commissions.Reverse(ctx, ask, r.Seq, why)
		})
}

// adjustLine asks for an amount up or down, on a line or on the partner's account.
func (d *Desk) adjustLine(r app.LineRow) {
	sum := kit.NewMoneyField(kit.Spec{Key: "amount", Label: "Amount", Required: true, Hint: "Minus takes away: -25.00"}, r.Amount.Currency, money.Point)
	day := kit.NewDateField(d.stage, kit.Spec{Key: "day", Label: "Day", Required: true})
	day.Set(d.today)
	on := kit.NewChoiceField(kit.Spec{Key: "line", Label: "It corrects"},
		kit.Pair{Value: "line", Text: "This line"}, kit.Pair{Value: "account", Text: "The partner's account"})
	reason := kit.NewTextField(kit.Spec{Key: "reason", Label: "Why", Required: true, Hint: "The partner sees it on the next statement"}, "")
	d.openForm(formSpec{again: "commission.adjust", title: "Adjust", note: lineTitle(r), form: kit.NewForm().Beside(sum, day).Add(on, reason), save: "Adjust",
		submit: func(ask app.Ask) act {
			a := app.Adjustment{Partner: r.Partner, Amount: moneyOf(sum), Day: dayOf(day), Reason: reason.Value()}
			if on.Value() == "line" {
				a.Line = r.Seq
			}
			return func(ctx context.Context) (app.Receipt, error) { return d.firm.Commissions.Adjust(ctx, ask, a) }
		}})
}
