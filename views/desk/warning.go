package desk

import (
	"fyne.io/fyne/v2"

	"rapport/views/kit"
)

// warning is an amber line inside a form, hidden while there is nothing to warn of.
type warning struct {
	text  *kit.Text
	panel *fyne.Container
	form  *kit.Form // laid out anew when the warning changes while the form is open
}

func newWarning() *warning {
	w := &warning{text: kit.NewText("", kit.Look{Role: kit.RoleAmberText, Size: 12, Wrap: true})}
	row := kit.Across(8, kit.NewIcon("warning", kit.RoleAmberText, 15), kit.Grow(w.text))
	w.panel = kit.Pad(0, 0, 8, 0, kit.NewPanel(kit.Face{Fill: kit.RoleAmber, Radius: 6, Pad: 8}, row))
	w.panel.Hide()
	return w
}

// say shows a warning, "" takes it away.
func (w *warning) say(text string) {
	w.text.Set(text)
	if text == "" {
		w.panel.Hide()
	} else {
		w.panel.Show()
	}
	if w.form == nil {
		return
	}
	for range 2 { // wrapped text learns its width first, and then how high it is
		w.form.Content().Refresh()
	}
}
