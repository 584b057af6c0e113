package money

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Decimal says which sign begins the decimals in a text.
type Decimal uint8

const (
	// AskDecimal: nobody has said. What can be read two ways is refused with
	// ErrAmbiguous.
	AskDecimal Decimal = iota
	// Comma: 1.234 is one thousand two hundred and thirty-four.
	Comma
	// Point: 1,234 is one thousand two hundred and thirty-four.
	Point
)

// String names the sign.
func (d Decimal) String() string {
	switch d {
	case Comma:
		return "comma"
	case Point:
		return "point"
	}
	return "ask"
}

// ParseAmount reads an amount as people type it and files hold it: 1234.5,
// 1,234.56, 1.234,56, 1'234.50, 1 234,50, 1,23,456, (5.00), 5-, €5, 5 EUR.
//
// d only decides what can be read two ways, such as 1,234. Refused are more
// decimals than c has (ErrPrecision), more than Max (ErrRange), nothing at all
// (ErrEmpty), another currency, exponents and anything that is not a number.
func ParseAmount(text string, c Currency, d Decimal) (Money, error) {
	number, negative, err := bare(text, c)
	if err != nil {
		return Money{}, err
	}
	byPoint, pointOK := readAs(number, '.')
	byComma, commaOK := readAs(number, ',')
	if strings.ContainsRune(text, arabicPoint) {
		commaOK = false // that sign is never anything but the decimal sign
	}
	n := byPoint
	switch {
	case !pointOK && !commaOK:
		return Money{}, notAmount(text)
	case !pointOK, commaOK && d == Comma:
		n = byComma
	case commaOK && d == AskDecimal && byPoint != byComma:
		return Money{}, sayKind(ErrAmbiguous, "%s can be %s or %s; say whether a point or a comma begins the decimals", shown(text), byPoint, byComma)
	}
	minor, err := n.minor(c)
	if negative {
		minor = -minor
	}
	return Money{minor, c}, err
}

// GuessDecimal looks at a whole column. It returns Point or Comma when every
// amount that can be read only one way is read that way, and AskDecimal when
// none tells, or when they contradict each other; contradict then says so.
func GuessDecimal(samples []string) (d Decimal, contradict bool) {
	for _, sample := range samples {
		digits := strings.TrimFunc(tidySpaces(sample), func(r rune) bool { return r < '0' || r > '9' })
		_, pointOK := readAs(digits, '.')
		_, commaOK := readAs(digits, ',')
		if pointOK == commaOK {
			continue // no number, the same either way, or open
		}
		says := Point
		if commaOK {
			says = Comma
		}
		if d != AskDecimal && d != says {
			return AskDecimal, true
		}
		d = says
	}
	return d, false
}

const arabicPoint = '\u066b'

// number is what was read: digits before and after the decimal sign.
type number struct{ whole, decimals string }

func (n number) String() string {
	if n.decimals == "" {
		return n.whole
	}
	return n.whole + "." + n.decimals
}

// minor converts to the minor units of c, without rounding anything.
func (n number) minor(c Currency) (int64, error) {
	digits, decimals := c.Digits(), n.decimals
	// Databases export 10.0000; three zeros could be thousands and stay refused.
	if len(decimals) > 3 && len(decimals) > digits && strings.Trim(decimals[digits:], "0") == "" {
		decimals = decimals[:digits]
	}
	if len(decimals) > digits {
		return 0, sayKind(ErrPrecision, "%s has %s; %s has %d", c, countDecimals(digits), n, len(decimals))
	}
	all := n.whole + decimals + strings.Repeat("0", digits-len(decimals))
	minor, err := strconv.ParseInt(all, 10, 64)
	if err != nil || minor > Max {
		return 0, sayKind(ErrRange, "%s is too large; the most an amount can be is %s", n, New(Max, c))
	}
	return minor, nil
}

func countDecimals(n int) string {
	switch n {
	case 0:
		return "no decimals"
	case 1:
		return "1 decimal"
	}
	return strconv.Itoa(n) + " decimals"
}

// readAs reads a bare number whose decimals begin with point. Thousands may be
// grouped by one other sign.
func readAs(text string, point byte) (number, bool) {
	whole, decimals, has := strings.Cut(text, string(point))
	if has && (decimals == "" || !allDigits(decimals)) {
		return number{}, false
	}
	if has && whole == "" {
		whole = "0" // .50
	}
	plain, ok := ungroup(whole)
	return number{plain, decimals}, ok
}

// ungroup removes the sign between thousands, and accepts it only where it
// belongs: 1,234,567 or the Indian 12,34,567.
func ungroup(text string) (string, bool) {
	at := strings.IndexFunc(text, func(r rune) bool { return r < '0' || r > '9' })
	if at < 0 {
		return stripZeros(text), text != ""
	}
	groups := strings.Split(text, text[at:at+1])
	last := len(groups) - 1
	if first := groups[0]; first == "" || len(first) > 3 || first[0] == '0' || len(groups[last]) != 3 {
		return "", false
	}
	size := 3
	if last > 1 && text[at] == ',' && len(groups[1]) == 2 && len(groups[0]) <= 2 {
		size = 2
	}
	for i, group := range groups {
		if !allDigits(group) || i > 0 && i < last && len(group) != size {
			return "", false
		}
	}
	return strings.Join(groups, ""), true
}

func stripZeros(digits string) string {
	if rest := strings.TrimLeft(digits, "0"); rest != "" {
		return rest
	}
	return "0"
}

func allDigits(text string) bool {
	return text != "" && strings.Trim(text, "0123456789") == ""
}

// bare takes the sign and the currency off and returns ASCII digits with their
// grouping signs.
func bare(text string, c Currency) (digits string, negative bool, err error) {
	s := strings.TrimSpace(tidySpaces(text))
	if s == "" {
		return "", false, sayKind(ErrEmpty, "No amount is given")
	}
	if s[0] == '#' {
		return "", false, say("%s is an error of the spreadsheet, not an amount; correct it there", shown(text))
	}
	signed := false
	for {
		rest, taken, minus := takeSign(s)
		if !taken {
			if rest, taken = takeCurrency(s, c); !taken {
				break
			}
		} else if signed {
			return "", false, notAmount(text)
		} else {
			signed, negative = true, minus
		}
		s = strings.TrimSpace(rest)
	}
	if s == "" || strings.Trim(s, "0123456789.,' ") != "" {
		return "", false, foreign(s, text, c)
	}
	return s, negative, nil
}

// takeSign removes one sign: -5, 5-, (5) or +5.
func takeSign(s string) (rest string, taken, minus bool) {
	if len(s) < 2 {
		return s, false, false
	}
	last := len(s) - 1
	switch {
	case s[0] == '(' && s[last] == ')':
		return s[1:last], true, true
	case s[0] == '-':
		return s[1:], true, true
	case s[last] == '-':
		return s[:last], true, true
	case s[0] == '+':
		return s[1:], true, false
	}
	return s, false, false
}

// takeCurrency removes the code or a sign of c from either end.
func takeCurrency(s string, c Currency) (string, bool) {
	if len(s) > 3 && strings.EqualFold(s[:3], string(c)) {
		return s[3:], true
	}
	if n := len(s) - 3; n > 0 && strings.EqualFold(s[n:], string(c)) {
		return s[:n], true
	}
	for _, sign := range c.signs() {
		if rest, ok := strings.CutPrefix(s, sign); ok {
			return rest, true
		}
		if rest, ok := strings.CutSuffix(s, sign); ok {
			return rest, true
		}
	}
	return s, false
}

// foreign explains what is left: another currency, or no amount at all.
func foreign(rest, text string, c Currency) error {
	mark := strings.ToUpper(strings.Trim(rest, "0123456789.,' "))
	if other := Currency(mark); other != c && other.Known() {
		return say("%s is in %s, but %s is expected here", shown(text), other, c)
	}
	if sign, _ := utf8.DecodeRuneInString(mark); unicode.Is(unicode.Sc, sign) {
		return say("%s has the sign of another currency; %s is expected here", shown(text), c)
	}
	return notAmount(text)
}

func notAmount(text string) error {
	return say("%s is not an amount; write it like 1234.50", shown(text))
}

// tidySpaces writes the many forms of digits, spaces, minus and apostrophes in
// the one ASCII form. Marks of direction, which cannot be seen, are dropped.
func tidySpaces(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r < 0x80 && r != '\t':
			return r
		case r == '\u2212' || r == '\ufe63' || r == '\uff0d':
			return '-'
		case r == '\u2019' || r == '\u02bc' || r == '\u066c': // U+066C groups Arabic thousands
			return '\''
		case r == arabicPoint:
			return '.'
		case r >= '\u0660' && r <= '\u0669': // Arabic-Indic
			return '0' + r - '\u0660'
		case r >= '\u06f0' && r <= '\u06f9': // Persian
			return '0' + r - '\u06f0'
		case r == '\u200e' || r == '\u200f' || r == '\u061c':
			return -1
		case unicode.IsSpace(r):
			return ' '
		}
		return r
	}, text)
}
