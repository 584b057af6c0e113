package bank

import (
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// Numbers are the examples of the IBAN registry and of the Federal Reserve's own banks.
func TestMN28_IBANsAsPeopleWriteThem(t *testing.T) {
	for _, c := range []struct{ text, want, says string }{
		{"DE89 3704 0044 0532 0130 00", "DE89370400440532013000", ""},
		{"de89370400440532013000", "DE89370400440532013000", ""},
		{"GB82 WEST 1234 5698 7654 32", "GB82WEST12345698765432", ""},
		{"FR14 2004 1010 0505 0001 3M02 606", "FR1420041010050500013M02606", ""},
		{"NO93 8601 1117 947", "NO9386011117947", ""},
		{"DE89 3704 0044 0532 0130 01", "", "check digits"},
		{"DE98 3704 0044 0532 0130 00", "", "check digits"},
		{"DE89 3704 0044 0532 0130 0", "", "has 22 signs; this one has 21"},
		{"GB89 3704 0044 0532 0130 00", "", "GB"},
		{"XX89 3704 0044 0532 0130 00", "", "no country"},
		{"", "", "missing"},
		{"DE89?704 0044 0532 0130 00", "", "not an IBAN"},
	} {
		got, err := ParseIBAN(c.text)
		if got != c.want || (err == nil) != (c.says == "") || err != nil && !strings.Contains(err.Error(), c.says) {
			t.Errorf("%q: %q, %v; want %q, %q", c.text, got, err, c.want, c.says)
		}
	}
}

// One wrong digit, or two neighbours swapped, is always noticed.
func TestMN28_OneSlipIsAlwaysNoticed(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		good := rapid.SampledFrom([]string{"DE89370400440532013000", "GB82WEST12345698765432", "NL91ABNA0417164300", "ES9121000418450200051332"}).Draw(r, "iban")
		b := []byte(good)
		i := rapid.IntRange(4, len(b)-2).Draw(r, "place")
		if rapid.Bool().Draw(r, "swap") {
			b[i], b[i+1] = b[i+1], b[i]
		} else {
			b[i] = "0123456789"[rapid.IntRange(0, 9).Draw(r, "digit")]
		}
		if _, err := ParseIBAN(string(b)); (err == nil) != (string(b) == good) {
			r.Fatalf("%s from %s: %v", b, good, err)
		}
	})
}

func TestMN28_RoutingNumbersAndBICs(t *testing.T) {
	for _, good := range []string{"021000021", "011401533", "0910 0001 9", "231380104"} {
		if s, err := ParseRouting(good); err != nil || len(s) != 9 {
			t.Errorf("%q: %q, %v", good, s, err)
		}
	}
	for _, bad := range []string{"021000022", "120000021", "02100002", "0210000211", "02100002A", "000000000", ""} {
		if _, err := ParseRouting(bad); err == nil {
			t.Errorf("%q was taken", bad)
		}
	}
	for text, want := range map[string]string{"deutdeff": "DEUTDEFF", "COBA DE FF XXX": "COBADEFFXXX"} {
		if got, err := ParseBIC(text); err != nil || got != want {
			t.Errorf("%q: %q, %v", text, got, err)
		}
	}
	for _, bad := range []string{"DEUT", "DEUTDEFFX", "DEUT12FF", ""} {
		if _, err := ParseBIC(bad); err == nil {
			t.Errorf("BIC %q was taken", bad)
		}
	}
}

func TestAccountsByMethod(t *testing.T) {
	home := Address{Street: "Unter den Linden", Building: "1", Postcode: "10117", Town: "Berlin", Country: "de"}
	for _, c := range []struct {
		name  string
		give  Account
		field string // that is refused; none: taken
	}{
		{"sepa", Account{Method: SEPA, Holder: "Anna  Müller", IBAN: "de89 3704 0044 0532 0130 00", BIC: "cobadeff", Address: home}, ""},
		{"sepa without a town", Account{Method: SEPA, Holder: "Ann", IBAN: "DE89370400440532013000", Address: Address{Country: "DE"}}, "town"},
		{"sepa without a country", Account{Method: SEPA, Holder: "Ann", IBAN: "DE89370400440532013000", Address: Address{Town: "Berlin"}}, "country"},
		{"sepa to Brazil", Account{Method: SEPA, Holder: "Ann", IBAN: "BR1800360305000010009795493C1", Address: home}, "iban"},
		{"a postal code of elsewhere", Account{Method: SEPA, Holder: "Ann", IBAN: "DE89370400440532013000", Address: Address{Postcode: "EC1A 1BB", Town: "B", Country: "DE"}}, "postcode"},
		{"no such country", Account{Method: Other, Holder: "Ann", Address: Address{Town: "B", Country: "XQ"}}, "country"},
		{"ach", Account{Method: ACH, Holder: "Finch LLC", Routing: "021000021", Number: "12-3456 78"}, ""},
		{"ach with a long number", Account{Method: ACH, Holder: "Finch", Routing: "021000021", Number: "123456789012345678"}, "number"},
		{"transfer", Account{Method: Transfer, Holder: "Ashdown Ltd", BankCode: "20-00-00", Number: "55779911"}, ""},
		{"transfer without a bank", Account{Method: Transfer, Holder: "Ashdown Ltd", Number: "55779911"}, "bank code"},
		{"transfer by IBAN", Account{Method: Transfer, Holder: "Ann", IBAN: "GB82 WEST 1234 5698 7654 32"}, ""},
		{"cheque to nowhere", Account{Method: Cheque, Holder: "Ann"}, "town"},
		{"gift card", Account{Method: GiftCard, Holder: "Ann", Email: "a@b.example"}, ""},
		{"gift card to nobody", Account{Method: GiftCard, Holder: "Ann", Email: "a b"}, "email"},
		{"nobody", Account{Method: Other, Holder: "  "}, "holder"},
		{"pigeon", Account{Method: "pigeon", Holder: "Ann"}, "method"},
		{"a name too long", Account{Method: Other, Holder: strings.Repeat("n", 71)}, "holder"},
	} {
		a := c.give
		err := a.Check()
		var f *Flaw
		switch {
		case c.field == "" && err != nil:
			t.Errorf("%s: %v", c.name, err)
		case c.field != "" && (!errors.As(err, &f) || f.Field != c.field || f.Try == ""):
			t.Errorf("%s: %v, want a flaw of %s", c.name, err, c.field)
		}
	}
	a := Account{Method: SEPA, Holder: " Anna  Müller ", IBAN: "de89 3704 0044 0532 0130 00", Number: "1", Email: "x", Address: home}
	if err := a.Check(); err != nil || a.Holder != "Anna Müller" || a.IBAN != "DE89370400440532013000" || a.Number != "" || a.Email != "" || a.Address.Country != "DE" {
		t.Errorf("%+v, %v", a, err)
	}
	if a.Short() != "DE…3000" || a.Masked().IBAN != "…3000" {
		t.Errorf("shown as %q, kept as %+v", a.Short(), a.Masked())
	}
}

func TestTX20_LettersOfABankFile(t *testing.T) {
	for _, c := range []struct{ text, sepa, ach string }{
		{"Müller & Söhne", "Muller + Sohne", "MULLER & SOHNE"},
		{"Łukasiewicz €5 <b>", "Lukasiewicz EUR5 b", "LUKASIEWICZ EUR5 B"},
		{"Ангелина 🎉", "Angelina", "ANGELINA"},
		{"//Ref//1/", "Ref/1", "//REF//1/"},
		{"a\nb\x00c]]>", "a b c", "A B C"},
	} {
		if got := SEPAText(c.text, 140); got != c.sepa {
			t.Errorf("SEPA %q: %q, want %q", c.text, got, c.sepa)
		}
		if got := ACHText(c.text, 80); got != c.ach {
			t.Errorf("ACH %q: %q, want %q", c.text, got, c.ach)
		}
	}
	rapid.Check(t, func(r *rapid.T) {
		text, most := rapid.String().Draw(r, "text"), rapid.IntRange(1, 70).Draw(r, "most")
		for _, s := range []string{SEPAText(text, most), ACHText(text, most)} {
			if len(s) > most || strings.TrimSpace(s) != s || strings.IndexFunc(s, func(r rune) bool { return r < ' ' || r > '~' || strings.ContainsRune(`<>"\;`, r) }) >= 0 {
				r.Fatalf("%q became %q", text, s)
			}
		}
	})
}
