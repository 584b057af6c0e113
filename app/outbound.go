package app

import (
	"time"

	"rapport/app/calendar"
	"rapport/app/money"
)

// OutboundState is where an outbound referral stands; domain.md 2 has the table.
type OutboundState string

// The states of an outbound referral. Closed keeps its outcome.
const (
	Given          OutboundState = "given"
	Acknowledged   OutboundState = "acknowledged"
	Met            OutboundState = "met"
	Engaged        OutboundState = "engaged"
	NotEngaged     OutboundState = "not engaged"
	OutboundClosed OutboundState = "closed"
)

// OutboundStates are all of them, in the order of their table.
func OutboundStates() []OutboundState {
	return []OutboundState{Given, Acknowledged, Met, Engaged, NotEngaged, OutboundClosed}
}

func outboundMoves() moves[OutboundState] {
	return moves[OutboundState]{
		Given: {Acknowledged, NotEngaged}, Acknowledged: {Met, NotEngaged}, Met: {Engaged, NotEngaged},
		Engaged: {OutboundClosed}, NotEngaged: {OutboundClosed},
	}
}

// outboundPath gives the states from one to another, those skipped on the main line included: a firm that only hears of the outcome still
// has a whole history. No path: the table's refusal.
func outboundPath(what string, from, to OutboundState) ([]OutboundState, error) {
	table := outboundMoves()
	refusal := table.check(what, from, to)
	if refusal == nil {
		return []OutboundState{to}, nil
	}
	var path []OutboundState
	for at := from; at == Given || at == Acknowledged || at == Met; {
		at = table[at][0]
		path = append(path, at)
		if at == to {
			return path, nil
		}
	}
	return nil, refusal
}

// NextOutboundStates are the states an outbound referral may be moved to, directly or by way of those between.
func NextOutboundStates(from OutboundState) []OutboundState {
	var next []OutboundState
	for _, to := range OutboundStates() {
		if _, err := outboundPath("", from, to); err == nil {
			next = append(next, to)
		}
	}
	return next
}

// Waits tells whether nobody knows yet what came of it.
func (s OutboundState) Waits() bool { return s == Given || s == Acknowledged || s == Met }

// NotEngagedReasons is the closed list of reasons for which a client did not engage the partner.
func NotEngagedReasons() []string {
	return []string{"partner did not respond", "client did not respond", "chose another firm", "price", "not a fit", "conflict of interest", "timing", "other"}
}

// Outbound is one introduction of one client, from the firm to a partner.
type Outbound struct {
	ID        ID[Outbound]  `json:"id"`
	Number    string        `json:"number"` // G-2026-0147, for people
	Reference string        `json:"reference,omitempty"`
	Partner   ID[Partner]   `json:"partner"`
	Person    ID[Person]    `json:"person,omitempty"` // at the partner
	Client    ID[Client]    `json:"client"`
	Service   string        `json:"service,omitempty"` // what the client needs from the partner
	State     OutboundState `json:"state"`
	Given     calendar.Day  `json:"given"`
	Ended     calendar.Day  `json:"ended,omitempty"`   // the day of the outcome
	Outcome   OutboundState `json:"outcome,omitempty"` // engaged or not engaged, kept when it is closed
	Reason    string        `json:"reason,omitempty"`  // of not engaged, from the closed list
	Estimate  money.Money   `json:"estimate"`          // what it may be worth to the partner; currency empty: none
	Value     money.Money   `json:"value"`             // what came of it; currency empty: not known
	Chase     calendar.Day  `json:"chase,omitempty"`   // the partner is asked for news then; 0 once the outcome is known
	Consented calendar.Day  `json:"consented,omitempty"`
	Owner     string        `json:"owner,omitempty"`
	Note      string        `json:"note,omitempty"`
	EnteredAt time.Time     `json:"entered_at"`
	Version   int64         `json:"version"`
}

// OutboundRow is an outbound referral as lists show it.
type OutboundRow struct {
	Outbound
	PartnerName string
	ClientName  string
	PersonName  string
}

// Worth is what is known to have come of it, else the estimate.
func (o Outbound) Worth() money.Money {
	if o.Value.Currency != "" {
		return o.Value
	}
	return o.Estimate
}

// OutboundFields are what the list may be filtered by.
func OutboundFields() []string {
	return []string{"id", "partner", "client", "state", "outcome", "service", "owner", "given", "ended", "chase"}
}

// OutboundSorts are the sort keys; the first is the list's own order.
func OutboundSorts() []string {
	return []string{"given", "number", "partner", "client", "service", "state", "chase", "estimate", "value", "owner"}
}

// OutboundBooks keeps outbound referrals.
type OutboundBooks interface {
	AddOutbounds([]Outbound) error
	PutOutbound(Outbound) error
	DeleteOutbound(ID[Outbound]) error // with its history
	Outbound(ID[Outbound]) (Outbound, error)
	OutboundByNumber(number string) (Outbound, error)
	OutboundsByReference(refs []string) (map[string]Outbound, error)
	OutboundIDs(q Query, each func([]int32) error) error
	OutboundRows([]int32) ([]OutboundRow, error)
}
