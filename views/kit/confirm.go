package kit

import (
	"fyne.io/fyne/v2"
)

// Confirm asks before something is lost for good. Cancel is the default, Esc
// cancels, and Enter never destroys: only a press on the verb does.
type Confirm struct {
	Title  string
	Text   string
	Do     string // the verb: "Delete 3 referrals"
	Cancel string // zero: "Cancel"
	Run    func()
	// Safe is set when Do loses nothing, such as issuing statements after a
	// preview: the button is then primary, not red.
	Safe bool
}

// Confirm shows the question over everything else.
func (r *Root) Confirm(c Confirm) {
	if c.Cancel == "" {
		c.Cancel = "Cancel"
	}
	var cover *Surface
	shut := func() { r.close(cover) }
	kind := Danger
	if c.Safe {
		kind = Primary
	}
	do := NewButton(c.Do, "", kind, func() { shut(); c.Run() })
	do.mouseOnly = !c.Safe
	cancel := NewButton(c.Cancel, "", Normal, shut)
	text := NewText(c.Text, Prose())
	body := NewPanel(Face{Fill: RoleOverlay, Stroke: RoleBorder, Radius: 10, Pad: 20}, Down(10,
		NewText(c.Title, Look{Size: 15, Bold: true, Wrap: true}),
		text,
		Pad(8, 0, 0, 0, Across(8, Space(), cancel, do)),
	))
	r.dialog(&cover, body, 420, cancel, shut)
}

// Dialog shows a card of a width with something on it, Esc away; it gives back
// what closes it. Use it for what belongs to no place in the window, such as the
// help sheet.
func (r *Root) Dialog(width float32, content fyne.CanvasObject, focus fyne.Focusable) (shut func()) {
	var cover *Surface
	shut = func() { r.close(cover) }
	body := NewPanel(Face{Fill: RoleOverlay, Stroke: RoleBorder, Radius: 10, Pad: 20}, content)
	r.dialog(&cover, body, width, focus, shut)
	return shut
}

func (r *Root) dialog(cover **Surface, body fyne.CanvasObject, width float32, focus fyne.Focusable, shut func()) {
	s := newCover(r, body, RoleScrim, shut)
	*cover = s
	s.keys = func(c chord) bool {
		if c.key == string(fyne.KeyEscape) {
			shut()
		}
		return true
	}
	s.placed = func(size fyne.Size) (fyne.Position, fyne.Size) {
		w := min(Px(width), size.Width-Px(40))
		body.Resize(fyne.NewSize(w, body.MinSize().Height)) // wrapped text learns its width first
		h := min(body.MinSize().Height, size.Height-Px(40))
		return fyne.NewPos((size.Width-w)/2, max(Px(20), (size.Height-h)*0.38)), fyne.NewSize(w, h)
	}
	r.open(s, focus)
}
