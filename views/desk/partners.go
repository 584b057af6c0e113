package desk

import (
	"context"
	"slices"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/views/kit"
)

// newPartners makes the section of partners: who introduces clients, on which terms, and what they are owed.
func newPartners(d *Desk) screen {
	p := &partners{pane: newPartnerPane(d)}
	p.list = newList(d, listSpec[app.PartnerRow]{
		section: "partners", title: "Partners", one: "partner", many: "partners",
		search: "Search partners",
		columns: []kit.Column{
			{Key: "name", Title: "Name", Width: 150, Weight: 1.4, Sortable: true},
			{Key: "type", Title: "Type", Kind: kit.KindMuted, Width: 128, HideBelow: 560, Sortable: true},
			{Key: "state", Title: "State", Kind: kit.KindChip, Width: 104, Sortable: true},
			{Key: "referrals", Title: "Referrals", Kind: kit.KindNumber, Width: 84, Sortable: true},
			{Key: "won", Title: "Won", Kind: kit.KindNumber, Width: 62, Sortable: true},
			{Key: "last", Title: "Last introduction", Kind: kit.KindDay, Width: 124, Sortable: true},
			{Key: "owner", Title: "Owner", Kind: kit.KindMuted, Width: 96, HideBelow: 740},
		},
		order: []app.Sort{{Key: "name"}},
		key:   func(r app.PartnerRow) int64 { return int64(r.ID) },
		cells: func(r app.PartnerRow, into []kit.Cell) { partnerCells(d, r, into) },
		ids: func(ctx context.Context, q app.Query, each func([]int32) error) error {
			return d.firm.Partners.IDs(ctx, partnerQuery(q), each)
		}, rows: d.firm.Partners.Rows,
		filters:  p.filters(d),
		concerns: []app.Kind{app.KindReferral, app.KindPerson, app.KindAgreement, app.KindLine, app.KindStatement, app.KindPayment},
		moves:    app.KindPartner,
		first: kit.Empty{Icon: "partners", Title: "No partners yet",
			Text:   "A partner is a person or firm that introduces clients to you. Add the first one, or bring in the list you keep now.",
			Action: "New partner", Run: func() { d.root.Commands.Run("partner.new") },
			Second: "Import a file", RunSecond: func() { d.root.Commands.Run("go.import") }},
		head: kit.Across(2, kit.NewIconButton("filter", "Segments", "G J", func() { d.visit("segments") }),
			kit.NewIconButton("merge", "Partners that may be the same", "G W", func() { d.open("duplicates", twinView(twinPartners, "")) })),
		add:    "partner.new",
		hints:  [][2]string{{"↑↓", "move"}, {"Enter", "details"}, {"E", "edit"}},
		detail: p.pane,
	})
	p.readTags()
	return p
}

// partners is the list with its details.
type partners struct {
	*list[app.PartnerRow]
	pane *partnerPane
	tags []string // in use, for the filter
	slot kit.Slot
	link kit.Slot
}

// Show takes a view. A link to an archived partner brings those into the list.
func (p *partners) Show(v view) {
	p.list.Show(v)
	if _, said := v.filter("archived"); v.ID == 0 || said {
		return
	}
	kit.Load(p.d.stage, &p.link, func(ctx context.Context) (app.Partner, error) {
		return p.d.firm.Partners.Get(ctx, app.ID[app.Partner](v.ID))
	},
		func(one app.Partner, err error) {
			if err == nil && one.Archived {
				p.take(v.with(alsoArchived()))
			}
		})
}

// Changed reads the list again where news touched it, and the tags in use.
func (p *partners) Changed(changes []app.Change) {
	p.list.Changed(changes)
	if concerns(changes, app.KindPartner) {
		p.readTags()
	}
}

// readTags reads the tags in use; without them the filter offers the old ones.
func (p *partners) readTags() {
	kit.Load(p.d.stage, &p.slot, p.d.firm.Partners.Tags, func(tags []string, err error) {
		if err == nil {
			p.tags = tags
		}
	})
}

// Close belongs to screen.
func (p *partners) Close() {
	p.slot.Cancel()
	p.link.Cancel()
	p.list.Close()
}

func partnerCells(d *Desk, r app.PartnerRow, into []kit.Cell) {
	into[0] = kit.Cell{Text: r.Name}
	if r.Archived {
		into[0].Text, into[0].Role = r.Name+" (archived)", kit.RoleMuted
	}
	into[1] = kit.Cell{Text: capital(r.Type)}
	into[2] = kit.Cell{Text: capital(string(r.State)), Hue: partnerHue(r.State)}
	into[3] = kit.Cell{Text: countCell(r.Referrals)}
	into[4] = kit.Cell{Text: countCell(r.Won)}
	into[5] = kit.Cell{Text: dayWords(r.Last, d.today)}
	into[6] = kit.Cell{Text: r.Owner}
}

// partnerQuery hides archived partners unless they are asked for, also one by one; they still earn.
func partnerQuery(q app.Query) app.Query {
	for _, c := range q.Where {
		if c.Field == "archived" || c.Field == "id" {
			return q
		}
	}
	return q.With(app.Is("archived", "no"))
}

// alsoArchived brings archived partners into the list.
func alsoArchived() filter { return oneOf("archived", "Archived", "shown too", "yes", "no") }

// countCell is a count in a list, a dash for none.
func countCell(n int) string {
	if n == 0 {
		return "—"
	}
	return grouped(n)
}

// partnerHue is the chip colour of a partner's state.
func partnerHue(s app.PartnerState) kit.Hue {
	switch s {
	case app.Active:
		return kit.Green
	case app.Prospect, app.InTalks, app.Applied:
		return kit.Blue
	case app.PartnerCheck, app.Onboarding, app.Paused:
		return kit.Amber
	case app.Blocked, app.Declined:
		return kit.Red
	}
	return kit.Grey
}

func (p *partners) filters(d *Desk) []filterSpec {
	return []filterSpec{
		{field: "state", title: "State", any: "State: any", choices: func() []filter {
			all := wordFilters("state", "State", app.Prospect, app.InTalks, app.Applied, app.PartnerCheck, app.Onboarding, app.Active, app.Paused,
				app.Ended, app.Declined, app.Blocked, app.Merged)
			return append([]filter{oneOf("state", "State", "not signed yet", string(app.Prospect), string(app.InTalks), string(app.Applied),
				string(app.PartnerCheck), string(app.Onboarding))}, all...)
		}},
		{field: "type", title: "Type", any: "Type: any", choices: func() []filter { return wordFilters("type", "Type", d.settings.PartnerTypes...) }},
		{field: "segment", title: "Segment", find: d.findSegments},
		{field: "tag", title: "Tag", choices: func() []filter { return wordFilters("tag", "Tag", p.tags...) }},
		{field: "archived", title: "Archived", choices: func() []filter {
			return []filter{alsoArchived(), oneOf("archived", "Archived", "only those", "yes")}
		}},
	}
}

// partnerCommands are what can be done with partners: a new one from everywhere, the selected one here.
func partnerCommands(d *Desk) []kit.Command {
	const group = "Partners"
	may := func(yes func(app.PartnerRow) bool) func() bool {
		return func() bool {
			f, ok := d.partner()
			return ok && (yes == nil || yes(f.row))
		}
	}
	with := func(run func(partnerFacts)) func() {
		return func() {
			if f, ok := d.partner(); ok {
				run(f)
			}
		}
	}
	alive := may(func(r app.PartnerRow) bool { return r.State != app.Merged })
	return []kit.Command{
		{ID: "partner.new", Title: "New partner", Icon: "plus", Group: group, Keys: "Ctrl+Shift+N", Run: d.newPartner},
		{ID: "partner.edit", Title: "Edit partner", Icon: "edit", Group: group, Keys: "E, F2", When: alive, Run: with(d.editPartner)},
		{ID: "partner.state", Title: "Move partner to another state", Icon: "flag", Group: group, Keys: "S", When: alive,
			Run: with(func(f partnerFacts) { d.movePartner(f, "") })},
		{ID: "partner.refer", Title: "Log a referral of this partner", Icon: "referrals", Group: group, Keys: "R", When: alive,
			Run: with(d.logReferralOf)},
		{ID: "person.new", Title: "Add a person at the partner", Icon: "person-plus", Group: group, Keys: "P", When: alive,
			Run: with(func(f partnerFacts) { d.editPerson(f, app.Person{}) })},
		{ID: "agreement.new", Title: "New agreement with the partner", Icon: "agreements", Group: group, Keys: "A", When: alive,
			Run: with(d.newAgreement)},
		{ID: "partner.note", Title: "Add a note to the partner", Icon: "note", Group: group, Keys: "N", When: alive,
			Run: func() { d.partnerPane().enterNote() }},
		{ID: "partner.tier", Title: "Give the partner a tier", Icon: "flag", Group: group, Keys: "T",
			When: func() bool { return alive() && len(d.settings.PartnerTiers) > 0 }, Run: with(d.setTier)},
		{ID: "delivery.new", Title: "Record services the partner delivered", Icon: "plus", Group: group, Keys: "D",
			When: func() bool { f, ok := d.partner(); return ok && f.paysDelivered() }, Run: with(d.recordDelivery)},
		{ID: "partner.tiers", Title: "Review partner tiers by the firm's rules", Icon: "refresh", Group: group,
			When: func() bool { return len(d.settings.PartnerTiers) > 0 }, Run: d.reviewTiers},
		{ID: "partner.tax", Title: "Tax details of the partner: W-9, VAT, self-billing", Icon: "receipt", Group: group, Keys: "X", When: alive,
			Run: with(func(f partnerFacts) { d.editTax(f.row.Partner) })},
		{ID: "partner.write", Title: "Write to the partner with a template", Icon: "mail", Group: group, Keys: "W", When: alive,
			Run: with(func(f partnerFacts) { d.writeLetter(app.About{Partner: f.row.ID}, f.row.Name, app.Template{}) })},
		{ID: "partner.introduce", Title: "Introduce a client to this partner", Icon: "forward", Group: group, When: alive,
			Run: with(func(f partnerFacts) { d.introduce(f.row.ID, f.row.Name) })},
		{ID: "partner.review", Title: "Business review of the last quarter", Icon: "statements", Group: group, When: alive,
			Run: with(func(f partnerFacts) { d.showReview(f.row.ID, f.row.Name, d.lastQuarter()) })},
		{ID: "partner.review.now", Title: "Business review of this quarter so far", Icon: "statements", Group: group, When: alive,
			Run: with(func(f partnerFacts) { d.showReview(f.row.ID, f.row.Name, calendar.QuarterOf(d.today)) })},
		{ID: "code.new", Title: "New code for a campaign of the partner", Icon: "plus", Group: group, When: alive,
			Run: with(func(f partnerFacts) { d.newCode(f.row.ID, f.row.Name) })},
		{ID: "code.show", Title: "Show the partner's code and link", Icon: "search", Group: group, When: alive,
			Run: with(func(f partnerFacts) { d.showCode(f.codes[0]) })},
		{ID: "landing.write", Title: "Landing pages of the partner", Icon: "open", Group: group, When: alive, Run: with(d.writeLanding)},
		{ID: "partner.target", Title: "Targets of a quarter with the partner", Icon: "flag", Group: group, When: alive,
			Run: with(func(f partnerFacts) { d.setTarget(f.row.ID, f.row.Name) })},
		{ID: "partner.archive", Title: "Archive partner, or bring it back", Icon: "inbox", Group: group, When: alive, Run: with(d.archivePartner)},
		{ID: "partner.merge", Title: "Merge partner into another", Icon: "merge", Group: group, When: alive, Run: with(d.mergePartner)},
		{ID: "partner.twins", Title: "Whether it is there twice", Icon: "search", Group: group, When: alive,
			Run: with(func(f partnerFacts) { d.open("duplicates", twinView(twinPartners, f.row.Number)) })},
		{ID: "partner.block", Title: "Block partner and hold its money", Icon: "stop", Group: group,
			When: may(func(r app.PartnerRow) bool { return slices.Contains(app.NextPartnerStates(r.State), app.Blocked) }),
			Run:  with(func(f partnerFacts) { d.movePartner(f, app.Blocked) })},
	}
}

// partner is what is selected in the section of partners or of recruiting, or shown whole, if that is shown and was read.
func (d *Desk) partner() (partnerFacts, bool) {
	m, ok := d.screens[d.here.section]
	if !ok {
		return partnerFacts{}, false
	}
	var row app.PartnerRow
	var pane *partnerPane
	switch s := m.screen.(type) {
	case *partners:
		row, ok = s.current()
		pane = s.pane
	case *profile:
		row, pane, ok = s.pane.shown.row, s.pane, s.pane.ready
	case *recruiting:
		p, over, found := s.chosen()
		row, pane, ok = p.PartnerRow, over, found
	default:
		return partnerFacts{}, false
	}
	if !ok {
		return partnerFacts{}, false
	}
	if f, ok := pane.facts(int64(row.ID)); ok {
		return f, true
	}
	return partnerFacts{row: row}, true
}

// partnerPane is the details beside the list of partners, or of those on their way in.
func (d *Desk) partnerPane() *partnerPane {
	if p, ok := d.screens[d.here.section].screen.(*profile); ok {
		return p.pane
	}
	if r, ok := d.screens[d.here.section].screen.(*recruiting); ok {
		_, pane, _ := r.chosen()
		return pane
	}
	return d.screens["partners"].screen.(*partners).pane
}
