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

// drawBank shows where a partner is paid in each currency, and what is not confirmed yet.
func (p *partnerPane) drawBank(f partnerFacts) {
	var lines []fyne.CanvasObject
	seen := map[money.Currency]bool{}
	for _, b := range f.bank {
		if seen[b.Currency] {
			continue
		}
		seen[b.Currency] = true
		below := string(b.Currency) + " · " + methodWords(b.Account.Method) + " · " + b.Account.Short()
		if b.No > 1 {
			below += " · version " + grouped(b.No)
		}
		line := quietLine(b.Account.Holder, below, func() { p.d.editBank(f, b) })
		if b.Confirmed() {
			line.Add(kit.NewChip("Confirmed", kit.Green))
		} else {
			line.Add(kit.NewButton("Confirm…", "", kit.Normal, func() { p.d.confirmBank(f, b) }).Small())
		}
		lines = append(lines, line)
	}
	if f.row.State != app.Merged {
		lines = append(lines, kit.Across(0, kit.NewLink("Enter bank details", func() { p.d.editBank(f, app.BankDetail{}) }), kit.Space()))
	}
	replace(p.bank, lines...)
}

// bankForm asks where a partner is paid; a method shows the fields it needs.
type bankForm struct {
	form                                                *kit.Form
	method, payee                                       *kit.ChoiceField
	currency, holder, iban, bic, routing, number, code  *kit.TextField
	email, street, building, postcode, town, land, note *kit.TextField
	savings                                             *kit.CheckField
	person                                              *kit.PickField
}

func newBankForm(d *Desk, f partnerFacts, old app.BankDetail) *bankForm {
	a := old.Account
	text := func(key, label, hint, value string) *kit.TextField {
		t := kit.NewTextField(kit.Spec{Key: key, Label: label, Hint: hint}, "")
		t.Set(value)
		return t
	}
	b := &bankForm{form: kit.NewForm()}
	methods := make([]kit.Pair, 0, len(bank.Methods()))
	for _, m := range bank.Methods() {
		methods = append(methods, kit.Pair{Value: string(m), Text: methodWords(m)})
	}
	b.method = kit.NewChoiceField(kit.Spec{Key: "method", Label: "Paid by"}, methods...)
	b.payee = kit.NewChoiceField(kit.Spec{Key: "payee", Label: "Paid to"}, pairsOf(app.PayPartner, app.PayPerson, app.PayCharity)...)
	currency := old.Currency
	if currency == "" {
		currency = f.row.Currency
	}
	if currency == "" {
		currency = d.settings.Currency
	}
	b.currency = text("currency", "Currency", "", string(currency))
	holder := a.Holder
	if holder == "" {
		holder = f.row.Name
	}
	b.holder = text("holder", "Name of the account", "As the bank has it", holder)
	b.iban, b.bic = text("iban", "IBAN", "With or without spaces", a.IBAN), text("bic", "BIC", "May stay empty", a.BIC)
	b.routing, b.number = text("routing", "Routing number", "Nine digits", a.Routing), text("number", "Account number", "", a.Number)
	b.code, b.email = text("bank code", "Sort code or branch", "Or enter an IBAN instead", a.BankCode), text("email", "E-mail", "Where the card goes", a.Email)
	b.savings = kit.NewCheckField(kit.Spec{Key: "savings", Label: "Kind"}, "A savings account")
	b.savings.Set(a.Savings)
	b.street, b.building = text("street", "Street", "", a.Address.Street), text("building", "House number", "", a.Address.Building)
	b.postcode, b.town = text("postcode", "Postal code", "", a.Address.Postcode), text("town", "Town", "SEPA needs it", a.Address.Town)
	b.land = text("country", "Country", "Two letters; SEPA needs it", a.Address.Country)
	b.note = text("note", "Who asked for this, and how", "Kept with the details", "")
	b.person = kit.NewPickField(d.stage, kit.Spec{Key: "person", Label: "Person"}, findPeople(func() []app.Person { return f.people }))
	b.method.Set(string(firstMethod(a.Method, currency)))
	if old.Payee != "" {
		b.payee.Set(string(old.Payee))
	}
	b.form.Beside(b.currency, b.method).Add(b.payee, b.person, b.holder).Beside(b.iban, b.bic).Add(b.routing).Beside(b.number, b.code).Add(b.savings, b.email).
		Section("Address of the payee").Beside(b.street, b.building).Beside(b.postcode, b.town).Add(b.land).Section("Why").Add(b.note)
	b.method.OnChange(b.follow)
	b.payee.OnChange(b.follow)
	b.follow()
	return b
}

// firstMethod is the usual way to pay in a currency.
func firstMethod(had bank.Method, c money.Currency) bank.Method {
	switch {
	case had != "":
		return had
	case c == "EUR":
		return bank.SEPA
	case c == "USD":
		return bank.ACH
	}
	return bank.Transfer
}

// findPeople offers the people of a partner.
func findPeople(people func() []app.Person) kit.FindOptions {
	return func(_ context.Context, typed string) ([]kit.Option, error) {
		var out []kit.Option
		for _, p := range people() {
			if strings.Contains(strings.ToLower(p.Name), strings.ToLower(typed)) {
				out = append(out, kit.Option{ID: int64(p.ID), Text: p.Name, Note: p.Role})
			}
		}
		return out, nil
	}
}

// follow shows what the method asks for.
func (b *bankForm) follow() {
	m := bank.Method(b.method.Value())
	kit.Shown(b.iban, m == bank.SEPA || m == bank.Transfer)
	kit.Shown(b.bic, m == bank.SEPA || m == bank.Transfer)
	kit.Shown(b.routing, m == bank.ACH)
	kit.Shown(b.savings, m == bank.ACH)
	kit.Shown(b.number, m == bank.ACH || m == bank.Transfer)
	kit.Shown(b.code, m == bank.Transfer)
	kit.Shown(b.email, m == bank.GiftCard)
	kit.Shown(b.person, b.payee.Value() == string(app.PayPerson))
	b.form.Content().Refresh()
}

func (b *bankForm) entered(partner app.ID[app.Partner]) app.BankDetail {
	who, _ := b.person.Value()
	return app.BankDetail{Partner: partner, Currency: money.Currency(strings.ToUpper(strings.TrimSpace(b.currency.Value()))), Payee: app.PayeeKind(b.payee.Value()),
		Person: app.ID[app.Person](who.ID), Note: b.note.Value(),
		Account: bank.Account{Method: bank.Method(b.method.Value()), Holder: b.holder.Value(), IBAN: b.iban.Value(), BIC: b.bic.Value(), Routing: b.routing.Value(),
			BankCode: b.code.Value(), Number: b.number.Value(), Savings: b.savings.Value(), Email: b.email.Value(),
			Address: bank.Address{Street: b.street.Value(), Building: b.building.Value(), Postcode: b.postcode.Value(), Town: b.town.Value(), Country: b.land.Value()}}}
}

// editBank asks where a partner is paid from now on.
func (d *Desk) editBank(f partnerFacts, old app.BankDetail) {
	b := newBankForm(d, f, old)
	note := "Nothing is paid there before it is confirmed with the payee."
	if old.ID != 0 {
		note = "The version before is kept. " + note
	}
	d.openForm(formSpec{title: "Bank details of " + f.row.Name, note: note, form: b.form, save: "Keep, not confirmed", submit: func(ask app.Ask) act {
		detail := b.entered(f.row.ID)
		return func(ctx context.Context) (app.Receipt, error) { return d.firm.Banks.Set(ctx, ask, detail) }
	}})
}

// confirmBank asks how the details were confirmed.
func (d *Desk) confirmBank(f partnerFacts, b app.BankDetail) {
	how := kit.NewTextField(kit.Spec{Key: "how", Label: "How it was confirmed", Required: true, Hint: "Whom you called back, on which number you knew before"}, "")
	day := kit.NewDateField(d.stage, kit.Spec{Key: "day", Label: "On", Required: true})
	day.Set(d.today)
	warn := newWarning()
	warn.say("An e-mail or letter that asks for a change is no proof of it. Call the payee on a number from before and let them tell you the account. It must be:\n" +
		b.Account.Holder + "\n" + bankWords(b.Account))
	d.openForm(formSpec{title: "Confirm bank details", note: f.row.Name + ", set by " + b.SetBy + " " + momentWords(b.SetAt, d.today), form: kit.NewForm().Put(warn.panel).Add(how, day),
		save: "Confirm", submit: func(ask app.Ask) act {
			c := app.Confirmation{Day: dayOf(day), How: how.Value()}
			return func(ctx context.Context) (app.Receipt, error) { return d.firm.Banks.Confirm(ctx, ask, b.ID, c) }
		}})
}

// editPayer asks what payouts are paid from, and from which balance on.
func (d *Desk) editPayer() {
	p := d.settings.Payouts.Payer
	text := func(key, label, hint, value string) *kit.TextField {
		t := kit.NewTextField(kit.Spec{Key: key, Label: label, Hint: hint}, "")
		t.Set(value)
		return t
	}
	base := d.settings.Currency
	least := kit.NewMoneyField(kit.Spec{Key: "least", Label: "Least balance that is paid", Hint: "Below it a balance is carried to the next run"}, base, money.Point)
	least.Set(money.New(d.settings.Payouts.Least[base], base))
	iban, bic := text("iban", "IBAN", "Of the account that pays by SEPA", p.IBAN), text("bic", "BIC", "May stay empty", p.BIC)
	street, building := text("street", "Street", "", p.Address.Street), text("building", "House number", "", p.Address.Building)
	postcode, town := text("postcode", "Postal code", "", p.Address.Postcode), text("town", "Town", "SEPA needs it", p.Address.Town)
	land := text("country", "Country", "Two letters; SEPA needs it", p.Address.Country)
	routing, company := text("routing", "Routing number", "Of your bank", p.Routing), text("company", "Company identification", "As your bank gave it", p.Company)
	name := text("bank name", "Name of the bank", "", p.BankName)
	form := kit.NewForm().Add(least).Section("SEPA").Beside(iban, bic).Beside(street, building).Beside(postcode, town).Add(land).Section("ACH").Beside(routing, company).Add(name)
	d.editSettings("Payouts", "What bank files say of who pays.", form, func(s *app.Settings) {
		all := map[money.Currency]int64{}
		for c, minor := range s.Payouts.Least {
			all[c] = minor
		}
		all[base] = moneyOf(least).Minor
		s.Payouts = app.PayoutSettings{Least: all, Payer: bank.Payer{Name: p.Name, IBAN: iban.Value(), BIC: bic.Value(), Routing: routing.Value(), BankName: name.Value(),
			Company: company.Value(), Address: bank.Address{Street: street.Value(), Building: building.Value(), Postcode: postcode.Value(), Town: town.Value(),
				Region: p.Address.Region, Country: land.Value()}}}
	})
}
