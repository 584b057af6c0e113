package desk

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"

	"rapport/app"
	"rapport/app/money"
	"rapport/views/kit"
)

// statementFacts is what the details of a statement show.
type statementFacts struct {
	row      app.StatementRow
	owed     money.Money // to the partner now, in this currency
	lines    []app.LineRow
	payments []app.Payment
	bills    []app.SelfBillRow
	history  []app.Audit
	steps    []app.Step
}

// statementLines is how many lines the details list; the rest are counted.
const statementLines = 12

// readStatement reads all of it; it runs away from the screen.
func readStatement(ctx context.Context, firm *app.Firm, id int64) (statementFacts, error) {
	var f statementFacts
	rows, err := firm.Statements.Rows(ctx, []int32{int32(id)})
	if err != nil {
		return f, err
	}
	if len(rows) == 0 {
		return f, app.Missing("This statement")
	}
	f.row = rows[0]
	if f.owed, _, err = firm.Payments.Compare(ctx, f.row.Partner, money.New(0, f.row.Currency)); err != nil {
		return f, err
	}
	on := app.Query{}.With(app.Is("statement", strconv.FormatInt(id, 10))).By("day", false)
	if f.lines, err = latest(ctx, statementLines, on, firm.Commissions.IDs, firm.Commissions.Rows); err != nil {
		return f, err
	}
	paid, err := firm.Payments.Of(ctx, f.row.Partner)
	if err != nil {
		return f, err
	}
	for _, p := range paid {
		if p.Statement == f.row.ID || p.Shown == f.row.ID {
			f.payments = append(f.payments, p)
		}
	}
	if f.bills, err = firm.SelfBills.Of(ctx, f.row.ID); err != nil {
		return f, err
	}
	if f.history, err = firm.History.Of(ctx, app.KindStatement, id, partnerHistory); err != nil {
		return f, err
	}
	f.steps, err = firm.Statements.Steps(ctx, f.row.ID)
	return f, err
}

// statementPane is the details of one statement, built once and updated in place.
type statementPane struct {
	reading[statementFacts]
	number, closing        *kit.Text
	partner                *kit.Button
	chips, lines, payments *fyne.Container
	facts_                 *kit.Facts
	history                *kit.Timeline
}

func newStatementPane(d *Desk) *statementPane {
	p := &statementPane{number: kit.NewText("", kit.Caption()), closing: kit.NewText("", kit.Look{Size: 17, Bold: true}), chips: kit.Wrapped(6),
		lines: kit.Down(8), payments: kit.Down(8), facts_: kit.NewFacts(), history: kit.NewTimeline()}
	p.d, p.acts = d, kit.Across(8)
	p.read = func(ctx context.Context, id int64) (statementFacts, error) { return readStatement(ctx, d.firm, id) }
	p.draw = p.drawAll
	p.partner = kit.NewLink("", func() { d.openPartner(p.shown.row.Partner, p.shown.row.PartnerName) })
	var more *kit.Button
	more = kit.NewIconButton("more", "More", "", func() { d.root.MenuUnder(more, p.moreItems()) })
	head := kit.Down(4, kit.Across(4, kit.Grow(p.number), more), p.closing, kit.Across(0, p.partner, kit.Space()), kit.Pad(2, 0, 4, 0, p.chips), p.acts)
	p.box = newPaneBox("Choose a statement to see its figures.", head, p.facts_,
		titled("Lines", p.lines), titled("Payments", p.payments), titled("History", p.history))
	return p
}

func (p *statementPane) moreItems() []kit.MenuItem {
	items := p.d.root.CommandItems("statement.view", "statement.save", "statement.print")
	items = append(items, kit.MenuItem{Line: true})
	return append(items, p.d.root.CommandItems("statement.sent", "statement.agreed", "statement.queried", "payment.new", "statement.selfbill", "statement.selfcredit", "statement.void")...)
}

func (p *statementPane) drawAll(f statementFacts) {
	r := f.row
	p.number.Set(r.Number + " · " + r.Period.Label())
	p.closing.Set(closingOf(r.Statement).String())
	p.partner.SetText("to " + r.PartnerName)
	replace(p.chips, kit.NewChip(capital(string(r.State)), statementHue(r.State)))
	p.drawActs(r)
	p.drawFigures(f)
	p.drawLines(f)
	p.history.Set(p.d.happened(f.history, f.steps, "statement.state", "statement.void"))
}

func (p *statementPane) drawActs(r app.StatementRow) {
	d := p.d
	acts := []fyne.CanvasObject{kit.NewButton("View PDF", "eye", kit.Primary, func() { d.viewStatement(r) }).Tip("", "O")}
	switch {
	case r.State == app.StatementIssued:
		acts = append(acts, kit.NewButton("Mark sent", "", kit.Normal, func() { d.markSent(r) }).Tip("", "T"))
	case payable(r.State):
		acts = append(acts, kit.NewButton("Payment…", "", kit.Normal, func() { d.recordPayment(r) }).Tip("", "P"))
	}
	acts = append(acts, kit.NewButton("Save…", "", kit.Normal, func() { d.saveStatement(r) }).Tip("", "D"))
	replace(p.acts, acts...)
}

func (p *statementPane) drawFigures(f statementFacts) {
	r := f.row
	sum := func(minor int64) string { return money.New(minor, r.Currency).String() }
	p.facts_.Set("Opening", sum(r.Opening)).Set("Earned", sum(r.Earned)).Set("Paid", sum(r.Paid)).Set("Closing", sum(r.Closing))
	p.facts_.Set("Owed today", f.owed.String())
	p.facts_.Set("Issued", dayWords(r.Issued, p.d.today))
	setFact(p.facts_, "Query by", dayWords(r.QueryBy, p.d.today))
	sent := dayWords(r.Sent, p.d.today)
	if r.SentTo != "" {
		sent += " to " + r.SentTo
	}
	setFact(p.facts_, "Sent", sent)
	setFact(p.facts_, "Self-billed", billWords(f.bills))
	setFact(p.facts_, "Void because", r.Reason)
}

func (p *statementPane) drawLines(f statementFacts) {
	var lines []fyne.CanvasObject
	for _, l := range f.lines {
		who := l.ClientName
		if who == "" {
			who = capital(string(l.Kind))
		}
		lines = append(lines, quietLine(who, dayWords(l.Day, p.d.today)+" · "+string(l.Kind), func() { p.d.explainLine(l.Seq) },
			kit.NewText(l.Amount.Amount(), kit.Look{Hug: true})))
	}
	if more := f.row.Lines - int64(len(f.lines)); more > 0 {
		lines = append(lines, kit.Across(0, kit.NewLink("All "+plural(f.row.Lines, "line", "lines"), func() {
			p.d.open("commissions", view{Filters: []filter{byThing("statement", "Statement", int64(f.row.ID), f.row.Number)}})
		}), kit.Space()))
	}
	replace(p.lines, lines...)
	p.box.section("Lines", len(lines) > 0)
	var paid []fyne.CanvasObject
	for _, pay := range f.payments {
		what := dayWords(pay.Day, p.d.today) + " · " + pay.Method
		if pay.Reference != "" {
			what += " · " + pay.Reference
		}
		paid = append(paid, quietLine(pay.Amount.String(), what, nil))
	}
	replace(p.payments, paid...)
	p.box.section("Payments", len(paid) > 0)
}
