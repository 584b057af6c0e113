package files

import (
	"bufio"
	"io"
	"strings"
	"unicode/utf8"
)

// Contact is one person as a vCard holds it.
type Contact struct {
	UID                                     string // the same for the same person, so that a second import updates
	Name, Company, Role, Email, Phone, Note string
	Channel                                 string // how the person wants to be reached; no version of vCard has a word for it
	Preferred                               bool   // the one to write to first at the company
}

// channelField is ours alone: other programs pass it over and mostly keep it.
const channelField = "X-RAPPORT-CHANNEL"

// WriteVCards writes contacts as vCard 3.0 (RFC 2426), which every address book reads. go-vcard writes neither folded lines nor escaped
// semicolons, so the lines are written here.
func WriteVCards(w io.Writer, all []Contact) error {
	b := bufio.NewWriter(w)
	for _, c := range all {
		fold(b, "BEGIN:VCARD")
		fold(b, "VERSION:3.0")
		fold(b, "PRODID:-//Rapport//Contacts//EN")
		fold(b, "UID:"+escapedCard(c.UID))
		fold(b, "FN:"+escapedCard(c.Name))
		given, family := "", c.Name
		if i := strings.LastIndexByte(c.Name, ' '); i > 0 {
			given, family = c.Name[:i], c.Name[i+1:]
		}
		fold(b, "N:"+escapedCard(family)+";"+escapedCard(given)+";;;")
		for _, p := range []struct{ name, value string }{{"ORG", c.Company}, {"TITLE", c.Role}, {"EMAIL;TYPE=INTERNET,WORK", c.Email},
			{"TEL;TYPE=WORK,VOICE", c.Phone}, {"NOTE", c.Note}, {channelField, c.Channel}} {
			if p.value != "" {
				fold(b, p.name+":"+escapedCard(p.value))
			}
		}
		if c.Preferred {
			fold(b, "CATEGORIES:Main contact")
		}
		fold(b, "END:VCARD")
	}
	return b.Flush()
}

// escapedCard keeps a text inside its property: no line of it can become another one.
func escapedCard(s string) string {
	return plain(strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\r\n", `\n`, "\n", `\n`, "\r", `\n`, "\u2028", `\n`, "\u2029", `\n`,
		"\u0085", `\n`).Replace(strings.ToValidUTF8(s, "\uFFFD")))
}

// fold writes a line, broken before the 76th octet and never inside a character.
func fold(b *bufio.Writer, line string) {
	for most := 75; len(line) > most; most = 74 {
		n := most
		for n > 0 && !utf8.RuneStart(line[n]) {
			n--
		}
		_, _ = b.WriteString(line[:n] + "\r\n ")
		line = line[n:]
	}
	_, _ = b.WriteString(line + "\r\n")
}
