package money

import (
	"math"
	"strings"
)

// Max is the largest amount a field accepts, in minor units, either sign
// (9,000,000,000,000.00 EUR). Sums may go beyond it, up to 64 bits.
const Max int64 = 900_000_000_000_000

// Money is a whole number of minor units of one currency: 123450 EUR is
// 1,234.50 euro.
type Money struct {
	Minor    int64    `json:"minor"`
	Currency Currency `json:"currency"`
}

// New is Money of minor units.
func New(minor int64, c Currency) Money { return Money{Minor: minor, Currency: c} }

// Add is m + o. Two currencies, or a sum beyond 64 bits, are refused.
func (m Money) Add(o Money) (Money, error) {
	if err := m.same(o); err != nil {
		return Money{}, err
	}
	sum, err := SumMinor(m.Minor, o.Minor)
	return Money{sum, m.Currency}, err
}

// Sub is m - o, with the refusals of Add.
func (m Money) Sub(o Money) (Money, error) { return m.Add(o.Neg()) }

// Neg is the amount with the other sign.
func (m Money) Neg() Money { return Money{-m.Minor, m.Currency} }

// Abs is the amount without its sign.
func (m Money) Abs() Money {
	if m.Minor < 0 {
		return m.Neg()
	}
	return m
}

// IsZero reports whether nothing is left.
func (m Money) IsZero() bool { return m.Minor == 0 }

// Sign is -1, 0 or 1.
func (m Money) Sign() int {
	switch {
	case m.Minor < 0:
		return -1
	case m.Minor > 0:
		return 1
	}
	return 0
}

// Cmp is -1 when m is less than o, 0 when equal, 1 when more. Two currencies
// have no order and are refused.
func (m Money) Cmp(o Money) (int, error) {
	switch {
	case m.Currency != o.Currency:
		return 0, m.same(o)
	case m.Minor < o.Minor:
		return -1, nil
	case m.Minor > o.Minor:
		return 1, nil
	}
	return 0, nil
}

// Less reports whether m is less than o; two currencies are refused.
func (m Money) Less(o Money) (bool, error) {
	order, err := m.Cmp(o)
	return order < 0, err
}

func (m Money) same(o Money) error {
	if m.Currency == o.Currency {
		return nil
	}
	return sayKind(ErrMixed, "%s and %s cannot be added into one total; keep one total for each currency", m.Currency, o.Currency)
}

// SumMinor adds minor units of one currency. A sum beyond 64 bits is an
// error, never a wrong figure.
func SumMinor(parts ...int64) (int64, error) {
	var sum int64
	for _, part := range parts {
		next := sum + part
		// The lowest int64 is refused too: it has no negative.
		if (part > 0) != (next > sum) && part != 0 || next == math.MinInt64 {
			return 0, sayKind(ErrRange, "The total is larger than the program can count; nothing was added up")
		}
		sum = next
	}
	return sum, nil
}

// String is the amount with its currency: "1,234.50 EUR".
func (m Money) String() string { return m.Amount() + " " + string(m.Currency) }

// Plain is the amount as files hold it: "-1234.50".
func (m Money) Plain() string { return plain(m.Minor, m.Currency.Digits()) }

// Amount is the amount with commas between thousands: "-1,234.50".
func (m Money) Amount() string {
	text := m.Plain()
	whole, rest, _ := strings.Cut(strings.TrimPrefix(text, "-"), ".")
	var b strings.Builder
	b.Grow(len(text) + len(whole)/3)
	if text[0] == '-' {
		b.WriteByte('-')
	}
	for i := range len(whole) {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteByte(whole[i])
	}
	if rest != "" {
		b.WriteByte('.')
		b.WriteString(rest)
	}
	return b.String()
}

// plain writes units with the last digits as decimals, and all of them.
func plain(units int64, digits int) string {
	text := make([]byte, 0, 24)
	if units < 0 {
		text = append(text, '-')
	}
	text = appendPadded(text, magnitude(units), digits+1)
	if digits > 0 {
		point := len(text) - digits
		text = append(text, 0)
		copy(text[point+1:], text[point:])
		text[point] = '.'
	}
	return string(text)
}
