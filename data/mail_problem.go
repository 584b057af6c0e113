package data

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"

	"github.com/zalando/go-keyring"

	"rapport/app"
)

// offline is a server that can't be reached, or whose answers are not those of a mail server.
func offline(a app.MailAccount, err error) error {
	return &app.Problem{Kind: app.Refused, Code: app.CodeMailOffline, Say: fmt.Sprintf("No connection to the mail server %s (%s).", a.Host, tidyWords(err.Error())),
		Try: "The messages wait in the queue. Look whether this computer is online and the server's name and port are right.", Cause: err}
}

// notSecure is a line that could not be encrypted, or a certificate that does not prove whose server it is.
func notSecure(a app.MailAccount, err error) error {
	var (
		expired x509.CertificateInvalidError
		name    x509.HostnameError
		unknown x509.UnknownAuthorityError
		cert    *tls.CertificateVerificationError
	)
	why := ""
	switch {
	case errors.As(err, &expired) && expired.Reason == x509.Expired:
		why = "its certificate has expired, or is not valid yet"
	case errors.As(err, &name):
		why = "its certificate is for another name"
	case errors.As(err, &unknown):
		why = "nobody this computer trusts vouches for its certificate"
	case errors.As(err, &cert):
		why = "its certificate is not good"
	default:
		return offline(a, err)
	}
	return &app.Problem{Kind: app.Refused, Code: app.CodeMailCert, Say: fmt.Sprintf("Nothing was sent: %s can't prove that it is your mail server, because %s (%s).", a.Host, why, tidyWords(err.Error())),
		Try: "Correct the server's name, or tell whoever runs it. A server that can't prove itself is never used.", Cause: err}
}

// notLoggedIn is a refused user or password.
func notLoggedIn(a app.MailAccount, err error) error {
	d := judged(err, app.MailLost)
	if d.Fate == app.MailLost {
		return offline(a, err)
	}
	p := &app.Problem{Kind: app.Refused, Code: app.CodeMailLogin, Field: "password", Say: fmt.Sprintf("The mail server %s refused the user %s: %s.", a.Host, a.User, d.Said),
		Try: "Enter the password again; the messages wait in the queue."}
	if d.Fate == app.MailDeferred {
		p.Code, p.Field, p.Try = app.CodeMailOffline, "", "Try again in a while; the messages wait in the queue."
	}
	return p
}

// Keychain keeps secrets in the system's keychain: Keychain on macOS, Credential Manager on Windows, the Secret Service elsewhere.
type Keychain struct{}

const keychainService = "Rapport"

// Secret gives a secret; none is the empty text.
func (Keychain) Secret(name string) (string, error) {
	secret, err := keyring.Get(keychainService, name)
	if errors.Is(err, keyring.ErrNotFound) {
		return "", nil
	}
	return secret, noKeychain(err)
}

// PutSecret keeps a secret.
func (Keychain) PutSecret(name, secret string) error {
	return noKeychain(keyring.Set(keychainService, name, secret))
}

// DropSecret removes a secret that may not be there.
func (Keychain) DropSecret(name string) error {
	err := keyring.Delete(keychainService, name)
	if errors.Is(err, keyring.ErrNotFound) {
		return nil
	}
	return noKeychain(err)
}

func noKeychain(err error) error {
	if err == nil {
		return nil
	}
	return &app.Problem{Kind: app.Refused, Code: app.CodeNoKeychain, Say: "The keychain of this computer can't be used (" + tidyWords(err.Error()) + ").",
		Try: "Unlock it, or enter the password each time Rapport is started.", Cause: err}
}
