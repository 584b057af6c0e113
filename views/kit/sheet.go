package kit

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
)

// sheetWidth is the width of a sheet at zoom 1.
const sheetWidth = 560

// besideWidth is the width of a sheet that shows something beside its form.
const besideWidth = 1060

// draftPause is how long typing must rest before a draft is kept.
const draftPause = 2 * time.Second

// SheetSpec is a form on the screen.
type SheetSpec struct {
	Title string
	Note  string // below the title; may be empty
	Form  *Form
	// Beside, if set, is shown right of the form, such as what the entries give; the sheet is wider for it.
	Beside fyne.CanvasObject
	Save   string // the verb on the button: "Save referral"; zero: "Save"
	// Submit runs on the screen once every field is right. It reads the fields
	// and gives back the work, which runs away from the screen.
	Submit func() (work func(ctx context.Context) error)
	// Keys are more keys of this form, such as "Ctrl+Shift+A".
	Keys map[string]func()
	// Refused, if set, is shown a problem that is of no field; false leaves it to the footer.
	Refused func(Fault) bool
	// Saved runs on the screen after the work succeeded and the sheet is gone.
	Saved func()
	// KeepDraft, if set, is given what was typed two seconds after the last
	// change, and nil once the sheet is saved or its changes are discarded.
	KeepDraft func(map[string]string)
}

// Sheet is the open form at the right edge of the window.
type Sheet struct {
	root   *Root
	spec   SheetSpec
	cover  *Surface
	save   *Button
	status *Text
	frame  *fyne.Container
	slot   Slot
	draft  func()
	below  *Sheet // the one that was open before
}

// OpenSheet shows a form. Ctrl+S saves, Esc cancels; leaving with changes asks.
func (r *Root) OpenSheet(spec SheetSpec) *Sheet {
	s := &Sheet{root: r, spec: spec}
	if spec.Save == "" {
		s.spec.Save = "Save"
	}
	s.cover = newCover(r, s.body(), RoleScrim, s.Cancel)
	s.cover.placed = func(size fyne.Size) (fyne.Position, fyne.Size) {
		w := min(Px(sheetWidth), size.Width)
		if spec.Beside != nil {
			w = min(Px(besideWidth), size.Width)
		}
		return fyne.NewPos(size.Width-w, 0), fyne.NewSize(w, size.Height)
	}
	s.cover.keys = s.keys
	spec.Form.OnEdit(s.edited)
	s.below, r.sheet = r.sheet, s
	r.open(s.cover, spec.Form.First())
	return s
}

// body builds the sheet. The fields come first in Tab order, then Save, Cancel.
func (s *Sheet) body() fyne.CanvasObject {
	s.save = NewButton(s.spec.Save, "", Primary, s.Submit).Tip("", "Ctrl+S")
	s.status = NewText("", Look{Role: RoleError, Size: 12, Wrap: true})
	cancel := NewButton("Cancel", "", Normal, s.Cancel).Tip("", "Esc")
	title := Down(2, NewText(s.spec.Title, Title()))
	if s.spec.Note != "" {
		title.Add(NewText(s.spec.Note, Look{Role: RoleMuted, Size: 12, Wrap: true}))
	}
	close := NewIconButton("x", "Close", "Esc", s.Cancel)
	foot := NewPanel(Face{Fill: RoleHeader}, Pad(10, 20, 10, 20, Across(10, s.save, cancel, Grow(s.status))))
	s.frame = &fyne.Container{Layout: sheetLayout{}, Objects: []fyne.CanvasObject{
		NewPanel(Face{Fill: RoleBackground}, nil),
		s.inside(),
		foot,
		Pad(14, 12, 10, 20, Across(8, Grow(title), close)),
		NewRule(RoleBorder), NewRule(RoleBorder), NewUpright(RoleBorder),
	}}
	return s.frame
}

// inside is the form, and what is shown beside it.
func (s *Sheet) inside() fyne.CanvasObject {
	if s.spec.Beside == nil {
		return s.spec.Form.Content()
	}
	return &fyne.Container{Layout: equal{}, Objects: []fyne.CanvasObject{s.spec.Form.Content(), NewPanel(Face{Fill: RoleHeader}, s.spec.Beside)}}
}

// sheetLayout places back, form, foot, head, two rules and the left edge.
type sheetLayout struct{}

func (sheetLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

func (sheetLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	head, foot := o[3].MinSize().Height, o[2].MinSize().Height
	put(o[0], 0, 0, s.Width, s.Height)
	put(o[3], 0, 0, s.Width, head)
	put(o[4], 0, head, s.Width, Px(1))
	put(o[1], 0, head+Px(1), s.Width, max(0, s.Height-head-foot-Px(2)))
	put(o[5], 0, s.Height-foot-Px(1), s.Width, Px(1))
	put(o[2], 0, s.Height-foot, s.Width, foot)
	put(o[6], 0, 0, Px(1), s.Height)
}

func (s *Sheet) keys(c chord) bool {
	switch {
	case c == parseChord("Ctrl+S"), c == parseChord("Ctrl+Enter"):
		s.Submit()
	case c.key == string(fyne.KeyEscape):
		s.Cancel()
	case (c == parseChord("Enter") || c.key == string(fyne.KeyEnter)) && s.spec.Form.single():
		s.Submit()
	default:
		return s.more(c)
	}
	return true
}

// more runs a key of the form's own.
func (s *Sheet) more(c chord) bool {
	for keys, run := range s.spec.Keys {
		if c == parseChord(keys) {
			run()
			return true
		}
	}
	return false
}

// Submit saves if every field is right; otherwise it goes to the first that is
// not and counts them in the footer. A second press while saving does nothing.
func (s *Sheet) Submit() {
	if s.slot.Busy() {
		return
	}
	if n := s.spec.Form.Validate(); n > 0 {
		s.say(Attention(n), RoleError)
		return
	}
	work := s.spec.Submit()
	if work == nil {
		return
	}
	s.say("Saving …", RoleMuted)
	s.save.Disable()
	Load(s.root.Stage, &s.slot, func(ctx context.Context) (struct{}, error) { return struct{}{}, work(ctx) },
		func(_ struct{}, err error) { s.answered(err) })
}

func (s *Sheet) answered(err error) {
	s.save.Enable()
	if err == nil {
		s.Close()
		if s.spec.Saved != nil {
			s.spec.Saved()
		}
		return
	}
	fault := s.root.explain(err)
	if s.spec.Form.Fail(fault.Field, fault.Say) {
		s.say(Attention(1), RoleError)
		return
	}
	if s.spec.Refused != nil && s.spec.Refused(fault) {
		s.say(Attention(1), RoleError)
		return
	}
	s.say(fault.Say+" "+fault.Try, RoleError)
}

// say shows a sentence beside the buttons, with as many lines as it needs.
func (s *Sheet) say(text string, role Role) {
	s.status.SetLook(Look{Role: role, Size: 12, Wrap: true})
	s.status.Set(text)
	for range 2 { // wrapped text learns its width first, and then how high it is
		s.frame.Refresh()
	}
}

func (s *Sheet) edited() {
	s.say("", RoleMuted)
	if s.spec.KeepDraft == nil {
		return
	}
	if s.draft != nil {
		s.draft()
	}
	s.draft = s.root.Stage.After(draftPause, func() { s.spec.KeepDraft(s.spec.Form.Draft()) })
}

// Cancel closes the sheet; with changes it asks first.
func (s *Sheet) Cancel() { s.leave(s.Close) }

// leave goes on with then; with changes it asks first.
func (s *Sheet) leave(then func()) {
	if !s.spec.Form.Dirty() {
		then()
		return
	}
	s.root.Confirm(Confirm{
		Title: "Discard what you entered?", Text: "Nothing has been saved yet.",
		Cancel: "Keep editing", Do: "Discard", Run: then,
	})
}

// Leave goes on with then, such as closing the window; an open form with changes asks first.
func (r *Root) Leave(then func()) {
	if r.sheet == nil {
		then()
		return
	}
	r.sheet.leave(then)
}

// Close takes the sheet away without asking.
func (s *Sheet) Close() {
	s.slot.Cancel()
	if s.draft != nil {
		s.draft()
	}
	if s.spec.KeepDraft != nil {
		s.spec.KeepDraft(nil)
	}
	s.root.close(s.cover)
	s.root.sheet = s.below
}
