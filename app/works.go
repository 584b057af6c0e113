package app

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/report"
)

// Dimension is what referrals are compared by.
type Dimension string

// The dimensions.
const (
	AcrossTypes      Dimension = "partner type"
	AcrossPartners   Dimension = "partner"
	AcrossIncentives Dimension = "incentive" // the kind of the first rule of the agreement a win stands under; what was lost stands under that of its partner
	AcrossServices   Dimension = "service"
	AcrossCountries  Dimension = "country"
	AcrossSources    Dimension = "source" // of the partner
	AcrossCampaigns  Dimension = "campaign"
	AcrossMaterials  Dimension = "material" // that the partner had been given when it introduced; a referral counts with each of them
)

// Title is the dimension as a heading.
func (d Dimension) Title() string { return upperFirst(string(d)) }

// Dimensions are all of them.
func Dimensions() []Dimension {
	return []Dimension{AcrossTypes, AcrossPartners, AcrossIncentives, AcrossServices, AcrossCountries, AcrossSources, AcrossCampaigns, AcrossMaterials}
}

// Outcome is a referral that came to an end, with what it is compared by.
type Outcome struct {
	Key, Name  string
	Won        bool
	Introduced calendar.Day
	Closed     calendar.Day
	Fees       int64 // received so far, minor units of the currency asked for
	Commission int64 // that arose so far
}

// InsightBooks gives what comparisons are made of.
type InsightBooks interface {
	// Outcomes gives the referrals that were won, lost or withdrawn in a period. Of an incentive, Key is the agreement version.
	Outcomes(by Dimension, p calendar.Period, c money.Currency, each func(Outcome) error) error
}

// WorksRow is what became of the referrals of one group.
type WorksRow struct {
	Name string // empty: not known
	Converted
	Low, High  int64 // between which percentages the conversion truly lies, 19 times of 20
	Fees       int64
	Commission int64

	days []int64
}

// WhatWorks compares groups of referrals that came to an end in a period.
type WhatWorks struct {
	By       Dimension
	Period   calendar.Period
	Currency money.Currency
	Rows     []WorksRow // those with the best conversion first, those with too little data last
	Total    WorksRow
}

// Works compares what came to an end in a period.
func (u Insights) Works(ctx context.Context, by Dimension, p calendar.Period) (WhatWorks, error) {
	return read(ctx, u.f, func(b Books) (WhatWorks, error) {
		s, err := b.Settings()
		if err != nil {
			return WhatWorks{}, err
		}
		name := func(o Outcome) string { return o.Name }
		if by == AcrossIncentives {
			kinds, err := incentives(b)
			if err != nil {
				return WhatWorks{}, err
			}
			name = func(o Outcome) string { return kinds[o.Key] }
		}
		out, groups := WhatWorks{By: by, Period: p, Currency: s.Currency}, map[string]*WorksRow{}
		err = b.Outcomes(by, p, s.Currency, func(o Outcome) error {
			key := name(o)
			if by == AcrossPartners { // two may bear one name
				key = o.Key
			}
			if groups[key] == nil {
				groups[key] = &WorksRow{Name: name(o)}
			}
			groups[key].count(o)
			if by != AcrossMaterials {
				out.Total.count(o)
			}
			return nil
		})
		if err == nil && by == AcrossMaterials { // each referral once
			err = b.Outcomes(AcrossTypes, p, s.Currency, func(o Outcome) error { out.Total.count(o); return nil })
		}
		for _, g := range groups {
			g.finish()
			out.Rows = append(out.Rows, *g)
		}
		out.Total.finish()
		slices.SortFunc(out.Rows, compareWorks)
		return out, err
	})
}

// incentives names the first rule of every agreement version.
func incentives(b Books) (map[string]string, error) {
	kinds := map[string]string{}
	err := b.AllVersions(func(_ Agreement, v AgreementVersion) error {
		if len(v.Terms.Rules) > 0 {
			kinds[fmt.Sprint(int64(v.ID))] = strings.ReplaceAll(string(v.Terms.Rules[0].Kind), "_", " ")
		}
		return nil
	})
	return kinds, err
}

func (r *WorksRow) count(o Outcome) {
	r.Ended++
	if r.Fees, r.Commission = r.Fees+o.Fees, r.Commission+o.Commission; o.Won {
		r.Won++
		r.days = append(r.days, int64(o.Closed.Sub(o.Introduced)))
	}
}

func (r *WorksRow) finish() {
	if slices.Sort(r.days); len(r.days) > 0 {
		r.Days = r.days[len(r.days)/2]
	}
	r.Low, r.High = Wilson(r.Won, r.Ended)
	r.days = nil
}

// enough tells whether a group says anything.
func (r WorksRow) enough() bool { return r.Ended >= leastData }

func compareWorks(a, b WorksRow) int {
	if a.enough() != b.enough() {
		if a.enough() {
			return -1
		}
		return 1
	}
	return cmp.Or(cmp.Compare(b.Won*max(a.Ended, 1), a.Won*max(b.Ended, 1)), cmp.Compare(b.Ended, a.Ended), strings.Compare(a.Name, b.Name))
}

// Wilson is between which whole percentages the share that n of all are a sample of lies, with 95 % confidence (Wilson's score interval, 1927).
func Wilson(n, all int64) (low, high int64) {
	if all <= 0 {
		return 0, 100
	}
	from, to := wilson(float64(n)/float64(all), float64(all))
	return int64(math.Floor(from * 100)), int64(math.Ceil(to * 100))
}

// Share is the conversion with its counts and its interval; too little says so.
func (r WorksRow) Share() string {
	if !r.enough() {
		return r.Rate()
	}
	return fmt.Sprintf("%s, %d–%d %%", r.Rate(), r.Low, r.High)
}

// perWin is an amount by client won.
func (r WorksRow) perWin(minor int64, c money.Currency) money.Money {
	if r.Won == 0 {
		return money.Money{}
	}
	return money.New((minor+r.Won/2)/r.Won, c)
}

// Value is what a win brought so far; Cost what it cost in commission. The currency is empty where nothing was won.
func (x WhatWorks) Value(r WorksRow) money.Money { return r.perWin(r.Fees, x.Currency) }

// Cost belongs to Value.
func (x WhatWorks) Cost(r WorksRow) money.Money { return r.perWin(r.Commission, x.Currency) }

// Findings are the sentences that the rows bear out: groups whose conversion lies above or below that of all others together beyond chance.
func (x WhatWorks) Findings() (say []string) {
	compared := false
	for _, r := range x.Rows {
		how, rest := x.beside(r)
		compared = compared || r.enough() && rest.enough()
		if how == "" {
			continue
		}
		say = append(say, fmt.Sprintf("%s: %s often won than the others, %s against %s.", orElse(r.Name, upperFirst(x.Nameless())), how, r.Rate(), rest.Rate()))
	}
	switch {
	case len(say) > 0 || !x.Total.enough():
	case compared:
		say = append(say, "No group is won more or less often than the others beyond chance.")
	default:
		say = append(say, "There is not enough data to compare: no group has enough endings and as many beside it.")
	}
	return say
}

// beside tells whether a group is won "more" or "less" often than all others together beyond chance; empty: neither, or there is too little to say.
func (x WhatWorks) beside(r WorksRow) (how string, rest WorksRow) {
	rest = WorksRow{Converted: Converted{Won: x.Total.Won - r.Won, Ended: x.Total.Ended - r.Ended}}
	rest.Low, rest.High = Wilson(rest.Won, rest.Ended)
	switch {
	case !r.enough() || !rest.enough():
	case r.Low > rest.High:
		how = "more"
	case r.High < rest.Low:
		how = "less"
	}
	return how, rest
}

// Nameless is what a group without a name is called.
func (x WhatWorks) Nameless() string {
	if x.By == AcrossMaterials {
		return "no material"
	}
	return "not known"
}

// mostCompared is how many groups the chart shows.
const mostCompared = 10

// Chart shows the share won of each group with the range in which it truly lies.
func (x WhatWorks) Chart() report.Chart {
	c := report.Chart{Title: "Won of what ended, by " + string(x.By), Kind: report.Funnel, Across: upperFirst(string(x.By)), Most: 100, Empty: "There is not enough data: no group has five referrals that came to an end.",
		Series: []report.Series{{Name: "Won of what ended", Shape: report.Range}}}
	for _, r := range x.Rows {
		if r.enough() && len(c.Labels) < mostCompared {
			c.Labels = append(c.Labels, upperFirst(orElse(r.Name, x.Nameless())))
			c.Series[0].Points = append(c.Series[0].Points, report.Point{Value: (r.Won*100 + r.Ended/2) / r.Ended, Low: r.Low, High: r.High, Words: r.Share()})
		}
	}
	return c
}

// Table is the comparison as a table.
func (x WhatWorks) Table() report.Table {
	t := report.Table{Empty: "Nothing came to an end in this period.", Columns: []report.Column{{Title: x.By.Title(), Weight: 3}, {Title: "Won of what ended", Weight: 4},
		{Title: "Time to the win", Weight: 3}, {Title: "Fees by win", Kind: report.KindMoney}, {Title: "Commission by win", Kind: report.KindMoney}}}
	row := func(r WorksRow, name string, style report.Style) {
		cells := []report.Cell{report.Text(name), report.Text(r.Share()), report.Text(r.Cycle()), report.Text(""), report.Text("")}
		if r.Won > 0 {
			cells[3], cells[4] = report.Money(x.Value(r)), report.Money(x.Cost(r))
		}
		t.Rows = append(t.Rows, report.Row{Cells: cells, Style: style})
	}
	for _, r := range x.Rows {
		row(r, orElse(r.Name, x.Nameless()), report.Normal)
	}
	if len(x.Rows) > 0 {
		row(x.Total, "In all", report.Total)
	}
	return t
}

// WorksPDF prints a comparison on the firm's letterhead.
func (u Insights) WorksPDF(ctx context.Context, by Dimension, p calendar.Period) ([]byte, error) {
	s, err := u.f.Setup.Settings(ctx)
	if err != nil {
		return nil, err
	}
	x, err := u.Works(ctx, by, p)
	if err != nil {
		return nil, err
	}
	doc := s.sheet("What works, by "+string(by), u.f.today(s))
	doc.Replace = true
	doc.Facts = []report.Fact{{Label: "Period", Value: report.Text(p.Label()).As(report.Strong)}, {Label: "Currency", Value: report.Text(string(s.Currency))},
		{Label: "Printed", Value: report.Day(u.f.today(s))}}
	table := x.Table()
	doc.Sections = []report.Section{{Text: x.Findings(), Charts: []report.Chart{x.Chart()}}, {Table: &table, Text: []string{WorksNote}}}
	return u.f.deps.Print(doc.Worded(english{}))
}

// WorksNote says how the comparison is to be read.
const WorksNote = "Referrals that were won, lost or withdrawn in the period. The range says where the true share lies, 19 times of 20. Fees and commission are those so far, in the base currency."
