package app

import (
	"slices"
	"time"

	"rapport/app/calendar"
	"rapport/app/money"
)

// DisputeState is where a dispute stands. Overdue is derived from its deadline.
type DisputeState string

// The states of a dispute.
const (
	DisputeOpen     DisputeState = "open"
	DisputeReview   DisputeState = "in review"
	DisputeWaiting  DisputeState = "waiting for partner"
	DisputeUpheld   DisputeState = "upheld"
	DisputePartly   DisputeState = "partly upheld"
	DisputeRejected DisputeState = "rejected"
	DisputeClosed   DisputeState = "closed"
)

// disputeMoves is the state table of disputes.
func disputeMoves() moves[DisputeState] {
	return moves[DisputeState]{
		DisputeOpen:     {DisputeReview},
		DisputeReview:   {DisputeWaiting, DisputeUpheld, DisputePartly, DisputeRejected},
		DisputeWaiting:  {DisputeReview, DisputeUpheld, DisputePartly, DisputeRejected},
		DisputeUpheld:   {DisputeClosed},
		DisputePartly:   {DisputeClosed},
		DisputeRejected: {DisputeClosed},
	}
}

// NextDisputeStates are the states a dispute may move to.
func NextDisputeStates(from DisputeState) []DisputeState { return slices.Clone(disputeMoves()[from]) }

// UndecidedStates are the states of a dispute that still waits for its outcome.
func UndecidedStates() []DisputeState {
	return []DisputeState{DisputeOpen, DisputeReview, DisputeWaiting}
}

// Decided tells whether a dispute has its outcome.
func (s DisputeState) Decided() bool { return !slices.Contains(UndecidedStates(), s) }

// Dispute is a partner's objection to one commission line. Only that line is held, until the outcome releases it.
type Dispute struct {
	ID         ID[Dispute]  `json:"id"`
	Number     string       `json:"number"` // D-2026-0001, for people
	Line       int64        `json:"line"`
	State      DisputeState `json:"state"`
	RaisedBy   string       `json:"raised_by"` // who at the partner
	RaisedOn   calendar.Day `json:"raised_on"`
	Deadline   calendar.Day `json:"deadline"` // by which the firm means to decide
	Figure     money.Money  `json:"figure"`   // what the line comes to, as the partner says
	Claim      string       `json:"claim"`    // why, in the partner's words
	Agreed     money.Money  `json:"agreed"`   // what the line comes to by the outcome; currency empty: not decided
	Adjustment int64        `json:"adjustment,omitempty"`
	EnteredAt  time.Time    `json:"entered_at"`
	Version    int64        `json:"version"`
}

// Overdue tells whether the deadline of an undecided dispute has passed.
func (d Dispute) Overdue(today calendar.Day) bool { return !d.State.Decided() && d.Deadline < today }

// DisputeRow is a dispute as lists show it.
type DisputeRow struct {
	Dispute
	Partner        ID[Partner]
	PartnerName    string
	ReferralNumber string
	ClientName     string
	Amount         money.Money // of the line, as posted
	LineState      LineState
}

// Attachment is a file kept in the data file, by the hash of its bytes.
type Attachment struct {
	ID      int64
	Kind    Kind
	Of      int64        // what it belongs to
	Partner ID[Partner]  // whom it is about; 0: nobody
	Day     calendar.Day // it was kept
	Name    string
	Size    int64 // bytes
	SHA256  [32]byte
	At      time.Time
	Who     string
}

// File is a file that is handed in.
type File struct {
	Name  string
	Bytes []byte
}

// The most an attachment may be, and how many one thing may have.
const (
	MostAttachment  = 10 << 20
	MostAttachments = 20
)

// DisputeFields are what the dispute list may be filtered by.
func DisputeFields() []string {
	return []string{"id", "partner", "line", "state", "raised", "deadline"}
}

// DisputeSorts are the sort keys of the dispute list; the first is its own order.
func DisputeSorts() []string {
	return []string{"deadline", "number", "partner", "state", "raised", "figure"}
}

// DisputeBooks keeps disputes and attachments.
type DisputeBooks interface {
	Dispute(ID[Dispute]) (Dispute, error)
	DisputeByNumber(number string) (Dispute, error)
	DisputesOfLine(seq int64) ([]Dispute, error) // by id
	AddDispute(Dispute) error
	PutDispute(Dispute) error
	DeleteDispute(ID[Dispute]) error // with its steps
	DisputeIDs(q Query, each func([]int32) error) error
	DisputeRows([]int32) ([]DisputeRow, error)

	AddAttachment(a Attachment, bytes []byte) error // the id is given by the store; equal bytes are kept once
	Attachments(kind Kind, of int64) ([]Attachment, error)
	AttachmentsOf(partner ID[Partner], most int) ([]Attachment, error) // with anything of it, the newest first
	AttachmentBytes(id int64) ([]byte, error)
	DeleteAttachments(kind Kind, of int64) error
}
