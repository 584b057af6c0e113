package kit

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
)

// Event is one line of a timeline.
type Event struct {
	Icon string
	What string
	When string
	Role Role // of the icon; zero: muted
}

// Timeline is a list of what happened, newest first, updated in place.
type Timeline struct {
	holder
	list  *fyne.Container
	lines []*eventLine
	more  *Button
	rest  []Event
}

type eventLine struct {
	row        *fyne.Container
	icon       *Icon
	what, when *Text
}

// timelineShort is how many events show before a person asks for all.
const timelineShort = 12

// NewTimeline makes an empty one.
func NewTimeline() *Timeline {
	t := &Timeline{list: Down(9)}
	t.more = NewLink("", t.showRest)
	t.more.Hide()
	t.hold(t, Down(8, t.list, Across(0, t.more, Space())))
	return t
}

// Set shows events; those beyond the first dozen wait behind a link.
func (t *Timeline) Set(events []Event) {
	t.rest = events
	shown := events
	if len(events) > timelineShort+3 {
		shown = events[:timelineShort]
		t.more.SetText("Show " + count(len(events)-timelineShort, "earlier event", "earlier events"))
		t.more.Show()
	} else {
		t.more.Hide()
	}
	t.fill(shown)
}

func (t *Timeline) showRest() {
	t.more.Hide()
	t.fill(t.rest)
}

func (t *Timeline) fill(events []Event) {
	for len(t.lines) < len(events) {
		l := &eventLine{icon: NewIcon("", RoleMuted, 15), what: NewText("", Look{Wrap: true}), when: NewText("", Look{Role: RoleMuted, Size: 11})}
		l.row = Across(11, l.icon, Grow(Down(1, l.what, l.when)))
		t.lines = append(t.lines, l)
		t.list.Objects = append(t.list.Objects, l.row)
	}
	for i, l := range t.lines {
		if i >= len(events) {
			l.row.Hide()
			continue
		}
		e := events[i]
		role := e.Role
		if role == "" {
			role = RoleMuted
		}
		l.icon.Set(e.Icon, role)
		l.what.Set(e.What)
		l.when.Set(e.When)
		l.row.Show()
	}
	t.list.Refresh()
}

// NewNoteField makes the box at the foot of the detail pane: Ctrl+Enter gives
// the words to add and empties it.
func NewNoteField(add func(text string)) *Input {
	n := NewNoteInput("Add a note…  (Ctrl Enter saves)", 3)
	n.Entry.onShortcut = func(s fyne.Shortcut) bool {
		c, ok := chordOfShortcut(s)
		text := strings.TrimSpace(n.Entry.Text)
		if !ok || c != parseChord("Ctrl+Enter") || text == "" {
			return false
		}
		n.Entry.Put("")
		add(text)
		return true
	}
	return n
}

// count writes a number with the word in its right form.
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}
