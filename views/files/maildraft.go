package files

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"net/mail"
	"net/url"
	"strings"
	"time"
	"unicode"

	gomail "github.com/wneessen/go-mail"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer/html"
	"golang.org/x/net/idna"

	"rapport/app/report"
)

// MailDraft is an e-mail before it is sent: what its .eml file says.
type MailDraft struct {
	Sent        bool   // it goes to a server and not to a mail program: without the mark of a draft
	ReplyTo     string // address
	HTML        string // a whole page; empty: made of the body
	Unsubscribe string // a link for the head
	ID          string // the message's id; empty: made of the key
	Files       []MailFile
	From        string // address; empty: the mail program fills its own in
	FromName    string
	To          string // address; empty: to be filled in
	ToName      string
	Subject     string
	Body        string // Markdown
	Language    string // BCP 47
	Key         []byte // makes the message's id; the same for the same letter
	Date        time.Time
}

// MailFile is a file that goes with an e-mail. One that the HTML names as cid:NAME is shown in it.
type MailFile struct {
	Name  string
	Bytes []byte
}

// WriteMailDraft is the draft as a message that mail programs open for sending: text and HTML side by side, and X-Unsent, by which some of
// them know that it is a draft. Line breaks in a header are refused.
func WriteMailDraft(d MailDraft) ([]byte, error) {
	if err := d.headers(); err != nil {
		return nil, err
	}
	m := gomail.NewMsg(gomail.WithNoDefaultUserAgent())
	if err := addressed(m, d); err != nil {
		return nil, err
	}
	m.Subject(d.Subject)
	m.SetDateWithValue(d.Date)
	if !d.Sent {
		m.SetGenHeader("X-Unsent", "1")
	}
	if d.Unsubscribe != "" {
		link, err := asciiLink(d.Unsubscribe)
		if err != nil {
			return nil, &Refusal{Say: fmt.Sprintf("%q is no link to unsubscribe at.", d.Unsubscribe), Try: "Correct the firm's address in Settings."}
		}
		m.SetGenHeader(gomail.HeaderListUnsubscribe, "<"+link+">")
	}
	if d.ID == "" {
		d.ID = hex.EncodeToString(d.Key) + "@rapport.invalid"
	}
	id, err := asciiDomain(d.ID)
	if err != nil {
		return nil, &Refusal{Say: fmt.Sprintf("%q can't be the id of a message: %v.", d.ID, err), Try: "Correct the firm's address in Settings."}
	}
	m.SetMessageIDWithValue(id)
	if d.Language != "" {
		m.SetGenHeader("Content-Language", d.Language)
	}
	page, err := d.HTML, error(nil)
	if page == "" {
		if page, err = MailHTML(d.Body, d.Language); err != nil {
			return nil, err
		}
	}
	if len(d.Files) == 0 { // with files there are several boundaries, which must differ
		m.SetBoundary("rapport-" + hex.EncodeToString(d.Key))
	}
	m.SetBodyString(gomail.TypeTextPlain, report.ProseText(report.Prose(d.Body))+"\n")
	m.AddAlternativeString(gomail.TypeTextHTML, page)
	for _, f := range d.Files {
		add := m.AttachReadSeeker
		opts := []gomail.FileOption{gomail.WithFileName(f.Name)}
		if strings.Contains(page, "cid:"+f.Name) {
			add, opts = m.EmbedReadSeeker, append(opts, gomail.WithFileContentID("<"+f.Name+">"))
		}
		add(f.Name, bytes.NewReader(f.Bytes), opts...)
	}
	var out bytes.Buffer
	_, err = m.WriteTo(&out)
	return out.Bytes(), err
}

// headers refuses what would break out of a line of the head.
func (d MailDraft) headers() error {
	texts := map[string]string{"subject": d.Subject, "sender": d.From + d.FromName + d.ReplyTo, "recipient": d.To + d.ToName, "head": d.ID + d.Unsubscribe + d.Language}
	for _, f := range d.Files {
		texts["file name"] += f.Name
	}
	for what, text := range texts {
		if strings.IndexFunc(text, unicode.IsControl) >= 0 {
			return &Refusal{Say: fmt.Sprintf("The %s holds a line break.", what), Try: "Write it on one line."}
		}
	}
	return nil
}

func addressed(m *gomail.Msg, d MailDraft) error {
	for _, one := range []struct {
		what, name, address string
		set                 func(name, address string) error
	}{{"sender", d.FromName, d.From, m.FromFormat}, {"recipient", d.ToName, d.To, m.AddToFormat}, {"reply", "", d.ReplyTo, m.ReplyToFormat}} {
		if one.address == "" {
			continue
		}
		if _, err := mail.ParseAddress(one.address); err != nil {
			return &Refusal{Say: fmt.Sprintf("%q is not an e-mail address for the %s.", one.address, one.what), Try: "Correct it at the partner or in Settings."}
		}
		address, err := asciiDomain(one.address)
		if err == nil {
			err = one.set(one.name, address)
		}
		if err != nil {
			return &Refusal{Say: fmt.Sprintf("%q can't be used as the %s: %v.", one.address, one.what, err), Try: "Correct it at the partner or in Settings."}
		}
	}
	return nil
}

// asciiDomain writes the domain of an address as mail servers know it.
func asciiDomain(address string) (string, error) {
	at := strings.LastIndexByte(address, '@') + 1
	domain, err := idna.Lookup.ToASCII(address[at:])
	return address[:at] + domain, err
}

// asciiLink writes a link for the head of a message, where only ASCII is known.
func asciiLink(link string) (string, error) {
	if rest, ok := strings.CutPrefix(link, "mailto:"); ok {
		address, query, _ := strings.Cut(rest, "?")
		address, err := asciiDomain(address)
		return "mailto:" + address + "?" + query, err
	}
	u, err := url.Parse(link)
	if err != nil {
		return "", err
	}
	return u.String(), nil
}

// MailHTML is Markdown as the HTML of an e-mail. HTML in it is left out, and links lead to the web or to mail alone.
func MailHTML(markdown, language string) (string, error) {
	var body bytes.Buffer
	write := goldmark.New(goldmark.WithExtensions(extension.Table), goldmark.WithRendererOptions(html.WithHardWraps(), html.WithXHTML()))
	if err := write.Convert([]byte(markdown), &body); err != nil {
		return "", err
	}
	lang := ""
	if language != "" && strings.IndexFunc(language, func(r rune) bool { return r != '-' && (r < '0' || r > 'z') }) < 0 {
		lang = ` lang="` + language + `"`
	}
	return "<!DOCTYPE html>\n<html" + lang + "><head><meta charset=\"utf-8\"></head>\n" +
		`<body style="font-family: 'Segoe UI', Helvetica, Arial, sans-serif; font-size: 15px; line-height: 1.5; color: #1c2430; max-width: 640px">` + "\n" +
		body.String() + "</body></html>\n", nil
}
