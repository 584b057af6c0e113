package app

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"rapport/app/calendar"
	"rapport/app/letter"
)

// KindNewsletter names newsletters in news and history.
const KindNewsletter Kind = "newsletter"

// Newsletter is a mailing to the partners in a segment, made of blocks. Once it was sent to somebody it is not changed any more.
type Newsletter struct {
	ID       ID[Newsletter]  `json:"id"`
	Number   string          `json:"number"` // N-0001
	Subject  string          `json:"subject"`
	Language letter.Language `json:"language"`
	Segment  ID[Segment]     `json:"segment,omitempty"` // whom it is for; 0: not said yet
	Blocks   []NewsBlock     `json:"blocks"`
	Sent     calendar.Day    `json:"sent,omitempty"` // first
	MadeAt   time.Time       `json:"made_at"`
	Who      string          `json:"who"`
	Version  int64           `json:"version"`
}

// Run is what the messages of the newsletter belong to.
func (n Newsletter) Run() string { return "Newsletter " + n.Number }

// NewsBlock is one part of a newsletter. Its texts may have the fields of letters.
type NewsBlock struct {
	Kind     NewsKind     `json:"kind"`
	Text     string       `json:"text,omitempty"` // of a text Markdown; of a picture what it shows
	Label    string       `json:"label,omitempty"`
	Link     string       `json:"link,omitempty"`     // where a button leads, or where a picture is: an address of the web
	Material ID[Material] `json:"material,omitempty"` // also of a picture of the library, which travels with the mail
}

// NewsKind says what a block is.
type NewsKind string

// The kinds of block.
const (
	NewsHeading    NewsKind = "heading"
	NewsText       NewsKind = "text"
	NewsPicture    NewsKind = "picture"
	NewsButton     NewsKind = "button"     // a label and where it leads
	NewsMaterial   NewsKind = "material"   // of the library, with its title and what is said of it
	NewsQuote      NewsKind = "quote"      // a text, and as label who said it
	NewsFigure     NewsKind = "figure"     // as label a number, and what it counts
	NewsDivider    NewsKind = "divider"    // a line
	NewsDisclosure NewsKind = "disclosure" // what a rule asks for, in small letters
)

// NewsKinds are all of them.
func NewsKinds() []NewsKind {
	return []NewsKind{NewsHeading, NewsText, NewsPicture, NewsButton, NewsMaterial, NewsQuote, NewsFigure, NewsDivider, NewsDisclosure}
}

// NewsletterRow is a newsletter as lists show it.
type NewsletterRow struct {
	Newsletter
	SegmentName string
	States      map[MessageState]int // how many of its messages are in which state
}

// Got counts those who got it or may have got it.
func (r NewsletterRow) Got() int {
	return r.States[MessageSent] + r.States[MessageHanded] + r.States[MessageUncertain] + r.States[MessageBounced]
}

// NewsletterBooks keeps newsletters.
type NewsletterBooks interface {
	AddNewsletter(Newsletter) error
	PutNewsletter(Newsletter) error
	DeleteNewsletter(ID[Newsletter]) error
	Newsletter(ID[Newsletter]) (Newsletter, error)
	NewsletterByNumber(number string) (Newsletter, error)
	Newsletters() ([]Newsletter, error) // the newest first
}

// checkBlocks refuses blocks that can't be sent.
func (t *tx) checkBlocks(blocks []NewsBlock) error {
	if len(blocks) > mostBlocks {
		return Bad("text", fmt.Sprintf("A newsletter has at most %d blocks.", mostBlocks), "Shorten it.")
	}
	for i, b := range blocks {
		if err := t.checkBlock(b); err != nil {
			p := AsProblem(err)
			return Bad("text", fmt.Sprintf("Block %d, %s: %s", i+1, b.Kind, p.Say), p.Try)
		}
	}
	return nil
}

// mostBlocks is how many blocks a newsletter has.
const mostBlocks = 60

func (t *tx) checkBlock(b NewsBlock) error {
	switch {
	case !slices.Contains(NewsKinds(), b.Kind):
		return Bad("text", "There is no such block.", "Choose "+orList(words(NewsKinds()))+".")
	case b.Kind != NewsDivider && b.Kind != NewsButton && b.Kind != NewsMaterial && b.Text == "":
		return Bad("text", "It says nothing.", "Write it, or take the block out.")
	case (b.Kind == NewsButton || b.Kind == NewsFigure) && b.Label == "":
		return Bad("text", "It has no label.", "Write what stands on it.")
	case (b.Kind == NewsButton || b.Kind == NewsPicture && b.Material == 0) && !webLink(b.Link) && !strings.HasPrefix(b.Link, "{{"):
		return Bad("text", fmt.Sprintf("%q is not an address of the web.", b.Link), "Write one that begins with https://, or a field such as {{ partner.link }}.")
	case b.Kind == NewsMaterial && b.Material == 0:
		return Bad("text", "It is not said which.", "Name a material of the library.")
	}
	if b.Material != 0 {
		if _, err := t.Material(b.Material); err != nil {
			return err
		}
	}
	return orError(broken("text", b.Text), orError(broken("text", b.Label), broken("text", b.Link)))
}
