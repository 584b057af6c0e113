package app

import (
	"fmt"
	"slices"
	"strings"
)

// ContactRule is what a partner or a person asked of those who would contact them. It is kept until they say otherwise.
type ContactRule string

// The rules, the mildest first.
const (
	ContactFree ContactRule = ""
	OptedOut    ContactRule = "opted out"      // no mailings and materials they did not ask for
	NoContact   ContactRule = "do not contact" // nothing at all; what they are owed is still stated and paid
)

// ContactRules are all of them, the mildest first.
func ContactRules() []ContactRule { return []ContactRule{ContactFree, OptedOut, NoContact} }

// Channels are the ways a person may prefer to be reached.
func Channels() []string { return []string{"e-mail", "phone", "message", "post", "in person"} }

// channelNamed is the channel that a word of another program means; a word that means none is refused where it is kept.
func channelNamed(word string) string {
	switch word = strings.ToLower(word); word {
	case "email", "mail":
		return "e-mail"
	case "telephone", "call", "mobile":
		return "phone"
	case "sms", "text", "chat":
		return "message"
	case "letter":
		return "post"
	}
	return word
}

// strictest is the stricter of two rules.
func strictest(a, b ContactRule) ContactRule {
	all := ContactRules()
	return all[max(slices.Index(all, a), slices.Index(all, b))]
}

func (r ContactRule) check() error {
	if slices.Contains(ContactRules(), r) {
		return nil
	}
	return Bad("contact", fmt.Sprintf("%q is not what somebody can ask for.", string(r)), "Choose opted out or do not contact, or leave it empty.")
}

// warnContact says that a partner, or the person meant, asked not to be contacted.
func (t *tx) warnContact(p Partner, person ID[Person]) error {
	if p.Contact == NoContact {
		t.warn("%s asked not to be contacted.", p.Name)
		return nil
	}
	if person == 0 {
		return nil
	}
	who, err := t.Person(person)
	if err == nil && who.Contact == NoContact {
		t.warn("%s at %s asked not to be contacted.", who.Name, p.Name)
	}
	return err
}

// giveContact hands on what the one that is merged asked for: the strictest of both holds.
func (t *tx) giveContact(m *merged, gone, stays Partner) (Partner, error) {
	now := stays
	if now.Contact = strictest(gone.Contact, stays.Contact); now.Contact == stays.Contact {
		return stays, nil
	}
	if err := t.savePartner(stays, now); err != nil {
		return stays, err
	}
	m.Version++
	now.Version++
	t.warn("%s is %s now, as %s was.", stays.Name, now.Contact, gone.Name)
	return now, nil
}
