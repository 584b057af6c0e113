package app

import (
	"time"

	"rapport/app/bank"
	"rapport/app/calendar"
	"rapport/app/money"
)

// PayeeKind says who is paid for a partner.
type PayeeKind string

// The kinds of payee.
const (
	PayPartner PayeeKind = "partner"
	PayPerson  PayeeKind = "person"  // somebody at the partner
	PayCharity PayeeKind = "charity" // that the partner has named
)

// BankDetail is one version of where a partner is paid in one currency. The latest version counts, and nothing is paid to it before
// it is confirmed; earlier versions are kept as they were.
type BankDetail struct {
	ID       ID[BankDetail] `json:"id"`
	Partner  ID[Partner]    `json:"partner"`
	Currency money.Currency `json:"currency"`
	No       int            `json:"no"` // 1, 2, … of this partner and currency
	Payee    PayeeKind      `json:"payee"`
	Person   ID[Person]     `json:"person,omitempty"` // of PayPerson
	Account  bank.Account   `json:"account"`
	Note     string         `json:"note,omitempty"` // who asked for the change, and how
	SetAt    time.Time      `json:"set_at"`
	SetBy    string         `json:"set_by"`

	ConfirmedOn  calendar.Day `json:"confirmed_on,omitempty"` // 0: not yet
	ConfirmedBy  string       `json:"confirmed_by,omitempty"`
	ConfirmedHow string       `json:"confirmed_how,omitempty"` // the call back: whom, on which number
	Version      int64        `json:"version"`
}

// Confirmed tells whether the payee may be paid there.
func (d BankDetail) Confirmed() bool { return d.ConfirmedOn != 0 }

// BankBooks keeps bank details.
type BankBooks interface {
	BankDetail(ID[BankDetail]) (BankDetail, error)
	BankDetails(ID[Partner]) ([]BankDetail, error) // by currency, the newest version first
	AddBankDetail(BankDetail) error                // its ID is set; Version 1
	PutBankDetail(BankDetail) error                // whether it is confirmed; nothing else of a version changes
	DeleteBankDetail(ID[BankDetail]) error         // one that nothing was paid to; undo of a change
}

// latestDetail is the version that counts for a currency.
func latestDetail(all []BankDetail, c money.Currency) (BankDetail, bool) {
	for _, d := range all {
		if d.Currency == c {
			return d, true
		}
	}
	return BankDetail{}, false
}
