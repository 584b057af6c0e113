package names

import (
	"strings"
	"testing"

	"github.com/mozillazg/go-unidecode"
	"pgregory.net/rapid"
)

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"Łódź Söhne & Co.": "lodz sohne co", "O'Neill": "oneill", "Straße 5": "strasse 5", "Søren": "soren",
		"  Acme\u200b  Ltd ": "acme ltd", "acme ltd": "acme ltd", "": "", "L.L.P.": "llp", "Ελλάδα": "ellada", "e\u0301a": "ea",
	} {
		if got := Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
		if got := Fold(Fold(in)); got != want {
			t.Errorf("Fold twice of %q = %q, want %q", in, got, want)
		}
	}
}

func TestCoreKeepsDifferentCompaniesApart(t *testing.T) {
	if Core("Alder Bakery Ltd") != Core("Alder Bakery LLP") {
		t.Error("legal endings must not count")
	}
	if Core("Limited") == "" || Core("Alder") == Core("Alder Bakery") {
		t.Error("a name must not lose its own words")
	}
}

func TestInitials(t *testing.T) {
	for in, want := range map[string]string{"Maria del Carmen Ruiz": "M. d. C. R.", "(Öz) Ltd": "Ö. L.", "": ""} {
		if got := Initials(in); got != want {
			t.Errorf("Initials(%q) = %q, want %q", in, got, want)
		}
	}
}

// Texts of plain signs take a short way, which leads to the same place.
func TestPlainTextsFoldAsAllOthersDo(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringMatching(`[ -~]{0,40}`).Draw(t, "text")
		if got, want := Fold(s), letters(unidecode.Unidecode(strings.Map(visible, s))); got != want {
			t.Fatalf("%q is %q, not %q", s, got, want)
		}
	})
}
