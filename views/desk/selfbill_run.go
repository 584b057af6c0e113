package desk

import (
	"context"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/views/kit"
)

// periodField asks for a period, last month at first.
func (d *Desk) periodField() *kit.TextField {
	last := calendar.MonthPeriod(calendar.MonthOf(d.today).First().AddDays(-1))
	var period *kit.TextField
	period = kit.NewTextField(kit.Spec{Key: "period", Label: "Period", Required: true, Hint: last.Label() + " is the month before this one; also 2026-Q3 or 2026", Check: func() string {
		if _, err := calendar.ParsePeriod(period.Value()); err != nil {
			return sentence(err)
		}
		return ""
	}}, last.Key())
	period.Set(last.Key())
	return period
}

// runSelfBills asks for the period and shows what would be issued.
func (d *Desk) runSelfBills() {
	period := d.periodField()
	var res app.RunSelfBills
	var chosen calendar.Period
	d.root.OpenSheet(kit.SheetSpec{Title: "Run a month's self-billed documents", Form: kit.NewForm().Add(period), Save: "Preview",
		Note: "One for every statement of the period whose partner has a self-billing agreement and that none bills yet. Nothing is issued before you have seen it.",
		Submit: func() func(context.Context) error {
			chosen, _ = calendar.ParsePeriod(period.Value())
			return func(ctx context.Context) (err error) {
				_, res, err = d.firm.SelfBills.Run(ctx, app.Ask{Preview: true}, chosen, nil)
				return err
			}
		},
		Saved: func() { d.previewSelfBills(chosen, res) }})
}

// previewSelfBills shows how many, how much, and who is left out and why; Enter issues them.
func (d *Desk) previewSelfBills(period calendar.Period, res app.RunSelfBills) {
	switch {
	case len(res.Made) == 0 && len(res.Left) == 0:
		d.root.Toast(kit.Toast{Text: "No document is due for " + period.Label() + ": no statement of a partner with a self-billing agreement waits for one."})
		d.focus()
		return
	case len(res.Made) == 0:
		d.nobody("No document can be issued", res.Left)
		return
	}
	rows := kit.Down(5)
	for i, b := range res.Made {
		if i == mostDrafts {
			rows.Add(kit.NewText("and "+grouped(len(res.Made)-mostDrafts)+" more", kit.Muted()))
			break
		}
		rows.Add(kit.Across(10, kit.Fixed(102, 0, kit.NewText(b.Number, kit.Muted())), kit.Grow(kit.NewText(b.PartnerName, kit.Look{})),
			kit.NewText("VAT "+money.New(b.VAT, b.Currency).Amount(), kit.Look{Role: kit.RoleMuted, Hug: true, Size: 12}),
			kit.Fixed(116, 0, kit.NewText(money.New(b.Gross, b.Currency).String(), kit.Look{Align: 2}))))
	}
	leftRows(rows, res.Left)
	many := plural(len(res.Made), "document", "documents")
	high := min(260, float32(len(res.Made))*24+float32(len(res.Left))*48+8)
	d.confirmBatch(batch{title: "Issue " + many + " for " + period.Label(), sums: res.Sums, one: "document", many: "documents", verb: "Issue " + many,
		say:  "Each takes the next number, and its PDF is kept byte for byte. The VAT is owed at once and comes with the next statement. A document is never edited; it can be taken back by another one.",
		rows: kit.Fixed(0, high, kit.Scrolled(kit.Pad(0, 12, 0, 0, rows))), run: func() { d.issueSelfBills(period) }})
}

func (d *Desk) issueSelfBills(period calendar.Period) {
	ask := app.Ask{Key: d.opts.NewKey()}
	d.doJob("Issuing documents for "+period.Label(), func(ctx context.Context, _ func(done, total int64)) (app.Receipt, error) {
		r, _, err := d.firm.SelfBills.Run(ctx, ask, period, nil)
		return r, err
	}, func(app.Receipt) { d.open("selfbills", view{}) })
}
