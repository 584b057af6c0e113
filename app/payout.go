package app

import (
	"time"

	"rapport/app/bank"
	"rapport/app/calendar"
	"rapport/app/money"
)

// PayoutState is where a payout stands; domain.md 2 has the table.
type PayoutState string

// The states of a payout. Exported is not sent, and sent is not cleared.
const (
	PayoutDraft     PayoutState = "draft"
	PayoutApproved  PayoutState = "approved"
	PayoutExported  PayoutState = "exported"
	PayoutSent      PayoutState = "sent"
	PayoutCleared   PayoutState = "cleared"
	PayoutFailed    PayoutState = "failed"
	PayoutReturned  PayoutState = "returned"
	PayoutCancelled PayoutState = "cancelled"
)

// payoutMoves is the state table of payouts.
func payoutMoves() moves[PayoutState] {
	return moves[PayoutState]{
		PayoutDraft:    {PayoutApproved, PayoutCancelled},
		PayoutApproved: {PayoutExported, PayoutCancelled},
		PayoutExported: {PayoutSent, PayoutCancelled},
		PayoutSent:     {PayoutCleared, PayoutFailed, PayoutReturned},
		PayoutCleared:  {PayoutReturned}, // a bank may send it back days later
	}
}

// NextPayoutStates are the states a payout may move to.
func NextPayoutStates(from PayoutState) []PayoutState { return payoutMoves()[from] }

// Payout is one payment to one payee in one currency by one method. Its amount is the sum of the lines it has claimed.
type Payout struct {
	ID       ID[Payout]
	Number   string // PO-2026-0001
	Run      string // B-2026-0001, the run that drafted it
	Partner  ID[Partner]
	Detail   ID[BankDetail] // where it is paid: the version confirmed when it was drafted
	Method   bank.Method
	Amount   money.Money // above zero
	Lines    int64       // how many it claims
	State    PayoutState
	Made     calendar.Day
	MadeBy   string
	Approved calendar.Day
	Approver string
	File     ID[PayoutFile] // that it was exported in; 0 not yet
	Sent     calendar.Day
	Ended    calendar.Day // cleared, failed, returned or cancelled
	// Reference is the bank's; Reason is of a failed, returned or cancelled one.
	Reference, Reason string
	After             ID[Payout] // the failed or returned one that this is the next attempt of
	Payment           int64      // its ledger line, once cleared
	Version           int64
}

// Claim is what a payout takes of one line of a statement: all that was not paid of it yet. Of a line that takes back it is negative.
type Claim struct {
	Payout ID[Payout]
	Line   int64
	Minor  int64
}

// PayoutRow is a payout as lists show it.
type PayoutRow struct {
	Payout
	PartnerName string
	Account     bank.Account
	ConfirmedOn calendar.Day // of the account; 0 when the confirmation was taken back
	FileNumber  string
}

// PayoutFile is what was exported, kept byte for byte.
type PayoutFile struct {
	ID       ID[PayoutFile]
	Number   string // F-2026-0001
	Run      string // empty when it holds payouts of several runs
	Format   bank.Format
	Currency money.Currency
	Count    int64
	Minor    int64
	Name     string       // of the file
	Day      calendar.Day // on which the bank is asked to pay
	SHA256   [32]byte
	MadeAt   time.Time
	MadeBy   string
}

// PayoutFields are what the list of payouts may be filtered by.
func PayoutFields() []string {
	return []string{"id", "partner", "state", "currency", "method", "run", "file", "made"}
}

// PayoutSorts are the sort keys of the list of payouts; the first is its own order, newest first by default.
func PayoutSorts() []string { return []string{"number", "partner", "amount", "state", "made"} }

// PayoutBooks keeps payouts, what they claim, and the files they were exported in.
type PayoutBooks interface {
	AddPayout(Payout, []Claim) error
	PutPayout(Payout) error         // what moves of it; number, payee and amount are fixed
	ReleaseClaims(ID[Payout]) error // its lines may be claimed again
	Payout(ID[Payout]) (Payout, error)
	PayoutByNumber(number string) (Payout, error)
	Claims(ID[Payout]) ([]Claim, error)             // by line, released ones too
	OpenClaims(ID[Partner]) ([]Claim, error)        // of payouts that may still be paid, by line
	LastPayouts(ID[Partner], int) ([]Payout, error) // the newest first
	PayoutIDs(q Query, each func([]int32) error) error
	PayoutRows([]int32) ([]PayoutRow, error)
	PayoutSums(q Query) ([]Sums, error) // of the query's payouts by currency

	AddPayoutFile(PayoutFile, []byte) error
	PayoutFile(ID[PayoutFile]) (PayoutFile, error)
	PayoutFileBytes(ID[PayoutFile]) ([]byte, error)
	PayoutFiles(run string, limit int) ([]PayoutFile, error) // the newest first; run "" means all
}

// PayoutSettings are how the firm pays.
type PayoutSettings struct {
	Least map[money.Currency]int64 `json:"least,omitempty"` // a balance below it waits, minor units
	Payer bank.Payer               `json:"payer"`
}
