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

// Program is what the window opens on: a firm, or the ways to one. OpenPath opens the data file a person has chosen.
type Program struct {
	Firm     *app.Firm // nil: the first start
	Ways     desk.StartOptions
	OpenPath func(ctx context.Context, path string) (*app.Firm, error)
}

// Run opens the window and returns once it is closed, or when ctx ends. log is told of faults that would have ended the
// program. It must run on the main goroutine.
func Run(ctx context.Context, p Program, log func(fault string)) error {
	if !Display() {
		return app.No("There is no display to open a window on.", "Use the command line, or start Rapport in a desktop session.")
	}
	a := calmed(fyneapp.NewWithID(appID))
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
	away := &outside{app: a, stage: stage, renderer: preview.New(previewCache())}
	opts := desk.Options{NewKey: newKey, Outside: away, Look: look, Title: w.SetTitle,
		KeepLook: func(l kit.Appearance) { keepLook(a.Preferences(), l) }}
	enter := func(firm *app.Firm, importNext bool) {
		d = desk.New(stage, firm, opts)
		away.desk = d
		w.SetContent(d.Content())
		d.Attach(w.Canvas())
		if importNext {
			d.Import()
		}
	}
	if p.Firm != nil {
		enter(p.Firm, false)
	} else {
		welcome(w, stage, p, enter)
	}
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
	if d != nil {
		d.Close()
	}
	stage.Close(closeTime)
	away.tidy()
	return nil
}

// welcome shows the ways to a first firm.
func welcome(w fyne.Window, stage kit.Stage, p Program, enter func(*app.Firm, bool)) {
	var s *desk.Start
	p.Ways.Open = func(ctx context.Context) (*app.Firm, error) {
		path, err := ask(ctx, stage, func(answer func(string)) {
			s.AskWhich("Open a data file", func(ctx context.Context, typed string) ([]desk.FileThere, error) {
				return files(ctx, typed, []string{".rapport"})
			}, answer)
		})
		if err != nil || path == "" {
			return nil, err
		}
		return p.OpenPath(ctx, fromHome(path))
	}
	p.Ways.Reopen = p.OpenPath
	s = desk.NewStart(stage, p.Ways, func(firm *app.Firm, importNext bool) {
		s.Close()
		enter(firm, importNext)
	})
	w.SetContent(s.Content())
	s.Attach(w.Canvas())
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
