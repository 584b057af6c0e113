package desk

import (
	"context"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/views/kit"
)

// runStatements asks for the period and shows what would be issued.
func (d *Desk) runStatements() {
	var res app.RunStatements
	d.askPeriod(periodAsk{title: "Run a month's statements", note: "One statement for every partner and currency with approved lines, payments or an open balance.",
		work: func(ctx context.Context, p calendar.Period) (err error) {
			_, res, err = d.firm.Statements.Run(ctx, app.Ask{Preview: true}, p, nil, nil)
			return err
		}, show: func(p calendar.Period) { d.previewStatements(p, res) }})
}

// previewStatements shows what would be issued; Enter issues it.
func (d *Desk) previewStatements(period calendar.Period, res app.RunStatements) {
	if len(res.Made) == 0 {
		d.root.Toast(kit.Toast{Text: "No statement is due for " + period.Label() + ": nothing approved or paid waits, and no balance is open."})
		d.focus()
		return
	}
	lines := runLines(res.Made, func(s app.Drafted) runLine {
		return runLine{s.Number, s.PartnerName, plural(s.Lines, "line", "lines"), money.New(s.Closing, s.Currency)}
	})
	say := "Each takes the next number, and its PDF is kept byte for byte. A statement that was not sent can be voided; its number stays used."
	for _, w := range res.Warnings {
		say = w + " " + say
	}
	many := plural(len(res.Made), "statement", "statements")
	d.confirmBatch(batch{title: "Issue " + many + " for " + period.Label(), sums: res.Sums, one: "statement", many: "statements", say: say, verb: "Issue " + many,
		made: lines, run: func() { d.issueStatements(period) }})
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
