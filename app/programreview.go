package app

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"rapport/app/calendar"
	"rapport/app/report"
)

// longestInReview is how many partners and reasons a program review lists.
const longestInReview = 10

// ReviewPDF prints the review of the program in a period for those who decide about it: in brief, goals, figures, what works, partners, the course of
// referrals, the forecast and what is owed.
func (u Insights) ReviewPDF(ctx context.Context, p calendar.Period) ([]byte, error) {
	s, err := u.f.Setup.Settings(ctx)
	if err != nil {
		return nil, err
	}
	doc := u.page(s, "Program review", p)
	doc.Meta.Subject = "Program review, " + p.Label()
	figures, err := u.Figures(ctx, p)
	if err != nil {
		return nil, err
	}
	charts, err := u.trends(ctx, p, Revenue, QualifiedReferrals)
	if err != nil {
		return nil, err
	}
	goals, err := u.goalsOf(ctx, p)
	if err != nil {
		return nil, err
	}
	works, err := u.Works(ctx, AcrossTypes, p)
	if err != nil {
		return nil, err
	}
	table, compared := figures.Table(), works.Table()
	found := works.Findings()
	for i := range found {
		found[i] = upperFirst(found[i])
	}
	doc.Sections = []report.Section{{Heading: "In brief", Text: figures.brief(goals)}}
	if len(goals.Rows) > 0 {
		doc.Sections = append(doc.Sections, report.Section{Heading: "Goals", Table: &goals})
	}
	doc.Sections = append(doc.Sections, report.Section{Heading: "Figures", Table: &table}, report.Section{Charts: charts},
		report.Section{Heading: "What works, by type of partner", Text: found, Charts: []report.Chart{works.Chart()}}, report.Section{Table: &compared})
	for _, k := range []StudyKind{League, FunnelStudy, TimeToWin, LostStudy, Forecast} {
		x, err := u.Study(ctx, k, p)
		if err != nil {
			return nil, err
		}
		doc.Sections = append(doc.Sections, x.reviewed()...)
	}
	owed, err := u.owed(ctx)
	if err != nil {
		return nil, err
	}
	doc.Sections = append(doc.Sections, owed, figures.counted())
	return u.f.deps.Print(doc.Worded(english{}))
}

// brief is the period in a few sentences.
func (x ProgramFigures) brief(goals report.Table) (say []string) {
	for _, r := range x.Rows {
		if !slices.Contains([]KPI{Revenue, QualifiedReferrals, Conversion, CommissionCost, CostPerClient}, r.KPI) {
			continue
		}
		words := fmt.Sprintf("%s: %s", r.KPI.Title(), r.Words(r.Now))
		if change := r.Change(); change != "" {
			words += fmt.Sprintf(", %s than in %s", change, x.Before.Label())
			if change == "the same" {
				words = fmt.Sprintf("%s: %s, the same as in %s", r.KPI.Title(), r.Words(r.Now), x.Before.Label())
			}
		}
		say = append(say, words+".")
	}
	reached := 0
	for _, r := range goals.Rows {
		if r.Cells[len(r.Cells)-1].Text == string(GoalReached) {
			reached++
		}
	}
	if n := len(goals.Rows); n > 0 {
		say = append(say, fmt.Sprintf("%d of %s reached.", reached, counted(n, "goal")))
	}
	return say
}

// goalsOf are the goals that run in a period, with how far they have come.
func (u Insights) goalsOf(ctx context.Context, p calendar.Period) (report.Table, error) {
	t := report.Table{Columns: []report.Column{{Title: "Goal", Weight: 3}, {Title: "Period"}, {Title: "How far", Weight: 4}, {Title: "Owner"}, {Title: "State"}}}
	all, err := u.f.Goals.List(ctx)
	for _, g := range all {
		if g.Period.Overlaps(p) {
			t.Rows = append(t.Rows, report.Row{Cells: []report.Cell{report.Text(g.KPI.Title()), report.Text(g.Period.Label()), report.Text(g.Words()), report.Text(g.Owner), report.Text(string(g.State))}})
		}
	}
	return t, err
}

// reviewed is a study in a review: with its chart, its first rows and how it is read.
func (x Study) reviewed() []report.Section {
	t := x.Table
	if n := len(t.Rows); x.Kind != Forecast && n > longestInReview+1 {
		rest := report.Row{Style: report.Note, Cells: make([]report.Cell, len(t.Columns))}
		rest.Cells[min(1, len(t.Columns)-1)] = report.Text(fmt.Sprintf("and %d others", n-1-longestInReview))
		t.Rows = append(append(slices.Clone(t.Rows[:longestInReview]), rest), t.Rows[n-1])
	}
	out := report.Section{Heading: x.Kind.Title(), Text: x.Findings, Charts: x.Charts}
	if len(t.Rows) == 0 {
		out.Text = append(out.Text, t.Empty)
		return []report.Section{out}
	}
	if len(x.Charts) == 0 {
		out.Table = &t
		return []report.Section{out, {Text: []string{x.Note}}}
	}
	return []report.Section{out, {Table: &t}, {Text: []string{x.Note}}}
}

// owed is what is owed today in each currency.
func (u Insights) owed(ctx context.Context) (report.Section, error) {
	rows, err := u.f.Overview.Liability(ctx, 0)
	if err != nil {
		return report.Section{}, err
	}
	totals, err := TotalLiability(rows)
	if err != nil {
		return report.Section{}, err
	}
	t := LiabilityTable(nil)
	for _, l := range totals {
		t.Rows = append(t.Rows, report.Row{Cells: l.cells()})
	}
	return report.Section{Heading: "What is owed to partners today", Table: &t}, nil
}

// counted says what the figures count.
func (x ProgramFigures) counted() report.Section {
	var notes []string
	for _, r := range x.Rows {
		if r.Note != "" {
			notes = append(notes, r.KPI.Title()+": "+r.Note+".")
		}
	}
	return report.Section{Heading: "What is counted", Text: []string{strings.Join(notes, " ")}}
}
