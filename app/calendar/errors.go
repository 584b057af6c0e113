package calendar

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// refusal is an error whose text is a sentence for people.
type refusal string

func (r refusal) Error() string { return string(r) }

func say(format string, args ...any) error { return refusal(fmt.Sprintf(format, args...)) }

// wrongShape refuses a text that is not written in the format asked for, unlike
// one that is but names a day which does not exist.
type wrongShape struct{ refusal }

// shown quotes what was typed, cut to a length that fits a message.
func shown(text string) string {
	const most = 40
	text = strings.ToValidUTF8(strings.TrimSpace(text), "�")
	if utf8.RuneCountInString(text) > most {
		text = string([]rune(text)[:most]) + "…"
	}
	return fmt.Sprintf("%q", text)
}
