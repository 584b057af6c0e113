package money

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"
)

// The kinds of refusal a caller may want to tell apart with errors.Is.
var (
	// ErrAmbiguous: the text can be read as two different amounts, so the
	// person must say which sign begins the decimals.
	ErrAmbiguous = errors.New("ambiguous amount")
	// ErrEmpty: there is nothing to read.
	ErrEmpty = errors.New("no amount")
	// ErrPrecision: more decimals than the currency or the rate can hold.
	ErrPrecision = errors.New("too many decimals")
	// ErrRange: larger than the program counts.
	ErrRange = errors.New("amount out of range")
	// ErrMixed: amounts of two currencies in one sum.
	ErrMixed = errors.New("mixed currencies")
)

// refusal is an error whose text is a sentence for people; kind may be nil.
type refusal struct {
	text string
	kind error
}

func (r *refusal) Error() string { return r.text }
func (r *refusal) Unwrap() error { return r.kind }

func say(format string, args ...any) error { return sayKind(nil, format, args...) }

func sayKind(kind error, format string, args ...any) error {
	return &refusal{text: fmt.Sprintf(format, args...), kind: kind}
}

// shown quotes what was typed, cut to a length that fits a message.
func shown(text string) string {
	const most = 40
	text = strings.ToValidUTF8(strings.TrimSpace(text), "�")
	if utf8.RuneCountInString(text) > most {
		text = string([]rune(text)[:most]) + "…"
	}
	return fmt.Sprintf("%q", text)
}
