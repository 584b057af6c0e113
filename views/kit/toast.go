package kit

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// Toast is a short message at the foot of the window, with one thing to do about it.
type Toast struct {
	Text   string
	Action string        // usually "Undo"; empty for none
	Run    func()        // what the action does
	Hold   time.Duration // zero: 6 s; deletes use 10 s
}

// toastHold is how long a toast stays unless it says otherwise.
const toastHold = 6 * time.Second

// Toast shows a message; an earlier one gives way.
func (r *Root) Toast(t Toast) {
	r.DropToast()
	if t.Hold == 0 {
		t.Hold = toastHold
	}
	box := &toastBox{toast: t}
	box.ExtendBaseWidget(box)
	box.float = &float{object: box, place: func(s fyne.Size) (fyne.Position, fyne.Size) {
		m := box.MinSize()
		m.Width = min(m.Width, s.Width-Px(40))
		return fyne.NewPos((s.Width-m.Width)/2, s.Height-m.Height-Px(48)), m
	}}
	box.drop = func() {
		if r.toast == box {
			r.DropToast()
		}
	}
	box.cancel = r.Stage.After(t.Hold, box.drop)
	r.toast = box
	r.base.show(box.float)
}

// DropToast takes the toast away.
func (r *Root) DropToast() {
	if r.toast == nil {
		return
	}
	box := r.toast
	r.toast = nil
	box.cancel()
	r.base.hide(box.float)
}

// toastBox is the toast on the screen.
type toastBox struct {
	widget.BaseWidget
	toast  Toast
	float  *float
	cancel func()
	drop   func()
	hover  bool
}

// Tapped runs the action, or just takes the toast away.
func (b *toastBox) Tapped(*fyne.PointEvent) {
	root, _ := rootOf(b)
	b.drop()
	if b.toast.Run != nil && root != nil {
		root.guarded(b.toast.Run)
	}
}

// MouseIn belongs to the hover of the action.
func (b *toastBox) MouseIn(*desktop.MouseEvent) { b.hover = true; b.Refresh() }

// MouseMoved belongs to MouseIn.
func (b *toastBox) MouseMoved(*desktop.MouseEvent) {}

// MouseOut belongs to MouseIn.
func (b *toastBox) MouseOut() { b.hover = false; b.Refresh() }

// CreateRenderer belongs to Fyne.
func (b *toastBox) CreateRenderer() fyne.WidgetRenderer {
	back, text, action := newRect(), newText(b.toast.Text), newText(b.toast.Action)
	return newDrawing(&drawing{
		of: b, objects: []fyne.CanvasObject{back, text, action},
		least: func() fyne.Size {
			w := text.MinSize().Width + Px(28)
			if b.toast.Action != "" {
				w += action.MinSize().Width + Px(14)
			}
			return fyne.NewSize(w, Px(32))
		},
		place: func(s fyne.Size) {
			back.Resize(s)
			put(text, Px(14), 0, s.Width-Px(28), s.Height)
			w := action.MinSize().Width
			put(action, s.Width-Px(14)-w, 0, w, s.Height)
		},
		style: func() {
			base := Color(RoleToast)
			if b.hover {
				base = over(base, Color(RoleFocus))
			}
			back.FillColor, back.CornerRadius = base, Px(7)
			text.TextSize, text.Color = Px(13), Color(RoleOnToast)
			action.TextSize, action.Color, action.TextStyle.Bold = Px(13), Color(RoleOnToast), true
		},
	})
}
