package desk

import (
	"testing"

	"rapport/app"
)

// A referral's credit is split by keyboard between its partner and a person at another one, shown, and taken back.
func TestSplittingTheCreditByKeyboard(t *testing.T) {
	w := newWorld(t)
	p, other := w.partner("Kestrel CPA Group", "accountant"), w.partner("Finch Family Office", "attorney")
	person := w.must(w.firm.Partners.AddPerson(w.ctx, app.Ask{}, app.Person{Partner: other, Name: "Ann Lowe"})).ID
	id := w.referral(app.NewReferral{Partner: p, ClientName: "Alder Bakery Ltd", Introduced: w.day(-9)}, app.Meeting)
	credited := func() []app.Attribution {
		list, err := w.firm.Referrals.Attribution(w.ctx, id)
		w.check(err)
		return list
	}
	b := open(t, w, 1280, 800)
	b.keys("G", "R", "P")
	b.sees(t, "100 % given")
	b.keys("Tab", "Tab") // past the partner and its role
	b.Type("66.67")
	b.sees(t, "16.67 % too much")
	b.keys("Tab")
	b.Type("ann")
	b.keys("Tab", "Tab")
	b.Type("30")
	b.sees(t, "3.33 % left")
	b.keys("Ctrl+S")
	b.sees(t, "add up to 96.67 %, not 100 %")
	if len(credited()) != 1 {
		t.Fatalf("shares that do not add up were kept: %+v", credited())
	}
	b.keys("Ctrl+A")
	b.Type("33.33")
	b.keys("Ctrl+S")
	want := []app.Attribution{{Partner: p, Role: app.Sourced, Share: 6667}, {Partner: other, Person: app.ID[app.Person](person), Role: app.Influenced, Share: 3333}}
	if got := credited(); len(got) != 2 || got[0] != want[0] || got[1] != want[1] {
		t.Fatalf("credited: %+v\n%s", got, b.Dump())
	}
	b.sees(t, "Ann Lowe, Finch Family")
	b.keys("Ctrl+Z")
	if got := credited(); len(got) != 1 || got[0].Partner != p {
		t.Errorf("Ctrl+Z left %+v", got)
	}
}

// Rows come and go by keyboard; what is shared evenly sums to the whole.
func TestRowsOfASplitComeAndGoByKeyboard(t *testing.T) {
	w := newWorld(t)
	p, second, third := w.partner("Kestrel CPA Group", "accountant"), w.partner("Finch Family Office", "attorney"), w.partner("Delacroix Legal", "attorney")
	id := w.referral(app.NewReferral{Partner: p, ClientName: "Alder Bakery Ltd", Introduced: w.day(-9)}, app.Meeting)
	b := open(t, w, 1280, 800)
	b.keys("G", "R", "P", "Tab", "Tab", "Tab")
	b.Type("fin")
	b.keys("Tab", "Ctrl+Shift+A")
	b.Type("dela")
	b.keys("Tab")
	b.Type("a") // assisted
	b.keys("Ctrl+Shift+E")
	b.sees(t, "100 % given")
	b.keys("Shift+Tab", "Shift+Tab", "Ctrl+Shift+D", "Ctrl+Shift+E", "Ctrl+S")
	got, err := w.firm.Referrals.Attribution(w.ctx, id)
	w.check(err)
	want := []app.Attribution{{Partner: p, Role: app.Sourced, Share: 5000}, {Partner: third, Role: app.Assisted, Share: 5000}}
	if len(got) != 2 || got[0] != want[0] || got[1] != want[1] {
		t.Fatalf("credited: %+v, wanted without %d\n%s", got, second, b.Dump())
	}
}

func TestTheCreditOfAWonReferralIsFrozen(t *testing.T) {
	w := newWorld(t)
	p := w.partner("Kestrel CPA Group", "accountant")
	w.referral(app.NewReferral{Partner: p, ClientName: "Alder Bakery Ltd", Introduced: w.day(-9)}, app.Won)
	b := open(t, w, 1280, 800)
	b.keys("G", "R", "P")
	b.sees(t, "who is credited is frozen")
	if b.Sees("Save split") {
		t.Error("the form opened all the same")
	}
}
