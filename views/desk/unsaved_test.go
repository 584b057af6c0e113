package desk

import (
	"strings"
	"testing"
	"time"

	"rapport/app"
)

// after opens the window again on the same file, as after a crash: the window before never closed its form.
func (b *bench) after(t *testing.T) *bench { return open(t, b.w, 1280, 800) }

// typing waits until what was typed is kept.
func (b *bench) typing(text string) {
	b.Type(text)
	b.Stage.Advance(3 * time.Second)
	b.settle()
}

func (w *world) unsaved(t *testing.T) []app.UnsavedForm {
	t.Helper()
	kept, err := w.firm.Forms.Unsaved(w.ctx)
	w.check(err)
	return kept
}

func TestAFormThatWasNotSavedIsContinued(t *testing.T) {
	w := someWorld(t)
	b := open(t, w, 1280, 800)
	b.keys("G", "R", "Ctrl+N")
	b.Type("fin")
	b.keys("Tab")
	b.Type("alder bakery")
	b.keys("Tab", "Tab", "Tab")
	b.typing("1,250")

	b = b.after(t)
	b.sees(t, "“Log a referral” was not saved")
	b.Tap(t, "Continue")
	b.Stage.Advance(time.Second)
	b.settle()
	b.sees(t, "1,250")
	b.sees(t, "Finch Family Office")
	if strings.Contains(b.Dump(), "was not saved") {
		t.Error("it is offered still")
	}
	b.keys("Ctrl+S")
	b.sees(t, "Logged R-2026-0035")
	if kept := w.unsaved(t); len(kept) != 0 {
		t.Errorf("saved, and still kept: %v", kept)
	}
	if strings.Contains(b.after(t).Dump(), "was not saved") {
		t.Error("a form that was saved is offered")
	}
}

func TestAFormIsContinuedWhereItWasOpened(t *testing.T) {
	w := someWorld(t)
	b := open(t, w, 1280, 800)
	b.keys("G", "P", "Down", "Down", "E")
	b.keys("Ctrl+A")
	b.typing("Quince Family Office")
	at := b.d.here.view.ID
	b = b.after(t)
	b.d.root.Commands.Run("unsaved.continue") // by the palette
	b.Stage.Advance(3 * time.Second)
	b.settle()
	b.sees(t, "Edit ")
	b.sees(t, "Quince Family Office")
	b.keys("Ctrl+S")
	rows, err := w.firm.Partners.Rows(w.ctx, []int32{1, 2, 3, 4, 5, 6, 7, 8})
	w.check(err)
	renamed := 0
	for _, r := range rows {
		if r.Name == "Quince Family Office" {
			renamed++
		}
	}
	if renamed != 1 {
		t.Errorf("%d partners have the name; it was typed at %d", renamed, at)
	}
}

func TestAFormThatWasNotSavedIsDiscarded(t *testing.T) {
	w := someWorld(t)
	b := open(t, w, 1280, 800)
	b.keys("G", "R", "Ctrl+N")
	b.typing("fin")
	b = b.after(t)
	b.Tap(t, "Discard")
	b.settle()
	if strings.Contains(b.Dump(), "was not saved") || len(w.unsaved(t)) != 0 {
		t.Error("it is there still")
	}
}

func TestAnOpenedFormOffersWhatWasKeptOfIt(t *testing.T) {
	w := someWorld(t)
	b := open(t, w, 1280, 800)
	b.keys("G", "R", "Ctrl+N")
	b.typing("fin")
	b = b.after(t)
	b.keys("G", "R", "Ctrl+N")
	b.sees(t, "What you typed")
	b.keys("Escape") // neither: it stays
	if len(w.unsaved(t)) != 1 {
		t.Fatal("closing the form decided it")
	}
	b.keys("Ctrl+N")
	b.keys("Enter") // Continue has the keyboard
	b.keys("Tab")
	b.sees(t, "Finch Family Office")
	b.keys("Escape")
	b.Tap(t, "Discard")
	b.settle()
	if len(w.unsaved(t)) != 0 {
		t.Error("discarded, and still kept")
	}
}

func TestWhatWasCancelledIsNotKept(t *testing.T) {
	w := someWorld(t)
	b := open(t, w, 1280, 800)
	b.keys("G", "R", "Ctrl+N")
	b.typing("fin")
	if len(w.unsaved(t)) != 1 {
		t.Fatal("nothing was kept while typing")
	}
	b.keys("Tab", "Escape")
	b.Tap(t, "Discard")
	b.settle()
	if len(w.unsaved(t)) != 0 {
		t.Error("cancelled, and still kept")
	}
}

// leftWorld is a firm whose last window was closed over two forms.
func leftWorld(t testing.TB) *world {
	w := someWorld(t)
	for _, u := range []app.UnsavedForm{
		{Form: "Edit P-0003\nOstrander Wealth", Title: "Edit P-0003", Section: "partners", Row: 3, Command: "partner.edit", Fields: map[string]string{"name": "Ostrander"}},
		{Form: "Log a referral\n", Title: "Log a referral", Section: "referrals", Command: "referral.new", Fields: map[string]string{"note": "Called about their audit"}},
	} {
		w.check(w.firm.Forms.Keep(w.ctx, u))
	}
	return w
}

// unsavedStories are the states of forms that were not saved.
func unsavedStories() []story {
	return []story{
		{name: "unsaved", world: leftWorld},
		{name: "unsaved-narrow", world: leftWorld, width: 1024, height: 700},
		{name: "unsaved-offered", world: leftWorld, act: func(t *testing.T, b *bench) { b.keys("G", "R", "Ctrl+N") }},
	}
}
