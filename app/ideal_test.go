package app_test

import (
	"fmt"
	"strings"
	"testing"

	"rapport/app"
	"rapport/app/calendar"
)

// Twenty-four partners: the six that brought the most fit the region and not the culture, the others the other way round. The weights move by that, what
// nobody rated stays, and one undo takes it back.
func TestWeightsAreLearnedFromTheBestPartners(t *testing.T) {
	d := open(t).on("2026-06-30")
	none, err := d.Insights.Study(ctx(), app.IdealStudy, calendar.Period{})
	d.check(err)
	if !strings.Contains(none.Table.Empty, "not enough data") || len(none.Weights) > 0 {
		t.Errorf("of nobody: %q, %v", none.Table.Empty, none.Weights)
	}
	if _, err := d.Insights.TakeWeights(ctx(), app.Ask{}); err == nil {
		t.Error("weights are learned of nothing")
	}
	for i := range 24 {
		p := d.partner(fmt.Sprintf("Partner %02d", i))
		d.sign(p, "2025-01-01", percentOfAll("0.10"))
		r := d.won(p, fmt.Sprintf("Client %02d", i), "2026-02-10")
		d.received(r, "2026-03-01", int64(1000-i)*100)
		region, culture := 3, 0
		if i >= 6 {
			region, culture = 0, 3
		}
		d.ok(d.Recruiting.Rate(ctx(), app.Ask{}, p, []app.Rating{{Criterion: 4, Points: region}, {Criterion: 3, Points: culture}}))
	}
	x, err := d.Insights.Study(ctx(), app.IdealStudy, calendar.Period{})
	d.check(err)
	said := strings.Join(x.Findings, "\n")
	for _, want := range []string{"Region: the best partners fit more often than the others, 6 of 6 against 0 of 18.", "Culture: the best partners fit less often than the others, 0 of 6 against 18 of 18."} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not said: %s", want, said)
		}
	}
	r := d.ok(d.Insights.TakeWeights(ctx(), app.Ask{}))
	weights := func() string {
		s, err := d.Setup.Settings(ctx())
		d.check(err)
		out := ""
		for _, c := range s.Ideal() {
			out += fmt.Sprintf("%s %d, ", c.Name, c.Weight)
		}
		return out
	}
	// 15 and 15: the one doubles, the other goes; of 30 in all, 30 and not less than 1.
	if got, want := weights(), "Business they are in 20, Audience 20, Culture 1, Region 30, Services 15, No competing offer 15, "; got != want {
		t.Errorf("got %s", got)
	}
	d.ok(d.History.Undo(ctx(), app.Ask{}, r.Audit))
	if got := weights(); !strings.Contains(got, "Culture 15, Region 15") {
		t.Errorf("taken back: %s", got)
	}
}
