package money

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// VAT by the line and on the total, as an accountant would work it out by hand. The amounts are minor units.
func TestMN23_VATByLineAndOnTotal(t *testing.T) {
	for _, c := range []struct {
		what    string
		rate    string
		nets    []int64
		byLine  []int64
		onTotal []int64
	}{
		{"nothing", "0.20", nil, nil, nil},
		{"one line is the same either way", "0.20", []int64{1234_56}, []int64{246_91}, []int64{246_91}},
		{"three lines of 0.52 at 20 %: 0.104 each, 0.312 together", "0.20", []int64{52, 52, 52}, []int64{10, 10, 10}, []int64{11, 10, 10}},
		{"three lines of 0.53 at 20 %: 0.106 each, 0.318 together", "0.20", []int64{53, 53, 53}, []int64{11, 11, 11}, []int64{11, 11, 10}},
		{"the largest remainder has it, not the first", "0.20", []int64{51, 52, 53, 52}, []int64{10, 10, 11, 10}, []int64{10, 11, 11, 10}},
		{"19 % of 9.99 twice", "0.19", []int64{999, 999}, []int64{190, 190}, []int64{190, 190}},
		{"a half goes up: 2.5 % of 1.00 is 2.5 cents", "0.025", []int64{100, 100}, []int64{3, 3}, []int64{3, 2}},
		{"yen have no decimals: 10 % of 105", "0.10", []int64{105, 105, 105}, []int64{11, 11, 11}, []int64{11, 11, 10}},
		{"dinars have three: 5 % of 1.111", "0.05", []int64{1111, 1111, 1111}, []int64{56, 56, 56}, []int64{56, 56, 55}},
		{"a reversal of the first line", "0.20", []int64{52, 52, -52}, []int64{10, 10, -10}, []int64{10, 10, -10}},
		{"all taken back", "0.20", []int64{53, -53}, []int64{11, -11}, []int64{11, -11}},
		{"only credits", "0.20", []int64{-52, -52, -52}, []int64{-10, -10, -10}, []int64{-10, -10, -11}},
		{"a line of nothing bears nothing", "0.20", []int64{0, 53, 0, 53, 53}, []int64{0, 11, 0, 11, 11}, []int64{0, 11, 0, 11, 10}},
		{"no VAT is charged", "0", []int64{100, -7}, []int64{0, 0}, []int64{0, 0}},
	} {
		t.Run(c.what, func(t *testing.T) {
			rate, err := ParseRate(c.rate)
			if err != nil {
				t.Fatal(err)
			}
			for onTotal, want := range map[bool][]int64{false: c.byLine, true: c.onTotal} {
				if got, err := VAT(c.nets, rate, onTotal); err != nil || !slices.Equal(got, want) {
					t.Errorf("on the total %v: %v %v, want %v", onTotal, got, err, want)
				}
			}
		})
	}
}

// Whatever the amounts, the rate and the rule: the parts sum to the tax, none is a whole unit away from its exact tax, and an amount
// bears no tax of the other sign.
func TestMN23_VATLinesAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		nets := rapid.SliceOfN(rapid.Int64Range(-1_000_000_00, 1_000_000_00), 0, 40).Draw(t, "nets")
		rate, err := ParseRate(fmt.Sprintf("0.%04d", rapid.IntRange(0, 9999).Draw(t, "rate")))
		if err != nil {
			t.Fatal(err)
		}
		onTotal := rapid.Bool().Draw(t, "on the total")
		parts, err := VAT(nets, rate, onTotal)
		if err != nil {
			t.Fatal(err)
		}
		var net, vat, each int64
		for i := range nets {
			net, vat, each = net+nets[i], vat+parts[i], each+rate.Of(nets[i], HalfUp)
			low, rest := rate.Exactly(nets[i]).floor()
			if parts[i] != low && (parts[i] != low+1 || rest == 0) {
				t.Errorf("%d bears %d, exactly %s", nets[i], parts[i], rate.Exact(nets[i], 0))
			}
		}
		want := each
		if onTotal {
			want = rate.Of(net, HalfUp)
		}
		if vat != want {
			t.Errorf("the parts sum to %d, the tax is %d", vat, want)
		}
	})
}

func TestMN23_VATOfTooMuch(t *testing.T) {
	if _, err := VAT([]int64{1 << 62, 1 << 62}, Rate{}, true); err == nil {
		t.Error("a sum beyond 64 bits was taxed")
	}
}
