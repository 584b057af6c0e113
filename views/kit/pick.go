package kit

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
)

// Option is one thing a pick field offers.
type Option struct {
	ID   int64
	Text string
	Note string // shown grey at the right: what tells equal names apart
}

// FindOptions looks for options away from the screen. An empty text asks for
// the likeliest ones.
type FindOptions func(ctx context.Context, text string) ([]Option, error)

// pickRows is how many options show at once.
const pickRows = 8

// PickField asks for one of many: type a few letters, arrows, Enter or Tab.
type PickField struct {
	fieldBox
	input  *Input
	picker *picker
	chosen Option
	has    bool
}

// NewPickField makes the field; find is asked with every letter.
func NewPickField(stage Stage, spec Spec, find FindOptions) *PickField {
	f := &PickField{input: NewInput("")}
	f.picker = newPicker(stage, f.input, find, f.take)
	f.input.WithTail(newPressIcon("chevron-down", "", f.picker.toggle))
	f.blank = func() bool { return !f.has && strings.TrimSpace(f.input.Entry.Text) == "" }
	f.wrong = f.input.SetWrong
	f.own = func() string {
		if !f.has {
			return "Choose the " + strings.ToLower(f.spec.Label) + " from the list"
		}
		return ""
	}
	f.input.Entry.listen(func(text string) {
		f.has, f.chosen = false, Option{}
		f.picker.look(text)
		f.changed()
	})
	f.input.Entry.onKey = f.picker.key
	f.input.onFocus(func(here bool) {
		if here {
			f.entered()
		} else {
			stage.Do(f.leave) // a click on the list brings the focus back first
		}
	})
	f.setUp(f, spec, f.input)
	return f
}

func (f *PickField) leave() {
	if f.input.focused {
		return
	}
	f.picker.leave()
	if !f.picker.leaving {
		f.left()
	}
}

// Validate takes what is meant before it checks, so that Ctrl+S right after
// typing works.
func (f *PickField) Validate() string {
	if f.picker.open() && !f.has {
		f.picker.settle(true)
	}
	return f.fieldBox.Validate()
}

// Create offers a row “Create …” when nothing has the typed name. It calls Set
// once the new thing exists.
func (f *PickField) Create(do func(text string)) *PickField { f.picker.create = do; return f }

func (f *PickField) take(o Option) {
	f.chosen, f.has = o, true
	f.input.Entry.Put(o.Text)
	f.changed()
	f.fieldBox.Validate()
}

// Value is what was chosen; false if nothing was.
func (f *PickField) Value() (Option, bool) { return f.chosen, f.has }

// Typed is what stands in the field, chosen or not.
func (f *PickField) Typed() string { return strings.TrimSpace(f.input.Entry.Text) }

// Set shows a choice; OnChange is not told.
func (f *PickField) Set(o Option) {
	f.chosen, f.has = o, o != Option{}
	f.input.Entry.Put(o.Text)
	f.Fail("")
}

// Draft belongs to Field. A choice is kept with its id.
func (f *PickField) Draft() string {
	if !f.has {
		return f.input.Entry.Text
	}
	return draftOption(f.chosen)
}

// Restore belongs to Field.
func (f *PickField) Restore(s string) {
	if o, ok := restoreOption(s); ok {
		f.Set(o)
		return
	}
	f.input.Entry.Put(s)
}

// Target belongs to Field.
func (f *PickField) Target() fyne.Focusable { return f.input.Entry }
