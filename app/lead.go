package app

import (
	"time"

	"rapport/app/calendar"
)

// Lead is somebody who wrote by a landing page or a form: staged until a person accepts it as a referral or not.
type Lead struct {
	ID           ID[Lead]     `json:"id"`
	State        LeadState    `json:"state"`
	Day          calendar.Day `json:"day"` // it was sent, as far as the file says; else it was imported
	Name         string       `json:"name,omitempty"`
	Email        string       `json:"email,omitempty"`
	Phone        string       `json:"phone,omitempty"`
	Organisation string       `json:"organisation,omitempty"`
	Service      string       `json:"service,omitempty"`
	Message      string       `json:"message,omitempty"`
	Typed        string       `json:"typed,omitempty"`   // the code as it came
	Code         string       `json:"code,omitempty"`    // tidy, when it is somebody's
	Partner      ID[Partner]  `json:"partner,omitempty"` // whose; 0 unknown
	Consent      bool         `json:"consent,omitempty"` // the consent of the form was given
	Doubt        string       `json:"doubt,omitempty"`   // why it may not come from a person; empty: nothing speaks for that
	Source       string       `json:"source"`            // the file it came in
	Evidence     string       `json:"evidence"`          // all that came, as "name: value" lines
	Mark         [32]byte     `json:"mark"`              // the same when the same comes again
	Referral     ID[Referral] `json:"referral,omitempty"`
	Reason       string       `json:"reason,omitempty"` // of declined
	Decided      calendar.Day `json:"decided,omitempty"`
	At           time.Time    `json:"at"`
	Who          string       `json:"who"` // imported it, or decided
	Version      int64        `json:"version"`
}

// LeadState is how far a lead is.
type LeadState string

// The states of a lead.
const (
	LeadNew      LeadState = "new"
	LeadAccepted LeadState = "accepted" // it is a referral
	LeadDeclined LeadState = "declined"
	LeadSpam     LeadState = "spam"
)

// LeadStates are all of them.
func LeadStates() []LeadState { return []LeadState{LeadNew, LeadAccepted, LeadDeclined, LeadSpam} }

// LeadRow is a lead as lists show it.
type LeadRow struct {
	Lead
	PartnerName    string
	ReferralNumber string
}

// Called is by what a lead is listed: its organisation, else its name, else how it is reached.
func (l Lead) Called() string {
	return orElse(l.Organisation, orElse(l.Name, orElse(l.Email, orElse(l.Phone, "somebody"))))
}

// LeadFields and LeadSorts are what the list may be filtered and sorted by.
func LeadFields() []string { return []string{"id", "state", "partner", "day", "code", "referral"} }

// LeadSorts are the sort keys; the first is the list's own order.
func LeadSorts() []string { return []string{"day", "name", "partner", "state"} }

// LeadBooks keeps leads.
type LeadBooks interface {
	AddLeads([]Lead) error
	PutLead(Lead) error
	DeleteLead(ID[Lead]) error
	Lead(ID[Lead]) (Lead, error)
	LeadsByMark(marks [][32]byte) (map[[32]byte]Lead, error)
	LeadsReached(email, phone string) ([]Lead, error) // of the same address or number, the newest first; an empty one finds nobody
	LeadIDs(q Query, each func([]int32) error) error
	LeadRows([]int32) ([]LeadRow, error)
}

// KindLead names leads in news and history.
const KindLead Kind = "lead"
