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
	changes []func()
	enter   func()        // told when the keyboard comes
	own     func() string // the field's own check
	blank   func() bool   // whether nothing was entered
	wrong   func(bool)    // shows the control as wrong

	label, star, below *canvas.Text
}

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
}

const (
	labelHeight = 19
	belowHeight = 18
)

// CreateRenderer belongs to Fyne.
func (f *fieldBox) CreateRenderer() fyne.WidgetRenderer {
	f.label, f.star, f.below = newText(""), newText("*"), newText("")
	return newDrawing(&drawing{
		of: f, objects: []fyne.CanvasObject{f.label, f.star, f.control, f.below},
		least: func() fyne.Size {
			return f.control.MinSize().AddWidthHeight(0, Px(labelHeight)+Px(belowHeight))
		},
		place: f.place, style: f.style,
	})
}

func (f *fieldBox) place(s fyne.Size) {
	put(f.label, 0, 0, s.Width, Px(labelHeight)-Px(3))
	put(f.star, f.label.MinSize().Width+Px(3), 0, Px(10), Px(labelHeight)-Px(3))
	put(f.control, 0, Px(labelHeight), s.Width, max(0, s.Height-Px(labelHeight)-Px(belowHeight)))
	say, _ := fit(f.belowText(), s.Width, f.below.TextSize, f.below.TextStyle)
	f.below.Text = say
	put(f.below, 0, s.Height-Px(belowHeight)+Px(1), s.Width, Px(15))
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
	f.below.Text, f.below.TextSize = f.belowText(), Px(11)
	f.below.Color = Color(RoleMuted)
	if f.problem != "" {
		f.below.Color = Color(RoleError)
	}
}
