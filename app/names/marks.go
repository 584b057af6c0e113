package names

import (
	"math/bits"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/mozillazg/go-unidecode"
)

// Span is a part of a text, in bytes.
type Span struct {
	From int `json:"from"`
	To   int `json:"to"`
}

// Wanted is what a search looks for, made ready once for many texts.
type Wanted struct {
	folded string
	words  []string // of it
}

// mostBits is how many words are looked for at once without folding a text.
const mostBits = 64

// Want makes a search ready.
func Want(search string) Wanted {
	folded := Fold(search)
	return Wanted{folded: folded, words: strings.Fields(folded)}
}

// Fits tells whether a text begins with the search, and whether it is nothing else. Most texts are told by their first letter.
func (w Wanted) Fits(text string) (begins, whole bool) {
	if !ascii(text) {
		f := Fold(text)
		return strings.HasPrefix(f, w.folded), f == w.folded
	}
	at, gap := 0, false
	for i := range len(text) {
		c, is := letter(text[i])
		switch {
		case is && gap && at > 0:
			if at == len(w.folded) || w.folded[at] != ' ' {
				return at == len(w.folded), false
			}
			at++
			fallthrough
		case is:
			if at == len(w.folded) || w.folded[at] != c {
				return at == len(w.folded), false
			}
			at++
			gap = false
		case text[i] != '\'' && text[i] != '.':
			gap = true
		}
	}
	return at == len(w.folded), at == len(w.folded)
}

// In tells whether every word of the search begins some word of the texts.
func (w Wanted) In(texts ...string) bool {
	var have uint64
	for _, text := range texts {
		if !ascii(text) || len(w.words) > mostBits {
			return w.inFolded(strings.Join(texts, " "))
		}
		w.scan(text, func(which uint64, _ Span) bool { have |= which; return true })
	}
	return have == 1<<len(w.words)-1
}

func (w Wanted) inFolded(text string) bool {
	have := strings.Fields(Fold(text))
	return !slices.ContainsFunc(w.words, func(want string) bool {
		return !slices.ContainsFunc(have, func(h string) bool { return strings.HasPrefix(h, want) })
	})
}

// Marks gives the parts of a text by which a search finds it: beginnings of words, whatever their accents and capitals, in order.
func (w Wanted) Marks(text string) []Span {
	var marks []Span
	w.each(text, func(m Span) bool { marks = append(marks, m); return true })
	return marks
}

// Around cuts a text to about so many characters around the first part that a search finds; it starts and ends with a word, and an ellipsis
// stands for what is left out. Empty when the search finds nothing in it.
func (w Wanted) Around(text string, most int) string {
	text = strings.Join(strings.Fields(text), " ")
	at := -1
	w.each(text, func(m Span) bool { at = m.From; return false })
	switch {
	case at < 0:
		return ""
	case len(text) <= most || utf8.RuneCountInString(text) <= most:
		return text
	}
	from := at
	for n := 0; n < most/3 && from > 0; n++ {
		_, size := utf8.DecodeLastRuneInString(text[:from])
		from -= size
	}
	if i := strings.IndexByte(text[from:at], ' '); from > 0 && i >= 0 {
		from += i + 1
	}
	return ellipsis(from > 0) + upTo(text[from:], most)
}

// each goes over the parts of a text that the search finds, until it is told to stop.
func (w Wanted) each(text string, found func(Span) bool) {
	if ascii(text) && len(w.words) <= mostBits {
		w.scan(text, func(_ uint64, part Span) bool { return found(part) })
		return
	}
	for word := range foldedWords(text) {
		if m, ok := word.begins(w.words); ok && !found(m) {
			return
		}
	}
}

// scan goes over the words of a text of ASCII and tells of each that begins with some of the wanted: with which, and the longest part.
func (w Wanted) scan(text string, found func(which uint64, part Span) bool) {
	var alive, which uint64 // the wanted that this word may still begin with, and does
	var part Span
	at := 0 // letters of this word
	for i := range len(text) + 1 {
		c, is := byte(' '), false
		if i < len(text) {
			c, is = letter(text[i])
		}
		switch {
		case is:
			if at == 0 {
				alive, which, part.From = 1<<len(w.words)-1, 0, i
			}
			for left := alive; left != 0; left &= left - 1 {
				k := bits.TrailingZeros64(left)
				if w.words[k][at] != c {
					alive &^= 1 << k
				} else if at == len(w.words[k])-1 {
					which, part.To, alive = which|1<<k, i+1, alive&^(1<<k)
				}
			}
			at++
		case i < len(text) && (text[i] == '\'' || text[i] == '.'):
		default:
			if at > 0 && which != 0 && !found(which, part) {
				return
			}
			at, which = 0, 0
		}
	}
}

// letter is a letter or digit of ASCII in lower case.
func letter(c byte) (byte, bool) {
	switch {
	case c >= 'a' && c <= 'z', c >= '0' && c <= '9':
		return c, true
	case c >= 'A' && c <= 'Z':
		return c + 'a' - 'A', true
	}
	return c, false
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

func ellipsis(cut bool) string {
	if cut {
		return "… "
	}
	return ""
}

// upTo is the whole words of the first so many characters.
func upTo(text string, most int) string {
	n := 0
	for i := range text {
		if n++; n <= most {
			continue
		}
		if at := strings.LastIndexByte(text[:i], ' '); at > 0 {
			i = at
		}
		return text[:i] + " …"
	}
	return text
}

// folded is one word as Fold gives it, with where each of its letters stands in the text.
type folded struct {
	letters []byte
	spans   []Span
}

// begins gives the part of the text that the longest of the beginnings covers.
func (f *folded) begins(wanted []string) (Span, bool) {
	best := 0
	for _, w := range wanted {
		if len(w) > best && strings.HasPrefix(string(f.letters), w) {
			best = len(w)
		}
	}
	if best == 0 {
		return Span{}, false
	}
	return Span{f.spans[0].From, f.spans[best-1].To}, true
}

// foldedWords goes over the words of a text. The word is good until the next.
func foldedWords(text string) func(yield func(*folded) bool) {
	return func(yield func(*folded) bool) {
		var w folded
		for i, r := range text {
			at := Span{i, i + utf8.RuneLen(r)}
			if !w.take(r, at) {
				if len(w.letters) > 0 && !yield(&w) {
					return
				}
				w.letters, w.spans = w.letters[:0], w.spans[:0]
			}
		}
		if len(w.letters) > 0 {
			yield(&w)
		}
	}
}

// take adds a character, as Fold would, and tells whether the word goes on. A character that ends a word and begins another, as Chinese
// ones are written in letters, ends it here: what is marked may be less than what is found, never more.
func (f *folded) take(r rune, at Span) bool {
	if unicode.Is(unicode.Cf, r) || r == '\'' || r == '.' {
		return true
	}
	plain := string(r)
	if r >= utf8.RuneSelf {
		plain = unidecode.Unidecode(plain)
	}
	for _, c := range []byte(plain) {
		switch {
		case c >= 'A' && c <= 'Z':
			c += 'a' - 'A'
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9':
		case c == '\'' || c == '.':
			continue
		default:
			return false
		}
		f.letters, f.spans = append(f.letters, c), append(f.spans, at)
	}
	return true
}
