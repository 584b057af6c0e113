package desk

import (
	"strings"
	"testing"
	"time"

	"rapport/app"
)

// A form says that the clock is likely wrong before anything is saved; the day can be entered all the same.
func TestCL02_AFormWarnsOfAWrongClock(t *testing.T) {
	for year, warned := range map[int]bool{2026: false, 1970: true, 2099: true} {
		w := someWorld(t)
		w.firm = app.New(app.Deps{Store: w.store, Keep: w.store, Now: func() time.Time { return noon().AddDate(year-2026, 0, 0) }, Actor: "Mei Tanaka"})
		b := open(t, w, 1280, 800)
		b.d.openPartner(w.partners[0], "")
		b.settle()
		b.keys("Ctrl+L")
		if got := strings.Contains(b.Dump(), "The computer's clock says"); got != warned {
			t.Errorf("%d: warned %v\n%s", year, got, b.Dump())
		}
	}
}
