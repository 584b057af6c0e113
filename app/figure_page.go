package app

import (
	"context"

	"rapport/app/calendar"
	"rapport/app/report"
)

// FiguresPDF prints the program's figures of a period beside those of the one before, on the firm's letterhead.
func (u Insights) FiguresPDF(ctx context.Context, p calendar.Period) ([]byte, error) {
	s, err := u.f.Setup.Settings(ctx)
	if err != nil {
		return nil, err
	}
	x, err := u.Figures(ctx, p)
	if err != nil {
		return nil, err
	}
	doc := u.page(s, "Program figures", p)
	charts, err := u.trends(ctx, p, QualifiedReferrals, Revenue)
	if err != nil {
		return nil, err
	}
	table := x.Table()
	doc.Sections = []report.Section{{Table: &table}, {Charts: charts}, x.counted()}
	return u.f.deps.Print(doc.Worded(english{}))
}

// TrendPDF prints one figure by month.
func (u Insights) TrendPDF(ctx context.Context, k KPI, p calendar.Period) ([]byte, error) {
	s, err := u.f.Setup.Settings(ctx)
	if err != nil {
		return nil, err
	}
	charts, err := u.trends(ctx, p, k)
	if err != nil {
		return nil, err
	}
	doc := u.page(s, k.Title(), p)
	table := charts[0].Table()
	doc.Sections = []report.Section{{Charts: charts, Table: &table}}
	return u.f.deps.Print(doc.Worded(english{}))
}

func (u Insights) trends(ctx context.Context, p calendar.Period, of ...KPI) (out []report.Chart, err error) {
	for _, k := range of {
		c, err := u.Trend(ctx, k, p)
		if err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	return out, nil
}

// page is an empty report on a period.
func (u Insights) page(s Settings, title string, p calendar.Period) report.Document {
	doc := s.sheet(title, u.f.today(s))
	doc.Replace = true
	doc.Facts = []report.Fact{{Label: "Period", Value: report.Text(p.Label()).As(report.Strong)}, {Label: "Beside", Value: report.Text(p.Before().Label())},
		{Label: "Printed", Value: report.Day(u.f.today(s))}}
	return doc
}

// Table is the figures as a table.
func (x ProgramFigures) Table() report.Table {
	t := report.Table{Columns: []report.Column{{Title: "Figure", Weight: 3}, {Title: x.Period.Label(), Weight: 3}, {Title: x.Before.Label(), Weight: 3},
		{Title: "Change", Weight: 2}, {Title: "Goal", Weight: 2}}}
	for _, r := range x.Rows {
		goal := ""
		if r.Goal != nil {
			goal = r.Goal.Figure(r.Goal.Target) + ", " + string(r.Goal.State)
		}
		t.Rows = append(t.Rows, report.Row{Cells: []report.Cell{report.Text(r.KPI.Title()), report.Text(r.Words(r.Now)), report.Text(r.Words(r.Before)),
			report.Text(r.Change()), report.Text(goal)}})
	}
	return t
}
