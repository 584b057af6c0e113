package names

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// marked writes a text with what is marked between brackets.
func marked(text string, marks []Span) string {
	var b strings.Builder
	at := 0
	for _, m := range marks {
		b.WriteString(text[at:m.From] + "[" + text[m.From:m.To] + "]")
		at = m.To
	}
	return b.String() + text[at:]
}

func TestMarks(t *testing.T) {
	for _, c := range []struct{ text, search, want string }{
		{"Harcourt & Lowe", "low harc", "[Harc]ourt & [Low]e"},
		{"Søren Łódź", "soren lo", "[Søren] [Łó]dź"},
		{"Soren Lodz", "Søren Łódź", "[Soren] [Lodz]"},
		{"Straße 5", "strasse", "[Straße] 5"},
		{"Straße 5", "stras", "[Straß]e 5"},
		{"Æsop and Œuvre", "aes oeuv", "[Æs]op and [Œuv]re"},
		{"Œuvre", "o", "[Œ]uvre"},
		{"Cafe\u0301 Noir", "cafe", "[Cafe]\u0301 Noir"},
		{"O'Neill", "oneill", "[O'Neill]"},
		{"R-2026-0147 · Northgate", "r-2026-01", "[R]-[2026]-[01]47 · Northgate"},
		{"Alder", "lder", "Alder"},
		{"Alder", "***", "Alder"},
		{"", "a", ""},
		{"a\x80b alder", "ald", "a\x80b [ald]er"},
	} {
		if got := marked(c.text, Marks(c.text, c.search)); got != c.want {
			t.Errorf("%q in %q: %s, want %s", c.search, c.text, got, c.want)
		}
	}
}

func TestAround(t *testing.T) {
	long := strings.Repeat("before ", 20) + "promised the Brochüre by Friday " + strings.Repeat("after ", 20)
	for _, c := range []struct{ text, search, want string }{
		{long, "brochure", "… promised the Brochüre by Friday after after …"},
		{"The brochure\n\nby Friday", "fri", "The brochure by Friday"},
		{"nothing", "brochure", ""},
		{strings.Repeat("x", 200) + " brochure", "broch", "… brochure"},
	} {
		if got := Around(c.text, c.search, 45); got != c.want {
			t.Errorf("%q: %q, want %q", c.search, got, c.want)
		}
	}
}

// What is marked is what Fold finds: every word that begins with the search is marked, and nothing else.
func TestMarksFindWhatFoldFinds(t *testing.T) {
	letters := rapid.SampledFrom([]rune("aAbéøŁßæŒ .'-·\u200b5щ"))
	rapid.Check(t, func(t *rapid.T) {
		text, search := rapid.StringOf(letters).Draw(t, "text"), rapid.StringOfN(letters, 1, 3, -1).Draw(t, "search")
		want := 0
		for _, w := range strings.Fields(Fold(text)) {
			for _, s := range strings.Fields(Fold(search)) {
				if strings.HasPrefix(w, s) {
					want++
					break
				}
			}
		}
		if got := len(Marks(text, search)); got != want {
			t.Fatalf("%q in %q: %d marks, Fold finds %d", search, text, got, want)
		}
	})
}
