package app

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"rapport/app/names"
)

// Party is a partner or client as it is held against another: all by which two of them may be one. What the people of a partner are reached
// by counts as the partner's.
type Party struct {
	ID        int64    `json:"id"`
	Number    string   `json:"number"`
	Name      string   `json:"name"`
	State     string   `json:"state,omitempty"` // of a partner
	Emails    []string `json:"emails,omitempty"`
	Phones    []string `json:"phones,omitempty"`
	TaxNumber string   `json:"tax_number,omitempty"`
	Country   string   `json:"country,omitempty"`
	Referrals int      `json:"referrals"`
}

// worthALook is the least likeness that is shown. What each likeness counts was set so that a tax number, an address, a phone number, a whole name or
// two weak ones are enough, and one shared domain is not.
const worthALook = 35

// howAlike says how much two parties seem to be one, from 0 to 100, and why, in words.
func howAlike(a, b Party) (score int, why []string) {
	add := func(points int, say string, args ...any) {
		score += points
		why = append(why, fmt.Sprintf(say, args...))
	}
	likeNames(a.Name, b.Name, add)
	if x, y := names.TaxKey(a.TaxNumber), names.TaxKey(b.TaxNumber); x != "" && y != "" {
		if x == y {
			add(60, "The same tax number, %s.", a.TaxNumber)
		} else {
			add(-30, "Their tax numbers differ: %s and %s.", a.TaxNumber, b.TaxNumber)
		}
	}
	if mail := shared(a.Emails, b.Emails, names.MailKey); mail != "" {
		add(50, "The same e-mail address, %s.", mail)
	} else if domain := shared(a.Emails, b.Emails, names.Domain); domain != "" {
		add(25, "E-mail at the same domain, %s.", names.Domain(domain))
	}
	if phone := sharedPhone(a, b); phone != "" {
		add(40, "The same phone number, %s.", phone)
	}
	if score > 0 && a.Country != "" && b.Country != "" && a.Country != b.Country {
		add(-10, "They are in different countries, %s and %s.", a.Country, b.Country)
	}
	return max(0, min(score, 100)), why
}

func likeNames(a, b string, add func(int, string, ...any)) {
	switch {
	case names.Fold(a) == names.Fold(b) && mixedLetters(a) != mixedLetters(b):
		add(50, "They read the same, but one is written with letters of two alphabets.")
	case names.Fold(a) == names.Fold(b):
		add(50, "The same name.")
	case names.Core(a) == names.Core(b):
		add(50, "The same name but for the legal form: %s and %s.", a, b)
	case !names.SameNumbers(a, b):
	case names.Alikeness(a, b) >= 90:
		add(35, "Names that are almost the same: %s and %s.", a, b)
	case names.Alike(a) == names.Alike(b):
		add(25, "Names that begin alike: %s and %s.", a, b)
	}
}

// mixedLetters tells a name written in Latin letters with some of another alphabet that look like them.
func mixedLetters(name string) bool {
	latin := strings.ContainsFunc(name, func(r rune) bool { return unicode.Is(unicode.Latin, r) })
	other := strings.ContainsFunc(name, func(r rune) bool { return unicode.Is(unicode.Cyrillic, r) || unicode.Is(unicode.Greek, r) })
	return latin && other
}

// shared gives a value of the first list whose key is also that of one in the second.
func shared(a, b []string, key func(string) string) string {
	for _, x := range a {
		if k := key(x); k != "" && slices.ContainsFunc(b, func(y string) bool { return key(y) == k }) {
			return x
		}
	}
	return ""
}

func sharedPhone(a, b Party) string {
	for _, x := range a.Phones {
		for _, y := range b.Phones {
			if k := names.PhoneKey(x); k != "" && k == names.PhoneKey(y) && names.SamePhone(x, a.Country, y, b.Country) {
				return x
			}
		}
	}
	return ""
}
