// Package code makes and reads the short codes that partners pass on: six letters that can't be taken for each other, of which the last
// is a check on the others.
package code

import "strings"

// letters has no vowels, so that no words come of them, and no 0 and 1. There are 29, a prime: a wrong letter and two letters exchanged
// are both noticed.
const letters = "23456789BCDFGHJKLMNPQRSTVWXYZ"

const (
	prime  = int64(len(letters))
	body   = 5                                     // letters before the check
	all    = prime * prime * prime * prime * prime // numbers that have a code
	spread = 7_368_787                             // shares no divisor with all: neighbours get codes that look nothing alike
	gather = 7_412_207                             // spread × gather leaves 1 when divided by all
)

// Of gives the code of a number from 0 to 20,511,148. Every number has another one.
func Of(n int64) string {
	x := n % all * spread % all
	out := make([]byte, body+1)
	for i := body - 1; i >= 0; i-- {
		out[i] = letters[x%prime]
		x /= prime
	}
	out[body] = check(out[:body])
	return string(out)
}

// Number gives the number that a tidy code was made of; false when it was not made here or was mistyped.
func Number(code string) (int64, bool) {
	if !Looks(code) || code[body] != check([]byte(code[:body])) {
		return 0, false
	}
	x := int64(0)
	for i := range body {
		x = x*prime + int64(strings.IndexByte(letters, code[i]))
	}
	return x * gather % all, true
}

// Looks tells whether a tidy text has the form of a code, right or mistyped.
func Looks(text string) bool {
	return len(text) == body+1 && strings.Trim(text, letters) == ""
}

// Tidy gives what people typed as it is kept: capitals without spaces and hyphens.
func Tidy(text string) string {
	return strings.ToUpper(strings.NewReplacer(" ", "", "-", "", "‑", "", "–", "").Replace(strings.TrimSpace(text)))
}

// Shown gives a kept code as people read it: K7M-Q4X.
func Shown(code string) string {
	if !Looks(code) {
		return code
	}
	return code[:3] + "-" + code[3:]
}

// check gives the last letter: the others weighted by their place, summed.
func check(code []byte) byte {
	sum := 0
	for i, c := range code {
		sum += (i + 2) * strings.IndexByte(letters, c)
	}
	return letters[sum%len(letters)]
}
