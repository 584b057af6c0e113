package app

import (
	"fmt"
	"math"
	"slices"

	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/report"
)

// Course is how many referrals were introduced on a day and came to an end on another; Closed zero: open still.
type Course struct {
	Introduced, Closed calendar.Day
	Stage              Stage
	Count              int64
}

// over tells whether it came to an end.
func (c Course) over() bool { return c.Stage.closed() }

// lasting is what a course adds to the incidence as of a day.
func (c Course) lasting(today calendar.Day) Lasting {
	switch {
	case c.Stage == Won:
		return Lasting{Days: max(0, c.Closed.Sub(c.Introduced)), Won: c.Count}
	case c.over():
		return Lasting{Days: max(0, c.Closed.Sub(c.Introduced)), Lost: c.Count}
	}
	return Lasting{Days: max(0, today.Sub(c.Introduced)), Open: c.Count}
}

// CohortFee is what came in so far from those introduced in a month, in one currency.
type CohortFee struct {
	Month calendar.Month
	Fees  int64
}

// comparedDays is within which time cohorts are compared: an old one had more time than a young one.
const comparedDays = 90

// cohort is what became of those introduced in a part of a period.
type cohort struct {
	part                     calendar.Period
	introduced, won, nothing int64
	early                    int64 // won within comparedDays
	fees                     int64
}

// old tells whether all of a cohort were seen long enough to be compared.
func (c cohort) old(today calendar.Day) bool { return c.part.Last().AddDays(comparedDays) <= today }

func cohorts(b Books, s Settings, p calendar.Period, today calendar.Day) (Study, error) {
	list := make([]cohort, 0, 12)
	for _, part := range parts(p) {
		if part.From <= today {
			list = append(list, cohort{part: part})
		}
	}
	of := func(d calendar.Day) *cohort {
		i := slices.IndexFunc(list, func(c cohort) bool { return c.part.Contains(d) })
		if i < 0 {
			return &cohort{}
		}
		return &list[i]
	}
	err := b.Courses(p, func(c Course) error {
		x := of(c.Introduced)
		x.introduced += c.Count
		switch {
		case c.Stage == Won:
			x.won += c.Count
			if c.Closed.Sub(c.Introduced) <= comparedDays {
				x.early += c.Count
			}
		case c.over():
			x.nothing += c.Count
		}
		return nil
	})
	if err != nil {
		return Study{}, err
	}
	fees, err := b.CohortFees(p, s.Currency)
	for _, f := range fees {
		of(max(f.Month.First(), p.From)).fees += f.Fees
	}
	return cohortStudy(list, p, s.Currency, today), err
}

func cohortStudy(list []cohort, p calendar.Period, in money.Currency, today calendar.Day) Study {
	x := Study{}
	weekly := p.Days() <= 62 // of weeks there are no fees: they are gathered by month
	x.Table = report.Table{Empty: "Nobody was introduced in this period.", Columns: []report.Column{{Title: "Introduced in", Weight: 2}, {Title: "Introduced", Kind: report.KindCount}, {Title: "Won so far", Kind: report.KindCount},
		{Title: "Came to nothing", Kind: report.KindCount}, {Title: "Open", Kind: report.KindCount}, {Title: fmt.Sprintf("Won within %d days", comparedDays), Weight: 4}, {Title: "Fees so far", Kind: report.KindMoney}}}
	chart := report.Chart{Title: "Introduced, and won so far", Across: "Introduced in", Empty: x.Table.Empty, Series: []report.Series{{Name: "Won so far"}, {Name: "Introduced"}}}
	works, total := WhatWorks{}, cohort{}
	for _, c := range list {
		early := "not over yet"
		if c.old(today) {
			early = share(c.early, c.introduced)
			row := WorksRow{Name: c.part.Label(), Converted: Converted{Won: c.early, Ended: c.introduced}}
			row.Low, row.High = Wilson(c.early, c.introduced)
			works.Rows = append(works.Rows, row)
			works.Total.Won, works.Total.Ended = works.Total.Won+c.early, works.Total.Ended+c.introduced
		}
		chart.Labels = append(chart.Labels, partLabel(c.part, p))
		chart.Series[0].Points = append(chart.Series[0].Points, report.Point{Value: c.won, Words: fmt.Sprintf("%d of %d", c.won, c.introduced)})
		chart.Series[1].Points = append(chart.Series[1].Points, report.Point{Value: c.introduced, Words: fmt.Sprint(c.introduced)})
		x.Table.Rows = append(x.Table.Rows, c.row(c.part.Label(), early, in, weekly, report.Normal))
		total.introduced, total.won, total.nothing, total.fees = total.introduced+c.introduced, total.won+c.won, total.nothing+c.nothing, total.fees+c.fees
	}
	if total.introduced == 0 {
		x.Table.Rows = nil
		return x
	}
	x.Table.Rows = append(x.Table.Rows, total.row("In all", share(works.Total.Won, works.Total.Ended), in, false, report.Total))
	x.Charts = []report.Chart{chart}
	if works.Total.enough() {
		x.Findings = works.cohortFindings()
	} else {
		x.Findings = []string{fmt.Sprintf("There is not enough data to compare cohorts: %s had %d days.", counted(works.Total.Ended, "referral"), comparedDays)}
	}
	return x
}

func (c cohort) row(name, early string, in money.Currency, weekly bool, style report.Style) report.Row {
	fees := report.Money(money.New(c.fees, in))
	if weekly {
		fees = report.Text("")
	}
	return report.Row{Style: style, Cells: []report.Cell{report.Text(name), report.Count(c.introduced), report.Count(c.won), report.Count(c.nothing),
		report.Count(c.introduced - c.won - c.nothing), report.Text(early), fees}}
}

// cohortFindings are those of a comparison, in the words of cohorts.
func (x WhatWorks) cohortFindings() (say []string) {
	say = append(say, fmt.Sprintf("Of those introduced long enough ago, %s were won within %d days.", x.Total.Rate(), comparedDays))
	apart := false
	for _, r := range x.Rows {
		if how, rest := x.beside(r); how != "" {
			apart = true
			say = append(say, fmt.Sprintf("Those of %s were %s often won than the others, %s against %s.", r.Name, how, r.Rate(), rest.Rate()))
		}
	}
	if !apart && len(x.Rows) > 1 {
		say = append(say, "No cohort differs from the others beyond chance.")
	}
	return say
}

// marks are after how many days the table of the time to the win has a row.
func marks() []int { return []int{7, 14, 30, 60, 90, 120, 180, 270, 365, 540, 730} }

func timeToWin(b Books, p calendar.Period, today calendar.Day) (Study, error) {
	byDay, all := map[int]Lasting{}, int64(0)
	err := b.Courses(p, func(c Course) error {
		if c.Introduced > today {
			return nil
		}
		l := c.lasting(today)
		k := byDay[l.Days]
		byDay[l.Days] = Lasting{l.Days, k.Won + l.Won, k.Lost + l.Lost, k.Open + l.Open}
		all += c.Count
		return nil
	})
	days := make([]Lasting, 0, len(byDay))
	for _, l := range byDay {
		days = append(days, l)
	}
	return timeStudy(incidence(days), all), err
}

// timeStudy tells what an incidence says, as far as at least leastData referrals were seen so long.
func timeStudy(points []Incidence, all int64) Study {
	x := Study{}
	x.Table = report.Table{Empty: fmt.Sprintf("There is not enough data: %s came in this period, and at least %d are needed.", counted(all, "introduction"), leastData), Columns: []report.Column{{Title: "Within"}, {Title: "Won", Kind: report.KindCount},
		{Title: "Range", Align: report.Right}, {Title: "Came to nothing", Kind: report.KindCount}, {Title: "Undecided", Kind: report.KindCount}, {Title: "Seen so long", Kind: report.KindCount}}}
	for len(points) > 0 && points[len(points)-1].AtRisk < leastData {
		points = points[:len(points)-1]
	}
	if all < leastData || len(points) == 0 {
		return x
	}
	at := func(day int) (found Incidence) {
		found = Incidence{AtRisk: all, Open: 1}
		found.Low, found.High = wilson(0, float64(all))
		for _, p := range points {
			if p.Days <= day {
				found = p
			}
		}
		return found
	}
	last := points[len(points)-1].Days
	for _, m := range marks() {
		if m <= last {
			i := at(m)
			x.Table.Rows = append(x.Table.Rows, report.Row{Cells: []report.Cell{report.Text(counted(m, "day")), percentCell(i.Won), report.Text(i.between()), percentCell(i.Lost), percentCell(i.Open), report.Count(seen(points, m, all))}})
		}
	}
	x.Charts = []report.Chart{timeChart(points)}
	x.Findings = timeFindings(points, at, last, all)
	return x
}

// seen is how many were seen longer than so many days, or came to an end before.
func seen(points []Incidence, days int, all int64) int64 {
	n := all
	for _, p := range points {
		if p.Days < days {
			n -= p.Lasting.Open
		}
	}
	return n
}

func percentCell(part float64) report.Cell {
	return report.Text(fmt.Sprintf("%.0f %%", math.Round(part*100))).As(report.Plain)
}

// between is the range of the share won in whole percent.
func (i Incidence) between() string {
	return fmt.Sprintf("%.0f–%.0f %%", math.Floor(i.Low*100), math.Ceil(i.High*100))
}

func timeChart(points []Incidence) report.Chart {
	c := report.Chart{Title: "What became of referrals, by the days since their introduction", Kind: report.Steps, Unit: "% of all introduced", Across: "days since the introduction", Digits: 1, Most: 1000}
	won, lost := report.Series{Name: "Won", Points: []report.Point{{Words: "0 %"}}}, report.Series{Name: "Came to nothing", Points: []report.Point{{Words: "0 %"}}}
	tenths := func(v float64) int64 { return int64(math.Round(v * 1000)) }
	for n, p := range points {
		if p.Lasting.Won+p.Lasting.Lost == 0 && n < len(points)-1 {
			continue // nothing changed
		}
		won.Points = append(won.Points, report.Point{At: int64(p.Days), Value: tenths(p.Won), Low: tenths(p.Low), High: tenths(p.High), Words: fmt.Sprintf("%.0f %%, truly %s", p.Won*100, p.between())})
		lost.Points = append(lost.Points, report.Point{At: int64(p.Days), Value: tenths(p.Lost), Words: fmt.Sprintf("%.0f %%", p.Lost*100)})
	}
	c.Series = []report.Series{won, lost}
	return c
}

func timeFindings(points []Incidence, at func(int) Incidence, last int, all int64) (say []string) {
	for _, m := range []int{30, 90, 180} {
		if m <= last {
			i := at(m)
			say = append(say, fmt.Sprintf("Of 100 introduced, %.0f are won within %d days (truly %s).", i.Won*100, m, i.between()))
		}
	}
	for _, p := range points {
		if p.Open <= 0.5 {
			return append(say, fmt.Sprintf("Half of them are decided within %s.", counted(p.Days, "day")))
		}
	}
	return append(say, fmt.Sprintf("More than half of the %d are undecided for as long as they were seen.", all))
}
