package money

import "math/bits"

// Exact is an amount before it is rounded: whole minor units and the rest in 10⁻¹² of one, both of the same sign.
type Exact struct{ whole, rest int64 }

// Exactly is what Of rounds. It holds every |minor| ≤ Max at every Rate, and panics beyond where Of does.
func (r Rate) Exactly(minor int64) Exact {
	hi, lo := bits.Mul64(magnitude(minor), magnitude(r.units))
	whole, rest := bits.Div64(hi, lo, uint64(rateUnit))
	if (minor < 0) != (r.units < 0) {
		return Exact{-int64(whole), -int64(rest)}
	}
	return Exact{int64(whole), int64(rest)}
}

// Plus is x + y.
func (x Exact) Plus(y Exact) Exact {
	sum := Exact{x.whole + y.whole, x.rest + y.rest}
	switch {
	case sum.rest >= rateUnit, sum.rest > 0 && sum.whole < 0:
		sum = Exact{sum.whole + 1, sum.rest - rateUnit}
	case sum.rest <= -rateUnit, sum.rest < 0 && sum.whole > 0:
		sum = Exact{sum.whole - 1, sum.rest + rateUnit}
	}
	return sum
}

// Is reports whether x is this many minor units and nothing more.
func (x Exact) Is(minor int64) bool { return x.whole == minor && x.rest == 0 }

// floor is the whole minor units at or below x, and the rest above them in 10⁻¹² of one.
func (x Exact) floor() (whole, rest int64) {
	if x.rest < 0 {
		return x.whole - 1, x.rest + rateUnit
	}
	return x.whole, x.rest
}

// Text writes x in major units of a currency with so many digits, without needless zeros behind the first least decimals: 3332.996667
// minor units with two digits are "33.32996667".
func (x Exact) Text(digits, least int) string {
	text := make([]byte, 0, 40)
	if x.whole < 0 || x.rest < 0 {
		text = append(text, '-')
	}
	part := uint64(1)
	for range digits {
		part *= 10
	}
	major, minor := magnitude(x.whole)/part, magnitude(x.whole)%part
	text = appendPadded(text, major, 1)
	point := len(text)
	text = append(text, '.')
	if digits > 0 {
		text = appendPadded(text, minor, digits)
	}
	text = appendPadded(text, magnitude(x.rest), rateDigits)
	end := len(text)
	for end > point+1+least && text[end-1] == '0' {
		end--
	}
	if end == point+1 {
		end = point
	}
	return string(text[:end])
}

// appendPadded writes n with at least width digits.
func appendPadded(dst []byte, n uint64, width int) []byte {
	var digits [20]byte
	i := len(digits)
	for ; n > 0 || len(digits)-i < width; n /= 10 {
		i--
		digits[i] = byte('0' + n%10)
	}
	return append(dst, digits[i:]...)
}
