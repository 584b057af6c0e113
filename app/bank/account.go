// Package bank knows how money reaches a payee: account numbers of the usual kinds and their check digits, the structured
// address that banks ask for since November 2026, the letters that their files can carry, and an order to pay many payees.
// It is pure.
package bank

import (
	"fmt"
	"net/mail"
	"slices"
	"strings"

	"rapport/app/money"
)

// Method is how a payee is paid.
type Method string

// The ways to pay. SEPA pays in EUR and ACH in USD; the rest in any currency.
const (
	SEPA     Method = "sepa"
	ACH      Method = "ach"
	Transfer Method = "transfer"  // by the bank's own screens or upload: a local account number, or an IBAN
	Cheque   Method = "cheque"    // written by hand, sent to the address
	GiftCard Method = "gift card" // or a prepaid card, by e-mail
	Other    Method = "other"     // by hand
)

// Methods are all of them.
func Methods() []Method { return []Method{SEPA, ACH, Transfer, Cheque, GiftCard, Other} }

// Fits tells whether a method pays in a currency.
func (m Method) Fits(c money.Currency) bool {
	switch m {
	case SEPA:
		return c == "EUR"
	case ACH:
		return c == "USD"
	}
	return true
}

// Account is where a payee is paid. Which fields are needed depends on the method.
type Account struct {
	Method   Method  `json:"method"`
	Holder   string  `json:"holder"`              // the name the account is in
	IBAN     string  `json:"iban,omitempty"`      // without spaces, capital letters
	BIC      string  `json:"bic,omitempty"`       // of SEPA optional: the bank finds it by the IBAN
	Routing  string  `json:"routing,omitempty"`   // US, nine digits
	BankCode string  `json:"bank_code,omitempty"` // of a local transfer: sort code, branch
	Number   string  `json:"number,omitempty"`    // account number where there is no IBAN
	Savings  bool    `json:"savings,omitempty"`   // ACH: a savings account, not a checking one
	Email    string  `json:"email,omitempty"`     // of a gift card
	Address  Address `json:"address"`
}

// Flaw is what is wrong with one field of an account, and the way out.
type Flaw struct{ Field, Say, Try string }

// Error is the whole sentence.
func (f *Flaw) Error() string { return f.Say + " " + f.Try }

func flaw(field, try, format string, args ...any) error {
	return &Flaw{field, fmt.Sprintf(format, args...), try}
}

// Check puts an account into its normal form and says what is wrong with it.
func (a *Account) Check() error {
	if !slices.Contains(Methods(), a.Method) {
		return flaw("method", "Choose sepa, ach, transfer, cheque, gift card or other.", "%q is not a way to pay.", string(a.Method))
	}
	if a.Holder = strings.Join(strings.Fields(a.Holder), " "); a.Holder == "" {
		return flaw("holder", "Enter the name the account is in.", "The payee needs a name.")
	}
	if (a.Method == SEPA || a.Method == ACH) && len(SEPAText(a.Holder, 70)) < 2 {
		return flaw("holder", "Enter it in Latin letters, as the bank has it.", "%q can't be written in the letters of a bank file.", a.Holder)
	}
	if len([]rune(a.Holder)) > 70 {
		return flaw("holder", "Shorten it; a bank takes 70 letters.", "The payee's name is longer than 70 letters.")
	}
	a.keepOwn()
	if err := a.Address.check(a.Method == SEPA); err != nil {
		return err
	}
	switch a.Method {
	case SEPA:
		return a.checkSEPA()
	case ACH:
		return a.checkACH()
	case Transfer:
		return a.checkTransfer()
	case Cheque:
		return a.Address.needed("A cheque")
	case GiftCard:
		return checkEmail(a.Email)
	}
	return nil
}

// keepOwn drops what the method does not use, so that nothing is kept that nobody looks at.
func (a *Account) keepOwn() {
	if a.Method != SEPA && a.Method != Transfer {
		a.IBAN, a.BIC = "", ""
	}
	if a.Method != ACH {
		a.Routing, a.Savings = "", false
	}
	if a.Method != Transfer {
		a.BankCode = ""
	}
	if a.Method != Transfer && a.Method != ACH {
		a.Number = ""
	}
	if a.Method != GiftCard {
		a.Email = ""
	}
}

func (a *Account) checkSEPA() (err error) {
	if a.IBAN, err = ParseIBAN(a.IBAN); err != nil {
		return err
	}
	if !inSEPA(a.IBAN) {
		return flaw("iban", "Pay it as a transfer through your bank.", "An account in %s can't be paid by SEPA.", a.IBAN[:2])
	}
	if a.BIC != "" {
		a.BIC, err = ParseBIC(a.BIC)
	}
	return err
}

func (a *Account) checkACH() (err error) {
	if a.Routing, err = ParseRouting(a.Routing); err != nil {
		return err
	}
	a.Number, err = ParseNumber(a.Number, 17)
	return err
}

func (a *Account) checkTransfer() (err error) {
	if a.IBAN != "" {
		if a.IBAN, err = ParseIBAN(a.IBAN); err != nil {
			return err
		}
	} else {
		if a.Number, err = ParseNumber(a.Number, 34); err != nil {
			return err
		}
		if a.BankCode, err = parseCode(a.BankCode); err != nil {
			return err
		}
	}
	if a.BIC != "" {
		a.BIC, err = ParseBIC(a.BIC)
	}
	return err
}

func checkEmail(text string) error {
	if a, err := mail.ParseAddress(text); err != nil || a.Address != text {
		return flaw("email", "Write it like name@firm.example.", "A gift card goes to an e-mail address; %q is none.", text)
	}
	return nil
}

// Short is the account as it may be shown and kept in a log: the last four signs of its number.
func (a Account) Short() string {
	number := a.IBAN
	if number == "" {
		number = a.Number
	}
	switch {
	case a.Method == GiftCard:
		return a.Email
	case number == "":
		return string(a.Method)
	}
	head := ""
	if a.IBAN != "" {
		head = number[:2]
	}
	return head + "…" + number[max(0, len(number)-4):]
}

// Masked is the account with its numbers cut to the last four signs, for the history of changes.
func (a Account) Masked() Account {
	for _, number := range []*string{&a.IBAN, &a.Number} {
		if len(*number) > 4 {
			*number = "…" + (*number)[len(*number)-4:]
		}
	}
	return a
}
