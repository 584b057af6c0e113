package app_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/report"
)

// Accountants' clients are won 9 times of 10, attorneys' 2 of 10: the ranges do not touch, and a sentence says so. Two of a consultant say nothing.
func TestWhatWorks(t *testing.T) {
	d := open(t).on("2026-12-31")
	for i, c := range []struct {
		kind       string
		won, ended int
		rate       string
	}{{"accountant", 9, 10, "0.10"}, {"attorney", 2, 10, "0.05"}, {"consultant", 1, 2, "0.10"}} {
		p := app.ID[app.Partner](d.ok(d.Partners.Add(ctx(), app.Ask{}, app.Partner{Name: fmt.Sprint("Partner ", i), Type: c.kind, Country: []string{"GB", "DE", "GB"}[i]})).ID)
		d.sign(p, "2026-01-01", percentOfAll(c.rate))
		for n := range c.ended {
			id := d.logged(p, fmt.Sprintf("Client %d-%d", i, n), "2026-02-01")
			if n < c.won {
				d.move(id, app.Won, "2026-03-03")
				d.received(id, "2026-04-01", 1_000_00)
			} else {
				d.move(id, app.Accepted, "2026-02-02")
				d.move(id, app.Lost, "2026-03-03")
			}
		}
	}
	d.run()
	for _, c := range []struct {
		by   app.Dimension
		want string
	}{
		{app.AcrossTypes, "accountant|90 % (9 of 10), 59–99 %|30 days (9 won)|1,000.00 100.00\n" +
			"attorney|20 % (2 of 10), 5–51 %|not enough data (2 won)|1,000.00 50.00\n" +
			"consultant|not enough data (1 of 2)|not enough data (1 won)|1,000.00 100.00\n" +
			"In all|55 % (12 of 22), 34–74 %|30 days (12 won)|1,000.00 91.67\n" +
			"accountant: more often won than the others, 90 % (9 of 10) against 25 % (3 of 12).\n" +
			"attorney: less often won than the others, 20 % (2 of 10) against 83 % (10 of 12).\n"},
		{app.AcrossCountries, "GB|83 % (10 of 12), 55–96 %|30 days (10 won)|1,000.00 100.00\n" +
			"DE|20 % (2 of 10), 5–51 %|not enough data (2 won)|1,000.00 50.00\n" +
			"In all|55 % (12 of 22), 34–74 %|30 days (12 won)|1,000.00 91.67\n" +
			"GB: more often won than the others, 83 % (10 of 12) against 20 % (2 of 10).\n" +
			"DE: less often won than the others, 20 % (2 of 10) against 83 % (10 of 12).\n"},
		{app.AcrossIncentives, "revenue share|55 % (12 of 22), 34–74 %|30 days (12 won)|1,000.00 91.67\n" +
			"In all|55 % (12 of 22), 34–74 %|30 days (12 won)|1,000.00 91.67\n" +
			"There is not enough data to compare: no group has enough endings and as many beside it.\n"},
	} {
		x, err := d.Insights.Works(ctx(), c.by, calendar.YearOf(day("2026-01-01")))
		d.check(err)
		got := ""
		for _, r := range append(x.Rows, x.Total) {
			name := r.Name
			if name == "" {
				name = "In all"
			}
			got += strings.Join([]string{name, r.Share(), r.Cycle(), x.Value(r).Amount() + " " + x.Cost(r).Amount()}, "|") + "\n"
		}
		got += strings.Join(x.Findings(), "\n") + "\n"
		if got != c.want {
			t.Errorf("%s: got\n%swant\n%s", c.by, got, c.want)
		}
	}
	for _, by := range app.Dimensions() {
		x, err := d.Insights.Works(ctx(), by, calendar.YearOf(day("2026-01-01")))
		d.check(err)
		if x.Total.Ended != 22 {
			t.Errorf("%s: %d came to an end", by, x.Total.Ended)
		}
		var sum app.Converted
		for _, r := range x.Rows {
			sum.Won, sum.Ended = sum.Won+r.Won, sum.Ended+r.Ended
		}
		if sum.Won != 12 || sum.Ended != 22 {
			t.Errorf("%s: the groups add up to %d of %d", by, sum.Won, sum.Ended)
		}
	}
}

// Wilson's intervals of his formula: 0 of 10, 5 of 10, 10 of 10 (Brown, Cai and DasGupta 2001), and of many.
func TestWilson(t *testing.T) {
	for _, c := range []struct{ n, all, low, high int64 }{{0, 0, 0, 100}, {0, 10, 0, 28}, {5, 10, 23, 77}, {10, 10, 72, 100}, {500, 1000, 46, 54}, {1, 1, 20, 100}} {
		if low, high := app.Wilson(c.n, c.all); low != c.low || high != c.high {
			t.Errorf("%d of %d: %d to %d, want %d to %d", c.n, c.all, low, high, c.low, c.high)
		}
	}
}

// A referral counts with each material its partner had been given, and once in all.
func TestMaterialsAreComparedAndAReferralCountsOnce(t *testing.T) {
	d := open(t).on("2026-06-30")
	p, other := d.partner("Harcourt & Lowe"), d.partner("Brightwater")
	for _, id := range []app.ID[app.Partner]{p, other} {
		d.sign(id, "2025-01-01", percentOfAll("0.10"))
		for i := range 6 {
			d.won(id, fmt.Sprintf("Client %d of %d", i, id), "2026-03-10")
		}
	}
	d.check(d.store.Write(ctx(), func(b app.Books) error {
		for i, title := range []string{"Fees", "Tax"} {
			m, v := app.ID[app.Material](i+1), app.ID[app.MaterialVersion](i+1)
			err := errors.Join(b.AddMaterial(app.Material{ID: m, Number: app.Number("M", int64(m), 4), Kind: app.ProductOverview, Title: title, Tags: []string{}, Types: []string{}, Services: []string{}, Version: 1}),
				b.AddMaterialVersion(app.MaterialVersion{ID: v, Material: m, No: 1, State: app.MaterialPublished, MadeAt: d.now, Version: 1}, ""),
				b.AddMaterialDeliveries([]app.MaterialDelivery{{ID: app.ID[app.MaterialDelivery](i + 1), Material: m, Of: v, Partner: p, Day: day("2026-01-01"), Way: "post", EnteredAt: d.now, Version: 1}}))
			if err != nil {
				return err
			}
		}
		return nil
	}))
	x, err := d.Insights.Works(ctx(), app.AcrossMaterials, calendar.YearOf(day("2026-01-01")))
	d.check(err)
	got := ""
	for _, r := range x.Table().Rows {
		got += r.Cells[0].Text + ": " + r.Cells[1].Text + "\n"
	}
	if want := "no material: 100 % (6 of 6), 60–100 %\nFees: 100 % (6 of 6), 60–100 %\nTax: 100 % (6 of 6), 60–100 %\nIn all: 100 % (12 of 12), 75–100 %\n"; got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	if c := x.Chart(); len(c.Labels) != 3 || c.Series[0].Points[1] != (report.Point{Value: 100, Low: 60, High: 100, Words: "100 % (6 of 6), 60–100 %"}) {
		t.Errorf("the chart shows %+v", c)
	}
}
