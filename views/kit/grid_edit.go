package kit

import (
	"slices"

	"fyne.io/fyne/v2"
)

// cellEditor is the one entry that floats over the cell being edited.
type cellEditor struct {
	input       *Input
	row, column int
	done        bool
}

// EditCell opens an entry over a cell of the cursor row with a text to change.
// Enter and Tab commit, Esc cancels, scrolling or a click elsewhere cancels too:
// a half-typed amount is never written. False if the cell is not on the screen.
func (g *Grid) EditCell(key, text string, commit func(text string)) bool {
	root, _ := rootOf(g)
	column := slices.IndexFunc(g.cols, func(c Column) bool { return c.Key == key })
	if root == nil || g.parts == nil || column < 0 || g.cursor < 0 || g.parts.extents[column].w == 0 {
		return false
	}
	g.view.reveal(g.cursor)
	e := &cellEditor{input: NewInput(""), row: g.cursor, column: column}
	e.input.Entry.Put(text)
	e.input.Entry.onKey = func(k *fyne.KeyEvent) bool {
		switch k.Name {
		case fyne.KeyReturn, fyne.KeyEnter, fyne.KeyTab:
			typed := e.input.Entry.Text
			g.endEdit(e)
			focusOn(g)
			commit(typed)
		case fyne.KeyEscape:
			g.endEdit(e)
			focusOn(g)
		default:
			return false
		}
		return true
	}
	e.input.onFocus(func(here bool) {
		if !here {
			g.stage.Do(func() { g.endEdit(e) })
		}
	})
	g.state.editor = e
	g.collect()
	root.Focus(e.input.Entry)
	e.input.Entry.TypedShortcut(&fyne.ShortcutSelectAll{})
	return true
}

func (g *Grid) endEdit(e *cellEditor) {
	if e.done {
		return
	}
	e.done = true
	if g.state.editor == e {
		g.state.editor = nil
		g.collect()
	}
}

// place lays the entry over its cell.
func (e *cellEditor) place(g *Grid) {
	y, _ := g.view.y(e.row)
	at := g.parts.extents[e.column]
	put(e.input, at.x+Px(2), g.headHeight()+y, at.w-Px(4), float32(g.view.row)-Px(1))
}
