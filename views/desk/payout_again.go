package desk

import (
	"context"
	"strings"

	"rapport/app"
	"rapport/app/money"
	"rapport/views/kit"
)

// payoutAgain asks which file is given again, byte for byte, and says what of it the bank must not pay any more.
func (d *Desk) payoutAgain() {
	if d.opts.Outside == nil {
		d.refuse(app.No("This window has no way to files and programs outside of it.", "Use the command line: rapport payout export --again."))
		return
	}
	warn := newWarning()
	which := kit.NewPickField(d.stage, kit.Spec{Key: "file", Label: "File", Required: true, Hint: "Its number, such as F-2026-0001"}, d.findPayoutFiles)
	var slot kit.Slot
	look := func() {
		warn.say("")
		if o, ok := which.Value(); ok {
			kit.Load(d.stage, &slot, func(ctx context.Context) (app.Receipt, error) {
				r, _, err := d.firm.Payouts.Export(ctx, app.Ask{Preview: true}, app.PayoutExport{Again: o.Text})
				return r, err
			}, func(r app.Receipt, err error) {
				if err == nil {
					warn.say(strings.Join(r.Warnings, " "))
				}
			})
		}
	}
	which.OnChange(look)
	if r, ok := d.payout(); ok && r.File != 0 {
		which.Set(kit.Option{ID: int64(r.File), Text: r.FileNumber})
	}
	var file app.ExportedFile
	form := kit.NewForm().Add(which).Put(warn.panel)
	warn.form = form
	d.openForm(formSpec{again: "payout.again", title: "Export a file again", save: "Export again", form: form,
		note: "The very same bytes, marked as a copy. Nothing becomes of its payouts.",
		submit: func(ask app.Ask) act {
			o, _ := which.Value()
			return func(ctx context.Context) (r app.Receipt, err error) {
				r, file, err = d.firm.Payouts.Export(ctx, ask, app.PayoutExport{Again: o.Text})
				return r, err
			}
		},
		saved: func(app.Receipt) { d.savePayoutFile(file) }})
	look()
}

// mostFiles is how many files are offered when nothing is typed that narrows them.
const mostFiles = 50

// findPayoutFiles gives the files whose number or name has the text in it, the newest first.
func (d *Desk) findPayoutFiles(ctx context.Context, text string) ([]kit.Option, error) {
	files, err := d.firm.Payouts.Files(ctx, 1<<20)
	var out []kit.Option
	for _, f := range files {
		if len(out) < mostFiles && strings.Contains(strings.ToLower(f.Number), strings.ToLower(strings.TrimSpace(text))) {
			out = append(out, kit.Option{ID: int64(f.ID), Text: f.Number,
				Note: plural(f.Count, "payout", "payouts") + ", " + money.New(f.Minor, f.Currency).String() + ", " + dayWords(f.Day, d.today)})
		}
	}
	return out, err
}
