package money

import (
	"encoding/json"
	"errors"
	"math/big"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

func rate(t testing.TB, text string) Rate {
	t.Helper()
	r, err := ParseRate(text)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestParseRate(t *testing.T) {
	for _, c := range []struct{ text, want, percent, fail string }{
		{"0.10", "0.1", "10", ""},
		{" 0.125 ", "0.125", "12.5", ""},
		{"-0.05", "-0.05", "-5", ""},
		{"\u22120.05", "-0.05", "-5", ""},
		{"0.000000000001", "0.000000000001", "0.0000000001", ""},
		{"1000", "1000", "100000", ""},
		{"0", "0", "0", ""},
		{"0.1000000000000000", "0.1", "10", ""},
		{"0.0000000000001", "", "", "at most 12 are possible"},
		{"1000.01", "", "", "too large"},
		{"", "", "", "No rate is given"},
		{"10 %", "", "", "write it like 0.10 for 10 %"},
		{"1e-2", "", "", "is not a rate"},
		{"1E999999999", "", "", "is not a rate"},
		{"0,10", "", "", "is not a rate"},
		{"1.2.3", "", "", "is not a rate"},
		{strings.Repeat("0", 100_000) + "1", "", "", "is not a rate"},
		{"ten", "", "", "is not a rate"},
	} {
		r, err := ParseRate(c.text)
		if !says(err, c.fail) || err == nil && (r.String() != c.want || r.Percent() != c.percent) {
			t.Errorf("ParseRate(%q) = %s, %v", c.text, r, err)
		}
	}
}

func TestParsePercent(t *testing.T) {
	for _, c := range []struct{ text, want, fail string }{
		{"10", "0.1", ""},
		{"12.5 %", "0.125", ""},
		{"12,5\u00a0%", "0.125", ""},
		{"33.3333%", "0.333333", ""},
		{"0.0000000001", "0.000000000001", ""},
		{"-2.5", "-0.025", ""},
		{"1,000 %", "", "two ways"},
		{"1.000,5", "", "two ways"},
		{"0.00000000001", "", "at most 10 are possible"},
		{"100001", "", "too large"},
		{"%", "", "No percentage is given"},
		{"half", "", "is not a percentage"},
	} {
		r, err := ParsePercent(c.text)
		if !says(err, c.fail) || err == nil && r.String() != c.want {
			t.Errorf("ParsePercent(%q) = %s, %v", c.text, r, err)
		}
	}
}

// The worked fixtures of rounding: 0.5 % of the amount ends in a half.
func TestMN01_AHalfGoesWhereTheModeSays(t *testing.T) {
	for _, c := range []struct {
		minor        int64
		rate         string
		halfUp, even int64
	}{
		{100, "0.005", 1, 0},
		{300, "0.005", 2, 2},
		{500, "0.005", 3, 2},
		{-100, "0.005", -1, 0},
		{-300, "0.005", -2, -2},
		{-500, "0.005", -3, -2},
		{100, "-0.005", -1, 0},
		{-100, "-0.005", 1, 0},
		{100, "0.004999999999", 0, 0},
		{100, "0.005000000001", 1, 1},
		{0, "0.10", 0, 0},
		{12345, "0.10", 1235, 1234},
		{12355, "0.10", 1236, 1236},
	} {
		r := rate(t, c.rate)
		if got := r.Of(c.minor, HalfUp); got != c.halfUp {
			t.Errorf("half up: %s of %d = %d, want %d", r, c.minor, got, c.halfUp)
		}
		if got := r.Of(c.minor, HalfEven); got != c.even {
			t.Errorf("half even: %s of %d = %d, want %d", r, c.minor, got, c.even)
		}
	}
}

func TestMN03_AThirdOfAPriceStaysExactUntilTheOneRounding(t *testing.T) {
	r, err := ParsePercent("33.3333 %")
	if err != nil {
		t.Fatal(err)
	}
	if got := r.Of(9999, HalfUp); got != 3333 {
		t.Errorf("33.3333 %% of 99.99 = %d", got)
	}
	for _, c := range []struct {
		minor  int64
		digits int
		want   string
	}{
		{9999, 2, "33.32996667"}, {-9999, 2, "-33.32996667"}, {0, 2, "0.00"},
		{300, 0, "99.9999"}, {30000000, 2, "99999.90"},
	} {
		if got := r.Exact(c.minor, c.digits); got != c.want {
			t.Errorf("Exact(%d, %d) = %s, want %s", c.minor, c.digits, got, c.want)
		}
	}
}

func TestMN09_TheLargestAmountAtTheLargestRateIsExact(t *testing.T) {
	if got := rate(t, "1000").Of(Max, HalfUp); got != 1000*Max {
		t.Errorf("1000 × Max = %d", got)
	}
	if got := rate(t, "-0.999999999999").Of(Max, HalfUp); got != -(Max - 900) {
		t.Errorf("0.999999999999 × Max = %d", got)
	}
}

func TestOutOfRangePanicsInsteadOfWrapping(t *testing.T) {
	for name, f := range map[string]func(){
		"rate beyond its range":     func() { rate(t, "1000").Of(1<<62, HalfUp) },
		"one over 63 bits":          func() { MulDiv(1<<62, 2, 1, HalfUp) },
		"rounding up over 64 bits":  func() { round128(1, 1<<64-2, 2, false, HalfUp) },
		"rounding up to the border": func() { round128(0, 1<<64-1, 2, false, HalfUp) },
		"dividing by nothing":       func() { MulDiv(1, 1, 0, HalfUp) },
		"a negative share":          func() { Split(1, []int64{1, -1}) },
	} {
		if !panics(f) {
			t.Errorf("%s: no panic", name)
		}
	}
	if panics(func() { MulDiv(1<<62, 1, 1, HalfUp) }) {
		t.Error("control: a result that fits panicked")
	}
}

func panics(f func()) (did bool) {
	defer func() { did = recover() != nil }()
	f()
	return false
}

func TestRateOfAgreesWithBigArithmetic(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		minor := rapid.Int64Range(-Max, Max).Draw(t, "minor")
		r := Rate{rapid.Int64Range(-rateMost*rateUnit, rateMost*rateUnit).Draw(t, "rate")}
		mode := Mode(rapid.IntRange(0, 1).Draw(t, "mode"))
		product := new(big.Int).Mul(big.NewInt(minor), big.NewInt(r.units))
		if got, want := r.Of(minor, mode), bigRound(product, rateUnit, mode); got != want {
			t.Fatalf("%s of %d (%s) = %d, want %d", r, minor, mode, got, want)
		}
	})
}

// bigRound is rounding said another way: floor((2·|n| + d) ÷ 2d), then one
// back when it was a half and the result is odd.
func bigRound(n *big.Int, d int64, mode Mode) int64 {
	twice := new(big.Int).Abs(n)
	twice.Lsh(twice, 1).Add(twice, big.NewInt(d))
	quo, rem := new(big.Int).QuoRem(twice, big.NewInt(2*d), new(big.Int))
	if mode == HalfEven && rem.Sign() == 0 && quo.Bit(0) == 1 {
		quo.Sub(quo, big.NewInt(1))
	}
	return quo.Int64() * int64(n.Sign())
}

func bigSum(parts []int64) (int64, bool) {
	sum := new(big.Int)
	for _, part := range parts {
		sum.Add(sum, big.NewInt(part))
	}
	return sum.Int64(), sum.IsInt64()
}

func TestMN02_SplitsSumToTheWhole(t *testing.T) {
	for _, c := range []struct {
		total        int64
		shares, want []int64
	}{
		{10000, []int64{1, 1, 1}, []int64{3334, 3333, 3333}},
		{1, []int64{1, 1, 1}, []int64{1, 0, 0}},
		{-1, []int64{1, 1}, []int64{-1, 0}},
		{100, []int64{50, 30, 20}, []int64{50, 30, 20}},
		{101, []int64{1, 2}, []int64{34, 67}},
		{5, []int64{1, 0, 1}, []int64{3, 0, 2}},
		{5, []int64{0, 0}, []int64{3, 2}},
		{Max, []int64{1 << 62, 1 << 62, 1}, []int64{Max / 2, Max / 2, 0}},
		{7, nil, nil},
	} {
		if got := Split(c.total, c.shares); !equal(got, c.want) {
			t.Errorf("Split(%d, %d) = %d, want %d", c.total, c.shares, got, c.want)
		}
	}
}

func TestSplitProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		total := rapid.Int64Range(-Max, Max).Draw(t, "total")
		shares := rapid.SliceOfN(rapid.Int64Range(0, 1<<40), 1, 9).Draw(t, "shares")
		parts := Split(total, shares)
		weight, _ := bigSum(shares)
		if sum, _ := bigSum(parts); sum != total {
			t.Fatalf("Split(%d, %d) = %d sums to %d", total, shares, parts, sum)
		}
		for i, part := range parts {
			if weight == 0 {
				break
			}
			exact := new(big.Int).Mul(big.NewInt(total), big.NewInt(shares[i]))
			off := exact.Sub(exact, new(big.Int).Mul(big.NewInt(part), big.NewInt(weight)))
			if off.CmpAbs(big.NewInt(weight)) >= 0 {
				t.Fatalf("part %d of Split(%d, %d) is a whole unit away", i, total, shares)
			}
		}
	})
}

// Of equal shares none gets less than a later one, also where there are many.
func TestMN02_TiesGoToTheEarlierShare(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		total := rapid.Int64Range(0, 1000).Draw(t, "total")
		shares := rapid.SliceOfN(rapid.Int64Range(1, 3), 2, 60).Draw(t, "shares")
		last := map[int64]int64{}
		for i, part := range Split(total, shares) {
			if before, seen := last[shares[i]]; seen && part > before {
				t.Fatalf("share %d of %d gets more than an earlier equal one", i, shares)
			}
			last[shares[i]] = part
		}
	})
}

func equal(a, b []int64) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

func TestModeText(t *testing.T) {
	for text, want := range map[string]Mode{"half-up": HalfUp, "half-even": HalfEven, "": HalfUp} {
		if got, err := ParseMode(text); got != want || err != nil {
			t.Errorf("ParseMode(%q) = %s, %v", text, got, err)
		}
	}
	if _, err := ParseMode("down"); !says(err, "write half-up or half-even") {
		t.Error(err)
	}
}

func TestRatesInJSON(t *testing.T) {
	type kept struct {
		Rate Rate
		Mode Mode
		FX   FX
	}
	in := kept{rate(t, "0.125"), HalfEven, FX{fxUnit}}
	text, err := json.Marshal(in)
	if string(text) != `{"Rate":"0.125","Mode":"half-even","FX":"1"}` || err != nil {
		t.Fatalf("%s, %v", text, err)
	}
	var out kept
	if err := json.Unmarshal(text, &out); err != nil || out != in {
		t.Errorf("%+v, %v", out, err)
	}
	if err := json.Unmarshal([]byte(`{"Rate":"","FX":""}`), &out); err != nil || !out.Rate.IsZero() || !out.FX.IsZero() {
		t.Errorf("nothing is no rate: %+v, %v", out, err)
	}
	if err := json.Unmarshal([]byte(`{"Rate":"x"}`), &out); err == nil {
		t.Error("a broken rate was read")
	}
}

func TestRateAdd(t *testing.T) {
	if sum, err := rate(t, "0.6").Add(rate(t, "0.4")); sum != rate(t, "1") || err != nil {
		t.Error(sum, err)
	}
	if _, err := rate(t, "1000").Add(rate(t, "0.1")); !errors.Is(err, ErrRange) {
		t.Error(err)
	}
}

func TestMN08_ExchangeRates(t *testing.T) {
	for _, c := range []struct{ text, fail string }{
		{"1.0837", ""},
		{"0.0000000001", ""},
		{"100000000", ""},
		{"0", "must be above 0"},
		{"-1.1", "must be above 0"},
		{"1.00000000001", "at most 10 are possible"},
		{"", "No exchange rate is given"},
		{"100000001", "too large"},
		{"1,08", "is not an exchange rate"},
	} {
		f, err := ParseFX(c.text)
		if !says(err, c.fail) || err == nil && f.String() != c.text {
			t.Errorf("ParseFX(%q) = %s, %v", c.text, f, err)
		}
	}
}

func TestMN08_Convert(t *testing.T) {
	for _, c := range []struct {
		from Money
		fx   string
		to   Money
		fail string
	}{
		{New(10000, "EUR"), "1.0837", New(10837, "USD"), ""},
		{New(10000, "EUR"), "163.455", New(16346, "JPY"), ""},
		{New(-10000, "EUR"), "163.455", New(-16346, "JPY"), ""},
		{New(16346, "JPY"), "0.0061178918", New(10000, "EUR"), ""},
		{New(1000, "EUR"), "0.331", New(3310, "KWD"), ""},
		{New(500, "EUR"), "1", New(500, "EUR"), ""},
		{New(500, "EUR"), "1.1", New(0, "EUR"), "can only be 1"},
		{New(Max, "EUR"), "1.1", New(0, "USD"), "more USD than the program counts"},
		{New(Max, "JPY"), "100000000", New(0, "CLF"), "more CLF than the program counts"},
		{New(Max+1, "EUR"), "0.5", New(0, "USD"), "more USD than the program counts"},
		{New(500, "EUR"), "", New(0, "USD"), "no exchange rate from EUR to USD"},
	} {
		f, _ := ParseFX(c.fx)
		got, err := f.Convert(c.from, c.to.Currency, HalfUp)
		if !says(err, c.fail) || err == nil && got != c.to {
			t.Errorf("%s at %s = %s, %v; want %s", c.from, c.fx, got, err, c.to)
		}
	}
}

func BenchmarkRateOf(b *testing.B) {
	r := rate(b, "0.125")
	var kept int64
	minor := int64(123_456_789)
	for b.Loop() {
		kept += r.Of(minor, HalfUp)
		minor++
	}
	if kept == 0 {
		b.Fatal("nothing was computed")
	}
}

func BenchmarkRateOfLargest(b *testing.B) {
	r := rate(b, "0.333333333333")
	var kept int64
	minor := Max - 1_000_000_000
	for b.Loop() {
		kept ^= r.Of(minor, HalfUp)
		minor++
	}
	if kept == 0 {
		b.Fatal("nothing was computed")
	}
}

func TestExactAmountsSumAndReadAsFractionsDo(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var sum Exact
		var want decimal.Decimal
		digits := rapid.SampledFrom([]int{0, 2, 3}).Draw(t, "digits")
		for range rapid.IntRange(1, 4).Draw(t, "parts") {
			r := Rate{rapid.Int64Range(-rateMost*rateUnit, rateMost*rateUnit).Draw(t, "rate")}
			minor := rapid.OneOf(rapid.Int64Range(-Max, Max), rapid.Int64Range(-100, 100)).Draw(t, "minor")
			sum = sum.Plus(r.Exactly(minor))
			want = want.Add(decimal.New(r.units, -rateDigits).Mul(decimal.New(minor, -int32(digits))))
		}
		if got := sum.Text(digits, 0); got != want.String() {
			t.Errorf("%s, want %s", got, want)
		}
		if whole := want.Shift(int32(digits)); sum.Is(whole.IntPart()) != whole.IsInteger() {
			t.Errorf("%s is a whole number of minor units: %v", want, !whole.IsInteger())
		}
	})
}
