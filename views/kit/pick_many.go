package kit

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
)

// draftOption writes a choice so that restoreOption reads it back.
func draftOption(o Option) string {
	return "#" + strconv.FormatInt(o.ID, 10) + " " + o.Text
}

func restoreOption(s string) (Option, bool) {
	number, text, ok := strings.Cut(strings.TrimPrefix(s, "#"), " ")
	id, err := strconv.ParseInt(number, 10, 64)
	if !ok || err != nil || !strings.HasPrefix(s, "#") {
		return Option{}, false
	}
	return Option{ID: id, Text: text}, true
}

// PickManyField asks for any number out of many; what is chosen shows as chips.
type PickManyField struct {
	fieldBox
	input  *Input
	picker *picker
	chosen []Option
	chips  *fyne.Container
}

// NewPickManyField makes the field; Backspace in the empty entry removes the last.
func NewPickManyField(stage Stage, spec Spec, find FindOptions) *PickManyField {
	f := &PickManyField{input: NewInput("Type to add"), chips: Wrapped(6)}
	f.picker = newPicker(stage, f.input, find, f.add)
	f.blank = func() bool { return len(f.chosen) == 0 }
	f.wrong = f.input.SetWrong
	f.input.Entry.listen(func(text string) { f.picker.look(text) })
	f.input.Entry.onKey = f.key
	f.input.onFocus(func(here bool) {
		if here {
			f.entered()
		} else {
			stage.Do(f.leave) // a click on the list brings the focus back first
		}
	})
	f.setUp(f, spec, Down(6, f.input, f.chips))
	return f
}

func (f *PickManyField) leave() {
	if f.input.focused {
		return
	}
	f.picker.fold()
	f.input.Entry.Put("")
	f.left()
}

// Create offers a row “Create …” when nothing has the typed name.
func (f *PickManyField) Create(do func(text string)) *PickManyField {
	f.picker.create = do
	return f
}

func (f *PickManyField) key(k *fyne.KeyEvent) bool {
	if k.Name == fyne.KeyBackspace && f.input.Entry.Text == "" && len(f.chosen) > 0 {
		f.remove(f.chosen[len(f.chosen)-1].ID)
		return true
	}
	return f.picker.key(k)
}

func (f *PickManyField) add(o Option) {
	f.input.Entry.Put("")
	if !slices.ContainsFunc(f.chosen, func(c Option) bool { return c.ID == o.ID }) {
		f.chosen = append(f.chosen, o)
	}
	f.redo()
	f.changed()
}

func (f *PickManyField) remove(id int64) {
	f.chosen = slices.DeleteFunc(f.chosen, func(c Option) bool { return c.ID == id })
	f.redo()
	f.changed()
}

func (f *PickManyField) redo() {
	f.chips.Objects = nil
	for _, o := range f.chosen {
		f.chips.Objects = append(f.chips.Objects, NewChip(o.Text, Blue).OnRemove(func() { f.remove(o.ID) }))
	}
	f.chips.Refresh()
	f.Refresh()
}

// Value is what was chosen, in order.
func (f *PickManyField) Value() []Option { return slices.Clone(f.chosen) }

// Set shows choices; OnChange is not told.
func (f *PickManyField) Set(chosen ...Option) {
	f.chosen = slices.Clone(chosen)
	f.redo()
}

// Draft belongs to Field.
func (f *PickManyField) Draft() string {
	lines := make([]string, len(f.chosen))
	for i, o := range f.chosen {
		lines[i] = draftOption(o)
	}
	return strings.Join(lines, "\n")
}

// Restore belongs to Field.
func (f *PickManyField) Restore(s string) {
	var chosen []Option
	for _, line := range strings.Split(s, "\n") {
		if o, ok := restoreOption(line); ok {
			chosen = append(chosen, o)
		}
	}
	f.Set(chosen...)
}

// Target belongs to Field.
func (f *PickManyField) Target() fyne.Focusable { return f.input.Entry }
