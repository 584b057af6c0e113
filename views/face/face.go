//go:build !headless

package face

import (
	"context"
	"crypto/rand"
	"os"
	"runtime"
	"time"

	"fyne.io/fyne/v2"
	fyneapp "fyne.io/fyne/v2/app"

	"rapport/app"
	"rapport/views/desk"
	_ "rapport/views/face/locale" // before Fyne reads the locale
	"rapport/views/kit"
)

// appID names the program to the system; preferences are kept under it.
const appID = "app.rapport.desktop"

// closeTime is how long closing waits for work under way; a write that has begun ends before its transaction does.
const closeTime = 2 * time.Second

// Build makes the desk on the stage of a window, with what the window offers it.
type Build func(stage kit.Stage, opts desk.Options) *desk.Desk

// Run opens the window and returns once it is closed, or when ctx ends. log is told of faults that would have ended the
// program. It must run on the main goroutine.
func Run(ctx context.Context, build Build, log func(fault string)) error {
	if !Display() {
		return app.No("There is no display to open a window on.", "Use the command line, or start Rapport in a desktop session.")
	}
	a := fyneapp.NewWithID(appID)
	look := readLook(a.Preferences())
	a.Settings().SetTheme(kit.NewTheme(look))
	w := a.NewWindow("Rapport")
	w.SetPadded(false)
	w.SetMaster()
	var d *desk.Desk
	stage := kit.NewLiveStage(func(reason any, stack []byte) {
		log(faultText(reason, stack))
		if d != nil {
			d.Fault(reason, string(stack))
		}
	})
	away := &outside{app: a, stage: stage}
	d = build(stage, desk.Options{NewKey: newKey, Outside: away, Look: look, Title: w.SetTitle,
		KeepLook: func(l kit.Appearance) { keepLook(a.Preferences(), l) }})
	away.desk = d
	w.SetContent(d.Content())
	d.Attach(w.Canvas())
	w.Resize(readSize(a.Preferences()))
	w.SetCloseIntercept(func() {
		keepSize(a.Preferences(), w.Canvas().Size())
		w.Close()
	})
	stage.Go(func(inner context.Context) {
		select {
		case <-ctx.Done():
			stage.Do(w.Close)
		case <-inner.Done():
		}
	})
	w.ShowAndRun()
	d.Close()
	stage.Close(closeTime)
	away.tidy()
	return nil
}

// Display tells whether there is a screen to open a window on.
func Display() bool {
	if runtime.GOOS != "linux" {
		return true
	}
	return os.Getenv("DISPLAY") != "" || os.Getenv("WAYLAND_DISPLAY") != ""
}

func newKey() app.Key {
	var k app.Key
	_, _ = rand.Read(k[:]) // never fails; see crypto/rand
	return k
}

// Names of what is remembered between starts.
const (
	prefWidth, prefHeight = "window.width", "window.height"
	prefMode, prefZoom    = "look.mode", "look.zoom"
	prefRows, prefStill   = "look.comfortable", "look.still"
)

func readSize(p fyne.Preferences) fyne.Size {
	return fyne.NewSize(float32(p.FloatWithFallback(prefWidth, 1280)), float32(p.FloatWithFallback(prefHeight, 800)))
}

func keepSize(p fyne.Preferences, s fyne.Size) {
	p.SetFloat(prefWidth, float64(s.Width))
	p.SetFloat(prefHeight, float64(s.Height))
}

func readLook(p fyne.Preferences) kit.Appearance {
	return kit.Appearance{Mode: kit.Mode(p.IntWithFallback(prefMode, int(kit.FollowSystem))),
		Zoom: float32(p.FloatWithFallback(prefZoom, 1)), Comfortable: p.Bool(prefRows), Still: p.Bool(prefStill)}
}

func keepLook(p fyne.Preferences, l kit.Appearance) {
	p.SetInt(prefMode, int(l.Mode))
	p.SetFloat(prefZoom, float64(l.Zoom))
	p.SetBool(prefRows, l.Comfortable)
	p.SetBool(prefStill, l.Still)
}
