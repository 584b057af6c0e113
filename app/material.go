package app

import (
	"time"

	"rapport/app/calendar"
)

// MaterialKind is what a piece of the library is for.
type MaterialKind string

// The kinds of material.
const (
	ProductOverview MaterialKind = "product overview"
	ClientProfile   MaterialKind = "client profile" // whom the firm serves, and how to recognise them
	Differentiators MaterialKind = "differentiators"
	ObjectionAnswer MaterialKind = "objection answers"
	TemplatePiece   MaterialKind = "template" // to be filled in by hand
	Training        MaterialKind = "training"
	Disclosure      MaterialKind = "disclosure" // wording that a rule asks for
)

// MaterialKinds are all of them.
func MaterialKinds() []MaterialKind {
	return []MaterialKind{ProductOverview, ClientProfile, Differentiators, ObjectionAnswer, TemplatePiece, Training, Disclosure}
}

// MaterialState is where a version of a material stands; domain.md 2 has the table.
type MaterialState string

// The states of a version. The last two are derived and never kept.
const (
	MaterialDraft      MaterialState = "draft"
	MaterialApproval   MaterialState = "in approval"
	MaterialPublished  MaterialState = "published"
	MaterialSuperseded MaterialState = "superseded" // a later version was published
	MaterialWithdrawn  MaterialState = "withdrawn"
	MaterialApproved   MaterialState = "approved" // in approval, and somebody approved it
	MaterialExpired    MaterialState = "expired"  // published, and past its last day
)

// MaterialStates are those that are kept.
func MaterialStates() []MaterialState {
	return []MaterialState{MaterialDraft, MaterialApproval, MaterialPublished, MaterialSuperseded, MaterialWithdrawn}
}

func materialMoves() moves[MaterialState] {
	return moves[MaterialState]{
		MaterialDraft:      {MaterialApproval, MaterialWithdrawn},
		MaterialApproval:   {MaterialPublished, MaterialDraft, MaterialWithdrawn},
		MaterialPublished:  {MaterialSuperseded, MaterialWithdrawn},
		MaterialSuperseded: {MaterialWithdrawn},
	}
}

// Material is a piece of the firm's library. What it says stands in its versions.
type Material struct {
	ID       ID[Material] `json:"id"`
	Number   string       `json:"number"` // M-0001
	Kind     MaterialKind `json:"kind"`
	Title    string       `json:"title"`
	Note     string       `json:"note,omitempty"`
	Tags     []string     `json:"tags"`
	Types    []string     `json:"types"`             // of partner it is for; empty: all
	Services []string     `json:"services"`          // it is about; empty: all
	Segment  ID[Segment]  `json:"segment,omitempty"` // only who is in it; 0: all
	Owner    string       `json:"owner,omitempty"`
	MadeAt   time.Time    `json:"made_at"`
	Version  int64        `json:"version"` // of this row; the versions of the material are MaterialVersion
}

// MaterialVersion is one version of a material: a text in Markdown or a file. What it says is never changed, only its draft is.
type MaterialVersion struct {
	ID        ID[MaterialVersion] `json:"id"`
	Material  ID[Material]        `json:"material"`
	No        int                 `json:"no"` // 1, 2, … of this material
	State     MaterialState       `json:"state"`
	News      string              `json:"news,omitempty"`   // what is new in it
	Body      string              `json:"body,omitempty"`   // Markdown; empty where it is a file
	File      string              `json:"file,omitempty"`   // its name, without a path
	Size      int64               `json:"size,omitempty"`   // of the file, bytes
	Unread    string              `json:"unread,omitempty"` // why not all of the file's text is found by search
	MadeAt    time.Time           `json:"made_at"`
	MadeBy    string              `json:"made_by"`
	Approver  string              `json:"approver,omitempty"`
	Approved  calendar.Day        `json:"approved,omitempty"`
	Published calendar.Day        `json:"published,omitempty"`
	Expires   calendar.Day        `json:"expires,omitempty"` // the last day it may be used; 0: none
	Ended     calendar.Day        `json:"ended,omitempty"`   // superseded or withdrawn
	Reason    string              `json:"reason,omitempty"`  // of the withdrawal, or why it went back to draft
	Version   int64               `json:"version"`
}

// Stands says how a version stands on a day, with the derived states.
func (v MaterialVersion) Stands(today calendar.Day) MaterialState {
	switch {
	case v.State == MaterialApproval && v.Approved != 0:
		return MaterialApproved
	case v.State == MaterialPublished && v.Expires != 0 && v.Expires < today:
		return MaterialExpired
	}
	return v.State
}

// usable tells whether a version could be handed out on a day.
func (v MaterialVersion) usable(day calendar.Day) bool {
	return v.Published != 0 && v.Published <= day && (v.Expires == 0 || day <= v.Expires) && (v.Ended == 0 || day <= v.Ended)
}

// MaterialRow is a material as lists show it.
type MaterialRow struct {
	Material
	Shown    MaterialVersion // the published version, else the newest
	Versions int
	Holders  int // partners who hold any version
	Waiting  int // partners the published version is still to be sent to
}

// MaterialFields and MaterialSorts are what the list may be filtered and sorted by. State is the stored one of the version shown.
func MaterialFields() []string {
	return []string{"id", "kind", "state", "tag", "type", "service", "owner", "expires", "partner", "segment"}
}

// MaterialSorts are the sort keys; the first is the list's own order.
func MaterialSorts() []string { return []string{"title", "number", "kind", "state", "expires"} }

// MaterialWays are how a version gets to a partner.
func MaterialWays() []string { return []string{"e-mail", "meeting", "post", "link", "other"} }

// MaterialDelivery says that a partner got a version of a material. (Delivery is another thing: a service that a partner delivered.)
type MaterialDelivery struct {
	ID        ID[MaterialDelivery] `json:"id"`
	Material  ID[Material]         `json:"material"`
	Of        ID[MaterialVersion]  `json:"of"`
	Partner   ID[Partner]          `json:"partner"`
	Person    ID[Person]           `json:"person,omitempty"` // 0: the partner as such
	Day       calendar.Day         `json:"day"`
	Way       string               `json:"way"` // of MaterialWays
	Note      string               `json:"note,omitempty"`
	Recalled  calendar.Day         `json:"recalled,omitempty"` // the partner was told that it was withdrawn
	EnteredAt time.Time            `json:"entered_at"`
	Who       string               `json:"who"`
	Version   int64                `json:"version"`
}

// HeldState is how what a partner holds stands; derived.
type HeldState string

// The states of a material held.
const (
	HeldCurrent   HeldState = "current"
	HeldOutdated  HeldState = "outdated" // a later version was published
	HeldExpired   HeldState = "expired"
	HeldWithdrawn HeldState = "withdrawn"
)

// HeldRow is the latest version of a material that a partner got.
type HeldRow struct {
	MaterialDelivery
	PartnerName string
	PersonName  string
	Email       string // of the person, else of the partner
	Number      string // of the material
	Title       string
	Kind        MaterialKind
	Held        MaterialVersion // without what it says
	Latest      int             // the number of the version published now; 0: none
	State       HeldState
}

// stands fills in how it stands on a day.
func (r HeldRow) stands(today calendar.Day) HeldRow {
	switch r.Held.Stands(today) {
	case MaterialWithdrawn:
		r.State = HeldWithdrawn
	case MaterialExpired:
		r.State = HeldExpired
	case MaterialPublished:
		r.State = HeldCurrent
	default:
		r.State = HeldOutdated
	}
	return r
}

// MaterialSend is a partner that a published version is meant for: still waiting, sent, or left out.
type MaterialSend struct {
	Of      ID[MaterialVersion] `json:"of"`
	Partner ID[Partner]         `json:"partner"`
	State   SendState           `json:"state"`
}

// SendState is how far that is.
type SendState string

// The states of a MaterialSend.
const (
	SendWaiting SendState = "waiting"
	SendDone    SendState = "sent"
	SendSkipped SendState = "left out"
)

// WaitingRow is a partner that waits for a version.
type WaitingRow struct {
	MaterialSend
	PartnerName string
	Type        string
	Email       string
	Holds       int // the number of the version it has; 0: none
}

// MaterialSearchHit is a material that holds the words looked for.
type MaterialSearchHit struct {
	MaterialRow
	Excerpt string // around the first of the words in what it says; empty where they stand in title, tags or note alone
}

// MaterialDue is a published version with the title of its material, for reminders.
type MaterialDue struct {
	MaterialVersion // without what it says
	Title           string
	Owner           string
	Waiting         int
}

// MaterialBooks keeps the library: materials, their versions, who got them and who is to get them.
type MaterialBooks interface {
	AddMaterial(Material) error
	PutMaterial(Material) error
	DeleteMaterial(ID[Material]) error // that has no version
	Material(ID[Material]) (Material, error)
	MaterialByNumber(number string) (Material, error)
	MaterialByTitle(folded string) (Material, error) // the first of that title
	MaterialIDs(q Query, each func([]int32) error) error
	MaterialRows([]int32) ([]MaterialRow, error)

	AddMaterialVersion(v MaterialVersion, text string) error
	PutMaterialVersion(MaterialVersion) error        // also the body of a draft
	DeleteMaterialVersion(ID[MaterialVersion]) error // with those it was meant for
	MaterialVersion(ID[MaterialVersion]) (MaterialVersion, error)
	MaterialVersions(ID[Material]) ([]MaterialVersion, error)    // the newest first
	MaterialText(ID[MaterialVersion]) (string, error)            // read out of its file
	MaterialsExpiring(until calendar.Day) ([]MaterialDue, error) // published, by last day
	MaterialsWaiting() ([]MaterialDue, error)                    // published and still to be sent to somebody, by day

	AddMaterialDeliveries([]MaterialDelivery) error
	PutMaterialDelivery(MaterialDelivery) error
	DeleteMaterialDelivery(ID[MaterialDelivery]) error
	MaterialDelivery(ID[MaterialDelivery]) (MaterialDelivery, error)
	MaterialHolders(ID[Material]) ([]HeldRow, error)                  // the latest version of each partner, by partner name
	MaterialsHeld(ID[Partner]) ([]HeldRow, error)                     // the latest version of each material, by title
	OldMaterialsHeld(today calendar.Day) ([]HeldRow, error)           // of everybody, that are superseded, withdrawn or expired
	VersionHolders(ID[MaterialVersion]) ([]HeldRow, error)            // every delivery of a version, by partner name
	MaterialAudience(types, services []string) ([]ID[Partner], error) // active or in onboarding; of a service those who introduced for it or for none yet
	PutMaterialSends([]MaterialSend) error                            // over those of the same version and partner
	DeleteMaterialSends(ID[MaterialVersion]) error
	DeleteMaterialSend(ID[MaterialVersion], ID[Partner]) error
	MaterialSends(ID[MaterialVersion]) ([]WaitingRow, error) // waiting only, by partner name
	MaterialSendOf(ID[MaterialVersion], ID[Partner]) (MaterialSend, bool, error)
}
