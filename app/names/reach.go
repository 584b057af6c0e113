package names

import "strings"

// MailKey is an e-mail address as two are compared.
func MailKey(email string) string { return strings.ToLower(strings.TrimSpace(email)) }

// Domain is the domain of an e-mail address when it belongs to a firm; empty where everybody can have an address.
func Domain(email string) string {
	_, domain, _ := strings.Cut(MailKey(email), "@")
	if freeMail(domain) {
		return ""
	}
	return domain
}

// freeMail tells the domains of providers who give an address to anybody, in the countries firms have partners in.
func freeMail(domain string) bool {
	name, _, _ := strings.Cut(domain, ".")
	switch name {
	case "gmail", "googlemail", "yahoo", "ymail", "hotmail", "outlook", "live", "msn", "icloud", "aol", "protonmail", "gmx", "mailbox", "posteo", "orange", "wanadoo",
		"laposte", "btinternet", "comcast", "verizon", "t-online", "freenet", "bluewin", "libero", "tiscali", "mail", "yandex", "qq", "naver", "zoho", "fastmail":
		return true
	}
	switch domain {
	case "web.de", "me.com", "mac.com", "free.fr", "sfr.fr", "sky.com", "att.net", "cox.net", "proton.me", "pm.me", "arcor.de", "163.com", "126.com", "o2.pl", "wp.pl":
		return true
	}
	return false
}

// phoneEnd is how many digits from the end of two numbers are looked at before they are compared in full.
const phoneEnd = 7

// PhoneKey is the end of a phone number, the same with and without its country. Empty for what is too short.
func PhoneKey(phone string) string {
	digits := digitsOf(phone)
	if len(digits) < phoneEnd {
		return ""
	}
	return digits[len(digits)-phoneEnd:]
}

// SamePhone tells whether two numbers ring at one place. A number without its country is taken for one of its owner's country, a code such as
// GB; calling code and national number are compared, as E.164 has them.
func SamePhone(a, countryA, b, countryB string) bool {
	codeA, x := dialled(a, countryA)
	codeB, y := dialled(b, countryB)
	switch {
	case x == "" || y == "":
		return false
	case codeA != "" && codeB != "":
		return codeA == codeB && (national(codeA, x, y) || national(codeA, y, x))
	}
	// One has no country: it is the other one's number when that ends in its digits.
	return strings.HasSuffix(x, y) || strings.HasSuffix(y, x)
}

// onlyDigits leaves out what is between the digits of a number.
func onlyDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
}

// digitsOf are the digits of a number without the zeros it begins with.
func digitsOf(s string) string { return strings.TrimLeft(onlyDigits(s), "0") }

// TaxKey is a tax number as two are compared: its letters and digits.
func TaxKey(number string) string { return strings.ReplaceAll(Fold(number), " ", "") }
