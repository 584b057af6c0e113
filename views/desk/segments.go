package desk

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"rapport/app"
	"rapport/views/kit"
)

// segmentScreen is the saved filters over partners, with the details of each.
type segmentScreen struct {
	*list[app.SegmentRow]
	pane *segmentPane
}

func newSegments(d *Desk) screen {
	s := &segmentScreen{pane: newSegmentPane(d)}
	s.list = newList(d, listSpec[app.SegmentRow]{
		section: "segments", title: "Segments", one: "segment", many: "segments", search: "Search names",
		columns: []kit.Column{
			{Key: "name", Title: "Name", Width: 180, Weight: 1},
			{Key: "partners", Title: "Partners", Kind: kit.KindNumber, Width: 84},
			{Key: "rule", Title: "Who is in it", Kind: kit.KindMuted, Width: 260, Weight: 2, HideBelow: 560},
		},
		order: []app.Sort{{Key: "name"}},
		key:   func(s app.SegmentRow) int64 { return int64(s.ID) },
		cells: func(s app.SegmentRow, into []kit.Cell) {
			into[0], into[1], into[2] = kit.Cell{Text: s.Name}, kit.Cell{Text: countCell(s.Count)}, kit.Cell{Text: s.Sentence}
			if len(s.Missing) > 0 {
				into[2] = kit.Cell{Text: s.Missing[0], Role: kit.RoleWarning}
			}
		},
		ids: d.firm.Segments.IDs, rows: d.firm.Segments.Rows,
		concerns: []app.Kind{app.KindSegment, app.KindPartner, app.KindReferral, app.KindCheckin, app.KindMaterial, app.KindCadence, app.KindPayment},
		moves:    app.KindSegment,
		first: kit.Empty{Icon: "filter", Title: "There is no segment yet",
			Text:   "A segment is a filter over partners that is kept under a name, such as attorneys that have introduced no client lately. Lists, letters, materials, check-ins and reports go by it.",
			Action: "New segment", Run: func() { d.editSegment(app.Segment{}) }},
		add:    "segment.new",
		hints:  [][2]string{{"C", "new"}, {"E", "edit"}, {"O", "partners"}, {"W", "write"}},
		detail: s.pane,
	})
	return s
}

// segment is the one whose details are shown.
func (d *Desk) segment() (app.SegmentRow, bool) {
	m, ok := d.screens["segments"]
	if !ok || !d.is("segments") {
		return app.SegmentRow{}, false
	}
	p := m.screen.(*segmentScreen).pane
	return p.shown.SegmentRow, p.ready
}

func segmentCommands(d *Desk) []kit.Command {
	const group = "Segments"
	shown := func() bool { _, ok := d.segment(); return ok }
	with := func(run func(app.SegmentRow)) func() {
		return func() {
			if s, ok := d.segment(); ok {
				run(s)
			}
		}
	}
	return []kit.Command{
		{ID: "segment.new", Title: "New segment", Icon: "plus", Group: group, Keys: "C", When: func() bool { return d.is("segments") }, Run: func() { d.editSegment(app.Segment{}) }},
		{ID: "segment.edit", Title: "Edit segment", Icon: "edit", Group: group, Keys: "E, F2", When: shown, Run: with(func(s app.SegmentRow) { d.editSegment(s.Segment) })},
		{ID: "segment.partners", Title: "Show the partners of the segment", Icon: "partners", Group: group, Keys: "O", When: shown, Run: with(d.showSegment)},
		{ID: "segment.write", Title: "Write to the partners of the segment", Icon: "mail", Group: group, Keys: "W", When: shown, Run: with(d.writeToSegment)},
		{ID: "segment.round", Title: "Plan a round of check-ins with the segment", Icon: "calendar", Group: group, Keys: "R", When: shown, Run: with(d.planRound)},
		{ID: "segment.owed", Title: "What is owed to the segment", Icon: "money", Group: group, When: shown, Run: with(d.owedToSegment)},
		{ID: "segment.remove", Title: "Remove segment", Icon: "trash", Group: group, Keys: "Del", When: shown, Run: with(func(s app.SegmentRow) {
			ask := app.Ask{Key: d.opts.NewKey()}
			d.do(func(ctx context.Context) (app.Receipt, error) { return d.firm.Segments.Remove(ctx, ask, s.ID) }, nil)
		})},
	}
}

// findSegments offers segments by their names.
func (d *Desk) findSegments(ctx context.Context, text string) ([]kit.Option, error) {
	all, err := d.firm.Segments.List(ctx)
	var out []kit.Option
	for _, s := range all {
		if strings.Contains(strings.ToLower(s.Name), strings.ToLower(text)) {
			out = append(out, kit.Option{ID: int64(s.ID), Text: s.Name, Note: plural(int64(s.Count), "partner", "partners")})
		}
	}
	return out, err
}

// ofSegment is a filter on a segment.
func ofSegment(s app.Segment) filter { return byThing("segment", "Segment", int64(s.ID), s.Name) }

func (d *Desk) showSegment(s app.SegmentRow) {
	d.open("partners", view{Filters: []filter{ofSegment(s.Segment)}})
}

// shownSegment is a segment with the first of its partners.
type shownSegment struct {
	app.SegmentRow
	first []app.PartnerRow
}

// firstOf is how many partners of a segment are named in its details.
const firstOf = 50

// segmentPane is the details of a segment: what it asks, who is in it, and what goes by it.
type segmentPane struct {
	reading[shownSegment]
	name, rule, gone, note, count, uses *kit.Text
	people                              *fyne.Container
}

func newSegmentPane(d *Desk) *segmentPane {
	p := &segmentPane{name: kit.NewText("", kit.Look{Size: 17, Bold: true, Wrap: true}), rule: kit.NewText("", kit.Prose()), note: kit.NewText("", kit.Prose()),
		gone: kit.NewText("", kit.Look{Role: kit.RoleWarning, Size: 12, Wrap: true}), count: kit.NewText("", kit.Look{Role: kit.RoleMuted, Size: 12}),
		uses: kit.NewText("", kit.Prose()), people: kit.Down(2)}
	p.d, p.acts = d, kit.Wrapped(8)
	p.read, p.draw = p.readAll, p.drawAll
	var more *kit.Button
	more = kit.NewIconButton("more", "More", "", func() {
		d.root.MenuUnder(more, d.root.CommandItems("segment.edit", "segment.round", "segment.owed", "segment.remove"))
	})
	head := kit.Down(6, kit.Across(4, kit.Grow(p.name), more), p.rule, p.gone, p.acts)
	p.box = newPaneBox("Choose a segment to see who is in it.", head, p.count, titled("In it today", p.people), titled("Goes by it", p.uses), titled("Note", p.note))
	return p
}

func (p *segmentPane) readAll(ctx context.Context, id int64) (s shownSegment, err error) {
	firm := p.d.firm
	rows, err := firm.Segments.Rows(ctx, []int32{int32(id)})
	if err != nil || len(rows) == 0 {
		if err == nil {
			err = app.Missing("This segment")
		}
		return s, err
	}
	s.SegmentRow = rows[0]
	s.first, err = latest(ctx, firstOf, app.Query{}.With(ofSegment(s.Segment).Cond), firm.Partners.IDs, firm.Partners.Rows)
	return s, err
}

func (p *segmentPane) drawAll(s shownSegment) {
	d := p.d
	p.name.Set(s.Name)
	p.rule.Set(s.Sentence)
	p.gone.Set(strings.Join(s.Missing, " "))
	kit.Shown(p.gone, len(s.Missing) > 0)
	p.count.Set(plural(int64(s.Count), "partner", "partners") + " today")
	replace(p.acts, kit.NewButton("Write…", "mail", kit.Primary, func() { d.writeToSegment(s.SegmentRow) }).Tip("", "W"),
		kit.NewButton("Partners", "partners", kit.Normal, func() { d.showSegment(s.SegmentRow) }).Tip("", "O"),
		kit.NewButton("Edit", "", kit.Normal, func() { d.editSegment(s.Segment) }).Tip("", "E"))
	p.box.section("In it today", len(s.first) > 0)
	replace(p.people, partnerLines(s.first, s.Count)...)
	var uses []string
	for _, use := range s.Uses {
		uses = append(uses, capital(use.Name))
	}
	p.uses.Set(strings.Join(uses, "\n"))
	p.box.section("Goes by it", len(uses) > 0)
	p.note.Set(s.Note)
	p.box.section("Note", s.Note != "")
}

// partnerLines names partners, and how many more there are.
func partnerLines(first []app.PartnerRow, all int) (out []fyne.CanvasObject) {
	for _, r := range first {
		out = append(out, kit.Across(8, kit.Grow(kit.NewText(r.Name, kit.Look{})), kit.NewText(join(capital(r.Type), capital(string(r.State))), kit.Look{Role: kit.RoleMuted, Size: 12, Hug: true})))
	}
	if more := all - len(first); more > 0 {
		out = append(out, kit.NewText("and "+plural(int64(more), "more", "more"), kit.Muted()))
	}
	return out
}
