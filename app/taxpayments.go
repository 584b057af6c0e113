package app

import (
	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/report"
)

// TaxPayment is one payment behind a payee's total of a year. One that came back is negative, on the day on which it did.
type TaxPayment struct {
	Payment
	StatementNumber string // that it was paid on; empty on account
}

// Counts tells whether Form 1099-NEC counts it: the processor of a card reports what went by card.
func (p TaxPayment) Counts() bool { return p.Method != "card" }

// readPayments reads the single payments of every row, by day.
func (t *TaxYear) readPayments(b Books, year calendar.Period) error {
	numbers := map[ID[Statement]]string{0: ""}
	for i := range t.Rows {
		r := &t.Rows[i]
		all, err := b.PaymentsOf(r.Partner.ID)
		if err != nil {
			return err
		}
		for _, p := range all {
			if p.Amount.Currency != r.Currency || p.Day < year.From || p.Day >= year.To {
				continue
			}
			if _, known := numbers[p.Statement]; !known {
				s, err := b.Statement(p.Statement)
				if err != nil {
					return err
				}
				numbers[p.Statement] = s.Number
			}
			r.Payments = append(r.Payments, TaxPayment{p, numbers[p.Statement]})
		}
	}
	return nil
}

// Payments is every payment of the year as a table, by payee and day.
func (t TaxYear) Payments() report.Table {
	out := report.Table{Empty: "Nothing was paid in this year.", Columns: []report.Column{{Title: "Number"}, {Title: "Partner", Weight: 2}, {Title: "Payee", Weight: 2},
		{Title: "Tax number"}, {Title: "Day", Kind: report.KindDay}, {Title: "Statement"}, {Title: "By"}, {Title: "Reference", Weight: 2},
		{Title: "Paid", Kind: report.KindMoney}, {Title: "Reportable", Kind: report.KindMoney}, {Title: "Currency"}}}
	for _, r := range t.Rows {
		for _, p := range r.Payments {
			out.Rows = append(out.Rows, report.Row{Cells: []report.Cell{report.Text(r.Partner.Number), report.Text(r.Partner.Name), report.Text(r.Payee),
				report.Text(r.Partner.TaxNumber), report.Day(p.Day), report.Text(p.StatementNumber), report.Text(p.Method), report.Text(p.Reference),
				report.Money(p.Amount), report.Money(p.counted()), report.Text(string(r.Currency))}})
		}
	}
	return t.asked(out)
}

// counted is what Form 1099-NEC counts of a payment.
func (p TaxPayment) counted() money.Money {
	if p.Counts() {
		return p.Amount
	}
	return money.New(0, p.Amount.Currency)
}

// printedPayments is the appendix of the printed year: the payments of each payee, with their sum where there are several.
func (t TaxYear) printedPayments() report.Section {
	table := &report.Table{Columns: []report.Column{{Title: "Partner", Weight: 3}, {Title: "Day", Kind: report.KindDay}, {Title: "Statement"}, {Title: "By"},
		{Title: "Reference", Weight: 2}, {Title: "Paid", Kind: report.KindMoney}, {Title: ""}}}
	row := func(style report.Style, name string, day calendar.Day, statement, by, reference string, paid money.Money) {
		table.Rows = append(table.Rows, report.Row{Style: style, Cells: []report.Cell{report.Text(name), report.Day(day), report.Text(statement), report.Text(by),
			report.Text(reference), report.Money(paid), report.Text(string(paid.Currency))}})
	}
	for _, r := range t.Rows {
		name := r.Partner.Name
		for _, p := range r.Payments {
			row(report.Normal, name, p.Day, p.StatementNumber, p.Method, p.Reference, p.Amount)
			name = ""
		}
		if len(r.Payments) > 1 {
			row(report.Subtotal, "Paid to "+r.Partner.Name, 0, "", "", "", money.New(r.Paid, r.Currency))
		}
	}
	return report.Section{Heading: "Single payments", Table: table, NewPage: true}
}
