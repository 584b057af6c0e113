package terms

import "slices"

// ClientType is whether a client is a natural person.
type ClientType string

// The types of client.
const (
	Persons       ClientType = "person"
	Organisations ClientType = "organisation"
)

// ClientAge is whether a client was one before this referral.
type ClientAge string

// The ages of a client: a returning one was won in an earlier referral, whoever made it.
const (
	NewClients       ClientAge = "new"
	ReturningClients ClientAge = "returning"
)

// Condition limits a rule to some referrals, beside its service lines. All that is said has to hold; the zero Condition always does.
type Condition struct {
	Client ClientType `json:"client,omitempty"`
	Age    ClientAge  `json:"age,omitempty"`
	Tiers  []string   `json:"partner_tiers,omitempty"` // the partner had one of them on the event's day
	Person int64      `json:"person,omitempty"`        // this person of the partner introduced the client; the number the books know them by
}

// IsZero reports whether nothing is said.
func (c Condition) IsZero() bool {
	return c.Client == "" && c.Age == "" && len(c.Tiers) == 0 && c.Person == 0
}

// holds tells whether an event meets the condition.
func (c *Condition) holds(ev *Event) bool {
	switch {
	case c.Client != "" && (c.Client == Persons) != ev.ClientPerson,
		c.Age != "" && (c.Age == ReturningClients) != ev.Returning,
		c.Person != 0 && c.Person != ev.Person:
		return false
	}
	return len(c.Tiers) == 0 || slices.Contains(c.Tiers, ev.PartnerTier)
}

// applies tells whether a rule is for an event's service line and client.
func (r *Rule) applies(ev *Event) bool { return r.serves(ev.Service) && r.When.holds(ev) }

// PayeeKind is who a rule pays.
type PayeeKind string

// Who is paid. Empty is the partner, or who the agreement names instead.
const (
	ToIntroducer PayeeKind = "introducer" // the person of the partner who made the introduction
	ToPerson     PayeeKind = "person"     // one person of the partner
	ToCharity    PayeeKind = "charity"
)

// Payee is who a rule pays, when not the partner itself.
type Payee struct {
	To     PayeeKind `json:"to,omitempty"`
	Person int64     `json:"person,omitempty"` // of ToPerson; the number the books know them by
	Name   string    `json:"name,omitempty"`   // of ToCharity
}
