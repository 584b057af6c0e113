package money

import (
	"math/bits"
	"strings"

	"github.com/shopspring/decimal"
)

const (
	rateDigits       = 12
	rateUnit   int64 = 1_000_000_000_000
	rateMost   int64 = 1000 // as a fraction; 100,000 %
)

// Rate is an exact decimal fraction with up to 12 decimals: 10 % is 0.10. It
// lies between -1000 and 1000. Rates are comparable with ==; the zero Rate is 0.
type Rate struct{ units int64 } // of 10⁻¹²

// ParseRate reads a fraction written with a point: "0.10" is 10 %.
func ParseRate(s string) (Rate, error) {
	units, err := fixed(s, rateDigits, rateMost, "a rate", "0.10 for 10 %")
	return Rate{units}, err
}

// ParsePercent reads a percentage as people write it: "12.5", "12,5 %".
func ParsePercent(s string) (Rate, error) {
	const hint = "12.5 %"
	text := strings.TrimSpace(tidySpaces(s))
	text = strings.TrimSpace(strings.TrimSuffix(text, "%"))
	if whole, rest, comma := strings.Cut(text, ","); comma {
		if strings.ContainsAny(rest, ",.") || strings.Contains(whole, ".") || len(rest) == 3 {
			return Rate{}, sayKind(ErrAmbiguous, "%s can be read in two ways; write the percentage with a point, such as %s", shown(s), hint)
		}
		text = whole + "." + rest
	}
	units, err := fixed(text, rateDigits-2, 100*rateMost, "a percentage", hint)
	return Rate{units}, err
}

// fixed reads a plain decimal as a count of 10^-digits. most bounds its size.
func fixed(s string, digits int, most int64, what, hint string) (int64, error) {
	text := strings.TrimSpace(strings.Replace(s, "\u2212", "-", 1))
	_, noun, _ := strings.Cut(what, " ")
	if text == "" {
		return 0, sayKind(ErrEmpty, "No %s is given; write it like %s", noun, hint)
	}
	// Checked before decimal sees it: decimal would take 1E500000000.
	number := decimal.Decimal{}
	err := error(nil)
	if len(text) > 40 || strings.Trim(text, "+-.0123456789") != "" {
		err = ErrRange
	} else {
		number, err = decimal.NewFromString(text)
	}
	if err != nil {
		return 0, say("%s is not %s; write it like %s", shown(s), what, hint)
	}
	if number.Abs().GreaterThan(decimal.NewFromInt(most)) {
		return 0, sayKind(ErrRange, "The %s %s is too large; at most %d is possible", noun, shown(s), most)
	}
	units := number.Shift(int32(digits))
	if !units.IsInteger() {
		return 0, sayKind(ErrPrecision, "The %s %s has too many decimals; at most %d are possible", noun, shown(s), digits)
	}
	return units.IntPart(), nil
}

// String is the fraction without needless zeros: "0.125".
func (r Rate) String() string { return trimZeros(plain(r.units, rateDigits)) }

// Percent is the percentage without its sign: "12.5".
func (r Rate) Percent() string { return trimZeros(plain(r.units, rateDigits-2)) }

func trimZeros(text string) string {
	if !strings.Contains(text, ".") {
		return text
	}
	return strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
}

// IsZero reports whether the rate is 0.
func (r Rate) IsZero() bool { return r.units == 0 }

// Sign is -1, 0 or 1.
func (r Rate) Sign() int { return r.Cmp(Rate{}) }

// Cmp is -1 when r is less than o, 0 when equal, 1 when more.
func (r Rate) Cmp(o Rate) int {
	switch {
	case r.units < o.units:
		return -1
	case r.units > o.units:
		return 1
	}
	return 0
}

// Add is r + o; a sum beyond the range of a Rate is refused.
func (r Rate) Add(o Rate) (Rate, error) {
	sum := r.units + o.units // two rates in range cannot overflow
	if magnitude(sum) > uint64(rateMost*rateUnit) {
		return Rate{}, sayKind(ErrRange, "%s %% and %s %% together are more than a rate can be", r.Percent(), o.Percent())
	}
	return Rate{sum}, nil
}

// MarshalText writes String.
func (r Rate) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// UnmarshalText reads what ParseRate reads; nothing is 0.
func (r *Rate) UnmarshalText(text []byte) (err error) {
	if len(text) == 0 {
		*r = Rate{}
		return nil
	}
	*r, err = ParseRate(string(text))
	return err
}

// Of is the rate of an amount, rounded once to whole minor units. It is exact
// for every |minor| ≤ Max and every Rate (the result then has at most
// 9 × 10¹⁷ units). Beyond that range a result over 64 bits panics.
func (r Rate) Of(minor int64, m Mode) int64 {
	hi, lo := bits.Mul64(magnitude(minor), magnitude(r.units))
	return round128(hi, lo, uint64(rateUnit), (minor < 0) != (r.units < 0), m)
}

// Exact is what Of rounds, as text in major units: 33.3333 % of 99.99 EUR
// (digits 2) is "33.32996667".
func (r Rate) Exact(minor int64, digits int) string { return r.Exactly(minor).Text(digits, digits) }
