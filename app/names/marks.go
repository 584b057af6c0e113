package names

import (
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

// Marks gives the parts of a text by which a search finds it: beginnings of words, whatever their accents and capitals, in order.
func Marks(text, search string) []Span {
	var marks []Span
	wanted := strings.Fields(Fold(search))
	for w := range foldedWords(text) {
		if m, ok := w.begins(wanted); ok {
			marks = append(marks, m)
		}
	}
	return marks
}

// Around cuts a text to about so many characters around the first part that a search finds; it starts and ends with a word, and an ellipsis
// stands for what is left out. Empty when the search finds nothing in it.
func Around(text, search string, most int) string {
	text = strings.Join(strings.Fields(text), " ")
	wanted := strings.Fields(Fold(search))
	at := -1
	for w := range foldedWords(text) {
		if m, ok := w.begins(wanted); ok {
			at = m.From
			break
		}
	}
	switch {
	case at < 0:
		return ""
	case utf8.RuneCountInString(text) <= most:
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
