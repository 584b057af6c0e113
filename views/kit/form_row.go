package kit

import "fyne.io/fyne/v2"

// Row puts fields side by side as Beside does and gives back their line, so that ShowRow can take the whole of it off the
// form: a hidden line takes no room and its fields are not asked for.
func (f *Form) Row(fields ...Field) fyne.CanvasObject {
	f.Beside(fields...)
	return f.rows.Objects[len(f.rows.Objects)-1]
}

// RowOf is Row with a part of the width for each field; the parts sum to 1.
func (f *Form) RowOf(parts []float32, fields ...Field) fyne.CanvasObject {
	line := f.Row(fields...)
	line.(*fyne.Container).Layout = equal{gap: 12, parts: parts}
	return line
}

// ShowRow shows or hides a line made by Row, with its fields.
func ShowRow(line fyne.CanvasObject, yes bool) {
	c, ok := line.(*fyne.Container)
	if !ok {
		return
	}
	for _, field := range c.Objects {
		Shown(field, yes)
	}
	Shown(c, yes)
}

// Shown shows something or hides it.
func Shown(o fyne.CanvasObject, yes bool) {
	if yes {
		o.Show()
	} else {
		o.Hide()
	}
}
