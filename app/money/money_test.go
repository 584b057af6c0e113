package money

import (
	"encoding/json"
	"errors"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestParseCurrency(t *testing.T) {
	for _, c := range []struct {
		text string
		want Currency
		fail string
	}{
		{"EUR", "EUR", ""},
		{" usd ", "USD", ""},
		{"", "", "No currency is given"},
		{"XYZ", "", `"XYZ" is not a currency`},
		{"Euro", "", `"Euro" is not a currency`},
	} {
		got, err := ParseCurrency(c.text)
		if got != c.want || !says(err, c.fail) {
			t.Errorf("ParseCurrency(%q) = %q, %v", c.text, got, err)
		}
	}
}

func TestMN06_DecimalsOfEveryKindOfCurrency(t *testing.T) {
	for _, c := range []struct {
		money         Money
		amount, plain string
	}{
		{New(123450, "EUR"), "1,234.50", "1234.50"},
		{New(-123450, "EUR"), "-1,234.50", "-1234.50"},
		{New(5, "EUR"), "0.05", "0.05"},
		{New(-5, "EUR"), "-0.05", "-0.05"},
		{New(0, "EUR"), "0.00", "0.00"},
		{New(1234567, "JPY"), "1,234,567", "1234567"},
		{New(7, "JPY"), "7", "7"},
		{New(1234567, "KWD"), "1,234.567", "1234.567"},
		{New(1234567, "BHD"), "1,234.567", "1234.567"},
		{New(-12, "TND"), "-0.012", "-0.012"},
		{New(1234567, "CLF"), "123.4567", "123.4567"},
		{New(Max, "EUR"), "9,000,000,000,000.00", "9000000000000.00"},
		{New(math.MinInt64, "JPY"), "-9,223,372,036,854,775,808", "-9223372036854775808"},
	} {
		if got := c.money.Amount(); got != c.amount {
			t.Errorf("%#v.Amount() = %s, want %s", c.money, got, c.amount)
		}
		if got := c.money.Plain(); got != c.plain {
			t.Errorf("%#v.Plain() = %s, want %s", c.money, got, c.plain)
		}
	}
	if got := New(123450, "EUR").String(); got != "1,234.50 EUR" {
		t.Error(got)
	}
}

func TestMN07_TwoCurrenciesAreNeverAdded(t *testing.T) {
	eur, usd := New(100, "EUR"), New(100, "USD")
	_, addErr := eur.Add(usd)
	_, subErr := eur.Sub(usd)
	_, lessErr := eur.Less(usd)
	for _, err := range []error{addErr, subErr, lessErr} {
		if !errors.Is(err, ErrMixed) || !says(err, "EUR and USD cannot be added") {
			t.Errorf("mixed currencies: %v", err)
		}
	}
	if sum, err := eur.Add(eur); sum != New(200, "EUR") || err != nil {
		t.Errorf("control: %v, %v", sum, err)
	}
}

func TestMN10_SumsNeverWrap(t *testing.T) {
	for _, parts := range [][]int64{
		{math.MaxInt64, 1}, {math.MinInt64 + 1, -1}, {-math.MaxInt64, -2},
		{1, math.MaxInt64 - 1, 1}, {math.MinInt64},
	} {
		if sum, err := SumMinor(parts...); !errors.Is(err, ErrRange) {
			t.Errorf("SumMinor(%d) = %d, %v; want a refusal", parts, sum, err)
		}
	}
	if sum, err := SumMinor(math.MaxInt64, -5, 0, 5); sum != math.MaxInt64 || err != nil {
		t.Errorf("control: %d, %v", sum, err)
	}
	if _, err := New(math.MaxInt64, "EUR").Add(New(1, "EUR")); !errors.Is(err, ErrRange) {
		t.Errorf("Add: %v", err)
	}
}

func TestOrderAndSign(t *testing.T) {
	small, large := New(-1, "EUR"), New(2, "EUR")
	if less, _ := small.Less(large); !less {
		t.Error("-0.01 is less than 0.02")
	}
	if less, _ := large.Less(large); less {
		t.Error("nothing is less than itself")
	}
	if small.Sign() != -1 || large.Sign() != 1 || !New(0, "EUR").IsZero() || New(0, "EUR").Sign() != 0 {
		t.Error("signs")
	}
	if small.Abs() != New(1, "EUR") || large.Neg() != New(-2, "EUR") {
		t.Error("Abs, Neg")
	}
	if got, err := small.Sub(large); got != New(-3, "EUR") || err != nil {
		t.Error(got, err)
	}
}

func TestMoneyInJSON(t *testing.T) {
	text, err := json.Marshal(New(-1250, "EUR"))
	if string(text) != `{"minor":-1250,"currency":"EUR"}` || err != nil {
		t.Errorf("%s, %v", text, err)
	}
}

func TestSumMinorAgreesWithBigArithmetic(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.SliceOfN(rapid.Int64(), 0, 6).Draw(t, "parts")
		exact, fits := bigSum(parts)
		got, err := SumMinor(parts...)
		if err == nil && (!fits || got != exact) {
			t.Fatalf("SumMinor(%d) = %d", parts, got)
		}
	})
}

// says reports whether err is a sentence containing part; "" wants no error.
func says(err error, part string) bool {
	if err == nil || part == "" {
		return err == nil && part == ""
	}
	return strings.Contains(err.Error(), part)
}
