package app

import (
	"time"

	"rapport/app/calendar"
	"rapport/app/letter"
)

// KindMessage names messages in news and history.
const KindMessage Kind = "message"

// MessageKind is what a message is for. What somebody asked for decides by it whether they may be written to.
type MessageKind string

// The kinds of messages.
const (
	MessageLetter     MessageKind = "letter"
	MessageStatement  MessageKind = "statement"
	MessageNewsletter MessageKind = "newsletter"
	MessageMaterial   MessageKind = "material"
	MessageRecall     MessageKind = "recall" // of a material that was withdrawn
	MessageStage      MessageKind = "stage news"
)

// MessageKinds are all of them.
func MessageKinds() []MessageKind {
	return []MessageKind{MessageLetter, MessageStatement, MessageNewsletter, MessageMaterial, MessageRecall, MessageStage}
}

// MessageState is how far a message is.
type MessageState string

// The states of a message. Sending is written before the first byte leaves: what is found in it later may have been sent.
const (
	MessageDraft     MessageState = "draft" // waits for a look
	MessageQueued    MessageState = "queued"
	MessageSending   MessageState = "sending"
	MessageSent      MessageState = "sent" // the server took it
	MessageFailed    MessageState = "failed"
	MessageUncertain MessageState = "uncertain"   // it may have been sent; never sent again by itself
	MessageHanded    MessageState = "handed over" // to the mail program, as a draft; whether it went is not known
	MessageBounced   MessageState = "bounced"     // came back, as noted by hand
	MessageCancelled MessageState = "cancelled"
)

// MessageStates are all of them, in order.
func MessageStates() []MessageState {
	return []MessageState{MessageDraft, MessageQueued, MessageSending, MessageSent, MessageFailed, MessageUncertain, MessageHanded, MessageBounced, MessageCancelled}
}

// messageMoves is the state table of messages.
func messageMoves() moves[MessageState] {
	return moves[MessageState]{
		MessageDraft:     {MessageQueued, MessageHanded, MessageCancelled},
		MessageQueued:    {MessageDraft, MessageSending, MessageHanded, MessageCancelled},
		MessageSending:   {MessageSent, MessageFailed, MessageUncertain, MessageQueued},
		MessageFailed:    {MessageQueued, MessageHanded, MessageCancelled},
		MessageUncertain: {MessageSent, MessageQueued, MessageCancelled},
		MessageHanded:    {MessageSent, MessageQueued, MessageCancelled},
		MessageSent:      {MessageBounced},
	}
}

// Message is one e-mail to one recipient, with the address as it was when it was written.
type Message struct {
	ID          ID[Message]         `json:"id"`
	Number      string              `json:"number"` // E-00001
	Partner     ID[Partner]         `json:"partner"`
	Person      ID[Person]          `json:"person,omitempty"` // 0: the partner as such
	Kind        MessageKind         `json:"kind"`
	Referral    ID[Referral]        `json:"referral,omitempty"`
	Statement   ID[Statement]       `json:"statement,omitempty"` // whose PDF goes with it
	Letter      ID[Letter]          `json:"letter,omitempty"`
	Material    ID[MaterialVersion] `json:"material,omitempty"`
	Run         string              `json:"run,omitempty"` // what it was written with, such as "Statements for October 2026"
	To          string              `json:"to"`            // address
	ToName      string              `json:"to_name,omitempty"`
	Subject     string              `json:"subject"`
	Body        string              `json:"body,omitempty"` // Markdown
	HTML        string              `json:"html,omitempty"` // a whole page; empty: made of the body
	Language    letter.Language     `json:"language"`
	Unsubscribe string              `json:"unsubscribe,omitempty"` // of a newsletter: mailto: or https:
	Sum         [32]byte            `json:"sum,omitzero"`          // SHA-256 of the statement's PDF when this was written
	State       MessageState        `json:"state"`
	Day         calendar.Day        `json:"day"` // it was sent, else written
	MadeAt      time.Time           `json:"made_at"`
	Who         string              `json:"who"`
	Tries       int                 `json:"tries,omitempty"`
	Said        string              `json:"said,omitempty"` // the server's words, or the reason
	Retry       time.Time           `json:"retry,omitzero"` // not before; zero: at once
	SentAt      time.Time           `json:"sent_at,omitzero"`
	Version     int64               `json:"version"`
}

// MessageRow is a message as lists show it: without what it says.
type MessageRow struct {
	Message
	PartnerName string
	Files       int // attachments, the statement's PDF included
}

// MessageFields and MessageSorts are what the list of messages may be filtered and sorted by.
func MessageFields() []string {
	return []string{"id", "partner", "person", "kind", "state", "run", "referral", "statement", "material", "day"}
}

// MessageSorts are the sort keys; the first is the list's own order, the newest first.
func MessageSorts() []string { return []string{"number", "to", "partner", "kind", "state", "day"} }

// MessageBooks keeps messages. Their files are attachments of KindMessage.
type MessageBooks interface {
	AddMessage(Message) error
	PutMessage(Message) error        // without body and HTML
	PutMessageText(Message) error    // body and HTML, and what search finds it by
	DeleteMessage(ID[Message]) error // with its files
	Message(ID[Message]) (Message, error)
	MessageByNumber(number string) (Message, error)
	MessageIDs(q Query, each func([]int32) error) error
	MessageRows([]int32) ([]MessageRow, error)
	MessageCounts() (map[MessageState]int, error)
}
