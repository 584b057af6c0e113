package kit

import (
	"time"
	"unicode"

	"fyne.io/fyne/v2"
)

// FocusGained shows the focus bar on the cursor row.
func (g *Grid) FocusGained() {
	g.focused = true
	if g.cursor < 0 && g.view.rows > 0 {
		g.moveTo(0, false)
		return
	}
	g.redraw()
}

// FocusLost hides it.
func (g *Grid) FocusLost() { g.focused = false; g.redraw() }

// TypedKey moves the cursor; what the grid does not know goes to the commands.
func (g *Grid) TypedKey(e *fyne.KeyEvent) { safely(g, func() { g.key(e) }) }

func (g *Grid) key(e *fyne.KeyEvent) {
	extend := modsOf(g)&fyne.KeyModifierShift != 0
	to := g.cursor
	switch e.Name {
	case fyne.KeyDown:
		to++
	case fyne.KeyUp:
		to--
	case fyne.KeyPageDown:
		to += g.view.page()
	case fyne.KeyPageUp:
		to -= g.view.page()
	case fyne.KeyHome:
		to = 0
	case fyne.KeyEnd:
		to = g.view.rows - 1
	case fyne.KeyReturn, fyne.KeyEnter:
		g.open()
		return
	case fyne.KeyEscape:
		if !g.marks.Empty() {
			g.Unmark()
			return
		}
		forwardKey(g, e)
		return
	default:
		forwardKey(g, e)
		return
	}
	g.moveTo(to, extend)
}

func (g *Grid) open() {
	if g.cursor >= 0 && g.OnOpen != nil {
		g.OnOpen(g.cursorID)
	}
}

// TypedRune takes J, K and Space; other letters are commands, and what is no
// command is type-ahead.
func (g *Grid) TypedRune(r rune) {
	if inChord(g) && forwardRune(g, r) {
		return
	}
	switch r {
	case ' ':
		g.toggle(g.cursor)
		return
	case 'j', 'J':
		g.moveTo(g.cursor+1, modsOf(g)&fyne.KeyModifierShift != 0)
		return
	case 'k', 'K':
		g.moveTo(g.cursor-1, modsOf(g)&fyne.KeyModifierShift != 0)
		return
	}
	if forwardRune(g, r) || !unicode.IsPrint(r) || g.OnTypeAhead == nil {
		return
	}
	now := g.stage.Now()
	if now.Sub(g.typedAt) > time.Second {
		g.typed = ""
	}
	g.typed, g.typedAt = g.typed+string(r), now
	g.OnTypeAhead(g.typed)
}

// TypedShortcut takes Ctrl+A; the rest goes to the commands.
func (g *Grid) TypedShortcut(s fyne.Shortcut) {
	if _, ok := s.(*fyne.ShortcutSelectAll); ok {
		g.MarkAll()
		return
	}
	forwardShortcut(g, s)
}
