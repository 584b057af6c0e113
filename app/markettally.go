package app

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"rapport/app/calendar"
	"rapport/app/report"
)

// MarketTally is how many notes of a kind, or with a tag, were heard in a month.
type MarketTally struct {
	Month calendar.Month
	Kind  MarketKind
	Tag   string
	Count int64
}

// MarketCount is what was heard of a kind, or with a tag, over time.
type MarketCount struct {
	Name   string
	Counts []int64 // in each period, the oldest first
}

// Now is how often in the last period, Before in the one before it.
func (c MarketCount) Now() int64 { return c.Counts[len(c.Counts)-1] }

// Before belongs to Now.
func (c MarketCount) Before() int64 { return c.Counts[len(c.Counts)-2] }

// Change says how the last period compares with the one before it: "+2", "−1", "=", "new".
func (c MarketCount) Change() string {
	switch d := c.Now() - c.Before(); {
	case c.Now() == 0 && c.Before() == 0:
		return ""
	case c.Before() == 0:
		return "new"
	case d > 0:
		return fmt.Sprintf("+%d", d)
	case d < 0:
		return fmt.Sprintf("−%d", -d)
	}
	return "="
}

// MarketTrend is what was heard over time. A note is counted once by its kind, and once by each of its tags.
type MarketTrend struct {
	Periods []calendar.Period // months or quarters, the oldest first; the last holds the day asked for
	Kinds   []MarketCount     // in the order of MarketKinds
	Tags    []MarketCount     // the most heard in the last period first
	Total   MarketCount
}

// mostTrend is how many periods a trend shows at most.
const mostTrend = 24

// Trend counts what was heard in so many months or quarters up to the one that holds a day.
func (u Market) Trend(ctx context.Context, day calendar.Day, quarters bool, spans int) (MarketTrend, error) {
	if spans < 2 || spans > mostTrend {
		return MarketTrend{}, Bad("periods", fmt.Sprintf("%d periods can't be compared.", spans), fmt.Sprintf("Choose from 2 to %d.", mostTrend))
	}
	return read(ctx, u.f, func(b Books) (MarketTrend, error) {
		if day == 0 {
			s, err := b.Settings()
			if err != nil {
				return MarketTrend{}, err
			}
			day = u.f.today(s)
		}
		t := MarketTrend{Periods: spansUntil(day, quarters, spans)}
		kinds, tags, err := b.MarketTallies(calendar.Period{From: t.Periods[0].From, To: t.Periods[spans-1].To})
		t.count(kinds, tags)
		return t, err
	})
}

// spansUntil are so many months or quarters up to the one that holds a day, the oldest first.
func spansUntil(day calendar.Day, quarters bool, n int) []calendar.Period {
	out := make([]calendar.Period, n)
	for i := n - 1; i >= 0; i-- {
		out[i] = calendar.MonthPeriod(day)
		if quarters {
			out[i] = calendar.QuarterOf(day)
		}
		day = out[i].From - 1
	}
	return out
}

func (t *MarketTrend) count(kinds, tags []MarketTally) {
	row := func(name string) MarketCount { return MarketCount{Name: name, Counts: make([]int64, len(t.Periods))} }
	at := func(m calendar.Month) int {
		return slices.IndexFunc(t.Periods, func(p calendar.Period) bool { return p.Contains(m.First()) })
	}
	t.Total = row("All")
	for _, k := range MarketKinds() {
		t.Kinds = append(t.Kinds, row(string(k)))
	}
	for _, n := range kinds {
		i := at(n.Month)
		t.Total.Counts[i] += n.Count
		if k := slices.Index(MarketKinds(), n.Kind); k >= 0 {
			t.Kinds[k].Counts[i] += n.Count
		}
	}
	for _, n := range tags {
		k := slices.IndexFunc(t.Tags, func(c MarketCount) bool { return c.Name == n.Tag })
		if k < 0 {
			k, t.Tags = len(t.Tags), append(t.Tags, row(n.Tag))
		}
		t.Tags[k].Counts[at(n.Month)] += n.Count
	}
	slices.SortStableFunc(t.Tags, func(a, b MarketCount) int {
		return cmp.Or(cmp.Compare(b.Now(), a.Now()), cmp.Compare(b.Before(), a.Before()), strings.Compare(a.Name, b.Name))
	})
}

// Table is the trend with a row for each kind and tag, and a column for each period.
func (t MarketTrend) Table() report.Table {
	table := report.Table{Empty: "Nothing was heard in this time.", Columns: []report.Column{{Title: "By", Weight: 1}, {Title: "Heard", Weight: 3}}}
	for _, p := range t.Periods {
		table.Columns = append(table.Columns, report.Column{Title: p.Label(), Kind: report.KindCount})
	}
	table.Columns = append(table.Columns, report.Column{Title: "Change", Align: report.Right})
	if slices.Max(t.Total.Counts) == 0 {
		return table
	}
	add := func(by string, c MarketCount, style report.Style) {
		cells := []report.Cell{report.Text(by).As(report.Muted), report.Text(upperFirst(c.Name))}
		for _, n := range c.Counts {
			cell := report.Count(n)
			if n == 0 {
				cell = cell.As(report.Muted)
			}
			cells = append(cells, cell)
		}
		table.Rows = append(table.Rows, report.Row{Cells: append(cells, report.Text(c.Change())), Style: style})
	}
	for _, c := range t.Kinds {
		add("Kind", c, report.Normal)
	}
	add("", t.Total, report.Total)
	for _, c := range t.Tags {
		add("Tag", c, report.Normal)
	}
	return table
}

// TrendPDF prints what was heard over time on the firm's letterhead.
func (u Market) TrendPDF(ctx context.Context, day calendar.Day, quarters bool, spans int) ([]byte, error) {
	t, err := u.Trend(ctx, day, quarters, spans)
	if err != nil {
		return nil, err
	}
	s, err := u.f.Setup.Settings(ctx)
	if err != nil {
		return nil, err
	}
	doc := s.sheet("What was heard in the market", u.f.today(s))
	doc.Replace = true
	doc.Facts = []report.Fact{{Label: "From", Value: report.Day(t.Periods[0].From)}, {Label: "To", Value: report.Day(t.Periods[len(t.Periods)-1].Last())}, {Label: "Printed", Value: report.Day(u.f.today(s))}}
	table := t.Table()
	doc.Sections = []report.Section{{Table: &table, Text: []string{"Each note is counted once by its kind, and once by each of its tags. Change: the last column against the one before it."}}}
	return u.f.deps.Print(doc)
}
