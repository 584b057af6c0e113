package files

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/emersion/go-vcard"
)

// VCard is a file of contacts: vCard 2.1, 3.0 or 4.0. It is read as a table with one row a person.
const VCard = "vcard"

// cardColumns are the headings of that table.
func cardColumns() []string {
	return []string{"Reference", "Company", "Name", "Role", "E-mail", "Phone", "Note", "Preferred channel"}
}

// isVCard tells contacts by the word every card begins with.
func isVCard(data []byte) bool {
	head := bytes.TrimLeft(bytes.TrimPrefix(data[:min(len(data), 200)], []byte("\xEF\xBB\xBF")), " \t\r\n")
	return len(head) >= 11 && strings.EqualFold(string(head[:11]), "BEGIN:VCARD")
}

// recogniseVCard reads all cards. Pictures, sounds and keys are passed over, however large, and nothing is fetched from the network.
func recogniseVCard(name string, data []byte, o Options) (*Table, error) {
	t := &Table{Guess: Guess{Kind: VCard, Confident: true}}
	t.Guess.Encoding, t.Guess.Confident = guessEncoding(data)
	if o.Encoding != "" {
		if t.Guess.Encoding = listed(o.Encoding); t.Guess.Encoding == "" {
			return nil, refuse("Choose one of: "+strings.Join(Encodings(), ", ")+".", "There is no encoding %q here.", short(o.Encoding))
		}
		t.Guess.Confident = true
	}
	if !t.Guess.Confident {
		t.note("The file does not say how it writes letters; %s is assumed. Look at the names below and choose another encoding if they are wrong.", t.Guess.Encoding)
	}
	if strings.HasPrefix(t.Guess.Encoding, "UTF-16") {
		decoded, err := toUTF8(name, data, t.Guess.Encoding)
		if err != nil {
			return nil, err
		}
		data, t.Guess.Encoding = decoded, utf8Name
	}
	r := cardReader{plain: t.Guess.Encoding}
	s := cardSource{{line: 0, cells: cardColumns()}}
	for _, c := range r.cards(data) {
		s = append(s, c.record())
	}
	if r.media > 0 {
		t.note("%d pictures, sounds or keys were left out.", r.media)
	}
	t.source = s
	return t, nil
}

// cardSource is the table of all cards.
type cardSource []record

func (s cardSource) records(yield func(record) bool) error {
	for _, r := range s {
		if !yield(r) {
			break
		}
	}
	return nil
}

// card is one card: the lines go-vcard reads, or what is wrong with it.
type card struct {
	line int // of its beginning
	text strings.Builder
	bad  string
}

// record makes a row of it.
func (c *card) record() record {
	r := record{line: c.line, cells: make([]string, len(cardColumns()))}
	read, err := vcard.NewDecoder(strings.NewReader(c.text.String() + "END:VCARD\r\n")).Decode()
	if err != nil && c.bad == "" {
		c.bad = "The card cannot be read. Export it again."
	}
	if n := len(read[vcard.FieldName]); n > 1 && c.bad == "" {
		c.bad = fmt.Sprintf("The card has %d names (N); it is not clear whose it is. Make a card of each.", n)
	}
	p := personOf(read)
	copy(r.cells, []string{p.uid, p.company, p.name, p.role, p.email, p.phone, p.note, p.channel})
	if c.bad == "" && p.name == "" {
		c.bad = "The card has no name. Give it one, or leave it out."
	}
	if c.bad != "" {
		r.problem = &CellProblem{Say: c.bad}
	}
	return r
}

// cardPerson is what a person at a partner is, of all that a card may hold.
type cardPerson struct{ uid, company, name, role, email, phone, note, channel string }

func personOf(c vcard.Card) cardPerson {
	p := cardPerson{uid: one(c.Value(vcard.FieldUID)), name: one(c.PreferredValue(vcard.FieldFormattedName)), role: one(c.PreferredValue(vcard.FieldTitle)),
		channel: one(c.Value(channelField))}
	p.company = components(c.PreferredValue(vcard.FieldOrganization))[0]
	if p.name == "" {
		p.name = composed(components(c.PreferredValue(vcard.FieldName)))
	}
	if p.role == "" {
		p.role = one(c.PreferredValue(vcard.FieldRole))
	}
	mail, otherMail := reached(c, vcard.FieldEmail, "pref", "work", "internet")
	call, otherCall := reached(c, vcard.FieldTelephone, "pref", "cell", "work", "voice", "home")
	p.email, p.phone = mail, call
	notes := []string{strings.TrimSpace(unescaped(c.Value(vcard.FieldNote)))}
	if also := append(otherMail, otherCall...); len(also) > 0 {
		notes = append(notes, "Also: "+strings.Join(also, "; "))
	}
	if a := components(c.PreferredValue(vcard.FieldAddress)); strings.Join(a, "") != "" {
		notes = append(notes, "Address: "+strings.Join(filled(a), ", "))
	}
	p.note = strings.Join(filled(notes), "\n")
	return p
}

// reached picks the address or number to use: the one its card prefers, else by the first kind that is there. The rest is given with their
// kinds; a fax or a pager is never picked.
func reached(c vcard.Card, field string, kinds ...string) (best string, others []string) {
	all := c[field]
	pick := -1
	for _, kind := range append(kinds, "") {
		for i, f := range all {
			if pick < 0 && !f.Params.HasType("fax") && !f.Params.HasType("pager") &&
				(kind == "" || f.Params.HasType(kind) || kind == "pref" && f.Params.Get("PREF") == "1") {
				pick = i
			}
		}
	}
	for i, f := range all {
		value := one(f.Value)
		for _, scheme := range []string{"tel:", "mailto:"} {
			value = strings.TrimPrefix(value, scheme)
		}
		switch {
		case value == "":
		case i == pick:
			best = value
		default:
			if kind := strings.ToLower(strings.Join(f.Params.Types(), " ")); kind != "" {
				value += " (" + kind + ")"
			}
			others = append(others, value)
		}
	}
	return best, others
}

// components are the components of a value that has several; there is always a first.
func components(value string) []string {
	var out []string
	for p := range strings.SplitSeq(value, ";") {
		out = append(out, one(p))
	}
	return out
}

// composed is a name from its components: family, given, additional, before, after.
func composed(n []string) string {
	for len(n) < 5 {
		n = append(n, "")
	}
	return strings.Join(filled([]string{n[3], n[1], n[2], n[0], n[4]}), " ")
}

// one is a value on one line.
func one(value string) string { return strings.Join(strings.Fields(unescaped(value)), " ") }

func unescaped(value string) string { return strings.ReplaceAll(value, semicolon, ";") }

func filled(all []string) []string {
	var out []string
	for _, s := range all {
		if s != "" {
			out = append(out, s)
		}
	}
	return out
}
