package terms

import (
	"rapport/app/calendar"
	"rapport/app/money"
)

// EventKind is what happened.
type EventKind uint8

// The events that may earn.
const (
	Accepted  EventKind = iota + 1 // the firm accepted the referral
	Won                            // the referral was won
	Fee                            // a fee was invoiced or received
	Meeting                        // the first meeting with the client was held
	Delivered                      // a service was delivered by the partner
)

// FeeKind is which fee event it was. Credits and write-offs take lines back instead: see Reverse.
type FeeKind string

// The fee events that may earn.
const (
	Invoiced FeeKind = "invoiced"
	Received FeeKind = "received"
)

// Event is one fact, put to the engine in the order of Day. Base amounts are minor units of the agreement's currency:
// without what is excluded, converted, and only this partner's share.
type Event struct {
	Kind          EventKind
	FeeKind       FeeKind      // of Fee
	Day           calendar.Day // of the acceptance, the win or the fee; decides windows, durations and the tail
	Introduced    calendar.Day // the referral was logged; decides the tail of open referrals
	WonOn         calendar.Day // 0 while not won
	End           calendar.Day // the agreement's last day, inside; 0 open
	Service       string
	Base          int64 // of Fee; may be negative in a replay and then takes back
	InvoiceBefore int64 // of the same invoice, base counted before this receipt
	Share         int64 // basis points credited to this partner, for flat amounts; 0 all
	ShareBefore   int64 // of the partners listed before, so that their parts sum to the whole
	First         bool  // belongs to the referral's first invoice, or is its first receipt without one

	// Only where Engine.Asks says that a rule looks at them.
	Cost         int64  // of Fee, where the firm recorded one: this partner's share of it, as Base
	FeesBefore   int64  // of the same referral, base of the fees of this FeeKind entered before
	Quantity     int64  // of Delivered
	ClientPerson bool   // the client is a natural person
	Returning    bool   // the client was won before, by an earlier referral
	PartnerTier  string // of the partner on Day
	Person       int64  // of the partner who introduced the client
}

// Result is what an event pays.
type Result struct {
	Amount  int64           // minor units, after the cap
	Base    int64           // what the rate was taken of; 0 of flat amounts
	Rate    money.Rate      // the one rate used; 0 of flat amounts and of slices at several rates
	Rule    int             // 1-based; 0 none, also of what is outside the agreement
	Window  calendar.Period // of the rule's tiers, else of the cap or floor; none without
	Nothing Why             // why Amount is zero
	TrueUp  int64           // beside Amount: what a cliff with true-up makes of all that the window measured before
	Reason  Reason          // filled by Pay only
	Up      *Reason         // of TrueUp, filled by Pay only; nil without one
}

// Posts reports whether a ledger line follows: every amount and every zero with a reason, but not what the terms do not
// look at, and not what another part of the terms answers for.
func (r *Result) Posts() bool {
	switch r.Nothing {
	case WhyNotBasis, WhyNoRule, WhyBeside, WhyNoStep:
		return false
	}
	return true
}

// Book keeps the tallies between events. AllRules is what cap and floor count: all rules of the agreement together; LimitOf a
// rule is what its own cap and floor count.
// The engine changes the Tally it is given and asks again for every event.
type Book interface {
	Tally(rule int, window calendar.Period) *Tally
}

// AllRules is the rule number under which a Book keeps what cap and floor count.
const AllRules = 0

// mostRules is how many rules terms may have; above it begin the numbers of LimitOf.
const mostRules = 99

// LimitOf is the number under which a Book keeps what the cap and floor of one rule count.
func LimitOf(rule int) int { return mostRules + 1 + rule }

// Sheet is a Book in memory, for replays. The zero Sheet is empty.
type Sheet struct{ rows []*sheetRow }

type sheetRow struct {
	rule   int
	window calendar.Period
	tally  Tally
}

// Tally finds or adds the tally; recent ones are found at once.
func (s *Sheet) Tally(rule int, window calendar.Period) *Tally {
	for i := len(s.rows) - 1; i >= 0; i-- {
		if row := s.rows[i]; row.rule == rule && row.window == window {
			return &row.tally
		}
	}
	row := &sheetRow{rule: rule, window: window}
	s.rows = append(s.rows, row)
	return &row.tally
}

// Each calls each with all tallies there are.
func (s *Sheet) Each(each func(rule int, window calendar.Period, t *Tally)) {
	for _, row := range s.rows {
		each(row.rule, row.window, &row.tally)
	}
}
