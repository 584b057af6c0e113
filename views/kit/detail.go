package kit

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
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

// Head is the top of the detail pane: number, name, what it belongs to, chips
// and actions. It is built once and updated in place.
type Head struct {
	holder
	number, name *Text
	link         *Button
	follow       func()
	chips        *fyne.Container
	menu         *Button
	more         func() []MenuItem
}

// NewHead makes a head with its actions, at most three; more gives the lines of
// the "…" menu and may be nil.
func NewHead(more func() []MenuItem, actions ...fyne.CanvasObject) *Head {
	h := &Head{more: more, chips: Wrapped(6)}
	h.number = NewText("", Look{Role: RoleMuted, Size: 11})
	h.name = NewText("", Look{Size: 17, Bold: true, Wrap: true})
	h.link = NewLink("", func() {
		if h.follow != nil {
			h.follow()
		}
	})
	h.menu = NewIconButton("more", "More", "", h.openMenu).Small()
	if more == nil {
		h.menu.Hide()
	}
	top := Across(4, Grow(h.number), h.menu)
	body := Down(6, top, h.name, Across(0, h.link, Space()), h.chips)
	if len(actions) > 0 {
		body.Add(Pad(2, 0, 0, 0, Across(8, actions...)))
	}
	h.hold(h, Pad(8, 12, 12, 16, body))
	return h
}

func (h *Head) openMenu() {
	if root, _ := rootOf(h); root != nil {
		root.MenuUnder(h.menu, h.more())
	}
}

// Set shows a record's number and name.
func (h *Head) Set(number, name string) { h.number.Set(number); h.name.Set(name) }

// SetLink shows what the record belongs to; "" hides the line.
func (h *Head) SetLink(text string, follow func()) {
	h.follow = follow
	h.link.SetText(text)
	if text == "" {
		h.link.Hide()
	} else {
		h.link.Show()
	}
}

// SetChips shows the record's state.
func (h *Head) SetChips(chips ...*Chip) {
	h.chips.Objects = h.chips.Objects[:0]
	for _, c := range chips {
		h.chips.Objects = append(h.chips.Objects, c)
	}
	h.chips.Refresh()
}

// Section is a part of the detail pane under a small title, with room at the
// sides and a line above.
func Section(title string, parts ...fyne.CanvasObject) fyne.CanvasObject {
	inner := Down(8)
	if title != "" {
		inner.Add(SectionTitle(title))
	}
	for _, p := range parts {
		inner.Add(p)
	}
	return Down(0, NewRule(RoleBorder), Pad(14, 16, 14, 16, inner))
}

// Pane puts sections one below the other, scrolling, with something that stays
// at the foot; foot may be nil.
func Pane(foot fyne.CanvasObject, sections ...fyne.CanvasObject) fyne.CanvasObject {
	body := Scrolled(Down(0, sections...))
	if foot == nil {
		return body
	}
	return Down(0, Grow(body), Pad(8, 16, 12, 16, foot))
}

// NextStep is the card of what comes next: icon, words, who, and when.
type NextStep struct {
	holder
	icon      *Icon
	what, who *Text
	when      *Chip
}

// NewNextStep makes an empty card.
func NewNextStep() *NextStep {
	n := &NextStep{icon: NewIcon("phone", RoleMuted, 16), what: NewText("", Look{}), who: NewText("", Look{Role: RoleMuted, Size: 11}), when: NewChip("", Amber)}
	n.hold(n, container.NewStack(Card(Across(8, n.icon, Grow(Down(0, n.what, n.who)), n.when))))
	return n
}

// Set shows a step.
func (n *NextStep) Set(icon, what, who, when string, hue Hue) {
	n.icon.Set(icon, RoleMuted)
	n.what.Set(what)
	n.who.Set(who)
	n.when.Set(when, hue)
}
