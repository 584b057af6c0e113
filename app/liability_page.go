package app

import (
	"context"
	"slices"
	"strings"

	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/report"
)

// LiabilityPDF prints what is owed as of a day (0: today) on the firm's letterhead: the rows of Liability and a total for
// each currency. It may be limited to segments.
func (u Overview) LiabilityPDF(ctx context.Context, asOf calendar.Day, in ...ID[Segment]) ([]byte, error) {
	s, err := u.f.Setup.Settings(ctx)
	if err != nil {
		return nil, err
	}
	today := u.f.today(s)
	if asOf == 0 {
		asOf = today
	}
	rows, err := u.Liability(ctx, asOf, in...)
	if err != nil {
		return nil, err
	}
	doc, err := liabilityPage(s, today, asOf, rows)
	if err != nil {
		return nil, err
	}
	if doc.Facts, err = u.f.limited(ctx, doc.Facts, in); err != nil {
		return nil, err
	}
	return u.f.deps.Print(doc.Worded(english{}))
}

func liabilityPage(s Settings, today, asOf calendar.Day, rows []Liability) (report.Document, error) {
	doc := s.sheet("Liability to partners", today)
	doc.Replace = true // one name that no font has is no reason to have no report
	doc.Facts = []report.Fact{{Label: "As of", Value: report.Day(asOf).As(report.Strong)}, {Label: "Printed", Value: report.Day(today)}}
	table := LiabilityTable(rows)
	totals, err := TotalLiability(rows)
	if err != nil {
		return doc, err
	}
	for _, l := range totals {
		table.Rows = append(table.Rows, report.Row{Cells: l.cells(), Style: report.Total})
	}
	doc.Sections = []report.Section{{Table: &table, Text: []string{
		"Estimated: what open referrals would earn if they were won today. Accrued: worked out and not yet approved. Held: waiting for a day or a person. " +
			"Approved: on the next statement. Unpaid: on statements, less payments."}}}
	return doc, nil
}

// LiabilityTable is the rows of Liability as a table.
func LiabilityTable(rows []Liability) report.Table {
	table := report.Table{Empty: "Nothing is owed to any partner.", Columns: []report.Column{{Title: "Partner", Weight: 4}, {Title: "Currency"},
		{Title: "Estimated", Kind: report.KindMoney}, {Title: "Accrued", Kind: report.KindMoney}, {Title: "Held", Kind: report.KindMoney},
		{Title: "Approved", Kind: report.KindMoney}, {Title: "Unpaid", Kind: report.KindMoney}}}
	for _, l := range rows {
		table.Rows = append(table.Rows, report.Row{Cells: l.cells()})
	}
	return table
}

func (l Liability) cells() []report.Cell {
	cells := []report.Cell{report.Text(l.Name), report.Text(string(l.Currency))}
	for _, n := range []int64{l.Estimated, l.Accrued, l.Held, l.Approved, l.Unpaid} {
		cell := report.Money(money.New(n, l.Currency))
		if n == 0 {
			cell = cell.As(report.Muted)
		}
		cells = append(cells, cell)
	}
	return cells
}

// TotalLiability adds up each currency, in order of their codes.
func TotalLiability(rows []Liability) ([]Liability, error) {
	var out []Liability
	for _, l := range rows {
		i := slices.IndexFunc(out, func(t Liability) bool { return t.Currency == l.Currency })
		if i < 0 {
			i, out = len(out), append(out, Liability{Name: "Total", Currency: l.Currency})
		}
		t := &out[i]
		for _, sum := range []struct {
			to   *int64
			more int64
		}{{&t.Estimated, l.Estimated}, {&t.Accrued, l.Accrued}, {&t.Held, l.Held}, {&t.Approved, l.Approved}, {&t.Unpaid, l.Unpaid}} {
			n, err := money.SumMinor(*sum.to, sum.more)
			if err != nil {
				return nil, err
			}
			*sum.to = n
		}
	}
	slices.SortFunc(out, func(a, b Liability) int { return strings.Compare(string(a.Currency), string(b.Currency)) })
	return out, nil
}
