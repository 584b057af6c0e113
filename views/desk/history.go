package desk

import (
	"context"

	"fyne.io/fyne/v2"

	"rapport/app"
	"rapport/views/kit"
)

const groupHistory = "History"

// history is everything that was done with the file, by whom and when.
type history struct {
	*list[app.Audit]
	pane *historyPane
	who  []string // everybody who did something
	slot kit.Slot
}

func newHistory(d *Desk) screen {
	s := &history{pane: newHistoryPane(d)}
	s.list = newList(d, listSpec[app.Audit]{
		section: "history", title: "History", one: "act", many: "acts", search: "Search by partner, client or referral",
		columns: []kit.Column{
			{Key: "time", Title: "When", Kind: kit.KindDay, Width: 150, Sortable: true},
			{Key: "by", Title: "Who", Kind: kit.KindMuted, Width: 140, HideBelow: 560},
			{Key: "label", Title: "What", Width: 300, Weight: 3},
			{Key: "undone", Title: "", Kind: kit.KindChip, Width: 104, HideBelow: 640},
		},
		order: []app.Sort{{Key: "time", Desc: true}},
		key:   func(a app.Audit) int64 { return a.Seq },
		cells: func(a app.Audit, into []kit.Cell) {
			into[0], into[1], into[2] = kit.Cell{Text: momentWords(a.At, d.today)}, kit.Cell{Text: a.Actor}, kit.Cell{Text: a.Label}
			if a.Undone != 0 {
				into[2].Role, into[3] = kit.RoleMuted, kit.Cell{Text: "Taken back", Hue: kit.Grey}
			}
		},
		ids: d.firm.History.IDs, rows: d.firm.History.Rows,
		filters: []filterSpec{
			{field: "day", title: "When", any: "When: any time", days: true, choices: func() []filter { return periodFilters("day", d.today) }},
			{field: "by", title: "Who", any: "Who: anybody", choices: func() []filter { return wordFilters("by", "Who", s.who...) }},
			{field: "about", title: "About", any: "About: anything", choices: func() []filter { return wordFilters("about", "About", app.HistoryKinds()...) }},
		},
		first: kit.Empty{Icon: "history", Title: "Nothing was done yet",
			Text: "Everything that is entered, changed or run stands here with who did it and when, what it was before and what it became."},
		menu:   []string{"history.undo", "history.open"},
		hints:  [][2]string{{"U", "take back"}, {"O", "go to it"}},
		detail: s.pane,
	})
	s.learn()
	return s
}

// learn reads who there is to filter by.
func (s *history) learn() {
	kit.Load(s.d.stage, &s.slot, s.d.firm.History.Actors, func(who []string, err error) {
		if err == nil { // without them the filter has nothing to offer
			s.who = who
		}
	})
}

// Changed belongs to screen: every change is one more act.
func (s *history) Changed([]app.Change) { s.list.Changed(nil); s.learn() }

// Close belongs to screen.
func (s *history) Close() { s.slot.Cancel(); s.list.Close() }

func historyCommands(d *Desk) []kit.Command {
	shown := func(ok func(app.HistoryEntry) bool) func() bool {
		return func() bool {
			e, ready := d.act()
			return ready && ok(e)
		}
	}
	return []kit.Command{
		{ID: "history.undo", Title: "Take this act back", Icon: "undo", Group: groupHistory, Keys: "U", When: shown(func(e app.HistoryEntry) bool { return e.Kept == "" }), Run: d.takeActBack},
		{ID: "history.open", Title: "Go to what was changed", Icon: "link", Group: groupHistory, Keys: "O", When: shown(func(e app.HistoryEntry) bool { return leadsSomewhere(e.Kind) }), Run: d.openActed},
		{ID: "history.here", Title: "What was done to this", Icon: "history", Group: groupHistory, Keys: "Ctrl+H", When: func() bool { _, _, ok := d.thingHere(); return ok }, Run: d.openHistory},
	}
}

// act is the one whose details are shown.
func (d *Desk) act() (app.HistoryEntry, bool) {
	m, ok := d.screens["history"]
	if !ok || !d.is("history") {
		return app.HistoryEntry{}, false
	}
	p := m.screen.(*history).pane
	return p.shown, p.ready
}

// takeActBack undoes the act that is shown; an import asks first.
func (d *Desk) takeActBack() {
	e, ok := d.act()
	if !ok {
		return
	}
	if e.Act == app.ActImport {
		d.offerUndoImport(app.ID[app.Batch](e.Subject))
		return
	}
	ask := app.Ask{Key: d.opts.NewKey()}
	d.do(func(ctx context.Context) (app.Receipt, error) { return d.firm.History.Undo(ctx, ask, e.Seq) }, nil)
}

// leadsSomewhere tells whether what was changed has a place to go to.
func leadsSomewhere(k app.Kind) bool {
	return k == app.KindPartner || k == app.KindClient || sectionOf(k) != ""
}

func (d *Desk) openActed() {
	if e, ok := d.act(); ok && leadsSomewhere(e.Kind) {
		d.openThing(app.Hit{Kind: e.Kind, ID: e.Subject, Name: thingCalled(e)})
	}
}

// thingCalled is the name of what an act is about.
func thingCalled(e app.HistoryEntry) string {
	for _, c := range e.Changed {
		if c.Thing == (app.Change{Kind: e.Kind, ID: e.Subject}) {
			return c.Name
		}
	}
	return e.Label
}

// thingHere is what the cursor stands on: its kind, its id and what one of the list is called.
func (d *Desk) thingHere() (thing app.Change, one string, ok bool) {
	m, mounted := d.screens[d.here.section]
	if !mounted {
		return thing, "", false
	}
	if l, is := m.screen.(interface {
		thing() (app.Change, string, bool)
	}); is {
		return l.thing()
	}
	return thing, "", false
}

// openHistory shows what was done to what the cursor stands on.
func (d *Desk) openHistory() {
	if thing, one, ok := d.thingHere(); ok {
		d.open("history", view{Filters: []filter{{Field: "thing", Text: "This " + one, Cond: app.Touched(thing.Kind, thing.ID)}}})
	}
}

// historyPane is one act: who, when, and each fact as it became, and was.
type historyPane struct {
	reading[app.HistoryEntry]
	when, label, kept *kit.Text
	changed           *fyne.Container
}

func newHistoryPane(d *Desk) *historyPane {
	p := &historyPane{when: kit.NewText("", kit.Caption()), label: kit.NewText("", kit.Look{Size: 15, Bold: true, Wrap: true}), kept: kit.NewText("", kit.Look{Role: kit.RoleMuted, Wrap: true}),
		changed: kit.Down(14)}
	p.d, p.draw, p.acts = d, p.drawAll, kit.Wrapped(8)
	p.read = func(ctx context.Context, id int64) (app.HistoryEntry, error) { return d.firm.History.Get(ctx, id) }
	p.box = newPaneBox("Choose an act to see what it changed.", kit.Down(8, p.when, p.label, p.acts), p.kept, titled("What changed", p.changed))
	return p
}

func (p *historyPane) drawAll(e app.HistoryEntry) {
	d := p.d
	p.when.Set(momentWords(e.At, d.today) + " · " + e.Actor)
	p.label.Set(e.Label)
	p.kept.Set(e.Kept)
	if e.Kept == "" {
		p.kept.Set("It can be taken back as long as nothing it touched was changed since.")
	}
	replace(p.acts)
	if e.Kept == "" {
		p.acts.Add(kit.NewButton("Take back", "undo", kit.Normal, d.takeActBack).Tip("Make everything what it was", "U"))
	}
	if leadsSomewhere(e.Kind) {
		p.acts.Add(kit.NewButton("Go to it", "", kit.Normal, d.openActed).Tip("", "O"))
	}
	replace(p.changed)
	for _, c := range e.Changed {
		p.changed.Add(changedPart(c))
	}
	if e.More > 0 {
		p.changed.Add(kit.NewText("And "+grouped(int64(e.More))+" more.", kit.Muted()))
	}
	p.box.section("What changed", len(e.Changed) > 0)
}

// changedPart is one thing with its facts: what they became, and below what they were.
func changedPart(c app.Changed) fyne.CanvasObject {
	name := c.Name
	switch {
	case c.Made:
		name += ", new"
	case c.Removed:
		name += ", removed"
	}
	part := kit.Down(6, kit.NewText(name, kit.Look{Bold: true, Wrap: true}))
	for _, f := range c.Fields {
		fact := kit.Down(1, kit.NewText(f.Field, kit.Caption()))
		switch {
		case c.Removed:
			fact.Add(kit.NewText(f.Was, kit.Look{Wrap: true}))
		case f.Is == "":
			fact.Add(kit.NewText("nothing, was "+f.Was, kit.Look{Role: kit.RoleMuted, Wrap: true}))
		default:
			fact.Add(kit.NewText(f.Is, kit.Look{Wrap: true}))
			if f.Was != "" {
				fact.Add(kit.NewText("was "+f.Was, kit.Look{Role: kit.RoleMuted, Wrap: true}))
			}
		}
		part.Add(fact)
	}
	return part
}
