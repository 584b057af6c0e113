package desk

import (
	"context"
	"strings"

	"rapport/app"
	"rapport/app/money"
	"rapport/views/kit"
)

// commissions is the list of lines with their details and the totals of what is shown.
type commissions struct {
	*list[app.LineRow]
	pane   *commissionPane
	totals *kit.Text
}

// newCommissions makes the section of commission lines: every amount owed or taken back, also of nothing, with its reason.
func newCommissions(d *Desk) screen {
	c := &commissions{pane: newCommissionPane(d), totals: kit.NewText("", kit.Look{Role: kit.RoleMuted, Size: 11})}
	c.list = newList(d, listSpec[app.LineRow]{
		section: "commissions", title: "Commissions", one: "line", many: "lines",
		search: "Search lines",
		columns: []kit.Column{
			{Key: "day", Title: "Day", Kind: kit.KindDay, Width: 106, Sortable: true},
			{Key: "partner", Title: "Partner", Width: 110, Weight: 1.2, Sortable: true},
			{Key: "client", Title: "Client", Width: 100, Weight: 1, Sortable: true},
			{Key: "referral", Title: "Referral", Kind: kit.KindMuted, Width: 96, HideBelow: 1000},
			{Key: "kind", Title: "Kind", Kind: kit.KindMuted, Width: 86, HideBelow: 900, Sortable: true},
			{Key: "state", Title: "State", Kind: kit.KindChip, Width: 108, Sortable: true},
			{Key: "base", Title: "Of", Kind: kit.KindMoney, Width: 96, HideBelow: 820},
			{Key: "rate", Title: "Rate", Kind: kit.KindNumber, Width: 60, HideBelow: 820},
			{Key: "amount", Title: c.amountTitle(d), Kind: kit.KindMoney, Width: 104, Sortable: true},
			{Key: "statement", Title: "Statement", Kind: kit.KindMuted, Width: 104, HideBelow: 720},
		},
		order: []app.Sort{{Key: "day", Desc: true}},
		key:   func(r app.LineRow) int64 { return r.Seq },
		cells: func(r app.LineRow, into []kit.Cell) { commissionCells(d, r, into) },
		ids:   c.ids(d), rows: d.firm.Commissions.Rows,
		filters:  commissionFilters(d),
		concerns: []app.Kind{app.KindPartner, app.KindClient, app.KindStatement, app.KindPayment},
		moves:    app.KindLine,
		first: kit.Empty{Icon: "commissions", Title: "No commission lines yet",
			Text:   "Lines follow from agreements, wins and fees. Bring commission up to date after recording them; every line says why it is what it is.",
			Action: "Bring up to date", Run: func() { d.root.Commands.Run("commission.run") }},
		add:    "commission.run",
		hints:  [][2]string{{"A", "approve"}},
		detail: c.pane, foot: c.totals,
	})
	return c
}

func (c *commissions) amountTitle(d *Desk) string {
	if d.settings.Currency == "" {
		return "Amount"
	}
	return "Amount (" + string(d.settings.Currency) + ")"
}

// lineKinds are the kinds of commission line; payments are in the ledger too and have their place on statements.
func lineKinds() []app.LineKind {
	return []app.LineKind{app.Earning, app.TrueUp, app.FloorTopUp, app.AdjustmentLine, app.Reversal, app.Milestone, app.Bonus, app.Retainer,
		app.OpeningBalance, app.WriteOff, app.VATLine}
}

// commissionQuery leaves payments out unless they are asked for.
func commissionQuery(q app.Query) app.Query {
	for _, c := range q.Where {
		if c.Field == "kind" {
			return q
		}
	}
	kinds := make([]string, 0, len(lineKinds()))
	for _, k := range lineKinds() {
		kinds = append(kinds, string(k))
	}
	return q.With(app.Is("kind", kinds...))
}

// ids reads the list, and with it the totals of the very same rows.
func (c *commissions) ids(d *Desk) func(ctx context.Context, q app.Query, each func([]int32) error) error {
	return func(ctx context.Context, q app.Query, each func([]int32) error) error {
		q = commissionQuery(q)
		if err := d.firm.Commissions.IDs(ctx, q, each); err != nil {
			return err
		}
		sums, err := d.firm.Commissions.Sums(ctx, q)
		if err != nil {
			return err
		}
		if ctx.Err() == nil {
			d.stage.Do(func() { c.totals.Set(totalsWords(sums)) })
		}
		return nil
	}
}

// totalsWords says the totals of rows by where they stand: "To approve 1,200.00 EUR · Paid 300.00 EUR and 20.00 USD".
func totalsWords(sums []app.Sums) string {
	var parts []string
	for _, s := range []struct {
		state app.LineState
		words string
	}{{app.Accrued, "To approve"}, {app.Held, "Held"}, {app.Approved, "Approved"}, {app.OnStatement, "On statements"}, {app.Paid, "Paid"}, {app.VoidLine, "Void"}} {
		var some []app.Sums
		for _, one := range sums {
			if one.State == s.state && one.Minor != 0 {
				some = append(some, one)
			}
		}
		if len(some) > 0 {
			parts = append(parts, s.words+" "+sumsText(some))
		}
	}
	return strings.Join(parts, "  ·  ")
}

// lineWords names where a line stands. A line of nothing is kept for its reason only.
func lineWords(r app.LineRow) string {
	switch s := r.Standing.State; {
	case s == "":
		return "Payment"
	case s == app.Accrued:
		return "To approve"
	case s == app.VoidLine && r.Amount.IsZero():
		return "Nothing due"
	default:
		return capital(string(s))
	}
}

func commissionCells(d *Desk, r app.LineRow, into []kit.Cell) {
	base := d.settings.Currency
	into[0] = kit.Cell{Text: dayWords(r.Day, d.today)}
	into[1] = kit.Cell{Text: r.PartnerName}
	into[2] = kit.Cell{Text: r.ClientName}
	into[3] = kit.Cell{Text: r.ReferralNumber}
	into[4] = kit.Cell{Text: capital(string(r.Kind))}
	into[5] = kit.Cell{Text: lineWords(r), Hue: lineHue(r.Standing.State)}
	if r.Base != 0 {
		into[6] = kit.Cell{Text: amount(money.New(r.Base, r.Amount.Currency), base), Role: kit.RoleMuted}
	}
	into[7] = kit.Cell{Text: rateCell(r.Rate), Role: kit.RoleMuted}
	into[8] = kit.Cell{Text: amount(r.Amount, base)}
	if r.Amount.Minor == 0 {
		into[8].Role = kit.RoleMuted
	}
	into[9] = kit.Cell{Text: r.StatementNumber}
}

func rateCell(r money.Rate) string {
	if r.IsZero() {
		return ""
	}
	return r.Percent() + " %"
}

func commissionFilters(d *Desk) []filterSpec {
	return []filterSpec{
		{field: "state", title: "State", any: "State: any", choices: func() []filter {
			out := byState("to approve", app.Accrued).Filters
			return append(out, wordFilters("state", "State", app.Held, app.Approved, app.OnStatement, app.Paid, app.VoidLine)...)
		}},
		{field: "day", title: "Day", any: "Day: any", days: true, choices: func() []filter { return periodFilters("day", d.today) }},
		{field: "partner", title: "Partner", find: d.findPartners},
		{field: "segment", title: "Segment", find: d.findSegments},
		{field: "kind", title: "Kind", choices: func() []filter { return wordFilters("kind", "Kind", append(lineKinds(), app.PaymentLine)...) }},
		{field: "zero", title: "Amount", choices: func() []filter {
			return []filter{oneOf("zero", "Amount", "nothing", "yes"), oneOf("zero", "Amount", "not zero", "no")}
		}},
	}
}

// commissionCommands are what can be done with lines: the run from everywhere, acts with the selected ones here.
func commissionCommands(d *Desk) []kit.Command {
	const group = "Commission"
	may := func(states ...app.LineState) func() bool {
		return func() bool {
			r, ok := d.line()
			if !ok {
				return false
			}
			for _, s := range states {
				if r.Standing.State == s {
					return true
				}
			}
			return len(states) == 0
		}
	}
	with := func(run func(app.LineRow)) func() {
		return func() {
			if r, ok := d.line(); ok {
				run(r)
			}
		}
	}
	return []kit.Command{
		{ID: "commission.run", Title: "Bring commission up to date", Icon: "refresh", Group: group, Keys: "C", Run: d.runCommission},
		{ID: "commission.approve", Title: "Approve commission", Icon: "check", Group: group, Keys: "A",
			When: func() bool { return d.is("commissions") }, Run: d.approveShown},
		{ID: "commission.due", Title: "Commission to approve", Icon: "commissions", Group: group,
			Run: func() { d.open("commissions", byState("to approve", app.Accrued)) }},
		{ID: "commission.replay", Title: "What would it have paid? Replay terms on all agreements", Icon: "eye", Group: group, Run: func() {
			d.replayForm("All agreements", app.ReplayAsk{}, nil, d.settings.Currency)
		}},
		{ID: "commission.hold", Title: "Hold line", Icon: "lock", Group: group, Keys: "H", When: may(app.Accrued, app.Approved, app.Held), Run: with(d.holdLine)},
		{ID: "commission.release", Title: "Release held line", Icon: "check", Group: group, Keys: "U", When: may(app.Held), Run: with(d.releaseLine)},
		{ID: "commission.void", Title: "Void line", Icon: "x", Group: group, Keys: "V", When: may(app.Accrued, app.Held), Run: with(d.voidLine)},
		{ID: "commission.reverse", Title: "Reverse line", Icon: "undo", Group: group, Keys: "B", When: may(app.Approved, app.OnStatement, app.Paid), Run: with(d.reverseLine)},
		{ID: "commission.dispute", Title: "Open a dispute on the line", Icon: "flag", Group: group, Keys: "D",
			When: func() bool { r, ok := d.line(); return ok && r.Kind != app.PaymentLine && !r.Standing.Disputed() }, Run: with(d.disputeLine)},
		{ID: "commission.writeoff", Title: "Write off the partner's negative balance", Icon: "minus", Group: group, When: may(), Run: with(d.writeOffBalance)},
		{ID: "commission.adjust", Title: "Adjust: an amount up or down, with a reason", Icon: "edit", Group: group,
			When: may(), Run: with(d.adjustLine)},
	}
}

// line is the line selected in the section of commissions, if that is shown and was read.
func (d *Desk) line() (app.LineRow, bool) {
	m, ok := d.screens["commissions"]
	if !ok || !d.is("commissions") {
		return app.LineRow{}, false
	}
	return m.screen.(*commissions).current()
}
