package names

import (
	"testing"

	"github.com/nyaruka/phonenumbers/v2"
)

// Numbers of every country, as libphonenumber writes them, are one number however they are written, and another number abroad.
func TestPhonesOfEveryCountryAreCompared(t *testing.T) {
	seen := 0
	for country := range phonenumbers.GetSupportedRegions() {
		for _, kind := range []phonenumbers.PhoneNumberType{phonenumbers.FIXED_LINE, phonenumbers.MOBILE, phonenumbers.TOLL_FREE} {
			n := phonenumbers.GetExampleNumberForTypeInRegion(country, kind)
			if n == nil {
				continue
			}
			seen++
			home, abroad := phonenumbers.Format(n, phonenumbers.NATIONAL), phonenumbers.Format(n, phonenumbers.INTERNATIONAL)
			for _, other := range []string{abroad, phonenumbers.Format(n, phonenumbers.E164), "00" + abroad[1:], phonenumbers.GetNationalSignificantNumber(n)} {
				if !SamePhone(home, country, other, country) || !SamePhone(other, country, home, country) {
					t.Errorf("%s: %q is not %q", country, home, other)
				}
			}
			for _, elsewhere := range []string{"GB", "US", "DE"} {
				apart := phonenumbers.GetCountryCodeForRegion(elsewhere) != phonenumbers.GetCountryCodeForRegion(country)
				if apart && SamePhone(home, elsewhere, abroad, country) {
					t.Errorf("%s: %q of %s is %q", country, home, elsewhere, abroad)
				}
			}
		}
	}
	if seen < 600 {
		t.Errorf("only %d numbers were compared", seen)
	}
}
