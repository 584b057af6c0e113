package term

import (
	"strings"

	"rapport/app"
	"rapport/app/bank"
	"rapport/app/money"
	"rapport/app/report"
)

type bankCmd struct {
	Set     bankSet     `cmd:"" help:"Enter where a partner is paid in a currency; held until confirmed."`
	Confirm bankConfirm `cmd:"" help:"Say how the latest details were confirmed with the payee."`
	List    bankList    `cmd:"" help:"All versions of a partner's bank details."`
}

type bankSet struct {
	Partner  string `arg:"" help:"Number or name of the partner."`
	Currency string `required:"" help:"Paid in this currency." placeholder:"CUR"`
	Method   string `required:"" help:"sepa, ach, transfer, cheque, \"gift card\" or other." placeholder:"METHOD"`
	Payee    string `help:"partner, person or charity." default:"partner"`
	Person   string `help:"Name of the person paid, for --payee person." placeholder:"NAME"`
	Holder   string `help:"The name the account is in (default: the partner's, or the person's)." placeholder:"NAME"`
	IBAN     string `name:"iban" help:"IBAN."`
	BIC      string `name:"bic" help:"BIC."`
	Routing  string `help:"US routing number."`
	Number   string `help:"Account number."`
	BankCode string `help:"Sort code or branch of a local transfer." placeholder:"CODE"`
	Savings  bool   `help:"A savings account (ACH)."`
	Email    string `help:"Where a gift card goes." placeholder:"ADDRESS"`
	Street   string `help:"Street of the payee."`
	Building string `help:"Number of the house." placeholder:"NO"`
	Postcode string `help:"Postal code."`
	Town     string `help:"Town; SEPA needs it."`
	Region   string `help:"State or province."`
	Country  string `help:"Country code; SEPA needs it." placeholder:"CC"`
	Note     string `help:"Who asked for the change, and how." placeholder:"TEXT"`
}

func (s *bankSet) Run(c *call, f *app.Firm) error {
	p, err := f.Partners.Find(c.ctx, s.Partner)
	if err != nil {
		return err
	}
	d := app.BankDetail{Partner: p.ID, Currency: money.Currency(strings.ToUpper(s.Currency)), Payee: app.PayeeKind(s.Payee), Note: s.Note,
		Account: bank.Account{Method: bank.Method(s.Method), Holder: s.Holder, IBAN: s.IBAN, BIC: s.BIC, Routing: s.Routing, BankCode: s.BankCode,
			Number: s.Number, Savings: s.Savings, Email: s.Email,
			Address: bank.Address{Street: s.Street, Building: s.Building, Postcode: s.Postcode, Town: s.Town, Region: s.Region, Country: s.Country}}}
	name := p.Name
	if d.Payee == app.PayPerson {
		if d.Person, err = c.person(f, p.ID, s.Person); err != nil {
			return err
		}
		name = s.Person
	}
	if s.Holder == "" && d.Payee != app.PayCharity {
		d.Account.Holder = name
	}
	r, err := f.Banks.Set(c.ctx, c.ask(), d)
	return c.receipt(r, err, nil)
}

type bankConfirm struct {
	Partner  string `arg:"" help:"Number or name of the partner."`
	Currency string `required:"" help:"Of this currency." placeholder:"CUR"`
	How      string `required:"" help:"Whom you called back, on which number known before." placeholder:"TEXT"`
	On       day    `help:"The day (default: today)." placeholder:"DATE"`
}

func (s *bankConfirm) Run(c *call) error {
	f, all, err := c.bankDetails(s.Partner)
	if err != nil {
		return err
	}
	for _, d := range all {
		if strings.EqualFold(string(d.Currency), s.Currency) {
			r, err := f.Banks.Confirm(c.ctx, c.ask(), d.ID, app.Confirmation{Day: s.On.Day, How: s.How})
			return c.receipt(r, err, nil)
		}
	}
	return app.Bad("currency", "There are no bank details of this partner in "+s.Currency+".", "Enter them with `partner bank set`.")
}

func (c *call) bankDetails(partner string) (*app.Firm, []app.BankDetail, error) {
	f, err := c.firm()
	if err != nil {
		return nil, nil, err
	}
	p, err := f.Partners.Find(c.ctx, partner)
	if err != nil {
		return nil, nil, err
	}
	all, err := f.Banks.Of(c.ctx, p.ID)
	return f, all, err
}

type bankList struct {
	Partner string `arg:"" help:"Number or name of the partner."`
}

func (l *bankList) Run(c *call) error {
	_, all, err := c.bankDetails(l.Partner)
	if err != nil {
		return err
	}
	cols := []report.Column{col("Currency"), col("No"), col("Method"), col("Payee"), col("Account"), col("Set"), col("By"), col("Confirmed"), col("By"), col("How")}
	return rows(c, cols, all, len(all), func(d app.BankDetail) map[string]any {
		return map[string]any{"id": d.ID, "currency": d.Currency, "no": d.No, "payee": d.Payee, "account": d.Account, "note": d.Note, "set": d.SetAt,
			"set_by": d.SetBy, "confirmed": dayText(d.ConfirmedOn), "confirmed_by": d.ConfirmedBy, "how": d.ConfirmedHow}
	}, func(d app.BankDetail) []report.Cell {
		return []report.Cell{report.Text(string(d.Currency)), report.Count(int64(d.No)), report.Text(string(d.Account.Method)), report.Text(d.Account.Holder),
			report.Text(d.Account.Short()), report.Text(d.SetAt.Format("2006-01-02")), report.Text(d.SetBy), report.Day(d.ConfirmedOn), report.Text(d.ConfirmedBy),
			report.Text(d.ConfirmedHow)}
	})
}
