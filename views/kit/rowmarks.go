package kit

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// markSlots are the highlights behind a text that was found: one for each part, as many as are worth showing.
type markSlots [4]*canvas.Rectangle

func newMarkSlots() (m markSlots) {
	for i := range m {
		m[i] = newRect()
	}
	return m
}

func (m *markSlots) objects() []fyne.CanvasObject {
	out := make([]fyne.CanvasObject, len(m))
	for i, r := range m {
		out[i] = r
	}
	return out
}

func (m *markSlots) hide() {
	for _, r := range m {
		r.Hidden = true
	}
}

// place puts them behind the parts of a text that has its place. What an ellipsis cut away has none.
func (m *markSlots) place(marks [][2]int, on *canvas.Text) {
	shown := len(strings.TrimSuffix(on.Text, "…"))
	high := fyne.MeasureText("X", on.TextSize, on.TextStyle).Height
	for i, r := range m {
		if r.Hidden = i >= len(marks) || marks[i][1] > shown; r.Hidden {
			continue
		}
		from, to := marks[i][0], marks[i][1]
		left := fyne.MeasureText(on.Text[:from], on.TextSize, on.TextStyle).Width
		wide := fyne.MeasureText(on.Text[from:to], on.TextSize, on.TextStyle).Width
		r.FillColor, r.CornerRadius = Color(RoleAmber), Px(2)
		put(r, on.Position().X+left, on.Position().Y+(on.Size().Height-high)/2, wide, high)
	}
}
