// Package terms is the commission engine: agreement terms and facts give amounts, each with its reason.
//
// It is pure. An agreement version holds Terms: one or more Rules. Every fact (a referral accepted or won, a fee
// event) is put to the rules in the order of its event day; the rule that pays most on this event wins and the reason
// names the others. What a rule has measured and paid in a window is its Tally.
package terms

import (
	"rapport/app/calendar"
	"rapport/app/money"
)

// Kind is what a rule pays for.
type Kind string

// The kinds of rule.
const (
	PercentOnce     Kind = "percent once"               // of the first invoice of a won referral, or of the first receipt without one
	RevenueShare    Kind = "revenue share"              // of every fee for n months from the win, or for life
	FlatOnWin       Kind = "flat on win"                // an amount when the referral is won
	FlatPerReferral Kind = "flat per accepted referral" // an amount when the firm accepts the referral
	Tiered          Kind = "tiered"                     // by what a window has measured so far
	ReciprocalOnly  Kind = "reciprocal only"            // no money either way
	NoPayment       Kind = "no payment permitted"       // recorded so that the reason is kept
)

// Basis is which fee events earn: receipts or invoices, never both. The other sort gives no line at all.
type Basis string

// The bases. Empty means collected.
const (
	Collected Basis = "collected"
	OnInvoice Basis = "invoiced"
)

// Mode is how a tier table is read.
type Mode string

// The modes: marginal pays each slice of a fee at its own band's rate; cliff pays the whole fee at the rate of the
// band that the total reaches with this fee.
const (
	Marginal Mode = "marginal"
	Cliff    Mode = "cliff"
)

// Measure is what a tier table counts.
type Measure string

// The measures. Money measures follow the rule's Basis; counts pay the band's Flat for each win or acceptance.
const (
	ByRevenue       Measure = "revenue"
	ByWonCount      Measure = "won count"
	ByAcceptedCount Measure = "accepted count"
)

// Window is the span over which a tier table, cap or floor counts.
type Window string

// The windows. The day of the event decides which one it is in; the last day is inside.
const (
	CalendarYear  Window = "calendar year"
	AgreementYear Window = "agreement year" // from the agreement's first day
	Quarter       Window = "quarter"
	Lifetime      Window = "lifetime"
)

// Tier is one band, half-open: from From up to the next tier's From. The first starts at 0. Of counts, From is how many came
// before: the tier from 5 pays from the sixth on.
type Tier struct {
	From int64      `json:"from"`           // minor units, or a count
	Rate money.Rate `json:"rate,omitempty"` // of money measures
	Flat int64      `json:"flat,omitempty"` // of counts, minor units
}

// Rule is one way the agreement pays. Where several look at the same event, the one that pays most on it wins, and of equal
// ones the earlier. Receipts of one invoice are rounded on the invoice so far, so that parts sum to the whole.
type Rule struct {
	Kind     Kind       `json:"kind"`
	Basis    Basis      `json:"basis,omitempty"`
	Rate     money.Rate `json:"rate,omitempty"`
	Flat     int64      `json:"flat,omitempty"`   // minor units
	Months   int        `json:"months,omitempty"` // of a revenue share; 0 for life
	Mode     Mode       `json:"mode,omitempty"`
	Measure  Measure    `json:"measure,omitempty"`
	Window   Window     `json:"window,omitempty"` // of tiers
	Tiers    []Tier     `json:"tiers,omitempty"`
	Services []string   `json:"services,omitempty"` // only these service lines; none: all
}

// Limit is a cap or a floor over a window, minor units, of all rules together. The cap is applied first: it cuts what is
// more than it has left, and what is taken back gives room again. The floor is looked at when the window is over.
type Limit struct {
	Amount int64  `json:"amount"`
	Window Window `json:"window"`
}

// TailKind is what still earns after the agreement's end.
type TailKind string

// The tail rules. Empty means none.
const (
	TailNone TailKind = "none"
	TailOpen TailKind = "open referrals"      // introduced before the end
	TailWon  TailKind = "clients already won" // for Months after the end
	TailLife TailKind = "for life"            // of clients already won
)

// Tail is the run-off after the agreement's last day. Wins and acceptances after it earn only with TailOpen.
type Tail struct {
	Kind   TailKind `json:"kind,omitempty"`
	Months int      `json:"months,omitempty"`
}

// Terms are what a version froze. Amounts are in Currency.
type Terms struct {
	Currency money.Currency `json:"currency"`
	Rounding money.Mode     `json:"rounding,omitempty"` // half up unless the agreement says half even
	Rules    []Rule         `json:"rules"`
	Cap      *Limit         `json:"cap,omitempty"`       // most that is paid in a window; counts held and approved lines
	Floor    *Limit         `json:"floor,omitempty"`     // least that is paid in a window, by a top-up at its end
	HoldDays int            `json:"hold_days,omitempty"` // a line is held this long after its event day
	Tail     Tail           `json:"tail,omitempty"`
}

// Tally is what a rule (or, for rule 0, the cap and floor of all rules) has measured and paid in a window.
type Tally struct {
	Measured int64        // revenue in minor units or a count
	Earned   int64        // sum of the lines' amounts, minor units
	Last     calendar.Day // event day of the latest line
}

// Band is one slice of an amount and its rate. Without tiers, or at a cliff, it is the whole base.
type Band struct {
	From  int64      `json:"from,omitempty"`
	To    int64      `json:"to,omitempty"` // 0: no end
	Slice int64      `json:"slice"`
	Rate  money.Rate `json:"rate"`
	Exact string     `json:"exact"`
}

// Loser is a rule that also matched and paid less.
type Loser struct {
	Rule   string `json:"rule"`
	No     int    `json:"no,omitempty"` // 1-based number of the rule; by tiers, it has measured the event too
	Amount int64  `json:"amount"`
}

// Reason is every input and every intermediate of a line, enough to explain it without looking at live terms.
// Amounts are minor units; Gross, Excluded in GrossCurrency, all others in Currency. It holds no names.
type Reason struct {
	Label    string         `json:"label"` // the rule in words, as it stood
	Currency money.Currency `json:"cur"`
	Event    string         `json:"event"` // what happened: one of the On… words
	Gross    int64          `json:"gross,omitempty"`
	GrossIn  money.Currency `json:"gcur,omitempty"`
	Excluded int64          `json:"excl,omitempty"`
	Rate     string         `json:"fx,omitempty"` // exchange rate used
	RateDay  calendar.Day   `json:"fxday,omitempty"`
	RateFrom string         `json:"fxsrc,omitempty"`
	Share    int64          `json:"share,omitempty"` // basis points credited to this partner, when not all
	Before0  int64          `json:"inv,omitempty"`   // of the same invoice, base counted before this receipt
	Base     int64          `json:"base,omitempty"`
	Window   string         `json:"win,omitempty"`    // label of the window of the tiers, or of a floor
	Before   int64          `json:"before,omitempty"` // measured in the window before this event
	After    int64          `json:"after,omitempty"`
	Bands    []Band         `json:"bands,omitempty"`
	Exact    string         `json:"exact,omitempty"` // before rounding
	Rounding string         `json:"round,omitempty"`
	Result   int64          `json:"result"`            // after rounding, before the cap
	Cap      int64          `json:"cap,omitempty"`     // the most that is paid
	CapIn    string         `json:"capwin,omitempty"`  // label of the window of the cap
	CapLeft  *int64         `json:"capleft,omitempty"` // what the cap still allowed
	Cut      int64          `json:"cut,omitempty"`     // how much the cap took
	Floor    int64          `json:"floor,omitempty"`   // the guaranteed amount of a top-up
	Of       int64          `json:"of,omitempty"`      // the line that is taken back or corrected
	OfBase   int64          `json:"ofbase,omitempty"`
	OfAmount int64          `json:"ofamt,omitempty"`
	Used     int64          `json:"used,omitempty"`  // of a refund: how much of the fee it gave back on that line, in GrossIn
	Taken    int64          `json:"taken,omitempty"` // taken back of that line before
	Due0     int64          `json:"due0,omitempty"`  // where rounding is on a running total: that total, rounded, before
	Due1     int64          `json:"due1,omitempty"`  // and after this event; Result is the difference
	From     calendar.Day   `json:"from,omitempty"`  // first day of the agreement, when the event was before it
	Until    calendar.Day   `json:"until,omitempty"` // last day of a revenue share, tail or ended agreement
	Ended    calendar.Day   `json:"ended,omitempty"` // the agreement's last day, when the tail pays
	Tail     TailKind       `json:"tail,omitempty"`
	Nothing  Why            `json:"zero,omitempty"` // why the amount is zero
	Losers   []Loser        `json:"losers,omitempty"`
}
