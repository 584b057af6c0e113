package app

import (
	"fmt"
	"slices"

	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/report"
)

// closed tells whether a stage is an end.
func (s Stage) closed() bool { return s == Won || s == Lost || s == NotAccepted || s == Withdrawn }

// ladder are the stages on the way to a win. What is being checked has come as far as what is logged.
func ladder() []Stage { return []Stage{Logged, Accepted, Contacted, Meeting, Proposal, Won} }

// Reach is how many referrals came as far as a stage, and where they are now.
type Reach struct {
	Furthest Stage // of what came to nothing, the last before its end; empty: not known
	Accepted bool
	Now      Stage
	Count    int64
}

// step is how far up the ladder it came.
func (r Reach) step() int {
	at := max(0, slices.Index(ladder(), r.Furthest))
	if r.Accepted {
		return max(1, at)
	}
	return at
}

// rung is what became of those that came as far as one stage.
type rung struct{ reached, left, waiting int64 }

// rungs counts them for each step of the ladder.
func rungs(all []Reach) []rung {
	out := make([]rung, len(ladder()))
	for _, r := range all {
		for i := range r.step() + 1 {
			out[i].reached += r.Count
		}
		switch at := &out[r.step()]; {
		case r.Now == Won:
		case r.Now.closed():
			at.left += r.Count
		default:
			at.waiting += r.Count
		}
	}
	return out
}

func funnel(b Books, p calendar.Period) (Study, error) {
	all, err := b.Reached(p)
	return funnelStudy(rungs(all)), err
}

func funnelStudy(steps []rung) Study {
	x := Study{}
	x.Table = report.Table{Empty: "Nobody was introduced in this period.", Columns: []report.Column{{Title: "Step", Weight: 2}, {Title: "Came so far", Kind: report.KindCount}, {Title: "Went on, of those decided", Weight: 4},
		{Title: "Ended here", Kind: report.KindCount}, {Title: "Waiting here", Kind: report.KindCount}}}
	if steps[0].reached == 0 {
		return x
	}
	chart := report.Chart{Title: "How far referrals came", Kind: report.Funnel, Across: "Step", Series: []report.Series{{Name: "Came so far"}}}
	worst, low := -1, int64(101)
	for i, r := range steps {
		name, goes := upperFirst(string(ladder()[i])), ""
		if i == 0 {
			name = "Introduced"
		}
		words := fmt.Sprintf("%d", r.reached)
		if i > 0 {
			words = fmt.Sprintf("%d, %d %% of all introduced", r.reached, (r.reached*100+steps[0].reached/2)/steps[0].reached)
		}
		if i+1 < len(steps) {
			on := steps[i+1].reached
			goes = share(on, on+r.left)
			if _, high := Wilson(on, on+r.left); on+r.left >= leastData && high < low {
				worst, low = i, high
			}
		}
		chart.Labels = append(chart.Labels, name)
		chart.Series[0].Points = append(chart.Series[0].Points, report.Point{Value: r.reached, Words: words})
		x.Table.Rows = append(x.Table.Rows, report.Row{Cells: []report.Cell{report.Text(name), report.Count(r.reached), report.Text(goes), report.Count(r.left), report.Count(r.waiting)}})
	}
	x.Charts = []report.Chart{chart}
	if worst >= 0 && steps[worst].left > 0 {
		on := steps[worst+1].reached
		x.Findings = []string{fmt.Sprintf("Most are lost after %q: %s went on to %q.", x.Table.Rows[worst].Cells[0].Text, share(on, on+steps[worst].left), string(ladder()[worst+1]))}
	} else if worst < 0 {
		x.Findings = []string{"There is not enough data: at no step were five referrals decided."}
	}
	return x
}

// LostReason is how often referrals came to nothing for a reason, and what was hoped for.
type LostReason struct {
	Stage    Stage
	Reason   string
	Count    int64
	Estimate int64 // minor units of the currency asked for
}

func lostReasons(b Books, s Settings, p calendar.Period) (Study, error) {
	now, err := b.LostReasonCounts(p, s.Currency)
	if err != nil {
		return Study{}, err
	}
	before, err := b.LostReasonCounts(p.Before(), s.Currency)
	return lostStudy(now, before, p, s.Currency), err
}

// lostShown is how a reason stands in the table; what was not accepted is told from what was lost.
func (r LostReason) name() string {
	reason := orElse(r.Reason, "no reason given")
	if r.Stage != Lost {
		return string(r.Stage) + ": " + reason
	}
	return reason
}

func lostStudy(now, before []LostReason, p calendar.Period, in money.Currency) Study {
	x := Study{}
	x.Table = report.Table{Empty: "Nothing came to nothing in this period.", Columns: []report.Column{{Title: "Reason", Weight: 3}, {Title: "Of all that came to nothing", Weight: 4}, {Title: p.Before().Label(), Align: report.Right},
		{Title: "Hoped for", Kind: report.KindMoney}}}
	total, earlier, was := LostReason{}, int64(0), map[string]int64{}
	for _, r := range before {
		was[r.name()] += r.Count
		earlier += r.Count
	}
	for _, r := range now {
		total.Count, total.Estimate = total.Count+r.Count, total.Estimate+r.Estimate
	}
	if total.Count == 0 {
		return x
	}
	slices.SortStableFunc(now, func(a, b LostReason) int { return int(b.Count - a.Count) })
	chart := report.Chart{Title: "Why referrals came to nothing, " + p.Label(), Kind: report.Funnel, Across: "Reason", Series: []report.Series{{Name: "Referrals"}}}
	for i, r := range now {
		x.Table.Rows = append(x.Table.Rows, report.Row{Cells: []report.Cell{report.Text(upperFirst(r.name())), report.Text(share(r.Count, total.Count)), report.Text(fmt.Sprintf("%d of %d", was[r.name()], earlier)),
			report.Money(money.New(r.Estimate, in))}})
		if i < 7 {
			chart.Labels = append(chart.Labels, upperFirst(r.name()))
			chart.Series[0].Points = append(chart.Series[0].Points, report.Point{Value: r.Count, Words: fmt.Sprint(r.Count)})
		}
		if lowNow, high := Wilson(r.Count, total.Count); total.Count >= leastData && earlier >= leastData {
			lowThen, highThen := Wilson(was[r.name()], earlier)
			if lowNow > highThen || high < lowThen {
				how := map[bool]string{true: "more", false: "less"}[lowNow > highThen]
				x.Findings = append(x.Findings, fmt.Sprintf("%s: %s often the reason than in %s, %d of %d against %d of %d.", upperFirst(r.name()), how, p.Before().Label(), r.Count, total.Count, was[r.name()], earlier))
			}
		}
	}
	x.Table.Rows = append(x.Table.Rows, report.Row{Style: report.Total, Cells: []report.Cell{report.Text("In all"), report.Text(fmt.Sprint(total.Count)), report.Text(fmt.Sprint(earlier)), report.Money(money.New(total.Estimate, in))}})
	x.Charts = []report.Chart{chart}
	switch {
	case total.Count < leastData:
		x.Findings = []string{fmt.Sprintf("There is not enough data to speak of shares: %s.", counted(total.Count, "referral"))}
	default:
		x.Findings = append([]string{fmt.Sprintf("The first reason is %q: %s.", now[0].name(), share(now[0].Count, total.Count))}, x.Findings...)
	}
	return x
}

// objections tells what was objected in each part of a period, the most heard in three series.
func objections(b Books, p calendar.Period) (Study, error) {
	all, err := b.ObjectionTallies(p)
	return objectionStudy(all, p), err
}

// untagged are objections without a tag.
const untagged = "without a tag"

func objectionStudy(all []MarketTally, p calendar.Period) Study {
	x := Study{}
	x.Table = report.Table{Empty: "No objection was noted in this period. Note what you hear in check-ins and on referrals.", Columns: []report.Column{{Title: "Objection", Weight: 3}}}
	months := []calendar.Month{}
	for m := calendar.MonthOf(p.From); m.First() < p.To && len(months) < mostParts; m = m.Next() {
		months = append(months, m)
	}
	counts, sums, names := map[string][]int64{}, map[string]int64{}, []string{}
	for _, t := range all {
		name, at := orElse(t.Tag, untagged), slices.Index(months, t.Month)
		if at < 0 {
			continue
		}
		if counts[name] == nil {
			counts[name], names = make([]int64, len(months)), append(names, name)
		}
		counts[name][at] += t.Count
		sums[name] += t.Count
	}
	if len(names) == 0 {
		return x
	}
	slices.SortStableFunc(names, func(a, b string) int { return int(sums[b] - sums[a]) })
	chart := report.Chart{Title: "The objections heard most, by month", Across: "Month"}
	for _, m := range months {
		chart.Labels = append(chart.Labels, partLabel(m.Period(), p))
	}
	short := len(months) <= 12
	if short {
		for _, l := range chart.Labels {
			x.Table.Columns = append(x.Table.Columns, report.Column{Title: l, Kind: report.KindCount})
		}
	}
	x.Table.Columns = append(x.Table.Columns, report.Column{Title: "In all", Kind: report.KindCount})
	for i, name := range names {
		row, series := report.Row{Cells: []report.Cell{report.Text(upperFirst(name))}}, report.Series{Name: upperFirst(name)}
		for _, n := range counts[name] {
			if short {
				row.Cells = append(row.Cells, report.Count(n))
			}
			series.Points = append(series.Points, report.Point{Value: n, Words: fmt.Sprint(n)})
		}
		row.Cells = append(row.Cells, report.Count(sums[name]))
		x.Table.Rows = append(x.Table.Rows, row)
		if i < 3 {
			chart.Series = append(chart.Series, series)
		}
	}
	x.Charts = []report.Chart{chart}
	x.Findings = []string{fmt.Sprintf("Heard most: %s, %s.", names[0], counted(sums[names[0]], "time"))}
	return x
}
