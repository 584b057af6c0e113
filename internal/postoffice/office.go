// Package postoffice is a mail server for tests, in the process of the test: it takes messages over TLS and keeps them, and has every
// fault that a server may have.
package postoffice

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// Faults are what is wrong with an office; the zero value has none.
type Faults struct {
	Plain      bool                    // it offers no encryption
	Name       string                  // its certificate is for this name instead of 127.0.0.1
	Expired    bool                    // its certificate has
	Stranger   bool                    // nobody vouches for it
	Rcpt, Data map[string]error        // its answer for an address
	Dies       map[string]bool         // the line breaks after the final dot, the message kept
	Breaks     map[string]bool         // the line breaks in the middle of the message
	Hangs      map[string]bool         // no answer to the final dot
	Greeting   string                  // what it says instead of greeting
	NoUTF8     bool                    // ASCII addresses alone
	Most       int64                   // bytes of a message; 0: any
	Forgets    bool                    // it takes messages and keeps none
	Heard      func(to string)         // called before the final dot is answered
	OnMail     func(from string) error // its answer to MAIL
}

// Letter is a message as it came.
type Letter struct {
	From, To string
	Bytes    []byte
}

// Office is a running server. User and password are ann and secret.
type Office struct {
	Host  string
	Port  int
	Roots *x509.CertPool // vouches for it

	mu      sync.Mutex
	letters []Letter
	logins  int
	closed  chan struct{}
}

// Open starts an office; with implicit TLS from the first byte, else with STARTTLS. It closes with the test.
func Open(t testing.TB, implicit bool, f Faults) *Office {
	t.Helper()
	pair, roots := certificate(t, f, key(t))
	o := &Office{Roots: roots, closed: make(chan struct{})}
	s := smtp.NewServer(smtp.BackendFunc(func(c *smtp.Conn) (smtp.Session, error) { return &session{o: o, f: f, conn: c}, nil }))
	s.Domain, s.EnableSMTPUTF8, s.MaxMessageBytes, s.ErrorLog = "office.example", !f.NoUTF8, f.Most, silent{}
	config := &tls.Config{Certificates: []tls.Certificate{pair}}
	if !f.Plain {
		s.TLSConfig = config
	}
	s.AllowInsecureAuth = f.Plain
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().(*net.TCPAddr)
	o.Host, o.Port = "127.0.0.1", address.Port
	if implicit {
		listener = tls.NewListener(listener, config)
	}
	if f.Greeting != "" {
		go babble(listener, f.Greeting)
	} else {
		go func() { _ = s.Serve(listener) }() // ends when it is closed
	}
	t.Cleanup(func() {
		close(o.closed)
		_ = errors.Join(s.Close(), listener.Close())
	})
	return o
}

type silent struct{}

func (silent) Printf(string, ...any) {}
func (silent) Println(...any)        {}

// babble says something that no mail server says.
func babble(l net.Listener, words string) {
	for {
		c, err := l.Accept()
		if err != nil {
			return
		}
		_, _ = io.WriteString(c, words)
		_ = c.Close()
	}
}

// Letters are the messages that came so far.
func (o *Office) Letters() []Letter {
	o.mu.Lock()
	defer o.mu.Unlock()
	return append([]Letter(nil), o.letters...)
}

// To are the messages that came for an address.
func (o *Office) To(address string) (list []Letter) {
	for _, l := range o.Letters() {
		if l.To == address {
			list = append(list, l)
		}
	}
	return list
}

// Logins is how often somebody logged in.
func (o *Office) Logins() int {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.logins
}

// session is one connection.
type session struct {
	o        *Office
	f        Faults
	conn     *smtp.Conn
	from, to string
}

func (s *session) AuthMechanisms() []string { return []string{sasl.Plain} }

func (s *session) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if user != "ann" || password != "secret" {
			return &smtp.SMTPError{Code: 535, EnhancedCode: smtp.EnhancedCode{5, 7, 8}, Message: "Authentication credentials invalid"}
		}
		s.o.mu.Lock()
		s.o.logins++
		s.o.mu.Unlock()
		return nil
	}), nil
}

func (s *session) Mail(from string, _ *smtp.MailOptions) error {
	s.from = from
	if s.f.OnMail != nil {
		return s.f.OnMail(from)
	}
	return nil
}

func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.to = to
	return s.f.Rcpt[to]
}

func (s *session) Data(r io.Reader) error {
	if s.f.Breaks[s.to] {
		_ = s.conn.Conn().Close()
		return errors.New("broken")
	}
	bytes, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	if s.f.Heard != nil {
		s.f.Heard(s.to)
	}
	if err := s.f.Data[s.to]; err != nil {
		return err
	}
	if s.f.Forgets {
		return nil
	}
	s.o.mu.Lock()
	s.o.letters = append(s.o.letters, Letter{s.from, s.to, bytes})
	s.o.mu.Unlock()
	switch {
	case s.f.Dies[s.to]:
		_ = s.conn.Conn().Close()
		return errors.New("dead")
	case s.f.Hangs[s.to]:
		select {
		case <-s.o.closed:
		case <-time.After(time.Minute):
		}
	}
	return nil
}

func (s *session) Reset()        { s.from, s.to = "", "" }
func (s *session) Logout() error { return nil }

// No is a refusal with a code and words.
func No(code int, words string) error {
	return &smtp.SMTPError{Code: code, EnhancedCode: smtp.NoEnhancedCode, Message: strings.TrimSpace(words)}
}
