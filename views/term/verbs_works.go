package term

import (
	"fmt"
	"slices"
	"strings"

	"rapport/app"
)

// reportWorks compares what came to an end, by what it is asked for.
type reportWorks struct {
	By     string `help:"partner type, partner, incentive, service, country, source, campaign or material." default:"partner type" placeholder:"WHAT"`
	Period string `help:"A year, a quarter or a month (default: this year)." placeholder:"PERIOD"`
	Format string `help:"text, csv, xlsx, pdf or json." default:"text" enum:"text,csv,xlsx,pdf,json"`
	Out    string `help:"The file to write." placeholder:"FILE"`
}

func (r *reportWorks) Run(c *call, f *app.Firm) error {
	by := app.Dimension(strings.ToLower(strings.TrimSpace(r.By)))
	if !slices.Contains(app.Dimensions(), by) {
		return errUsage{fmt.Errorf("--by is one of: %s", strings.Join(textsOf(app.Dimensions()), ", "))}
	}
	p, err := c.period(f, r.Period)
	if err != nil {
		return err
	}
	if r.Format == "pdf" {
		return c.paper(r.Out, "the report", func() ([]byte, error) { return f.Insights.WorksPDF(c.ctx, by, p) })
	}
	x, err := f.Insights.Works(c.ctx, by, p)
	switch {
	case err != nil:
		return err
	case r.Format == "csv" || r.Format == "xlsx":
		return c.export("What works by "+string(by), r.Format, r.Out, x.Table())
	case c.flags.JSON || r.Format == "json":
		row := func(w app.WorksRow) map[string]any {
			return map[string]any{"name": w.Name, "won": w.Won, "ended": w.Ended, "low": w.Low, "high": w.High, "days": w.Days, "fees": w.Fees, "commission": w.Commission}
		}
		return c.json(map[string]any{"by": by, "period": p.Key(), "currency": x.Currency, "rows": docs(x.Rows, row), "total": row(x.Total), "findings": x.Findings()})
	}
	c.table(x.Table())
	for _, say := range x.Findings() {
		fmt.Fprintln(c.Out, say)
	}
	return nil
}

func textsOf[T ~string](list []T) []string {
	out := make([]string, len(list))
	for i, x := range list {
		out[i] = string(x)
	}
	return out
}
