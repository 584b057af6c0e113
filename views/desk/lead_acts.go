package desk

import (
	"context"

	"rapport/app"
	"rapport/views/kit"
)

// acceptLeads makes referrals: of one lead by a form, of several at once.
func (d *Desk) acceptLeads() {
	ids := d.leads()
	if len(ids) > 1 {
		ask := app.Ask{Key: d.opts.NewKey()}
		d.do(func(ctx context.Context) (app.Receipt, error) { return d.firm.Leads.AcceptAll(ctx, ask, ids) }, nil)
		return
	}
	m, ok := d.screens["leads"]
	if !ok || len(ids) == 0 {
		return
	}
	pane := m.screen.(*leads).pane
	if pane.ready && pane.shown.ID == ids[0] {
		d.acceptLead(pane.shown)
		return
	}
	var slot kit.Slot
	kit.Load(d.stage, &slot, func(ctx context.Context) (app.LeadWhole, error) { return d.firm.Leads.Get(ctx, ids[0]) }, func(l app.LeadWhole, err error) {
		if err != nil {
			d.refuse(err)
			return
		}
		d.acceptLead(l)
	})
}

// acceptLead asks what the referral of a lead says; what the lead knows stands in the fields.
func (d *Desk) acceptLead(l app.LeadWhole) {
	partner := kit.NewPickField(d.stage, kit.Spec{Key: "partner", Label: "Partner", Required: true, Hint: "Who sent them"}, d.findPartners)
	client := kit.NewTextField(kit.Spec{Key: "client", Label: "Client", Required: true, Hint: "A client of that name is taken; else a new one is made"}, "")
	owner := kit.NewTextField(kit.Spec{Key: "owner", Label: "Owner", Hint: "Who looks after it"}, "")
	if l.Partner != 0 {
		partner.Set(kit.Option{ID: int64(l.Partner), Text: l.PartnerName})
	} else if len(l.Meant) > 0 {
		partner.Set(kit.Option{ID: int64(l.Meant[0].Partner), Text: l.Meant[0].PartnerName})
	}
	client.Set(l.Called())
	d.openForm(formSpec{title: "Make a referral", note: join(l.Called(), dayWords(l.Day, d.today), l.Service), form: kit.NewForm().Add(partner, client, owner), save: "Make referral",
		submit: func(ask app.Ask) act {
			o, _ := partner.Value()
			in := app.LeadTaken{Lead: l.ID, Partner: app.ID[app.Partner](o.ID), Client: client.Value(), Owner: owner.Value()}
			for _, m := range l.Meant {
				if l.Partner == 0 && m.Partner == in.Partner {
					in.Code = m.Code
				}
			}
			return func(ctx context.Context) (app.Receipt, error) { return d.firm.Leads.Accept(ctx, ask, in) }
		}})
}

func (d *Desk) declineLeads() { d.declineThese(d.leads()) }

// declineThese asks why leads are not taken.
func (d *Desk) declineThese(ids []app.ID[app.Lead]) {
	reason := kit.NewTextField(kit.Spec{Key: "reason", Label: "Why", Required: true, Hint: "Such as: not our field, no conflict-free team, duplicate"}, "")
	d.openForm(formSpec{title: "Decline " + plural(len(ids), "lead", "leads"), form: kit.NewForm().Add(reason), save: "Decline", submit: func(ask app.Ask) act {
		why := reason.Value()
		return func(ctx context.Context) (app.Receipt, error) { return d.firm.Leads.Decline(ctx, ask, ids, why) }
	}})
}

func (d *Desk) spamLeads() { d.spamThese(d.leads()) }

// spamThese sets leads aside at once; it can be undone.
func (d *Desk) spamThese(ids []app.ID[app.Lead]) {
	ask := app.Ask{Key: d.opts.NewKey()}
	d.do(func(ctx context.Context) (app.Receipt, error) { return d.firm.Leads.Spam(ctx, ask, ids) }, nil)
}
