package app

import (
	"fmt"
	"strings"
	"unicode"
)

// within refuses text that is longer than a field takes.
func within(field, text string, most int) error {
	if len([]rune(text)) > most {
		return Bad(field, fmt.Sprintf("The %s is longer than %d characters.", field, most), "Shorten it.")
	}
	if i := strings.IndexFunc(text, func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' || r == 0xFFFD }); i >= 0 {
		return Bad(field, fmt.Sprintf("The %s holds a character that can't be shown.", field), "Type it again.")
	}
	return nil
}

// limit is how long a text of a field may be, in characters.
type limit struct {
	field, text string
	most        int
}

// allWithin refuses the first text that is longer than its field takes, or can't be shown.
func allWithin(all ...limit) error {
	for _, l := range all {
		if err := within(l.field, l.text, l.most); err != nil {
			return err
		}
	}
	return nil
}
