package kit

import (
	"context"
	"errors"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"github.com/sahilm/fuzzy"
)

// Hit is something the palette found beside commands: a partner, a client, a referral.
type Hit struct {
	Icon, Title, Note string
	// Marks and NoteMarks are the parts of Title and Note, in bytes, that it was found by.
	Marks, NoteMarks [][2]int
	Run              func()
}

// PaletteSpec says where the palette finds more than commands.
type PaletteSpec struct {
	Placeholder string
	// Find looks for records away from the screen; nil for none.
	Find func(ctx context.Context, text string) ([]Hit, error)
}

// paletteRows is how many rows the palette shows.
const paletteRows = 8

// palette is the open command palette.
type palette struct {
	root     *Root
	spec     PaletteSpec
	cover    *Surface
	input    *Input
	list     *rowList
	commands []Command // that make sense now
	shown    []func()  // what each row does
	slot     Slot
}

// OpenPalette shows commands and records to type-ahead through.
func (r *Root) OpenPalette(spec PaletteSpec) {
	p := &palette{root: r, spec: spec, commands: r.Commands.Available()}
	p.input = NewInput(spec.Placeholder)
	p.input.bare = true
	p.list = newRowList(paletteRows, 32, p.take)
	p.input.Entry.listen(p.typed)
	p.input.Entry.onKey = p.key
	body := NewPanel(Face{Fill: RoleOverlay, Stroke: RoleBorder, Radius: 10}, Down(0,
		Pad(4, 6, 4, 6, p.input), NewRule(RoleBorder), Pad(6, 6, 6, 6, p.list)))
	p.cover = newCover(r, body, RoleScrim, p.shut)
	p.cover.keys = func(c chord) bool {
		if c.key == string(fyne.KeyEscape) {
			p.shut()
		}
		return true
	}
	p.cover.placed = func(s fyne.Size) (fyne.Position, fyne.Size) {
		w := min(Px(560), s.Width-Px(40))
		return fyne.NewPos((s.Width-w)/2, Px(110)), fyne.NewSize(w, body.MinSize().Height)
	}
	p.typed("")
	r.open(p.cover, p.input.Entry)
}

func (p *palette) shut() {
	p.slot.Cancel()
	p.root.close(p.cover)
}

func (p *palette) take(i int) {
	if i < 0 || i >= len(p.shown) || p.shown[i] == nil {
		return
	}
	do := p.shown[i]
	p.shut()
	p.root.guarded(do)
}

func (p *palette) key(k *fyne.KeyEvent) bool {
	switch k.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		p.take(p.list.lit)
		return true
	case fyne.KeyEscape:
		p.shut()
		return true
	}
	return p.list.steer(k.Name)
}

// typed shows the commands that fit at once, and records when they arrive.
func (p *palette) typed(text string) {
	found, loose := rankCommands(p.commands, text)
	p.slot.Cancel()
	if p.spec.Find == nil || text == "" {
		p.show(found, nil, loose, "")
		return
	}
	looking := "" // what only holds the letters waits for the records, which go before
	if len(found) == 0 {
		looking = "Looking …"
	}
	p.show(found, nil, nil, looking)
	Load(p.root.Stage, &p.slot, func(ctx context.Context) ([]Hit, error) { return p.spec.Find(ctx, text) },
		func(hits []Hit, err error) {
			note := ""
			if err != nil && !errors.Is(err, context.Canceled) {
				note = "Records could not be searched. " + p.root.explain(err).Say
			}
			p.show(found, hits, loose, note)
		})
}

func (p *palette) show(found []Command, hits []Hit, loose []Command, note string) {
	var rows []rowItem
	p.shown = p.shown[:0]
	commands := func(all []Command) {
		for _, c := range all {
			rows = append(rows, rowItem{icon: c.Icon, title: c.Title, keys: c.Keys})
			p.shown = append(p.shown, c.Run)
		}
	}
	commands(found)
	for _, h := range hits {
		rows = append(rows, rowItem{icon: h.Icon, title: h.Title, note: h.Note, marks: h.Marks, noteMarks: h.NoteMarks})
		p.shown = append(p.shown, h.Run)
	}
	commands(loose)
	if len(rows) == 0 && note == "" {
		note = "Nothing of that name"
	}
	if note != "" {
		rows = append(rows, rowItem{title: note, off: true})
		p.shown = append(p.shown, nil)
	}
	p.list.set(rows, 0)
	if p.cover != nil {
		p.cover.Refresh()
	}
}

// titles lets the fuzzy search read commands.
type titles []Command

func (t titles) String(i int) string { return t[i].Title }
func (t titles) Len() int            { return len(t) }

// rankCommands keeps those whose title holds the text or the beginnings of its words, best first, and behind records those that hold no more than
// its letters in order; of names, those that hold the text as it is.
func rankCommands(all []Command, text string) (found, loose []Command) {
	if text == "" {
		return all, nil
	}
	for _, m := range fuzzy.FindFrom(text, titles(all)) {
		switch c := all[m.Index]; {
		case said(c.Title, text, !c.Name):
			found = append(found, c)
		case !c.Name:
			loose = append(loose, c)
		}
	}
	return found, loose
}

// said tells whether a title holds a text; by its words, also when each begins one of the title.
func said(title, text string, byWords bool) bool {
	title, text = strings.ToLower(title), strings.ToLower(text)
	if strings.Contains(title, text) {
		return true
	}
	begun := func(word string) bool {
		return slices.ContainsFunc(strings.Fields(title), func(w string) bool { return strings.HasPrefix(w, word) })
	}
	return byWords && !slices.ContainsFunc(strings.Fields(text), func(word string) bool { return !begun(word) })
}
