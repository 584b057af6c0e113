package files

import (
	"bufio"
	"bytes"
	"io"
	"strconv"
	"unicode/utf8"
)

const (
	errDoctype  = sentinel("doctype")
	errEncoding = sentinel("encoding")
	errToken    = sentinel("token too long")
	errMarkup   = sentinel("markup")
)

// maxToken is the longest tag or text that is read, in bytes.
const maxToken = 4 << 20

// xmlReader goes over the tags of a workbook's part. It knows just the XML that
// spreadsheets write and refuses document types, so there are no entities to
// expand; ten times the speed of a general parser.
type xmlReader struct {
	r     *bufio.Reader
	name  []byte // of the tag, without its prefix
	attrs []byte // of an opening tag
	text  []byte // before the tag, still escaped
	tag   []byte // whole, when it did not fit the buffer
	open  bool   // an opening tag; an empty one is followed by its closing one
	empty bool   // the closing tag is still to be told
	depth int
	err   error // why next stopped; io.EOF is the regular end
}

func newXMLReader(r io.Reader) *xmlReader {
	x := &xmlReader{r: bufio.NewReaderSize(r, 1<<16)}
	if mark, _ := x.r.Peek(3); bytes.HasPrefix(mark, []byte("\xFF\xFE")) || bytes.HasPrefix(mark, []byte("\xFE\xFF")) {
		x.err = errEncoding
	} else if string(mark) == "\xEF\xBB\xBF" {
		x.r.Discard(3)
	}
	return x
}

// next moves to the next tag.
func (x *xmlReader) next() bool {
	if x.err != nil {
		return false
	}
	if x.empty {
		x.empty, x.open, x.text = false, false, x.text[:0]
		x.depth--
		return true
	}
	x.text = x.text[:0]
	for {
		if x.text, x.err = x.until('<', x.text); x.err != nil {
			return false
		}
		tag, special := x.readTag()
		if x.err != nil {
			return false
		}
		if !special {
			return x.take(tag)
		}
	}
}

// readTag reads up to the closing bracket. Comments, CDATA and instructions are
// dealt with here and reported as special.
func (x *xmlReader) readTag() (tag []byte, special bool) {
	if first, _ := x.r.Peek(1); len(first) == 1 && (first[0] == '!' || first[0] == '?') {
		x.readSpecial()
		return nil, true
	}
	tag, x.err = x.r.ReadSlice('>')
	if x.err == nil && tag[0] == '/' { // has no attributes
		return tag[:len(tag)-1], false
	}
	if inside := openQuote(0, tag); x.err != nil || inside != 0 {
		tag = x.longTag(tag, inside)
	}
	if x.err != nil {
		return nil, false
	}
	return tag[:len(tag)-1], false
}

// readSpecial reads what begins with <! or <?. Of these only CDATA says something.
func (x *xmlReader) readSpecial() {
	head, _ := x.r.Peek(8)
	switch {
	case bytes.HasPrefix(head, []byte("!--")):
		_, x.err = x.through("-->")
	case bytes.HasPrefix(head, []byte("![CDATA[")):
		var raw []byte
		raw, x.err = x.through("]]>")
		raw = bytes.TrimSuffix(bytes.TrimPrefix(raw, []byte("![CDATA[")), []byte("]]>"))
		x.text = append(x.text, bytes.ReplaceAll(raw, []byte("&"), []byte("&amp;"))...)
	case bytes.HasPrefix(head, []byte("?")):
		_, x.err = x.through("?>")
	default:
		x.err = errDoctype
	}
}

// longTag completes a tag that is longer than the buffer or has the bracket
// inside an attribute.
func (x *xmlReader) longTag(start []byte, inside byte) []byte {
	x.tag = append(x.tag[:0], start...)
	for x.err == nil && inside != 0 || x.err == bufio.ErrBufferFull {
		var more []byte
		more, x.err = x.r.ReadSlice('>')
		inside = openQuote(inside, more)
		if x.tag = append(x.tag, more...); len(x.tag) > maxToken {
			x.err = errToken
		}
	}
	x.err = noEOF(x.err)
	return x.tag
}

// openQuote is the quotation mark that is open after a piece of a tag, or 0;
// inside is the one that was open before it.
func openQuote(inside byte, tag []byte) byte {
	if inside == 0 && bytes.IndexByte(tag, '\'') < 0 && bytes.Count(tag, []byte{'"'})%2 == 0 {
		return 0
	}
	for _, b := range tag {
		switch {
		case inside == 0 && (b == '"' || b == '\''):
			inside = b
		case b == inside:
			inside = 0
		}
	}
	return inside
}

// take makes a tag the current one.
func (x *xmlReader) take(tag []byte) bool {
	if x.open = len(tag) == 0 || tag[0] != '/'; x.open {
		if n := len(tag); n > 0 && tag[n-1] == '/' {
			tag, x.empty = tag[:n-1], true
		}
		x.depth++
	} else {
		tag = tag[1:]
		x.depth--
	}
	x.name, x.attrs = tag, nil
	for i, b := range tag {
		if b <= ' ' {
			x.name, x.attrs = tag[:i], tag[i:]
			break
		}
	}
	if i := bytes.IndexByte(x.name, ':'); i >= 0 {
		x.name = x.name[i+1:]
	}
	if x.depth < 0 || len(x.name) == 0 {
		x.err = errMarkup
	}
	return x.err == nil
}

// until appends to into what comes before a byte, which is read as well.
func (x *xmlReader) until(end byte, into []byte) ([]byte, error) {
	for {
		part, err := x.r.ReadSlice(end)
		if err == nil {
			return append(into, part[:len(part)-1]...), nil
		}
		into = append(into, part...)
		if err != bufio.ErrBufferFull {
			return into, err
		}
		if len(into) > maxToken {
			return into, errToken
		}
	}
}

// through reads up to and with a closing mark.
func (x *xmlReader) through(end string) ([]byte, error) {
	var all []byte
	for {
		var err error
		if all, err = x.until('>', all); err != nil {
			return nil, noEOF(err)
		}
		if all = append(all, '>'); bytes.HasSuffix(all, []byte(end)) {
			return all, nil
		}
		if len(all) > maxToken {
			return nil, errToken
		}
	}
}

// noEOF makes an end in the middle of markup an error of its own.
func noEOF(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}

// skip passes over the rest of the element that was just opened.
func (x *xmlReader) skip() {
	for at := x.depth; x.next() && x.depth >= at; {
	}
}

// attr is the value of an attribute of the current tag, "" when it has none.
func (x *xmlReader) attr(name string) string {
	for a := x.attrs; ; {
		key, value, rest := cutAttr(a)
		if key == nil {
			return ""
		}
		if string(key) == name {
			return unescape(value)
		}
		a = rest
	}
}

// cutAttr takes the first attribute off; its key is without prefix, its value
// still escaped. A nil key is the end.
func cutAttr(a []byte) (key, value, rest []byte) {
	eq := bytes.IndexByte(a, '=')
	if eq < 0 {
		return nil, nil, nil
	}
	key = bytes.TrimSpace(a[:eq])
	if i := bytes.IndexByte(key, ':'); i >= 0 {
		key = key[i+1:]
	}
	for a = a[eq+1:]; len(a) > 0 && a[0] <= ' '; a = a[1:] {
	}
	if len(a) < 2 || len(key) == 0 {
		return nil, nil, nil
	}
	end := bytes.IndexByte(a[1:], a[0])
	if end < 0 {
		return nil, nil, nil
	}
	return key, a[1 : 1+end], a[2+end:]
}

// unescape gives the text behind XML's escapes.
func unescape(b []byte) string {
	if bytes.IndexByte(b, '&') < 0 {
		return string(b)
	}
	return string(appendText(nil, b))
}

// appendText appends the text behind XML's escapes. What is no character becomes
// U+FFFD, which a row reports.
func appendText(out, b []byte) []byte {
	for {
		i := bytes.IndexByte(b, '&')
		if i < 0 {
			return append(out, b...)
		}
		out, b = append(out, b[:i]...), b[i+1:]
		end := bytes.IndexByte(b[:min(len(b), 12)], ';')
		if end < 0 {
			out = append(out, "\uFFFD"...)
			continue
		}
		out, b = utf8.AppendRune(out, entity(string(b[:end]))), b[end+1:]
	}
}

// entity is the character of one escape, without & and ;.
func entity(name string) rune {
	switch name {
	case "amp":
		return '&'
	case "lt":
		return '<'
	case "gt":
		return '>'
	case "quot":
		return '"'
	case "apos":
		return '\''
	}
	if len(name) > 1 && name[0] == '#' {
		digits, base := name[1:], 10
		if digits[0] == 'x' || digits[0] == 'X' {
			digits, base = digits[1:], 16
		}
		if n, err := strconv.ParseUint(digits, base, 31); err == nil && n > 0 && utf8.ValidRune(rune(n)) {
			return rune(n)
		}
	}
	return utf8.RuneError
}
