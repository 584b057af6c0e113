// Package terms is the commission engine: agreement terms and facts give amounts, each with its reason.
//
// It is pure. An agreement version holds Terms: one or more Rules. Every fact (a referral accepted, met or won, a fee event, a
// service delivered) is put to the rules in the order of its event day, once for each of Engine.Parts: the rules that compete are
// one part, in which the rule that pays most on this event wins and the reason names the others; every rule that adds is a part of
// its own. What a rule has measured and paid in a window is its Tally. Retainers follow no fact: Engine.Dues gives their periods.
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
	Milestone       Kind = "milestone"                  // an amount once, at the Moment the rule names
	Bonus           Kind = "bonus"                      // when what a window has measured reaches a step
	Retainer        Kind = "retainer"                   // an amount for every period of a cadence, whatever happens
	FixedFee        Kind = "fixed fee for services"     // an amount for every service delivered, or for every period
	FeeDivision     Kind = "fee division"               // of every fee of a matter; held until the client's written consent is noted
	CharityDonation Kind = "charity donation"           // an amount on each win, or a share of every fee, paid to a charity
	GiftOnly        Kind = "gift only"                  // gifts, no money
	ReciprocalOnly  Kind = "reciprocal only"            // no money either way
	NoPayment       Kind = "no payment permitted"       // recorded so that the reason is kept
)

// Basis is which fee events earn: receipts or invoices, never both. The other sort gives no line at all. Disbursements and
// taxes never count; a margin is a receipt less its cost, never below zero.
type Basis string

// The bases. Empty means collected.
const (
	Collected Basis = "collected"
	OnInvoice Basis = "invoiced"
	OnMargin  Basis = "margin"
)

// Mode is how a tier table is read.
type Mode string

// The modes: marginal pays each slice of a fee at its own band's rate; cliff pays the whole fee at the rate of the
// band that the total reaches with this fee; cliff with true-up pays all that the window has measured at that rate, what
// came before by a true-up. Of a bonus, marginal pays each step on top of those before, cliff pays the step reached instead of them.
const (
	Marginal Mode = "marginal"
	Cliff    Mode = "cliff"
	Retro    Mode = "cliff with true-up"
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
	Month         Window = "month"
	Lifetime      Window = "lifetime"
)

// Tier is one band, half-open: from From up to the next tier's From. The first starts at 0. Of counts, From is how many came
// before: the tier from 5 pays from the sixth on. Of a bonus, From is what has to be reached, and the first need not start at 0.
type Tier struct {
	From int64      `json:"from"`           // minor units, or a count
	Rate money.Rate `json:"rate,omitempty"` // of money measures
	Flat int64      `json:"flat,omitempty"` // of counts and of a bonus, minor units
}

// Rule is one way the agreement pays. Rules that compete and look at the same event: the one that pays most on it wins, and
// of equal ones the earlier. A rule that Adds pays beside all others; milestones, bonuses, retainers, fixed fees and donations
// always do. Receipts of one invoice are rounded on the invoice so far, so that parts sum to the whole.
type Rule struct {
	Kind     Kind       `json:"kind"`
	Adds     bool       `json:"adds,omitempty"` // pays beside the other rules instead of competing with them
	Basis    Basis      `json:"basis,omitempty"`
	CostRate money.Rate `json:"cost_rate,omitzero"` // of a margin: the cost as a share of the receipt; none: the cost recorded with the fee
	Rate     money.Rate `json:"rate,omitempty"`
	Flat     int64      `json:"flat,omitempty"`   // minor units
	Months   int        `json:"months,omitempty"` // of a share of fees, from the win, and of a retainer, from its start; 0 no end
	Mode     Mode       `json:"mode,omitempty"`
	Measure  Measure    `json:"measure,omitempty"`
	Window   Window     `json:"window,omitempty"` // of tiers, bonuses and the n-th referral
	Tiers    []Tier     `json:"tiers,omitempty"`
	Services []string   `json:"services,omitempty"` // only these service lines; none: all
	When     Condition  `json:"when,omitzero"`      // only then

	On    Moment `json:"on,omitempty"`    // of a milestone
	Count int    `json:"count,omitempty"` // of the n-th referral: n
	Over  int64  `json:"over,omitempty"`  // of a fee threshold: what a referral's fees reach, minor units

	Every   Cadence      `json:"every,omitempty"`   // of a retainer, and of a fixed fee by period
	Start   calendar.Day `json:"start,omitempty"`   // of a retainer: its first day; 0 the agreement's
	Advance bool         `json:"advance,omitempty"` // due on a period's first day, not when it is over
	ProRata bool         `json:"pro_rata,omitempty"`

	Lasts    int    `json:"lasts,omitempty"` // months from the agreement's first day in which the rule pays; 0 as long as the agreement
	Cap      *Limit `json:"cap,omitempty"`   // of this rule alone, before that of the agreement
	Floor    *Limit `json:"floor,omitempty"`
	HoldDays *int   `json:"hold_days,omitempty"` // nil: as the agreement says
	Tail     *Tail  `json:"tail,omitempty"`      // nil: as the agreement says
	Payee    Payee  `json:"payee,omitzero"`
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

// Tally is what a rule (or, for AllRules, the cap and floor of all rules, for LimitOf a rule, its own) has measured and paid in a window.
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
	Amended  int            `json:"amended,omitempty"` // of a re-rated line: the version that changed the terms backwards
	Used     int64          `json:"used,omitempty"`    // of a refund: how much of the fee it gave back on that line, in GrossIn
	Taken    int64          `json:"taken,omitempty"`   // taken back of that line before
	Due0     int64          `json:"due0,omitempty"`    // where rounding is on a running total: that total, rounded, before
	Due1     int64          `json:"due1,omitempty"`    // and after this event; Result is the difference
	From     calendar.Day   `json:"from,omitempty"`    // first day of the agreement, when the event was before it
	Until    calendar.Day   `json:"until,omitempty"`   // last day of a revenue share, tail or ended agreement
	Ended    calendar.Day   `json:"ended,omitempty"`   // the agreement's last day, when the tail pays
	Tail     TailKind       `json:"tail,omitempty"`
	Nothing  Why            `json:"zero,omitempty"` // why the amount is zero
	Losers   []Loser        `json:"losers,omitempty"`

	Share0   int64        `json:"share0,omitempty"`  // basis points credited to the partners listed before this one
	Cost     int64        `json:"cost,omitempty"`    // of a margin, in Currency
	RuleCap  int64        `json:"rcap,omitempty"`    // the most that this rule pays, where it cut something
	RuleIn   string       `json:"rcapwin,omitempty"` // label of the window of the rule's cap
	RuleCut  int64        `json:"rcut,omitempty"`    // how much the rule's cap took, before Cut
	Reached  int64        `json:"step,omitempty"`    // the step of a bonus that is reached, or the threshold of a milestone
	Next     int64        `json:"next,omitempty"`    // the step after it
	Counts   bool         `json:"counts,omitempty"`  // Before, After, Reached and Next are counts
	Quantity int64        `json:"qty,omitempty"`     // of services delivered
	Each     int64        `json:"each,omitempty"`    // amount for one of them, or for a whole period
	Served   int          `json:"served,omitempty"`  // days of a part period
	OfDays   int          `json:"ofdays,omitempty"`  // days of the whole one
	First    calendar.Day `json:"first,omitempty"`   // of a period
	Last     calendar.Day `json:"last,omitempty"`    // inside
	Payee    PayeeKind    `json:"payee,omitempty"`   // who is paid, when not the partner
}
