package kit

import (
	"context"
	"errors"
	"strings"

	"fyne.io/fyne/v2"
)

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
	enter   bool // Enter was pressed before the answer came
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
	p.steered, p.leaving, p.enter = false, false, false
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
	if p.enter {
		p.enter = false
		p.pick(p.list.lit)
	}
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

// take takes a row that was clicked, and brings the focus back.
func (p *picker) take(i int) {
	p.pick(i)
	p.stage.Do(func() { focusOn(p.input.Entry) })
}

// pick takes a row.
func (p *picker) pick(i int) {
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
		if p.slot.Busy() { // what is shown answers an older word
			p.enter = true
			return true
		}
		if p.open() {
			p.pick(p.list.lit)
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
// fits only it or begins its name; where nothing has the name, the new one is made.
func (p *picker) settle(may bool) {
	typed := strings.TrimSpace(p.input.Entry.Text)
	i := max(0, p.list.lit)
	p.fold()
	if may && typed != "" && len(p.options) == 0 && p.create != nil {
		p.create(typed)
		return
	}
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
