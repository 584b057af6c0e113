//go:build !headless

package face

import (
	"encoding/json"

	"fyne.io/fyne/v2"

	"rapport/views/kit"
)

// Names of what is remembered between starts.
const (
	prefWidth, prefHeight = "window.width", "window.height"
	prefMode, prefZoom    = "look.mode", "look.zoom"
	prefRows, prefStill   = "look.comfortable", "look.still"
	prefColumns           = "columns." // and the list
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

// readColumns gives the columns of a list as they were left; nothing that can be read is as designed.
func readColumns(p fyne.Preferences, list string) (cols []kit.ColState) {
	if json.Unmarshal([]byte(p.String(prefColumns+list)), &cols) != nil {
		return nil
	}
	return cols
}

func keepColumns(p fyne.Preferences, list string, cols []kit.ColState) {
	if text, err := json.Marshal(cols); err == nil {
		p.SetString(prefColumns+list, string(text))
	}
}
