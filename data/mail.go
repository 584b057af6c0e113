package data

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/textproto"
	"strconv"
	"strings"
	"time"

	"github.com/wneessen/go-mail/smtp"
	"golang.org/x/net/idna"

	"rapport/app"
)

// Mailer carries messages to a mail server by SMTP: encrypted, with the server's certificate verified, or not at all.
type Mailer struct {
	Roots *x509.CertPool // who may vouch for a server; nil: those the system trusts
	Step  time.Duration  // the longest wait for an answer; 0: 30 seconds
}

func (m Mailer) step() time.Duration {
	if m.Step == 0 {
		return 30 * time.Second
	}
	return m.Step
}

// Dial connects, encrypts and logs in.
func (m Mailer) Dial(ctx context.Context, a app.MailAccount) (app.MailLine, error) {
	ctx, cancel := context.WithTimeout(ctx, m.step())
	defer cancel()
	config := &tls.Config{ServerName: a.Host, RootCAs: m.Roots, MinVersion: tls.VersionTLS12}
	address := net.JoinHostPort(a.Host, strconv.Itoa(a.Port))
	plain, err := (&net.Dialer{}).DialContext(ctx, "tcp", address)
	if err != nil {
		return nil, offline(a, err)
	}
	if err := plain.SetDeadline(time.Now().Add(m.step())); err != nil {
		return nil, errors.Join(offline(a, err), plain.Close())
	}
	conn := plain
	if a.TLS {
		secured := tls.Client(plain, config)
		if err := secured.HandshakeContext(ctx); err != nil {
			_ = plain.Close() // the handshake failed, which is what is told
			return nil, notSecure(a, err)
		}
		conn = secured
	}
	client, err := smtp.NewClient(conn, a.Host) // which closes conn when it fails
	if err != nil {
		return nil, offline(a, err)
	}
	line := &mailLine{client: client, wait: m.step(), host: a.Host}
	if err := line.enter(a, config); err != nil {
		_ = client.Close() // what failed before is told
		return nil, err
	}
	return line, nil
}

// ownName is how the program greets: an address that says nothing of the machine.
const ownName = "[127.0.0.1]"

// enter greets, encrypts and logs in. Nothing is said about the user before the line is encrypted.
func (l *mailLine) enter(a app.MailAccount, config *tls.Config) error {
	if err := l.client.Hello(ownName); err != nil {
		return offline(a, err)
	}
	if !a.TLS {
		if ok, _ := l.client.Extension("STARTTLS"); !ok {
			return &app.Problem{Kind: app.Refused, Code: app.CodeMailPlain, Say: "The server " + a.Host + " offers no encryption, so nothing was sent.",
				Try: "Try port 465 with TLS, or ask who runs the server; mail is never sent without encryption."}
		}
		if err := l.client.StartTLS(config); err != nil {
			return notSecure(a, err)
		}
	}
	if _, err := l.client.GetTLSConnectionState(); err != nil {
		return notSecure(a, err)
	}
	if a.User == "" {
		return nil
	}
	auth, err := l.login(a)
	if err != nil {
		return err
	}
	if err := l.fresh(); err != nil {
		return offline(a, err)
	}
	if err := l.client.Auth(auth); err != nil {
		return notLoggedIn(a, err)
	}
	return nil
}

// login is the way to log in that was chosen, or the best of those offered.
func (l *mailLine) login(a app.MailAccount) (smtp.Auth, error) {
	_, offered := l.client.Extension("AUTH")
	ways := map[string]smtp.Auth{
		"SCRAM-SHA-256": smtp.ScramSHA256Auth(a.User, a.Password), "PLAIN": smtp.PlainAuth("", a.User, a.Password, a.Host, false),
		"LOGIN": smtp.LoginAuth(a.User, a.Password, a.Host, false), "XOAUTH2": smtp.XOAuth2Auth(a.User, a.Password),
	}
	for _, way := range []string{"SCRAM-SHA-256", "PLAIN", "LOGIN", "XOAUTH2"} {
		chosen := a.Login == way || a.Login == "auto" && way != "XOAUTH2"
		for _, has := range strings.Fields(offered) {
			if chosen && strings.EqualFold(has, way) {
				return ways[way], nil
			}
		}
	}
	return nil, &app.Problem{Kind: app.Refused, Code: app.CodeMailLogin, Field: "mail login", Say: fmt.Sprintf("The server %s offers %s to log in, and not what is set here (%s).", a.Host, orNothing(offered), a.Login),
		Try: "Choose another way to log in, in Settings."}
}

func orNothing(offered string) string {
	if offered == "" {
		return "no way"
	}
	return strings.ReplaceAll(offered, " ", ", ")
}

// mailLine is one connection.
type mailLine struct {
	client *smtp.Client
	wait   time.Duration
	host   string
	begun  bool // something was sent over it
}

// fresh gives the next step its whole time.
func (l *mailLine) fresh() error { return l.client.UpdateDeadline(l.wait) }

// Send hands one message over.
func (l *mailLine) Send(_ context.Context, from, to string, message []byte) app.Delivered {
	from, to, err := l.addresses(from, to)
	if err != nil {
		return app.Delivered{Fate: app.MailRefused, Said: err.Error()}
	}
	steps := []func() error{
		func() error {
			if !l.begun {
				l.begun = true
				return nil
			}
			return l.client.Reset()
		},
		func() error { return l.client.Mail("<" + from + ">") },
		func() error { return l.client.Rcpt("<" + to + ">") },
	}
	for _, step := range steps {
		if err := errors.Join(l.fresh(), step()); err != nil {
			return judged(err, app.MailLost)
		}
	}
	if err := l.fresh(); err != nil {
		return judged(err, app.MailLost)
	}
	body, err := l.client.Data()
	if err != nil {
		return judged(err, app.MailLost)
	}
	if _, err := body.Write(message); err != nil {
		return judged(err, app.MailLost) // a message without its end is none
	}
	if err := l.fresh(); err != nil {
		return judged(err, app.MailLost)
	}
	if err := body.Close(); err != nil { // its last dot may have arrived
		return judged(err, app.MailUnsure)
	}
	said := "250 accepted"
	if d, ok := body.(*smtp.DataCloser); ok && d.ServerResponse() != "" {
		said = "250 " + d.ServerResponse()
	}
	return app.Delivered{Fate: app.MailTaken, Said: tidyWords(said)}
}

// Close says goodbye; whether the server hears it changes nothing.
func (l *mailLine) Close() error {
	if l.fresh() == nil && l.client.Quit() == nil {
		return nil
	}
	return l.client.Close()
}

// addresses writes the names of domains as servers know them. A name before the @ that is not ASCII needs a server that takes it.
func (l *mailLine) addresses(from, to string) (string, string, error) {
	utf8, _ := l.client.Extension("SMTPUTF8")
	for _, address := range []*string{&from, &to} {
		at := strings.LastIndexByte(*address, '@')
		if at < 1 {
			return from, to, fmt.Errorf("%q is no e-mail address", *address)
		}
		name, domain := (*address)[:at], (*address)[at+1:]
		if !utf8 && strings.IndexFunc(name, func(r rune) bool { return r > '~' }) >= 0 {
			return from, to, fmt.Errorf("the server %s does not take an address such as %s, whose part before the @ has letters beyond ASCII", l.host, *address)
		}
		ascii, err := idna.Lookup.ToASCII(domain)
		if err != nil {
			return from, to, fmt.Errorf("%q is no name of a mail domain", domain)
		}
		*address = name + "@" + ascii
	}
	return from, to, nil
}

// judged reads a server's answer: for good, for now, or none at all.
func judged(err error, broken app.MailFate) app.Delivered {
	var said *textproto.Error
	if !errors.As(err, &said) {
		words := "The connection broke before the message was handed over"
		if broken == app.MailUnsure {
			words = "The connection broke after the message was handed over; it may have been sent"
		}
		return app.Delivered{Fate: broken, Said: words + " (" + tidyWords(err.Error()) + ")."}
	}
	fate := app.MailRefused
	if said.Code/100 == 4 {
		fate = app.MailDeferred
	}
	return app.Delivered{Fate: fate, Said: tidyWords(fmt.Sprintf("%d %s", said.Code, said.Msg))}
}

// tidyWords is what a server said on one line, of bounded length.
func tidyWords(said string) string {
	words := strings.Join(strings.Fields(strings.ToValidUTF8(said, "?")), " ")
	words = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return '?'
		}
		return r
	}, words)
	if letters := []rune(words); len(letters) > 300 {
		return string(letters[:300]) + " …"
	}
	return words
}
