package desk

import (
	"fyne.io/fyne/v2"

	"rapport/app"
	"rapport/views/kit"
)

// peeking is what is shown over a page: the details of something, without leaving the place.
type peeking struct {
	pane detailPane // nil when it has none to keep current
	shut func()
}

// peekPane makes the details of what a section lists; nil where it has none.
func (d *Desk) peekPane(section string) detailPane {
	switch section {
	case "referrals":
		return newReferralPane(d)
	case "given":
		return newOutboundPane(d)
	case "statements":
		return newStatementPane(d)
	case "payouts":
		return newPayoutPane(d)
	case "commissions":
		return newCommissionPane(d)
	case "disputes":
		return newDisputePane(d)
	case "mail":
		return newMailPane(d)
	case "materials":
		return newMaterialPane(d)
	}
	return nil
}

// peek shows one thing of a section over the page. A link in it leads there.
func (d *Desk) peek(section string, id int64) {
	pane := d.peekPane(section)
	if pane == nil {
		d.open(section, view{ID: id})
		return
	}
	pane.Show(id)
	more := []fyne.CanvasObject{kit.NewLink("Go to it in its list", func() { d.open(section, view{ID: id}) })}
	if p, ok := pane.(*commissionPane); ok {
		more = append(more, kit.NewLink("Open a dispute", func() { d.disputePeeked(p) }))
	}
	d.over(kit.Fixed(0, paneHeight, pane.Content()), more...)
	d.peeked.pane = pane
}

// disputePeeked asks what the partner says of the line that is shown over the page.
func (d *Desk) disputePeeked(p *commissionPane) {
	switch r := p.shown.Row; {
	case !p.ready:
	case r.Standing.Disputed() || r.Kind == app.PaymentLine:
		d.refuse(app.No("There is no dispute to open on this line: it is a payment, or in dispute already.", "Its dispute stands on the timeline."))
	default:
		d.unpeek()
		d.disputeLine(r)
	}
}

// over shows something over the page, with more at its foot.
func (d *Desk) over(what fyne.CanvasObject, more ...fyne.CanvasObject) {
	if d.root.Covered() {
		return
	}
	done := kit.NewButton("Close", "", kit.Normal, d.unpeek)
	foot := kit.Across(8, append(more, kit.Space(), done)...)
	d.peeked = peeking{shut: d.root.Dialog(440, kit.Down(12, what, foot), done)}
}

// unpeek closes what is shown over the page.
func (d *Desk) unpeek() {
	if d.peeked.shut != nil {
		d.peeked.shut()
	}
	d.peeked = peeking{}
}

// peekChanged reads again what is shown over the page.
func (d *Desk) peekChanged() {
	if d.peeked.pane != nil && d.root.Covered() {
		d.peeked.pane.Changed(nil)
	}
}
