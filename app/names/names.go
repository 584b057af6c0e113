// Package names compares and shortens what people are called. It is pure.
package names

import (
	"strings"
	"unicode"

	"github.com/mozillazg/go-unidecode"
	"golang.org/x/text/unicode/norm"
)

// Fold is the form in which names are compared and searched: lower-case ASCII letters and digits in words with one space
// between, accents and ligatures resolved (ø, ł and ß too), zero-width characters and punctuation dropped.
func Fold(s string) string {
	if plain(s) {
		return s
	}
	if !printable(s) {
		s = unidecode.Unidecode(strings.Map(visible, s))
	}
	return letters(s)
}

// printable tells whether a text is of visible ASCII signs and spaces alone: then nothing in it has another form.
func printable(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

// letters keeps the letters and digits, in lower case, and one space for whatever lies between them.
func letters(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	gap := false
	for _, r := range s {
		r = unicode.ToLower(r)
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			if gap && b.Len() > 0 {
				b.WriteByte(' ')
			}
			gap = false
			b.WriteRune(r)
		case r == '\'' || r == '.':
			// O'Neill and oneill, L.L.P. and LLP are the same name
		default:
			gap = true
		}
	}
	return b.String()
}

// plain tells whether s is folded already.
func plain(s string) bool {
	space := true
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c == ' ' {
			if space {
				return false
			}
			space = true
			continue
		}
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') {
			return false
		}
		space = false
	}
	return s != "" && !space || s == ""
}

func visible(r rune) rune {
	if unicode.Is(unicode.Cf, r) {
		return -1
	}
	return r
}

// legal are endings that say what sort of company it is, not which one.
func legal(word string) bool {
	switch word {
	case "ltd", "limited", "llp", "llc", "inc", "incorporated", "plc", "gmbh", "ag", "kg", "sa", "sas", "sarl", "srl",
		"spa", "bv", "nv", "ab", "oy", "as", "co", "corp", "corporation", "company", "pllc", "pc", "lp":
		return true
	}
	return false
}

// Core is Fold without legal endings. Two names with the same core are worth a question, never a merge.
func Core(s string) string {
	words := strings.Fields(Fold(s))
	for len(words) > 1 && legal(words[len(words)-1]) {
		words = words[:len(words)-1]
	}
	return strings.Join(words, " ")
}

// Initials is a name as a confidential statement shows it: "Maria del Carmen Ruiz" gives "M. d. C. R.".
func Initials(s string) string {
	var out []string
	for _, w := range strings.Fields(s) {
		for _, r := range w {
			if unicode.IsLetter(r) || unicode.IsDigit(r) {
				out = append(out, string(r)+".")
				break
			}
		}
	}
	return strings.Join(out, " ")
}

// Clean trims a typed name, makes single spaces of runs of white space, drops invisible characters, and writes each
// accented letter as one character.
func Clean(s string) string {
	return strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) && r != 0x200D && r != 0x200C {
			return -1
		}
		return r
	}, norm.NFC.String(s))), " ")
}
