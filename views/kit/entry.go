package kit

import (
	"image/color"
	"runtime"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Entry is Fyne's text entry as our windows need it: Tab moves on also from
// several lines, keys it has no use for go to the commands, and Ctrl+Z undoes
// typing only while something was typed.
type Entry struct {
	widget.Entry
	onKey   func(*fyne.KeyEvent) bool // sees keys first; true: taken
	onFocus func(bool)
	// onShortcut sees shortcuts first; true: taken.
	onShortcut func(fyne.Shortcut) bool
	before     string // the text when the focus came
	quiet      bool   // set while code changes the text
}

// NewEntry makes a bare entry; NewInput puts a frame around it.
func NewEntry(placeholder string, lines int) *Entry {
	e := &Entry{}
	e.PlaceHolder = placeholder
	if lines > 1 {
		e.MultiLine = true
		e.Wrapping = fyne.TextWrapWord
		e.SetMinRowsVisible(lines)
	}
	e.ExtendBaseWidget(e)
	return e
}

// AcceptsTab is false: Tab always moves on.
func (e *Entry) AcceptsTab() bool { return false }

// Put changes the text without telling OnChanged.
func (e *Entry) Put(text string) {
	if e.Text == text {
		return
	}
	e.quiet = true
	e.SetText(text)
	e.quiet = false
}

// listen sets what is told when a person changes the text.
func (e *Entry) listen(f func(string)) {
	e.OnChanged = func(s string) {
		if !e.quiet {
			f(s)
		}
	}
}

// FocusGained remembers the text, so that undo knows what was typed since.
func (e *Entry) FocusGained() {
	e.before = e.Text
	e.Entry.FocusGained()
	if !e.MultiLine && e.Text != "" {
		e.Entry.TypedShortcut(&fyne.ShortcutSelectAll{}) // typing replaces what stands there
	}
	if e.onFocus != nil {
		e.onFocus(true)
	}
}

// FocusLost belongs to FocusGained.
func (e *Entry) FocusLost() {
	e.Entry.FocusLost()
	if e.onFocus != nil {
		e.onFocus(false)
	}
}

// TypedKey gives keys to the field first, then to the entry; Escape and the
// function keys go to the commands.
func (e *Entry) TypedKey(k *fyne.KeyEvent) {
	if e.onKey != nil && e.onKey(k) {
		return
	}
	if k.Name == fyne.KeyEscape || len(k.Name) > 1 && k.Name[0] == 'F' && k.Name[1] <= '9' {
		forwardKey(e, k)
		return
	}
	if !e.MultiLine && (k.Name == fyne.KeyReturn || k.Name == fyne.KeyEnter) && forwardKey(e, k) {
		return
	}
	e.Entry.TypedKey(k)
}

// TypedShortcut keeps what edits text and passes the rest to the commands.
func (e *Entry) TypedShortcut(s fyne.Shortcut) {
	if e.onShortcut != nil && e.onShortcut(s) {
		return
	}
	if e.owns(s) {
		e.Entry.TypedShortcut(s)
		return
	}
	forwardShortcut(e, s)
}

func (e *Entry) owns(s fyne.Shortcut) bool {
	c, ok := s.(*desktop.CustomShortcut)
	if !ok {
		switch s.(type) {
		case *fyne.ShortcutUndo, *fyne.ShortcutRedo:
			return e.Text != e.before
		}
		return true
	}
	word := fyne.KeyModifierShortcutDefault
	if runtime.GOOS == "darwin" {
		word = fyne.KeyModifierAlt
	}
	switch c.KeyName {
	case fyne.KeyLeft, fyne.KeyRight, fyne.KeyBackspace, fyne.KeyDelete:
		return c.Modifier&^fyne.KeyModifierShift == word || c.Modifier == fyne.KeyModifierSuper
	}
	return false
}

// bareTheme takes Fyne's own border and background off the entry in our frame.
// It asks the applied theme each time, so it follows changes. In one line it also
// takes the scrollbars away, which a long placeholder would bring out.
type bareTheme struct{ oneLine bool }

func (bareTheme) now() fyne.Theme { return fyne.CurrentApp().Settings().Theme() }

// Color belongs to fyne.Theme.
func (b bareTheme) Color(n fyne.ThemeColorName, v fyne.ThemeVariant) color.Color {
	if n == theme.ColorNameInputBorder || n == theme.ColorNameInputBackground {
		return color.Transparent
	}
	if n == theme.ColorNameScrollBar && b.oneLine {
		return color.Transparent
	}
	return b.now().Color(n, v)
}

// Size belongs to fyne.Theme.
func (b bareTheme) Size(n fyne.ThemeSizeName) float32 {
	if n == theme.SizeNameInputBorder {
		return 0
	}
	return b.now().Size(n)
}

// Font belongs to fyne.Theme.
func (b bareTheme) Font(s fyne.TextStyle) fyne.Resource { return b.now().Font(s) }

// Icon belongs to fyne.Theme.
func (b bareTheme) Icon(n fyne.ThemeIconName) fyne.Resource { return b.now().Icon(n) }

// Input is an entry in a crisp one-pixel frame, 30 px high for one line, with an
// icon before it and something after it if wanted.
type Input struct {
	widget.BaseWidget
	Entry   *Entry
	icon    string
	tail    fyne.CanvasObject
	lines   int
	bare    bool // no frame, for the palette
	wrong   bool
	focused bool

	back *canvas.Rectangle
	pic  *canvas.Image
	skin *container.ThemeOverride
}

// NewInput makes an input of one line.
func NewInput(placeholder string) *Input { return newInput(placeholder, 1) }

// NewNoteInput makes an input of several lines.
func NewNoteInput(placeholder string, lines int) *Input { return newInput(placeholder, lines) }

func newInput(placeholder string, lines int) *Input {
	i := &Input{Entry: NewEntry(placeholder, lines), lines: lines}
	i.skin = container.NewThemeOverride(i.Entry, bareTheme{oneLine: lines <= 1})
	i.Entry.onFocus = i.setFocused
	i.ExtendBaseWidget(i)
	return i
}

// WithIcon puts an icon before the text.
func (i *Input) WithIcon(name string) *Input { i.icon = name; return i }

// WithTail puts something after the text: a currency, a button.
func (i *Input) WithTail(o fyne.CanvasObject) *Input { i.tail = o; return i }

// SetWrong shows or hides the frame in the error colour.
func (i *Input) SetWrong(yes bool) {
	if i.wrong != yes {
		i.wrong = yes
		i.Refresh()
	}
}

func (i *Input) setFocused(yes bool) {
	i.focused = yes
	i.Refresh()
}

// onFocus adds to what happens when the focus comes and goes.
func (i *Input) onFocus(f func(bool)) {
	i.Entry.onFocus = func(yes bool) {
		i.setFocused(yes)
		f(yes)
	}
}

// Tapped beside the text puts the cursor into it.
func (i *Input) Tapped(*fyne.PointEvent) { focusOn(i.Entry) }

// Cursor is the text cursor all over the frame.
func (i *Input) Cursor() desktop.Cursor { return desktop.TextCursor }

// CreateRenderer belongs to Fyne.
func (i *Input) CreateRenderer() fyne.WidgetRenderer {
	i.back, i.pic = newRect(), newIcon()
	objects := []fyne.CanvasObject{i.back, i.pic, i.skin}
	if i.tail != nil {
		objects = append(objects, i.tail)
	}
	return newDrawing(&drawing{of: i, objects: objects, least: i.least, place: i.place, style: i.style})
}

func (i *Input) least() fyne.Size {
	line := fyne.MeasureText("Ag", Px(13), fyne.TextStyle{}).Height
	if i.lines <= 1 {
		return fyne.NewSize(Px(80), max(Px(30), line+2*Px(6)))
	}
	return fyne.NewSize(Px(80), line*float32(i.lines)+Px(14))
}

func (i *Input) place(s fyne.Size) {
	i.back.Resize(s)
	left, right := float32(0), float32(0)
	if i.icon != "" {
		left = Px(24)
		put(i.pic, Px(8), (s.Height-Px(15))/2, Px(15), Px(15))
	}
	if i.tail != nil {
		m := i.tail.MinSize()
		right = m.Width + Px(4)
		put(i.tail, s.Width-m.Width-Px(3), (s.Height-m.Height)/2, m.Width, m.Height)
	}
	put(i.skin, left, 0, max(0, s.Width-left-right), s.Height)
}

func (i *Input) style() {
	setIcon(i.pic, i.icon, Color(RoleMuted))
	if i.bare {
		return
	}
	frame := Face{Fill: RoleSurface, Stroke: RoleInputBorder, Radius: 6}
	switch {
	case i.wrong:
		frame.Stroke = RoleError
	case i.focused:
		frame.Stroke = RolePrimary
	}
	frame.paint(i.back)
	if i.wrong && i.focused {
		i.back.StrokeWidth = Px(2)
	}
}
