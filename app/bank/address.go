package bank

import (
	"strings"

	"github.com/bojanz/address"
)

// Address is a structured postal address, part by part as pain.001.001.09 wants it. Since 15 November 2026 banks refuse SEPA
// orders whose address is not structured; town and country are the least.
type Address struct {
	Street   string `json:"street,omitempty"`
	Building string `json:"building,omitempty"` // number of the house
	Postcode string `json:"postcode,omitempty"`
	Town     string `json:"town,omitempty"`
	Region   string `json:"region,omitempty"`  // state or province
	Country  string `json:"country,omitempty"` // ISO 3166 alpha-2
}

// Empty tells whether nothing was entered.
func (a Address) Empty() bool { return a == Address{} }

// Line is the address on one line.
func (a Address) Line() string {
	var parts []string
	for _, p := range []string{strings.TrimSpace(a.Street + " " + a.Building), strings.TrimSpace(a.Postcode + " " + a.Town), a.Region, a.Country} {
		if p != "" {
			parts = append(parts, p)
		}
	}
	return strings.Join(parts, ", ")
}

// check cleans an address; needed says that town and country must be there. Postal codes must have their country's form.
func (a *Address) check(needed bool) error {
	for _, part := range []*string{&a.Street, &a.Building, &a.Postcode, &a.Town, &a.Region} {
		*part = strings.Join(strings.Fields(*part), " ")
	}
	a.Country = strings.ToUpper(strings.TrimSpace(a.Country))
	if a.Empty() && !needed {
		return nil
	}
	if needed {
		if err := a.needed("A SEPA payment"); err != nil {
			return err
		}
	}
	if a.Country != "" && !address.CheckCountryCode(a.Country) {
		return flaw("country", "Use the two letters, such as DE, GB or US.", "%q is not a country code.", a.Country)
	}
	if f := address.GetFormat(a.Country); a.Country != "" && !f.CheckPostalCode(a.Postcode) {
		return flaw("postcode", "Correct it, or the country.", "%q is not a postal code of %s.", a.Postcode, a.Country)
	}
	return a.fits()
}

// fits refuses what is longer than a bank's field.
func (a *Address) fits() error {
	for _, f := range []struct {
		field, text string
		most        int
	}{{"street", a.Street, 70}, {"building", a.Building, 16}, {"postcode", a.Postcode, 16}, {"town", a.Town, 35}, {"region", a.Region, 35}} {
		if len([]rune(f.text)) > f.most {
			return flaw(f.field, "Shorten it.", "The %s is longer than the %d letters a bank takes.", f.field, f.most)
		}
	}
	return nil
}

func (a *Address) needed(what string) error {
	if a.Town == "" {
		return flaw("town", "Enter the town.", "%s needs the payee's town and country.", what)
	}
	if a.Country == "" {
		return flaw("country", "Enter the two letters, such as DE, GB or US.", "%s needs the payee's town and country.", what)
	}
	return nil
}
