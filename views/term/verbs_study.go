package term

import (
	"fmt"

	"rapport/app"
	"rapport/app/calendar"
)

// studyForm is how a study is wanted.
type studyForm struct {
	Format string `help:"text, csv, xlsx, pdf or json." default:"text" enum:"text,csv,xlsx,pdf,json"`
	Out    string `help:"The file to write." placeholder:"FILE"`
}

// studyPeriod is the period of one that has one.
type studyPeriod struct {
	Period string `help:"A year, a quarter or a month (default: this year)." placeholder:"PERIOD"`
	studyForm
}

type (
	reportLeague     struct{ studyPeriod }
	reportCohorts    struct{ studyPeriod }
	reportTimeToWin  struct{ studyPeriod }
	reportFunnel     struct{ studyPeriod }
	reportLost       struct{ studyPeriod }
	reportObjections struct{ studyPeriod }
	reportForecast   struct{ studyForm }
	reportIdeal      struct{ studyForm }
)

func (r *reportLeague) Run(c *call, f *app.Firm) error     { return r.of(c, f, app.League) }
func (r *reportCohorts) Run(c *call, f *app.Firm) error    { return r.of(c, f, app.Cohorts) }
func (r *reportTimeToWin) Run(c *call, f *app.Firm) error  { return r.of(c, f, app.TimeToWin) }
func (r *reportFunnel) Run(c *call, f *app.Firm) error     { return r.of(c, f, app.FunnelStudy) }
func (r *reportLost) Run(c *call, f *app.Firm) error       { return r.of(c, f, app.LostStudy) }
func (r *reportObjections) Run(c *call, f *app.Firm) error { return r.of(c, f, app.Objections) }
func (r *reportForecast) Run(c *call, f *app.Firm) error {
	return r.print(c, f, app.Forecast, calendar.Period{})
}
func (r *reportIdeal) Run(c *call, f *app.Firm) error {
	return r.print(c, f, app.IdealStudy, calendar.Period{})
}

func (r *studyPeriod) of(c *call, f *app.Firm, k app.StudyKind) error {
	p, err := c.period(f, r.Period)
	if err != nil {
		return err
	}
	return r.print(c, f, k, p)
}

// print prints a study: its rows and what they say.
func (r *studyForm) print(c *call, f *app.Firm, k app.StudyKind, p calendar.Period) error {
	if r.Format == "pdf" {
		return c.paper(r.Out, "the report", func() ([]byte, error) { return f.Insights.StudyPDF(c.ctx, k, p) })
	}
	x, err := f.Insights.Study(c.ctx, k, p)
	switch {
	case err != nil:
		return err
	case r.Format == "csv" || r.Format == "xlsx":
		return c.export(k.Title(), r.Format, r.Out, x.Table)
	case c.flags.JSON || r.Format == "json":
		doc := map[string]any{"study": k, "rows": jsonRows(x.Table), "total": len(x.Table.Rows), "findings": x.Findings, "note": x.Note}
		if !p.IsZero() {
			doc["period"] = p.Key()
		}
		return c.json(doc)
	}
	c.table(x.Table)
	for _, say := range x.Findings {
		fmt.Fprintln(c.Out, say)
	}
	return nil
}

// profileLearn takes over the weights that the firm's own partners suggest.
type profileLearn struct{}

func (l *profileLearn) Run(c *call, f *app.Firm) error {
	x, err := f.Insights.Study(c.ctx, app.IdealStudy, calendar.Period{})
	if err != nil {
		return err
	}
	if len(x.Weights) == 0 {
		if c.flags.JSON {
			return c.json(map[string]any{"changed": false, "why": x.Table.Empty})
		}
		fmt.Fprintln(c.Out, "The weights stay as they are. "+x.Table.Empty)
		return nil
	}
	r, err := f.Insights.TakeWeights(c.ctx, c.ask())
	return c.receipt(r, err, nil)
}
