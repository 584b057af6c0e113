package money

import (
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestMN22_AmountsAsPeopleWriteThem(t *testing.T) {
	const ask = AskDecimal
	for _, c := range []struct {
		text string
		c    Currency
		d    Decimal
		want int64
		fail string
	}{
		{"1234.5", "EUR", ask, 123450, ""},
		{"1234", "EUR", ask, 123400, ""},
		{"1,234.56", "EUR", ask, 123456, ""},
		{"1.234,56", "EUR", ask, 123456, ""},
		{"1.234,56", "EUR", Point, 123456, ""},
		{"1,234.56", "EUR", Comma, 123456, ""},
		{"12,50", "EUR", Point, 1250, ""},
		{"1'234.50", "CHF", ask, 123450, ""},
		{"1’234.50", "CHF", ask, 123450, ""},
		{"1 234,50", "EUR", ask, 123450, ""},
		{"1\u00a0234,50", "EUR", ask, 123450, ""},
		{"1\u202f234,50", "EUR", ask, 123450, ""},
		{"1\u2009234\u2009567", "EUR", ask, 123456700, ""},
		{"1,23,456", "INR", ask, 12345600, ""},
		{"12,34,567.89", "INR", ask, 123456789, ""},
		{"1,234,567", "EUR", ask, 123456700, ""},
		{"\u22125.00", "EUR", ask, -500, ""},
		{"-5", "EUR", ask, -500, ""},
		{"(5.00)", "EUR", ask, -500, ""},
		{"5-", "EUR", ask, -500, ""},
		{"+5", "EUR", ask, 500, ""},
		{"€5", "EUR", ask, 500, ""},
		{"5 €", "EUR", ask, 500, ""},
		{"-€ 5.50", "EUR", ask, -550, ""},
		{"(€5.50)", "EUR", ask, -550, ""},
		{"5 EUR", "EUR", ask, 500, ""},
		{"eur 5", "EUR", ask, 500, ""},
		{"$5", "USD", ask, 500, ""},
		{"CA$5", "CAD", ask, 500, ""},
		{"£1,234.50", "GBP", ask, 123450, ""},
		{"٥", "EUR", ask, 500, ""},
		{"١٬٢٣٤٫٥٠", "EUR", ask, 123450, ""},
		{"۱۲۳۴", "EUR", ask, 123400, ""},
		{".50", "EUR", ask, 50, ""},
		{"0,123", "KWD", ask, 123, ""},
		{"00123", "EUR", ask, 12300, ""},
		{"10.0000", "EUR", ask, 1000, ""},
		{"1,234", "EUR", Point, 123400, ""},
		{"1.234", "EUR", Comma, 123400, ""},
		{"1.234", "KWD", Point, 1234, ""},
		{"1,234", "JPY", Point, 1234, ""},
		{"-0.00", "EUR", ask, 0, ""},

		{"1.5", "JPY", Point, 0, "JPY has no decimals; 1.5 has 1"},
		{"10.005", "EUR", Point, 0, "EUR has 2 decimals; 10.005 has 3"},
		{"0.004", "EUR", ask, 0, "EUR has 2 decimals; 0.004 has 3"},
		{"12٫345", "EUR", Comma, 0, "EUR has 2 decimals; 12.345 has 3"},
		{"1٫234٫567", "EUR", Comma, 0, "is not an amount"},
		{"1E5", "EUR", Point, 0, `"1E5" is not an amount`},
		{"1.23E+19", "EUR", Point, 0, "is not an amount"},
		{"1,2,3", "EUR", ask, 0, "is not an amount"},
		{"12,34.5", "EUR", ask, 0, "is not an amount"},
		{"123,45,678", "INR", ask, 0, "is not an amount"},
		{"1,234 567", "EUR", ask, 0, "is not an amount"},
		{"1.234.56", "EUR", ask, 0, "is not an amount"},
		{"12 34", "EUR", ask, 0, "is not an amount"},
		{"5.", "EUR", ask, 0, "is not an amount"},
		{"--5", "EUR", ask, 0, "is not an amount"},
		{"(-5)", "EUR", ask, 0, "is not an amount"},
		{"-", "EUR", ask, 0, "is not an amount"},
		{"five", "EUR", ask, 0, "is not an amount"},
		{"5%", "EUR", ask, 0, "is not an amount"},
		{"5 USD", "EUR", ask, 0, `"5 USD" is in USD, but EUR is expected here`},
		{"$5", "EUR", ask, 0, "sign of another currency; EUR is expected"},
		{"", "EUR", ask, 0, "No amount is given"},
		{" \u00a0", "EUR", ask, 0, "No amount is given"},
		{"NaN", "EUR", ask, 0, "is not an amount"},
		{"0x10", "EUR", ask, 0, "is not an amount"},
		{"5\x00", "EUR", ask, 0, "is not an amount"},
	} {
		got, err := ParseAmount(c.text, c.c, c.d)
		if !says(err, c.fail) || err == nil && got != New(c.want, c.c) {
			t.Errorf("ParseAmount(%q, %s, %s) = %s, %v; want %d %s", c.text, c.c, c.d, got, err, c.want, c.fail)
		}
	}
}

func TestMN09_TheLimitOfAField(t *testing.T) {
	for text, want := range map[string]bool{
		"9000000000000.00": true, "-9000000000000.00": true,
		"9000000000000.01": false, "-9000000000000.01": false,
		"99999999999999999999999999": false,
	} {
		_, err := ParseAmount(text, "EUR", Point)
		if (err == nil) != want || err != nil && !errors.Is(err, ErrRange) {
			t.Errorf("%s: %v", text, err)
		}
	}
}

func TestIM15_OneGroupOfThreeIsAsked(t *testing.T) {
	for _, text := range []string{"1,234", "1.234", "-12,345", "€1.234"} {
		_, err := ParseAmount(text, "EUR", AskDecimal)
		if !errors.Is(err, ErrAmbiguous) || !says(err, "say whether a point or a comma") {
			t.Errorf("ParseAmount(%q): %v, want it asked", text, err)
		}
		if _, err := ParseAmount(text, "EUR", Point); errors.Is(err, ErrAmbiguous) {
			t.Errorf("ParseAmount(%q) asks again after the answer", text)
		}
	}
}

func TestIM19_SpreadsheetErrors(t *testing.T) {
	for text, want := range map[string]string{
		"#REF!": "error of the spreadsheet", "#N/A": "error of the spreadsheet", "TRUE": "is not an amount",
	} {
		if _, err := ParseAmount(text, "EUR", Point); !says(err, want) {
			t.Errorf("%s: %v", text, err)
		}
	}
}

func TestIM14_AColumnSaysItsDecimalSignOrIsAsked(t *testing.T) {
	for _, c := range []struct {
		column     string
		want       Decimal
		contradict bool
	}{
		{"1.50|2|1,234", Point, false},
		{"1,50|2|1.234", Comma, false},
		{"$1,234.56|-|n/a", Point, false},
		{"1 234,50 €", Comma, false},
		{"1,234,567", Point, false},
		{"1,234|2.345", AskDecimal, false},
		{"12|15|", AskDecimal, false},
		{"1,234.56|1.234,56", AskDecimal, true},
	} {
		d, contradict := GuessDecimal(strings.Split(c.column, "|"))
		if d != c.want || contradict != c.contradict {
			t.Errorf("%s: %s, %v; want %s, %v", c.column, d, contradict, c.want, c.contradict)
		}
	}
}

func TestWhatIsWrittenIsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := rapid.SampledFrom([]Currency{"EUR", "JPY", "KWD", "CLF"}).Draw(t, "currency")
		m := New(rapid.Int64Range(-Max, Max).Draw(t, "minor"), c)
		for _, text := range []string{m.String(), m.Plain(), m.Amount()} {
			if got, err := ParseAmount(text, c, Point); got != m || err != nil {
				t.Fatalf("%s is read back as %s, %v", text, got, err)
			}
		}
	})
}

func FuzzParseAmount(f *testing.F) {
	for _, text := range []string{"1,234.50", "(€5)", "1E5", "٫", "\xff", "#", "-", "1'2"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, d := range []Decimal{AskDecimal, Comma, Point} {
			m, err := ParseAmount(text, "EUR", d)
			if err == nil && magnitude(m.Minor) > uint64(Max) {
				t.Fatalf("%q is read as %s", text, m)
			}
			if err != nil && err.Error() == "" {
				t.Fatalf("%q is refused without a word", text)
			}
		}
	})
}
