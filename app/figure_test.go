package app_test

import (
	"strings"
	"testing"

	"rapport/app"
	"rapport/app/calendar"
)

// The figures of a quarter beside those of the quarter before, worked out by hand: 6 introduced, 5 accepted and 1 not, 4 won and 1 lost.
func TestFiguresOfAQuarter(t *testing.T) {
	d := open(t).on("2026-06-30")
	d.settings(func(s *app.Settings) { s.HourCost, s.AdvertisingCost = 60_00, 900_00 })
	p := d.partner("Harcourt & Lowe")
	other := d.partner("Brightwater") // who introduces nobody
	d.sign(other, "2026-01-01", percentOfAll("0.10"))
	d.sign(p, "2026-01-01", percentOfAll("0.10"))
	for _, id := range []app.ID[app.Partner]{p, other} {
		for _, to := range []app.PartnerState{app.PartnerCheck, app.Onboarding, app.Active} {
			d.ok(d.Partners.SetState(ctx(), app.Ask{}, id, to, app.Move{Day: day("2026-05-01"), Reason: "known for years"}))
		}
	}
	first := d.won(p, "Amber Ltd", "2026-02-10") // the quarter before
	d.received(first, "2026-03-01", 1_000_00)
	for i, client := range []string{"Birch Ltd", "Cedar Ltd", "Dogwood Ltd", "Elder Ltd"} {
		ref := d.won(p, client, "2026-04-1"+string(rune('0'+i)))
		d.received(ref, "2026-05-01", int64(i+1)*1_000_00)
	}
	lost := d.logged(p, "Fir Ltd", "2026-04-02")
	d.move(lost, app.Accepted, "2026-04-03")
	d.move(lost, app.Lost, "2026-05-20")
	not := d.logged(p, "Gorse Ltd", "2026-04-02")
	d.ok(d.Referrals.SetStage(ctx(), app.Ask{}, not, app.NotAccepted, app.StageMove{Day: day("2026-04-20"), Reason: "a conflict of interest"}))
	r := d.ok(d.Partners.AddPerson(ctx(), app.Ask{}, app.Person{Partner: p, Name: "Olivia Harcourt"}))
	g := app.ID[app.Gift](d.ok(d.Gifts.Propose(ctx(), app.Ask{}, app.Gift{Partner: p, Person: app.ID[app.Person](r.ID), Kind: "object", What: "Hamper", Value: eur(45_00)})).ID)
	d.ok(d.Gifts.Mark(ctx(), app.Ask{}, g, app.GiftApproved, app.Move{}))
	d.ok(d.Gifts.Mark(ctx(), app.Ask{}, g, app.GiftSent, app.Move{}))
	d.ok(d.Checkins.Log(ctx(), app.Ask{}, app.Contact{Checkin: app.Checkin{Partner: p, Kind: "call", Day: day("2026-06-01"), Minutes: 90}}))
	d.ok(d.Goals.Add(ctx(), app.Ask{}, app.Goal{KPI: app.Conversion, Target: 75, Period: calendar.QuarterOf(day("2026-04-01"))}))
	d.run()

	x, err := d.Insights.Figures(ctx(), calendar.QuarterOf(day("2026-04-01")))
	d.check(err)
	got := ""
	for _, f := range x.Rows {
		goal := ""
		if f.Goal != nil {
			goal = string(f.Goal.State)
		}
		rows, err := d.Insights.Rows(ctx(), f.KPI, x.Period)
		d.check(err)
		got += strings.TrimRight(strings.Join([]string{f.KPI.Title(), f.Words(f.Now), f.Words(f.Before), f.Change(), goal, strings.Repeat("*", len(rows.Rows))}, "|"), "|") + "\n"
	}
	want := strings.Join([]string{
		"Qualified referrals|5|1|4 more||*****",
		"Acceptance|83 % (5 of 6)|not enough data (1 of 1)|||******",
		"Conversion|80 % (4 of 5)|not enough data (1 of 1)||on pace|*****",
		"Sales cycle|not enough data (4 won)|not enough data (1 won)|||****",
		"Revenue|10,000.00 EUR|1,000.00 EUR|9,000.00 EUR more||****",
		"Client value|2,500.00 EUR|1,000.00 EUR|1,500.00 EUR more||****",
		"Commission|1,000.00 EUR|100.00 EUR|900.00 EUR more||****",
		"Cost per client|283.75 EUR|100.00 EUR|183.75 EUR more||****", // (1,000.00 + 45.00 + 90.00) of 4
		"Active partners|50 % (1 of 2)|50 % (1 of 2)|the same||******",
		"New partners|2|0|2 more||**",
		"Check-ins held|1|0|1 more||*",
		"Reciprocity|0 % (0 of 6)|0 % (0 of 1)|the same", ""}, "\n")
	if got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

// A change is good or bad by what the figure is.
func TestWhichChangeIsBetter(t *testing.T) {
	known := func(n int64) app.FigureValue { return app.FigureValue{Value: n, Known: true} }
	for _, c := range []struct {
		kpi         app.KPI
		now, before app.FigureValue
		want        int
	}{
		{app.Revenue, known(2), known(1), 1}, {app.Revenue, known(1), known(2), -1}, {app.Revenue, known(1), known(1), 0},
		{app.CostPerClient, known(2), known(1), -1}, {app.SalesCycle, known(1), known(2), 1},
		{app.CommissionCost, known(2), known(1), 0}, {app.Conversion, known(2), app.FigureValue{}, 0},
	} {
		if got := (app.Figure{KPI: c.kpi, Now: c.now, Before: c.before}).Better(); got != c.want {
			t.Errorf("%s from %d to %d: %d", c.kpi, c.before.Value, c.now.Value, got)
		}
	}
}
