package term

import (
	"errors"
	"slices"
	"strings"

	"rapport/app"
	"rapport/app/calendar"
)

// reportFigures prints the program's figures, or what one of them is made of.
type reportFigures struct {
	Period string `help:"A year, a quarter or a month (default: this year)." placeholder:"PERIOD"`
	Of     string `help:"What this figure is made of, such as \"conversion\"." placeholder:"FIGURE" xor:"of"`
	Months string `help:"This figure month by month, beside the period before." placeholder:"FIGURE" xor:"of"`
	Format string `help:"text, csv, xlsx, pdf or json." default:"text" enum:"text,csv,xlsx,pdf,json"`
	Out    string `help:"The file to write." placeholder:"FILE"`
}

func (r *reportFigures) Run(c *call, f *app.Firm) error {
	p, err := c.period(f, r.Period)
	if err != nil {
		return err
	}
	switch {
	case r.Of != "":
		return r.rows(c, f, p)
	case r.Months != "":
		return r.months(c, f, p)
	}
	if r.Format == "pdf" {
		return c.paper(r.Out, "the report", func() ([]byte, error) { return f.Insights.FiguresPDF(c.ctx, p) })
	}
	x, err := f.Insights.Figures(c.ctx, p)
	switch {
	case err != nil:
		return err
	case r.Format == "csv" || r.Format == "xlsx":
		return c.export("Program figures "+p.Key(), r.Format, r.Out, x.Table())
	case c.flags.JSON || r.Format == "json":
		return c.json(map[string]any{"period": p.Key(), "before": x.Before.Key(), "rows": docs(x.Rows, figureDoc), "total": len(x.Rows)})
	}
	c.table(x.Table())
	return nil
}

// figureNamed reads which figure is meant.
func figureNamed(flag, text string) (app.KPI, error) {
	of := app.KPI(strings.ToLower(strings.TrimSpace(text)))
	if !slices.Contains(app.Figures(), of) {
		return "", errUsage{errors.New(flag + " is one of: " + strings.Join(textsOf(app.Figures()), ", "))}
	}
	return of, nil
}

// months prints one figure by month.
func (r *reportFigures) months(c *call, f *app.Firm, p calendar.Period) error {
	of, err := figureNamed("--months", r.Months)
	if err != nil {
		return err
	}
	if r.Format == "pdf" {
		return c.paper(r.Out, "the report", func() ([]byte, error) { return f.Insights.TrendPDF(c.ctx, of, p) })
	}
	x, err := f.Insights.Trend(c.ctx, of, p)
	switch {
	case err != nil:
		return err
	case r.Format == "csv" || r.Format == "xlsx":
		return c.export(x.Title, r.Format, r.Out, x.Table())
	case c.flags.JSON || r.Format == "json":
		return c.json(map[string]any{"figure": of, "period": p.Key(), "rows": jsonRows(x.Table()), "total": len(x.Labels)})
	}
	c.table(x.Table())
	return nil
}

// rows prints what a figure is made of.
func (r *reportFigures) rows(c *call, f *app.Firm, p calendar.Period) error {
	of, err := figureNamed("--of", r.Of)
	if err != nil {
		return err
	}
	rows, err := f.Insights.Rows(c.ctx, of, p)
	switch {
	case err != nil:
		return err
	case r.Format == "pdf":
		return errUsage{errors.New("what a figure is made of is printed as text, csv, xlsx or json")}
	case r.Format == "csv" || r.Format == "xlsx":
		return c.export(of.Title()+" "+p.Key(), r.Format, r.Out, rows.Table())
	case c.flags.JSON || r.Format == "json":
		return c.json(map[string]any{"figure": of, "period": p.Key(), "rows": docs(rows.Rows, figureRowDoc), "total": len(rows.Rows), "more": rows.More})
	}
	c.table(rows.Table())
	return nil
}

func figureDoc(x app.Figure) map[string]any {
	value := func(v app.FigureValue) map[string]any {
		return map[string]any{"value": v.Value, "known": v.Known, "part": v.Part, "whole": v.Whole}
	}
	doc := map[string]any{"figure": x.KPI, "now": value(x.Now), "before": value(x.Before), "currency": x.Currency, "words": x.Words(x.Now), "change": x.Change()}
	if x.Goal != nil {
		doc["goal"] = map[string]any{"target": x.Goal.Target, "state": x.Goal.State}
	}
	return doc
}

func figureRowDoc(r app.FigureRow) map[string]any {
	doc := map[string]any{"kind": r.Kind, "id": r.ID, "number": r.Number, "name": r.Name, "partner": r.Beside}
	if r.Day != 0 {
		doc["day"] = r.Day
	}
	if r.Amount.Currency != "" {
		doc["amount"] = r.Amount
	}
	return doc
}
