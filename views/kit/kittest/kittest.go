// Package kittest looks at screens in tests: as pictures and as short texts.
// Only tests may import it.
package kittest

import (
	"image"
	"image/png"
	"os"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"rapport/views/kit"
)

// Noon is the moment test stages start at: Sunday 22 November 2026.
func Noon() time.Time { return time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC) }

// Window is a screen under test: a window without a display, its root, and the
// stage stepped by hand.
type Window struct {
	fyne.Window
	Root  *kit.Root
	Stage *kit.StepStage
	mods  fyne.KeyModifier
}

// Open shows content in a window of a size, in light colours at zoom 1. The
// content is built on the root it will stand on.
func Open(t testing.TB, size fyne.Size, build func(*kit.Root) fyne.CanvasObject) *Window {
	t.Helper()
	app := test.NewTempApp(t)
	app.Settings().SetTheme(kit.NewTheme(kit.Appearance{Mode: kit.Light}))
	w := &Window{Stage: kit.NewStepStage(Noon())}
	slot := kit.NewPages()
	w.Root = kit.NewRoot(w.Stage, kit.NewCommands(w.Stage), slot)
	w.Root.Mods = func() fyne.KeyModifier { return w.mods }
	w.Window = test.NewTempWindow(t, w.Root.Content())
	w.SetPadded(false)
	w.Root.Attach(w.Canvas())
	slot.Open(build(w.Root))
	w.Resize(size)
	w.Stage.Run()
	return w
}

// Look changes colours and zoom, live.
func (w *Window) Look(look kit.Appearance) { kit.Apply(look) }

// Save writes a picture of the window to a file, making its folder.
func (w *Window) Save(t testing.TB, path string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, w.Canvas().Capture()); err != nil {
		t.Fatal(err)
	}
}

// Shot draws one object alone, at a size and in a look.
func Shot(t testing.TB, o fyne.CanvasObject, size fyne.Size, look kit.Appearance) image.Image {
	t.Helper()
	w := Open(t, size, func(*kit.Root) fyne.CanvasObject { return o })
	w.Look(look)
	w.Stage.Run()
	return w.Canvas().Capture()
}
