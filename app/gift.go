package app

import (
	"rapport/app/calendar"
	"rapport/app/money"
)

// GiftState is where a gift stands; domain.md 2 has the table.
type GiftState string

// The states of a gift.
const (
	GiftProposed GiftState = "proposed"
	GiftApproved GiftState = "approved"
	GiftSent     GiftState = "sent"
	GiftReceived GiftState = "received"
	GiftDeclined GiftState = "declined"
)

// giftMoves is the state table of gifts.
func giftMoves() moves[GiftState] {
	return moves[GiftState]{GiftProposed: {GiftApproved, GiftDeclined}, GiftApproved: {GiftSent, GiftDeclined}, GiftSent: {GiftReceived, GiftDeclined}}
}

// NextGiftStates are the states a gift may move to.
func NextGiftStates(from GiftState) []GiftState { return giftMoves()[from] }

// GiftKinds are the sorts of gift and other reward that is not money.
func GiftKinds() []string {
	return []string{"gift card", "discount", "co-marketing", "charity", "object"}
}

// Gift is something of value that is not money, for a named person at a partner.
type Gift struct {
	ID        ID[Gift]      `json:"id"`
	Partner   ID[Partner]   `json:"partner"`
	Person    ID[Person]    `json:"person"`
	Kind      string        `json:"kind"` // of GiftKinds
	What      string        `json:"what"` // "Hamper", "20 % off the annual review"
	Value     money.Money   `json:"value"`
	State     GiftState     `json:"state"`
	Proposed  calendar.Day  `json:"proposed"`
	By        string        `json:"by"` // who proposed it
	Approver  string        `json:"approver,omitempty"`
	Given     calendar.Day  `json:"given,omitempty"`     // sent
	Note      string        `json:"note,omitempty"`      // occasion; why it was declined
	Statement ID[Statement] `json:"statement,omitempty"` // that shows it; 0 not yet
	Version   int64         `json:"version"`
}

// GiftRow is a gift as lists show it.
type GiftRow struct {
	Gift
	PersonName string
}

// GiftBooks keeps gifts.
type GiftBooks interface {
	AddGift(Gift) error
	PutGift(Gift) error
	DeleteGift(ID[Gift]) error // undo of a proposal
	Gift(ID[Gift]) (Gift, error)
	Gifts(ID[Partner]) ([]GiftRow, error) // the newest first
	PutGiftsShown(ids []ID[Gift], on ID[Statement]) error
}
