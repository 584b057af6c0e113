package kit

import (
	"strings"

	"fyne.io/fyne/v2"
)

// SectionTitle is the small capital line over a part of the detail pane or form.
func SectionTitle(title string) fyne.CanvasObject {
	return NewText(strings.ToUpper(title), Look{Role: RoleMuted, Size: 10, Bold: true})
}

// Facts is a list of label and value, the labels 100 px wide, updated in place.
type Facts struct {
	holder
	rows map[string]*factRow
}

type factRow struct {
	line  *fyne.Container
	value *Text
}

// NewFacts makes an empty list.
func NewFacts() *Facts {
	f := &Facts{rows: map[string]*factRow{}}
	f.hold(f, Down(6))
	return f
}

// Set shows a value under a label, adding the row if it is new; "" shows a dash.
func (f *Facts) Set(label, value string) *Facts {
	if value == "" {
		value = "—"
	}
	if r, ok := f.rows[label]; ok {
		r.line.Show()
		r.value.Set(value)
		return f
	}
	r := &factRow{value: NewText(value, Look{})}
	r.line = Across(4, Fixed(100, 0, NewText(label, Look{Role: RoleMuted, Size: 12})), Grow(r.value))
	f.rows[label] = r
	f.inner.Add(r.line)
	return f
}

// SetRole colours a value, such as an overdue day.
func (f *Facts) SetRole(label string, role Role) {
	if r, ok := f.rows[label]; ok {
		r.value.SetLook(Look{Role: role})
	}
}

// Drop hides a row that does not apply.
func (f *Facts) Drop(label string) {
	if r, ok := f.rows[label]; ok {
		r.line.Hide()
	}
}
