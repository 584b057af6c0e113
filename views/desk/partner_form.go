package desk

import (
	"context"
	"errors"
	"slices"
	"strings"

	"rapport/app"
	"rapport/app/money"
	"rapport/views/kit"
)

// partnerForm is the fields of a partner, for a new one and for a change.
type partnerForm struct {
	d                                         *Desk
	form                                      *kit.Form
	name, email, phone, website, country, tax *kit.TextField
	currency, owner, address, note, source    *kit.TextField
	kind, state, shown, asked                 *kit.ChoiceField
	tags                                      *kit.PickManyField
	person, role, mail, tel                   *kit.TextField // the first person of a new partner
}

func newPartnerForm(d *Desk) *partnerForm {
	text := func(key, label, hint, example string) *kit.TextField {
		return kit.NewTextField(kit.Spec{Key: key, Label: label, Hint: hint}, example)
	}
	f := &partnerForm{d: d, form: kit.NewForm()}
	f.name = kit.NewTextField(kit.Spec{Key: "name", Label: "Name", Required: true, Hint: "The person or organisation, as on its letterhead"}, "")
	f.kind = kit.NewChoiceField(kit.Spec{Key: "type", Label: "Type"}, pairsOf(d.settings.PartnerTypes...)...)
	f.state = kit.NewChoiceField(kit.Spec{Key: "state", Label: "Stands at"}, pairsOf(app.Prospect, app.InTalks, app.Applied, app.PartnerCheck)...)
	f.email = kit.NewEmailField(kit.Spec{Key: "email", Label: "E-mail"})
	f.phone = kit.NewPhoneField(kit.Spec{Key: "phone", Label: "Phone"})
	f.website = text("website", "Website", "", "")
	f.country = text("country", "Country", "Two letters", "GB")
	f.tax = text("tax number", "Tax number", "", "")
	f.currency = kit.NewTextField(kit.Spec{Key: "currency", Label: "Currency", Hint: "Offered for new agreements", Check: func() string {
		return currencyProblem(f.currency.Value())
	}}, string(d.settings.Currency))
	f.asked = contactField("Contact")
	f.source = text("source", "Source", "How you came to know it", "Trade fair, a client, a search …")
	f.owner = text("owner", "Owner", "Who looks after it here", "")
	f.tags = d.wordsField(kit.Spec{Key: "tags", Label: "Tags"}, d.knownTags())
	f.shown = kit.NewChoiceField(kit.Spec{Key: "client shown", Label: "Clients on statements", Hint: "As the firm says, unless this partner is different"},
		kit.Pair{Value: "", Text: "As the firm"}, kit.Pair{Value: string(app.ShownFull), Text: "In full"},
		kit.Pair{Value: string(app.ShownInitials), Text: "Initials"}, kit.Pair{Value: string(app.ShownCode), Text: "Code"})
	f.address = kit.NewMultilineField(kit.Spec{Key: "address", Label: "Address", Hint: "As it is printed on statements"}, "", 3)
	f.note = kit.NewMultilineField(kit.Spec{Key: "note", Label: "Note"}, "", 3)
	return f
}

// contactField asks what a partner or a person asked of those who would contact them.
func contactField(label string) *kit.ChoiceField {
	return kit.NewChoiceField(kit.Spec{Key: "contact", Label: label}, kit.Pair{Value: "", Text: "As usual"}, kit.Pair{Value: string(app.OptedOut), Text: "Opted out of mailings"},
		kit.Pair{Value: string(app.NoContact), Text: "Do not contact"})
}

// currencyProblem says what is wrong with a currency that may be left open.
func currencyProblem(text string) string {
	if text == "" {
		return ""
	}
	if _, err := money.ParseCurrency(text); err != nil {
		return err.Error()
	}
	return ""
}

// knownTags are the tags of the partners seen so far.
func (d *Desk) knownTags() []string {
	if m, ok := d.screens["partners"]; ok {
		return m.screen.(*partners).tags
	}
	return nil // the section was not visited; tags can be typed all the same
}

// common lays out what a new and a kept partner have in common.
func (f *partnerForm) common() {
	f.form.Section("How it works with us").Beside(f.owner, f.currency).Add(f.source, f.tags, f.shown, f.asked)
	f.form.Section("Reach and print").Beside(f.email, f.phone).Beside(f.website, f.tax).Beside(f.country).Add(f.address, f.note)
}

// newPartner opens the form of a new partner with its first person.
func (d *Desk) newPartner() {
	f := newPartnerForm(d)
	f.person = kit.NewTextField(kit.Spec{Key: "person name", Label: "Name", Hint: "Whom to write to first; may be added later"}, "")
	f.role = kit.NewTextField(kit.Spec{Key: "person role", Label: "Role"}, "Partner, head of tax …")
	f.mail = kit.NewEmailField(kit.Spec{Key: "person email", Label: "E-mail"})
	f.tel = kit.NewPhoneField(kit.Spec{Key: "person phone", Label: "Phone"})
	f.form.Section("Who").Add(f.name).Beside(f.kind, f.state)
	f.form.Section("First person").Beside(f.person, f.role).Beside(f.mail, f.tel)
	f.common()
	d.openForm(formSpec{again: "partner.new", title: "New partner", note: "Who introduces clients. Terms come with the first agreement.", form: f.form, save: "Add partner",
		submit: func(ask app.Ask) act {
			p, who := f.entered(app.Partner{}), f.firstPerson()
			p.State = app.PartnerState(f.state.Value())
			return func(ctx context.Context) (app.Receipt, error) { return d.addPartner(ctx, ask, p, who) }
		},
		saved: func(r app.Receipt) { d.open("partners", view{ID: r.ID}) },
	})
}

// firstPerson is the person to begin with, none when nothing was typed of one.
func (f *partnerForm) firstPerson() []app.Person {
	who := app.Person{Name: f.person.Value(), Role: f.role.Value(), Email: f.mail.Value(), Phone: f.tel.Value(), Primary: true}
	if who.Name == "" && who.Email == "" && who.Phone == "" {
		return nil
	}
	return []app.Person{who}
}

// addPartner adds a partner with its first people. What is refused although the partner alone would be taken is refused of
// the person, and shows at the person's fields.
func (d *Desk) addPartner(ctx context.Context, ask app.Ask, p app.Partner, people []app.Person) (app.Receipt, error) {
	r, err := d.firm.Partners.Add(ctx, ask, p, people...)
	var wrong *app.Problem
	if !errors.As(err, &wrong) || wrong.Field == "" {
		return r, err
	}
	if _, alone := d.firm.Partners.Add(ctx, app.Ask{Preview: true}, p); alone != nil {
		return r, err
	}
	at := *wrong
	at.Field = "person " + wrong.Field
	return r, &at
}

// editPartner opens the form of a partner that is kept.
func (d *Desk) editPartner(facts partnerFacts) {
	p := facts.row.Partner
	f := newPartnerForm(d)
	if !slices.Contains(d.settings.PartnerTypes, p.Type) {
		f.kind.SetChoices(pairsOf(append([]string{p.Type}, d.settings.PartnerTypes...)...)...)
	}
	f.name.Set(p.Name)
	f.kind.Set(p.Type)
	for field, value := range map[*kit.TextField]string{f.email: p.Email, f.phone: p.Phone, f.website: p.Website, f.country: p.Country,
		f.tax: p.TaxNumber, f.currency: string(p.Currency), f.owner: p.Owner, f.source: p.Source, f.address: p.Address, f.note: p.Note} {
		field.Set(value)
	}
	f.tags.Set(optionsOf(p.Tags)...)
	f.shown.Set(string(p.ClientShown))
	f.asked.Set(string(p.Contact))
	f.form.Section("Who").Add(f.name, f.kind)
	f.common()
	d.openForm(formSpec{again: "partner.edit", title: "Edit " + p.Number, note: p.Name, form: f.form, save: "Save changes",
		submit: func(ask app.Ask) act {
			changed := f.entered(p)
			return func(ctx context.Context) (app.Receipt, error) { return d.firm.Partners.Edit(ctx, ask, changed) }
		}})
}

// entered puts what was typed into a partner.
func (f *partnerForm) entered(p app.Partner) app.Partner {
	p.Name, p.Type, p.Email, p.Phone = f.name.Value(), f.kind.Value(), f.email.Value(), f.phone.Value()
	p.Website, p.Country, p.TaxNumber = f.website.Value(), f.country.Value(), f.tax.Value()
	p.Currency, p.Owner, p.Address, p.Note = currencyOf(f.currency), f.owner.Value(), f.address.Value(), f.note.Value()
	p.Source, p.Contact = f.source.Value(), app.ContactRule(f.asked.Value())
	p.Tags, p.ClientShown = textsOf(f.tags.Value()), app.ClientShown(f.shown.Value())
	return p
}

// currencyOf is the currency as typed, in capitals.
func currencyOf(f *kit.TextField) money.Currency {
	return money.Currency(strings.ToUpper(f.Value()))
}
