package desk

import (
	"context"
	"slices"

	"rapport/app"
	"rapport/app/bank"
	"rapport/views/kit"
)

// payouts is the list of payments to payees with their details and the totals of what is shown.
type payouts struct {
	*list[app.PayoutRow]
	pane   *payoutPane
	totals *kit.Text
}

// newPayouts makes the section of payouts: money out of the door.
func newPayouts(d *Desk) screen {
	p := &payouts{pane: newPayoutPane(d), totals: kit.NewText("", kit.Look{Role: kit.RoleMuted, Size: 11})}
	p.list = newList(d, listSpec[app.PayoutRow]{
		section: "payouts", title: "Payouts", one: "payout", many: "payouts",
		search: "Search payouts",
		columns: []kit.Column{
			{Key: "number", Title: "Number", Width: 112, Sortable: true},
			{Key: "partner", Title: "Partner", Width: 120, Weight: 1, Sortable: true},
			{Key: "payee", Title: "Paid to", Kind: kit.KindMuted, Width: 110, Weight: 1, HideBelow: 960},
			{Key: "method", Title: "Method", Kind: kit.KindMuted, Width: 84, HideBelow: 800},
			{Key: "account", Title: "Account", Kind: kit.KindMuted, Width: 104, HideBelow: 900},
			{Key: "state", Title: "State", Kind: kit.KindChip, Width: 92, Sortable: true},
			{Key: "amount", Title: "Amount", Kind: kit.KindMoney, Width: 104, Sortable: true},
			{Key: "currency", Title: "", Kind: kit.KindMuted, Width: 56},
			{Key: "file", Title: "File", Kind: kit.KindMuted, Width: 104, HideBelow: 800},
		},
		order: []app.Sort{{Key: "number", Desc: true}},
		key:   func(r app.PayoutRow) int64 { return int64(r.ID) },
		cells: payoutCells,
		ids:   p.ids(d), rows: d.firm.Payouts.Rows,
		filters:  payoutFilters(d),
		concerns: []app.Kind{app.KindPartner, app.KindBank},
		moves:    app.KindPayout,
		first: kit.Empty{Icon: "money", Title: "No payouts yet",
			Text:   "A run drafts one payout for every balance of your statements that can be paid, and says who is left out and why. Nothing leaves before you approve and export it.",
			Action: "Run payouts", Run: func() { d.root.Commands.Run("payout.run") }},
		add:    "payout.run",
		hints:  [][2]string{{"D", "draft payouts"}, {"A", "approve"}, {"X", "export"}},
		detail: p.pane, foot: p.totals,
	})
	return p
}

// ids reads the list, and with it the totals of the very same payouts.
func (p *payouts) ids(d *Desk) func(ctx context.Context, q app.Query, each func([]int32) error) error {
	return func(ctx context.Context, q app.Query, each func([]int32) error) error {
		if err := d.firm.Payouts.IDs(ctx, q, each); err != nil {
			return err
		}
		sums, err := d.firm.Payouts.Sums(ctx, q)
		if err != nil {
			return err
		}
		if ctx.Err() == nil {
			d.stage.Do(func() { p.totals.Set(sumsText(sums)) })
		}
		return nil
	}
}

func payoutCells(r app.PayoutRow, into []kit.Cell) {
	into[0] = kit.Cell{Text: r.Number}
	into[1] = kit.Cell{Text: r.PartnerName}
	into[2] = kit.Cell{Text: r.Account.Holder}
	into[3] = kit.Cell{Text: methodWords(r.Method)}
	into[4] = kit.Cell{Text: r.Account.Short()}
	into[5] = kit.Cell{Text: capital(string(r.State)), Hue: payoutHue(r.State)}
	into[6] = kit.Cell{Text: r.Amount.Amount()}
	into[7] = kit.Cell{Text: string(r.Amount.Currency)}
	into[8] = kit.Cell{Text: r.FileNumber}
}

// methodWords names a way to pay.
func methodWords(m bank.Method) string {
	if m == bank.SEPA || m == bank.ACH {
		return map[bank.Method]string{bank.SEPA: "SEPA", bank.ACH: "ACH"}[m]
	}
	return capital(string(m))
}

// payoutHue is the chip colour of where a payout stands.
func payoutHue(s app.PayoutState) kit.Hue {
	switch s {
	case app.PayoutCleared:
		return kit.Green
	case app.PayoutExported, app.PayoutSent:
		return kit.Blue
	case app.PayoutDraft, app.PayoutApproved:
		return kit.Amber
	case app.PayoutFailed, app.PayoutReturned:
		return kit.Red
	}
	return kit.Grey
}

// underWay keeps the payouts that may still be paid.
func underWay() filter {
	return oneOf("state", "State", "under way", string(app.PayoutDraft), string(app.PayoutApproved), string(app.PayoutExported), string(app.PayoutSent))
}

func payoutFilters(d *Desk) []filterSpec {
	return []filterSpec{
		{field: "state", title: "State", any: "State: any", choices: func() []filter {
			return append([]filter{underWay()}, wordFilters("state", "State", app.PayoutDraft, app.PayoutApproved, app.PayoutExported, app.PayoutSent,
				app.PayoutCleared, app.PayoutFailed, app.PayoutReturned, app.PayoutCancelled)...)
		}},
		{field: "method", title: "Method", choices: func() []filter { return wordFilters("method", "Method", bank.Methods()...) }},
		{field: "partner", title: "Partner", find: d.findPartners},
		{field: "segment", title: "Segment", find: d.findSegments},
	}
}

// payoutCommands are what can be done with payouts: the run from everywhere, acts with those marked or shown here.
func payoutCommands(d *Desk) []kit.Command {
	const group = "Payouts"
	here := func() bool { return d.is("payouts") }
	may := func(to app.PayoutState) func() bool {
		return func() bool {
			r, ok := d.payout()
			return ok && slices.Contains(app.NextPayoutStates(r.State), to)
		}
	}
	mark := func(to app.PayoutState) func() { return func() { d.markPayouts(to) } }
	return []kit.Command{
		{ID: "payout.run", Title: "Run payouts", Icon: "money", Group: group, Keys: "D", When: here, Run: d.runPayouts},
		{ID: "payout.go.run", Title: "Run payouts …", Icon: "money", Group: group, When: func() bool { return !here() },
			Run: func() { d.visit("payouts"); d.runPayouts() }},
		{ID: "payout.approve", Title: "Approve payouts", Icon: "check", Group: group, Keys: "A", When: here, Run: d.approvePayouts},
		{ID: "payout.export", Title: "Export a file for the bank", Icon: "export", Group: group, Keys: "X", When: here, Run: d.exportPayouts},
		{ID: "payout.again", Title: "Export a payout file again", Icon: "save", Group: group, When: here, Run: d.payoutAgain},
		{ID: "payout.sent", Title: "Mark payout sent", Icon: "mail", Group: group, Keys: "T", When: may(app.PayoutSent), Run: mark(app.PayoutSent)},
		{ID: "payout.cleared", Title: "Mark payout cleared", Icon: "check", Group: group, Keys: "P", When: may(app.PayoutCleared), Run: mark(app.PayoutCleared)},
		{ID: "payout.failed", Title: "Payout failed", Icon: "warning", Group: group, When: may(app.PayoutFailed), Run: mark(app.PayoutFailed)},
		{ID: "payout.returned", Title: "Payout came back", Icon: "undo", Group: group, When: may(app.PayoutReturned), Run: mark(app.PayoutReturned)},
		{ID: "payout.cancel", Title: "Cancel payout", Icon: "x", Group: group, When: may(app.PayoutCancelled), Run: mark(app.PayoutCancelled)},
	}
}

// payout is the one selected in the section of payouts, if that is shown and was read.
func (d *Desk) payout() (app.PayoutRow, bool) {
	m, ok := d.screens["payouts"]
	if !ok || !d.is("payouts") {
		return app.PayoutRow{}, false
	}
	return m.screen.(*payouts).current()
}
