package files

import (
	"bytes"
	"encoding/base64"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
)

// readMail reads one message as far as it says something.
func readMail(one oneMail) mailRead {
	if len(one.raw) > maxMail {
		return badMail(one.line, "The message has %d MB; up to %d MB are read. Save its text alone.", len(one.raw)>>20, maxMail>>20)
	}
	if len(mailHead(one.raw)) > maxMailHead {
		return badMail(one.line, "The message has a header of more than %d kB, which no real one has.", maxMailHead>>10)
	}
	m, err := mail.ReadMessage(bytes.NewReader(one.raw))
	if err != nil {
		return badMail(one.line, "The message has no header that can be read. Save it again from the mail program.")
	}
	out := mailRead{line: one.line, subject: headLine(m.Header, "Subject")}
	if day, err := m.Header.Date(); err == nil {
		out.date = day.Format("2006-01-02")
	}
	out.from, out.reply = headAddress(m.Header, "From"), headAddress(m.Header, "Reply-To")
	w := mailWalk{}
	w.part(m.Header.Get, m.Body, 0)
	out.attached = w.attached
	switch {
	case w.bad != "":
		out.bad = w.bad
		return out
	case strings.TrimSpace(w.plain) != "":
		out.text = w.plain
	default:
		out.text = w.html
	}
	out.text = tidyText(out.text)
	out.fields = formLines(out.text)
	return out
}

// headLine is a header as one line of text. Of one that comes more than once the first counts.
func headLine(h mail.Header, name string) string {
	text, err := (&mime.WordDecoder{CharsetReader: charsetReader}).DecodeHeader(h.Get(name))
	if err != nil {
		text = h.Get(name)
	}
	return strings.Join(strings.Fields(tidyText(text)), " ")
}

// headAddress is the address in a header, without the name beside it; empty when it is none.
func headAddress(h mail.Header, name string) string {
	list, err := (&mail.AddressParser{WordDecoder: &mime.WordDecoder{CharsetReader: charsetReader}}).ParseList(h.Get(name))
	if err != nil || len(list) == 0 {
		return ""
	}
	return tidyText(list[0].Address)
}

// mailWalk goes over the parts of a message: the first plain text and the first HTML count, all else is an attachment.
type mailWalk struct {
	plain, html     string
	parts, attached int
	bad             string
}

func (w *mailWalk) part(get func(string) string, body io.Reader, depth int) {
	if w.parts++; w.parts > maxMailParts || depth > maxMailDepth {
		w.bad = "The message is nested or divided as no real one is; it was left out."
		return
	}
	kind, params, err := mime.ParseMediaType(get("Content-Type"))
	if err != nil {
		kind = "text/plain"
	}
	if disposition, named, _ := mime.ParseMediaType(get("Content-Disposition")); disposition == "attachment" || named["filename"] != "" || params["name"] != "" {
		w.attached++
		return
	}
	switch {
	case strings.HasPrefix(kind, "multipart/"):
		w.inside(multipart.NewReader(body, params["boundary"]), depth)
	case kind == "text/plain" && w.plain == "":
		w.plain = w.text(get("Content-Transfer-Encoding"), params["charset"], body)
	case kind == "text/html" && w.html == "":
		w.html = htmlText(w.text(get("Content-Transfer-Encoding"), params["charset"], body))
	default:
		w.attached++
	}
}

func (w *mailWalk) inside(r *multipart.Reader, depth int) {
	for w.bad == "" {
		p, err := r.NextRawPart()
		if err != nil {
			return // its end, or cut off: what was read counts
		}
		w.part(p.Header.Get, p, depth+1)
	}
}

// text decodes a part, up to the limit.
func (w *mailWalk) text(coding, charset string, body io.Reader) string {
	switch strings.ToLower(strings.TrimSpace(coding)) {
	case "base64":
		body = base64.NewDecoder(base64.StdEncoding, body)
	case "quoted-printable":
		body = quotedprintable.NewReader(body)
	}
	raw, err := io.ReadAll(io.LimitReader(body, maxMailText+1))
	if len(raw) > maxMailText {
		raw = append(bytes.ToValidUTF8(raw[:maxMailText-8], nil), "\n[…]"...)
	}
	if err != nil && len(raw) == 0 && !errors.Is(err, io.EOF) {
		return ""
	}
	if charset != "" {
		if r, err := charsetReader(charset, bytes.NewReader(raw)); err == nil {
			if decoded, err := io.ReadAll(r); err == nil {
				return string(decoded)
			}
		}
	}
	if utf8.Valid(raw) {
		return string(raw)
	}
	decoded, _ := charmap.Windows1252.NewDecoder().Bytes(raw)
	return string(decoded)
}

// charsetReader reads the encodings that web pages may have, which are those of mails.
func charsetReader(charset string, in io.Reader) (io.Reader, error) {
	e, err := htmlindex.Get(charset)
	if err != nil {
		return nil, err
	}
	return e.NewDecoder().Reader(in), nil
}

// htmlText is what a page says, a line for each of its blocks. Cells of a row are one line: "name: value".
func htmlText(page string) string {
	var out strings.Builder
	z := html.NewTokenizer(strings.NewReader(page))
	hidden := 0
	for {
		switch z.Next() {
		case html.ErrorToken:
			return out.String()
		case html.TextToken:
			if hidden == 0 {
				out.WriteString(spaced.ReplaceAllString(string(z.Text()), " "))
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			name, _ := z.TagName()
			hidden = max(0, hidden+opens(string(name)))
			if string(name) == "br" || string(name) == "hr" {
				out.WriteByte('\n')
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			hidden = max(0, hidden-opens(string(name)))
			switch string(name) {
			case "p", "div", "tr", "li", "h1", "h2", "h3", "h4", "table", "dd":
				out.WriteByte('\n')
			case "td", "th", "dt", "b", "strong", "label":
				out.WriteString(cellGap(out.String()))
			}
		}
	}
}

var spaced = regexp.MustCompile(`\s+`)

// opens tells the elements whose text is not shown.
func opens(name string) int {
	if name == "script" || name == "style" || name == "title" {
		return 1
	}
	return 0
}

// cellGap is what stands behind a cell: a colon where it names the next one.
func cellGap(before string) string {
	line := before[strings.LastIndexByte(before, '\n')+1:]
	switch {
	case strings.TrimSpace(line) == "":
		return ""
	case strings.Contains(line, ":"):
		return " "
	}
	return ": "
}

// tidyText leaves out what can't be seen, and makes every line end LF.
func tidyText(s string) string {
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n", "\uFFFD", "?").Replace(strings.ToValidUTF8(s, "?"))
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if r != '\n' && r != '\t' && (unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == 0xFFFE || r == 0xFFFF) {
			return -1
		}
		return r
	}, s))
}

// formLines reads a text as a form: lines of "name: value" or "name=value", of which a value goes on until the next. A name that came before is
// part of a value. Fewer than two such lines are no form.
func formLines(text string) (out [][2]string) {
	seen := map[string]bool{}
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n \t")
		name, value, ok := formLine(line)
		if ok && !seen[strings.ToLower(name)] && len(out) < maxFormField {
			seen[strings.ToLower(name)] = true
			out = append(out, [2]string{name, value})
		} else if n := len(out); n > 0 {
			out[n-1][1] += "\n" + line
		}
	}
	if len(out) < 2 {
		return nil
	}
	for i := range out {
		out[i][1] = strings.TrimSpace(out[i][1])
	}
	return out
}

// formLine cuts a line where its name ends: at most five words without any mark.
func formLine(line string) (name, value string, ok bool) {
	at := strings.IndexAny(line, ":=")
	if at < 1 || at > 60 || strings.HasPrefix(line[at:], "://") {
		return "", "", false
	}
	name = strings.Trim(strings.TrimSpace(line[:at]), "*_>•- ")
	if name == "" || len(strings.Fields(name)) > 5 {
		return "", "", false
	}
	for _, r := range name {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune(" _-/()?'’", r) {
			return "", "", false
		}
	}
	return name, strings.Trim(strings.TrimSpace(line[at+1:]), "*"), true
}
