package desk

import (
	"testing"

	"rapport/app"
)

// TestWhatIsFoundOpensInPlace: from the palette a referral given, a market note, a material and a task of no partner open where they are listed.
func TestWhatIsFoundOpensInPlace(t *testing.T) {
	w := someWorld(t)
	w.must(w.firm.Outbounds.Give(w.ctx, app.Ask{}, app.Outbound{Partner: w.partners[0], Given: w.day(-9), Service: "Zoning"}, "Quillfeather Ltd"))
	w.must(w.firm.Market.Add(w.ctx, app.Ask{}, app.MarketNote{Kind: app.Need, Said: "Wills across borders", Day: w.day(-3)}))
	w.must(w.firm.Materials.Add(w.ctx, app.Ask{}, app.Material{Kind: app.Training, Title: "Fees at a glance", Tags: []string{"zephyr"}}, app.NewVersion{Body: "What it costs"}))
	w.must(w.firm.Tasks.Add(w.ctx, app.Ask{}, app.Task{What: "Water the ficus", Start: w.day(5), Due: w.day(5)}))
	for _, c := range []struct{ words, section, sees string }{
		{"quillfeather g-2026", "given", "Quillfeather Ltd"},
		{"lindqvist zoning", "given", "Zoning"},
		{"wills across", "market", "Wills across borders"},
		{"zephyr", "materials", "What it costs"},
		{"ficus", "checkins", "Water the ficus"},
	} {
		b := open(t, w, 1280, 800)
		b.keys("Ctrl+K")
		b.Type(c.words)
		b.settle()
		b.keys("Enter")
		if b.d.here.section != c.section {
			t.Errorf("%q opens %s", c.words, b.d.here.section)
			continue
		}
		b.sees(t, c.sees)
	}
}
