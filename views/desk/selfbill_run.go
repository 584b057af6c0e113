package desk

import (
	"context"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/views/kit"
)

// runSelfBills asks for the period and shows what would be issued.
func (d *Desk) runSelfBills() {
	var res app.RunSelfBills
	d.askPeriod(periodAsk{title: "Run a month's self-billed documents", note: "One for every statement of the period whose partner has a self-billing agreement and that none bills yet.",
		work: func(ctx context.Context, p calendar.Period) (err error) {
			_, res, err = d.firm.SelfBills.Run(ctx, app.Ask{Preview: true}, p, nil)
			return err
		}, show: func(p calendar.Period) { d.previewSelfBills(p, res) }})
}

// workSelfBills works a period out again.
func (d *Desk) workSelfBills(period calendar.Period) {
	var slot kit.Slot
	kit.Load(d.stage, &slot, func(ctx context.Context) (app.RunSelfBills, error) {
		_, res, err := d.firm.SelfBills.Run(ctx, app.Ask{Preview: true}, period, nil)
		return res, err
	}, func(res app.RunSelfBills, err error) {
		if err != nil {
			d.refuse(err)
			return
		}
		d.previewSelfBills(period, res)
	})
}

// previewSelfBills shows how many, how much, and who is left out and why; Enter issues them.
func (d *Desk) previewSelfBills(period calendar.Period, res app.RunSelfBills) {
	switch {
	case len(res.Made) == 0 && len(res.Left) == 0:
		d.root.Toast(kit.Toast{Text: "No document is due for " + period.Label() + ": no statement of a partner with a self-billing agreement waits for one."})
		d.focus()
		return
	case len(res.Made) == 0:
		d.nobody("No document can be issued", res.Left, func() { d.workSelfBills(period) })
		return
	}
	lines := runLines(res.Made, func(b app.SelfBillRow) runLine {
		return runLine{b.Number, b.PartnerName, "VAT " + money.New(b.VAT, b.Currency).Amount(), money.New(b.Gross, b.Currency)}
	})
	many := plural(len(res.Made), "document", "documents")
	d.confirmBatch(batch{title: "Issue " + many + " for " + period.Label(), sums: res.Sums, one: "document", many: "documents", verb: "Issue " + many,
		say:  "Each takes the next number, and its PDF is kept byte for byte. The VAT is owed at once and comes with the next statement. A document is never edited; it can be taken back by another one.",
		made: lines, left: res.Left, run: func() { d.issueSelfBills(period) }, again: func() { d.workSelfBills(period) }})
}

func (d *Desk) issueSelfBills(period calendar.Period) {
	ask := app.Ask{Key: d.opts.NewKey()}
	d.doJob("Issuing documents for "+period.Label(), func(ctx context.Context, _ func(done, total int64)) (app.Receipt, error) {
		r, _, err := d.firm.SelfBills.Run(ctx, ask, period, nil)
		return r, err
	}, func(app.Receipt) { d.open("selfbills", view{}) })
}
