package kit

import "fyne.io/fyne/v2"

// Segments are a few views of one page side by side, one of them shown. Arrows change it.
type Segments struct {
	holder
	bar *choiceBar
}

// NewSegments makes them, the first one shown; change is told of the value a person chooses.
func NewSegments(change func(value string), choices ...Pair) *Segments {
	s := &Segments{bar: newChoiceBar(choices)}
	s.bar.whole = true
	s.bar.change = func() { change(s.bar.value()) }
	s.hold(s, Across(0, s.bar))
	return s
}

// Set shows one without telling.
func (s *Segments) Set(value string) { s.bar.set(value) }

// Value is the one shown.
func (s *Segments) Value() string { return s.bar.value() }

// Target takes the keyboard.
func (s *Segments) Target() fyne.Focusable { return s.bar }
