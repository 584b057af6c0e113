package desk

import (
	"testing"

	"rapport/app"
	"rapport/app/calendar"
)

// issuedWorld has last month's statements issued, one of them sent.
func issuedWorld(t testing.TB) *world {
	w := moneyWorld(t)
	_, res, err := w.firm.Statements.Run(w.ctx, app.Ask{}, calendar.MonthOf(calendar.D("2026-10-01")).Period(), nil, nil)
	w.check(err)
	w.must(w.firm.Statements.SetState(w.ctx, app.Ask{}, res.Made[0].ID, app.StatementSent, app.Move{Note: "ines@abbott.example"}))
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
		{name: "statement-no-renderer", world: issuedWorld, act: func(t *testing.T, b *bench) { b.onStatement(t, app.StatementIssued); b.keys("O") }},
	}
}
