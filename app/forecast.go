package app

import (
	"fmt"
	"math"
	"slices"

	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/report"
)

// OpenReferrals is how many referrals introduced in a month are open at a stage, and what is hoped for of those with an estimate in the currency asked for.
type OpenReferrals struct {
	Stage     Stage
	Month     calendar.Month
	Count     int64
	Estimated int64 // how many have an estimate
	Estimate  int64 // their sum, minor units
}

// The forecast looks at those introduced in so many months before, and so many months ahead.
const (
	historyMonths  = 36
	forecastMonths = 12
)

// history is what a forecast is worked out from.
type history struct {
	today   calendar.Month
	rungs   []rung                   // of what was introduced in the months before
	won     map[calendar.Month]int64 // by month of introduction
	fees    []FeeAge
	revenue int64 // of the last twelve months, minor units
	cost    int64 // the commission of those months
}

// FeeAge is what came in from those introduced in a month and won, so many months after it. Minor units.
type FeeAge struct {
	Month calendar.Month
	Age   int64
	Fees  int64
}

// profile is what a referral that is won brings on average in each month after its introduction. A month of age counts those introductions alone
// that are old enough to have had it.
func (h history) profile() []float64 {
	sums := make([]int64, historyMonths)
	for _, f := range h.fees {
		if f.Age >= 0 && f.Age < historyMonths && f.Month.Add(int(f.Age)) < h.today { // the month that runs is not whole
			sums[f.Age] += f.Fees
		}
	}
	out := make([]float64, historyMonths)
	for age := range out {
		seen := int64(0)
		for m, n := range h.won {
			if m.Add(age) < h.today {
				seen += n
			}
		}
		if seen >= leastData {
			out[age] = float64(max(0, sums[age])) / float64(seen)
		}
	}
	return out
}

// chance is between which shares what has come as far as a stage is won, of those that were decided. As many cases count as lie in the past and
// in what waits together allow, so that a few that wait have a wide range however much is known.
func (h history) chance(s Stage, waiting int64) (low, mid, high float64, enough bool) {
	at := max(0, slices.Index(ladder(), s))
	won, decided := h.rungs[len(h.rungs)-1].reached, int64(0)
	for i := at; i < len(h.rungs)-1; i++ {
		decided += h.rungs[i].left
	}
	decided += won
	if decided < leastData {
		return 0, 0, 0, false
	}
	mid = float64(won) / float64(decided)
	low, high = wilson(mid, 1/(1/float64(decided)+1/float64(max(1, waiting))))
	return low, mid, high, true
}

// expected are amounts of one month, minor units. They are guesses with a range, which no ledger ever holds, so they may have fractions until they are shown.
type expected struct{ low, mid, high float64 }

// ahead works out what comes in each month from the one that runs on; the last is all that comes later.
func (h history) ahead(pipeline []OpenReferrals) (out []expected, unsaid int64) {
	out = make([]expected, forecastMonths+1)
	profile := h.profile()
	worth := 0.0
	for _, v := range profile {
		worth += v
	}
	at := map[Stage]int64{}
	for _, w := range pipeline {
		at[w.Stage] += w.Count
	}
	for _, w := range pipeline {
		low, mid, high, enough := h.chance(w.Stage, at[w.Stage])
		if !enough {
			unsaid += w.Count
			continue
		}
		amount := float64(w.Estimate) + float64(w.Count-w.Estimated)*worth
		for k, part := range spread(profile, int(h.today-w.Month)) {
			out[k].low += amount * low * part
			out[k].mid += amount * mid * part
			out[k].high += amount * high * part
		}
	}
	return out, unsaid
}

// spread is which part of what a referral of so many months brings comes in each month ahead: as the profile goes on from there. One that is older than all
// that is known brings what it brings evenly.
func spread(profile []float64, age int) []float64 {
	out, left := make([]float64, forecastMonths+1), 0.0
	age = max(0, age)
	for i := age; i < len(profile); i++ {
		out[min(i-age, forecastMonths)] += profile[i]
		left += profile[i]
	}
	for k := range out {
		if left > 0 {
			out[k] /= left
		} else {
			out[k] = 1 / float64(len(out))
		}
	}
	return out
}

// wilson is Wilson's interval of a share of so many cases.
func wilson(share, size float64) (low, high float64) {
	const z = 1.959964
	mid := share + z*z/(2*size)
	wide := z * math.Sqrt(share*(1-share)/size+z*z/(4*size*size))
	whole := 1 + z*z/size
	return max(0, (mid-wide)/whole), min(1, (mid+wide)/whole)
}

func forecast(b Books, s Settings, today calendar.Day) (Study, error) {
	month := calendar.MonthOf(today)
	h := history{today: month, won: map[calendar.Month]int64{}}
	past := calendar.Period{From: month.Add(-historyMonths).First(), To: today.AddDays(1)}
	year := calendar.Period{From: month.Add(-12).First(), To: month.First()}
	all, err := b.Reached(past)
	if err != nil {
		return Study{}, err
	}
	h.rungs = rungs(all)
	if err := b.Courses(past, func(c Course) error {
		if c.Stage == Won {
			h.won[calendar.MonthOf(c.Introduced)] += c.Count
		}
		return nil
	}); err != nil {
		return Study{}, err
	}
	if h.fees, err = b.FeeAges(past, s.Currency); err != nil {
		return Study{}, err
	}
	revenue, err := b.Measure(Revenue, year, s.Currency)
	if err != nil {
		return Study{}, err
	}
	cost, err := b.Measure(CommissionCost, year, s.Currency)
	if err != nil {
		return Study{}, err
	}
	h.revenue, h.cost = revenue.Part, cost.Part
	pipeline, err := b.Pipeline(s.Currency)
	return h.study(pipeline, s.Currency), err
}

// study tells what is to be expected, or that there is too little to say.
func (h history) study(pipeline []OpenReferrals, in money.Currency) Study {
	x := Study{}
	open := int64(0)
	for _, w := range pipeline {
		open += w.Count
	}
	x.Table = report.Table{Columns: []report.Column{{Title: "Month", Weight: 2}, {Title: "Fees expected", Kind: report.KindMoney}, {Title: "From", Kind: report.KindMoney}, {Title: "To", Kind: report.KindMoney},
		{Title: "Commission", Kind: report.KindMoney}, {Title: "From ", Kind: report.KindMoney}, {Title: "To ", Kind: report.KindMoney}}}
	decided := h.rungs[len(h.rungs)-1].reached
	for _, r := range h.rungs {
		decided += r.left
	}
	months, unsaid := h.ahead(pipeline)
	switch worth := h.profile(); {
	case open == 0:
		x.Table.Empty = "No referral is open, so there is nothing to expect from the pipeline."
		return x
	case decided < leastData:
		x.Table.Empty = fmt.Sprintf("There is not enough data: %s came to an end in the last %d months, and at least %d are needed.", counted(decided, "referral"), historyMonths, leastData)
		return x
	case !slices.ContainsFunc(worth, func(v float64) bool { return v > 0 }):
		x.Table.Empty = "There is not enough data: too few of the clients won have paid fees in your base currency."
		return x
	}
	chart := report.Chart{Title: fmt.Sprintf("Fees expected of %d open referrals", open), Unit: string(in), Digits: in.Digits(), Across: "Month", Series: []report.Series{{Name: "Fees expected", Shape: report.Range}}}
	total := expected{}
	for k, e := range months {
		name := h.today.Add(k).Period().Label()
		if k == forecastMonths {
			name = "Later"
		} else {
			chart.Labels = append(chart.Labels, h.today.Add(k).Name().String()[:3])
			chart.Series[0].Points = append(chart.Series[0].Points, report.Point{Value: round(e.mid), Low: round(e.low), High: round(e.high),
				Words: fmt.Sprintf("%s, from %s to %s", money.New(round(e.mid), in), money.New(round(e.low), in).Amount(), money.New(round(e.high), in).Amount())})
		}
		x.Table.Rows = append(x.Table.Rows, h.row(name, e, in, report.Normal))
		total = expected{total.low + e.low, total.mid + e.mid, total.high + e.high}
	}
	x.Table.Rows = append(x.Table.Rows, h.row("In all", total, in, report.Total))
	x.Charts = []report.Chart{chart}
	x.Findings = append(x.Findings, fmt.Sprintf("%s open: fees of %s are to be expected of them, from %s to %s.", counted(open, "referral"), money.New(round(total.mid), in), money.New(round(total.low), in).Amount(), money.New(round(total.high), in).Amount()))
	if unsaid > 0 {
		x.Findings = append(x.Findings, fmt.Sprintf("Not counted: %s that came so far that too few were decided there to say what becomes of them.", counted(unsaid, "open referral")))
	}
	if h.revenue <= 0 {
		x.Findings = append(x.Findings, "There is not enough data for commission: no fees came in during the last twelve months.")
	}
	return x
}

func (h history) row(name string, e expected, in money.Currency, style report.Style) report.Row {
	cells := []report.Cell{report.Text(name)}
	amount := func(v float64) report.Cell { return report.Money(money.New(round(v), in)) }
	cells = append(cells, amount(e.mid).As(report.Strong), amount(e.low), amount(e.high))
	for _, v := range []float64{e.mid, e.low, e.high} {
		if h.revenue <= 0 {
			cells = append(cells, report.Text(""))
			continue
		}
		cells = append(cells, amount(v*float64(h.cost)/float64(h.revenue)))
	}
	return report.Row{Cells: cells, Style: style}
}

func round(v float64) int64 { return int64(math.Round(v)) }
