package terms

import (
	"math/bits"

	"rapport/app/money"
)

// whole is how many units of a step's rate are 100 %.
const whole = 1_000_000_000_000

// step is a tier of money, with what all tiers below it pay in full: sum minor units and part of 10⁻¹² of one.
type step struct {
	Tier
	units     uint64 // Tier.Rate in 10⁻¹²
	sum, part uint64
}

// ladder is a tier table made ready. What it pays on a total is exact in 128 bits and rounded once.
type ladder []step

func climb(tiers []Tier) ladder {
	l := make(ladder, len(tiers))
	for i, t := range tiers {
		l[i] = step{Tier: t, units: uint64(t.Rate.Of(whole, money.HalfUp))}
		if i > 0 {
			l[i].sum, l[i].part = l[i-1].exact(uint64(t.From))
		}
	}
	return l
}

// exact is what tiers pay on a total x ≥ From that ends in this step: whole minor units and 10⁻¹² of one.
func (s *step) exact(x uint64) (sum, part uint64) {
	hi, lo := bits.Mul64(x-uint64(s.From), s.units)
	sum, part = bits.Div64(hi, lo, whole)
	sum, part = sum+s.sum, part+s.part
	if part >= whole {
		sum, part = sum+1, part-whole
	}
	return sum, part
}

// at is the step that x is in: a total on an edge is in the upper one, a negative total in the first.
func (l ladder) at(x int64) int {
	i := len(l) - 1
	for i > 0 && x < l[i].From {
		i--
	}
	return i
}

// due is what the ladder pays on a total of x, each slice at its own rate. A total below zero takes back at the first.
func (l ladder) due(x int64, m money.Mode) int64 {
	if x < 0 {
		return l[0].Rate.Of(x, m)
	}
	sum, part := l[l.at(x)].exact(uint64(x))
	// Only the last digit decides how a half is rounded to even.
	odd := sum & 1
	return int64(sum-odd) + money.MulDiv(int64(odd*whole+part), 1, whole, m)
}

// end is the first total above step i, 0 when there is none.
func (l ladder) end(i int) int64 {
	if i+1 < len(l) {
		return l[i+1].From
	}
	return 0
}

// percent is the rate of one receipt of an invoice: rounded on the invoice so far, so that the parts sum to the whole.
func percent(r money.Rate, before, base int64, m money.Mode) int64 {
	if before == 0 {
		return r.Of(base, m)
	}
	return r.Of(plus(before, base), m) - r.Of(before, m)
}

// plus panics where a sum has more than 64 bits, rather than count on with a wrong figure: the largest single amount
// fits in there ten thousand times.
func plus(a, b int64) int64 {
	sum := a + b
	if (sum > a) != (b > 0) && b != 0 {
		panic("terms: the sum has more than 64 bits")
	}
	return sum
}
