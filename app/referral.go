package app

import (
	"time"

	"rapport/app/calendar"
	"rapport/app/money"
)

// Stage is the stored stage of an inbound referral; domain.md 2 has the table.
type Stage string

// The stages of an inbound referral.
const (
	Logged      Stage = "logged"
	Checking    Stage = "checking"
	Accepted    Stage = "accepted"
	Contacted   Stage = "contacted"
	Meeting     Stage = "meeting"
	Proposal    Stage = "proposal"
	Won         Stage = "won"
	Lost        Stage = "lost"
	NotAccepted Stage = "not accepted"
	Duplicate   Stage = "duplicate"
	Withdrawn   Stage = "withdrawn"
)

// Referral is one introduction of one client, from a partner to the firm.
type Referral struct {
	ID          ID[Referral]         `json:"id"`
	Number      string               `json:"number"` // R-2026-0147, for people
	Reference   string               `json:"reference,omitempty"`
	Partner     ID[Partner]          `json:"partner"`
	Person      ID[Person]           `json:"person,omitempty"`
	Client      ID[Client]           `json:"client"`
	Service     string               `json:"service,omitempty"`
	Stage       Stage                `json:"stage"`
	Introduced  calendar.Day         `json:"introduced"`
	Accepted    calendar.Day         `json:"accepted,omitempty"` // event day of the first acceptance
	Closed      calendar.Day         `json:"closed,omitempty"`   // event day of won, lost, not accepted, withdrawn
	Estimate    money.Money          `json:"estimate"`           // currency empty: none
	Owner       string               `json:"owner,omitempty"`
	Note        string               `json:"note,omitempty"`
	Reason      string               `json:"reason,omitempty"`            // of lost or not accepted, from the closed list
	DuplicateOf ID[Referral]         `json:"duplicate_of,omitempty"`      // the first referral of the same client
	Agreement   ID[AgreementVersion] `json:"agreement_version,omitempty"` // frozen when won
	Disclosed   calendar.Day         `json:"disclosed,omitempty"`         // the client was told of the arrangement
	Consented   calendar.Day         `json:"consented,omitempty"`         // the client consented in writing to a division of the fee
	Code        string               `json:"code,omitempty"`              // by which it came, tidy; see PartnerCode
	Split       bool                 `json:"split,omitempty"`             // attribution rows beyond the partner's whole share exist
	EnteredAt   time.Time            `json:"entered_at"`
	Version     int64                `json:"version"`
}

// Role is what a credited partner or person did.
type Role string

// The roles of attribution.
const (
	Sourced    Role = "sourced"
	Influenced Role = "influenced"
	Assisted   Role = "assisted"
)

// Attribution credits a partner with a share of a referral, in basis points; the shares of a referral sum to 10,000.
// A referral without rows is wholly its partner's.
type Attribution struct {
	Partner ID[Partner] `json:"partner"`
	Person  ID[Person]  `json:"person,omitempty"`
	Role    Role        `json:"role"`
	Share   int64       `json:"share"`
}

// ReferralRow is a referral as lists show it.
type ReferralRow struct {
	Referral
	PartnerName string
	ClientName  string
	Fees        money.Money // received in the currency of the first fee; currency empty: none
}

// ReferralFields are what the referral list may be filtered by.
func ReferralFields() []string {
	return []string{"id", "partner", "client", "stage", "service", "owner", "introduced", "accepted", "closed", "entered", "code"}
}

// ReferralSorts are the sort keys of the referral list; the first is its own order, newest first by default.
func ReferralSorts() []string {
	return []string{"introduced", "number", "partner", "client", "service", "stage", "closed", "estimate", "owner"}
}

// ReferralBooks keeps referrals, their attribution and history.
type ReferralBooks interface {
	Referral(ID[Referral]) (Referral, error)
	ReferralByNumber(number string) (Referral, error)
	ReferralsByReference(refs []string) (map[string]Referral, error)
	ReferralsOfClient(ID[Client]) ([]Referral, error) // by introduced, id
	AddReferrals([]Referral) error
	PutReferral(Referral) error
	DeleteReferral(ID[Referral]) error // with its history; only while no fee and no line refers to it
	Attribution(ID[Referral]) ([]Attribution, error)
	PutAttribution(ID[Referral], []Attribution) error // replaces
	ReferralIDs(q Query, each func([]int32) error) error
	ReferralRows([]int32) ([]ReferralRow, error)
	StageCounts(q Query) (map[Stage]int64, error)
}
