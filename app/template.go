package app

import (
	"time"

	"rapport/app/calendar"
	"rapport/app/letter"
)

// TemplateKind is what a template becomes.
type TemplateKind string

// The kinds of template.
const (
	LetterPiece   TemplateKind = "letter"
	EmailPiece    TemplateKind = "e-mail"
	TalkingPoints TemplateKind = "talking points" // for a conversation, not to be sent
	OnePager      TemplateKind = "one-pager"      // a page to hand on, with the partner's name and logo beside the firm's
)

// TemplateKinds are all of them.
func TemplateKinds() []TemplateKind {
	return []TemplateKind{LetterPiece, EmailPiece, TalkingPoints, OnePager}
}

// Template is a text in Markdown with fields of package letter, in one language.
type Template struct {
	ID       ID[Template]    `json:"id"`
	Number   string          `json:"number"`            // T-0001
	Starter  string          `json:"starter,omitempty"` // the piece of the starter library it was made from; one for each language
	Title    string          `json:"title"`
	Kind     TemplateKind    `json:"kind"`
	Language letter.Language `json:"language"`
	Subject  string          `json:"subject,omitempty"` // of an e-mail, and what a letter is about; may have fields too
	Body     string          `json:"body"`
	Service  string          `json:"service,omitempty"` // line it is about; empty: any
	Type     string          `json:"type,omitempty"`    // of partner it is for; empty: any
	Note     string          `json:"note,omitempty"`    // when to use it
	Archived bool            `json:"archived,omitempty"`
	MadeAt   time.Time       `json:"made_at"`
	Version  int64           `json:"version"`
}

// TemplateFields and TemplateSorts are what the list of templates may be filtered and sorted by.
func TemplateFields() []string {
	return []string{"id", "kind", "language", "service", "type", "archived"}
}

// TemplateSorts are the sort keys; the first is the list's own order.
func TemplateSorts() []string { return []string{"title", "number", "kind", "language"} }

// LetterWays are what a letter was kept as.
func LetterWays() []string { return []string{"PDF", "e-mail draft", "clipboard"} }

// Letter is a text that was written to a partner, as it was when it was kept.
type Letter struct {
	ID       ID[Letter]      `json:"id"`
	Number   string          `json:"number"` // L-00001
	Partner  ID[Partner]     `json:"partner"`
	Person   ID[Person]      `json:"person,omitempty"`
	Referral ID[Referral]    `json:"referral,omitempty"`
	Template ID[Template]    `json:"template,omitempty"` // which may be gone since
	Title    string          `json:"title"`
	Kind     TemplateKind    `json:"kind"`
	Language letter.Language `json:"language"`
	Subject  string          `json:"subject,omitempty"`
	Body     string          `json:"body"` // Markdown without fields
	Way      string          `json:"way"`  // of LetterWays
	Day      calendar.Day    `json:"day"`
	At       time.Time       `json:"at"`
	Who      string          `json:"who"`
	Version  int64           `json:"version"`
}

// TemplateBooks keeps templates, what was written with them, and the partners' logos.
type TemplateBooks interface {
	AddTemplate(Template) error
	PutTemplate(Template) error
	DeleteTemplate(ID[Template]) error
	Template(ID[Template]) (Template, error)
	TemplateByNumber(number string) (Template, error)
	TemplatesByTitle(folded string) ([]Template, error)             // by language, then id
	TemplateStarters() (map[string]map[letter.Language]bool, error) // which pieces of the starter library are here
	TemplateIDs(q Query, each func([]int32) error) error
	TemplateRows([]int32) ([]Template, error)

	AddLetter(Letter) error
	PutLetter(Letter) error
	DeleteLetter(ID[Letter]) error
	Letter(ID[Letter]) (Letter, error)
	LetterByNumber(number string) (Letter, error)
	LettersTo(ID[Partner]) ([]Letter, error) // without what they say, the latest first

	PartnerLogo(ID[Partner]) ([]byte, error)  // PNG or JPEG; none: nil
	PutPartnerLogo(ID[Partner], []byte) error // nil removes it
}
