package app

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/report"
)

// TaxRow is what one payee was paid in a calendar year, in one currency.
type TaxRow struct {
	Partner    Partner
	Payee      string // who is paid, where an agreement names another than the partner
	Currency   money.Currency
	W9On       calendar.Day
	Methods    []PaymentTotal // by method
	Paid       int64          // of all methods
	Reportable int64          // without payments by card, which the card's processor reports on 1099-K
	Threshold  int64          // of Form 1099-NEC; 0 where the form is not asked for
	Due        bool           // reportable at or over the threshold
	Notes      []string       // what is missing, as sentences
	Payments   []TaxPayment   // every one, by day; their sum is Paid
}

// TaxYear is the totals of a calendar year.
type TaxYear struct {
	Year  int
	Rows  []TaxRow // by partner name, currency
	Notes []string
	Forms bool // the firm keeps its books in USD: Form 1099-NEC is asked for
}

// asked is a table without the columns of Form 1099-NEC where nobody asks for it.
func (t TaxYear) asked(table report.Table) report.Table {
	if t.Forms {
		return table
	}
	return table.Without("W-9", "Reportable", "Form", "Missing")
}

// TaxYear gives what was paid to each payee in a calendar year, by the day of payment. For Form 1099-NEC it counts what went to payees in
// the US, or whose country is not known, in USD and from a firm that keeps its books in USD; payments by card are left out (26 CFR
// 1.6041-1(a)(1)(iv)). Partners with the same tax number are one payee.
func (u Taxes) TaxYear(ctx context.Context, year int) (TaxYear, error) {
	return read(ctx, u.f, func(b Books) (TaxYear, error) {
		from, ok := calendar.Date(year, 1, 1)
		to, ok2 := calendar.Date(year+1, 1, 1)
		if !ok || !ok2 {
			return TaxYear{}, Bad("year", fmt.Sprintf("%d is not a year.", year), "Enter something like 2026.")
		}
		s, err := b.Settings()
		if err != nil {
			return TaxYear{}, err
		}
		totals, err := b.PaymentTotals(from, to)
		if err != nil {
			return TaxYear{}, err
		}
		t := TaxYear{Year: year, Forms: s.Currency == "USD"}
		if t.Rows, err = taxRows(b, totals); err != nil {
			return t, err
		}
		if err := t.readPayments(b, calendar.Period{From: from, To: to}); err != nil {
			return t, err
		}
		limit := thresholdOn(s, Form1099, from)
		t.judge(s, limit)
		if s.Currency == "USD" && year > 2026 && limit.From < from {
			t.Notes = append(t.Notes, fmt.Sprintf("No threshold was entered for %d, so the %s of before stands. The IRS indexes it for years after 2026: enter the published figure.", year, limit.Amount))
		}
		return t, nil
	})
}

// taxRows gathers the totals by partner and currency.
func taxRows(b Books, totals []PaymentTotal) ([]TaxRow, error) {
	var rows []TaxRow
	for _, p := range totals {
		i := slices.IndexFunc(rows, func(r TaxRow) bool { return r.Partner.ID == p.Partner && r.Currency == p.Currency })
		if i < 0 {
			partner, err := b.Partner(p.Partner)
			if err != nil {
				return nil, err
			}
			profile, err := b.TaxProfile(p.Partner)
			if err != nil {
				return nil, err
			}
			payee, err := payeeOf(b, partner)
			if err != nil {
				return nil, err
			}
			i, rows = len(rows), append(rows, TaxRow{Partner: partner, Payee: payee, Currency: p.Currency, W9On: profile.W9On})
		}
		r := &rows[i]
		r.Methods = append(r.Methods, p)
		r.Paid += p.Minor
		if p.Method != "card" {
			r.Reportable += p.Minor
		}
	}
	slices.SortFunc(rows, func(a, b TaxRow) int {
		return cmp.Or(cmp.Compare(a.Partner.Name, b.Partner.Name), cmp.Compare(a.Partner.ID, b.Partner.ID), cmp.Compare(a.Currency, b.Currency))
	})
	return rows, nil
}

// payeeOf is who the latest agreement says is paid.
func payeeOf(b Books, p Partner) (string, error) {
	list, err := partnerAgreements(b, p.ID)
	for _, s := range slices.Backward(list) {
		if s.PayeeName != "" {
			return s.PayeeName, err
		}
	}
	return p.Name, err
}

// judge says of each row whether the form is due, and what is missing.
func (t *TaxYear) judge(s Settings, limit Threshold) {
	sums, names := map[string]int64{}, map[string][]string{}
	for _, r := range t.Rows {
		if reported(s, r.Partner, r.Currency) {
			k := payeeKey(r.Partner)
			sums[k] += r.Reportable
			names[k] = append(names[k], r.Partner.Number)
		}
	}
	for i := range t.Rows {
		r := &t.Rows[i]
		if !reported(s, r.Partner, r.Currency) {
			continue
		}
		k := payeeKey(r.Partner)
		r.Threshold, r.Due = limit.Amount.Minor, sums[k] >= limit.Amount.Minor
		r.Notes = missingForms(r.Partner, r.W9On, sums[k], limit.Amount)
		if len(names[k]) > 1 {
			r.Notes = append(r.Notes, fmt.Sprintf("One payee by tax number: %s, together %s.", strings.Join(names[k], ", "), money.New(sums[k], r.Currency)))
		}
	}
}

// reported tells whether Form 1099-NEC is asked for.
func reported(s Settings, p Partner, c money.Currency) bool {
	return s.Currency == "USD" && c == "USD" && (p.Country == "US" || p.Country == "")
}

// payeeKey is one for all partners with a tax number.
func payeeKey(p Partner) string {
	if tin := strings.Map(func(r rune) rune {
		if r == '-' || r == ' ' {
			return -1
		}
		return r
	}, p.TaxNumber); tin != "" {
		return "tin " + tin
	}
	return p.Number
}

// missingForms says what is missing for a payee that was paid an amount in a year: from 80 % of the threshold on.
func missingForms(p Partner, w9 calendar.Day, paid int64, limit money.Money) (notes []string) {
	if limit.Minor == 0 || paid < money.MulDiv(limit.Minor, 8, 10, money.HalfUp) {
		return nil
	}
	reach := fmt.Sprintf("%s of the %s of Form 1099-NEC are reached", money.New(paid, limit.Currency), limit)
	if w9 == 0 {
		notes = append(notes, "The W-9 is missing; "+reach+". Ask for it.")
	}
	if p.TaxNumber == "" {
		notes = append(notes, "The tax number (TIN) is missing; "+reach+". Ask for it before paying more.")
	}
	if p.Country == "" {
		notes = append(notes, "The country is not known; a payee outside the US gives a W-8 instead.")
	}
	return notes
}

// warnOfForms warns when a payment brings its payee near what is reported and a form is missing.
func (t *tx) warnOfForms(p Payment) error {
	partner, err := t.Partner(p.Partner)
	if err != nil || p.Method == "card" || !reported(t.settings, partner, p.Amount.Currency) {
		return err
	}
	year := calendar.YearOf(p.Day)
	totals, err := t.PaymentTotals(year.From, year.To)
	if err != nil {
		return err
	}
	rows, err := taxRows(t.Books, totals)
	if err != nil {
		return err
	}
	all := TaxYear{Rows: rows}
	all.judge(t.settings, thresholdOn(t.settings, Form1099, year.From))
	for _, r := range all.Rows {
		if r.Partner.ID == partner.ID && r.Currency == p.Amount.Currency {
			for _, n := range r.Notes {
				t.warn("%s: %s", partner.Name, n)
			}
		}
	}
	return nil
}

// Table is the year as a table: one row a payee and currency.
func (t TaxYear) Table() report.Table {
	out := report.Table{Empty: "Nothing was paid in this year.", Columns: []report.Column{{Title: "Number"}, {Title: "Partner", Weight: 2}, {Title: "Payee", Weight: 2},
		{Title: "Tax number"}, {Title: "W-9", Kind: report.KindDay}, {Title: "By"}, {Title: "Paid", Kind: report.KindMoney},
		{Title: "Reportable", Kind: report.KindMoney}, {Title: "Currency"}, {Title: "Form"}, {Title: "Missing", Weight: 3}}}
	for _, r := range t.Rows {
		form, by := "", make([]string, len(r.Methods))
		if r.Due {
			form = "1099-NEC"
		}
		for i, m := range r.Methods {
			by[i] = m.Method + " " + money.New(m.Minor, m.Currency).Plain()
		}
		out.Rows = append(out.Rows, report.Row{Cells: []report.Cell{report.Text(r.Partner.Number), report.Text(r.Partner.Name), report.Text(r.Payee),
			report.Text(r.Partner.TaxNumber), report.Day(r.W9On), report.Text(strings.Join(by, ", ")), report.Money(money.New(r.Paid, r.Currency)),
			report.Money(money.New(r.Reportable, r.Currency)), report.Text(string(r.Currency)), report.Text(form), report.Text(strings.Join(r.Notes, " "))}})
	}
	return t.asked(out)
}

// TaxYearPDF prints the totals of a year on the firm's letterhead: one block a payee, so that it is read without a ruler.
func (u Taxes) TaxYearPDF(ctx context.Context, year int) ([]byte, error) {
	s, err := u.f.Setup.Settings(ctx)
	if err != nil {
		return nil, err
	}
	t, err := u.TaxYear(ctx, year)
	if err != nil {
		return nil, err
	}
	doc := s.sheet("Payments to partners", u.f.today(s))
	doc.Replace = true
	doc.Facts = []report.Fact{{Label: "Year", Value: report.Text(fmt.Sprint(year)).As(report.Strong)}, {Label: "Printed", Value: report.Day(u.f.today(s))}}
	table := report.Table{Empty: "Nothing was paid in this year.", Columns: []report.Column{{Title: "Partner", Weight: 3}, {Title: "Tax number", Weight: 2}, {Title: "W-9"},
		{Title: "By", Weight: 2}, {Title: "Paid", Kind: report.KindMoney}, {Title: "Reportable", Kind: report.KindMoney}, {Title: ""}, {Title: "Form"}}}
	for _, r := range t.Rows {
		table.Rows = append(table.Rows, r.printed()...)
	}
	table = t.asked(table)
	doc.Sections = []report.Section{{Table: &table, Text: t.Notes}}
	if len(t.Rows) > 0 {
		doc.Sections = append(doc.Sections, t.printedPayments())
	}
	return u.f.deps.Print(doc.Worded(english{}))
}

// printed is a payee's rows on paper: the totals, and what is missing below them.
func (r TaxRow) printed() []report.Row {
	form, w9, by := "", "", make([]string, len(r.Methods))
	if r.Due {
		form = "1099-NEC"
	}
	if r.W9On != 0 {
		w9 = r.W9On.Label()
	}
	for i, m := range r.Methods {
		by[i] = m.Method
	}
	name := report.Text(r.Partner.Name)
	if r.Payee != r.Partner.Name {
		name = name.Noted("paid to " + r.Payee)
	}
	out := []report.Row{{Cells: []report.Cell{name, report.Text(r.Partner.TaxNumber), report.Text(w9), report.Text(strings.Join(by, ", ")),
		report.Money(money.New(r.Paid, r.Currency)), report.Money(money.New(r.Reportable, r.Currency)), report.Text(string(r.Currency)), report.Text(form)}}}
	for _, n := range r.Notes {
		out = append(out, report.Row{Style: report.Note, Cells: []report.Cell{report.Text(n)}})
	}
	return out
}
