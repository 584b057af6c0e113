package postoffice

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// certificate is made for one test by an authority of its own.
func certificate(t testing.TB, f Faults, ownKey crypto.Signer) (tls.Certificate, *x509.CertPool) {
	t.Helper()
	authorityKey := key(t)
	authority := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "Test Authority"}, NotBefore: time.Now().Add(-48 * time.Hour), NotAfter: time.Now().Add(time.Hour),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign}
	root := sign(t, authority, authority, authorityKey.Public(), authorityKey)
	own := &x509.Certificate{SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: "office"}, NotBefore: time.Now().Add(-48 * time.Hour), NotAfter: time.Now().Add(time.Hour),
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}}
	if f.Name != "" {
		own.IPAddresses, own.DNSNames = nil, []string{f.Name}
	}
	if f.Expired {
		own.NotAfter = time.Now().Add(-time.Hour)
	}
	leaf := sign(t, own, authority, ownKey.Public(), authorityKey)
	roots := x509.NewCertPool()
	if !f.Stranger {
		parsed, err := x509.ParseCertificate(root)
		if err != nil {
			t.Fatal(err)
		}
		roots.AddCert(parsed)
	}
	return tls.Certificate{Certificate: [][]byte{leaf}, PrivateKey: ownKey}, roots
}

// Files writes a certificate for 127.0.0.1 and its key into a folder, for a server that is a program of its own.
func Files(t testing.TB, folder string) (cert, private string, roots *x509.CertPool) {
	t.Helper()
	own, err := rsa.GenerateKey(rand.Reader, 2048) // older servers know no other
	if err != nil {
		t.Fatal(err)
	}
	pair, roots := certificate(t, Faults{}, own)
	der, err := x509.MarshalPKCS8PrivateKey(pair.PrivateKey)
	if err != nil {
		t.Fatal(err)
	}
	cert, private = filepath.Join(folder, "cert.pem"), filepath.Join(folder, "key.pem")
	for path, block := range map[string]*pem.Block{cert: {Type: "CERTIFICATE", Bytes: pair.Certificate[0]}, private: {Type: "PRIVATE KEY", Bytes: der}} {
		if err := os.WriteFile(path, pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return cert, private, roots
}

func key(t testing.TB) *ecdsa.PrivateKey {
	t.Helper()
	k, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func sign(t testing.TB, of, by *x509.Certificate, public crypto.PublicKey, with *ecdsa.PrivateKey) []byte {
	t.Helper()
	der, err := x509.CreateCertificate(rand.Reader, of, by, public, with)
	if err != nil {
		t.Fatal(err)
	}
	return der
}
