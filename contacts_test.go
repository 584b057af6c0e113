package main

import (
	"os"
	"strings"
	"testing"
)

// Contacts come in through the guided import, the same file again changes nothing, and what is exported comes in again unchanged.
func TestIM31_ContactsComeInOnce(t *testing.T) {
	l := newLine(t)
	l.must("new", l.file, "--firm", "Aldgate", "--currency", "GBP")
	l.must("partner", "add", "Alder Tax", "--person", "Ann Alder")
	card := "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:M=FCller;J=FCrgen\r\nORG:Alder Tax\r\nEMAIL;INTERNET:j@alder.example\r\nTITLE:Auditor\r\nEND:VCARD\r\n"
	strange := "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Eve\r\nORG:Unknown Ltd\r\nEND:VCARD\r\n"
	half := "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Half\r\nORG:Alder Tax\r\n"
	if err := os.WriteFile("people.vcf", []byte(card+strange+half), 0o600); err != nil {
		t.Fatal(err)
	}
	said := func(args ...string) string { return strings.Join(strings.Fields(l.must(args...)), " ") }
	out := said("import", "people", "people.vcf")
	for _, want := range []string{"created people 1", "refused rows 2", "Unknown Ltd", "cut in half"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in:\n%s", want, out)
		}
	}
	if out := l.must("search", "muller"); !strings.Contains(out, "Jürgen [Müller]") {
		t.Errorf("not found:\n%s", out)
	}
	if out := said("import", "people", "people.vcf"); !strings.Contains(out, "unchanged people 1") || strings.Contains(out, "created") {
		t.Errorf("a second time:\n%s", out)
	}
	l.must("export", "contacts", "--out", "all.vcf")
	raw, err := os.ReadFile("all.vcf")
	if err != nil || strings.Count(string(raw), "BEGIN:VCARD") != 2 {
		t.Fatalf("%v\n%s", err, raw)
	}
	l.must("import", "people", "all.vcf") // takes the references
	if out := said("import", "people", "all.vcf"); !strings.Contains(out, "unchanged people 2") {
		t.Errorf("what was exported came back changed:\n%s", out)
	}
}
