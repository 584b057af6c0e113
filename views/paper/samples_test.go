package paper

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/report"
	"rapport/assets"
)

// Sample documents: statements of an accounting and wealth firm, as the
// program makes them.

func eur(minor int64) report.Cell { return report.Money(money.New(minor, "EUR")) }

func day(text string) report.Cell { return report.Day(calendar.D(text)) }

func percent(text string) report.Cell {
	r, err := money.ParsePercent(text)
	if err != nil {
		panic(err)
	}
	return report.Percent(r)
}

// clients are names in the scripts that partners of a European firm have.
func clients() []string {
	return []string{
		"Aldersgate Dental Group Ltd", "Łódź Kamienice Sp. z o.o.", "Őrsi és Társa Kft.", "Brightwater Holdings LLP",
		"Peña Ibáñez Arquitectos", "Ελληνική Ναυτιλιακή Α.Ε.", "Иванов и партнёры", "Nguyễn Thị Hồng Ánh",
		"Société Générale d’Études", "Müller & Söhne GmbH", "Čapek Nástroje s.r.o.", "Ashcombe Family Trust",
		"Türkoğlu Danışmanlık", "Sørensen Skibsværft A/S",
	}
}

// lineRows are n commission lines; every ninth is a reversal.
func lineRows(n int) (rows []report.Row, sum int64) {
	names := clients()
	services := []string{"Tax return and advice", "Annual accounts", "Wealth plan, first year", "Payroll"}
	rates := []string{"10", "12.5", "7.5", "15"}
	for i := range n {
		base := int64(184250 + i*13717%950000)
		rate := rates[i%len(rates)]
		amount := base * map[string]int64{"10": 1000, "12.5": 1250, "7.5": 750, "15": 1500}[rate] / 10000
		row := report.Row{Cells: []report.Cell{
			day(fmt.Sprintf("2026-03-%02d", 2+i*28/max(n, 1))),
			report.Text(fmt.Sprintf("R-2026-%04d", 112+i)),
			report.Text(names[i%len(names)]),
			report.Text(services[i%len(services)]),
			eur(base), percent(rate), eur(amount),
		}}
		if i%9 == 8 {
			row.Style = report.Negative
			row.Cells[3] = report.Text("Fee refunded").Noted(fmt.Sprintf("takes back line %d of S-2026-0031", 40+i))
			row.Cells[4], row.Cells[6] = eur(-base).As(report.Bad), eur(-amount).As(report.Bad)
			amount = -amount
		}
		sum += amount
		rows = append(rows, row)
	}
	return rows, sum
}

// statement is a statement with n lines.
func statement(n int) report.Document {
	rows, earned := lineRows(n)
	if n > 0 {
		rows = append(rows, report.Row{Style: report.Total, Cells: []report.Cell{
			report.Text("Commission for the period"), {}, {}, {}, {}, {}, eur(earned)}})
	}
	opening, paid := int64(120450), int64(-120450)
	return report.Document{
		Title: "Partner statement",
		Meta: report.Meta{Number: "S-2026-0042", Subject: "Partner statement S-2026-0042, March 2026",
			Language: "en-GB", Issued: calendar.D("2026-04-02")},
		Letterhead: report.Letterhead{FirmName: "Harcourt & Lowe LLP", Logo: assets.ExampleLogo(),
			Lines: []string{"14 Bedford Row, London WC1R 4ED", "+44 20 7946 0123 · partners@harcourtlowe.example",
				"Registered in England and Wales OC301455"}},
		Parties: []report.Party{
			{Label: "To", Name: "Wexford Advisory Partners", Lines: []string{"Ms Siobhán O’Rourke", "7 Merrion Square East", "Dublin 2, D02 HW23, Ireland"}},
			{Label: "From", Name: "Harcourt & Lowe LLP", Lines: []string{"14 Bedford Row", "London WC1R 4ED", "VAT GB 241 7788 09"}},
		},
		Facts: []report.Fact{
			{Label: "Statement number", Value: report.Text("S-2026-0042").As(report.Strong)},
			{Label: "Period", Value: report.Text("1 to 31 March 2026")},
			{Label: "Issued", Value: report.Text("2 April 2026")},
			{Label: "Currency", Value: report.Text("EUR, euro")},
			{Label: "Agreement", Value: report.Text("A-2024-011, version 3")},
			{Label: "Payment terms", Value: report.Text("30 days after issue")},
			{Label: "Clients are shown", Value: report.Text("in full")},
			{Label: "Query by", Value: report.Text("2 May 2026").As(report.Strong)},
		},
		Sections: []report.Section{
			{Heading: "Summary", Text: []string{"Amounts in euro. Payment follows within 30 days of the day of issue."},
				Summary: []report.SummaryLine{
					{Label: "Opening balance, 1 March 2026", Value: eur(opening)},
					{Label: "Commission for the period", Value: eur(earned)},
					{Label: "Payments in the period", Value: eur(paid), Style: report.Negative},
					{Label: "Closing balance, 31 March 2026", Value: eur(opening + earned + paid), Style: report.Total},
					{Label: "Payable now", Value: eur((opening + earned + paid) / 2).Noted("less what is held until 30 June 2026")},
				}},
			lines("Commission lines", rows, "No commission arose in this period."),
			{Heading: "Payments in the period", Table: &report.Table{
				Columns: []report.Column{{Title: "Date", Kind: report.KindDay}, {Title: "Payment"}, {Title: "Amount", Kind: report.KindMoney}},
				Rows: []report.Row{{Style: report.Negative, Cells: []report.Cell{day("2026-03-15"),
					report.Text("P-2026-0019, bank transfer to IE29 AIBK 9311 5212 3456 78"), eur(paid)}}},
			}},
			{Heading: "Questions about this statement", Text: []string{
				"Please tell us by 2 May 2026 if you do not agree with a line. If we hear nothing by then, the statement is recorded as not queried; it is not taken as agreed."}},
		},
		Footer: []string{"Harcourt & Lowe LLP · Statement S-2026-0042 · ledger entry 1,284, fingerprint 9f2c 41d8 e07a 55b1"},
	}
}

// lines is the section of commission lines.
func lines(heading string, rows []report.Row, empty string) report.Section {
	return report.Section{Heading: heading, Table: &report.Table{
		Columns: []report.Column{
			{Title: "Date", Kind: report.KindDay}, {Title: "Referral", Weight: 1}, {Title: "Client", Weight: 3},
			{Title: "Basis", Weight: 2}, {Title: "Base EUR", Kind: report.KindMoney},
			{Title: "Rate", Kind: report.KindPercent}, {Title: "Commission EUR", Kind: report.KindMoney}},
		Rows: rows, Empty: empty}}
}

// appendix is how n lines came about.
func appendix(n int) report.Section {
	sec := report.Section{Heading: "Appendix: how each line was worked out", NewPage: true,
		Text: []string{"Each line shows the rule that paid it, the figures that went in and the steps between. The rule is that of the agreement in force on the day of the fee."}}
	for i := range n {
		sec.Tree = append(sec.Tree,
			report.TreeLine{Text: fmt.Sprintf("%d  %s, annual accounts", i+1, clients()[i%len(clients())]), Value: eur(32000)},
			report.TreeLine{Depth: 1, Text: "Agreement A-2024-011, version 3, rule 2: 10 % of fees received in the first twelve months", Value: eur(32000)},
			report.TreeLine{Depth: 2, Text: "Fee received 12 March 2026, invoice 20260311", Value: eur(384000)},
			report.TreeLine{Depth: 2, Text: "less disbursements and VAT, which the agreement leaves out", Value: eur(-64000)},
			report.TreeLine{Depth: 2, Text: "base", Value: eur(320000)},
			report.TreeLine{Depth: 2, Text: "3,200.00 × 10 % = 320.000, rounded half up to whole cents", Value: eur(32000)},
			report.TreeLine{Depth: 1, Text: "Rule 1 (flat on win) would have paid 250.00 and was not taken, because the agreement pays the higher of the two; it is named here so that nothing has to be asked twice.", Style: report.Note},
		)
	}
	return sec
}

// samples are the documents that are looked at and checked as a whole.
func samples() map[string]report.Document {
	long := "The Worshipful Society of Chartered Accountants, Auditors and Trust Administrators of Northumberland, Durham and Teesside"
	out := map[string]report.Document{"few": statement(6), "one-page": statement(3), "many": statement(400), "empty": statement(0)}

	negative := statement(9)
	negative.Sections[0].Summary = []report.SummaryLine{
		{Label: "Opening balance", Value: eur(-250075)},
		{Label: "Commission for the period", Value: eur(40000)},
		{Label: "Fees refunded", Value: eur(-1240050), Style: report.Negative},
		{Label: "Closing balance, carried forward", Value: eur(-1450125).As(report.Bad), Style: report.Total},
		{Label: "Payable now", Value: eur(0).Noted("the balance is negative and is set against later commission")},
	}
	out["negative"] = negative

	names := statement(7)
	names.Letterhead.FirmName, names.Letterhead.Logo = long, nil
	names.Parties[0].Name = long
	for i := range names.Sections[1].Table.Rows[:7] {
		names.Sections[1].Table.Rows[i].Cells[2] = report.Text(long[i*5:])
	}
	out["long-names"] = names

	plain := statement(5)
	plain.Letterhead.Logo = nil
	out["no-logo"] = plain

	portrait := statement(5)
	portrait.Letterhead.Logo = pngPicture(300, 460, true)
	out["portrait-logo"] = portrait

	explained := statement(12)
	explained.Sections = append(explained.Sections, appendix(12))
	out["appendix"] = explained

	out["program"] = programReport()

	letter := statement(30)
	letter.Paper, letter.Meta.Language = report.Letter, "en-US"
	out["letter"] = letter
	return out
}

// programReport uses what statements do not: three parties, subtotals, notes
// between rows, centred and counted columns, a long footer, replaced characters.
func programReport() report.Document {
	note := func(s string) report.Row {
		return report.Row{Style: report.Note, Cells: []report.Cell{report.Text(s), {}, {}, {}, {}}}
	}
	row := func(style report.Style, partner, tier string, won int64, share string, amount int64) report.Row {
		return report.Row{Style: style, Cells: []report.Cell{
			report.Text(partner), report.Text(tier).As(report.Muted), report.Count(won), percent(share), eur(amount)}}
	}
	sum := row(report.Subtotal, "Attorneys", "", 31, "44.9", 4811050)
	sum.Cells[1] = report.Cell{}
	all := row(report.Total, "All partners", "", 69, "100", 10715025)
	all.Cells[1] = report.Cell{}
	return report.Document{
		Title: "Partners by type, first quarter 2026", Replace: true,
		Letterhead: report.Letterhead{FirmName: "Harcourt & Lowe LLP"},
		Parties: []report.Party{{Label: "Prepared for", Name: "The partners’ meeting"},
			{Label: "By", Name: "Office of referrals", Lines: []string{"Ms A. Nguyễn"}}, {Label: "Checked by", Name: "李 J. Li"}},
		Facts: []report.Fact{{Label: "Quarter", Value: report.Text("Q1 2026")}, {Label: "Partners", Value: report.Count(40)},
			{Label: "Balance", Value: eur(-14501).As(report.Bad).Noted("carried forward")}},
		Sections: []report.Section{{Heading: "Won referrals and commission", Table: &report.Table{
			Columns: []report.Column{{Title: "Partner", Weight: 3}, {Title: "Tier", Align: report.Center},
				{Title: "Won", Kind: report.KindCount}, {Title: "Share", Kind: report.KindPercent}, {Title: "Commission EUR", Kind: report.KindMoney}},
			Rows: []report.Row{
				row(report.Normal, "Wexford Advisory Partners", "Gold", 19, "27.54", 2911050),
				note("reached the second tier on 14 February; the change is worked out in the appendix"),
				row(report.Normal, "Ashby & Cole Solicitors", "Silver", 12, "17.4", 1900000), sum,
				row(report.Normal, "Møller Revision", "Gold", 38, "55.07", 5904000),
				row(report.Negative, "Møller Revision, fee refunded 😀", "", 0, "0", -25), all,
			}}}},
		Footer: []string{"This report counts referrals by the day they were won and commission by the day of the fee. Figures are those of the ledger at entry 1,284.",
			"Fingerprint 9f2c 41d8 e07a 55b1"},
	}
}

func newPrinter(t testing.TB) *Printer {
	t.Helper()
	p, err := New()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// shared is a printer that tests use which need none of their own.
var shared = sync.OnceValues(New)

// printed is the document as a file; a failure ends the test.
func printed(t testing.TB, doc report.Document) []byte {
	t.Helper()
	p, err := shared()
	if err != nil {
		t.Fatal(err)
	}
	file, err := p.Print(doc)
	if err != nil {
		t.Fatal(err)
	}
	return file
}

// text is a document of one paragraph.
func text(s ...string) report.Document {
	return report.Document{Title: "Test", Sections: []report.Section{{Text: s}}}
}

func repeat(s string, n int) string { return strings.Repeat(s, n) }
