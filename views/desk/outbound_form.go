package desk

import (
	"context"

	"rapport/app"
	"rapport/app/money"
	"rapport/views/kit"
)

// outboundForm is the fields of an outbound referral, for a new one and for a change.
type outboundForm struct {
	form                    *kit.Form
	partner, person, client *kit.PickField
	given, consented, chase *kit.DateField
	service                 *kit.PickField
	estimate, value         *kit.MoneyField
	owner, note             *kit.TextField
}

func newOutboundForm(d *Desk, currency money.Currency) *outboundForm {
	f := &outboundForm{form: kit.NewForm()}
	f.partner = kit.NewPickField(d.stage, kit.Spec{Key: "partner", Label: "Partner", Required: true, Hint: "Whom the client is sent to"}, d.findPartners)
	f.person = kit.NewPickField(d.stage, kit.Spec{Key: "person", Label: "Person", Hint: "At the partner"}, func(ctx context.Context, text string) ([]kit.Option, error) {
		o, _ := f.partner.Value()
		people, err := d.firm.Partners.People(ctx, app.ID[app.Partner](o.ID))
		if err != nil {
			return nil, err
		}
		return findPeople(func() []app.Person { return people })(ctx, text)
	})
	f.client = kit.NewPickField(d.stage, kit.Spec{Key: "client", Label: "Client", Required: true, Hint: "A new name is added as it is typed"}, d.findClients)
	f.client.Create(func(name string) { f.client.Set(kit.Option{Text: name}) })
	f.given = kit.NewDateField(d.stage, kit.Spec{Key: "given", Label: "Given", Required: true, Hint: "today, yesterday, -3d, 23/11 …"})
	f.service = kit.NewPickField(d.stage, kit.Spec{Key: "service", Label: "Needs"}, findWords(d.settings.Services))
	f.service.Create(func(word string) { f.service.Set(kit.Option{Text: word}) })
	f.estimate = kit.NewMoneyField(kit.Spec{Key: "estimate", Label: "Worth to the partner"}, currency, money.Point)
	f.value = kit.NewMoneyField(kit.Spec{Key: "value", Label: "Came of it"}, currency, money.Point)
	f.consented = kit.NewDateField(d.stage, kit.Spec{Key: "consented", Label: "Client agreed on", Hint: "To be named to the partner"})
	f.chase = kit.NewDateField(d.stage, kit.Spec{Key: "chase", Label: "Ask for news on"})
	f.owner = kit.NewTextField(kit.Spec{Key: "owner", Label: "Owner"}, "")
	f.note = kit.NewMultilineField(kit.Spec{Key: "note", Label: "Note"}, "", 3)
	f.form.Add(f.partner, f.client).Beside(f.given, f.service).Beside(f.consented, f.estimate).Add(f.person, f.value, f.chase, f.owner, f.note)
	return f
}

// into lays what was entered over an outbound referral.
func (f *outboundForm) into(o app.Outbound) app.Outbound {
	partner, _ := f.partner.Value()
	person, _ := f.person.Value()
	client, _ := f.client.Value()
	o.Partner, o.Person, o.Client = app.ID[app.Partner](partner.ID), app.ID[app.Person](person.ID), app.ID[app.Client](client.ID)
	o.Given, o.Consented, o.Chase = dayOf(f.given), dayOf(f.consented), dayOf(f.chase)
	o.Service, o.Owner, o.Note = f.service.Typed(), f.owner.Value(), f.note.Value()
	o.Estimate, o.Value = moneyOf(f.estimate), moneyOf(f.value)
	return o
}

// introduce asks which client is sent to which partner; 0 asks for the partner too.
func (d *Desk) introduce(to app.ID[app.Partner], name string) {
	f := newOutboundForm(d, d.settings.Currency)
	f.given.Set(d.today)
	if to != 0 {
		f.partner.Set(kit.Option{ID: int64(to), Text: name})
	}
	f.value.Hide()
	f.chase.Hide()
	d.openForm(formSpec{again: "outbound.new", title: "Introduce a client", form: f.form, save: "Introduce",
		submit: func(ask app.Ask) act {
			o := f.into(app.Outbound{})
			client, _ := f.client.Value()
			return func(ctx context.Context) (app.Receipt, error) { return d.firm.Outbounds.Give(ctx, ask, o, client.Text) }
		},
		saved: func(r app.Receipt) { d.open("given", view{ID: r.ID}) },
	})
}

// editOutbound opens the form of an outbound referral that is kept.
func (d *Desk) editOutbound(row app.OutboundRow) {
	o := row.Outbound
	currency := o.Worth().Currency
	if currency == "" {
		currency = d.settings.Currency
	}
	f := newOutboundForm(d, currency)
	f.partner.Set(kit.Option{ID: int64(o.Partner), Text: row.PartnerName})
	if o.Person != 0 {
		f.person.Set(kit.Option{ID: int64(o.Person), Text: row.PersonName})
	}
	f.client.Set(kit.Option{ID: int64(o.Client), Text: row.ClientName})
	f.client.Hide() // another client is another referral
	f.given.Set(o.Given)
	f.consented.Set(o.Consented)
	f.chase.Set(o.Chase)
	if o.Service != "" {
		f.service.Set(kit.Option{Text: o.Service, ID: -1})
	}
	if o.Estimate.Currency != "" {
		f.estimate.Set(o.Estimate)
	}
	if o.Value.Currency != "" {
		f.value.Set(o.Value)
	}
	kit.Shown(f.value, !o.State.Waits())
	kit.Shown(f.chase, o.State.Waits())
	f.owner.Set(o.Owner)
	f.note.Set(o.Note)
	d.openForm(formSpec{again: "outbound.edit", title: "Edit " + o.Number, note: row.ClientName, form: f.form, save: "Save changes",
		submit: func(ask app.Ask) act {
			changed := f.into(o)
			return func(ctx context.Context) (app.Receipt, error) { return d.firm.Outbounds.Edit(ctx, ask, changed) }
		}})
}

// moveOutbound asks where an outbound referral goes, when, and what came of it; "" asks for the state too.
func (d *Desk) moveOutbound(row app.OutboundRow, to app.OutboundState) {
	state := kit.NewChoiceField(kit.Spec{Key: "state", Label: "State"}, pairsOf(app.NextOutboundStates(row.State)...)...)
	day := kit.NewDateField(d.stage, kit.Spec{Key: "day", Label: "When it happened", Required: true})
	day.Set(d.today)
	reason := kit.NewChoiceField(kit.Spec{Key: "reason", Label: "Why not", Required: true}, pairsOf(app.NotEngagedReasons()...)...)
	currency := row.Worth().Currency
	if currency == "" {
		currency = d.settings.Currency
	}
	value := kit.NewMoneyField(kit.Spec{Key: "value", Label: "What came of it", Hint: "If it is known"}, currency, money.Point)
	note := kit.NewMultilineField(kit.Spec{Key: "note", Label: "Note"}, "", 3)
	form := kit.NewForm().Add(state, day, reason, value, note)
	chosen := func() app.OutboundState {
		if to != "" {
			return to
		}
		return app.OutboundState(state.Value())
	}
	follow := func() {
		kit.Shown(state, to == "")
		kit.Shown(reason, chosen() == app.NotEngaged)
		kit.Shown(value, chosen() == app.Engaged || chosen() == app.OutboundClosed && row.Outcome == app.Engaged)
		form.Content().Refresh()
	}
	state.OnChange(follow)
	follow()
	title, again := "Move "+row.Number+" on", "outbound.move"
	switch to {
	case app.Engaged:
		title, again = row.ClientName+" engaged "+row.PartnerName, "outbound.engaged"
	case app.NotEngaged:
		title, again = row.ClientName+" did not engage "+row.PartnerName, "outbound.not"
	}
	d.openForm(formSpec{again: again, title: title, note: row.Number + ", given " + row.Given.Label(), form: form, save: "Move on",
		submit: func(ask app.Ask) act {
			at := chosen()
			m := app.OutboundMove{Move: app.Move{Day: dayOf(day), Note: note.Value()}, Value: moneyOf(value)}
			if at == app.NotEngaged {
				m.Reason = reason.Value()
			}
			return func(ctx context.Context) (app.Receipt, error) {
				return d.firm.Outbounds.SetState(ctx, ask, row.ID, at, m)
			}
		}})
}

// chaseOutbound notes that the partner was asked today.
func (d *Desk) chaseOutbound(row app.OutboundRow) {
	ask := app.Ask{Key: d.opts.NewKey()}
	d.do(func(ctx context.Context) (app.Receipt, error) {
		return d.firm.Outbounds.Chased(ctx, ask, row.ID, app.Move{}, 0)
	}, nil)
}
