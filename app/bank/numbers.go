package bank

import (
	"errors"
	"strings"

	"github.com/jacoelho/banking/bic"
	"github.com/jacoelho/banking/iban"
)

// compact drops spaces and dashes and makes letters capital.
func compact(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == ' ' || r == '-' || r == '\t' || r == 0xA0 || r == 0x202F:
			return -1
		case r >= 'a' && r <= 'z':
			return r - 'a' + 'A'
		}
		return r
	}, text)
}

// ParseIBAN reads an IBAN as people write it, with spaces and small letters, and gives it in one piece. Its country, length and
// check digits must be right (ISO 13616).
func ParseIBAN(text string) (string, error) {
	s := compact(text)
	err := iban.Validate(s)
	if err == nil {
		return s, nil
	}
	var v *iban.ValidationError
	var c *iban.CountryCodeError
	switch {
	case s == "":
		return "", flaw("iban", "Enter it as it stands on the bank statement.", "The IBAN is missing.")
	case errors.As(err, &c), errors.Is(err, iban.ErrUnsupportedCountry):
		return "", flaw("iban", "An IBAN begins with the two letters of its country, such as DE.", "%q is of no country that has IBANs.", text)
	case errors.As(err, &v) && v.Reason == iban.ReasonInvalidLength:
		return "", flaw("iban", "Compare it sign by sign.", "An IBAN of %s has %d signs; this one has %d.", s[:min(2, len(s))], v.ExpectedLength, len(s))
	case errors.As(err, &v) && v.Reason == iban.ReasonInvalidChecksum:
		return "", flaw("iban", "Compare it sign by sign with what the payee gave you.", "The check digits of %q do not fit: a sign is wrong, or two are swapped.", text)
	}
	return "", flaw("iban", "Compare it sign by sign.", "%q is not an IBAN.", text)
}

func inSEPA(number string) bool {
	ok, err := iban.IsSEPA(number)
	return ok && err == nil
}

// PaperIBAN is an IBAN in groups of four.
func PaperIBAN(number string) string { return iban.PaperFormat(number) }

// ParseBIC reads a BIC of eight or eleven signs (ISO 9362) and keeps its length.
func ParseBIC(text string) (string, error) {
	s := compact(text)
	if _, err := bic.Parse(s); err != nil {
		return "", flaw("bic", "It has eight or eleven signs, such as DEUTDEFF.", "%q is not a BIC.", text)
	}
	return s, nil
}

// ParseRouting reads a US routing number: nine digits whose weighted sum (3, 7, 1 and again) is a multiple of ten (ABA).
func ParseRouting(text string) (string, error) {
	s := compact(text)
	if len(s) != 9 || strings.Trim(s, "0123456789") != "" {
		return "", flaw("routing", "Enter the nine digits from the foot of a cheque.", "A routing number has nine digits; %q has not.", text)
	}
	sum := 0
	for i, r := range s {
		sum += int(r-'0') * []int{3, 7, 1}[i%3]
	}
	if sum%10 != 0 || sum == 0 {
		return "", flaw("routing", "Compare it digit by digit.", "The check digit of %q does not fit: a digit is wrong, or two are swapped.", text)
	}
	return s, nil
}

// ParseNumber reads an account number of capital letters and digits, at most so many.
func ParseNumber(text string, most int) (string, error) {
	s := compact(text)
	if s == "" || len(s) > most || !plainSigns(s) {
		return "", flaw("number", "Enter digits and letters, as they stand on the bank statement.", "An account number has 1 to %d digits or letters; %q has not.", most, text)
	}
	return s, nil
}

func parseCode(text string) (string, error) {
	s := compact(text)
	if s == "" || len(s) > 20 || !plainSigns(s) {
		return "", flaw("bank code", "Enter the sort code, or the IBAN instead of the account number.", "%q is not the code of a bank.", text)
	}
	return s, nil
}

func plainSigns(s string) bool { return strings.Trim(s, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") == "" }
