package money

import (
	"math"
	"math/bits"
	"slices"
)

// Mode says where a half goes when an amount is rounded to whole minor units.
type Mode uint8

const (
	// HalfUp moves a half away from zero: 0.5 → 1, -0.5 → -1. It is the rule
	// unless an agreement says otherwise.
	HalfUp Mode = iota
	// HalfEven moves a half to the even neighbour: 0.5 → 0, 1.5 → 2.
	HalfEven
)

// String is the name kept in files: "half-up" or "half-even".
func (m Mode) String() string {
	if m == HalfEven {
		return "half-even"
	}
	return "half-up"
}

// ParseMode reads the name String writes; nothing means half-up.
func ParseMode(s string) (Mode, error) {
	switch s {
	case "", "half-up":
		return HalfUp, nil
	case "half-even":
		return HalfEven, nil
	}
	return HalfUp, say("%s is not a way of rounding; write half-up or half-even", shown(s))
}

// MarshalText writes the name.
func (m Mode) MarshalText() ([]byte, error) { return []byte(m.String()), nil }

// UnmarshalText reads the name.
func (m *Mode) UnmarshalText(text []byte) (err error) {
	*m, err = ParseMode(string(text))
	return err
}

// MulDiv is minor × num ÷ den in 128 bits, rounded once. It panics when den is
// 0 or the result has more than 64 bits, rather than return a wrong amount.
func MulDiv(minor, num, den int64, m Mode) int64 {
	hi, lo := bits.Mul64(magnitude(minor), magnitude(num))
	return round128(hi, lo, magnitude(den), (minor < 0) != (num < 0) != (den < 0), m)
}

// round128 is the one place where an amount is rounded: (hi·2⁶⁴+lo) ÷ den to
// the nearest whole number, a half by mode, with the sign given.
func round128(hi, lo, den uint64, negative bool, m Mode) int64 {
	var quo, rem uint64
	if hi == 0 {
		quo, rem = lo/den, lo%den
	} else {
		quo, rem = bits.Div64(hi, lo, den)
	}
	// rem ≥ den-rem says 2·rem ≥ den without overflowing.
	var up uint64
	if rest := den - rem; rem > rest || rem == rest && (m == HalfUp || quo&1 == 1) {
		up = 1
	}
	if quo > math.MaxInt64-up {
		panic("money: the rounded amount has more than 64 bits")
	}
	quo += up
	if negative {
		return -int64(quo)
	}
	return int64(quo)
}

// magnitude is |v|, also of the lowest int64.
func magnitude(v int64) uint64 {
	if v < 0 {
		return -uint64(v)
	}
	return uint64(v)
}

// Split divides total by shares: every part gets its whole minor units and
// the units left over go to the largest remainders, of equal ones to the
// earlier. The parts always sum to total. Shares that are all 0 count as
// equal; a negative share panics; no shares give no parts.
func Split(total int64, shares []int64) []int64 {
	if len(shares) == 0 {
		return nil
	}
	weights, sum := weigh(shares)
	parts, rests, order := make([]int64, len(shares)), make([]uint64, len(shares)), make([]int, len(shares))
	left := magnitude(total)
	for i, weight := range weights {
		hi, lo := bits.Mul64(magnitude(total), weight)
		var part uint64
		part, rests[i] = bits.Div64(hi, lo, sum)
		parts[i], order[i] = int64(part), i
		left -= part
	}
	slices.SortStableFunc(order, func(a, b int) int {
		if rests[a] > rests[b] {
			return -1
		} else if rests[a] < rests[b] {
			return 1
		}
		return 0
	})
	for _, i := range order[:left] {
		parts[i]++
	}
	if total < 0 {
		for i := range parts {
			parts[i] = -parts[i]
		}
	}
	return parts
}

// weigh returns the shares without sign and their sum, which must fit 64 bits.
func weigh(shares []int64) ([]uint64, uint64) {
	weights, sum := make([]uint64, len(shares)), uint64(0)
	for i, share := range shares {
		if share < 0 {
			panic("money: a share is negative")
		}
		weights[i] = uint64(share)
		var carry uint64
		if sum, carry = bits.Add64(sum, weights[i], 0); carry != 0 {
			panic("money: the shares sum to more than 64 bits")
		}
	}
	if sum == 0 {
		for i := range weights {
			weights[i] = 1
		}
		sum = uint64(len(weights))
	}
	return weights, sum
}
