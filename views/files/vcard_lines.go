package files

import (
	"bytes"
	"fmt"
	"io"
	"mime/quotedprintable"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/htmlindex"
)

// cardReader turns cards of any version into lines that go-vcard reads: unfolded, in UTF-8, without quoted-printable, with every parameter
// named, and without what is not text. vCard 2.1 needs all of it.
type cardReader struct {
	plain string // the encoding of lines that name none
	media int    // pictures, sounds and keys passed over

	lines [][]byte // of the file
	at    int      // the next of them
	keeps bool     // the card is 2.1: the space that folds a line belongs to it
}

// property is one line of a card: its name and parameters as they stand, and its value still in bytes.
type property struct {
	name   string // upper case, without group
	params []string
	value  []byte
}

func (r *cardReader) cards(data []byte) []*card {
	data = bytes.TrimPrefix(data, []byte("\xEF\xBB\xBF"))
	if loneCR(data) {
		data = bytes.ReplaceAll(bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n")), []byte("\r"), []byte("\n"))
	}
	r.lines = bytes.Split(data, []byte("\n"))
	var all []*card
	var now *card
	for r.at < len(r.lines) {
		line := r.at + 1
		p, ok := r.next()
		switch word := p.name + ":" + strings.ToUpper(strings.TrimSpace(string(p.value))); {
		case !ok:
		case word == "BEGIN:VCARD":
			now.cut()
			now = &card{line: line}
			now.text.WriteString("BEGIN:VCARD\r\n")
			all, r.keeps = append(all, now), false
		case now == nil: // between cards
		case word == "END:VCARD":
			now = nil
		case word == "VERSION:2.1":
			r.keeps = true
		default:
			r.add(now, p, line)
		}
	}
	now.cut()
	return all
}

// cut says that a card has no end.
func (c *card) cut() {
	if c != nil && c.bad == "" {
		c.bad = "The card has no end; the file may be cut in half. Export it again."
	}
}

// next takes one property with the lines it goes on in.
func (r *cardReader) next() (property, bool) {
	line := r.take()
	head, value, ok := cutProperty(line)
	if !ok {
		return property{}, false
	}
	all := strings.Split(head, ";")
	name := all[0]
	if _, after, grouped := strings.Cut(name, "."); grouped {
		name = after
	}
	p := property{name: strings.ToUpper(strings.TrimSpace(name)), params: all[1:], value: value}
	if p.media() {
		r.skip(p)
		return p, false
	}
	if p.has("QUOTED-PRINTABLE") {
		for bytes.HasSuffix(p.value, []byte("=")) && r.at < len(r.lines) {
			p.value = append(p.value[:len(p.value)-1:len(p.value)-1], r.take()...)
		}
	}
	for r.folded() {
		more := r.take()
		if !r.keeps {
			more = more[1:]
		}
		p.value = append(p.value[:len(p.value):len(p.value)], more...)
	}
	return p, true
}

func (r *cardReader) take() []byte {
	line := bytes.TrimSuffix(r.lines[r.at], []byte("\r"))
	r.at++
	return line
}

func (r *cardReader) folded() bool {
	return r.at < len(r.lines) && len(r.lines[r.at]) > 0 && (r.lines[r.at][0] == ' ' || r.lines[r.at][0] == '\t')
}

// skip passes over a picture, wherever its lines end: by an empty line, or by the next property.
func (r *cardReader) skip(p property) {
	r.media++
	for r.folded() || p.has("BASE64") && r.at < len(r.lines) && !bytes.ContainsAny(r.lines[r.at], ":;") && len(bytes.TrimSpace(r.lines[r.at])) > 0 {
		r.at++
	}
}

func (p property) media() bool {
	return p.name == "PHOTO" || p.name == "LOGO" || p.name == "SOUND" || p.name == "KEY"
}

// has finds a parameter's value, with or without its name: 2.1 leaves names out.
func (p property) has(value string) bool {
	for _, param := range p.params {
		if _, v, named := strings.Cut(param, "="); named {
			param = v
		}
		if strings.EqualFold(strings.TrimSpace(param), value) {
			return true
		}
	}
	return false
}

// cutProperty parts a line at the first colon outside quotation marks.
func cutProperty(line []byte) (head string, value []byte, ok bool) {
	quoted := false
	for i, b := range line {
		switch {
		case b == '"':
			quoted = !quoted
		case b == ':' && !quoted:
			return string(line[:i]), line[i+1:], true
		}
	}
	return "", nil, false
}

// add writes a property as go-vcard reads it.
func (r *cardReader) add(c *card, p property, line int) {
	value, err := r.decoded(p)
	if err != nil && c.bad == "" {
		c.bad = fmt.Sprintf("Line %d, %s: %s", line, short(p.name), err)
	}
	if err != nil || p.name == "" {
		return
	}
	c.text.WriteString(strings.ToValidUTF8(p.name, ""))
	for _, param := range p.params {
		name, v, named := strings.Cut(param, "=")
		switch {
		case !named:
			name, v = "TYPE", param
		case strings.EqualFold(name, "ENCODING") || strings.EqualFold(name, "CHARSET"):
			continue
		}
		if !strings.EqualFold(v, "QUOTED-PRINTABLE") && v != "" {
			c.text.WriteString(";" + strings.ToValidUTF8(name+"="+v, ""))
		}
	}
	c.text.WriteString(":" + r.sealed(value) + "\r\n")
}

// semicolon stands for one that belongs to a text, where the others part its components; go-vcard does not tell them apart.
const semicolon = "\x00"

// sealed writes a value on one line, so that go-vcard's unescaping gives what it means. In 2.1 a backslash escapes a semicolon and nothing else.
func (r *cardReader) sealed(value string) string {
	value = strings.NewReplacer("\x00", "\uFFFD", "\r\n", "\n", "\r", "\n").Replace(value)
	var b strings.Builder
	for i := 0; i < len(value); i++ {
		next := byte(0)
		if value[i] == '\\' && i+1 < len(value) {
			next = value[i+1]
		}
		switch {
		case value[i] == '\n':
			b.WriteString(`\n`)
			continue
		case value[i] != '\\':
			b.WriteByte(value[i])
			continue
		case next == ';':
			b.WriteString(semicolon)
		case r.keeps, strings.IndexByte(`\,:nN`, next) < 0:
			b.WriteString(`\\`)
			continue
		case next == ':':
			b.WriteByte(':')
		case next == 'N':
			b.WriteString(`\n`)
		default:
			b.WriteString(value[i : i+2])
		}
		i++
	}
	return b.String()
}

// decoded is a value as text.
func (r *cardReader) decoded(p property) (string, error) {
	value := p.value
	if p.has("QUOTED-PRINTABLE") {
		plain, err := io.ReadAll(quotedprintable.NewReader(bytes.NewReader(value)))
		if err != nil {
			return "", fmt.Errorf("the text is not quoted-printable as it says. Export the card again.")
		}
		value = plain
	}
	for _, param := range p.params {
		if name, set, ok := strings.Cut(param, "="); ok && strings.EqualFold(name, "CHARSET") {
			return inCharset(value, strings.Trim(set, `" `))
		}
	}
	if utf8.Valid(value) {
		return string(value), nil
	}
	c := coding(r.plain)
	if c == nil {
		return "", fmt.Errorf("the text is not in UTF-8 and does not say what it is in. Choose the encoding of the file.")
	}
	text, err := c.NewDecoder().Bytes(value)
	return string(text), err
}

// inCharset reads bytes in the character set a property names, and refuses what is not in it.
func inCharset(value []byte, set string) (string, error) {
	e, err := htmlindex.Get(set)
	if err != nil {
		return "", fmt.Errorf("the character set %q is not known. Export the card as UTF-8.", short(set))
	}
	text, err := e.NewDecoder().Bytes(value)
	if err != nil || bytes.Contains(text, []byte("\uFFFD")) && !bytes.Contains(value, []byte("\uFFFD")) {
		return "", fmt.Errorf("the text is not in %s, as it says. Export the card again as UTF-8.", short(set))
	}
	return string(text), nil
}
