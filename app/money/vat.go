package money

import (
	"cmp"
	"slices"
)

// VAT is the tax of net amounts in minor units of one currency, a part for each; the parts are what is printed, and their sum is the tax.
//
// By the line, each amount is taxed and rounded on its own. On the total, the sum is taxed and rounded once, and its whole units are spread
// by the largest remainder: each amount keeps the whole units below its exact tax and the units left over go one each to those that
// lost most, of equal ones to the earlier. Either way no part is a whole unit away from its exact tax, and lines and total add up.
//
// A sum beyond 64 bits is an error. A half goes away from zero, so an amount taken back takes back the same tax.
func VAT(nets []int64, rate Rate, onTotal bool) ([]int64, error) {
	sum, err := SumMinor(nets...)
	if err != nil {
		return nil, err
	}
	parts := make([]int64, len(nets))
	if !onTotal {
		for i, net := range nets {
			parts[i] = rate.Of(net, HalfUp)
		}
		return parts, nil
	}
	left := rate.Of(sum, HalfUp)
	lost, order := make([]int64, len(nets)), make([]int, len(nets))
	for i, net := range nets {
		parts[i], lost[i] = rate.Exactly(net).floor()
		left -= parts[i]
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(lost[b], lost[a]) })
	for _, i := range order[:left] {
		parts[i]++
	}
	return parts, nil
}
