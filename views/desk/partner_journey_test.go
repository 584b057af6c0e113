package desk

import (
	"slices"
	"strings"
	"testing"

	"rapport/app"
)

// partnerNamed is the partner of a name, with what the details show of it.
func partnerNamed(t *testing.T, w *world, name string) partnerFacts {
	t.Helper()
	p, err := w.firm.Partners.Find(w.ctx, name)
	w.check(err)
	f, err := readPartner(w.ctx, w.firm, int64(p.ID))
	w.check(err)
	return f
}

// TestAPartnerWithItsFirstPerson: a refusal of the person shows at the person's field, and saving again adds the partner
// once.
func TestAPartnerWithItsFirstPerson(t *testing.T) {
	w := newWorld(t)
	b := open(t, w, 1280, 800)
	b.keys("Ctrl+Shift+N")
	b.Type("Quist Advisory")
	b.keys("Tab", "Tab", "Tab")
	b.Type(strings.Repeat("x", 201))
	b.keys("Ctrl+S")
	if !strings.Contains(b.Dump(), "The name is longer than 200 characters.") {
		t.Fatalf("the refusal is not shown:\n%s", b.Dump())
	}
	for range 190 {
		b.Press("Backspace")
	}
	b.keys("Ctrl+S")
	if b.Root.Covered() {
		t.Fatalf("the form is still open:\n%s", b.Dump())
	}
	f := partnerNamed(t, w, "Quist Advisory")
	if f.row.State != app.Prospect || len(f.people) != 1 || f.people[0].Name != strings.Repeat("x", 11) || !f.people[0].Primary {
		t.Errorf("kept: %s, people %+v", f.row.State, f.people)
	}
	n := 0
	w.check(w.firm.Partners.IDs(w.ctx, app.Query{}, func(ids []int32) error { n += len(ids); return nil }))
	if n != 1 {
		t.Errorf("%d partners were added", n)
	}
	if got, ok := b.d.partner(); !ok || got.row.Name != "Quist Advisory" {
		t.Error("the new partner is not selected")
	}
}

// TestFromDraftToActive: a draft is refused at its field, signed, and the partner made active, by keyboard.
func TestFromDraftToActive(t *testing.T) {
	w := newWorld(t)
	w.must(w.firm.Partners.Add(w.ctx, app.Ask{}, app.Partner{Name: "Abbott", Type: "consultant"}))
	b := open(t, w, 1280, 800)
	b.keys("G", "P", "A", "Ctrl+S")
	if !b.Sees("Rule 1 has no rate. Give a percentage such as 10 %.") || b.FocusedText() != "" {
		t.Fatalf("the missing rate is not at its field:\n%s", b.Dump())
	}
	b.Type("12.5")
	b.settle()
	if !strings.Contains(b.Dump(), "12.5 % of the first invoice of each won referral, when received.") {
		t.Errorf("the plan in words does not follow what is typed:\n%s", b.Dump())
	}
	b.keys("Ctrl+S")
	f := partnerNamed(t, w, "Abbott")
	if len(f.agreements) != 1 || f.agreements[0].State != app.AgreementDraft || f.agreements[0].From != w.day(0) {
		t.Fatalf("kept: %+v", f.agreements)
	}
	b.d.signAgreement(f.agreements[0])
	b.settle()
	b.Type("Ines Abbott")
	b.keys("Ctrl+S")
	for _, to := range []app.PartnerState{app.PartnerCheck, app.Onboarding} {
		f, _ := b.d.partner()
		b.d.movePartner(f, to)
		b.settle()
	}
	at, _ := b.d.partner()
	b.d.movePartner(at, app.Active)
	b.settle()
	if b.keys("Ctrl+S"); !b.Sees("Still missing on the onboarding checklist: Kickoff meeting, Tax form, Bank details") {
		t.Fatalf("what is missing is not named:\n%s", b.Dump())
	}
	b.Type("a sister firm")
	b.keys("Ctrl+S")
	f = partnerNamed(t, w, "Abbott")
	if f.row.State != app.Active || f.onboarding[1].Waived != "a sister firm" || f.agreements[0].State != app.AgreementActive || f.agreements[0].Versions[0].SignedBy != "Ines Abbott" {
		t.Errorf("%s, checklist %+v, agreement %s signed by %q", f.row.State, f.onboarding, f.agreements[0].State, f.agreements[0].Versions[0].SignedBy)
	}
}

// TestADraftIsEditedWithoutLosingAnything: opening a draft with everything a plan can have and saving it keeps every word.
func TestADraftIsEditedWithoutLosingAnything(t *testing.T) {
	w := prospectWorld(t)
	b := open(t, w, 1280, 800)
	b.onPartner(t, "Abbott Mortgage Brokers")
	f, _ := b.d.partner()
	before := latestTerms(f.agreements[0]).Words()
	b.d.editAgreement(f, f.agreements[0])
	b.settle()
	b.keys("Ctrl+S")
	after := partnerNamed(t, w, "Abbott Mortgage Brokers").agreements[0]
	if got := latestTerms(after).Words(); got != before || after.PaymentDays != 30 || after.From != w.day(9) {
		t.Errorf("before %q\n now %q, paid after %d days, from %s", before, got, after.PaymentDays, after.From)
	}
}

// TestAnAmendmentKeepsThePast: the day of an amendment must lie after what was worked out.
func TestAnAmendmentKeepsThePast(t *testing.T) {
	w := moneyWorld(t)
	b := open(t, w, 1280, 800)
	b.onPartner(t, "Kestrel CPA Group")
	f, _ := b.d.partner()
	b.d.amendAgreement(f, f.agreements[0])
	b.settle()
	b.Type("1 Oct 2026")
	b.keys("Tab", "Tab")
	b.Type("Ines Kestrel")
	b.keys("Ctrl+S")
	if !strings.Contains(b.Dump(), "Choose a day after the last line") {
		t.Fatalf("an amendment over the past is not refused at its field:\n%s", b.Dump())
	}
	if n := len(partnerNamed(t, w, "Kestrel CPA Group").agreements[0].Versions); n != 1 {
		t.Errorf("there are %d versions", n)
	}
}

// TestAnAmendmentGoesBackWhenItIsTicked: the form says what that comes to, and the version keeps it.
func TestAnAmendmentGoesBackWhenItIsTicked(t *testing.T) {
	w := moneyWorld(t)
	b := open(t, w, 1280, 800)
	b.onPartner(t, "Kestrel CPA Group")
	f, _ := b.d.partner()
	b.d.amendAgreement(f, f.agreements[0])
	b.settle()
	b.Type("1 Oct 2026")
	b.keys("Tab", "Tab")
	b.Type("Ines Kestrel")
	b.keys("Tab", "Space")
	b.settle()
	if !strings.Contains(b.Dump(), "stays as it is: the new terms pay the same") {
		t.Errorf("the same terms are not said to change nothing:\n%s", b.Dump())
	}
	b.keys("Ctrl+S")
	b.settle()
	if v := partnerNamed(t, w, "Kestrel CPA Group").agreements[0].Versions; len(v) != 2 || !v[1].Retroactive {
		t.Errorf("there are %d versions\n%s", len(v), b.Dump())
	}
}

// TestPartnerIsFoundByFilters: state, type, tag and archived narrow the list; clearing brings everything back.
func TestPartnerIsFoundByFilters(t *testing.T) {
	w := prospectWorld(t)
	r := w.must(w.firm.Partners.Add(w.ctx, app.Ask{}, app.Partner{Name: "Wound Up Ltd", Type: "vendor", Archived: true}))
	b := open(t, w, 1280, 800)
	b.keys("G", "P")
	p := b.d.screens["partners"].screen.(*partners)
	for field, want := range map[string]int{"state": 1, "type": 2, "tag": 1, "archived": 10} {
		var f filter
		for _, spec := range p.filters(b.d) {
			if spec.field == field {
				all := spec.choices()
				f = all[slices.IndexFunc(all, func(f filter) bool {
					return slices.Contains([]string{"State: prospect", "Type: consultant", "Tag: mortgages", "Archived: shown too"}, f.Text)
				})]
			}
		}
		p.take(view{Filters: []filter{f}})
		b.settle()
		if got := len(p.model.ids); got != want {
			t.Errorf("%s shows %d partners, want %d", f.Text, got, want)
		}
	}
	p.clear()
	b.settle()
	if got := len(p.model.ids); got != 9 {
		t.Errorf("cleared, %d are shown", got)
	}
	b.keys("G", "T")
	b.d.openPartner(app.ID[app.Partner](r.ID), "Wound Up Ltd")
	b.settle()
	if f, ok := b.d.partner(); !ok || f.row.Name != "Wound Up Ltd" {
		t.Errorf("a link to an archived partner does not lead there:\n%s", b.Dump())
	}
}

// TestWhatWeOweIsAnsweredIn8Keystrokes: from anywhere, by a part of the name.
func TestWhatWeOweIsAnsweredIn8Keystrokes(t *testing.T) {
	w := issuedWorld(t)
	b := open(t, w, 1280, 800)
	h := &hand{b: b}
	h.press("Ctrl+K")
	h.typed("finch")
	h.press("Enter")
	if !b.Sees("Owed now") || !b.Sees("2,587.00 GBP") {
		t.Errorf("what is owed is not on the screen:\n%s", b.Dump())
	}
	if h.count > 8 {
		t.Errorf("it took %d keystrokes", h.count)
	}
	t.Logf("%d keystrokes", h.count)
}

// TestMergedPartnerNamesTheSurvivor: the one that goes stays as a marker, and the survivor is shown.
func TestMergedPartnerNamesTheSurvivor(t *testing.T) {
	w := prospectWorld(t)
	b := open(t, w, 1280, 800)
	b.onPartner(t, "Abbott Mortgage Brokers")
	b.d.root.Commands.Run("partner.merge")
	b.settle()
	b.Type("kest")
	b.keys("Enter", "Ctrl+S")
	gone := partnerNamed(t, w, "P-0009")
	if gone.row.State != app.Merged || gone.into != "Kestrel CPA Group" {
		t.Fatalf("%s, into %q:\n%s", gone.row.State, gone.into, b.Dump())
	}
	if got, ok := b.d.partner(); !ok || got.row.Name != "Kestrel CPA Group" {
		t.Errorf("the survivor is not selected:\n%s", b.Dump())
	}
}
