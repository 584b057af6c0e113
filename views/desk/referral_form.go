package desk

import (
	"context"
	"time"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/code"
	"rapport/app/money"
	"rapport/views/kit"
)

// twinPause is how long typing a client's name must rest before earlier introductions are looked for.
const twinPause = 150 * time.Millisecond

// referralForm is the fields of a referral, for a new one and for a change.
type referralForm struct {
	d        *Desk
	form     *kit.Form
	partner  *kit.PickField
	client   *kit.PickField
	day      *kit.DateField
	service  *kit.PickField
	estimate *kit.MoneyField
	owner    *kit.TextField
	code     *kit.TextField
	note     *kit.TextField
	twin     *warning
	slot     kit.Slot
	wait     func()
	codeSlot kit.Slot
}

func newReferralForm(d *Desk, currency money.Currency) *referralForm {
	f := &referralForm{d: d, form: kit.NewForm()}
	f.twin = newWarning()
	f.twin.form = f.form
	f.partner = kit.NewPickField(d.stage, kit.Spec{Key: "partner", Label: "Partner", Required: true, Hint: "Who made the introduction"}, d.findPartners)
	f.client = kit.NewPickField(d.stage, kit.Spec{Key: "client", Label: "Client", Required: true,
		Hint: "A new name is added as it is typed"}, d.findClients)
	f.client.Create(func(name string) { f.client.Set(kit.Option{Text: name}); f.lookForTwins() })
	f.client.OnChange(f.lookForTwins)
	f.day = kit.NewDateField(d.stage, kit.Spec{Key: "introduced", Label: "Introduced", Required: true, Hint: "today, yesterday, -3d, 23/11 …"})
	f.service = kit.NewPickField(d.stage, kit.Spec{Key: "service", Label: "Service"}, findWords(d.settings.Services))
	f.service.Create(func(word string) { f.service.Set(kit.Option{Text: word}) })
	f.estimate = kit.NewMoneyField(kit.Spec{Key: "estimate", Label: "Estimated fee"}, currency, money.Point)
	f.owner = kit.NewTextField(kit.Spec{Key: "owner", Label: "Owner", Hint: "Who looks after it here"}, "")
	f.code = kit.NewTextField(kit.Spec{Key: "code", Label: "Code", Hint: "By which the client came; it says the partner"}, "")
	f.code.OnChange(f.lookForCode)
	f.note = kit.NewMultilineField(kit.Spec{Key: "note", Label: "Note"}, "", 4)
	f.form.Add(f.partner, f.client).Put(f.twin.panel).Beside(f.day, f.service).Beside(f.estimate, f.owner).Add(f.code, f.note)
	return f
}

// lookForTwins warns when the firm had a client of this name before, or somebody introduced it first.
func (f *referralForm) lookForTwins() {
	name := f.client.Typed()
	if f.wait != nil {
		f.wait()
	}
	if name == "" {
		f.slot.Cancel()
		f.twin.say("")
		return
	}
	f.wait = f.d.stage.After(twinPause, func() {
		kit.Load(f.d.stage, &f.slot, func(ctx context.Context) ([]app.KnownClient, error) { return f.d.firm.Clients.Known(ctx, name) },
			func(known []app.KnownClient, err error) {
				if err == nil { // without the warning the save itself still says it
					f.twin.say(knownWarning(known))
				}
			})
	})
}

// lookForCode chooses the partner whose code was typed.
func (f *referralForm) lookForCode() {
	text := f.code.Value()
	if text == "" {
		f.codeSlot.Cancel()
		return
	}
	kit.Load(f.d.stage, &f.codeSlot, func(ctx context.Context) (app.CodeRow, error) { return f.d.firm.Codes.Find(ctx, text) },
		func(row app.CodeRow, err error) {
			if err == nil { // a code that is not known is refused when saved
				f.partner.Set(kit.Option{ID: int64(row.Partner), Text: row.PartnerName, Note: row.Shown()})
			}
		})
}

// logReferral opens the form of a new referral.
func (d *Desk) logReferral() {
	f := newReferralForm(d, d.settings.Currency)
	f.day.Set(d.today)
	d.openForm(formSpec{again: "referral.new", title: "Log a referral", form: f.form, save: "Log referral",
		submit: func(ask app.Ask) act {
			in := f.entered()
			return func(ctx context.Context) (app.Receipt, error) { return d.firm.Referrals.Log(ctx, ask, in) }
		},
		saved: func(r app.Receipt) { d.open("referrals", view{ID: r.ID}) },
	})
}

// entered reads the fields of a new referral.
func (f *referralForm) entered() app.NewReferral {
	partner, _ := f.partner.Value()
	client, _ := f.client.Value()
	in := app.NewReferral{Partner: app.ID[app.Partner](partner.ID), Client: app.ID[app.Client](client.ID), ClientName: client.Text,
		Service: f.service.Typed(), Owner: f.owner.Value(), Note: f.note.Value(), Code: f.code.Value()}
	in.Introduced, _ = f.day.Value()
	in.Estimate = moneyOf(f.estimate)
	return in
}

// moneyOf is what stands in a money field, without a currency when nothing does.
func moneyOf(f *kit.MoneyField) money.Money {
	m, ok, err := f.Value()
	if !ok || err != nil {
		return money.Money{}
	}
	return m
}

// editReferral opens the form of a referral that is kept.
func (d *Desk) editReferral(facts referralFacts) {
	r := facts.row.Referral
	currency := r.Estimate.Currency
	if currency == "" {
		currency = d.settings.Currency
	}
	f := newReferralForm(d, currency)
	f.partner.Set(kit.Option{ID: int64(r.Partner), Text: facts.row.PartnerName})
	f.client.Set(kit.Option{ID: int64(r.Client), Text: facts.row.ClientName})
	f.client.Hide() // another client is another referral; clients are merged in their own place
	f.day.Set(r.Introduced)
	if r.Service != "" {
		f.service.Set(kit.Option{Text: r.Service, ID: -1})
	}
	if r.Estimate.Currency != "" {
		f.estimate.Set(r.Estimate)
	}
	f.owner.Set(r.Owner)
	f.note.Set(r.Note)
	f.code.Set(code.Shown(r.Code))
	told := kit.NewDateField(d.stage, kit.Spec{Key: "disclosed", Label: "Client told of the arrangement on"})
	told.Set(r.Disclosed)
	reference := kit.NewTextField(kit.Spec{Key: "reference", Label: "Outside reference"}, "")
	reference.Set(r.Reference)
	f.form.Beside(told, reference)
	d.openForm(formSpec{again: "referral.edit", title: "Edit " + r.Number, note: facts.row.ClientName, form: f.form, save: "Save changes",
		submit: func(ask app.Ask) act {
			changed := f.changed(r)
			changed.Disclosed, _ = told.Value()
			changed.Reference = reference.Value()
			return func(ctx context.Context) (app.Receipt, error) { return d.firm.Referrals.Edit(ctx, ask, changed) }
		}})
}

// changed puts what was entered into a kept referral.
func (f *referralForm) changed(r app.Referral) app.Referral {
	in := f.entered()
	r.Partner, r.Introduced, r.Service, r.Estimate, r.Owner, r.Note, r.Code = in.Partner, in.Introduced, in.Service, in.Estimate, in.Owner, in.Note, in.Code
	return r
}

// addNote keeps a note typed at the foot of the details, under the earlier ones.
func (p *referralPane) addNote(text string) {
	r := p.shown.row.Referral
	if !p.ready || r.ID == 0 {
		return
	}
	line := p.d.today.Label() + ": " + text
	if r.Note != "" {
		line = r.Note + "\n" + line
	}
	r.Note = line
	ask := app.Ask{Key: p.d.opts.NewKey()}
	p.d.do(func(ctx context.Context) (app.Receipt, error) { return p.d.firm.Referrals.Edit(ctx, ask, r) }, nil)
}

// dayOf reads a date field that was validated.
func dayOf(f *kit.DateField) calendar.Day {
	day, _ := f.Value()
	return day
}
