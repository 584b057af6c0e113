package kit

import (
	"time"

	"fyne.io/fyne/v2"
)

// searchPause is how long typing must rest before a list is searched.
const searchPause = 120 * time.Millisecond

// Search is the field over a list: icon, text, a cross to clear. Esc clears, and
// in an empty field goes back to the list; so does the arrow down.
type Search struct {
	Input *Input // what goes on the screen
	stage Stage
	tell  func(text string)
	back  fyne.Focusable
	wait  func()
	clear *pressIcon
}

// NewSearch makes the field; search is told the text once typing rests, and at
// once on Enter and when it is cleared.
func NewSearch(stage Stage, placeholder string, search func(text string)) *Search {
	s := &Search{Input: NewInput(placeholder).WithIcon("search"), stage: stage, tell: search}
	s.clear = newPressIcon("x", "Clear  Esc", func() { s.Set("") })
	s.clear.Hide()
	s.Input.WithTail(s.clear)
	s.Input.Entry.listen(func(string) { s.typed() })
	s.Input.Entry.onKey = s.key
	return s
}

// Back says where the keyboard goes from here: the list.
func (s *Search) Back(list fyne.Focusable) { s.back = list }

// Text is what is searched for.
func (s *Search) Text() string { return s.Input.Entry.Text }

// Set changes the text and searches at once.
func (s *Search) Set(text string) {
	s.Input.Entry.Put(text)
	s.now()
}

func (s *Search) typed() {
	s.stop()
	if s.Input.Entry.Text == "" {
		s.now()
		return
	}
	s.mark()
	s.wait = s.stage.After(searchPause, s.now)
}

func (s *Search) now() {
	s.stop()
	s.mark()
	s.tell(s.Input.Entry.Text)
}

func (s *Search) stop() {
	if s.wait != nil {
		s.wait()
		s.wait = nil
	}
}

// mark shows the cross while there is something to clear.
func (s *Search) mark() {
	if s.Input.Entry.Text == "" {
		s.clear.Hide()
	} else {
		s.clear.Show()
	}
}

func (s *Search) key(k *fyne.KeyEvent) bool {
	switch {
	case k.Name == fyne.KeyEscape && s.Input.Entry.Text != "":
		s.Set("")
	case k.Name == fyne.KeyEscape && s.back != nil, k.Name == fyne.KeyDown && s.back != nil:
		focusOn(s.back)
	case k.Name == fyne.KeyReturn, k.Name == fyne.KeyEnter:
		s.now()
		if s.back != nil {
			focusOn(s.back)
		}
	default:
		return false
	}
	return true
}
