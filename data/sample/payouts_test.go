package sample_test

import (
	"testing"

	"rapport/app"
)

// The example firm has payouts that cleared and one that came back, files for the bank, bank details that wait for a call, and gifts.
func TestExampleFirmPaysOut(t *testing.T) {
	f := fill(t, "2026-11-22")
	states := map[app.PayoutState]int{}
	for _, p := range f.payouts(t) {
		states[p.State]++
	}
	files, err := f.Payouts.Files(t.Context(), 9)
	if err != nil || states[app.PayoutCleared] < 3 || states[app.PayoutReturned] != 1 || len(files) != 2 {
		t.Errorf("payouts %v, %d files, %v", states, len(files), err)
	}
	waiting, gifts := 0, 0
	for _, p := range f.partners(t) {
		details, err := f.Banks.Of(t.Context(), p.ID)
		if err != nil {
			t.Fatal(err)
		}
		if len(details) > 0 && !details[0].Confirmed() {
			waiting++
		}
		some, err := f.Gifts.Of(t.Context(), p.ID)
		if err != nil {
			t.Fatal(err)
		}
		gifts += len(some)
	}
	if waiting != 1 || gifts != 2 {
		t.Errorf("%d details wait for a call, %d gifts", waiting, gifts)
	}
}
