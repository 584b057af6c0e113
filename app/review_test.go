package app_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/report"
)

// reviewed prints the review of a quarter and gives its words, section by section.
func (d *desk) reviewed(p app.ID[app.Partner], quarter string) map[string]string {
	d.t.Helper()
	span, err := calendar.ParsePeriod(quarter)
	if err == nil {
		_, err = d.Reviews.PDF(ctx(), p, span)
	}
	if err != nil {
		d.t.Fatalf("%v", err)
	}
	doc := d.printed[len(d.printed)-1]
	out := map[string]string{"": doc.Title}
	for _, f := range doc.Facts {
		out[""] += "|" + f.Label + ": " + f.Value.Shown()
	}
	for _, s := range doc.Sections {
		out[s.Heading] = sectionWords(s)
	}
	return out
}

func sectionWords(s report.Section) string {
	lines := slices.Clone(s.Text)
	if s.Table != nil && len(s.Table.Rows) == 0 {
		lines = append(lines, s.Table.Empty)
	}
	if s.Table != nil {
		for _, r := range s.Table.Rows {
			var cells []string
			for _, c := range r.Cells {
				cells = append(cells, c.Shown())
			}
			lines = append(lines, strings.Join(cells, "|"))
		}
	}
	return strings.Join(lines, "\n")
}

func TestTheReviewOfAQuarter(t *testing.T) {
	d, p, ann := contacting(t)
	d.sign(p, "2025-01-01", percentOfAll("0.1"))
	won := d.logged(p, "Baker Street Bakery", "2025-12-01")
	d.move(won, app.Won, "2026-02-10")
	d.received(won, "2026-03-01", 100000)
	d.logged(p, "Northgate Dental", "2026-03-20")
	id := d.given(p, "Marlow Ltd", "2026-02-01")
	if err := d.moveOutbound(id, app.NotEngaged, app.OutboundMove{Move: app.Move{Day: day("2026-03-05"), Reason: "price"}}); err != nil {
		t.Fatal(err)
	}
	d.given(p, "Quay Ltd", "2026-05-01")
	d.ok(d.Checkins.Log(ctx(), app.Ask{}, app.Contact{Checkin: app.Checkin{Partner: p, Person: ann, Kind: "call", Day: day("2026-03-10")},
		Promises: []app.Promise{{Ours: true, What: "call Northgate Dental", Due: day("2026-04-01")}, {What: "send the deed"}},
		Heard:    []app.MarketNote{{Kind: app.Need, Said: "Quay Ltd wants trusts", Tags: []string{"trusts"}}}}))
	d.ok(d.Reciprocity.SetTarget(ctx(), app.Ask{}, app.Target{Partner: p, Period: calendar.QuarterOf(day("2026-04-01")), Received: 5, Given: 3}))
	d.run()
	got := d.reviewed(p, "2026-Q1")
	for section, want := range map[string]string{
		"": "Business review, Q1 2026|Period: 1 Jan 2026 – 31 Mar 2026|Prepared: 15 Jun 2026|Agreement: A-0001, active|Agreement ends: no end",
		"Both ways": "In the twelve months to 31 Mar 2026 you introduced 2 clients to us and we introduced 1 to you: we owe you 1 introduction. Your introductions brought us 1,000.00 EUR in fees.\n" +
			"Introduced by you|1|1|2\nBecame our clients|1|0|1\nIntroduced by us|1|0|1\nBecame your clients|0|0|0",
		"Open, introduced by you":   "As it stands on 15 Jun 2026.\n20 Mar 2026|R-2026-0001|Northgate Dental||Logged||",
		"Won, introduced by you":    "1 Dec 2025|R-2025-0001|Baker Street Bakery||10 Feb 2026|1,000.00|EUR",
		"Introduced by us":          "As it stands on 15 Jun 2026.\n1 May 2026|G-2026-0002|Quay Ltd||Given||\n1 Feb 2026|G-2026-0001|Marlow Ltd||Not engaged||",
		"Commission":                "Earned and paid in Q1 2026; the rest stands as of 15 Jun 2026.\nEUR|100.00|0.00|0.00|0.00|100.00",
		"Beside our other partners": "In the twelve months to 31 Mar 2026.\nWon of what closed|not enough data (1 of 1)|not enough data (0 of 0)\nFrom introduction to win, median|not enough data (1 won)|not enough data (0 won)",
		"What we promised":          "Call Northgate Dental|10 Mar 2026|1 Apr 2026",
		"What you promised":         "Send the deed|10 Mar 2026|",
		"The market":                "10 Mar 2026|Need|Quay Ltd wants trusts",
		"Next quarter":              "Came in Q1 2026|1|1\nTarget of Q2 2026|5|3",
	} {
		if got[section] != want {
			t.Errorf("%s:\n%s\nwant\n%s", section, got[section], want)
		}
	}
	if _, ok := got["Gifts"]; ok {
		t.Error("a section without anything in it")
	}
}

func TestAReviewShowsClientsAsStatementsDo(t *testing.T) {
	for shown, want := range map[app.ClientShown]string{app.ShownCode: "C-00001", app.ShownInitials: "N. D.", app.ShownFull: "Northgate Dental"} {
		d, p, _ := contacting(t)
		d.settings(func(s *app.Settings) { s.ClientShown = shown })
		d.logged(p, "Northgate Dental", "2026-03-20")
		d.given(p, "Marlow Ltd", "2026-02-01")
		d.ok(d.Checkins.Log(ctx(), app.Ask{}, app.Contact{Checkin: app.Checkin{Partner: p, Kind: "call", Day: day("2026-03-10")},
			Promises: []app.Promise{{Ours: true, What: "call Northgate Dental"}}, Heard: []app.MarketNote{{Kind: app.Need, Said: "Marlow Ltd wants trusts"}}}))
		got := fmt.Sprint(d.reviewed(p, "2026-Q1"))
		if !strings.Contains(got, "Call "+want) || shown != app.ShownFull && (strings.Contains(got, "Northgate") || strings.Contains(got, "Marlow")) {
			t.Errorf("%s: %s", shown, got)
		}
	}
}

func TestReviewsThatCanNotBe(t *testing.T) {
	d, p, _ := contacting(t)
	for _, span := range []string{"2026", "2026-Q3", "2026-05"} {
		period, err := calendar.ParsePeriod(span)
		if err == nil {
			_, err = d.Reviews.Of(ctx(), p, period)
		}
		if app.AsProblem(err).Field != "quarter" {
			t.Errorf("%s: %v", span, err)
		}
	}
	if r, err := d.Reviews.Of(ctx(), p, calendar.Period{}); err != nil || r.Quarter.Label() != "Q1 2026" {
		t.Errorf("the last quarter that is over: %s %v", r.Quarter.Label(), err)
	}
	got := d.reviewed(p, "2026-Q1") // of a new partner: sentences, no tables without rows
	for section, want := range map[string]string{"Both ways": "Nobody was introduced either way in the twelve months to 31 Mar 2026.", "Open, introduced by you": "Nothing of yours is open.",
		"Won, introduced by you": "Nothing was won in this quarter.", "Introduced by us": "Nothing of ours is open, and nothing ended in this quarter.", "Beside our other partners": ""} {
		if strings.TrimSpace(got[section]) != want {
			t.Errorf("%s: %q", section, got[section])
		}
	}
}
