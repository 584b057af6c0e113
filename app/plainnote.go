package app

import (
	"regexp"
	"strings"
)

// marksOfNotes are what Markdown puts around words: the beginning of a line that is a heading, a quotation or an item of a list; links and
// pictures, of which the words stay; and emphasis and code.
var marksOfNotes = regexp.MustCompile("(?m)^[ \t]*(?:#{1,6}[ \t]+|>[ \t]?|[-*+][ \t]+(?:\\[[ xX]\\][ \t]+)?|\\d{1,3}[.)][ \t]+|```.*$|[-*_]{3,}[ \t]*$)|!?\\[([^\\]\n]*)\\]\\([^)\n]*\\)|\\*\\*|__|`+|~~")

// PlainNote gives the words of a note in Markdown on one line.
func PlainNote(note string) string {
	text := marksOfNotes.ReplaceAllString(note, "$1")
	return strings.Join(strings.Fields(strings.ReplaceAll(text, "\\", "")), " ")
}
