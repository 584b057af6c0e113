package desk

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"rapport/app"
	"rapport/views/kit"
)

// duplicatePane is a pair side by side, what differs marked, and what can be done about it.
type duplicatePane struct {
	reading[app.WholePair]
	at    twins
	title *kit.Text
	chips *fyne.Container
	heads *fyne.Container
	facts *fyne.Container
	why   *kit.Text
}

func newDuplicatePane(d *Desk) *duplicatePane {
	p := &duplicatePane{title: kit.NewText("", kit.Look{Size: 17, Bold: true, Wrap: true}), chips: kit.Wrapped(6), heads: kit.Down(0), facts: kit.Down(10), why: kit.NewText("", kit.Prose())}
	p.d, p.draw, p.acts = d, p.drawAll, kit.Wrapped(8)
	p.read = func(ctx context.Context, _ int64) (app.WholePair, error) {
		return d.firm.Duplicates.Compare(ctx, p.at.kind, p.at.a.ID, p.at.b.ID)
	}
	p.box = newPaneBox("Choose a pair to see the two side by side.", kit.Down(6, p.title, p.chips, p.acts), kit.Down(10, p.why, p.heads), titled("Side by side", p.facts))
	return p
}

// show reads and shows a pair, nothing for none.
func (p *duplicatePane) show(t twins) {
	p.at = t
	if t.a.ID == 0 {
		p.Show(0)
		return
	}
	p.Show(t.a.ID<<32 | t.b.ID) // one number for the two: ids of a kind are less than 2^31
}

func (p *duplicatePane) drawAll(w app.WholePair) {
	p.title.Set("One " + map[bool]string{true: "client", false: "partner"}[w.Kind == app.KindClient] + " or two?")
	chips := []fyne.CanvasObject{kit.NewChip("Alike "+grouped(w.Score), likeHue(w.Score))}
	if w.Apart != nil {
		chips = append(chips, kit.NewChip("Kept apart", kit.Grey))
	}
	replace(p.chips, chips...)
	p.drawActs(w)
	p.why.Set(lines(w.Why))
	p.drawFacts(w)
}

// lines puts sentences below each other.
func lines(all []string) string {
	out := ""
	for i, s := range all {
		if i > 0 {
			out += "\n"
		}
		out += s
	}
	return out
}

func (p *duplicatePane) drawActs(w app.WholePair) {
	d := p.d
	merge := kit.NewButton("Merge…", "merge", kit.Primary, func() { d.mergePair(w) }).Tip("Choose which stays", "M")
	other := kit.NewButton("Not the same", "split", kit.Normal, func() { d.keepApart(w) }).Tip("Remembered; can be undone", "X")
	if w.Apart != nil {
		merge.SetKind(kit.Normal)
		other = kit.NewButton("Look at it again", "undo", kit.Normal, func() { d.reconsider(w) }).Tip("Forget that they are not the same", "X")
	}
	replace(p.acts, merge, other)
	open := func(party app.Party, keys string) fyne.CanvasObject {
		return kit.Grow(kit.Across(0, kit.NewLink("Open "+party.Number, func() { d.openParty(w.Kind, party) }).Tip(party.Name, keys), kit.Space()))
	}
	replace(p.heads, kit.Across(8, open(w.A, "1"), open(w.B, "2")))
}

// drawFacts puts the facts of the two next to each other; what differs stands on amber.
func (p *duplicatePane) drawFacts(w app.WholePair) {
	rows := make([]fyne.CanvasObject, 0, len(w.Facts))
	for _, f := range w.Facts {
		value := func(text string) fyne.CanvasObject {
			look, face := kit.Look{Size: 12, Wrap: strings.Contains(text, " ")}, kit.Face{Pad: 4} // one long word is cut, and whole in its tooltip
			switch {
			case text == "":
				text, look.Role = "—", kit.RoleDisabled
			case f.Differ:
				look.Role, face.Fill, face.Radius = kit.RoleAmberText, kit.RoleAmber, 4
			}
			return kit.NewPanel(face, kit.NewText(text, look))
		}
		label := f.What
		if f.Differ {
			label += " · differs"
		}
		rows = append(rows, kit.Down(2, kit.Pad(0, 0, 0, 4, kit.NewText(label, kit.Look{Role: kit.RoleMuted, Size: 11})), beside(value(f.A), value(f.B))))
	}
	replace(p.facts, rows...)
}

// beside gives two things half of the room each, from the same height on.
func beside(a, b fyne.CanvasObject) fyne.CanvasObject {
	return &fyne.Container{Layout: halves{6}, Objects: []fyne.CanvasObject{a, b}}
}

// halves is the layout of beside.
type halves struct{ gap float32 }

// MinSize belongs to fyne.Layout.
func (h halves) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(kit.Px(120), max(o[0].MinSize().Height, o[1].MinSize().Height))
}

// Layout belongs to fyne.Layout.
func (h halves) Layout(o []fyne.CanvasObject, s fyne.Size) {
	w := (s.Width - kit.Px(h.gap)) / 2
	for i, c := range o {
		c.Move(fyne.NewPos(float32(i)*(w+kit.Px(h.gap)), 0))
		c.Resize(fyne.NewSize(w, s.Height))
	}
}

// openParty goes to one of a pair.
func (d *Desk) openParty(kind app.Kind, p app.Party) {
	d.openThing(app.Hit{Kind: kind, ID: p.ID, Name: p.Name})
}

// keepApart asks why two are not the same, and remembers it.
func (d *Desk) keepApart(w app.WholePair) {
	why := kit.NewTextField(kit.Spec{Key: "reason", Label: "Why not", Hint: "Two branches, father and son … may stay empty"}, "")
	d.openForm(formSpec{title: "Not the same", note: w.A.Name + " and " + w.B.Name, form: kit.NewForm().Add(why), save: "Remember it",
		submit: func(ask app.Ask) act {
			note := why.Value()
			return func(ctx context.Context) (app.Receipt, error) {
				return d.firm.Duplicates.Dismiss(ctx, ask, w.Kind, w.A.ID, w.B.ID, note)
			}
		}})
}

// reconsider forgets that two are not the same.
func (d *Desk) reconsider(w app.WholePair) {
	ask := app.Ask{Key: d.opts.NewKey()}
	d.do(func(ctx context.Context) (app.Receipt, error) {
		return d.firm.Duplicates.Reconsider(ctx, ask, w.Kind, w.A.ID, w.B.ID)
	}, nil)
}

// duplicateCommands are what can be done with the pair under the cursor, and the ways here.
func duplicateCommands(d *Desk) []kit.Command {
	const group = "Maybe the same"
	here := func() (*duplicates, app.WholePair, bool) {
		m, ok := d.screens["duplicates"]
		if !ok || !d.is("duplicates") {
			return nil, app.WholePair{}, false
		}
		u := m.screen.(*duplicates)
		t, ok := u.current()
		return u, u.pane.shown, ok && u.pane.ready && u.pane.shown.A.ID == t.a.ID && u.pane.shown.B.ID == t.b.ID
	}
	when := func() bool { _, _, ok := here(); return ok }
	with := func(run func(app.WholePair)) func() {
		return func() {
			if _, w, ok := here(); ok {
				run(w)
			}
		}
	}
	return []kit.Command{
		{ID: "duplicates.partners", Title: "Partners that may be the same", Icon: "merge", Group: group, Run: func() { d.open("duplicates", twinView(twinPartners, "")) }},
		{ID: "duplicates.clients", Title: "Clients that may be the same", Icon: "merge", Group: group, Run: func() { d.open("duplicates", twinView(twinClients, "")) }},
		{ID: "duplicates.merge", Title: "Merge the two", Icon: "merge", Group: group, Keys: "M", When: when, Run: with(d.mergePair)},
		{ID: "duplicates.apart", Title: "They are not the same, or may be again", Icon: "split", Group: group, Keys: "X", When: when, Run: with(func(w app.WholePair) {
			if w.Apart != nil {
				d.reconsider(w)
				return
			}
			d.keepApart(w)
		})},
		{ID: "duplicates.one", Title: "Open the first of the two", Icon: "open", Group: group, Keys: "1", When: when, Run: with(func(w app.WholePair) { d.openParty(w.Kind, w.A) })},
		{ID: "duplicates.other", Title: "Open the second of the two", Icon: "open", Group: group, Keys: "2", When: when, Run: with(func(w app.WholePair) { d.openParty(w.Kind, w.B) })},
	}
}
