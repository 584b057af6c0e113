package app

import (
	"time"

	"rapport/app/calendar"
	"rapport/app/money"
)

// StatementState is where a statement stands. A draft is live and never kept.
type StatementState string

// The states of a statement.
const (
	StatementDraft   StatementState = "draft"
	StatementIssued  StatementState = "issued"
	StatementSent    StatementState = "sent"
	StatementAgreed  StatementState = "agreed"
	StatementQueried StatementState = "queried"
	StatementSettled StatementState = "settled"
	StatementVoid    StatementState = "void"
	StatementOver    StatementState = "superseded"
)

// Statement is the numbered document of one partner, currency and period.
type Statement struct {
	ID       ID[Statement]
	Number   string // S-2026-0001; one gapless series a year
	Series   string // "S-2026"
	No       int64
	Partner  ID[Partner]
	Period   calendar.Period
	Currency money.Currency
	State    StatementState
	Opening  int64 // minor units; equals the closing balance of the one before
	Earned   int64 // sum of the lines on it
	Paid     int64 // payments in it, positive
	Closing  int64 // Opening + Earned − Paid
	Lines    int64 // how many
	Issued   calendar.Day
	QueryBy  calendar.Day
	Sent     calendar.Day
	SentTo   string
	Reason   string   // of a void
	SHA256   [32]byte // of the PDF's bytes
	Ledger   int64    // ledger sequence at issue
	Head     [32]byte // chain head at issue
	IssuedAt time.Time
	Previous ID[Statement] // whose closing balance was carried; 0 none
	Version  int64
}

// StatementRow is a statement as lists show it.
type StatementRow struct {
	Statement
	PartnerName string
}

// Payment is money paid to a partner, as recorded. It is a ledger line of kind payment.
type Payment struct {
	Seq       int64 // its ledger line
	Partner   ID[Partner]
	Day       calendar.Day
	Amount    money.Money // positive; of one that came back negative
	Method    string      // bank transfer, cheque, card, other
	Reference string
	Statement ID[Statement] // that it was paid on; 0 on account
	Shown     ID[Statement] // the statement whose period shows it; 0 not yet
	Note      string
}

// StatementFields are what the statement list may be filtered by.
func StatementFields() []string {
	return []string{"id", "partner", "state", "currency", "period", "series", "issued"}
}

// StatementSorts are the sort keys of the statement list; the first is its own order, newest first by default.
func StatementSorts() []string {
	return []string{"number", "partner", "period", "closing", "state", "issued"}
}

// StatementBooks keeps statements, their bytes, and payments.
type StatementBooks interface {
	NextNumber(series string) (int64, error) // takes the next number of a gapless series inside this transaction
	AddStatement(Statement, []byte) error    // with the exact bytes of its PDF
	PutStatement(Statement) error
	Statement(ID[Statement]) (Statement, error)
	StatementByNumber(number string) (Statement, error)
	StatementByHash(sha256 [32]byte) (Statement, error)
	StatementPDF(ID[Statement]) ([]byte, error)
	LastStatement(ID[Partner], money.Currency) (Statement, bool, error) // latest not void, by period end then id
	StatementsOf(ID[Partner]) ([]Statement, error)                      // by id
	StatementIDs(q Query, each func([]int32) error) error
	StatementRows([]int32) ([]StatementRow, error)

	AddPayment(Payment) error // its ledger line is posted in the same transaction
	PutPaymentShown(seqs []int64, on ID[Statement]) error
	PaymentsOf(ID[Partner]) ([]Payment, error) // by day, seq
	// PaymentsToShow gives the payments that are on no statement yet, by day, seq.
	PaymentsToShow(ID[Partner]) ([]Payment, error)
	// PaidSums totals the payments with Day <= until by partner and currency.
	PaidSums(until calendar.Day) ([]Sums, error)
	// Unstated gives what the next statement of each partner and currency would take: approved lines and payments
	// not on a statement with Day < before, as sums. Partner 0 means all.
	Unstated(partner ID[Partner], before calendar.Day) ([]Unstated, error)
}

// Unstated is what waits for a partner's next statement.
type Unstated struct {
	Partner  ID[Partner]
	Currency money.Currency
	Lines    int64 // count of approved lines
	Earned   int64
	Payments int64 // count
	Paid     int64
	First    calendar.Day // of the lines that are approved or held; 0 without any
}
