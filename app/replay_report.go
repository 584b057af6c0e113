package app

import (
	"context"
	"fmt"

	"rapport/app/money"
	"rapport/app/report"
	"rapport/app/terms"
)

// AmendReplay works out what the last twelve months would have paid under an agreement's terms as they were in force, and under new ones.
func (u Agreements) AmendReplay(ctx context.Context, id ID[Agreement], tm terms.Terms) (Replay, error) {
	return u.f.Commissions.Replay(ctx, ReplayAsk{Agreement: id, Drafts: []Draft{{Name: "Until now"}, {Name: "Amended", Terms: &tm}}}, nil)
}

// CheckDraft says what terms lack to be replayed, or to be put into an agreement.
func CheckDraft(tm terms.Terms) error { return checkTerms(tm) }

// Difference is the first two drafts of a replay by month, and what the second would have paid more.
func (r *Replay) Difference() report.Table {
	out := report.Table{Columns: []report.Column{{Title: "Month", Weight: 2}}}
	for _, title := range []string{r.Drafts[0].Name, r.Drafts[1].Name, "Difference"} {
		out.Columns = append(out.Columns, report.Column{Title: title, Kind: report.KindMoney})
	}
	row := func(name string, s ReplaySum, style report.Style) {
		out.Rows = append(out.Rows, report.Row{Style: style, Cells: []report.Cell{report.Text(name), r.money(s.Paid[0]), r.money(s.Paid[1]), r.money(s.Paid[1] - s.Paid[0])}})
	}
	for _, m := range r.ByMonth {
		row(m.Month.Period().Label(), m.ReplaySum, report.Normal)
	}
	row("In all", r.Total, report.Total)
	return out
}

// Share is an amount in per cent of fees to a tenth, such as "12.5 %"; empty without fees.
func Share(minor, fees int64) string {
	if fees <= 0 {
		return ""
	}
	tenths := money.MulDiv(minor, 1000, fees, money.HalfUp)
	sign := ""
	if tenths < 0 {
		sign, tenths = "-", -tenths
	}
	return fmt.Sprintf("%s%d.%d %%", sign, tenths/10, tenths%10)
}

// More says how a draft compares with what was booked: "1,200.00 more".
func (r *Replay) More(draft int) string {
	switch n := r.Total.Paid[draft] - r.Total.Booked; {
	case n > 0:
		return money.New(n, r.Currency).Amount() + " more"
	case n < 0:
		return money.New(-n, r.Currency).Amount() + " less"
	}
	return "the same"
}

// money is an amount of the replay.
func (r *Replay) money(minor int64) report.Cell { return report.Money(money.New(minor, r.Currency)) }

// cells are sums as a row: fees, booked, each draft.
func (r *Replay) cells(first report.Cell, s ReplaySum) []report.Cell {
	out := []report.Cell{first, r.money(s.Fees), r.money(s.Booked)}
	for _, minor := range s.Paid {
		out = append(out, r.money(minor))
	}
	return out
}

func (r *Replay) columns(first string) []report.Column {
	out := []report.Column{{Title: first, Weight: 2}, {Title: "Fees received", Kind: report.KindMoney}, {Title: "Booked", Kind: report.KindMoney}}
	for _, d := range r.Drafts {
		out = append(out, report.Column{Title: d.Name, Kind: report.KindMoney})
	}
	return out
}

// totals are the rows under a table: the sum, the difference of each draft to the first, and the share of the fees.
func (r *Replay) totals() []report.Row {
	rows := []report.Row{{Cells: r.cells(report.Text("In all"), r.Total), Style: report.Total}}
	share := []report.Cell{report.Text("Share of fees"), {}, report.Text(Share(r.Total.Booked, r.Total.Fees))}
	more := []report.Cell{report.Text("More than booked"), {}, {}}
	for _, minor := range r.Total.Paid {
		share, more = append(share, report.Text(Share(minor, r.Total.Fees))), append(more, r.money(minor-r.Total.Booked))
	}
	return append(rows, report.Row{Cells: more}, report.Row{Cells: share})
}

// Sections are the replay as tables: by month, by partner, and who reaches which step.
func (r *Replay) Sections() []report.Section {
	months := report.Table{Columns: r.columns("Month")}
	for _, m := range r.ByMonth {
		months.Rows = append(months.Rows, report.Row{Cells: r.cells(report.Text(m.Month.Period().Label()), m.ReplaySum)})
	}
	partners := report.Table{Columns: r.columns("Partner"), Empty: "Nothing would have been paid to anybody."}
	for _, p := range r.ByPartner {
		partners.Rows = append(partners.Rows, report.Row{Cells: r.cells(report.Text(p.Name), p.ReplaySum)})
	}
	months.Rows = append(months.Rows, r.totals()...)
	steps := report.Table{Columns: []report.Column{{Title: "Partner", Weight: 2}, {Title: "Day", Kind: report.KindDay}, {Title: "Terms"}, {Title: "Reaches", Align: report.Right}},
		Empty: "Nobody reaches a step of tiers or of a bonus."}
	for _, c := range r.Crossings {
		steps.Rows = append(steps.Rows, report.Row{Cells: []report.Cell{report.Text(c.Name), report.Day(c.Day), report.Text(r.Drafts[c.Draft].Name), report.Text(r.Step(c))}})
	}
	return []report.Section{{Heading: "By month", Text: r.Notes(), Table: &months}, {Heading: "By partner", Table: &partners}, {Heading: "Steps reached", Table: &steps}}
}

// Step is a step that was reached: an amount, or a number of referrals.
func (r *Replay) Step(c Crossing) string {
	if c.Counts {
		return counted(c.From, "referral")
	}
	return money.New(c.From, r.Currency).String()
}

// Notes say what the figures leave out.
func (r *Replay) Notes() (notes []string) {
	if r.Waiting > 0 {
		notes = append(notes, fmt.Sprintf("%s without an exchange rate: not worked out.", counted(r.Waiting, "fact")))
	}
	if r.LeftOut > 0 {
		notes = append(notes, fmt.Sprintf("Left out: %s in other currencies than %s.", counted(int64(r.LeftOut), "agreement"), r.Currency))
	}
	return notes
}

// Table is the replay as one list for spreadsheets: a row for every month, partner, and the sum.
func (r *Replay) Table() report.Table {
	out := report.Table{Columns: append([]report.Column{{Title: "By"}}, r.columns("Month or partner")...)}
	out.Columns = append(out.Columns, report.Column{Title: "Currency"})
	add := func(by string, first report.Cell, s ReplaySum) {
		out.Rows = append(out.Rows, report.Row{Cells: append(append([]report.Cell{report.Text(by)}, r.cells(first, s)...), report.Text(string(r.Currency)))})
	}
	for _, m := range r.ByMonth {
		add("month", report.Text(m.Month.String()), m.ReplaySum)
	}
	for _, p := range r.ByPartner {
		add("partner", report.Text(p.Number+" "+p.Name), p.ReplaySum)
	}
	add("sum", report.Text("In all"), r.Total)
	return out
}

// Document is the replay as a page of the firm.
func (u Commissions) Document(ctx context.Context, r Replay) (report.Document, error) {
	s, err := u.f.Setup.Settings(ctx)
	if err != nil {
		return report.Document{}, err
	}
	doc := s.sheet("Replay of commission terms", u.f.today(s))
	doc.Replace = true
	doc.Facts = []report.Fact{{Label: "Months", Value: report.Text(r.Months.Label())}, {Label: "Currency", Value: report.Text(string(r.Currency))},
		{Label: "Printed", Value: report.Day(u.f.today(s))}}
	var words []string
	for _, d := range r.Drafts {
		said := "the terms that were in force"
		if d.Terms != nil {
			said = d.Terms.Words()
		}
		words = append(words, d.Name+": "+said)
	}
	doc.Sections = append([]report.Section{{Text: words}}, r.Sections()...)
	return doc, nil
}

// ReplayPDF prints a replay on the firm's letterhead.
func (u Commissions) ReplayPDF(ctx context.Context, r Replay) ([]byte, error) {
	doc, err := u.Document(ctx, r)
	if err != nil {
		return nil, err
	}
	return u.f.deps.Print(doc.Worded(english{}))
}
