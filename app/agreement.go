package app

import (
	"rapport/app/calendar"
	"rapport/app/terms"
)

// AgreementState is the stored state of an agreement; domain.md 2 has the table.
type AgreementState string

// The stored states of an agreement.
const (
	AgreementDraft     AgreementState = "draft"
	AgreementReview    AgreementState = "in review"
	AgreementOut       AgreementState = "out for signature"
	AgreementActive    AgreementState = "active"
	AgreementSuspended AgreementState = "suspended"
	AgreementRunOff    AgreementState = "run-off"
	AgreementClosed    AgreementState = "closed"
	AgreementWithdrawn AgreementState = "withdrawn"
)

// VersionState is the stored state of an agreement version.
type VersionState string

// The states of a version: a draft may be edited, a frozen one never, a superseded one no longer applies to new wins.
const (
	VersionDraft      VersionState = "draft"
	VersionFrozen     VersionState = "frozen"
	VersionSuperseded VersionState = "superseded"
)

// Agreement is what was signed with a partner. Terms live in its versions.
type Agreement struct {
	ID          ID[Agreement]  `json:"id"`
	Number      string         `json:"number"` // A-0001, for people
	Partner     ID[Partner]    `json:"partner"`
	Title       string         `json:"title"`
	State       AgreementState `json:"state"`
	From        calendar.Day   `json:"from"`                 // first day in force
	To          calendar.Day   `json:"to,omitempty"`         // last day in force, inside; 0 open
	PayeeName   string         `json:"payee_name,omitempty"` // who is paid, when not the partner itself
	PaymentDays int            `json:"payment_days"`         // after the statement
	Notice      calendar.Every `json:"notice,omitzero"`      // to be given before it ends; zero: none is agreed
	Note        string         `json:"note,omitempty"`
	Version     int64          `json:"version"`
}

// AgreementVersion is one frozen (or still draft) copy of the terms.
type AgreementVersion struct {
	ID        ID[AgreementVersion] `json:"id"`
	Agreement ID[Agreement]        `json:"agreement"`
	No        int                  `json:"no"` // 1, 2, … within the agreement
	State     VersionState         `json:"state"`
	Effective calendar.Day         `json:"effective"`
	SignedOn  calendar.Day         `json:"signed_on,omitempty"`
	SignedBy  string               `json:"signed_by,omitempty"`
	Terms     terms.Terms          `json:"terms"`

	Retroactive bool `json:"retroactive,omitempty"` // it speaks for every day from Effective on, also for what was won or worked out before
}

// AgreementRow is an agreement as lists show it.
type AgreementRow struct {
	Agreement
	PartnerName string
	Latest      AgreementVersion // the version with the highest number
}

// AgreementFields are what the agreement list may be filtered by.
func AgreementFields() []string { return []string{"id", "partner", "state"} }

// AgreementSorts are the sort keys of the agreement list; the first is its own order.
func AgreementSorts() []string { return []string{"number", "partner", "from", "state"} }

// AgreementBooks keeps agreements and their versions.
type AgreementBooks interface {
	Agreement(ID[Agreement]) (Agreement, error)
	AgreementByNumber(number string) (Agreement, error)
	Agreements(ID[Partner]) ([]Agreement, error)                    // by From, then id
	Versions(ID[Agreement]) ([]AgreementVersion, error)             // by No
	AllVersions(each func(Agreement, AgreementVersion) error) error // every version of every agreement, by partner, From, No
	// WaitingVersions is AllVersions of the partners of whom a fact up to a day waits, with each partner's state. Versions may share their Terms.
	WaitingVersions(until calendar.Day, each func(PartnerState, Agreement, AgreementVersion) error) error
	// PartnersDue gives, in order, the partners that a run looks at though no fact of them waits: those with a guaranteed amount or a rule by period,
	// and those with a frozen version whose successor is in effect by today.
	PartnersDue(today calendar.Day) ([]ID[Partner], error)
	Unsettle(ID[Agreement]) error    // marks it to be worked out again by the next run; once is enough
	Unsettled() ([]Agreement, error) // those that are marked, by id
	Settled() error                  // takes all marks away
	Version(ID[AgreementVersion]) (AgreementVersion, error)
	AddAgreement(Agreement) error
	PutAgreement(Agreement) error
	DeleteAgreement(ID[Agreement]) error // drafts that nothing refers to, with their draft versions
	AddVersion(AgreementVersion) error
	PutVersion(AgreementVersion) error // refuses to change the terms of a frozen version
	AgreementIDs(q Query, each func([]int32) error) error
	AgreementRows([]int32) ([]AgreementRow, error)
}
