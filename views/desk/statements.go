package desk

import (
	"slices"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/views/kit"
)

// statements is the list of numbered documents with their details.
type statements struct {
	*list[app.StatementRow]
	pane *statementPane
}

// newStatements makes the section of statements.
func newStatements(d *Desk) screen {
	s := &statements{pane: newStatementPane(d)}
	s.list = newList(d, listSpec[app.StatementRow]{
		section: "statements", title: "Statements", one: "statement", many: "statements",
		search: "Search statements",
		columns: []kit.Column{
			{Key: "number", Title: "Number", Width: 106, Sortable: true},
			{Key: "partner", Title: "Partner", Width: 120, Weight: 1, Sortable: true},
			{Key: "period", Title: "Period", Kind: kit.KindMuted, Width: 130, Sortable: true},
			{Key: "state", Title: "State", Kind: kit.KindChip, Width: 92, Sortable: true},
			{Key: "opening", Title: "Opening", Kind: kit.KindMoney, Width: 92, HideBelow: 960},
			{Key: "earned", Title: "Earned", Kind: kit.KindMoney, Width: 92, HideBelow: 700},
			{Key: "paid", Title: "Paid", Kind: kit.KindMoney, Width: 92, HideBelow: 800},
			{Key: "closing", Title: "Closing", Kind: kit.KindMoney, Width: 100, Sortable: true},
			{Key: "currency", Title: "", Kind: kit.KindMuted, Width: 56},
		},
		order: []app.Sort{{Key: "number", Desc: true}},
		key:   func(r app.StatementRow) int64 { return int64(r.ID) },
		cells: statementCells,
		ids:   d.firm.Statements.IDs, rows: d.firm.Statements.Rows,
		filters:  statementFilters(d),
		concerns: []app.Kind{app.KindPartner, app.KindPayment},
		moves:    app.KindStatement,
		first: kit.Empty{Icon: "statements", Title: "No statements yet",
			Text:   "A statement gathers a partner's approved lines and payments of a month under a number, as a PDF that is kept byte for byte.",
			Action: "Run a month", Run: func() { d.root.Commands.Run("statement.run") }},
		add:    "statement.run",
		hints:  [][2]string{{"M", "run a month"}, {"O", "PDF"}, {"P", "payment"}},
		detail: s.pane,
	})
	d.warmPages()
	return s
}

func statementCells(r app.StatementRow, into []kit.Cell) {
	sum := func(minor int64) string { return money.New(minor, r.Currency).Amount() }
	into[0] = kit.Cell{Text: r.Number}
	into[1] = kit.Cell{Text: r.PartnerName}
	into[2] = kit.Cell{Text: r.Period.Label()}
	into[3] = kit.Cell{Text: capital(string(r.State)), Hue: statementHue(r.State)}
	into[4] = kit.Cell{Text: sum(r.Opening), Role: kit.RoleMuted}
	into[5] = kit.Cell{Text: sum(r.Earned)}
	into[6] = kit.Cell{Text: sum(r.Paid), Role: kit.RoleMuted}
	into[7] = kit.Cell{Text: sum(r.Closing), Bold: true}
	into[8] = kit.Cell{Text: string(r.Currency)}
}

// closingOf is the closing balance of a statement.
func closingOf(s app.Statement) money.Money { return money.New(s.Closing, s.Currency) }

// statementHue is the chip colour of where a statement stands.
func statementHue(s app.StatementState) kit.Hue {
	switch s {
	case app.StatementSettled:
		return kit.Green
	case app.StatementSent, app.StatementAgreed:
		return kit.Blue
	case app.StatementIssued:
		return kit.Amber
	case app.StatementQueried:
		return kit.Red
	}
	return kit.Grey
}

func statementFilters(d *Desk) []filterSpec {
	return []filterSpec{
		{field: "state", title: "State", any: "State: any", choices: func() []filter {
			open := oneOf("state", "State", "not settled", string(app.StatementIssued), string(app.StatementSent), string(app.StatementAgreed), string(app.StatementQueried))
			return append([]filter{open}, wordFilters("state", "State", app.StatementIssued, app.StatementSent, app.StatementAgreed,
				app.StatementQueried, app.StatementSettled, app.StatementVoid)...)
		}},
		{field: "period", title: "Period", any: "Period: any", choices: func() []filter { return monthFilters(d.today) }},
		{field: "partner", title: "Partner", find: d.findPartners},
		{field: "segment", title: "Segment", find: d.findSegments},
	}
}

// monthsOffered is how many months the period menu goes back.
const monthsOffered = 13

// periodFilter keeps the statements of exactly one period.
func periodFilter(p calendar.Period) filter { return oneOf("period", "Period", p.Label(), p.Key()) }

// monthFilters are the latest months, the newest first.
func monthFilters(today calendar.Day) []filter {
	out := make([]filter, monthsOffered)
	for i := range out {
		out[i] = periodFilter(calendar.MonthOf(today).Add(-i).Period())
	}
	return out
}

// statementCommands are what can be done with statements: the run from everywhere, acts with the selected one here.
func statementCommands(d *Desk) []kit.Command {
	const group = "Statements"
	may := func(to app.StatementState) func() bool {
		return func() bool {
			r, ok := d.statement()
			return ok && (to == "" || slices.Contains(app.NextStatementStates(r.State), to))
		}
	}
	payable := func() bool { r, ok := d.statement(); return ok && payable(r.State) }
	billable := func() bool {
		r, ok := d.statement()
		return ok && r.State != app.StatementVoid && r.State != app.StatementOver
	}
	with := func(run func(app.StatementRow)) func() {
		return func() {
			if r, ok := d.statement(); ok {
				run(r)
			}
		}
	}
	return []kit.Command{
		{ID: "statement.run", Title: "Run a month's statements", Icon: "statements", Group: group, Keys: "M", Run: d.runStatements},
		{ID: "statement.view", Title: "View the PDF", Icon: "eye", Group: group, Keys: "O", When: may(""), Run: with(d.viewStatement)},
		{ID: "statement.save", Title: "Save the PDF …", Icon: "save", Group: group, Keys: "D", When: may(""), Run: with(d.saveStatement)},
		{ID: "statement.print", Title: "Print the statement", Icon: "print", Group: group, Keys: "Ctrl+P", When: may(""), Run: with(d.printStatement)},
		{ID: "statement.sent", Title: "Mark statement sent", Icon: "mail", Group: group, Keys: "T", When: may(app.StatementSent), Run: with(d.markSent)},
		{ID: "statement.agreed", Title: "Partner agreed to the statement", Icon: "check", Group: group, When: may(app.StatementAgreed),
			Run: with(func(r app.StatementRow) { d.setStatement(r, app.StatementAgreed) })},
		{ID: "statement.queried", Title: "Partner queries the statement", Icon: "help", Group: group, When: may(app.StatementQueried),
			Run: with(func(r app.StatementRow) { d.setStatement(r, app.StatementQueried) })},
		{ID: "payment.new", Title: "Record a payment", Icon: "money", Group: group, Keys: "P", When: payable, Run: with(d.recordPayment)},
		{ID: "statement.selfbill", Title: "Self-billed document …", Icon: "statements", Group: group, When: billable, Run: with(d.selfBill)},
		{ID: "statement.selfcredit", Title: "Take back the self-billed document …", Icon: "x", Group: group, When: billable, Run: with(d.creditSelfBill)},
		{ID: "statement.void", Title: "Void statement", Icon: "x", Group: group, When: may(app.StatementVoid), Run: with(d.voidStatement)},
	}
}

// payable tells whether a payment can be recorded on a statement.
func payable(s app.StatementState) bool {
	return s != app.StatementVoid && s != app.StatementSettled && s != app.StatementOver
}

// statement is the one selected in the section of statements, if that is shown and was read.
func (d *Desk) statement() (app.StatementRow, bool) {
	m, ok := d.screens["statements"]
	if !ok || !d.is("statements") {
		return app.StatementRow{}, false
	}
	return m.screen.(*statements).current()
}
