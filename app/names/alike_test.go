package names

import "testing"

func TestNamesThatSoundAlikeShareAKey(t *testing.T) {
	for _, pair := range [][2]string{
		{"Meier & Partner LLP", "Meyer and Partners"}, {"Smith John", "John A. Smith"}, {"The Oak Company", "Oak Ltd"}, {"Schmidt", "Schmitt GmbH"},
		{"Аcme Ltd", "Acme"}, {"Phillips", "Filips"}, {"Łódź Söhne", "Lodz Sohne"},
	} {
		if a, b := Alike(pair[0]), Alike(pair[1]); a != b || a == "" {
			t.Errorf("%q is %q, %q is %q", pair[0], a, pair[1], b)
		}
	}
	for _, pair := range [][2]string{{"Alder Tax", "Birch Tax"}, {"Unit 12", "Unit 13"}, {"Oak", "Ash"}} {
		if Alike(pair[0]) == Alike(pair[1]) {
			t.Errorf("%q and %q have one key", pair[0], pair[1])
		}
	}
	if Alike("***") != "" {
		t.Error("a key of nothing")
	}
}

func TestPhonesAreComparedWithTheirCountries(t *testing.T) {
	for _, c := range []struct {
		a, countryA, b, countryB string
		want                     bool
	}{
		{"+44 20 7946 0123", "", "020 7946 0123", "GB", true},
		{"(020) 7946-0123", "GB", "0044 20 7946 0123", "GB", true},
		{"020 7946 0123", "", "020 7946-0123", "", true},
		{"+44 20 7946 0123", "", "020 7946 0123", "", true},
		{"+49 20 7946 0123", "", "+44 20 7946 0123", "", false},
		{"020 7946 0123", "GB", "020 7946 0123", "DE", false},
	} {
		if got := SamePhone(c.a, c.countryA, c.b, c.countryB); got != c.want {
			t.Errorf("%v: %v", c, got)
		}
		if c.want && PhoneKey(c.a) != PhoneKey(c.b) {
			t.Errorf("%v: not looked at", c)
		}
	}
	if PhoneKey("123") != "" || PhoneKey("") != "" {
		t.Error("a key of too little")
	}
}

func TestAProvidersDomainIsNobodys(t *testing.T) {
	for mail, want := range map[string]string{"Ann@Alder.Example": "alder.example", "ann@gmail.com": "", "ann@yahoo.co.uk": "", "x@web.de": "", "": "", "x": ""} {
		if got := Domain(mail); got != want {
			t.Errorf("%s: %q", mail, got)
		}
	}
}
