package desk

import (
	"testing"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/terms"
)

// issuedWorld has last month's statements issued, one of them sent.
func issuedWorld(t testing.TB) *world {
	w := moneyWorld(t)
	_, res, err := w.firm.Statements.Run(w.ctx, app.Ask{}, calendar.MonthOf(calendar.D("2026-10-01")).Period(), nil, nil)
	w.check(err)
	w.must(w.firm.Statements.SetState(w.ctx, app.Ask{}, res.Made[0].ID, app.StatementSent, app.Move{Note: "ines@abbott.example"}))
	return w
}

// selfBilledWorld has a self-billing agreement with the partner of every statement.
func selfBilledWorld(t testing.TB) *world {
	w := issuedWorld(t)
	for _, p := range w.partners {
		w.must(w.firm.Taxes.SetProfile(w.ctx, app.Ask{}, app.TaxProfile{Partner: p, VATNumber: "GB123456789", VATRate: percent(t, "20"), VATBy: app.VATByTotal,
			SelfFrom: calendar.D("2026-01-01"), SelfTo: calendar.D("2026-12-31")}))
	}
	return w
}

// disputedWorld has a line in dispute, in review, and a note and a file with it, and more to look at when approving.
func disputedWorld(t testing.TB) *world {
	w := moneyWorld(t)
	var seq int64
	w.check(w.firm.Commissions.IDs(w.ctx, app.Query{}.With(app.Is("state", string(app.Accrued))), func(ids []int32) error { seq = int64(ids[0]); return nil }))
	r := w.must(w.firm.Disputes.Open(w.ctx, app.Ask{}, app.NewDispute{Line: seq, RaisedBy: "Ines Abbott", RaisedOn: w.day(-12), Deadline: w.day(-2),
		Figure: money.New(999_900, "GBP"), Claim: "We agreed on 12 % for this client by telephone.", Files: []app.File{{Name: "letter.pdf", Bytes: []byte("%PDF")}}}))
	w.must(w.firm.Disputes.Move(w.ctx, app.Ask{}, app.ID[app.Dispute](r.ID), app.DisputeReview, app.DisputeMove{Day: w.day(-10), Note: "Asked Ana for the notes of the call."}))
	return w
}

// zeroWorld has lines of nothing: of a partner without an agreement, and of one that is reciprocal only.
func zeroWorld(t testing.TB) *world {
	w := newWorld(t)
	p := w.must(w.firm.Partners.Add(w.ctx, app.Ask{}, app.Partner{Name: "Abbott", Type: "consultant"}))
	swap := w.must(w.firm.Partners.Add(w.ctx, app.Ask{}, app.Partner{Name: "Quist Advisory", Type: "attorney"}))
	a := w.must(w.firm.Agreements.Add(w.ctx, app.Ask{}, app.Agreement{Partner: app.ID[app.Partner](swap.ID), From: w.day(-400)},
		terms.Terms{Currency: "GBP", Rules: []terms.Rule{{Kind: terms.ReciprocalOnly}}}))
	w.must(w.firm.Agreements.Sign(w.ctx, app.Ask{}, app.ID[app.Agreement](a.ID), app.Signature{By: "both"}))
	for i, id := range []int64{p.ID, swap.ID} {
		r := w.referral(app.NewReferral{Partner: app.ID[app.Partner](id), ClientName: []string{"Alder Bakery Ltd", "Juniper Holdings"}[i], Introduced: w.day(-20)}, app.Won)
		w.fee(r, w.day(-5), 120_000)
	}
	_, _, err := w.firm.Commissions.Run(w.ctx, app.Ask{}, w.day(0), nil)
	w.check(err)
	return w
}

// onLine puts the cursor on the first line in a state.
func (b *bench) onLine(t *testing.T, s app.LineState) {
	b.at(t, "C", func() bool { r, ok := b.d.line(); return ok && r.Standing.State == s })
}

// onStatement puts the cursor on the first statement in a state.
func (b *bench) onStatement(t *testing.T, s app.StatementState) {
	b.at(t, "S", func() bool { r, ok := b.d.statement(); return ok && r.State == s })
}

// commissionStories are the states of the section of commission lines.
func commissionStories() []story {
	return []story{
		{name: "commissions-empty", world: someWorld, act: func(t *testing.T, b *bench) { b.keys("G", "C") }},
		{name: "commissions", world: moneyWorld, act: func(t *testing.T, b *bench) { b.onLine(t, app.Accrued) }},
		{name: "commissions-narrow", world: moneyWorld, width: 980, act: func(t *testing.T, b *bench) { b.keys("G", "C") }},
		{name: "commissions-ran", world: someWorld, act: func(t *testing.T, b *bench) { b.keys("G", "C", "C") }},
		{name: "commissions-approve", world: moneyWorld, act: func(t *testing.T, b *bench) { b.keys("G", "C", "A") }},
		{name: "commissions-zero", world: zeroWorld, act: func(t *testing.T, b *bench) {
			b.keys("G", "C")
			b.d.open("commissions", view{Filters: []filter{oneOf("zero", "Amount", "nothing", "yes")}})
		}},
		{name: "commission-dispute", world: moneyWorld, act: func(t *testing.T, b *bench) { b.onLine(t, app.Accrued); b.keys("D", "Ctrl+S") }},
		{name: "commission-writeoff", world: moneyWorld, act: func(t *testing.T, b *bench) {
			b.onLine(t, app.Approved)
			b.d.root.Commands.Run("commission.writeoff")
		}},
		{name: "approvals", world: disputedWorld, act: func(t *testing.T, b *bench) { b.keys("G", "A") }},
		{name: "disputes-empty", world: moneyWorld, act: func(t *testing.T, b *bench) { b.keys("G", "D") }},
		{name: "disputes", world: disputedWorld, act: func(t *testing.T, b *bench) { b.keys("G", "D") }},
		{name: "dispute-decide", world: disputedWorld, act: func(t *testing.T, b *bench) { b.keys("G", "D", "E") }},
		{name: "dispute-move", world: disputedWorld, act: func(t *testing.T, b *bench) { b.keys("G", "D", "R") }},
		{name: "settings-approval", world: moneyWorld, act: func(t *testing.T, b *bench) { b.d.root.Commands.Run("settings.approval") }},
		{name: "settings-rate", world: moneyWorld, act: func(t *testing.T, b *bench) { b.d.root.Commands.Run("rate.add") }},
		{name: "commission-hold", world: moneyWorld, act: func(t *testing.T, b *bench) { b.onLine(t, app.Accrued); b.keys("H") }},
		{name: "commission-reverse", world: moneyWorld, act: func(t *testing.T, b *bench) { b.onLine(t, app.Approved); b.keys("B", "Ctrl+S") }},
		{name: "commission-adjust", world: moneyWorld, act: func(t *testing.T, b *bench) {
			b.onLine(t, app.Approved)
			b.d.root.Commands.Run("commission.adjust")
		}},
	}
}

// statementStories are the states of the section of statements.
func statementStories() []story {
	return []story{
		{name: "statements-empty", world: moneyWorld, act: func(t *testing.T, b *bench) { b.keys("G", "S") }},
		{name: "statements", world: issuedWorld, act: func(t *testing.T, b *bench) { b.onStatement(t, app.StatementIssued) }},
		{name: "statements-sent", world: issuedWorld, act: func(t *testing.T, b *bench) { b.onStatement(t, app.StatementSent) }},
		{name: "statements-narrow", world: issuedWorld, width: 980, act: func(t *testing.T, b *bench) { b.keys("G", "S") }},
		{name: "statements-period", world: moneyWorld, act: func(t *testing.T, b *bench) { b.keys("G", "S", "M") }},
		{name: "statements-preview", world: moneyWorld, act: func(t *testing.T, b *bench) { b.keys("G", "S", "M", "Ctrl+S") }},
		{name: "statements-issued", world: moneyWorld, act: func(t *testing.T, b *bench) { b.keys("G", "S", "M", "Ctrl+S", "Enter") }},
		{name: "statement-payment", world: issuedWorld, act: func(t *testing.T, b *bench) { b.onStatement(t, app.StatementSent); b.keys("P") }},
		{name: "statement-void", world: issuedWorld, act: func(t *testing.T, b *bench) {
			b.onStatement(t, app.StatementIssued)
			b.d.root.Commands.Run("statement.void")
		}},
		{name: "statement-selfbill", world: selfBilledWorld, act: func(t *testing.T, b *bench) {
			b.onStatement(t, app.StatementIssued)
			b.d.root.Commands.Run("statement.selfbill")
		}},
		{name: "statement-selfbilled", world: selfBilledWorld, act: func(t *testing.T, b *bench) {
			b.onStatement(t, app.StatementIssued)
			b.d.root.Commands.Run("statement.selfbill")
			b.settle()
			b.keys("Ctrl+S")
		}},
		{name: "statement-selfcredit", world: selfBilledWorld, act: func(t *testing.T, b *bench) {
			b.onStatement(t, app.StatementIssued)
			r, _ := b.d.statement()
			r1, _, err := b.w.firm.SelfBills.Issue(b.w.ctx, app.Ask{}, r.ID)
			b.w.must(r1, err)
			b.settle()
			b.d.root.Commands.Run("statement.selfcredit")
		}},
		{name: "statement-beside", world: besideWorld, height: 1000, act: func(t *testing.T, b *bench) { b.keys("G", "S") }},
		{name: "statement-no-renderer", world: issuedWorld, act: func(t *testing.T, b *bench) { b.onStatement(t, app.StatementIssued); b.keys("O") }},
	}
}
