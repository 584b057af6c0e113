package app_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"rapport/app"
	"rapport/app/calendar"
)

// Fees of 2026 by month beside those of 2025: what is to come has no bar, what was nothing is nothing.
func TestAFigureByMonthBesideTheYearBefore(t *testing.T) {
	d := open(t).on("2026-03-15")
	p := d.partner("Harcourt & Lowe")
	d.sign(p, "2024-01-01", percentOfAll("0.10"))
	r := d.won(p, "Amber Ltd", "2025-01-10")
	for day, minor := range map[string]int64{"2025-01-20": 700_00, "2025-12-31": 900_00, "2026-01-01": 100_00, "2026-03-02": 300_00, "2026-03-14": 50_00} {
		d.received(r, day, minor)
	}
	c, err := d.Insights.Trend(ctx(), app.Revenue, calendar.YearOf(day("2026-01-01")))
	d.check(err)
	got := strings.Join(c.Labels, " ") + "\n"
	for _, s := range c.Series {
		got += s.Name + ":"
		for _, p := range s.Points {
			if p.Missing {
				got += " -"
				continue
			}
			got += " " + strings.TrimSuffix(p.Words, ".00 EUR")
		}
		got += "\n"
	}
	want := "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec\n2026: 100 0 350 - - - - - - - - -\n2025: 700 0 0 0 0 0 0 0 0 0 0 900\n"
	if got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	if c.Unit != "EUR" || c.Digits != 2 {
		t.Errorf("in %q with %d decimals", c.Unit, c.Digits)
	}
}

// The bars of a count sum to the figure of the whole period, whatever the period.
func TestTheMonthsOfAFigureSumToIt(t *testing.T) {
	d := open(t).on("2026-12-31")
	p := d.partner("Harcourt & Lowe")
	d.sign(p, "2024-01-01", percentOfAll("0.10"))
	r := d.won(p, "Amber Ltd", "2024-01-10")
	for i := range 60 {
		d.received(r, day("2024-02-01").AddDays(i*17).String(), int64(i+1)*100)
	}
	rapid.Check(t, func(t *rapid.T) {
		from := day("2024-01-01").AddDays(rapid.IntRange(0, 700).Draw(t, "from"))
		period := calendar.Period{From: from, To: from.AddDays(rapid.IntRange(1, 380).Draw(t, "days"))}
		c, err := d.Insights.Trend(ctx(), app.Revenue, period)
		if err != nil {
			t.Fatal(err)
		}
		x, err := d.Insights.Figures(ctx(), period)
		if err != nil {
			t.Fatal(err)
		}
		for i, want := range []int64{x.Rows[4].Now.Value, x.Rows[4].Before.Value} {
			sum := int64(0)
			for _, p := range c.Series[i].Points {
				sum += p.Value
			}
			if sum != want || x.Rows[4].KPI != app.Revenue {
				t.Fatalf("%s in %s: the bars sum to %d, the figure is %d", c.Series[i].Name, period, sum, want)
			}
		}
	})
}
