package app

import (
	"time"

	"rapport/app/calendar"
	"rapport/app/money"
)

// FeeKind is what happened to the money.
type FeeKind string

// The kinds of fee event. Each receipt is a row of its own.
const (
	Invoiced   FeeKind = "invoiced"
	Received   FeeKind = "received"
	Credited   FeeKind = "credited"
	WrittenOff FeeKind = "written off"
)

// Fee is one fee event: money that a won referral brings. Rows are never edited; a mistake is taken back by a
// row that points at it with Reverses and carries the negative amount.
type Fee struct {
	ID        ID[Fee]        `json:"id"`
	Reference string         `json:"reference,omitempty"`
	Referral  ID[Referral]   `json:"referral"`
	Kind      FeeKind        `json:"kind"`
	Day       calendar.Day   `json:"day"` // event date
	Amount    money.Money    `json:"amount"`
	Excluded  int64          `json:"excluded,omitempty"` // disbursements, taxes and pass-through inside Amount, minor units
	Cost      int64          `json:"cost,omitempty"`     // of the work behind Amount less Excluded, minor units: what a margin leaves out
	Invoice   string         `json:"invoice,omitempty"`  // the firm's invoice number
	Of        ID[Fee]        `json:"of,omitempty"`       // the invoice a receipt, credit or write-off belongs to; of a refund without invoice the receipt
	Reverses  ID[Fee]        `json:"reverses,omitempty"`
	Rate      string         `json:"rate,omitempty"` // exchange rate from the fee's into RateTo, exact decimal text
	RateTo    money.Currency `json:"rate_to,omitempty"`
	RateDay   calendar.Day   `json:"rate_day,omitempty"`
	RateFrom  string         `json:"rate_source,omitempty"`
	Note      string         `json:"note,omitempty"`
	EnteredAt time.Time      `json:"entered_at"`
	Void      bool           `json:"void,omitempty"` // a later row reverses this one (kept with it by the store's view)
}

// FeeRow is a fee event as lists show it.
type FeeRow struct {
	Fee
	ReferralNumber string
	PartnerName    string
	ClientName     string
}

// FeeFields are what the fee list may be filtered by.
func FeeFields() []string { return []string{"id", "referral", "partner", "kind", "day", "currency"} }

// FeeSorts are the sort keys of the fee list; the first is its own order.
func FeeSorts() []string { return []string{"day", "amount", "kind", "partner", "client"} }

// FactKind is what made a fact that commission may follow from.
type FactKind string

// The facts the commission engine is asked about.
const (
	FactAccepted FactKind = "accepted"
	FactMeeting  FactKind = "meeting" // the first; only where an agreement has that milestone
	FactWon      FactKind = "won"
	FactFee      FactKind = "fee"
)

// Fact is a queue row: something happened on a day that the next commission run looks at once.
type Fact struct {
	ID       int64
	Kind     FactKind
	Day      calendar.Day
	Referral ID[Referral]
	Fee      ID[Fee] // of FactFee
}

// PendingFact is a fact not yet run, for one partner credited for its referral, with what the engine needs to know.
// A referral whose credit is split gives one for each of its attribution rows.
type PendingFact struct {
	Fact
	Credited   ID[Partner] // who is credited: of the attribution row, else the referral's partner
	Introduced calendar.Day
	Again      bool        // queued again by Requeue: a line of it may exist
	Partner    ID[Partner] // the referral's partner
	Service    string
	Won        calendar.Day // 0 while not won (Closed of a won referral)
	Accepted   calendar.Day
	Split      bool
	Frozen     ID[AgreementVersion]
	Stage      Stage
	Row        Fee // of FactFee, without what no rule looks at: reference, invoice number, note, time of entry, whether it is void
}

// FeeBooks keeps fee events and the queue of facts.
type FeeBooks interface {
	Fee(ID[Fee]) (Fee, error)
	FeesOf(ID[Referral]) ([]Fee, error) // by id, the order of entry
	// FeesAbout gives that fee event and those that belong to it by id, each with what a take-back looks at: kind, amount, Of, and whether it is void.
	FeesAbout(ID[Fee]) ([]Fee, error)
	FeesByReference(refs []string) (map[string]Fee, error)
	FeesByInvoice(invoice string) ([]Fee, error) // all rows with that invoice number, by id
	AddFees([]Fee) error
	DeleteFees(from, to ID[Fee]) error // undo of an import whose facts were never run; ends inside
	FeeIDs(q Query, each func([]int32) error) error
	FeeRows([]int32) ([]FeeRow, error)

	AddFacts([]Fact) error
	// Pending calls each for the facts not yet run with Day <= until, by credited partner, day, fact id. The value is reused.
	Pending(until calendar.Day, each func(*PendingFact) error) error
	PendingCount(until calendar.Day) (int64, error)
	// Facts is Pending of every fact, whether it was run or waits: of one partner, 0 all. FactTotal is about how many it gives.
	Facts(of ID[Partner], until calendar.Day, each func(*PendingFact) error) error
	FactTotal(of ID[Partner]) (int64, error)
	// LastFactDone is the last fact of a partner that a run has looked at, by day and fact.
	LastFactDone(ID[Partner]) (Fact, error)
	MistakenFees() ([]ID[Fee], error) // fee events that a later row took back
	// FactsDone marks the facts with Day <= until as run, but for those in keep; those in unmatched found no agreement.
	FactsDone(until calendar.Day, run int64, keep, unmatched []int64) error
	WaitingTakeBacks(referrals []int64) ([]Fee, error) // refunds, write-offs and fees taken back that no run has looked at yet
	FactsOf(ID[Referral]) (waiting, done int64, err error)
	DropFacts(ID[Referral], FactKind) error // unrun facts of a referral whose stage was taken back
	// Requeue marks unmatched facts of referrals that credit the partner, with from <= Day < to (to 0: open), as not yet run.
	Requeue(partner ID[Partner], from, to calendar.Day) (int64, error)
}
