package app

import (
	"time"

	"rapport/app/calendar"
	"rapport/app/money"
)

// Settings are what the firm says of itself and how it wants to work. One record a file.
type Settings struct {
	FirmName  string         `json:"firm_name"`
	Address   string         `json:"address"` // lines separated by newline, as on the letterhead
	Email     string         `json:"email"`
	Phone     string         `json:"phone"`
	Website   string         `json:"website"`
	TaxNumber string         `json:"tax_number"`
	Currency  money.Currency `json:"currency"` // the base currency
	Zone      string         `json:"zone"`     // IANA name; periods are days in this zone
	Paper     string         `json:"paper"`    // "A4" or "Letter"
	Logo      []byte         `json:"logo,omitempty"`

	StatementPrefix string      `json:"statement_prefix"`       // "S" gives S-2026-0001
	QueryDays       int         `json:"query_days"`             // days from issue within which a partner queries
	ProtectDays     int         `json:"protect_days,omitempty"` // for how long the first introduction of a client is protected; 0: not
	ClientShown     ClientShown `json:"client_shown"`           // unless the partner says otherwise
	Appendix        bool        `json:"appendix"`               // print the explanation of each line

	// FourEyes asks that who approves is not who entered the fee or the correction, nor who ran the commission.
	FourEyes  bool       `json:"four_eyes,omitempty"`
	Approvers []Approver `json:"approvers,omitempty"` // who may approve, and up to how much; empty: everybody

	Payouts   PayoutSettings `json:"payouts"`
	ChaseDays int            `json:"chase_days,omitempty"` // after how many days without news a partner is asked what became of a client; 0: 14
	Notice    calendar.Lead  `json:"notice,omitempty"`     // how long before it a check-in or task that is entered from now on is pointed out; 0: not
	RateDays  int            `json:"rate_days,omitempty"`  // how many days before an event its exchange rate may be; 0: 7

	Mail MailSettings `json:"mail,omitzero"`

	HourCost        int64 `json:"hour_cost,omitempty"`        // what an hour of the firm's own people costs, minor units of the base currency; 0: not counted
	AdvertisingCost int64 `json:"advertising_cost,omitempty"` // what a client won by paid advertising costs, for comparison; 0: not known

	LinkPattern string `json:"link_pattern,omitempty"` // where partner codes lead: https://firm.example/refer?p={code}

	Landing LandingSettings `json:"landing,omitzero"`

	PartnerTypes []string          `json:"partner_types"`
	Checklists   []Checklist       `json:"checklists,omitempty"`    // of onboarding, by type of partner
	Profile      []Criterion       `json:"profile,omitempty"`       // of the ideal partner; empty: the usual one
	Credentials  CredentialRule    `json:"credentials,omitzero"`    // what follows when one lapses
	PartnerTiers []PartnerTier     `json:"partner_tiers,omitempty"` // the lowest first
	TiersByRule  bool              `json:"tiers_by_rule,omitempty"` // every commission run reviews the partners' tiers first
	Reports      []SavedReport     `json:"reports,omitempty"`       // by name
	Services     []string          `json:"services"`                // service lines offered in forms
	Counting     []string          `json:"counting,omitempty"`      // kinds of contact that cadences count; empty: every sort of check-in
	Closed       []calendar.Period `json:"closed,omitempty"`        // when nobody is in: contact is due on the next working day
	Thresholds   []Threshold       `json:"thresholds,omitempty"`    // entered by the firm, over those the program knows
	Example      bool              `json:"example"`                 // this file holds the example firm
	Version      int64             `json:"version"`
}

// zone is where the firm's days begin and end.
func (s Settings) zone() *time.Location {
	zone, err := time.LoadLocation(s.Zone)
	if err != nil {
		return time.UTC
	}
	return zone
}

// Approver is somebody who may approve money.
type Approver struct {
	Name string `json:"name"`  // as it stands in the audit log; case and accents do not matter
	UpTo int64  `json:"up_to"` // the largest single amount, minor units of the base currency; 0 without limit
}

// ClientShown is how a client appears on a statement.
type ClientShown string

// The ways a client is shown to a partner. The empty value means "as the firm says".
const (
	ShownFull     ClientShown = "full"
	ShownInitials ClientShown = "initials"
	ShownCode     ClientShown = "code"
)

// Watermark is what an issue or a check prints of the ledger: its last sequence number and chain head.
type Watermark struct {
	Seq  int64
	Head [32]byte
}

// FileInfo is what `info` shows of a file. Counts are by concept.
type FileInfo struct {
	Path       string           `json:"path"`
	Size       int64            `json:"size"`
	Schema     int              `json:"schema"`
	UUID       string           `json:"uuid"`
	Counts     map[string]int64 `json:"counts"`
	LastBackup string           `json:"last_backup,omitempty"`
	Ledger     int64            `json:"ledger"`
	Head       string           `json:"chain_head"`
	First      calendar.Day     `json:"first_referral"`
	Last       calendar.Day     `json:"last_referral"`
}
