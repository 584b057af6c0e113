package term

import (
	"errors"

	"rapport/app"
	"rapport/app/report"
)

// reportReview prints the review of the program.
type reportReview struct {
	Period string `help:"A year, a quarter or a month (default: this year)." placeholder:"PERIOD"`
	Out    string `help:"The file to write." placeholder:"FILE"`
}

func (r *reportReview) Run(c *call, f *app.Firm) error {
	if r.Out == "" {
		return errUsage{errors.New("the review is a PDF: say where with --out FILE")}
	}
	p, err := c.period(f, r.Period)
	if err != nil {
		return err
	}
	return c.paper(r.Out, "the review", func() ([]byte, error) { return f.Insights.ReviewPDF(c.ctx, p) })
}

// reportSaved lists saved reports.
type reportSaved struct{}

func (r *reportSaved) Run(c *call, f *app.Firm) error {
	s, err := f.Setup.Settings(c.ctx)
	if err != nil {
		return err
	}
	return rows(c, []report.Column{col("Name"), col("Report"), col("By"), col("Period")}, s.Reports, len(s.Reports), func(r app.SavedReport) map[string]any {
		return map[string]any{"name": r.Name, "report": r.Report, "by": r.By, "period": r.Period}
	}, func(r app.SavedReport) []report.Cell {
		return []report.Cell{report.Text(r.Name), report.Text(r.Report), report.Text(r.By), report.Text(r.Period)}
	})
}

// reportSave saves one.
type reportSave struct {
	Name   string `arg:"" help:"What it is to be called; one of that name is replaced."`
	Report string `required:"" help:"figures, works, review, liability, league, cohorts, \"time to win\", funnel, \"lost reasons\", objections, forecast or \"ideal profile\"." placeholder:"REPORT"`
	By     string `help:"Of works: partner type, partner, incentive, service, country, source, campaign or material." placeholder:"WHAT"`
	Period string `help:"\"this year\", \"last quarter\" and the like move on with time; 2026 or 2026-Q4 stay (default: this year)." placeholder:"PERIOD"`
}

func (r *reportSave) Run(c *call, f *app.Firm) error {
	got, err := f.Insights.Save(c.ctx, c.ask(), app.SavedReport{Name: r.Name, Report: r.Report, By: r.By, Period: r.Period})
	return c.receipt(got, err, nil)
}

// reportDrop removes one.
type reportDrop struct {
	Name string `arg:"" help:"Its name."`
}

func (r *reportDrop) Run(c *call, f *app.Firm) error {
	got, err := f.Insights.Drop(c.ctx, c.ask(), r.Name)
	return c.receipt(got, err, nil)
}

// reportRun runs one again.
type reportRun struct {
	Name string `arg:"" help:"Its name."`
	studyForm
}

func (r *reportRun) Run(c *call, f *app.Firm) error {
	if r.Format == "pdf" {
		return c.paper(r.Out, "the report", func() ([]byte, error) { return f.Insights.SavedPDF(c.ctx, r.Name) })
	}
	t, err := f.Insights.SavedTable(c.ctx, r.Name)
	switch {
	case err != nil:
		return err
	case r.Format == "csv" || r.Format == "xlsx":
		return c.export(r.Name, r.Format, r.Out, t)
	case c.flags.JSON || r.Format == "json":
		return c.json(map[string]any{"name": r.Name, "rows": jsonRows(t), "total": len(t.Rows)})
	}
	c.table(t)
	return nil
}
