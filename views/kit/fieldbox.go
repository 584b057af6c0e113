package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// Spec is what all fields have in common.
type Spec struct {
	Key      string // names the field in problems and drafts
	Label    string
	Required bool
	Hint     string // the line below, as long as nothing is wrong
	// Check says what is wrong with the field, "" if nothing. It runs after the
	// field's own checks.
	Check func() string
}

// Field is one thing a form asks for.
type Field interface {
	fyne.CanvasObject
	Key() string
	// Validate checks and shows what is wrong; it tells the same, "" if nothing.
	Validate() string
	// Fail shows a problem found elsewhere, such as by the store.
	Fail(say string)
	// Draft and Restore give and take what was typed, for keeping drafts.
	Draft() string
	Restore(text string)
	// Target takes the keyboard.
	Target() fyne.Focusable
	changed() // tells who watches
	watch(func())
	onEnter(func())
}

// fieldBox is the part of every field around its control: the label above, the
// reserved line below, when it is checked.
type fieldBox struct {
	widget.BaseWidget
	spec    Spec
	control fyne.CanvasObject
	problem string
	touched bool
	lines   int // of what stands below, when it was laid out last
	changes []func()
	enter   func()        // told when the keyboard comes
	own     func() string // the field's own check
	blank   func() bool   // whether nothing was entered
	wrong   func(bool)    // shows the control as wrong

	label, star *canvas.Text
	below       [mostLines]*canvas.Text
	grew        func() // told when the box needs another height
}

// mostLines is how many lines a problem may take; a hint has one, which is always kept free.
const mostLines = 3

// setUp ties the box to its widget and control.
func (f *fieldBox) setUp(self fyne.Widget, spec Spec, control fyne.CanvasObject) {
	f.spec, f.control = spec, control
	f.ExtendBaseWidget(self)
}

// Key names the field.
func (f *fieldBox) Key() string { return f.spec.Key }

// Label is what the field is called.
func (f *fieldBox) Label() string { return f.spec.Label }

// Problem is what is shown as wrong, "" if nothing.
func (f *fieldBox) Problem() string { return f.problem }

// SetHint changes the line below.
func (f *fieldBox) SetHint(hint string) { f.spec.Hint = hint; f.Refresh() }

// OnChange adds something to be told when a person changes the value.
func (f *fieldBox) OnChange(do func()) { f.watch(do) }

func (f *fieldBox) watch(do func()) { f.changes = append(f.changes, do) }

func (f *fieldBox) onEnter(do func()) { f.enter = do }

// entered is called by the control when the keyboard comes to it.
func (f *fieldBox) entered() {
	if f.enter != nil {
		f.enter()
	}
}

// changed is called by the control on every change made by a person.
func (f *fieldBox) changed() {
	f.touched = true
	if f.problem != "" {
		f.Validate()
	}
	for _, do := range f.changes {
		do()
	}
}

// left is called when the focus leaves: a field nobody touched is not blamed.
func (f *fieldBox) left() {
	if f.touched {
		f.Validate()
	}
}

// Validate checks in the order a person would: is it there, is it readable, does
// it make sense.
func (f *fieldBox) Validate() string {
	say := ""
	empty := f.blank != nil && f.blank()
	switch {
	case empty && f.spec.Required:
		say = f.spec.Label + " is needed"
	case !empty && f.own != nil:
		say = f.own()
	}
	if say == "" && f.spec.Check != nil {
		say = f.spec.Check()
	}
	f.Fail(say)
	return say
}

// Fail shows a problem; "" takes it away.
func (f *fieldBox) Fail(say string) {
	if f.problem == say {
		return
	}
	f.problem = say
	if f.wrong != nil {
		f.wrong(say != "")
	}
	f.Refresh()
	if n := len(f.belowLines(f.Size().Width)); n != f.lines && f.grew != nil {
		f.lines = n
		f.grew()
	}
}

// onGrow says who lays the box out anew when it needs another height.
func (f *fieldBox) onGrow(do func()) { f.grew = do }

const (
	labelHeight = 19
	belowHeight = 18
	moreHeight  = 14 // of each further line below
)

// CreateRenderer belongs to Fyne.
func (f *fieldBox) CreateRenderer() fyne.WidgetRenderer {
	f.label, f.star = newText(""), newText("*")
	objects := []fyne.CanvasObject{f.label, f.star, f.control}
	for i := range f.below {
		f.below[i] = newText("")
		objects = append(objects, f.below[i])
	}
	return newDrawing(&drawing{
		of: f, objects: objects,
		least: func() fyne.Size {
			extra := float32(max(0, len(f.belowLines(f.Size().Width))-1))
			return f.control.MinSize().AddWidthHeight(0, Px(labelHeight)+Px(belowHeight)+extra*Px(moreHeight))
		},
		place: f.place, style: f.style,
	})
}

func (f *fieldBox) place(s fyne.Size) {
	put(f.label, 0, 0, s.Width, Px(labelHeight)-Px(3))
	put(f.star, f.label.MinSize().Width+Px(3), 0, Px(10), Px(labelHeight)-Px(3))
	lines := f.belowLines(s.Width)
	f.lines = len(lines)
	high := s.Height - Px(labelHeight) - Px(belowHeight) - float32(max(0, len(lines)-1))*Px(moreHeight)
	high = min(high, f.control.MinSize().Height) // a taller neighbour does not stretch it
	put(f.control, 0, Px(labelHeight), s.Width, max(0, high))
	y := Px(labelHeight) + max(0, high) + Px(1)
	for i, t := range f.below {
		t.Text = ""
		if i < len(lines) {
			t.Text = lines[i]
		}
		put(t, 0, y+float32(i)*Px(moreHeight), s.Width, Px(15))
	}
}

// belowLines is what stands below the control in a width: a hint on one line, a problem on as many as it needs.
func (f *fieldBox) belowLines(width float32) []string {
	text, size, style := f.belowText(), Px(11), fyne.TextStyle{}
	if f.problem == "" || width <= 0 {
		say, _ := fit(text, max(0, width), size, style)
		return []string{say}
	}
	lines := wrap(text, width, size, style)
	if len(lines) > mostLines {
		last, _ := fit(lines[mostLines-1]+" "+lines[mostLines], width, size, style)
		lines = append(lines[:mostLines-1], last)
	}
	return lines
}

func (f *fieldBox) belowText() string {
	if f.problem != "" {
		return f.problem
	}
	return f.spec.Hint
}

func (f *fieldBox) style() {
	f.label.Text, f.label.TextSize, f.label.Color = f.spec.Label, Px(12), Color(RoleMuted)
	f.star.TextSize, f.star.Color, f.star.Hidden = Px(12), Color(RoleError), !f.spec.Required
	for _, t := range f.below {
		t.TextSize, t.Color = Px(11), Color(RoleMuted)
		if f.problem != "" {
			t.Color = Color(RoleError)
		}
	}
}
