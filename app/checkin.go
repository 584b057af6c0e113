package app

import (
	"slices"
	"time"

	"rapport/app/calendar"
)

// CheckinState is where a check-in stands. Due and overdue are derived from its day.
type CheckinState string

// The states of a check-in.
const (
	CheckinPlanned   CheckinState = "planned"
	CheckinHeld      CheckinState = "held"
	CheckinNotHeld   CheckinState = "not held"
	CheckinMoved     CheckinState = "moved"
	CheckinSkipped   CheckinState = "skipped"
	CheckinCancelled CheckinState = "cancelled"
)

// checkinMoves is the state table of check-ins: only a planned one goes anywhere, and undo brings it back.
func checkinMoves() moves[CheckinState] {
	return moves[CheckinState]{CheckinPlanned: {CheckinHeld, CheckinNotHeld, CheckinMoved, CheckinSkipped, CheckinCancelled}}
}

// CheckinStates are all of them.
func CheckinStates() []CheckinState {
	return append([]CheckinState{CheckinPlanned}, checkinMoves()[CheckinPlanned]...)
}

// CheckinKinds are the sorts of contact.
func CheckinKinds() []string {
	return []string{"call", "meeting", "e-mail", "lunch", "kickoff", "QBR"}
}

// ReferralReceived counts a referral that came in as a contact, where the firm's settings say so.
const ReferralReceived = "referral received"

// ContactKinds are what may count as a contact for cadences.
func ContactKinds() []string { return append(CheckinKinds(), ReferralReceived) }

// Moods are how a contact went, the best first. None is allowed.
func Moods() []string { return []string{"good", "neutral", "poor"} }

// Checkin is a planned or held contact with a partner.
type Checkin struct {
	ID        ID[Checkin]    `json:"id"`
	Reference string         `json:"reference,omitempty"` // another program's number
	Partner   ID[Partner]    `json:"partner"`
	Person    ID[Person]     `json:"person,omitempty"`
	Kind      string         `json:"kind"` // of CheckinKinds
	State     CheckinState   `json:"state"`
	Day       calendar.Day   `json:"day"`            // planned for; of one that was held, when
	At        calendar.Clock `json:"at,omitempty"`   // none: some time that day
	Zone      string         `json:"zone,omitempty"` // of At: a meeting stays at its hour there when the firm moves
	Minutes   int            `json:"minutes,omitempty"`
	Notice    calendar.Lead  `json:"notice,omitempty"` // it is pointed out so long before; NoLead: not, when the firm usually does
	Subject   string         `json:"subject,omitempty"`
	Note      string         `json:"note,omitempty"`    // Markdown
	Learned   string         `json:"learned,omitempty"` // about their business and the market
	Mood      string         `json:"mood,omitempty"`    // of Moods
	Reason    string         `json:"reason,omitempty"`  // why it was not held, moved, skipped or cancelled
	MovedTo   ID[Checkin]    `json:"moved_to,omitempty"`
	Owner     string         `json:"owner,omitempty"`
	EnteredAt time.Time      `json:"entered_at"`
	Version   int64          `json:"version"`
}

// Due tells whether a planned check-in is for today, Overdue whether its day has passed.
func (c Checkin) Due(today calendar.Day) bool { return c.State == CheckinPlanned && c.Day == today }

// Overdue tells whether the day of a planned check-in has passed.
func (c Checkin) Overdue(today calendar.Day) bool { return c.State == CheckinPlanned && c.Day < today }

// notice is that of one that is still to come.
func (c Checkin) notice() calendar.Lead {
	if c.State == CheckinPlanned {
		return c.Notice
	}
	return 0
}

// Title is what it is called in lists: its subject, or its kind.
func (c Checkin) Title() string { return orElse(c.Subject, upperFirst(c.Kind)) }

// CheckinRow is a check-in as lists show it.
type CheckinRow struct {
	Checkin
	PartnerName string
	PersonName  string
	Promises    int // open ones
}

// CheckinFields and CheckinSorts are what the list may be filtered and sorted by.
func CheckinFields() []string {
	return []string{"id", "partner", "person", "kind", "state", "day", "owner", "mood"}
}

// CheckinSorts are the sort keys; the first is the list's own order.
func CheckinSorts() []string { return []string{"day", "partner", "kind", "state", "entered"} }

// Mention is something a note names: a person or a referral.
type Mention struct {
	Kind Kind
	ID   int64
	Name string
}

// PromiseState is where a promise stands.
type PromiseState string

// The states of a promise.
const (
	PromiseOpen    PromiseState = "open"
	PromiseKept    PromiseState = "kept"
	PromiseBroken  PromiseState = "broken"
	PromiseDropped PromiseState = "dropped"
)

// PromiseStates are all of them.
func PromiseStates() []PromiseState {
	return []PromiseState{PromiseOpen, PromiseKept, PromiseBroken, PromiseDropped}
}

func promiseMoves() moves[PromiseState] {
	return moves[PromiseState]{PromiseOpen: {PromiseKept, PromiseBroken, PromiseDropped}, PromiseBroken: {PromiseKept, PromiseDropped}}
}

// NextPromiseStates are the states a promise may move to.
func NextPromiseStates(from PromiseState) []PromiseState { return slices.Clone(promiseMoves()[from]) }

// Promise is what one side told the other it would do.
type Promise struct {
	ID      ID[Promise]  `json:"id"`
	Checkin ID[Checkin]  `json:"checkin,omitempty"` // where it was given
	Partner ID[Partner]  `json:"partner"`
	Ours    bool         `json:"ours"` // else theirs
	What    string       `json:"what"`
	Due     calendar.Day `json:"due,omitempty"`
	State   PromiseState `json:"state"`
	Ended   calendar.Day `json:"ended,omitempty"`
	Reason  string       `json:"reason,omitempty"`
	Owner   string       `json:"owner,omitempty"`
	Made    calendar.Day `json:"made"`
	Version int64        `json:"version"`
}

// Overdue tells whether an open promise should have been kept before today.
func (p Promise) Overdue(today calendar.Day) bool {
	return p.State == PromiseOpen && p.Due != 0 && p.Due < today
}

// Whose tells whose promise it is: ours or theirs.
func (p Promise) Whose() string {
	if p.Ours {
		return "ours"
	}
	return "theirs"
}

// PromiseRow is a promise as lists show it.
type PromiseRow struct {
	Promise
	PartnerName string
}

// PromiseFields and PromiseSorts are what the list may be filtered and sorted by.
func PromiseFields() []string {
	return []string{"id", "partner", "checkin", "state", "ours", "due", "owner"}
}

// PromiseSorts are the sort keys; the first is the list's own order.
func PromiseSorts() []string { return []string{"due", "partner", "state", "made"} }

// CheckinBooks keeps check-ins and promises.
type CheckinBooks interface {
	AddCheckins([]Checkin) error
	PutCheckin(Checkin) error
	DeleteCheckin(ID[Checkin]) error // with its steps and mentions; undo
	Checkin(ID[Checkin]) (Checkin, error)
	CheckinsByReference(refs []string) (map[string]Checkin, error)
	CheckinIDs(q Query, each func([]int32) error) error
	CheckinRows([]int32) ([]CheckinRow, error)
	PutMentions(ID[Checkin], []Mention) error
	Mentions(ID[Checkin]) ([]Mention, error) // with their names
	MentionedIn(Kind, int64) ([]ID[Checkin], error)
	// LastContacts is the last day each partner was in touch by one of the kinds; of one partner, unless that is 0.
	LastContacts(kinds []string, of ID[Partner]) (map[ID[Partner]]calendar.Day, error)
	// SignsOfLife are the latest days partners were in touch, at most so many of each: contacts held and referrals introduced, in order; of
	// one partner, unless that is 0.
	SignsOfLife(of ID[Partner], most int) (map[ID[Partner]][]calendar.Day, error)

	AddPromise(Promise) error
	PutPromise(Promise) error
	DeletePromise(ID[Promise]) error
	Promise(ID[Promise]) (Promise, error)
	PromiseIDs(q Query, each func([]int32) error) error
	PromiseRows([]int32) ([]PromiseRow, error)
}
