package names

import (
	"slices"
	"strings"

	"github.com/hbollon/go-edlib"
)

// Alike is the key under which names stand that may be one: the sound of the first two words that matter, in any order. Legal endings, "and",
// single letters, doubled letters, vowels and a plural s do not count, so Meier & Partner LLP and Meyer and Partners have one key. Names under
// one key are candidates to be compared, nothing more. Empty for a name without letters.
func Alike(name string) string {
	var words []string
	for w := range strings.FieldsSeq(Core(name)) {
		if !joins(w) && len(words) < 2 {
			words = append(words, sound(w))
		}
	}
	if len(words) == 0 { // of joining words and single letters alone
		return Core(name)
	}
	slices.Sort(words)
	return strings.Join(words, " ")
}

// joins tells words that say nothing about whose name it is.
func joins(word string) bool {
	switch word {
	case "and", "und", "et", "the", "der", "die", "of":
		return true
	}
	return len(word) == 1
}

// Bare is a name as two are compared: Core without the words that join.
func Bare(name string) string {
	words := strings.Fields(Core(name))
	bare := slices.DeleteFunc(slices.Clone(words), joins)
	if len(bare) == 0 {
		bare = words
	}
	return strings.Join(bare, " ")
}

// sound is a folded word without what is misheard: its first letter and then its consonants, alike ones in one letter. Numbers stay.
func sound(word string) string {
	word = strings.NewReplacer("ph", "f", "ck", "k", "sch", "s", "dt", "t", "sh", "s", "th", "t", "tz", "s").Replace(word)
	var out []byte
	for i, c := range []byte(word) {
		switch c {
		case 'c', 'q':
			c = 'k'
		case 'z':
			c = 's'
		case 'w':
			c = 'v'
		case 'y', 'j':
			c = 'i'
		}
		vowel := strings.IndexByte("aeiouh", c) >= 0
		if vowel && i > 0 || len(out) > 0 && out[len(out)-1] == c && (c < '0' || c > '9') {
			continue
		}
		out = append(out, c)
	}
	if n := len(out); n > 2 && out[n-1] == 's' {
		out = out[:n-1]
	}
	return string(out)
}

// SameNumbers tells whether two names hold the same numbers: Fund 2 and Fund 3, or Fund II and Fund III, are two however alike they are written.
func SameNumbers(a, b string) bool { return slices.Equal(numbersIn(a), numbersIn(b)) }

func numbersIn(name string) (out []string) {
	for w := range strings.FieldsSeq(Core(name)) {
		if strings.ContainsAny(w, "0123456789") || strings.Trim(w, "ivx") == "" {
			out = append(out, w)
		}
	}
	return out
}

// Alikeness is how alike two names are, from 0 to 100: Jaro-Winkler over what is left of them when legal endings and joining words are gone.
func Alikeness(a, b string) int {
	return int(edlib.JaroWinklerSimilarity(Bare(a), Bare(b)) * 100)
}
