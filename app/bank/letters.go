package bank

import (
	"strings"

	"github.com/mozillazg/go-unidecode"
	"golang.org/x/text/unicode/norm"
)

// sepaSigns are the signs besides letters and digits that every bank of the SEPA area takes (EPC217-08).
const sepaSigns = "/-?:().,'+ "

// SEPAText is a text as a SEPA file carries it: Latin letters, digits and a few signs, at most so many. Every other letter is written
// in Latin ones (ü as u), every other sign becomes a space.
func SEPAText(text string, most int) string {
	s := latin(text, sepaSigns)
	// A reference must neither begin nor end with a slash, nor hold two.
	for strings.Contains(s, "//") {
		s = strings.ReplaceAll(s, "//", "/")
	}
	return cut(strings.Trim(s, "/ "), most)
}

// ACHText is a text as a NACHA file carries it: capital letters, digits and the signs of its repertoire, at most so many.
func ACHText(text string, most int) string {
	return cut(strings.ToUpper(latin(text, sepaSigns+"&#*@_=")), most)
}

// latin writes a text in ASCII letters and digits and some signs; the rest are spaces, and spaces never follow each other.
func latin(text, signs string) string {
	ascii := unidecode.Unidecode(norm.NFKC.String(text))
	return strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		switch {
		case r >= '0' && r <= '9', r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', strings.ContainsRune(signs, r):
			return r
		case r == '&' || r == '_':
			return map[rune]rune{'&': '+', '_': '-'}[r]
		}
		return ' '
	}, ascii)), " ")
}

func cut(s string, most int) string {
	if len(s) > most {
		s = s[:most]
	}
	return strings.TrimSpace(s)
}
