package kit

import (
	"strings"

	"fyne.io/fyne/v2"

	"rapport/app/calendar"
)

// DateField asks for a day: typed (tomorrow, +2w, mon, 23/11, 23 Nov 2026) or
// taken from a month that opens with the arrow down or the button.
type DateField struct {
	fieldBox
	stage   Stage
	input   *Input
	month   *monthView
	float   *float
	surface *Surface
}

// NewDateField makes the field. The stage's clock says what "tomorrow" is.
func NewDateField(stage Stage, spec Spec) *DateField {
	f := &DateField{stage: stage}
	f.input = NewInput("").WithTail(newPressIcon("calendar", "Choose from a month  ↓", f.toggle))
	f.month = newMonthView(f.take, f.refocus)
	f.blank = func() bool { return strings.TrimSpace(f.input.Entry.Text) == "" }
	f.wrong = f.input.SetWrong
	f.own = func() string {
		if _, err := f.read(); err != nil {
			return err.Error()
		}
		return ""
	}
	f.input.Entry.listen(func(string) { f.changed(); f.follow() })
	f.input.Entry.onKey = f.key
	f.input.onFocus(func(here bool) {
		if here {
			f.entered()
		} else {
			f.stage.Do(f.leave)
		}
	})
	f.setUp(f, spec, f.input)
	return f
}

// leave tidies up once it is certain that the focus did not go to the month.
func (f *DateField) leave() {
	if f.input.focused {
		return
	}
	f.fold()
	if day, err := f.read(); err == nil {
		f.input.Entry.Put(day.Label())
	}
	f.left()
}

func (f *DateField) today() calendar.Day {
	now := f.stage.Now()
	return calendar.DayOf(now, now.Location())
}

// read understands what is typed; nothing typed is no day.
func (f *DateField) read() (calendar.Day, error) {
	text := strings.TrimSpace(f.input.Entry.Text)
	if text == "" {
		return 0, nil
	}
	return calendar.ParseTyped(text, f.today())
}

// Value is the day, 0 for none; the error is a sentence for people.
func (f *DateField) Value() (calendar.Day, error) { return f.read() }

// Set shows a day, 0 for none; OnChange is not told.
func (f *DateField) Set(d calendar.Day) { f.input.Entry.Put(d.Label()) }

// follow shows the day typed so far in the hint and in the open month.
func (f *DateField) follow() {
	day, err := f.read()
	if err != nil || day.IsZero() {
		return
	}
	if f.surface != nil {
		f.month.show(day, f.today())
	}
}

func (f *DateField) toggle() {
	if f.surface != nil {
		f.fold()
	} else {
		f.unfold()
	}
	f.refocus()
}

// refocus brings the keyboard back after a click: Fyne takes it from the entry
// once the click is handled, and leave runs after this.
func (f *DateField) refocus() { f.stage.Do(func() { focusOn(f.input.Entry) }) }

func (f *DateField) unfold() {
	_, surface := rootOf(f.input)
	if surface == nil {
		return
	}
	day, err := f.read()
	if err != nil || day.IsZero() {
		day = f.today()
	}
	f.month.show(day, f.today())
	if f.float == nil {
		card := NewPanel(Face{Fill: RoleOverlay, Stroke: RoleInputBorder, Radius: 8, Pad: 8}, f.month)
		f.float = &float{object: card, place: func(size fyne.Size) (fyne.Position, fyne.Size) {
			m := card.MinSize()
			return below(f.input, m.Height, m.Width, size)
		}}
	}
	f.surface = surface
	surface.show(f.float)
}

func (f *DateField) fold() {
	if f.surface != nil {
		f.surface.hide(f.float)
		f.surface = nil
	}
}

func (f *DateField) take(d calendar.Day) {
	f.input.Entry.Put(d.Label())
	f.fold()
	f.changed()
	f.Validate()
	f.refocus()
}

// key opens the month with the arrow down and steers it while it is open.
func (f *DateField) key(k *fyne.KeyEvent) bool {
	if f.surface == nil {
		if k.Name == fyne.KeyDown {
			f.unfold()
			return true
		}
		return false
	}
	switch k.Name {
	case fyne.KeyEscape:
		f.fold()
	case fyne.KeyReturn, fyne.KeyEnter:
		f.take(f.month.day)
	default:
		return f.month.steer(k.Name)
	}
	return true
}

// Draft belongs to Field.
func (f *DateField) Draft() string { return f.input.Entry.Text }

// Restore belongs to Field.
func (f *DateField) Restore(s string) { f.input.Entry.Put(s) }

// Target belongs to Field.
func (f *DateField) Target() fyne.Focusable { return f.input.Entry }
