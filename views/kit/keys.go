package kit

import (
	"runtime"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// chord is one stroke: a key with its modifiers. Letters are upper case; "Ctrl"
// stands for the platform's own main modifier.
type chord struct {
	mod fyne.KeyModifier
	key string
}

// parseKeys reads "Ctrl+Shift+N", "G T" or "E, F2" into alternatives, each a
// sequence of strokes.
func parseKeys(keys string) [][]chord {
	var all [][]chord
	for _, alternative := range strings.Split(keys, ", ") {
		var seq []chord
		for _, stroke := range strings.Fields(alternative) {
			seq = append(seq, parseChord(stroke))
		}
		if len(seq) > 0 {
			all = append(all, seq)
		}
	}
	return all
}

func parseChord(stroke string) chord {
	var c chord
	for {
		name, rest, more := strings.Cut(stroke, "+")
		if !more || rest == "" {
			break
		}
		c.mod |= modifierNamed(name)
		stroke = rest
	}
	c.key = keyNamed(stroke)
	return c
}

func modifierNamed(name string) fyne.KeyModifier {
	switch name {
	case "Ctrl":
		return fyne.KeyModifierShortcutDefault
	case "Shift":
		return fyne.KeyModifierShift
	case "Alt":
		return fyne.KeyModifierAlt
	}
	return 0
}

// keyNamed turns the words of the help sheet into Fyne's names.
func keyNamed(word string) string {
	switch word {
	case "Enter":
		return string(fyne.KeyReturn)
	case "Esc":
		return string(fyne.KeyEscape)
	case "Del":
		return string(fyne.KeyDelete)
	case "PgUp":
		return string(fyne.KeyPageUp)
	case "PgDn":
		return string(fyne.KeyPageDown)
	case "←":
		return string(fyne.KeyLeft)
	case "→":
		return string(fyne.KeyRight)
	case "↑":
		return string(fyne.KeyUp)
	case "↓":
		return string(fyne.KeyDown)
	}
	if len([]rune(word)) == 1 {
		return strings.ToUpper(word)
	}
	return word
}

// KeyText writes the first way to press keys as people read it: "Ctrl K", "G D";
// on macOS "⌘K".
func KeyText(keys string) string {
	first, _, _ := strings.Cut(keys, ", ")
	if runtime.GOOS == "darwin" {
		first = strings.NewReplacer("Ctrl+", "⌘", "Shift+", "⇧", "Alt+", "⌥").Replace(first)
	}
	if strings.HasSuffix(first, "++") {
		return strings.ReplaceAll(strings.TrimSuffix(first, "++"), "+", " ") + " +"
	}
	return strings.ReplaceAll(first, "+", " ")
}

// chordOfKey reads a key event; letters and digits come as runes instead.
func chordOfKey(e *fyne.KeyEvent, mod fyne.KeyModifier) (chord, bool) {
	if len(e.Name) == 1 {
		return chord{}, false
	}
	name := e.Name
	if name == fyne.KeyEnter {
		name = fyne.KeyReturn
	}
	return chord{mod: mod, key: string(name)}, true
}

func chordOfRune(r rune) chord {
	c := chord{key: string(unicode.ToUpper(r))}
	if unicode.IsUpper(r) {
		c.mod = fyne.KeyModifierShift
	}
	return c
}

// chordOfShortcut reads a shortcut, also the ones Fyne gives names of their own.
func chordOfShortcut(s fyne.Shortcut) (chord, bool) {
	ctrl := fyne.KeyModifierShortcutDefault
	switch v := s.(type) {
	case *desktop.CustomShortcut:
		name := v.KeyName
		if name == fyne.KeyEnter {
			name = fyne.KeyReturn
		}
		if name == fyne.KeyEqual && v.Modifier&fyne.KeyModifierShortcutDefault != 0 {
			return chord{fyne.KeyModifierShortcutDefault, "+"}, true // the plus of most keyboards
		}
		return chord{v.Modifier, string(name)}, true
	case *fyne.ShortcutUndo:
		return chord{ctrl, "Z"}, true
	case *fyne.ShortcutRedo:
		return chord{ctrl, "Y"}, true
	case *fyne.ShortcutSelectAll:
		return chord{ctrl, "A"}, true
	case *fyne.ShortcutCopy:
		return chord{ctrl, "C"}, true
	case *fyne.ShortcutCut:
		return chord{ctrl, "X"}, true
	case *fyne.ShortcutPaste:
		return chord{ctrl, "V"}, true
	}
	return chord{}, false
}

// shortcutsOf lists all a canvas must be told of for one stroke.
func shortcutsOf(c chord) []fyne.Shortcut {
	first := shortcutOf(c)
	if first == nil {
		return nil
	}
	if c != (chord{fyne.KeyModifierShortcutDefault, "+"}) {
		return []fyne.Shortcut{first}
	}
	return []fyne.Shortcut{first,
		&desktop.CustomShortcut{KeyName: fyne.KeyEqual, Modifier: c.mod},
		&desktop.CustomShortcut{KeyName: fyne.KeyEqual, Modifier: c.mod | fyne.KeyModifierShift}}
}

// shortcutOf is the way back, for binding to a canvas; strokes without Ctrl or
// Alt come as keys and need none.
func shortcutOf(c chord) fyne.Shortcut {
	if c.mod&^fyne.KeyModifierShift == 0 {
		return nil
	}
	if c.mod == fyne.KeyModifierShortcutDefault {
		switch c.key {
		case "Z":
			return &fyne.ShortcutUndo{}
		case "Y":
			return &fyne.ShortcutRedo{}
		case "A":
			return &fyne.ShortcutSelectAll{}
		case "C":
			return &fyne.ShortcutCopy{}
		case "X":
			return &fyne.ShortcutCut{}
		case "V":
			return &fyne.ShortcutPaste{}
		}
	}
	return &desktop.CustomShortcut{KeyName: fyne.KeyName(c.key), Modifier: c.mod}
}
