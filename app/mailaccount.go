package app

import (
	"context"
	"fmt"
	"net/mail"
	"slices"
	"strings"
	"sync"
	"unicode"
)

// MailSettings are how the firm's e-mail leaves.
type MailSettings struct {
	Way       string      `json:"way,omitempty"` // of MailWays
	Host      string      `json:"host,omitempty"`
	Port      int         `json:"port,omitempty"` // 0: 465 with TLS, 587 with STARTTLS
	Secure    string      `json:"secure,omitempty"`
	User      string      `json:"user,omitempty"`  // empty: the server asks for none
	Login     string      `json:"login,omitempty"` // of MailLogins
	From      string      `json:"from,omitempty"`  // empty: the firm's e-mail address
	FromName  string      `json:"from_name,omitempty"`
	ReplyTo   string      `json:"reply_to,omitempty"`
	PerMinute int         `json:"per_minute,omitempty"` // 0: as fast as the server takes them
	Rules     []StageRule `json:"rules,omitempty"`      // what partners are told of the stages of their referrals
}

// MailWays are how messages leave: through the firm's server, or as drafts that the mail program sends.
func MailWays() []string { return []string{"drafts", "server"} }

// MailSecure are the ways a connection is encrypted: from its first byte, or after STARTTLS. There is no other.
func MailSecure() []string { return []string{"STARTTLS", "TLS"} }

// MailLogins are the ways to log in; auto takes the best that the server offers.
func MailLogins() []string { return []string{"auto", "PLAIN", "LOGIN", "XOAUTH2"} }

// Served tells whether messages go through the firm's server.
func (m MailSettings) Served() bool { return m.Way == "server" }

// Address is host and port.
func (m MailSettings) Address() string { return fmt.Sprintf("%s:%d", m.Host, m.port()) }

func (m MailSettings) port() int {
	switch {
	case m.Port != 0:
		return m.Port
	case m.Secure == "TLS":
		return 465
	}
	return 587
}

func (m *MailSettings) check() error {
	m.Host, m.User, m.From, m.ReplyTo, m.FromName = strings.TrimSpace(m.Host), strings.TrimSpace(m.User), strings.TrimSpace(m.From), strings.TrimSpace(m.ReplyTo), strings.TrimSpace(m.FromName)
	for field, text := range map[string]string{"mail user": m.User, "mail name": m.FromName, "mail server": m.Host} {
		if strings.IndexFunc(text, unicode.IsControl) >= 0 || len(text) > 250 {
			return Bad(field, "This is one line.", "Type it again.")
		}
	}
	for _, one := range []struct {
		field, value string
		list         []string
	}{{"mail way", m.Way, MailWays()}, {"mail security", m.Secure, MailSecure()}, {"mail login", m.Login, MailLogins()}} {
		if one.value != "" && !slices.Contains(one.list, one.value) {
			return Bad(one.field, fmt.Sprintf("%q is not known here.", one.value), "Choose "+orList(one.list)+".")
		}
	}
	for field, text := range map[string]string{"mail from": m.From, "reply to": m.ReplyTo} {
		if a, err := mail.ParseAddress(text); text != "" && (err != nil || a.Address != text || strings.IndexFunc(text, unicode.IsControl) >= 0) {
			return Bad(field, fmt.Sprintf("%q is not an e-mail address.", text), "Write it like name@firm.example.")
		}
	}
	switch {
	case m.Served() && m.Host == "":
		return Bad("mail server", "Mail is to go through a server, and none is given.", "Enter its name, such as smtp.firm.example.")
	case strings.ContainsAny(m.Host, " /@:"):
		return Bad("mail server", fmt.Sprintf("%q is not the name of a server.", m.Host), "Enter the name alone; the port has a field of its own.")
	case m.Port < 0 || m.Port > 65535:
		return Bad("mail port", fmt.Sprintf("%d is not a port.", m.Port), "Usual are 465 for TLS and 587 for STARTTLS.")
	case m.PerMinute < 0 || m.PerMinute > 600:
		return Bad("per minute", fmt.Sprintf("%d messages a minute can't be kept to.", m.PerMinute), "Choose from 1 to 600, or 0 for as fast as the server takes them.")
	}
	return checkRules(m.Rules)
}

// MailAccount is where to send and as whom, with the password.
type MailAccount struct {
	Host     string
	Port     int
	TLS      bool // from the first byte; else STARTTLS, which the server must offer
	User     string
	Password string
	Login    string // of MailLogins
}

// Vault keeps secrets outside the data file: the system's keychain.
type Vault interface {
	Secret(name string) (string, error) // none: "" without an error
	PutSecret(name, secret string) error
	DropSecret(name string) error
}

// Mailer carries messages to a mail server, encrypted or not at all.
type Mailer interface {
	// Dial connects and logs in. Its problems carry a code of the Code… constants.
	Dial(context.Context, MailAccount) (MailLine, error)
}

// MailLine is a connection over which messages are sent one after the other.
type MailLine interface {
	Send(ctx context.Context, from, to string, message []byte) Delivered
	Close() error
}

// Codes of problems with mail, by which faces know what to ask for.
const (
	CodeMailOffline = "E-MAIL-OFFLINE" // no connection
	CodeMailPlain   = "E-MAIL-PLAIN"   // the server offers no encryption
	CodeMailCert    = "E-MAIL-CERT"    // its certificate is not good
	CodeMailLogin   = "E-MAIL-LOGIN"   // user or password refused, or no password
	CodeNoKeychain  = "E-NO-KEYCHAIN"
)

// postbox is what a firm knows of mail while the program runs.
type postbox struct {
	mu       sync.Mutex
	password string // for this session only, where there is no keychain
	busy     bool   // a run is under way
}

// secretName is under which the password of an account is kept.
func (m MailSettings) secretName() string { return m.User + "@" + m.Host }

// KeepPassword keeps the mail password in the system's keychain. Where there is none it is kept until the program closes, and said says
// so; it is never written into the file.
func (u Messages) KeepPassword(ctx context.Context, password string) (said string, err error) {
	s, err := u.f.Setup.Settings(ctx)
	if err != nil {
		return "", err
	}
	if s.Mail.User == "" {
		return "", No("The mail server is used without a user, so there is no password.", "Enter the user first.")
	}
	if password == "" || strings.ContainsAny(password, "\r\n\x00") {
		return "", Bad("password", "This is not a password.", "Type it again.")
	}
	u.f.post.mu.Lock()
	u.f.post.password = password
	u.f.post.mu.Unlock()
	if u.f.deps.Vault == nil {
		return "There is no keychain here: the password is kept until Rapport closes.", nil
	}
	if err := u.f.deps.Vault.PutSecret(s.Mail.secretName(), password); err != nil {
		return "The keychain did not take the password, so it is kept until Rapport closes and nowhere else. " + AsProblem(err).Say, nil
	}
	return "The password is in the keychain of this computer.", nil
}

// ForgetPassword removes the mail password from the keychain and from memory.
func (u Messages) ForgetPassword(ctx context.Context) error {
	s, err := u.f.Setup.Settings(ctx)
	if err != nil {
		return err
	}
	u.f.post.mu.Lock()
	u.f.post.password = ""
	u.f.post.mu.Unlock()
	if u.f.deps.Vault == nil {
		return nil
	}
	return u.f.deps.Vault.DropSecret(s.Mail.secretName())
}

// account is where mail goes, with the password from memory or the keychain.
func (u Messages) account(s Settings) (MailAccount, error) {
	m := s.Mail
	a := MailAccount{Host: m.Host, Port: m.port(), TLS: m.Secure == "TLS", User: m.User, Login: orElse(m.Login, "auto")}
	if !m.Served() || m.Host == "" {
		return a, No("Mail does not go through a server.", "Set the server up in Settings, or write the messages as drafts for your mail program.")
	}
	if s.mailFrom() == "" {
		return a, No("The firm has no e-mail address to send from.", "Enter it in Settings.")
	}
	if m.User == "" {
		return a, nil
	}
	u.f.post.mu.Lock()
	a.Password = u.f.post.password
	u.f.post.mu.Unlock()
	var err error
	if a.Password == "" && u.f.deps.Vault != nil {
		a.Password, err = u.f.deps.Vault.Secret(m.secretName())
	}
	if a.Password == "" {
		p := &Problem{Kind: Refused, Code: CodeMailLogin, Field: "password", Say: "The password of the mail server is not known.", Try: "Enter it; messages wait in the queue.", Cause: err}
		if err != nil {
			p.Say += " " + AsProblem(err).Say
		}
		return a, p
	}
	return a, nil
}

// mailFrom is the address mail is sent from.
func (s Settings) mailFrom() string { return orElse(s.Mail.From, s.Email) }
