package data

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net/smtp"
	"strings"
	"testing"
	"time"

	"github.com/zalando/go-keyring"

	"rapport/app"
	"rapport/internal/postoffice"
)

const simple = "From: a@firm.example\r\nTo: b@partner.example\r\nSubject: x\r\n\r\n.a line with a dot\r\n.\r\nlast\r\n"

func account(o *postoffice.Office, implicit bool) app.MailAccount {
	return app.MailAccount{Host: o.Host, Port: o.Port, TLS: implicit, User: "ann", Password: "secret", Login: "auto"}
}

func mailer(o *postoffice.Office) Mailer { return Mailer{Roots: o.Roots, Step: 2 * time.Second} }

// codeOf is the code of the problem in err.
func codeOf(err error) string {
	var p *app.Problem
	if errors.As(err, &p) {
		return p.Code
	}
	return fmt.Sprint(err)
}

func TestAMessageGoesOverEitherKindOfTLS(t *testing.T) {
	for _, implicit := range []bool{true, false} {
		o := postoffice.Open(t, implicit, postoffice.Faults{})
		line, err := mailer(o).Dial(t.Context(), account(o, implicit))
		if err != nil {
			t.Fatalf("implicit %v: %v", implicit, err)
		}
		for range 2 { // the second one over the same line
			if d := line.Send(t.Context(), "a@firm.example", "b@partner.example", []byte(simple)); d.Fate != app.MailTaken {
				t.Errorf("%+v", d)
			}
		}
		if err := line.Close(); err != nil {
			t.Error(err)
		}
		got := o.Letters()
		if len(got) != 2 || string(got[0].Bytes) != simple || got[0].From != "a@firm.example" || o.Logins() != 1 {
			t.Errorf("%d letters, %d logins: %q", len(got), o.Logins(), got)
		}
	}
}

// Each fault of a server before anything was sent, with what people are told. Without the fault the same line is fine, which the test above shows.
func TestSM01_SM02_SM03_SM04_SM09_AServerThatIsNotGood(t *testing.T) {
	for _, c := range []struct {
		name     string
		implicit bool
		faults   postoffice.Faults
		change   func(*app.MailAccount)
		code     string
		say      string
	}{
		{"SM-01 no STARTTLS", false, postoffice.Faults{Plain: true}, nil, app.CodeMailPlain, "offers no encryption"},
		{"SM-01 TLS expected", true, postoffice.Faults{Greeting: "220 hello\r\n"}, nil, app.CodeMailOffline, "No connection"},
		{"SM-03 expired", true, postoffice.Faults{Expired: true}, nil, app.CodeMailCert, "has expired"},
		{"SM-03 expired after STARTTLS", false, postoffice.Faults{Expired: true}, nil, app.CodeMailCert, "has expired"},
		{"SM-03 another name", false, postoffice.Faults{Name: "other.example"}, nil, app.CodeMailCert, "another name"},
		{"SM-03 nobody vouches", true, postoffice.Faults{Stranger: true}, nil, app.CodeMailCert, "nobody this computer trusts"},
		{"SM-04 wrong password", false, postoffice.Faults{}, func(a *app.MailAccount) { a.Password = "wrong" }, app.CodeMailLogin, "refused the user ann: 535"},
		{"no such login", false, postoffice.Faults{}, func(a *app.MailAccount) { a.Login = "XOAUTH2" }, app.CodeMailLogin, "offers PLAIN"},
		{"SM-09 nobody listens", false, postoffice.Faults{}, func(a *app.MailAccount) { a.Port = 1 }, app.CodeMailOffline, "No connection"},
		{"SM-09 no such name", false, postoffice.Faults{}, func(a *app.MailAccount) { a.Host = "nowhere.invalid" }, app.CodeMailOffline, "No connection"},
		{"SM-09 a portal", false, postoffice.Faults{Greeting: "HTTP/1.1 200 OK\r\n\r\n<html>Please log in</html>"}, nil, app.CodeMailOffline, "No connection"},
	} {
		o := postoffice.Open(t, c.implicit, c.faults)
		a := account(o, c.implicit)
		if c.change != nil {
			c.change(&a)
		}
		line, err := mailer(o).Dial(t.Context(), a)
		if codeOf(err) != c.code || !strings.Contains(err.Error(), c.say) {
			t.Errorf("%s: %v", c.name, err)
		}
		if err != nil && strings.Contains(err.Error(), a.Password) {
			t.Errorf("%s: SM-19: the password is told: %v", c.name, err)
		}
		if line != nil || len(o.Letters()) > 0 {
			t.Errorf("%s: it is used all the same", c.name)
		}
	}
}

// Each fault while messages are sent; the one after is sent over the same line where that is whole.
func TestSM05_SM06_SM07_SM08_SM10_SM20_WhatBecomesOfAMessage(t *testing.T) {
	const bad, good = "bad@partner.example", "good@partner.example"
	for _, c := range []struct {
		name   string
		faults postoffice.Faults
		want   app.MailFate
		say    string
		whole  bool // the line is good for the next one
		came   int  // messages that came for the bad address
	}{
		{"SM-05 greylisted", postoffice.Faults{Rcpt: map[string]error{bad: postoffice.No(450, "greylisted, come later")}}, app.MailDeferred, "450 greylisted", true, 0},
		{"SM-06 unknown recipient", postoffice.Faults{Rcpt: map[string]error{bad: postoffice.No(550, "no such user")}}, app.MailRefused, "550 no such user", true, 0},
		{"SM-10 too large", postoffice.Faults{Data: map[string]error{bad: postoffice.No(552, "message exceeds 10 MB")}}, app.MailRefused, "552 message exceeds", true, 0},
		{"SM-20 DATA refused", postoffice.Faults{Data: map[string]error{bad: postoffice.No(554, "rejected as spam")}}, app.MailRefused, "554 rejected", true, 0},
		{"SM-08 dies after the dot", postoffice.Faults{Dies: map[string]bool{bad: true}}, app.MailUnsure, "may have been sent", false, 1},
		{"SM-07 silent after the dot", postoffice.Faults{Hangs: map[string]bool{bad: true}}, app.MailUnsure, "may have been sent", false, 1},
	} {
		o := postoffice.Open(t, false, c.faults)
		line, err := mailer(o).Dial(t.Context(), account(o, false))
		if err != nil {
			t.Fatal(err)
		}
		d := line.Send(context.Background(), "a@firm.example", bad, []byte(simple))
		if d.Fate != c.want || !strings.Contains(d.Said, c.say) || len(o.To(bad)) != c.came {
			t.Errorf("%s: %+v, %d came", c.name, d, len(o.To(bad)))
		}
		if next := line.Send(context.Background(), "a@firm.example", good, []byte(simple)); (next.Fate == app.MailTaken) != c.whole || (len(o.To(good)) == 1) != c.whole {
			t.Errorf("%s: the next one: %+v", c.name, next)
		}
		_ = line.Close()
	}
}

func TestSM15_AddressesBeyondASCII(t *testing.T) {
	for _, c := range []struct {
		to     string
		noUTF8 bool
		came   string
		say    string
	}{
		{"m@müller.de", false, "m@xn--mller-kva.de", "250"},
		{"m@müller.de", true, "m@xn--mller-kva.de", "250"},
		{"müller@firm.example", false, "müller@firm.example", "250"},
		{"müller@firm.example", true, "", "does not take an address such as müller@firm.example"},
	} {
		o := postoffice.Open(t, false, postoffice.Faults{NoUTF8: c.noUTF8})
		line, err := mailer(o).Dial(t.Context(), account(o, false))
		if err != nil {
			t.Fatal(err)
		}
		d := line.Send(context.Background(), "a@firm.example", c.to, []byte(simple))
		if !strings.Contains(d.Said, c.say) || (len(o.To(c.came)) == 1) != (c.came != "") {
			t.Errorf("%s: %+v %v", c.to, d, o.Letters())
		}
		_ = line.Close()
	}
}

// A keychain keeps, gives and forgets; one that is not there says so.
func TestSM16_TheKeychain(t *testing.T) {
	keyring.MockInit()
	var k Keychain
	if s, err := k.Secret("ann@mail"); s != "" || err != nil {
		t.Errorf("nothing yet: %q %v", s, err)
	}
	if err := k.PutSecret("ann@mail", "secret"); err != nil {
		t.Fatal(err)
	}
	if s, err := k.Secret("ann@mail"); s != "secret" || err != nil {
		t.Errorf("%q %v", s, err)
	}
	if err := errors.Join(k.DropSecret("ann@mail"), k.DropSecret("ann@mail")); err != nil {
		t.Error(err)
	}
	keyring.MockInitWithError(errors.New("locked"))
	_, err := k.Secret("ann@mail")
	for what, err := range map[string]error{"get": err, "put": k.PutSecret("a", "b"), "drop": k.DropSecret("a")} {
		if codeOf(err) != app.CodeNoKeychain {
			t.Errorf("%s: %v", what, err)
		}
	}
}

// Controls: senders that take what they get. What the refusals above keep from happening happens to them.
func TestSM01_SM03_SM08_CarelessSendersMustFail(t *testing.T) {
	plain := postoffice.Open(t, false, postoffice.Faults{Plain: true})
	if err := smtp.SendMail(fmt.Sprintf("%s:%d", plain.Host, plain.Port), nil, "a@firm.example", []string{"b@partner.example"}, []byte(simple)); err != nil || len(plain.Letters()) != 1 {
		t.Errorf("without encryption the office takes a message from who sends one: %v", err)
	}
	stranger := postoffice.Open(t, true, postoffice.Faults{Stranger: true})
	conn, err := tls.Dial("tcp", fmt.Sprintf("%s:%d", stranger.Host, stranger.Port), &tls.Config{InsecureSkipVerify: true})
	if err != nil {
		t.Errorf("who does not look at the certificate talks to a stranger: %v", err)
	} else {
		_ = conn.Close()
	}
	dies := postoffice.Open(t, false, postoffice.Faults{Dies: map[string]bool{"b@partner.example": true}})
	for range 2 {
		line, err := mailer(dies).Dial(t.Context(), account(dies, false))
		if err != nil {
			t.Fatal(err)
		}
		line.Send(context.Background(), "a@firm.example", "b@partner.example", []byte(simple))
	}
	if len(dies.Letters()) != 2 {
		t.Error("who tries again after the line died sends twice")
	}
}
