package app

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"rapport/app/calendar"
)

// read is a study as people read it: its rows, then what they say.
func (x Study) read() string {
	var b strings.Builder
	for _, r := range x.Table.Rows {
		var cells []string
		for _, c := range r.Cells {
			cells = append(cells, c.Shown())
		}
		b.WriteString(strings.TrimRight(strings.Join(cells, "|"), "|") + "\n")
	}
	if len(x.Table.Rows) == 0 {
		b.WriteString(x.Table.Empty + "\n")
	}
	for _, say := range x.Findings {
		b.WriteString("* " + say + "\n")
	}
	return b.String()
}

func expectStudy(t *testing.T, x Study, want ...string) {
	t.Helper()
	if got := x.read(); got != strings.Join(want, "\n")+"\n" {
		t.Errorf("got\n%swant\n%s", got, strings.Join(want, "\n"))
	}
}

func TestWhereReferralsAreLost(t *testing.T) {
	all := []Reach{
		{Furthest: Logged, Now: Logged, Count: 2}, {Furthest: Checking, Now: Checking, Count: 1}, // wait
		{Furthest: Logged, Now: NotAccepted, Count: 3},
		{Furthest: Accepted, Accepted: true, Now: Accepted, Count: 1},
		{Furthest: Contacted, Accepted: true, Now: Lost, Count: 4},
		{Furthest: "", Accepted: true, Now: Withdrawn, Count: 2}, // imported: nobody knows how far beyond the acceptance
		{Furthest: Proposal, Accepted: true, Now: Lost, Count: 1},
		{Furthest: Won, Accepted: true, Now: Won, Count: 6},
	}
	expectStudy(t, funnelStudy(rungs(all)),
		"Introduced|20|82 % (14 of 17), 58–94 %|3|3", // of 17 that were decided, 14 went on
		"Accepted|14|85 % (11 of 13), 57–96 %|2|1",
		"Contacted|11|64 % (7 of 11), 35–85 %|4|0",
		"Meeting|7|100 % (7 of 7), 64–100 %|0|0",
		"Proposal|7|86 % (6 of 7), 48–98 %|1|0",
		"Won|6||0|0",
		`* Most are lost after "Contacted": 64 % (7 of 11), 35–85 % went on to "meeting".`)
	expectStudy(t, funnelStudy(rungs(nil)), "Nobody was introduced in this period.")
	expectStudy(t, funnelStudy(rungs([]Reach{{Furthest: Logged, Now: NotAccepted, Count: 2}})),
		"Introduced|2|not enough data (0 of 2)|2|0", "Accepted|0|not enough data (0 of 0)|0|0", "Contacted|0|not enough data (0 of 0)|0|0", "Meeting|0|not enough data (0 of 0)|0|0",
		"Proposal|0|not enough data (0 of 0)|0|0", "Won|0||0|0", "* There is not enough data: at no step were five referrals decided.")
}

// Whoever came in went on, ended or waits: at every step.
func TestNobodyIsLostInTheFunnel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var all []Reach
		sum := int64(0)
		for range rapid.IntRange(0, 20).Draw(t, "rows") {
			r := Reach{Furthest: rapid.SampledFrom([]Stage{"", Logged, Checking, Accepted, Contacted, Meeting, Proposal}).Draw(t, "furthest"), Accepted: rapid.Bool().Draw(t, "accepted"), Count: rapid.Int64Range(1, 9).Draw(t, "count")}
			if r.Now = r.Furthest; r.Furthest == "" || rapid.Bool().Draw(t, "ended") {
				r.Now = rapid.SampledFrom([]Stage{Lost, Withdrawn, NotAccepted}).Draw(t, "now")
			}
			if rapid.Bool().Draw(t, "won") {
				r.Furthest, r.Now, r.Accepted = Won, Won, true
			}
			all, sum = append(all, r), sum+r.Count
		}
		steps := rungs(all)
		if steps[0].reached != sum {
			t.Fatalf("%d of %d came in", steps[0].reached, sum)
		}
		for i := range steps[1:] {
			if steps[i].reached != steps[i].left+steps[i].waiting+steps[i+1].reached {
				t.Fatalf("step %d: %+v, then %+v", i, steps[i], steps[i+1])
			}
		}
	})
}

func TestReasonsBesideThoseOfThePeriodBefore(t *testing.T) {
	p := calendar.YearOf(calendar.D("2026-05-01"))
	now := []LostReason{{Stage: Lost, Reason: "price", Count: 12, Estimate: 1_200_00}, {Stage: Lost, Reason: "timing", Count: 2}, {Stage: NotAccepted, Reason: "too small", Count: 1, Estimate: 50_00}}
	before := []LostReason{{Stage: Lost, Reason: "price", Count: 1}, {Stage: Lost, Reason: "timing", Count: 14}}
	expectStudy(t, lostStudy(now, before, p, "EUR"),
		"Price|80 % (12 of 15), 54–93 %|1 of 15|1,200.00", "Timing|13 % (2 of 15), 3–38 %|14 of 15|0.00", "Not accepted: too small|7 % (1 of 15), 1–30 %|0 of 15|50.00", "In all|15|15|1,250.00",
		`* The first reason is "price": 80 % (12 of 15), 54–93 %.`, "* Price: more often the reason than in 2025, 12 of 15 against 1 of 15.", "* Timing: less often the reason than in 2025, 2 of 15 against 14 of 15.")
	expectStudy(t, lostStudy(nil, before, p, "EUR"), "Nothing came to nothing in this period.")
	expectStudy(t, lostStudy([]LostReason{{Stage: Lost, Reason: "price", Count: 2}}, nil, p, "EUR"),
		"Price|not enough data (2 of 2)|0 of 0|0.00", "In all|2|0|0.00", "* There is not enough data to speak of shares: 2 referrals.")
}

func TestPartnersAreRankedByFees(t *testing.T) {
	all := []PartnerResult{{Partner: 1, Name: "Alder", Type: "accountant", Introduced: 4, Won: 2, Ended: 3, Fees: 500_00, Commission: 50_00}, {Partner: 2, Name: "Birch", Introduced: 9, Won: 6, Ended: 8, Fees: 900_00, Commission: 90_00},
		{Partner: 3, Name: "Cedar", Introduced: 1}, {Partner: 4, Name: "Dogwood", Fees: 600_00}}
	x := leagueStudy(all, "EUR", calendar.YearOf(calendar.D("2026-05-01")))
	expectStudy(t, x, "1|Birch||9|75 % (6 of 8), 40–93 %|900.00|90.00", "2|Dogwood||0||600.00|0.00", "3|Alder|accountant|4|not enough data (2 of 3)|500.00|50.00", "4|Cedar||1||0.00|0.00",
		"|In all||14|73 % (8 of 11), 43–91 %|2,000.00|140.00",
		"* The first three of 4 partners brought 100 % of the fees.", "* 1 partner of those here introduced nobody in the period; their fees come from earlier introductions.")
	if x.Opens[1].ID != 4 || len(x.Charts[0].Labels) != 3 {
		t.Errorf("the second row leads to %+v, the chart has %v", x.Opens[1], x.Charts[0].Labels)
	}
}

// Two months of introductions long over, one too young: 90 days are compared, and nothing else.
func TestCohortsAreComparedByTheSameTime(t *testing.T) {
	day := calendar.D
	p := calendar.Period{From: day("2026-01-01"), To: day("2026-04-01")}
	list := []cohort{{part: calendar.MonthPeriod(day("2026-01-01")), introduced: 20, won: 19, early: 18, nothing: 1, fees: 900_00}, {part: calendar.MonthPeriod(day("2026-02-01")), introduced: 20, won: 6, early: 2, nothing: 4},
		{part: calendar.MonthPeriod(day("2026-03-01")), introduced: 6, won: 1, early: 1}}
	expectStudy(t, cohortStudy(list, p, "EUR", day("2026-06-01")), // March has its 90 days on 29 June
		"January 2026|20|19|1|0|90 % (18 of 20), 69–98 %|900.00", "February 2026|20|6|4|10|10 % (2 of 20), 2–31 %|0.00", "March 2026|6|1|0|5|not over yet|0.00", "In all|46|26|5|15|50 % (20 of 40), 35–65 %|900.00",
		"* Of those introduced long enough ago, 50 % (20 of 40) were won within 90 days.", "* Those of January 2026 were more often won than the others, 90 % (18 of 20) against 10 % (2 of 20).",
		"* Those of February 2026 were less often won than the others, 10 % (2 of 20) against 90 % (18 of 20).")
}

func TestTheTimeToTheWinEndsWhereFewWereSeen(t *testing.T) {
	all := []Lasting{{Days: 10, Won: 10}, {Days: 20, Won: 10, Lost: 10}, {Days: 40, Open: 66}, {Days: 95, Won: 1, Open: 3}}
	x := timeStudy(incidence(all), 100)
	expectStudy(t, x, "7 days|0 %|0–4 %|0 %|100 %|100", "14 days|10 %|5–17 %|0 %|90 %|100", "30 days|20 %|12–29 %|10 %|70 %|100",
		"* Of 100 introduced, 20 are won within 30 days (truly 12–29 %).", "* More than half of the 100 are undecided for as long as they were seen.")
	if points := x.Charts[0].Series[0].Points; points[len(points)-1].At != 40 {
		t.Errorf("the curve ends at %+v", points[len(points)-1])
	}
	expectStudy(t, timeStudy(incidence([]Lasting{{Days: 1, Won: 4}}), 4), "There is not enough data: 4 introductions came in this period, and at least 5 are needed.")
}

func TestObjectionsByTag(t *testing.T) {
	p := calendar.QuarterOf(calendar.D("2026-05-01"))
	april := calendar.MonthOf(p.From)
	all := []MarketTally{{Month: april, Tag: "price", Count: 2}, {Month: april.Add(2), Tag: "price", Count: 1}, {Month: april.Add(1), Count: 1}, {Month: april.Add(3), Tag: "late", Count: 9}}
	expectStudy(t, objectionStudy(all, p), "Price|2|0|1|3", "Without a tag|0|1|0|1", "* Heard most: price, 3 times.")
}
