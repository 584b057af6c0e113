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
	doc := s.sheet("Program figures", u.f.today(s))
	doc.Replace = true
	doc.Facts = []report.Fact{{Label: "Period", Value: report.Text(p.Label()).As(report.Strong)}, {Label: "Beside", Value: report.Text(x.Before.Label())},
		{Label: "Printed", Value: report.Day(u.f.today(s))}}
	table := x.Table()
	notes := []string{}
	for _, r := range x.Rows {
		if r.Note != "" {
			notes = append(notes, r.KPI.Title()+": "+r.Note+".")
		}
	}
	doc.Sections = []report.Section{{Table: &table}, {Heading: "What is counted", Text: notes}}
	return u.f.deps.Print(doc.Worded(english{}))
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
