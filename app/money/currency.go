package money

import (
	"strings"

	"github.com/bojanz/currency"
)

// Currency is an ISO 4217 code in upper case, such as "EUR".
type Currency string

// ParseCurrency reads a currency code as people write it, in any case and
// with spaces around it. Codes that ISO 4217 does not list are refused.
func ParseCurrency(s string) (Currency, error) {
	c := Currency(strings.ToUpper(strings.TrimSpace(s)))
	switch {
	case c == "":
		return "", say("No currency is given; write a code such as EUR or USD")
	case !c.Known():
		return "", say("%s is not a currency; write a code such as EUR or USD", shown(s))
	}
	return c, nil
}

// Known reports whether ISO 4217 lists the currency.
func (c Currency) Known() bool { return currency.IsValid(string(c)) }

// Digits is the number of decimals the currency is written with: 2 for EUR,
// 0 for JPY, 3 for KWD, 4 for CLF. An unknown currency has 2.
func (c Currency) Digits() int {
	if digits, ok := currency.GetDigits(string(c)); ok {
		return int(digits)
	}
	return 2
}

// signs returns what people write instead of the code. A sign that several
// currencies share counts for each of them: the field says which is meant.
func (c Currency) signs() []string {
	switch c {
	case "EUR":
		return []string{"€"}
	case "GBP":
		return []string{"£"}
	case "USD":
		return []string{"US$", "$"}
	case "CAD":
		return []string{"CA$", "C$", "$"}
	case "AUD":
		return []string{"A$", "$"}
	case "NZD":
		return []string{"NZ$", "$"}
	case "SGD":
		return []string{"S$", "$"}
	case "HKD":
		return []string{"HK$", "$"}
	case "MXN":
		return []string{"MX$", "$"}
	case "BRL":
		return []string{"R$"}
	case "CHF":
		return []string{"Fr.", "SFr."}
	case "JPY", "CNY":
		return []string{"¥", "\uffe5"}
	case "SEK", "NOK", "DKK", "ISK":
		return []string{"kr.", "kr"}
	case "PLN":
		return []string{"zł"}
	case "CZK":
		return []string{"Kč"}
	case "HUF":
		return []string{"Ft"}
	case "INR":
		return []string{"₹"}
	case "TRY":
		return []string{"₺"}
	case "KRW":
		return []string{"₩"}
	case "ILS":
		return []string{"₪"}
	case "UAH":
		return []string{"₴"}
	}
	return nil
}
