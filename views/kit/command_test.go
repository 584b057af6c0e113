package kit

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

func TestKeysRunCommands(t *testing.T) {
	stage := NewStepStage(time.Unix(0, 0))
	c := NewCommands(stage)
	ran := ""
	add := func(id, keys string, when func() bool) {
		c.Add(Command{ID: id, Title: id, Keys: keys, When: when, Run: func() { ran = id }})
	}
	never := func() bool { return false }
	add("palette", "Ctrl+K", nil)
	add("edit", "E, F2", nil)
	add("today", "G T", nil)
	add("partners", "G P", nil)
	add("talk", "T", nil)
	add("shifted", "Ctrl+Shift+N", nil)
	add("off", "X", never)
	add("x", "X", nil)
	add("keys", "?", nil)
	for _, tc := range []struct {
		name   string
		press  []chord
		pause  time.Duration
		want   string
		unused bool
	}{
		{"a chord", []chord{parseChord("Ctrl+K")}, 0, "palette", false},
		{"a letter", []chord{chordOfRune('e')}, 0, "edit", false},
		{"the other way", []chord{{0, "F2"}}, 0, "edit", false},
		{"a sequence", []chord{chordOfRune('g'), chordOfRune('t')}, 0, "today", false},
		{"another with the same start", []chord{chordOfRune('g'), chordOfRune('p')}, 0, "partners", false},
		{"too slow: the second letter counts alone", []chord{chordOfRune('g'), chordOfRune('t')}, 2 * time.Second, "talk", false},
		{"a broken sequence: the last letter counts alone", []chord{chordOfRune('g'), chordOfRune('e')}, 0, "edit", false},
		{"shift and ctrl", []chord{parseChord("Ctrl+Shift+N")}, 0, "shifted", false},
		{"one that is off gives way", []chord{chordOfRune('x')}, 0, "x", false},
		{"a sign", []chord{chordOfRune('?')}, 0, "keys", false},
		{"a stranger", []chord{chordOfRune('q')}, 0, "", true},
		{"a letter in capitals is another key", []chord{chordOfRune('E')}, 0, "", true},
	} {
		ran = ""
		used := false
		for _, ch := range tc.press {
			used = c.press(ch)
			stage.Advance(tc.pause)
		}
		if ran != tc.want || used == tc.unused {
			t.Errorf("%s: ran %q, used %v", tc.name, ran, used)
		}
		c.pending = nil
	}
}

func TestKeyTextReadsAsPeopleSayIt(t *testing.T) {
	for keys, want := range map[string]string{
		"Ctrl+K": "Ctrl K", "G T": "G T", "E, F2": "E", "Ctrl+Shift+N": "Ctrl Shift N", "Ctrl++": "Ctrl +", "": "", "?": "?",
	} {
		if got := KeyText(keys); got != want {
			t.Errorf("%q reads %q", keys, got)
		}
	}
}

func TestShortcutsOfFyneComeBackAsChords(t *testing.T) {
	for keys, s := range map[string]fyne.Shortcut{
		"Ctrl+Z": &fyne.ShortcutUndo{}, "Ctrl+Y": &fyne.ShortcutRedo{}, "Ctrl+A": &fyne.ShortcutSelectAll{}, "Ctrl+C": &fyne.ShortcutCopy{},
	} {
		got, ok := chordOfShortcut(s)
		if !ok || got != parseChord(keys) {
			t.Errorf("%s: %v", keys, got)
		}
		if back := shortcutOf(got); back.ShortcutName() != s.ShortcutName() {
			t.Errorf("%s binds %s", keys, back.ShortcutName())
		}
	}
	for _, plus := range []fyne.KeyModifier{0, fyne.KeyModifierShift} {
		s := &desktop.CustomShortcut{KeyName: fyne.KeyEqual, Modifier: fyne.KeyModifierShortcutDefault | plus}
		if got, _ := chordOfShortcut(s); got != parseChord("Ctrl++") {
			t.Errorf("the plus key is %v", got)
		}
	}
	if shortcutOf(parseChord("E")) != nil {
		t.Error("a plain letter needs no shortcut")
	}
}

func TestAddReplacesAndRemoveForgets(t *testing.T) {
	c := NewCommands(NewStepStage(time.Unix(0, 0)))
	n := 0
	c.Add(Command{ID: "a", Keys: "A", Run: func() { n = 1 }})
	c.Add(Command{ID: "a", Keys: "A", Run: func() { n = 2 }})
	if !c.Run("a") || n != 2 || len(c.All()) != 1 {
		t.Errorf("ran %d of %d", n, len(c.All()))
	}
	c.Remove("a")
	if c.Run("a") || c.press(chordOfRune('a')) {
		t.Error("a removed command ran")
	}
}

func TestPaletteRanksByLettersInOrder(t *testing.T) {
	all := []Command{{Title: "New referral"}, {Title: "Go to Today"}, {Title: "Go to Partners"}}
	for text, want := range map[string]string{"": "New referral,Go to Today,Go to Partners|", "gtod": "|Go to Today", "to": "Go to Today,Go to Partners|", "go part": "Go to Partners|",
		"ref": "New referral|", "nrl": "|New referral", "xyz": "|"} {
		found, loose := rankCommands(all, text)
		names := func(all []Command) string {
			var out []string
			for _, c := range all {
				out = append(out, c.Title)
			}
			return strings.Join(out, ",")
		}
		if got := names(found) + "|" + names(loose); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}
