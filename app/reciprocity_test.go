package app_test

import (
	"slices"
	"strings"
	"testing"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/money"
)

func TestWhoOwesWhomInPlainWords(t *testing.T) {
	eur, gbp := money.New(4800000, "EUR"), money.New(70000, "GBP")
	for _, c := range []struct {
		r       app.Reciprocity
		balance string
		words   string
	}{
		{app.Reciprocity{}, "nothing either way", "Nobody was introduced either way."},
		{app.Reciprocity{Received: 12, Given: 3, Fees: []money.Money{eur}}, "we owe 9",
			"They introduced 12 clients to us, we introduced 3 clients to them: we owe them 9 introductions. Theirs brought us 48,000.00 EUR in fees."},
		{app.Reciprocity{Received: 1, Given: 2, Sent: []money.Money{eur, gbp}}, "they owe 1",
			"They introduced 1 client to us, we introduced 2 clients to them: they owe us 1 introduction. Ours are estimated at 48,000.00 EUR, 700.00 GBP for them."},
		{app.Reciprocity{Received: 2, Given: 2, Sent: []money.Money{eur}, Known: []money.Money{gbp}}, "even",
			"They introduced 2 clients to us, we introduced 2 clients to them: even. Ours were estimated at 48,000.00 EUR for them; 700.00 GBP is known to have come of it."},
	} {
		if c.r.Balance() != c.balance || c.r.Words() != c.words {
			t.Errorf("%q %q", c.r.Balance(), c.r.Words())
		}
	}
}

func TestTheLedgerOfGivenAndReceived(t *testing.T) {
	d, p, _ := contacting(t)
	other := d.partner("Zed")
	won := d.logged(p, "Baker", "2025-11-01")
	d.move(won, app.Won, "2026-01-10")
	d.received(won, "2026-02-01", 100000)
	d.logged(p, "Miller", "2026-03-01")
	d.logged(other, "Cooper", "2026-03-01")
	id := d.given(p, "Smith", "2026-04-01")
	if err := d.moveOutbound(id, app.Engaged, app.OutboundMove{Move: app.Move{Day: day("2026-05-01")}, Value: eur(25000)}); err != nil {
		t.Fatal(err)
	}
	row := func(a app.ReciprocityAsk) []string {
		l, err := d.Reciprocity.Ledger(ctx(), a)
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, r := range l.Table().Rows {
			var cells []string
			for _, c := range r.Cells {
				cells = append(cells, c.Shown())
			}
			out = append(out, strings.Join(cells, "|"))
		}
		return out
	}
	for _, c := range []struct {
		what string
		ask  app.ReciprocityAsk
		want []string
	}{
		{"all time", app.ReciprocityAsk{}, []string{"Lowe & Co|2|1|1|1|we owe 1|1,000.00||250.00|EUR", "Zed|1|0|0|0|we owe 1||||", "Total|3|1|1|1|we owe 2|1,000.00||250.00|EUR"}},
		{"a year", app.ReciprocityAsk{Period: calendar.YearOf(day("2026-01-01")), Partner: p}, []string{"Lowe & Co|1|1|1|1|even|1,000.00||250.00|EUR"}},
		{"the year before", app.ReciprocityAsk{Period: calendar.YearOf(day("2025-01-01"))}, []string{"Lowe & Co|1|0|0|0|we owe 1||||"}},
		{"by year", app.ReciprocityAsk{Partner: p, ByYear: true}, []string{"Lowe & Co|2026|1|1|1|1|even|1,000.00||250.00|EUR", "Lowe & Co|2025|1|0|0|0|we owe 1||||",
			"Total||2|1|1|1|we owe 1|1,000.00||250.00|EUR"}},
	} {
		if got := row(c.ask); !slices.Equal(got, c.want) {
			t.Errorf("%s:\n%s\nwant\n%s", c.what, strings.Join(got, "\n"), strings.Join(c.want, "\n"))
		}
	}
	if raw, err := d.Reciprocity.PDF(ctx(), app.ReciprocityAsk{}); err != nil || len(raw) == 0 || d.printed[len(d.printed)-1].Title != "Given and received" {
		t.Errorf("%d %v", len(raw), err)
	}
}

func TestReciprocityIsAGoal(t *testing.T) {
	d, p, _ := contacting(t)
	for _, on := range []string{"2026-01-05", "2026-02-05", "2026-03-05", "2026-04-05"} {
		d.logged(p, "C "+on, on)
	}
	d.given(p, "Smith", "2026-04-01")
	d.ok(d.Goals.Add(ctx(), app.Ask{}, app.Goal{KPI: app.ReciprocityRate, Target: 120, Period: calendar.YearOf(day("2026-01-01"))}))
	rows, err := d.Goals.List(ctx())
	if err != nil || len(rows) != 1 || rows[0].Words() != "25 % (1 of 4), 120 % is the goal" || rows[0].State != app.GoalBehind {
		t.Errorf("%+v %v", rows, err)
	}
}

func TestTargetsOfAQuarterAreKeptOnce(t *testing.T) {
	d, p, _ := contacting(t)
	q4 := calendar.QuarterOf(day("2026-10-01"))
	first := d.ok(d.Reciprocity.SetTarget(ctx(), app.Ask{}, app.Target{Partner: p, Period: q4, Received: 5, Given: 3}))
	second := d.ok(d.Reciprocity.SetTarget(ctx(), app.Ask{}, app.Target{Partner: p, Period: q4, Received: 6, Given: 3, Note: "two audits"}))
	read := func() []app.Target {
		all, err := d.Reciprocity.Targets(ctx(), p)
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
	if all := read(); len(all) != 1 || all[0].Received != 6 || all[0].Words() != "6 introductions from them, 3 from us" {
		t.Errorf("%+v", all)
	}
	d.ok(d.History.Undo(ctx(), app.Ask{}, second.Audit))
	if all := read(); len(all) != 1 || all[0].Received != 5 {
		t.Errorf("undone: %+v", all)
	}
	d.ok(d.History.Undo(ctx(), app.Ask{}, first.Audit))
	if all := read(); len(all) != 0 {
		t.Errorf("both undone: %+v", all)
	}
	for _, g := range []app.Target{{Partner: p, Period: calendar.YearOf(day("2026-01-01")), Received: 1}, {Partner: p, Period: q4, Received: -1}, {Partner: p, Period: q4}} {
		if _, err := d.Reciprocity.SetTarget(ctx(), app.Ask{}, g); err == nil || app.AsProblem(err).Say == "" {
			t.Errorf("%+v: %v", g, err)
		}
	}
}

func TestMarketNotesKnowWhereTheyWereHeard(t *testing.T) {
	d, p, _ := contacting(t)
	ref := d.logged(p, "Baker", "2026-06-01")
	other := d.partner("Other")
	d.ok(d.Checkins.Log(ctx(), app.Ask{}, app.Contact{Checkin: app.Checkin{Partner: p, Kind: "lunch", Day: day("2026-05-05")}, Heard: []app.MarketNote{
		{Kind: app.Competitor, Said: "A bank offers probate", Tags: []string{" Banks ", "banks"}}}}))
	d.ok(d.Market.Add(ctx(), app.Ask{}, app.MarketNote{Kind: app.Objection, Said: "Too dear", Referral: ref, Tags: []string{"price"}}))
	d.ok(d.Market.Add(ctx(), app.Ask{}, app.MarketNote{Kind: app.Need, Said: "Trusts in Jersey"}))
	rows, err := d.Market.Of(ctx(), app.Query{}.By("day", false), 9)
	if err != nil || len(rows) != 3 {
		t.Fatalf("%+v %v", rows, err)
	}
	heard, objected := rows[0], rows[1]
	if heard.Day != day("2026-05-05") || heard.Partner != p || heard.Source() != "Lowe & Co, check-in of 5 May 2026" || !slices.Equal(heard.Tags, []string{"banks"}) {
		t.Errorf("%+v %q", heard, heard.Source())
	}
	if objected.Partner != p || objected.ClientName != "Baker" || objected.Source() != "Lowe & Co, R-2026-0001" || objected.Owner != "Ms Tester" {
		t.Errorf("%+v %q", objected, objected.Source())
	}
	trend, err := d.Market.Trend(ctx(), 0, false, 2)
	if err != nil || trend.Total.Now() != 2 || trend.Total.Before() != 1 || trend.Total.Change() != "+1" || trend.Kinds[2].Change() != "−1" || trend.Kinds[0].Change() != "new" {
		t.Errorf("%+v %v", trend, err)
	}
	if len(trend.Tags) != 2 || trend.Tags[0].Name != "price" || trend.Tags[1].Change() != "−1" {
		t.Errorf("%+v", trend.Tags)
	}
	for field, n := range map[string]app.MarketNote{"kind": {Kind: "rumour", Said: "x"}, "said": {Kind: app.Need, Said: " "}, "day": {Kind: app.Need, Said: "x", Day: day("2026-06-16")},
		"partner": {Kind: app.Need, Said: "x", Referral: ref, Partner: other}} {
		if _, err := d.Market.Add(ctx(), app.Ask{}, n); err == nil || app.AsProblem(err).Field != field {
			t.Errorf("%s: %v", field, err)
		}
	}
	n := objected.MarketNote
	n.Kind = app.OtherMarket
	d.ok(d.Market.Edit(ctx(), app.Ask{}, n))
	d.refused("changed from an old view", refusal{kind: app.Conflict}, func() error { _, err := d.Market.Edit(ctx(), app.Ask{}, n); return err })
	gone := d.ok(d.Market.Remove(ctx(), app.Ask{}, n.ID))
	if _, err := d.Market.Get(ctx(), n.ID); !app.IsNotFound(err) {
		t.Errorf("%v", err)
	}
	d.ok(d.History.Undo(ctx(), app.Ask{}, gone.Audit))
	if r, err := d.Market.Get(ctx(), n.ID); err != nil || r.Kind != app.OtherMarket {
		t.Errorf("%+v %v", r, err)
	}
}
