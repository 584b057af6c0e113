package desk

import (
	"rapport/app"
	"rapport/views/kit"
)

// newReferrals makes the section of referrals: who introduced whom, and what became of it.
func newReferrals(d *Desk) screen {
	r := &referrals{pane: newReferralPane(d)}
	r.list = newList(d, listSpec[app.ReferralRow]{
		section: "referrals", title: "Referrals", one: "referral", many: "referrals",
		search: "Search referrals", sides: referralSides(d, "referrals"),
		columns: []kit.Column{
			{Key: "introduced", Title: "Introduced", Kind: kit.KindDay, Width: 112, Sortable: true},
			{Key: "partner", Title: "Partner", Width: 110, Weight: 1.1, Sortable: true},
			{Key: "client", Title: "Client", Width: 110, Weight: 1, Sortable: true},
			{Key: "service", Title: "Service", Kind: kit.KindMuted, Width: 90, Weight: 0.5, HideBelow: 880, Sortable: true},
			{Key: "stage", Title: "Stage", Kind: kit.KindChip, Width: 118, Sortable: true},
			{Key: "fees", Title: feesTitle(d), Kind: kit.KindMoney, Width: 104},
			{Key: "estimate", Title: "Estimate", Kind: kit.KindMoney, Width: 104, HideBelow: 980, Sortable: true},
			{Key: "owner", Title: "Owner", Kind: kit.KindMuted, Width: 106, HideBelow: 700, Sortable: true},
		},
		order: []app.Sort{{Key: "introduced", Desc: true}},
		key:   func(r app.ReferralRow) int64 { return int64(r.ID) },
		cells: func(r app.ReferralRow, into []kit.Cell) { referralCells(d, r, into) },
		ids:   d.firm.Referrals.IDs, rows: d.firm.Referrals.Rows,
		filters:  referralFilters(d),
		concerns: []app.Kind{app.KindFee, app.KindPartner, app.KindClient, app.KindLine, app.KindPerson},
		moves:    app.KindReferral,
		first: kit.Empty{Icon: "referrals", Title: "No referrals yet",
			Text:   "A referral is one client a partner introduced. What it brings, and what the partner earns by it, follows from here.",
			Action: "Log a referral", Run: func() { d.root.Commands.Run("referral.new") }},
		add:    "referral.new",
		menu:   []string{"referral.won", "referral.lost", "referral.stage", "fee.new", "referral.split", "referral.consent", "referral.edit", "referral.note"},
		hints:  [][2]string{{"↑↓", "move"}, {"W", "won"}, {"F", "fee"}},
		detail: r.pane,
	})
	return r
}

// referrals is the list with its details.
type referrals struct {
	*list[app.ReferralRow]
	pane *referralPane
}

func feesTitle(d *Desk) string {
	if d.settings.Currency == "" {
		return "Fees"
	}
	return "Fees (" + string(d.settings.Currency) + ")"
}

func referralCells(d *Desk, r app.ReferralRow, into []kit.Cell) {
	into[0] = kit.Cell{Text: dayWords(r.Introduced, d.today)}
	into[1] = kit.Cell{Text: r.PartnerName}
	into[2] = kit.Cell{Text: r.ClientName}
	into[3] = kit.Cell{Text: r.Service}
	into[4] = kit.Cell{Text: capital(string(r.Stage)), Hue: stageHue(r.Stage)}
	into[5] = kit.Cell{Text: amount(r.Fees, d.settings.Currency)}
	into[6] = kit.Cell{Text: amount(r.Estimate, d.settings.Currency), Role: kit.RoleMuted}
	into[7] = kit.Cell{Text: r.Owner}
}

func referralFilters(d *Desk) []filterSpec {
	return []filterSpec{
		{field: "stage", title: "Stage", any: "Stage: any", choices: stageFilters},
		{field: "introduced", title: "Introduced", any: "Introduced: any time", days: true,
			choices: func() []filter { return periodFilters("introduced", d.today) }},
		{field: "partner", title: "Partner", find: d.findPartners},
		{field: "segment", title: "Segment", find: d.findSegments},
		{field: "service", title: "Service", choices: func() []filter {
			out := []filter{}
			for _, s := range d.settings.Services {
				out = append(out, oneOf("service", "Service", s, s))
			}
			return append(out, oneOf("service", "Service", "none", ""))
		}},
	}
}

// stageFilters are the stages one by one, and the groups people ask for.
func stageFilters() []filter {
	open := []string{string(app.Accepted), string(app.Contacted), string(app.Meeting), string(app.Proposal)}
	out := []filter{
		oneOf("stage", "Stage", "to check", string(app.Logged), string(app.Checking)),
		oneOf("stage", "Stage", "open", open...),
		oneOf("stage", "Stage", "open or won", append(open, string(app.Won))...),
	}
	for _, s := range []app.Stage{app.Logged, app.Checking, app.Accepted, app.Contacted, app.Meeting, app.Proposal, app.Won, app.Lost,
		app.NotAccepted, app.Duplicate, app.Withdrawn} {
		out = append(out, oneOf("stage", "Stage", string(s), string(s)))
	}
	return out
}

// referralCommands are what can be done with the selected referral; logging one is a command of the window.
func referralCommands(d *Desk) []kit.Command {
	const group = groupReferrals
	selected := func(may func(app.Stage) bool) func() bool {
		return func() bool {
			f, ok := d.referral()
			return ok && (may == nil || may(f.row.Stage))
		}
	}
	with := func(run func(referralFacts)) func() {
		return func() {
			if f, ok := d.referral(); ok {
				run(f)
			}
		}
	}
	canBe := func(to app.Stage) func() bool {
		return selected(func(from app.Stage) bool { return canMove(from, to) })
	}
	return []kit.Command{
		{ID: "referral.won", Title: "Mark referral won", Icon: "check", Group: group, Keys: "W", When: canBe(app.Won),
			Run: with(func(f referralFacts) { d.moveReferral(f, app.Won) })},
		{ID: "referral.lost", Title: "Mark referral lost", Icon: "x", Group: group, Keys: "L", When: canBe(app.Lost),
			Run: with(func(f referralFacts) { d.moveReferral(f, app.Lost) })},
		{ID: "referral.stage", Title: "Move referral to another stage", Icon: "flag", Group: group, Keys: "S", When: selected(nil),
			Run: with(func(f referralFacts) { d.moveReferral(f, "") })},
		{ID: "client.merge", Title: "Merge the client into another", Icon: "merge", Group: group, When: selected(nil), Run: with(func(f referralFacts) { d.mergeClient(f.row) })},
		{ID: "client.twins", Title: "Whether the client is there twice", Icon: "search", Group: group, When: selected(nil),
			Run: with(func(f referralFacts) { d.open("duplicates", twinView(twinClients, f.row.ClientName)) })},
		{ID: "referral.split", Title: "Split the credit for the referral", Icon: "partners", Group: group, Keys: "P", When: selected(nil), Run: with(d.splitReferral)},
		{ID: "fee.new", Title: "Record a fee", Icon: "money", Group: group, Keys: "F",
			When: selected(nil), Run: with(d.recordFee)},
		{ID: "referral.consent", Title: "Note the client's consent to the fee division", Icon: "check", Group: group,
			When: func() bool { f, ok := d.referral(); return ok && f.consent }, Run: with(d.noteConsent)},
		{ID: "referral.write", Title: "Write to the partner about the referral", Icon: "mail", Group: group, Keys: "T", When: selected(nil), Run: with(func(f referralFacts) {
			d.writeLetter(app.About{Partner: f.row.Partner, Person: f.row.Person, Referral: f.row.ID}, f.row.PartnerName, app.Template{})
		})},
		{ID: "referral.edit", Title: "Edit referral", Icon: "edit", Group: group, Keys: "E, F2", When: selected(nil), Run: with(d.editReferral)},
		{ID: "referral.note", Title: "Add a note to the referral", Icon: "note", Group: group, Keys: "N", When: selected(nil),
			Run: func() { d.screens["referrals"].screen.(*referrals).pane.enterNote() }},
	}
}

// referral is what is selected in the section of referrals, if that is shown and was read.
func (d *Desk) referral() (referralFacts, bool) {
	m, ok := d.screens["referrals"]
	if !ok || !d.is("referrals") {
		return referralFacts{}, false
	}
	r := m.screen.(*referrals)
	row, ok := r.current()
	if !ok {
		return referralFacts{}, false
	}
	if f, ok := r.pane.facts(int64(row.ID)); ok {
		return f, true
	}
	return referralFacts{row: row}, true
}
