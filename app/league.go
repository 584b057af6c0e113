package app

import (
	"cmp"
	"fmt"
	"slices"

	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/report"
)

// PartnerResult is what a partner brought in a period. Amounts are minor units of the currency asked for.
type PartnerResult struct {
	Partner          ID[Partner]
	Name, Type       string
	Introduced       int64
	Won, Ended       int64
	Fees, Commission int64
}

// mostLeague is how many partners the chart shows.
const mostLeague = 8

func league(b Books, s Settings, p calendar.Period) (Study, error) {
	all, err := b.PartnerResults(p, s.Currency)
	return leagueStudy(all, s.Currency, p), err
}

// leagueStudy ranks partners by the fees that came in by them; those level by what was won and introduced.
func leagueStudy(all []PartnerResult, in money.Currency, p calendar.Period) Study {
	x := Study{}
	x.Table = report.Table{Empty: "No partner brought anything in this period.", Columns: []report.Column{{Title: "Rank", Kind: report.KindCount}, {Title: "Partner", Weight: 4}, {Title: "Type", Weight: 2}, {Title: "Introduced", Kind: report.KindCount},
		{Title: "Won of what ended", Weight: 4}, {Title: "Fees", Kind: report.KindMoney}, {Title: "Commission", Kind: report.KindMoney}}}
	if len(all) == 0 {
		return x
	}
	slices.SortFunc(all, func(a, b PartnerResult) int {
		return cmp.Or(cmp.Compare(b.Fees, a.Fees), cmp.Compare(b.Won, a.Won), cmp.Compare(b.Introduced, a.Introduced), cmp.Compare(a.Name, b.Name))
	})
	total, first := PartnerResult{}, int64(0)
	chart := report.Chart{Title: "Fees by partner, " + p.Label(), Kind: report.Funnel, Across: "Partner", Digits: in.Digits(), Series: []report.Series{{Name: "Fees"}}}
	for i, r := range all {
		x.Table.Rows = append(x.Table.Rows, r.row(report.Count(int64(i+1)), in, report.Normal))
		x.Opens = append(x.Opens, Hit{Kind: KindPartner, ID: int64(r.Partner), Name: r.Name})
		total.Introduced, total.Won, total.Ended, total.Fees, total.Commission = total.Introduced+r.Introduced, total.Won+r.Won, total.Ended+r.Ended, total.Fees+r.Fees, total.Commission+r.Commission
		if i < mostLeague && r.Fees > 0 {
			chart.Labels = append(chart.Labels, r.Name)
			chart.Series[0].Points = append(chart.Series[0].Points, report.Point{Value: r.Fees, Words: money.New(r.Fees, in).String()})
		}
		if i < 3 {
			first += max(0, r.Fees)
		}
	}
	total.Name = "In all"
	x.Table.Rows = append(x.Table.Rows, total.row(report.Text(""), in, report.Total))
	if len(chart.Labels) > 0 {
		x.Charts = []report.Chart{chart}
	}
	if total.Fees > 0 && len(all) > 3 {
		x.Findings = append(x.Findings, fmt.Sprintf("The first three of %d partners brought %d %% of the fees.", len(all), first*100/total.Fees))
	}
	quiet := 0
	for _, r := range all {
		if r.Introduced == 0 {
			quiet++
		}
	}
	if quiet > 0 {
		x.Findings = append(x.Findings, fmt.Sprintf("%s of those here introduced nobody in the period; their fees come from earlier introductions.", counted(quiet, "partner")))
	}
	return x
}

func (r PartnerResult) row(rank report.Cell, in money.Currency, style report.Style) report.Row {
	rate := ""
	if r.Ended > 0 {
		rate = share(r.Won, r.Ended)
	}
	return report.Row{Style: style, Cells: []report.Cell{rank, report.Text(r.Name), report.Text(r.Type), report.Count(r.Introduced), report.Text(rate), report.Money(money.New(r.Fees, in)),
		report.Money(money.New(r.Commission, in))}}
}
