package term

import (
	"strings"

	"rapport/app"
	"rapport/app/report"
)

type commissionQueue struct{}

func (commissionQueue) Run(c *call, f *app.Firm) error {
	items, err := f.Commissions.Queue(c.ctx)
	if err != nil {
		return err
	}
	cols := []report.Column{col("What"), {Title: "Count", Kind: report.KindCount}, col("Amount"), col("Since"), col("Next date"), col("Waits for")}
	return rows(c, cols, items, len(items), queueDoc, func(q app.QueueItem) []report.Cell {
		sums := make([]string, len(q.Sums))
		for i, s := range q.Sums {
			sums[i] = minor(s.Minor, s.Currency).String()
		}
		cells := []report.Cell{report.Text(q.What), report.Count(q.Count), report.Text(strings.Join(sums, " and ")), report.Text(q.Since.String()), {}, report.Text(q.For)}
		if q.Next != 0 {
			cells[4] = report.Text(q.Next.String())
		}
		return cells
	})
}

func queueDoc(q app.QueueItem) map[string]any {
	sums := []any{}
	for _, s := range q.Sums {
		sums = append(sums, minor(s.Minor, s.Currency))
	}
	return map[string]any{"what": q.What, "count": q.Count, "amounts": sums, "since": dayText(q.Since), "next": dayText(q.Next), "waits_for": q.For}
}

type commissionWriteoff struct {
	Partner  string `arg:"" help:"Number or name of the partner."`
	Reason   string `required:"" help:"Why." placeholder:"TEXT"`
	Amount   string `help:"How much of it (default: all)." placeholder:"AMOUNT"`
	Currency string `help:"Currency (default: the firm's)." placeholder:"CUR"`
}

func (w *commissionWriteoff) Run(c *call, f *app.Firm) error {
	p, err := f.Partners.Find(c.ctx, w.Partner)
	if err != nil {
		return err
	}
	text := w.Amount
	if text == "" {
		text = "0"
	}
	m, err := c.amount(f, "amount", text, w.Currency)
	if err != nil {
		return err
	}
	r, err := f.Commissions.WriteOff(c.ctx, c.ask(), app.BalanceWriteOff{Partner: p.ID, Currency: m.Currency, Minor: m.Minor, Reason: w.Reason})
	return c.receipt(r, err, nil)
}
