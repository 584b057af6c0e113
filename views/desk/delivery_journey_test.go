package desk

import (
	"testing"

	"rapport/app"
)

// Services are recorded by keyboard where an agreement pays for them, paid by the next run, and taken back with a reason.
func TestServicesDeliveredByKeyboard(t *testing.T) {
	w := kindsWorld(t)
	delivered := func() []app.Delivery { t.Helper(); return partnerNamed(t, w, "Harcourt & Lowe LLP").delivered }
	b := open(t, w, 1280, 800)
	b.onPartner(t, "Kestrel CPA Group")
	b.keys("D")
	if b.Root.Covered() {
		t.Fatal("services are asked for where no agreement pays them")
	}
	b.onPartner(t, "Harcourt & Lowe LLP")
	b.keys("D", "Ctrl+A")
	b.Type("0")
	b.keys("Ctrl+S")
	b.sees(t, "It is not said how many services were delivered.")
	b.keys("Ctrl+A")
	b.Type("3")
	b.keys("Ctrl+S")
	if got := delivered(); len(got) != 1 || got[0].Quantity != 3 || got[0].Service != "Post" || got[0].Day != w.day(0) {
		t.Fatalf("kept: %+v\n%s", got, b.Dump())
	}
	b.sees(t, "3 × Post")
	f, _ := b.d.partner()
	b.d.voidDelivery(f.delivered[0])
	b.settle()
	b.Type("entered twice")
	b.keys("Ctrl+S")
	if got := delivered(); len(got) != 2 || got[1].Reverses != got[0].ID || got[1].Quantity != -3 {
		t.Fatalf("taken back: %+v", got)
	}
	b.sees(t, "Taken back: 3 × Post")
	b.sees(t, "entered twice")
}
