//go:build !headless

package face

import "fyne.io/fyne/v2"

// calmed is an app whose text cursor stands still: a blinking one paints the window all the time, a fifth of a core on a
// machine without a graphics card.
func calmed(a fyne.App) fyne.App {
	c := calm{a}
	fyne.SetCurrentApp(c)
	return c
}

type calm struct{ fyne.App }

// Settings belongs to fyne.App.
func (c calm) Settings() fyne.Settings { return calmSettings{c.App.Settings()} }

type calmSettings struct{ fyne.Settings }

// ShowAnimations belongs to fyne.Settings.
func (calmSettings) ShowAnimations() bool { return false }
