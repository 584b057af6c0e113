package kit

import (
	"time"

	"fyne.io/fyne/v2"
)

// stateKind is what a grid shows in place of rows.
type stateKind int

const (
	stateReady stateKind = iota
	stateLoading
	stateInstead // a message: nothing yet, nothing found, or an error
)

// gridState is everything a grid shows besides rows.
type gridState struct {
	kind    stateKind
	instead fyne.CanvasObject
	busy    *Panel
	busyOff func()
	news    *Button
	editor  *cellEditor
}

func (s *gridState) objects() []fyne.CanvasObject {
	var all []fyne.CanvasObject
	if s.instead != nil {
		all = append(all, s.instead)
	}
	if s.news != nil {
		all = append(all, s.news)
	}
	if s.busy != nil {
		all = append(all, s.busy)
	}
	if s.editor != nil {
		all = append(all, s.editor.input)
	}
	return all
}

// place lays the state's widgets over the room of the rows.
func (s *gridState) place(g *Grid) {
	size, top := g.Size(), g.headHeight()
	if s.instead != nil {
		put(s.instead, 0, top, size.Width, max(0, size.Height-top))
	}
	for _, pill := range []fyne.CanvasObject{s.newsObject(), s.busyObject()} {
		if pill != nil {
			m := pill.MinSize()
			put(pill, (size.Width-m.Width)/2, top+Px(8), m.Width, m.Height)
		}
	}
	if s.editor != nil {
		s.editor.place(g)
	}
	if work := g.parts.work; s.busy != nil {
		work.Hidden = false
		put(work, 0, top-Px(2), size.Width/3, Px(2))
	} else {
		work.Hidden = true
	}
}

func (s *gridState) newsObject() fyne.CanvasObject {
	if s.news == nil || s.busy != nil {
		return nil
	}
	return s.news
}

func (s *gridState) busyObject() fyne.CanvasObject {
	if s.busy == nil {
		return nil
	}
	return s.busy
}

// setState changes what is shown in place of rows; busy line and news stay.
func (g *Grid) setState(s gridState) {
	s.busy, s.busyOff, s.news = g.state.busy, g.state.busyOff, g.state.news
	g.state = s
	g.collect()
}

func (g *Grid) collect() {
	if g.parts != nil {
		g.parts.collect()
		g.parts.stale(func(*gridSlot) bool { return true })
		g.parts.draw()
	}
}

// ShowLoading shows bars in place of rows until Replace or Update.
func (g *Grid) ShowLoading() { g.setState(gridState{kind: stateLoading}) }

// ShowInstead shows something in place of rows: an EmptyState for a list with
// nothing in it yet or nothing that fits the filter, or an error with Retry.
func (g *Grid) ShowInstead(o fyne.CanvasObject) {
	g.setState(gridState{kind: stateInstead, instead: o})
}

// busyDelay is how long a list may take before it says so.
const busyDelay = 300 * time.Millisecond

// Busy shows, if it takes longer than 300 ms, a line under the head and what is
// going on ("Sorting 100,000 …") with Cancel; cancel may be nil.
func (g *Grid) Busy(text string, cancel func()) {
	g.Idle()
	g.state.busyOff = g.stage.After(busyDelay, func() {
		row := Across(8, NewText(text, Look{Hug: true, Size: 12}))
		if cancel != nil {
			row.Add(NewLink("Cancel", func() { g.Idle(); cancel() }))
		}
		g.state.busy = NewPanel(Face{Fill: RoleOverlay, Stroke: RoleInputBorder, Radius: 6, Pad: 6}, row)
		g.collect()
	})
}

// Idle takes the busy line away.
func (g *Grid) Idle() {
	if g.state.busyOff != nil {
		g.state.busyOff()
		g.state.busyOff = nil
	}
	if g.state.busy != nil {
		g.state.busy = nil
		g.collect()
	}
}

// News offers rows that arrived ("3 new") instead of moving those under the
// pointer; empty text takes the offer away.
func (g *Grid) News(text string, show func()) {
	if text == "" {
		if g.state.news != nil {
			g.state.news = nil
			g.collect()
		}
		return
	}
	g.state.news = NewButton(text, "arrow-up", Primary, func() { g.News("", nil); show() }).Small()
	g.collect()
}

// columnMenu lets a person hide, show and move columns.
func (g *Grid) columnMenu(at fyne.Position) {
	root, _ := rootOf(g)
	if root == nil {
		return
	}
	var items []MenuItem
	here := g.columnAt(at.X - absolute(g).X)
	for i, c := range g.cols {
		icon := "check"
		if c.Hidden {
			icon = ""
		}
		items = append(items, MenuItem{Title: c.Title, Icon: icon, Run: func() { g.hideColumn(i, !c.Hidden) }})
	}
	if here >= 0 {
		items = append(items, MenuItem{Line: true},
			MenuItem{Title: "Fit to contents", Run: func() { g.fitColumn(here) }},
			MenuItem{Title: "Move left", Icon: "back", Run: func() { g.shiftColumn(here, -1) }},
			MenuItem{Title: "Move right", Icon: "forward", Run: func() { g.shiftColumn(here, 1) }})
	}
	root.Menu(items, at)
}

// hideColumn hides or shows one; the last one stays.
func (g *Grid) hideColumn(i int, hide bool) {
	left := 0
	for _, c := range g.cols {
		if !c.Hidden {
			left++
		}
	}
	if hide && left == 1 {
		return
	}
	g.cols[i].Hidden = hide
	g.columnsChanged()
}

func (g *Grid) shiftColumn(i, by int) {
	if j := i + by; j >= 0 && j < len(g.cols) {
		g.cols[i], g.cols[j] = g.cols[j], g.cols[i]
		g.Reload()
		g.columnsChanged()
	}
}

// absolute is a widget's place in the window.
func absolute(o fyne.CanvasObject) fyne.Position {
	return fyne.CurrentApp().Driver().AbsolutePositionForObject(o)
}
