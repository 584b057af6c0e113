package app

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"rapport/app/calendar"
	"rapport/app/names"
	"rapport/app/report"
)

// SavedReport is a report with what it is asked for, kept in the settings under a name.
type SavedReport struct {
	Name   string `json:"name"`
	Report string `json:"report"`           // see ReportKeys
	By     string `json:"by,omitempty"`     // of "works": what is compared
	Period string `json:"period,omitempty"` // "last quarter" and the like move on with time; else a period as it is written; empty: this year
}

// The reports beside the studies that can be saved.
const (
	FiguresReport   = "figures"
	WorksReport     = "works"
	ReviewReport    = "review"
	LiabilityReport = "liability"
)

// mostSaved is how many saved reports a list shows at once.
const mostSaved = 16

// ReportKeys are the reports that can be saved.
func ReportKeys() []string {
	keys := []string{FiguresReport, WorksReport, ReviewReport, LiabilityReport}
	for _, k := range Studies() {
		keys = append(keys, string(k))
	}
	return keys
}

// MovingPeriods are the periods that move on with time.
func MovingPeriods() []string {
	return []string{"this year", "last year", "this quarter", "last quarter", "this month", "last month"}
}

// PeriodOn reads the period of a saved report as of a day.
func PeriodOn(text string, today calendar.Day) (calendar.Period, error) {
	span := calendar.YearOf(today)
	which, what, _ := strings.Cut(strings.ToLower(strings.TrimSpace(text)), " ")
	switch what {
	case "quarter":
		span = calendar.QuarterOf(today)
	case "month":
		span = calendar.MonthPeriod(today)
	}
	switch {
	case which == "":
		return span, nil
	case which == "this" && slices.Contains(MovingPeriods(), which+" "+what):
		return span, nil
	case which == "last" && slices.Contains(MovingPeriods(), which+" "+what):
		return span.Before(), nil
	}
	return calendar.ParsePeriod(text)
}

// check cleans a saved report.
func (r *SavedReport) check() error {
	r.Name, r.Report, r.By, r.Period = names.Clean(r.Name), strings.ToLower(strings.TrimSpace(r.Report)), strings.ToLower(strings.TrimSpace(r.By)), strings.TrimSpace(r.Period)
	switch {
	case r.Name == "":
		return Bad("name", "A saved report needs a name.", "Enter one.")
	case !slices.Contains(ReportKeys(), r.Report):
		return Bad("report", fmt.Sprintf("There is no report %q.", r.Report), "Choose one of: "+strings.Join(ReportKeys(), ", ")+".")
	case r.By != "" && (r.Report != WorksReport || !slices.Contains(Dimensions(), Dimension(r.By))):
		return Bad("by", fmt.Sprintf("This report is not compared by %q.", r.By), "Leave it out, or compare what works by partner type, partner, incentive, service, country, source, campaign or material.")
	}
	if p, err := PeriodOn(r.Period, calendar.D("2026-01-01")); err != nil || p.IsZero() {
		return Bad("period", fmt.Sprintf("%q is not a period.", r.Period), "Write it as 2026, 2026-Q4 or 2026-11, or as "+orList(MovingPeriods())+".")
	}
	return within("name", r.Name, 100)
}

// Save keeps a report under its name, in the place of one of that name.
func (u Insights) Save(ctx context.Context, ask Ask, r SavedReport) (Receipt, error) {
	if err := r.check(); err != nil {
		return Receipt{}, err
	}
	return u.editSaved(ctx, ask, func(all []SavedReport) ([]SavedReport, error) {
		all = slices.DeleteFunc(all, func(o SavedReport) bool { return names.Fold(o.Name) == names.Fold(r.Name) })
		if len(all) >= mostSaved {
			return nil, Bad("name", fmt.Sprintf("There are %d saved reports already.", mostSaved), "Remove one that is not needed any more.")
		}
		return append(all, r), nil
	})
}

// Drop removes a saved report.
func (u Insights) Drop(ctx context.Context, ask Ask, name string) (Receipt, error) {
	return u.editSaved(ctx, ask, func(all []SavedReport) ([]SavedReport, error) {
		left := slices.DeleteFunc(slices.Clone(all), func(o SavedReport) bool { return names.Fold(o.Name) == names.Fold(name) })
		if len(left) == len(all) {
			return nil, noSaved(name)
		}
		return left, nil
	})
}

func noSaved(name string) error {
	return Bad("name", fmt.Sprintf("There is no saved report %q.", name), "See rapport report saved.")
}

func (u Insights) editSaved(ctx context.Context, ask Ask, change func([]SavedReport) ([]SavedReport, error)) (Receipt, error) {
	s, err := u.f.Setup.Settings(ctx)
	if err != nil {
		return Receipt{}, err
	}
	if s.Reports, err = change(slices.Clone(s.Reports)); err != nil {
		return Receipt{}, err
	}
	slices.SortFunc(s.Reports, func(a, b SavedReport) int { return strings.Compare(names.Fold(a.Name), names.Fold(b.Name)) })
	return u.f.Setup.Edit(ctx, ask, s)
}

// Saved finds a saved report by its name, and its period as of today.
func (u Insights) Saved(ctx context.Context, name string) (SavedReport, calendar.Period, error) {
	s, err := u.f.Setup.Settings(ctx)
	if err != nil {
		return SavedReport{}, calendar.Period{}, err
	}
	i := slices.IndexFunc(s.Reports, func(o SavedReport) bool { return names.Fold(o.Name) == names.Fold(name) })
	if i < 0 {
		return SavedReport{}, calendar.Period{}, noSaved(name)
	}
	p, err := PeriodOn(s.Reports[i].Period, u.f.today(s))
	return s.Reports[i], p, err
}

// SavedPDF prints a saved report as of today.
func (u Insights) SavedPDF(ctx context.Context, name string) ([]byte, error) {
	r, p, err := u.Saved(ctx, name)
	if err != nil {
		return nil, err
	}
	switch r.Report {
	case FiguresReport:
		return u.FiguresPDF(ctx, p)
	case WorksReport:
		return u.WorksPDF(ctx, r.dimension(), p)
	case ReviewReport:
		return u.ReviewPDF(ctx, p)
	case LiabilityReport:
		return u.f.Overview.LiabilityPDF(ctx, 0)
	}
	return u.StudyPDF(ctx, StudyKind(r.Report), p)
}

// SavedTable works a saved report out as rows; a review has none but its figures.
func (u Insights) SavedTable(ctx context.Context, name string) (report.Table, error) {
	r, p, err := u.Saved(ctx, name)
	if err != nil {
		return report.Table{}, err
	}
	switch r.Report {
	case FiguresReport, ReviewReport:
		x, err := u.Figures(ctx, p)
		return x.Table(), err
	case WorksReport:
		x, err := u.Works(ctx, r.dimension(), p)
		return x.Table(), err
	case LiabilityReport:
		rows, err := u.f.Overview.Liability(ctx, 0)
		return LiabilityTable(rows), err
	}
	x, err := u.Study(ctx, StudyKind(r.Report), p)
	return x.Table, err
}

func (r SavedReport) dimension() Dimension { return Dimension(orElse(r.By, string(AcrossTypes))) }
