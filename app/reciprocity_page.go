package app

import (
	"context"
	"fmt"
	"slices"

	"rapport/app/money"
	"rapport/app/report"
)

// Table is the ledger with a row for each of its rows and currency; counts stand in the first row of each.
func (l ReciprocityLedger) Table() report.Table {
	t := report.Table{Empty: "Nobody was introduced either way in this time.", Columns: []report.Column{{Title: "Partner", Weight: 4}}}
	if l.ByYear {
		t.Columns = append(t.Columns, report.Column{Title: "Year"})
	}
	if l.ByService {
		t.Columns = append(t.Columns, report.Column{Title: "Service", Weight: 2})
	}
	for _, title := range []string{"Received", "Won", "Given", "Engaged"} {
		t.Columns = append(t.Columns, report.Column{Title: title, Kind: report.KindCount})
	}
	t.Columns = append(t.Columns, report.Column{Title: "Balance"}, report.Column{Title: "Fees from theirs", Kind: report.KindMoney},
		report.Column{Title: "Ours, estimated", Kind: report.KindMoney}, report.Column{Title: "Ours, known", Kind: report.KindMoney}, report.Column{Title: "Currency"})
	for _, r := range l.Rows {
		t.Rows = append(t.Rows, l.tableRows(r, report.Normal)...)
	}
	if len(l.Rows) > 1 {
		t.Rows = append(t.Rows, l.tableRows(l.Total, report.Total)...)
	}
	return t
}

func (l ReciprocityLedger) tableRows(r Reciprocity, style report.Style) []report.Row {
	currencies := r.currencies()
	out := make([]report.Row, max(1, len(currencies)))
	for i := range out {
		cells := []report.Cell{report.Text(r.Name)}
		if l.ByYear {
			cells = append(cells, yearCell(r.Year))
		}
		if l.ByService {
			cells = append(cells, report.Text(r.Service))
		}
		if i == 0 {
			for _, n := range []int64{r.Received, r.Won, r.Given, r.Engaged} {
				cells = append(cells, countOrNone(n))
			}
			cells = append(cells, report.Text(r.Balance()))
		} else {
			cells = append(cells, report.Cell{}, report.Cell{}, report.Cell{}, report.Cell{}, report.Cell{})
		}
		c := money.Currency("")
		if len(currencies) > 0 {
			c = currencies[i]
		}
		for _, sums := range [][]money.Money{r.Fees, r.Sent, r.Known} {
			cells = append(cells, moneyIn(sums, c))
		}
		out[i] = report.Row{Cells: append(cells, report.Text(string(c))), Style: style}
	}
	return out
}

func yearCell(year int) report.Cell {
	if year == 0 {
		return report.Cell{} // of a total
	}
	return report.Text(fmt.Sprint(year))
}

func (r Reciprocity) currencies() []money.Currency {
	var out []money.Currency
	for _, m := range slices.Concat(r.Fees, r.Sent, r.Known) {
		if !slices.Contains(out, m.Currency) {
			out = append(out, m.Currency)
		}
	}
	slices.Sort(out)
	return out
}

// countOrNone is a count of less weight where there is nothing.
func countOrNone(n int64) report.Cell {
	if n == 0 {
		return report.Count(n).As(report.Muted)
	}
	return report.Count(n)
}

// moneyIn is the sum of a currency, an empty cell where there is none.
func moneyIn(sums []money.Money, c money.Currency) report.Cell {
	for _, m := range sums {
		if m.Currency == c {
			return report.Money(m)
		}
	}
	return report.Cell{}
}

// reciprocityNotes say what is counted by which day.
func reciprocityNotes() []string {
	return []string{"Received: clients that the partner introduced, by the day of the introduction, without duplicates. Won and engaged: by the day of the outcome. " +
		"Fees: by the day they came in, less refunds. Ours: what our introductions may be worth to the partner, and what is known to have come of them."}
}

// PDF prints the ledger on the firm's letterhead.
func (u Reciprocities) PDF(ctx context.Context, a ReciprocityAsk) ([]byte, error) {
	l, err := u.Ledger(ctx, a)
	if err != nil {
		return nil, err
	}
	s, err := u.f.Setup.Settings(ctx)
	if err != nil {
		return nil, err
	}
	doc := s.sheet("Given and received", u.f.today(s))
	doc.Replace = true
	when := "All time"
	if !a.Period.IsZero() {
		when = a.Period.Label()
	}
	doc.Facts = []report.Fact{{Label: "Period", Value: report.Text(when).As(report.Strong)}, {Label: "Printed", Value: report.Day(u.f.today(s))}}
	if doc.Facts, err = u.f.limited(ctx, doc.Facts, a.In); err != nil {
		return nil, err
	}
	table := l.Table()
	doc.Sections = []report.Section{{Table: &table}, {Text: reciprocityNotes()}}
	return u.f.deps.Print(doc)
}
