package app

import (
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"rapport/app/calendar"
)

// known is a firm that won 10 of 20 it decided after a proposal, each win of January 2024 to October 2026 bringing 600.00 in the month after
// its introduction and 400.00 two months later; a tenth of all fees goes to partners.
func known() history {
	now := calendar.MonthOf(calendar.D("2026-11-15"))
	h := history{today: now, won: map[calendar.Month]int64{}, revenue: 10_000_00, cost: 1_000_00, rungs: rungs([]Reach{{Furthest: Won, Now: Won, Accepted: true, Count: 10}, {Furthest: Proposal, Accepted: true, Now: Lost, Count: 10}})}
	for i := range 10 {
		m := now.Add(-30 + i)
		h.won[m] = 1
		h.fees = append(h.fees, FeeAge{m, 1, 600_00}, FeeAge{m, 3, 400_00})
	}
	return h
}

// One referral with a proposal, introduced this month, with an estimate of 10,000.00: half of it, 60 % next month and 40 % in the third.
func TestAForecastByHand(t *testing.T) {
	h := known()
	x := h.study([]OpenReferrals{{Stage: Proposal, Month: h.today, Count: 1, Estimated: 1, Estimate: 10_000_00}}, "EUR")
	rows := strings.Split(x.read(), "\n")
	low, high := wilson(0.5, 1/(1.0/20+1))
	if math.Abs(low-0.0524) > 0.0001 || math.Abs(high-0.9476) > 0.0001 { // of not quite one case
		t.Errorf("from %v to %v", low, high)
	}
	for i, want := range map[int]string{0: "November 2026|0.00|0.00|0.00|0.00|0.00|0.00", 1: "December 2026|3,000.00|", 3: "February 2027|2,000.00|", 13: "In all|5,000.00|"} {
		if !strings.HasPrefix(rows[i], want) {
			t.Errorf("row %d is %s, not %s", i, rows[i], want)
		}
	}
	if cells := strings.Split(rows[13], "|"); cells[4] != "500.00" {
		t.Errorf("commission of %s", cells[4])
	}
	// without an estimate it is what a win brought: 1,000.00
	if x := h.study([]OpenReferrals{{Stage: Proposal, Month: h.today, Count: 2}}, "EUR"); !strings.Contains(x.read(), "\nIn all|1,000.00|") {
		t.Errorf("without an estimate\n%s", x.read())
	}
	// two months old: the first part should have come, so all that comes is in the next month
	if x := h.study([]OpenReferrals{{Stage: Proposal, Month: h.today.Add(-2), Count: 1, Estimated: 1, Estimate: 10_000_00}}, "EUR"); !strings.Contains(x.read(), "\nDecember 2026|5,000.00|") {
		t.Errorf("an old one\n%s", x.read())
	}
}

func TestAForecastRefusesWithoutHistory(t *testing.T) {
	one := []OpenReferrals{{Stage: Proposal, Month: known().today, Count: 1}}
	for want, change := range map[string]func(*history){
		"There is not enough data: 4 referrals came to an end in the last 36 months, and at least 5 are needed.": func(h *history) {
			h.rungs = rungs([]Reach{{Furthest: Won, Now: Won, Count: 4}})
		},
		"There is not enough data: too few of the clients won have paid fees in your base currency.": func(h *history) { h.fees = nil },
	} {
		h := known()
		change(&h)
		expectStudy(t, h.study(one, "EUR"), want)
	}
	expectStudy(t, known().study(nil, "EUR"), "No referral is open, so there is nothing to expect from the pipeline.")
	h := known()
	h.revenue = 0
	if x := h.study(one, "EUR"); !strings.Contains(x.read(), "There is not enough data for commission") {
		t.Errorf("without fees\n%s", x.read())
	}
}

// What is expected lies in its range, more history narrows it, and no part of an amount is lost among the months.
func TestAForecastIsARange(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := known()
		times := rapid.Int64Range(1, 50).Draw(t, "times")
		for i := range h.rungs {
			h.rungs[i].reached, h.rungs[i].left = h.rungs[i].reached*times, h.rungs[i].left*times
		}
		var open []OpenReferrals
		for range rapid.IntRange(1, 6).Draw(t, "rows") {
			n := rapid.Int64Range(1, 9).Draw(t, "count")
			open = append(open, OpenReferrals{Stage: rapid.SampledFrom(ladder()[:5]).Draw(t, "stage"), Month: h.today.Add(-rapid.IntRange(0, 60).Draw(t, "age")), Count: n, Estimated: n, Estimate: n * rapid.Int64Range(1, 1_000_000).Draw(t, "estimate")})
		}
		months, unsaid := h.ahead(open)
		sum, all := expected{}, 0.0
		for _, e := range months {
			if e.low > e.mid+1e-6 || e.mid > e.high+1e-6 || e.low < 0 {
				t.Fatalf("%+v", e)
			}
			sum = expected{sum.low + e.low, sum.mid + e.mid, sum.high + e.high}
		}
		for _, w := range open {
			all += float64(w.Estimate)
		}
		if unsaid != 0 || math.Abs(sum.mid-all/2) > 1 || sum.high > all+1 {
			t.Fatalf("%v of %v, %d not counted", sum, all, unsaid)
		}
		more := known()
		for i := range more.rungs {
			more.rungs[i].reached, more.rungs[i].left = more.rungs[i].reached*times*10, more.rungs[i].left*times*10
		}
		narrow, _ := more.ahead(open)
		for k := range months {
			if narrow[k].high-narrow[k].low > months[k].high-months[k].low+1e-6 {
				t.Fatalf("month %d: %+v with more history, %+v with less", k, narrow[k], months[k])
			}
		}
	})
}
