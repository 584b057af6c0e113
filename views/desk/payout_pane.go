package desk

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"rapport/app"
	"rapport/app/bank"
	"rapport/app/money"
	"rapport/views/kit"
)

// payoutFacts is what the details of a payout show.
type payoutFacts struct {
	row     app.PayoutRow
	detail  app.BankDetail // the version it pays to
	latest  bool           // that version is the one that counts now
	claims  []app.Claimed
	rules   gatesOf // those that stop it, while it may be stopped
	history []app.Audit
	steps   []app.Step
}

// readPayout reads all of it; it runs away from the screen.
func readPayout(ctx context.Context, firm *app.Firm, id int64) (payoutFacts, error) {
	var f payoutFacts
	rows, err := firm.Payouts.Rows(ctx, []int32{int32(id)})
	if err != nil {
		return f, err
	}
	if len(rows) == 0 {
		return f, app.Missing("This payout")
	}
	f.row = rows[0]
	details, err := firm.Banks.Of(ctx, f.row.Partner)
	if err != nil {
		return f, err
	}
	newest := 0
	for _, b := range details {
		if b.Currency == f.row.Amount.Currency {
			newest = max(newest, b.No)
		}
		if b.ID == f.row.Detail {
			f.detail = b
		}
	}
	f.latest = f.detail.No == newest
	if s := f.row.State; s == app.PayoutDraft || s == app.PayoutApproved {
		if f.rules, err = readGates(ctx, firm, f.row.Partner, f.row.PartnerName); err != nil {
			return f, err
		}
		f.rules = f.rules.only(app.GateTIN)
	}
	if f.claims, err = firm.Payouts.Claims(ctx, f.row.ID); err != nil {
		return f, err
	}
	if f.history, err = firm.History.Of(ctx, app.KindPayout, id, partnerHistory); err != nil {
		return f, err
	}
	f.steps, err = firm.Payouts.Steps(ctx, f.row.ID)
	return f, err
}

// payoutPane is the details of one payout, built once and updated in place.
type payoutPane struct {
	reading[payoutFacts]
	number, amount *kit.Text
	partner        *kit.Button
	chips, lines   *fyne.Container
	rules          *fyne.Container
	facts_         *kit.Facts
	history        *kit.Timeline
}

func newPayoutPane(d *Desk) *payoutPane {
	p := &payoutPane{number: kit.NewText("", kit.Caption()), amount: kit.NewText("", kit.Look{Size: 17, Bold: true}), chips: kit.Wrapped(6),
		lines: kit.Down(8), rules: kit.Down(8), facts_: kit.NewFacts(), history: kit.NewTimeline()}
	p.d, p.acts = d, kit.Across(8)
	p.read = func(ctx context.Context, id int64) (payoutFacts, error) { return readPayout(ctx, d.firm, id) }
	p.draw = p.drawAll
	p.partner = kit.NewLink("", func() { d.openPartner(p.shown.row.Partner, p.shown.row.PartnerName) })
	var more *kit.Button
	more = kit.NewIconButton("more", "More", "", func() {
		d.root.MenuUnder(more, d.root.CommandItems("payout.sent", "payout.cleared", "payout.failed", "payout.returned", "payout.cancel", "payout.again"))
	})
	head := kit.Down(4, kit.Across(4, kit.Grow(p.number), more), p.amount, p.partner.Cut(), kit.Pad(2, 0, 4, 0, p.chips), p.acts)
	p.box = newPaneBox("Choose a payout to see where it goes and what it pays.", head, p.facts_, titled("Rules", p.rules), titled("Pays", p.lines), titled("History", p.history))
	return p
}

func (p *payoutPane) drawAll(f payoutFacts) {
	r := f.row
	p.number.Set(r.Number + " · " + r.Run)
	p.amount.Set(r.Amount.String())
	p.partner.SetText("to " + r.PartnerName)
	chips := []fyne.CanvasObject{kit.NewChip(capital(string(r.State)), payoutHue(r.State)), kit.NewChip(methodWords(r.Method), kit.Grey)}
	if open := r.State == app.PayoutDraft || r.State == app.PayoutApproved; open && (!f.latest || r.ConfirmedOn == 0) {
		chips = append(chips, kit.NewChip("Held: bank details changed", kit.Red))
	}
	replace(p.chips, chips...)
	p.drawActs(r)
	p.drawFacts(f)
	replace(p.rules, p.d.gateCards(f.rules)...)
	p.box.section("Rules", len(f.rules.rules) > 0)
	var lines []fyne.CanvasObject
	for _, c := range f.claims {
		who, below := c.ClientName, dayWords(c.Day, p.d.today)+" · "+c.StatementNumber
		if who == "" {
			who = capital(string(c.Kind))
		}
		if c.Minor != c.Amount.Minor {
			below += " · rest of " + c.Amount.Amount()
		}
		lines = append(lines, quietLine(who, below, func() { p.d.explainLine(c.Seq) },
			kit.NewText(money.New(c.Minor, c.Amount.Currency).Amount(), kit.Look{Hug: true})))
	}
	replace(p.lines, lines...)
	p.history.Set(p.d.happened(f.history, f.steps, "payout.run", "payout.approve", "payout.sent", "payout.cleared", "payout.failed", "payout.returned", "payout.cancelled"))
}

func (p *payoutPane) gates() (gatesOf, bool) { return p.shown.rules, p.ready }

func (p *payoutPane) drawActs(r app.PayoutRow) {
	d := p.d
	run := func(id string) func() { return func() { d.root.Commands.Run(id) } }
	var acts []fyne.CanvasObject
	switch r.State {
	case app.PayoutDraft:
		acts = append(acts, kit.NewButton("Approve…", "check", kit.Primary, run("payout.approve")).Tip("All drafts shown, or those marked", "A"))
	case app.PayoutApproved:
		acts = append(acts, kit.NewButton("Export…", "export", kit.Primary, run("payout.export")).Tip("", "X"))
	case app.PayoutExported:
		acts = append(acts, kit.NewButton("Mark sent", "mail", kit.Primary, run("payout.sent")).Tip("", "T"), kit.NewButton("Copy of file", "", kit.Normal, run("payout.export")).Tip("", "X"))
	case app.PayoutSent:
		acts = append(acts, kit.NewButton("Cleared", "check", kit.Primary, run("payout.cleared")).Tip("", "P"), kit.NewButton("Failed…", "", kit.Normal, run("payout.failed")),
			kit.NewButton("Came back…", "", kit.Normal, run("payout.returned")))
	}
	replace(p.acts, acts...)
}

func (p *payoutPane) drawFacts(f payoutFacts) {
	r, d := f.row, p.d
	p.facts_.Set("Paid to", r.Account.Holder)
	if inFile := bank.SEPAText(r.Account.Holder, 70); r.Method == bank.SEPA && inFile != r.Account.Holder {
		p.facts_.Set("In the file", inFile)
	} else {
		p.facts_.Drop("In the file")
	}
	number, at, _ := strings.Cut(bankWords(r.Account), "\n")
	setFact(p.facts_, "Account", number)
	setFact(p.facts_, "Bank", at)
	setFact(p.facts_, "Address", r.Account.Address.Line())
	p.facts_.Set("Details set", momentWords(f.detail.SetAt, d.today)+" by "+f.detail.SetBy)
	confirmed := "not yet"
	if r.ConfirmedOn != 0 {
		confirmed = dayWords(r.ConfirmedOn, d.today) + " by " + f.detail.ConfirmedBy
	}
	p.facts_.Set("Confirmed", confirmed)
	p.facts_.Set("Drafted", dayWords(r.Made, d.today)+" by "+r.MadeBy)
	setFact(p.facts_, "Approved", strings.TrimSuffix(dayWords(r.Approved, d.today)+" by "+r.Approver, " by "))
	setFact(p.facts_, "File", r.FileNumber)
	setFact(p.facts_, "Sent", dayWords(r.Sent, d.today))
	setFact(p.facts_, "Ended", dayWords(r.Ended, d.today))
	setFact(p.facts_, "Reference", r.Reference)
	setFact(p.facts_, "Because", r.Reason)
}

// bankWords is an account as its owner would read it.
func bankWords(a bank.Account) string {
	switch {
	case a.IBAN != "":
		return strings.TrimSpace(bank.PaperIBAN(a.IBAN) + "\n" + a.BIC)
	case a.Routing != "":
		kind := "checking"
		if a.Savings {
			kind = "savings"
		}
		return a.Number + ", " + kind + "\nrouting " + a.Routing
	case a.Number != "":
		return a.BankCode + " " + a.Number
	}
	return a.Email
}
