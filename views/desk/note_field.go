package desk

import (
	"strings"

	"rapport/app"
	"rapport/views/kit"
)

// noteField asks for a note in Markdown and shows it as it will be read, by a switch below it.
type noteField struct {
	field *kit.TextField
	view  *kit.Markdown
	turn  *kit.Button
	named []kit.Named
	reads bool
}

func newNoteField(spec kit.Spec, lines int) *noteField {
	n := &noteField{field: kit.NewMultilineField(spec, "", lines), view: kit.NewMarkdown()}
	n.turn = kit.NewLink("", func() { n.read(!n.reads) })
	n.read(false)
	return n
}

// into puts the field into a form.
func (n *noteField) into(f *kit.Form) *kit.Form {
	return f.Add(n.field).Put(kit.Down(4, n.view, kit.Across(0, n.turn, kit.Space())))
}

// read shows the note as it is read, or to be written.
func (n *noteField) read(yes bool) {
	n.reads = yes
	n.view.Set(n.field.Value(), n.named...)
	kit.Shown(n.view, yes)
	kit.Shown(n.field, !yes)
	n.turn.SetText(map[bool]string{true: "Edit the note", false: "Preview the note"}[yes])
}

// show fills in a note with what it names, to be read first.
func (n *noteField) show(text string, named []kit.Named) {
	n.named = named
	n.field.Set(text)
	n.read(strings.TrimSpace(text) != "")
}

// namedIn links what a check-in's note names: people by their whole name or the first, referrals by number.
func (d *Desk) namedIn(w app.WholeCheckin) []kit.Named {
	var out []kit.Named
	for _, m := range w.Mentions {
		open := func() { d.openMention(w.Row, m) }
		if m.Kind != app.KindPerson {
			out = append(out, kit.Named{Words: m.Name, Open: open})
			continue
		}
		first, _, _ := strings.Cut(m.Name, " ")
		out = append(out, kit.Named{Words: "@" + m.Name, Open: open}, kit.Named{Words: "@" + first, Open: open})
	}
	return out
}
