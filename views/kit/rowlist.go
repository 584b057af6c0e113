package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// rowItem is one choice in a palette or a pick list.
type rowItem struct {
	icon, title, note, keys string
	off                     bool // says something, cannot be taken
	marks, noteMarks        [][2]int
}

// rowList shows as many choices as fit and scrolls to the lit one. It never has
// the focus: the entry above it keeps it and steers.
type rowList struct {
	widget.BaseWidget
	items []rowItem
	lit   int
	top   int
	most  int     // rows shown at most
	high  float32 // of a row, at zoom 1
	take  func(i int)
	slots []*rowSlot
}

type rowSlot struct {
	back, cap         *canvas.Rectangle
	icon              *canvas.Image
	title, note, keys *canvas.Text
	marks, noteMarks  markSlots
}

func newRowList(most int, high float32, take func(i int)) *rowList {
	l := &rowList{most: most, high: high, take: take}
	l.ExtendBaseWidget(l)
	return l
}

// set changes the choices and lights one of them.
func (l *rowList) set(items []rowItem, lit int) {
	l.items = items
	l.light(lit)
}

func (l *rowList) light(i int) {
	l.lit = min(max(i, 0), len(l.items)-1)
	switch {
	case l.lit < l.top:
		l.top = max(0, l.lit)
	case l.lit >= l.top+l.most:
		l.top = l.lit - l.most + 1
	}
	l.top = min(l.top, max(0, len(l.items)-l.most))
	l.Refresh()
}

// steer moves the light by a key and tells whether it was such a key.
func (l *rowList) steer(k fyne.KeyName) bool {
	switch k {
	case fyne.KeyDown:
		l.light(l.lit + 1)
	case fyne.KeyUp:
		l.light(l.lit - 1)
	case fyne.KeyPageDown:
		l.light(l.lit + l.most)
	case fyne.KeyPageUp:
		l.light(l.lit - l.most)
	default:
		return false
	}
	return true
}

func (l *rowList) shown() int { return min(l.most, len(l.items)) }

func (l *rowList) at(y float32) int {
	i := l.top + int(y/Px(l.high))
	if i < 0 || i >= len(l.items) || l.items[i].off {
		return -1
	}
	return i
}

// MouseDown takes the row under the pointer, before the entry loses the focus.
func (l *rowList) MouseDown(e *desktop.MouseEvent) {
	if i := l.at(e.Position.Y); i >= 0 {
		l.take(i)
	}
}

// MouseUp belongs to MouseDown.
func (l *rowList) MouseUp(*desktop.MouseEvent) {}

// MouseIn lights the row under the pointer.
func (l *rowList) MouseIn(e *desktop.MouseEvent) { l.MouseMoved(e) }

// MouseMoved belongs to MouseIn.
func (l *rowList) MouseMoved(e *desktop.MouseEvent) {
	if i := l.at(e.Position.Y); i >= 0 && i != l.lit {
		l.lit = i
		l.Refresh()
	}
}

// MouseOut belongs to MouseIn.
func (l *rowList) MouseOut() {}

// Scrolled is the wheel.
func (l *rowList) Scrolled(e *fyne.ScrollEvent) {
	step := 1
	if e.Scrolled.DY > 0 {
		step = -1
	}
	l.top = min(max(0, l.top+step), max(0, len(l.items)-l.most))
	l.Refresh()
}

// CreateRenderer belongs to Fyne.
func (l *rowList) CreateRenderer() fyne.WidgetRenderer {
	var objects []fyne.CanvasObject
	for range l.most {
		s := &rowSlot{newRect(), newRect(), newIcon(), newText(""), newText(""), newText(""), newMarkSlots(), newMarkSlots()}
		l.slots = append(l.slots, s)
		objects = append(objects, s.back)
		objects = append(append(objects, s.marks.objects()...), s.noteMarks.objects()...)
		objects = append(objects, s.cap, s.icon, s.title, s.note, s.keys)
	}
	return newDrawing(&drawing{
		of: l, objects: objects, style: l.style, place: l.place,
		least: func() fyne.Size { return fyne.NewSize(Px(120), Px(l.high)*float32(l.shown())) },
	})
}

func (l *rowList) style() {
	for k, s := range l.slots {
		i := l.top + k
		none := i >= len(l.items)
		s.back.Hidden, s.icon.Hidden, s.title.Hidden, s.note.Hidden = none || i != l.lit, none, none, none
		s.keys.Hidden, s.cap.Hidden = true, true
		s.marks.hide()
		s.noteMarks.hide()
		if none {
			continue
		}
		item := l.items[i]
		ink, mark := RoleText, RoleMuted
		if i == l.lit {
			mark = RolePrimary
		}
		if item.off {
			ink, s.back.Hidden = RoleMuted, true
		}
		s.back.FillColor, s.back.CornerRadius = Color(RoleSelection), Px(6)
		setIcon(s.icon, item.icon, Color(mark))
		s.title.TextSize, s.title.Color = Px(13), Color(ink)
		s.note.Text, s.note.TextSize, s.note.Color = item.note, Px(11), Color(RoleMuted)
		if keys := KeyText(item.keys); keys != "" {
			s.keys.Hidden, s.cap.Hidden, s.note.Hidden = false, false, true
			s.keys.Text, s.keys.TextSize, s.keys.Color = keys, Px(10), Color(RoleMuted)
			s.cap.FillColor, s.cap.CornerRadius = Color(RoleGrey), Px(4)
		}
	}
}

func (l *rowList) place(size fyne.Size) {
	h := Px(l.high)
	for k, s := range l.slots {
		i := l.top + k
		if i >= len(l.items) {
			continue
		}
		y := float32(k) * h
		put(s.back, 0, y, size.Width, h-Px(1))
		x := Px(10)
		if l.items[i].icon != "" {
			put(s.icon, x, y+(h-Px(17))/2, Px(16), Px(16))
			x += Px(30)
		}
		end := size.Width - Px(10)
		if !s.keys.Hidden {
			w := s.keys.MinSize().Width + Px(10)
			put(s.cap, end-w, y+(h-Px(17))/2, w, Px(16))
			put(s.keys, end-w+Px(5), y+(h-Px(17))/2, w, Px(16))
			end -= w + Px(8)
		} else if note := l.items[i].note; note != "" {
			s.note.Text, _ = fit(note, (end-x)/2, s.note.TextSize, s.note.TextStyle)
			w := s.note.MinSize().Width
			put(s.note, end-w, y, w, h-Px(1))
			s.noteMarks.place(l.items[i].noteMarks, s.note)
			end -= w + Px(10)
		}
		s.title.Text, _ = fit(l.items[i].title, end-x, s.title.TextSize, s.title.TextStyle)
		put(s.title, x, y, end-x, h-Px(1))
		s.marks.place(l.items[i].marks, s.title)
	}
}
