package app

import (
	"context"
	"fmt"

	"rapport/app/calendar"
	"rapport/app/report"
)

// Trend is one figure over a period, by month, beside the period before. Months that are still to come are left out.
func (u Insights) Trend(ctx context.Context, k KPI, p calendar.Period) (report.Chart, error) {
	return read(ctx, u.f, func(b Books) (report.Chart, error) {
		s, err := b.Settings()
		if err != nil {
			return report.Chart{}, err
		}
		return u.f.figureTrend(b, s, k, p)
	})
}

func (f *Firm) figureTrend(b Books, s Settings, k KPI, p calendar.Period) (report.Chart, error) {
	x := Figure{KPI: k}
	c := report.Chart{Title: k.Title() + ", " + p.Label(), Empty: "There is nothing to draw in this period.", Across: "Month"}
	switch {
	case k.Money():
		x.Currency = s.Currency
		c.Unit, c.Digits = string(s.Currency), s.Currency.Digits()
	case k.percent():
		c.Unit = "%"
	case k == SalesCycle:
		c.Unit = "days"
	}
	now, before := parts(p), parts(p.Before())
	points := func(parts []calendar.Period) ([]report.Point, error) {
		var out []report.Point
		for _, part := range parts {
			if part.From > f.today(s) {
				out = append(out, report.Point{Missing: true})
				continue
			}
			v, err := figureIn(b, s, k, part)
			if err != nil {
				return nil, err
			}
			out = append(out, report.Point{Value: v.Value, Words: x.Words(v), Missing: !v.Known})
		}
		return out, nil
	}
	for i := range max(len(now), len(before)) {
		if i < len(now) {
			c.Labels = append(c.Labels, partLabel(now[i], p))
		} else { // a longer year or month before
			c.Labels = append(c.Labels, partLabel(before[i], p.Before()))
		}
	}
	for _, part := range []calendar.Period{p, p.Before()} {
		list, err := points(parts(part))
		if err != nil {
			return c, err
		}
		c.Series = append(c.Series, report.Series{Name: part.Label(), Points: list})
	}
	return c, nil
}

// mostParts is into how many months a period is cut at most; a longer one is cut into years.
const mostParts = 36

// parts cuts a period into weeks, months or years, whichever fit it; the last may be shorter.
func parts(p calendar.Period) (out []calendar.Period) {
	next := func(d calendar.Day) calendar.Day { return calendar.MonthOf(d).Next().First() }
	switch {
	case p.Days() <= 62:
		next = func(d calendar.Day) calendar.Day { return d.AddDays(7) }
	case p.Days() > mostParts*31:
		next = func(d calendar.Day) calendar.Day { return calendar.YearOf(d).To }
	}
	for from := p.From; from < p.To; {
		to := min(next(from), p.To)
		out = append(out, calendar.Period{From: from, To: to})
		from = to
	}
	return out
}

// partLabel is what a part of a period is called beside the others: "Mar", "Mar 26" where there are two of them, "2 Mar" of weeks.
func partLabel(part, whole calendar.Period) string {
	month := part.From.Month().String()[:3]
	switch {
	case whole.Days() <= 62:
		return fmt.Sprintf("%d %s", part.From.DayOfMonth(), month)
	case whole.Days() > mostParts*31:
		return fmt.Sprint(part.From.Year())
	case whole.Days() > 366:
		return fmt.Sprintf("%s %02d", month, part.From.Year()%100)
	}
	return month
}
