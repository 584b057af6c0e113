package desk

import (
	"rapport/app"
	"rapport/views/kit"
)

// leads is what came back by landing pages and forms.
type leads struct {
	*list[app.LeadRow]
	pane *leadPane
}

func newLeads(d *Desk) screen {
	s := &leads{pane: newLeadPane(d)}
	s.list = newList(d, listSpec[app.LeadRow]{
		section: "leads", title: "Referrals", one: "lead", many: "leads", search: "Search leads",
		sides: referralSides(d, "leads"),
		columns: []kit.Column{
			{Key: "day", Title: "Came", Kind: kit.KindDay, Width: 112, Sortable: true},
			{Key: "name", Title: "Who", Width: 130, Weight: 1, Sortable: true},
			{Key: "partner", Title: "Partner", Width: 130, Weight: 1, Sortable: true},
			{Key: "message", Title: "What about", Kind: kit.KindMuted, Width: 120, Weight: 1.4, HideBelow: 820},
			{Key: "state", Title: "State", Kind: kit.KindChip, Width: 118, Sortable: true},
		},
		order: []app.Sort{{Key: "day", Desc: true}},
		key:   func(l app.LeadRow) int64 { return int64(l.ID) },
		cells: func(l app.LeadRow, into []kit.Cell) {
			into[0] = kit.Cell{Text: dayWords(l.Day, d.today)}
			into[1] = kit.Cell{Text: l.Called()}
			into[2] = kit.Cell{Text: leadPartner(l)}
			if l.Partner == 0 {
				into[2].Role = kit.RoleMuted
			}
			into[3] = kit.Cell{Text: join(l.Service, l.Message)}
			into[4] = kit.Cell{Text: capital(leadWord(l.Lead)), Hue: leadHue(l.Lead)}
		},
		ids: d.firm.Leads.IDs, rows: d.firm.Leads.Rows,
		filters: []filterSpec{
			{field: "state", title: "State", any: "State: any", choices: func() []filter { return wordFilters("state", "State", app.LeadStates()...) }},
			{field: "day", title: "Came", any: "Came: any time", days: true, choices: func() []filter { return periodFilters("day", d.today) }},
			{field: "partner", title: "Partner", find: d.findPartners},
		},
		concerns: []app.Kind{app.KindPartner, app.KindReferral, app.KindCode},
		moves:    app.KindLead,
		first: kit.Empty{Icon: "inbox", Title: "Nobody has written yet",
			Text:   "Import what the form of a landing page brought, as a list or as the mails themselves. Nothing enters before you accept it.",
			Action: "Import leads", Run: func() { d.root.Commands.Run("lead.import") }},
		add:    "lead.import",
		menu:   []string{"lead.accept", "lead.decline", "lead.spam"},
		hints:  [][2]string{{"A", "accept"}, {"L", "decline"}, {"X", "spam"}},
		detail: s.pane,
	})
	return s
}

// leadPartner is whose lead it is, or what was typed in place of a code.
func leadPartner(l app.LeadRow) string {
	switch {
	case l.PartnerName != "":
		return l.PartnerName
	case l.Typed != "":
		return "nobody’s code: " + l.Typed
	}
	return "no code"
}

// leadWord is how a lead stands: a new one that may be spam says so.
func leadWord(l app.Lead) string {
	if l.State == app.LeadNew && l.Doubt != "" {
		return "maybe spam"
	}
	return string(l.State)
}

func leadHue(l app.Lead) kit.Hue {
	switch {
	case l.State == app.LeadAccepted:
		return kit.Green
	case l.State != app.LeadNew:
		return kit.Grey
	case l.Doubt != "":
		return kit.Amber
	}
	return kit.Blue
}

// leadCommands are what can be done with the leads that are marked, else with the one under the cursor.
func leadCommands(d *Desk) []kit.Command {
	const group = groupReferrals
	open := func() bool {
		rows := d.leads()
		return len(rows) > 1 || len(rows) == 1 && d.openLead()
	}
	return []kit.Command{
		{ID: "lead.import", Title: "Import leads", Icon: "import", Group: group, Run: d.importLeads},
		{ID: "lead.accept", Title: "Make a referral of the lead", Icon: "check", Group: group, Keys: "A", When: open, Run: d.acceptLeads},
		{ID: "lead.decline", Title: "Decline the lead", Icon: "x", Group: group, Keys: "L", When: open, Run: d.declineLeads},
		{ID: "lead.spam", Title: "The lead is spam", Icon: "trash", Group: group, Keys: "X", When: open, Run: d.spamLeads},
	}
}

// leads are the leads that are marked, else the one under the cursor.
func (d *Desk) leads() []app.ID[app.Lead] {
	m, ok := d.screens["leads"]
	if !ok || !d.is("leads") {
		return nil
	}
	var out []app.ID[app.Lead]
	for _, id := range m.screen.(*leads).picked() {
		out = append(out, app.ID[app.Lead](id))
	}
	return out
}

// openLead tells whether the lead under the cursor was not decided yet.
func (d *Desk) openLead() bool {
	l, ok := d.screens["leads"].screen.(*leads).current()
	return ok && l.State == app.LeadNew
}

// importLeads goes to the import with its kind chosen.
func (d *Desk) importLeads() {
	d.visit("import")
	if m, ok := d.screens["import"]; ok {
		m.screen.(*imports).begin(app.ImportLeads)
	}
}
