package desk

import (
	"os"
	"path/filepath"
	"testing"

	"rapport/app"
	"rapport/views/kit"
	"rapport/views/kit/kittest"
)

func TestStartAsText(t *testing.T) {
	for name, open := range startStories() {
		t.Run(name, func(t *testing.T) { kittest.Golden(t, name+".txt", open(t).Dump()) })
	}
}

func TestGalleryStart(t *testing.T) {
	dir := os.Getenv("RAPPORT_GALLERY")
	if dir == "" {
		t.Skip("RAPPORT_GALLERY names no folder")
	}
	for name, open := range startStories() {
		w := open(t)
		for look, mode := range map[string]kit.Mode{"light": kit.Light, "dark": kit.Dark} {
			w.Look(kit.Appearance{Mode: mode})
			w.Stage.Run()
			w.Save(t, filepath.Join(dir, name+"-"+look+".png"))
		}
	}
}

// TestStartWithTheExample: one press of Enter leads into the example firm.
func TestStartWithTheExample(t *testing.T) {
	var got *app.Firm
	w, _ := opening(t, startOptions(), func(f *app.Firm, _ bool) { got = f })
	w.Press("Enter")
	w.Stage.Run()
	if got == nil {
		t.Errorf("Enter on the first choice opened nothing:\n%s", w.Dump())
	}
}

// TestStartNewFirm: name and currency are enough; a refusal shows at its field, and the form stays.
func TestStartNewFirm(t *testing.T) {
	var got *app.Firm
	importNext := false
	w, s := opening(t, startOptions(), func(f *app.Firm, next bool) { got, importNext = f, next })
	s.newFirm()
	w.Stage.Run()
	w.Type("Taken")
	w.Press("Tab")
	w.Type("eur")
	w.Press("Ctrl+S")
	if got != nil || !w.Sees("There is a file of that name already. Choose another name, or open that file.") {
		t.Fatalf("the refusal is not at the field:\n%s", w.Dump())
	}
	w.Type(" not")
	w.Press("Ctrl+S")
	if got == nil || importNext {
		t.Errorf("firm %v, import next %v:\n%s", got, importNext, w.Dump())
	}
}

// TestStartRefused: a file that cannot be opened is named in words, and the choices are there again.
func TestStartRefused(t *testing.T) {
	w, s := opening(t, startOptions(), func(*app.Firm, bool) { t.Error("a firm was opened") })
	w.Tap(t, "/home/mei/aldgate.rapport")
	if !w.Sees("That was not done") {
		t.Fatalf("nothing is said:\n%s", w.Dump())
	}
	w.Press("Enter")
	if !w.Sees("Welcome to Rapport") || w.Focused() != s.first {
		t.Errorf("the choices are not there again:\n%s", w.Dump())
	}
}
