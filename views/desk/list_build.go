package desk

import (
	"fyne.io/fyne/v2"

	"rapport/views/kit"
)

// build makes the page: head, chips, rows, footer, details.
func (l *list[R]) build() {
	l.grid = kit.NewGrid(l.d.stage, append([]kit.Column(nil), l.spec.columns...), nil)
	l.grid.SetSort(kitSorts(l.view.Sort))
	l.grid.OnCursor = func(_ int, id int64) { l.follow(id) }
	l.grid.OnMark = func(int) { l.tellFoot() }
	l.grid.OnOpen = func(int64) { l.enter() }
	l.grid.OnSort = func(s []kit.Sort) {
		l.view.Sort = appSorts(s)
		l.chips.show(l.view)
		l.sorted = true
		l.load(false)
	}
	l.grid.OnMenu = func(id int64, at fyne.Position) {
		l.grid.Select(id)
		l.d.root.Menu(l.d.root.CommandItems(l.spec.menu...), at)
	}
	if l.d.opts.Columns != nil {
		l.grid.SetColumns(l.d.opts.Columns(l.spec.section))
	}
	l.grid.OnColumns = func(now []kit.ColState) {
		l.permute()
		if l.d.opts.KeepCols != nil {
			l.d.opts.KeepCols(l.spec.section, now)
		}
	}
	l.permute()
	l.search = kit.NewSearch(l.d.stage, l.spec.search, func(text string) {
		if text != l.view.Search {
			l.view.Search = text
			l.load(true)
		}
	})
	l.search.Back(l.grid)
	l.count = kit.NewText("", kit.Look{Role: kit.RoleMuted, Hug: true})
	l.chips = newChipRow(l.d, l.spec.filters, l.spec.columns, l.take)
	l.chips.show(l.view)
	l.foot = kit.NewText("", kit.Caption())

	var buttons []fyne.CanvasObject
	if l.spec.head != nil {
		buttons = append(buttons, l.spec.head)
	}
	if len(l.spec.filters) > 0 {
		buttons = append(buttons, l.chips.button)
	}
	if l.spec.add != "" {
		buttons = append(buttons, l.d.root.ButtonFor(l.spec.add, kit.Primary))
	}
	var title fyne.CanvasObject = kit.NewText(l.spec.title, kit.Title())
	if l.spec.sides != nil {
		title = l.spec.sides
	}
	var detail fyne.CanvasObject
	if l.spec.detail != nil {
		detail = kit.Down(0, kit.Grow(l.spec.detail.Content())) // of its own, so that enter can show the details elsewhere
	}
	l.page = kit.NewPage(kit.PageSpec{
		Head:  kit.PageHead(title, l.count, l.search.Input, buttons...),
		Chips: l.chips.content, Body: l.grid, Foot: l.d.footer(l.said(), l.spec.hints), Detail: detail,
	})
}

// said is what the footer says: what is selected, and what the section adds to it.
func (l *list[R]) said() fyne.CanvasObject {
	if l.spec.foot == nil {
		return l.foot
	}
	return kit.Across(18, kit.Fixed(138, 0, l.foot), kit.Grow(l.spec.foot)) // a fixed place: neither jumps when the other changes
}

// footer is what stands at the foot of a page: what is selected, jobs under way, the keys used most.
func (d *Desk) footer(said fyne.CanvasObject, hints [][2]string) fyne.CanvasObject {
	row := kit.Across(14, kit.Grow(said), d.newTray().row)
	for _, h := range hints {
		row.Add(kit.KeyHint(h[0], h[1]))
	}
	row.Add(kit.KeyHint("Ctrl+K", "commands"))
	return row
}

// paneHeight is how high details are that are shown over a narrow window.
const paneHeight = 560

// enter goes into the details of the row: at the right, or over the list where the window is too narrow for that.
func (l *list[R]) enter() {
	if l.spec.detail == nil {
		return
	}
	if _, id, ok := l.grid.Current(); ok && id != l.shownID {
		l.shownID = id
		l.spec.detail.Show(id)
	}
	if l.page.DetailShown() {
		l.spec.detail.Enter()
		return
	}
	l.d.showOver(l.spec.detail.Content())
}

// showOver shows details over a window that is too narrow to have them at the right.
func (d *Desk) showOver(detail fyne.CanvasObject) {
	if d.root.Covered() {
		return
	}
	var shut func()
	done := kit.NewButton("Close", "", kit.Normal, func() { shut() })
	shut = d.root.Dialog(380, kit.Down(0, kit.Fixed(0, paneHeight, detail), kit.Across(8, kit.Space(), done)), done)
}

// Filter opens the menu of filters.
func (l *list[R]) Filter() { l.chips.open() }

// tellCount writes the number of rows beside the title.
func (l *list[R]) tellCount() {
	text := grouped(len(l.model.ids))
	if !l.model.whole {
		text += " …"
	}
	l.count.Set(text)
}

func (l *list[R]) tellFoot() {
	n := l.grid.Marked()
	switch _, _, ok := l.grid.Current(); {
	case n > 0:
		l.foot.Set(grouped(n) + " of " + grouped(len(l.model.ids)) + " selected")
	case ok && len(l.model.ids) > 0:
		l.foot.Set("1 of " + grouped(len(l.model.ids)) + " selected")
	default:
		l.foot.Set("")
	}
}

// permute keeps in step with the columns when a person moves them.
func (l *list[R]) permute() {
	l.perm = l.perm[:0]
	for _, shown := range l.grid.Columns() {
		for i, c := range l.spec.columns {
			if c.Key == shown.Key {
				l.perm = append(l.perm, i)
			}
		}
	}
}

// source is the list as the grid asks for it.
type source[R any] struct{ l *list[R] }

// Len belongs to kit.Source.
func (s source[R]) Len() int { return len(s.l.model.ids) }

// ID belongs to kit.Source. The list may have become shorter since the grid last looked.
func (s source[R]) ID(i int) int64 {
	if i >= len(s.l.model.ids) {
		return 0
	}
	return int64(s.l.model.ids[i])
}

// Row belongs to kit.Source.
func (s source[R]) Row(i int, into []kit.Cell) bool {
	l := s.l
	r, ready, gone := l.model.row(i)
	if gone {
		into[0] = kit.Cell{Text: "no longer here", Role: kit.RoleDisabled}
		return true
	}
	if !ready {
		l.d.stage.Do(l.read)
		return false
	}
	cells := make([]kit.Cell, len(l.spec.columns))
	l.spec.cells(r, cells)
	for at, from := range l.perm {
		into[at] = cells[from]
	}
	return true
}
