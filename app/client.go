package app

import "rapport/app/calendar"

// Client is the person or organisation introduced; it may be a code name only.
type Client struct {
	ID        ID[Client] `json:"id"`
	Number    string     `json:"number"` // C-00001, for people; also the code shown on statements
	Reference string     `json:"reference,omitempty"`
	Name      string     `json:"name"`
	CodeName  bool       `json:"code_name,omitempty"` // the name is a code, the real one is not kept
	Person    bool       `json:"person,omitempty"`    // a natural person, not an organisation
	Email     string     `json:"email,omitempty"`
	Phone     string     `json:"phone,omitempty"`
	Country   string     `json:"country,omitempty"`
	Industry  string     `json:"industry,omitempty"`
	Note      string     `json:"note,omitempty"`
	// Since is the day from which it is known to be a client of the firm, whoever introduces it; zero when only a referral brought it.
	Since   calendar.Day `json:"since,omitempty"`
	Version int64        `json:"version"`
}

// ClientRow is a client as lists show it.
type ClientRow struct {
	Client
	Referrals int
	Partner   string // of the first referral
}

// ClientFields are what the client list may be filtered by.
func ClientFields() []string { return []string{"id", "code_name", "industry", "country"} }

// ClientSorts are the sort keys of the client list; the first is its own order.
func ClientSorts() []string { return []string{"name", "number", "referrals"} }

// ClientBooks keeps clients.
type ClientBooks interface {
	Client(ID[Client]) (Client, error)
	ClientByNumber(number string) (Client, error)
	ClientsByName(folded []string) (map[string]Client, error)
	ClientsFrom(folded string, limit int) ([]Client, error)
	ClientsByReference(refs []string) (map[string]Client, error)
	AddClients([]Client) error
	PutClient(Client) error
	DeleteClient(ID[Client]) error
	ClientIDs(q Query, each func([]int32) error) error
	ClientRows([]int32) ([]ClientRow, error)
	ClientBelongings(ID[Client]) (Belongings, error) // referrals, outbound ones, market notes
	// GiveClient hands them to another client; it refuses when one of them is not of the first any more.
	GiveClient(from, to ID[Client], what Belongings) error
}
