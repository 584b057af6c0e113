// Package desk is the window: the shell (sidebar, palette, toasts, undo, jobs) and its screens.
//
// # How a screen is made
//
// A section is one line in sections.go: id, title, icon, keys, make, commands, count. That line gives sidebar, keys,
// palette and links. What make returns is a screen (Content, Show, View, Changed, Focus, Close); most are a list:
//
//	func newPartners(d *Desk) screen {
//		p := &partners{pane: newPartnerPane(d)}
//		p.list = newList(d, listSpec[app.PartnerRow]{…}) // columns, cells, ids, rows, filters, first, detail
//		return p
//	}
//
// newList gives search, chips, filter menu, sorting, pages, counts, empty and broken states, selection kept by id, news.
// referrals.go is the pattern to follow: columns and cells as data, filters as data, commands with When.
//
//	x_model.go       what is read for it and how it is said: plain functions, no widgets, tested without a window
//	x.go             the section: listSpec and commands
//	x_pane.go        details: newPaneBox(hint, head, facts, titled("Fees", …)); Show(id) loads with kit.Load and draws in place
//	x_form.go        forms
//	stories_test.go  its states as data: one list is golden test, gallery and screenshots
//
// # What the desk offers a screen
//
//	d.firm, d.stage, d.root          use-cases; the door to workers; overlays, toasts, buttons of commands
//	d.settings, d.today              the firm's settings and day, always current; d.onBase to be told of changes
//	kit.Load(d.stage, &slot, …)      reading; nothing is read on the screen's own goroutine
//	d.do(act, then)                  a write without a form: toast with Undo, or why not (refuse)
//	d.openForm(formSpec{…})          a write by a form in the sheet; submit is given the Ask with the form's key
//	d.runJob, d.doJob                long work with progress in the footer and Stop
//	d.open("commissions", view{…})   go to a section showing something; d.visit(id) as it was left
//	d.openPartner(id, name)          go to a partner
//	d.explainLine(seq), d.lineRow    the reason of a commission line; a line as a row in a pane
//	d.pick(title, find, then)        ask for one thing by typing; d.findPartners, findClients, findReferrals
//	d.opts.Outside                   save, pick, open and show files (nil where there are none)
//	byThing, oneOf, periodFilters    filters; amount, dayWords, plural, sumsText, grouped: words
//
// Field keys of forms are the Field of app.Problem ("partner", "introduced", "reason"), so that a refusal shows at its
// field. Screens decide nothing about money and add nothing up: what is missing is asked of app.
//
// Commands other screens count on: "commission.run" (C) brings commission up to date, "statement.run" runs last month's
// statements. They call d.practice.tick(stepRun) and tick(stepStatement) when they succeeded.
package desk
