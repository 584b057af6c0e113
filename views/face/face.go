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
	"rapport/views/face/preview"
	"rapport/views/kit"
)

// appID names the program to the system; preferences are kept under it.
const appID = "app.rapport.desktop"

// closeTime is how long closing waits for work under way; a write that has begun ends before its transaction does.
const closeTime = 2 * time.Second

// Build makes the desk on the stage of a window, with what the window offers it.
type Build func(stage kit.Stage, opts desk.Options) *desk.Desk

// Program is what the window opens on: a firm, or the ways to one.
type Program struct {
	Firm     *app.Firm         // nil: the first start
	Ways     desk.StartOptions // without Open, Reopen and Recent, which follow from the rest
	OpenPath func(ctx context.Context, path string) (*app.Firm, error)
	Recent   func() []string       // files opened before and not open now, the latest first
	Leave    func(*app.Firm) error // closes a firm's file, once the window shows another one
}

// Run opens the window and returns once it is closed, or when ctx ends. log is told of faults that would have ended the
// program. It must run on the main goroutine.
func Run(ctx context.Context, p Program, log func(fault string)) error {
	if !Display() {
		return app.No("There is no display to open a window on.", "Use the command line, or start Rapport in a desktop session.")
	}
	driven := newApp()
	a := calmed(driven)
	look := readLook(a.Preferences())
	a.Settings().SetTheme(kit.NewTheme(look))
	w := a.NewWindow("Rapport")
	w.SetPadded(false)
	w.SetMaster()
	r := &room{p: p, w: w, away: &outside{app: a}}
	stage := kit.NewLiveStage(func(reason any, stack []byte) {
		log(faultText(reason, stack))
		if r.desk != nil {
			r.desk.Fault(reason, string(stack))
		}
	})
	here := newMachine(a)
	r.stage, r.away.stage, r.away.renderer = stage, stage, preview.New(previewCache())
	r.opts = desk.Options{NewKey: newKey, Outside: r.away, Look: look, Title: w.SetTitle, Enter: r.enter, Machine: here,
		KeepLook: func(l kit.Appearance) { r.opts.Look = l; keepLook(a.Preferences(), l) },
		Columns:  func(list string) []kit.ColState { return readColumns(a.Preferences(), list) },
		KeepCols: func(list string, now []kit.ColState) { keepColumns(a.Preferences(), list, now) }}
	if p.Firm != nil {
		r.enter(p.Firm, false)
	} else {
		r.welcome()
	}
	w.SetOnDropped(func(_ fyne.Position, items []fyne.URI) { r.dropped(items) })
	w.Resize(readSize(a.Preferences()))
	hides := here.tray(driven, w)
	w.SetCloseIntercept(func() {
		if hides {
			w.Hide()
			return
		}
		r.leave(func() {
			keepSize(a.Preferences(), w.Canvas().Size())
			w.Close()
		})
	})
	stage.Go(func(inner context.Context) {
		select {
		case <-ctx.Done():
			stage.Do(w.Close)
		case <-inner.Done():
		}
	})
	w.ShowAndRun()
	if r.desk != nil {
		r.desk.Close()
	}
	stage.Close(closeTime)
	r.away.tidy()
	return nil
}

// newApp is Fyne's application. On an account that was never used Fyne complains about the missing folder of caches; it is made first.
func newApp() fyne.App {
	if dir, err := os.UserCacheDir(); err == nil {
		_ = os.MkdirAll(dir, 0o700) // without it only Fyne's own cache is missing
	}
	return fyneapp.NewWithID(appID)
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
