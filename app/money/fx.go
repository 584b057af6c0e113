package money

import "math/bits"

const (
	fxDigits       = 10
	fxUnit   int64 = 10_000_000_000
	fxMost   int64 = 100_000_000
)

// FX is an exchange rate: how many major units of the other currency one
// major unit buys. It is above 0, at most 100,000,000, and has at most 10
// decimals. The zero FX means "no rate" and converts nothing.
type FX struct{ units int64 } // of 10⁻¹⁰

// ParseFX reads an exchange rate written with a point, such as "1.0837".
func ParseFX(s string) (FX, error) {
	units, err := fixed(s, fxDigits, fxMost, "an exchange rate", "1.0837")
	if err == nil && units <= 0 {
		err = say("An exchange rate must be above 0; %s is not", shown(s))
	}
	if err != nil {
		return FX{}, err
	}
	return FX{units}, nil
}

// IsZero reports whether there is no rate.
func (f FX) IsZero() bool { return f.units == 0 }

// String is the rate without needless zeros: "1.0837".
func (f FX) String() string { return trimZeros(plain(f.units, fxDigits)) }

// MarshalText writes String, and nothing when there is no rate.
func (f FX) MarshalText() ([]byte, error) {
	if f.IsZero() {
		return nil, nil
	}
	return []byte(f.String()), nil
}

// UnmarshalText reads what MarshalText writes.
func (f *FX) UnmarshalText(text []byte) (err error) {
	if len(text) == 0 {
		*f = FX{}
		return nil
	}
	*f, err = ParseFX(string(text))
	return err
}

// Over is f ÷ g, rounded half up to 10 decimals: with both rates from one
// currency, it is the rate from g's currency into f's. One over a rate is its
// inverse. A result that is no exchange rate is refused.
func (f FX) Over(g FX) (FX, error) {
	if f.IsZero() || g.IsZero() {
		return FX{}, say("There is no exchange rate to work another one out of")
	}
	hi, lo := bits.Mul64(uint64(f.units), uint64(fxUnit)) // at most 10¹⁸ × 10¹⁰
	out := FX{}
	if hi < uint64(g.units) {
		if quo, rem := bits.Div64(hi, lo, uint64(g.units)); quo <= uint64(fxMost*fxUnit) {
			out.units = int64(quo)
			if rem >= uint64(g.units)-rem {
				out.units++
			}
		}
	}
	if out.IsZero() || out.units > fxMost*fxUnit {
		return FX{}, sayKind(ErrRange, "The exchange rate %s over %s is outside what the program counts", f, g)
	}
	return out, nil
}

// Par is the exchange rate 1.
func Par() FX { return FX{fxUnit} }

// Convert is m in another currency, rounded once. No rate, and a result
// above Max, are refused.
func (f FX) Convert(m Money, to Currency, mode Mode) (Money, error) {
	if f.IsZero() {
		return Money{}, say("There is no exchange rate from %s to %s; enter one", m.Currency, to)
	}
	if m.Currency == to && f.units != fxUnit {
		return Money{}, say("The exchange rate from %s to %s can only be 1", m.Currency, to)
	}
	tooLarge := sayKind(ErrRange, "%s at %s is more %s than the program counts", m, f, to)
	if magnitude(m.Minor) > uint64(Max) {
		return Money{}, tooLarge
	}
	// At most 9·10¹⁴ × 10¹⁸ × 10⁴, which fits 128 bits.
	hi, lo := bits.Mul64(magnitude(m.Minor), uint64(f.units))
	up := tenTo(to.Digits())
	carry, lo := bits.Mul64(lo, up)
	hi = hi*up + carry
	den := uint64(fxUnit) * tenTo(m.Currency.Digits())
	if hi >= den/2 {
		return Money{}, tooLarge
	}
	minor := round128(hi, lo, den, m.Minor < 0, mode)
	if magnitude(minor) > uint64(Max) {
		return Money{}, tooLarge
	}
	return Money{minor, to}, nil
}

func tenTo(digits int) uint64 {
	power := uint64(1)
	for range digits {
		power *= 10
	}
	return power
}
