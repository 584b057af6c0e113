package kit

import (
	"context"
	"errors"
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

// picker is the list that opens below an entry: what is typed is looked for,
// arrows move, Enter or Tab takes. The focus stays in the entry.
type picker struct {
	stage   Stage
	input   *Input
	find    FindOptions
	create  func(text string)
	taken   func(Option)
	under   fyne.CanvasObject // what it opens below
	list    *rowList
	float   *float
	surface *Surface
	options []Option
	steered bool // an arrow was used, so Tab takes the lit row
	leaving bool // the focus moved on before the answer came
	slot    Slot
}

func newPicker(stage Stage, input *Input, find FindOptions, taken func(Option)) *picker {
	p := &picker{stage: stage, input: input, find: find, taken: taken, under: input}
	p.list = newRowList(pickRows, 30, p.take)
	return p
}

func (p *picker) open() bool { return p.surface != nil }

// look searches for what is typed and opens the list when the answer comes.
func (p *picker) look(text string) {
	p.steered, p.leaving = false, false
	Load(p.stage, &p.slot, func(ctx context.Context) ([]Option, error) { return p.find(ctx, strings.TrimSpace(text)) },
		func(options []Option, err error) {
			if errors.Is(err, context.Canceled) {
				return
			}
			p.show(text, options, err)
		})
}

func (p *picker) show(text string, options []Option, err error) {
	p.options = options
	if p.leaving {
		p.leaving = false
		p.settle(err == nil)
		return
	}
	var rows []rowItem
	for _, o := range options {
		rows = append(rows, rowItem{title: o.Text, note: o.Note})
	}
	text = strings.TrimSpace(text)
	switch {
	case err != nil:
		rows = append(rows, rowItem{title: "The list could not be read. Type again to retry.", off: true})
	case p.create != nil && text != "" && !p.exact(text):
		rows = append(rows, rowItem{icon: "plus", title: "Create “" + text + "”"})
	case len(rows) == 0:
		rows = append(rows, rowItem{title: "Nothing of that name", off: true})
	}
	p.list.set(rows, 0)
	p.unfold()
}

func (p *picker) exact(text string) bool {
	for _, o := range p.options {
		if strings.EqualFold(o.Text, text) {
			return true
		}
	}
	return false
}

// unfold lays the list over the form, below the entry or above it where there
// is more room.
func (p *picker) unfold() {
	_, surface := rootOf(p.input)
	if surface == nil {
		return
	}
	if p.float == nil {
		card := NewPanel(Face{Fill: RoleOverlay, Stroke: RoleInputBorder, Radius: 8, Pad: 4}, p.list)
		p.float = &float{object: card, place: func(size fyne.Size) (fyne.Position, fyne.Size) {
			return below(p.under, card.MinSize().Height, 0, size)
		}}
	}
	p.surface = surface
	surface.show(p.float)
}

// below finds room under a widget for something of a height; width 0 takes the
// widget's own.
func below(o fyne.CanvasObject, height, width float32, size fyne.Size) (fyne.Position, fyne.Size) {
	at := absolute(o)
	if width == 0 {
		width = o.Size().Width
	}
	y := at.Y + o.Size().Height + Px(3)
	if y+height > size.Height && at.Y-height-Px(3) > 0 {
		y = at.Y - height - Px(3)
	}
	x := max(Px(4), min(at.X, size.Width-width-Px(4)))
	return fyne.NewPos(x, y), fyne.NewSize(width, height)
}

// toggle opens the list with the likeliest options, or closes it.
func (p *picker) toggle() {
	if p.open() {
		p.fold()
	} else {
		p.look("")
	}
	p.stage.Do(func() { focusOn(p.input.Entry) })
}

func (p *picker) fold() {
	p.slot.Cancel()
	if p.surface != nil {
		p.surface.hide(p.float)
		p.surface = nil
	}
}

func (p *picker) take(i int) {
	if i < 0 || i >= len(p.list.items) || p.list.items[i].off {
		return
	}
	typed := strings.TrimSpace(p.input.Entry.Text)
	p.fold()
	if i < len(p.options) {
		p.taken(p.options[i])
	} else if p.create != nil {
		p.create(typed)
	}
	p.stage.Do(func() { focusOn(p.input.Entry) })
}

// key steers the list; Tab takes what is lit and lets the focus move on.
func (p *picker) key(k *fyne.KeyEvent) bool {
	switch k.Name {
	case fyne.KeyEscape:
		if p.open() {
			p.fold()
			return true
		}
		return false
	case fyne.KeyReturn, fyne.KeyEnter:
		if p.open() {
			p.take(p.list.lit)
			return true
		}
		return false
	case fyne.KeyDown:
		if !p.open() {
			p.look(p.input.Entry.Text)
			return true
		}
	}
	if p.open() && p.list.steer(k.Name) {
		p.steered = true
		return true
	}
	return false
}

// leave takes what is meant when the focus moves on. If the answer is still
// under way it is waited for.
func (p *picker) leave() {
	if p.slot.Busy() {
		p.leaving = true
		return
	}
	p.settle(p.open())
}

// settle takes the lit option if the person steered to it, or if what was typed
// fits only it or begins its name.
func (p *picker) settle(may bool) {
	typed := strings.TrimSpace(p.input.Entry.Text)
	i := max(0, p.list.lit)
	p.fold()
	if !may || typed == "" || i >= len(p.options) {
		return
	}
	o := p.options[i]
	if p.steered || len(p.options) == 1 || hasPrefixFold(o.Text, typed) {
		p.taken(o)
	}
}

func hasPrefixFold(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}

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
			return "Choose a " + strings.ToLower(f.spec.Label) + " from the list"
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
		if !here {
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
