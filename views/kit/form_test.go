package kit_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/views/kit"
	"rapport/views/kit/kittest"
)

// sheetIn opens a list with the referral form over it.
func sheetIn(t *testing.T, submit func(*referralForm) error) (*kittest.Window, *referralForm) {
	w := kittest.Open(t, fyne.NewSize(1280, 800), func(r *kit.Root) fyne.CanvasObject { o, _ := listScreen(r, 100); return o })
	form := newReferralForm(w.Root)
	w.Root.OpenSheet(kit.SheetSpec{Title: "New referral", Form: form.Form, Save: "Save referral",
		Submit: func() func(context.Context) error { return func(context.Context) error { return submit(form) } },
		Saved:  func() { w.Root.Toast(kit.Toast{Text: "Referral saved"}) }})
	return w, form
}

func TestFormFilledWithoutTheMouse(t *testing.T) {
	saved := 0
	w, form := sheetIn(t, func(*referralForm) error { saved++; return nil })
	w.Type("finch")
	w.Press("Down", "Enter", "Tab")
	w.Type("Alder Bakery Ltd")
	w.Press("Tab")
	w.Type("mon")
	w.Press("Tab")
	w.Type("1,234.5")
	w.Press("Tab", "Right", "Tab")
	w.Type("kes")
	w.Press("Enter", "Tab")
	w.Type("Call before Friday")
	w.Press("Ctrl+S")
	if saved != 1 {
		t.Fatalf("saved %d times\n%s", saved, w.Dump())
	}
	partner, _ := form.partner.Value()
	fee, ok, err := form.fee.Value()
	day, _ := form.day.Value()
	tags := form.tags.Value()
	if partner.Text != "Finchley Tax" || form.client.Value() != "Alder Bakery Ltd" || form.note.Value() != "Call before Friday" {
		t.Errorf("partner %v, client %q, note %q", partner, form.client.Value(), form.note.Value())
	}
	if !ok || err != nil || fee != money.New(123450, "GBP") || form.service.Value() != "audit" {
		t.Errorf("fee %v %v %v, service %q", fee, ok, err, form.service.Value())
	}
	if day != calendar.D("2026-11-23") || len(tags) != 1 || tags[0].Text != "Kestrel CPA Group" {
		t.Errorf("day %v, tags %v", day, tags)
	}
	if !w.Sees("Referral saved") || w.Root.Covered() {
		t.Errorf("after saving:\n%s", w.Dump())
	}
}

func TestFormNamesWhatIsWrongAndGoesThere(t *testing.T) {
	w, form := sheetIn(t, func(*referralForm) error { t.Error("saved"); return nil })
	w.Press("Ctrl+S")
	if !w.Sees("3 fields need attention") || w.Focused() != form.partner.Target() {
		t.Errorf("after the first try:\n%s", w.Dump())
	}
	w.Type("Finch Fam")
	w.Press("Tab")
	w.Type("E. Kowalczyk")
	w.Press("Tab")
	w.Type("31/2")
	w.Press("Ctrl+S")
	kittest.Golden(t, "form-errors.txt", w.Dump())
	if w.Focused() != form.day.Target() {
		t.Error("the focus is not on the day that does not exist")
	}
}

func TestFormSaysNothingWhileAFieldIsUntouched(t *testing.T) {
	w, _ := sheetIn(t, nil)
	before := w.Dump()
	w.Press("Tab", "Tab", "Tab")
	if strings.Contains(w.Dump(), "needed") {
		t.Errorf("blamed untouched fields:\n%s", w.Dump())
	}
	w.Press("Shift+Tab", "Shift+Tab", "Shift+Tab")
	if got := w.Dump(); got != before {
		t.Errorf("moving through the form changed it:\n%s", got)
	}
}

func TestFormKeepsItsPlaceWhenHintsAndErrorsChange(t *testing.T) {
	w, _ := sheetIn(t, nil)
	place := func() (y float32) {
		for _, word := range kittest.Words(w.Canvas().Overlays().Top()) {
			if word.Text == "Note" {
				y = word.At.Y
			}
		}
		return y
	}
	before := place()
	w.Press("Ctrl+S")
	if place() != before {
		t.Errorf("the form jumped from %v to %v", before, place())
	}
}

func TestSheetShowsAProblemOfTheStoreAtItsField(t *testing.T) {
	w, form := sheetIn(t, func(*referralForm) error { return errors.New("client: there is one of that name") })
	w.Root.Explain = func(err error) kit.Fault {
		field, say, _ := strings.Cut(err.Error(), ": ")
		return kit.Fault{Field: field, Say: say}
	}
	fill(form)
	w.Press("Ctrl+S")
	if !w.Sees("there is one of that name") || w.Focused() != form.client.Target() || !w.Root.Covered() {
		t.Errorf("after the refusal:\n%s", w.Dump())
	}
}

func fill(f *referralForm) {
	f.partner.Set(kit.Option{ID: 1, Text: "Finch Family Office"})
	f.client.Set("Alder Bakery Ltd")
	f.day.Set(calendar.D("2026-11-20"))
}

func TestSheetSavesOnceHoweverOftenItIsAsked(t *testing.T) {
	saved := 0
	w, form := sheetIn(t, func(*referralForm) error { saved++; return nil })
	fill(form)
	sheetSave := func() {
		w.Root.Shortcut(&desktop.CustomShortcut{KeyName: fyne.KeyS, Modifier: fyne.KeyModifierShortcutDefault})
	}
	sheetSave()
	sheetSave()
	sheetSave()
	w.Stage.Run()
	if saved != 1 {
		t.Errorf("saved %d times", saved)
	}
}

func TestSheetAsksBeforeItDropsChanges(t *testing.T) {
	w, _ := sheetIn(t, nil)
	w.Press("Tab")
	w.Type("Some client")
	w.Press("Esc")
	if !w.Sees("Discard what you entered?") {
		t.Fatalf("no question:\n%s", w.Dump())
	}
	w.Press("Esc")
	if !w.Sees("New referral") || !w.Sees("Some client") {
		t.Fatal("Esc in the question did not keep the form")
	}
	w.Press("Esc", "Enter")
	if !w.Sees("Some client") {
		t.Fatal("Enter in the question must keep the form")
	}
	w.Press("Esc")
	w.Tap(t, "Discard")
	if w.Root.Covered() {
		t.Error("the sheet is still there")
	}
}

func TestSheetWithoutChangesClosesAtOnce(t *testing.T) {
	w, _ := sheetIn(t, nil)
	w.Press("Esc")
	if w.Root.Covered() {
		t.Errorf("still open:\n%s", w.Dump())
	}
}

func TestSheetKeepsDraftsAndTakesThemBack(t *testing.T) {
	w := kittest.Open(t, fyne.NewSize(1280, 800), func(r *kit.Root) fyne.CanvasObject { o, _ := listScreen(r, 10); return o })
	var kept []map[string]string
	form := newReferralForm(w.Root)
	sheet := w.Root.OpenSheet(kit.SheetSpec{Title: "New", Form: form.Form, KeepDraft: func(d map[string]string) { kept = append(kept, d) }})
	w.Type("Finchley")
	w.Press("Enter", "Tab")
	w.Type("Alder")
	w.Stage.Advance(1900 * time.Millisecond)
	if len(kept) != 0 {
		t.Error("kept while typing")
	}
	w.Stage.Advance(200 * time.Millisecond)
	if len(kept) != 1 || kept[0]["client"] != "Alder" {
		t.Fatalf("kept %v", kept)
	}
	draft := kept[0]
	sheet.Close()
	if kept[len(kept)-1] != nil {
		t.Error("the draft outlives the sheet")
	}
	again := newReferralForm(w.Root)
	again.Restore(draft)
	if o, ok := again.partner.Value(); !ok || o.ID != 2 || again.client.Value() != "Alder" || !again.Dirty() {
		t.Errorf("restored %v %q", o, again.client.Value())
	}
}

func TestPickWaitsForALateAnswerWhenTheFocusMovesOn(t *testing.T) {
	w, form := sheetIn(t, nil)
	// typed and left before the search was answered: nothing is stepped between
	for _, r := range "Kes" {
		w.Focused().TypedRune(r)
	}
	w.Canvas().FocusNext()
	w.Stage.Run()
	if o, ok := form.partner.Value(); !ok || o.Text != "Kestrel CPA Group" {
		t.Errorf("picked %v %v", o, ok)
	}
	if form.partner.Problem() != "" {
		t.Errorf("blamed: %s", form.partner.Problem())
	}
}

func TestPickRefusesWhatIsNotInTheList(t *testing.T) {
	w, form := sheetIn(t, nil)
	w.Type("Nobody at all")
	w.Press("Tab")
	if _, ok := form.partner.Value(); ok || form.partner.Problem() != "Choose the partner from the list" {
		t.Errorf("problem %q", form.partner.Problem())
	}
}

func TestPickOffersToCreate(t *testing.T) {
	w, form := sheetIn(t, nil)
	made := ""
	form.partner.Create(func(name string) { made = name })
	w.Type("Brand New LLP")
	w.Tap(t, "Create “Brand New LLP”")
	if made != "Brand New LLP" {
		t.Errorf("made %q", made)
	}
	if w.Focused() != form.partner.Target() {
		t.Error("the focus did not come back after the click")
	}
}

func TestPickByMouse(t *testing.T) {
	w, form := sheetIn(t, nil)
	w.Type("Fin")
	w.Tap(t, "Finchley Tax")
	if o, _ := form.partner.Value(); o.ID != 2 {
		t.Errorf("picked %v", o)
	}
}

func TestDateByMonth(t *testing.T) {
	w, form := sheetIn(t, nil)
	w.Canvas().Focus(form.day.Target())
	w.Press("Down", "Down", "Right", "PgDn")
	if !w.Sees("December 2026") {
		t.Fatalf("no month:\n%s", w.Dump())
	}
	w.Press("Enter")
	if d, err := form.day.Value(); err != nil || d != calendar.D("2026-12-30") {
		t.Errorf("took %v %v", d, err)
	}
	if w.Sees("December 2026") {
		t.Error("the month stays open")
	}
}

func TestDateFebruaryFollowsJanuary31(t *testing.T) {
	w, form := sheetIn(t, nil)
	form.day.Set(calendar.D("2027-01-31"))
	w.Canvas().Focus(form.day.Target())
	w.Press("Down", "PgDn", "Enter")
	if d, _ := form.day.Value(); d != calendar.D("2027-02-28") {
		t.Errorf("a month after 31 January is %v", d)
	}
}

func TestDateIsOptionalAndTidiesWhatWasTyped(t *testing.T) {
	w := kittest.Open(t, fyne.NewSize(600, 300), func(r *kit.Root) fyne.CanvasObject {
		f := kit.NewForm()
		return f.Add(kit.NewDateField(r.Stage, kit.Spec{Key: "d", Label: "Due"}), kit.NewTextField(kit.Spec{Label: "Other"}, "")).Content()
	})
	w.Press("Tab")
	w.Type("+2w")
	w.Press("Tab")
	if !w.Sees("6 Dec 2026") {
		t.Errorf("not tidied:\n%s", w.Dump())
	}
}

func TestMoneyReadsAndWritesBack(t *testing.T) {
	for _, c := range []struct {
		typed   string
		decimal money.Decimal
		want    int64
		shown   string
		wrong   bool
	}{
		{"1,234.5", money.Point, 123450, "1,234.50", false},
		{"€1234.50", money.Point, 123450, "1,234.50", false},
		{"1.234,5", money.Comma, 123450, "1.234,50", false},
		{" 12 ", money.Point, 1200, "12.00", false},
		{"12.345", money.Point, 0, "12.345", true},
		{"twelve", money.Point, 0, "twelve", true},
	} {
		var f *kit.MoneyField
		w := kittest.Open(t, fyne.NewSize(600, 300), func(*kit.Root) fyne.CanvasObject {
			f = kit.NewMoneyField(kit.Spec{Label: "Fee"}, "EUR", c.decimal)
			return kit.NewForm().Add(f, kit.NewTextField(kit.Spec{Label: "Other"}, "")).Content()
		})
		w.Press("Tab")
		w.Type(c.typed)
		w.Press("Tab")
		m, ok, _ := f.Value()
		if f.Draft() != c.shown || m.Minor != c.want || ok == c.wrong || (f.Problem() != "") != c.wrong {
			t.Errorf("%q: %v, shows %q, problem %q", c.typed, m, f.Draft(), f.Problem())
		}
	}
}

func TestPastedPhonesAndAddressesAreCleaned(t *testing.T) {
	phone, mail := kit.NewPhoneField(kit.Spec{Label: "Phone"}), kit.NewEmailField(kit.Spec{Label: "E-mail"})
	for in, want := range map[string]string{"tel:+44 20 7946‑0000": "+44 20 7946-0000", " 020  7946 0000 ": "020 7946 0000"} {
		if phone.Set(in); phone.Value() != want {
			t.Errorf("%q becomes %q", in, phone.Value())
		}
	}
	for in, want := range map[string]string{"Ana Ruiz <ana@ruiz.example>": "ana@ruiz.example", "mailto:a@b.example?subject=x": "a@b.example", " a@b.example; ": "a@b.example"} {
		if mail.Set(in); mail.Value() != want || mail.Validate() != "" {
			t.Errorf("%q becomes %q: %s", in, mail.Value(), mail.Problem())
		}
	}
	for _, bad := range []string{"ana", "ana@", "@b.example", "a b@c.example", "a@b"} {
		if mail.Set(bad); mail.Validate() == "" {
			t.Errorf("%q passes", bad)
		}
	}
}

func TestSheetStaysWhenItsEmptyRoomIsClicked(t *testing.T) {
	w, _ := sheetIn(t, nil)
	w.Click(fyne.NewPos(1000, 720), desktop.MouseButtonPrimary, 0)
	if !w.Sees("New referral") || !w.Root.Covered() {
		t.Error("a click on the sheet closed it")
	}
	w.Click(fyne.NewPos(300, 300), desktop.MouseButtonPrimary, 0)
	if w.Root.Covered() {
		t.Error("a click beside the sheet does not close it")
	}
}

func TestTabBringsFieldsBelowTheEdgeIntoView(t *testing.T) {
	w, form := sheetIn(t, nil)
	w.Resize(fyne.NewSize(1280, 560))
	w.Stage.Run()
	inView := func(text string) bool {
		for _, word := range kittest.Words(w.Canvas().Overlays().Top()) {
			if word.Text == text {
				return word.At.Y > 60 && word.At.Y < 490
			}
		}
		return false
	}
	if inView("Consent") {
		t.Fatal("the window is too high for this test")
	}
	for range 7 {
		w.Press("Tab")
	}
	if !inView("Consent") {
		t.Errorf("the focus is on %T and its field out of sight", w.Focused())
	}
	w.Canvas().Focus(form.partner.Target())
	if !inView("Partner") {
		t.Error("the way back does not scroll")
	}
}
