//go:build !headless

package face

import (
	"bytes"
	"image/png"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/software"

	"rapport/views/desk"
	"rapport/views/kit"
)

// Picture paints the desk as a PNG, without a window and without a display. now is the stage's clock.
func Picture(build Build, now time.Time, width, height int, dark bool) ([]byte, error) {
	look := kit.Appearance{Mode: kit.Light}
	if dark {
		look.Mode = kit.Dark
	}
	canvas := software.NewCanvas()
	a := newApp()
	fyne.SetCurrentApp(&easel{App: a, driver: easelDriver{a.Driver(), canvas}})
	a.Settings().SetTheme(kit.NewTheme(look))
	stage := kit.NewStepStage(now)
	d := build(stage, desk.Options{NewKey: newKey, Look: look})
	defer d.Close()
	canvas.SetPadded(false)
	canvas.SetContent(d.Content())
	canvas.Resize(fyne.NewSize(float32(width), float32(height)))
	d.Attach(canvas)
	for range 4 { // loads, and what their answers ask for after a rest
		stage.Run()
		stage.Advance(400 * time.Millisecond)
	}
	stage.Run()
	for _, size := range []fyne.Size{fyne.NewSize(float32(width)/2, float32(height)/2), fyne.NewSize(float32(width), float32(height))} {
		canvas.Resize(size) // what grew since is laid out anew, as the window does before each frame
	}
	var out bytes.Buffer
	err := png.Encode(&out, canvas.Capture())
	return out.Bytes(), err
}

// easel is an app with one canvas and no window.
type easel struct {
	fyne.App
	driver easelDriver
}

// Driver belongs to fyne.App.
func (e *easel) Driver() fyne.Driver { return e.driver }

// easelDriver measures text as the real driver does, and knows only its canvas.
type easelDriver struct {
	fyne.Driver
	canvas fyne.Canvas
}

// CanvasForObject belongs to fyne.Driver: everything is on the one canvas.
func (e easelDriver) CanvasForObject(fyne.CanvasObject) fyne.Canvas { return e.canvas }

// AbsolutePositionForObject belongs to fyne.Driver; pop-overs ask for it, and none is open in a picture.
func (e easelDriver) AbsolutePositionForObject(fyne.CanvasObject) fyne.Position {
	return fyne.Position{}
}

// DoFromGoroutine belongs to fyne.Driver: there is no loop, so it runs at once.
func (e easelDriver) DoFromGoroutine(do func(), _ bool) { do() }

// StartAnimation belongs to fyne.Driver: a picture stands still.
func (e easelDriver) StartAnimation(*fyne.Animation) {}
