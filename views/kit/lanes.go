package kit

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// LaneCard is one card of Lanes.
type LaneCard struct {
	Title string
	Badge string // such as a score; "" shows none
	Hue   Hue
	Note  string // beside the badge
	Below string // the last line
	Tail  string // at its end
	Late  bool   // the tail is written as something overdue
}

// LanesSpec says what Lanes show and tell. A card is named by its lane and its place there.
type LanesSpec struct {
	Titles []string // one for each lane
	Len    func(lane int) int
	Card   func(lane, i int) (card LaneCard, ready bool) // false: still being fetched
	Moved  func(lane, i int)                             // a person went to another card
	Open   func(lane, i int)                             // Enter, or a double click
	Drop   func(lane, i, to int)                         // a card was dragged, or sent with Shift and an arrow, to another lane
	May    func(lane, i, to int) bool                    // whether it may go there; shown while it is dragged
	Menu   func(lane, i int, at fyne.Position)           // a right click
}

// Lanes are columns of cards side by side, each as long as it needs to be: only cards that show are drawn. Arrow keys walk the cards,
// with Shift they send the card to the lane beside.
type Lanes struct {
	widget.BaseWidget
	spec    LanesSpec
	stage   Stage
	views   []viewport // one for each lane
	first   int        // the leftmost lane that shows
	lane, i int        // the cursor
	focused bool
	drag    laneDrag
	click   laneClick
	parts   *laneParts
}

// laneDrag is a card on its way with the pointer.
type laneDrag struct {
	on      bool
	lane, i int
	at      fyne.Position
}

// laneClick is the last press on a card, for double clicks and drags.
type laneClick struct {
	lane, i int
	at      time.Time
	held    bool
}

const (
	laneHead = 34
	laneStep = 84  // from card to card
	laneCard = 76  // height of a card
	laneMin  = 160 // the narrowest a lane may be
	laneGap  = 5   // at both sides of a card
)

// NewLanes makes them; Reload shows what there is.
func NewLanes(stage Stage, spec LanesSpec) *Lanes {
	l := &Lanes{spec: spec, stage: stage, views: make([]viewport, len(spec.Titles))}
	l.ExtendBaseWidget(l)
	return l
}

// Reload asks for everything that shows again. The cursor stays on its place as far as there is a card.
func (l *Lanes) Reload() {
	l.measure()
	l.Put(l.lane, l.i)
}

// Put places the cursor without telling; where there is no card it goes to the nearest of the lane, else to the first of all.
func (l *Lanes) Put(lane, i int) {
	if n := l.spec.Len(lane); n > 0 {
		l.lane, l.i = lane, min(max(i, 0), n-1)
	} else {
		for other := range l.views {
			if l.spec.Len(other) > 0 {
				l.lane, l.i = other, 0
				break
			}
		}
	}
	l.reveal()
	l.Refresh()
}

// At is the card under the cursor; false where there is none.
func (l *Lanes) At() (lane, i int, ok bool) { return l.lane, l.i, l.i < l.spec.Len(l.lane) }

// measure tells the viewports how much they show of how many cards.
func (l *Lanes) measure() {
	for lane := range l.views {
		v := &l.views[lane]
		v.row, v.height, v.rows = float64(Px(laneStep)), float64(l.Size().Height-Px(laneHead)), l.spec.Len(lane)
		v.to(v.off)
	}
}

// across is how many lanes fit beside each other, and how wide each is then.
func (l *Lanes) across(s fyne.Size) (n int, w float32) {
	n = min(max(1, int(s.Width/Px(laneMin))), len(l.views))
	return n, s.Width / float32(n)
}

func (l *Lanes) reveal() {
	n, _ := l.across(l.Size())
	l.first = min(max(l.first, l.lane-n+1), l.lane)
	l.views[l.lane].reveal(l.i)
}

// goTo moves the cursor and tells.
func (l *Lanes) goTo(lane, i int) {
	was, at := l.lane, l.i
	l.Put(lane, i)
	if was != l.lane || at != l.i {
		safely(l, func() { l.spec.Moved(l.lane, l.i) })
	}
}

// beside is the next lane with cards in a direction, the same one where there is none.
func (l *Lanes) beside(step int) int {
	for lane := l.lane + step; lane >= 0 && lane < len(l.views); lane += step {
		if l.spec.Len(lane) > 0 {
			return lane
		}
	}
	return l.lane
}

// FocusGained belongs to fyne.Focusable.
func (l *Lanes) FocusGained() { l.focused = true; l.Refresh() }

// FocusLost belongs to fyne.Focusable.
func (l *Lanes) FocusLost() { l.focused = false; l.Refresh() }

// TypedRune leaves letters to the window's commands.
func (l *Lanes) TypedRune(r rune) { forwardRune(l, r) }

// TypedShortcut leaves the rest to them too.
func (l *Lanes) TypedShortcut(s fyne.Shortcut) { forwardShortcut(l, s) }

// TypedKey walks the cards, or sends one; other keys are the window's.
func (l *Lanes) TypedKey(k *fyne.KeyEvent) {
	sends := modsOf(l)&fyne.KeyModifierShift != 0
	step := map[fyne.KeyName]int{fyne.KeyLeft: -1, fyne.KeyRight: 1}[k.Name]
	page := l.views[l.lane].page()
	down, known := map[fyne.KeyName]int{fyne.KeyUp: -1, fyne.KeyDown: 1, fyne.KeyPageUp: -page, fyne.KeyPageDown: page, fyne.KeyHome: -l.i, fyne.KeyEnd: l.views[l.lane].rows}[k.Name]
	_, _, any := l.At()
	switch {
	case step != 0 && sends:
		if to := l.lane + step; any && to >= 0 && to < len(l.views) {
			safely(l, func() { l.spec.Drop(l.lane, l.i, to) })
		}
	case step != 0:
		l.goTo(l.beside(step), l.i)
	case known:
		l.goTo(l.lane, l.i+down)
	case k.Name == fyne.KeyReturn || k.Name == fyne.KeyEnter:
		if any {
			safely(l, func() { l.spec.Open(l.lane, l.i) })
		}
	default:
		forwardKey(l, k)
	}
}

// laneAt is the lane under a place, -1 for none.
func (l *Lanes) laneAt(p fyne.Position) int {
	n, w := l.across(l.Size())
	at := int(p.X / w)
	if p.X < 0 || p.Y < 0 || p.Y > l.Size().Height || at >= n {
		return -1
	}
	return l.first + at
}

// cardAt is the card under a place.
func (l *Lanes) cardAt(p fyne.Position) (lane, i int, ok bool) {
	if lane = l.laneAt(p); lane < 0 {
		return 0, 0, false
	}
	i = l.views[lane].at(float64(p.Y - Px(laneHead)))
	return lane, i, i >= 0
}

// MouseDown selects a card; a second press soon after opens it.
func (l *Lanes) MouseDown(e *desktop.MouseEvent) {
	focusOn(l)
	lane, i, ok := l.cardAt(e.Position)
	l.click.held = ok && e.Button == desktop.MouseButtonPrimary
	if !ok {
		return
	}
	now := l.stage.Now()
	again := l.click.held && l.click.lane == lane && l.click.i == i && now.Sub(l.click.at) < doubleClick
	l.click.lane, l.click.i, l.click.at = lane, i, now
	l.goTo(lane, i)
	if again {
		l.click.at = time.Time{}
		safely(l, func() { l.spec.Open(lane, i) })
	}
}

// MouseUp belongs to desktop.Mouseable.
func (l *Lanes) MouseUp(*desktop.MouseEvent) { l.click.held = false }

// TappedSecondary offers what can be done with a card.
func (l *Lanes) TappedSecondary(e *fyne.PointEvent) {
	if lane, i, ok := l.cardAt(e.Position); ok {
		safely(l, func() { l.spec.Menu(lane, i, e.AbsolutePosition) })
	}
}

// Dragged takes the pressed card along.
func (l *Lanes) Dragged(e *fyne.DragEvent) {
	if !l.drag.on && l.click.held {
		l.drag.on, l.drag.lane, l.drag.i = true, l.click.lane, l.click.i
	}
	if l.drag.on {
		l.drag.at = e.Position
		l.Refresh()
	}
}

// DragEnd lets it go over the lane under the pointer.
func (l *Lanes) DragEnd() {
	d := l.drag
	l.drag, l.click = laneDrag{}, laneClick{}
	if to := l.laneAt(d.at); d.on && to >= 0 && to != d.lane {
		safely(l, func() { l.spec.Drop(d.lane, d.i, to) })
	}
	l.Refresh()
}

// Scrolled moves the cards of the lane under the pointer; sideways, or with Shift, the lanes.
func (l *Lanes) Scrolled(e *fyne.ScrollEvent) {
	by := e.Scrolled.DX
	if modsOf(l)&fyne.KeyModifierShift != 0 && by == 0 {
		by = e.Scrolled.DY
	}
	lane := l.laneAt(e.Position)
	switch n, _ := l.across(l.Size()); {
	case by < 0:
		l.first = min(l.first+1, len(l.views)-n)
	case by > 0:
		l.first = max(l.first-1, 0)
	case lane >= 0:
		l.views[lane].to(l.views[lane].off - float64(e.Scrolled.DY))
	}
	l.Refresh()
}

// Cursor shows that cards can be taken.
func (l *Lanes) Cursor() desktop.Cursor { return desktop.PointerCursor }
