package app

import (
	"fmt"
	"slices"
	"strings"

	"rapport/app/money"
	"rapport/app/report"
)

// selfBillBody is everything a self-billed document prints, read at issue.
type selfBillBody struct {
	statementBody
	profile TaxProfile
	net     []int64 // by line; of a credit the other way
	vat     []int64
}

// billable tells whether a line is a supply of the partner: balances brought forward or written off are none, and VAT bears no VAT.
func billable(l Line) bool {
	return l.Amount.Minor != 0 && l.Kind != OpeningBalance && l.Kind != WriteOff && l.Kind != VATLine
}

// selfBillBody reads the lines of a statement, works out their VAT, and sets the document's totals.
func (t *tx) selfBillBody(row *SelfBillRow, s Statement, p TaxProfile) (*selfBillBody, error) {
	partner, err := t.Partner(s.Partner)
	if err != nil {
		return nil, err
	}
	b := &selfBillBody{statementBody: statementBody{settings: t.settings, partner: partner, currency: s.Currency, clients: map[int64]string{}}, profile: p}
	err = t.Standings(Query{}.With(Is("statement", fmt.Sprint(int64(s.ID)))), func(l *LineRow) error {
		if billable(l.Line) {
			b.lines = append(b.lines, *l)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if len(b.lines) == 0 {
		return nil, No(fmt.Sprintf("Statement %s of %s holds nothing to bill.", s.Number, partner.Name), "Bill a statement with commission lines.")
	}
	slices.SortStableFunc(b.lines, func(x, y LineRow) int { return int(x.Day - y.Day) })
	if err := t.fillBody(&b.statementBody); err != nil {
		return nil, err
	}
	return b, b.count(row)
}

// count works out the VAT of each line and the document's totals. A credit has the figures of its document the other way.
func (b *selfBillBody) count(row *SelfBillRow) (err error) {
	b.net = make([]int64, len(b.lines))
	for i, l := range b.lines {
		b.net[i] = l.Amount.Minor
	}
	if b.vat, err = money.VAT(b.net, row.Rate, row.By == VATByTotal); err != nil {
		return err
	}
	if row.Credits != 0 {
		for i := range b.net {
			b.net[i], b.vat[i] = -b.net[i], -b.vat[i]
		}
	}
	row.Lines = int64(len(b.lines))
	if row.Net, err = money.SumMinor(b.net...); err != nil {
		return err
	}
	if row.VAT, err = money.SumMinor(b.vat...); err != nil {
		return err
	}
	row.Gross, err = money.SumMinor(row.Net, row.VAT)
	return err
}

// document lays it out as a report, with both parties as they are at issue.
func (b *selfBillBody) document(row SelfBillRow, s Statement) report.Document {
	title := "Self-billed invoice"
	if row.Gross < 0 {
		title = "Self-billed credit note"
	}
	doc := b.settings.sheet(title, row.Day)
	doc.Meta.Number, doc.Meta.Subject = row.Number, title+" "+row.Number
	doc.Parties = b.billParties()
	doc.Facts = []report.Fact{
		{Label: "Number", Value: report.Text(row.Number).As(report.Strong)},
		{Label: "Date", Value: report.Day(row.Day)},
		{Label: "Statement", Value: report.Text(row.StatementNumber)},
		{Label: "Period", Value: report.Text(s.Period.Label())},
		{Label: "Currency", Value: report.Text(string(row.Currency))},
	}
	if row.Credits != 0 {
		doc.Facts = append(doc.Facts, report.Fact{Label: "Takes back", Value: report.Text(row.CreditsNumber)})
	}
	doc.Sections = []report.Section{b.billTable(row), b.billTotals(row), b.billNotes(row)}
	doc.Footer = []string{fmt.Sprintf("Issued by %s on behalf of %s under their self-billing agreement.", b.settings.FirmName, b.partner.Name)}
	return doc.Worded(english{})
}

func (b *selfBillBody) billParties() []report.Party {
	from := report.Party{Label: "Supplier", Name: b.partner.Name, Lines: splitLines(b.partner.Address)}
	if n := b.profile.VATNumber; n != "" {
		from.Lines = append(from.Lines, "VAT number "+n)
	}
	to := report.Party{Label: "Customer", Name: b.settings.FirmName, Lines: splitLines(b.settings.Address)}
	if n := b.settings.TaxNumber; n != "" {
		label := "Tax number "
		if validVAT(strings.ToUpper(strings.Join(strings.Fields(n), ""))) {
			label = "VAT number "
		}
		to.Lines = append(to.Lines, label+n)
	}
	return []report.Party{from, to}
}

// billTable lists the lines: what each is for, net, VAT and gross.
func (b *selfBillBody) billTable(row SelfBillRow) report.Section {
	t := &report.Table{Columns: []report.Column{
		{Title: "Date", Kind: report.KindDay}, {Title: "Referral"}, {Title: "Client", Weight: 3}, {Title: "Basis", Weight: 3},
		{Title: "Net", Kind: report.KindMoney}, {Title: "VAT", Kind: report.KindMoney}, {Title: "Gross", Kind: report.KindMoney},
	}}
	for i, l := range b.lines {
		style := report.Normal
		if b.net[i] < 0 {
			style = report.Negative
		}
		basis := report.Text(basisWords(l.Line))
		if l.Reverses != 0 {
			basis = basis.Noted(fmt.Sprintf("refers to line %d", l.Reverses))
		}
		t.Rows = append(t.Rows, report.Row{Style: style, Cells: []report.Cell{report.Day(l.Day), report.Text(l.ReferralNumber), report.Text(b.clients[l.Seq]), basis,
			b.money(b.net[i]), b.money(b.vat[i]), b.money(b.net[i] + b.vat[i])}})
	}
	t.Rows = append(t.Rows, report.Row{Style: report.Total, Cells: []report.Cell{report.Text("Total"), {}, {}, {}, b.money(row.Net), b.money(row.VAT), b.money(row.Gross)}})
	return report.Section{Heading: "Commission", Table: t}
}

// billTotals sums up, beside the words that the document must show.
func (b *selfBillBody) billTotals(row SelfBillRow) report.Section {
	var words []string
	if text := b.profile.words(); text != "" {
		words = []string{text}
	}
	return report.Section{Text: words, Summary: []report.SummaryLine{
		{Label: "Net", Value: b.money(row.Net)},
		{Label: "VAT at " + row.Rate.Percent() + " %", Value: b.money(row.VAT)},
		{Label: "Total (" + string(row.Currency) + ")", Value: b.money(row.Gross), Style: report.Total},
	}}
}

// billNotes says how the VAT came about and where the amounts are on the account.
func (b *selfBillBody) billNotes(row SelfBillRow) report.Section {
	var sec report.Section
	if row.Reason != "" {
		sec.Text = append(sec.Text, ended("It takes back "+row.CreditsNumber+" because: "+row.Reason))
	}
	if row.VAT == 0 {
		return sec
	}
	how := "VAT is worked out of each line and rounded there."
	if row.By == VATByTotal {
		how = "VAT is worked out of the total and rounded once; the lines show their parts of it."
	}
	where := fmt.Sprintf("The net amounts are on statement %s; the VAT is on your account and comes with the next statement.", row.StatementNumber)
	if row.Credits != 0 {
		where = fmt.Sprintf("The net amounts stay on statement %s; the VAT is taken back from your account with the next statement.", row.StatementNumber)
	}
	sec.Text = append(sec.Text, how+" "+where)
	return sec
}
