package kit

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Form is a column of fields in sections. It validates, keeps track of changes
// and of drafts; Sheet puts it on the screen with Save and Cancel.
type Form struct {
	fields []Field
	rows   *fyne.Container
	scroll *container.Scroll
	typed  map[Field]bool // by a person
	onEdit []func()
}

// NewForm makes an empty form.
func NewForm() *Form {
	f := &Form{rows: Down(4), typed: map[Field]bool{}}
	f.scroll = container.NewVScroll(Pad(12, 20, 20, 20, f.rows))
	return f
}

// Section begins a group of fields under a title.
func (f *Form) Section(title string) *Form {
	top := float32(10)
	if len(f.rows.Objects) == 0 {
		top = 0
	}
	f.rows.Add(Pad(top, 0, 4, 0, SectionTitle(title)))
	return f
}

// Add puts fields one below the other.
func (f *Form) Add(fields ...Field) *Form {
	for _, field := range fields {
		f.take(field)
		f.rows.Add(field)
	}
	return f
}

// Beside puts fields side by side in equal widths.
func (f *Form) Beside(fields ...Field) *Form {
	cells := make([]fyne.CanvasObject, len(fields))
	for i, field := range fields {
		f.take(field)
		cells[i] = field
	}
	f.rows.Add(&fyne.Container{Layout: equal{gap: 12}, Objects: cells})
	return f
}

// Put places something that is not a field, such as a warning.
func (f *Form) Put(o fyne.CanvasObject) *Form { f.rows.Add(o); return f }

// Lead places something above everything else, such as an offer; Unlead takes it away.
func (f *Form) Lead(o fyne.CanvasObject) {
	f.rows.Objects = append([]fyne.CanvasObject{o}, f.rows.Objects...)
	f.grew()
}

// Unlead belongs to Lead.
func (f *Form) Unlead(o fyne.CanvasObject) {
	f.rows.Remove(o)
	f.grew()
}

func (f *Form) take(field Field) {
	f.fields = append(f.fields, field)
	if g, ok := field.(interface{ onGrow(func()) }); ok {
		g.onGrow(f.grew)
	}
	field.onEnter(func() { f.scrollTo(field) })
	field.watch(func() {
		f.typed[field] = true
		for _, do := range f.onEdit {
			do()
		}
	})
}

// grew lays the form out anew when a field needs another height.
func (f *Form) grew() {
	f.rows.Refresh()
	f.scroll.Refresh()
}

// OnEdit adds something to be told after every change by a person.
func (f *Form) OnEdit(do func()) { f.onEdit = append(f.onEdit, do) }

// Content is the form on the screen, scrolling when it is too long.
func (f *Form) Content() fyne.CanvasObject { return f.scroll }

// Dirty tells whether a person changed anything; Clean forgets it.
func (f *Form) Dirty() bool { return len(f.typed) > 0 }

// Clean belongs to Dirty.
func (f *Form) Clean() { clear(f.typed) }

// Validate checks every visible field, brings the first wrong one into view with
// the keyboard in it, and counts the wrong ones.
func (f *Form) Validate() (wrong int) {
	var first Field
	for _, field := range f.fields {
		if !field.Visible() || field.Validate() == "" {
			continue
		}
		if wrong++; first == nil {
			first = field
		}
	}
	if first != nil {
		f.Reveal(first)
	}
	return wrong
}

// Attention is what the footer says of n wrong fields, "" for none.
func Attention(n int) string {
	switch n {
	case 0:
		return ""
	case 1:
		return "1 field needs attention"
	}
	return fmt.Sprintf("%d fields need attention", n)
}

// Fail shows a problem at the field of a key and goes there; false if the form
// has no such field.
func (f *Form) Fail(key, say string) bool {
	for _, field := range f.fields {
		if key != "" && field.Key() == key && field.Visible() {
			field.Fail(say)
			f.Reveal(field)
			return true
		}
	}
	return false
}

// Reveal scrolls a field into view and gives it the keyboard.
func (f *Form) Reveal(field Field) {
	f.scrollTo(field)
	focusOn(field.Target())
}

// scrollTo scrolls as little as needed to show a field whole, as when Tab comes
// to one below the edge.
func (f *Form) scrollTo(field Field) {
	y := absolute(field).Y - absolute(f.rows).Y + Px(12)
	high := f.scroll.Size().Height
	switch off := f.scroll.Offset.Y; {
	case y < off:
		f.scroll.ScrollToOffset(fyne.NewPos(0, max(0, y-Px(30))))
	case y+field.Size().Height > off+high && high > 0:
		f.scroll.ScrollToOffset(fyne.NewPos(0, y+field.Size().Height-high+Px(10)))
	}
}

// First is where the keyboard goes when the form opens.
func (f *Form) First() fyne.Focusable {
	for _, field := range f.fields {
		if field.Visible() {
			return field.Target()
		}
	}
	return nil
}

// single tells whether the form asks for one thing only, so that Enter means to save it.
func (f *Form) single() bool {
	n := 0
	for _, field := range f.fields {
		if field.Visible() {
			n++
		}
	}
	return n == 1
}

// Draft gives what a person typed so far, by field, also where they emptied one; Restore takes it back.
func (f *Form) Draft() map[string]string {
	out := map[string]string{}
	f.named(func(name string, field Field) {
		if f.typed[field] {
			out[name] = field.Draft()
		}
	})
	return out
}

// Restore belongs to Draft. It counts as typed: what follows from a field is told of it.
func (f *Form) Restore(draft map[string]string) {
	f.named(func(name string, field Field) {
		if text, ok := draft[name]; ok {
			field.Restore(text)
			field.changed()
		}
	})
}

// named gives each field the name that drafts know it by: its key, and a number from the second of a key on.
func (f *Form) named(each func(name string, field Field)) {
	seen := map[string]int{}
	for _, field := range f.fields {
		name := field.Key()
		if seen[name]++; seen[name] > 1 {
			name = fmt.Sprintf("%s#%d", name, seen[name])
		}
		each(name, field)
	}
}

// equal shares the width among its children, in parts where they are given.
type equal struct {
	gap   float32
	parts []float32
}

func (e equal) MinSize(o []fyne.CanvasObject) fyne.Size {
	var s fyne.Size
	for _, c := range o {
		m := c.MinSize()
		s.Width, s.Height = s.Width+m.Width, max(s.Height, m.Height)
	}
	return s.AddWidthHeight(Px(e.gap)*float32(len(o)-1), 0)
}

func (e equal) Layout(o []fyne.CanvasObject, s fyne.Size) {
	gap, at := Px(e.gap), float32(0)
	room := s.Width - gap*float32(len(o)-1)
	for i, c := range o {
		w := room / float32(len(o))
		if e.parts != nil {
			w = room * e.parts[i]
		}
		put(c, at, 0, w, s.Height)
		at += w + gap
	}
}
