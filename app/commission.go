package app

import (
	"encoding/json"
	"time"

	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/terms"
)

// LineKind is what sort of amount a ledger line is.
type LineKind string

// The kinds of ledger line. A payment reduces the balance; all others are commission lines.
const (
	Earning        LineKind = "earning"
	Milestone      LineKind = "milestone"
	Bonus          LineKind = "bonus"
	Retainer       LineKind = "retainer"
	FloorTopUp     LineKind = "floor top-up"
	TrueUp         LineKind = "true-up"
	AdjustmentLine LineKind = "adjustment"
	Reversal       LineKind = "reversal"
	OpeningBalance LineKind = "opening balance"
	WriteOff       LineKind = "write-off"
	VATLine        LineKind = "VAT" // of a self-billed document
	PaymentLine    LineKind = "payment"
)

// LineState is where a commission line stands. Estimated lines are worked out on demand and never kept.
type LineState string

// The states of a line.
const (
	Estimated   LineState = "estimated"
	Accrued     LineState = "accrued"
	Held        LineState = "held"
	Approved    LineState = "approved"
	OnStatement LineState = "on statement"
	Paid        LineState = "paid"
	VoidLine    LineState = "void"
	Forfeited   LineState = "forfeited"
)

// Line is one entry of the append-only ledger: an amount owed to a partner, taken back, or paid, with its full reason.
// It is never changed; where it stands is kept beside it in Standing.
type Line struct {
	Seq        int64 // 1, 2, … without gaps
	Key        Key   // made from what the line follows from: running twice changes nothing
	Partner    ID[Partner]
	Kind       LineKind
	Day        calendar.Day // event date
	RecordedAt time.Time    // whole seconds
	Amount     money.Money  // of a payment negative: it lowers what is owed
	Base       int64        // what the rate was taken of, minor units of Amount's currency
	Rate       money.Rate   // zero for flat amounts
	Agreement  ID[Agreement]
	Version    ID[AgreementVersion]
	Rule       int          // 1-based rule of the version; 0 none
	Window     calendar.Day // first day of the tier or cap window it was measured in; 0 none
	Referral   ID[Referral]
	Fee        ID[Fee]
	Reverses   int64    // the line this one takes back or corrects; 0 none
	Reason     string   // the JSON of a terms.Reason, kept and hashed as posted; Why reads it
	Prev, Hash [32]byte // the chain
}

// Why gives every input and intermediate of the line.
func (l *Line) Why() (terms.Reason, error) {
	var r terms.Reason
	err := json.Unmarshal([]byte(l.Reason), &r)
	return r, err
}

// Standing is where a line stands: the part that moves.
type Standing struct {
	Line       int64
	State      LineState
	Holds      []HoldReason
	Statement  ID[Statement]
	MadeBy     string // who ran the commission or entered the line; set once
	ApprovedBy string
	ApprovedOn calendar.Day
	Note       string // of a void, a manual adjustment, an override
}

// LineRow is a ledger line as lists show it.
type LineRow struct {
	Line
	Standing        Standing
	PartnerName     string
	ReferralNumber  string
	ClientName      string
	StatementNumber string
}

// Tally is what a rule has measured and paid in a window: a cache of ledger sums that verify compares.
type Tally struct {
	Agreement ID[Agreement]
	Rule      int
	Window    calendar.Day
	terms.Tally
}

// Run is one commission run.
type Run struct {
	ID    int64
	At    time.Time
	Until calendar.Day
	Facts int64
	Lines int64
}

// LineFields are what the commission list may be filtered by.
func LineFields() []string {
	return []string{"id", "partner", "referral", "fee", "agreement", "state", "kind", "day", "currency", "statement", "zero", "hold"}
}

// LineSorts are the sort keys of the commission list; the first is its own order.
func LineSorts() []string { return []string{"day", "partner", "amount", "state", "kind", "client"} }

// Sums are totals of one currency.
type Sums struct {
	Partner  ID[Partner]
	Currency money.Currency
	State    LineState
	Count    int64
	Minor    int64
}

// LedgerBooks keeps the append-only ledger, where each line stands, and the kept tallies.
type LedgerBooks interface {
	Head() (Watermark, error)                     // of an empty ledger: 0 and zeros
	Post(lines []Line, standing []Standing) error // Seq, Prev and Hash set by the caller; payments have no standing (state empty)
	HasKeys(keys []Key) (map[Key]int64, error)    // which are posted already
	Line(seq int64) (Line, Standing, error)
	LinesOfFee(ID[Fee]) ([]Line, error) // by seq
	LinesOfReferral(ID[Referral]) ([]LineRow, error)
	LinesEarned(ID[Referral]) ([]LineRow, error)                                  // the same for a run, which looks at no names, chain, times and notes
	LinesOfWindow(a ID[Agreement], rule int, window calendar.Day) ([]Line, error) // by day, seq; without those that are void though they have an amount
	EachLine(from int64, each func(*Line) error) error                            // by seq; the value is reused
	PutStanding([]Standing) error
	MoveStanding(from []LineRow, to []Standing) error // PutStanding of lines that were read in this write, which need not be read again
	// StatementLines gives the approved and held lines of a partner and currency of some days by day, seq; without the names of partner and statement.
	StatementLines(p ID[Partner], c money.Currency, days calendar.Period, each func(*LineRow) error) error
	Standings(filter Query, each func(*LineRow) error) error // whole rows in seq order, for bulk acts
	LineIDs(q Query, each func([]int32) error) error
	LineRows([]int32) ([]LineRow, error)
	LineSums(q Query) ([]Sums, error)               // of the query's rows by currency and state
	PartnerSums(until calendar.Day) ([]Sums, error) // commission lines with Day <= until by partner, currency, state
	Booked(BookedQuery) ([]Booked, error)           // by partner, month
	// StandingsAt gives commission lines with Day <= until by what had happened to them by then; end is the first instant after that day.
	StandingsAt(until calendar.Day, end time.Time) ([]StandingAt, error)
	Tally(a ID[Agreement], rule int, window calendar.Day) (Tally, bool, error)
	PutTallies([]Tally) error
	Tallies(each func(Tally) error) error
	LatestAmounts(p ID[Partner], c money.Currency, n int) ([]int64, error) // amounts above zero of a partner's newest earning lines, void ones left out
	Twins(seqs []int64) ([]Twin, error)                                    // of each line that has some, by line
	AddRun(Run) (int64, error)
	LastRun() (Run, bool, error)
}
