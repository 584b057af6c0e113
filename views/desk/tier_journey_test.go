package desk

import (
	"slices"
	"testing"

	"rapport/app"
)

// A tier is given by hand and shown with its history; the review says who would move before it moves anybody.
func TestTiersByHandAndByRuleByKeyboard(t *testing.T) {
	w := kindsWorld(t)
	tier := func(name string) string {
		t.Helper()
		return partnerNamed(t, w, name).tier
	}
	b := open(t, w, 1280, 800)
	b.onPartner(t, "Kestrel CPA Group")
	b.keys("T", "Right", "Right", "Ctrl+S")
	if !b.Root.Covered() {
		t.Fatalf("a tier was given without a reason:\n%s", b.Dump())
	}
	b.Type("helped us begin")
	b.keys("Ctrl+S")
	if got := tier("Kestrel CPA Group"); got != "Friend" {
		t.Fatalf("the tier is %q:\n%s", got, b.Dump())
	}
	b.sees(t, "Friend: helped us begin")
	b.keys("Ctrl+K")
	b.Type("review partner tiers")
	b.keys("Enter")
	b.sees(t, "Harcourt & Lowe LLP: Silver instead of none, 1 of 1 won")
	b.keys("Escape")
	if got := tier("Harcourt & Lowe LLP"); got != "" {
		t.Fatalf("Esc moved to %q", got)
	}
	b.d.root.Commands.Run("partner.tiers")
	b.settle()
	b.keys("Enter")
	if got := tier("Harcourt & Lowe LLP"); got != "Silver" {
		t.Fatalf("Enter left %q:\n%s", got, b.Dump())
	}
	b.d.root.Commands.Run("partner.tiers")
	b.settle()
	b.sees(t, "Every partner has the tier that it reaches.")
}

// The list of tiers is read as it is written; what can't be read stays at its field.
func TestTheListOfTiersIsEdited(t *testing.T) {
	w := kindsWorld(t)
	b := open(t, w, 1280, 800)
	was := slices.Clone(b.d.settings.PartnerTiers)
	b.d.root.Commands.Run("settings.tiers")
	b.settle()
	b.keys("Ctrl+S")
	if got := b.d.settings.PartnerTiers; !slices.Equal(got, was) {
		t.Fatalf("saved unchanged: %+v, was %+v", got, was)
	}
	b.d.root.Commands.Run("settings.tiers")
	b.settle()
	b.keys("Ctrl+A")
	b.Type("Gold = many")
	b.keys("Ctrl+S")
	b.sees(t, "It can't be read what Gold is reached by.")
	for _, c := range []struct {
		text string
		want app.PartnerTier
		ok   bool
	}{
		{"Silver = 5 won, calendar year", app.PartnerTier{Name: "Silver", Measure: "won count", Window: "calendar year", AtLeast: 5}, true},
		{"Gold=50,000.00 Collected,quarter", app.PartnerTier{Name: "Gold", Measure: "revenue", Window: "quarter", AtLeast: 5_000_000}, true},
		{"Friend", app.PartnerTier{Name: "Friend"}, true},
		{"Silver = 5.5 won, quarter", app.PartnerTier{}, false},
		{"Silver = 0 won, quarter", app.PartnerTier{}, false},
		{"Silver = 5 sold, quarter", app.PartnerTier{}, false},
		{"Silver =", app.PartnerTier{}, false},
	} {
		got, err := readTiers(c.text+"\n\n", "GBP")
		if (err == nil) != c.ok || c.ok && (len(got) != 1 || got[0] != c.want) {
			t.Errorf("%q is read as %+v (%v)", c.text, got, err)
		}
	}
}
