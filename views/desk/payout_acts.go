package desk

import (
	"context"
	"strings"

	"rapport/app"
	"rapport/app/bank"
	"rapport/app/money"
	"rapport/views/kit"
)

// markPayouts says what became of the selected payout, or of all that are marked.
func (d *Desk) markPayouts(to app.PayoutState) {
	p := d.screens["payouts"].screen.(*payouts)
	if p.grid.Marked() > 0 {
		d.pickedPayouts(to, func(ids []app.ID[app.Payout]) { d.askMark(to, plural(len(ids), "payout", "payouts"), ids) })
		return
	}
	if r, ok := d.payout(); ok {
		d.askMark(to, r.Number+", "+r.Amount.String()+" to "+r.PartnerName, []app.ID[app.Payout]{r.ID})
	}
}

// askMark asks when it happened, the bank's reference, and the reason where one is needed.
func (d *Desk) askMark(to app.PayoutState, which string, ids []app.ID[app.Payout]) {
	day := kit.NewDateField(d.stage, kit.Spec{Key: "day", Label: "On", Required: true})
	day.Set(d.today)
	reference := kit.NewTextField(kit.Spec{Key: "reference", Label: "Reference", Hint: "As on the bank statement; may stay empty"}, "")
	why := kit.NewTextField(kit.Spec{Key: "reason", Label: "Why", Required: true, Hint: "Kept with the payout"}, "")
	form, title, save := kit.NewForm().Add(why, day), "Mark "+string(to), "Mark "+string(to)
	warn := newWarning()
	switch to {
	case app.PayoutSent:
		form = kit.NewForm().Beside(day, reference)
	case app.PayoutCleared:
		form = kit.NewForm().Beside(day, reference)
		warn.say("The payment is recorded in the ledger and the lines are paid. This cannot be undone.")
	case app.PayoutCancelled:
		title, save = "Cancel", "Cancel payout"
		warn.say("Its lines can be claimed by the next run. If the file is with the bank already, stop it there first.")
	default:
		warn.say("What it claimed is owed again; the next run makes a new attempt.")
	}
	d.openForm(formSpec{title: title, note: which, form: form.Put(warn.panel), save: save, submit: func(ask app.Ask) act {
		m := app.PayoutMove{Day: dayOf(day), Reference: reference.Value(), Reason: why.Value()}
		return func(ctx context.Context) (app.Receipt, error) {
			r, _, err := d.firm.Payouts.Mark(ctx, ask, ids, to, m)
			return r, err
		}
	}, saved: func(app.Receipt) { d.screens["payouts"].screen.(*payouts).grid.Unmark() }})
}

// exportPayouts asks for the format and writes the file where the person says. With nothing approved, the last file is given again.
func (d *Desk) exportPayouts() {
	if d.opts.Outside == nil {
		d.refuse(app.No("This window has no way to files and programs outside of it.", "Use the command line: rapport payout export."))
		return
	}
	format := kit.NewChoiceField(kit.Spec{Key: "format", Label: "Format"}, kit.Pair{Value: string(bank.FormatSEPA), Text: "SEPA"}, kit.Pair{Value: string(bank.FormatACH), Text: "ACH"},
		kit.Pair{Value: string(bank.FormatCards), Text: "Cards"}, kit.Pair{Value: string(bank.FormatCSV), Text: "CSV"})
	if r, ok := d.payout(); ok {
		for _, f := range bank.Formats() {
			if f.Carries(r.Method) {
				format.Set(string(f))
			}
		}
	}
	day := kit.NewDateField(d.stage, kit.Spec{Key: "day", Label: "The bank pays on", Hint: "Empty: the next business day"})
	currency := kit.NewTextField(kit.Spec{Key: "currency", Label: "Currency", Hint: "Only needed when payouts in several wait"}, "")
	columns := kit.NewTextField(kit.Spec{Key: "columns", Label: "Columns", Hint: "Of CSV, with commas; empty: all"}, strings.Join(bank.Columns(), ", "))
	follow := func() { kit.Shown(columns, format.Value() == string(bank.FormatCSV)) }
	format.OnChange(follow)
	follow()
	var file app.ExportedFile
	d.openForm(formSpec{again: "payout.export", title: "Export a file for the bank", save: "Export", form: kit.NewForm().Add(format, columns).Beside(day, currency),
		note: "Every approved payout that the format carries goes into one file. Exporting again gives the same file, marked as a copy.",
		submit: func(ask app.Ask) act {
			e := app.PayoutExport{Format: bank.Format(format.Value()), Currency: money.Currency(strings.ToUpper(strings.TrimSpace(currency.Value()))), Day: dayOf(day)}
			if e.Format == bank.FormatCSV {
				e.Columns = splitWords(columns.Value())
			}
			return func(ctx context.Context) (r app.Receipt, err error) {
				r, file, err = d.firm.Payouts.Export(ctx, ask, e)
				return r, err
			}
		},
		saved: func(app.Receipt) { d.savePayoutFile(file) }})
}

// splitWords are the words between commas.
func splitWords(text string) []string {
	var out []string
	for _, w := range strings.Split(text, ",") {
		if w = strings.TrimSpace(w); w != "" {
			out = append(out, strings.ToLower(w))
		}
	}
	return out
}

// savePayoutFile writes an exported file where the person says.
func (d *Desk) savePayoutFile(file app.ExportedFile) {
	said := ""
	d.runJob("Saving "+file.Number, func(ctx context.Context, _ func(done, total int64)) error {
		path, err := d.opts.Outside.SaveFile(ctx, file.Name, file.Bytes)
		if err == nil && path != "" {
			said = "Saved " + path
			if file.Copy {
				said += ", a copy of what was exported before"
			}
		}
		return err
	}, func(err error) {
		switch {
		case err != nil:
			d.refuse(err)
		case said == "":
			d.root.Toast(kit.Toast{Text: file.Number + " is kept but was not saved anywhere; export again to get the same file."})
		default:
			d.root.Toast(kit.Toast{Text: said})
		}
	})
}
