package app

import (
	"rapport/app/calendar"
	"rapport/app/money"
)

// PartnerState is the stored state of a partner; domain.md 2 has the table.
type PartnerState string

// The stored states of a partner.
const (
	Prospect     PartnerState = "prospect"
	InTalks      PartnerState = "in talks"
	Applied      PartnerState = "applied"
	PartnerCheck PartnerState = "in review"
	Onboarding   PartnerState = "onboarding"
	Active       PartnerState = "active"
	Paused       PartnerState = "paused"
	Ended        PartnerState = "ended"
	Declined     PartnerState = "declined"
	Blocked      PartnerState = "blocked"
	Merged       PartnerState = "merged"
)

// Partner is a person or organisation that formally agrees to refer clients.
type Partner struct {
	ID          ID[Partner]    `json:"id"`
	Number      string         `json:"number"` // P-0001, for people
	Reference   string         `json:"reference,omitempty"`
	Name        string         `json:"name"`
	Type        string         `json:"type"` // from the firm's list
	State       PartnerState   `json:"state"`
	Tags        []string       `json:"tags"`
	Email       string         `json:"email,omitempty"`
	Phone       string         `json:"phone,omitempty"`
	Website     string         `json:"website,omitempty"`
	Address     string         `json:"address,omitempty"` // lines separated by newline
	Country     string         `json:"country,omitempty"` // ISO 3166 alpha-2
	TaxNumber   string         `json:"tax_number,omitempty"`
	Currency    money.Currency `json:"currency,omitempty"` // preferred; an agreement has its own
	ClientShown ClientShown    `json:"client_shown,omitempty"`
	Owner       string         `json:"owner,omitempty"`
	Note        string         `json:"note,omitempty"`
	MayReapply  calendar.Day   `json:"may_reapply,omitempty"` // after declined
	MergedInto  ID[Partner]    `json:"merged_into,omitempty"`
	Archived    bool           `json:"archived,omitempty"` // hides from lists; still earns
	Source      string         `json:"source,omitempty"`   // how the firm came to know it
	Contact     ContactRule    `json:"contact,omitempty"`  // what it asked for
	Version     int64          `json:"version"`
}

// Person is somebody at a partner.
type Person struct {
	ID        ID[Person]  `json:"id"`
	Partner   ID[Partner] `json:"partner"`
	Reference string      `json:"reference,omitempty"`
	Name      string      `json:"name"`
	Role      string      `json:"role,omitempty"`
	Email     string      `json:"email,omitempty"`
	Phone     string      `json:"phone,omitempty"`
	Primary   bool        `json:"primary,omitempty"`
	Channel   string      `json:"channel,omitempty"` // how they would rather be reached; one of Channels, or ""
	Contact   ContactRule `json:"contact,omitempty"` // what they asked for
	Note      string      `json:"note,omitempty"`

	Salutation string `json:"salutation,omitempty"` // one of letter.Salutations, or the words of the greeting; "" as the language has it
	Version    int64  `json:"version"`
}

// PartnerRow is a partner as lists show it. Figures are live sums.
type PartnerRow struct {
	Partner
	Person    string       // the primary person's name
	Referrals int          // all inbound
	Won       int          // of them won
	Last      calendar.Day // last introduction
}

// PartnerFields and PartnerSorts are what the partner list may be filtered and sorted by.
func PartnerFields() []string { return []string{"id", "state", "type", "tag", "archived", "owner"} }

// PartnerSorts are the sort keys of the partner list; the first is its own order.
func PartnerSorts() []string {
	return []string{"name", "number", "type", "state", "referrals", "won", "last"}
}

// PartnerBooks keeps partners and their people.
type PartnerBooks interface {
	Partner(ID[Partner]) (Partner, error)
	PartnersByName(folded []string) (map[string]Partner, error)    // keys as Fold gives them; the first by id wins
	PartnerTwins() (map[string]bool, error)                        // folded names that more than one partner has, merged ones left out
	PartnersByReference(refs []string) (map[string]Partner, error) // by external reference
	PartnerByNumber(number string) (Partner, error)
	AddPartners([]Partner) error                        // IDs and numbers are already set; Version 1
	PutPartner(Partner) error                           // refuses unless the kept Version is one less
	DeletePartner(ID[Partner]) error                    // only what nothing refers to; undo of an add
	PartnerIDs(q Query, each func([]int32) error) error // ids in order, in chunks: 200 first, then larger
	PartnerRows([]int32) ([]PartnerRow, error)          // in the order asked; missing ones left out
	Person(ID[Person]) (Person, error)
	People(ID[Partner]) ([]Person, error) // primary first, then by name
	PeopleByReference(refs []string) (map[string]Person, error)
	AddPeople([]Person) error
	PutPerson(Person) error
	DeletePerson(ID[Person]) error
	Belongings(ID[Partner]) (Belongings, error)
	GivePartner(from, to ID[Partner], what Belongings) error // facts follow their referrals, attribution does not
	SplitsOf(ID[Partner]) ([]ID[Referral], error)            // split referrals that credit the partner
}

// Belongings are the ids of what belongs to a partner.
type Belongings struct {
	People     []int64 `json:"people,omitempty"`
	Referrals  []int64 `json:"referrals,omitempty"`
	Agreements []int64 `json:"agreements,omitempty"`
	Checkins   []int64 `json:"checkins,omitempty"`
	Promises   []int64 `json:"promises,omitempty"`
	Tasks      []int64 `json:"tasks,omitempty"`
	Gifts      []int64 `json:"gifts,omitempty"`
	Deliveries []int64 `json:"deliveries,omitempty"`
	Papers     []int64 `json:"credentials,omitempty"`
	Materials  []int64 `json:"materials,omitempty"` // deliveries of them
	Letters    []int64 `json:"letters,omitempty"`
	Messages   []int64 `json:"messages,omitempty"`
	Outbounds  []int64 `json:"outbounds,omitempty"`
	Notes      []int64 `json:"market_notes,omitempty"`
	Targets    []int64 `json:"targets,omitempty"`
	Files      []int64 `json:"files,omitempty"`
	Codes      []int64 `json:"codes,omitempty"`
}
