package desk

import (
	"fyne.io/fyne/v2"

	"rapport/app"
	"rapport/views/kit"
)

// screen is one section's page. It is built at the first visit and lives as long as the desk. It subscribes to
// nothing: the desk tells it the news while it is shown, and once more when it is shown again after some.
type screen interface {
	Content() fyne.CanvasObject
	Show(v view)                  // come here by a link, or back: take this view
	View() view                   // what is shown now, for the way back
	Changed(changes []app.Change) // of committed writes; nil means that anything may have changed
	Focus()                       // take the keyboard
	Close()
}

// section is one line of the sidebar, and with it menu, keys, palette and links.
type section struct {
	id, title, icon, keys string
	group                 string // the heading it stands under; empty for those above all headings
	low                   bool   // at the foot of the sidebar
	under                 string // the section in whose row of the sidebar it is; "" for its own
	make                  func(*Desk) screen
	commands              func(*Desk) []kit.Command // of the section; available from everywhere unless When says otherwise
	count                 func(app.Today) int64     // the number in the sidebar; nil for none
}

// sections are all of them, in the order of the sidebar; the first one opens the window.
func sections() []section {
	return []section{
		{id: "today", title: "Today", icon: "today", keys: "G T, Ctrl+1", make: newToday, count: waiting},
		{id: "partners", title: "Partners", icon: "partners", keys: "G P, Ctrl+2", group: "Relationships", make: newPartners, commands: partnerCommands},
		{id: "profile", title: "Partner", icon: "partners", under: "partners", make: newProfile, commands: profileCommands},
		{id: "checkins", title: "Check-ins", icon: "calendar", keys: "G M", group: "Relationships", make: newCalendar, commands: calendarCommands,
			count: func(t app.Today) int64 { return t.Waiting }},
		{id: "recruiting", title: "Recruiting", icon: "person-plus", keys: "G X", group: "Relationships", make: newRecruiting, commands: recruitingCommands},
		{id: "segments", title: "Segments", icon: "filter", keys: "G J", under: "partners", make: newSegments, commands: segmentCommands},
		{id: "duplicates", title: "Maybe the same", icon: "merge", keys: "G W", under: "partners", make: newDuplicates, commands: duplicateCommands},
		{id: "referrals", title: "Referrals", icon: "referrals", keys: "G R, Ctrl+3", group: "Relationships", make: newReferrals, commands: referralCommands,
			count: func(t app.Today) int64 { return t.New }},
		{id: "given", title: "Referrals given", icon: "referrals", keys: "G N", under: "referrals", make: newGiven, commands: outboundCommands},
		{id: "leads", title: "Leads", icon: "inbox", keys: "G Z", under: "referrals", make: newLeads, commands: leadCommands},
		{id: "landings", title: "Landing pages", icon: "link", keys: "G Q", under: "referrals", make: newLandings, commands: landingsCommands},
		{id: "materials", title: "Materials", icon: "folder", keys: "G V", group: "Relationships", make: newMaterials, commands: materialCommands,
			count: func(t app.Today) int64 { return int64(len(t.ToSend)) }},
		{id: "templates", title: "Templates", icon: "mail", keys: "G Y", under: "materials", make: newTemplates, commands: templateCommands},
		{id: "newsletters", title: "Newsletters", icon: "mail", keys: "G K", under: "materials", make: newNewsletters, commands: newsletterCommands},
		{id: "held", title: "Outdated copies of materials", icon: "folder", keys: "G G", under: "materials", make: newHeld, commands: heldCommands},
		{id: "mail", title: "Mail", icon: "mail", keys: "G U", group: "Relationships", make: newMail, commands: mailCommands,
			count: func(t app.Today) int64 { return t.Mail }},
		{id: "commissions", title: "Commissions", icon: "commissions", keys: "G C, Ctrl+4", group: "Money", make: newCommissions, commands: commissionCommands},
		{id: "approvals", title: "Approvals", icon: "inbox", keys: "G A", group: "Money", make: newApprovals},
		{id: "disputes", title: "Disputes", icon: "flag", keys: "G D", group: "Money", make: newDisputes, commands: disputeCommands,
			count: func(t app.Today) int64 { return t.Disputes }},
		{id: "statements", title: "Statements", icon: "statements", keys: "G S, Ctrl+5", group: "Money", make: newStatements, commands: statementCommands,
			count: func(t app.Today) int64 { return t.Unsent }},
		{id: "payouts", title: "Payouts", icon: "money", keys: "G O", group: "Money", make: newPayouts, commands: payoutCommands},
		{id: "plans", title: "Plans", icon: "percent", keys: "G L", group: "Money", make: newPlans, commands: planCommands},
		{id: "selfbills", title: "Self-billing", icon: "receipt", keys: "G F", group: "Money", make: newSelfBills, commands: selfBillCommands},
		{id: "reports", title: "Reports", icon: "dashboard", keys: "G B", group: "Insight", make: newReports, commands: reportCommands},
		{id: "market", title: "Market notes", icon: "note", keys: "G H", under: "reports", make: newMarket, commands: marketCommands},
		{id: "import", title: "Import", icon: "import", keys: "G I", low: true, make: newImports, commands: importCommands},
		{id: "history", title: "History", icon: "history", keys: "Ctrl+Shift+H", low: true, make: newHistory, commands: historyCommands},
		{id: "settings", title: "Settings", icon: "settings", keys: "G E", low: true, make: newSettings, commands: settingsCommands},
	}
}

// mounted is a screen that was visited.
type mounted struct {
	section section
	screen  screen
	stale   bool // something changed while it was hidden
}

// place is where the person is: a section and what it shows.
type place struct {
	section string
	view    view
}

// view is what a screen shows: enough to come back to it.
type view struct {
	Search  string
	Filters []filter
	Sort    []app.Sort
	ID      int64 // what is selected
}

// Import goes to the import, where a new firm brings in its lists.
func (d *Desk) Import() { d.visit("import") }

// visit goes to a section as it was left.
func (d *Desk) visit(id string) {
	if d.here.section == id {
		d.focus()
		return
	}
	d.leave()
	d.future = nil
	d.show(place{section: id}, false)
}

// open goes to a section and lets it show something certain.
func (d *Desk) open(id string, v view) {
	d.leave()
	d.future = nil
	d.show(place{section: id, view: v}, true)
}

// leave remembers the place for the way back.
func (d *Desk) leave() {
	if at, ok := d.at(); ok {
		d.past = append(d.past, at)
		d.past = d.past[max(0, len(d.past)-50):]
	}
}

// at is the place as it looks now.
func (d *Desk) at() (place, bool) {
	m, ok := d.screens[d.here.section]
	if !ok {
		return place{}, false
	}
	return place{d.here.section, m.screen.View()}, true
}

// show brings a section to the front.
func (d *Desk) show(p place, take bool) {
	m := d.mount(p.section)
	if m == nil {
		return
	}
	d.unpeek()
	d.here = p
	d.side.select_(p.section)
	if take {
		m.screen.Show(p.view)
	}
	if m.stale {
		m.stale = false
		m.screen.Changed(nil)
	}
	d.pages.Open(m.screen.Content())
	d.focus()
}

// mount gives the screen of a section, made at its first visit.
func (d *Desk) mount(id string) *mounted {
	if m, ok := d.screens[id]; ok {
		return m
	}
	for _, s := range sections() {
		if s.id == id {
			m := &mounted{section: s, screen: s.make(d)}
			d.screens[id] = m
			return m
		}
	}
	return nil
}

// back and forward walk the places.
func (d *Desk) back() {
	if len(d.past) == 0 {
		return
	}
	if at, ok := d.at(); ok {
		d.future = append(d.future, at)
	}
	to := d.past[len(d.past)-1]
	d.past = d.past[:len(d.past)-1]
	d.show(to, true)
}

func (d *Desk) forward() {
	if len(d.future) == 0 {
		return
	}
	d.leave()
	to := d.future[len(d.future)-1]
	d.future = d.future[:len(d.future)-1]
	d.show(to, true)
}

// focus gives the keyboard to the page shown.
func (d *Desk) focus() {
	if m, ok := d.screens[d.here.section]; ok && !d.root.Covered() {
		m.screen.Focus()
	}
}

// is tells whether a section is the one shown.
func (d *Desk) is(id string) bool { return d.here.section == id }

// changed passes news to the screen that is shown and marks the others.
func (d *Desk) changed(changes []app.Change) {
	for id, m := range d.screens {
		if id == d.here.section {
			m.screen.Changed(changes)
		} else {
			m.stale = true
		}
	}
	d.peekChanged()
	if concerns(changes, app.KindSettings) {
		d.loadBase()
	}
	d.side.loadSoon()
}

// concerns tells whether news touches one of the kinds; nil news touches all.
func concerns(changes []app.Change, kinds ...app.Kind) bool {
	if changes == nil {
		return true
	}
	for _, c := range changes {
		for _, k := range kinds {
			if c.Kind == k {
				return true
			}
		}
	}
	return false
}
