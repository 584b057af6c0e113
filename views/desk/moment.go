package desk

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"rapport/app"
	"rapport/views/kit"
)

// momentChip is how what an entry is about stands now, where the entry does not say it already.
func momentChip(m app.Moment) (string, kit.Hue) {
	switch m.Kind {
	case app.MomentReferral:
		return m.State, stageHue(app.Stage(m.State))
	case app.MomentGiven:
		return m.State, outboundHue(app.Outbound{State: app.OutboundState(m.State)})
	case app.MomentPayout:
		return m.State, payoutHue(app.PayoutState(m.State))
	case app.MomentStatement:
		return m.State, statementHue(app.StatementState(m.State))
	case app.MomentCommission:
		return m.State, lineHue(app.LineState(m.State))
	case app.MomentDispute:
		if app.DisputeState(m.State).Decided() || m.State == string(app.DisputeClosed) {
			return m.State, kit.Grey
		}
		return m.State, kit.Amber
	case app.MomentGift:
		return m.State, giftHue(app.GiftState(m.State))
	case app.MomentMaterial:
		return m.State, materialHue(app.MaterialState(m.State))
	case app.MomentCheckin, app.MomentPromise, app.MomentTask:
		hues := map[string]kit.Hue{string(app.CheckinHeld): kit.Green, string(app.CheckinPlanned): kit.Blue, string(app.PromiseOpen): kit.Amber, string(app.PromiseKept): kit.Green,
			string(app.PromiseBroken): kit.Red, string(app.TaskDone): kit.Green}
		if hue, ok := hues[m.State]; ok {
			return m.State, hue
		}
		return m.State, kit.Grey
	case app.MomentCredential, app.MomentApplication:
		return m.State, kit.Grey
	}
	return "", kit.Grey // it says so itself
}

// openMoment opens what an entry is about, over the page.
func (p *profile) openMoment(m app.Moment) {
	d, f := p.d, p.pane.shown
	switch m.Kind {
	case app.MomentReferral, app.MomentOutcome:
		d.peek("referrals", m.Of)
	case app.MomentGiven, app.MomentEngaged:
		d.peek("given", m.Of)
	case app.MomentStatement:
		d.peek("statements", m.Of)
	case app.MomentPayout:
		d.peek("payouts", m.Of)
	case app.MomentCommission:
		d.peek("commissions", m.Of)
	case app.MomentDispute:
		d.peek("disputes", m.Of)
	case app.MomentMaterial:
		d.peek("materials", m.Of)
	case app.MomentMessage:
		d.peek("mail", m.Of)
	case app.MomentLetter:
		d.openLetter(app.ID[app.Letter](m.Of))
	case app.MomentCheckin:
		d.openItem(app.Item{Kind: app.KindCheckin, Subject: m.Of})
	case app.MomentFile:
		d.openAttachment(app.Attachment{ID: m.Of, Name: m.Name})
	case app.MomentCredential:
		if i := slices.IndexFunc(f.credentials, func(c app.CredentialRow) bool { return int64(c.ID) == m.Of }); i >= 0 {
			d.editCredential(f, f.credentials[i])
		}
	case app.MomentMarket:
		d.openMarket(app.ID[app.MarketNote](m.Of))
	case app.MomentAgreement:
		if i := slices.IndexFunc(f.agreements, func(a app.Signed) bool { return int64(a.ID) == m.Of }); i >= 0 {
			d.showAgreement(f, f.agreements[i])
		}
	default:
		d.over(p.momentCard(m))
	}
}

// openMarket opens a note of the market, to be corrected.
func (d *Desk) openMarket(id app.ID[app.MarketNote]) {
	var slot kit.Slot
	kit.Load(d.stage, &slot, func(ctx context.Context) (app.MarketRow, error) { return d.firm.Market.Get(ctx, id) }, func(r app.MarketRow, err error) {
		if err != nil {
			d.refuse(err)
			return
		}
		d.noteMarket(r.MarketNote, r.PartnerName)
	})
}

// momentCard is all that is known of an entry that has no form of its own, with what can be done about it.
func (p *profile) momentCard(m app.Moment) fyne.CanvasObject {
	facts := kit.NewFacts()
	setFact(facts, "On", dayWords(m.Day, p.d.today))
	setFact(facts, "Stands", m.State)
	setFact(facts, "Amount", sumWords(m))
	setFact(facts, "By", m.Who)
	words := kit.Down(10, kit.NewText(m.What(), kit.Look{Size: 15, Bold: true, Wrap: true}))
	if more := m.More(); more != "" {
		words.Add(kit.NewText(more, kit.Prose()))
	}
	words.Add(facts)
	acts := kit.Across(8)
	for _, a := range p.momentActs(m) {
		acts.Add(kit.NewButton(a.Title, "", kit.Normal, func() { p.d.unpeek(); a.Run() }))
	}
	if len(acts.Objects) > 0 {
		words.Add(acts)
	}
	return words
}

// momentActs are what can be done about an open promise or task, and a gift on its way.
func (p *profile) momentActs(m app.Moment) []kit.MenuItem {
	d, f := p.d, p.pane.shown
	item := app.Item{Subject: m.Of, Partner: f.row.ID, Name: f.row.Name, What: m.Name, Open: true}
	switch {
	case m.Kind == app.MomentPromise && m.State == string(app.PromiseOpen):
		item.Kind = app.KindPromise
		return []kit.MenuItem{{Title: "Kept", Run: func() { d.markPromise(item, app.PromiseKept) }}, {Title: "Broken", Run: func() { d.markPromise(item, app.PromiseBroken) }}}
	case m.Kind == app.MomentTask && m.State == string(app.TaskOpen):
		item.Kind = app.KindTask
		return []kit.MenuItem{{Title: "Done", Run: func() { d.markTask(item, app.TaskDone) }}, {Title: "Edit", Run: func() { d.editTask(item) }}}
	case m.Kind == app.MomentGift:
		if i := slices.IndexFunc(f.gifts, func(g app.GiftRow) bool { return int64(g.ID) == m.Of }); i >= 0 {
			return d.giftActs(f.gifts[i])
		}
	}
	return nil
}
