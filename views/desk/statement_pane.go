package desk

import (
	"context"
	"strconv"
	"strings"

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
	held     []app.LineRow // now, up to the period's last day: not on it
	gifts    []app.GiftRow
	tiers    []app.TierWay
	rules    gatesOf // those that stop its payment or its self-billed document
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
	if err := f.readBeside(ctx, firm); err != nil {
		return f, err
	}
	if f.bills, err = firm.SelfBills.Of(ctx, f.row.ID); err != nil {
		return f, err
	}
	if err := f.readRules(ctx, firm); err != nil {
		return f, err
	}
	if f.history, err = firm.History.Of(ctx, app.KindStatement, id, partnerHistory); err != nil {
		return f, err
	}
	f.steps, err = firm.Statements.Steps(ctx, f.row.ID)
	return f, err
}

// readRules reads the rules that stop what comes next: its payment while it is open, and the document that bills it while none does.
func (f *statementFacts) readRules(ctx context.Context, firm *app.Firm) (err error) {
	var which []app.Gate
	if s := f.row.State; s == app.StatementIssued || payable(s) {
		which = append(which, app.GateTIN)
		if _, billed := standingBill(f.bills); !billed {
			which = append(which, app.GateSelfBilling)
		}
	}
	f.rules, err = readGates(ctx, firm, f.row.Partner, f.row.PartnerName)
	f.rules = f.rules.only(which...)
	return err
}

// readBeside reads what a statement shows beside its balance: what is held and why, gifts, and the way through tiers.
func (f *statementFacts) readBeside(ctx context.Context, firm *app.Firm) (err error) {
	r := f.row
	held := app.Query{}.With(app.Is("partner", strconv.FormatInt(int64(r.Partner), 10)), app.Is("state", string(app.Held)), app.Is("currency", string(r.Currency)),
		app.Condition{Field: "day", To: r.Period.Last().String()}).By("day", false)
	if f.held, err = latest(ctx, statementLines, held, firm.Commissions.IDs, firm.Commissions.Rows); err != nil {
		return err
	}
	gifts, err := firm.Gifts.Of(ctx, r.Partner)
	for _, g := range gifts {
		if g.Statement == r.ID {
			f.gifts = append(f.gifts, g)
		}
	}
	if err != nil {
		return err
	}
	f.tiers, err = firm.Statements.Tiers(ctx, r.Partner, r.Currency, r.Period.Last())
	return err
}

// statementPane is the details of one statement, built once and updated in place.
type statementPane struct {
	reading[statementFacts]
	number, closing        *kit.Text
	partner                *kit.Button
	chips, lines, payments *fyne.Container
	held, gifts, tiers     *fyne.Container
	rules                  *fyne.Container
	facts_                 *kit.Facts
	history                *kit.Timeline
}

func newStatementPane(d *Desk) *statementPane {
	p := &statementPane{number: kit.NewText("", kit.Caption()), closing: kit.NewText("", kit.Look{Size: 17, Bold: true}), chips: kit.Wrapped(6),
		lines: kit.Down(8), payments: kit.Down(8), held: kit.Down(8), gifts: kit.Down(8), tiers: kit.Down(8), rules: kit.Down(8), facts_: kit.NewFacts(), history: kit.NewTimeline()}
	p.d, p.acts = d, kit.Across(8)
	p.read = func(ctx context.Context, id int64) (statementFacts, error) { return readStatement(ctx, d.firm, id) }
	p.draw = p.drawAll
	p.partner = kit.NewLink("", func() { d.openPartner(p.shown.row.Partner, p.shown.row.PartnerName) })
	var more *kit.Button
	more = kit.NewIconButton("more", "More", "", func() { d.root.MenuUnder(more, p.moreItems()) })
	head := kit.Down(4, kit.Across(4, kit.Grow(p.number), more), p.closing, p.partner.Cut(), kit.Pad(2, 0, 4, 0, p.chips), p.acts)
	p.box = newPaneBox("Choose a statement to see its figures.", head, p.facts_,
		titled("Rules", p.rules), titled("Lines", p.lines), titled("Held, not in the balance", p.held), titled("Payments", p.payments),
		titled("Tiers", p.tiers), titled("Gifts, at value", p.gifts), titled("History", p.history))
	return p
}

func (p *statementPane) moreItems() []kit.MenuItem {
	items := p.d.root.CommandItems("statement.view", "statement.save", "statement.print")
	items = append(items, kit.MenuItem{Line: true})
	return append(items, p.d.root.CommandItems("statement.sent", "statement.agreed", "statement.queried", "payment.new", "statement.selfbill", "statement.selfcredit", "gate.override", "gate.restore", "statement.void")...)
}

func (p *statementPane) drawAll(f statementFacts) {
	r := f.row
	p.number.Set(r.Number + " · " + r.Period.Label())
	p.closing.Set(closingOf(r.Statement).String())
	p.partner.SetText("to " + r.PartnerName)
	replace(p.chips, kit.NewChip(capital(string(r.State)), statementHue(r.State)))
	p.drawActs(r)
	p.drawFigures(f)
	p.part("Rules", p.rules, p.d.gateCards(f.rules))
	p.drawLines(f)
	p.drawBeside(f)
	p.history.Set(p.d.happened(f.history, f.steps, "statement.state", "statement.void"))
}

func (p *statementPane) gates() (gatesOf, bool) { return p.shown.rules, p.ready }

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
		lines = append(lines, quietLine(lineName(l), dayWords(l.Day, p.d.today)+" · "+string(l.Kind), func() { p.d.explainLine(l.Seq) },
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

// drawBeside shows what is no part of the balance: held lines with their reasons, the way through tiers, gifts.
func (p *statementPane) drawBeside(f statementFacts) {
	var held, gifts, tiers []fyne.CanvasObject
	for _, l := range f.held {
		why := make([]string, len(l.Standing.Holds))
		for i, h := range l.Standing.Holds {
			why[i] = capital(h.Kind)
			if h.Until != 0 {
				why[i] += " until " + dayWords(h.Until, p.d.today)
			}
			if h.Note != "" {
				why[i] += ": " + h.Note
			}
		}
		held = append(held, saidLine(lineName(l), strings.Join(why, "; "), func() { p.d.explainLine(l.Seq) }, kit.NewText(l.Amount.Amount(), kit.Look{Hug: true})))
	}
	for _, g := range f.gifts {
		gifts = append(gifts, quietLine(g.What, "To "+g.PersonName+" · "+g.Kind+" · "+dayWords(g.Given, p.d.today), nil, kit.NewText(g.Value.Amount(), kit.Look{Hug: true})))
	}
	for _, w := range f.tiers {
		tiers = append(tiers, saidLine(w.Of+": "+w.Amount(w.SoFar), tierWords(w), nil))
	}
	p.part("Held, not in the balance", p.held, held)
	p.part("Gifts, at value", p.gifts, gifts)
	p.part("Tiers", p.tiers, tiers)
	p.d.stage.Do(p.box.column.Refresh) // words take the lines they need once they are as wide as the pane
}

// part shows the lines of a block, or takes it away where there are none.
func (p *statementPane) part(title string, block *fyne.Container, lines []fyne.CanvasObject) {
	p.box.section(title, len(lines) > 0)
	replace(block, lines...)
}

// saidLine is a line of the details whose words below take as many lines as they need.
func saidLine(what, below string, open func(), tail ...fyne.CanvasObject) fyne.CanvasObject {
	return kit.Down(1, quietLine(what, "", open, tail...), quiet(below))
}

// tierWords says what is reached and how far the next step is.
func tierWords(w app.TierWay) string {
	now := "Nothing reached yet"
	if w.Reached != "" {
		now = "Reached: " + w.Reached
	}
	if w.Next == "" {
		return now + ". There is no higher one."
	}
	return now + ". Next: " + w.Next + ", " + w.Amount(w.ToGo) + " to go."
}

// lineName is the client of a line, or what it is where it has none.
func lineName(l app.LineRow) string {
	if l.ClientName == "" {
		return capital(string(l.Kind))
	}
	return l.ClientName
}
