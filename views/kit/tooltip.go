package kit

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// tipDelay is how long the pointer rests before a tooltip shows.
const tipDelay = 500 * time.Millisecond

// tipTrigger is the part of a widget that knows about its tooltip.
type tipTrigger struct {
	cancel  func()
	surface *Surface
}

// enter starts the wait; at is the pointer's place in the window.
func (t *tipTrigger) enter(o fyne.CanvasObject, text string, at fyne.Position) {
	t.leave()
	root, surface := rootOf(o)
	if text == "" || root == nil {
		return
	}
	t.surface = surface
	t.cancel = root.Stage.After(tipDelay, func() { surface.showTip(text, at) })
}

// leave ends the wait and takes the tooltip away.
func (t *tipTrigger) leave() {
	if t.cancel != nil {
		t.cancel()
		t.cancel = nil
	}
	if t.surface != nil {
		t.surface.hideTip()
		t.surface = nil
	}
}

func (s *Surface) showTip(text string, at fyne.Position) {
	s.tip = newTipBox(text, at)
	s.Refresh()
}

func (s *Surface) hideTip() {
	if s.tip != nil {
		s.tip = nil
		s.Refresh()
	}
}

// tipBox is the tooltip itself. It takes no pointer events.
type tipBox struct {
	widget.BaseWidget
	text string
	at   fyne.Position
}

func newTipBox(text string, at fyne.Position) *tipBox {
	b := &tipBox{text: text, at: at}
	b.ExtendBaseWidget(b)
	return b
}

// settle puts the box beneath the pointer, inside the window.
func (b *tipBox) settle(size fyne.Size) {
	m := b.MinSize()
	x := min(max(Px(4), b.at.X-Px(8)), max(0, size.Width-m.Width-Px(4)))
	y := b.at.Y + Px(20)
	if y+m.Height > size.Height {
		y = b.at.Y - m.Height - Px(8)
	}
	put(b, x, max(0, y), m.Width, m.Height)
}

// CreateRenderer belongs to Fyne.
func (b *tipBox) CreateRenderer() fyne.WidgetRenderer {
	back := newRect()
	var lines []*canvas.Text
	objects := []fyne.CanvasObject{back}
	for _, l := range wrap(b.text, Px(360), Px(12), fyne.TextStyle{}) {
		t := newText(l)
		lines, objects = append(lines, t), append(objects, t)
	}
	height := func() float32 { return fyne.MeasureText("Ag", Px(12), fyne.TextStyle{}).Height }
	return newDrawing(&drawing{
		of: b, objects: objects,
		least: func() fyne.Size {
			w := float32(0)
			for _, l := range lines {
				w = max(w, l.MinSize().Width)
			}
			return fyne.NewSize(w+Px(16), height()*float32(len(lines))+Px(8))
		},
		place: func(s fyne.Size) {
			back.Resize(s)
			for i, l := range lines {
				put(l, Px(8), Px(4)+float32(i)*height(), s.Width-Px(16), height())
			}
		},
		style: func() {
			back.FillColor, back.CornerRadius = Color(RoleToast), Px(5)
			for _, l := range lines {
				l.Color, l.TextSize = Color(RoleOnToast), Px(12)
			}
		},
	})
}
