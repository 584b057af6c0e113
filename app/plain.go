package app

import (
	"fmt"
	"unicode"
	"unicode/utf8"

	"rapport/app/calendar"
	"rapport/app/money"
)

// counted writes a number with its word: "1 statement", "12 statements".
func counted[N int | int64](n N, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return fmt.Sprintf("%d %ss", n, word)
}

// english writes values as a statement shows them.
type english struct{}

func (english) Money(m money.Money) string  { return m.Amount() }
func (english) Day(d calendar.Day) string   { return d.Label() }
func (english) Percent(r money.Rate) string { return r.Percent() + " %" }
func (english) Count(n int64) string        { return fmt.Sprint(n) }

// upperFirst is a text with its first letter as a capital.
func upperFirst(text string) string {
	for i, r := range text {
		return string(unicode.ToUpper(r)) + text[i+utf8.RuneLen(r):]
	}
	return text
}
