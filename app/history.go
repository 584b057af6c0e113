package app

import (
	"encoding/json"
	"time"

	"rapport/app/calendar"
)

// Audit is one line of the audit log: who did what to which thing, with what it was and became.
type Audit struct {
	Seq     int64
	At      time.Time
	Actor   string
	Act     string // the verb, such as "referral.log"
	Label   string // a sentence for people, such as "Logged referral R-2026-0147"
	Kind    Kind   // of the main thing
	Subject int64
	Key     Key // the request key; zero for acts that are the same twice anyway
	Images  []Image
	Undone  int64 // the audit line that undid this one
	Undoes  int64 // the audit line that this one undid
	Result  int64 // what the act made, answered again to a repeated request
}

// Image is one row as it was and became. Before nil: it was made; After nil: it was removed.
type Image struct {
	Kind   Kind            `json:"kind"`
	ID     int64           `json:"id"`
	Before json.RawMessage `json:"before,omitempty"`
	After  json.RawMessage `json:"after,omitempty"`
}

// Step is one transition of a thing that has states: a referral's stage, a partner's, an agreement's or a statement's
// state. Event day and entry time are different facts.
type Step struct {
	ID       int64
	Kind     Kind
	Subject  int64
	From, To string
	Day      calendar.Day // when it happened
	At       time.Time    // when it was entered
	Who      string
	Reason   string
	Note     string
}

// AuditBooks keeps the append-only audit log and the settings.
type AuditBooks interface {
	AddAudit(Audit) (int64, error)
	AuditByKey(Key) (Audit, bool, error)
	Audit(seq int64) (Audit, error)
	AddSteps([]Step) error                     // IDs are given by the store
	Steps(kind Kind, id int64) ([]Step, error) // oldest first
	MarkUndone(seq, by int64) error
	HistoryOf(kind Kind, id int64, limit int) ([]Audit, error) // newest first, also where only an image names it
	LastMoment() (time.Time, bool, error)                      // of the newest line
	LastAudits(limit int) ([]Audit, error)                     // newest first
	AuditIDs(q Query, each func([]int32) error) error
	AuditRows(seqs []int32) ([]Audit, error)                 // without images
	Actors() ([]string, error)                               // everybody, by name
	MadeBy(kind Kind, ids []int64) (map[int64]string, error) // the actor of the first line that names each; those without one are left out
	Settings() (Settings, error)
	PutSettings(Settings) error
	// NextID gives the first of n consecutive free ids of a kind's table.
	NextID(kind Kind, n int) (int64, error)
	// NextNo takes the next n numbers of a people-facing series ("P", "R-2026"); gaps are allowed after an undo.
	NextNo(series string, n int) (int64, error)
}

// Hit is one thing found by name or number.
type Hit struct {
	Kind Kind
	ID   int64
	Name string
	Sub  string // the line below: type and number of a partner, partner of a referral
	Text string // its note, or what else of it holds free text
	Of   Kind   // with OfID the thing it is shown at, when it has no page of its own
	OfID int64
}

// SearchBooks finds things by the beginnings of words, accents folded.
type SearchBooks interface {
	Search(text string, kinds []Kind, limit int) ([]Hit, error) // newest first within a kind; without kinds also in notes and other free text
	SearchWhole(text string, limit int) ([]Hit, error)          // of Search without kinds, what has every word as it stands
	Named(text string, limit int) ([]Hit, error)                // by exact number or name, then by the beginning of the name; limit a kind
}
