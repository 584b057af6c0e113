package desk

import (
	"strings"
	"testing"
)

// The single payments behind a payee's total stand in its details, and are saved as a table of their own.
func TestTheSinglePaymentsOfAYear(t *testing.T) {
	b := open(t, dollarWorld(t), 1280, 800)
	m := b.feed("", "")
	b.d.root.Commands.Run("report.tax")
	b.settle()
	b.sees(t, "PAYMENTS")
	b.sees(t, "S-2026-0001 · cheque")
	b.keys("D")
	b.Tap(t, "Single payments, CSV…")
	b.settle()
	csv := string(m.saved["Single payments to partners 2026.csv"])
	if n := strings.Count(csv, "S-2026-"); n != 5 || !strings.Contains(csv, "Nakamura Tax Partners") || !strings.Contains(csv, "card") {
		t.Errorf("%d payments in %q, saved %v:\n%s", n, csv, len(m.saved), b.Dump())
	}
}
