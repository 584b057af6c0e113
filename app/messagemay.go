package app

import (
	"fmt"
	"strings"
)

// owed tells whether a kind of message goes also to those who asked not to be contacted: what is owed is stated to everybody, and a
// material that was withdrawn is called back from everybody who holds it.
func (k MessageKind) owed() bool { return k == MessageStatement || k == MessageRecall }

// mailing tells whether a kind of message is one that people can opt out of.
func (k MessageKind) mailing() bool { return k == MessageNewsletter || k == MessageMaterial }

// mayGet refuses a kind of message to somebody who asked for none of it.
func (k MessageKind) mayGet(name string, rule ContactRule) error {
	switch {
	case rule == NoContact && !k.owed():
		return No(name+" asked not to be contacted.", "Only statements and recalls are sent all the same. Change what they asked for when they say otherwise.")
	case rule == OptedOut && k.mailing():
		return No(fmt.Sprintf("%s opted out: no %s is sent.", name, k), "Change what they asked for when they say otherwise.")
	}
	return nil
}

// mayContact refuses writing to a partner, or to the person meant, when that is not wanted.
func (t *tx) mayContact(k MessageKind, p Partner, person ID[Person]) error {
	if err := k.mayGet(p.Name, p.Contact); err != nil || person == 0 {
		return err
	}
	who, err := t.Person(person)
	return orError(err, k.mayGet(who.Name+" at "+p.Name, who.Contact))
}

// addressTo gives a message its recipient: the person named, else the first of the partner's people who may be written to and has an
// address, else the partner; as the partner its own address first.
func (t *tx) addressTo(m *Message, p Partner, asPartner bool) error {
	if err := m.Kind.mayGet(p.Name, p.Contact); err != nil {
		return err
	}
	asked := p.Contact
	m.To, m.ToName = p.Email, p.Name
	if m.Person != 0 {
		who, err := t.Person(m.Person)
		if err != nil {
			return err
		}
		if who.Partner != p.ID {
			return No(fmt.Sprintf("%s is not at %s.", who.Name, p.Name), "Choose a person of this partner.")
		}
		if err := m.Kind.mayGet(who.Name+" at "+p.Name, who.Contact); err != nil {
			return err
		}
		m.To, m.ToName, asked = orElse(who.Email, p.Email), who.Name, strictest(asked, who.Contact)
	} else if !asPartner || p.Email == "" {
		people, err := t.People(p.ID)
		if err != nil {
			return err
		}
		for _, who := range people {
			if who.Email != "" && who.Contact != NoContact && m.Kind.mayGet(who.Name, who.Contact) == nil {
				m.Person, m.To, m.ToName = who.ID, who.Email, who.Name
				break
			}
		}
	}
	if m.To == "" {
		return Bad("to", p.Name+" has no e-mail address.", "Enter one at the partner or at one of its people.")
	}
	if asked == NoContact {
		t.warn("%s asked not to be contacted; a %s goes all the same.", p.Name, m.Kind)
	}
	return nil
}

// Unsubscribe is where a partner says that it wants no more newsletters: an address of the firm, as a link.
func (s Settings) Unsubscribe(p Partner) string {
	to := orElse(s.Email, s.Mail.From)
	if to == "" {
		return ""
	}
	return "mailto:" + to + "?subject=unsubscribe%20" + p.Number
}

// offerUnsubscribe writes how to unsubscribe under a newsletter that does not say it yet.
func (m *Message) offerUnsubscribe() {
	words, link := m.Language.Unsubscribe(), m.Unsubscribe
	if !strings.Contains(m.Body, link) {
		m.Body = strings.TrimSpace(m.Body) + "\n\n---\n\n[" + words + "](" + link + ")"
	}
	_, asks, _ := strings.Cut(link, "?") // the address before it may be written in another way
	if i := strings.LastIndex(m.HTML, "</body>"); i >= 0 && !strings.Contains(m.HTML, asks) {
		m.HTML = m.HTML[:i] + `<p style="font-size: 12px"><a href="` + link + `">` + words + "</a></p>\n" + m.HTML[i:]
	}
}
