package desk

import (
	"bytes"
	"testing"

	"rapport/app"
	"rapport/app/bank"
)

// A file whose payouts were all sent is given again by its number, the very same bytes, and says what must not be paid from it.
func TestAPayoutFileIsGivenAgainByItsNumber(t *testing.T) {
	w := sentWorld(t)
	b := open(t, w, 1280, 800)
	m := b.feed("", "")
	b.onPayout(t, app.PayoutSent)
	b.keys("Ctrl+K")
	b.Type("file again")
	b.keys("Enter")
	b.sees(t, "F-2026-0001")
	b.sees(t, "the bank must not pay those")
	b.keys("Ctrl+S")
	kept, err := w.firm.Payouts.Files(w.ctx, 9)
	w.check(err)
	file, err := w.firm.Payouts.File(w.ctx, kept[0].ID)
	w.check(err)
	if len(kept) != 1 || len(m.saved) != 1 || file.Format != bank.FormatCSV || !bytes.Equal(m.saved[file.Name], file.Bytes) {
		t.Errorf("%d files kept, saved %v:\n%s", len(kept), m.saved, b.Dump())
	}
	b.keys("Ctrl+K")
	b.Type("file again")
	b.keys("Enter", "Ctrl+A")
	b.Type("F-2026-0009")
	b.keys("Ctrl+S")
	if len(m.saved) != 1 || !b.Root.Covered() {
		t.Errorf("a file that is not there was saved:\n%s", b.Dump())
	}
}
