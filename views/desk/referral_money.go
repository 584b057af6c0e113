package desk

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"

	"rapport/app"
	"rapport/app/money"
	"rapport/views/kit"
)

// accountWords says where the fees of one currency stand.
func accountWords(a app.Account) string {
	return money.New(a.Received, a.Currency).String() + ", " + a.State()
}

// drawMoney lists commission lines and fee events.
func (p *referralPane) drawMoney(f referralFacts) {
	p.lines.RemoveAll()
	for _, l := range f.lines {
		p.lines.Add(p.d.lineRow(l))
	}
	p.fees.RemoveAll()
	for _, fee := range f.fees {
		p.fees.Add(p.feeRow(fee))
	}
	p.lines.Refresh()
	p.fees.Refresh()
}

// noteConsent asks when and where the client consented in writing to a division of the fee.
func (d *Desk) noteConsent(f referralFacts) {
	document := kit.NewTextField(kit.Spec{Key: "document", Label: "Document", Required: true, Hint: "Where the client consented in writing"}, "engagement letter of 3 May")
	day := kit.NewDateField(d.stage, kit.Spec{Key: "day", Label: "Signed by the client on", Required: true})
	day.Set(d.today)
	id := f.row.ID
	d.openForm(formSpec{again: "referral.consent", title: "The client's consent", note: f.row.Number + " · " + f.row.ClientName + ". Lines that are held for it alone are let go.",
		form: kit.NewForm().Add(document, day), save: "Note consent", submit: func(ask app.Ask) act {
			on, where := dayOf(day), document.Value()
			return func(ctx context.Context) (app.Receipt, error) {
				return d.firm.Referrals.Consent(ctx, ask, id, on, where)
			}
		}})
}

// lineRow is one commission line in a details pane, with its explanation behind a link.
func (d *Desk) lineRow(l app.LineRow) fyne.CanvasObject {
	what := kit.NewText(l.Amount.String(), kit.Look{})
	when := kit.NewText(capital(string(l.Kind))+" · "+dayWords(l.Day, d.today), kit.Look{Role: kit.RoleMuted, Size: 11})
	return kit.Across(8, kit.Grow(kit.Down(1, what, when)), kit.NewChip(capital(string(l.Standing.State)), lineHue(l.Standing.State)),
		kit.NewLink("Explain", func() { d.explainLine(l.Seq) }))
}

func (p *referralPane) feeRow(f app.Fee) fyne.CanvasObject {
	what, when := feeWords(f, p.d.today)
	role := kit.RoleText
	if f.Void || f.Reverses != 0 {
		role = kit.RoleMuted
	}
	row := kit.Across(8, kit.Grow(kit.Down(1, kit.NewText(what, kit.Look{Role: role}), kit.NewText(when, kit.Look{Role: kit.RoleMuted, Size: 11}))))
	if !f.Void && f.Reverses == 0 {
		row.Add(kit.NewIconButton("undo", "Take this fee back", "", func() { p.d.takeFeeBack(f) }).Small())
	}
	return row
}

// explainLine shows the whole reason of a commission line, as it was kept when it was posted.
func (d *Desk) explainLine(seq int64) {
	var slot kit.Slot
	kit.Load(d.stage, &slot, func(ctx context.Context) (app.Explained, error) { return d.firm.Commissions.Explain(ctx, seq) },
		func(e app.Explained, err error) {
			if err != nil {
				d.refuse(err)
				return
			}
			d.showExplained(e)
		})
}

func (d *Desk) showExplained(e app.Explained) {
	var shut func()
	done := kit.NewButton("Close", "", kit.Normal, func() { shut() })
	tree := kit.Down(6)
	for _, s := range e.Tree {
		look := kit.Look{Wrap: true}
		if s.Depth > 0 {
			look.Role = kit.RoleMuted
		}
		tree.Add(kit.Pad(0, 0, 0, float32(s.Depth)*18, kit.NewText(s.Text, look)))
	}
	room := kit.Fixed(0, min(340, float32(len(e.Tree))*26+4), kit.Scrolled(kit.Pad(0, 10, 0, 0, tree)))
	head := kit.Across(8, kit.NewText(e.Row.Amount.String(), kit.Title()),
		kit.NewChip(capital(string(e.Row.Standing.State)), lineHue(e.Row.Standing.State)), kit.Space())
	about := "Commission line " + strconv.FormatInt(e.Row.Seq, 10) + " · " + e.Row.PartnerName
	if e.Row.ReferralNumber != "" {
		about += " · " + e.Row.ReferralNumber + " " + e.Row.ClientName
	}
	shut = d.root.Dialog(600, kit.Down(10, head, kit.NewText(about, kit.Look{Role: kit.RoleMuted, Size: 12}), kit.NewRule(kit.RoleBorder), room,
		kit.Across(8, kit.Space(), done)), done)
}
