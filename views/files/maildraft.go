package files

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"net/mail"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer/html"

	"rapport/app/report"
)

// MailDraft is an e-mail before it is sent: what its .eml file says.
type MailDraft struct {
	From     string // address; empty: the mail program fills its own in
	FromName string
	To       string // address; empty: to be filled in
	ToName   string
	Subject  string
	Body     string // Markdown
	Language string // BCP 47
	Key      []byte // makes the message's id; the same for the same letter
	Date     time.Time
}

// WriteMailDraft is the draft as a message that mail programs open for sending: text and HTML side by side, and X-Unsent, by which some of
// them know that it is a draft. Line breaks in a header are refused.
func WriteMailDraft(d MailDraft) ([]byte, error) {
	for what, text := range map[string]string{"subject": d.Subject, "sender": d.From + d.FromName, "recipient": d.To + d.ToName} {
		if strings.ContainsAny(text, "\r\n\x00") {
			return nil, &Refusal{Say: fmt.Sprintf("The %s holds a line break.", what), Try: "Write it on one line."}
		}
	}
	m := gomail.NewMsg(gomail.WithNoDefaultUserAgent())
	if err := addressed(m, d); err != nil {
		return nil, err
	}
	m.Subject(d.Subject)
	m.SetDateWithValue(d.Date)
	m.SetGenHeader("X-Unsent", "1")
	m.SetMessageIDWithValue(hex.EncodeToString(d.Key) + "@rapport.invalid")
	if d.Language != "" {
		m.SetGenHeader("Content-Language", d.Language)
	}
	page, err := MailHTML(d.Body, d.Language)
	if err != nil {
		return nil, err
	}
	m.SetBoundary("rapport-" + hex.EncodeToString(d.Key))
	m.SetBodyString(gomail.TypeTextPlain, report.ProseText(report.Prose(d.Body))+"\n")
	m.AddAlternativeString(gomail.TypeTextHTML, page)
	var out bytes.Buffer
	_, err = m.WriteTo(&out)
	return out.Bytes(), err
}

func addressed(m *gomail.Msg, d MailDraft) error {
	for _, one := range []struct {
		what, name, address string
		set                 func(name, address string) error
	}{{"sender", d.FromName, d.From, m.FromFormat}, {"recipient", d.ToName, d.To, m.AddToFormat}} {
		if one.address == "" {
			continue
		}
		if _, err := mail.ParseAddress(one.address); err != nil {
			return &Refusal{Say: fmt.Sprintf("%q is not an e-mail address for the %s.", one.address, one.what), Try: "Correct it at the partner or in Settings."}
		}
		if err := one.set(one.name, one.address); err != nil {
			return &Refusal{Say: fmt.Sprintf("%q can't be used as the %s: %v.", one.address, one.what, err), Try: "Correct it at the partner or in Settings."}
		}
	}
	return nil
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
