package desk

import (
	"strings"
	"testing"

	"rapport/app"
)

// Ctrl+Z after an import offers to take the whole of it back; kept, the next Ctrl+Z goes to the act before.
func TestCtrlZReachesAnImport(t *testing.T) {
	w := newWorld(t)
	p := w.partner("Kestrel CPA Group", "accountant")
	id := w.referral(app.NewReferral{Partner: p, ClientName: "Alder Bakery Ltd", Introduced: w.day(-9)}, app.Logged)
	b := open(t, w, 1280, 800)
	b.importKind(app.ImportPartners, "partner.csv", latin(partnersCSV))
	b.keys("Ctrl+Enter", "Ctrl+Enter", "Ctrl+Enter")
	b.sees(t, "Undo this import")
	b.keys("Ctrl+Z")
	b.sees(t, "Undo the import of partner.csv?")
	b.sees(t, "partners new")
	b.keys("Escape", "Ctrl+Z")
	if _, err := w.firm.Referrals.Get(w.ctx, id); !app.IsNotFound(err) {
		t.Errorf("the act before the import was not taken back: %v\n%s", err, b.Dump())
	}
	b.d.acts = acts{}
	b.keys("Ctrl+Z")
	b.Tap(t, "Undo the import")
	b.settle()
	list, err := w.firm.Imports.Batches(w.ctx, 1)
	w.check(err)
	if !list[0].Undone {
		t.Errorf("the import was not taken back:\n%s", b.Dump())
	}
	b.sees(t, "What does the file hold?")
}

// An act that can't be taken back says so in a toast, and does not stand in the way of the one before it.
func TestUndoGoesPastWhatCannotBeUndone(t *testing.T) {
	w := newWorld(t)
	p := w.partner("Kestrel CPA Group", "accountant")
	first := w.referral(app.NewReferral{Partner: p, ClientName: "Alder Bakery Ltd", Introduced: w.day(-9)}, app.Logged)
	won := w.referral(app.NewReferral{Partner: p, ClientName: "Old Mill", Introduced: w.day(-9)}, app.Won)
	b := open(t, w, 1280, 800)
	b.keys("G", "R")
	w.fee(won, w.day(-1), 100_00)
	_, _, err := w.firm.Commissions.Run(w.ctx, appAsk(), w.day(0), nil)
	w.check(err)
	b.settle()
	for range 8 {
		b.keys("Ctrl+Z")
		if b.Root.Covered() {
			t.Fatalf("a dialog stands in the way:\n%s", b.Dump())
		}
	}
	if _, err := w.firm.Referrals.Get(w.ctx, first); !app.IsNotFound(err) {
		t.Errorf("the older act was never reached: %v\n%s", err, b.Dump())
	}
}

// An act on an agreement offers undo only where there is one.
func TestActsOnAgreementsOfferUndoOnlyWhereThereIsOne(t *testing.T) {
	w := newWorld(t)
	p := w.partner("Kestrel CPA Group", "accountant")
	list, err := w.firm.Agreements.Of(w.ctx, p)
	w.check(err)
	b := open(t, w, 1280, 800)
	b.d.setAgreement(list[0], app.AgreementSuspended)
	b.settle()
	if b.Root.Covered() || len(b.d.acts.done) > 0 || strings.Contains(b.Dump(), "Undo*") {
		t.Errorf("undo is offered for what has none:\n%s", b.Dump())
	}
}

func TestAFeeBeforeTheWinSaysWhyNot(t *testing.T) {
	w := newWorld(t)
	p := w.partner("Kestrel CPA Group", "accountant")
	w.referral(app.NewReferral{Partner: p, ClientName: "Alder Bakery Ltd", Introduced: w.day(-9)}, app.Proposal)
	b := open(t, w, 1280, 800)
	b.keys("G", "R", "F")
	b.sees(t, "only a won referral brings fees")
	b.Tap(t, "Mark won")
	b.settle()
	b.sees(t, "R-2026-0001 is won")
}

func TestEscInTheListClearsTheSearch(t *testing.T) {
	w := someWorld(t)
	b := open(t, w, 1280, 800)
	b.keys("G", "R", "/")
	b.Type("zzz")
	b.keys("Enter")
	b.sees(t, "zzz")
	b.keys("Escape")
	if l := b.d.screens["referrals"].screen.(*referrals); l.search.Text() != "" || len(l.model.ids) != 34 {
		t.Errorf("Esc in the list does not clear the search:\n%s", b.Dump())
	}
}

func TestEnterSavesAFormOfOneField(t *testing.T) {
	w := ranWorld(t)
	b := open(t, w, 1280, 800)
	b.keys("G", "S", "M")
	if !b.Root.Covered() {
		t.Fatalf("no form:\n%s", b.Dump())
	}
	b.keys("Enter")
	b.sees(t, "No statement is due for October 2026")
}

func TestALetterAfterGLeavesTheImport(t *testing.T) {
	w := someWorld(t)
	b := open(t, w, 1280, 800)
	b.keys("G", "I", "G", "R")
	if !b.d.is("referrals") {
		t.Errorf("G R stays on the import:\n%s", b.Dump())
	}
	if m := b.d.screens["import"].screen.(*imports); m.flow.kind != app.ImportPartners {
		t.Errorf("G R chose %s", m.flow.kind)
	}
}

// A changed form is not lost with the window.
func TestClosingTheWindowAsksAboutAChangedForm(t *testing.T) {
	w := someWorld(t)
	b := open(t, w, 1280, 800)
	closed := false
	b.keys("Ctrl+N")
	b.Type("kest")
	b.d.Leave(func() { closed = true })
	b.settle()
	if closed {
		t.Fatal("the window closed with a changed form")
	}
	b.Tap(t, "Discard")
	if !closed {
		t.Error("Discard does not close it")
	}
}

// Rows that moved because a person sorted the list are not called new.
func TestSortingBringsNothingNew(t *testing.T) {
	w := someWorld(t)
	b := open(t, w, 1280, 800)
	b.keys("G", "R")
	b.Tap(t, "Partner")
	b.settle()
	if strings.Contains(b.Dump(), " new(") {
		t.Errorf("rows are called new:\n%s", b.Dump())
	}
}
