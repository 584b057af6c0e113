package app

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"rapport/app/report"
)

// oddNamed is how many names of one act are warned of by themselves.
const oddNamed = 3

// warnOdd says when a name that is printed holds a character no font here has, so that it is known before the month's statements are run.
// It is kept all the same: it may be right, and is only never printed.
func (t *tx) warnOdd(what, text string) {
	odd := t.oddSigns(text)
	if odd == "" {
		return
	}
	switch t.odd++; {
	case t.odd <= oddNamed:
		t.warn("No font here has %s of the %s %q: documents that show it can't be printed. Write it in Latin, Greek or Cyrillic letters.", odd, what, text)
	case t.odd == oddNamed+1:
		t.warn("More names hold characters that no font here has.")
	}
}

// oddSigns names the first characters of a text that can't be printed, as "U+1F389"; empty when all can.
func (t *tx) oddSigns(text string) string {
	ask := t.f.deps.Printable
	plain := !strings.ContainsFunc(text, func(r rune) bool { return r > 0x17F }) // Latin letters are in every font
	if ask == nil || plain || ask(report.Document{Title: text}) == nil {
		return ""
	}
	var odd []string
	for _, r := range text {
		name := fmt.Sprintf("U+%04X", r)
		if len(odd) < oddNamed && !unicode.IsMark(r) && !slices.Contains(odd, name) && ask(report.Document{Title: string(r)}) != nil {
			odd = append(odd, name)
		}
	}
	if len(odd) == 0 {
		return "a character"
	}
	return strings.Join(odd, ", ")
}
