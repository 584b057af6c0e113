package desk

import (
	"context"
	"strings"

	"rapport/app"
	"rapport/views/kit"
)

// editSettings opens a form on a part of the settings; change puts what was entered into them.
func (d *Desk) editSettings(title, note string, form *kit.Form, change func(*app.Settings)) {
	d.openForm(formSpec{title: title, note: note, form: form, save: "Save settings", submit: func(ask app.Ask) act {
		s := d.settings
		change(&s)
		return func(ctx context.Context) (app.Receipt, error) { return d.firm.Setup.Edit(ctx, ask, s) }
	}})
}

// editFirm asks who the firm is, as its letterhead says.
func (d *Desk) editFirm() {
	s := d.settings
	text := func(key, label, value, hint string) *kit.TextField {
		f := kit.NewTextField(kit.Spec{Key: key, Label: label, Hint: hint}, "")
		f.Set(value)
		return f
	}
	name := kit.NewTextField(kit.Spec{Key: "firm name", Label: "Name", Required: true, Hint: "As it stands on your letterhead"}, "")
	name.Set(s.FirmName)
	address := kit.NewMultilineField(kit.Spec{Key: "address", Label: "Address", Hint: "Line by line, as it is printed"}, "", 4)
	address.Set(s.Address)
	email := kit.NewEmailField(kit.Spec{Key: "email", Label: "E-mail"})
	email.Set(s.Email)
	phone := kit.NewPhoneField(kit.Spec{Key: "phone", Label: "Phone"})
	phone.Set(s.Phone)
	website, tax := text("website", "Website", s.Website, ""), text("tax number", "Tax number", s.TaxNumber, "")
	zone := text("zone", "Time zone", s.Zone, "Europe/London, America/New_York …: days begin and end there")
	link := text("link pattern", "Partner links lead to", s.LinkPattern, "https://firm.example/refer?p={code}")
	form := kit.NewForm().Section("Letterhead").Add(name, address).Beside(email, phone).Beside(website, tax).Section("Partner links and days").Add(link, zone)
	privacy := text("landing privacy", "Privacy notice", s.Landing.Privacy, "https://firm.example/privacy; no page is made without one")
	to := text("landing form", "Their form goes to", s.Landing.Form, "A form service's https address, or mailto:; empty: mail to the firm")
	colour := text("landing colour", "Colour", s.Landing.Colour, "#2F5BD7; changed as far as reading needs")
	always := kit.NewCheckField(kit.Spec{Key: "landing disclosed", Label: "Disclosure"}, "On every page, also of partners that receive nothing")
	always.Set(s.Landing.Disclosed)
	form.Section("Landing pages").Add(privacy, to).Beside(colour, always)
	d.editSettings("The firm", "The base currency is "+string(s.Currency)+" and stays.", form, func(s *app.Settings) {
		s.FirmName, s.Address, s.Email, s.Phone = name.Value(), address.Value(), email.Value(), phone.Value()
		s.Website, s.TaxNumber, s.Zone, s.LinkPattern = website.Value(), tax.Value(), zone.Value(), link.Value()
		s.Landing = app.LandingSettings{Privacy: privacy.Value(), Form: to.Value(), Colour: colour.Value(), Disclosed: always.Value()}
	})
}

// editPrint asks how statements are numbered and printed.
func (d *Desk) editPrint() {
	s := d.settings
	paper := kit.NewChoiceField(kit.Spec{Key: "paper", Label: "Paper"}, kit.Pair{Value: "A4", Text: "A4"}, kit.Pair{Value: "Letter", Text: "Letter"})
	paper.Set(s.Paper)
	prefix := kit.NewTextField(kit.Spec{Key: "statement prefix", Label: "Numbers begin with", Required: true, Hint: "S gives S-2026-0001"}, "S")
	prefix.Set(s.StatementPrefix)
	var days *kit.TextField
	days = kit.NewTextField(kit.Spec{Key: "query days", Label: "Days to query", Required: true, Hint: "Silence after them is never agreement",
		Check: func() string { return countProblem(days.Value()) }}, "30")
	days.Set(grouped(s.QueryDays))
	shown := kit.NewChoiceField(kit.Spec{Key: "client shown", Label: "Clients are shown", Hint: "Unless a partner's own settings say otherwise"},
		kit.Pair{Value: string(app.ShownFull), Text: "In full"}, kit.Pair{Value: string(app.ShownInitials), Text: "Initials"}, kit.Pair{Value: string(app.ShownCode), Text: "Code"})
	shown.Set(string(s.ClientShown))
	appendix := kit.NewCheckField(kit.Spec{Key: "appendix", Label: "Appendix"}, "Print the explanation of each line")
	appendix.Set(s.Appendix)
	form := kit.NewForm().Beside(prefix, days).Beside(paper, shown).Add(appendix)
	d.editSettings("Statements", "Issued statements stay as they are, byte for byte.", form, func(s *app.Settings) {
		s.Paper, s.StatementPrefix, s.QueryDays = paper.Value(), strings.ToUpper(prefix.Value()), int(typedCount(days.Value()))
		s.ClientShown, s.Appendix = app.ClientShown(shown.Value()), appendix.Value()
	})
}

// editLists asks for the words that forms offer.
func (d *Desk) editLists() {
	lines := func(key, label, hint string, list []string, high int) *kit.TextField {
		f := kit.NewMultilineField(kit.Spec{Key: key, Label: label, Hint: hint}, "", high)
		f.Set(strings.Join(list, "\n"))
		return f
	}
	types := lines("partner types", "Partner types", "One a line; at least one. Partners that have a type keep it.", d.settings.PartnerTypes, 11)
	services := lines("services", "Services", "One a line; offered for referrals and agreements", d.settings.Services, 9)
	var days *kit.TextField
	days = kit.NewTextField(kit.Spec{Key: "protect days", Label: "Days an introduction is protected", Hint: "Who introduces a client first; 0: not protected",
		Check: func() string { return countProblem(days.Value()) }}, "0")
	days.Set(grouped(d.settings.ProtectDays))
	d.editSettings("Lists", "The words that forms offer.", kit.NewForm().Add(types, services, days), func(s *app.Settings) {
		s.ProtectDays = int(typedCount(days.Value()))
		s.PartnerTypes, s.Services = strings.Split(types.Value(), "\n"), strings.Split(services.Value(), "\n")
	})
}

// chooseLogo asks for the picture of the letterhead.
func (d *Desk) chooseLogo() {
	if d.opts.Outside == nil {
		d.refuse(app.No("This window has no way to files.", "Use the command line: rapport settings."))
		return
	}
	var slot kit.Slot
	kit.Load(d.stage, &slot, func(ctx context.Context) ([]byte, error) {
		_, raw, err := d.opts.Outside.PickFile(ctx, "Choose a PNG or JPEG picture", ".png", ".jpg", ".jpeg")
		return raw, err
	}, func(raw []byte, err error) {
		switch {
		case err != nil:
			d.refuse(err)
		case len(raw) > 0:
			d.setLogo(raw)
		}
	})
}

// setLogo puts another picture on the letterhead, nil for none.
func (d *Desk) setLogo(raw []byte) {
	s := d.settings
	s.Logo = raw
	ask := app.Ask{Key: d.opts.NewKey()}
	d.do(func(ctx context.Context) (app.Receipt, error) { return d.firm.Setup.Edit(ctx, ask, s) }, nil)
}
