package main

import (
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"rapport/app"
	"rapport/internal/postoffice"
)

// smtpd starts Debian's opensmtpd on loopback, behind a certificate that the test made; it delivers into a folder, which is given. Its own TLS
// is of no use in Debian 12, whose OpenSSL does not find the key that another of its processes has; so the test ends the encryption before it.
func smtpd(t *testing.T) (*postoffice.Office, string) {
	t.Helper()
	program, err := exec.LookPath("smtpd")
	if err != nil || os.Geteuid() != 0 {
		t.Skip("opensmtpd is not here, or this is not root: apt-get install opensmtpd")
	}
	folder, err := os.MkdirTemp("", "rapport-smtpd-*")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(folder) })
	cert, key, roots := postoffice.Files(t, folder)
	mail := filepath.Join(folder, "mail")
	port := freePort(t)
	text := fmt.Sprintf("table users { \"@\" = nobody }\nlisten on 127.0.0.1 port %d\naction keep maildir %q virtual <users>\nmatch from any for any action keep\n", port, mail)
	config := filepath.Join(folder, "smtpd.conf")
	err = errors.Join(os.Mkdir(mail, 0o777), os.Chmod(mail, 0o777), os.Chmod(folder, 0o755), os.WriteFile(config, []byte(text), 0o600)) // it delivers as nobody
	if err != nil {
		t.Fatal(err)
	}
	var says strings.Builder
	cmd := exec.Command(program, "-d", "-f", config)
	cmd.Stdout, cmd.Stderr = &says, &says
	if err := cmd.Start(); err != nil {
		t.Skipf("opensmtpd does not start: %v", err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Signal(syscall.SIGTERM)
		_ = cmd.Wait() // it was told to end
	})
	for range 100 {
		c, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", port))
		if err == nil {
			_ = c.Close()
			return &postoffice.Office{Host: "127.0.0.1", Port: encrypted(t, cert, key, port), Roots: roots}, mail
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Skipf("opensmtpd does not listen; another one may run: %s", says.String())
	return nil, ""
}

// encrypted listens with TLS and passes what it hears on to a port.
func encrypted(t *testing.T, cert, key string, to int) int {
	t.Helper()
	pair, err := tls.LoadX509KeyPair(cert, key)
	if err != nil {
		t.Fatal(err)
	}
	l, err := tls.Listen("tcp", "127.0.0.1:0", &tls.Config{Certificates: []tls.Certificate{pair}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			inner, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", to))
			if err != nil {
				_ = c.Close()
				continue
			}
			go func() { _, _ = io.Copy(inner, c); _ = inner.Close() }() // either side may end it
			go func() { _, _ = io.Copy(c, inner); _ = c.Close() }()
		}
	}()
	return l.Addr().(*net.TCPAddr).Port
}

func freePort(t *testing.T) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	return l.Addr().(*net.TCPAddr).Port
}

// A real mail server takes what the program sends and delivers it as it was written.
func TestMailThroughOpenSMTPD(t *testing.T) {
	o, folder := smtpd(t)
	f := newMailFirm(t, o, 2)
	s, err := f.Setup.Settings(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	s.Mail.User, s.Mail.Secure = "", "TLS" // it asks for no user
	f.ok(f.Setup.Edit(t.Context(), app.Ask{}, s))
	ids := f.queued()
	if run := f.send(); run.Sent != 2 {
		m, _, _ := f.Messages.Get(t.Context(), ids[0])
		t.Fatalf("%+v, %v, %q", run, run.Stopped, m.Said)
	}
	var files []string
	for range 100 {
		if files, err = filepath.Glob(filepath.Join(folder, "new", "*")); err != nil {
			t.Fatal(err)
		}
		if len(files) == 2 {
			break
		}
		time.Sleep(100 * time.Millisecond)
	}
	if len(files) != 2 {
		t.Fatalf("%d were delivered", len(files))
	}
	subjects := ""
	for _, path := range files {
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		got := attached(t, raw)
		subjects += string(got["subject"])
		if !strings.Contains(string(got["plain"]), "\n.Punkt am Anfang") || !strings.Contains(string(got["from"]), "office@xn--mller-kva.example") {
			t.Errorf("%s", raw)
		}
	}
	if !strings.Contains(subjects, "Grüße 1") || !strings.Contains(subjects, "Grüße 2") {
		t.Error(subjects)
	}
}
