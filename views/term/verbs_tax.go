package term

import (
	"fmt"
	"strings"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/report"
)

// partnerTax shows what tax papers take to know of a partner, or changes what flags are given for.
type partnerTax struct {
	Partner    string  `arg:"" help:"Number or name of the partner."`
	W9         *day    `name:"w9" help:"The day its W-9 came." placeholder:"DATE"`
	VATNumber  *string `name:"vat-number" help:"VAT number with its country." placeholder:"NUMBER"`
	VATRate    string  `name:"vat-rate" help:"VAT it charges, such as \"20 %\"." placeholder:"RATE"`
	VATBy      string  `name:"vat-by" help:"VAT is worked out of each line or of the total." placeholder:"line|total"`
	SelfBilled *day    `help:"The self-billing agreement is in force from this day." placeholder:"DATE"`
	Until      *day    `help:"The last day of the self-billing agreement." placeholder:"DATE"`
	Wording    *string `help:"What a self-billed document says, in the place of the country's words." placeholder:"TEXT"`
}

func (p *partnerTax) Run(c *call, f *app.Firm) error {
	partner, err := f.Partners.Find(c.ctx, p.Partner)
	if err != nil {
		return err
	}
	t, err := f.Taxes.Profile(c.ctx, partner.ID)
	if err != nil {
		return err
	}
	before := t
	if err := p.into(&t); err != nil {
		return err
	}
	if t == before {
		return c.taxProfile(partner, t)
	}
	r, err := f.Taxes.SetProfile(c.ctx, c.ask(), t)
	return c.receipt(r, err, nil)
}

// into lays the flags that were given over what is known.
func (p *partnerTax) into(t *app.TaxProfile) error {
	for _, d := range []struct {
		flag *day
		to   *calendar.Day
	}{{p.W9, &t.W9On}, {p.SelfBilled, &t.SelfFrom}, {p.Until, &t.SelfTo}} {
		if d.flag != nil {
			*d.to = d.flag.Day
		}
	}
	if p.VATNumber != nil {
		t.VATNumber = *p.VATNumber
	}
	if p.Wording != nil {
		t.Wording = *p.Wording
	}
	if p.VATBy != "" {
		t.VATBy = app.VATBy(p.VATBy)
	}
	if p.VATRate == "" {
		return nil
	}
	rate, err := money.ParsePercent(p.VATRate)
	if err != nil {
		return unread("vat rate", err)
	}
	t.VATRate = rate
	return nil
}

func (c *call) taxProfile(p app.Partner, t app.TaxProfile) error {
	if c.flags.JSON {
		return c.json(map[string]any{"partner": p.Name, "tax_number": p.TaxNumber, "w9": dayText(t.W9On), "vat_number": t.VATNumber, "vat_rate": t.VATRate,
			"vat_by": t.VATBy, "self_billed_from": dayText(t.SelfFrom), "self_billed_until": dayText(t.SelfTo), "wording": t.Wording})
	}
	cols := []report.Column{col("What"), col("Is")}
	c.table(report.Table{Columns: cols, Rows: []report.Row{
		{Cells: texts("Tax number", p.TaxNumber)}, {Cells: []report.Cell{report.Text("W-9 came"), report.Day(t.W9On)}}, {Cells: texts("VAT number", t.VATNumber)},
		{Cells: []report.Cell{report.Text("VAT rate"), report.Percent(t.VATRate)}}, {Cells: texts("VAT of each", string(t.VATBy))},
		{Cells: []report.Cell{report.Text("Self-billing from"), report.Day(t.SelfFrom)}}, {Cells: []report.Cell{report.Text("Self-billing until"), report.Day(t.SelfTo)}},
		{Cells: texts("Wording", t.Wording)}}})
	return nil
}

type thresholdCmd struct {
	List thresholdList `cmd:"" help:"The rows in force."`
	Set  thresholdSet  `cmd:"" help:"Enter the amount of a rule from a day on."`
}

type thresholdList struct{}

func (*thresholdList) Run(c *call, f *app.Firm) error {
	all, err := f.Taxes.Thresholds(c.ctx)
	if err != nil {
		return err
	}
	return rows(c, []report.Column{col("Rule"), col("From"), moneyCol("Amount"), col(""), col("Source")}, all, len(all), func(t app.Threshold) map[string]any {
		return map[string]any{"rule": t.Rule, "from": dayText(t.From), "amount": t.Amount, "source": t.Source}
	}, func(t app.Threshold) []report.Cell {
		return []report.Cell{report.Text(t.Rule), report.Day(t.From), report.Money(t.Amount), report.Text(string(t.Amount.Currency)), report.Text(t.Source)}
	})
}

type thresholdSet struct {
	Amount string `arg:"" help:"The amount, in USD."`
	From   day    `required:"" help:"From this day on." placeholder:"DATE"`
	Source string `required:"" help:"Where it is published." placeholder:"TEXT"`
	Rule   string `help:"The rule." default:"US 1099-NEC"`
}

func (s *thresholdSet) Run(c *call, f *app.Firm) error {
	amount, err := c.amount(f, "amount", s.Amount, "USD")
	if err != nil {
		return err
	}
	r, err := f.Taxes.SetThreshold(c.ctx, c.ask(), app.Threshold{Rule: s.Rule, From: s.From.Day, Amount: amount, Source: s.Source})
	return c.receipt(r, err, nil)
}

type reportTaxYear struct {
	Year   int    `required:"" help:"The calendar year of the payments." placeholder:"YEAR"`
	Format string `help:"text, csv, xlsx, pdf or json." default:"text" enum:"text,csv,xlsx,pdf,json"`
	Out    string `help:"The file to write." placeholder:"FILE"`
	Single bool   `help:"Every single payment, in the place of the totals."`
}

func (r *reportTaxYear) Run(c *call, f *app.Firm) error {
	if r.Format == "pdf" {
		return c.paper(r.Out, "the report", func() ([]byte, error) { return f.Taxes.TaxYearPDF(c.ctx, r.Year) })
	}
	t, err := f.Taxes.TaxYear(c.ctx, r.Year)
	if err != nil {
		return err
	}
	table := t.Table()
	if r.Single {
		table = t.Payments()
	}
	if r.Format == "csv" || r.Format == "xlsx" {
		return c.export(fmt.Sprintf("Payments %d", r.Year), r.Format, r.Out, table)
	}
	if c.flags.JSON || r.Format == "json" {
		docs := make([]map[string]any, len(t.Rows))
		for i, row := range t.Rows {
			docs[i] = taxRowDoc(row)
		}
		return c.json(map[string]any{"year": r.Year, "rows": docs, "total": len(docs), "notes": list(t.Notes)})
	}
	c.table(table)
	for _, n := range t.Notes {
		fmt.Fprintln(c.Out, "Note:", n)
	}
	return nil
}

func taxRowDoc(r app.TaxRow) map[string]any {
	methods := map[string]any{}
	for _, m := range r.Methods {
		methods[m.Method] = minor(m.Minor, r.Currency)
	}
	payments := make([]map[string]any, len(r.Payments))
	for i, p := range r.Payments {
		payments[i] = map[string]any{"day": dayText(p.Day), "amount": p.Amount, "method": p.Method, "reference": p.Reference, "statement": p.StatementNumber}
	}
	return map[string]any{"payments": payments, "partner": r.Partner.Name, "number": r.Partner.Number, "payee": r.Payee, "tax_number": r.Partner.TaxNumber, "w9": dayText(r.W9On),
		"country": r.Partner.Country, "currency": r.Currency, "methods": methods, "paid": minor(r.Paid, r.Currency), "reportable": minor(r.Reportable, r.Currency),
		"threshold": minor(r.Threshold, r.Currency), "due": r.Due, "notes": list(r.Notes), "address": strings.Split(r.Partner.Address, "\n")}
}
