package desk

import (
	"context"

	"rapport/app"
	"rapport/views/kit"
)

// logReferralOf opens the form of a new referral with the partner filled in.
func (d *Desk) logReferralOf(f partnerFacts) {
	form := newReferralForm(d, d.settings.Currency)
	form.day.Set(d.today)
	form.partner.Set(kit.Option{ID: int64(f.row.ID), Text: f.row.Name})
	d.openForm(formSpec{again: "partner.refer", title: "Log a referral", note: "From " + f.row.Name, form: form.form, save: "Log referral",
		submit: func(ask app.Ask) act {
			in := form.entered()
			return func(ctx context.Context) (app.Receipt, error) { return d.firm.Referrals.Log(ctx, ask, in) }
		}})
	d.root.Focus(form.client.Target())
}

// editPerson opens the form of a person at a partner; one without an id is new.
func (d *Desk) editPerson(f partnerFacts, who app.Person) {
	name := kit.NewTextField(kit.Spec{Key: "name", Label: "Name", Required: true}, "")
	role := kit.NewTextField(kit.Spec{Key: "role", Label: "Role"}, "")
	email := kit.NewEmailField(kit.Spec{Key: "email", Label: "E-mail"})
	phone := kit.NewPhoneField(kit.Spec{Key: "phone", Label: "Phone"})
	primary := kit.NewCheckField(kit.Spec{Key: "primary", Label: "Main contact"}, "Write to this person first")
	note := kit.NewMultilineField(kit.Spec{Key: "note", Label: "Note"}, "", 3)
	channel := kit.NewChoiceField(kit.Spec{Key: "channel", Label: "Rather reached by"}, append([]kit.Pair{{Text: "Any way"}}, pairsOf(app.Channels()...)...)...)
	channel.Set(who.Channel)
	address := kit.NewTextField(kit.Spec{Key: "salutation", Label: "Form of address", Hint: "Ms, Mr, first name – or the greeting itself, such as “Liebe Anna”"}, "")
	address.Set(who.Salutation)
	asked := contactField("Asked for")
	asked.Set(string(who.Contact))
	name.Set(who.Name)
	role.Set(who.Role)
	email.Set(who.Email)
	phone.Set(who.Phone)
	primary.Set(who.Primary || who.ID == 0 && len(f.people) == 0)
	note.Set(who.Note)
	title, save, again := "Add a person", "Add person", "person.new"
	if who.ID != 0 {
		title, save, again = "Edit "+who.Name, "Save changes", ""
	}
	d.openForm(formSpec{again: again, title: title, note: "At " + f.row.Name, save: save,
		form: kit.NewForm().Beside(name, role).Beside(email, phone).Add(address, channel, asked, primary, note),
		submit: func(ask app.Ask) act {
			p := who
			p.Partner, p.Name, p.Role, p.Email, p.Phone = f.row.ID, name.Value(), role.Value(), email.Value(), phone.Value()
			p.Primary, p.Note, p.Channel, p.Contact, p.Salutation = primary.Value(), note.Value(), channel.Value(), app.ContactRule(asked.Value()), address.Value()
			return func(ctx context.Context) (app.Receipt, error) {
				if p.ID == 0 {
					return d.firm.Partners.AddPerson(ctx, ask, p)
				}
				return d.firm.Partners.EditPerson(ctx, ask, p)
			}
		}})
}

// partnerMoves are the states a partner may be moved to.
func (d *Desk) partnerMoves(f partnerFacts) []kit.MenuItem {
	var items []kit.MenuItem
	for _, to := range app.NextPartnerStates(f.row.State) {
		icon := map[app.PartnerState]string{app.Active: "check", app.Blocked: "stop", app.Declined: "x", app.Ended: "flag"}[to]
		items = append(items, kit.MenuItem{Title: partnerVerb(to), Icon: icon, Run: func() { d.movePartner(f, to) }})
	}
	return append(items, kit.MenuItem{Line: true}, kit.MenuItem{Title: "On another day …", Icon: "calendar", Keys: "S", Run: func() { d.movePartner(f, "") }})
}

// asksMoreOf tells whether a partner's move needs more than the day.
func asksMoreOf(f partnerFacts, to app.PartnerState) bool {
	return to == "" || to == app.Declined || to == app.Blocked || to == app.Ended || f.row.State == app.Blocked ||
		f.row.State == app.Onboarding && to == app.Active && f.holdsUp() != ""
}

// movePartner moves a partner: today and at once where nothing else is to say, else by a form. "" asks for the state too.
func (d *Desk) movePartner(f partnerFacts, to app.PartnerState) {
	if asksMoreOf(f, to) {
		d.openPartnerMove(f, to)
		return
	}
	ask, id := app.Ask{Key: d.opts.NewKey()}, f.row.ID
	d.do(func(ctx context.Context) (app.Receipt, error) {
		return d.firm.Partners.SetState(ctx, ask, id, to, app.Move{})
	}, nil)
}

// partnerMove asks where a partner goes, when, and why.
type partnerMove struct {
	form         *kit.Form
	from         app.PartnerState
	to, declined *kit.ChoiceField
	waived, note *kit.TextField
	missing      string // on the onboarding checklist
	day, reapply *kit.DateField
	warn         *warning
}

func newPartnerMove(d *Desk, f partnerFacts, to app.PartnerState) *partnerMove {
	m := &partnerMove{form: kit.NewForm(), from: f.row.State, warn: newWarning()}
	m.to = kit.NewChoiceField(kit.Spec{Key: "state", Label: "State"}, pairsOf(app.NextPartnerStates(f.row.State)...)...)
	m.to.OnChange(m.follow)
	m.declined = kit.NewChoiceField(kit.Spec{Key: "reason", Label: "Why it is declined", Required: true}, pairsOf(app.DeclineReasons()...)...)
	m.reapply = kit.NewDateField(d.stage, kit.Spec{Key: "may reapply", Label: "May apply again from", Required: true, Hint: "+1y, 1 Jan 2027 …"})
	m.missing = f.holdsUp()
	m.waived = kit.NewTextField(kit.Spec{Key: "checklist", Label: "Why what is missing is waived", Required: true, Hint: "Kept with each item of the checklist"}, "")
	m.day = kit.NewDateField(d.stage, kit.Spec{Key: "day", Label: "When it happened", Required: true})
	m.day.Set(d.today)
	m.note = kit.NewMultilineField(kit.Spec{Key: "note", Label: "Note", Required: f.row.State == app.Blocked,
		Hint: map[bool]string{true: "What was cleared up, and by whom"}[f.row.State == app.Blocked]}, "", 3)
	m.form.Add(m.to).Put(m.warn.panel).Add(m.declined, m.reapply, m.waived, m.day, m.note)
	if to != "" {
		m.to.Set(string(to))
		m.to.Hide()
	}
	m.follow()
	return m
}

// follow shows what the state asks for, and what it does.
func (m *partnerMove) follow() {
	to := app.PartnerState(m.to.Value())
	kit.Shown(m.declined, to == app.Declined)
	kit.Shown(m.reapply, to == app.Declined)
	waives := to == app.Active && m.from == app.Onboarding && m.missing != ""
	kit.Shown(m.waived, waives)
	m.warn.say(map[app.PartnerState]string{
		app.Blocked: "All money not paid yet is held. It is released line by line, by a person and with a note.",
		app.Ended:   "Its agreements end on this day; their tail rules say what still earns.",
		app.Active:  map[bool]string{true: "Still missing on the onboarding checklist: " + m.missing + "."}[waives],
	}[to])
	m.form.Content().Refresh()
}

func (m *partnerMove) entered() (app.PartnerState, app.Move) {
	to := app.PartnerState(m.to.Value())
	out := app.Move{Day: dayOf(m.day), Note: m.note.Value()}
	switch {
	case to == app.Declined:
		out.Reason, out.MayReapply = m.declined.Value(), dayOf(m.reapply)
	case to == app.Active && m.from == app.Onboarding:
		out.Reason = m.waived.Value()
	}
	return to, out
}

func (d *Desk) openPartnerMove(f partnerFacts, to app.PartnerState) {
	m := newPartnerMove(d, f, to)
	title, save := "Move "+f.row.Name, "Move"
	switch to {
	case app.Declined:
		title, save = "Decline "+f.row.Name, "Decline"
	case app.Blocked:
		title, save = "Block "+f.row.Name, "Block partner"
	case app.Ended:
		title, save = "End the partnership with "+f.row.Name, "End"
	case app.Active:
		title, save = "Make "+f.row.Name+" active", "Make active"
	}
	id := f.row.ID
	d.openForm(formSpec{title: title, note: "Now " + string(f.row.State), form: m.form, save: save,
		submit: func(ask app.Ask) act {
			state, move := m.entered()
			return func(ctx context.Context) (app.Receipt, error) {
				return d.firm.Partners.SetState(ctx, ask, id, state, move)
			}
		}})
}

// archivePartner hides a partner from lists, or shows it again.
func (d *Desk) archivePartner(f partnerFacts) {
	p := f.row.Partner
	p.Archived = !p.Archived
	ask := app.Ask{Key: d.opts.NewKey()}
	d.do(func(ctx context.Context) (app.Receipt, error) { return d.firm.Partners.Edit(ctx, ask, p) }, nil)
}
