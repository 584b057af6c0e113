package desk

import (
	"context"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/views/kit"
)

// mostDrafts is how many statements a preview lists; the rest are counted.
const mostDrafts = 200

// runStatements asks for the period, last month at first, and shows what would be issued.
func (d *Desk) runStatements() {
	period := d.periodField()
	var res app.RunStatements
	var chosen calendar.Period
	d.root.OpenSheet(kit.SheetSpec{Title: "Run a month's statements", Form: kit.NewForm().Add(period), Save: "Preview",
		Note: "One statement for every partner and currency with approved lines, payments or an open balance. Nothing is issued before you have seen it.",
		Submit: func() func(context.Context) error {
			chosen, _ = calendar.ParsePeriod(period.Value())
			return func(ctx context.Context) (err error) {
				_, res, err = d.firm.Statements.Run(ctx, app.Ask{Preview: true}, chosen, nil, nil)
				return err
			}
		},
		Saved: func() { d.previewStatements(chosen, res) }})
}

// previewStatements shows what would be issued; Enter issues it.
func (d *Desk) previewStatements(period calendar.Period, res app.RunStatements) {
	if len(res.Made) == 0 {
		d.root.Toast(kit.Toast{Text: "No statement is due for " + period.Label() + ": nothing approved or paid waits, and no balance is open."})
		d.focus()
		return
	}
	rows := kit.Down(5)
	for i, s := range res.Made {
		if i == mostDrafts {
			rows.Add(kit.NewText("and "+grouped(len(res.Made)-mostDrafts)+" more", kit.Muted()))
			break
		}
		rows.Add(kit.Across(10, kit.Fixed(96, 0, kit.NewText(s.Number, kit.Muted())), kit.Grow(kit.NewText(s.PartnerName, kit.Look{})),
			kit.NewText(plural(s.Lines, "line", "lines"), kit.Look{Role: kit.RoleMuted, Hug: true, Size: 12}),
			kit.Fixed(120, 0, kit.NewText(money.New(s.Closing, s.Currency).String(), kit.Look{Align: 2}))))
	}
	say := "Each takes the next number, and its PDF is kept byte for byte. A statement that was not sent can be voided; its number stays used."
	for _, w := range res.Warnings {
		say = w + " " + say
	}
	many := plural(len(res.Made), "statement", "statements")
	d.confirmBatch(batch{title: "Issue " + many + " for " + period.Label(), sums: res.Sums, one: "statement", many: "statements", say: say, verb: "Issue " + many,
		rows: kit.Fixed(0, min(260, float32(len(res.Made))*24+8), kit.Scrolled(kit.Pad(0, 12, 0, 0, rows))), run: func() { d.issueStatements(period) }})
}

// issueStatements issues them in the background and shows them.
func (d *Desk) issueStatements(period calendar.Period) {
	ask := app.Ask{Key: d.opts.NewKey()}
	d.doJob("Issuing statements for "+period.Label(), func(ctx context.Context, progress func(done, total int64)) (app.Receipt, error) {
		r, _, err := d.firm.Statements.Run(ctx, ask, period, nil, func(done, total int) { progress(int64(done), int64(total)) })
		return r, err
	}, func(app.Receipt) {
		d.practice.tick(stepStatement)
		d.open("statements", view{Filters: []filter{periodFilter(period)}})
	})
}
