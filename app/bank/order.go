package bank

import (
	"time"

	"rapport/app/calendar"
	"rapport/app/money"
)

// Format is what sort of file an order is written as.
type Format string

// The formats. Each carries the payouts of certain methods.
const (
	FormatSEPA  Format = "sepa" // pain.001.001.09
	FormatACH   Format = "ach"  // NACHA
	FormatCards Format = "gift" // CSV for gift and prepaid cards by e-mail
	FormatCSV   Format = "csv"  // CSV with chosen columns
)

// Formats are all of them.
func Formats() []Format { return []Format{FormatSEPA, FormatACH, FormatCards, FormatCSV} }

// Carries tells whether a format is for payouts of a method.
func (f Format) Carries(m Method) bool {
	switch f {
	case FormatSEPA:
		return m == SEPA
	case FormatACH:
		return m == ACH
	case FormatCards:
		return m == GiftCard
	case FormatCSV:
		return m == Transfer || m == Cheque || m == Other
	}
	return false
}

// Columns are what a CSV of chosen columns may hold, in their usual order.
func Columns() []string {
	return []string{"number", "payee", "amount", "currency", "method", "iban", "bic", "bank code", "account", "address", "reference", "day"}
}

// Payer is who pays, as its bank knows it.
type Payer struct {
	Name    string  `json:"name,omitempty"` // none: the firm's
	IBAN    string  `json:"iban,omitempty"` // SEPA
	BIC     string  `json:"bic,omitempty"`
	Address Address `json:"address"`

	Routing  string `json:"routing,omitempty"` // ACH: of the firm's bank
	BankName string `json:"bank_name,omitempty"`
	Company  string `json:"company,omitempty"` // ACH: the identification the bank gave, ten signs
}

// Check puts what was entered of a payer into its normal form.
func (p *Payer) Check() (err error) {
	if p.IBAN != "" {
		if p.IBAN, err = ParseIBAN(p.IBAN); err != nil {
			return err
		}
	}
	if p.BIC != "" {
		if p.BIC, err = ParseBIC(p.BIC); err != nil {
			return err
		}
	}
	if p.Routing != "" {
		if p.Routing, err = ParseRouting(p.Routing); err != nil {
			return err
		}
	}
	if p.Company = compact(p.Company); len(p.Company) > 10 || !plainSigns(p.Company) {
		return flaw("company", "Enter it as your bank gave it to you.", "A company identification has at most ten digits or letters.")
	}
	return p.Address.check(false)
}

// Ready says what a format still needs to know of the payer.
func (p Payer) Ready(f Format) error {
	switch {
	case f == FormatSEPA && p.IBAN == "":
		return flaw("iban", "Enter it in the settings under Payouts.", "The IBAN that payouts are paid from is missing.")
	case f == FormatSEPA && (p.Address.Town == "" || p.Address.Country == ""):
		return flaw("town", "Enter them in the settings under Payouts.", "Your bank asks for the town and country of who pays.")
	case f == FormatACH && (p.Routing == "" || p.Company == ""):
		return flaw("routing", "Enter them in the settings under Payouts.", "The routing number and the company identification for ACH are missing.")
	}
	return nil
}

// Order asks to pay many payees in one currency from one account: what a bank file says.
type Order struct {
	Number   string // of the file: F-2026-0001
	No       int    // the how manyth file, which tells two of one day apart
	Format   Format
	Made     time.Time // UTC; part of the file, so that it is the same each time
	Day      calendar.Day
	Payer    Payer
	Currency money.Currency
	Columns  []string // of FormatCSV
	Pay      []Credit
}

// Credit is one payment of an order.
type Credit struct {
	Number    string // of the payout
	To        Account
	Person    bool  // the payee is a person, not a firm
	Minor     int64 // above zero
	Reference string
}

// File is an order as bytes, with what was read back out of them.
type File struct {
	Name  string
	Bytes []byte
	Count int64
	Minor int64
}
